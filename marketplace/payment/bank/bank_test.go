package bank

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/payment"
	"sovite.fi/sovite/marketplace/store/storetest"
)

// A file is worked through, says what became of each payment, and adds up; the same one again, packed or not, begins nothing, and
// another that overlaps counts only what is new.
func TestStory(t *testing.T) {
	ctx := t.Context()
	w := billed(t, 3)
	entries := []string{entry("a", ref(0), 100_00), entry("b", ref(1), 40_00), entry("c", "1232", 7_00), entry("d", ref(0), 1_00)}
	i := w.through(t, file(account, entries...))
	ok(t, i.held())
	want := []Result{{Full, 1, 100_00}, {Part, 1, 40_00}, {Waits, 2, 8_00}, {Back, 0, 0}, {Outside, 0, 0}, {Known, 0, 0}}
	if !slices.Equal(i.Results, want) || i.Waits != 8_00 || i.From != today || w.open(t, 0) != 0 || w.open(t, 1) != 60_00 {
		t.Errorf("%+v", i)
	}
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	must(z.Write([]byte(file(account, entries...))))
	ok(t, z.Close())
	for _, again := range []string{file(account, entries...), packed.String()} {
		if e, known, err := w.up(ctx, again); err != nil || !known || e.ID != i.ID || e.Value.Open {
			t.Errorf("the same file: %v, %v", known, err)
		}
	}
	more := w.through(t, file(account, append(entries[1:], entry("e", ref(2), 100_00))...))
	ok(t, more.held())
	if known := more.Results[5]; known.Count != 3 || more.Results[0].Count != 1 || w.open(t, 1) != 60_00 || w.open(t, 2) != 0 {
		t.Errorf("%+v", more)
	}
	if all := must(w.Imports(ctx, birgit(), marketplace.Page{})); len(all.Items) != 2 {
		t.Errorf("%d imports", len(all.Items))
	}
}

// What is refused keeps nothing, and says where and what to do.
func TestRefused(t *testing.T) {
	ctx := t.Context()
	w := billed(t, 1)
	good := file(account, entry("a", ref(0), 100_00))
	for name, c := range map[string]struct{ text, place, key string }{
		"truncated":            {good[:len(good)-60], "Stmt[1]", "camt.truncated"},
		"with a DTD":           {strings.Replace(good, "<Document", `<!DOCTYPE x [<!ENTITY a "b">]><Document`, 1), "", "camt.dtd"},
		"of another's":         {file(savings, entry("a", ref(0), 100_00)), "Stmt[1]/Acct", "bank.foreign_account"},
		"no XML":               {"a;b;c", "", "camt.trailing"},
		"empty":                {"", "", "camt.missing"},
		"an amount of letters": {strings.Replace(good, "100.00", "x", 1), "Stmt[1]/Ntry[1]/Amt", "camt.amount"},
		"broken packing":       {"\x1f\x8bnonsense", "", "bank.packed"},
	} {
		_, _, err := w.up(ctx, c.text)
		e := marketplace.AsError(err)
		if !marketplace.IsKind(err, marketplace.Invalid) || e.Key != c.key && (len(e.Fields) == 0 || e.Fields[0].Key != c.key || !strings.HasPrefix(e.Fields[0].Field, c.place)) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if all := must(w.Imports(ctx, birgit(), marketplace.Page{})); len(all.Items) != 0 || w.open(t, 0) != 100_00 {
		t.Errorf("%d imports", len(all.Items))
	}
	ok(t, w.AddAccount(ctx, birgit(), "FI79 4405 2020 0360 82"))
	ok(t, w.AddAccount(ctx, birgit(), savings))
	if own := must(w.Accounts(ctx, birgit())); !slices.Equal(own, []string{account, savings}) {
		t.Errorf("%v", own)
	}
	ok(t, w.through(t, file(savings, entry("a", ref(0), 100_00))).held())
	if err := w.AddAccount(ctx, birgit(), "FI00"); !marketplace.IsKind(err, marketplace.Invalid) {
		t.Errorf("no IBAN: %v", err)
	}
}

// Only owners and billing bring files in, and another organisation's import is none.
func TestWhoMay(t *testing.T) {
	ctx := t.Context()
	w := billed(t, 0)
	i := w.through(t, file(account))
	if _, err := w.Import(ctx, rival(), i.ID); !marketplace.IsKind(err, marketplace.NotFound) {
		t.Errorf("a foreign one: %v", err)
	}
	_, _, up := w.Upload(ctx, seppo(), "x", strings.NewReader(file(account)))
	_, list := w.Imports(ctx, seppo(), marketplace.Page{})
	for name, err := range map[string]error{"brought in": up, "listed": list, "an account": w.AddAccount(ctx, seppo(), savings)} {
		if !marketplace.IsKind(err, marketplace.Forbidden) {
			t.Errorf("%s by a supervisor: %v", name, err)
		}
	}
}

// long is a file of more than two parts.
func long() string {
	var entries []string
	for n := range 2*size + 7 {
		entries = append(entries, entry(fmt.Sprint("e", n), ref(n%3), money.Cents(2_00+n)))
	}
	return file(account, entries...)
}

// A crash at any write, before or after it: the file goes on where it was, and counts once. Every seventh is tried; the writes of one
// step are all tried by the tests of the sales ledger.
func TestCrashes(t *testing.T) {
	ctx := t.Context()
	whole := billed(t, 3).through(t, long())
	for k := 1; ; k += 7 {
		w := billed(t, 3)
		faulty := storetest.Faulty(w.db, k, []storetest.Moment{storetest.BeforeWrite, storetest.AfterWrite}[k%2])
		f := w.restart(faulty)
		if _, _, err := f.up(ctx, long()); err == nil {
			_ = f.Work(ctx)
		}
		i := w.through(t, long())
		ok(t, i.held())
		if !slices.Equal(i.Results, whole.Results) || i.Waits != whole.Waits {
			t.Errorf("write %d: %+v, not %+v", k, i.Results, whole.Results)
		}
		if !faulty.Crashed() {
			return
		}
	}
}

// Twenty files at once, every one brought in twice and overlapping with others, with two processes at work: each payment counts once.
func TestTwentyAtOnce(t *testing.T) {
	ctx := t.Context()
	w := billed(t, 3)
	var wg sync.WaitGroup
	for n := range 40 {
		wg.Go(func() {
			var entries []string
			for k := n % 20; k < n%20+3; k++ {
				entries = append(entries, entry(fmt.Sprint("e", k), ref(k%3), 1_00))
			}
			if _, _, err := w.up(ctx, file(account, entries...)); err != nil {
				t.Error(err)
			}
			if n%20 == 0 {
				_ = w.restart(w.db).Work(ctx)
			}
		})
	}
	wg.Wait()
	ok(t, w.Work(ctx))
	all := must(w.Imports(ctx, birgit(), marketplace.Page{}))
	known := 0
	for _, e := range all.Items {
		ok(t, e.Value.held())
		known += e.Value.Results[5].Count
	}
	if paid := 300_00 - w.open(t, 0) - w.open(t, 1) - w.open(t, 2); len(all.Items) != 20 || paid != 22_00 || known != 60-22 {
		t.Errorf("%d imports, %d paid, %d known", len(all.Items), paid, known)
	}
}

// Files that overlap in any way, in any order: what was paid is what the distinct payments come to.
func TestRandomFiles(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		w := billed(t, 3)
		distinct := map[int]bool{}
		for range rapid.IntRange(1, 4).Draw(r, "files") {
			ids := rapid.SliceOfNDistinct(rapid.IntRange(0, 30), 1, 12, rapid.ID).Draw(r, "entries")
			var entries []string
			for _, n := range ids {
				distinct[n] = true
				entries = append(entries, entry(fmt.Sprint("e", n), ref(n%4), money.Cents(1_00*(n+1))))
			}
			if err := w.through(t, file(account, entries...)).held(); err != nil {
				r.Fatal(err)
			}
		}
		var told, found money.Cents
		for n := range distinct {
			told += money.Cents(1_00 * (n + 1))
		}
		for _, which := range []payment.Which{payment.Waiting, payment.Decided} {
			for _, p := range must(w.ledger.Payments(t.Context(), birgit(), which, marketplace.Page{})).Items {
				found += p.Is.Payment.Signed()
			}
		}
		if told != found {
			r.Fatalf("%d told, %d kept", told, found)
		}
	})
}

// BenchmarkImport takes in and works through files of so many entries, on the embedded store.
func BenchmarkImport(b *testing.B) {
	for _, n := range []int{1_000, 10_000, 100_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			entries := make([]string, n)
			for k := range entries {
				entries[k] = entry(fmt.Sprint("e", k), ref(k%500), 1)
			}
			text := file(account, entries...)
			b.ReportMetric(float64(len(text)>>20), "MB")
			for b.Loop() {
				b.StopTimer()
				w := billed(b, 500)
				b.StartTimer()
				e, _, err := w.up(b.Context(), text)
				ok(b, err)
				b.ReportMetric(b.Elapsed().Seconds(), "s/check")
				ok(b, w.Work(b.Context()))
				ok(b, must(w.Import(b.Context(), birgit(), e.ID)).Value.held())
			}
			b.ReportMetric(float64(n*b.N)/b.Elapsed().Seconds(), "payments/s")
		})
	}
}
