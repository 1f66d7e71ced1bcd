package suggest

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"sovite.fi/sovite/matching/esco"
	"sovite.fi/sovite/matching/language"
)

// MaxTyped is how many characters of the typed text count.
const MaxTyped = 100

// Finder suggests concepts of one table. It is read-only and safe for concurrent use.
type Finder struct {
	table *esco.Table
	words *language.Vocabulary
}

// New makes a finder.
func New(table *esco.Table, words *language.Vocabulary) Finder { return Finder{table, words} }

// concept is an occupation or a skill.
type concept interface {
	esco.Occupation | esco.Skill
	Label(lang string) string
	Key() string
}

// Occupations finds at most n occupations for the typed text in a language, fi, sv or en: first those that are named so,
// then those named by the official words for it, then those that hold its
// words somewhere; if there are none, those that hold their stems.
func (f Finder) Occupations(typed, lang string, n int) []esco.Occupation {
	return find(f, typed, lang, n, f.table.Suggest)
}

// Skills finds skills in the same way.
func (f Finder) Skills(typed, lang string, n int) []esco.Skill {
	return find(f, typed, lang, n, f.table.SuggestSkills)
}

const (
	shortestStem = 4   // fewest characters of a stem that is looked for: shorter ones stand in too many names
	looseShare   = 0.3 // of the best score, from which a name with official words is near enough to be suggested
)

// look finds the concepts of one kind whose names hold every typed word.
type look[C any] func(typed, lang string, n int) []C

func find[C concept](f Finder, typed, lang string, n int, look look[C]) []C {
	typed = first(typed, MaxTyped)
	out, seen := make([]C, 0, max(0, n)), map[string]bool{}
	add := func(list []C) {
		for _, c := range list {
			if len(out) < n && !seen[c.Key()] {
				seen[c.Key()] = true
				out = append(out, c)
			}
		}
	}
	named := look(typed, lang, n)
	add(slices.DeleteFunc(slices.Clone(named), func(c C) bool { return !begun(c.Label(lang), typed) }))
	add(official(f.words.Synonyms(lang, typed), lang, look))
	add(named)
	if len(out) == 0 {
		add(look(stems(typed, lang), lang, n))
	}
	return out
}

// begun says whether every typed word begins a word of the name.
func begun(label, typed string) bool {
	words := language.Words(label)
	return !slices.ContainsFunc(language.Words(typed), func(t string) bool {
		return !slices.ContainsFunc(words, func(w string) bool { return strings.HasPrefix(w, t) })
	})
}

// official orders the concepts whose names hold official words: rare words weigh more. A word that no name holds is
// looked for by its stem, as names of skills are inflected.
func official[C concept](words []string, lang string, look look[C]) []C {
	scores, by := map[string]float64{}, map[string]C{}
	best := 0.0
	for _, w := range words {
		hits := look(w, lang, math.MaxInt)
		if len(hits) == 0 {
			hits = look(stems(w, lang), lang, math.MaxInt)
		}
		for _, h := range hits {
			by[h.Key()] = h
			scores[h.Key()] += 1 / math.Log2(2+float64(len(hits)))
			best = max(best, scores[h.Key()])
		}
	}
	out := make([]C, 0, len(by))
	for id, c := range by {
		if scores[id] >= looseShare*best {
			out = append(out, c)
		}
	}
	slices.SortFunc(out, func(a, b C) int {
		return cmp.Or(
			cmp.Compare(scores[b.Key()], scores[a.Key()]), cmp.Compare(len(a.Label(lang)), len(b.Label(lang))), cmp.Compare(a.Key(), b.Key()),
		)
	})
	return out
}

// stems are the stems of the words of a text that are long enough; empty when none is.
func stems(text, lang string) string {
	var out []string
	for _, w := range language.Words(text) {
		if s := language.Stem(lang, w); utf8.RuneCountInString(s) >= shortestStem {
			out = append(out, s)
		}
	}
	return strings.Join(out, " ")
}

func first(text string, characters int) string {
	n := 0
	for i := range text {
		if n == characters {
			return text[:i]
		}
		n++
	}
	return text
}
