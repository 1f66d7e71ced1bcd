package order

// State is where an order stands.
type State string

// The states of an order.
const (
	Preparing State = "preparing" // both sides tell what the gates ask for
	Confirmed State = "confirmed" // work can be planned; it starts when the gates before the first shift are passed
	Finished  State = "finished"  // everything was worked
	Cancelled State = "cancelled" // by either side, with a reason, or because nobody confirmed in time
)

// States lists the states in the order of the story.
func States() []State { return []State{Preparing, Confirmed, Finished, Cancelled} }

// Live says whether something can still happen to it.
func (s State) Live() bool { return s == Preparing || s == Confirmed }

// Event is what can happen to an order.
type Event string

// The events of an order.
const (
	Tell    Event = "tell"    // either side tells its part of what the gates ask
	Approve Event = "approve" // an owner of the organiser takes responsibility
	Confirm Event = "confirm" // the organiser, once every gate before it is passed
	Amend   Event = "amend"   // another version of what is agreed
	Pass    Event = "pass"    // the last day has passed: it is finished, or nobody ever confirmed it
	Cancel  Event = "cancel"  // either side
)

// Events lists the events in the order of the story.
func Events() []Event { return []Event{Tell, Approve, Confirm, Amend, Pass, Cancel} }

// Next is the state after an event; false when the event cannot happen in this state.
func (s State) Next(e Event) (State, bool) {
	switch e {
	case Tell, Approve, Amend:
		return s, s.Live()
	case Confirm:
		return Confirmed, s == Preparing
	case Pass:
		if s == Preparing {
			return Cancelled, true
		}
		return Finished, s == Confirmed
	case Cancel:
		return Cancelled, s.Live()
	}
	return s, false
}
