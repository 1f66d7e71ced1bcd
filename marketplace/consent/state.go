package consent

import "sovite.fi/sovite/marketplace"

// State is where a consent stands.
type State string

// The states. Asked and given are open; the others are the end.
const (
	Asked     State = "asked"
	Given     State = "given"
	Refused   State = "refused"
	Withdrawn State = "withdrawn"
	Expired   State = "expired"   // given, and its last day has passed
	Lapsed    State = "lapsed"    // asked, and nobody answered in time
	Fulfilled State = "fulfilled" // given, and what it was for is over: no card is read under it any more
)

// States lists the states in the order of the story.
func States() []State { return []State{Asked, Given, Refused, Withdrawn, Expired, Lapsed, Fulfilled} }

// Event is what can happen to a consent.
type Event string

// The events. The first three are the client's own and nobody else's; time brings the next
// two, and the end of what the consent was for the last.
const (
	Give     Event = "give"
	Refuse   Event = "refuse"
	Withdraw Event = "withdraw"
	Expire   Event = "expire"
	Lapse    Event = "lapse"
	Fulfil   Event = "fulfil"
)

// Events lists the events in the order of the story.
func Events() []Event { return []Event{Give, Refuse, Withdraw, Expire, Lapse, Fulfil} }

// Next is the state after an event; false when the event cannot happen in this state. There is no way back: to allow
// again what was taken back, the client is asked again.
func (s State) Next(e Event) (State, bool) {
	switch {
	case s == Asked && e == Give:
		return Given, true
	case s == Asked && e == Refuse:
		return Refused, true
	case s == Asked && e == Lapse:
		return Lapsed, true
	case s == Given && e == Withdraw:
		return Withdrawn, true
	case s == Given && e == Expire:
		return Expired, true
	case s == Given && e == Fulfil:
		return Fulfilled, true
	case s == Fulfilled && e == Withdraw:
		return Withdrawn, true // so that nothing of it is left for the receiver
	}
	return s, false
}

// outside is the state when the receiver is in the client's network no more: a yes has served its purpose, and a question is
// not asked any more.
func (s State) outside() State {
	if s == Given {
		return Fulfilled
	}
	return Lapsed
}

// On is the consent as it stands on a day: what ran out is over from the day after, whether or not somebody has written
// that down yet.
func (c Consent) On(day marketplace.Date) Consent {
	if c.Due == "" || day <= c.Due {
		return c
	}
	event := Expire
	if c.State == Asked {
		event = Lapse
	}
	if next, ok := c.State.Next(event); ok {
		c.State = next
	}
	return c
}

// Allows says whether on a day a receiver may see the card for a purpose.
func (c Consent) Allows(receiver marketplace.ID, purpose Purpose, day marketplace.Date) bool {
	return c.On(day).State == Given && c.Receiver == receiver && c.Purpose == purpose
}

// moved is the consent after an event on a day; Conflict when it cannot happen in the state of that day.
func (c Consent) moved(e Event, now marketplace.Instant, day marketplace.Date) (Consent, error) {
	today := c.On(day)
	if e == Expire || e == Lapse {
		today = c
	}
	next, ok := today.State.Next(e)
	if !ok {
		return c, marketplace.Errorf(marketplace.Conflict, "consent.state."+string(today.State))
	}
	c.State, c.Due = next, ""
	switch next {
	case Given:
		c.Answered, c.Due = now, c.Until
	case Refused:
		c.Answered = now
	case Asked, Withdrawn, Expired, Lapsed, Fulfilled:
		c.Ended = now
	}
	return c, nil
}
