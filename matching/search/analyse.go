package search

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// MaxGrams is the most grams that Analyse gives for one text. The first words count: a title stands before its text.
const MaxGrams = 2000

// MaxTerms is the most terms that Terms gives for one question, so that a pasted page cannot slow the engine down.
const MaxTerms = 160

// mark stands for the edge of a word. A digit, because both engines keep a digit and letters together as one word.
const mark = '0'

// Lengths in characters. Grams of 3 to 5 beat stemming by far in Finnish compounds (character TF-IDF of 3 to 5: MAP
// 0.46 against 0.23 of a Finnish stemmer on coaches' wishes). A word longer than longestWord is cut there.
const (
	shortestGram = 3
	longestGram  = 5
	longestWord  = 40

	// longestQuestion bounds the work on a pasted page; MaxTerms strong grams are found in far less.
	longestQuestion = 8000
)

// Analyse turns a text into what both engines index and ask for: grams separated by one space, made only of lower-case
// letters and digits. Each word that is no stop word gives itself between two marks and its pieces of 5, 4 and 3
// characters, marks included: "työ" gives 0työ0 0työ työ0 0ty työ yö0. It never gives more than MaxGrams.
func Analyse(text string) string {
	var b strings.Builder
	left := MaxGrams
	for _, word := range words(text) {
		for _, g := range grams(word) {
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
	Weight float64 // 1 for a gram of 3 characters, more for longer ones and most for a whole word
	Whole  bool    // the whole word between its marks; the grams that follow it are pieces of this word
	Strong bool    // alone enough to find an entry: a whole word, or the longest pieces of it
}

// Terms gives the grams of a question, each once, in the order of its words. An entry is found when it has at least one
// of the strong ones; the others only bring it forward. A question of more than MaxTerms grams (about seven words) says
// enough by its strong ones, and only the first MaxTerms of those are asked.
func Terms(question string) []Term {
	var terms []Term
	at := map[string]int{}
	for _, word := range words(cut(question, longestQuestion)) {
		for i, g := range grams(word) {
			t := Term{Text: g, Weight: weight(g, i == 0), Whole: i == 0, Strong: i == 0 || strong(g, word)}
			if old, seen := at[g]; seen {
				terms[old].Strong = terms[old].Strong || t.Strong
				terms[old].Weight = max(terms[old].Weight, t.Weight)
				continue
			}
			at[g] = len(terms)
			terms = append(terms, t)
		}
	}
	if len(terms) > MaxTerms {
		terms = slices.DeleteFunc(terms, func(t Term) bool { return !t.Strong })
	}
	return terms[:min(len(terms), MaxTerms)]
}

// weight grows with the length, because a long shared piece says more than its short pieces together.
func weight(gram string, whole bool) float64 {
	if whole {
		return 3
	}
	return 1 + float64(utf8.RuneCountInString(gram)-shortestGram)/2
}

// strong says whether sharing this piece of the word is enough: a piece of 5 characters, or all of a shorter word, so
// that "städ" finds kontorsstädning.
func strong(gram, word string) bool {
	return utf8.RuneCountInString(gram) == longestGram || gram == word
}

// words splits a text into folded words and leaves stop words out.
func words(text string) []string {
	all := strings.FieldsFunc(fold(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	kept := all[:0]
	for _, w := range all {
		if !stopWord(w) {
			kept = append(kept, cut(w, longestWord))
		}
	}
	return kept
}

// grams gives the marked word first, then its pieces from long to short, each length from left to right.
func grams(word string) []string {
	marked := []rune(string(mark) + word + string(mark))
	out := []string{string(marked)}
	for n := longestGram; n >= shortestGram; n-- {
		for i := 0; i+n <= len(marked); i++ {
			if n < len(marked) {
				out = append(out, string(marked[i:i+n]))
			}
		}
	}
	return out
}

// stopWord says whether a word carries no meaning of its own in Finnish, Swedish or English. The list is short on purpose:
// a rare word left out finds nothing, a common word left in only costs a little time.
func stopWord(word string) bool {
	switch word {
	case "ja", "tai", "sekä", "on", "ei", "että", "se", "ovat", "kun", "jos", "myös", "joka", "jotka", "mutta", "niin",
		"och", "att", "det", "en", "ett", "är", "som", "på", "av", "för", "med", "till", "den", "de", "inte", "eller", "om", "i",
		"and", "or", "the", "a", "an", "of", "to", "in", "is", "are", "for", "with", "be", "as", "by":
		return true
	default:
		return false
	}
}

// fold gives lower case without diacritics, but keeps å, ä and ö, which are letters of their own in Finnish and Swedish.
// Letters of neighbours that a Finnish keyboard lacks become the nearest letter.
func fold(text string) string {
	folded := cases.Fold().String(norm.NFKC.String(strings.ToValidUTF8(text, " ")))
	var b strings.Builder
	b.Grow(len(folded))
	for _, r := range norm.NFC.String(folded) {
		switch r {
		case 'å', 'ä', 'ö':
			b.WriteRune(r)
		case 'ø':
			b.WriteRune('ö')
		case 'æ':
			b.WriteRune('ä')
		case 'đ', 'ð':
			b.WriteRune('d')
		case 'ł':
			b.WriteRune('l')
		default:
			writeBase(&b, r)
		}
	}
	return b.String()
}

// writeBase writes a character without its combining marks.
func writeBase(b *strings.Builder, r rune) {
	if r < utf8.RuneSelf {
		b.WriteRune(r)
		return
	}
	for _, part := range norm.NFD.String(string(r)) {
		if !unicode.Is(unicode.Mn, part) {
			b.WriteRune(part)
		}
	}
}

func cut(word string, characters int) string {
	n := 0
	for i := range word {
		if n == characters {
			return word[:i]
		}
		n++
	}
	return word
}
