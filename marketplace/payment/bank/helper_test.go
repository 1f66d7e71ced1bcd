package bank

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/invoice"
	"sovite.fi/sovite/marketplace/invoice/en16931"
	"sovite.fi/sovite/marketplace/invoice/reference"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/payment"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/store/storetest"
)

const (
	today   marketplace.Date = "2026-12-07"
	account string           = "FI2112345600000785"
	savings string           = "FI7944052020036082"
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

func actor(person, org marketplace.ID, role marketplace.Role) marketplace.Actor {
	return marketplace.Actor{Person: person, Org: org, Roles: []marketplace.Role{role}}
}

func birgit() marketplace.Actor { return actor("birgit", "paja", marketplace.RoleBilling) }
func rival() marketplace.Actor  { return actor("rolf", "rival", marketplace.RoleOwner) }
func seppo() marketplace.Actor  { return actor("seppo", "paja", marketplace.RoleSupervisor) }

// documents are the invoices that were issued.
type documents map[marketplace.ID]invoice.Invoice

func (d documents) Issued(_ context.Context, id marketplace.ID) (invoice.Invoice, error) {
	i, there := d[id]
	if !there {
		return i, marketplace.Errorf(marketplace.NotFound, "error.not_found")
	}
	return i, nil
}

// profiles say that every organisation has the same account.
type profiles struct{}

func (profiles) ReadProfile(_ context.Context, a marketplace.Actor) (store.Entry[invoice.Profile], error) {
	e := store.Entry[invoice.Profile]{ID: a.Org}
	e.Value.IBAN = account
	return e, nil
}

// world is the import with the sales ledger behind it.
type world struct {
	*Service
	ledger *payment.Service
	db     store.Store
	docs   documents
}

func schemas() []store.Schema { return append(Schemas(), payment.Schemas()...) }

func newWorld(db store.Store, docs documents) *world {
	clock := marketplace.Clock(func() time.Time { return time.Date(2026, 12, 7, 9, 0, 0, 0, time.UTC) })
	ids := marketplace.NewIDs(clock, new(zeros))
	ledger := payment.New(payment.Deps{Store: db, Clock: clock, IDs: ids, Invoices: docs})
	return &world{New(Deps{Store: db, Clock: clock, IDs: ids, Ledger: ledger, Profiles: profiles{}}), ledger, db, docs}
}

type zeros struct{}

func (*zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

// billed is a world with so many invoices of a hundred euros.
func billed(t testing.TB, invoices int) *world {
	t.Helper()
	w := newWorld(storetest.Memory(t, schemas()...), documents{})
	for n := range invoices {
		id := marketplace.ID(fmt.Sprint("inv-", n))
		doc := en16931.Document{Kind: en16931.Invoice, Number: fmt.Sprint("2026-", n), Issued: today, Due: today.AddDays(14)}
		doc.Payment = en16931.Payment{IBAN: account, Reference: ref(n)}
		doc.Totals.Payable = 100_00
		w.docs[id] = invoice.Invoice{ID: id, Org: "paja", Buyer: "cafe", State: invoice.Issued, Document: doc}
		ok(t, w.ledger.Follow(t.Context(), marketplace.Fact{Type: "invoice.issued", Org: "paja", Subject: "invoices/" + string(id)}))
	}
	return w
}

func (w *world) restart(db store.Store) *world { return newWorld(db, w.docs) }

func ref(n int) string { return must(reference.Finnish(fmt.Sprint(1000 + n))) }

// entry is one entry of a statement as a bank writes it.
func entry(id, reference string, cents money.Cents) string {
	return fmt.Sprintf(`<Ntry><Amt Ccy="EUR">%d.%02d</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>%s</Dt></BookgDt><AcctSvcrRef>%s</AcctSvcrRef><NtryDtls><TxDtls><Refs><AcctSvcrRef>%s</AcctSvcrRef></Refs><RltdPties><Dbtr><Nm>Kahvila Oy</Nm></Dbtr></RltdPties><RmtInf><Strd><CdtrRefInf><Ref>%s</Ref></CdtrRefInf></Strd></RmtInf></TxDtls></NtryDtls></Ntry>`,
		cents/100, cents%100, today, id, id, reference)
}

func file(iban string, entries ...string) string {
	return `<?xml version="1.0" encoding="UTF-8"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt><Stmt><Id>1</Id><Acct><Id><IBAN>` +
		iban + `</IBAN></Id></Acct>` + strings.Join(entries, "") + `</Stmt></BkToCstmrStmt></Document>`
}

func (w *world) up(ctx context.Context, text string) (Entry, bool, error) {
	return w.Upload(ctx, birgit(), "tiliote.xml", strings.NewReader(text))
}

// through takes a file in and works it through.
func (w *world) through(t testing.TB, text string) Import {
	t.Helper()
	e, _, err := w.up(t.Context(), text)
	ok(t, err)
	ok(t, w.Work(t.Context()))
	return must(w.Import(t.Context(), birgit(), e.ID)).Value
}

// held says what does not hold of an import that is done.
func (i Import) held() error {
	count, cents := i.Sums()
	if i.Open || i.Kept || i.Read != i.Payments || count != i.Payments || cents != i.Sum || i.Why != nil {
		return fmt.Errorf("%d payments of %d in %+v", count, cents, i)
	}
	return nil
}

// open is what is open of an invoice.
func (w *world) open(t testing.TB, n int) money.Cents {
	t.Helper()
	e, err := w.ledger.Receivable(t.Context(), birgit(), marketplace.ID(fmt.Sprint("inv-", n)))
	ok(t, err)
	if r := e.Value; !r.Balanced() {
		t.Error(errors.New("not balanced"), r)
	}
	return e.Value.Open()
}
