package settle

import (
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/money"
)

// reverse takes an earlier payment back, when it is certain which one.
func reverse(s Settlement, q Question) Decision {
	found := originals(s.Payment, q.Earlier)
	if len(found) != 1 {
		s.park(ReversalUnknown, "count", len(found))
		return Decision{Settlement: s}
	}
	return undo(s, found[0])
}

// originals are the payments that a reversal may be of: of the same account, in the other direction and not taken back yet by
// as much. An id that both share decides; otherwise the same reference and amount do, and then the same party and amount.
func originals(p Payment, earlier []Settlement) []Settlement {
	tests := []func(o Payment) bool{
		func(o Payment) bool { return p.BankID != "" && o.BankID == p.BankID },
		func(o Payment) bool { return p.EndToEnd != "" && o.EndToEnd == p.EndToEnd },
		func(o Payment) bool { return o.Amount == p.Amount && sameReference(o, p) },
		func(o Payment) bool { return o.Amount == p.Amount && p.Party != "" && o.Party == p.Party },
	}
	for _, alike := range tests {
		var found []Settlement
		for _, e := range earlier {
			if o := e.Payment; o.Account == p.Account && o.Incoming != p.Incoming && !o.Reversal && left(e) >= p.Amount && alike(o) {
				found = append(found, e)
			}
		}
		if len(found) > 0 {
			return found
		}
	}
	return nil
}

func sameReference(a, b Payment) bool {
	for _, r := range a.References {
		for _, o := range b.References {
			if r.Valid && o.Valid && r.Text == o.Text {
				return true
			}
		}
	}
	return false
}

// left is how much of a payment the bank has not taken back, without a sign.
func left(s Settlement) money.Cents { return size(s.Payment.Signed() - s.Undone) }

func size(c money.Cents) money.Cents { return max(c, -c) }

// undo takes a payment back: first what is parked, then what is kept as an advance or outside, then what invoices were paid,
// the last one first. What was decided to be returned stays decided: it may have left the account already, so that a person
// has to look when the rest is not enough.
func undo(s, original Settlement) Decision {
	d := Decision{}
	sign := money.Cents(1)
	if !original.Payment.Incoming {
		sign = -1
	}
	rest := s.Payment.Amount
	take := func(from *money.Cents) {
		part := min(rest, max(0, *from*sign))
		*from -= part * sign
		rest -= part
	}
	take(&original.Parked)
	take(&original.Kept)
	take(&original.Outside)
	if sign < 0 {
		take(&original.Returned) // the bank could not pay it out: it is to be returned again
	}
	for _, a := range slices.Backward(slices.Clone(original.Applied)) {
		if part := min(rest, a.Cents); part > 0 {
			original.apply(a.Invoice, -part)
			d.Changes = append(d.Changes, Share{a.Invoice, -part})
			rest -= part
		}
	}
	done := s.Payment.Amount - rest
	original.Undone += done * sign
	s.Undone, s.Undoes = -done*sign, original.Payment.Key
	s.Parked = -rest * sign
	s.Outcome = Reversed
	s.because("reversed", "cents", int64(done), "day", original.Payment.Booked, "party", original.Payment.Party)
	if rest > 0 {
		s.Outcome = ReversalShort
		s.because("reversal_short", "rest", int64(rest))
	}
	d.Settlement, d.Others = s, []Settlement{original}
	return d
}

// Match takes a payment back by hand, when the bank did not tell which one: s is the reversal that waits, original the payment
// that somebody chose. Conflict when the reversal does not wait, or less than it is left of the payment.
func Match(s, original Settlement, by Sign) (Decision, error) {
	if d, known, err := s.again(Move{Do: DoMatch, Payment: original.Payment.Key, Sign: by}); known || err != nil {
		return d, err
	}
	if err := by.check(); err != nil {
		return Decision{}, err
	}
	o, p := original.Payment, s.Payment
	switch {
	case !p.Reversal || s.Parked == 0 || s.Undoes != "":
		return Decision{}, marketplace.Errorf(marketplace.Conflict, "settle.not_waiting")
	case o.Account != p.Account || o.Incoming == p.Incoming || o.Reversal || left(original) < p.Amount:
		return Decision{}, marketplace.InvalidFields([]marketplace.FieldError{marketplace.Field("payment", "settle.no_original", "cents", int64(p.Amount))})
	}
	if s.Parked != p.Signed() {
		return Decision{}, marketplace.Errorf(marketplace.Conflict, "settle.not_waiting")
	}
	s.Parked, s.Reasons = 0, nil
	d := undo(s, original)
	d.Settlement = d.Settlement.with(Move{Do: DoMatch, Cents: p.Amount, Payment: o.Key, Sign: by})
	return d, nil
}
