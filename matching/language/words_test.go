package language_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"sovite.fi/sovite/matching/language"
)

func TestWords(t *testing.T) {
	for text, want := range map[string][]string{
		"":                                nil,
		"Siivous ja KEITTIÖ-apu, klo 8!":  {"siivous", "keittiö", "apu", "klo", "8"},
		"tyo\u0308 é Ångström smørrebrød": {"työ", "e", "ångström", "smörrebröd"},
		"Städning och disk på ett kök":    {"städning", "disk", "kök"},
		strings.Repeat("ä", 50):           {strings.Repeat("ä", 40)},
		"sali säli":                       {"sali", "säli"},
		"a\xffb":                          {"b"},
	} {
		if diff := cmp.Diff(want, language.Words(text), cmp.Transformer("empty", func(s []string) string { return strings.Join(s, " ") })); diff != "" {
			t.Errorf("%q: %s", text, diff)
		}
	}
}

func TestPieces(t *testing.T) {
	want := []string{"0työ0", "0työ", "työ0", "0ty", "työ", "yö0"}
	if diff := cmp.Diff(want, language.Pieces("työ")); diff != "" {
		t.Error(diff)
	}
}

// TestStem holds that the forms of a word meet, and that the languages do not take each other's endings off.
func TestStem(t *testing.T) {
	for _, c := range []struct {
		lang  string
		forms []string
	}{
		{"fi", []string{"keittiö", "keittiössä", "keittiön", "keittiöt"}},
		{"fi", []string{"varasto", "varastossa", "varastot"}},
		{"sv", []string{"trädgård", "trädgården", "trädgårdar"}},
		{"sv", []string{"städning", "städningen"}},
		{"en", []string{"cleaning", "cleaned", "cleans"}},
	} {
		for _, form := range c.forms[1:] {
			if a, b := language.Stem(c.lang, c.forms[0]), language.Stem(c.lang, form); a != b {
				t.Errorf("%s: %s gives %s, %s gives %s", c.lang, c.forms[0], a, form, b)
			}
		}
	}
	if got := language.Stem("et", "töötaja"); got != "töötaja" {
		t.Errorf("an unknown language: %s", got)
	}
}

func TestLexiconSplitsCompounds(t *testing.T) {
	l := language.NewLexicon("fi")
	l.Add("varasto työ keittiö apulainen siivous lasten hoitaja toimisto laitos piha")
	for word, want := range map[string][2]string{
		"keittiöapulainen": {"keittiö", "apulainen"},
		"lastenhoitajan":   {"lasten", "hoitajan"},
		"lastenhoitajille": {"lasten", "hoitajille"},
		"toimistosiivous":  {"toimisto", "siivous"},
		"työkeittiössä":    {"työ", "keittiössä"},
		"varasto":          {},
		"varastossa":       {}, // an ending is no part
		"kuutamo":          {},
		"":                 {},
	} {
		if first, last := l.Parts(word); first != want[0] || last != want[1] {
			t.Errorf("%s: got %q + %q, want %q + %q", word, first, last, want[0], want[1])
		}
	}
	l.Add("kuu tamo")
	if first, _ := l.Parts("kuutamo"); first != "kuu" {
		t.Error("a word added later must count")
	}
}

func vocabulary(tb testing.TB) *language.Vocabulary {
	tb.Helper()
	v, err := language.LoadVocabulary()
	if err != nil {
		tb.Fatal(err)
	}
	return v
}

func TestSynonyms(t *testing.T) {
	v := vocabulary(t)
	for _, c := range []struct{ lang, text, want string }{
		{"fi", "Tiskaaminen", "keittiöapulainen"},
		{"fi", "tiskiä", "keittiöapulainen"},
		{"fi", "pihatöitä", "kiinteistöhuollon"},
		{"fi", "lumityöt", "kiinteistöhuollon"},
		{"fi", "kassahommia", "kassanhoitaja"},
		{"fi", "varastohommat", "varastotyöntekijä"},
		{"fi", "eläinten kanssa", "eläintenhoitaja"},
		{"fi", "lasten kanssa", "lastenhoitaja"},
		{"fi", "autojen pesua", "ajoneuvojen"},
		{"fi", "pullojen lajittelu", "lajittelija"},
		{"fi", "ruuan laitto", "kokki"},
		{"fi", "leipominen", "leipuri"},
		{"fi", "ompelu", "ompelija"},
		{"fi", "postin jako", "postinkantaja"},
		{"fi", "siivoilua", "siivooja"},
		{"sv", "diska", "köksbiträde"},
		{"sv", "rasta hundar", "hundskötare"},
		{"sv", "tvätta bilar", "biltvättare"},
		{"sv", "snöskottning", "snöskottare"},
		{"", "tiskaaminen", "keittiöapulainen"},
		{"", "diska", "köksbiträde"},
	} {
		if got := v.Synonyms(c.lang, c.text); !slices.Contains(got, c.want) {
			t.Errorf("%q: got %v, want %s among them", c.text, got, c.want)
		}
	}
	for _, c := range []struct{ lang, text, never string }{
		{"sv", "tiskaaminen", "keittiöapulainen"},   // another language
		{"fi", "kanipaisti", "lemmikkienhoitaja"},   // a whole word is meant
		{"fi", "autojen hieno pesu", "ajoneuvojen"}, // the words of a phrase follow each other
		{"fi", "", "siivooja"},
	} {
		if got := v.Synonyms(c.lang, c.text); slices.Contains(got, c.never) {
			t.Errorf("%q in %q: got %v, want no %s", c.text, c.lang, got, c.never)
		}
	}
}

// TestSynonymsNameOccupations holds that every synonym is a word of the official texts; one that is not finds nothing.
func TestSynonymsNameOccupations(t *testing.T) {
	official := map[string]string{}
	for _, lang := range []string{"fi", "sv"} {
		var b strings.Builder
		for _, text := range occupationTexts(t, lang, true) {
			b.WriteString(language.Fold(text.Text))
		}
		official[lang] = b.String()
	}
	entries := 0
	for _, row := range synonymRows(t) {
		entries++
		for _, w := range language.Words(row[2]) {
			if !strings.Contains(official[row[0]], w) {
				t.Errorf("%s %.30q: no occupation has %s", row[0], row[1], w)
			}
		}
	}
	if entries < 300 {
		t.Errorf("%d entries, want at least 300", entries)
	}
}

func FuzzRank(f *testing.F) {
	for _, s := range []string{"", "Siivous ja keittiöapu", "städ\xff", "🙂👩‍🦽", strings.Repeat("ä", 9000), "a\u0308\u0301", "ﷺ İ ß ŉ", "\" OR 1=1", "tiskiä\x00"} {
		f.Add(s, "toimistosiivous")
	}
	v, table := vocabulary(f), occupations(f)
	rank := func(corpus []language.Text, question string) []language.Hit {
		r, err := language.NewRanker(context.Background(), v, table, corpus)
		if err != nil {
			f.Fatal(err)
		}
		return r.Rank(question, 3)
	}
	f.Fuzz(func(t *testing.T, text, question string) {
		for _, w := range language.Words(text) {
			if w == "" || !utf8.ValidString(w) || utf8.RuneCountInString(w) > language.LongestWord {
				t.Fatalf("word %q", w)
			}
			for _, lang := range []string{"fi", "sv", "en", ""} {
				language.Stem(lang, w)
			}
		}
		corpus := []language.Text{{ID: "a", Text: text}, {ID: "b", Text: "toimistosiivooja"}, {ID: "c", Text: text + " " + question}}
		if diff := cmp.Diff(rank(corpus, question), rank(corpus, question)); diff != "" {
			t.Fatalf("the same question, another answer: %s", diff)
		}
	})
}

func TestNewRankerStops(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := language.NewRanker(ctx, vocabulary(t), occupations(t), []language.Text{{ID: "a", Text: "b"}}); err == nil {
		t.Error("a cancelled context must stop it")
	}
}
