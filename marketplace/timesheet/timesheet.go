package timesheet

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/capacity"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/price"
	"sovite.fi/sovite/marketplace/timesheet/line"
)

// Timesheet is what was done for one order in one week.
type Timesheet struct {
	ID        marketplace.ID      `json:"id"` // IDOf
	Order     marketplace.ID      `json:"order"`
	Org       marketplace.ID      `json:"org"`     // the organiser
	Buyer     marketplace.ID      `json:"buyer"`   // the organisation
	Contact   marketplace.ID      `json:"contact"` // the buyer's person who approves and is told
	Title     string              `json:"title"`   // of the order
	Reference string              `json:"reference,omitempty"`
	Monday    marketplace.Date    `json:"monday"`
	Plan      []Planned           `json:"plan,omitempty"`   // what the order has for the week, by day
	Shifts    []Shift             `json:"shifts,omitempty"` // what was signed, by day
	Lines     []line.Line         `json:"lines,omitempty"`  // by day
	Asides    []Aside             `json:"asides,omitempty"`
	Links     []Link              `json:"links,omitempty"` // oldest first
	Todo      bool                `json:"todo"`            // the organiser has something to sign off or to answer
	Waits     bool                `json:"waits"`           // the buyer has something to decide
	Billable  bool                `json:"billable"`        // something is approved and not billed
	Since     marketplace.Instant `json:"since"`           // from when the buyer has had something to decide
	Reminded  bool                `json:"reminded"`
	Escalated bool                `json:"escalated"`
	Watched   bool                `json:"watched"` // whether time brings anything
	Next      marketplace.Instant `json:"next"`    // when it does
	Created   marketplace.Instant `json:"created"`
}

// Planned is what an order has for one shift.
type Planned struct {
	Shift       marketplace.ID   `json:"shift"`
	Date        marketplace.Date `json:"date"`
	Crew        money.Quarters   `json:"crew"`
	Supervision money.Quarters   `json:"supervision"`
}

// Shift is a sheet that was signed, without anybody's time.
type Shift struct {
	ID         marketplace.ID      `json:"id"` // the sheet's id, too
	Date       marketplace.Date    `json:"date"`
	Signing    int                 `json:"signing"` // the newest
	Planned    int                 `json:"planned"` // people
	Workers    int                 `json:"workers"` // who came
	Deviations []string            `json:"deviations,omitempty"`
	Signed     marketplace.Instant `json:"signed"`
}

// Aside is time of a shift that is not billed. Only the organiser sees it.
type Aside struct {
	Key      string         `json:"key"` // of the line that it is taken from
	Quantity price.Quantity `json:"quantity"`
	Asked    price.Quantity `json:"asked"` // what was set aside, which may be more than there is left
	Why      Why            `json:"why"`
	By       marketplace.ID `json:"by"`
}

// Why is why time is not billed. The list is closed.
type Why string

// The reasons for not billing time.
const (
	Support  Why = "support"  // of a participant
	Training Why = "training" // of a participant
	Agreed   Why = "agreed"   // with the buyer
)

// Whys lists them in the order in which forms show them.
func Whys() []Why { return []Why{Support, Training, Agreed} }

// The bounds of a timesheet: three hundred lines of 700 bytes with twenty steps of 200 stay below one and a half megabytes.
const (
	maxLines     = 300
	maxAsides    = 100
	maxLinks     = 20
	maxOpenLinks = 5
	maxAnswer    = 500
	maxSaid      = 300
	maxName      = 80
	maxQuantity  = 10_000_000 // in the grain of the unit
	maxInvoice   = 20
	linkDays     = 7
	remindDays   = 3 // after the buyer has something to decide
	escalateDays = 7
	weekDays     = 7
)

// IDOf is the id of the timesheet of an order for the week that begins on a Monday.
func IDOf(order marketplace.ID, monday marketplace.Date) marketplace.ID {
	return marketplace.ID("timesheet" + digest(string(order), string(monday)))
}

// WeekOf is the first day of a day's week.
func WeekOf(day marketplace.Date) marketplace.Date { return capacity.Monday(day) }

func digest(parts ...string) string {
	h := sha256.New()
	for _, p := range parts {
		h.Write([]byte(p + "/"))
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// Line finds a line.
func (t Timesheet) Line(id marketplace.ID) (line.Line, bool) {
	at := t.at(id)
	if at < 0 {
		return line.Line{}, false
	}
	return t.Lines[at], true
}

func (t Timesheet) at(id marketplace.ID) int {
	return slices.IndexFunc(t.Lines, func(l line.Line) bool { return l.ID == id })
}

// Due is when the owners of the buyer are told that something waits; none while nothing does.
func (t Timesheet) Due() marketplace.Date {
	if t.Since.IsZero() {
		return ""
	}
	return days(t.Since, escalateDays).Day()
}

// Ordered is the lines with the greatest deviations first, then by day.
func (t Timesheet) Ordered() []line.Line {
	out := slices.Clone(t.Lines)
	slices.SortStableFunc(out, func(a, b line.Line) int { return b.Deviation() - a.Deviation() })
	return out
}

// Totals is what some lines come to.
type Totals struct {
	Lines       int
	Crew        money.Quarters
	Supervision money.Quarters
	Amount      money.Cents // without value added tax
}

// Total adds up the lines in some states; all of them when none is named. An Invalid error when it does not fit.
func (t Timesheet) Total(in ...line.State) (Totals, error) {
	var out Totals
	var amounts []money.Cents
	for _, l := range t.Lines {
		if len(in) > 0 && !slices.Contains(in, l.State) {
			continue
		}
		out.Lines++
		amounts = append(amounts, l.Amount)
		switch l.Unit {
		case price.CrewHour:
			out.Crew += money.Quarters(l.Quantity)
		case price.SupervisorHour:
			out.Supervision += money.Quarters(l.Quantity)
		case price.Piece, price.SquareMetre, price.Result, price.Travel, price.Material:
		}
	}
	sum, err := money.Sum(amounts...)
	out.Amount = sum
	return out, err
}

// watched is the timesheet with what can be found by: who has something to do, and when time brings something.
func (t Timesheet) watched(now marketplace.Instant) Timesheet {
	t.Todo = t.any(func(l line.Line) bool { return l.State == line.Open || l.State == line.Disputed })
	t.Billable = t.any(func(l line.Line) bool { return l.Billable() })
	waits := t.any(func(l line.Line) bool { return l.State.Waits() })
	switch {
	case waits && !t.Waits:
		t.Since, t.Reminded, t.Escalated = now, false, false
	case !waits:
		t.Since, t.Reminded, t.Escalated = marketplace.Instant{}, false, false
	}
	t.Waits, t.Watched, t.Next = waits, waits && !t.Escalated, marketplace.Instant{}
	switch {
	case t.Watched && !t.Reminded:
		t.Next = days(t.Since, remindDays)
	case t.Watched:
		t.Next = days(t.Since, escalateDays)
	}
	return t
}

func (t Timesheet) any(is func(line.Line) bool) bool { return slices.ContainsFunc(t.Lines, is) }

func days(i marketplace.Instant, n int) marketplace.Instant {
	return marketplace.At(i.Time().Add(time.Duration(n) * 24 * time.Hour))
}
