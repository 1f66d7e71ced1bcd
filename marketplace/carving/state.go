package carving

import "sovite.fi/sovite/marketplace"

// State is where a carving stands. Open, asked and helped are one to the employer: the carving is being worked on, and
// the last two say where a coach's help stands.
type State string

// The states.
const (
	Prepared  State = "prepared" // a coach writes it for an employer, who does not see it yet
	Offered   State = "offered"  // the employer sees it and may make it their own
	Open      State = "open"
	Asked     State = "asked"     // open, and a coach is asked for help
	Helped    State = "helped"    // open, and a coach may read and edit it
	Finished  State = "finished"  // its jobs are drafts of tasks
	Abandoned State = "abandoned" // nothing came of it
)

// States lists the states in the order of the story.
func States() []State {
	return []State{Prepared, Offered, Open, Asked, Helped, Finished, Abandoned}
}

// Event is what can happen to a carving.
type Event string

// The events. Offer, withdraw and take are a coach's; all others are the employer's alone.
const (
	Offer    Event = "offer"
	Withdraw Event = "withdraw"
	Accept   Event = "accept"
	Decline  Event = "decline"
	Ask      Event = "ask"
	Take     Event = "take"
	TakeBack Event = "take_back"
	Finish   Event = "finish"
	Abandon  Event = "abandon"
)

// Events lists the events in the order of the story.
func Events() []Event {
	return []Event{Offer, Withdraw, Accept, Decline, Ask, Take, TakeBack, Finish, Abandon}
}

// moves are all that can happen. Whoever accepts what a coach offered keeps the coach's help until taking it back.
func moves() map[State]map[Event]State {
	return map[State]map[Event]State{
		Prepared: {Offer: Offered, Withdraw: Abandoned},
		Offered:  {Withdraw: Abandoned, Accept: Helped, Decline: Abandoned},
		Open:     {Ask: Asked, Finish: Finished, Abandon: Abandoned},
		Asked:    {Take: Helped, TakeBack: Open, Finish: Finished, Abandon: Abandoned},
		Helped:   {TakeBack: Open, Finish: Finished, Abandon: Abandoned},
	}
}

// Next is the state after an event; false when the event cannot happen in this state.
func (s State) Next(e Event) (State, bool) {
	next, ok := moves()[s][e]
	if !ok {
		return s, false
	}
	return next, true
}

// ByCoach says whether an event is a coach's to bring about.
func (e Event) ByCoach() bool { return e == Offer || e == Withdraw || e == Take }

// Live says whether the employer works on it.
func (s State) Live() bool { return s == Open || s == Asked || s == Helped }

// fact is the type of the fact that tells of an event.
func (e Event) fact() string {
	return map[Event]string{
		Offer: "carving.offered", Withdraw: "carving.withdrawn", Accept: "carving.accepted", Decline: "carving.declined", Ask: "carving.help_asked",
		Take: "carving.help_taken", TakeBack: "carving.help_ended", Finish: "carving.finished", Abandon: "carving.abandoned",
	}[e]
}

// moved is the carving after an event; Conflict when it cannot happen in its state.
func (c Carving) moved(e Event, now marketplace.Instant) (Carving, error) {
	next, ok := c.State.Next(e)
	if !ok {
		return c, marketplace.Errorf(marketplace.Conflict, "carving.state."+string(c.State))
	}
	c.State, c.Changed = next, now
	switch e {
	case TakeBack:
		c.Help = Help{}
	case Finish:
		c.Finished = now
	case Offer:
		c.Shown = true
	case Withdraw, Accept, Decline, Ask, Take, Abandon:
	}
	return c, nil
}
