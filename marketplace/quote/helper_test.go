package quote

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account"
	"sovite.fi/sovite/marketplace/capacity"
	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/marketplace/notify/notice"
	"sovite.fi/sovite/marketplace/place"
	"sovite.fi/sovite/marketplace/price"
	"sovite.fi/sovite/marketplace/request"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/store/storetest"
	"sovite.fi/sovite/matching"
)

func person(who, org marketplace.ID, roles ...marketplace.Role) marketplace.Actor {
	return marketplace.Actor{Person: who, Org: org, Roles: roles, Lang: "fi"}
}

// The people of the scenarios: the café, where Aino and Olli buy and Otso is in charge, asks three organisers; Olga's paja,
// where Birgit bills and Seppo leads crews, Veikko's verstas and Tiina's toimi.
var (
	aino   = person("aino", "cafe", marketplace.RoleEmployer)
	olli   = person("olli", "cafe", marketplace.RoleEmployer)
	otso   = person("otso", "cafe", marketplace.RoleOwner)
	rival  = person("rival", "bakery", marketplace.RoleEmployer, marketplace.RoleOwner)
	olga   = person("olga", "paja", marketplace.RoleOwner, marketplace.RoleSupervisor)
	birgit = person("birgit", "paja", marketplace.RoleBilling)
	seppo  = person("seppo", "paja", marketplace.RoleSupervisor)
	veikko = person("veikko", "verstas", marketplace.RoleOwner)
	tiina  = person("tiina", "toimi", marketplace.RoleOwner)
	kaisa  = person("kaisa", "kolo", marketplace.RoleOwner) // an organiser who is not asked
	nobody = marketplace.Actor{}
)

func everybody() []marketplace.Actor {
	return []marketplace.Actor{aino, olli, otso, rival, olga, birgit, seppo, veikko, tiina, kaisa}
}

func sellersOf() []marketplace.Actor { return []marketplace.Actor{olga, veikko, tiina} }

// world is the service over real crews; account, notices and the price book are played here.
type world struct {
	*Service
	db    store.Store
	now   *atomic.Int64 // milliseconds
	n     atomic.Int64
	round string // keeps ids made after a restart apart
	crews *capacity.Service
	asks  *request.Service
	mu    sync.Mutex
	boxes map[marketplace.ID][]notice.Notice
}

const monday marketplace.Date = "2026-11-23"

var (
	scale  = must(matching.LoadScale())
	places = must(place.Load())
	texts  = must(i18n.Load(scale))
)

func memory(t testing.TB) store.Store {
	return storetest.Memory(t, slices.Concat(Schemas(), capacity.Schemas(), request.Schemas())...)
}

func newWorld(db store.Store) *world {
	now := &atomic.Int64{}
	now.Store(monday.Time().Add(8 * time.Hour).UnixMilli())
	return worldAt(db, now, "")
}

// worldAt is the program started (again) over a store; time goes on by a millisecond each time somebody asks for it.
func worldAt(db store.Store, now *atomic.Int64, round string) *world {
	w := &world{db: db, now: now, round: round, boxes: map[marketplace.ID][]notice.Notice{}}
	clock := func() time.Time { return time.UnixMilli(w.now.Add(1)) }
	ids := func() marketplace.ID { return marketplace.ID(fmt.Sprintf("%sid-%06d", w.round, w.n.Add(1))) }
	trade := func(key string) bool { return key == "packing" }
	w.crews = capacity.New(capacity.Deps{Store: db, Clock: clock, IDs: ids, Places: places, Orgs: w, Trade: trade})
	w.asks = request.New(request.Deps{
		Store: db, Clock: clock, IDs: ids, Places: places, Scale: scale, Trade: trade, Teller: request.Teller{Accounts: w, Notices: w},
	})
	w.Service = New(Deps{Store: db, Clock: clock, IDs: ids, Bundle: texts, Zone: time.UTC, Requests: w.asks, Crews: w.crews, Prices: w})
	return w
}

// PublicOrganisation plays account.
func (w *world) PublicOrganisation(_ context.Context, id marketplace.ID) (account.PublicOrganisation, error) {
	for _, a := range everybody() {
		if a.Org == id {
			kind := account.KindOrganiser
			if id == "cafe" || id == "bakery" {
				kind = account.KindEmployer
			}
			return account.PublicOrganisation{ID: id, Name: string(id), Kinds: []account.Kind{kind}}, nil
		}
	}
	return account.PublicOrganisation{}, notFound()
}

// Members plays account.
func (w *world) Members(_ context.Context, actor marketplace.Actor, _ marketplace.Page) (marketplace.List[account.Member], error) {
	var out marketplace.List[account.Member]
	for _, a := range everybody() {
		if a.Org == actor.Org {
			out.Items = append(out.Items, account.Member{Person: a.Person, Roles: a.Roles})
		}
	}
	return out, nil
}

// On plays price: every organiser sells a crew hour for 20 euros as "crew_hour".
func (w *world) On(_ context.Context, _ marketplace.Actor, item marketplace.ID, _ marketplace.Date) (price.Priced, error) {
	if item != "crew_hour" {
		return price.Priced{}, notFound()
	}
	return price.Priced{Item: item, Name: "Ryhmätunti", Unit: price.CrewHour, Version: 3, Rate: 20_0000}, nil
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

// told takes out what was told to somebody since the last time.
func (w *world) told(who marketplace.ID) []string {
	out := []string{}
	for _, n := range w.boxes[who] {
		out = append(out, n.Kind)
	}
	delete(w.boxes, who)
	return out
}

// carry runs the reactions, as the courier does.
func (w *world) carry(t testing.TB) {
	t.Helper()
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
				if slices.Contains(request.Told(), f.Type) {
					ok(t, w.asks.Tell(t.Context(), f))
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

func (w *world) in(hours int) marketplace.Instant {
	return marketplace.At(time.UnixMilli(w.now.Load()).Add(time.Duration(hours) * time.Hour))
}

// crew gives an organiser a crew of four, with one supervisor, from eight to noon on weekdays.
func (w *world) crew(t testing.TB, org marketplace.ID) {
	t.Helper()
	terms := capacity.Terms{Name: "Pakkaus", Trades: []string{"packing"}, Postal: "20100", Site: "Paja", Ratio: 4, Published: true}
	for i := range 5 {
		terms.Week[i] = []capacity.Window{{From: 480, To: 720, Participants: 4, Supervisors: 1}}
	}
	_, err := w.crews.CreateOnce(t.Context(), marketplace.System(org), crewOf(org), terms)
	ok(t, err)
}

func crewOf(org marketplace.ID) marketplace.ID { return "crew-" + org }

func brief(now marketplace.Instant) request.Brief {
	return request.Brief{
		Title: "Joulupaketit", Work: "Lahjapaketteja pakataan.", Trades: []string{"packing"}, Postal: "20100", Address: "Linnankatu 1",
		Need:    request.Need{First: "2026-11-30", Last: "2027-01-29", Weekdays: []string{"tue", "mon"}, From: 480, To: 720, People: 4},
		Directs: request.Organiser, Hazards: matching.Chosen("dust"), Induction: "Vuoropäällikkö näyttää paikat.", Reference: "PO-1", Deadline: hours(now, 48),
	}
}

// open is a request that was sent to three organisers.
func (w *world) open(t testing.TB, id marketplace.ID) request.Request {
	t.Helper()
	e, err := w.asks.CreateOnce(t.Context(), aino, id, brief(w.in(0)))
	ok(t, err)
	e, err = w.asks.Send(t.Context(), aino, id, e.Rev, []marketplace.ID{"paja", "verstas", "toimi"})
	ok(t, err)
	return e.Value
}

// content is four hours of so many participants with a supervisor, on some days.
func (w *world) content(org marketplace.ID, participants int, days ...marketplace.Date) Content {
	c := Content{Crew: crewOf(org), Supervisor: "Seppo S.", Note: "Omat hanskat.", Until: w.in(24)}
	for _, d := range days {
		c.Loads = append(c.Loads, capacity.Load{Date: d, From: 480, To: 720, Participants: participants, Supervisors: 1})
	}
	c.Lines = []Line{
		{Item: "crew_hour", Unit: price.CrewHour, Name: "Ryhmätunti", Quantity: price.Quantity(16 * participants * len(days)), Rate: 20_0000},
		{Unit: price.Travel, Name: "Matka", Quantity: 1, Rate: 35_0000, Reason: "Kauempana"},
	}
	return c
}

// offer has an organiser send a content.
func (w *world) offer(ctx context.Context, seller marketplace.Actor, id marketplace.ID, c Content) (Entry, error) {
	e, err := w.Quote(ctx, seller, id)
	if err != nil {
		return e, err
	}
	if e.Value.Sending == nil {
		if e, err = w.SaveDraft(ctx, seller, id, e.Rev, c); err != nil {
			return e, err
		}
	}
	return w.Send(ctx, seller, id, e.Rev)
}

func (w *world) sent(t testing.TB, seller marketplace.Actor, id marketplace.ID, participants int, days ...marketplace.Date) Quote {
	t.Helper()
	e, err := w.offer(t.Context(), seller, id, w.content(seller.Org, participants, days...))
	ok(t, err)
	return e.Value
}

func (w *world) stored(t testing.TB, id marketplace.ID) Quote {
	t.Helper()
	e, err := w.quotes.Get(t.Context(), id)
	ok(t, err)
	return e.Value
}

func (w *world) request(t testing.TB, id marketplace.ID) request.Request {
	t.Helper()
	r, err := w.asks.Standing(t.Context(), id)
	ok(t, err)
	return r
}

// bookings are the bookings of an organiser's crew that take capacity.
func (w *world) bookings(t testing.TB, org marketplace.ID) []capacity.Booking {
	t.Helper()
	e, err := w.crews.Get(t.Context(), marketplace.System(org), crewOf(org))
	ok(t, err)
	return slices.DeleteFunc(e.Value.Bookings, func(b capacity.Booking) bool { return !b.State.Live() })
}

// broken says what does not fit together once every fact was carried: capacity that is promised twice, held or sold for
// nothing, or not sold for what was accepted; more than one winner, or one without an award.
func (w *world) broken(t testing.TB, requests ...marketplace.ID) (out []string) {
	t.Helper()
	say := func(text string, args ...any) { out = append(out, fmt.Sprintf(text, args...)) }
	booked := map[marketplace.ID]capacity.Booking{}
	for _, s := range sellersOf() {
		people := map[string]int{}
		for _, b := range w.bookings(t, s.Org) {
			if _, twice := booked[b.For]; twice {
				say("two bookings for %s", b.For)
			}
			booked[b.For] = b
			for _, l := range b.Loads {
				for m := l.From; m < l.To; m += 15 {
					people[fmt.Sprint(l.Date, m)] += l.Participants
				}
			}
		}
		for at, n := range people {
			if n > 4 {
				say("%s: %d of 4 at %s", s.Org, n, at)
			}
		}
	}
	for _, id := range requests {
		r := w.request(t, id)
		winners := 0
		for _, s := range sellersOf() {
			e, err := w.quotes.Get(t.Context(), IDOf(id, s.Org))
			if err != nil {
				continue
			}
			q := e.Value
			b, there := booked[q.ID]
			newest, _ := q.Newest()
			switch {
			case q.State == Accepted:
				winners++
				v, _ := q.Version(q.Accepted.Version)
				if b.State != capacity.Sold || !slices.Equal(b.Loads, v.Loads) || r.State != request.Awarded || r.Award.Quote != q.ID {
					say("%s is accepted: booking %+v, request %s", q.ID, b, r.State)
				}
			case q.Sending != nil:
				say("%s is still being sent", q.ID)
			case there && b.State == capacity.Sold:
				say("%s is %s and its hours are sold", q.ID, q.State)
			case there && q.State != Sent:
				say("%s is %s and its hours are held", q.ID, q.State)
			case q.State == Sent && !q.ended(w.in(0)) && !there:
				last, err := w.crews.Booking(t.Context(), marketplace.System(q.Org), q.Crew, bookingID(q.ID, q.Hold))
				if err != nil || last.State != capacity.Displaced { // by a change of the crew that the organiser wanted
					say("%s is sent and not held: %+v, %v", q.ID, last, err)
				}
			case q.State == Sent && there && !slices.Equal(b.Loads, newest.Loads):
				say("%s is sent and something else is held: %+v", q.ID, b)
			}
			if q.Live && !r.Live {
				say("%s outlived its request", q.ID)
			}
		}
		if winners > 1 || (winners == 1) != (r.State == request.Awarded) || r.State == request.Awarding {
			say("%s is %s with %d winners", id, r.State, winners)
		}
	}
	return out
}

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
