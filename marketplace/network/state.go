package network

import (
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/consent"
)

// State is how it stands with a supporter. It follows from the supporter and the client's consents of a moment and is stored
// nowhere, so that taking a consent back needs no second write.
type State string

// The states.
const (
	Listed State = "listed" // the coach knows how to reach them; they see nothing
	Asked  State = "asked"  // the client was asked whether they may see something, and has not said yes to anything
	Open   State = "open"   // the client said yes to at least one part
	Ended  State = "ended"  // they left the network
)

// States lists the states in the order of the story.
func States() []State { return []State{Listed, Asked, Open, Ended} }

// Event is what can happen with a supporter.
type Event string

// The events. Ask, change and invite are the coach's; give, refuse and withdraw the client's; end either's; read the
// supporter's own, and time brings expire.
const (
	Change   Event = "change"
	Ask      Event = "ask"
	Give     Event = "give"
	Refuse   Event = "refuse"
	Invite   Event = "invite"
	Read     Event = "read"
	Withdraw Event = "withdraw"
	Expire   Event = "expire"
	End      Event = "end"
)

// Events lists the events in the order of the story.
func Events() []Event {
	return []Event{Change, Ask, Give, Refuse, Invite, Read, Withdraw, Expire, End}
}

// Next is the state after an event when one part is asked for or shown at most; false when the event cannot happen in this
// state.
func (s State) Next(e Event) (State, bool) {
	moves := map[State]map[Event]State{
		Listed: {Change: Listed, Ask: Asked, End: Ended},
		Asked:  {Change: Asked, Ask: Asked, Give: Open, Refuse: Listed, Expire: Listed, End: Ended},
		Open:   {Change: Open, Ask: Open, Invite: Open, Read: Open, Withdraw: Listed, Expire: Listed, End: Ended},
	}
	next, ok := moves[s][e]
	if !ok {
		return s, false
	}
	return next, true
}

// Part is one field that is shown to a supporter, or asked for.
type Part struct {
	Field   consent.Field
	Consent marketplace.ID
	State   consent.State // asked or given
	Until   marketplace.Date
	Asked   marketplace.Instant
	Given   marketplace.Instant // when the client said yes; zero while it waits
}

func partOf(c consent.Consent) Part {
	p := Part{Consent: c.ID, State: c.State, Until: c.Until, Asked: c.Asked, Given: c.Answered}
	if len(c.Fields) > 0 {
		p.Field = c.Fields[0]
	}
	return p
}

// Member is a supporter with how it stands.
type Member struct {
	Supporter
	State State
	Parts []Part // in the order of the fields
}

// memberOf is a supporter as the open consents of this moment make them.
func memberOf(s Supporter, open []consent.Consent) Member {
	m := Member{Supporter: s, State: Listed}
	if !s.Ended.IsZero() {
		m.State = Ended
		return m
	}
	for _, c := range open {
		m.Parts = append(m.Parts, partOf(c))
		if m.State == Listed {
			m.State = Asked
		}
		if c.State == consent.Given {
			m.State = Open
		}
	}
	return m
}

// given are the consents under which something is shown.
func given(open []consent.Consent) []consent.Consent {
	return slices.DeleteFunc(slices.Clone(open), func(c consent.Consent) bool { return c.State != consent.Given })
}

// Has says whether a part is shown or asked for.
func (m Member) Has(f consent.Field) bool {
	return slices.ContainsFunc(m.Parts, func(p Part) bool { return p.Field == f })
}
