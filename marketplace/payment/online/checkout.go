package online

import (
	"slices"
	"strconv"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/payment/provider"
)

// Checkout is one attempt of a buyer to pay what an invoice owes.
type Checkout struct {
	ID          marketplace.ID      `json:"id"`
	Org         marketplace.ID      `json:"org"` // the organiser, who sells
	Buyer       marketplace.ID      `json:"buyer"`
	Invoice     marketplace.ID      `json:"invoice"`
	Number      string              `json:"number"` // of the invoice
	Attempt     int                 `json:"attempt"`
	Account     string              `json:"account"` // of the organiser at the provider
	Cents       money.Cents         `json:"cents"`   // what was owed when it began
	PlatformFee money.Cents         `json:"platform_fee"`
	Lang        string              `json:"lang"`
	State       State               `json:"state"`
	Open        bool                `json:"open"`  // the program has something to do; see Work
	Waits       bool                `json:"waits"` // for a person of the organiser
	Session     string              `json:"session,omitempty"`
	Address     string              `json:"address,omitempty"` // of the provider's page, while it waits
	Expires     marketplace.Instant `json:"expires"`
	PaymentID   string              `json:"payment_id,omitempty"`
	Payment     *Payment            `json:"payment,omitempty"` // the money that came
	Trouble     *Trouble            `json:"trouble,omitempty"` // what a person has to decide, or decided
	Refunds     []Refund            `json:"refunds,omitempty"`
	Disputes    []Dispute           `json:"disputes,omitempty"`
	Bookings    []Booking           `json:"bookings,omitempty"`
	By          marketplace.ID      `json:"by"`
	Begun       marketplace.Instant `json:"begun"`
	Looked      marketplace.Instant `json:"looked,omitzero"` // when the provider was asked last about money that is on its way
	Ended       marketplace.Instant `json:"ended,omitzero"`
}

// Payment is money that came.
type Payment struct {
	Cents       money.Cents      `json:"cents"`
	Currency    string           `json:"currency"`
	Fee         money.Cents      `json:"fee"` // what the provider kept
	PlatformFee money.Cents      `json:"platform_fee"`
	Day         marketplace.Date `json:"day"`
	Booked      bool             `json:"booked"` // the ledger's matter; what is parked unbooked stays out of it, with all that follows
}

// Trouble is what a person of the organiser has to decide.
type Trouble struct {
	Why  Why                 `json:"why"`
	Owed money.Cents         `json:"owed"` // by the invoice when the money came
	How  How                 `json:"how,omitempty"`
	Note string              `json:"note,omitempty"` // of who settled it, at most 500 characters
	By   marketplace.ID      `json:"by,omitempty"`
	At   marketplace.Instant `json:"at,omitzero"`
}

// Why is why money needs a person.
type Why string

// The reasons.
const (
	OtherCurrency Why = "currency"   // it came in another one; it is not booked
	OtherAmount   Why = "amount"     // it is not what was asked for; it is not booked
	NothingOwed   Why = "surplus"    // the invoice was credited or paid meanwhile; the rest is booked as owed to the buyer
	RefundFailed  Why = "not_repaid" // a refund that was booked did not reach the buyer
)

// Whys lists the reasons.
func Whys() []Why { return []Why{OtherCurrency, OtherAmount, NothingOwed, RefundFailed} }

// How is how a person settles what was parked.
type How string

// The ways to settle.
const (
	Book How = "book" // take the amount that came as payment of the invoice
	Done How = "done" // it is taken care of outside, or by a refund
)

// Hows lists the ways that fit a reason.
func (w Why) Hows() []How {
	if w == OtherAmount {
		return []How{Book, Done}
	}
	return []How{Done}
}

// Refund is money that went back to the buyer, or is to.
type Refund struct {
	Key             string              `json:"key,omitempty"` // ours; empty: made at the provider
	ID              string              `json:"id,omitempty"`  // the provider's, once it knows it
	State           RefundState         `json:"state"`
	Cents           money.Cents         `json:"cents"`
	FeeBack         money.Cents         `json:"fee_back,omitempty"`
	PlatformFeeBack money.Cents         `json:"platform_fee_back,omitempty"`
	Day             marketplace.Date    `json:"day,omitempty"`
	Reason          string              `json:"reason,omitempty"` // at most 500 characters
	By              marketplace.ID      `json:"by,omitempty"`
	At              marketplace.Instant `json:"at,omitzero"`
}

// RefundState is where a refund stands.
type RefundState string

// The states of a refund. None leads back.
const (
	Asked       RefundState = "asked" // the provider does not know of it yet
	Returning   RefundState = "returning"
	Returned    RefundState = "returned"
	NotReturned RefundState = "not_returned" // the provider refused it, or it failed
)

func (s RefundState) rank() int {
	return slices.Index([]RefundState{Asked, Returning, Returned, NotReturned}, s)
}

// Dispute is a payment that the buyer denies at the bank.
type Dispute struct {
	ID    string                `json:"id"`
	State provider.DisputeState `json:"state"`
	Cents money.Cents           `json:"cents"`
	Fee   money.Cents           `json:"fee,omitempty"`

	FeeBack money.Cents `json:"fee_back,omitempty"` // of the fee, when it was won

	Day marketplace.Date `json:"day"`
}

// Booking is what the sales ledger is told of.
type Booking struct {
	ID              marketplace.ID   `json:"id"` // the same for the same thing, whoever books it
	Kind            BookingKind      `json:"kind"`
	Cents           money.Cents      `json:"cents"`
	Fee             money.Cents      `json:"fee,omitempty"`
	PlatformFee     money.Cents      `json:"platform_fee,omitempty"`
	FeeBack         money.Cents      `json:"fee_back,omitempty"`
	PlatformFeeBack money.Cents      `json:"platform_fee_back,omitempty"`
	Day             marketplace.Date `json:"day"`
	Done            bool             `json:"done"`
	Stuck           bool             `json:"stuck,omitempty"` // the ledger cannot book it as it stands
}

// BookingKind is what is booked.
type BookingKind string

// The kinds of booking.
const (
	CardPaid      BookingKind = "card_paid"
	Refunded      BookingKind = "refunded"
	DisputeOpened BookingKind = "dispute_opened"
	DisputeWon    BookingKind = "dispute_won"
	DisputeLost   BookingKind = "dispute_lost"
)

// idBytes of a digest are in an id.
const idBytes = 16

// IDOf is the id of an attempt to pay an invoice.
func IDOf(invoice marketplace.ID, attempt int) marketplace.ID {
	return marketplace.Derived("card", idBytes, string(invoice), strconv.Itoa(attempt))
}

// Returnable is what can still go back to the buyer.
func (c Checkout) Returnable() money.Cents {
	if c.Payment == nil {
		return 0
	}
	left := c.Payment.Cents
	for _, r := range c.Refunds {
		if r.State != NotReturned {
			left -= r.Cents
		}
	}
	return max(0, left)
}

// Unsettled says whether a person has still to decide about the money.
func (c Checkout) Unsettled() bool { return c.Trouble != nil && c.Trouble.How == "" }

// Stuck says whether the sales ledger cannot book something of it.
func (c Checkout) Stuck() bool {
	return slices.ContainsFunc(c.Bookings, func(b Booking) bool { return b.Stuck })
}

// Denied is the dispute that is under way, if any.
func (c Checkout) Denied() (Dispute, bool) {
	for _, d := range c.Disputes {
		if d.State == provider.Disputed {
			return d, true
		}
	}
	return Dispute{}, false
}

// moving says whether money is on its way, to the organiser or back.
func (c Checkout) moving() bool {
	return c.State == Coming || slices.ContainsFunc(c.Refunds, func(r Refund) bool { return r.State == Returning })
}

// due says whether the provider has to be asked for a refund, or the ledger told of something.
func (c Checkout) due() bool {
	return slices.ContainsFunc(c.Refunds, func(r Refund) bool { return r.State == Asked }) ||
		slices.ContainsFunc(c.Bookings, func(b Booking) bool { return !b.Done })
}

// kept is the checkout with what follows from the rest of it: its bookings, who waits, and whether the program has to look again.
func (c Checkout) kept() Checkout {
	c.Bookings = c.bookings()
	_, denied := c.Denied()
	c.Waits = c.Unsettled() || denied || c.Stuck()
	c.Open = c.State.Live() || c.moving() || c.due()
	if c.State != Waiting {
		c.Address = ""
	}
	return c
}

// bookings are what the ledger has to know, with what it knows already.
func (c Checkout) bookings() []Booking {
	out := slices.Clone(c.Bookings)
	add := func(b Booking, of string) {
		b.ID = marketplace.Derived("card", idBytes, string(c.ID), string(b.Kind), of)
		if !slices.ContainsFunc(out, func(o Booking) bool { return o.ID == b.ID }) {
			out = append(out, b)
		}
	}
	p := c.Payment
	if p == nil || !p.Booked {
		return out
	}
	add(Booking{Kind: CardPaid, Cents: p.Cents, Fee: p.Fee, PlatformFee: p.PlatformFee, Day: p.Day}, c.PaymentID)
	for _, r := range c.Refunds {
		if r.State == Returned {
			add(Booking{Kind: Refunded, Cents: r.Cents, FeeBack: r.FeeBack, PlatformFeeBack: r.PlatformFeeBack, Day: r.Day}, r.ID)
		}
	}
	for _, d := range c.Disputes {
		add(Booking{Kind: DisputeOpened, Cents: d.Cents, Fee: d.Fee, Day: d.Day}, d.ID)
		switch d.State {
		case provider.Won:
			add(Booking{Kind: DisputeWon, Cents: d.Cents, Fee: d.FeeBack, Day: d.Day}, d.ID)
		case provider.Lost:
			add(Booking{Kind: DisputeLost, Cents: d.Cents, Day: d.Day}, d.ID)
		case provider.Disputed:
		}
	}
	return out
}
