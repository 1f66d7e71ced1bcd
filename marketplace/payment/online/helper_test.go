package online

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account"
	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/payment"
	"sovite.fi/sovite/marketplace/payment/fake"
	"sovite.fi/sovite/marketplace/payment/provider"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/store/storetest"
	"sovite.fi/sovite/matching"
)

var (
	birgit = marketplace.Actor{Person: "birgit", Org: "paja", Roles: []marketplace.Role{marketplace.RoleBilling}, Lang: "fi"}
	seppo  = marketplace.Actor{Person: "seppo", Org: "paja", Roles: []marketplace.Role{marketplace.RoleSupervisor}}
	bo     = marketplace.Actor{Person: "bo", Org: "cafe", Roles: []marketplace.Role{marketplace.RoleBilling}, Lang: "sv"}
	eve    = marketplace.Actor{Person: "eve", Org: "cafe", Roles: []marketplace.Role{marketplace.RoleEmployer}}
	rolf   = marketplace.Actor{Person: "rolf", Org: "rival", Roles: []marketplace.Role{marketplace.RoleOwner}}
	admin  = marketplace.Actor{Person: "ada", Org: "office", Roles: []marketplace.Role{marketplace.RoleAdministrator}}
)

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

func wants(t testing.TB, what string, err error, kind marketplace.Kind) {
	t.Helper()
	if !marketplace.IsKind(err, kind) {
		t.Errorf("%s: %v, want %s", what, err, kind)
	}
}

// ledger is a sales ledger in which every invoice owes the same, and which books what it is told once.
type ledger struct {
	mu      sync.Mutex
	total   money.Cents
	booked  map[marketplace.ID]Booking
	payouts map[marketplace.ID]Booking
}

func (l *ledger) open() money.Cents {
	out := l.total
	for _, b := range l.booked {
		switch b.Kind {
		case CardPaid:
			out -= b.Cents
		case Refunded, DisputeLost:
			out += b.Cents
		case DisputeOpened, DisputeWon:
		}
	}
	return out
}

func (l *ledger) Owed(_ context.Context, actor marketplace.Actor, invoice marketplace.ID) (payment.Entry, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if actor.Org != "cafe" || !strings.HasPrefix(string(invoice), "inv-") {
		return payment.Entry{}, notFound()
	}
	return payment.Entry{ID: invoice, Value: payment.Receivable{Invoice: invoice, Org: "paja", Buyer: "cafe", Number: "2026-0001", Total: l.open()}}, nil
}

func (l *ledger) book(b Booking) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.booked[b.ID] = b
}

func (l *ledger) Card(_ context.Context, p payment.CardPayment) (applied, rest money.Cents, err error) {
	l.book(Booking{ID: p.ID, Kind: CardPaid, Cents: p.Cents})
	return p.Cents, 0, nil
}

func (l *ledger) Refund(_ context.Context, f payment.CardRefund) error {
	if l.booked[f.Payment].Cents < f.Cents {
		return marketplace.Errorf(marketplace.Conflict, "payment.refund_above")
	}
	l.book(Booking{ID: f.ID, Kind: Refunded, Cents: f.Cents})
	return nil
}

func (l *ledger) Dispute(_ context.Context, d payment.DisputeChange) error {
	if l.booked[d.Payment].Cents < d.Cents {
		return marketplace.Errorf(marketplace.Conflict, "payment.dispute_order")
	}
	l.book(Booking{ID: d.ID, Kind: BookingKind(d.Kind), Cents: d.Cents})
	return nil
}

func (l *ledger) PayOut(_ context.Context, p payment.Payout) error {
	l.payouts[p.ID] = Booking{ID: p.ID, Cents: p.Cents}
	return nil
}

// kinds are what was booked, in alphabetical order.
func (l *ledger) kinds() []string {
	var out []string
	for _, b := range l.booked {
		out = append(out, string(b.Kind))
	}
	slices.Sort(out)
	return out
}

type orgs struct{}

func (orgs) PublicOrganisation(_ context.Context, id marketplace.ID) (account.PublicOrganisation, error) {
	return account.PublicOrganisation{ID: id, Name: string(id)}, nil
}

// clock stands until it is moved.
type clock struct{ at time.Time }

// world is an organiser, a buyer with one invoice of 251 euros, and a provider whose messages are kept until they are delivered.
type world struct {
	*Service
	db    store.Store
	fake  *fake.Fake
	book  *ledger
	clock *clock
	sent  *[]sent
}

type sent struct {
	body   []byte
	header http.Header
}

var bundle = sync.OnceValues(func() (*i18n.Bundle, error) {
	scale, err := matching.LoadScale()
	if err != nil {
		return nil, err
	}
	return i18n.Load(scale)
})

func memory(t testing.TB) *world {
	db := storetest.Memory(t, append(Schemas(), fake.Schemas()...)...)
	w := &world{db: db, book: &ledger{total: 251_00, booked: map[marketplace.ID]Booking{}, payouts: map[marketplace.ID]Booking{}}, sent: &[]sent{}}
	w.clock = &clock{time.Date(2026, 11, 30, 9, 0, 0, 0, time.UTC)}
	w.fake = fake.New(fake.Deps{Store: db, Clock: func() time.Time { return w.clock.at }, Secret: []byte("s"), Origin: "http://sovite.test"})
	w.fake.Post = func(body []byte, header http.Header) (int, error) {
		*w.sent = append(*w.sent, sent{body, header})
		return http.StatusOK, nil
	}
	return w.on(db)
}

// on is the world with the product's own part in another store.
func (w *world) on(db store.Store) *world {
	n := 0
	out := *w
	out.Service = New(Deps{
		Store: db, Clock: func() time.Time { return w.clock.at }, Provider: w.fake, Ledger: w.book, Orgs: orgs{}, Bundle: must(bundle()),
		Origin: "http://sovite.test", Share: 100,
		IDs: func() marketplace.ID { n++; return marketplace.ID(must(bundle()).In(i18n.En).Number(int64(n))) },
	})
	return &out
}

// ready is a world whose organiser can be paid.
func ready(t testing.TB) *world {
	w := memory(t)
	must(w.Onboard(t.Context(), birgit))
	a := must(w.accounts.Get(t.Context(), "paja"))
	must(w.fake.Enrol(t.Context(), a.Value.Account))
	w.deliver(t)
	return w
}

// deliver brings every message to the product and has it followed.
func (w *world) deliver(t testing.TB) {
	t.Helper()
	all := *w.sent
	*w.sent = nil
	for _, m := range all {
		ok(t, w.Receive(t.Context(), m.body, m.header))
	}
	ok(t, w.Work(t.Context()))
}

func (w *world) get(t testing.TB, id marketplace.ID) Checkout {
	t.Helper()
	e, err := w.checkouts.Get(t.Context(), id)
	ok(t, err)
	return e.Value
}

func (w *world) act(t testing.TB, c Checkout, act provider.Act) {
	t.Helper()
	_, err := w.fake.Act(t.Context(), c.Session, act)
	ok(t, err)
}
