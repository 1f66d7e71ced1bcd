package capacity

import (
	"slices"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/money"
)

// Crew is a supervised group of an organiser, with everything that is promised of it.
type Crew struct {
	ID         marketplace.ID      `json:"id"`
	Org        marketplace.ID      `json:"org"` // the organiser
	Terms      Terms               `json:"terms"`
	Region     string              `json:"region"` // of the site, for searching
	Retired    bool                `json:"retired"`
	Exceptions []Exception         `json:"exceptions,omitempty"` // by date, at most one each
	Bookings   []Booking           `json:"bookings,omitempty"`   // in the order in which they were made
	Watched    bool                `json:"watched"`              // whether time brings anything
	Next       marketplace.Instant `json:"next"`                 // when it does
	Created    marketplace.Instant `json:"created"`
}

// Terms are what an organiser fills in.
type Terms struct {
	Name      string   `json:"name"`      // at most 80 characters
	Trades    []string `json:"trades"`    // types of work of the carving catalogue, one to ten
	Postal    string   `json:"postal"`    // of the site, five digits
	Site      string   `json:"site"`      // its name, at most 80 characters
	Radius    int      `json:"radius"`    // metres from the site within which the crew works, 0 to 200,000
	Ratio     int      `json:"ratio"`     // participants for each supervisor at most, 1 to 20
	Week      Week     `json:"week"`      // what is there in a usual week
	Published bool     `json:"published"` // whether others find it
}

// Window is a stretch of a day with the people who are there. The windows of a day do not overlap.
type Window struct {
	From         int `json:"from"` // minutes from midnight, whole quarters
	To           int `json:"to"`
	Participants int `json:"participants"` // 1 to 200
	Supervisors  int `json:"supervisors"`  // 1 to 50
}

// Exception is a day that is not as the week says.
type Exception struct {
	Date    marketplace.Date `json:"date"`
	Windows []Window         `json:"windows,omitempty"` // instead of the usual ones; none: closed
	Reason  Reason           `json:"reason"`
	Note    string           `json:"note,omitempty"` // at most 200 characters; only the organiser reads it
}

// Reason is why a day is not as usual. The list is closed and says nothing about anybody.
type Reason string

// The reasons.
const (
	Holiday   Reason = "holiday"
	Training  Reason = "training"
	StaffAway Reason = "staff_away"
	Premises  Reason = "premises"
	MoreHands Reason = "more_hands"
	Other     Reason = "other"
)

// Reasons lists the reasons in the order in which forms show them.
func Reasons() []Reason { return []Reason{Holiday, Training, StaffAway, Premises, MoreHands, Other} }

// The bounds of a crew; doc.go adds up what they come to.
const (
	maxName       = 80
	maxNote       = 200
	maxTrades     = 10
	maxRadius     = 200_000 // metres
	maxRatio      = 20
	maxWindows    = 6
	maxPeople     = 200
	maxSupervisor = 50
	maxExceptions = 400
	maxBookings   = 1_000
	maxLoads      = 4_000 // of the live bookings of a crew
	maxOwnLoads   = 60    // of one booking
	maxEnded      = 200
	keepDays      = 35  // what lies longer ago leaves the document
	horizonDays   = 400 // the furthest day that can be booked or excepted
	maxHoldDays   = 60
	maxSpan       = 92 // days of one exception or calendar
)

const (
	quarter     = 15 // minutes
	dayMinutes  = 24 * 60
	dayQuarters = dayMinutes / quarter
)

// Hours are the two sorts of hours that a crew sells.
type Hours struct {
	Crew        money.Quarters `json:"crew"`
	Supervisors money.Quarters `json:"supervisors"`
}

func (h Hours) plus(o Hours) Hours { return Hours{h.Crew + o.Crew, h.Supervisors + o.Supervisors} }

// windows are what is there on a day: its exception, or the usual windows of its weekday.
func (c Crew) windows(d marketplace.Date) []Window {
	if x, there := c.exception(d); there {
		return x.Windows
	}
	return c.Terms.Week[weekday(d)]
}

func (c Crew) exception(d marketplace.Date) (Exception, bool) {
	at, there := slices.BinarySearchFunc(c.Exceptions, d, func(x Exception, d marketplace.Date) int {
		return compareDates(x.Date, d)
	})
	if !there {
		return Exception{}, false
	}
	return c.Exceptions[at], true
}

func compareDates(a, b marketplace.Date) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// weekday is 0 for Monday to 6 for Sunday.
func weekday(d marketplace.Date) int { return (int(d.Time().Weekday()) + 6) % 7 }

func plusDays(d marketplace.Date, n int) marketplace.Date {
	return marketplace.DateOf(d.Time().AddDate(0, 0, n), time.UTC)
}

// Monday is the first day of a day's week.
func Monday(d marketplace.Date) marketplace.Date { return plusDays(d, -weekday(d)) }
