package state

import (
	"context"
	"sync"
	"time"

	"sovite.fi/sovite/marketplace"
)

// Level is how a part does, in a word that anybody may know.
type Level string

// The levels.
const (
	Works   Level = "works"
	Slow    Level = "slow"
	Away    Level = "away"
	Unused  Level = "unused"  // the installation does without
	Unknown Level = "unknown" // nobody has tried yet
)

// Found is how one part does, and since when it has been away or slow.
type Found struct {
	Part  string
	Level Level
	Since marketplace.Instant
}

// Look asks how one part does. It answers within checkTime, or the part counts as away.
type Look func(context.Context) Found

// State knows how the parts do, and asks them at most every few seconds however many people want to know. Since when a part is away
// it knows only from when this process first saw it, unless the Look knows better.
type State struct {
	clock marketplace.Clock
	looks []Look

	mu    sync.Mutex
	at    time.Time
	found []Found
	since map[string]marketplace.Instant
}

// How long an answer is given again, and how long a part may take to give one.
const (
	fresh     = 5 * time.Second
	checkTime = 2 * time.Second
)

// Of makes a state of parts, in the order in which they are told.
func Of(clock marketplace.Clock, looks ...Look) *State {
	return &State{clock: clock, looks: looks, since: map[string]marketplace.Instant{}}
}

// Now is how the parts do, and when they were asked.
func (s *State) Now(ctx context.Context) ([]Found, marketplace.Instant) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if now := s.clock(); s.found == nil || now.Sub(s.at) >= fresh || now.Before(s.at) {
		s.found = nil
		for _, look := range s.looks {
			s.found = append(s.found, s.ask(context.WithoutCancel(ctx), look))
		}
		s.at = now
	}
	return append([]Found{}, s.found...), marketplace.At(s.at)
}

// ask lets a part answer. Whoever asked first may go: the answer is for everybody.
func (s *State) ask(ctx context.Context, look Look) Found {
	ctx, cancel := context.WithTimeout(ctx, checkTime)
	defer cancel()
	f := look(ctx)
	if f.Level != Away && f.Level != Slow {
		delete(s.since, f.Part)
		return f
	}
	if _, known := s.since[f.Part]; !known {
		s.since[f.Part] = marketplace.At(s.clock())
	}
	if f.Since.IsZero() {
		f.Since = s.since[f.Part]
	}
	return f
}
