package order

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
	"sovite.fi/sovite/marketplace/notify/notice"
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
	id     = quote.IDOf("r", "paja")
)

func memory(t testing.TB) store.Store {
	return storetest.Memory(t, slices.Concat(Schemas(), capacity.Schemas(), request.Schemas(), quote.Schemas(), liability.Schemas())...)
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
	w.Service = New(Deps{
		Store: db, Clock: clock, IDs: ids, Rules: book, Scale: scale, Requests: w.asks, Quotes: w.sale, Crews: w.crews, Liability: w.duty,
		People: w, Teller: teller,
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
		{quote.Follows(), w.sale.Follow}, {Follows(), w.Follow}, {Told(), w.Tell}, {liability.Told(), w.duty.Tell},
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

// offered is a world in which the paja has sent the café a quote of four people on two days, 1,315 euros in all.
func offered(t testing.TB, db store.Store) *world {
	t.Helper()
	w, ctx := newWorld(db), t.Context()
	terms := capacity.Terms{Name: "Pakkaus", Trades: []string{"packing"}, Postal: "20100", Site: "Paja", Ratio: 4, Published: true}
	for i := range 5 {
		terms.Week[i] = []capacity.Window{{From: 480, To: 720, Participants: 4, Supervisors: 1}}
	}
	_, err := w.crews.CreateOnce(ctx, marketplace.System("paja"), crew, terms)
	ok(t, err)
	e, err := w.asks.CreateOnce(ctx, aino, "r", request.Brief{
		Title: "Joulupaketit", Work: "Lahjapaketteja pakataan.", Trades: []string{"packing"}, Postal: "20100", Address: "Linnankatu 1",
		Need:    request.Need{First: "2026-11-30", Last: "2027-01-29", Weekdays: []string{"mon", "tue"}, From: 480, To: 720, People: 4},
		Directs: request.Organiser, Hazards: matching.Chosen("dust"), Induction: "Vuoropäällikkö näyttää paikat.", Reference: "PO-1",
		Deadline: w.in(48),
	})
	ok(t, err)
	_, err = w.asks.Send(ctx, aino, "r", e.Rev, []marketplace.ID{"paja"})
	ok(t, err)
	w.carry(t)
	q := must(w.sale.Quote(ctx, olga, "r"))
	q = must(w.sale.SaveDraft(ctx, olga, "r", q.Rev, quote.Content{
		Crew: crew, Supervisor: "Seppo S.", Note: "Omat hanskat.", Until: w.in(24), Loads: loads(4, "2026-11-30", "2026-12-01"),
		Lines: []quote.Line{
			{Item: "crew_hour", Unit: price.CrewHour, Name: "Ryhmätunti", Quantity: 128, Rate: 20_0000},
			{Unit: price.Result, Name: "Matka", Quantity: 1, Rate: 35_0000, Reason: "Kauempana"},
		},
	}))
	_, err = w.sale.Send(ctx, olga, "r", q.Rev)
	ok(t, err)
	w.carry(t)
	return w
}

// loads is four hours of so many participants with a supervisor, on some days.
func loads(participants int, days ...marketplace.Date) (out []capacity.Load) {
	for _, d := range days {
		out = append(out, capacity.Load{Date: d, From: 480, To: 720, Participants: participants, Supervisors: 1})
	}
	return out
}

func (w *world) accept(ctx context.Context) error {
	_, err := w.sale.Accept(ctx, aino, "r", quote.Choice{Quote: id, Version: 1})
	return err
}

// begin is a world with an order in preparation.
func begin(t testing.TB) *world {
	t.Helper()
	w := offered(t, memory(t))
	ok(t, w.accept(t.Context()))
	w.carry(t)
	clear(w.boxes)
	return w
}

// ours is what the paja tells: four of one work form.
func ours(form, insurer string) OrganiserPart {
	return OrganiserPart{
		Staffing: Staffing{
			OrganiserIs: "association", Site: gate.CustomerSite, Participants: []gate.Participants{{Form: form, Number: 4}},
			Directs: gate.Organiser, Result: "Paketit pakattu",
		},
		Readiness: Readiness{
			Insurance: []gate.Insurance{{Form: form, By: insurer, Seen: monday}}, Hazards: "Ei erityisiä.", SupervisorsInducted: 1, ParticipantsInducted: 4,
		},
		Declares: true,
	}
}

// theirs is what the café tells.
func theirs() BuyerPart {
	return BuyerPart{
		Conditions: Conditions{Redirect: "no", Safety: "Poistuminen pihalle. Ensiapu: Aino."}, Hazards: matching.Chosen("dust"),
		Induction: "Vuoropäällikkö näyttää paikat.", Declares: true,
	}
}

func (w *world) tellBoth(ctx context.Context, ours OrganiserPart) error {
	e, err := w.Get(ctx, olga, id)
	if err != nil {
		return err
	}
	if e, err = w.TellAsOrganiser(ctx, seppo, id, e.Rev, ours); err != nil {
		return err
	}
	_, err = w.TellAsBuyer(ctx, aino, id, e.Rev, theirs())
	return err
}

func (w *world) confirm(ctx context.Context) error {
	e, err := w.Get(ctx, birgit, id)
	if err == nil {
		_, err = w.Confirm(ctx, birgit, id, e.Rev)
	}
	return err
}

// confirmed is a world with a confirmed order.
func confirmed(t testing.TB) *world {
	t.Helper()
	w := begin(t)
	ok(t, w.tellBoth(t.Context(), ours("employment", "employer")))
	ok(t, w.confirm(t.Context()))
	w.carry(t)
	clear(w.boxes)
	return w
}

func (w *world) stored(t testing.TB) Order {
	t.Helper()
	o, err := w.Standing(t.Context(), id)
	ok(t, err)
	return o
}

// booking is the booking of the order's crew.
func (w *world) booking(t testing.TB) capacity.Booking {
	t.Helper()
	b, err := w.crews.Booking(t.Context(), marketplace.System("paja"), crew, id)
	ok(t, err)
	return b
}

// contract is what contractor's liability holds of the order.
func (w *world) contract(t testing.TB) (liability.Contract, bool) {
	t.Helper()
	v, err := w.duty.Read(t.Context(), otso, "paja", liability.Contract{ID: id})
	if marketplace.IsKind(err, marketplace.NotFound) {
		return liability.Contract{}, false
	}
	ok(t, err)
	return v.Contract, true
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
