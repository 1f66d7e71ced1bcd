package coaching_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/coaching"
	"sovite.fi/sovite/marketplace/coaching/form"
	"sovite.fi/sovite/marketplace/printtest"
	"sovite.fi/sovite/marketplace/store/storetest"
)

// goTo tries to bring Matti's course to a state by the verb that leads there.
func (w *world) goTo(t testing.TB, to coaching.State, reason string) (coaching.Course, error) {
	t.Helper()
	c := must2(w.View(t.Context(), kati, "matti"))(t).Course
	if to == coaching.Declined || to == coaching.Engagement && c.State == coaching.Received {
		return w.Answer(t.Context(), kati, "matti", coaching.Reply{Taken: to == coaching.Engagement, Why: reason})
	}
	return w.Move(t.Context(), kati, "matti", to, reason)
}

// TestTableOfMoves tries to come from every state to every other and compares the table with the printed one. After a
// change on purpose: SOVITE_WRITE_GOLDEN=1 go test ./marketplace/coaching
func TestTableOfMoves(t *testing.T) {
	var out strings.Builder
	out.WriteString("# The moves of a coaching process\n\nPrinted and checked by the tests: from the state of the row to the state of the column. A dash is a move that is refused.\n" +
		"An unmet criterion, a way back and an early end need a reason.\n\n| from |")
	for _, s := range coaching.States() {
		fmt.Fprintf(&out, " %s |", s)
	}
	out.WriteString("\n|---|" + strings.Repeat("---|", len(coaching.States())) + "\n")
	for _, from := range coaching.States() {
		fmt.Fprintf(&out, "| %s |", from)
		for _, to := range coaching.States() {
			w := newWorld(t, memory(t))
			w.reach(t, from)
			_, err := w.goTo(t, to, "Siksi")
			after := must2(w.View(t.Context(), kati, "matti"))(t).Course
			event, allowed := from.To(to)
			switch {
			case allowed && (err != nil || after.State != to):
				t.Errorf("%s to %s: %v, state %s", from, to, err, after.State)
			case !allowed && (!marketplace.IsKind(err, marketplace.Conflict) || after.State != from):
				t.Errorf("%s to %s: %v, state %s", from, to, err, after.State)
			}
			if !allowed {
				event = "–"
			}
			fmt.Fprintf(&out, " %s |", event)
		}
		out.WriteString("\n")
	}
	out.WriteString("\n## What each phase asks for\n\n| phase | at its beginning | at its end |\n|---|---|---|\n")
	for _, s := range coaching.Phases() {
		var entry, exit []string
		for _, c := range (coaching.Course{}).Criteria(s, coaching.Known{}) {
			if c.Entry {
				entry = append(entry, c.Key)
			} else {
				exit = append(exit, c.Key)
			}
		}
		fmt.Fprintf(&out, "| %s | %s | %s |\n", s, strings.Join(entry, ", "), strings.Join(exit, ", "))
	}
	printtest.Same(t, "testdata/states.md", out.String())
}

// Closed courses take no change at all.
func TestClosedStaysClosed(t *testing.T) {
	ctx := t.Context()
	for _, s := range []coaching.State{coaching.Ended, coaching.Declined} {
		w := newWorld(t, memory(t))
		w.reach(t, s)
		for name, verb := range map[string]func() error{
			"referral": func() error { _, err := w.CorrectReferral(ctx, kati, "matti", referral()); return err },
			"next": func() error {
				_, err := w.SetNext(ctx, kati, "matti", coaching.StepInput{Text: "x", Due: "2026-12-01"})
				return err
			},
			"plan": func() error { _, err := w.SavePlan(ctx, kati, "matti", 0, plan()); return err },
			"paper": func() error {
				_, err := w.SavePaper(ctx, kati, "matti", form.After, "", 0, filled(form.After))
				return err
			},
			"agreement": func() error { _, err := w.Propose(ctx, kati, "matti", 0, agreement()); return err },
			"confirm":   func() error { _, err := w.Confirm(ctx, kati, "matti", 1, "Kaikki", "2026-11-23"); return err },
			"agree":     func() error { _, err := w.Agree(ctx, matti, 1, "alone"); return err },
			"talk":      func() error { _, err := w.Talk(ctx, matti, 1); return err },
			"note": func() error {
				_, err := w.Write(ctx, kati, "matti", coaching.NoteInput{Kind: "talk", Line: "x"})
				return err
			},
			"meeting": func() error { _, err := w.Log(ctx, kati, "matti", meeting()); return err },
		} {
			if err := verb(); !marketplace.IsKind(err, marketplace.Conflict) {
				t.Errorf("%s when %s: %v", name, s, err)
			}
		}
		if c := must2(w.View(ctx, kati, "matti"))(t).Course; c.State != s || c.Next.Good() {
			t.Errorf("%s: %+v", s, c)
		}
		if _, err := w.Receive(ctx, kati, "matti", referral()); err != nil {
			t.Errorf("a new referral after %s: %v", s, err)
		}
	}
}

// Whatever is done in whatever order, an open course has a next step with a day and an owner, a closed one has none, and no
// move past an unmet criterion lacks its reason.
func TestThereIsAlwaysANextStep(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		ctx := t.Context()
		w := newWorld(t, memory(t))
		day := func() marketplace.Date {
			return marketplace.DateOf(w.now.AddDate(0, 0, rapid.IntRange(-5, 60).Draw(r, "day")), time.UTC)
		}
		step := func() *coaching.StepInput {
			if rapid.Bool().Draw(r, "with a step") {
				return nil
			}
			return &coaching.StepInput{Text: rapid.SampledFrom([]string{"", "Soita"}).Draw(r, "text"), Due: day(), Owner: rapid.SampledFrom(append(coaching.Owners(), "boss")).Draw(r, "owner")}
		}
		for range rapid.IntRange(1, 25).Draw(r, "steps") {
			reason := rapid.SampledFrom([]string{"", "Siksi"}).Draw(r, "reason")
			switch rapid.IntRange(0, 9).Draw(r, "verb") {
			case 0:
				_, _ = w.Receive(ctx, kati, "matti", referral())
			case 1:
				_, _ = w.Answer(ctx, kati, "matti", coaching.Reply{Taken: rapid.Bool().Draw(r, "taken"), Why: reason})
			case 2, 3:
				_, _ = w.Move(ctx, kati, "matti", rapid.SampledFrom(coaching.States()).Draw(r, "to"), reason)
			case 4:
				if s := step(); s != nil {
					_, _ = w.SetNext(ctx, kati, "matti", *s)
				}
			case 5:
				_, _ = w.Write(ctx, kati, "matti", coaching.NoteInput{Kind: "talk", Line: "x", Step: step()})
			case 6:
				m := meeting()
				m.Day, m.Step = w.Today(), step()
				_, _ = w.Log(ctx, kati, "matti", m)
			case 7:
				w.carry(t)
			case 8:
				w.now = w.now.AddDate(0, 0, rapid.IntRange(1, 40).Draw(r, "later"))
			case 9:
				_, _ = w.Propose(ctx, kati, "matti", 0, agreement())
			}
			c := must2(w.View(ctx, kati, "matti"))(t).Course
			if c.State.Open() != c.Next.Good() || c.State.Open() != (c.OpenFor == "matti") {
				r.Fatalf("%s with %+v", c.State, c.Next)
			}
			for _, m := range c.Moves {
				if len(m.Unmet) > 0 && m.Reason == "" {
					r.Fatalf("%+v", m)
				}
			}
		}
	})
}

// A crash at every write leaves a course of the table with its next step, and doing it again finishes it.
func TestCrashAtEveryWrite(t *testing.T) {
	ctx := t.Context()
	flow := func(w *world) {
		_, _ = w.Receive(ctx, kati, "matti", referral())
		_, _ = w.Answer(ctx, kati, "matti", coaching.Reply{Taken: true})
		_, _ = w.Propose(ctx, kati, "matti", 0, agreement())
		_, _ = w.Agree(ctx, matti, 1, "alone")
		_, _ = w.SavePlan(ctx, kati, "matti", 0, plan())
		_, _ = w.Write(ctx, kati, "matti", coaching.NoteInput{Kind: "talk", Line: "x", Step: &coaching.StepInput{Text: "Soita", Due: "2026-12-01"}})
		_, _ = w.Log(ctx, kati, "matti", meeting())
		_, _ = w.SavePaper(ctx, kati, "matti", form.SupportPlan, "", 0, filled(form.SupportPlan))
		for _, f := range facts(t, w.db) {
			_ = w.Follow(ctx, f)
		}
		for _, to := range append(coaching.Phases()[1:], coaching.Ended) {
			_, _ = w.Move(ctx, kati, "matti", to, "Siksi")
		}
	}
	const writes = 14
	for _, moment := range []storetest.Moment{storetest.BeforeWrite, storetest.AfterWrite} {
		for k := 1; k <= writes; k++ {
			db := memory(t)
			faulty := storetest.Faulty(db, k, moment)
			w := newWorld(t, db)
			broken := newWorld(t, faulty)
			broken.db = db
			flow(broken)
			if !faulty.Crashed() {
				t.Fatalf("write %d was not reached", k)
			}
			w.now = broken.now.Add(time.Minute)
			c := must2(w.View(ctx, kati, "matti"))(t).Course
			if c.ID != "" && c.State.Open() != c.Next.Good() {
				t.Fatalf("write %d, %v: %+v", k, moment, c)
			}
			flow(w)
			c = must2(w.View(ctx, kati, "matti"))(t).Course
			if c.State != coaching.Ended && k < writes || len(c.Agreements) > 1 || len(c.Of(form.SupportPlan)) > 1 {
				t.Errorf("write %d, %v: not finished: %+v", k, moment, c)
			}
		}
	}
}
