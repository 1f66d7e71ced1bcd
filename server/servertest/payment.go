package servertest

import (
	"testing"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/payment/provider"
)

// addPayment lets crew be paid online. {payment} is an attempt to pay {invoice} of which another amount came, so that it waits for a
// person and the invoice can still be paid; {message} is about an account that nobody has.
func (a *App) addPayment(t testing.TB) {
	t.Helper()
	ctx, seller, buyer := t.Context(), a.Actor("billing"), a.Actor("employer-owner")
	invoice := marketplace.ID(a.IDs["invoice"])
	must(t, a.Ledger.Follow(ctx, marketplace.Fact{Type: "invoice.issued", Subject: "invoices/" + string(invoice)}))
	_, err := a.Online.Onboard(ctx, seller)
	must(t, err)
	account, _, err := a.Provider.Onboard(ctx, provider.Owner{Org: seller.Org})
	must(t, err)
	_, err = a.Provider.Enrol(ctx, account.ID)
	must(t, err)
	_, err = a.Online.Account(ctx, seller)
	must(t, err)
	e, err := a.Online.Start(ctx, buyer, invoice)
	must(t, err)
	must(t, a.Provider.PayAs(ctx, e.Value.Session, provider.Euro, 1_00))
	_, err = a.Online.Bought(ctx, buyer, e.ID)
	must(t, err)
	body, header := a.Provider.Message(Strange(), a.Clock.Now())
	must(t, a.Online.Receive(ctx, body, header))
	must(t, a.Online.Work(ctx))
	a.IDs["payment"], a.IDs["message"] = string(e.ID), Strange().ID
}

// Strange is a message about an account that nobody has.
func Strange() provider.Event {
	return provider.Event{ID: "evt_strange", Type: "account.updated", Account: "acct_nobody", Kind: provider.AboutAccount, Object: "acct_nobody"}
}
