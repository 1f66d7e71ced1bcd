package server_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/introduction"
	"sovite.fi/sovite/marketplace/outcome"
	"sovite.fi/sovite/marketplace/placement"
	"sovite.fi/sovite/marketplace/placement/support"
	"sovite.fi/sovite/marketplace/store/storetest"
	"sovite.fi/sovite/server"
	"sovite.fi/sovite/server/openapi"
	"sovite.fi/sovite/server/servertest"
)

// thread goes from an introduction that was sent to work that has begun, passing over what was done already.
func thread(ctx context.Context, a *servertest.App, p *server.Parts) (placement.Entry, error) {
	coach, employer, intro := a.Actor("coach"), a.Actor("employer"), a.ID("introduction")
	steps := []func() error{
		func() error { return only(p.Introductions.Offer(ctx, employer, intro)) },
		func() error { return only(p.Introductions.Agree(ctx, coach, intro)) },
	}
	for _, step := range steps {
		if err := step(); err != nil && !marketplace.IsKind(err, marketplace.Conflict) {
			return placement.Entry{}, err
		}
	}
	e, err := p.Placements.Begin(ctx, coach, placement.Beginning{Client: a.ID("client"), Introduction: intro, Draft: servertest.Draft()})
	if err != nil {
		return e, err
	}
	yes := placement.Reply{Version: 1, Yes: true}
	for _, step := range []func() error{
		func() error {
			return only(p.Placements.SavePlan(ctx, coach, e.ID, support.Plan{Goal: "On her own", Every: 2, Steps: []support.Step{
				{Kind: "on_the_job", By: support.Coach, FromWeek: 1, ToWeek: 2, Minutes: 120},
			}}))
		},
		func() error { return only(p.Placements.Propose(ctx, coach, e.ID)) },
		func() error { return only(p.Placements.AgreeAsCoach(ctx, coach, e.ID, yes)) },
		func() error { return only(p.Placements.AgreeAsEmployer(ctx, employer, e.ID, yes)) },
		func() error {
			return only(p.Placements.AgreeAsClient(ctx, a.TheClient(), e.ID, placement.Reply{Version: 1, Yes: true, Present: "alone"}))
		},
		func() error { return only(p.Placements.Begun(ctx, coach, e.ID)) },
	} {
		if err := step(); err != nil && !marketplace.IsKind(err, marketplace.Conflict) {
			return e, err
		}
	}
	return p.Placements.Get(ctx, coach, e.ID)
}

func only[T any](_ T, err error) error { return err }

// A crash at every write between the introduction and the first day of work leaves nothing half-done: doing it again leads
// to the same one placement, and no crash makes a second.
func TestCrashFromIntroductionToWork(t *testing.T) {
	for _, moment := range []storetest.Moment{storetest.BeforeWrite, storetest.AfterWrite} {
		for k := 1; ; k++ {
			a := servertest.New(t)
			ports := a.Ports
			faulty := storetest.Faulty(ports.Store, k, moment)
			ports.Store = faulty
			p, err := server.Assemble(ports)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := thread(t.Context(), a, p); !faulty.Crashed() {
				if err != nil || k < 8 {
					t.Fatalf("%d writes: %v", k, err)
				}
				break
			}
			e, err := thread(t.Context(), a, a.Parts)
			if err != nil || e.Value.State != placement.Running || e.Value.Introduction != a.ID("introduction") {
				t.Fatalf("write %d: %s, %v", k, e.Value.State, err)
			}
			if i, err := a.Introductions.Of(t.Context(), a.Actor("coach"), a.ID("introduction")); err != nil || i.State != introduction.Agreed {
				t.Errorf("write %d: the introduction is %s, %v", k, i.State, err)
			}
			if n := fromIntroduction(t, a); n != 1 {
				t.Errorf("write %d: %d placements", k, n)
			}
		}
	}
}

func fromIntroduction(t *testing.T, a *servertest.App) (n int) {
	t.Helper()
	err := a.Placements.EachOf(t.Context(), a.ID("unit"), a.ID("client"), func(p placement.Placement) error {
		if p.Introduction == a.ID("introduction") {
			n++
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// A placement begins from an introduction only when both sides said yes.
func TestNoPlacementBeforeBothAgree(t *testing.T) {
	a := servertest.New(t)
	_, err := a.Placements.Begin(t.Context(), a.Actor("coach"), placement.Beginning{Client: a.ID("client"), Introduction: a.ID("introduction"), Draft: servertest.Draft()})
	if !marketplace.IsKind(err, marketplace.Invalid) {
		t.Errorf("a placement began from an introduction that waits: %v", err)
	}
	if n := fromIntroduction(t, a); n != 0 {
		t.Errorf("%d placements", n)
	}
}

// Whoever plans a second placement from the same introduction is told which one exists, and nothing is saved.
func TestSecondPlacementIsRefusedByName(t *testing.T) {
	a := servertest.New(t)
	e, err := thread(t.Context(), a, a.Parts)
	if err != nil {
		t.Fatal(err)
	}
	a.IDs["first"] = string(e.ID)
	a.Run(t, servertest.Scenario{
		Name: "second", As: "coach", Method: "POST", Path: openapi.Base + "/clients/{client}/placements", Body: `{"introduction": "{introduction}", ` + draftBody[1:],
		Want: 409, Has: []string{`"field":"introduction"`, `"placement":"{first}"`, "placement.begun"},
	})
}

// What happens at work reaches the profile, the coaching process and the outcomes, once each.
func TestWorkIsKnownElsewhere(t *testing.T) {
	a := servertest.New(t)
	ctx, coach, client := t.Context(), a.Actor("coach"), a.ID("client")
	e, err := thread(ctx, a, a.Parts)
	if err != nil {
		t.Fatal(err)
	}
	level := 3
	if _, err = a.Placements.Observe(ctx, coach, e.ID, support.Observation{Dimension: "lifting", Level: &level, Seen: "Lifts boxes alone", SeenBy: "supervisor"}); err != nil {
		t.Fatal(err)
	}
	a.Carry(t)
	a.Carry(t)
	v, err := a.Profiles.Current(ctx, coach, client, "test")
	if err != nil {
		t.Fatal(err)
	}
	if got := v.Content.Evidence; len(got) != 1 || got[0].About != "abilities.lifting" || got[0].By != "workplace" || got[0].Kind != "seen" || got[0].Note != "Lifts boxes alone" {
		t.Errorf("evidence %+v", got)
	}
	if got := jobStarts(t, a); got[outcome.Unknown] != 1 || got[outcome.Total] != 0 {
		t.Errorf("on the first day nobody knows how much was worked: %v", got)
	}
	a.Clock.Move(8 * 24 * time.Hour)
	if _, err := a.Placements.AddVisit(ctx, coach, e.ID, support.Visit{Date: "2026-12-01", Minutes: 30, OnJob: true, State: support.Held}); err != nil {
		t.Fatal(err)
	}
	if got := jobStarts(t, a); got[outcome.Total] != 1 || got[outcome.Unknown] != 0 {
		t.Errorf("a full week was worked as agreed: %v", got)
	}
}

// What the matcher said when the client was put forward is set against what came of it: for the coach, who opens the case, as
// a number too small to show for the owner, and for nobody else at all, and neither the employer nor the client is told.
func TestForecastAgainstOutcome(t *testing.T) {
	a := servertest.New(t)
	said, err := a.Discovery.Match(t.Context(), a.Actor("coach"), a.ID("client"), a.ID("task"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := thread(t.Context(), a, a.Parts); err != nil {
		t.Fatal(err)
	}
	a.Carry(t)
	api := openapi.Base
	a.Run(t, servertest.Scenario{Name: "the employer", As: "employer", Path: api + "/received/{introduction}", Want: 200, Not: []string{"forecast", said.Verdict.Group.String()}, Facts: map[string]int{"data.read": 1}},
		servertest.Scenario{Name: "the client", As: "the-client", Path: api + "/my/introductions/{introduction}", Want: 200, Not: []string{"forecast", said.Verdict.Group.String()}})
	started := said.Verdict.Group.String() + ".started"
	cases := api + "/outcomes/forecast/" + started + "/cases"
	a.Run(t, []servertest.Scenario{
		{Name: "the coach", As: "coach", Path: api + "/outcomes", Want: 200, Has: []string{`"key":"` + started + `","name":"Fits now: Started","number":1`, "never a client"}},
		{Name: "opens it", As: "coach", Path: cases, Want: 200, Has: []string{`"client":"{client}"`}, Facts: map[string]int{"data.read": 1}},
		{Name: "a colleague has another number", As: "colleague", Path: cases, Want: 200, Not: []string{"{client}"}},
		{Name: "the owner opens nothing", As: "unit-owner", Path: cases, Want: 403},
		{Name: "nor does the employer", As: "employer", Path: cases, Want: 403},
		{Name: "nor does the client", As: "the-client", Path: cases, Want: 403},
	}...)
	a.Clock.Move(60 * 24 * time.Hour)
	all, err := a.Outcomes.Organisation(t.Context(), a.Actor("unit-owner"), 0)
	if err != nil {
		t.Fatal(err)
	}
	if p, ok := all.Figure(outcome.Forecast).Part(started); !ok || !p.Hidden || p.N != 0 || len(p.Items) > 0 {
		t.Errorf("the owner, when the quarter is over: %+v", p)
	}
}

// jobStarts are the numbers of the coach's job starts this year.
func jobStarts(t *testing.T, a *servertest.App) map[string]int {
	t.Helper()
	own, err := a.Outcomes.Own(t.Context(), a.Actor("coach"), a.Outcomes.ThisYear())
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]int{}
	for _, f := range own.Figures {
		for _, part := range f.Parts {
			if f.Metric == outcome.JobStarts {
				out[part.Key] = part.N
			}
		}
	}
	return out
}

// An employer's no ends the consent: from the same moment on the card is the same to the employer as one that never was, and
// client and coach see why, whenever the program stops. Work that both agreed to keeps its card.
func TestRefusalEndsTheConsent(t *testing.T) {
	card := func(a *servertest.App, id string) string {
		resp, body := a.Do(t, a.Request("employer", "GET", openapi.Base+"/cards/"+id, "", "X-Request-Id", "the-same-id"))
		return resp.Status + body
	}
	for _, moment := range []storetest.Moment{storetest.BeforeWrite, storetest.AfterWrite} {
		for k := 1; ; k++ {
			a := servertest.New(t)
			a.Carry(t)
			if got := card(a, "{held}"); !strings.HasPrefix(got, "200") {
				t.Fatalf("before: %s", got)
			}
			ports := a.Ports
			faulty := storetest.Faulty(ports.Store, k, moment)
			ports.Store = faulty
			p, err := server.Assemble(ports)
			if err != nil {
				t.Fatal(err)
			}
			refuse := func(p *server.Parts) error {
				_, err := p.Introductions.Refuse(t.Context(), a.Actor("employer"), a.ID("introduction"), introduction.Refusal{Reason: introduction.NotSaid})
				return err
			}
			if err := refuse(p); err == nil && card(a, "{held}") != card(a, "never") {
				t.Errorf("write %d: after the no the card is still read", k)
			}
			_ = p.Courier.Drain(t.Context())
			if err := refuse(a.Parts); err != nil && !marketplace.IsKind(err, marketplace.Conflict) {
				t.Fatal(err)
			}
			a.Carry(t)
			a.Carry(t)
			if n := a.Facts(t)["consent.fulfilled"]; n != 1 || card(a, "{held}") != card(a, "never") {
				t.Errorf("write %d: written down %d times, and the card answers %s", k, n, card(a, "{held}"))
			}
			for who, path := range map[string]string{"the-client": "/my/consents", "coach": "/clients/{client}/consents"} {
				if _, body := a.Do(t, a.Request(who, "GET", openapi.Base+path, "")); !strings.Contains(body, `"state":"fulfilled"`) {
					t.Errorf("write %d: %s reads %s", k, who, body)
				}
			}
			if !faulty.Crashed() {
				if k < 4 {
					t.Errorf("only %d writes", k)
				}
				break
			}
		}
	}
	a := servertest.New(t)
	if _, err := thread(t.Context(), a, a.Parts); err != nil {
		t.Fatal(err)
	}
	a.Carry(t)
	if got := card(a, "{held}"); !strings.HasPrefix(got, "200") {
		t.Errorf("at work: %s", got)
	}
}
