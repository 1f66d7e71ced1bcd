package daybook

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/marketplace/journal"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/store/storetest"
)

var (
	november = Period{"2026-11-01", "2026-11-30"}
	year     = Period{"2026-01-01", "2026-12-31"}
)

// From the first entry to the closed period: booked once, closed for good, what is late says so, what was wrong is taken back.
func TestStory(t *testing.T) {
	ctx := t.Context()
	s := books(memory(t))
	for range 2 {
		first := must(s.Post(ctx, "paja", issued(1, "2026-11-05", 100_00)))
		if first.Number != 1 || first.Day != "2026-11-05" {
			t.Fatalf("%+v", first)
		}
	}
	must(s.Post(ctx, "rival", issued(1, "2026-11-05", 7_00)))
	if _, err := s.Post(ctx, "paja", issued(1, "2026-11-05", 101_00)); !marketplace.IsKind(err, marketplace.Conflict) {
		t.Errorf("another content under the same event: %v", err)
	}
	if nothing := must(s.Post(ctx, "paja", issued(9, "2026-11-05", 0))); nothing.Number != 0 {
		t.Errorf("%+v", nothing)
	}
	for range 2 {
		if l := must(s.Close(ctx, birgit, "2026-11-30")); l.Closed != "2026-11-30" || l.Number != 1 {
			t.Errorf("%+v", l)
		}
	}
	late := must(s.Post(ctx, "paja", paid(1, "2026-11-29", 40_00)))
	if late.Number != 2 || late.Day != "2026-12-01" || !late.Late() {
		t.Errorf("%+v", late)
	}
	for range 2 {
		fix := must(s.Correct(ctx, birgit, Correction{Key: "k", Number: 2, On: today, Reason: " Väärä\nlasku "}))
		if fix.Number != 3 || fix.Corrects != 2 || fix.Text.Args["reason"] != "Väärä lasku" {
			t.Errorf("%+v", fix)
		}
	}
	if c := must(s.CorrectionOf(ctx, birgit, 2)); c.Number != 3 {
		t.Errorf("%+v", c)
	}
	if st := must(s.State(ctx, birgit)); st != (State{3, "2026-11-30"}) || s.sound(t, "paja") != 3 || s.sound(t, "rival") != 1 {
		t.Errorf("%+v", st)
	}
	list := must(s.List(ctx, birgit, year, journal.KindPaid, marketplace.Page{Limit: 1}))
	if len(list.Items) != 1 || list.Items[0].Number != 2 || list.Next == "" {
		t.Errorf("%+v", list)
	}
	if orgs := must(s.Books(ctx)); !cmp.Equal(orgs, []marketplace.ID{"paja", "rival"}) {
		t.Errorf("%v", orgs)
	}
}

// What cannot be done is refused, and says why.
func TestRefusals(t *testing.T) {
	ctx := t.Context()
	s := books(memory(t))
	must(s.Post(ctx, "paja", issued(1, "2026-11-05", 100_00)))
	must(s.Close(ctx, birgit, "2026-11-10"))
	must(s.Correct(ctx, birgit, Correction{Key: "k", Number: 1, On: today, Reason: "x"}))
	correct := func(c Correction) error { _, err := s.Correct(ctx, birgit, c); return err }
	closing := func(d marketplace.Date) error { _, err := s.Close(ctx, birgit, d); return err }
	list := func(p Period) error {
		_, err := s.List(ctx, birgit, p, "", marketplace.Page{})
		return err
	}
	_, stranger := s.Entry(ctx, rival, 1)
	_, role := s.Close(ctx, seppo, "2026-11-11")
	for name, tt := range map[string]struct {
		err  error
		kind marketplace.Kind
		want string
	}{
		"a stranger":              {stranger, marketplace.NotFound, ""},
		"another role":            {role, marketplace.Forbidden, ""},
		"an earlier day":          {closing("2026-11-09"), marketplace.Conflict, "journal.closed"},
		"today":                   {closing(today), marketplace.Invalid, "journal.close_over"},
		"no day":                  {closing("2026-02-30"), marketplace.Invalid, "field.date"},
		"no such entry":           {correct(Correction{Key: "o", Number: 9, On: today, Reason: "x"}), marketplace.NotFound, ""},
		"corrected":               {correct(Correction{Key: "o", Number: 1, On: today, Reason: "x"}), marketplace.Conflict, "journal.corrected"},
		"a correction":            {correct(Correction{Key: "o", Number: 2, On: today, Reason: "x"}), marketplace.Conflict, "journal.corrected"},
		"the key of another":      {correct(Correction{Key: "k", Number: 2, On: today, Reason: "x"}), marketplace.Conflict, "error.key_used"},
		"no reason":               {correct(Correction{Key: "o", Number: 1, On: today, Reason: " \n"}), marketplace.Invalid, "field.required"},
		"a long reason":           {correct(Correction{Key: "o", Number: 1, On: today, Reason: strings.Repeat("x", 201)}), marketplace.Invalid, "field.too_long"},
		"a period backwards":      {list(Period{"2026-12-01", "2026-11-01"}), marketplace.Invalid, "journal.period"},
		"a period of many years":  {list(Period{"2000-12-01", "2026-11-01"}), marketplace.Invalid, "journal.period"},
		"a period without an end": {list(Period{"2026-12-01", ""}), marketplace.Invalid, "field.date"},
	} {
		e := marketplace.AsError(tt.err)
		got := e.Key
		if len(e.Fields) > 0 {
			got = e.Fields[0].Key
		}
		if !marketplace.IsKind(tt.err, tt.kind) || tt.want != "" && got != tt.want {
			t.Errorf("%s: %v", name, tt.err)
		}
	}
	if n := s.sound(t, "paja"); n != 2 {
		t.Errorf("%d entries", n)
	}
}

// Accounts of a chart change from a day on; what was booked before stays until somebody moves it.
func TestChart(t *testing.T) {
	ctx := t.Context()
	s := books(memory(t))
	must(s.Post(ctx, "paja", issued(1, "2026-11-05", 100_00)))
	e := must(s.Chart(ctx, birgit))
	c := e.Value
	c.Accounts[journal.Receivables] = journal.Account{Number: "1701", Name: "Saamiset"}
	saved := must(s.SaveChart(ctx, birgit, e.Rev, c))
	if _, err := s.SaveChart(ctx, birgit, e.Rev, c); !marketplace.IsKind(err, marketplace.Stale) {
		t.Errorf("saved over another: %v", err)
	}
	less := c
	less.Sales = c.Sales[1:]
	if _, err := s.SaveChart(ctx, birgit, saved.Rev, less); !marketplace.IsKind(err, marketplace.Invalid) {
		t.Errorf("an account was taken away: %v", err)
	}
	if again := must(s.Post(ctx, "paja", issued(1, "2026-11-05", 100_00))); again.Lines[0].Account != "1700" {
		t.Errorf("%+v", again)
	}
	moved := must(s.Correct(ctx, birgit, Correction{Key: "m", Number: 1, On: today, Reason: "Väärä tili", Move: true}))
	want := []journal.Line{
		{Use: journal.Receivables, Account: "1700", Cents: -100_00, Tag: journal.Tag{Invoice: "inv1"}},
		{Use: journal.Receivables, Account: "1701", Cents: 100_00, Tag: journal.Tag{Invoice: "inv1"}},
	}
	if diff := cmp.Diff(want, moved.Lines); diff != "" {
		t.Error(diff)
	}
	must(s.Post(ctx, "paja", issued(2, "2026-11-05", 50_00)))
	if _, err := s.Correct(ctx, birgit, Correction{Key: "n", Number: 3, On: today, Reason: "x", Move: true}); !marketplace.IsKind(err, marketplace.Conflict) {
		t.Errorf("nothing to move: %v", err)
	}
	r := must(s.reconcile(ctx, "paja", map[marketplace.ID]money.Cents{"inv1": 100_00, "inv2": 49_00}))
	if r.Books.Open != 150_00 || r.Account != 150_00 || r.Told != 149_00 || r.Agrees() || !cmp.Equal(r.Differences, []journal.Difference{{Invoice: "inv2", Books: 50_00, Told: 49_00}}) {
		t.Errorf("%+v", r)
	}
}

// A hundred entries that are posted at once, with a closing and corrections between them, have the numbers 1 to n, each booked
// once.
func TestHundredAtOnce(t *testing.T) {
	ctx := t.Context()
	s := books(memory(t))
	var wg sync.WaitGroup
	for n := range 100 {
		for range 2 {
			wg.Go(func() {
				if _, err := s.Post(ctx, "paja", issued(n, "2026-11-05", 100_00)); err != nil {
					t.Error(err)
				}
			})
		}
		if n%25 == 0 {
			wg.Go(func() {
				_, err := s.Close(ctx, birgit, november.From.AddDays(n/10))
				if err != nil && !marketplace.IsKind(err, marketplace.Conflict) {
					t.Error(err)
				}
			})
		}
	}
	wg.Wait()
	if n := s.sound(t, "paja"); n != 100 {
		t.Errorf("%d entries", n)
	}
}

// A crash at every write, before and after it: what is done again ends as it would have.
func TestCrashAtEveryWrite(t *testing.T) {
	ctx := t.Context()
	way := func(s *Service) error {
		for n := range 3 {
			if _, err := s.Post(ctx, "paja", issued(n, "2026-11-05", 100_00)); err != nil {
				return err
			}
		}
		if _, err := s.Close(ctx, birgit, "2026-11-30"); err != nil {
			return err
		}
		if _, err := s.Correct(ctx, birgit, Correction{Key: "k", Number: 2, On: today, Reason: "x"}); err != nil {
			return err
		}
		_, err := s.Post(ctx, "paja", paid(1, "2026-11-29", 40_00))
		return err
	}
	for _, moment := range []storetest.Moment{storetest.BeforeWrite, storetest.AfterWrite} {
		for k := 1; ; k++ {
			db := memory(t)
			faulty := storetest.Faulty(db, k, moment)
			err := way(books(faulty))
			if !faulty.Crashed() {
				ok(t, err)
				break
			}
			if !errors.Is(err, storetest.ErrCrash) {
				t.Fatalf("write %d: %v", k, err)
			}
			s := books(db)
			s.sound(t, "paja")
			ok(t, way(s))
			if n := s.sound(t, "paja"); n != 5 {
				t.Errorf("write %d: %d entries", k, n)
			}
		}
	}
}

// Whatever is posted, replayed, corrected and closed, the stored books say what the pure book says.
func TestRandomHistories(t *testing.T) {
	ctx := t.Context()
	rapid.Check(t, func(r *rapid.T) {
		s := books(memory(t))
		for n := range rapid.IntRange(1, 25).Draw(r, "steps") {
			day := november.From.AddDays(rapid.IntRange(0, 40).Draw(r, "day"))
			one := rapid.IntRange(0, n).Draw(r, "of")
			switch rapid.IntRange(0, 5).Draw(r, "what") {
			case 0:
				_, _ = s.Close(ctx, birgit, day)
			case 1:
				_, _ = s.Correct(ctx, birgit, Correction{Key: fmt.Sprint(n), Number: one, On: today, Reason: "x"})
			case 2:
				_, _ = s.Post(ctx, "paja", paid(one, day, 10_00))
			default:
				_, _ = s.Post(ctx, "paja", issued(one, day, 100_00))
			}
		}
		if _, fault, err := s.Examine(ctx, "paja"); fault != nil || err != nil {
			r.Fatalf("%+v, %v", fault, err)
		}
		all := s.entries(t, "paja")
		p := Period{november.From.AddDays(rapid.IntRange(0, 40).Draw(r, "from")), "2027-01-31"}
		if diff := cmp.Diff(must(journal.Trial(all, p.From, p.To)), must(s.Trial(ctx, birgit, p))); diff != "" {
			r.Fatal(diff)
		}
		told := map[marketplace.ID]money.Cents{}
		for _, i := range journal.Items(all, "2099-12-31") {
			told[i.Invoice] = i.Open
		}
		if rec := must(s.reconcile(ctx, "paja", told)); !rec.Agrees() || rec.Told != rec.Account {
			r.Fatalf("%+v", rec)
		}
	})
}

// The files of a period hold its entries by day, and are those that the journal makes of them.
func TestFiles(t *testing.T) {
	ctx := t.Context()
	s := books(memory(t))
	for _, n := range rand.New(rand.NewPCG(1, 2)).Perm(30) {
		must(s.Post(ctx, "paja", issued(n, november.From.AddDays(n), 100_00)))
	}
	var sheet, file strings.Builder
	ok(t, s.WriteCSV(ctx, birgit, &sheet, bundle().In(i18n.Fi), Period{"2026-11-10", "2026-11-19"}))
	if lines := strings.Split(sheet.String(), "\r\n"); len(lines) != 22 || !strings.Contains(lines[1], ";2026-11-10;") || !strings.Contains(lines[20], ";2026-11-19;") {
		t.Errorf("%q", sheet.String())
	}
	ok(t, s.WriteSIE(ctx, birgit, &file, bundle().In(i18n.Fi), november))
	if text := file.String(); strings.Count(text, "#VER A ") != 30 || !strings.Contains(text, `#FNAMN "Paja ry"`) || !strings.Contains(text, "#RAR 0 20261101 20261130") {
		t.Errorf("%q", text)
	}
	for name, err := range map[string]error{
		"a role":     s.WriteCSV(ctx, seppo, &sheet, bundle().In(i18n.Fi), november),
		"a backward": s.WriteSIE(ctx, birgit, &file, bundle().In(i18n.Fi), Period{"2026-12-01", "2026-11-01"}),
	} {
		if err == nil {
			t.Error(name)
		}
	}
}
