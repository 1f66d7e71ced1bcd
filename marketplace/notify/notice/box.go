package notice

import (
	"slices"
	"time"

	"sovite.fi/sovite/marketplace"
)

// How is how a person wants to be told.
type How string

// The ways. Whoever has chosen nothing gets one letter a day.
const (
	AtOnce How = "at_once"
	Daily  How = "daily"
	None   How = "none" // no letters: everything stands on the pages anyway
)

// Ways lists the ways in the order in which forms show them.
func Ways() []How { return []How{Daily, AtOnce, None} }

// Notice is one thing to tell. Args are for the sentence "notice.<kind>": days, titles that an employer wrote, and what the
// person called something of their own; never anything about a client.
type Notice struct {
	ID   marketplace.ID      `json:"id"`  // the fact that it comes from
	Org  marketplace.ID      `json:"org"` // for which organisation the person is told: who has left it is told nothing
	Kind string              `json:"kind"`
	Args map[string]string   `json:"args,omitempty"`
	Path string              `json:"path"` // of the page, such as "/received/01J…"
	At   marketplace.Instant `json:"at"`
}

// Box is what waits for one person. Its id is the person's.
type Box struct {
	Person  marketplace.ID      `json:"person"`
	How     How                 `json:"how"`
	State   string              `json:"state"` // waiting when a letter has to go out, empty otherwise
	Due     marketplace.Instant `json:"due"`   // when
	Waiting []Notice            `json:"waiting,omitempty"`
	Sending []Notice            `json:"sending,omitempty"` // in the letter that is on its way
	Letter  marketplace.ID      `json:"letter,omitempty"`  // the id of that letter
	Told    []marketplace.ID    `json:"told,omitempty"`    // the latest ones, so that none is told twice
}

const (
	stateWaiting = "waiting"
	mostTold     = 200
	mostWaiting  = 100
	// letterHour is when the daily letter goes out, in UTC: seven in the morning in Finland in winter, eight in summer.
	letterHour = 5
)

// due is when a letter goes out about something that is new now.
func (h How) due(now marketplace.Instant) marketplace.Instant {
	if h == AtOnce {
		return now
	}
	t := now.Time()
	at := time.Date(t.Year(), t.Month(), t.Day(), letterHour, 0, 0, 0, time.UTC)
	if !at.After(t) {
		at = at.AddDate(0, 0, 1)
	}
	return marketplace.At(at)
}

// with is the box with one more notice; false when the person knows it already or wants no letters. When a hundred wait,
// the oldest gives way: it still stands on the pages.
func (b Box) with(n Notice, now marketplace.Instant) (Box, bool) {
	if b.How == None || slices.Contains(b.Told, n.ID) || slices.ContainsFunc(slices.Concat(b.Waiting, b.Sending), func(o Notice) bool { return o.ID == n.ID }) {
		return b, false
	}
	b.Waiting = append(slices.Clone(b.Waiting), n)
	b.Waiting = b.Waiting[max(0, len(b.Waiting)-mostWaiting):]
	if b.State == "" {
		b.State, b.Due = stateWaiting, b.How.due(now)
	}
	return b, true
}

// chosen is the box after the person chose how to be told; what waits follows the new choice.
func (b Box) chosen(how How, now marketplace.Instant) Box {
	b.How = how
	switch {
	case how == None:
		b.Waiting = nil
		if len(b.Sending) == 0 {
			b.State, b.Due = "", marketplace.Instant{}
		}
	case b.State != "":
		b.Due = how.due(now)
	}
	return b
}

// sending is the box with everything that waits put into one letter. A letter that is on its way already goes first.
func (b Box) sending(letter marketplace.ID) Box {
	if len(b.Sending) == 0 {
		b.Sending, b.Waiting, b.Letter = b.Waiting, nil, letter
	}
	return b
}

// sent is the box after its letter went out.
func (b Box) sent(now marketplace.Instant) Box {
	for _, n := range b.Sending {
		b.Told = append(b.Told[:len(b.Told):len(b.Told)], n.ID)
	}
	b.Told = b.Told[max(0, len(b.Told)-mostTold):]
	b.Sending, b.Letter, b.State, b.Due = nil, "", "", marketplace.Instant{}
	if len(b.Waiting) > 0 {
		b.State, b.Due = stateWaiting, b.How.due(now)
	}
	return b
}
