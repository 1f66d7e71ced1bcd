package quote

// State is where a quote stands.
type State string

// The states of a quote.
const (
	Draft     State = "draft" // nothing was sent
	Sent      State = "sent"
	Accepted  State = "accepted"
	Declined  State = "declined" // by the buyer, with a reason
	Expired   State = "expired"
	Withdrawn State = "withdrawn" // by the organiser
	Lost      State = "lost"      // another was chosen, the capacity was gone, or the request ended
)

// States lists the states in the order of the story.
func States() []State {
	return []State{Draft, Sent, Accepted, Declined, Expired, Withdrawn, Lost}
}

// Live says whether something can still come of it.
func (s State) Live() bool { return s == Draft || s == Sent || s == Expired }

// Event is what can happen to a quote.
type Event string

// The events of a quote.
const (
	Send     Event = "send"     // the organiser sends the draft as the next version
	Renew    Event = "renew"    // the organiser sends the newest version with another validity
	Accept   Event = "accept"   // the buyer's choice
	Decline  Event = "decline"  // the buyer says no
	Expire   Event = "expire"   // time passes
	Withdraw Event = "withdraw" // the organiser takes it back
	Lose     Event = "lose"     // the request ended otherwise, or the capacity was gone
)

// Events lists the events in the order of the story.
func Events() []Event { return []Event{Send, Renew, Accept, Decline, Expire, Withdraw, Lose} }

// Next is the state after an event; false when the event cannot happen in this state.
func (s State) Next(e Event) (State, bool) {
	switch e {
	case Send:
		return Sent, s.Live()
	case Renew:
		return Sent, s == Sent || s == Expired
	case Accept:
		return Accepted, s == Sent
	case Decline:
		return Declined, s == Sent || s == Expired
	case Expire:
		return Expired, s == Sent
	case Withdraw:
		return Withdrawn, s.Live()
	case Lose:
		return Lost, s.Live()
	}
	return s, false
}
