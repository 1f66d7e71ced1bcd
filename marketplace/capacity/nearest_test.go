package capacity

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"sovite.fi/sovite/marketplace"
)

// TestNearest: the day itself first, then the days around it, each at the nearest start.
func TestNearest(t *testing.T) {
	const d = "2026-11-25" // a Wednesday
	now := marketplace.At(monday.Time().Add(8 * time.Hour))
	crew := Crew{Terms: terms()}
	crew.Terms.Ratio = 4
	taken := func(id marketplace.ID, loads ...Load) Booking {
		return Booking{ID: id, For: "quote-" + id, State: Sold, Loads: loads}
	}
	for _, tt := range []struct {
		name     string
		bookings []Booking
		loads    []Load
		instead  marketplace.ID
		n        int
		want     []Load
	}{
		{"what fits already is its own nearest", nil, []Load{{d, 480, 600, 4, 1}}, "", 1, []Load{{d, 480, 600, 4, 1}}},
		{"later the same day", []Booking{taken("a", Load{d, 480, 600, 8, 2})}, []Load{{d, 480, 540, 4, 1}}, "", 1, []Load{{d, 600, 660, 4, 1}}},
		{"the days around it, the later first", []Booking{taken("a", Load{d, 480, 720, 4, 1}, Load{d, 480, 600, 4, 1})}, []Load{{d, 480, 600, 8, 2}}, "", 3, []Load{{"2026-11-26", 480, 600, 8, 2}, {"2026-11-24", 480, 600, 8, 2}, {"2026-11-27", 480, 600, 8, 2}}},
		{"of two starts the earlier", []Booking{taken("a", Load{d, 540, 600, 8, 2})}, []Load{{d, 540, 600, 4, 1}}, "", 1, []Load{{d, 480, 540, 4, 1}}},
		{"its own booking is none of the others", []Booking{taken("a", Load{d, 480, 720, 4, 1}, Load{d, 480, 600, 4, 1})}, []Load{{d, 480, 600, 8, 2}}, "quote-a", 1, []Load{{d, 480, 600, 8, 2}}},
		{"beside the other loads of the quote", nil, []Load{{d, 480, 600, 8, 2}, {d, 480, 540, 4, 1}}, "", 1, []Load{{d, 600, 660, 4, 1}}},
		{"not today, nor before", nil, []Load{{monday, 480, 600, 4, 1}}, "", 1, []Load{{"2026-11-24", 480, 600, 4, 1}}},
		{"longer than any day", nil, []Load{{d, 480, 735, 4, 1}}, "", 3, nil},
		{"more people than ever", nil, []Load{{d, 480, 600, 9, 3}}, "", 3, nil},
		{"too few supervisors for the load", nil, []Load{{d, 480, 600, 5, 1}}, "", 3, nil},
	} {
		crew.Bookings = tt.bookings
		at := len(tt.loads) - 1
		if diff := cmp.Diff(tt.want, crew.Nearest(tt.loads, at, tt.n, tt.instead, now)); diff != "" {
			t.Errorf("%s:\n%s", tt.name, diff)
		}
	}
}

// TestNearestFits: what is proposed is the same load at another time and lacks nothing; and no day that is nearer was passed over.
func TestNearestFits(t *testing.T) {
	now := marketplace.At(monday.Time().Add(8 * time.Hour))
	load := func(t *rapid.T, name string) Load {
		from := rapid.IntRange(28, 46).Draw(t, name+" from") * quarter
		people := rapid.IntRange(1, 8).Draw(t, name+" people")
		return Load{
			plusDays(monday, rapid.IntRange(0, 20).Draw(t, name+" day")), from, from + rapid.IntRange(1, 10).Draw(t, name+" long")*quarter,
			people, (people+3)/4 + rapid.IntRange(0, 1).Draw(t, name+" more"),
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		crew := Crew{Terms: terms()}
		for i := range rapid.IntRange(0, 12).Draw(t, "bookings") {
			b := Booking{ID: marketplace.ID(rune('a' + i)), For: marketplace.ID(rune('A' + i%3)), State: Sold, Loads: []Load{load(t, "booked")}}
			if crew.short(b.Loads, crew.Bookings) == nil {
				crew.Bookings = append(crew.Bookings, b)
			}
		}
		var loads []Load
		for range rapid.IntRange(1, 3).Draw(t, "loads") {
			loads = append(loads, load(t, "load"))
		}
		at, n := rapid.IntRange(0, len(loads)-1).Draw(t, "at"), rapid.IntRange(1, 4).Draw(t, "n")
		fits := func(l Load) bool {
			with := slices.Clone(loads)
			with[at] = l
			return !slices.ContainsFunc(crew.Lacks(with, "A", now), func(s Shortage) bool { return s.Date == l.Date })
		}
		got := crew.Nearest(loads, at, n, "A", now)
		for i, l := range got {
			same := l
			same.Date, same.From, same.To = loads[at].Date, loads[at].From, loads[at].From+l.To-l.From
			if same != loads[at] || !fits(l) || l.Date <= monday || slices.ContainsFunc(got[:i], func(o Load) bool { return o.Date == l.Date }) {
				t.Fatalf("%+v for %+v", l, loads[at])
			}
		}
		if fits(loads[at]) && loads[at].Date > monday && (len(got) == 0 || got[0] != loads[at]) {
			t.Fatalf("%+v fits, and %+v is proposed", loads[at], got)
		}
		furthest := nearDays
		if len(got) == n {
			furthest = distance(0, loads[at].Date.DaysTo(got[n-1].Date)) - 1
		}
		for days := -furthest; days <= furthest; days++ {
			moved := loads[at]
			moved.Date = plusDays(moved.Date, days)
			if moved.Date > monday && fits(moved) && !slices.ContainsFunc(got, func(o Load) bool { return o.Date == moved.Date }) {
				t.Fatalf("%s was passed over for %+v", moved.Date, got)
			}
		}
	})
}
