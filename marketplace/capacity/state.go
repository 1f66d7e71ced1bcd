package capacity

import "sovite.fi/sovite/marketplace"

// State is where a booking stands.
type State string

// The states. The first two take capacity; the others take none.
const (
	Held      State = "held"      // for a quote, until a moment
	Sold      State = "sold"      // for an order
	Released  State = "released"  // let go of by somebody
	Expired   State = "expired"   // a hold whose moment has passed
	Displaced State = "displaced" // a hold for which the organiser's own change left no room
)

// States lists the states in the order of the story.
func States() []State { return []State{Held, Sold, Released, Expired, Displaced} }

// Live says whether a booking in this state takes capacity.
func (s State) Live() bool { return s == Held || s == Sold }

// Event is what can happen to a booking after it was held.
type Event string

// The events.
const (
	Extend   Event = "extend"   // hold longer, or again
	Sell     Event = "sell"     // the quote became an order
	Move     Event = "move"     // other loads instead
	Release  Event = "release"  // somebody lets go
	Expire   Event = "expire"   // time passes
	Displace Event = "displace" // the organiser's change leaves no room
)

// Events lists the events in the order of the story.
func Events() []Event { return []Event{Extend, Sell, Move, Release, Expire, Displace} }

// Next is the state after an event; false when the event cannot happen in this state. Whether there is room is asked
// besides. Selling what is sold and releasing what is released are repeats, which change nothing.
func (s State) Next(e Event) (State, bool) {
	switch e {
	case Extend:
		return Held, s == Held || s == Expired
	case Sell:
		return Sold, s == Held || s == Expired || s == Sold
	case Move:
		return s, s.Live()
	case Release:
		return Released, s != Displaced
	case Expire:
		return Expired, s == Held
	case Displace:
		return Displaced, s == Held
	}
	return s, false
}

// At is the state of a booking at a moment: a hold counts until just before its Until.
func (b Booking) At(now marketplace.Instant) State {
	if b.State == Held && !now.Time().Before(b.Until.Time()) {
		return Expired
	}
	return b.State
}
