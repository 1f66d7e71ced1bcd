package payment

import (
	"context"
	"fmt"
	"testing"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/invoice"
	"sovite.fi/sovite/marketplace/invoice/en16931"
	"sovite.fi/sovite/marketplace/invoice/reference"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/store/storetest"
)

const today marketplace.Date = "2026-12-07"

const account = "FI2112345600000785"

var (
	owner  = marketplace.Actor{Person: "outi", Org: "paja", Roles: []marketplace.Role{marketplace.RoleOwner}}
	birgit = marketplace.Actor{Person: "birgit", Org: "paja", Roles: []marketplace.Role{marketplace.RoleBilling}}
	seppo  = marketplace.Actor{Person: "seppo", Org: "paja", Roles: []marketplace.Role{marketplace.RoleSupervisor}}
	bo     = marketplace.Actor{Person: "bo", Org: "cafe", Roles: []marketplace.Role{marketplace.RoleBilling}}
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

// documents are the invoices that were issued, by id.
type documents map[marketplace.ID]invoice.Invoice

func (d documents) Issued(_ context.Context, id marketplace.ID) (invoice.Invoice, error) {
	i, there := d[id]
	if !there {
		return i, notFound()
	}
	return i, nil
}

// world is a sales ledger with documents that a test issues.
type world struct {
	*Service
	db   store.Store
	docs documents
}

func newWorld(db store.Store, docs documents) *world {
	at := marketplace.Clock(func() time.Time { return time.Date(2026, 12, 7, 9, 0, 0, 0, time.UTC) })
	return &world{New(Deps{Store: db, Clock: at, IDs: marketplace.NewIDs(at, new(zeros)), Invoices: docs}), db, docs}
}

// zeros is no randomness: ids of one moment still count up.
type zeros struct{}

func (*zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

func fresh(t testing.TB) *world {
	t.Helper()
	return newWorld(storetest.Memory(t, Schemas()...), documents{})
}

// restart is the same ledger in another process; db may fail.
func (w *world) restart(db store.Store) *world { return newWorld(db, w.docs) }

// bill is an invoice of so many cents that was issued; the fact of it is not followed yet.
func (d documents) bill(n int, buyer marketplace.ID, cents money.Cents) marketplace.ID {
	id := marketplace.ID(fmt.Sprintf("inv-%03d", n))
	doc := en16931.Document{Kind: en16931.Invoice, Number: fmt.Sprintf("2026-%04d", n), Issued: today, Due: today.AddDays(14)}
	doc.Payment = en16931.Payment{IBAN: account, Reference: must(reference.Finnish(fmt.Sprint(1000 + n)))}
	doc.Totals.Payable = cents
	d[id] = invoice.Invoice{ID: id, Org: "paja", Buyer: buyer, State: invoice.Issued, Document: doc}
	return id
}

// credit is a credit note of an invoice.
func (d documents) credit(n int, of marketplace.ID, cents money.Cents) marketplace.ID {
	id := marketplace.ID(fmt.Sprintf("crn-%03d", n))
	doc := en16931.Document{Kind: en16931.CreditNote, Number: fmt.Sprintf("2026-%04d", 500+n), Issued: today}
	doc.Totals.Payable = cents
	d[id] = invoice.Invoice{ID: id, Org: "paja", Buyer: d[of].Buyer, State: invoice.Issued, Of: of, Document: doc}
	return id
}

// follow tells the ledger that a document was issued.
func (w *world) follow(ctx context.Context, id marketplace.ID) error {
	return w.Follow(ctx, marketplace.Fact{Type: "invoice.issued", Org: "paja", Subject: "invoices/" + string(id)})
}

// is loads a receivable as it stands.
func (w *world) is(t testing.TB, id marketplace.ID) Receivable {
	t.Helper()
	e, err := w.Receivable(t.Context(), birgit, id)
	ok(t, err)
	return e.Value
}

// broken says what of the invariants does not hold: steps without holes, receivables and settlements that balance, what invoices
// were paid equal to what payments pay, and everything equal to what the events say.
func (w *world) broken(t testing.TB) (out []string) {
	t.Helper()
	say := func(text string, args ...any) { out = append(out, fmt.Sprintf(text, args...)) }
	told := map[marketplace.ID]money.Cents{} // by the events
	seen := map[marketplace.ID]bool{}
	steps := must(w.StepsOf(t.Context(), "paja", 0, 1000))
	for n, s := range steps {
		if s.Seq != int64(n+1) {
			say("step %d follows %d", s.Seq, n)
		}
		for _, e := range s.Events {
			if seen[e.ID] {
				say("event %s twice", e.ID)
			}
			seen[e.ID] = true
			e.tell(told)
		}
	}
	paths := map[marketplace.ID]money.Cents{}
	ok(t, w.receivables.Each(t.Context(), store.Query{}, func(e Entry) error {
		r := e.Value
		if !r.Balanced() {
			say("%s does not balance: %+v", r.Number, r)
		}
		if r.Open() != told[r.Invoice] {
			say("%s: open %d, by the events %d", r.Number, r.Open(), told[r.Invoice])
		}
		for _, p := range r.Paths {
			if !p.Card {
				paths[p.Of] += p.Cents
			}
		}
		return nil
	}))
	ok(t, w.payments.Each(t.Context(), store.Query{}, func(e store.Entry[Payment]) error {
		if s := e.Value.Is; !s.Balanced() || s.AppliedSum() != paths[s.Payment.Key] {
			say("payment %s: %+v, invoices have %d", s.Payment.Key, s, paths[s.Payment.Key])
		}
		return nil
	}))
	return out
}

// tell adds what an event does to what is open of each invoice.
func (e Event) tell(open map[marketplace.ID]money.Cents) {
	switch e.Kind {
	case Issued, ReminderFee, Compensation, LateInterest, Refunded, DisputeLost, Recovered:
		open[e.Invoice] += e.Cents
	case Credited, CardPaid, WrittenOff:
		open[e.Invoice] -= e.Cents
	case Settled:
		for _, c := range e.Changes {
			if c.Was != nil {
				for _, a := range c.Was.Applied {
					open[a.Invoice] += a.Cents
				}
			}
			for _, a := range c.Is.Applied {
				open[a.Invoice] -= a.Cents
			}
		}
	case DisputeOpened, DisputeWon, PaidOut:
	}
}
