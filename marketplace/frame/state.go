package frame

// State is where a framework agreement stands.
type State string

// The states of a framework agreement.
const (
	Offered   State = "offered" // by the organiser
	Agreed    State = "agreed"  // the buyer can call off
	Declined  State = "declined"
	Withdrawn State = "withdrawn" // by the organiser, before anybody agreed
	Ended     State = "ended"     // one side gave notice, and its time is over
	Expired   State = "expired"   // its last day has passed
)

// States lists the states in the order of the story.
func States() []State { return []State{Offered, Agreed, Declined, Withdrawn, Ended, Expired} }

// Live says whether something can still happen to it.
func (s State) Live() bool { return s == Offered || s == Agreed }

// Event is what can happen to a framework agreement.
type Event string

// The events of a framework agreement.
const (
	Agree    Event = "agree"    // the buyer
	Decline  Event = "decline"  // the buyer
	Withdraw Event = "withdraw" // the organiser
	CallOff  Event = "call_off" // the buyer
	GiveUp   Event = "give_up"  // either side gives notice; it goes on until the time of notice is over
	End      Event = "end"      // the time of notice is over
	Expire   Event = "expire"   // the last day has passed
)

// Events lists the events in the order of the story.
func Events() []Event { return []Event{Agree, Decline, Withdraw, CallOff, GiveUp, End, Expire} }

// Next is the state after an event; false when the event cannot happen in this state.
func (s State) Next(e Event) (State, bool) {
	switch e {
	case Agree:
		return Agreed, s == Offered
	case Decline:
		return Declined, s == Offered
	case Withdraw:
		return Withdrawn, s == Offered
	case CallOff, GiveUp:
		return Agreed, s == Agreed
	case End:
		return Ended, s == Agreed
	case Expire:
		return Expired, s.Live()
	}
	return s, false
}

// CallState is where a call-off stands.
type CallState string

// The states of a call-off.
const (
	Calling   CallState = "calling" // its request and quote are being made
	Held      CallState = "held"    // capacity is held until the buyer accepts
	Ordered   CallState = "ordered"
	Lost      CallState = "lost"      // it could not be had, was not accepted in time, or was taken back
	Cancelled CallState = "cancelled" // its order was
)

// CallStates lists the states in the order of the story.
func CallStates() []CallState { return []CallState{Calling, Held, Ordered, Lost, Cancelled} }

// Live says whether something can still come of it.
func (s CallState) Live() bool { return s == Calling || s == Held || s == Ordered }

// CallEvent is what can happen to a call-off.
type CallEvent string

// The events of a call-off.
const (
	Hold   CallEvent = "hold"   // the quote was sent
	Take   CallEvent = "take"   // the quote was accepted
	Lose   CallEvent = "lose"   // the request is dead
	Cancel CallEvent = "cancel" // the order was cancelled
)

// CallEvents lists the events in the order of the story.
func CallEvents() []CallEvent { return []CallEvent{Hold, Take, Lose, Cancel} }

// Next is the state after an event; false when the event cannot happen in this state. None leads back.
func (s CallState) Next(e CallEvent) (CallState, bool) {
	switch e {
	case Hold:
		return Held, s == Calling
	case Take:
		return Ordered, s == Calling || s == Held
	case Lose:
		return Lost, s == Calling || s == Held
	case Cancel:
		return Cancelled, s == Ordered
	}
	return s, false
}
