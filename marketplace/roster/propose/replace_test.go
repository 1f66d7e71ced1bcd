package propose

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/order"
	"sovite.fi/sovite/marketplace/roster"
)

// fewest is how many people have to change so that every seat is taken again: one comes, or one moves and another comes; 0
// when neither helps. Everything is tried.
func fewest(c roster.Case, gone roster.Seat) int {
	c.Week = c.Week.Without(gone)
	day, _ := c.Week.Shift(gone.Shift)
	good := func(w roster.Week) bool {
		held := c
		held.Week = w
		faults, err := roster.Check(held)
		return err == nil && len(w.Standing(faults)) == 0
	}
	comes := func(w roster.Week, shift roster.Shift) []roster.Week {
		var out []roster.Week
		for id := range c.Members {
			if id == gone.Member && shift.Date == day.Date || slices.Contains(shift.Members, id) {
				continue
			}
			out = append(out, w.Joined(shift.ID, id))
		}
		return out
	}
	if slices.ContainsFunc(comes(c.Week, day), good) {
		return 1
	}
	for id := range c.Members {
		for _, from := range c.Week.Of(id) {
			if id == gone.Member && day.Date == from.Date || slices.Contains(c.Week.Locked, roster.Seat{Shift: from.ID, Member: id}) || slices.Contains(day.Members, id) {
				continue
			}
			if id == gone.Member {
				continue // cannot come on the day
			}
			moved := c.Week.Without(roster.Seat{Shift: from.ID, Member: id}).Joined(day.ID, id)
			left, _ := moved.Shift(from.ID)
			for _, w := range comes(moved, left) {
				if now, _ := w.Shift(from.ID); !slices.Contains(now.Members, id) && good(w) {
					return 2
				}
			}
		}
	}
	return 0
}

// busyCase is a week in which members differ only in when they can come and how much they work.
func busyCase(t *rapid.T) roster.Case {
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
		c.Members[m.ID] = m
	}
	return c
}

// A replacement passes every check, changes as few people as possible, and takes nobody's locked seat.
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
		after, err := instead(c, gone)
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
		r, want := replacement(c.Week, after, gone), fewest(c, gone)
		if got := len(r.Changes) - 1; got != want {
			rt.Fatalf("%d people change, %d are enough: %+v", got, want, r.Changes)
		}
		found[want]++
	})
	if found[0] == 0 || found[1] == 0 || found[2] == 0 {
		t.Fatalf("cases by people who change: %v", found)
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
