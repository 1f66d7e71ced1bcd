package servertest

import (
	"testing"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/invoice"
	"sovite.fi/sovite/marketplace/invoice/en16931"
	"sovite.fi/sovite/marketplace/price"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/timesheet"
)

// addInvoice tells what invoices say of crew and acme, and issues {invoice} for an hour's work, which is in the run {run}. Both are
// put into the store as they are: the way there is long, and each world would go it.
func (a *App) addInvoice(t testing.TB) {
	t.Helper()
	ctx := t.Context()
	seller, err := a.Invoices.SaveProfile(ctx, a.Actor("billing"), 0, invoice.Profile{Party: party("Crew", "1234567-1"), Terms: invoice.Terms{
		IBAN: "FI2112345600000785", BIC: "NDEAFIHH", Treatment: invoice.Taxed,
	}})
	must(t, err)
	buyer, err := a.Invoices.SaveProfile(ctx, a.Actor("employer-owner"), 0, invoice.Profile{Party: party("Acme", "7654321-2")})
	must(t, err)
	plans := invoice.Gather(seller.Value, map[marketplace.ID]invoice.Profile{buyer.ID: buyer.Value}, []timesheet.Due{{
		Timesheet: a.ID("hours"), Line: "billed", Version: 1, Order: "worked-order", Title: "Parcels", Buyer: buyer.ID, Reference: "PO-1", Date: Worked,
		Unit: price.CrewHour, Name: "Packing", Quantity: 4, Rate: 20_0000, Amount: 2000,
	}})
	now, seq := marketplace.At(a.Clock.Now()), int64(1)
	i := invoice.Invoice{
		ID: "invoice-1", Org: seller.ID, Buyer: buyer.ID, State: invoice.Issued, Series: "2026-", Seq: &seq, Document: plans[0].Document, Sources: plans[0].Sources,
		Reference: "1232", Begun: now, Issued: now,
	}
	d := &i.Document
	d.Number, d.Issued, d.Due, d.Payment.Reference = "2026-0001", Today, Today.AddDays(14), i.Reference
	_, err = store.NewCollection[invoice.Invoice](a.store, invoice.Schemas()[1]).Insert(ctx, i.ID, i)
	must(t, err)
	r := invoice.Run{ID: "run-1", Org: seller.ID, Until: Today, Items: []invoice.Item{{Buyer: buyer.ID, Reference: "PO-1", State: invoice.Issued, Invoice: i.ID}}, Begun: now}
	_, err = store.NewCollection[invoice.Run](a.store, invoice.Schemas()[2]).Insert(ctx, r.ID, r)
	must(t, err)
	must(t, a.Deliveries.Follow(ctx, marketplace.Fact{Type: "invoice.issued", Subject: "invoices/" + string(i.ID)}))
	a.IDs["invoice"], a.IDs["run"] = string(i.ID), string(r.ID)
}

func party(name, id string) en16931.Party {
	digits := id[:7] + id[8:]
	return en16931.Party{
		Name: name, BusinessID: id, VAT: "FI" + digits, EInvoice: "0037" + digits, Operator: "003721291126",
		Address: en16931.Address{Street: "High street 1", PostCode: "00100", City: "Helsinki", Country: "FI"},
	}
}
