package settle

import (
	"fmt"
	"maps"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/invoice/reference"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/payment/camt"
)

// ledger keeps what was decided, as whoever uses the package does.
type ledger struct {
	total   map[marketplace.ID]money.Cents // of each invoice
	open    map[marketplace.ID]Receivable
	settled map[marketplace.ID]Settlement
}

func newLedger(invoices []Receivable) *ledger {
	l := &ledger{map[marketplace.ID]money.Cents{}, map[marketplace.ID]Receivable{}, map[marketplace.ID]Settlement{}}
	for _, r := range invoices {
		l.total[r.Invoice], l.open[r.Invoice] = r.Open, r
	}
	return l
}

// take lets a payment arrive.
func (l *ledger) take(t *rapid.T, p Payment) {
	q := Question{Payment: p, Accounts: []string{own}}
	if s, known := l.settled[p.Key]; known {
		q.Known = &s
	}
	for _, id := range slices.Sorted(maps.Keys(l.open)) {
		q.Receivables = append(q.Receivables, l.open[id])
	}
	for _, key := range slices.Sorted(maps.Keys(l.settled)) {
		q.Earlier = append(q.Earlier, l.settled[key])
		q.Returns = append(q.Returns, l.settled[key].Returns()...)
	}
	d, err := Decide(q)
	if err != nil {
		t.Fatal(err)
	}
	l.keep(t, d)
}

// keep saves a decision and holds everything against what must always be true.
func (l *ledger) keep(t *rapid.T, d Decision) {
	l.settled[d.Settlement.Payment.Key] = d.Settlement
	for _, o := range d.Others {
		l.settled[o.Payment.Key] = o
	}
	if d.Replay && (len(d.Changes) > 0 || len(d.Others) > 0) {
		t.Fatalf("a replay changes something: %+v", d)
	}
	for _, c := range d.Changes {
		r := l.open[c.Invoice]
		r.Open -= c.Cents
		l.open[c.Invoice] = r
	}
	l.check(t)
}

// check holds the invariants: entries = applied + parked + kept + returned + outside + undone; every invoice is open by its
// total less what was applied, never below zero; and what was undone meets what it undid.
func (l *ledger) check(t *rapid.T) {
	applied := map[marketplace.ID]money.Cents{}
	var entries, parts, undone money.Cents
	for _, s := range l.settled {
		if !s.Balanced() || s.Outcome == "" || len(s.Reasons) == 0 || s.Waits() && len(s.Choices()) == 0 {
			t.Fatalf("%+v", s)
		}
		entries += s.Payment.Signed()
		parts += s.AppliedSum() + s.Parked + s.Kept + s.Returned + s.Outside
		undone += s.Undone
		for _, a := range s.Applied {
			applied[a.Invoice] += a.Cents
		}
	}
	if undone != 0 || entries != parts {
		t.Fatalf("entries %d, parts %d, undone %d", entries, parts, undone)
	}
	for id, r := range l.open {
		if r.Open != l.total[id]-applied[id] || r.Open < 0 {
			t.Fatalf("invoice %s: total %d, applied %d, open %d", id, l.total[id], applied[id], r.Open)
		}
	}
}

func invoices(t *rapid.T) (out []Receivable) {
	for i := range rapid.IntRange(1, 4).Draw(t, "invoices") {
		number, _ := reference.Finnish(fmt.Sprint(1000 + i))
		out = append(out, Receivable{Invoice: marketplace.ID(fmt.Sprint("i", i)), Number: number, Reference: number, Open: cents(t)})
	}
	return out
}

func cents(t *rapid.T) money.Cents { return money.Cents(rapid.Int64Range(1, 300).Draw(t, "cents")) }

func incoming(t *rapid.T, i int, all []Receivable) Payment {
	p := Payment{Key: marketplace.ID(fmt.Sprint("p", i)), Account: rapid.SampledFrom([]string{own, own, own, own, other}).Draw(t, "account"), Amount: cents(t), Incoming: true, Booked: "2026-11-23"}
	p.Party = rapid.SampledFrom([]string{"", "A", "B"}).Draw(t, "party")
	for range rapid.IntRange(0, 2).Draw(t, "references") {
		r := camt.Reference{Text: rapid.SampledFrom(all).Draw(t, "invoice").Reference, Valid: true}
		if rapid.IntRange(0, 6).Draw(t, "unknown") == 0 {
			r.Text = "1232"
		}
		if rapid.Bool().Draw(t, "told") {
			r.Amount = camt.Money{Told: true, Cents: cents(t)}
		}
		p.References = append(p.References, r)
	}
	return p
}

// No cent is lost or counted twice: whatever is paid, taken back and moved by people, in any order and however often the same
// file is imported, every invariant holds after every step.
func TestNoCentIsLost(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := invoices(t)
		l := newLedger(all)
		var seen []Payment
		for i := range rapid.IntRange(1, 25).Draw(t, "steps") {
			switch rapid.IntRange(0, 6).Draw(t, "step") {
			case 0, 1, 2:
				seen = append(seen, incoming(t, i, all))
				l.take(t, seen[len(seen)-1])
			case 3:
				if len(seen) > 0 {
					l.take(t, rapid.SampledFrom(seen).Draw(t, "again"))
				}
			case 4:
				p := out(fmt.Sprint("d", i), cents(t), "")
				if len(seen) > 0 && rapid.Bool().Draw(t, "reversal") {
					p = back(rapid.SampledFrom(seen).Draw(t, "of"))
					p.Key = marketplace.ID(fmt.Sprint("r", i))
					if rapid.IntRange(0, 3).Draw(t, "in part") == 0 {
						p.Amount = cents(t)
					}
				} else if due := l.due(); len(due) > 0 && rapid.Bool().Draw(t, "return") {
					r := rapid.SampledFrom(due).Draw(t, "return")
					p.EndToEnd, p.Amount = r.ID, r.Cents
				}
				seen = append(seen, p)
				l.take(t, p)
			default:
				l.move(t, i)
			}
		}
	})
}

func (l *ledger) due() (out []Return) {
	for _, key := range slices.Sorted(maps.Keys(l.settled)) {
		out = append(out, l.settled[key].Returns()...)
	}
	return out
}

// move lets a person do something that is offered, or choose the payment of a reversal.
func (l *ledger) move(t *rapid.T, i int) {
	var waiting []Settlement
	for _, key := range slices.Sorted(maps.Keys(l.settled)) {
		if s := l.settled[key]; len(s.Choices()) > 0 {
			waiting = append(waiting, s)
		}
	}
	if len(waiting) == 0 {
		return
	}
	s := rapid.SampledFrom(waiting).Draw(t, "waiting")
	c := rapid.SampledFrom(s.Choices()).Draw(t, "choice")
	by := sign(fmt.Sprint("k", i))
	if c.Do == DoMatch {
		original := l.settled[rapid.SampledFrom(slices.Sorted(maps.Keys(l.settled))).Draw(t, "original")]
		if d, err := Match(s, original, by); err == nil {
			l.keep(t, d)
		}
		return
	}
	r := l.open[rapid.SampledFrom(slices.Sorted(maps.Keys(l.open))).Draw(t, "invoice")]
	m := Move{Do: c.Do, Kept: c.Kept, Cents: money.Cents(rapid.Int64Range(1, int64(c.Most)+1).Draw(t, "amount")), Invoice: r.Invoice, Buyer: "b", Account: other, Sign: by}
	d, err := s.Make(m, r)
	if err != nil {
		if allowed := m.Cents <= c.Most && (c.Do != DoAssign || m.Cents <= r.Open); allowed {
			t.Fatalf("%+v was offered and refused: %v", m, err)
		}
		return
	}
	if m.Cents > c.Most {
		t.Fatalf("%+v moved more than waits", m)
	}
	l.keep(t, d)
	again, err := d.Settlement.Make(m, r)
	if err != nil || !again.Replay {
		t.Fatalf("%+v, %v", again, err)
	}
	l.keep(t, again)
}

// In whichever order payments with one reference each arrive, and however often, each invoice is paid by the same in the end,
// and as much is parked.
func TestOrderDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := invoices(t)
		var payments []Payment
		for i := range rapid.IntRange(1, 10).Draw(t, "payments") {
			p := incoming(t, i, all)
			p.References = p.References[:min(1, len(p.References))]
			payments = append(payments, p)
		}
		a, b := newLedger(all), newLedger(all)
		for _, p := range payments {
			a.take(t, p)
		}
		shuffled := rapid.Permutation(append(slices.Clone(payments), payments...)).Draw(t, "order")
		for _, p := range shuffled {
			b.take(t, p)
		}
		if !maps.Equal(a.open, b.open) {
			t.Fatalf("%v, then %v", a.open, b.open)
		}
	})
}
