package payment

import (
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/payment/settle"
)

// Step is what happened at once in the sales ledger of an organiser.
type Step struct {
	ID          marketplace.ID      `json:"id"`
	Org         marketplace.ID      `json:"org"`
	Seq         int64               `json:"seq"` // 1, 2, 3 … within the organiser
	Key         string              `json:"key"` // of what happened; counts once
	At          marketplace.Instant `json:"at"`
	By          marketplace.ID      `json:"by,omitempty"` // empty: the program
	Done        bool                `json:"done"`         // everything it holds is written
	Events      []Event             `json:"events"`
	Receivables []Receivable        `json:"receivables,omitempty"` // as they are after it
	Returns     []Return            `json:"returns,omitempty"`     // as they are after it
}

// Change is a settlement of a bank's payment before and after a step; Was is nil when the payment was not there before.
type Change struct {
	Was *settle.Settlement `json:"was,omitempty"`
	Is  settle.Settlement  `json:"is"`
}

// EventKind is what sort of thing happened.
type EventKind string

// The kinds of events.
const (
	Issued        EventKind = "issued"
	Credited      EventKind = "credited"
	Settled       EventKind = "settled" // a bank's payment came, was moved or was taken back
	CardPaid      EventKind = "card_paid"
	Refunded      EventKind = "refunded" // to the buyer through the provider
	DisputeOpened EventKind = "dispute_opened"
	DisputeWon    EventKind = "dispute_won"
	DisputeLost   EventKind = "dispute_lost"
	PaidOut       EventKind = "payout" // by the provider to the bank account
	ReminderFee   EventKind = "reminder_fee"
	Compensation  EventKind = "compensation" // the fixed one for a late payment
	LateInterest  EventKind = "late_interest"
	WrittenOff    EventKind = "written_off"
	Recovered     EventKind = "recovered" // a loss is taken back
)

// EventKinds lists the kinds in the order of the story.
func EventKinds() []EventKind {
	return []EventKind{
		Issued, Credited, Settled, CardPaid, Refunded, DisputeOpened, DisputeWon, DisputeLost, PaidOut, ReminderFee, Compensation, LateInterest, WrittenOff,
		Recovered,
	}
}

// Event is one thing that happened, as the books need it: each is booked once, by its id.
type Event struct {
	ID              marketplace.ID   `json:"id"`
	Kind            EventKind        `json:"kind"`
	Day             marketplace.Date `json:"day"` // on which it happened
	Invoice         marketplace.ID   `json:"invoice,omitempty"`
	Number          string           `json:"number,omitempty"`  // of the invoice
	Note            marketplace.ID   `json:"note,omitempty"`    // of Credited: the credit note
	Payment         marketplace.ID   `json:"payment,omitempty"` // of a card: the payment's id
	Cents           money.Cents      `json:"cents,omitempty"`   // that count on the invoice, or were paid out
	Unsettled       money.Cents      `json:"unsettled,omitempty"`
	Fee             money.Cents      `json:"fee,omitempty"` // of the provider
	PlatformFee     money.Cents      `json:"platform_fee,omitempty"`
	FeeBack         money.Cents      `json:"fee_back,omitempty"`
	PlatformFeeBack money.Cents      `json:"platform_fee_back,omitempty"`
	Changes         []Change         `json:"changes,omitempty"` // of Settled
}

// receivable finds what the step makes of an invoice so far.
func (s *Step) receivable(invoice marketplace.ID) (Receivable, bool) {
	at := slices.IndexFunc(s.Receivables, func(r Receivable) bool { return r.Invoice == invoice })
	if at < 0 {
		return Receivable{}, false
	}
	return s.Receivables[at], true
}

// put writes a receivable as it is after the step.
func (s *Step) put(r Receivable) {
	r.IsOpen = r.Open() != 0 || r.Disputed != 0 || r.Loose() != 0
	at := slices.IndexFunc(s.Receivables, func(o Receivable) bool { return o.Invoice == r.Invoice })
	if at < 0 {
		s.Receivables = append(s.Receivables, r)
		return
	}
	s.Receivables[at] = r
}

func (s *Step) event(e Event) { s.Events = append(s.Events, e) }

// settlement finds what the step makes of a bank's payment so far.
func (s *Step) settlement(key marketplace.ID) (settle.Settlement, bool) {
	for _, e := range slices.Backward(s.Events) {
		for _, c := range e.Changes {
			if c.Is.Payment.Key == key {
				return c.Is, true
			}
		}
	}
	return settle.Settlement{}, false
}

// settlements are those that the events of the step changed, each once, as it is after them.
func (s *Step) settlements() (out []settle.Settlement) {
	place := map[marketplace.ID]int{}
	for _, e := range s.Events {
		for _, c := range e.Changes {
			at, seen := place[c.Is.Payment.Key]
			if !seen {
				place[c.Is.Payment.Key], out = len(out), append(out, c.Is)
				continue
			}
			out[at] = c.Is
		}
	}
	return out
}
