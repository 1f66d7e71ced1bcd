package delivery

import (
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/invoice"
)

// Delivery is how one document comes to its buyer.
type Delivery struct {
	ID     marketplace.ID      `json:"id"` // of the document
	Org    marketplace.ID      `json:"org"`
	Buyer  marketplace.ID      `json:"buyer"`
	Number string              `json:"number"`
	State  State               `json:"state"`
	Files  []File              `json:"files"` // one for each format
	Log    []Step              `json:"log"`   // the latest maxSteps, oldest first
	Kept   marketplace.Instant `json:"kept"`
}

// File is a document in one format, as it was written when it was issued.
type File struct {
	Format invoice.Format           `json:"format"`
	SHA256 string                   `json:"sha256,omitempty"` // of the bytes, in hexadecimal
	Size   int                      `json:"size,omitempty"`   // bytes
	Lacks  []marketplace.FieldError `json:"lacks,omitempty"`  // what the format needs more than the document says: there are no bytes
}

// Step is something that happened to a delivery.
type Step struct {
	Event  Event               `json:"event"`
	By     marketplace.ID      `json:"by,omitempty"` // empty: the program itself
	At     marketplace.Instant `json:"at"`
	Way    Way                 `json:"way,omitempty"`    // of one that was handed over
	Reason string              `json:"reason,omitempty"` // of one that was rejected: the operator's, at most 500 characters
}

// Way is how a document is handed over.
type Way string

// The ways.
const (
	Operator Way = "operator" // somebody carried the file to the organiser's operator
	Link     Way = "link"     // the buyer was sent a link to its page
)

// State is where a delivery stands.
type State string

// The states of a delivery.
const (
	Ready        State = "ready"
	Handed       State = "handed"
	Acknowledged State = "acknowledged" // it has reached the buyer
	Rejected     State = "rejected"     // the operator or the buyer did not take it
	Corrected    State = "corrected"    // it was credited whole instead
)

// States lists the states in the order of the story.
func States() []State { return []State{Ready, Handed, Acknowledged, Rejected, Corrected} }

// Event is what can happen to a delivery.
type Event string

// The events.
const (
	Hand        Event = "hand"
	Acknowledge Event = "acknowledge"
	Reject      Event = "reject"
	Correct     Event = "correct"
)

// Events lists the events in the order of the story.
func Events() []Event { return []Event{Hand, Acknowledge, Reject, Correct} }

// Next is the state after an event; false when it cannot happen.
func (s State) Next(e Event) (State, bool) {
	switch e {
	case Hand:
		return Handed, s == Ready || s == Rejected
	case Acknowledge:
		return Acknowledged, s == Handed
	case Reject:
		return Rejected, s == Handed || s == Acknowledged
	case Correct:
		return Corrected, s == Rejected
	}
	return s, false
}

// already says whether a delivery stands where an event leads, so that a repeat changes nothing.
func (s State) already(e Event) bool {
	return s == map[Event]State{Hand: Handed, Acknowledge: Acknowledged, Reject: Rejected, Correct: Corrected}[e]
}

// maxSteps is how many steps a delivery remembers; the audit record has them all.
const maxSteps = 50

// moved is a delivery after a step; false when the step is not possible. It is pure.
func (d Delivery) moved(s Step) (Delivery, bool) {
	next, can := d.State.Next(s.Event)
	if !can {
		return d, false
	}
	d.State, d.Log = next, append(slices.Clone(d.Log), s)
	d.Log = d.Log[max(0, len(d.Log)-maxSteps):]
	return d, true
}

// File is the document in a format; false when there are no bytes of it.
func (d Delivery) File(f invoice.Format) (File, bool) {
	at := slices.IndexFunc(d.Files, func(x File) bool { return x.Format == f })
	if at < 0 {
		return File{}, false
	}
	return d.Files[at], d.Files[at].SHA256 != ""
}

// electronic says whether there is a file that an operator takes.
func (d Delivery) electronic() bool {
	_, ubl := d.File(invoice.UBL)
	_, finvoice := d.File(invoice.Finvoice)
	return ubl || finvoice
}
