package planner_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"sovite.fi/sovite/matching/crew"
	"sovite.fi/sovite/matching/crew/crewtest"
	"sovite.fi/sovite/matching/crew/planner"
)

func replan(t *testing.T, in crew.Instance, plan crew.Plan, absences ...planner.Absence) planner.Repair {
	t.Helper()
	r, err := planner.Replan(context.Background(), in, plan, absences, planner.Options{Steps: 30000})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// TestOneAbsenceMovesFew takes each person of a good plan away in turn: the seat is filled and hardly anybody else moves.
func TestOneAbsenceMovesFew(t *testing.T) {
	in := load(t, "middle.json")
	plan := propose(t, in, 200_000).Plan
	seats := len(plan.Seats)
	for i := 0; i < seats; i += 23 {
		gone := plan.Seats[i]
		r := replan(t, in, plan, planner.Absence{Who: gone.Who, Day: gone.Day})
		if len(r.Changes) == 0 || len(r.Changes) > 4 {
			t.Errorf("%+v away: %d changes %+v", gone, len(r.Changes), r.Changes)
		}
		for _, c := range r.Changes {
			if c.Day < gone.Day {
				t.Errorf("%+v away: a day before changed: %+v", gone, c)
			}
			if c.Absent != (c.Who == gone.Who && c.Day == gone.Day) {
				t.Errorf("%+v away: %+v", gone, c)
			}
		}
	}
}

func TestAbsenceOfSomebodyIdleChangesNothing(t *testing.T) {
	in := load(t, "middle.json")
	plan := propose(t, in, 200_000).Plan
	busy := map[planner.Absence]bool{}
	for _, s := range plan.Seats {
		busy[planner.Absence{Who: s.Who, Day: s.Day}] = true
	}
	for _, c := range in.Clients[:20] {
		a := planner.Absence{Who: c.ID, Day: 3}
		if r := replan(t, in, plan, a); !busy[a] && len(r.Changes) > 0 {
			t.Errorf("%+v was idle, and yet %+v", a, r.Changes)
		}
	}
	if r := replan(t, in, plan); len(r.Changes) > 0 {
		t.Errorf("nobody away, and yet %+v", r.Changes)
	}
}

// TestRepairsObeyEveryRule also applies the changes to the old plan: they are all that happened.
func TestRepairsObeyEveryRule(t *testing.T) {
	rng := rand.New(rand.NewPCG(8, 9))
	for range 400 {
		in := crewtest.Random(rng.IntN, crewtest.Size{Clients: 8, Orders: 3, Days: 6, Supervisors: 4})
		plan := propose(t, in, 2000).Plan
		if len(plan.Seats) == 0 {
			continue
		}
		gone := plan.Seats[rng.IntN(len(plan.Seats))]
		r := replan(t, in, plan, planner.Absence{Who: gone.Who, Day: gone.Day})
		if faults := crew.Check(in, r.Plan); len(faults) > 0 {
			t.Fatalf("faults %v after %+v left %+v", faults, gone, plan)
		}
		if got, want := seatSet(r.Plan.Seats), seatSet(applied(plan, r.Changes)); got != want {
			t.Fatalf("plan %s, by the changes %s", got, want)
		}
		if strings.Contains(seatSet(r.Plan.Seats), seatSet([]crew.Seat{gone})) {
			t.Fatalf("%+v is away and still has the seat", gone)
		}
	}
}

func applied(plan crew.Plan, changes []planner.Change) []crew.Seat {
	at := map[planner.Absence]string{}
	for _, s := range plan.Seats {
		at[planner.Absence{Who: s.Who, Day: s.Day}] = s.Order
	}
	for _, c := range changes {
		at[planner.Absence{Who: c.Who, Day: c.Day}] = c.To
	}
	var seats []crew.Seat
	for who, order := range at {
		if order != "" {
			seats = append(seats, crew.Seat{Who: who.Who, Order: order, Day: who.Day})
		}
	}
	return seats
}

// TestLicenceHolderAway: without the only holder the crew may not work; with another one somewhere it may.
func TestLicenceHolderAway(t *testing.T) {
	in := crew.Instance{
		Days: 1, WeekLength: 5,
		Orders: []crew.Order{{ID: "crane", Hours: 4, PerSupervisor: 4, NeedsLicence: true, Crew: map[int]int{0: 2}}},
		Clients: []crew.Client{
			{ID: "holder", MaxHoursWeek: 8, Days: []int{0}, Licence: true, Fit: map[string]int{"crane": 90}},
			{ID: "helper", MaxHoursWeek: 8, Days: []int{0}, Fit: map[string]int{"crane": 90}},
		},
	}
	plan := propose(t, in, 1000).Plan
	away := planner.Absence{Who: "holder", Day: 0}
	if r := replan(t, in, plan, away); len(r.Plan.Seats) != 0 || len(r.Changes) != 2 {
		t.Errorf("without a licence: %+v", r)
	}
	in.Clients = append(in.Clients, crew.Client{
		ID: "second", MaxHoursWeek: 8, Days: []int{0}, Licence: true,
		Fit: map[string]int{"crane": 10},
	})
	if r := replan(t, in, plan, away); seatSet(r.Plan.Seats) != "helper crane 0\nsecond crane 0" {
		t.Errorf("with a second holder: %+v", r)
	}
}

func TestReplanRefusesNonsense(t *testing.T) {
	in := load(t, "small.json")
	plan := propose(t, in, 1000).Plan
	opt := planner.Options{Steps: 1}
	for want, try := range map[string]func() error{
		`there is nobody "X"`: func() error {
			_, err := planner.Replan(context.Background(), in, plan, []planner.Absence{{Who: "X"}}, opt)
			return err
		},
		"absences[0].day: 9 is not between 0 and 4": func() error {
			_, err := planner.Replan(context.Background(), in, plan, []planner.Absence{{Who: "C001", Day: 9}}, opt)
			return err
		},
		"breaks the rule ": func() error {
			double := crew.Plan{Seats: []crew.Seat{{Who: "C006", Order: "O02", Day: 0}, {Who: "C006", Order: "O01", Day: 0}}}
			_, err := planner.Replan(context.Background(), in, double, nil, opt)
			return err
		},
	} {
		if err := try(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want one with %q", err, want)
		}
	}
}

// seatSet writes seats in a fixed order.
func seatSet(seats []crew.Seat) string {
	var lines []string
	for _, s := range seats {
		lines = append(lines, fmt.Sprint(s.Who, " ", s.Order, " ", s.Day))
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}
