package daybook

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/marketplace/invoice"
	"sovite.fi/sovite/marketplace/invoice/en16931"
	"sovite.fi/sovite/marketplace/journal"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/payment"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/store/storetest"
	"sovite.fi/sovite/matching"
)

var (
	birgit = marketplace.Actor{Person: "birgit", Org: "paja", Roles: []marketplace.Role{marketplace.RoleBilling}}
	seppo  = marketplace.Actor{Person: "seppo", Org: "paja", Roles: []marketplace.Role{marketplace.RoleSupervisor}}
	rival  = marketplace.Actor{Person: "rolf", Org: "rival", Roles: []marketplace.Role{marketplace.RoleOwner}}
)

const today = marketplace.Date("2026-12-15")

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

var bundle = sync.OnceValue(func() *i18n.Bundle { return must(i18n.Load(must(matching.LoadScale()))) })

// profiles know one organiser, and the documents that it issued.
type profiles map[marketplace.ID]invoice.Invoice

func (p profiles) Issued(_ context.Context, id marketplace.ID) (invoice.Invoice, error) {
	i, there := p[id]
	if !there {
		return i, marketplace.Errorf(marketplace.NotFound, "error.not_found")
	}
	return i, nil
}

func (profiles) ReadProfile(context.Context, marketplace.Actor) (store.Entry[invoice.Profile], error) {
	return store.Entry[invoice.Profile]{Value: invoice.Profile{Party: en16931.Party{Name: "Paja ry", BusinessID: "0112038-9"}}}, nil
}

func memory(t testing.TB) store.Store {
	return storetest.Memory(t, append(Schemas(), payment.Schemas()...)...)
}

var ids sync.Mutex

func books(db store.Store) *Service { return booksOf(db, profiles{}) }

// booksOf are books with a sales ledger over the same store.
func booksOf(db store.Store, docs profiles) *Service {
	clock := marketplace.Clock(func() time.Time { return today.Time().Add(12 * time.Hour) })
	n := 0
	made := func() marketplace.ID {
		ids.Lock()
		defer ids.Unlock()
		n++
		return marketplace.ID(fmt.Sprintf("f%d", n))
	}
	ledger := payment.New(payment.Deps{Store: db, Clock: clock, IDs: made, Invoices: docs})
	return New(Deps{Store: db, Clock: clock, IDs: made, Bundle: bundle(), Invoices: docs, Ledger: ledger})
}

// issued is an invoice of an exempt sale of so many cents.
func issued(n int, day marketplace.Date, cents money.Cents) journal.Event {
	id := marketplace.ID(fmt.Sprintf("inv%d", n))
	return journal.Event{ID: "issued-" + id, Day: day, What: journal.Issued{Content: journal.Content{
		Invoice: id, Number: fmt.Sprint(n), Sales: []journal.Sale{{Treatment: journal.Exempt, Net: cents}},
	}}}
}

// paid is a payment by card of an invoice.
func paid(n int, day marketplace.Date, cents money.Cents) journal.Event {
	id := marketplace.ID(fmt.Sprintf("inv%d", n))
	return journal.Event{ID: "paid-" + id, Day: day, What: journal.PaidByCard{Invoice: id, Number: fmt.Sprint(n), Applied: cents}}
}

// entries are all of an organiser, in the order in which they were booked.
func (s *Service) entries(t testing.TB, org marketplace.ID) []journal.Entry {
	t.Helper()
	var out []journal.Entry
	ok(t, s.leaves.Each(t.Context(), store.Query{Index: "number", Eq: []any{string(org)}, From: 1}, func(e Entry) error {
		out = append(out, *e.Value.Entry)
		return nil
	}))
	return out
}

// sound fails the test unless the books are.
func (s *Service) sound(t testing.TB, org marketplace.ID) int {
	t.Helper()
	n, fault, err := s.Examine(t.Context(), org)
	if err != nil || fault != nil {
		t.Fatalf("%d entries: %+v, %v", n, fault, err)
	}
	return n
}
