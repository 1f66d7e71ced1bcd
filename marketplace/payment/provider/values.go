package provider

import (
	"strings"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/money"
)

// Euro is the one currency in which orders are made. What comes back may name another: currencies are lower case.
const Euro = "eur"

// Owner is the organiser who is to have an account.
type Owner struct {
	Org     marketplace.ID
	Account string // that it has already; empty: none
	Name    string
	Email   string
	Return  string // where to come back to when it is done
	Refresh string // where to come back to when the address is used up
}

// Account is an organiser's account.
type Account struct {
	ID       string
	Charges  bool // it can be paid
	Payouts  bool // what was paid reaches its bank account
	Told     bool // the organiser has told everything; when it cannot be paid then, the provider looks into it
	Currency string
}

// Takes says whether payments may begin: only when the money also gets out again.
func (a Account) Takes() bool { return a.Charges && a.Payouts }

// Order is what a session asks for.
type Order struct {
	Key         string // the same for the same attempt, at most 255 characters
	Account     string
	Checkout    marketplace.ID // ours, given back by the session and the payment
	Invoice     marketplace.ID
	Text        string // what the buyer reads, such as "Lasku 2026-000123"
	Cents       money.Cents
	PlatformFee money.Cents
	Email       string // of the buyer; may be empty
	Lang        string // "fi", "sv" or "en"
	Success     string // where the buyer comes back to
	Cancel      string
	Expires     marketplace.Instant // 30 minutes to 24 hours from now
}

// SessionState is where a session stands.
type SessionState string

// The states of a session.
const (
	Open     SessionState = "open"     // it can be paid
	Complete SessionState = "complete" // the buyer has done everything; the payment may still be on its way
	Expired  SessionState = "expired"  // it can be paid no more
)

// Session is one attempt to pay on the provider's page.
type Session struct {
	ID       string
	Account  string
	Checkout marketplace.ID
	State    SessionState
	Cents    money.Cents
	Currency string
	Address  string // of the page; empty once it is not open
	Payment  string // empty before the buyer has tried to pay
}

// PaymentState is where a payment stands.
type PaymentState string

// The states of a payment.
const (
	Pending PaymentState = "pending" // nothing has come yet
	Failed  PaymentState = "failed"  // nothing came; a session that is still open can be tried again
	Paid    PaymentState = "paid"
)

// Payment is money that came of a session, and what became of it.
type Payment struct {
	ID          string
	Account     string
	Checkout    marketplace.ID // empty: not one of the platform's; the organiser may sell elsewhere, too
	State       PaymentState
	Cents       money.Cents
	Currency    string
	Fee         money.Cents // what the provider keeps
	PlatformFee money.Cents // what the platform gets
	Day         marketplace.Date
	Refunds     []Refund  // oldest first
	Disputes    []Dispute // oldest first
}

// RefundOrder asks for a refund.
type RefundOrder struct {
	Key     string // the same for the same refund, at most 255 characters; a payment names it at the refund
	Account string
	Payment string
	Cents   money.Cents
}

// RefundState is where a refund stands.
type RefundState string

// The states of a refund.
const (
	Returning   RefundState = "returning" // on its way
	Returned    RefundState = "returned"
	NotReturned RefundState = "not_returned" // it failed; the money is on the account again
)

// Refund is what was given back of a payment.
type Refund struct {
	ID              string
	Key             string // of the order; empty: made at the provider's own pages
	State           RefundState
	Cents           money.Cents
	FeeBack         money.Cents // of what the provider kept
	PlatformFeeBack money.Cents
	Day             marketplace.Date
}

// DisputeState is where a dispute stands.
type DisputeState string

// The states of a dispute.
const (
	Disputed DisputeState = "disputed" // the bank has taken the money back; the organiser can answer at the provider
	Won      DisputeState = "won"      // the money came back
	Lost     DisputeState = "lost"
)

// Dispute is a payment that the buyer denies at the bank (takaisinperintä).
type Dispute struct {
	ID      string
	State   DisputeState
	Cents   money.Cents
	Fee     money.Cents // what the provider takes for it
	FeeBack money.Cents // of the fee, when it was won
	Day     marketplace.Date
}

// Payout is what the provider paid to the organiser's bank account.
type Payout struct {
	ID       string
	Paid     bool // false: on its way, failed or cancelled
	Cents    money.Cents
	Currency string
	Day      marketplace.Date
}

// Kind is what an event is about.
type Kind string

// The kinds of event.
const (
	AboutAccount Kind = "account"
	AboutSession Kind = "session"
	AboutPayment Kind = "payment" // also refunds and disputes of it
	AboutPayout  Kind = "payout"
	AboutOther   Kind = "other" // nothing that the product follows
)

// Event says that something changed. Events come late, twice, and in any order.
type Event struct {
	ID      string
	Type    string // the provider's own word
	Account string // empty: the platform's own
	Kind    Kind
	Object  string // its id
}

// Valid says whether an event can be kept under its id.
func (e Event) Valid() bool { return marketplace.ID(e.ID).Valid() && !strings.ContainsAny(e.ID, "?#%") }
