package rate

import (
	"math"
	"time"

	"sovite.fi/sovite/marketplace"
)

// Limit is how often one caller may ask: PerMinute requests on average, Burst of them at once (0 counts as 1). The zero Limit sets none.
type Limit struct {
	PerMinute int
	Burst     int
}

// bucket holds the requests that are left, and when that was so.
type bucket struct {
	Left float64             `json:"left"`
	At   marketplace.Instant `json:"at"`
}

// mostAhead is how far the clocks of processes may lie apart. A bucket that was drawn on later than that from now was filled by a clock
// that was wrong.
const mostAhead = time.Minute

// rounding is the part of a request by which sums of fractions may come out too small.
const rounding = 1e-9

// full is the bucket of somebody who has not asked yet.
func (l Limit) full(now time.Time) bucket {
	return bucket{Left: l.burst(), At: marketplace.At(now)}
}

// draw takes up to most requests, of 1 or more, out of a bucket: at least one, or none and how long it is until there is one.
func (l Limit) draw(b bucket, most int, now time.Time) (after bucket, drawn int, wait time.Duration) {
	b = l.filled(b, now)
	whole := int(b.Left + rounding)
	if whole < 1 {
		return b, 0, time.Duration(math.Ceil((1 - b.Left) / float64(l.PerMinute) * float64(time.Minute)))
	}
	drawn = min(most, whole)
	b.Left = max(0, b.Left-float64(drawn))
	return b, drawn, 0
}

// filled is what a bucket holds now. Its moment never goes back by the little that clocks lie apart: the same minute would fill it twice.
func (l Limit) filled(b bucket, now time.Time) bucket {
	passed := now.Sub(b.At.Time())
	if passed <= 0 && passed >= -mostAhead {
		return b
	}
	b.Left = min(l.burst(), b.Left+max(0, passed.Minutes())*float64(l.PerMinute))
	b.At = marketplace.At(now)
	return b
}

func (l Limit) burst() float64 { return float64(max(l.Burst, 1)) }

// share is how many requests a process draws at once: few enough that what ten processes hold unspent is no great part of a burst.
func (l Limit) share() int { return max(1, l.Burst/16) }
