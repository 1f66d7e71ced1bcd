package language

import (
	"math"
	"unicode/utf8"
)

// The shortest parts of a compound, in characters: "työ" may begin one, but endings such as "sta" must not end one.
const (
	shortestFirst = 3
	shortestLast  = 4
)

// Lexicon is a set of words that compounds are made of. It is not safe for concurrent use.
type Lexicon struct {
	lang  string
	words map[string]int // word to how often it was added
	stems map[string]int // stem to how many different words have it
	split map[string][2]string
}

// NewLexicon makes an empty lexicon of the language.
func NewLexicon(lang string) *Lexicon {
	return &Lexicon{lang: lang, words: map[string]int{}, stems: map[string]int{}, split: map[string][2]string{}}
}

// Add takes the words of a text into the lexicon.
func (l *Lexicon) Add(text string) {
	for _, w := range Words(text) {
		l.words[w]++
		if l.words[w] == 1 {
			l.stems[Stem(l.lang, w)]++
		}
	}
	clear(l.split)
}

// Parts splits a compound of two known words: the first as it stands, the last in any form that has a known stem.
// "lastenhoitajan" gives "lasten" and "hoitajan" when the lexicon has lasten and hoitaja. Of several splits the one with
// common, long parts counts. A word that cannot be split gives two empty parts. (Taking the last part by its first letters
// instead splits more and ranks worse.)
func (l *Lexicon) Parts(word string) (first, last string) {
	if known, ok := l.split[word]; ok {
		return known[0], known[1]
	}
	first, last = l.best([]rune(word))
	l.split[word] = [2]string{first, last}
	return first, last
}

func (l *Lexicon) best(word []rune) (first, last string) {
	best := 0.0
	for i := shortestFirst; i+shortestLast <= len(word); i++ {
		a, b := string(word[:i]), string(word[i:])
		often := l.words[a]
		if often == 0 {
			continue
		}
		stems := l.stems[Stem(l.lang, b)]
		if stems == 0 {
			continue
		}
		shorter := float64(min(i, utf8.RuneCountInString(b)))
		if s := shorter * math.Sqrt(math.Log1p(float64(often))*math.Log1p(float64(stems))); s > best {
			best, first, last = s, a, b
		}
	}
	return first, last
}
