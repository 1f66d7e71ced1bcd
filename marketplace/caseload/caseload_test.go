package caseload

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/coaching"
	"sovite.fi/sovite/marketplace/consent"
	"sovite.fi/sovite/marketplace/introduction"
	"sovite.fi/sovite/marketplace/placement"
	"sovite.fi/sovite/marketplace/placement/support"
	"sovite.fi/sovite/marketplace/profile"
	"sovite.fi/sovite/marketplace/rule"
)

const monday = marketplace.Date("2026-11-23")

func TestOn(t *testing.T) {
	for _, c := range []struct {
		due          marketplace.Date
		want         When
		mine, others bool // whether the coach is needed, when it is their own and when it is not
	}{
		{"2026-11-22", Overdue, true, true},
		{"2025-12-31", Overdue, true, true},
		{"2026-11-23", Today, true, false},
		{"2026-11-24", Week, false, false},
		{"2026-11-30", Week, false, false},
		{"2026-12-01", Later, false, false},
		{"", Later, false, false},
	} {
		own, other := Item{Due: c.due, Mine: true}, Item{Due: c.due, Who: "client"}
		if own.On(monday) != c.want || own.Needs(monday) != c.mine || other.Needs(monday) != c.others {
			t.Errorf("%q: %s, needs %v and %v", c.due, own.On(monday), own.Needs(monday), other.Needs(monday))
		}
	}
}

func TestOrderAndNext(t *testing.T) {
	items := sorted([]Item{
		{Client: "a", Ref: "none", Mine: true},
		{Client: "a", Ref: "late", Due: "2026-12-20", Mine: true},
		{Client: "b", Ref: "waits-longer", Due: "2026-12-02", Who: "client"},
		{Client: "a", Ref: "waits", Due: "2026-11-24", Who: "employer"},
		{Client: "b", Ref: "waits", Due: "2026-11-24", Who: "client"},
		{Client: "c", Ref: "own", Due: "2026-11-24", Mine: true},
	})
	var order []string
	for _, i := range items {
		order = append(order, string(i.Client)+"/"+string(i.Ref))
	}
	if got := strings.Join(order, " "); got != "c/own a/waits b/waits b/waits-longer a/late a/none" {
		t.Errorf("order: %s", got)
	}
	for client, want := range map[marketplace.ID]marketplace.ID{"a": "late", "b": "waits", "c": "own"} {
		if n := next(items, client); n == nil || n.Ref != want {
			t.Errorf("next of %s: %v, want %s", client, n, want)
		}
	}
	if n := next(items, "d"); n != nil {
		t.Errorf("somebody without items has %v", n)
	}
}

func TestLoad(t *testing.T) {
	for l, want := range map[Load]string{
		{Clients: 19, Limit: 20}: "room", {Clients: 20, Limit: 20}: "full", {Clients: 21, Limit: 20}: "over", {Clients: 21}: "unknown", {Limit: 20}: "room",
	} {
		if l.State() != want {
			t.Errorf("%+v: %s, want %s", l, l.State(), want)
		}
	}
}

func TestGather(t *testing.T) {
	good := coaching.Step{Key: "follow_up", Due: monday, Owner: "coach"}
	client, together := good, good
	client.Owner, together.Owner = "client", "together"
	asked := consent.Consent{ID: "q", State: consent.Asked, AnswerBy: "2026-12-01"}
	talk, given := asked, asked
	talk.Talk, given.State = marketplace.At(time.Unix(1, 0)), consent.Given
	proposed := introduction.Introduction{ID: "i", State: introduction.Proposed, Open: true, Owner: introduction.ByCoach, Due: monday, Title: "Shelves"}
	sent, over := proposed, proposed
	sent.State, sent.Owner = introduction.Sent, introduction.ByEmployer
	over.State, over.Open, over.Owner = introduction.Agreed, false, ""
	work := func(s placement.State, next marketplace.Date) placement.Placement {
		return placement.Placement{ID: "p", State: s, Next: next, Terms: placement.Terms{Title: "Shelves", Start: "2026-11-30"}}
	}
	visited := work(placement.Running, monday)
	visited.Visits = []support.Visit{{ID: "v0", Date: "2026-11-01", State: support.Held}, {ID: "v1", Date: monday, State: support.Planned}}
	yes := consent.Consent{ID: "q", State: consent.Given, Purpose: consent.Introduction, Task: "t", Answered: marketplace.At(monday.Time()), Until: "2026-12-31"}
	late, general, counted, ran := yes, yes, yes, yes
	late.Until, general.Task, counted.Purpose, ran.State = "2026-11-25", "", consent.CountedInTotals, consent.Expired
	both := introduction.Introduction{ID: "i", State: introduction.Agreed, Consent: "q", Ended: marketplace.At(monday.Time()), Until: "2026-12-31", Title: "Shelves"}
	planned := []placement.Entry{{Value: placement.Placement{Introduction: "i"}}}
	elsewhere := []placement.Entry{{Value: placement.Placement{Introduction: "other"}}, {Value: placement.Placement{}}}
	said := func(i Item, ok bool) string {
		if !ok {
			return "nothing"
		}
		return fmt.Sprintf("%s %s due %s mine %v %s %s", i.Kind, i.Key, i.Due, i.Mine, i.Who, i.Part)
	}
	for _, c := range []struct{ got, want string }{
		{said(ofStep("a", good)), "step follow_up due 2026-11-23 mine true  "},
		{said(ofStep("a", client)), "step follow_up due 2026-11-23 mine false client "},
		{said(ofStep("a", together)), "step follow_up due 2026-11-23 mine true  "},
		{said(ofStep("a", coaching.Step{})), "nothing"},
		{said(ofConsent(asked)), "consent answer due 2026-12-01 mine false client "},
		{said(ofConsent(talk)), "consent talk due 2026-12-01 mine true  "},
		{said(ofConsent(given)), "nothing"},
		{said(ofGiven(yes, false)), "consent send due 2026-11-30 mine true  "},
		{said(ofGiven(late, false)), "consent send due 2026-11-25 mine true  "},
		{said(ofGiven(yes, true)), "nothing"},
		{said(ofGiven(asked, false)), "nothing"},
		{said(ofGiven(general, false)), "nothing"},
		{said(ofGiven(counted, false)), "nothing"},
		{said(ofGiven(ran, false)), "nothing"},
		{said(ofAgreed(both, []consent.Consent{yes}, elsewhere)), "introduction agreed due 2026-11-30 mine true  "},
		{said(ofAgreed(both, []consent.Consent{yes}, planned)), "nothing"},
		{said(ofAgreed(both, []consent.Consent{ran}, nil)), "nothing"},
		{said(ofAgreed(both, nil, nil)), "nothing"},
		{said(ofAgreed(proposed, []consent.Consent{yes}, nil)), "nothing"},
		{said(ofProfile("a", coaching.Step{}, false)), "profile begin due  mine true  "},
		{said(ofProfile("a", coaching.Step{}, true)), "nothing"},
		{said(ofProfile("a", good, false)), "nothing"},
		{said(ofIntroduction(proposed)), "introduction proposed due 2026-11-23 mine true  "},
		{said(ofIntroduction(sent)), "introduction sent due 2026-11-23 mine false employer "},
		{said(ofIntroduction(over)), "nothing"},
		{said(ofPlacement(visited)), "placement follow_up due 2026-11-23 mine true  v1"},
		{said(ofPlacement(work(placement.Paused, monday))), "placement follow_up due 2026-11-23 mine true  "},
		{said(ofPlacement(work(placement.AfterCare, monday))), "placement contact due 2026-11-23 mine true  "},
		{said(ofPlacement(work(placement.Agreed, ""))), "placement begin due 2026-11-30 mine true  "},
		{said(ofPlacement(work(placement.Planned, ""))), "nothing"},
		{said(ofPlacement(work(placement.Ended, ""))), "nothing"},
		{said(ofPlacement(work(placement.Closed, monday))), "nothing"},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
}

// fakes answers for every slice: a, b and c are active, p is paused; everybody has a step, and the introductions are of a, of the
// paused client and of somebody who is not on the caseload.
type fakes struct {
	clients []profile.Client
	mu      sync.Mutex // looks are written down at once
	seen    []string
	fail    error
}

func (f *fakes) Caseload(_ context.Context, _ marketplace.Actor, page marketplace.Page) (marketplace.List[profile.Client], error) {
	if page.After == "" && len(f.clients) > 1 {
		return marketplace.List[profile.Client]{Items: f.clients[:1], Next: "more"}, nil
	}
	return marketplace.List[profile.Client]{Items: f.clients[min(1, len(f.clients)):]}, nil
}

func (f *fakes) NextOf(_ context.Context, _ marketplace.Actor, client marketplace.ID) (coaching.Step, error) {
	if client == "b" {
		return coaching.Step{}, nil
	}
	return coaching.Step{Text: "Soitto", Due: "2026-11-20", Owner: "coach"}, nil
}

func (f *fakes) Of(context.Context, marketplace.Actor, marketplace.ID, marketplace.Page) (marketplace.List[consent.Consent], error) {
	return marketplace.List[consent.Consent]{}, nil
}

func (f *fakes) Mine(_ context.Context, _ marketplace.Actor, open bool, _ marketplace.Page) (marketplace.List[introduction.Introduction], error) {
	out := marketplace.List[introduction.Introduction]{}
	for _, client := range []marketplace.ID{"a", "p", "stranger"} {
		out.Items = append(out.Items, introduction.Introduction{Client: client, State: introduction.Sent, Open: open, Owner: introduction.ByEmployer, Due: "2026-12-01"})
	}
	return out, nil
}

func (f *fakes) Agreed(context.Context, marketplace.Actor, marketplace.Page) (marketplace.List[introduction.Introduction], error) {
	return marketplace.List[introduction.Introduction]{}, nil
}

func (f *fakes) Used(context.Context, marketplace.Actor, marketplace.ID) (bool, error) {
	return false, nil
}

func (f *fakes) Begun(context.Context, marketplace.Actor, marketplace.ID) (bool, error) {
	return true, nil
}

func (f *fakes) OfClient(context.Context, marketplace.Actor, marketplace.ID, marketplace.Page) (marketplace.List[placement.Entry], error) {
	return marketplace.List[placement.Entry]{}, nil
}

func (f *fakes) Seen(_ context.Context, _ marketplace.Actor, subject, purpose string, org marketplace.ID) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.seen = append(f.seen, subject+" "+purpose+" "+string(org))
	return f.fail
}

func newService(t *testing.T, f *fakes) *Service {
	t.Helper()
	book, err := rule.LoadBook()
	if err != nil {
		t.Fatal(err)
	}
	clock := func() time.Time { return time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC) }
	return New(Deps{Clock: clock, Rules: book, Clients: f, Courses: f, Consents: f, Introductions: f, Placements: f, Reads: f})
}

func people() []profile.Client {
	out := []profile.Client{}
	for _, id := range []marketplace.ID{"a", "b", "c", "p"} {
		out = append(out, profile.Client{ID: id, Org: "turku", Name: "Client " + string(id), Status: profile.Active})
	}
	out[3].Status = profile.Paused
	return out
}

// A board has the active clients of every page, each read once and recorded; what is not about one of them is left out.
func TestBoard(t *testing.T) {
	f := &fakes{clients: people()}
	b, err := newService(t, f).Board(t.Context(), marketplace.Actor{Person: "kati", Org: "turku", Roles: []marketplace.Role{marketplace.RoleCoach}})
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{"clients/a caseload turku", "clients/b caseload turku", "clients/c caseload turku"}; !slices.Equal(slices.Sorted(slices.Values(f.seen)), want) {
		t.Errorf("recorded: %v", f.seen)
	}
	if len(b.Items) != 3 || len(b.Needing()) != 2 || len(b.Waiting()) != 1 || b.Waiting()[0].Client != "a" || len(b.Soon())+len(b.After()) != 0 {
		t.Errorf("items: %+v", b.Items)
	}
	if len(b.Clients) != 3 || b.Clients[0].Next == nil || !b.Clients[0].Open || b.Clients[1].Next != nil || b.Clients[1].Open {
		t.Errorf("clients: %+v", b.Clients)
	}
	if b.Load != (Load{Clients: 3, Limit: 20, Rule: LimitRule}) {
		t.Errorf("load: %+v", b.Load)
	}
}

// Nobody but a coach has a board, and what cannot be recorded is not shown.
func TestBoardRefuses(t *testing.T) {
	f := &fakes{clients: people()}
	_, err := newService(t, f).Board(t.Context(), marketplace.Actor{Person: "oona", Org: "turku", Roles: []marketplace.Role{marketplace.RoleOwner}})
	if !marketplace.IsKind(err, marketplace.Forbidden) || len(f.seen) > 0 {
		t.Errorf("an owner: %v, read %v", err, f.seen)
	}
	f.fail = marketplace.Errorf(marketplace.Internal, "error.internal")
	b, err := newService(t, f).Board(t.Context(), marketplace.Actor{Person: "kati", Org: "turku", Roles: []marketplace.Role{marketplace.RoleCoach}})
	if err == nil || len(b.Items)+len(b.Clients) > 0 {
		t.Errorf("without a record: %v, %+v", err, b)
	}
}
