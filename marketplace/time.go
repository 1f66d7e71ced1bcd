package marketplace

import (
	"encoding/json"
	"fmt"
	"time"
)

// Clock tells the time. It is passed in everywhere; only cmd uses time.Now.
type Clock func() time.Time

// Instant is a moment in UTC with milliseconds. It is written as text of fixed width ("2026-11-23T06:14:08.000Z"), so
// that the text sorts as the time does, in every store. The zero Instant is written as null.
type Instant struct{ t time.Time }

const instantLayout = "2006-01-02T15:04:05.000Z"

// At cuts a time to the precision that every store keeps.
func At(t time.Time) Instant { return Instant{t.UTC().Truncate(time.Millisecond)} }

// Now is the clock's time as an Instant.
func (c Clock) Now() Instant { return At(c()) }

// Today is the day that it is now: see Instant.Day.
func (c Clock) Today() Date { return c.Now().Day() }

// summer is how far Finnish time is ahead of UTC in summer.
const summer = 3 * time.Hour

// Day is the calendar day in Finland, or at most one winter hour ahead of it: what holds to the end of a day may end that
// hour early, never late.
func (i Instant) Day() Date { return DateOf(i.t.Add(summer), time.UTC) }

// Time returns the moment as a time in UTC.
func (i Instant) Time() time.Time { return i.t }

// IsZero says whether no moment was set.
func (i Instant) IsZero() bool { return i.t.IsZero() }

// String writes the moment with fixed width, or nothing for the zero Instant.
func (i Instant) String() string {
	if i.IsZero() {
		return ""
	}
	return i.t.Format(instantLayout)
}

// MarshalJSON implements json.Marshaler.
func (i Instant) MarshalJSON() ([]byte, error) {
	if i.IsZero() {
		return []byte("null"), nil
	}
	return json.Marshal(i.String())
}

// UnmarshalJSON implements json.Unmarshaler; it accepts any RFC 3339 time.
func (i *Instant) UnmarshalJSON(b []byte) error {
	if string(b) == "null" {
		*i = Instant{}
		return nil
	}
	var s string
	if err := json.Unmarshal(b, &s); err != nil {
		return err
	}
	t, err := time.Parse(time.RFC3339Nano, s)
	if err != nil {
		return fmt.Errorf("not a time such as 2026-11-23T06:14:08Z: %w", err)
	}
	*i = At(t)
	return nil
}

// Date is a calendar day without a time zone, written "2026-11-23". The empty Date means "not set".
type Date string

// ParseDate reads "2026-11-23". The empty text is the empty Date.
func ParseDate(s string) (Date, error) {
	if s == "" {
		return "", nil
	}
	if _, err := time.Parse(time.DateOnly, s); err != nil {
		return "", Errorf(Invalid, "error.date", "value", s)
	}
	return Date(s), nil
}

// DateOf is the calendar day of a moment in the given zone.
func DateOf(t time.Time, zone *time.Location) Date { return Date(t.In(zone).Format(time.DateOnly)) }

// Time is midnight UTC of the day, for arithmetic on days. It is the zero time for the empty Date.
func (d Date) Time() time.Time {
	t, _ := time.Parse(time.DateOnly, string(d))
	return t
}

// AddDays is the day some days later, or earlier for a negative number. The empty Date stays empty.
func (d Date) AddDays(days int) Date {
	if d == "" {
		return ""
	}
	return DateOf(d.Time().AddDate(0, 0, days), time.UTC)
}

// AddMonths is the day some calendar months later, or earlier for a negative number: the day of the same number, or the last
// of that month when there is none. So 30 November is three months after 31 August, and 28 February after 30 November. The
// empty Date stays empty. Source: Act 150/1930, section 3, on how a time in months is counted; not 90 or 91 days.
func (d Date) AddMonths(months int) Date {
	if d == "" {
		return ""
	}
	t := d.Time()
	first := time.Date(t.Year(), t.Month()+time.Month(months), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return DateOf(first.AddDate(0, 0, min(t.Day(), last)-1), time.UTC)
}

// DaysTo is the number of days from one day to another, negative when the other comes first. Both must be set.
func (d Date) DaysTo(other Date) int { return int(other.Time().Sub(d.Time()).Hours() / 24) }
