package timesheet

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/price"
	"sovite.fi/sovite/marketplace/store/storetest"
	"sovite.fi/sovite/marketplace/timesheet/line"
)

// memories is what a test remembers of a history, to hold the timesheet against.
type memories struct {
	before map[string]price.Quantity // what the buyer had before them, by line and version
	billed map[string]string         // lines on an invoice as they were, by line and invoice
}

func remember() *memories {
	return &memories{map[string]price.Quantity{}, map[string]string{}}
}

func (m *memories) look(t Timesheet) {
	for _, l := range t.Lines {
		m.before[fmt.Sprint(l.ID, "@", l.Version)] = l.Quantity
	}
}

// broken says what does not fit together, at every moment; carried says that every fact was carried.
func (w *world) broken(t testing.TB, m *memories, carried bool) (out []string) {
	t.Helper()
	say := func(text string, args ...any) { out = append(out, fmt.Sprintf(text, args...)) }
	e, err := w.all.Get(t.Context(), sheetID)
	if marketplace.IsKind(err, marketplace.NotFound) {
		return nil
	}
	ok(t, err)
	sheet := e.Value
	var approved money.Cents
	ids := map[marketplace.ID]bool{}
	for _, l := range sheet.Lines {
		amount, err := l.Unit.Amount(l.Rate, l.Quantity)
		if err != nil || amount != l.Amount || ids[l.ID] {
			say("%s: %d is not %d × %d, or it is there twice", l.ID, l.Amount, l.Rate, l.Quantity)
		}
		ids[l.ID] = true
		if l.State == line.Approved || l.State == line.Invoiced {
			if l.Approval.Version != l.Version {
				say("%s is approved at %d and says %d", l.ID, l.Approval.Version, l.Version)
			}
			if q, saw := m.before[fmt.Sprint(l.ID, "@", l.Version)]; !saw || q != l.Quantity {
				say("%s@%d was approved and nobody saw it: %d, saw %d", l.ID, l.Version, l.Quantity, q)
			}
		}
		if l.State == line.Approved {
			approved += l.Amount
		}
		if l.State == line.Invoiced {
			key := fmt.Sprint(l.ID, "@", l.Invoice)
			is := asJSON([]any{l.Quantity, l.Amount, l.Rate, l.Version, l.Source, l.Approval, l.Date, l.Name})
			if was, there := m.billed[key]; there && was != is {
				say("%s changed after it was billed: %s, %s", l.ID, was, is)
			}
			m.billed[key] = is
		}
	}
	if total := must(sheet.Total(line.Approved)); total.Amount != approved {
		say("approved is %d, the lines say %d", total.Amount, approved)
	}
	var due money.Cents
	for _, d := range must(w.Approved(t.Context(), birgit, "", marketplace.Page{})).Items {
		due += d.Amount
	}
	if due != approved {
		say("due is %d, approved %d", due, approved)
	}
	if carried {
		out = append(out, w.unlike(sheet)...)
	}
	return out
}

// unlike says where a timesheet does not say what its sheets say, and which sheets are locked or not against its lines.
func (w *world) unlike(sheet Timesheet) (out []string) {
	for id, d := range w.sheets {
		want := map[string]price.Quantity{crewPart: price.Quantity(d.Crew()), supervisionPart: price.Quantity(d.Supervision())}
		for _, made := range d.Made {
			want[digest(string(made.Unit), made.Name)[:8]] += made.Quantity
		}
		got := map[string]price.Quantity{}
		for _, l := range sheet.Lines {
			if l.Source.Shift == id {
				got[strings.TrimPrefix(l.Key, keyOf(sheet.Order, id))] += l.Quantity
			}
		}
		for _, a := range sheet.Asides {
			if part, of := strings.CutPrefix(a.Key, keyOf(sheet.Order, id)); of {
				got[part] += a.Quantity
			}
		}
		for part := range got {
			want[part] += 0
		}
		for part, q := range want {
			if got[part] != q {
				out = append(out, fmt.Sprintf("%s, %s: %d of %d are on the timesheet", id, part, got[part], q))
			}
		}
		why := ""
		if l := sheet.lockOf(id); l.key != "" {
			why = texts.In(i18n.Fi).T(l.key, "invoice", l.invoice)
		}
		if w.locks[id] != why {
			out = append(out, fmt.Sprintf("%s is locked by %q, and should be by %q", id, w.locks[id], why))
		}
	}
	return out
}

// Whatever the organiser, the buyer, invoicing and time do in whatever order, with crashes between: what is approved is what
// somebody saw, the sums are those of the lines, what is billed never changes, each minute and piece is in exactly one line, and
// the sheets are locked as the lines ask for it.
func TestRandomHistories(t *testing.T) {
	ctx := t.Context()
	rapid.Check(t, func(rt *rapid.T) {
		w, m := newWorld(memory(t)), remember()
		for i := range rapid.IntRange(4, 30).Draw(rt, "steps") {
			actor := w
			if rapid.IntRange(0, 4).Draw(rt, "crashes") == 0 {
				k := rapid.IntRange(1, 3).Draw(rt, "at")
				moment := rapid.SampledFrom([]storetest.Moment{storetest.BeforeWrite, storetest.AfterWrite}).Draw(rt, "moment")
				actor = worldAt(storetest.Faulty(w.db, k, moment), w.outside, fmt.Sprintf("crash-%d-", i))
			}
			step(ctx, rt, actor, w, m)
			carried := rapid.Bool().Draw(rt, "carry")
			if carried {
				w.carry(t)
			}
			if broken := w.broken(t, m, carried); len(broken) > 0 {
				rt.Fatal(strings.Join(broken, "\n"))
			}
		}
		w.carry(t)
		if broken := w.broken(t, m, true); len(broken) > 0 {
			rt.Fatal(strings.Join(broken, "\n"))
		}
	})
}

// step does one thing that somebody may do; most of what is tried at random is refused, which is as good.
// An answer to the buyer that is lost after its write counts as sent, as a page that never loads does: the server cannot
// know. sound is the same world when w crashes.
func step(ctx context.Context, rt *rapid.T, w, sound *world, m *memories) {
	now := kept(ctx, w)
	lines := seen(now)
	some := func() []line.Seen {
		out := slices.DeleteFunc(slices.Clone(lines), func(line.Seen) bool { return rapid.IntRange(0, 3).Draw(rt, "left out") == 0 })
		for i := range out {
			if rapid.IntRange(0, 5).Draw(rt, "old") == 0 {
				out[i].Version += rapid.IntRange(-1, 1).Draw(rt, "version")
			}
		}
		return out
	}
	one := func() line.Seen {
		if len(lines) == 0 {
			return line.Seen{}
		}
		return rapid.SampledFrom(lines).Draw(rt, "line")
	}
	hours := func() float64 { return float64(rapid.IntRange(0, 16).Draw(rt, "quarters")) / 4 }
	acts := map[string]func(){
		"sign": func() {
			day := rapid.SampledFrom([]marketplace.Date{monday, tuesday}).Draw(rt, "day")
			w.sign(day, []float64{hours(), hours()}, hours(), rapid.IntRange(0, 9).Draw(rt, "boxes"))
		},
		"look": func() {
			sent, err := w.Open(ctx, aino, sheetID)
			if err != nil {
				sent = kept(ctx, sound)
				sent.Lines = slices.DeleteFunc(sent.Lines, func(l line.Line) bool { return l.Shown != l.Version })
			}
			m.look(sent)
		},
		"sign off": func() { _, _, _ = w.SignOff(ctx, seppo, sheetID, some()) },
		"approve":  func() { _, _, _ = w.Approve(ctx, bo, sheetID, some()) },
		"dispute":  func() { _, _, _ = w.Dispute(ctx, aino, sheetID, one(), line.Objection{Reason: line.PoorQuality}) },
		"answer":   func() { _, _, _ = w.Answer(ctx, olga, sheetID, one(), "Näin se meni.") },
		"undo":     func() { _, _, _ = w.Undo(ctx, otso, sheetID, some()) },
		"aside": func() {
			q := price.Quantity(rapid.IntRange(0, 20).Draw(rt, "aside"))
			_, _ = w.SetAside(ctx, olga, sheetID, one().Line, q, rapid.SampledFrom(Whys()).Draw(rt, "why"))
		},
		"add": func() {
			key := rapid.SampledFrom([]string{"a", "b", "c"}).Draw(rt, "key")
			_, _ = w.Add(ctx, seppo, "o", key, NewLine{Date: tuesday, Unit: price.Material, Name: "Teippi", Quantity: 3})
		},
		"amend": func() {
			at := one()
			_, _ = w.Amend(ctx, seppo, sheetID, at.Line, at.Version, price.Quantity(rapid.IntRange(0, 5).Draw(rt, "amount")), "")
		},
		"bill": func() {
			_ = w.Bill(ctx, birgit, sheetID, some(), rapid.SampledFrom([]string{"1", "2"}).Draw(rt, "invoice"))
		},
		"unbill": func() { _ = w.Unbill(ctx, birgit, sheetID, rapid.SampledFrom([]string{"1", "2"}).Draw(rt, "invoice")) },
		"time":   func() { w.move(time.Duration(rapid.IntRange(1, 100).Draw(rt, "hours")) * time.Hour); _ = w.Work(ctx) },
		"bill all": func() {
			var due []line.Seen
			for _, l := range now.Lines {
				if l.State == line.Approved {
					due = append(due, line.Seen{Line: l.ID, Version: l.Version})
				}
			}
			_ = w.Bill(ctx, birgit, sheetID, due, "3")
		},
		"unbill all": func() { _ = w.Unbill(ctx, birgit, sheetID, "3") },
	}
	names := []string{
		"add", "amend", "answer", "approve", "approve", "aside", "bill", "bill all", "dispute", "look", "look", "look", "sign", "sign", "sign off",
		"sign off", "sign off", "time", "unbill", "unbill all", "undo",
	}
	acts[rapid.SampledFrom(names).Draw(rt, "what")]()
}

// A crash at every write on the way signed → built → signed off → seen → approved → locked → undone → billed: after the
// restart it goes on and ends where it would have.
func TestCrashAtEveryWrite(t *testing.T) {
	ctx := t.Context()
	ways := map[string]struct {
		prepare, way func(*world) error
		locks        []string
	}{
		"built": {
			func(*world) error { return nil },
			func(w *world) error { w.sign(monday, []float64{4, 4}, 4, 3); return w.react(ctx) }, nil,
		},
		"approved": {
			func(w *world) error { w.sign(monday, []float64{4, 4}, 4, 3); return w.react(ctx) },
			func(w *world) error {
				if _, _, err := w.SignOff(ctx, seppo, sheetID, w.lines(ctx)); err != nil {
					return err
				}
				if _, err := w.Open(ctx, aino, sheetID); err != nil {
					return err
				}
				if _, _, err := w.Approve(ctx, aino, sheetID, w.lines(ctx)); err != nil {
					return err
				}
				return w.react(ctx)
			},
			[]string{"ostaja on hyväksynyt tunnit"},
		},
		"billed": {
			func(w *world) error {
				w.sign(monday, []float64{4, 4}, 4, 3)
				if err := w.react(ctx); err != nil {
					return err
				}
				must2(w.SignOff(ctx, seppo, sheetID, w.lines(ctx)))
				must(w.Open(ctx, aino, sheetID))
				must2(w.Approve(ctx, aino, sheetID, w.lines(ctx)))
				return w.react(ctx)
			},
			func(w *world) error {
				if err := w.Bill(ctx, birgit, sheetID, w.lines(ctx), "1042"); err != nil {
					return err
				}
				if err := w.Number(ctx, birgit, sheetID, "1042", "2026-0042"); err != nil {
					return err
				}
				return w.react(ctx)
			},
			[]string{"tunnit ovat laskulla 2026-0042"},
		},
	}
	for name, x := range ways {
		for _, moment := range []storetest.Moment{storetest.BeforeWrite, storetest.AfterWrite} {
			for k := 1; ; k++ {
				w := newWorld(memory(t))
				ok(t, x.prepare(w))
				faulty := storetest.Faulty(w.db, k, moment)
				if err := x.way(worldAt(faulty, w.outside, "crashed-")); !faulty.Crashed() {
					ok(t, err)
					if k < 2 {
						t.Fatalf("%s: nothing is written", name)
					}
					break
				}
				again := worldAt(w.db, w.outside, "again-")
				again.carry(t)
				m := remember()
				m.look(again.stored(t))
				if broken := again.broken(t, m, true); len(broken) > 0 {
					t.Errorf("%s, write %d, moment %d: %v", name, k, moment, broken)
				}
				ok(t, x.way(again))
				again.carry(t)
				var locks []string
				for _, why := range again.locks {
					locks = append(locks, why)
				}
				if broken := again.broken(t, m, false); len(broken) > 0 || name != "built" && !slices.Equal(locks, x.locks) {
					t.Errorf("%s, write %d, moment %d, again: %v, %v", name, k, moment, broken, locks)
				}
			}
		}
	}
}

// kept is the timesheet as it is stored, or an empty one.
func kept(ctx context.Context, w *world) Timesheet {
	e, err := w.all.Get(ctx, sheetID)
	if err != nil {
		return Timesheet{}
	}
	return e.Value
}

// lines is every line as it is now.
func (w *world) lines(ctx context.Context) []line.Seen { return seen(kept(ctx, w)) }

// react runs the reactions as a courier does that may be stopped.
func (w *world) react(ctx context.Context) error {
	for len(w.signed) > 0 {
		if err := w.Follow(ctx, w.signed[0]); err != nil {
			return err
		}
		w.signed = w.signed[1:]
	}
	for range 20 {
		parcels, err := w.db.Pending(ctx, 1000)
		if err != nil || len(parcels) == 0 {
			return err
		}
		for _, p := range parcels {
			for _, f := range p.Facts {
				if slices.Contains(Follows(), f.Type) {
					if err := w.Follow(ctx, f); err != nil {
						return err
					}
				}
				if err := w.db.Settle(ctx, p.Collection, p.ID, []marketplace.ID{f.ID}); err != nil {
					return err
				}
			}
		}
	}
	return nil
}
