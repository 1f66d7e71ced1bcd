package attendance

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/marketplace/order"
	"sovite.fi/sovite/marketplace/price"
	"sovite.fi/sovite/marketplace/quote"
	"sovite.fi/sovite/marketplace/roster"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/store/storetest"
	"sovite.fi/sovite/matching"
)

func person(who, org marketplace.ID, roles ...marketplace.Role) marketplace.Actor {
	return marketplace.Actor{Person: who, Org: org, Roles: roles, Lang: "fi"}
}

// The people of the scenarios: Olga's paja, where Seppo and Sanna lead crews and Birgit bills, works for the café of Otso and
// Aino; kaisa has another workshop.
var (
	olga   = person("olga", "paja", marketplace.RoleOwner)
	seppo  = person("seppo", "paja", marketplace.RoleSupervisor)
	sanna  = person("sanna", "paja", marketplace.RoleSupervisor)
	birgit = person("birgit", "paja", marketplace.RoleBilling)
	otso   = person("otso", "cafe", marketplace.RoleOwner)
	aino   = person("aino", "cafe", marketplace.RoleEmployer)
	kaisa  = person("kaisa", "kolo", marketplace.RoleOwner, marketplace.RoleSupervisor)
	nobody = marketplace.Actor{}
)

const (
	monday  marketplace.Date = "2026-11-23"
	morning marketplace.ID   = "o-2026-11-23-0480" // matti, liisa and pekka, eight to noon, with seppo
)

// world is the service; rosters and orders are played here.
type world struct {
	*Service
	db     store.Store
	now    *atomic.Int64 // milliseconds
	n      atomic.Int64
	round  string // keeps ids made after a restart apart
	shifts []roster.Shift
	order  order.Order
	digit  bool // the first code of every shift is the same
}

var texts = must(i18n.Load(must(matching.LoadScale())))

func newWorld(t testing.TB) *world {
	now := &atomic.Int64{}
	now.Store(monday.Time().Add(8 * time.Hour).UnixMilli())
	return worldAt(storetest.Memory(t, Schemas()...), now, "")
}

// worldAt is the program started (again) over a store; time goes on by a millisecond each time somebody asks for it.
func worldAt(db store.Store, now *atomic.Int64, round string) *world {
	w := &world{db: db, now: now, round: round}
	w.shifts = []roster.Shift{
		shift(monday, 480, "matti", "liisa", "pekka"),
		shift(monday, 780, "liisa"),
		shift("2026-11-25", 480, "matti"),
	}
	lines := []quote.Line{
		{Unit: price.CrewHour, Name: "Ryhmätunti", Quantity: 12},
		{Unit: price.Piece, Name: "Paketti", Quantity: 500},
		{Unit: price.Travel, Name: "Matka", Quantity: 1},
		{Unit: price.SupervisorHour, Name: "Ohjaajan tunti", Quantity: 16},
	}
	w.order = order.Order{ID: "o", Org: "paja", Buyer: "cafe", State: order.Confirmed, Agreed: []order.Agreed{{
		Number: 1, Title: "Joulupaketit", Address: "Linnankatu 1", Hazards: matching.Chosen("dust"), Lines: lines,
	}}}
	clock := func() time.Time { return time.UnixMilli(w.now.Add(1)) }
	ids := func() marketplace.ID { return marketplace.ID(fmt.Sprintf("%sid-%06d", w.round, w.n.Add(1))) }
	w.Service = New(Deps{Store: db, Clock: clock, IDs: ids, Zone: time.UTC, Codes: played{w}, Rosters: played{w}, Orders: played{w}})
	return w
}

func shift(date marketplace.Date, from int, members ...marketplace.ID) roster.Shift {
	return roster.Shift{
		ID: roster.ShiftIDOf("o", date, from), Order: "o", Buyer: "cafe", Crew: "crew", Date: date, From: from, To: from + 240,
		Participants: len(members), Supervisors: 1, Members: members, Leaders: []marketplace.ID{"seppo"}, Published: true,
	}
}

// played are rosters, orders and codes.
type played struct{ w *world }

// Shifts plays roster.
func (p played) Shifts(_ context.Context, actor marketplace.Actor, from, to marketplace.Date) (out []roster.Shift, _ error) {
	for _, s := range p.w.shifts {
		if s.Date >= from && s.Date <= to && actor.Org == "paja" {
			out = append(out, s)
		}
	}
	return out, nil
}

// Shift plays roster.
func (p played) Shift(_ context.Context, actor marketplace.Actor, id marketplace.ID) (roster.Shift, error) {
	for _, s := range p.w.shifts {
		if s.ID == id && actor.Org == "paja" {
			return s, nil
		}
	}
	return roster.Shift{}, notFound()
}

// Names plays roster.
func (p played) Names(_ context.Context, _ marketplace.Actor, ids []marketplace.ID) (map[marketplace.ID]string, error) {
	out := map[marketplace.ID]string{}
	for _, id := range ids {
		out[id] = "Nimi " + string(id)
	}
	return out, nil
}

// Standing plays order.
func (p played) Standing(_ context.Context, id marketplace.ID) (order.Order, error) {
	if id != p.w.order.ID {
		return order.Order{}, notFound()
	}
	return p.w.order, nil
}

// Code plays secret.
func (p played) Code(purpose string, parts ...string) (string, error) {
	if p.w.digit && purpose == "check-in" && parts[2] == "0" {
		return base64.RawURLEncoding.EncodeToString(make([]byte, 32)), nil
	}
	mac := hmac.New(sha256.New, []byte("secret "+purpose))
	mac.Write([]byte(strings.Join(parts, "|")))
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil)), nil
}

func (w *world) in(minutes int) marketplace.Instant {
	return marketplace.At(time.UnixMilli(w.now.Load()).Add(time.Duration(minutes) * time.Minute))
}

func (w *world) move(d time.Duration) { w.now.Add(d.Milliseconds()) }

// mark has somebody mark a shift.
func (w *world) mark(t testing.TB, actor marketplace.Actor, changes ...Change) []Received {
	t.Helper()
	_, out, err := w.Mark(t.Context(), actor, morning, changes)
	ok(t, err)
	return out
}

// all is everybody of the morning's shift present.
func (w *world) all(id marketplace.ID) Change {
	return Change{ID: id, Marked: w.in(0), Rest: &Rest{Mark: Mark{State: Present}, People: []marketplace.ID{"matti", "liisa", "pekka", "seppo"}}}
}

func (w *world) one(id, who marketplace.ID, m Mark) Change {
	return Change{ID: id, Marked: w.in(0), People: []Marking{{who, m}}}
}

// signed is the morning's shift, marked and signed.
func (w *world) signed(t testing.TB) {
	t.Helper()
	w.mark(t, seppo, w.all("c-all"))
	_, err := w.Sign(t.Context(), seppo, morning, Signing{Key: "s-1"})
	ok(t, err)
}

func (w *world) stored(t testing.TB) Sheet {
	t.Helper()
	e, err := w.sheets.Get(t.Context(), morning)
	ok(t, err)
	return e.Value
}

// of is what counts for somebody in the morning's shift.
func (w *world) of(t testing.TB, who marketplace.ID) Mark {
	t.Helper()
	s := w.stored(t)
	e := s.entry(who)
	m, _ := s.Of(*e)
	return m
}

// facts are the types of the facts that wait to be carried.
func (w *world) told(t testing.TB) (out []string) {
	t.Helper()
	for _, p := range must(w.db.Pending(t.Context(), 100)) {
		for _, f := range p.Facts {
			out = append(out, f.Type)
		}
	}
	return out
}

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
	if !marketplace.IsKind(err, kind) || key != "" && marketplace.AsError(err).Key != key {
		t.Fatalf("got %v, want %s", err, key)
	}
	if key != "" && !texts.In(i18n.Sv).Has(key) {
		t.Fatalf("nobody can read %s", key)
	}
}
