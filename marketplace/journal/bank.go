package journal

import (
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/payment/settle"
)

// Settled is what a decision about a payment of the bank changed: its arrival, what a person did with it later, and what the
// bank took back. An overpayment stands among what is unsettled until it is assigned, kept as an advance or paid out. Money
// that is outside the invoicing is not booked; when a person says later that it is, it is taken off the books again.
type Settled struct {
	Changes []Change
}

// Change is one settlement before and after; Was is nil when the payment was not there before.
type Change struct {
	Was *settle.Settlement
	Is  settle.Settlement
}

// OfDecision is the event of a decision; before gives the settlement of a payment as it was, nil when there was none.
func OfDecision(d settle.Decision, before func(payment marketplace.ID) *settle.Settlement) Settled {
	out := Settled{}
	for _, s := range append([]settle.Settlement{d.Settlement}, d.Others...) {
		out.Changes = append(out.Changes, Change{Was: before(s.Payment.Key), Is: s})
	}
	return out
}

func (e Settled) write(w *writer) {
	if len(e.Changes) == 0 {
		w.fail(marketplace.Field("changes", "field.required"))
		return
	}
	p := e.Changes[0].Is.Payment
	key := "settled"
	switch {
	case e.Changes[0].Was != nil:
		key = "moved"
	case p.Reversal:
		key = "reversed"
	case !p.Incoming:
		key = "paid_out"
	}
	w.about(KindPaid, key, "party", p.Party, "day", p.Booked)
	undone := money.Cents(0)
	for _, c := range e.Changes {
		undone += c.write(w)
	}
	if undone != 0 {
		w.fail(marketplace.Field("changes", "journal.undone", "cents", int64(undone)))
	}
}

// write books the difference between before and after, everything against the bank: what only moved from one part to another meets
// itself there and leaves nothing. It gives the difference of what was undone, which the other settlement of a reversal has
// with the other sign.
func (c Change) write(w *writer) money.Cents {
	was := settle.Settlement{}
	if c.Was != nil {
		was = *c.Was
	}
	if !c.Is.Balanced() || !was.Balanced() || c.Was != nil && was.Payment.Key != c.Is.Payment.Key {
		w.fail(marketplace.Field("changes", "journal.settlement", "key", c.Is.Payment.Key))
		return 0
	}
	w.need("amount", c.Is.Payment.Amount, 0)
	for _, a := range was.Applied {
		w.pair(Bank, Receivables, -a.Cents, Tag{Invoice: a.Invoice})
	}
	for _, a := range c.Is.Applied {
		w.needInvoice(a.Invoice)
		w.pair(Bank, Receivables, a.Cents, Tag{Invoice: a.Invoice})
	}
	w.pair(Bank, Unsettled, c.Is.Parked+c.Is.Returned-was.Parked-was.Returned)
	w.pair(Bank, Advances, c.Is.Kept-was.Kept)
	return c.Is.Undone - was.Undone
}
