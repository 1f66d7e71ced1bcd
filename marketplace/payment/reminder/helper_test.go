package reminder

import (
	"context"
	"slices"
	"testing"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account"
	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/marketplace/invoice"
	"sovite.fi/sovite/marketplace/invoice/en16931"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/notify"
	"sovite.fi/sovite/marketplace/payment"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/store/storetest"
	"sovite.fi/sovite/matching"
)

var (
	outi   = marketplace.Actor{Person: "outi", Org: "paja", Roles: []marketplace.Role{marketplace.RoleOwner}}
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

// documents are the invoices that were issued, by id.
type documents map[marketplace.ID]invoice.Invoice

func (d documents) Issued(_ context.Context, id marketplace.ID) (invoice.Invoice, error) {
	i, there := d[id]
	if !there {
		return i, notFound()
	}
	return i, nil
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

// world is a market with a sales ledger, on a day that can be moved.
type world struct {
	*Service
	db     store.Store
	ledger *payment.Service
	docs   documents
	box    box
	day    *marketplace.Date
}

func schemas() []store.Schema { return append(Schemas(), payment.Schemas()...) }

type zeros struct{}

func (*zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

func newWorld(t testing.TB, db store.Store, docs documents, mails box, day *marketplace.Date) *world {
	t.Helper()
	clock := marketplace.Clock(func() time.Time { return at(*day).Time() })
	ids := marketplace.NewIDs(clock, new(zeros))
	ledger := payment.New(payment.Deps{Store: db, Clock: clock, IDs: ids, Invoices: docs})
	bundle := must(i18n.Load(must(matching.LoadScale())))
	return &world{New(Deps{
		Store: db, Clock: clock, IDs: ids, Rules: book(t), Bundle: bundle, Ledger: ledger, Invoices: docs, Orgs: orgs{}, Sender: mails, Origin: "https://sovite.fi",
	}), db, ledger, docs, mails, day}
}

// restart is the same world in another process; db may fail.
func (w *world) restart(t testing.TB, db store.Store) *world {
	t.Helper()
	return newWorld(t, db, w.docs, w.box, w.day)
}

// lateWorld is a world with one invoice that is 30 days late on 1 April 2026.
func lateWorld(t testing.TB) *world {
	t.Helper()
	day := marketplace.Date("2026-04-01")
	w := newWorld(t, storetest.Memory(t, schemas()...), documents{}, box{}, &day)
	doc := en16931.Document{Kind: en16931.Invoice, Number: "2026-0001", Issued: "2026-02-16", Due: "2026-03-02"}
	doc.Payment = en16931.Payment{IBAN: "FI2112345600000785", Reference: "20260001230"}
	doc.Totals.Payable = 1516_77
	w.docs["inv-1"] = invoice.Invoice{ID: "inv-1", Org: "paja", Buyer: "cafe", State: invoice.Issued, Document: doc}
	ok(t, w.ledger.Follow(t.Context(), marketplace.Fact{Type: "invoice.issued", Org: "paja", Subject: "invoices/inv-1"}))
	return w
}

// pay pays what the invoice asked for, or everything that is open, today.
func (w *world) pay(t testing.TB, all bool) {
	t.Helper()
	r := must(w.ledger.Receivable(t.Context(), birgit, "inv-1")).Value
	cents := claimOf(r).left()
	if all {
		cents = r.Open()
	}
	_, _, err := w.ledger.Card(t.Context(), payment.CardPayment{ID: "card", Org: "paja", Invoice: "inv-1", Cents: cents, Day: *w.day})
	ok(t, err)
}

// follow lets the reminders follow every step of the ledger, twice.
func (w *world) follow(t testing.TB) {
	t.Helper()
	for _, s := range must(w.ledger.StepsOf(t.Context(), "paja", 0, 100)) {
		f := marketplace.Fact{Type: "payment.step", Org: "paja", Subject: "payment_steps/" + string(s.ID)}
		ok(t, w.Follow(t.Context(), f))
		ok(t, w.Follow(t.Context(), f))
	}
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
	r := must(w.ledger.Receivable(t.Context(), birgit, "inv-1")).Value
	if !r.Balanced() {
		t.Errorf("%+v", r)
	}
	return r.Charged
}
