package language

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// LongestWord is the number of characters at which a word is cut.
const LongestWord = 40

// Words splits a text into folded words, each at most LongestWord characters long, and leaves out the few that carry no
// meaning in Finnish, Swedish or English.
func Words(text string) []string {
	all := split(text)
	kept := all[:0]
	for _, w := range all {
		if !stopWord(w) {
			kept = append(kept, w)
		}
	}
	return kept
}

// split gives all words, stop words as well, because an everyday phrase may hold one.
func split(text string) []string {
	all := strings.FieldsFunc(Fold(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	for i, w := range all {
		all[i] = cut(w, LongestWord)
	}
	return all
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

// Fold gives lower case without diacritics, but keeps å, ä and ö, which are letters of their own in Finnish and Swedish.
// Letters of neighbours that a Finnish keyboard lacks become the nearest letter.
func Fold(text string) string {
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
