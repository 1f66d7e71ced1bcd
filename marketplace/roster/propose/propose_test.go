package propose

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/capacity"
	"sovite.fi/sovite/marketplace/roster"
	"sovite.fi/sovite/marketplace/roster/limit"
	"sovite.fi/sovite/matching"
	"sovite.fi/sovite/matching/crew"
	"sovite.fi/sovite/matching/crew/planner"
)

// steps is a planner that is limited by steps, so that it answers the same each time.
func steps(ctx context.Context, in crew.Instance, opt planner.Options) (planner.Proposal, error) {
	opt.Limit, opt.Now, opt.Steps = 0, nil, 3000
	return planner.Propose(ctx, in, opt)
}

// randomCase is a week of some orders with members who differ in everything that the checks look at.
func randomCase(t *rapid.T, members, shifts int) roster.Case {
	c := caseWith("packing")
	c.Around = []roster.Week{{Monday: monday.AddDays(-7)}}
	trades := []string{"packing", "food_prep", "cleaning_rooms", "assembly"}
	for i := range rapid.IntRange(1, 3).Draw(t, "orders") {
		id := marketplace.ID(fmt.Sprintf("o%d", i))
		o := anOrder(id, rapid.SampledFrom(trades).Draw(t, "trade"))
		if rapid.Bool().Draw(t, "untold") {
			o.Agreed[0].Hazards = matching.Choice{}
		}
		c.Week.Work = append(c.Week.Work, roster.WorkOf(o))
		for range rapid.IntRange(1, max(1, shifts/2)).Draw(t, "days") {
			from := rapid.SampledFrom([]int{480, 600, 720}).Draw(t, "from")
			s := shiftAt(id, monday.AddDays(rapid.IntRange(0, 6).Draw(t, "day")), from, from+rapid.SampledFrom([]int{120, 240, 270}).Draw(t, "length"), rapid.IntRange(1, 3).Draw(t, "sold"))
			s.Leaders = nil
			if _, twice := c.Week.Shift(s.ID); !twice && len(c.Week.Shifts) < shifts {
				c.Week.Shifts = append(c.Week.Shifts, s)
				if rapid.Bool().Draw(t, "before") {
					was := s
					was.Date = s.Date.AddDays(-7)
					c.Around[0].Shifts = append(c.Around[0].Shifts, was)
				}
			}
		}
	}
	for i := range rapid.IntRange(1, members).Draw(t, "members") {
		m := roster.Member{ID: marketplace.ID(fmt.Sprintf("m%d", i)), Org: "paja", About: randomAbout(t, i, trades)}
		c.Members[m.ID] = m
	}
	for i := range c.Around[0].Shifts {
		for _, id := range slices.Sorted(maps.Keys(c.Members)) {
			if rapid.Bool().Draw(t, "worked") {
				c.Around[0].Shifts[i].Members = append(c.Around[0].Shifts[i].Members, id)
			}
		}
	}
	return c
}

func randomAbout(t *rapid.T, i int, trades []string) roster.About {
	a := anybody(fmt.Sprintf("Nimi %d", i))
	a.Form = rapid.SampledFrom([]string{"employment", "employment", "rehabilitative", "work_trial"}).Draw(t, "form")
	a.Age = rapid.SampledFrom([]string{limit.Adult, limit.Adult, limit.Young, ""}).Draw(t, "age")
	a.Most = rapid.SampledFrom([]int{240, 480, 810, 2400}).Draw(t, "most")
	a.Hoped = rapid.IntRange(0, a.Most).Draw(t, "hoped")
	a.Times = slices.DeleteFunc(a.Times, func(roster.Time) bool { return rapid.IntRange(0, 5).Draw(t, "free") == 0 })
	a.Equipment = roster.Equipments()
	if rapid.IntRange(0, 3).Draw(t, "card") > 0 {
		a.Cards = []roster.Card{{Key: "hygiene_passport", Until: monday.AddDays(rapid.IntRange(-1, 6).Draw(t, "until"))}}
	}
	if rapid.IntRange(0, 3).Draw(t, "allergic") == 0 {
		a.Limits.Allergens = matching.Chosen(rapid.SampledFrom([]string{"nuts", "nickel"}).Draw(t, "to"))
	}
	if rapid.IntRange(0, 3).Draw(t, "hopes") == 0 {
		a.Wishes = []string{rapid.SampledFrom(trades).Draw(t, "for")}
	}
	if i > 0 && rapid.IntRange(0, 3).Draw(t, "apart") == 0 {
		a.Apart = []marketplace.ID{marketplace.ID(fmt.Sprintf("m%d", rapid.IntRange(0, i-1).Draw(t, "from")))}
	}
	return a
}

// propose is the service's own way, without a store.
func proposed(t interface{ Fatal(...any) }, c roster.Case) answer {
	s := &Service{Deps: Deps{Planner: steps, Limit: rounds * time.Hour}}
	c.Week = keeping(c.Week)
	best := answer{filled: -1}
	barred := map[roster.Seat]roster.Fault{}
	for range rounds {
		a, err := s.round(context.Background(), asked(c, barred))
		if err != nil {
			t.Fatal(err)
		}
		if a.filled > best.filled {
			best = a
		}
		for _, e := range a.gone {
			barred[e.Seat] = e.Fault
		}
	}
	return best
}

// Whatever is proposed passes every check, says why for each person, names every empty seat, and leaves what is locked.
func TestProposalPasses(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		c := randomCase(rt, 7, 8)
		s := &Service{Deps: Deps{Planner: steps, Limit: rounds * time.Hour}}
		first := proposed(rt, c)
		for _, shift := range first.week.Shifts { // some of what was proposed is locked, and asked again
			for _, id := range shift.Members {
				if rapid.IntRange(0, 4).Draw(rt, "lock") == 0 {
					first.week.Locked = append(first.week.Locked, roster.Seat{Shift: shift.ID, Member: id})
				}
			}
		}
		for _, week := range []roster.Week{c.Week, first.week} {
			c.Week = week
			p, err := s.work(context.Background(), c)
			if err != nil {
				rt.Fatal(err)
			}
			after, err := c.Week.With(roster.Plan{Shifts: p.Shifts}, c.Today)
			if err != nil {
				rt.Fatal(err)
			}
			c.Week = after
			faults, err := roster.Check(c)
			if err != nil || len(after.Standing(faults)) > 0 {
				rt.Fatalf("proposed against the checks: %v, %v", after.Standing(faults), err)
			}
			if !slices.Equal(week.Locked, after.Locked) {
				rt.Fatalf("locked %v became %v: %+v", week.Locked, after.Locked, p.Dropped)
			}
			for _, shift := range after.Shifts {
				said := slices.ContainsFunc(p.Vacancies, func(v Vacancy) bool { return v.Shift == shift.ID })
				if lacks := len(shift.Members) < shift.Participants || len(shift.Leaders) < shift.Guides(len(shift.Members)); lacks != said {
					rt.Fatalf("%s has %d of %d and %d leaders; told: %v", shift.ID, len(shift.Members), shift.Participants, len(shift.Leaders), said)
				}
				for _, id := range shift.Members {
					if !slices.ContainsFunc(p.Reasons, func(r Reason) bool { return r.Seat == roster.Seat{Shift: shift.ID, Member: id} }) {
						rt.Fatalf("nobody says why %s works %s", id, shift.ID)
					}
				}
			}
		}
	})
}

// Where it is said that no plan is better, there is none: every plan of a small week is tried.
func TestProposalIsBest(t *testing.T) {
	proven := 0
	rapid.Check(t, func(rt *rapid.T) {
		c := randomCase(rt, 3, 4)
		a := proposed(rt, c)
		if len(a.gone) > 0 || !a.gap.Known || a.gap.Most > 0 {
			return
		}
		proven++
		got := ofMembers(crew.CostOf(a.q.in, a.plan))
		if best := cheapest(c, a.q); got != best {
			rt.Fatalf("costs %d, %d is possible", got, best)
		}
	})
	if proven < 20 {
		t.Fatalf("only %d proposals were proven", proven)
	}
}

// ofMembers is what the seats of members cost; who leads is chosen after them.
func ofMembers(c crew.Cost) int { return c.Total() - c.Supervisors }

// cheapest tries every seat taken or empty, and takes the cheapest week that breaks nothing; leaders as they are free.
func cheapest(c roster.Case, q *question) int {
	var all []roster.Seat
	for _, s := range c.Week.Shifts {
		for id := range c.Members {
			all = append(all, roster.Seat{Shift: s.ID, Member: id})
		}
	}
	best := -1
	for mask := range 1 << len(all) {
		var plan crew.Plan
		for i, seat := range all {
			if s, _ := c.Week.Shift(seat.Shift); mask&(1<<i) != 0 {
				plan.Seats = append(plan.Seats, q.seat(s, seat.Member))
			}
		}
		if len(crew.Check(q.in, plan)) > 0 {
			continue
		}
		week := q.filled(plan)
		plan = q.planOf(week)
		held := c
		held.Week = week
		if faults, err := roster.Check(held); err != nil || len(week.Standing(faults)) > 0 {
			continue
		}
		if cost := ofMembers(crew.CostOf(q.in, plan)); best < 0 || cost < best {
			best = cost
		}
	}
	return best
}

// The proposal is kept beside the week, accepted as it is, and worth nothing once the week has changed.
func TestPropose(t *testing.T) {
	ctx, w := t.Context(), planned(t)
	e := w.week(t)
	_, err := w.Proposal(ctx, seppo, monday)
	wantError(t, err, marketplace.NotFound, "error.not_found")
	_, err = w.Accept(ctx, seppo, monday, e.Rev)
	wantError(t, err, marketplace.Conflict, "roster.old_proposal")
	p := must(w.Propose(ctx, seppo, monday, e.Rev))
	if p.Failed || len(p.Reasons) != 4 || !p.Gap.Known || p.Gap.Most != 0 || len(p.Vacancies) > 0 || len(p.Dropped) > 0 {
		t.Fatalf("proposed %+v", p)
	}
	if again := must(w.Proposal(ctx, olga, monday)); len(again.Reasons) != 4 {
		t.Errorf("kept %+v", again)
	}
	for _, a := range []marketplace.Actor{birgit, otso, veikko} {
		if p, err := w.Proposal(ctx, a, monday); err == nil {
			t.Errorf("%s reads %+v", a.Person, p)
		}
	}
	after := must(w.Accept(ctx, seppo, monday, e.Rev))
	if n := seats(after.Value); n != 6 {
		t.Errorf("%d seats are taken", n)
	}
	_, err = w.Accept(ctx, seppo, monday, e.Rev)
	wantError(t, err, marketplace.Conflict, "roster.old_proposal")
	_, err = w.Propose(ctx, seppo, monday, e.Rev)
	wantError(t, err, marketplace.Stale, "error.stale")
}

// A planner that never ends, fails or answers nonsense leaves the week as it is, to be planned by hand with the same checks.
func TestPlannerFails(t *testing.T) {
	ctx := t.Context()
	for name, bad := range map[string]Planner{
		"fails": func(context.Context, crew.Instance, planner.Options) (planner.Proposal, error) {
			return planner.Proposal{}, errors.New("no")
		},
		"never": func(context.Context, crew.Instance, planner.Options) (planner.Proposal, error) { select {} },
		"nonsense": func(context.Context, crew.Instance, planner.Options) (planner.Proposal, error) {
			return planner.Proposal{Plan: crew.Plan{Seats: []crew.Seat{{Who: "nobody", Order: "nowhere"}}}}, nil
		},
	} {
		w := planned(t)
		w.Planner, w.Limit, w.Grace = bad, 4*time.Millisecond, time.Millisecond
		e := w.week(t)
		p := must(w.Propose(ctx, seppo, monday, e.Rev))
		if !p.Failed || len(p.Shifts) > 0 {
			t.Errorf("%s: %+v", name, p)
		}
		_, err := w.Accept(ctx, seppo, monday, e.Rev)
		wantError(t, err, marketplace.Conflict, "roster.no_proposal")
		_, err = w.rosters.Save(ctx, seppo, monday, e.Rev, roster.Plan{Shifts: []roster.Staffing{staff(mondayShift, "seppo", "aino", "bo", "cia")}})
		wantError(t, err, marketplace.Conflict, "roster.faults")
		must(w.rosters.Save(ctx, seppo, monday, e.Rev, roster.Plan{Shifts: []roster.Staffing{staff(mondayShift, "seppo", "aino", "bo")}}))
	}
}

// Whoever got less than they hoped for in the weeks before is chosen before who got more; weeks before they came do not count.
func TestFairness(t *testing.T) {
	c := caseWith("packing", shiftAt("o", monday, 480, 720, 1))
	for _, id := range []marketplace.ID{"aino", "bo"} {
		m := roster.Member{ID: id, Org: "paja", About: anybody(string(id))}
		m.Hoped = 480
		c.Members[id] = m
	}
	for back := range fairWeeks {
		day, who := monday.AddDays(-7*(back+1)), []marketplace.ID{"aino"}
		if back == 3 {
			who = append(who, "bo")
		}
		c.Around = append(c.Around, roster.Week{Monday: day, Shifts: []roster.Shift{shiftAt("x", day, 480, 720, 2, who...)}})
	}
	a := proposed(t, c)
	if got := a.week.Shifts[0].Members; !slices.Equal(got, []marketplace.ID{"bo"}) {
		t.Errorf("%v works", got)
	}
	q := asked(c, nil)
	if a := q.aims["bo"]; a.Got != 240 || a.Target != 960 {
		t.Errorf("bo should get %+v", a)
	}
	late := c.Members["bo"]
	late.Created = marketplace.At(monday.Time().Add(-24 * time.Hour))
	c.Members["bo"] = late
	if a := asked(c, nil).aims["bo"]; a.Weeks != 1 || a.Target != 960 {
		t.Errorf("who came last week should get %+v", a)
	}
}

// benchWeek is a week of an organiser with so many members, of whom a quarter works at once.
func benchWeek(members int) roster.Case {
	c := caseWith("packing")
	for i := range members {
		id := marketplace.ID(fmt.Sprintf("m%03d", i))
		c.Members[id] = roster.Member{ID: id, Org: "paja", About: anybody(string(id))}
		c.Leaders[marketplace.ID(fmt.Sprintf("s%03d", i/5))] = "x"
	}
	for i := range max(1, members/20) {
		o := anOrder(marketplace.ID(fmt.Sprintf("o%02d", i)), []string{"packing", "assembly", "laundry"}[i%3])
		c.Week.Work = append(c.Week.Work, roster.WorkOf(o))
		for day := range 5 {
			l := capacity.Load{Date: monday.AddDays(day), From: 480, To: 720, Participants: 5, Supervisors: 1}
			c.Week.Shifts = append(c.Week.Shifts, roster.Shift{ID: roster.ShiftIDOf(o.ID, l.Date, l.From), Order: o.ID, Date: l.Date, From: l.From, To: l.To, Participants: 5, Supervisors: 1, Buyer: "cafe"})
		}
	}
	return c
}

func BenchmarkPropose(b *testing.B) {
	for _, n := range []int{50, 500, 2000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			s := &Service{Deps: Deps{Planner: steps, Limit: rounds * time.Hour}}
			c := benchWeek(n)
			for b.Loop() {
				if _, err := s.work(b.Context(), c); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
