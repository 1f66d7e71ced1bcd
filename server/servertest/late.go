package servertest

import (
	"testing"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/invoice"
	"sovite.fi/sovite/marketplace/store"
)

// addLate puts {late} into the store, an invoice of another series that crew issued in spring, and into the sales ledger.
func (a *App) addLate(t testing.TB) {
	t.Helper()
	ctx, invoices := t.Context(), store.NewCollection[invoice.Invoice](a.store, invoice.Schemas()[1])
	e, err := invoices.Get(ctx, a.ID("invoice"))
	must(t, err)
	i, seq := e.Value, int64(1)
	i.ID, i.Series, i.Seq, i.Sources, i.Reference = "invoice-late", "K-", &seq, nil, "12344"
	d := &i.Document
	d.Number, d.Issued, d.Due, d.Payment.Reference = "K-0001", "2026-04-01", "2026-04-15", i.Reference
	_, err = invoices.Insert(ctx, i.ID, i)
	must(t, err)
	must(t, a.Ledger.Follow(ctx, marketplace.Fact{Type: "invoice.issued", Org: i.Org, Subject: "invoices/" + string(i.ID)}))
	a.IDs["late"] = string(i.ID)
}
