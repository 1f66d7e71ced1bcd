package language

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
)

//go:embed data/synonyms.tsv
var synonymsFile string

//go:embed data/words.tsv
var wordsFile string

// Vocabulary holds everyday words with their official synonyms, and words that say nothing about the kind of work. It is
// read-only and safe for concurrent use.
type Vocabulary struct {
	synonyms map[string][]synonym // by language
	kinds    map[string]kinds
}

// synonym is one row of data/synonyms.tsv.
type synonym struct {
	everyday [][]pattern // phrases, each of one word or more
	official []string
}

// pattern is a whole folded word, or the beginning of one.
type pattern struct {
	text  string
	whole bool
}

// kinds are the word lists of one language in data/words.tsv.
type kinds struct {
	vague   map[string]bool // words of every wish: want, work, quiet, mornings
	leading []string        // pieces of words that ask for a leading or expert position
}

// LoadVocabulary reads the embedded lists. An error names the file and the line: the program was built with broken data.
func LoadVocabulary() (*Vocabulary, error) {
	v := &Vocabulary{synonyms: map[string][]synonym{}, kinds: map[string]kinds{}}
	if err := eachRow("synonyms.tsv", synonymsFile, v.addSynonym); err != nil {
		return nil, err
	}
	if err := eachRow("words.tsv", wordsFile, v.addWords); err != nil {
		return nil, err
	}
	return v, nil
}

// eachRow gives the three columns of every row to add; the first line is the header.
func eachRow(name, file string, add func(lang, a, b string) error) error {
	n := 0
	for line := range strings.Lines(file) {
		if n++; n == 1 {
			continue
		}
		f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(f) != 3 || f[1] == "" || f[2] == "" {
			return fmt.Errorf("%s line %d: want three columns, none of them empty", name, n)
		}
		if err := add(f[0], f[1], f[2]); err != nil {
			return fmt.Errorf("%s line %d: %w", name, n, err)
		}
	}
	return nil
}

func (v *Vocabulary) addSynonym(lang, everyday, official string) error {
	s := synonym{official: Words(official)}
	for phrase := range strings.SplitSeq(everyday, ",") {
		var ps []pattern
		for word := range strings.FieldsSeq(phrase) {
			begin, open := strings.CutSuffix(word, "*")
			if begin == "" || begin != Fold(begin) {
				return fmt.Errorf("%q: want a word in small letters, with * at its end if it may go on", word)
			}
			for part := range strings.SplitSeq(begin, "-") {
				ps = append(ps, pattern{part, true})
			}
			ps[len(ps)-1].whole = !open
		}
		if len(ps) == 0 {
			return fmt.Errorf("%q: a phrase is empty", everyday)
		}
		s.everyday = append(s.everyday, ps)
	}
	v.synonyms[lang] = append(v.synonyms[lang], s)
	return nil
}

func (v *Vocabulary) addWords(lang, kind, words string) error {
	k := v.kinds[lang]
	switch kind {
	case "vague":
		k.vague = map[string]bool{}
		for w := range strings.FieldsSeq(words) {
			k.vague[w] = true
		}
	case "leading":
		k.leading = strings.Fields(words)
	default:
		return fmt.Errorf("%q: want vague or leading", kind)
	}
	v.kinds[lang] = k
	return nil
}

// Synonyms gives the official words for the everyday words of a text, each once, in the order of the list; a phrase
// counts where its words follow each other. Without a language, Finnish and Swedish both count.
func (v *Vocabulary) Synonyms(lang, text string) []string {
	words := split(text)
	var out []string
	for _, l := range []string{Finnish, Swedish, English} {
		if lang != "" && lang != l {
			continue
		}
		for _, s := range v.synonyms[l] {
			if s.meant(words) {
				out = append(out, s.official...)
			}
		}
	}
	return unique(out)
}

func unique(words []string) []string {
	seen := map[string]bool{}
	return slices.DeleteFunc(words, func(w string) bool {
		again := seen[w]
		seen[w] = true
		return again
	})
}

func (s synonym) meant(words []string) bool {
	return slices.ContainsFunc(s.everyday, func(phrase []pattern) bool {
		for i := 0; i+len(phrase) <= len(words); i++ {
			if begins(words[i:], phrase) {
				return true
			}
		}
		return false
	})
}

func begins(words []string, phrase []pattern) bool {
	for i, p := range phrase {
		if p.whole && words[i] != p.text || !strings.HasPrefix(words[i], p.text) {
			return false
		}
	}
	return true
}

// vague says whether the word tells nothing about the kind of work.
func (v *Vocabulary) vague(lang, word string) bool { return v.kinds[lang].vague[word] }

// asksToLead says whether a text names a leading or expert position.
func (v *Vocabulary) asksToLead(lang, text string) bool {
	return slices.ContainsFunc(split(text), func(w string) bool {
		return slices.ContainsFunc(v.kinds[lang].leading, func(piece string) bool { return strings.Contains(w, piece) })
	})
}
