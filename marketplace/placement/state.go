package placement

import "sovite.fi/sovite/marketplace"

// State is where a placement stands.
type State string

// The states.
const (
	Planned   State = "planned"
	Agreed    State = "agreed" // all three have said yes, and no gate stands before it
	Running   State = "running"
	Paused    State = "paused"
	Ended     State = "ended"
	AfterCare State = "after_care" // over, and the coach keeps in touch
	Closed    State = "closed"
)

// States lists the states in the order of the story.
func States() []State { return []State{Planned, Agreed, Running, Paused, Ended, AfterCare, Closed} }

// Event is what can happen to a placement.
type Event string

// The events. Agree comes with the third yes, reopen with new terms; the others are the coach's.
const (
	Agree  Event = "agree"
	Reopen Event = "reopen"
	Start  Event = "start"
	Pause  Event = "pause"
	Resume Event = "resume"
	End    Event = "end"
	Care   Event = "care"
	Close  Event = "close"
)

// Events lists the events in the order of the story.
func Events() []Event { return []Event{Agree, Reopen, Start, Pause, Resume, End, Care, Close} }

// Next is the state after an event; false when the event cannot happen in this state.
func (s State) Next(e Event) (State, bool) {
	moves := map[State]map[Event]State{
		Planned:   {Agree: Agreed, End: Ended},
		Agreed:    {Reopen: Planned, Start: Running, End: Ended},
		Running:   {Pause: Paused, End: Ended},
		Paused:    {Resume: Running, End: Ended},
		Ended:     {Care: AfterCare, Close: Closed},
		AfterCare: {Care: AfterCare, Close: Closed},
	}
	next, ok := moves[s][e]
	if !ok {
		return s, false
	}
	return next, true
}

// Open says whether the terms can still change.
func (s State) Open() bool { return s == Planned || s == Agreed || s.AtWork() }

// AtWork says whether the work has begun and is not over.
func (s State) AtWork() bool { return s == Running || s == Paused }

// Supported says whether support may be given and noted: from planning until the last contact.
func (s State) Supported() bool { return s != Closed }

// move makes a move; Conflict when it cannot happen in this state.
func (p *Placement) move(e Event) error {
	next, ok := p.State.Next(e)
	if !ok {
		return p.cannot()
	}
	p.State = next
	return nil
}

func (p *Placement) cannot() error {
	return marketplace.Errorf(marketplace.Conflict, "placement.state."+string(p.State))
}
