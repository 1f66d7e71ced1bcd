package crew_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sovite.fi/sovite/matching/crew"
	"sovite.fi/sovite/matching/crew/contract"
)

// week is a small question: two orders on two days, three clients, one supervisor.
func week() crew.Instance {
	return crew.Instance{
		Name: "week", Days: 2, WeekLength: 5,
		Orders: []crew.Order{
			{ID: "yard", Hours: 4, PerSupervisor: 2, Crew: map[int]int{0: 2, 1: 1}},
			{ID: "crane", Hours: 6, PerSupervisor: 3, NeedsLicence: true, Crew: map[int]int{1: 2}},
		},
		Clients: []crew.Client{
			{ID: "a", MaxHoursWeek: 8, TargetHours: 8, Days: []int{0, 1}, Fit: map[string]int{"yard": 90, "crane": 60}},
			{ID: "b", MaxHoursWeek: 10, TargetHours: 10, Days: []int{0, 1}, Licence: true, Fit: map[string]int{"yard": 50, "crane": 70}},
			{ID: "c", MaxHoursWeek: 20, TargetHours: 4, Days: []int{1}, Fit: map[string]int{"crane": 80}},
		},
		Supervisors: []crew.Supervisor{{ID: "s", Days: []int{0, 1}, Orders: []string{"yard"}}},
		Conflicts:   []crew.Conflict{{A: "a", B: "c"}},
		Previous:    []crew.Member{{Client: "a", Order: "yard"}, {Client: "c", Order: "yard"}, {Client: "gone", Order: "crane"}},
	}
}

func seats(lines ...string) crew.Plan {
	plan, err := contract.ReadPlan(strings.NewReader(strings.ReplaceAll(strings.Join(lines, "\n"), " ", "\t")))
	if err != nil {
		panic(err)
	}
	return plan
}

func TestCostByPart(t *testing.T) {
	for name, tc := range map[string]struct {
		plan crew.Plan
		want crew.Cost
	}{
		"nobody works": {seats(), crew.Cost{
			Missing: 5000, Supervisors: 2400,
			Fairness: 2*(8+10+4) + 6*(4+5+2), Stability: 120,
		}},
		"half a week": {seats("a yard 0", "b yard 0", "s yard 0", "b crane 1", "c crane 1"), crew.Cost{
			Missing:     1000,
			Supervisors: 1600, Fit: 10 + 50 + 30 + 20, Fairness: 2 * 4, Stability: 80,
		}},
	} {
		if diff := cmp.Diff(tc.want, crew.CostOf(week(), tc.plan)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestEachRuleIsSeen(t *testing.T) {
	for want, plan := range map[string]crew.Plan{
		"":                 seats("a yard 0", "b crane 1", "c crane 1", "s yard 1"),
		"no_such_shift":    seats("a crane 0"),
		"no_such_person":   seats("x yard 0"),
		"twice_a_day":      seats("b yard 1", "b crane 1"),
		"not_available":    seats("c yard 0"),
		"not_eligible":     seats("c yard 1"),
		"cannot_supervise": seats("s crane 1"),
		"weekly_hours":     seats("a yard 0", "b crane 1", "a crane 1"),
		"overstaffed":      seats("a yard 1", "b yard 1"),
		"no_licence":       seats("c crane 1"),
		"in_conflict":      seats("a crane 1", "b crane 1", "c crane 1"),
	} {
		faults := crew.Check(week(), plan)
		found := slices.ContainsFunc(faults, func(f crew.Fault) bool { return string(f.Rule) == want })
		if want == "" && len(faults) > 0 || want != "" && !found {
			t.Errorf("want %q, got %v", want, faults)
		}
	}
}

// TestBestPlansKnown holds the judge against plans whose cost was worked out by an independent program.
func TestBestPlansKnown(t *testing.T) {
	for name, want := range map[string]crew.Cost{
		"small":  {Missing: 12000, Supervisors: 4800, Fit: 401, Fairness: 916, Stability: 160},
		"middle": {Supervisors: 2400, Fit: 2937, Fairness: 1062, Stability: 280},
	} {
		in, plan := read(t, name)
		if faults := crew.Check(in, plan); len(faults) > 0 {
			t.Errorf("%s: faults %v", name, faults)
		}
		if diff := cmp.Diff(want, crew.CostOf(in, plan)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func read(t *testing.T, name string) (crew.Instance, crew.Plan) {
	t.Helper()
	question, err := os.Open("testdata/" + name + ".json")
	if err != nil {
		t.Fatal(err)
	}
	defer question.Close()
	in, err := contract.ReadInstance(question)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := os.Open("testdata/" + name + ".best.tsv")
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Close()
	plan, err := contract.ReadPlan(answer)
	if err != nil {
		t.Fatal(err)
	}
	return in, plan
}

// TestReasonsCanBeWorkedOutAgain empties each seat and puts the alternative in, and compares costs.
func TestReasonsCanBeWorkedOutAgain(t *testing.T) {
	for _, name := range []string{"small", "middle"} {
		in, plan := read(t, name)
		before := crew.CostOf(in, plan)
		reasons := crew.Explain(in, plan)
		if len(reasons) < 10 {
			t.Fatalf("%s: only %d reasons", name, len(reasons))
		}
		for i, r := range reasons {
			without := slices.DeleteFunc(slices.Clone(plan.Seats), func(s crew.Seat) bool { return s == r.Seat })
			if diff := cmp.Diff(minus(crew.CostOf(in, crew.Plan{Seats: without}), before), r.Worth); diff != "" {
				t.Errorf("%s: worth of %+v (-worked out +stated):\n%s", name, r.Seat, diff)
			}
			faults := crew.Check(in, crew.Plan{Seats: without})
			alone := slices.ContainsFunc(faults, func(f crew.Fault) bool { return f.Rule == crew.NoLicence })
			if alone && !r.OnlyLicence {
				t.Errorf("%s: %+v holds the only licence, and the reason does not say so", name, r.Seat)
			}
			if i%9 == 0 {
				checkAlternatives(t, in, without, before.Total(), r)
			}
		}
	}
}

// checkAlternatives tries everybody else on the seat.
func checkAlternatives(t *testing.T, in crew.Instance, without []crew.Seat, before int, r crew.Reason) {
	t.Helper()
	free, cheapest, blocked := 0, 0, 0
	for _, n := range r.Blocked {
		blocked += n
	}
	for _, c := range in.Clients {
		if slices.ContainsFunc(without, func(s crew.Seat) bool { return s == crew.Seat{Who: c.ID, Order: r.Seat.Order, Day: r.Seat.Day} }) || c.ID == r.Seat.Who {
			blocked++
			continue
		}
		other := crew.Plan{Seats: append(without[:len(without):len(without)], crew.Seat{Who: c.ID, Order: r.Seat.Order, Day: r.Seat.Day})}
		if len(crew.Check(in, other)) > 0 {
			continue
		}
		extra := crew.CostOf(in, other).Total() - before
		if free == 0 || extra < cheapest {
			cheapest = extra
		}
		free++
	}
	if free != r.Free || free+blocked != len(in.Clients) {
		t.Errorf("%+v: %d could have the seat, stated %d and blocked %v", r.Seat, free, r.Free, r.Blocked)
	}
	if free > 0 && (r.Best == nil || r.Best.Extra != cheapest) {
		t.Errorf("%+v: the cheapest alternative costs %d more, stated %+v", r.Seat, cheapest, r.Best)
	}
}

func minus(a, b crew.Cost) crew.Cost {
	return crew.Cost{
		Missing: a.Missing - b.Missing, Supervisors: a.Supervisors - b.Supervisors, Fit: a.Fit - b.Fit,
		Fairness: a.Fairness - b.Fairness, Stability: a.Stability - b.Stability,
	}
}

func TestVacanciesCountWhatIsInTheWay(t *testing.T) {
	got := crew.Vacancies(week(), seats("a yard 0", "b yard 0", "s yard 0"))
	want := []crew.Vacancy{
		{
			Shift: crew.Shift{Order: "crane", Day: 1}, Clients: 2, Supervisors: 1, Free: 1,
			Blocked:            map[crew.Rule]int{crew.WeeklyHours: 1, crew.NoLicence: 1},
			BlockedSupervisors: map[crew.Rule]int{crew.CannotSupervise: 1},
		},
		{
			Shift: crew.Shift{Order: "yard", Day: 1}, Clients: 1, Supervisors: 1, Free: 2,
			Blocked: map[crew.Rule]int{crew.NotEligible: 1}, FreeSupervisors: 1, BlockedSupervisors: map[crew.Rule]int{},
		},
	}
	want[0].Free = 1
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
