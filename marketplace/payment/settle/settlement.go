package settle

import (
	"fmt"
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/payment/camt"
)

// Receivable is what an invoice still asks for.
type Receivable struct {
	Invoice   marketplace.ID
	Number    string
	Reference string      // as reference.Parse gives it
	Account   string      // on which the invoice asks to be paid; empty: on any of the organiser's
	Open      money.Cents // not below 0
	Closed    string      // why nothing is open: paid, credited or written_off; empty while something is
}

// Payment is one movement of an account of an organiser.
type Payment struct {
	Key        marketplace.ID   `json:"key"`
	Account    string           `json:"account"`
	Booked     marketplace.Date `json:"booked"`
	Amount     money.Cents      `json:"amount"` // not below 0
	Incoming   bool             `json:"incoming"`
	Reversal   bool             `json:"reversal"`
	BankID     string           `json:"bank_id,omitempty"`
	EndToEnd   string           `json:"end_to_end,omitempty"`
	References []camt.Reference `json:"references,omitempty"`
	Party      string           `json:"party,omitempty"`
	Message    string           `json:"message,omitempty"`
	Entry      string           `json:"entry,omitempty"` // the bank's id of the entry it is a part of
	Whole      bool             `json:"whole,omitempty"` // it is the whole entry, of which the bank told no payments here
	Batch      int              `json:"batch,omitempty"` // of how many payments it is the sum, when the bank says so
}

// Signed is what the payment does to the account.
func (p Payment) Signed() money.Cents {
	if p.Incoming {
		return p.Amount
	}
	return -p.Amount
}

// OfBank are the payments of an entry of a bank.
func OfBank(s camt.Statement, e camt.Entry) []Payment {
	out := make([]Payment, len(e.Payments))
	for i, p := range e.Payments {
		out[i] = Payment{
			Key: p.Key, Account: s.Account, Booked: e.Booked, Amount: p.Amount, Incoming: p.Incoming, Reversal: p.Reversal,
			BankID: p.BankID, EndToEnd: p.EndToEnd, References: p.References, Party: p.Party, Message: p.Message,
			Entry: e.BankID, Whole: !e.Detailed,
		}
		if !e.Detailed {
			out[i].Batch = e.Batch
		}
	}
	return out
}

// Outcome is what was found of a payment.
type Outcome string

// The outcomes. Of a payment for several invoices it is the first in this list that holds for one of them.
const (
	Reversed         Outcome = "reversed"          // takes an earlier payment back
	ReversalUnknown  Outcome = "reversal_unknown"  // takes a payment back that was not found, or not for certain
	ReversalShort    Outcome = "reversal_short"    // takes back more than is left of the payment
	ReturnDone       Outcome = "return_done"       // the bank paid out what was to be returned
	ReturnDiffers    Outcome = "return_differs"    // the bank paid out another amount than was to be returned
	Debit            Outcome = "debit"             // an outgoing payment that is none of the invoicing's business
	WrongAccount     Outcome = "wrong_account"     // the account is none of the organiser's
	SumUsed          Outcome = "sum_used"          // a part of a sum that a person has done something with already
	Batch            Outcome = "batch"             // a sum of several payments that the bank does not tell here
	SeveralUnshared  Outcome = "several"           // several references and no telling how much is for which
	NoReference      Outcome = "no_reference"      //
	BadReference     Outcome = "bad_reference"     // a reference with wrong check digits
	UnknownReference Outcome = "unknown_reference" // a good reference of no invoice
	Ambiguous        Outcome = "ambiguous"         // a reference of several invoices that are open
	AlreadyClosed    Outcome = "already_closed"
	Overpaid         Outcome = "overpaid"
	PartPaid         Outcome = "part_paid"
	PaidInFull       Outcome = "paid_in_full"
	Detailed         Outcome = "detailed" // a sum whose payments came by themselves, in another file
	Nothing          Outcome = "nothing"  // an amount of zero
)

// Outcomes lists them, in the order in which one wins over another.
func Outcomes() []Outcome {
	return []Outcome{
		Reversed, ReversalUnknown, ReversalShort, ReturnDone, ReturnDiffers, Debit, WrongAccount, SumUsed, Batch, SeveralUnshared, NoReference, BadReference,
		UnknownReference, Ambiguous, AlreadyClosed, Overpaid, PartPaid, PaidInFull, Detailed, Nothing,
	}
}

// Share is how much goes to one invoice; below 0 when it comes back from it.
type Share struct {
	Invoice marketplace.ID `json:"invoice"`
	Cents   money.Cents    `json:"cents"`
}

// Reason is one thing that was found, as data. Say puts it into words.
type Reason struct {
	Key  string            `json:"key"`
	Args map[string]string `json:"args,omitempty"`
}

// Say is the reason as a sentence.
func (r Reason) Say(lang i18n.Lang) string { return lang.Render("settle.reason."+r.Key, r.Args) }

// Settlement is what became of a payment. The amounts have the sign of the payment and add up to it.
type Settlement struct {
	Payment  Payment        `json:"payment"`
	Outcome  Outcome        `json:"outcome"`
	Applied  []Share        `json:"applied,omitempty"` // one for each invoice, none of them 0
	Parked   money.Cents    `json:"parked"`
	Kept     money.Cents    `json:"kept"`
	Returned money.Cents    `json:"returned"` // to be paid back; below 0 when the bank paid it out
	Outside  money.Cents    `json:"outside"`
	Undone   money.Cents    `json:"undone"` // taken back by the bank; the reversal has the same with the other sign
	Undoes   marketplace.ID `json:"undoes,omitempty"`
	Reasons  []Reason       `json:"reasons"`
	Moves    []Move         `json:"moves,omitempty"`
}

// AppliedSum is what went to invoices.
func (s Settlement) AppliedSum() money.Cents {
	sum := money.Cents(0)
	for _, a := range s.Applied {
		sum += a.Cents
	}
	return sum
}

// Balanced says whether the parts add up to the payment, with nothing lost or counted twice. Every Settlement of this package is.
func (s Settlement) Balanced() bool {
	return s.Payment.Signed() == s.AppliedSum()+s.Parked+s.Kept+s.Returned+s.Outside+s.Undone
}

// Waits says whether a person has to decide something.
func (s Settlement) Waits() bool { return s.Parked != 0 }

// apply puts an amount to an invoice, or takes it back with a sign.
func (s *Settlement) apply(invoice marketplace.ID, cents money.Cents) {
	s.Applied = slices.Clone(s.Applied)
	at := slices.IndexFunc(s.Applied, func(a Share) bool { return a.Invoice == invoice })
	if at < 0 {
		s.Applied, at = append(s.Applied, Share{Invoice: invoice}), len(s.Applied)
	}
	s.Applied[at].Cents += cents
	s.Applied = slices.DeleteFunc(s.Applied, func(a Share) bool { return a.Cents == 0 })
}

func (s *Settlement) because(key string, args ...any) {
	s.Reasons = append(s.Reasons, reason(key, args...))
}

func reason(key string, args ...any) Reason {
	r := Reason{Key: key}
	if len(args) > 0 {
		r.Args = map[string]string{}
	}
	for i := 0; i+1 < len(args); i += 2 {
		r.Args[fmt.Sprint(args[i])] = fmt.Sprint(args[i+1])
	}
	return r
}

// Decision is what changes.
type Decision struct {
	Settlement Settlement
	Others     []Settlement // that changed with it: a payment that was taken back, the sum of which it is a part
	Changes    []Share      // what each invoice was paid now; below 0 it is open again by as much
	Replay     bool         // it was decided before: nothing changes
}
