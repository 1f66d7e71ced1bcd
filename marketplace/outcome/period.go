package outcome

import (
	"fmt"
	"time"

	"sovite.fi/sovite/marketplace"
)

// Period is some days, both ends included.
type Period struct{ From, To marketplace.Date }

// Has says whether a day lies in the period. No day lies in none.
func (p Period) Has(day marketplace.Date) bool { return day != "" && p.From <= day && day <= p.To }

// days is how many days the period has.
func (p Period) days() int {
	if p.To < p.From {
		return 0
	}
	return p.From.DaysTo(p.To) + 1
}

// until is the period without what lies after a day.
func (p Period) until(day marketplace.Date) Period {
	return Period{p.From, min(p.To, day)}
}

// Year is a calendar year.
func Year(y int) Period {
	return Period{marketplace.Date(fmt.Sprintf("%04d-01-01", y)), marketplace.Date(fmt.Sprintf("%04d-12-31", y))}
}

// Quarter is a quarter of a year, 1 to 4.
func Quarter(y, q int) Period {
	first := time.Date(y, time.Month(3*q-2), 1, 0, 0, 0, 0, time.UTC)
	return Period{dateOf(first), dateOf(first.AddDate(0, 3, -1))}
}

// quarterOf is the year and the quarter of a day.
func quarterOf(day marketplace.Date) (year, quarter int) {
	t := day.Time()
	return t.Year(), (int(t.Month())-1)/3 + 1
}

// lastFullQuarter is the last day of the last quarter that is over on a day.
func lastFullQuarter(today marketplace.Date) marketplace.Date {
	y, q := quarterOf(today)
	return Quarter(y, q).From.AddDays(-1)
}

func dateOf(t time.Time) marketplace.Date { return marketplace.DateOf(t, time.UTC) }
