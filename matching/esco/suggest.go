package esco

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
)

// Suggest finds at most n occupations whose name in the language holds every typed word: first those whose name begins
// with the text, then those where each typed word begins a word, then the rest, and last those of which only another
// name holds the words; shorter names first.
func (t *Table) Suggest(typed, lang string, n int) []Occupation {
	return suggest(t.occupations, func(o Occupation) Concept { return o.Concept }, typed, lang, n)
}

// SuggestSkills finds skills in the same way.
func (t *Table) SuggestSkills(typed, lang string, n int) []Skill {
	return suggest(t.skills, func(s Skill) Concept { return s.Concept }, typed, lang, n)
}

// The ranks of a hit.
const (
	byBeginning = iota
	byWords
	byPieces
	byOtherName
	noHit
)

func suggest[C any](list []C, of func(C) Concept, typed, lang string, n int) []C {
	words := strings.Fields(strings.ToLower(typed))
	if len(words) == 0 || n <= 0 {
		return nil
	}
	type hit struct {
		rank, at int
		name, id string
	}
	var hits []hit
	col := column(lang)
	for i, v := range list {
		c := of(v)
		if c.retired {
			continue
		}
		if r := c.rank(col, words); r < noHit {
			hits = append(hits, hit{r, i, c.folded[col], c.ID})
		}
	}
	slices.SortFunc(hits, func(a, b hit) int {
		return cmp.Or(cmp.Compare(a.rank, b.rank), cmp.Compare(len(a.name), len(b.name)), cmp.Compare(a.name, b.name), cmp.Compare(a.id, b.id))
	})
	out := make([]C, 0, min(n, len(hits)))
	for _, h := range hits[:min(n, len(hits))] {
		out = append(out, list[h.at])
	}
	return out
}

func (c Concept) rank(col int, words []string) int {
	label := c.folded[col]
	if strings.HasPrefix(label, strings.Join(words, " ")) {
		return byBeginning
	}
	worst := byWords
	for _, w := range words {
		if !strings.Contains(label, w) {
			return c.rankOthers(col, words)
		}
		if !beginsWord(label, w) {
			worst = byPieces
		}
	}
	return worst
}

func (c Concept) rankOthers(col int, words []string) int {
	for name := range strings.SplitSeq(c.aliases[col], "|") {
		if !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(name, w) }) {
			return byOtherName
		}
	}
	return noHit
}

func beginsWord(label, word string) bool {
	return slices.ContainsFunc(strings.FieldsFunc(label, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	}), func(w string) bool { return strings.HasPrefix(w, word) })
}
