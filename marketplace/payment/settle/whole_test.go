package settle

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/money"
)

func sumOf(key string, cents money.Cents) Payment {
	return change(in(key, cents), func(p *Payment) { p.Entry, p.Whole, p.Batch = "E1", true, 2 })
}

func partOf(key string, cents money.Cents, ref string) Payment {
	return change(in(key, cents, ref), func(p *Payment) { p.Entry = "E1" })
}

// The sum in the statement and the payments in the notification are the same money, in whichever order the files come.
func TestSumAndParts(t *testing.T) {
	invoices := []Receivable{open("a", ref1, 60), open("b", ref2, 40)}
	t.Run("the sum first", func(t *testing.T) {
		sum := decided(t, Question{Payment: sumOf("s", 100)}).Settlement
		if sum.Outcome != Batch || sum.Parked != 100 {
			t.Fatalf("%+v", sum)
		}
		first := decided(t, Question{Payment: partOf("p", 60, ref1), Receivables: invoices, Earlier: []Settlement{sum}})
		if s := first.Others[0]; s.Parked != 40 || s.Outside != 60 || s.Outcome != Batch || !s.Balanced() || first.Settlement.Outcome != PaidInFull {
			t.Fatalf("%+v", first)
		}
		second := decided(t, Question{Payment: partOf("q", 40, ref2), Receivables: invoices, Earlier: []Settlement{first.Settlement, first.Others[0]}})
		if s := second.Others[0]; s.Parked != 0 || s.Outside != 100 || s.Outcome != Detailed || len(s.Choices()) > 0 || second.Settlement.Outcome != PaidInFull {
			t.Fatalf("%+v", second)
		}
	})
	t.Run("the parts first", func(t *testing.T) {
		p := decided(t, Question{Payment: partOf("p", 60, ref1), Receivables: invoices}).Settlement
		q := decided(t, Question{Payment: partOf("q", 40, ref2), Receivables: invoices}).Settlement
		if s := decided(t, Question{Payment: sumOf("s", 100), Earlier: []Settlement{p, q}}).Settlement; s.Outcome != Detailed || s.Outside != 100 || s.Waits() {
			t.Fatalf("%+v", s)
		}
		if s := decided(t, Question{Payment: sumOf("s", 100), Earlier: []Settlement{p}}).Settlement; s.Outcome != Batch || s.Outside != 60 || s.Parked != 40 {
			t.Fatalf("one part only: %+v", s)
		}
	})
	t.Run("a person was faster", func(t *testing.T) {
		sum := decided(t, Question{Payment: sumOf("s", 100)}).Settlement
		sum = must(sum.Make(Move{Do: DoAssign, Cents: 60, Invoice: "a", Sign: sign("k")}, invoices[0])).Settlement
		d := decided(t, Question{Payment: partOf("p", 60, ref1), Receivables: []Receivable{{Invoice: "a", Reference: ref1, Closed: "paid"}}, Earlier: []Settlement{sum}})
		if d.Settlement.Outcome != SumUsed || d.Settlement.Parked != 60 || len(d.Others) > 0 {
			t.Fatalf("%+v", d)
		}
	})
	t.Run("of another entry", func(t *testing.T) {
		sum := decided(t, Question{Payment: sumOf("s", 100)}).Settlement
		stranger := change(partOf("p", 60, ref1), func(p *Payment) { p.Entry = "E2" })
		if d := decided(t, Question{Payment: stranger, Receivables: invoices, Earlier: []Settlement{sum}}); len(d.Others) > 0 {
			t.Fatalf("%+v", d)
		}
	})
	t.Run("a payment taken back", func(t *testing.T) {
		p := decided(t, Question{Payment: in("p", 60, ref1), Receivables: invoices}).Settlement
		whole := change(back(in("w", 60)), func(p *Payment) { p.Entry, p.Whole = "E1", true })
		sum := decided(t, Question{Payment: whole, Earlier: []Settlement{p}}).Settlement
		if sum.Outcome != ReversalUnknown || sum.Parked != -60 {
			t.Fatalf("%+v", sum)
		}
		told := change(back(in("p", 60, ref1)), func(p *Payment) { p.Entry = "E1" })
		d := decided(t, Question{Payment: told, Earlier: []Settlement{p, sum}})
		if d.Settlement.Outcome != Reversed || len(d.Others) != 2 || d.Others[1].Parked != 0 || d.Others[1].Outside != -60 || !d.Others[1].Balanced() {
			t.Fatalf("%+v", d)
		}
	})
}

// In whatever order the sum and its parts arrive, and however often, what counts of them in the end is the sum, once.
func TestSumsCountOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := invoices(t)
		var payments []Payment
		var total money.Cents
		for e := range rapid.IntRange(1, 3).Draw(t, "entries") {
			sum := money.Cents(0)
			entry := fmt.Sprint("E", e)
			for i := range rapid.IntRange(1, 4).Draw(t, "parts") {
				p := incoming(t, i, all)
				p.Key, p.Entry, p.Account = marketplace.ID(fmt.Sprint(entry, "p", i)), entry, own
				sum += p.Amount
				payments = append(payments, p)
			}
			payments = append(payments, Payment{Key: marketplace.ID(entry), Account: own, Entry: entry, Whole: true, Batch: 2, Amount: sum, Incoming: true, Booked: "2026-11-23"})
			total += sum
		}
		l := newLedger(all)
		for _, p := range rapid.Permutation(append(payments, payments...)).Draw(t, "order") {
			l.take(t, p)
		}
		counted := money.Cents(0)
		for _, s := range l.settled {
			if counted += s.Payment.Signed() - s.Outside; s.Payment.Whole && (s.Parked != 0 || s.Outcome != Detailed) {
				t.Fatalf("%+v", s)
			}
		}
		if counted != total {
			t.Fatalf("%d of %d counted", counted, total)
		}
	})
}
