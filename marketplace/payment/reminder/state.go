package reminder

// State is where a reminder stands.
type State string

// The states of a reminder.
const (
	Proposed  State = "proposed" // it is being carried out
	Sent      State = "sent"
	Paid      State = "paid"      // the invoice was, after it
	Withdrawn State = "withdrawn" // nothing is asked for with it any more
)

// States lists the states in the order of the story.
func States() []State { return []State{Proposed, Sent, Paid, Withdrawn} }

// Event is what can happen to a reminder.
type Event string

// The events of a reminder.
const (
	Send     Event = "send"
	Pay      Event = "pay"
	Withdraw Event = "withdraw"
)

// Events lists the events in the order of the story.
func Events() []Event { return []Event{Send, Pay, Withdraw} }

// Next is the state after an event; false when the event cannot happen in this state.
func (s State) Next(e Event) (State, bool) {
	switch e {
	case Send:
		return Sent, s == Proposed
	case Pay:
		return Paid, s == Sent
	case Withdraw:
		return Withdrawn, s == Proposed || s == Sent
	}
	return s, false
}
