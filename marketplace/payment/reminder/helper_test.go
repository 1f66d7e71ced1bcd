package reminder

import (
	"context"
	"slices"
	"testing"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account"
	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/notify"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/store/storetest"
	"sovite.fi/sovite/matching"
)

var (
	birgit = marketplace.Actor{Person: "birgit", Org: "paja", Roles: []marketplace.Role{marketplace.RoleBilling}}
	seppo  = marketplace.Actor{Person: "seppo", Org: "paja", Roles: []marketplace.Role{marketplace.RoleSupervisor}}
	rival  = marketplace.Actor{Person: "rolf", Org: "rival", Roles: []marketplace.Role{marketplace.RoleOwner}}
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

func at(day marketplace.Date) marketplace.Instant {
	return marketplace.At(day.Time().Add(9 * time.Hour))
}

// booked is a claim of these tests as the ledger keeps it, with what was charged.
type booked struct {
	Claim   Claim
	Charges map[marketplace.ID]money.Cents
}

func bookedSchema() store.Schema {
	return store.Schema{Collection: "booked", Indexes: []store.Index{{Name: "org", Fields: []string{"Claim.Org"}}}}
}

// ledger keeps claims in the same store as the reminders, so that each of their writes may crash, too.
type ledger struct{ all store.Collection[booked] }

func (b booked) claim() Claim {
	c := b.Claim
	for _, cents := range b.Charges {
		c.Open += cents
	}
	return c
}

func (l ledger) Claims(ctx context.Context, org marketplace.ID, page marketplace.Page) (marketplace.List[Claim], error) {
	var out marketplace.List[Claim]
	found, next, err := l.all.Find(ctx, store.Query{Index: "org", Eq: []any{string(org)}, Limit: page.Size(), After: page.After})
	for _, e := range found {
		out.Items = append(out.Items, e.Value.claim())
	}
	out.Next = next
	return out, err
}

func (l ledger) Claim(ctx context.Context, org, invoice marketplace.ID) (Claim, error) {
	e, err := l.all.Get(ctx, invoice)
	if err == nil && e.Value.Claim.Org != org {
		return Claim{}, notFound()
	}
	return e.Value.claim(), err
}

func (l ledger) Charge(ctx context.Context, c Charge) error {
	_, err := store.Change(ctx, l.all, c.Invoice, func(b *booked) ([]marketplace.Fact, error) {
		if _, there := b.Charges[c.ID]; there {
			return nil, store.ErrUnchanged
		}
		b.Charges[c.ID] = c.Cents
		return nil, nil
	})
	return err
}

// orgs are an organiser and a Swedish-speaking buyer with an owner, one for billing, and one who reads no invoices.
type orgs struct{}

func (orgs) Organisation(_ context.Context, actor marketplace.Actor, id marketplace.ID) (account.Organisation, error) {
	if actor.Org != id {
		return account.Organisation{}, notFound()
	}
	return account.Organisation{ID: id, Name: map[marketplace.ID]string{"paja": "Kaarnan Työpajasäätiö sr", "cafe": "Café Kanel Ab"}[id], Lang: "sv"}, nil
}

func (orgs) Members(_ context.Context, actor marketplace.Actor, _ marketplace.Page) (marketplace.List[account.Member], error) {
	var out marketplace.List[account.Member]
	for name, role := range map[string]marketplace.Role{"owner": marketplace.RoleOwner, "billing": marketplace.RoleBilling, "boss": marketplace.RoleEmployer} {
		out.Items = append(out.Items, account.Member{Person: marketplace.ID(name), Email: name + "@" + string(actor.Org) + ".fi", Roles: []marketplace.Role{role}})
	}
	return out, nil
}

// box keeps each message once, as an inbox would show it.
type box map[marketplace.ID]notify.Message

func (b box) Send(_ context.Context, m notify.Message) error { b[m.ID] = m; return nil }

func (b box) kinds() (out []string) {
	for _, m := range b {
		out = append(out, m.Kind+" "+m.To)
	}
	slices.Sort(out)
	return out
}

// world is a market on a day that can be moved.
type world struct {
	*Service
	db    store.Store
	books store.Collection[booked]
	box   box
	day   *marketplace.Date
}

func schemas() []store.Schema { return append(Schemas(), bookedSchema()) }

type zeros struct{}

func (*zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

func newWorld(t testing.TB, db store.Store, mails box, day *marketplace.Date) *world {
	t.Helper()
	clock := marketplace.Clock(func() time.Time { return at(*day).Time() })
	l := ledger{store.NewCollection[booked](db, bookedSchema())}
	bundle := must(i18n.Load(must(matching.LoadScale())))
	return &world{New(Deps{
		Store: db, Clock: clock, IDs: marketplace.NewIDs(clock, new(zeros)), Rules: book(t), Bundle: bundle, Ledger: l, Orgs: orgs{}, Sender: mails,
		Origin: "https://sovite.fi",
	}), db, l.all, mails, day}
}

func memory(t testing.TB) store.Store {
	t.Helper()
	return storetest.Memory(t, schemas()...)
}

// lateWorld is a world with one invoice that is 30 days late on 1 April 2026.
func lateWorld(t testing.TB) *world {
	t.Helper()
	day := marketplace.Date("2026-04-01")
	w := newWorld(t, memory(t), box{}, &day)
	w.owe(t, "inv-1", "2026-03-02")
	return w
}

func (w *world) owe(t testing.TB, id marketplace.ID, due marketplace.Date) {
	t.Helper()
	c := Claim{
		Invoice: id, Org: "paja", Buyer: "cafe", Number: "2026-0001", Reference: "20260001230", Account: "FI2112345600000785", Issued: "2026-02-16", Due: due,
		Principal: 1516_77, Open: 1516_77,
	}
	_, err := w.books.Insert(t.Context(), id, booked{c, map[marketplace.ID]money.Cents{}})
	ok(t, err)
}

// pay pays what is open of the principal, or of all, today.
func (w *world) pay(t testing.TB, id marketplace.ID, all bool) {
	t.Helper()
	_, err := store.Change(t.Context(), w.books, id, func(b *booked) ([]marketplace.Fact, error) {
		cents := b.Claim.left()
		if all {
			cents = b.claim().Open
		}
		b.Claim.Open -= cents
		b.Claim.Payments = append(b.Claim.Payments, Payment{*w.day, cents})
		return nil, nil
	})
	ok(t, err)
}

// send sends a reminder as it reads now.
func (w *world) send(ctx context.Context, key string, ask Ask) (Entry, error) {
	d, err := w.Write(ctx, birgit, "inv-1", ask)
	if err != nil && !marketplace.IsKind(err, marketplace.Conflict) {
		return Entry{}, err
	}
	return w.Send(ctx, birgit, key, "inv-1", ask, d.Digest, true)
}

func (w *world) charged(t testing.TB) money.Cents {
	t.Helper()
	b := must(w.books.Get(t.Context(), "inv-1")).Value
	sum := money.Cents(0)
	for _, c := range b.Charges {
		sum += c
	}
	return sum
}
