package marketplace_test

import (
	"testing"

	"sovite.fi/sovite/marketplace"
)

// The days off of Finland; the movable ones as the almanac has them, from the earliest Easter to the latest.
func TestWorkdays(t *testing.T) {
	for day, want := range map[marketplace.Date]bool{
		"2026-11-27": true, "2026-11-28": false, "2026-12-06": false, "2026-12-24": false, "2026-12-28": true, "2027-01-01": false, "2027-01-06": false,
		"2027-03-26": false, "2027-03-29": false, "2027-03-30": true, "2027-05-06": false, "2027-06-25": false, "2027-06-18": true, "2026-06-19": false,
		"2024-03-29": false, "2025-04-21": false, "2026-05-14": false, "2025-12-24": false, "2000-04-24": false, "2008-03-24": false, "2038-04-26": false,
		"2038-04-19": true,
	} {
		if got := day.IsWorkday(); got != want {
			t.Errorf("%s: %v", day, got)
		}
	}
	if got := marketplace.Date("2026-12-23").AddWorkdays(2); got != "2026-12-29" {
		t.Errorf("two working days over Christmas: %s", got)
	}
	if got := marketplace.Date("2026-12-29").AddWorkdays(-2); got != "2026-12-23" {
		t.Errorf("and back: %s", got)
	}
}

// What falls due on a day off can be done on the next working day (Act 150/1930, section 5).
func TestOrWorkday(t *testing.T) {
	for day, want := range map[marketplace.Date]marketplace.Date{
		"": "", "2026-11-27": "2026-11-27", "2026-11-28": "2026-11-30", "2026-12-24": "2026-12-28", "2026-12-05": "2026-12-07", "2027-03-26": "2027-03-30",
		"2026-05-01": "2026-05-04", "2026-06-19": "2026-06-22",
	} {
		if got := day.OrWorkday(); got != want {
			t.Errorf("%q: %q, want %q", day, got, want)
		}
	}
}
