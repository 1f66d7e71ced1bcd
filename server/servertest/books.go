package servertest

import (
	"testing"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/journal"
)

// addEntry books {invoice} as entry 1 of crew.
func (a *App) addEntry(t testing.TB) {
	t.Helper()
	_, err := a.Daybook.Post(t.Context(), a.Actor("billing").Org, journal.Event{ID: "event-1", Day: Today, What: journal.Issued{Content: journal.Content{
		Invoice: marketplace.ID(a.IDs["invoice"]), Number: "2026-0001", Sales: []journal.Sale{{Treatment: journal.Standard, Rate: 2550, Net: 20_00}},
		Taxes: []journal.Tax{{Rate: 2550, Base: 20_00, Cents: 5_10}},
	}}})
	must(t, err)
}
