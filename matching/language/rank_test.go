package language_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"sovite.fi/sovite/matching/esco"
	"sovite.fi/sovite/matching/language"
)

func occupations(tb testing.TB) *esco.Table {
	tb.Helper()
	table, err := esco.Load()
	if err != nil {
		tb.Fatal(err)
	}
	return table
}

func synonymRows(tb testing.TB) [][]string {
	tb.Helper()
	raw, err := os.ReadFile("data/synonyms.tsv")
	if err != nil {
		tb.Fatal(err)
	}
	var out [][]string
	for _, line := range strings.Split(strings.TrimSpace(string(raw)), "\n")[1:] {
		out = append(out, strings.Split(line, "\t"))
	}
	return out
}

func hitIDs(hits []language.Hit) []string {
	var out []string
	for _, h := range hits {
		out = append(out, h.ID)
	}
	return out
}

// names are the names of all occupations in a language, under ids of their own, so that only the name tells what they are.
func names(tb testing.TB, lang string) []language.Text {
	var out []language.Text
	for o := range occupations(tb).All() {
		out = append(out, language.Text{ID: fmt.Sprint("n", len(out)), Text: o.Label(lang)})
	}
	return out
}

// TestRankFindsTheWord asks names alone: inflected, misspelt, in compounds, and by an everyday word.
func TestRankFindsTheWord(t *testing.T) {
	for lang, cases := range map[string]map[string]string{
		"fi": {
			"ikkunanpesijä": "ikkunanpesijä", "hitsaajan työ": "hitsaaja", "ikunanpesiä": "ikkunanpesijä",
			"parturi kampaja": "parturi-kampaaja", "kirjastossa": "kirjastoavustaja", "tiskaaminen": "keittiöapulainen",
			"postinjakaja": "postinkantaja", "pizzojen paistamista": "pizzakokki", "keittiömestarina": "keittiömestari",
		},
		"sv": {
			"fönsterputsning": "fönsterputsare", "biltvätt": "biltvättare", "bibliotekasistent": "biblioteksassistent",
			"baka bröd": "bagare", "truckar": "truckförare",
		},
		"en": {"windows cleaner": "window cleaner", "bicycle mechanics": "bicycle mechanic"},
	} {
		corpus := names(t, lang)
		r := newRanker(t, corpus)
		for question, want := range cases {
			hits := hitIDs(r.Rank(question, 3))
			if !slices.ContainsFunc(corpus, func(c language.Text) bool { return c.Text == want && slices.Contains(hits, c.ID) }) {
				t.Errorf("%s %q: %s is not among the first three: %v", lang, question, want, hits)
			}
		}
	}
}

// TestFamilyLendsEvidence: nothing in the text of the second cleaner says cleaning, but its neighbours do.
func TestFamilyLendsEvidence(t *testing.T) {
	table := occupations(t)
	var cleaner, neighbour, far esco.Occupation
	for o := range table.All() {
		switch o.Label("fi") {
		case "laitossiivooja":
			cleaner = o
		case "huonepalvelija":
			neighbour = o
		case "hitsaaja":
			far = o
		}
	}
	corpus := []language.Text{{ID: neighbour.ID, Text: "x"}, {ID: cleaner.ID, Text: "laitossiivooja työskentelee"}, {ID: far.ID, Text: "hitsaaja"}}
	got := hitIDs(newRanker(t, corpus).Rank("laitossiivous aamuisin", 3))
	if diff := cmp.Diff([]string{cleaner.ID, neighbour.ID}, got[:min(2, len(got))]); diff != "" {
		t.Error(diff)
	}
	for i := range corpus {
		corpus[i].ID = fmt.Sprint(i)
	}
	if got := hitIDs(newRanker(t, corpus).Rank("laitossiivous aamuisin", 3)); slices.Contains(got, "0") {
		t.Errorf("a text that is no known occupation has no family: %v", got)
	}
}

func TestWishMeansTheWorkItself(t *testing.T) {
	corpus := names(t, "fi")
	r := newRanker(t, corpus)
	first := func(question string) string {
		id := r.Rank(question, 1)[0].ID
		return corpus[slices.IndexFunc(corpus, func(c language.Text) bool { return c.ID == id })].Text
	}
	leads := func(name string) bool { return strings.Contains(name, "johtaja") || strings.Contains(name, "esimies") }
	if got := first("pesulassa"); leads(got) {
		t.Errorf("a wish for laundry work finds %s first", got)
	}
	if got := first("pesulan johtaminen"); !leads(got) {
		t.Errorf("who asks to lead a laundry finds %s first", got)
	}
}

// TestOrderOfCorpusIsIrrelevant shuffles the corpus: hits and scores stay the same to the last digit.
func TestOrderOfCorpusIsIrrelevant(t *testing.T) {
	all := occupationTexts(t, "fi", true)
	rapid.Check(t, func(t *rapid.T) {
		from := rapid.IntRange(0, len(all)-30).Draw(t, "from")
		corpus := slices.Clone(all[from : from+30])
		corpus = append(corpus, language.Text{ID: corpus[0].ID, Text: "muu nimi siivous"})
		question := rapid.SampledFrom([]string{"siivous ja keittiö", "tiskaaminen", "lasten kanssa", "työtä", corpus[3].Text}).Draw(t, "question")
		before := newRankerOf(t, corpus).Rank(question, 20)
		after := newRankerOf(t, rapid.Permutation(corpus).Draw(t, "order")).Rank(question, 20)
		if diff := cmp.Diff(before, after); diff != "" {
			t.Fatal(diff)
		}
		for i, h := range before[1:] {
			if h.Score > before[i].Score || h.Score == before[i].Score && h.ID <= before[i].ID || h.Score <= 0 {
				t.Fatalf("hit %d is out of order: %v", i+1, before)
			}
		}
	})
}

// newRankerOf is newRanker for a property test.
func newRankerOf(t *rapid.T, corpus []language.Text) *language.Ranker {
	vocabulary, err := language.LoadVocabulary()
	if err != nil {
		t.Fatal(err)
	}
	table, err := esco.Load()
	if err != nil {
		t.Fatal(err)
	}
	r, err := language.NewRanker(context.Background(), vocabulary, table, corpus)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func batch(corpus, queries string) (string, error) {
	var out bytes.Buffer
	err := language.SearchBatch(context.Background(), strings.NewReader(corpus), strings.NewReader(queries), &out, nil)
	return out.String(), err
}

func TestSearchBatch(t *testing.T) {
	corpus := "\ufeffid\ttext\r\na\ttoimistojen siivousta\n\nb\tmetallia\nb\tpeltiä\nc\ttoimistojen siivousta\n"
	got, err := batch(corpus, "q1\tsiivous\nq2\tpelti metalli\nq3\txyzxyz\nq4\t\n")
	if err != nil {
		t.Fatal(err)
	}
	var hits []string
	for line := range strings.Lines(got) {
		f := strings.Split(strings.TrimSpace(line), "\t")
		if len(f) != 3 || len(strings.Split(f[2], ".")[1]) != 6 {
			t.Fatalf("line %q", line)
		}
		hits = append(hits, f[0]+f[1])
	}
	if diff := cmp.Diff([]string{"q1a", "q1c", "q2b"}, hits); diff != "" {
		t.Error(diff)
	}
	var many strings.Builder
	for i := range 150 {
		fmt.Fprintf(&many, "d%d\tsiivooja %d\n", i, i)
	}
	if got, _ = batch(many.String(), "q\tsiivooja\n"); strings.Count(got, "\n") != language.MaxHits {
		t.Errorf("%d hits, want %d", strings.Count(got, "\n"), language.MaxHits)
	}
}

func TestSearchBatchNamesTheBadLine(t *testing.T) {
	good := "a\tsiivooja\n"
	for name, c := range map[string]struct{ corpus, queries, want string }{
		"no tab":            {"a\tb\nno tab here\n", good, "corpus line 2: want an id, a tab and a text"},
		"no id":             {good, "\ttext\n", "queries line 1: the id before the tab is empty"},
		"not UTF-8":         {good, "q\tx\nr\t\xff\n", "queries line 2: not UTF-8"},
		"question twice":    {good, "q\tx\np\ty\nq\tz\n", `queries line 3: id "q" stands in line 1 already`},
		"empty corpus":      {"\n", good, "corpus: no line holds"},
		"no question":       {good, "", "queries: no line holds"},
		"very long line":    {"a\t" + strings.Repeat("x", language.MaxLine), good, "corpus line 1: longer than"},
		"header not at top": {"a\tb\nid text\n", good, "corpus line 2"},
	} {
		if _, err := batch(c.corpus, c.queries); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want %s", name, err, c.want)
		}
	}
}

type brokenWriter struct{}

var errBroken = errors.New("disk full")

func (brokenWriter) Write([]byte) (int, error) { return 0, errBroken }

func TestSearchBatchStops(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	var out bytes.Buffer
	var seen [][2]int
	err := language.SearchBatch(ctx, strings.NewReader("a\tsiivooja\n"), strings.NewReader("p\tsiivooja\nq\tsiivooja\nr\tsiivooja\n"), &out,
		func(done, total int) {
			seen = append(seen, [2]int{done, total})
			if done == 2 {
				cancel()
			}
		})
	if !errors.Is(err, context.Canceled) || !strings.Contains(err.Error(), "2 of 3") {
		t.Errorf("got %v", err)
	}
	if strings.Count(out.String(), "\n") != 2 || !cmp.Equal(seen, [][2]int{{1, 3}, {2, 3}}) {
		t.Errorf("wrote %q, told %v", out.String(), seen)
	}
	err = language.SearchBatch(t.Context(), strings.NewReader("a\tx\n"), strings.NewReader("q\tx\n"), brokenWriter{}, nil)
	if !errors.Is(err, errBroken) {
		t.Errorf("a full disk: got %v", err)
	}
}
