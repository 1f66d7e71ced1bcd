package servertest

import (
	"testing"

	"sovite.fi/sovite/marketplace"
)

// addReceivable lets the sales ledger follow {invoice}, and the books the ledger: it is entry 1 of crew.
func (a *App) addReceivable(t testing.TB) {
	t.Helper()
	ctx, org := t.Context(), a.Actor("billing").Org
	must(t, a.Ledger.Follow(ctx, marketplace.Fact{Type: "invoice.issued", Org: org, Subject: "invoices/" + a.IDs["invoice"]}))
	steps, err := a.Ledger.StepsOf(ctx, org, 0, 1)
	must(t, err)
	must(t, a.Daybook.Follow(ctx, marketplace.Fact{Type: "payment.step", Org: org, Subject: "payment_steps/" + string(steps[0].ID)}))
}
