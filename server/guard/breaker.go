package guard

import (
	"sync"
	"time"

	"sovite.fi/sovite/marketplace"
)

// How many failures in a row open a breaker, how long it stays open the first time, and at most.
const (
	patience  = 5
	firstRest = time.Second
	longest   = 30 * time.Second
)

// Breaker decides whether a call is worth making. It is safe for concurrent use.
type Breaker struct {
	clock marketplace.Clock
	mu    sync.Mutex
	state state
}

// state is closed while until is zero.
type state struct {
	failures int       // in a row
	until    time.Time // when the next call may be tried
	trying   bool      // somebody has that call
}

// NewBreaker makes a closed breaker.
func NewBreaker(clock marketplace.Clock) *Breaker { return &Breaker{clock: clock} }

// Do makes the call unless the breaker is open, and says whether it was made. The call tells whether the part was away.
func (b *Breaker) Do(call func() (away bool)) (made bool) {
	if !b.begin() {
		return false
	}
	away := true // also when the call panics
	defer func() { b.end(away) }()
	away = call()
	return true
}

// Open says whether calls are refused at present.
func (b *Breaker) Open() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	return !b.state.until.IsZero()
}

func (b *Breaker) begin() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	next, may := b.state.asked(b.clock())
	b.state = next
	return may
}

func (b *Breaker) end(away bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.state = b.state.answered(away, b.clock())
}

// asked says whether a call may be made now. A clock that was put back cannot keep a breaker open for longer than its longest rest.
func (s state) asked(now time.Time) (state, bool) {
	if s.until.IsZero() {
		return s, true
	}
	rest := s.until.Sub(now)
	if s.trying || rest > 0 && rest <= longest {
		return s, false
	}
	s.trying = true
	return s, true
}

// answered is the state after a call: any answer closes, a failure of a part that has failed often enough opens for twice as long each
// time.
func (s state) answered(away bool, now time.Time) state {
	if !away {
		return state{}
	}
	s.failures++
	s.trying = false
	if s.failures >= patience {
		s.until = now.Add(min(longest, firstRest<<min(s.failures-patience, 10)))
	}
	return s
}
