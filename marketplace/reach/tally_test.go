package reach

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/discovery/discoverytest"
	"sovite.fi/sovite/matching"
	"sovite.fi/sovite/matching/matchtest"
)

func TestStep(t *testing.T) {
	for n, want := range map[int]int{-1: 0, 0: 0, 1: 0, 5: 0, 9: 0, 10: 10, 19: 10, 20: 20, 49: 20, 50: 50, 99: 50, 100: 100, 1999: 1000, 2000: 2000} {
		if got := Step(n); got != want {
			t.Errorf("Step(%d) = %d, want %d", n, got, want)
		}
	}
}

// fixture is what both property tests draw from.
type fixture struct {
	rules     matching.RuleSet
	offerable []string
}

func newFixture(t testing.TB) fixture {
	t.Helper()
	scale := discoverytest.Must(matching.LoadScale())
	f := fixture{rules: matching.DefaultRules(scale)}
	for _, a := range scale.Adaptations() {
		if a.Grants == "employer" {
			f.offerable = append(f.offerable, a.Key)
		}
	}
	return f
}

// home and work are near each other; clients and tasks that have nothing but a few things between them.
func person1(w matchtest.World) matching.Profile {
	p := w.Profile()
	p.Limits = matching.Limits{
		WeekMinutes: matching.Window{Min: 60, Max: 600 + 600*w.UpTo(2, "hours")}, Shifts: matching.Chosen([]string{"day", "evening"}[:1+w.UpTo(1, "shifts")]...),
		Hazards: matching.Chosen(), Allergens: matching.Chosen(), Forms: matching.Chosen("employment"), DayMinutes: 240 * (1 + w.UpTo(1, "day")),
		Travel: matching.Travel{Known: w.UpTo(9, "travel") > 0, Lat: 60, Lon: 25, Transport: "car", MaxMinutes: 30},
	}
	if w.Bool("must not") {
		p.Limits.MustNot = matching.Ratings{"lifting": matching.Rated(w.UpTo(3, "allowed"))}
	}
	p.Abilities = matching.Ratings{}
	for _, d := range []matching.Dimension{"lifting", "standing", "memory"} {
		if w.UpTo(9, "asked") > 0 {
			p.Abilities[d] = matching.Rated(1 + w.UpTo(4, "ability"))
		}
	}
	return p
}

func task1(w matchtest.World, id string) matching.Task {
	t := w.Task(id)
	t.WeekMinutes, t.DayMinutes, t.Forms = matching.Window{Min: 600 * (1 + w.UpTo(1, "week")), Max: 1800}, 240*(1+w.UpTo(1, "day")), []string{"employment"}
	t.Shifts, t.Weekdays = matching.Chosen([]string{"day", "evening", "night"}[w.UpTo(2, "shift")]), matching.Chosen()
	t.Hazards, t.Allergens, t.Certificates = matching.Chosen(), matching.Chosen(), nil
	t.Place, t.Demands = matching.Place{Known: true, Lat: 60 + float64(w.UpTo(5, "far")/5), Lon: 25}, nil
	for _, d := range []matching.Dimension{"lifting", "standing", "memory"}[w.UpTo(2, "from"):] {
		t.Demands = append(t.Demands, matching.Demand{Dimension: d, Level: w.UpTo(5, "level"), Essential: true, Adaptable: w.Bool("adaptable")})
	}
	return t
}

// judgedTally counts one task by judging every client, and every client with every single change, with nothing left out.
func (f fixture) judgedTally(t matching.Task, clients []matching.Profile) tally {
	var out tally
	for _, p := range clients {
		v := matching.Judge(f.rules, p, t)
		m, known := matching.Prepare(f.rules, p).CommuteMinutes(matching.PrepareTask(t))
		if !known || m > float64(p.Limits.Travel.MaxMinutes) {
			continue
		}
		out.near++
		switch v.Group {
		case matching.FitsNow:
			out.now++
		case matching.FitsIf:
			out.ifs++
			f.changes(p, t, &out)
		case matching.Missing:
			out.missing++
		case matching.LeftOut:
			limits := map[string]bool{}
			for _, b := range v.Breaches {
				limits[b.Limit] = true
			}
			if len(limits) > 1 {
				continue
			}
			if limits["must_not"] {
				f.changes(p, t, &out)
			}
			if b := v.Breaches[0]; negotiable(b.Limit) {
				out.alone = plus(out.alone, single{b.Limit, strings.Join(b.Values, ",")}, 1)
			}
		}
	}
	return out
}

func (f fixture) changes(p matching.Profile, t matching.Task, out *tally) {
	fits := func(c matching.Change) bool {
		changed, eased := matching.Apply(f.rules, p, t, c)
		return matching.Judge(f.rules, changed, eased).Group == matching.FitsNow
	}
	for _, key := range f.offerable {
		if !slices.Contains(t.Adaptations, key) && !slices.Contains(p.Needs.Refused, key) && fits(matching.Change{Adaptation: key}) {
			out.more = plus(out.more, change{adaptation: key}, 1)
		}
	}
	for _, d := range t.Demands {
		if d.Adaptable && fits(matching.Change{Adaptation: matching.EaseDemand, Closes: []matching.Dimension{d.Dimension}}) {
			out.more = plus(out.more, change{matching.EaseDemand, d.Dimension}, 1)
		}
	}
}

// Whatever the clients and the tasks: what is counted is what judging every pair, and every pair with every change, counts.
func TestTallyIsExact(t *testing.T) {
	f := newFixture(t)
	more, alone := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		w := matchtest.World{Rules: f.rules, T: t}
		var clients []matching.Profile
		for range w.UpTo(8, "clients") {
			clients = append(clients, person1(w))
		}
		var tasks []matching.Task
		for i := range 1 + w.UpTo(4, "tasks") {
			tasks = append(tasks, task1(w, fmt.Sprint("t", i)))
		}
		got, err := spread(context.Background(), len(tasks), each(clients), newChunk(f.rules, f.offerable, tasks).count)
		if err != nil {
			t.Fatal(err)
		}
		for i, task := range tasks {
			want := f.judgedTally(task, clients)
			more, alone = more+len(want.more), alone+len(want.alone)
			if diff := cmp.Diff(want, got[i], cmp.AllowUnexported(tally{}, change{}, single{})); diff != "" {
				t.Fatalf("%s (-want +got):\n%s", task.ID, diff)
			}
		}
	})
	if more == 0 || alone == 0 {
		t.Errorf("%d changes and %d limits were counted: the test proves little", more, alone)
	}
}

func each(clients []matching.Profile) func(context.Context, func(matching.Profile) error) error {
	return func(_ context.Context, do func(matching.Profile) error) error {
		for _, p := range clients {
			if err := do(p); err != nil {
				return err
			}
		}
		return nil
	}
}

// One client more never changes a number that is told by more than one step, and takes nothing back.
func TestOneClientChangesOneStep(t *testing.T) {
	f := newFixture(t)
	rapid.Check(t, func(t *rapid.T) {
		w := matchtest.World{Rules: f.rules, T: t}
		task := task1(w, "t")
		// The same person several times over, so that the steps are reached.
		kinds := []matching.Profile{person1(w), person1(w), person1(w)}
		var clients []matching.Profile
		for range Enough + w.UpTo(20, "clients") {
			clients = append(clients, kinds[w.UpTo(2, "kind")])
		}
		told := func(clients []matching.Profile) Figures {
			got, err := spread(context.Background(), 1, each(clients), newChunk(f.rules, f.offerable, []matching.Task{task}).count)
			if err != nil {
				t.Fatal(err)
			}
			return got[0].figures("t", marketplace.Instant{}, func(string) int { return 0 })
		}
		before, after := told(clients), told(append(clients, person1(w)))
		for key, n := range numbers(after) {
			if n != 0 && n < Enough || n != Step(n) {
				t.Fatalf("%s is told as %d", key, n)
			}
		}
		if before.Told && !after.Told {
			t.Fatal("one client more and nothing is told")
		}
		if !before.Told {
			return
		}
		was, is := numbers(before), numbers(after)
		for key := range is {
			if is[key] != was[key] && is[key] != nextStep(was[key]) {
				t.Fatalf("%s went from %d to %d", key, was[key], is[key])
			}
		}
		for key := range was {
			if is[key] < was[key] {
				t.Fatalf("%s fell from %d to %d", key, was[key], is[key])
			}
		}
	})
}

func nextStep(n int) int {
	for next := n + 1; ; next++ {
		if Step(next) > n {
			return Step(next)
		}
	}
}

// numbers are all numbers told, by what they are of.
func numbers(f Figures) map[string]int {
	out := map[string]int{"now": f.Now, "if": f.If, "missing": f.Missing}
	for _, m := range f.More {
		out["more "+m.Adaptation+" "+string(m.Dimension)] = m.People
	}
	for _, a := range f.Alone {
		out["alone "+a.Limit+" "+strings.Join(a.Values, ",")] = a.People
	}
	return out
}
