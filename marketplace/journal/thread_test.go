package journal

import (
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/payment/camt"
	"sovite.fi/sovite/marketplace/payment/settle"
)

// From the bank's file to the books, twice over: an invoice is paid and paid again, a payment waits for a person, one is taken back that
// nobody knows, and the second import of the same file changes nothing.
func TestStatementToBooks(t *testing.T) {
	const reference = "20260001230"
	open := map[marketplace.ID]settle.Receivable{"inv": {Invoice: "inv", Number: "2026-000123", Reference: reference, Open: 1516_77}}
	settled := map[marketplace.ID]settle.Settlement{}
	b := booked(t, event("i", Issued{Content{"inv", "2026-000123", []Sale{{Standard, 2550, 1208_58, "KP1", ""}}, []Tax{{2550, 1208_58, 308_19}}}}))
	receive := func(s camt.Statement, e camt.Entry) error {
		for _, p := range settle.OfBank(s, e) {
			q := settle.Question{Payment: p, Accounts: []string{"FI2112345600000785"}, Receivables: []settle.Receivable{open["inv"]}}
			if known, ok := settled[p.Key]; ok {
				q.Known = &known
			}
			d, err := settle.Decide(q)
			if err != nil || d.Replay {
				return err
			}
			for _, c := range d.Changes {
				r := open[c.Invoice]
				r.Open -= c.Cents
				open[c.Invoice] = r
			}
			settled[p.Key] = d.Settlement
			none := func(marketplace.ID) *settle.Settlement { return nil }
			if b, _, err = b.Post(chart(), Event{ID: p.Key, Day: p.Booked, What: OfDecision(d, none)}); err != nil {
				return err
			}
		}
		return nil
	}
	for range 2 {
		file, err := os.Open("../payment/camt/testdata/statement-02.xml")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := camt.Read(file, receive); err != nil {
			t.Fatal(err)
		}
		_ = file.Close()
	}
	outcomes := map[settle.Outcome]money.Cents{}
	for _, s := range settled {
		outcomes[s.Outcome] += s.Payment.Signed()
	}
	// The invoice is paid by the first payment of the batch, so that the second one, of 20.00 for the same invoice and 30.00
	// with a mistyped reference, waits whole.
	want := map[settle.Outcome]money.Cents{settle.PaidInFull: 1516_77, settle.BadReference: 50_00, settle.NoReference: 95_00, settle.ReversalUnknown: -50_50, settle.Debit: -200_00}
	if diff := cmp.Diff(want, outcomes); diff != "" {
		t.Error(diff)
	}
	if i := Items(b.Entries, day); len(i) != 1 || i[0].Open != 0 || i[0].Paid != 1516_77 {
		t.Errorf("%+v", i)
	}
	for _, bal := range must(Trial(b.Entries, day, day)) {
		if want := map[string]money.Cents{"1910": 1516_77 + 50_00 + 95_00 - 50_50, "2990": -50_00 - 95_00 + 50_50}[bal.Account]; want != 0 && bal.Closing != want {
			t.Errorf("%+v, want %d", bal, want)
		}
	}
	if len(b.Entries) != 5 { // the outgoing payment is none of the invoicing's business
		t.Errorf("%d entries", len(b.Entries))
	}
}
