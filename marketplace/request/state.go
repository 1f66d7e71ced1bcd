package request

// State is where a request stands.
type State string

// The states.
const (
	Draft     State = "draft"    // only the buyer sees it
	Open      State = "open"     // those invited quote
	Awarding  State = "awarding" // a quote is chosen and being accepted
	Awarded   State = "awarded"
	Withdrawn State = "withdrawn" // by the buyer
	Lapsed    State = "lapsed"    // nobody chose in time
)

// States lists the states in the order of the story.
func States() []State { return []State{Draft, Open, Awarding, Awarded, Withdrawn, Lapsed} }

// Live says whether something can still come of it.
func (s State) Live() bool { return s == Draft || s == Open || s == Awarding }

// Event is what can happen to a request.
type Event string

// The events.
const (
	Send     Event = "send"     // the buyer sends it to those invited
	Choose   Event = "choose"   // the buyer chooses a quote
	Reopen   Event = "reopen"   // the quote could not be had
	Finish   Event = "finish"   // the quote is accepted
	Withdraw Event = "withdraw" // the buyer wants nothing any more
	Lapse    Event = "lapse"    // time passes
)

// Events lists the events in the order of the story.
func Events() []Event { return []Event{Send, Choose, Reopen, Finish, Withdraw, Lapse} }

// Next is the state after an event; false when the event cannot happen in this state.
func (s State) Next(e Event) (State, bool) {
	switch e {
	case Send:
		return Open, s == Draft
	case Choose:
		return Awarding, s == Open
	case Reopen:
		return Open, s == Awarding
	case Finish:
		return Awarded, s == Awarding
	case Withdraw:
		return Withdrawn, s == Draft || s == Open
	case Lapse:
		return Lapsed, s == Open
	}
	return s, false
}
