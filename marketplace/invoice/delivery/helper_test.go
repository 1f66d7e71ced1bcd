package delivery

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account"
	"sovite.fi/sovite/marketplace/invoice"
	"sovite.fi/sovite/marketplace/invoice/en16931"
	"sovite.fi/sovite/marketplace/notify/notice"
	"sovite.fi/sovite/marketplace/request"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/store/storetest"
)

var (
	birgit = marketplace.Actor{Person: "birgit", Org: "paja", Roles: []marketplace.Role{marketplace.RoleBilling}}
	seppo  = marketplace.Actor{Person: "seppo", Org: "paja", Roles: []marketplace.Role{marketplace.RoleSupervisor}}
	bo     = marketplace.Actor{Person: "bo", Org: "cafe", Roles: []marketplace.Role{marketplace.RoleBilling}}
	rival  = marketplace.Actor{Person: "rolf", Org: "rival", Roles: []marketplace.Role{marketplace.RoleOwner}}
)

const id marketplace.ID = "inv-1"

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

func is(t testing.TB, what string, err error, kind marketplace.Kind) {
	t.Helper()
	if !marketplace.IsKind(err, kind) {
		t.Errorf("%s: %v, want %v", what, err, kind)
	}
}

// outside plays the invoices: one of cafe with two sources. Each time that it is written, it says something else.
type outside struct {
	invoice invoice.Invoice
	writes  int
	lacks   map[invoice.Format]bool
	broken  bool // nothing can be written
	told    map[marketplace.ID][]notice.Notice
}

func (o *outside) Issued(_ context.Context, of marketplace.ID) (invoice.Invoice, error) {
	if of != id || o.invoice.State != invoice.Issued {
		return invoice.Invoice{}, marketplace.Errorf(marketplace.NotFound, "error.not_found")
	}
	return o.invoice, nil
}

func (o *outside) Get(_ context.Context, actor marketplace.Actor, of marketplace.ID) (invoice.Entry, error) {
	return o.load(actor, of, actor.Org == o.invoice.Org)
}

func (o *outside) Received(_ context.Context, actor marketplace.Actor, of marketplace.ID) (invoice.Entry, error) {
	return o.load(actor, of, actor.Org == o.invoice.Buyer)
}

func (o *outside) load(actor marketplace.Actor, of marketplace.ID, may bool) (invoice.Entry, error) {
	if err := actor.Must(invoice.Billers()...); err != nil {
		return invoice.Entry{}, err
	}
	if of != id || !may {
		return invoice.Entry{}, marketplace.Errorf(marketplace.NotFound, "error.not_found")
	}
	return invoice.Entry{ID: id, Rev: 1, Value: o.invoice}, nil
}

func (o *outside) Write(_ invoice.Invoice, f invoice.Format) ([]byte, error) {
	switch {
	case o.broken:
		return nil, errors.New("no fonts")
	case o.lacks[f]:
		return nil, marketplace.InvalidFields([]marketplace.FieldError{marketplace.Field("buyer_reference", "einvoice.buyer_reference")})
	}
	o.writes++
	return fmt.Appendf(nil, "%s, written for the %d. time", f, o.writes), nil
}

// Members and Post play the people who are told.
func (o *outside) Members(_ context.Context, actor marketplace.Actor, _ marketplace.Page) (marketplace.List[account.Member], error) {
	return marketplace.List[account.Member]{Items: []account.Member{{Person: bo.Person, Roles: bo.Roles}}}, nil
}

func (o *outside) Post(_ context.Context, who marketplace.ID, n notice.Notice) error {
	o.told[who] = append(o.told[who], n)
	return nil
}

type world struct {
	*Service
	*outside
	db store.Store
}

func newOutside() *outside {
	return &outside{lacks: map[invoice.Format]bool{}, told: map[marketplace.ID][]notice.Notice{}, invoice: invoice.Invoice{
		ID: id, Org: "paja", Buyer: "cafe", State: invoice.Issued, Document: en16931.Document{Number: "2026-0001"},
		Sources: []invoice.Source{{Timesheet: "s1", Of: "l1"}},
	}}
}

func newWorld(db store.Store, o *outside) *world {
	at := marketplace.Clock(func() time.Time { return time.Date(2026, 12, 7, 9, 0, 0, 0, time.UTC) })
	return &world{New(Deps{
		Store: db, Clock: at, IDs: marketplace.NewIDs(at, zeros{}), Invoices: o, Teller: request.Teller{Accounts: members{o}, Notices: o},
	}), o, db}
}

// members answers for the people of organisations; nothing else is asked of it here.
type members struct{ *outside }

func (m members) PublicOrganisation(context.Context, marketplace.ID) (account.PublicOrganisation, error) {
	return account.PublicOrganisation{}, nil
}

// zeros is no randomness: ids of one moment still count up.
type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

func memory(t testing.TB) store.Store {
	t.Helper()
	return storetest.Memory(t, Schemas()...)
}

func issued() marketplace.Fact {
	return marketplace.Fact{ID: "f1", Type: "invoice.issued", Subject: "invoices/" + string(id)}
}
