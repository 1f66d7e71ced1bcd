package search

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"sovite.fi/sovite/matching/language"
)

func TestAnalyseGivesWordsAndPieces(t *testing.T) {
	cases := map[string]string{
		"":              "",
		"työ":           "0työ0 0työ työ0 0ty työ yö0",
		"TYÖ":           "0työ0 0työ työ0 0ty työ yö0",
		"tyo\u0308":     "0työ0 0työ työ0 0ty työ yö0",
		"B-kortti ja":   "0b0 0kortti0 0kort kortt ortti rtti0 0kor kort ortt rtti tti0 0ko kor ort rtt tti ti0",
		"é":             "0e0",
		"Ångström":      Analyse("ångström"),
		"smørrebrød":    Analyse("smörrebröd"),
		"Straße":        Analyse("strasse"),
		"osa-aikainen!": Analyse("osa aikainen"),
	}
	for text, want := range cases {
		if got := Analyse(text); got != want {
			t.Errorf("Analyse(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestAnalyseKeepsNordicLettersApart(t *testing.T) {
	for _, pair := range [][2]string{{"sali", "säli"}, {"halla", "hålla"}, {"tolo", "tölö"}} {
		if Analyse(pair[0]) == Analyse(pair[1]) {
			t.Errorf("%q and %q are different words", pair[0], pair[1])
		}
	}
}

func TestAnalyseKeepsTheFirstWordsOfALongText(t *testing.T) {
	long := Analyse("siivous " + strings.Repeat("varastotyöntekijä ", 5000))
	if n := len(strings.Fields(long)); n != MaxGrams {
		t.Fatalf("%d grams, want %d", n, MaxGrams)
	}
	if !strings.HasPrefix(long, Analyse("siivous")+" ") {
		t.Error("the first word is lost")
	}
}

func TestTermsAskEachGramOnce(t *testing.T) {
	terms := Terms("siivous siivous toimistosiivous")
	seen := map[string]bool{}
	for _, term := range terms {
		if seen[term.Text] {
			t.Errorf("%q is asked twice", term.Text)
		}
		seen[term.Text] = true
	}
	if !seen["0siivous0"] || !seen["0toimistosiivous0"] {
		t.Error("a whole word is missing")
	}
}

func TestLongQuestionAsksAllItsWordsByStrongTerms(t *testing.T) {
	question := "rauhallista siivousta tai keittiötyötä aamuisin hyvien bussiyhteyksien varrella Tampereella"
	terms := Terms(question)
	if len(terms) > MaxTerms {
		t.Fatalf("%d terms", len(terms))
	}
	for _, word := range language.Words(question) {
		if !slices.ContainsFunc(terms, func(t Term) bool { return t.Text == "0"+word+"0" }) {
			t.Errorf("%q is not asked", word)
		}
	}
	if i := slices.IndexFunc(terms, func(t Term) bool { return !t.Strong }); i >= 0 {
		t.Errorf("%q is not strong", terms[i].Text)
	}
}

func TestTermsWeighLongPiecesMore(t *testing.T) {
	weights := map[string]float64{}
	for _, term := range Terms("siivous") {
		weights[term.Text] = term.Weight
	}
	if !(weights["0siivous0"] > weights["siivo"] && weights["siivo"] > weights["siiv"] && weights["siiv"] > weights["sii"]) {
		t.Errorf("weights do not grow with the length: %v", weights)
	}
}

func TestTermsStrongEnoughToFindACompound(t *testing.T) {
	for word, text := range map[string]string{
		"siivous": "toimistosiivooja", "keittiöapu": "keittiöapulainen", "varasto": "varastotyöntekijä",
		"pihatyö": "pihatöitä", "städ": "kontorsstädning", "työ": "pihatyö",
	} {
		grams := strings.Fields(Analyse(text))
		if !slices.ContainsFunc(Terms(word), func(t Term) bool { return t.Strong && slices.Contains(grams, t.Text) }) {
			t.Errorf("%q shares no strong gram with %q", word, text)
		}
	}
}

func TestSynonymsAddTheirStrongTermsOnly(t *testing.T) {
	own, both := Terms("tiskaaminen"), Terms("tiskaaminen", "keittiöapulainen", "tiskaaminen")
	if !slices.Equal(own, both[:len(own)]) {
		t.Error("the terms of what was typed must come first, unchanged")
	}
	grams := strings.Fields(Analyse("Keittiöapulainen kouluun"))
	added := both[len(own):]
	if len(added) == 0 {
		t.Fatal("the synonym adds nothing")
	}
	for _, term := range added {
		if !term.Strong || !slices.Contains(grams, term.Text) {
			t.Errorf("%+v is not strong, or not of the synonym", term)
		}
	}
	if got := Terms("", "keittiöapulainen"); len(got) != 0 {
		t.Errorf("without a question: %v", got)
	}
	if n := len(Terms("rauhallista siivousta tai keittiötyötä aamuisin", slices.Repeat([]string{"keittiöapulainen", "laitossiivooja", "työntekijä"}, 50)...)); n > MaxTerms {
		t.Errorf("%d terms", n)
	}
}

func TestPastedPageKeepsEachTermOnce(t *testing.T) {
	seen := map[string]bool{}
	for _, term := range Terms(strings.Repeat("kolme ", 3)+"sanaa siivousta keittiötyötä varastossa toimistossa puutarhassa", "kolmesanaa", "siivooja") {
		if seen[term.Text] {
			t.Errorf("%q is asked twice", term.Text)
		}
		seen[term.Text] = true
	}
}

// BenchmarkAnalyse analyses the text of one task.
func BenchmarkAnalyse(b *testing.B) {
	text := strings.Repeat("Keittiöapulainen koulun keittiöön: astioiden pesua, salaattien pilkkomista ja linjaston täyttöä aamuisin. ", 5)
	for b.Loop() {
		Analyse(text)
	}
}

func FuzzAnalyse(f *testing.F) {
	for _, s := range []string{"", "Siivous ja keittiöapu", "städ\xff", "🙂👩‍🦽", strings.Repeat("ä", 9000), "a\u0308\u0301", "ﷺ İ ß ŉ", "\" OR 1=1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got := Analyse(text)
		if !utf8.ValidString(got) || got != Analyse(text) {
			t.Fatalf("invalid or unsteady: %q", got)
		}
		fields := strings.Split(got, " ")
		if len(fields) > MaxGrams || got != strings.Join(strings.Fields(got), " ") {
			t.Fatalf("%d grams, or not separated by single spaces", len(fields))
		}
		if len(Terms(text)) > MaxTerms {
			t.Fatal("too many terms")
		}
		for _, field := range fields {
			if utf8.RuneCountInString(field) > language.LongestWord+2 {
				t.Fatalf("too long: %q", field)
			}
		}
	})
}
