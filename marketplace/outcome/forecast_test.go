package outcome

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"sovite.fi/sovite/marketplace"
)

// columns are the columns of a row in which a client counts.
func columns(c Case, p Period, row string) []string {
	out := []string{}
	for _, column := range Happened() {
		if c.came(p, row, column) {
			out = append(out, column)
		}
	}
	return out
}

// Each column is counted by its own day, of the very job that was forecast, and only as far as somebody knows.
func TestForecast(t *testing.T) {
	until := func(end marketplace.Date) Episode {
		return job(func(e *Episode) { e.Forecast, e.End, e.Start = "fits_if", end, "2026-01-31" })
	}
	year := Year(2026)
	for name, tc := range map[string]struct {
		c    Case
		p    Period
		row  string
		want []string
	}{
		"goes on":                    {worker(until("")), year, "fits_if", []string{Started, AtWork1, AtWork3, AtWork6}},
		"to the last day of a month": {worker(until("2026-02-28")), year, "fits_if", []string{Started, AtWork1, EndedSoon}},
		"a day less":                 {worker(until("2026-02-27")), year, "fits_if", []string{Started, EndedSoon}},
		"six months exactly":         {worker(until("2026-07-31")), year, "fits_if", []string{Started, AtWork1, AtWork3, AtWork6}},
		"a day short of six":         {worker(until("2026-07-30")), year, "fits_if", []string{Started, AtWork1, AtWork3, EndedSoon}},
		"in another row":             {worker(until("")), year, "fits_now", []string{}},
		"of another year":            {worker(until("2026-07-30")), Year(2027), "fits_if", []string{}},
		"only what has come":         {worker(until("")), year.until("2026-04-30"), "fits_if", []string{Started, AtWork1, AtWork3}},
		"begun the year before": {
			worker(job(func(e *Episode) { e.Forecast, e.Start = "left_out", "2026-09-30" })), Year(2027), "left_out", []string{Unknown},
		},
		"not seen since the first month": {
			worker(job(func(e *Episode) { e.Forecast, e.Seen = "missing", "2026-03-02" })), year, "missing", []string{Started, AtWork1, Unknown},
		},
		"no forecast":           {worker(job(nil)), year, NoForecast, []string{Started, AtWork1, AtWork3, AtWork6}},
		"a word that is none":   {worker(job(func(e *Episode) { e.Forecast = "perfect" })), year, NoForecast, []string{Started, AtWork1, AtWork3, AtWork6}},
		"a work trial":          {worker(job(func(e *Episode) { e.Forecast, e.Form = "fits_now", "work_trial" })), year, "fits_now", []string{}},
		"before being accepted": {worker(job(func(e *Episode) { e.Forecast, e.Start = "fits_now", "2026-01-09" })), year, "fits_now", []string{}},
		"another job does not count for it": {
			worker(until("2026-02-01"), job(func(e *Episode) { e.Start = "2026-02-02" })), year, "fits_if", []string{Started, EndedSoon},
		},
		"nobody keeps jobs": {Case{Client: "c", Open: true, Referral: Referral{Accepted: "2026-01-10"}, Jobs: []Episode{until("")}}, year, "fits_if", []string{}},
	} {
		if diff := cmp.Diff(tc.want, columns(tc.c, tc.p, tc.row)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

// Who reached a later month reached the earlier ones, began, and did not end before six; over a time long enough.
func TestForecastProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := Period{"2020-01-01", "2035-12-31"}
		for _, c := range drawCases(t, 8) {
			for _, e := range c.Jobs {
				one := c
				one.Jobs = []Episode{e}
				for _, row := range Foreseen() {
					got := columns(one, p, row)
					if len(got) > 0 && (row != e.row() || got[0] != Started) {
						t.Fatalf("%+v counts in %s as %v", e, row, got)
					}
					for i, later := range []string{AtWork1, AtWork3, AtWork6} {
						if slices.Contains(got, later) && got[i] != Happened()[i] {
							t.Fatalf("%+v reached %s and not all before it: %v", e, later, got)
						}
					}
					if slices.Contains(got, AtWork6) && slices.Contains(got, EndedSoon) {
						t.Fatalf("%+v lasted six months and ended before: %v", e, got)
					}
				}
			}
		}
	})
}

// A published forecast hides small groups, also when the whole would give them away, opens nobody, and says so in the
// table; a coach's own hides nothing.
func TestForecastIsPublished(t *testing.T) {
	placed := func(letter string, n int, forecast, end string) []Case {
		out := herd(letter, n, "2026-01-10")
		for i := range out {
			out[i].Jobs = []Episode{job(func(e *Episode) { e.Forecast, e.End = forecast, marketplace.Date(end) })}
		}
		return out
	}
	cases := slices.Concat(placed("a", 14, "fits_now", ""), placed("b", 11, "fits_if", ""), placed("c", 4, "fits_if", "2026-03-15"), placed("d", 3, "left_out", ""))
	lang, got := finnish(t), map[string]string{}
	for _, p := range Publish(cases, 2026, "2026-11-23", limits()).Figure(Forecast).Parts {
		if len(p.Items) > 0 {
			t.Errorf("%s opens %d", p.Key, len(p.Items))
		}
		row, column, _ := strings.Cut(p.Key, ".")
		text := "hidden"
		if !p.Hidden {
			text = lang.Number(int64(p.N))
		}
		got[row] += column + " " + text + "; "
	}
	want := map[string]string{
		"fits_now": "started 14; month_1 14; month_3 14; month_6 14; ended 0; unknown 0; ",
		"fits_if":  "started hidden; month_1 hidden; month_3 11; month_6 11; ended hidden; unknown 0; ",
		"missing":  "started 0; month_1 0; month_3 0; month_6 0; ended 0; unknown 0; ",
		"left_out": "started hidden; month_1 hidden; month_3 hidden; month_6 hidden; ended 0; unknown 0; ",
		"none":     "started 0; month_1 0; month_3 0; month_6 0; ended 0; unknown 0; ",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	table := string(must(Publish(cases, 2026, "2026-11-23", limits()).Report(lang, "Turku")))
	for _, line := range []string{"Ennuste ja toteuma;Sopii nyt: Työssä 6 kk kuluttua;14;", "Ennuste ja toteuma;Jää pois: Alkoi;piilotettu;", "ei koskaan asiakasta"} {
		if !strings.Contains(table, line) {
			t.Errorf("the table lacks %q", line)
		}
	}
	own, _ := Summarise(cases, 2026, "2026-11-23", limits()).Figure(Forecast).Part("left_out.started")
	if own.N != 3 || own.Hidden || len(own.Items) != 3 {
		t.Errorf("a coach's own: %+v", own)
	}
}
