package settle

import (
	"slices"

	"sovite.fi/sovite/marketplace/money"
)

// Banks tell the same money twice: a statement has the sum of an entry, and a notification the payments of it, in whichever
// order the files are imported. The entry's id joins them. The payments are what counts; the sum steps aside as far as
// they came, so that no cent is counted twice, and waits for a person as far as they did not.

// joins says whether one payment is a part of the other.
func (p Payment) joins(o Payment) bool {
	return p.Entry != "" && p.Entry == o.Entry && p.Account == o.Account && p.Incoming == o.Incoming && p.Reversal == o.Reversal && p.Whole != o.Whole
}

// whole decides about an entry whose payments the bank does not tell here.
func (s *Settlement) whole(q Question) {
	p, told := s.Payment, money.Cents(0)
	for _, e := range q.Earlier {
		if e.Payment.joins(p) && e.Outcome != SumUsed {
			told += min(e.Payment.Amount, p.Amount-told)
		}
	}
	switch {
	case told == p.Amount:
		s.Outcome, s.Outside = Detailed, p.Signed()
		s.because("detailed", "entry", p.Entry)
		return
	case !p.Incoming && !p.Reversal:
		s.debit(nil)
		return
	case p.Batch > 1:
		s.park(Batch, "count", p.Batch)
	case p.Reversal:
		s.park(ReversalUnknown, "count", 0)
	default:
		s.park(NoReference)
	}
	s.aside(told)
}

// aside moves an amount without a sign from what is parked to what is outside.
func (s *Settlement) aside(cents money.Cents) {
	if s.Parked < 0 {
		cents = -cents
	}
	s.Parked -= cents
	s.Outside += cents
}

// part decides about a payment that the bank told, and lets the sum of which it is a part step aside. When a person did something with
// the sum already, the payment waits for a person, too.
func part(s Settlement, q Question) Decision {
	at := slices.IndexFunc(q.Earlier, func(e Settlement) bool { return s.Payment.joins(e.Payment) })
	if at < 0 || !s.Payment.Incoming && !s.Payment.Reversal {
		return known(s, q)
	}
	sum := q.Earlier[at]
	if size(sum.Parked) < s.Payment.Amount {
		s.park(SumUsed, "entry", s.Payment.Entry)
		return Decision{Settlement: s}
	}
	d := known(s, q)
	if sum.aside(s.Payment.Amount); sum.Parked == 0 {
		sum.Outcome = Detailed
		sum.because("detailed", "entry", s.Payment.Entry)
	}
	d.Others = append(d.Others, sum)
	return d
}
