package attendance

// State is where a sheet stands.
type State string

// The states of a sheet.
const (
	Open       State = "open"       // marks are taken
	Signed     State = "signed"     // it counts; a mark that comes now is kept aside (Late)
	Correcting State = "correcting" // marks are taken again; what was signed counts until it is signed anew
	Locked     State = "locked"     // approved or billed; the reason is told in words
)

// States lists the states in the order of the story.
func States() []State { return []State{Open, Signed, Correcting, Locked} }

// Takes says whether marks change a sheet in this state.
func (s State) Takes() bool { return s == Open || s == Correcting }

// Event is what can happen to a sheet beside marks.
type Event string

// The events of a sheet.
const (
	Sign    Event = "sign"    // the supervisor says that it is right
	Correct Event = "correct" // the supervisor opens it again
	Lock    Event = "lock"    // the hours were approved or billed
	Unlock  Event = "unlock"  // that was taken back
)

// Events lists the events in the order of the story.
func Events() []Event { return []Event{Sign, Correct, Lock, Unlock} }

// Next is the state after an event; false when the event cannot happen in this state. Locking what is locked gives it
// another reason.
func (s State) Next(e Event) (State, bool) {
	switch e {
	case Sign:
		return Signed, s.Takes()
	case Correct:
		return Correcting, s == Signed
	case Lock:
		return Locked, s == Signed || s == Locked
	case Unlock:
		return Signed, s == Locked
	}
	return s, false
}
