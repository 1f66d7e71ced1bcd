package language_test

import (
	"bufio"
	"cmp"
	"compress/gzip"
	"context"
	"flag"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"sovite.fi/sovite/matching/esco"
	"sovite.fi/sovite/matching/language"
)

var update = flag.Bool("update", false, "write testdata/golden.tsv")

// rows reads a file of columns separated by tabs, packed or not.
func rows(tb testing.TB, name string) [][]string {
	tb.Helper()
	f, err := os.Open(filepath.Join("testdata", name))
	if err != nil {
		tb.Fatal(err)
	}
	defer f.Close()
	var r io.Reader = f
	if strings.HasSuffix(name, ".gz") {
		if r, err = gzip.NewReader(f); err != nil {
			tb.Fatal(err)
		}
	}
	var out [][]string
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		out = append(out, strings.Split(lines.Text(), "\t"))
	}
	if err := lines.Err(); err != nil {
		tb.Fatal(err)
	}
	return out
}

// occupationTexts are the texts of all occupations: name, name of the group unless left out, skills.
func occupationTexts(tb testing.TB, lang string, groups bool) []language.Text {
	tb.Helper()
	table, err := esco.Load()
	if err != nil {
		tb.Fatal(err)
	}
	var out []language.Text
	for _, row := range rows(tb, "occupations."+lang+".tsv.gz") {
		o, ok := table.ByID(row[0])
		if !ok {
			tb.Fatalf("unknown occupation %s", row[0])
		}
		text := o.Label(lang) + ". "
		if groups {
			text += row[1] + ". "
		}
		out = append(out, language.Text{ID: row[0], Text: text + row[2]})
	}
	return out
}

func newRanker(tb testing.TB, corpus []language.Text) *language.Ranker {
	tb.Helper()
	vocabulary, err := language.LoadVocabulary()
	if err != nil {
		tb.Fatal(err)
	}
	table, err := esco.Load()
	if err != nil {
		tb.Fatal(err)
	}
	r, err := language.NewRanker(context.Background(), vocabulary, table, corpus)
	if err != nil {
		tb.Fatal(err)
	}
	return r
}

// set is questions with the grades of what they should find.
type set struct {
	name   string
	asked  []language.Text
	grades map[string]map[string]float64
}

// coachSets are the two halves of a language; the ids of the tuned half begin with first.
func coachSets(tb testing.TB, lang, first string) []set {
	tb.Helper()
	halves := []set{{name: "coach " + lang + " tuned"}, {name: "coach " + lang + " held out"}}
	grades := map[string]map[string]float64{}
	for _, row := range rows(tb, "expected."+lang+".tsv") {
		grade, err := strconv.ParseFloat(row[2], 64)
		if err != nil {
			tb.Fatal(err)
		}
		if grades[row[0]] == nil {
			grades[row[0]] = map[string]float64{}
		}
		grades[row[0]][row[1]] = grade
	}
	for i := range halves {
		halves[i].grades = grades
	}
	for _, row := range rows(tb, "queries."+lang+".tsv") {
		half := &halves[1]
		if strings.HasPrefix(row[0], first) {
			half = &halves[0]
		}
		half.asked = append(half.asked, language.Text{ID: row[0], Text: row[1]})
	}
	return halves
}

// groupSet asks for the names of ISCO groups; its texts must not hold them.
func groupSet(tb testing.TB, lang string) set {
	tb.Helper()
	s := set{name: "groups " + lang, grades: map[string]map[string]float64{}}
	for _, row := range rows(tb, "occupations."+lang+".tsv.gz") {
		if s.grades[row[1]] == nil {
			s.grades[row[1]] = map[string]float64{}
			s.asked = append(s.asked, language.Text{ID: row[1], Text: row[1]})
		}
		s.grades[row[1]][row[0]] = 1
	}
	return s
}

// measure gives mean average precision and graded nDCG@10 over the best 100 hits.
func measure(r *language.Ranker, s set) (precision, gain float64) {
	for _, q := range s.asked {
		grades := s.grades[q.ID]
		found, ap, dcg, ideal := 0.0, 0.0, 0.0, 0.0
		for i, h := range r.Rank(q.Text, language.MaxHits) {
			g := grades[h.ID]
			if g == 0 {
				continue
			}
			found++
			ap += found / float64(i+1)
			dcg += worth(g, i)
		}
		var best []float64
		for _, g := range grades {
			best = append(best, g)
		}
		slices.SortFunc(best, func(a, b float64) int { return cmp.Compare(b, a) })
		for i, g := range best {
			ideal += worth(g, i)
		}
		precision += ap / float64(len(grades)) / float64(len(s.asked))
		gain += dcg / ideal / float64(len(s.asked))
	}
	return precision, gain
}

func worth(grade float64, at int) float64 {
	if at >= 10 {
		return 0
	}
	return (math.Pow(2, grade) - 1) / math.Log2(float64(at+2))
}

// TestQuality fails when a figure falls below the one in golden.tsv; -update writes the figures of now.
func TestQuality(t *testing.T) {
	got := map[string][2]float64{}
	var order []string
	add := func(r *language.Ranker, sets ...set) {
		for _, s := range sets {
			p, g := measure(r, s)
			t.Logf("%-20s MAP %.4f nDCG@10 %.4f (%d questions)", s.name, p, g, len(s.asked))
			got[s.name] = [2]float64{p, g}
			order = append(order, s.name)
		}
	}
	add(newRanker(t, occupationTexts(t, "fi", true)), coachSets(t, "fi", "f")...)
	add(newRanker(t, occupationTexts(t, "sv", true)), coachSets(t, "sv", "s")...)
	add(newRanker(t, occupationTexts(t, "fi", false)), groupSet(t, "fi"))
	if *update {
		var b strings.Builder
		for _, name := range order {
			fmt.Fprintf(&b, "%s\t%.4f\t%.4f\n", name, got[name][0], got[name][1])
		}
		if err := os.WriteFile(filepath.Join("testdata", "golden.tsv"), []byte(b.String()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	golden := rows(t, "golden.tsv")
	if len(golden) != len(order) {
		t.Fatalf("golden.tsv has %d sets, want %d", len(golden), len(order))
	}
	for _, row := range golden {
		for i, what := range []string{"MAP", "nDCG@10"} {
			want, err := strconv.ParseFloat(row[i+1], 64)
			if now := got[row[0]][i]; err != nil || now < want-0.0001 {
				t.Errorf("%s: %s is %.4f, was %s", row[0], what, now, row[i+1])
			}
		}
	}
}

func BenchmarkNewRanker(b *testing.B) {
	corpus := occupationTexts(b, "fi", true)
	for b.Loop() {
		newRanker(b, corpus)
	}
}

// BenchmarkRank asks 100 wishes of 3,007 occupations.
func BenchmarkRank(b *testing.B) {
	r := newRanker(b, occupationTexts(b, "fi", true))
	asked := rows(b, "queries.fi.tsv")
	for b.Loop() {
		for i := range 100 {
			r.Rank(asked[i%len(asked)][1], language.MaxHits)
		}
	}
}
