package capacity

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sovite.fi/sovite/marketplace"
)

// The limit that binds is named, with when and how much is missing, for each quarter and not only for the sum of the day.
func TestShortages(t *testing.T) {
	const d = monday
	crew := Crew{Terms: terms()}
	crew.Terms.Ratio = 4
	beside := []Booking{{ID: "a", State: Sold, Loads: []Load{{d, 480, 660, 2, 1}}}}
	for _, tt := range []struct {
		name string
		load Load
		want []Shortage
	}{
		{"fits beside", Load{d, 480, 600, 4, 1}, nil},
		{"fits after it", Load{d, 660, 720, 4, 1}, nil},
		{"no supervisor", Load{d, 480, 720, 2, 1}, []Shortage{{d, 600, 660, SupervisorLimit, 1}}},
		{"nobody of the crew", Load{d, 480, 600, 7, 2}, []Shortage{{d, 480, 600, CrewLimit, 1}, {d, 480, 600, SupervisorLimit, 1}}},
		{"the worst counts", Load{d, 480, 720, 8, 2}, []Shortage{{d, 480, 720, CrewLimit, 6}, {d, 480, 720, SupervisorLimit, 2}}},
		{"before opening", Load{d, 465, 495, 1, 1}, []Shortage{{d, 465, 480, CrewLimit, 1}, {d, 465, 480, SupervisorLimit, 1}}},
		{"too few supervisors for the load", Load{d, 480, 495, 5, 1}, []Shortage{{d, 480, 495, SupervisionLimit, 1}}},
		{"a closed day", Load{"2026-11-28", 480, 495, 1, 1}, []Shortage{{"2026-11-28", 480, 495, CrewLimit, 1}, {"2026-11-28", 480, 495, SupervisorLimit, 1}}},
	} {
		if diff := cmp.Diff(tt.want, crew.short([]Load{tt.load}, beside)); diff != "" {
			t.Errorf("%s:\n%s", tt.name, diff)
		}
	}
	if got := crew.short([]Load{{d, 660, 720, 2, 1}, {d, 705, 720, 2, 1}}, nil); len(got) != 1 || got[0].Limit != SupervisorLimit || got[0].From != 705 {
		t.Errorf("loads of one booking do not add up: %v", got)
	}
}

// The calendar counts both sorts of hours and names the limit that binds.
func TestCalendar(t *testing.T) {
	w := newWorld(t, memory(t))
	w.crew(t)
	w.sold(t, "s", load(monday, 2))
	w.held(t, "h", Load{monday, 480, 600, 4, 1})
	w.held(t, "all", Load{"2026-11-24", 480, 600, 8, 2}, Load{"2026-11-24", 600, 720, 4, 1})
	days, err := w.Days(t.Context(), birgit, "crew", monday, 6)
	ok(t, err)
	if got, want := days[0], (Day{
		Date: monday, Offered: Hours{8*8 + 4*8, 2*8 + 8}, Held: Hours{32, 8}, Sold: Hours{32, 16}, Free: Hours{32, 0}, Limit: SupervisorLimit,
	}); got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
	for i, want := range map[int]Limit{1: BothLimits, 2: CrewLimit, 5: NoLimit} {
		if days[i].Limit != want {
			t.Errorf("%s is limited by %q", days[i].Date, days[i].Limit)
		}
	}
	if days[2].Sellable != days[2].Offered.Crew {
		t.Errorf("an empty day sells %d of %d", days[2].Sellable, days[2].Offered.Crew)
	}
	w.move(48 * time.Hour)
	days, err = w.Days(t.Context(), olga, "crew", monday, 2)
	ok(t, err)
	if days[0].Free != (Hours{}) || days[0].Sold != (Hours{32, 16}) || days[0].Held != (Hours{}) {
		t.Errorf("a day that has passed: %+v", days[0])
	}
}

// A hold counts until its last millisecond, and for nothing after it, whether or not the job has written that down.
func TestHoldRunsOut(t *testing.T) {
	for name, sweep := range map[string]bool{"swept": true, "not swept": false} {
		t.Run(name, func(t *testing.T) {
			w, ctx := newWorld(t, memory(t)), t.Context()
			w.crew(t)
			w.held(t, "first", load("2026-11-30", 4))
			w.move(24*time.Hour - time.Millisecond)
			ok(t, w.Work(ctx))
			_, err := w.Hold(ctx, seppo, "crew", w.ask("second", load("2026-11-30", 4)))
			wantError(t, err, marketplace.Conflict, "capacity.short.crew")
			w.told(t)
			w.move(time.Millisecond)
			if sweep {
				ok(t, w.Work(ctx))
				rev := w.stored(t).Rev
				if got := w.told(t); !cmp.Equal(got, []string{"capacity.expired first"}) {
					t.Errorf("told %v", got)
				}
				ok(t, w.Work(ctx))
				if w.stored(t).Rev != rev {
					t.Error("the job does it twice")
				}
			}
			if b, err := w.Booking(ctx, aino, "crew", "first"); err != nil || b.State != Expired {
				t.Errorf("after its time: %s, %v", b.State, err)
			}
			if d := w.stored(t).Value.Day("2026-11-30", w.Clock.Now()); d.Held != (Hours{}) || d.Free != d.Offered {
				t.Errorf("it still counts: %+v", d)
			}
			w.held(t, "third", load("2026-11-30", 4))
			if got := w.told(t); sweep != cmp.Equal(got, []string{"capacity.held third"}) {
				t.Errorf("told %v", got)
			}
			_, err = w.Sell(ctx, aino, "crew", "first")
			wantError(t, err, marketplace.Conflict, "capacity.short.crew")
			_, err = w.Release(ctx, seppo, "crew", "third")
			ok(t, err)
			if b, err := w.Sell(ctx, aino, "crew", "first"); err != nil || b.State != Sold {
				t.Errorf("there is room again: %s, %v", b.State, err)
			}
		})
	}
}
