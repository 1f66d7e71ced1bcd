package lockout

import (
	"time"

	"sovite.fi/sovite/marketplace"
)

// attempt counts the sign-ins in a row that did not succeed for one address.
type attempt struct {
	Failed int                 `json:"failed"`
	Last   marketplace.Instant `json:"last"`
	Until  marketplace.Instant `json:"until"` // no sign-in before
}

// The first freeTries failures cost nothing, each later one doubles the wait from a minute to longestLock.
const (
	freeTries   = 4
	longestLock = 15 * time.Minute
	forgetAfter = 24 * time.Hour
)

// lockFor is how long to wait after a number of failures.
func lockFor(failed int) time.Duration {
	if failed <= freeTries {
		return 0
	}
	return min(time.Minute<<min(failed-freeTries-1, 10), longestLock)
}

// begun is the attempt with one more try counted. It is saved before the password is looked at, so that many guesses
// sent at once are counted as one after another.
func (a attempt) begun(now marketplace.Instant) attempt {
	if now.Time().Sub(a.Last.Time()) > forgetAfter {
		a.Failed = 0
	}
	a.Failed++
	a.Last = now
	a.Until = marketplace.At(now.Time().Add(lockFor(a.Failed)))
	return a
}

// wait is how long the address is still locked; zero or less when it is not.
func (a attempt) wait(now marketplace.Instant) time.Duration { return a.Until.Time().Sub(now.Time()) }
