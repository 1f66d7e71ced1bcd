package invoice

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/price"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/store/storetest"
	"sovite.fi/sovite/marketplace/timesheet"
	"sovite.fi/sovite/marketplace/timesheet/line"
)

// approveSome approves four lines of two buyers on three sheets.
func approveSome(t testing.TB, w *world) {
	t.Helper()
	w.approve(t, "s1", due("s1", 1, "cafe", "PO-1", monday, 30), due("s1", 2, "cafe", "PO-1", "2026-12-01", 17))
	w.approve(t, "s2", due("s2", 1, "cafe", "PO-1", "2026-12-02", 9))
	w.approve(t, "s3", due("s3", 1, "rival", "", monday, 12))
}

// From the approval to the books: a run issues what can be issued and says what cannot; what was issued is not issued again; a
// credit note gives exactly its hours back, and they are billed anew under another number.
func TestStory(t *testing.T) {
	ctx := t.Context()
	w := billing(t, memory(t))
	approveSome(t, w)
	w.approve(t, "s4", due("s4", 1, "unknown", "", monday, 4))
	plans := must(w.Preview(ctx, birgit, "2026-12-31"))
	if len(plans) != 3 || plans[0].Buyer != "unknown" || plans[0].Problems[0].Key != "invoice.no_buyer" {
		t.Fatalf("exceptions first: %+v", plans)
	}
	if early := must(w.Preview(ctx, birgit, "2026-11-29")); len(early) != 0 {
		t.Errorf("nothing was supplied by then: %+v", early)
	}
	run := must(w.Begin(ctx, birgit, "december", "2026-12-31", plans))
	ok(t, w.Work(ctx))
	run = must(w.Progress(ctx, birgit, run.ID))
	if run.Value.Open || run.Value.Done() != 3 || run.Value.Items[0].State != Dropped || run.Value.Items[0].Why.Key != "invoice.no_buyer" {
		t.Errorf("%+v", run.Value)
	}
	ok(t, w.bill(ctx, "again"))
	issued := w.all(t, Issued)
	if len(issued) != 2 || issued[0].Value.Document.Number != "2026-0001" || issued[1].Value.Document.Number != "2026-0002" || len(w.broken(t)) > 0 {
		t.Fatalf("%d issued, %v", len(issued), w.broken(t))
	}
	first := issued[0]
	if first.Value.Buyer != "cafe" {
		first = issued[1]
	}
	note := must(w.Credit(ctx, birgit, first.ID, "k", []marketplace.ID{"s2/l01"}, "Väärä päivä"))
	again := must(w.Credit(ctx, birgit, first.ID, "k", []marketplace.ID{"s2/l01"}, "Väärä päivä"))
	if note.ID != again.ID || note.Value.Document.Number != "2026-0003" || note.Value.Document.Preceding[0].Number != first.Value.Document.Number || note.Value.Document.Note != "Väärä päivä" {
		t.Errorf("%+v", note.Value.Document)
	}
	_, err := w.Credit(ctx, birgit, first.ID, "other", []marketplace.ID{"s2/l01"}, "Väärä päivä")
	if !marketplace.IsKind(err, marketplace.Conflict) {
		t.Errorf("the same twice: %v", err)
	}
	reopened := must(w.Preview(ctx, birgit, "2026-12-31"))
	if len(reopened) != 2 || len(reopened[1].Sources) != 1 || reopened[1].Sources[0].Key() != "s2/l01" {
		t.Errorf("exactly its hours: %+v", reopened)
	}
	ok(t, w.bill(ctx, "anew"))
	must(w.Credit(ctx, birgit, first.ID, "rest", nil, "Kaikki takaisin"))
	if b := w.broken(t); len(b) > 0 || len(w.all(t, Issued)) != 5 {
		t.Errorf("%d: %v", len(w.all(t, Issued)), b)
	}
	if after := must(w.Get(ctx, birgit, first.ID)); cmp.Diff(first.Value.Document, after.Value.Document) != "" {
		t.Error("an issued document changed")
	}
}

// Who sold, who bought, and nobody else.
func TestWhoMay(t *testing.T) {
	ctx := t.Context()
	w := billing(t, memory(t))
	approveSome(t, w)
	ok(t, w.bill(ctx, "k"))
	for _, e := range w.all(t, Issued) {
		if e.Value.Buyer != "cafe" {
			continue
		}
		must(w.Received(ctx, bo, e.ID))
		_, other := w.Received(ctx, rival, e.ID)
		_, foreign := w.Get(ctx, rival, e.ID)
		_, seller := w.Get(ctx, bo, e.ID)
		_, role := w.Get(ctx, seppo, e.ID)
		_, credit := w.Credit(ctx, bo, e.ID, "k", nil, "x")
		for name, err := range map[string]error{"another buyer": other, "another seller": foreign, "the buyer as seller": seller, "the buyer's credit": credit} {
			if !marketplace.IsKind(err, marketplace.NotFound) {
				t.Errorf("%s: %v", name, err)
			}
		}
		if !marketplace.IsKind(role, marketplace.Forbidden) {
			t.Errorf("a supervisor: %v", role)
		}
	}
	_, err := w.Preview(ctx, seppo, "2026-12-31")
	if !marketplace.IsKind(err, marketplace.Forbidden) {
		t.Error(err)
	}
}

// What changes between the preview and the run is left out and says so; what is withdrawn while it is made is let go of whole,
// and no number is eaten.
func TestChangedMeanwhile(t *testing.T) {
	ctx := t.Context()
	w := billing(t, memory(t))
	approveSome(t, w)
	plans := must(w.Preview(ctx, birgit, "2026-12-31"))
	w.approve(t, "s9", due("s9", 1, "rival", "", monday, 1))
	run := must(w.Begin(ctx, birgit, "k", "2026-12-31", plans))
	draft := must(w.begin(ctx, run.Value, plans[0]))
	withdraw(t, w, "s2", "l01")
	ok(t, w.Work(ctx))
	if d := must(w.Get(ctx, birgit, draft.ID)); d.Value.State != Dropped || d.Value.Dropped.Key != "timesheet.not_approved" || d.Value.Seq != nil {
		t.Errorf("%+v", d.Value)
	}
	if r := must(w.Progress(ctx, birgit, run.ID)).Value; r.Items[1].Why == nil || r.Items[1].Why.Key != "invoice.changed" {
		t.Errorf("%+v", r)
	}
	ok(t, w.bill(ctx, "after"))
	if issued := w.all(t, Issued); len(issued) != 2 || *issued[0].Value.Seq != 1 || len(w.broken(t)) > 0 {
		t.Errorf("%d, %v", len(issued), w.broken(t))
	}
}

// failing are hours of which one sheet cannot be billed.
type failing struct {
	Hours
	sheet marketplace.ID
}

func (f failing) Bill(ctx context.Context, actor marketplace.Actor, id marketplace.ID, lines []line.Seen, invoice string) error {
	if id == f.sheet {
		return errors.New("the disk is full")
	}
	return f.Hours.Bill(ctx, actor, id, lines, invoice)
}

// One invoice that fails keeps no other from being made, and eats no number; it is made when what failed is mended.
func TestOneFails(t *testing.T) {
	ctx := t.Context()
	w := billing(t, memory(t))
	approveSome(t, w)
	run := must(w.Begin(ctx, birgit, "k", "2026-12-31", must(w.Preview(ctx, birgit, "2026-12-31"))))
	hours := w.Hours
	w.Hours = failing{hours, "s1"}
	if err := w.Work(ctx); err == nil {
		t.Error("nobody is told that one failed")
	}
	if r := must(w.Progress(ctx, birgit, run.ID)).Value; !r.Open || r.Done() != 1 || len(w.all(t, Issued)) != 1 || *w.all(t, Issued)[0].Value.Seq != 1 {
		t.Errorf("%+v", r)
	}
	w.Hours = hours
	ok(t, w.Work(ctx))
	if r := must(w.Progress(ctx, birgit, run.ID)).Value; r.Open || r.Done() != 2 || len(w.broken(t)) > 0 {
		t.Errorf("%+v, %v", r, w.broken(t))
	}
}

func withdraw(t testing.TB, w *world, sheet, l marketplace.ID) {
	t.Helper()
	_, err := store.Change(t.Context(), w.sheet, sheet, func(s *sheetState) ([]marketplace.Fact, error) {
		if s.Billed[l] != "" {
			return nil, store.ErrUnchanged
		}
		s.Gone[l] = true
		return nil, nil
	})
	ok(t, err)
}

// A hundred invoices that are issued at once have the numbers 1 to 100.
func TestHundredAtOnce(t *testing.T) {
	ctx := t.Context()
	w := billing(t, memory(t))
	run := Run{ID: "run", Org: "paja", By: "birgit"}
	var drafts []Entry
	for n := range 100 {
		id := marketplace.ID(fmt.Sprintf("s%03d", n))
		w.approve(t, id, due(id, 1, "cafe", string(id), monday, price.Quantity(n+1)))
	}
	for _, p := range must(w.Preview(ctx, birgit, "2026-12-31")) {
		drafts = append(drafts, must(w.begin(ctx, run, p)))
	}
	var wg sync.WaitGroup
	for _, d := range drafts {
		wg.Go(func() {
			if _, err := w.issue(ctx, d); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if b := w.broken(t); len(b) > 0 || len(w.all(t, Issued)) != 100 {
		t.Errorf("%d issued: %v", len(w.all(t, Issued)), b)
	}
}

// A crash at every write on the way approved → issued → credited in part → billed anew → credited whole: after the restart it
// goes on, and ends as it would have.
func TestCrashAtEveryWrite(t *testing.T) {
	ctx := t.Context()
	way := func(w *world) error {
		if err := w.bill(ctx, "a"); err != nil {
			return err
		}
		id := draftID(marketplace.Derived("run", digestLength, "paja", "a"), "cafe", "PO-1")
		if _, err := w.Credit(ctx, birgit, id, "part", []marketplace.ID{"s1/l02", "s2/l01"}, "Väärä päivä"); err != nil {
			return err
		}
		if err := w.bill(ctx, "b"); err != nil {
			return err
		}
		if _, err := w.Credit(ctx, birgit, id, "rest", nil, "Kaikki takaisin"); err != nil {
			return err
		}
		return w.Work(ctx)
	}
	for k := 1; ; k++ {
		w := billing(t, memory(t))
		approveSome(t, w)
		faulty := storetest.Faulty(w.db, k, storetest.BeforeWrite)
		err := way(newWorld(faulty))
		if !faulty.Crashed() {
			ok(t, err)
			if k < 15 {
				t.Errorf("only %d writes", k)
			}
			return
		}
		if !errors.Is(err, storetest.ErrCrash) {
			t.Fatalf("write %d: %v", k, err)
		}
		ok(t, w.Work(ctx))
		if b := w.broken(t); len(b) > 0 {
			t.Errorf("write %d: %v", k, b)
		}
		ok(t, way(w))
		if b := w.broken(t); len(b) > 0 || len(w.all(t, Issued)) != 5 {
			t.Errorf("write %d, again: %d, %v", k, len(w.all(t, Issued)), b)
		}
	}
}

// Whatever is approved, withdrawn, billed and credited, in whatever order, with crashes between: the invariants hold.
func TestRandomHistories(t *testing.T) {
	ctx := t.Context()
	rapid.Check(t, func(r *rapid.T) {
		w := billing(t, memory(t))
		for n := range rapid.IntRange(2, 20).Draw(r, "steps") {
			actor := w
			if rapid.IntRange(0, 3).Draw(r, "crashes") == 0 {
				actor = newWorld(storetest.Faulty(w.db, rapid.IntRange(1, 6).Draw(r, "at"), storetest.BeforeWrite))
			}
			switch rapid.SampledFrom([]string{"approve", "approve", "withdraw", "bill", "bill", "credit", "credit all"}).Draw(r, "what") {
			case "approve":
				id := marketplace.ID(fmt.Sprintf("s%02d", n))
				buyer := rapid.SampledFrom([]marketplace.ID{"cafe", "rival"}).Draw(r, "buyer")
				var lines []timesheet.Due
				for l := range rapid.IntRange(1, 3).Draw(r, "lines") {
					lines = append(lines, due(id, l, buyer, "", monday, price.Quantity(rapid.IntRange(1, 40).Draw(r, "quarters"))))
				}
				w.approve(t, id, lines...)
			case "withdraw":
				if id := marketplace.ID(fmt.Sprintf("s%02d", rapid.IntRange(0, n).Draw(r, "sheet"))); must(has(w, id)) {
					withdraw(t, w, id, "l00")
				}
			case "bill":
				_ = actor.bill(ctx, fmt.Sprint(n))
			case "credit", "credit all":
				creditSome(r, w, actor, n)
			}
			ok(t, w.Work(ctx))
			if b := w.broken(t); len(b) > 0 {
				r.Fatal(strings.Join(b, "\n"))
			}
		}
	})
}

func has(w *world, id marketplace.ID) (bool, error) {
	_, err := w.sheet.Get(context.Background(), id)
	if marketplace.IsKind(err, marketplace.NotFound) {
		return false, nil
	}
	return err == nil, err
}

func creditSome(r *rapid.T, w, actor *world, n int) {
	list, err := w.Mine(context.Background(), birgit, Issued, marketplace.Page{Limit: marketplace.MaxLimit})
	if err != nil || len(list.Items) == 0 {
		return
	}
	e := rapid.SampledFrom(list.Items).Draw(r, "invoice")
	left := keys(e.Value.Left())
	if len(left) > 0 && rapid.Bool().Draw(r, "part") {
		left = left[:rapid.IntRange(1, len(left)).Draw(r, "some")]
	}
	_, _ = actor.Credit(context.Background(), birgit, e.ID, fmt.Sprint(n), left, "Hyvitys")
}
