package outcome

import (
	"encoding/csv"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/matching"
)

// herd is n clients accepted on a day.
func herd(letter string, n int, accepted marketplace.Date) []Case {
	out := make([]Case, n)
	for i := range out {
		out[i] = worker()
		out[i].Client, out[i].Referral.Accepted, out[i].Engaged = crowd(letter, n)[i], accepted, ""
	}
	return out
}

// Published numbers run to the end of the last quarter that is over, open nobody, and hide what tells of few.
func TestPublish(t *testing.T) {
	cases := append(herd("a", 12, "2026-02-01"), append(herd("b", 4, "2026-05-01"), herd("c", 15, "2026-10-20")...)...)
	s := Publish(cases, 2026, "2026-11-23", limits())
	got := map[string]string{}
	for _, p := range s.Figure(Accepted).Parts {
		got[p.Key] = fmt.Sprint(p.N, p.Hidden, len(p.Items))
	}
	want := map[string]string{"q1": "12 false 0", "q2": "0 true 0", "q3": "0 false 0", "total": "0 true 0"}
	if diff := cmp.Diff(want, got); diff != "" || s.AsOf != "2026-09-30" {
		t.Errorf("until %s: %s", s.AsOf, diff)
	}
	later := Publish(cases, 2026, "2027-02-01", limits())
	if p, _ := later.Figure(Accepted).Part("q1"); p.Hidden || p.N != 12 {
		t.Errorf("what was shown is hidden later: %+v", p)
	}
	total, _ := later.Figure(Accepted).Part(Total)
	fourth, _ := later.Figure(Accepted).Part("q4")
	if !total.Hidden && !fourth.Hidden {
		t.Error("the year gives the second quarter away")
	}
	if again, _ := later.Figure(FirstContact).Part(Total); again.Hidden != total.Hidden {
		t.Error("another metric gives away what is hidden, or hides what is shown")
	}
	quiet := Publish(herd("d", 15, "2026-08-01"), 2026, "2026-11-23", limits())
	if p, _ := quiet.Figure(Accepted).Part("q1"); p.Hidden {
		t.Error("that nobody was accepted in a quarter is hidden")
	}
	if empty := Publish(cases, 2026, "2026-02-01", limits()); len(empty.Figures) != 0 {
		t.Errorf("before a quarter is over: %+v", empty)
	}
}

// Whatever the lives: nothing published counts 1 to 9 people or opens anybody, a share is hidden with any of its parts,
// and a number that is not hidden is the true one.
func TestPublishProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cases, l := drawCases(t, 40), limits()
		l.SmallGroup = rapid.IntRange(8, 10).Draw(t, "least")
		s := Publish(cases, 2025, "2026-02-01", l)
		full := Summarise(cases, 2025, "2025-12-31", l)
		for _, f := range s.Figures {
			for _, p := range f.Parts {
				mine, _ := full.Figure(f.Metric).Part(p.Key)
				if n := len(people(mine.Items)); !p.Hidden && p.Key != Contacts && n > 0 && n < l.SmallGroup {
					t.Fatalf("%s %s of %d is shown", f.Metric, p.Key, n)
				}
				if len(p.Items) > 0 || p.Hidden && p.N != 0 || !p.Hidden && p.N != mine.N {
					t.Fatalf("%s %s: %+v, truly %d", f.Metric, p.Key, p, mine.N)
				}
			}
			if v := f.Value; v != nil && (v.Hidden && v.Amount != 0 || len(v.from) > 0) {
				t.Fatalf("%s: %+v", f.Metric, v)
			}
		}
		f := s.Figure(RetentionShare)
		yes, _ := f.Part(Yes)
		no, _ := f.Part(No)
		if f.Value != nil && (yes.Hidden || no.Hidden) && !f.Value.Hidden {
			t.Fatal("a share gives its hidden parts away")
		}
	})
}

func finnish(t *testing.T) i18n.Lang {
	t.Helper()
	b, err := i18n.Load(must(matching.LoadScale()))
	if err != nil {
		t.Fatal(err)
	}
	return b.In(i18n.Fi)
}

// The table says definition, period and provider in each row, hides what is hidden, and has no cell like a formula.
func TestReport(t *testing.T) {
	s := Publish(append(herd("a", 12, "2026-02-01"), herd("b", 4, "2026-05-01")...), 2026, "2026-11-23", limits())
	raw := must(s.Report(finnish(t), "=HYPERLINK(\"x\") Oy"))
	r := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(raw), "\ufeff")))
	r.Comma = ';'
	rows := must(r.ReadAll())
	seen := map[string]string{}
	for i, row := range rows {
		if i > 0 && (len(row) != 8 || row[4] == "" || row[7] != "'=HYPERLINK(\"x\") Oy" || row[5] < "2026-01-01" || row[6] > "2026-09-30") {
			t.Errorf("row %d: %q", i, row)
		}
		seen[row[0]+", "+row[1]] = row[2]
	}
	for part, want := range map[string]string{"Tammi–maaliskuu": "12", "Huhti–kesäkuu": "piilotettu", "Heinä–syyskuu": "0", "Yhteensä": "piilotettu"} {
		if got := seen["Valmennukseen otetut, "+part]; got != want {
			t.Errorf("%s: %q, want %q", part, got, want)
		}
	}
	if strings.Contains(string(raw), "outcome.") || strings.Contains(string(raw), ";4;") {
		t.Errorf("a message is missing, or a small group is told: %s", raw)
	}
}

func TestPlainCells(t *testing.T) {
	for cell, want := range map[string]string{
		"=1+1": "'=1+1", "+358": "'+358", "-1": "'-1", "@x": "'@x", "\t=1": "'\t=1", " =1": "' =1", "\rx": "'\rx", "Oy": "Oy", "": "", "12": "12", "Ab=1": "Ab=1",
	} {
		if got := plain([]string{cell})[0]; got != want {
			t.Errorf("%q becomes %q, want %q", cell, got, want)
		}
	}
}

// must is for steps that lead up to what a test is about.
func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}
