package propose

import (
	"maps"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/order"
	"sovite.fi/sovite/marketplace/roster"
)

// chains tries everything: the fewest people who have to change so that every seat is taken again, at most three, and the
// fewest of them who need stability; 0 when that many do not help. Of three, nobody moves on a day before the absence.
type chains struct {
	roster.Case
	gone roster.Seat
	day  marketplace.Date
	best map[int]int // by how many change: how many of them need stability
}

func fewest(c roster.Case, gone roster.Seat) (people, steady int) {
	before, _ := c.Week.Shift(gone.Shift)
	x := chains{Case: c, gone: gone, day: before.Date, best: map[int]int{}}
	x.fill(c.Week.Without(gone), gone.Shift, nil)
	for n := 1; n <= 3; n++ {
		if steady, found := x.best[n]; found {
			return n, steady
		}
	}
	return 0, 0
}

// fill tries everybody in the empty seat of a shift, after some have changed.
func (x *chains) fill(w roster.Week, open marketplace.ID, changed []roster.Seat) {
	s, _ := w.Shift(open)
	for id, m := range x.Members {
		if slices.Contains(s.Members, id) || slices.ContainsFunc(changed, func(c roster.Seat) bool { return c.Member == id }) || id == x.gone.Member && s.Date == x.day {
			continue
		}
		to := append(slices.Clone(changed), roster.Seat{Shift: open, Member: id})
		joined := w.Joined(open, id)
		held := x.Case
		held.Week = joined
		if faults, err := roster.Check(held); err == nil && len(joined.Standing(faults)) == 0 {
			steady := 0
			for _, c := range to {
				steady += upset(x.Members[c.Member])
			}
			if was, found := x.best[len(to)]; (!found || steady < was) && (len(to) < 3 || !x.early(to)) {
				x.best[len(to)] = steady
			}
		}
		for _, from := range w.Of(m.ID) {
			seat := roster.Seat{Shift: from.ID, Member: id}
			if len(to) < 3 && !slices.Contains(x.Week.Locked, seat) && from.ID != open {
				x.fill(joined.Without(seat), from.ID, to)
			}
		}
	}
}

// early says whether a chain touches a day before the absence.
func (x *chains) early(chain []roster.Seat) bool {
	return slices.ContainsFunc(chain, func(seat roster.Seat) bool {
		s, _ := x.Week.Shift(seat.Shift)
		return s.Date < x.day
	})
}

// chainCase is a day of small shifts in which most members know but two of them, so that many have to move for one.
func chainCase(t *rapid.T) roster.Case {
	c := caseWith("packing")
	n := rapid.IntRange(3, 4).Draw(t, "shifts")
	orders := []marketplace.ID{"a", "b", "c", "d"}[:n]
	for _, id := range orders {
		day := monday.AddDays(rapid.IntRange(0, 4).Draw(t, "day") / 4)
		c.Week.Shifts = append(c.Week.Shifts, shiftAt(id, day, 480, 720, 1))
		c.Week.Work = append(c.Week.Work, roster.WorkOf(anOrder(id, "packing")))
	}
	for i := range n + rapid.IntRange(0, 1).Draw(t, "more") {
		m := roster.Member{ID: marketplace.ID(rune('m' + i)), Org: "paja", About: anybody("x")}
		m.Most, m.Steady = 240, rapid.IntRange(0, 2).Draw(t, "steady") == 0
		m.Inductions = nil
		for j, id := range orders {
			if j == i || j == i-1 || rapid.IntRange(0, 11).Draw(t, "more known") == 0 {
				m.Inductions = append(m.Inductions, roster.Induction{At: id, On: monday})
			}
		}
		c.Members[m.ID] = m
	}
	return c
}

// busyCase is a week in which members differ only in when they can come and how much they work.
func busyCase(t *rapid.T) roster.Case {
	if rapid.Bool().Draw(t, "chain") {
		return chainCase(t)
	}
	c := caseWith("packing")
	for i := range rapid.IntRange(2, 4).Draw(t, "shifts") {
		day := monday.AddDays(rapid.IntRange(0, 1).Draw(t, "day"))
		c.Week.Shifts = append(c.Week.Shifts, shiftAt(marketplace.ID(rune('a'+i)), day, 480, 720, rapid.IntRange(1, 2).Draw(t, "sold")))
		c.Week.Shifts[i].Leaders = nil
		c.Week.Work = append(c.Week.Work, roster.WorkOf(anOrder(c.Week.Shifts[i].Order, "packing")))
	}
	for i := range rapid.IntRange(2, 6).Draw(t, "members") {
		m := roster.Member{ID: marketplace.ID(rune('m' + i)), Org: "paja", About: anybody("x")}
		m.Most = rapid.SampledFrom([]int{240, 480}).Draw(t, "most")
		m.Inductions = slices.DeleteFunc([]roster.Induction{{At: "a", On: monday}, {At: "b", On: monday}, {At: "c", On: monday}, {At: "d", On: monday}}, func(roster.Induction) bool { return rapid.IntRange(0, 2).Draw(t, "new") == 0 })
		m.Steady = rapid.IntRange(0, 2).Draw(t, "steady") == 0
		c.Members[m.ID] = m
	}
	return c
}

// A replacement passes every check, changes as few people as possible, of them as few as possible who need stability, and takes
// nobody's locked seat.
func TestReplaceChangesFewest(t *testing.T) {
	found := map[int]int{}
	rapid.Check(t, func(rt *rapid.T) {
		c := busyCase(rt)
		c.Week = proposed(rt, c).week
		var taken []roster.Seat
		for _, s := range c.Week.Shifts {
			for _, id := range s.Members {
				taken = append(taken, roster.Seat{Shift: s.ID, Member: id})
				if rapid.IntRange(0, 5).Draw(rt, "lock") == 0 {
					c.Week.Locked = append(c.Week.Locked, roster.Seat{Shift: s.ID, Member: id})
				}
			}
		}
		if len(taken) == 0 {
			return
		}
		gone := rapid.SampledFrom(taken).Draw(rt, "gone")
		after, err := instead(t.Context(), c, gone)
		if err != nil {
			rt.Fatal(err)
		}
		held := c
		held.Week = after
		faults, err := roster.Check(held)
		if err != nil || len(after.Standing(faults)) > 0 {
			rt.Fatalf("%v, %v", after.Standing(faults), err)
		}
		shift, _ := after.Shift(gone.Shift)
		if slices.Contains(shift.Members, gone.Member) {
			rt.Fatal("who is away comes")
		}
		for _, seat := range c.Week.Locked {
			if now, _ := after.Shift(seat.Shift); seat != gone && !slices.Contains(now.Members, seat.Member) {
				rt.Fatalf("%v was locked", seat)
			}
		}
		r := replacement(c.Week, after, gone)
		want, steady := fewest(c, gone)
		if got := len(r.Changes) - 1; got != want && (want > 0 || got < 4) {
			rt.Fatalf("%d people change, %d are enough: %+v", got, want, r.Changes)
		}
		upsets := 0
		for _, ch := range r.Changes[1:] {
			upsets += upset(c.Members[ch.Member])
		}
		if want > 0 && want < 3 && upsets != steady {
			rt.Fatalf("%d who need stability change, %d are enough: %+v", upsets, steady, r.Changes)
		}
		found[want]++
	})
	if found[0] == 0 || found[1] == 0 || found[2] == 0 {
		t.Fatalf("cases by people who change: %v", found)
	}
}

// Where each member knows but two of the works, three change for one who is away, and each is told why; who needs stability
// stays when others can change instead.
func TestReplaceMovesThree(t *testing.T) {
	c := caseWith("packing")
	knows := map[marketplace.ID][]marketplace.ID{"m": {"a"}, "n": {"a", "b"}, "o": {"b", "c"}, "p": {"c"}, "x": {"a", "b"}}
	for id, orders := range knows {
		m := roster.Member{ID: id, Org: "paja", About: anybody("x")}
		m.Most, m.Inductions = 240, nil
		for _, at := range orders {
			m.Inductions = append(m.Inductions, roster.Induction{At: at, On: monday})
		}
		c.Members[id] = m
	}
	for i, id := range []marketplace.ID{"a", "b", "c"} {
		s := shiftAt(id, monday, 480, 720, 1, []marketplace.ID{"m", "n", "o"}[i])
		if id == "b" {
			s.Participants, s.Members = 2, []marketplace.ID{"n", "x"}
		}
		s.Leaders = nil
		c.Week.Shifts, c.Week.Work = append(c.Week.Shifts, s), append(c.Week.Work, roster.WorkOf(anOrder(id, "packing")))
	}
	for steady, mover := range map[marketplace.ID]marketplace.ID{"n": "x", "x": "n"} {
		d := c
		d.Members = maps.Clone(c.Members)
		m := d.Members[steady]
		m.Steady = true
		d.Members[steady] = m
		gone := roster.Seat{Shift: c.Week.Shifts[0].ID, Member: "m"}
		after := must(instead(t.Context(), d, gone))
		r := replacement(d.Week, after, gone)
		d.Week = after
		ok(t, because(d, gone, r.Changes))
		want := map[marketplace.ID]Change{
			mover: {Member: mover, From: c.Week.Shifts[1].ID, To: c.Week.Shifts[0].ID, Why: Because{Moves: true, Lacks: 240}},
			"o":   {Member: "o", From: c.Week.Shifts[2].ID, To: c.Week.Shifts[1].ID, Why: Because{Moves: true, Knows: 0, Lacks: 240}},
			"p":   {Member: "p", To: c.Week.Shifts[2].ID, Why: Because{Lacks: 240}},
		}
		for _, ch := range r.Changes[1:] {
			ch.Why.Lacks = min(ch.Why.Lacks, 240)
			if ch != want[ch.Member] {
				t.Errorf("%s needs stability: %+v", steady, ch)
			}
		}
		if len(r.Changes) != 4 || r.Empty != 0 {
			t.Errorf("%+v", r)
		}
	}
}

// Somebody whom the crew knows comes before somebody whom it does not; a leader is replaced by one who is free; and nothing is saved.
func TestReplace(t *testing.T) {
	ctx, w := t.Context(), planned(t)
	w.join(t, "eve", func(a *roster.About) { a.Knows = []marketplace.ID{"bo"} })
	w.orders["paja"] = []order.Order{anOrder("o", "packing", load(monday, 2), load("2026-12-01", 2))}
	e := w.week(t)
	e = must(w.rosters.Save(ctx, seppo, monday, e.Rev, roster.Plan{Shifts: []roster.Staffing{staff(mondayShift, "seppo", "aino", "bo")}}))
	r := must(w.Replace(ctx, seppo, monday, mondayShift, "aino"))
	want := []Change{{Member: "aino", From: mondayShift, Absent: true}, {Member: "eve", To: mondayShift}}
	want[1].Why = Because{Alone: 2, Knows: 1, Lacks: 1200}
	if !slices.Equal(r.Changes, want) || r.Empty != 0 {
		t.Errorf("%+v", r)
	}
	if now := w.week(t); now.Rev != e.Rev {
		t.Error("something was saved")
	}
	e = must(w.rosters.Save(ctx, seppo, monday, e.Rev, r.Plan))
	if s, _ := e.Value.Shift(mondayShift); !slices.Equal(s.Members, []marketplace.ID{"bo", "eve"}) {
		t.Errorf("%v come", s.Members)
	}
	r = must(w.Replace(ctx, seppo, monday, mondayShift, "seppo"))
	want = []Change{{Member: "seppo", From: mondayShift, Absent: true}, {Member: "olga", To: mondayShift}}
	if !slices.Equal(r.Changes, want) {
		t.Errorf("%+v", r.Changes)
	}
	_, err := w.Replace(ctx, seppo, monday, mondayShift, "dan")
	wantError(t, err, marketplace.Conflict, "roster.not_in_shift")
	_, err = w.Replace(ctx, seppo, monday, "o-2026-12-03-0480", "bo")
	wantError(t, err, marketplace.NotFound, "error.not_found")
	if _, err = w.Replace(ctx, otso, monday, mondayShift, "bo"); !marketplace.IsKind(err, marketplace.Forbidden) {
		t.Errorf("a buyer: %v", err)
	}
}
