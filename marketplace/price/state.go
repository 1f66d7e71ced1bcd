package price

import (
	"slices"

	"sovite.fi/sovite/marketplace"
)

// State is whether an item is sold. It follows from the day alone: nothing has to be done when a day comes.
type State string

// The states.
const (
	Sold    State = "sold"
	Ending  State = "ending"  // sold until a day that is known
	Retired State = "retired" // sold no more, for good
)

// States lists the states in the order of the story.
func States() []State { return []State{Sold, Ending, Retired} }

// Event is what can happen to an item.
type Event string

// The events.
const (
	Reprice Event = "reprice" // another version follows
	Retire  Event = "retire"  // it gets the first day on which it is not sold, or another one
	Keep    Event = "keep"    // it is sold on after all
)

// Events lists the events.
func Events() []Event { return []Event{Reprice, Retire, Keep} }

// State is the state on a day.
func (i Item) State(today marketplace.Date) State {
	switch {
	case i.Retired == "":
		return Sold
	case today < i.Retired:
		return Ending
	}
	return Retired
}

// May says whether an event can happen in this state. What is retired stays so: a day that has passed never gets another price.
func (s State) May(e Event) bool {
	return s == Ending || s == Sold && slices.Contains([]Event{Reprice, Retire}, e)
}

// allow is a Conflict error unless the event can happen to the item today.
func (i Item) allow(e Event, today marketplace.Date) error {
	if s := i.State(today); !s.May(e) {
		return marketplace.Errorf(marketplace.Conflict, "price.state."+string(s))
	}
	return nil
}
