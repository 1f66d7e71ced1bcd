package timesheet

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account"
	"sovite.fi/sovite/marketplace/account/secret"
	"sovite.fi/sovite/marketplace/attendance"
	"sovite.fi/sovite/marketplace/capacity"
	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/notify"
	"sovite.fi/sovite/marketplace/notify/notice"
	"sovite.fi/sovite/marketplace/order"
	"sovite.fi/sovite/marketplace/price"
	"sovite.fi/sovite/marketplace/quote"
	"sovite.fi/sovite/marketplace/request"
	"sovite.fi/sovite/marketplace/roster"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/store/storetest"
	"sovite.fi/sovite/marketplace/timesheet/line"
	"sovite.fi/sovite/matching"
)

func person(who, org marketplace.ID, roles ...marketplace.Role) marketplace.Actor {
	return marketplace.Actor{Person: who, Org: org, Roles: roles, Lang: "fi"}
}

// The people of the scenarios: the café, where Aino ordered, Bo pays and Otso is in charge, and Anu only reads the record; the
// paja, where Olga is in charge, Seppo leads the crew and Birgit bills; and a rival of each.
var (
	aino   = person("aino", "cafe", marketplace.RoleEmployer)
	bo     = person("bo", "cafe", marketplace.RoleBilling)
	otso   = person("otso", "cafe", marketplace.RoleOwner)
	anu    = person("anu", "cafe", marketplace.RoleAuditor)
	rival  = person("rival", "bakery", marketplace.RoleEmployer, marketplace.RoleOwner)
	olga   = person("olga", "paja", marketplace.RoleOwner)
	seppo  = person("seppo", "paja", marketplace.RoleSupervisor)
	birgit = person("birgit", "paja", marketplace.RoleBilling)
	veikko = person("veikko", "verstas", marketplace.RoleOwner)
	nobody = marketplace.Actor{}
)

func everybody() []marketplace.Actor {
	return []marketplace.Actor{aino, bo, otso, anu, rival, olga, seppo, birgit, veikko}
}

const (
	monday  marketplace.Date = "2026-11-30"
	tuesday marketplace.Date = "2026-12-01"
)

var (
	scale = must(matching.LoadScale())
	texts = must(i18n.Load(scale))
)

// outside is what goes on when the program stops: the sheets with their locks, the order, and what is told to people.
type outside struct {
	mu     sync.Mutex
	now    atomic.Int64 // milliseconds
	order  order.Order
	sheets map[marketplace.ID]attendance.Done
	locks  map[marketplace.ID]string
	signed []marketplace.Fact // not carried yet
	boxes  map[marketplace.ID][]notice.Notice
	mails  []notify.Message
	hook   func() // done once, in the middle of locking
}

// world is the service over a store; orders, sheets, accounts and letters are played here.
type world struct {
	*Service
	*outside
	db store.Store
	n  atomic.Int64
}

func memory(t testing.TB) store.Store { return storetest.Memory(t, Schemas()...) }

// newWorld has an order of four people and a supervisor from eight to noon on Monday and Tuesday, at 20 euros and 45 euros an
// hour, with journeys, packed boxes and material.
func newWorld(db store.Store) *world {
	x := &outside{sheets: map[marketplace.ID]attendance.Done{}, locks: map[marketplace.ID]string{}, boxes: map[marketplace.ID][]notice.Notice{}}
	x.now.Store(monday.AddDays(4).Time().Add(8 * time.Hour).UnixMilli())
	x.order = order.Order{ID: "o", Org: "paja", Buyer: "cafe", Contact: "aino", Agreed: []order.Agreed{{
		Number: 1, Title: "Joulupaketit", Reference: "PO-1", Lines: []quote.Line{
			{Item: "i1", Priced: 3, Unit: price.CrewHour, Name: "Ryhmätunti", Rate: 20_0000},
			{Item: "i2", Priced: 1, Unit: price.SupervisorHour, Name: "Ohjaajatunti", Rate: 45_0000},
			{Item: "i3", Priced: 2, Unit: price.Travel, Name: "Matka", Rate: 35_0000},
			{Unit: price.Piece, Name: "Pakattu laatikko", Rate: 4_5050},
			{Unit: price.Material, Name: "Teippi", Rate: 2_9900},
		},
		Loads: []capacity.Load{
			{Date: monday, From: 480, To: 720, Participants: 4, Supervisors: 1}, {Date: tuesday, From: 480, To: 720, Participants: 4, Supervisors: 1},
		},
	}}}
	return worldAt(db, x, "")
}

// worldAt is the program started (again) over a store; time goes on by a millisecond each time somebody asks for it.
func worldAt(db store.Store, x *outside, round string) *world {
	w := &world{outside: x, db: db}
	w.Service = New(Deps{
		Store: db, Clock: func() time.Time { return time.UnixMilli(x.now.Add(1)) }, Bundle: texts, Sender: w, Origin: "https://sovite.example/",
		IDs:    func() marketplace.ID { return marketplace.ID(fmt.Sprintf("%sid-%06d", round, w.n.Add(1))) },
		Vault:  must(secret.NewVault(bytes.Repeat([]byte("s"), secret.MinSecret), strings.NewReader(strings.Repeat("random bytes ", 10_000)))),
		People: w, Teller: request.Teller{Accounts: w, Notices: w}, Orders: w, Sheets: w,
	})
	return w
}

// Standing plays order.
func (w *world) Standing(_ context.Context, id marketplace.ID) (order.Order, error) {
	if id != w.order.ID {
		return order.Order{}, notFound()
	}
	return w.order, nil
}

// Done plays attendance, as do Lock and Unlock.
func (w *world) Done(_ context.Context, _ marketplace.Actor, id marketplace.ID, from, to marketplace.Date) ([]attendance.Done, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	var out []attendance.Done
	for _, d := range w.sheets {
		if d.Order == id && from <= d.Date && d.Date <= to {
			out = append(out, d)
		}
	}
	return out, nil
}

func (w *world) Lock(_ context.Context, id marketplace.ID, why string) error {
	if do := w.hook; do != nil {
		w.hook = nil
		do()
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.locks[id] = why
	return nil
}

func (w *world) Unlock(_ context.Context, id marketplace.ID) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	delete(w.locks, id)
	return nil
}

// sign signs the sheet of a day (anew) with the hours of each worker and the supervisor, and boxes; false when it is locked.
func (w *world) sign(day marketplace.Date, workers []float64, supervisor float64, boxes int) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	id := roster.ShiftIDOf(w.order.ID, day, 480)
	if w.locks[id] != "" {
		return false
	}
	d := attendance.Done{Shift: id, Order: w.order.ID, Org: "paja", Buyer: "cafe", Date: day, Signing: w.sheets[id].Signing + 1, Planned: 4}
	for i, h := range workers {
		d.Workers = append(d.Workers, attendance.Worker{Number: i + 1, Time: money.Quarters(4 * h)})
	}
	d.Supervisors = []attendance.Worker{{Number: 1, Time: money.Quarters(4 * supervisor)}}
	if boxes > 0 {
		d.Made = []attendance.Made{{Unit: price.Piece, Name: "Pakattu laatikko", Quantity: price.Quantity(boxes)}}
	}
	w.sheets[id] = d
	f := marketplace.Fact{Type: "attendance.signed", Subject: "sheets/" + string(id), Data: map[string]string{"order": string(d.Order), "date": string(day)}}
	f.ID = marketplace.ID(fmt.Sprintf("%s-%d", id, d.Signing))
	w.signed = append(w.signed, f)
	return true
}

// Person plays account, as do PublicOrganisation and Members.
func (w *world) Person(_ context.Context, actor marketplace.Actor, who marketplace.ID) (account.Person, error) {
	for _, a := range everybody() {
		if a.Person == who && a.Org == actor.Org {
			return account.Person{ID: who, Name: strings.ToUpper(string(who))}, nil
		}
	}
	return account.Person{}, notFound()
}

func (w *world) PublicOrganisation(_ context.Context, id marketplace.ID) (account.PublicOrganisation, error) {
	return account.PublicOrganisation{ID: id, Name: "Kahvila"}, nil
}

func (w *world) Members(_ context.Context, actor marketplace.Actor, _ marketplace.Page) (marketplace.List[account.Member], error) {
	var out marketplace.List[account.Member]
	for _, a := range everybody() {
		if a.Org == actor.Org {
			out.Items = append(out.Items, account.Member{Person: a.Person, Roles: a.Roles})
		}
	}
	return out, nil
}

// Post plays notice: each notice is told once.
func (w *world) Post(_ context.Context, who marketplace.ID, n notice.Notice) error {
	if lang := texts.In(i18n.Sv); !lang.Has("notice." + n.Kind) {
		return fmt.Errorf("nobody can read %s", n.Kind)
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if !slices.ContainsFunc(w.boxes[who], func(o notice.Notice) bool { return o.ID == n.ID }) {
		w.boxes[who] = append(w.boxes[who], n)
	}
	return nil
}

// Send plays the sender of letters.
func (w *world) Send(_ context.Context, m notify.Message) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.mails = append(w.mails, m)
	return nil
}

// told takes out what was told to somebody since the last time.
func (w *world) told(who marketplace.ID) []string {
	out := []string{}
	for _, n := range w.boxes[who] {
		out = append(out, strings.TrimPrefix(n.Kind, "timesheet."))
	}
	delete(w.boxes, who)
	return out
}

// carry runs the reactions, as the courier does.
func (w *world) carry(t testing.TB) {
	t.Helper()
	for _, f := range w.signed {
		ok(t, w.Follow(t.Context(), f))
	}
	w.signed = nil
	for range 20 {
		parcels := must(w.db.Pending(t.Context(), 1000))
		for _, p := range parcels {
			for _, f := range p.Facts {
				if slices.Contains(Follows(), f.Type) {
					ok(t, w.Follow(t.Context(), f))
				}
				if slices.Contains(Told(), f.Type) {
					ok(t, w.Tell(t.Context(), f))
				}
				ok(t, w.db.Settle(t.Context(), p.Collection, p.ID, []marketplace.ID{f.ID}))
			}
		}
		if len(parcels) == 0 {
			return
		}
	}
	t.Fatal("the facts come to no end")
}

func (w *world) move(d time.Duration) { w.now.Add(d.Milliseconds()) }

var sheetID = IDOf("o", monday)

// signed is a world in which Monday was worked as planned and Tuesday half an hour less by one, signed and built.
func signed(t testing.TB) *world {
	t.Helper()
	w := newWorld(memory(t))
	w.sign(monday, []float64{4, 4, 4, 4}, 4, 0)
	w.sign(tuesday, []float64{4, 4, 4, 3.5}, 4, 12)
	w.carry(t)
	return w
}

// offered is a signed world in which everything was signed off, and seen by the buyer.
func offered(t testing.TB) *world {
	t.Helper()
	w := signed(t)
	w.signOff(t)
	must(w.Open(t.Context(), aino, sheetID))
	return w
}

func (w *world) signOff(t testing.TB) {
	t.Helper()
	_, out, err := w.SignOff(t.Context(), seppo, sheetID, seen(w.stored(t)))
	ok(t, err)
	if !line.All(out) {
		t.Fatalf("signed off: %+v", out)
	}
}

// seen is every line as it is now.
func seen(t Timesheet, only ...marketplace.ID) []line.Seen {
	var out []line.Seen
	for _, l := range t.Lines {
		if len(only) == 0 || slices.Contains(only, l.ID) {
			out = append(out, line.Seen{Line: l.ID, Version: l.Version})
		}
	}
	return out
}

func (w *world) stored(t testing.TB) Timesheet {
	t.Helper()
	e, err := w.all.Get(t.Context(), sheetID)
	ok(t, err)
	return e.Value
}

func (w *world) one(t testing.TB, id marketplace.ID) line.Line {
	t.Helper()
	l, there := w.stored(t).Line(id)
	if !there {
		t.Fatalf("no line %s", id)
	}
	return l
}

const (
	mondayCrew  = marketplace.ID("2026-11-30-0480-crew")
	mondayLead  = marketplace.ID("2026-11-30-0480-supervisor")
	tuesdayCrew = marketplace.ID("2026-12-01-0480-crew")
)

func asJSON(v any) string { return string(must(json.Marshal(v))) }

// must is for steps that lead up to what a test is about.
func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
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
	if !texts.In(i18n.Sv).Has(key) {
		t.Fatalf("nobody can read %s", key)
	}
}
