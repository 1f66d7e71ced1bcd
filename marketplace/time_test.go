package marketplace_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"sovite.fi/sovite/marketplace"
)

// Months end on the day of the same number, or on the last of a shorter month; 90 or 91 days would say otherwise.
func TestAddMonths(t *testing.T) {
	for _, tc := range []struct {
		from   marketplace.Date
		months int
		want   marketplace.Date
	}{
		{"2026-02-02", 3, "2026-05-02"},
		{"2026-01-01", 3, "2026-04-01"},
		{"2026-08-31", 3, "2026-11-30"},
		{"2026-11-30", 3, "2027-02-28"},
		{"2027-11-29", 3, "2028-02-29"},
		{"2026-08-31", 6, "2027-02-28"},
		{"2024-02-29", 12, "2025-02-28"},
		{"2024-02-29", 48, "2028-02-29"},
		{"2026-12-31", 12, "2027-12-31"},
		{"2026-12-31", 2, "2027-02-28"},
		{"2026-10-15", 3, "2027-01-15"},
		{"2026-01-31", 1, "2026-02-28"},
		{"2026-01-31", 0, "2026-01-31"},
		{"2026-03-31", -1, "2026-02-28"},
		{"2026-01-31", -2, "2025-11-30"},
		{"", 3, ""},
	} {
		if got := tc.from.AddMonths(tc.months); got != tc.want {
			t.Errorf("%d months after %q: %q, want %q", tc.months, tc.from, got, tc.want)
		}
	}
	for from, days := range map[marketplace.Date]int{"2026-02-02": 89, "2026-01-01": 90, "2026-08-31": 91} {
		if got := from.DaysTo(from.AddMonths(3)); got != days {
			t.Errorf("three months from %s are %d days, want %d", from, got, days)
		}
	}
}

// Days are added across months, years and leap days, and taken away again.
func TestAddDays(t *testing.T) {
	for _, tc := range []struct {
		from marketplace.Date
		days int
		want marketplace.Date
	}{
		{"2026-11-30", 1, "2026-12-01"},
		{"2026-12-31", 1, "2027-01-01"},
		{"2028-02-28", 1, "2028-02-29"},
		{"2026-02-28", 1, "2026-03-01"},
		{"2026-03-01", -1, "2026-02-28"},
		{"2026-10-24", 2, "2026-10-26"},
		{"2026-11-23", 0, "2026-11-23"},
		{"", 5, ""},
	} {
		if got := tc.from.AddDays(tc.days); got != tc.want {
			t.Errorf("%d days after %q: %q, want %q", tc.days, tc.from, got, tc.want)
		}
	}
}

// From any day: so many days later is so many days away, and some months later is in that month, on the same number or on
// its last day.
func TestDateProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		from := marketplace.Date("2000-01-01").AddDays(rapid.IntRange(0, 36500).Draw(t, "day"))
		days, months := rapid.IntRange(-4000, 4000).Draw(t, "days"), rapid.IntRange(-60, 60).Draw(t, "months")
		if there := from.AddDays(days); from.DaysTo(there) != days || there.AddDays(-days) != from {
			t.Fatalf("%d days from %s: %s", days, from, there)
		}
		there := from.AddMonths(months).Time()
		if got := (there.Year()-from.Time().Year())*12 + int(there.Month()-from.Time().Month()); got != months {
			t.Fatalf("%d months from %s: %s", months, from, there)
		}
		if last := there.AddDate(0, 0, 1).Day() == 1; there.Day() != from.Time().Day() && (!last || there.Day() > from.Time().Day()) {
			t.Fatalf("%d months from %s: %s", months, from, there.Format(time.DateOnly))
		}
	})
}
