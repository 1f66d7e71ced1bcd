package reminder

import (
	"strconv"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/payment"
)

// Reminder is one letter about one invoice, with what it asks for.
type Reminder struct {
	ID      marketplace.ID          `json:"id"`
	Org     marketplace.ID          `json:"org"` // the organiser
	Buyer   marketplace.ID          `json:"buyer"`
	Invoice marketplace.ID          `json:"invoice"`
	Nth     int                     `json:"nth"` // 1, 2, 3 … of the invoice
	State   State                   `json:"state"`
	Open    bool                    `json:"open"` // something is left to carry out
	Number  string                  `json:"number"`
	Due     marketplace.Date        `json:"due"`   // of the invoice
	Asked   money.Cents             `json:"asked"` // what was open before it
	Charges Charges                 `json:"charges"`
	Letter  Letter                  `json:"letter"`
	Key     string                  `json:"key"` // the caller's own
	By      marketplace.ID          `json:"by"`
	Checked bool                    `json:"checked"`        // who sent it checked what no rule decides alone
	Why     string                  `json:"why,omitempty"`  // it was withdrawn, in a person's words
	Over    *marketplace.FieldError `json:"over,omitempty"` // or because of this
	Begun   marketplace.Instant     `json:"begun"`
	Sent    marketplace.Instant     `json:"sent,omitzero"`
	Ended   marketplace.Instant     `json:"ended,omitzero"`
}

// Total is what the letter asks for.
func (r Reminder) Total() money.Cents { return r.Asked + r.Charges.Sum() }

// Letter is what is written to the buyer, in its language. It stays as it was sent.
type Letter struct {
	Lang    string   `json:"lang"`
	Subject string   `json:"subject"`
	Text    []string `json:"text"` // paragraphs
	Sums    []Sum    `json:"sums"` // the last is the total
	Pay     []Pair   `json:"pay"`  // how to pay
	End     []string `json:"end"`
}

// Sum is one line of what is asked for.
type Sum struct {
	Label string      `json:"label"`
	Cents money.Cents `json:"cents"`
}

// Pair is something with its name.
type Pair struct {
	Label string `json:"label"`
	Text  string `json:"text"`
}

// Hold keeps an invoice from being reminded of until a day (its last), such as for a plan of payments. Its id is the invoice's.
type Hold struct {
	Invoice marketplace.ID      `json:"invoice"`
	Org     marketplace.ID      `json:"org"`
	Until   marketplace.Date    `json:"until"`  // empty: it was taken off
	Reason  string              `json:"reason"` // at most 500 characters; only the organiser reads it
	By      marketplace.ID      `json:"by"`
	At      marketplace.Instant `json:"at"`
}

// Loss is why what was open of an invoice was given up (luottotappio), or taken back. Its id is the invoice's.
type Loss struct {
	Invoice marketplace.ID      `json:"invoice"`
	Org     marketplace.ID      `json:"org"`
	Off     bool                `json:"off"`    // false: it was taken back
	Reason  string              `json:"reason"` // at most 500 characters; only the organiser reads it
	By      marketplace.ID      `json:"by"`
	At      marketplace.Instant `json:"at"`
}

const (
	maxReason = 500
	maxHold   = 12 // months
	idLength  = 10 // bytes
	payWithin = 7  // days from the letter
)

// idOf is the id of a reminder: there is one first of an invoice, one second.
func idOf(invoice marketplace.ID, nth int) marketplace.ID {
	return marketplace.Derived("rem-", idLength, string(invoice), strconv.Itoa(nth))
}

// after is the reminder after an event; Conflict when it cannot happen in its state. It is pure.
func (r Reminder) after(e Event, now marketplace.Instant) (Reminder, error) {
	next, can := r.State.Next(e)
	if !can {
		return r, marketplace.Errorf(marketplace.Conflict, "reminder.state."+string(r.State))
	}
	r.State = next
	if e == Send {
		r.Sent = now
	} else {
		r.Ended = now
	}
	return r, nil
}

// charged are the charges as the sales ledger books them, each under an id that always follows from the reminder.
func (r Reminder) charged(day marketplace.Date) []payment.Charge {
	var out []payment.Charge
	for _, c := range []struct {
		kind  payment.EventKind
		cents money.Cents
	}{{payment.ReminderFee, r.Charges.Fee}, {payment.Compensation, r.Charges.Compensation}, {payment.LateInterest, r.Charges.Interest}} {
		if c.cents != 0 {
			id := r.ID + "-" + marketplace.ID(c.kind)
			out = append(out, payment.Charge{ID: id, Org: r.Org, Invoice: r.Invoice, Kind: c.kind, Cents: c.cents, Day: day, By: r.By})
		}
	}
	return out
}
