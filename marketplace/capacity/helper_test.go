package capacity

import (
	"context"
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account"
	"sovite.fi/sovite/marketplace/place"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/store/storetest"
)

func person(who, org marketplace.ID, roles ...marketplace.Role) marketplace.Actor {
	return marketplace.Actor{Person: who, Org: org, Roles: roles, Lang: "fi"}
}

// The people of the scenarios: the workshop (paja) in Turku sells the hours of its crews, the café and the bakery buy.
var (
	olga   = person("olga", "paja", marketplace.RoleOwner)
	seppo  = person("seppo", "paja", marketplace.RoleSupervisor)
	birgit = person("birgit", "paja", marketplace.RoleBilling)
	aino   = person("aino", "cafe", marketplace.RoleEmployer)
	bo     = person("bo", "cafe", marketplace.RoleBilling)
	rival  = person("rival", "bakery", marketplace.RoleEmployer, marketplace.RoleOwner)
	other  = person("other", "verstas", marketplace.RoleOwner, marketplace.RoleSupervisor)
	nobody = marketplace.Actor{}
)

// world is the service with a clock that tests move.
type world struct {
	*Service
	db  store.Store
	now atomic.Int64 // milliseconds
}

// monday is the first day of the scenarios; it is eight in the morning in UTC.
const monday marketplace.Date = "2026-11-23"

func newWorld(t testing.TB, db store.Store) *world {
	t.Helper()
	places, err := place.Load()
	if err != nil {
		t.Fatal(err)
	}
	w := &world{db: db}
	w.now.Store(monday.Time().Add(8 * time.Hour).UnixMilli())
	var n atomic.Int64
	w.Service = New(Deps{
		Store: db, Clock: func() time.Time { return time.UnixMilli(w.now.Load()) }, Places: places, Orgs: w,
		IDs:   func() marketplace.ID { return marketplace.ID(fmt.Sprintf("id-%06d", n.Add(1))) },
		Trade: func(key string) bool { return key == "packing" || key == "grounds" },
	})
	return w
}

func memory(t testing.TB) store.Store { return storetest.Memory(t, Schemas()...) }

// PublicOrganisation plays account.
func (w *world) PublicOrganisation(_ context.Context, id marketplace.ID) (account.PublicOrganisation, error) {
	kind := account.KindEmployer
	if id == "paja" || id == "verstas" {
		kind = account.KindOrganiser
	}
	return account.PublicOrganisation{ID: id, Kinds: []account.Kind{kind}}, nil
}

func (w *world) move(d time.Duration) { w.now.Add(d.Milliseconds()) }

func (w *world) in(d time.Duration) marketplace.Instant {
	return marketplace.At(w.Clock().Add(d))
}

// terms are four participants with one supervisor from eight to twelve on weekdays, and two supervisors until ten.
func terms() Terms {
	t := Terms{Name: "Pakkaus", Trades: []string{"packing"}, Postal: "20100", Site: "Paja", Radius: 20_000, Ratio: 4, Published: true}
	for i := range 5 {
		t.Week[i] = []Window{{480, 600, 8, 2}, {600, 720, 4, 1}}
	}
	return t
}

func (w *world) crew(t testing.TB) Entry {
	t.Helper()
	e, err := w.CreateOnce(t.Context(), olga, "crew", terms())
	ok(t, err)
	return e
}

// load is a day's load of some participants with one supervisor, from eight to noon.
func load(d marketplace.Date, participants int) Load { return Load{d, 480, 720, participants, 1} }

// ask is a hold for the café for one day.
func (w *world) ask(id marketplace.ID, loads ...Load) Request {
	return Request{ID: id, For: "quote-" + id, Buyer: "cafe", Until: w.in(24 * time.Hour), Loads: loads}
}

func (w *world) held(t testing.TB, id marketplace.ID, loads ...Load) Booking {
	t.Helper()
	b, err := w.Hold(t.Context(), seppo, "crew", w.ask(id, loads...))
	ok(t, err)
	return b
}

func (w *world) sold(t testing.TB, id marketplace.ID, loads ...Load) Booking {
	t.Helper()
	w.held(t, id, loads...)
	b, err := w.Sell(t.Context(), aino, "crew", id)
	ok(t, err)
	return b
}

func (w *world) stored(t testing.TB) Entry {
	t.Helper()
	e, err := w.crews.Get(t.Context(), "crew")
	ok(t, err)
	return e
}

// facts takes out the types of the facts since the last time, with the booking of each.
func (w *world) told(t testing.TB) (out []string) {
	t.Helper()
	parcels, err := w.db.Pending(t.Context(), 100)
	ok(t, err)
	for _, p := range parcels {
		for _, f := range p.Facts {
			line := f.Type
			if b := f.Data["booking"]; b != "" {
				line += " " + b
			}
			out = append(out, line)
			ok(t, w.db.Settle(t.Context(), p.Collection, p.ID, []marketplace.ID{f.ID}))
		}
	}
	return out
}

func ok(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func wantError(t testing.TB, err error, kind marketplace.Kind, key string) {
	t.Helper()
	if !marketplace.IsKind(err, kind) || marketplace.AsError(err).Key != key {
		t.Fatalf("got %v, want %s", err, key)
	}
}

// sound says what breaks the invariant of a crew at a moment: a quarter of today or later at which more is held and sold
// than offered, or a live load with too few supervisors. It counts by itself, quarter by quarter.
func sound(c Crew, now marketplace.Instant) (broken []string) {
	type at struct {
		date    marketplace.Date
		quarter int
	}
	people, leaders := map[at]int{}, map[at]int{}
	for _, b := range c.Bookings {
		if b.State != Sold && (b.State != Held || !now.Time().Before(b.Until.Time())) {
			continue
		}
		for _, l := range b.Loads {
			if l.Date < now.Day() {
				continue
			}
			if l.Supervisors*c.Terms.Ratio < l.Participants {
				broken = append(broken, fmt.Sprintf("%s: %d supervisors for %d", b.ID, l.Supervisors, l.Participants))
			}
			for m := l.From; m < l.To; m += 15 {
				people[at{l.Date, m}] += l.Participants
				leaders[at{l.Date, m}] += l.Supervisors
			}
		}
	}
	for k, n := range people {
		crew, supervisors := 0, 0
		windows := c.Terms.Week[(int(k.date.Time().Weekday())+6)%7]
		for _, x := range c.Exceptions {
			if x.Date == k.date {
				windows = x.Windows
			}
		}
		for _, win := range windows {
			if win.From <= k.quarter && k.quarter < win.To {
				crew, supervisors = win.Participants, win.Supervisors
			}
		}
		if n > crew || leaders[k] > supervisors {
			broken = append(broken, fmt.Sprintf("%s %d: %d of %d, %d of %d", k.date, k.quarter, n, crew, leaders[k], supervisors))
		}
	}
	return broken
}
