package frame

import (
	"context"
	"errors"
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
	"sovite.fi/sovite/marketplace/liability"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/notify/notice"
	"sovite.fi/sovite/marketplace/order"
	"sovite.fi/sovite/marketplace/order/gate"
	"sovite.fi/sovite/marketplace/place"
	"sovite.fi/sovite/marketplace/price"
	"sovite.fi/sovite/marketplace/quote"
	"sovite.fi/sovite/marketplace/request"
	"sovite.fi/sovite/marketplace/rule"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/store/storetest"
	"sovite.fi/sovite/matching"
)

func person(who, org marketplace.ID, roles ...marketplace.Role) marketplace.Actor {
	return marketplace.Actor{Person: who, Org: org, Roles: roles, Lang: "fi"}
}

// The people of the scenarios: the café, where Aino asks, Otso is in charge and Bea keeps the books, buys of the paja, where
// Olga is in charge, Birgit bills and Seppo leads crews. Veikko's verstas and the bakery have nothing to do with it.
var (
	aino   = person("aino", "cafe", marketplace.RoleEmployer)
	otso   = person("otso", "cafe", marketplace.RoleOwner)
	bea    = person("bea", "cafe", marketplace.RoleBilling)
	rival  = person("rival", "bakery", marketplace.RoleEmployer, marketplace.RoleOwner)
	olga   = person("olga", "paja", marketplace.RoleOwner)
	birgit = person("birgit", "paja", marketplace.RoleBilling)
	seppo  = person("seppo", "paja", marketplace.RoleSupervisor)
	kalle  = person("kalle", "paja", marketplace.RoleCoach)
	veikko = person("veikko", "verstas", marketplace.RoleOwner, marketplace.RoleSupervisor)
	nobody = marketplace.Actor{}
)

func everybody() []marketplace.Actor {
	return []marketplace.Actor{aino, otso, bea, rival, olga, birgit, seppo, kalle, veikko}
}

// world is the service over real crews, requests, quotes and contractor's liability; account, notices and prices are played.
type world struct {
	*Service
	db    store.Store
	now   *atomic.Int64 // milliseconds
	n     atomic.Int64
	round string // keeps ids made after a restart apart
	crews *capacity.Service
	asks  *request.Service
	sale  *quote.Service
	duty  *liability.Service
	deals *order.Service
	mu    sync.Mutex
	boxes map[marketplace.ID][]notice.Notice
}

const (
	monday marketplace.Date = "2026-11-23"
	crew   marketplace.ID   = "crew-paja"
)

var (
	scale  = must(matching.LoadScale())
	places = must(place.Load())
	texts  = must(i18n.Load(scale))
	book   = must(rule.LoadBook())
	first  = quote.IDOf("r", "paja")
	id     = IDOf("paja", "key")
)

func memory(t testing.TB) store.Store {
	return storetest.Memory(t, slices.Concat(Schemas(), order.Schemas(), capacity.Schemas(), request.Schemas(), quote.Schemas(), liability.Schemas())...)
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
	teller := request.Teller{Accounts: w, Notices: w}
	w.crews = capacity.New(capacity.Deps{Store: db, Clock: clock, IDs: ids, Places: places, Orgs: w, Trade: trade})
	w.asks = request.New(request.Deps{Store: db, Clock: clock, IDs: ids, Places: places, Scale: scale, Trade: trade, Teller: teller})
	w.sale = quote.New(quote.Deps{Store: db, Clock: clock, IDs: ids, Bundle: texts, Zone: time.UTC, Requests: w.asks, Crews: w.crews, Prices: w})
	w.duty = liability.New(liability.Deps{Store: db, Clock: clock, IDs: ids, Rules: book, Accounts: w, Notices: w})
	w.deals = order.New(order.Deps{
		Store: db, Clock: clock, IDs: ids, Rules: book, Scale: scale, Requests: w.asks, Quotes: w.sale, Crews: w.crews, Liability: w.duty,
		People: w, Teller: teller,
	})
	w.Service = New(Deps{
		Store: db, Clock: clock, IDs: ids, Places: places, Scale: scale, Trade: trade, Requests: w.asks, Quotes: w.sale, Orders: w.deals, Crews: w.crews,
		Prices: w, People: w, Teller: teller,
	})
	return w
}

// PublicOrganisation plays account.
func (w *world) PublicOrganisation(_ context.Context, org marketplace.ID) (account.PublicOrganisation, error) {
	for _, a := range everybody() {
		if a.Org == org {
			kind := account.KindOrganiser
			if org == "cafe" || org == "bakery" {
				kind = account.KindEmployer
			}
			return account.PublicOrganisation{ID: org, Name: string(org), Kinds: []account.Kind{kind}}, nil
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

// Person plays account.
func (w *world) Person(_ context.Context, _ marketplace.Actor, who marketplace.ID) (account.Person, error) {
	return account.Person{ID: who, Name: "Name of " + string(who)}, nil
}

// On plays price: every organiser sells a crew hour for 20 euros as "crew_hour".
func (w *world) On(_ context.Context, _ marketplace.Actor, item marketplace.ID, _ marketplace.Date) (price.Priced, error) {
	if item != "crew_hour" {
		return price.Priced{}, notFound()
	}
	return price.Priced{Item: item, Name: "Ryhmätunti", Unit: price.CrewHour, Version: 3, Rate: 20_0000}, nil
}

// Post plays notice: each notice is told once, in words that everybody can read.
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

// react runs the reactions to a fact.
func (w *world) react(ctx context.Context, f marketplace.Fact) error {
	for _, r := range []struct {
		on []string
		do func(context.Context, marketplace.Fact) error
	}{
		{quote.Follows(), w.sale.Follow}, {request.Told(), w.asks.Tell}, {order.Follows(), w.deals.Follow}, {Follows(), w.Follow}, {Told(), w.Tell},
	} {
		if slices.Contains(r.on, f.Type) {
			if err := r.do(ctx, f); err != nil {
				return err
			}
		}
	}
	return nil
}

// carry runs the reactions to what happened, as the courier does.
func (w *world) carry(t testing.TB) {
	t.Helper()
	ok(t, w.carryOn(t))
}

// carryOn is carry for a store that may fail.
func (w *world) carryOn(t testing.TB) error {
	t.Helper()
	for range 20 {
		parcels, err := w.db.Pending(t.Context(), 1000)
		if err != nil || len(parcels) == 0 {
			return err
		}
		for _, p := range parcels {
			for _, f := range p.Facts {
				if err := w.react(t.Context(), f); err != nil {
					return err
				}
				if err := w.db.Settle(t.Context(), p.Collection, p.ID, []marketplace.ID{f.ID}); err != nil {
					return err
				}
			}
		}
	}
	return errors.New("the facts come to no end")
}

func (w *world) move(d time.Duration) { w.now.Add(d.Milliseconds()) }

func (w *world) in(hours int) marketplace.Instant {
	return marketplace.At(time.UnixMilli(w.now.Load()).Add(time.Duration(hours) * time.Hour))
}

// bought is a world in which the paja works for the café: four people on two days, 675 euros in all. Crew hours are free on
// every working day for ten people with three supervisors.
func bought(t testing.TB, db store.Store) *world {
	t.Helper()
	w, ctx := newWorld(db), t.Context()
	terms := capacity.Terms{Name: "Pakkaus", Trades: []string{"packing"}, Postal: "20100", Site: "Paja", Ratio: 4, Published: true}
	for i := range 5 {
		terms.Week[i] = []capacity.Window{{From: 480, To: 960, Participants: 10, Supervisors: 3}}
	}
	_, err := w.crews.CreateOnce(ctx, marketplace.System("paja"), crew, terms)
	ok(t, err)
	e, err := w.asks.CreateOnce(ctx, aino, "r", request.Brief{
		Title: "Pakkaus", Work: "Paketteja pakataan.", Trades: []string{"packing"}, Postal: "20100", Address: "Linnankatu 1",
		Need:    request.Need{First: "2026-11-30", Last: "2026-12-01", Weekdays: []string{"mon", "tue"}, From: 480, To: 720, People: 4},
		Directs: request.Organiser, Hazards: matching.Chosen("dust"), Induction: "Vuoropäällikkö näyttää paikat.", Reference: "PO-1",
		Deadline: w.in(48),
	})
	ok(t, err)
	_, err = w.asks.Send(ctx, aino, "r", e.Rev, []marketplace.ID{"paja"})
	ok(t, err)
	w.carry(t)
	q := must(w.sale.Quote(ctx, olga, "r"))
	q = must(w.sale.SaveDraft(ctx, olga, "r", q.Rev, quote.Content{
		Crew: crew, Supervisor: "Seppo S.", Until: w.in(24), Loads: loads(4, "2026-11-30", "2026-12-01"),
		Lines: []quote.Line{
			{Item: "crew_hour", Unit: price.CrewHour, Name: "Ryhmätunti", Quantity: 128, Rate: 20_0000},
			{Unit: price.Travel, Name: "Matka", Quantity: 1, Rate: 35_0000, Reason: "Kauempana"},
		},
	}))
	_, err = w.sale.Send(ctx, olga, "r", q.Rev)
	ok(t, err)
	w.carry(t)
	_, err = w.sale.Accept(ctx, aino, "r", quote.Choice{Quote: first, Version: 1})
	ok(t, err)
	w.carry(t)
	clear(w.boxes)
	return w
}

// loads is four hours of so many participants with a supervisor, on some days.
func loads(participants int, days ...marketplace.Date) (out []capacity.Load) {
	for _, d := range days {
		out = append(out, capacity.Load{Date: d, From: 480, To: 720, Participants: participants, Supervisors: 1})
	}
	return out
}

// offered is a world with a framework agreement on offer, up to a ceiling.
func offered(t testing.TB, db store.Store, ceiling money.Cents) *world {
	t.Helper()
	w := bought(t, db)
	terms := must(w.Start(t.Context(), olga, first))
	terms.Ceiling = ceiling
	_, err := w.Offer(t.Context(), olga, "key", first, terms)
	ok(t, err)
	w.carry(t)
	return w
}

// agreed is a world with a framework agreement up to a ceiling.
func agreed(t testing.TB, db store.Store, ceiling money.Cents) *world {
	t.Helper()
	w := offered(t, db, ceiling)
	ok(t, w.agree(t.Context()))
	w.carry(t)
	clear(w.boxes)
	return w
}

func (w *world) agree(ctx context.Context) error {
	e, err := w.Bought(ctx, aino, id)
	if err != nil {
		return err
	}
	site := e.Value.Site
	site.Allergens = matching.Chosen("nuts")
	site.Safety = "Poistuminen pihalle. Ensiapu: Aino."
	_, err = w.Agree(ctx, aino, id, e.Rev, site)
	return err
}

// wish is two people for four hours on Mondays and Thursdays of so many weeks, with a journey: 160 euros a day and 35 once.
func wish(from marketplace.Date, weeks int) Wish {
	return Wish{
		Need:       request.Need{First: from, Last: from.AddDays(7*weeks - 1), Weekdays: []string{"mon", "thu"}, From: 480, To: 720, People: 2},
		Quantities: []price.Quantity{0, 1},
	}
}

// call calls off and accepts what was held.
func (w *world) call(ctx context.Context, key string, wi Wish) (Call, error) {
	_, c, err := w.CallOff(ctx, aino, id, key, wi)
	if err != nil {
		return c, err
	}
	_, err = w.sale.Accept(ctx, aino, c.Request, quote.Choice{Quote: c.Quote, Version: 1})
	return c, err
}

// confirm tells both parts of an order and confirms it.
func (w *world) confirm(ctx context.Context, of marketplace.ID) error {
	e, err := w.deals.Get(ctx, olga, of)
	if err != nil {
		return err
	}
	p := e.Value.OrganiserPart()
	p.Staffing.OrganiserIs, p.Staffing.Result, p.Staffing.Directs, p.Declares = "association", "Paketit pakattu", gate.Organiser, true
	p.Staffing.Participants = []gate.Participants{{Form: "employment", Number: 2}}
	if e, err = w.deals.TellAsOrganiser(ctx, olga, of, e.Rev, p); err != nil {
		return err
	}
	b := e.Value.BuyerPart()
	b.Conditions.Redirect, b.Declares = "no", true
	if _, err = w.deals.TellAsBuyer(ctx, aino, of, e.Rev, b); err != nil {
		return err
	}
	if e, err = w.deals.Get(ctx, olga, of); err == nil {
		_, err = w.deals.Confirm(ctx, olga, of, e.Rev)
	}
	return err
}

func (w *world) stored(t testing.TB) Frame {
	t.Helper()
	e, err := w.frames.Get(t.Context(), id)
	ok(t, err)
	return e.Value
}

// one is a call-off as it is stored.
func (w *world) one(t testing.TB, number int) Call {
	t.Helper()
	c, there := w.stored(t).Call(number)
	if !there {
		t.Fatalf("no call %d", number)
	}
	return c
}

// promised are the live bookings of the crew, but for the first order's.
func (w *world) promised(t testing.TB) []capacity.Booking {
	t.Helper()
	e := must(w.crews.Get(t.Context(), marketplace.System("paja"), crew))
	return slices.DeleteFunc(slices.Clone(e.Value.Bookings), func(b capacity.Booking) bool { return b.ID == first || !b.State.Live() })
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
	if !marketplace.IsKind(err, kind) || key != "" && marketplace.AsError(err).Key != key {
		t.Fatalf("got %v, want %s", err, key)
	}
	for _, key := range []string{key, marketplace.AsError(err).Key} {
		if key != "" && !texts.In(i18n.Sv).Has(key) {
			t.Fatalf("nobody can read %s", key)
		}
	}
}
