package quote

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/capacity"
	"sovite.fi/sovite/marketplace/price"
	"sovite.fi/sovite/marketplace/request"
)

// TestSuggested begins a quote with the days that are asked for.
func TestSuggested(t *testing.T) {
	need := request.Need{First: "2026-11-30", Last: "2026-12-09", Weekdays: []string{"mon", "wed"}, From: 480, To: 720, People: 9}
	load := func(d marketplace.Date) capacity.Load {
		return capacity.Load{Date: d, From: 480, To: 720, Participants: 9, Supervisors: 2}
	}
	long := need
	long.Last, long.Weekdays = "2027-11-30", capacity.Weekdays()
	for name, tt := range map[string]struct {
		need request.Need
		from marketplace.Date
		want []capacity.Load
	}{
		"all of it":    {need, "2026-11-01", []capacity.Load{load("2026-11-30"), load("2026-12-02"), load("2026-12-07"), load("2026-12-09")}},
		"what is left": {need, "2026-12-03", []capacity.Load{load("2026-12-07"), load("2026-12-09")}},
		"all over":     {need, "2026-12-10", nil},
		"not told":     {request.Need{First: "2026-11-30"}, "2026-11-01", nil},
	} {
		if diff := cmp.Diff(tt.want, Suggested(tt.need, 5, tt.from)); diff != "" {
			t.Errorf("%s:\n%s", name, diff)
		}
	}
	if n := len(Suggested(long, 5, "2026-11-01")); n != maxLoads {
		t.Errorf("a year is %d loads", n)
	}
	loads := []capacity.Load{load("2026-11-30"), {Date: "2026-12-01", From: 480, To: 495, Participants: 1, Supervisors: 1}}
	for u, want := range map[price.Unit]price.Quantity{price.CrewHour: 9*16 + 1, price.SupervisorHour: 2*16 + 1} {
		if got, worked := Worked(u, loads); got != want || !worked {
			t.Errorf("%s: %d, %t", u, got, worked)
		}
	}
	if _, worked := Worked(price.Piece, loads); worked {
		t.Error("pieces follow from hours")
	}
}
