package i18n_test

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/matching"
)

func bundle(t *testing.T) *i18n.Bundle {
	t.Helper()
	scale, err := matching.LoadScale()
	if err != nil {
		t.Fatal(err)
	}
	b, err := i18n.Load(scale)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// areas reads the catalogue files as they are: area → voice → key → text.
func areas(t *testing.T) map[string]map[string]map[string]string {
	t.Helper()
	files, err := filepath.Glob("catalogue/*.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("no catalogue files: %v", err)
	}
	out := map[string]map[string]map[string]string{}
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var flat map[string]string
		if err := json.Unmarshal(raw, &flat); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		parts := strings.Split(filepath.Base(file), ".")
		if out[parts[0]] == nil {
			out[parts[0]] = map[string]map[string]string{}
		}
		out[parts[0]][parts[1]] = flat
	}
	return out
}

var placeholder = regexp.MustCompile(`\{[^}]*\}`)

// TestEveryMessageInEveryLanguage finds messages that somebody would read in the wrong language, or with a hole.
func TestEveryMessageInEveryLanguage(t *testing.T) {
	for area, voices := range areas(t) {
		for _, voice := range []string{"fi", "sv", "en"} {
			if voices[voice] == nil {
				t.Errorf("area %s has no %s", area, voice)
			}
		}
		for key, fi := range voices["fi"] {
			want := holes(fi)
			for voice, messages := range voices {
				text, ok := messages[key]
				switch {
				case !ok && voice != "selko":
					t.Errorf("%s.%s lacks %s", area, voice, key)
				case ok && strings.TrimSpace(text) == "":
					t.Errorf("%s.%s: %s is empty", area, voice, key)
				case ok && !holesFit(voice, holes(text), want):
					t.Errorf("%s.%s: %s has the holes %v, Finnish has %v", area, voice, key, holes(text), want)
				}
			}
		}
		for voice, messages := range voices {
			for key := range messages {
				if _, ok := voices["fi"][key]; !ok {
					t.Errorf("%s.%s has %s, which Finnish lacks", area, voice, key)
				}
			}
		}
	}
}

// holesFit: a language says exactly what Finnish says; plain Finnish may leave numbers out, but not add anything.
func holesFit(voice string, got, want []string) bool {
	if voice != "selko" {
		return slices.Equal(got, want)
	}
	return !slices.ContainsFunc(got, func(h string) bool { return !slices.Contains(want, h) })
}

func holes(text string) []string {
	set := map[string]bool{}
	for _, h := range placeholder.FindAllString(text, -1) {
		set[h] = true
	}
	return slices.Sorted(maps.Keys(set))
}

// TestVocabulariesOfHoles refuses a hole that looks its word up in a list that does not exist.
func TestVocabulariesOfHoles(t *testing.T) {
	known := []string{"", "minutes", "hours", "hour_count", "date", "euros", "scale", "adaptation", "hazard", "allergen", "certificate", "shift", "form", "weekday", "transport", "access", "group"}
	for area, voices := range areas(t) {
		for voice, messages := range voices {
			for key, text := range messages {
				for _, h := range holes(text) {
					_, vocab, _ := strings.Cut(strings.Trim(h, "{}"), ":")
					inCatalogue := func(k string) bool { return strings.HasPrefix(k, vocab+".") }
					if strings.Contains(vocab, ".") && slices.ContainsFunc(slices.Collect(maps.Keys(messages)), inCatalogue) {
						continue
					}
					if !slices.Contains(known, vocab) {
						t.Errorf("%s.%s: %s asks the unknown list %q", area, voice, key, vocab)
					}
				}
			}
		}
	}
}

// TestPlurals keeps both forms of every counting message.
func TestPlurals(t *testing.T) {
	for area, voices := range areas(t) {
		for key := range voices["fi"] {
			stem, one := strings.CutSuffix(key, ".one")
			if _, other := voices["fi"][stem+".other"]; one && !other {
				t.Errorf("%s: %s has no .other", area, key)
			}
		}
	}
}

func TestRender(t *testing.T) {
	b := bundle(t)
	tests := []struct {
		voice i18n.Voice
		key   string
		args  []any
		want  string
	}{
		{i18n.En, "field.range", []any{"min", 1, "max", 5}, "Give a number from 1 to 5."},
		{i18n.Fi, "field.range", []any{"min", 1, "max", 5}, "Anna luku väliltä 1–5."},
		{i18n.Selko, "field.range", []any{"min", 1, "max", 5}, "Anna luku väliltä 1–5."},
		{i18n.Sv, "no.such.key", nil, "no.such.key"},
		{i18n.En, "field.range", nil, "Give a number from  to ."},
	}
	for _, test := range tests {
		if got := b.In(test.voice).T(test.key, test.args...); got != test.want {
			t.Errorf("%s %s: %q, want %q", test.voice, test.key, got, test.want)
		}
	}
}

func TestErrorTextIsSafe(t *testing.T) {
	lang := bundle(t).In(i18n.En)
	secret := marketplace.Errorf(marketplace.Internal, "error.internal", os.ErrPermission)
	if got := lang.Error(secret); strings.Contains(got, "permission") {
		t.Errorf("the private cause is shown: %q", got)
	}
	if got := lang.Error(os.ErrPermission); got != lang.T("error.internal") {
		t.Errorf("a foreign error shows %q", got)
	}
	if got := lang.Error(marketplace.Errorf(marketplace.Stale, "")); got == "" {
		t.Error("an error without a key has no text")
	}
}

func TestFormats(t *testing.T) {
	b := bundle(t)
	fi, sv, en := b.In(i18n.Fi), b.In(i18n.Sv), b.In(i18n.En)
	tests := []struct{ got, want string }{
		{fi.Number(1234567), "1\u00a0234\u00a0567"},
		{en.Number(-1234), "−1,234"},
		{fi.Minutes(45), "45 min"},
		{fi.Minutes(135), "2 t 15 min"},
		{sv.Minutes(120), "2 h"},
		{fi.Hours(1110), "18,5 t"},
		{en.Hours(1200), "20 h"},
		{fi.HourCount(1110), "18,5"},
		{fi.Date("2026-01-05"), "5.1.2026"},
		{en.Date("2026-01-05"), "5 January 2026"},
		{fi.Date(""), ""},
		{fi.Euros(1250), "12,50\u00a0€"},
		{en.Euros(-100005), "−€1,000.05"},
		{fi.Decimal(3.14159, 2), "3,14"},
		{fi.WholeEuros(4000), "4\u00a0000\u00a0€"},
		{en.WholeEuros(4000), "€4,000"},
		{fi.Percent(2550), "25,5\u00a0%"},
		{sv.Percent(5000), "50\u00a0%"},
		{en.Percent(1275), "12.75%"},
	}
	for _, test := range tests {
		if test.got != test.want {
			t.Errorf("%q, want %q", test.got, test.want)
		}
	}
}

func TestParseVoice(t *testing.T) {
	tests := map[string]i18n.Voice{"": i18n.Fi, "sv-FI": i18n.Sv, "de, en;q=0.8": i18n.En, "xx": i18n.Fi, ";;,,": i18n.Fi, "fi": i18n.Fi}
	for tag, want := range tests {
		if got := i18n.ParseVoice(tag); got != want {
			t.Errorf("%q: %s, want %s", tag, got, want)
		}
	}
}

func FuzzRender(f *testing.F) {
	scale, err := matching.LoadScale()
	if err != nil {
		f.Fatal(err)
	}
	b, err := i18n.Load(scale)
	if err != nil {
		f.Fatal(err)
	}
	f.Add("error.body", "detail", "}{")
	f.Add("field.range", "min", "{max}")
	f.Fuzz(func(t *testing.T, key, name, value string) {
		got := b.In(i18n.Fi).T(key, name, value)
		if got != b.In(i18n.Fi).T(key, name, value) {
			t.Error("the same message reads differently twice")
		}
	})
}
