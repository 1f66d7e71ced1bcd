package introduction

// State is where an introduction stands.
type State string

// The states. The first six are open; the others are the end.
const (
	Sent       State = "sent"              // the employer has not looked yet
	Seen       State = "seen"              // the employer has looked
	Proposed   State = "proposed"          // the employer proposes a day to meet
	Meeting    State = "meeting"           // a day to meet is agreed
	Trial      State = "trial"             // days to try the work are agreed
	Offered    State = "offered"           // the employer wants to go on; the client is asked
	Agreed     State = "agreed"            // both want to go on: a placement can follow
	Refused    State = "refused"           // the employer said no, and why
	Withdrawn  State = "withdrawn"         // the coach or the client took it back, or the consent ran out
	Unanswered State = "closed_unanswered" // whoever had to act did not, and it was closed
)

// States lists the states in the order of the story.
func States() []State {
	return []State{Sent, Seen, Proposed, Meeting, Trial, Offered, Agreed, Refused, Withdrawn, Unanswered}
}

// Side is one of those who take part.
type Side string

// The sides. Only the employer and the coach ever have to act next.
const (
	ByEmployer Side = "employer"
	ByCoach    Side = "coach"
	ByClient   Side = "client"
	ByProgram  Side = "program"
)

// Event is what can happen to an introduction after it was sent.
type Event string

// The events.
const (
	See      Event = "see"
	Propose  Event = "propose"  // a day to meet
	Confirm  Event = "confirm"  // the day to meet, proposed or agreed by telephone
	Try      Event = "try"      // days to try the work
	Offer    Event = "offer"    // the employer wants to go on
	Agree    Event = "agree"    // the client wants to, too
	Refuse   Event = "refuse"   // the employer says no
	Withdraw Event = "withdraw" // the coach takes it back
	TakeBack Event = "take_back"
	Lose     Event = "lose"  // the consent is over
	Close    Event = "close" // nobody acted in time
)

// Events lists the events in the order of the story.
func Events() []Event {
	return []Event{See, Propose, Confirm, Try, Offer, Agree, Refuse, Withdraw, TakeBack, Lose, Close}
}

// By is the one side whose event it is.
func (e Event) By() Side {
	switch e {
	case See, Propose, Offer, Refuse:
		return ByEmployer
	case Confirm, Try, Agree, Withdraw:
		return ByCoach
	case TakeBack:
		return ByClient
	case Lose, Close:
	}
	return ByProgram
}

// Open says whether somebody still has to act.
func (s State) Open() bool { return s.Owner() != "" }

// Owner is the side that has to act next; empty at the end.
func (s State) Owner() Side {
	switch s {
	case Sent, Seen, Meeting, Trial:
		return ByEmployer
	case Proposed, Offered:
		return ByCoach
	case Agreed, Refused, Withdrawn, Unanswered:
	}
	return ""
}

// Next is the state after an event; false when the event cannot happen in this state. Nothing leads out of an end: to
// try again, the client is asked again.
func (s State) Next(e Event) (State, bool) {
	if !s.Open() {
		return s, false
	}
	switch e {
	case See:
		return Seen, s == Sent
	case Propose:
		return Proposed, s != Trial && s != Offered
	case Confirm:
		return Meeting, s != Trial && s != Offered
	case Try:
		return Trial, s == Seen || s == Meeting
	case Offer:
		return Offered, s != Offered
	case Agree:
		return Agreed, s == Offered
	case Refuse:
		return Refused, true
	case Withdraw, TakeBack, Lose:
		return Withdrawn, true
	case Close:
		return Unanswered, true
	}
	return s, false
}
