package introduction

import (
	"time"

	"sovite.fi/sovite/marketplace"
)

// addWorkdays is the day some working days after (or, with a negative number, before) another.
func addWorkdays(day marketplace.Date, n int) marketplace.Date {
	t, step := day.Time(), 1
	if n < 0 {
		step, n = -1, -n
	}
	for n > 0 {
		t = t.AddDate(0, 0, step)
		if isWorkday(t) {
			n--
		}
	}
	return marketplace.DateOf(t, time.UTC)
}

// ActBy is the last day on which a coach should do what follows from a yes that came on a day: the client's to a consent, or
// both sides' to go on. Nothing is done after the last day of the consent.
func ActBy(day, until marketplace.Date) marketplace.Date {
	return min(addWorkdays(day, ActDays), until)
}

// isWorkday says whether people in Finland are commonly at work on a day: Monday to Friday, but not on the days off that
// fall there (with the eves of Midsummer and Christmas, which are days off by agreement everywhere).
func isWorkday(t time.Time) bool {
	if wd := t.Weekday(); wd == time.Saturday || wd == time.Sunday {
		return false
	}
	switch t.Format("01-02") {
	case "01-01", "01-06", "05-01", "12-06", "12-24", "12-25", "12-26":
		return false
	}
	if t.Month() == time.June && t.Weekday() == time.Friday && t.Day() >= 19 && t.Day() <= 25 {
		return false
	}
	switch int(t.Sub(easter(t.Year())).Hours()) / 24 {
	case -2, 1, 39: // Good Friday, Easter Monday, Ascension Day
		return false
	}
	return true
}

// easter is Easter Sunday of a year, by the rule of Gauss in the form of Butcher.
func easter(year int) time.Time {
	a, b, c := year%19, year/100, year%100
	d, e, g := b/4, b%4, (8*b+13)/25
	h := (19*a + b - d - g + 15) % 30
	m := (a + 11*h) / 319
	i, k := c/4, c%4
	l := (2*e + 2*i - k - h + m + 32) % 7
	month := (h - m + l + 90) / 25
	day := (h - m + l + month + 19) % 32
	return time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
}
