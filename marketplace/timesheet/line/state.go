package line

// State is where a line stands.
type State string

// The states of a line.
const (
	Open      State = "open"       // only the organiser sees it
	SignedOff State = "signed_off" // by the organiser; waits for the buyer
	Disputed  State = "disputed"   // by the buyer, with a reason
	Answered  State = "answered"   // by the organiser, in words; waits for the buyer
	Corrected State = "corrected"  // it says something else now; waits for the buyer
	Approved  State = "approved"   // by the buyer; can be billed
	Invoiced  State = "invoiced"   // stands on an invoice, and never changes
)

// States lists the states in the order of the story.
func States() []State {
	return []State{Open, SignedOff, Disputed, Answered, Corrected, Approved, Invoiced}
}

// Waits says whether the buyer has to decide about a line.
func (s State) Waits() bool { return s == SignedOff || s == Answered || s == Corrected }

// Event is what can happen to a line.
type Event string

// The events of a line.
const (
	SignOff Event = "sign_off" // the organiser stands by it
	Approve Event = "approve"  // the buyer's yes, at the version that was seen
	Dispute Event = "dispute"  // the buyer's no, with a reason
	Answer  Event = "answer"   // the organiser says why it is right
	Correct Event = "correct"  // the organiser changes what it added, or sets time aside
	Renew   Event = "renew"    // its sheet was signed anew and says something else
	Undo    Event = "undo"     // the buyer takes an approval back
	Bill    Event = "bill"     // it comes onto an invoice
	Unbill  Event = "unbill"   // the invoice was credited
)

// Events lists the events in the order of the story.
func Events() []Event {
	return []Event{SignOff, Approve, Dispute, Answer, Correct, Renew, Undo, Bill, Unbill}
}

// Next is the state after an event; false when the event cannot happen in this state.
func (s State) Next(e Event) (State, bool) {
	switch e {
	case SignOff:
		return SignedOff, s == Open
	case Approve:
		return Approved, s.Waits()
	case Dispute:
		return Disputed, s.Waits()
	case Answer:
		return Answered, s == Disputed
	case Correct:
		return s.corrected(), s != Approved && s != Invoiced
	case Renew:
		return s.corrected(), s != Invoiced
	case Undo:
		return SignedOff, s == Approved
	case Bill:
		return Invoiced, s == Approved
	case Unbill:
		return Approved, s == Invoiced
	}
	return s, false
}

// corrected is the state of a line that says something else: nobody but the organiser has seen one that is open.
func (s State) corrected() State {
	if s == Open {
		return Open
	}
	return Corrected
}
