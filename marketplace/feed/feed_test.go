package feed_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"strings"
	"testing"
	"time"

	ics "github.com/arran4/golang-ical"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account"
	"sovite.fi/sovite/marketplace/account/secret"
	"sovite.fi/sovite/marketplace/capacity"
	"sovite.fi/sovite/marketplace/feed"
	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/marketplace/order"
	"sovite.fi/sovite/marketplace/roster"
	"sovite.fi/sovite/marketplace/store/storetest"
	"sovite.fi/sovite/matching"
)

const origin = "https://sovite.example"

// world has a supervisor with one shift and a buyer with one order of two days, one of them when summer time ends.
type world struct {
	*feed.Service
	roles map[marketplace.ID][]marketplace.Role
}

var (
	leader = marketplace.Actor{Person: "liisa", Org: "paja", Roles: []marketplace.Role{marketplace.RoleSupervisor}, Lang: "fi"}
	buyer  = marketplace.Actor{Person: "bo", Org: "firma", Roles: []marketplace.Role{marketplace.RoleEmployer}, Lang: "sv"}
)

func (w *world) Me(_ context.Context, a marketplace.Actor) (account.Person, error) {
	return account.Person{ID: a.Person, Lang: map[marketplace.ID]string{"liisa": "fi", "bo": "sv"}[a.Person]}, nil
}

func (w *world) Memberships(_ context.Context, a marketplace.Actor) ([]account.Belonging, error) {
	org := map[marketplace.ID]marketplace.ID{"liisa": "paja", "bo": "firma"}[a.Person]
	return []account.Belonging{{Organisation: account.Organisation{ID: "other"}}, {Organisation: account.Organisation{ID: org}, Roles: w.roles[a.Person]}}, nil
}

func (w *world) Shifts(_ context.Context, a marketplace.Actor, from, to marketplace.Date) ([]roster.Shift, error) {
	s := roster.Shift{
		ID: "o1-2026-10-26-0480", Order: "o1", Date: "2026-10-26", From: 480, To: 720, Participants: 3, Supervisors: 1,
		Members: []marketplace.ID{"m1", "m2"}, Leaders: []marketplace.ID{"liisa"}, Published: true,
	}
	if a.Org != "paja" || s.Date < from || s.Date > to {
		return nil, nil
	}
	return []roster.Shift{s}, nil
}

func (w *world) Standing(context.Context, marketplace.ID) (order.Order, error) {
	return order.Order{ID: "o1", Agreed: []order.Agreed{{Title: title, Postal: "33100", Address: "Satakunnankatu 1"}}}, nil
}

// Boughts gives one order a page, the second of which nobody has confirmed yet.
func (w *world) Boughts(_ context.Context, a marketplace.Actor, live bool, page marketplace.Page) (marketplace.List[order.Bought], error) {
	if a.Org != "firma" || !live {
		return marketplace.List[order.Bought]{}, nil
	}
	o := order.Bought{ID: "o1", State: order.Confirmed, Versions: []order.BoughtVersion{{
		Title: title, Postal: "33100", Address: "Satakunnankatu 1", Supervisor: "Liisa Lehto",
		Loads: []capacity.Load{
			{Date: "2026-10-23", From: 480, To: 720, Participants: 3, Supervisors: 1},
			{Date: "2026-10-26", From: 480, To: 720, Participants: 3, Supervisors: 1},
			{Date: "2027-10-26", From: 480, To: 720, Participants: 3, Supervisors: 1},
		},
	}}}
	if page.After == "" {
		return marketplace.List[order.Bought]{Items: []order.Bought{o}, Next: "more"}, nil
	}
	o.ID, o.State = "o2", order.Preparing
	return marketplace.List[order.Bought]{Items: []order.Bought{o}}, nil
}

const title = "Pihan siivous, ja; muuta"

func newWorld(t *testing.T) *world {
	t.Helper()
	scale, err := matching.LoadScale()
	if err != nil {
		t.Fatal(err)
	}
	bundle, err := i18n.Load(scale)
	if err != nil {
		t.Fatal(err)
	}
	zone, err := time.LoadLocation("Europe/Helsinki")
	if err != nil {
		t.Fatal(err)
	}
	vault, err := secret.NewVault(bytes.Repeat([]byte("s"), secret.MinSecret), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	clock := marketplace.Clock(func() time.Time { return time.Date(2026, 10, 20, 8, 0, 0, 0, time.UTC) })
	w := &world{roles: map[marketplace.ID][]marketplace.Role{"liisa": leader.Roles, "bo": buyer.Roles}}
	w.Service = feed.New(feed.Deps{
		Store: storetest.Memory(t, feed.Schemas()...), Clock: clock, IDs: marketplace.NewIDs(clock, rand.Reader), Vault: vault, Bundle: bundle, Zone: zone,
		Origin: origin, People: w, Shifts: w, Orders: w,
	})
	return w
}

// token opens a feed and takes the token out of its address.
func (w *world) token(t *testing.T, a marketplace.Actor) string {
	t.Helper()
	address, err := w.Open(t.Context(), a)
	if err != nil {
		t.Fatal(err)
	}
	token, ok := strings.CutPrefix(strings.TrimSuffix(address, ".ics"), origin+"/calendar/")
	if !ok {
		t.Fatalf("the address is %q", address)
	}
	return token
}

func (w *world) read(t *testing.T, token string) []*ics.VEvent {
	t.Helper()
	text, err := w.Read(t.Context(), token)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.SplitSeq(strings.TrimSuffix(text, "\r\n"), "\r\n") {
		if len(line) > 75 || strings.ContainsAny(line, "\r\n") {
			t.Errorf("a line is not as RFC 5545 3.1 wants it: %q", line)
		}
	}
	c, err := ics.ParseCalendar(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return c.Events()
}

// TestLeader reads the calendar of a supervisor: clock times of both sides of the end of summer time, and no names.
func TestLeader(t *testing.T) {
	w := newWorld(t)
	events := w.read(t, w.token(t, leader))
	if len(events) != 1 {
		t.Fatalf("%d events", len(events))
	}
	e := events[0]
	if got := ics.FromText(e.GetProperty(ics.ComponentPropertySummary).Value); got != "Vuoro: "+title {
		t.Errorf("the title is %q", got)
	}
	from, _ := e.GetStartAt()
	to, _ := e.GetEndAt()
	if from.UTC().Format(time.RFC3339) != "2026-10-26T06:00:00Z" || to.Sub(from) != 4*time.Hour {
		t.Errorf("from %v to %v", from, to)
	}
	if got := e.GetProperty(ics.ComponentPropertyDescription).Value; !strings.Contains(got, "2") || strings.Contains(got, "m1") {
		t.Errorf("the notes are %q", got)
	}
	if got := e.GetProperty(ics.ComponentPropertyUrl).Value; got != origin+"/shifts/o1-2026-10-26-0480" {
		t.Errorf("the address is %q", got)
	}
}

// TestBuyer reads the calendar of a buyer: the days of an order within the time that a calendar tells of.
func TestBuyer(t *testing.T) {
	w := newWorld(t)
	events := w.read(t, w.token(t, buyer))
	var starts []string
	for _, e := range events {
		from, _ := e.GetStartAt()
		starts = append(starts, from.UTC().Format(time.RFC3339))
		if !strings.Contains(e.GetProperty(ics.ComponentPropertyDescription).Value, "Liisa Lehto") {
			t.Error("a buyer is not told who directs the work")
		}
	}
	if strings.Join(starts, " ") != "2026-10-23T05:00:00Z 2026-10-26T06:00:00Z" {
		t.Errorf("the days begin %v", starts)
	}
}

// TestLinks tries every link that must open nothing; each answers alike.
func TestLinks(t *testing.T) {
	w := newWorld(t)
	old := w.token(t, leader)
	now := w.token(t, leader)
	if address, err := w.Address(t.Context(), leader); err != nil || !strings.Contains(address, now) {
		t.Errorf("the address is %q, %v", address, err)
	}
	closed := w.token(t, buyer)
	for range 2 {
		if err := w.Close(t.Context(), buyer); err != nil {
			t.Fatal(err)
		}
	}
	if address, err := w.Address(t.Context(), buyer); err != nil || address != "" {
		t.Errorf("after closing the address is %q, %v", address, err)
	}
	for name, token := range map[string]string{
		"replaced": old, "closed": closed, "guessed": strings.TrimRight(now, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-") + "x",
		"empty": "", "no code": "liisa-paja", "stranger": "nobody-nowhere.code", "path": "../../x.y",
	} {
		if _, err := w.Read(t.Context(), token); !marketplace.IsKind(err, marketplace.NotFound) || marketplace.AsError(err).Key != "feed.no_link" {
			t.Errorf("%s: %v", name, err)
		}
	}
	w.read(t, now)
}

// TestWhoMayNot: roles without shifts or orders get no link, a role that was removed and an account that was closed end it.
func TestWhoMayNot(t *testing.T) {
	w := newWorld(t)
	coach := marketplace.Actor{Person: "kati", Org: "turku", Roles: []marketplace.Role{marketplace.RoleCoach}}
	if _, err := w.Open(t.Context(), coach); !marketplace.IsKind(err, marketplace.Forbidden) {
		t.Errorf("a coach opened a feed: %v", err)
	}
	token := w.token(t, leader)
	w.roles["liisa"] = nil
	if _, err := w.Read(t.Context(), token); !marketplace.IsKind(err, marketplace.NotFound) {
		t.Errorf("without a role: %v", err)
	}
	w.roles["liisa"] = []marketplace.Role{marketplace.RoleBilling}
	if events := w.read(t, token); len(events) != 0 {
		t.Errorf("with a role that leads nothing it reads %d events", len(events))
	}
	w.roles["liisa"] = leader.Roles
	w.read(t, token)
	for range 2 {
		if err := w.Follow(t.Context(), marketplace.Fact{Type: feed.Follows()[0], Subject: "people/liisa"}); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := w.Read(t.Context(), token); !marketplace.IsKind(err, marketplace.NotFound) {
		t.Errorf("after the account was closed: %v", err)
	}
}
