package search

import (
	"slices"
	"strings"
	"unicode/utf8"

	"sovite.fi/sovite/matching/language"
)

// MaxGrams is the most grams that Analyse gives for one text. The first words count: a title stands before its text.
const MaxGrams = 2000

// MaxTerms is the most terms that Terms gives for one question, so that a pasted page cannot slow the engine down.
const MaxTerms = 160

// longestQuestion bounds the work on a pasted page, in characters; MaxTerms strong grams are found in far less.
const longestQuestion = 8000

// Analyse turns a text into what both engines index and ask for: grams separated by one space, made only of lower-case
// letters and digits. Each word that is no stop word gives itself between two marks and its pieces of 5, 4 and 3
// characters, marks included (language.Pieces). It never gives more than MaxGrams.
func Analyse(text string) string {
	var b strings.Builder
	left := MaxGrams
	for _, word := range language.Words(text) {
		for _, g := range language.Pieces(word) {
			if left == 0 {
				return b.String()
			}
			if b.Len() > 0 {
				b.WriteByte(' ')
			}
			b.WriteString(g)
			left--
		}
	}
	return b.String()
}

// Term is one gram of a question.
type Term struct {
	Text   string
	Weight float64 // 1 for a gram of 3 characters, more for longer ones and most for a whole word; less of a synonym
	Whole  bool    // the whole word between its marks; the grams that follow it are pieces of this word
	Strong bool    // alone enough to find an entry: a whole word, or the longest pieces of it
}

// synonymWeight is what a gram of a synonym weighs, against one of a word that was typed: an entry with the typed word
// stands before one with a long synonym of it.
const synonymWeight = 0.5

// Terms gives the grams of a question, each once, in the order of its words. An entry is found when it has at least one
// of the strong ones; the others only bring it forward. A question of more than MaxTerms grams (about seven words) says
// enough by its strong ones, and only the first MaxTerms of those are asked. The words of also mean the same as some of
// the question's (language.Vocabulary.Synonyms); their strong grams fill what is left of MaxTerms, and weigh less.
func Terms(question string, also ...string) []Term {
	c := collected{at: map[string]int{}}
	for _, word := range language.Words(cut(question, longestQuestion)) {
		c.add(word, 1, false)
	}
	if len(c.terms) > MaxTerms {
		c.keepStrong()
	}
	if len(c.terms) > 0 && len(c.terms) < MaxTerms {
		for _, synonym := range also {
			for _, word := range language.Words(synonym) {
				c.add(word, synonymWeight, true)
			}
		}
	}
	return c.terms[:min(len(c.terms), MaxTerms)]
}

// collected are terms, each once.
type collected struct {
	terms []Term
	at    map[string]int
}

func (c *collected) keepStrong() {
	c.terms = slices.DeleteFunc(c.terms, func(t Term) bool { return !t.Strong })
	clear(c.at)
	for i, t := range c.terms {
		c.at[t.Text] = i
	}
}

// add takes the grams of a word in, or only its strong ones. A gram that is there already keeps the higher weight.
func (c *collected) add(word string, share float64, strongOnly bool) {
	for i, g := range language.Pieces(word) {
		t := Term{Text: g, Weight: share * weight(g, i == 0), Whole: i == 0, Strong: i == 0 || strong(g, word)}
		if old, seen := c.at[g]; seen {
			c.terms[old].Strong = c.terms[old].Strong || t.Strong
			c.terms[old].Weight = max(c.terms[old].Weight, t.Weight)
			continue
		}
		if strongOnly && !t.Strong {
			continue
		}
		c.at[g] = len(c.terms)
		c.terms = append(c.terms, t)
	}
}

// weight grows with the length, because a long shared piece says more than its short pieces together.
func weight(gram string, whole bool) float64 {
	if whole {
		return 3
	}
	return 1 + float64(utf8.RuneCountInString(gram)-language.ShortestPiece)/2
}

// strong says whether sharing this piece of the word is enough: a piece of 5 characters, or all of a shorter word, so
// that "städ" finds kontorsstädning.
func strong(gram, word string) bool {
	return utf8.RuneCountInString(gram) == language.LongestPiece || gram == word
}

func cut(text string, characters int) string {
	n := 0
	for i := range text {
		if n == characters {
			return text[:i]
		}
		n++
	}
	return text
}
