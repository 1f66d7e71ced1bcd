package suggest_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"sovite.fi/sovite/matching/esco"
	"sovite.fi/sovite/matching/language"
	"sovite.fi/sovite/matching/suggest"
)

func finder(t testing.TB) suggest.Finder {
	t.Helper()
	table, err := esco.Load()
	if err != nil {
		t.Fatal(err)
	}
	words, err := language.LoadVocabulary()
	if err != nil {
		t.Fatal(err)
	}
	return suggest.New(table, words)
}

// TestEverydayWords types what people call their work: the official name stands among the first.
func TestEverydayWords(t *testing.T) {
	f := finder(t)
	for _, c := range []struct{ typed, lang, occupation, skill string }{
		{"tiskaaminen", "fi", "keittiöapulainen", "käyttää astianpesukonetta"},
		{"tisk", "fi", "keittiöavustaja", "käyttää astianpesukonetta"},
		{"Siivo", "fi", "laitossiivooja", "siivota huoneita"},
		{"siivoamista", "fi", "kotisiivooja", ""},
		{"pihatyöt", "fi", "viheralueiden hoitaja", ""},
		{"kaupassa hyllyttäminen", "fi", "hyllyjen täyttäjä", "täyttää hyllyjä"},
		{"diska", "sv", "köksbiträde", "diska"},
		{"städa", "sv", "fastighetsstädare", "städa toaletter"},
		{"kitchen", "en", "kitchen porter", "clean kitchen equipment"},
		{"washing dishes", "en", "", "wash the dishes"},
	} {
		if c.occupation != "" && !slices.ContainsFunc(f.Occupations(c.typed, c.lang, 8), func(o esco.Occupation) bool { return o.Label(c.lang) == c.occupation }) {
			t.Errorf("%q: %q is not among the occupations", c.typed, c.occupation)
		}
		if c.skill != "" && !slices.ContainsFunc(f.Skills(c.typed, c.lang, 8), func(s esco.Skill) bool { return s.Label(c.lang) == c.skill }) {
			t.Errorf("%q: %q is not among the skills", c.typed, c.skill)
		}
	}
}

// TestOwnNameFirst: an everyday meaning never stands before what is named so, nor after what only holds the letters.
func TestOwnNameFirst(t *testing.T) {
	f := finder(t)
	got := f.Skills("diska", "sv", 3)
	if len(got) == 0 || got[0].Label("sv") != "diska" {
		t.Errorf("skills: %v", got)
	}
	occupations := f.Occupations("diska", "sv", 8)
	if len(occupations) < 3 || occupations[0].Label("sv") != "köksbiträde" {
		t.Errorf("occupations: the letters of ortope-diska come before köksbiträde")
	}
	for _, typed := range []string{"", "   ", "qqqq", "x!?"} {
		if n := len(f.Occupations(typed, "fi", 5)); typed != "x!?" && n > 0 {
			t.Errorf("%q: %d suggestions", typed, n)
		}
	}
}

// TestAnythingTyped: whatever is typed, each suggestion comes once, in bounds, and the same again.
func TestAnythingTyped(t *testing.T) {
	f := finder(t)
	rapid.Check(t, func(t *rapid.T) {
		typed := rapid.OneOf(rapid.String(), rapid.StringMatching(`[a-zäöå ]{1,12}`)).Draw(t, "typed")
		lang, n := rapid.SampledFrom([]string{"fi", "sv", "en", "xx"}).Draw(t, "lang"), rapid.IntRange(-1, 12).Draw(t, "n")
		got := f.Skills(typed, lang, n)
		if len(got) > max(0, n) {
			t.Fatalf("%d suggestions, want at most %d", len(got), n)
		}
		seen := map[string]bool{}
		for _, s := range got {
			if seen[s.ID] || s.Retired() {
				t.Fatalf("%s comes twice or is retired", s.ID)
			}
			seen[s.ID] = true
		}
		again := f.Skills(typed, lang, n)
		if !slices.EqualFunc(got, again, func(a, b esco.Skill) bool { return a.ID == b.ID }) {
			t.Fatal("the second answer differs")
		}
	})
}
