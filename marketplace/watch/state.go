package watch

// State says how the person is told.
type State string

// The states.
const (
	Daily   State = "daily"   // once a day, when there is something new
	Never   State = "never"   // paused: the search stays, nobody is told
	Removed State = "removed" // waits to be swept, and holds nothing any more
)

// States lists the states in the order of the story.
func States() []State { return []State{Daily, Never, Removed} }

// Ways lists what a person can choose, in the order in which forms show it.
func Ways() []State { return []State{Daily, Never} }

// Event is what can happen to a saved search.
type Event string

// The events.
const (
	Pause  Event = "pause"
	Resume Event = "resume"
	Look   Event = "look" // the daily one
	See    Event = "see"  // the person has seen what was new
	Remove Event = "remove"
)

// Events lists the events in the order of the story.
func Events() []Event { return []Event{Pause, Resume, Look, See, Remove} }

// Next is the state after an event; false when the event cannot happen in this state. Pausing what is paused and resuming
// what is not are repeats, which change nothing.
func (s State) Next(e Event) (State, bool) {
	switch e {
	case Pause:
		return Never, s != Removed
	case Resume:
		return Daily, s != Removed
	case Look:
		return s, s == Daily
	case See:
		return s, s != Removed
	case Remove:
		return Removed, s != Removed
	}
	return s, false
}
