package search

import (
	"fmt"
	"math"
)

// The ranges of a Query.
const (
	DefaultLimit = 20
	MaxLimit     = 1000
	MaxOffset    = 10_000
	MaxIDLength  = 64
)

// PlaceKnown says whether the entry has a place on earth. Coordinates outside the earth count as not known.
func (e Entry) PlaceKnown() bool {
	return (e.Lat != 0 || e.Lon != 0) && onEarth(e.Lat, e.Lon)
}

// Check says whether every adapter can hold the entry: its id has 1 to 64 printable ASCII characters. ErrEntry is in the
// chain of the error.
func (e Entry) Check() error {
	if e.ID == "" || len(e.ID) > MaxIDLength {
		return fmt.Errorf("%w: id %q: give 1 to %d characters", ErrEntry, e.ID, MaxIDLength)
	}
	for _, r := range e.ID {
		if r <= ' ' || r > '~' {
			return fmt.Errorf("%w: id %q: use printable ASCII characters only", ErrEntry, e.ID)
		}
	}
	return nil
}

// Check returns the query with its defaults filled in and its order resolved to one that can be answered, or an error
// with ErrQuery in its chain that names the field and the range. Adapters call it first.
func (q Query) Check() (Query, error) {
	if q.Limit < 0 || q.Limit > MaxLimit {
		return q, fmt.Errorf("%w: Limit %d: give 1 to %d, or 0 for %d", ErrQuery, q.Limit, MaxLimit, DefaultLimit)
	}
	if q.Offset < 0 || q.Offset > MaxOffset {
		return q, fmt.Errorf("%w: Offset %d: give 0 to %d", ErrQuery, q.Offset, MaxOffset)
	}
	if q.HoursFrom < 0 || q.HoursTo < 0 {
		return q, fmt.Errorf("%w: HoursFrom %d, HoursTo %d: give minutes a week, not below 0", ErrQuery, q.HoursFrom, q.HoursTo)
	}
	if q.Near != nil && (!onEarth(q.Near.Lat, q.Near.Lon) || q.Near.Metres < 1) {
		return q, fmt.Errorf("%w: Near %v: give degrees on earth and at least one metre", ErrQuery, *q.Near)
	}
	if q.Limit == 0 {
		q.Limit = DefaultLimit
	}
	return q.withSort()
}

func (q Query) withSort() (Query, error) {
	switch q.Sort {
	case "", ByWords:
		q.Sort = ByWords
		if len(Terms(q.Words)) == 0 {
			q.Sort = ByPosted
		}
	case ByDistance:
		if q.Near == nil {
			q.Sort = ByPosted
		}
	case ByPosted:
	default:
		return q, fmt.Errorf("%w: Sort %q: give words, posted or distance", ErrQuery, q.Sort)
	}
	return q, nil
}

func onEarth(lat, lon float64) bool {
	return math.Abs(lat) <= 90 && math.Abs(lon) <= 180
}
