package settle

import (
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/invoice/reference"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/payment/camt"
)

// Question is everything that a decision about a payment goes by, as values.
type Question struct {
	Payment     Payment
	Known       *Settlement  // of the same key, when there is one
	Accounts    []string     // of the organiser
	Receivables []Receivable // with a reference that the payment names, as they are now, also closed ones
	Earlier     []Settlement // of the same account that a reversal may take back, or with the same Entry
	Returns     []Return     // that are to be paid out, among them one with the payment's EndToEnd if there is one
}

// Return is an amount that somebody decided to pay back.
type Return struct {
	ID      string // that is sent with it as its end-to-end id and comes back with the bank's entry
	Payment marketplace.ID
	Cents   money.Cents
}

// mostCents is the largest payment that is decided: so that no sum within a decision overflows.
const mostCents money.Cents = 1e15

// Decide says what a payment pays. The same question has the same answer; a payment that is Known has the one it had. Invalid
// when the payment has no key or an amount that cannot be one.
func Decide(q Question) (Decision, error) {
	p := q.Payment
	if p.Key == "" || p.Amount < 0 || p.Amount > mostCents {
		return Decision{}, marketplace.InvalidFields([]marketplace.FieldError{marketplace.Field("payment", "settle.payment", "key", p.Key, "amount", int64(p.Amount))})
	}
	if q.Known != nil {
		return Decision{Settlement: *q.Known, Replay: true}, nil
	}
	s := Settlement{Payment: p}
	switch {
	case p.Amount == 0:
		s.Outcome = Nothing
		s.because("nothing")
	case !slices.Contains(q.Accounts, p.Account):
		s.park(WrongAccount, "account", reference.GroupIBAN(p.Account))
	case p.Whole:
		s.whole(q)
	default:
		return part(s, q), nil
	}
	return Decision{Settlement: s}, nil
}

// known decides about a payment that the bank told.
func known(s Settlement, q Question) Decision {
	switch {
	case s.Payment.Reversal:
		return reverse(s, q)
	case !s.Payment.Incoming:
		s.debit(q.Returns)
		return Decision{Settlement: s}
	}
	return pay(s, q)
}

// park leaves the whole payment to a person.
func (s *Settlement) park(o Outcome, args ...any) {
	s.Outcome, s.Parked = o, s.Payment.Signed()
	s.because(string(o), args...)
}

// debit looks whether an outgoing payment is one that was to be returned.
func (s *Settlement) debit(returns []Return) {
	at := slices.IndexFunc(returns, func(r Return) bool { return r.ID != "" && r.ID == s.Payment.EndToEnd })
	switch {
	case at < 0:
		s.Outcome, s.Outside = Debit, s.Payment.Signed()
		s.because("debit")
	case returns[at].Cents != s.Payment.Amount:
		s.park(ReturnDiffers, "cents", int64(s.Payment.Amount), "due", int64(returns[at].Cents))
	default:
		s.Outcome, s.Returned = ReturnDone, s.Payment.Signed()
		s.because("return_done", "cents", int64(s.Payment.Amount))
	}
}

// pay goes through the references of an incoming payment.
func pay(s Settlement, q Question) Decision {
	refs := together(s.Payment.References)
	if len(refs) == 0 {
		s.park(NoReference)
		return Decision{Settlement: s}
	}
	refs, ok := shared(refs, s.Payment.Amount, q.Receivables)
	if !ok {
		s.park(SeveralUnshared, "count", len(refs))
		return Decision{Settlement: s}
	}
	d := Decision{}
	rest := s.Payment.Amount
	for _, ref := range refs {
		rest -= ref.Amount.Cents
		d.Changes = append(d.Changes, s.one(ref, q)...)
	}
	if rest > 0 {
		s.worsen(Overpaid)
		s.because("rest", "rest", int64(rest))
	}
	s.Parked += rest
	for _, c := range d.Changes {
		s.apply(c.Invoice, c.Cents)
	}
	d.Settlement = s
	return d
}

// one applies the share of one reference; what is too much is parked.
func (s *Settlement) one(ref camt.Reference, q Question) []Share {
	share := ref.Amount.Cents
	if share == 0 {
		return nil
	}
	r, outcome := find(ref, q.Receivables, share)
	args := []any{"reference", shownReference(ref), "number", r.Number, "cents", int64(share), "open", int64(r.Open), "closed", r.Closed}
	applied := min(share, r.Open)
	args = append(args, "rest", int64(share-applied), "left", int64(r.Open-applied))
	s.worsen(outcome)
	s.because(string(outcome), args...)
	s.Parked += share - applied
	if applied == 0 {
		return nil
	}
	if r.Account != "" && r.Account != s.Payment.Account {
		s.because("other_account", "account", reference.GroupIBAN(r.Account))
	}
	return []Share{{Invoice: r.Invoice, Cents: applied}}
}

func shownReference(ref camt.Reference) string {
	if ref.Valid {
		return reference.Group(ref.Text)
	}
	return ref.Text
}

func (s *Settlement) worsen(o Outcome) {
	rank := func(o Outcome) int { return slices.Index(Outcomes(), o) }
	if s.Outcome == "" || rank(o) < rank(s.Outcome) {
		s.Outcome = o
	}
}

// find looks for the one receivable that a reference means. Of several invoices of one reference, as some sellers use one for
// each buyer, it is the one that is open, or the one that is open by exactly the share.
func find(ref camt.Reference, all []Receivable, share money.Cents) (Receivable, Outcome) {
	if !ref.Valid {
		return Receivable{}, BadReference
	}
	named := named(all, ref.Text)
	open := slices.DeleteFunc(slices.Clone(named), func(r Receivable) bool { return r.Open <= 0 })
	exact := slices.DeleteFunc(slices.Clone(open), func(r Receivable) bool { return r.Open != share })
	switch {
	case len(named) == 0:
		return Receivable{}, UnknownReference
	case len(open) == 0:
		last := named[len(named)-1]
		last.Open = 0
		return last, AlreadyClosed
	case len(exact) == 1:
		return exact[0], PaidInFull
	case len(open) > 1:
		return Receivable{}, Ambiguous
	case share > open[0].Open:
		return open[0], Overpaid
	}
	return open[0], PartPaid
}

func named(all []Receivable, ref string) []Receivable {
	return slices.DeleteFunc(slices.Clone(all), func(r Receivable) bool { return r.Reference != ref })
}

// together makes one of references that are written more than once; the share is told when it is told of each.
func together(refs []camt.Reference) (out []camt.Reference) {
	for _, r := range refs {
		at := slices.IndexFunc(out, func(o camt.Reference) bool { return o.Text == r.Text })
		if at < 0 {
			out = append(out, r)
			continue
		}
		out[at].Amount.Cents += r.Amount.Cents
		out[at].Amount.Told = out[at].Amount.Told && r.Amount.Told
	}
	return out
}

// shared gives every reference its share of a payment: all of it when there is one, what the payer told, or what is open when
// that is exactly the payment. False when nobody can tell.
func shared(refs []camt.Reference, amount money.Cents, all []Receivable) ([]camt.Reference, bool) {
	out := slices.Clone(refs)
	if len(out) == 1 {
		out[0].Amount = camt.Money{Told: true, Cents: amount}
		return out, true
	}
	told, rest := true, amount
	for _, r := range out {
		told = told && r.Amount.Told && r.Amount.Cents >= 0 && r.Amount.Cents <= rest
		rest -= r.Amount.Cents
	}
	if told {
		return out, true
	}
	sum := money.Cents(0)
	for i := range out {
		found := named(all, out[i].Text)
		if len(found) != 1 || found[0].Open <= 0 || found[0].Open > mostCents {
			return refs, false
		}
		out[i].Amount = camt.Money{Told: true, Cents: found[0].Open}
		sum += found[0].Open
	}
	return out, sum == amount
}
