package payment

import (
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/payment/settle"
)

// Receivable is what is open of an issued invoice. Its id is the invoice's.
type Receivable struct {
	Invoice   marketplace.ID   `json:"invoice"`
	Org       marketplace.ID   `json:"org"` // the seller
	Buyer     marketplace.ID   `json:"buyer"`
	Number    string           `json:"number"`
	Reference string           `json:"reference,omitempty"` // without spaces
	Account   string           `json:"account,omitempty"`   // IBAN on which it asks to be paid
	Issued    marketplace.Date `json:"issued"`
	Due       marketplace.Date `json:"due"`
	Total     money.Cents      `json:"total"`       // what the invoice asks for
	Charged   money.Cents      `json:"charged"`     // fees and interest that were asked for since
	Credited  money.Cents      `json:"credited"`    // given back by credit notes
	Paid      money.Cents      `json:"paid"`        // by bank and card, less what was paid back
	Lost      money.Cents      `json:"written_off"` // that will not be paid
	Disputed  money.Cents      `json:"disputed"`    // of Paid: what the buyer disputes with the card's bank
	Credits   []Credit         `json:"credits,omitempty"`
	Charges   []Charged        `json:"charges,omitempty"`
	Paths     []Path           `json:"paths,omitempty"` // how it was paid, in the order of the payments
	IsOpen    bool             `json:"open"`            // Open is not 0, something is disputed, or loose
	Step      int64            `json:"step"`            // the last one that changed it
}

// Credit is a credit note of the invoice.
type Credit struct {
	Note   marketplace.ID `json:"note"`
	Number string         `json:"number"`
	Cents  money.Cents    `json:"cents"`
}

// Charged is a fee or an interest that was asked for besides.
type Charged struct {
	ID    marketplace.ID   `json:"id"`
	Kind  EventKind        `json:"kind"`
	Cents money.Cents      `json:"cents"`
	Day   marketplace.Date `json:"day"`
}

// Path is what came of one payment, less what went back of it.
type Path struct {
	Of    marketplace.ID   `json:"of"` // the key of a bank's payment, or the id of a card payment
	Card  bool             `json:"card"`
	Cents money.Cents      `json:"cents"`           // that count on the invoice
	Loose money.Cents      `json:"loose,omitempty"` // of a card payment: above what was open, to be refunded
	Day   marketplace.Date `json:"day"`             // of its first movement
}

// Open is what is still to be paid; below 0 when the buyer gets something back.
func (r Receivable) Open() money.Cents { return r.Total + r.Charged - r.Credited - r.Paid - r.Lost }

// Overdue is by how many days the invoice is late on a day; 0 when it is not, or when nothing is open.
func (r Receivable) Overdue(today marketplace.Date) int {
	if r.Open() <= 0 || today <= r.Due {
		return 0
	}
	return r.Due.DaysTo(today)
}

// Closed is why nothing is open, for settle.Receivable; empty while something is.
func (r Receivable) Closed() string {
	switch {
	case r.Open() > 0:
		return ""
	case r.Lost > 0:
		return "written_off"
	case r.Credited >= r.Total:
		return "credited"
	}
	return "paid"
}

// Settled is the receivable as a decision about a payment sees it.
func (r Receivable) Settled() settle.Receivable {
	return settle.Receivable{
		Invoice: r.Invoice, Number: r.Number, Reference: r.Reference, Account: r.Account, Open: max(0, r.Open()), Closed: r.Closed(),
	}
}

// Loose is what was paid by card above what was open then. It is to be refunded.
func (r Receivable) Loose() (sum money.Cents) {
	for _, p := range r.Paths {
		sum += p.Loose
	}
	return sum
}

// pay adds to what was paid, or with an amount below 0 takes it back.
func (r *Receivable) pay(p Path) {
	r.Paid += p.Cents
	r.Paths = slices.Clone(r.Paths)
	at := slices.IndexFunc(r.Paths, func(o Path) bool { return o.Of == p.Of })
	if at < 0 {
		r.Paths, at = append(r.Paths, Path{Of: p.Of, Card: p.Card, Day: p.Day}), len(r.Paths)
	}
	r.Paths[at].Cents += p.Cents
	r.Paths[at].Loose += p.Loose
	r.Paths = slices.DeleteFunc(r.Paths, func(o Path) bool { return o.Cents == 0 && o.Loose == 0 })
}

// by is what came of one payment.
func (r Receivable) by(of marketplace.ID) Path {
	at := slices.IndexFunc(r.Paths, func(p Path) bool { return p.Of == of })
	if at < 0 {
		return Path{}
	}
	return r.Paths[at]
}

// Balanced says whether the parts add up; every receivable of this package is.
func (r Receivable) Balanced() bool {
	var paid, credited, charged money.Cents
	for _, p := range r.Paths {
		paid += p.Cents
	}
	for _, c := range r.Credits {
		credited += c.Cents
	}
	for _, c := range r.Charges {
		charged += c.Cents
	}
	return paid == r.Paid && credited == r.Credited && charged == r.Charged && r.Credited <= r.Total && r.Disputed >= 0
}
