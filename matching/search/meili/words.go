package meili

import (
	"strings"

	"sovite.fi/sovite/matching/search"
)

// everyWord is in every document and first in every question; see question.
const everyWord = "0every0"

// maxWords is how many words of a question Meilisearch reads; it leaves the rest out.
const maxWords = 10

// question writes the words that rank what the filter has found. Meilisearch asks that the first word is there and drops
// the others from the end until enough entries are found; so the first is one that all have, and the grams follow from
// the most telling to the least, one of each word in turn: an entry with the beginnings of all words stands first.
func question(terms []search.Term) string {
	words := []string{everyWord}
	groups := byWord(terms)
	for round := 0; len(words) < maxWords; round++ {
		before := len(words)
		for _, group := range groups {
			if round < len(group) && len(words) < maxWords {
				words = append(words, group[round])
			}
		}
		if len(words) == before {
			break
		}
	}
	return strings.Join(words, " ")
}

// byWord groups the strong grams by the word they come from, each group with its telling gram first: the beginning of the
// word without its mark, which compounds and inflected forms share.
func byWord(terms []search.Term) [][]string {
	var groups [][]string
	for _, t := range terms {
		switch {
		case !t.Strong:
		case t.Whole || len(groups) == 0:
			groups = append(groups, []string{t.Text})
		default:
			last := len(groups) - 1
			groups[last] = append(groups[last], t.Text)
		}
	}
	for _, group := range groups {
		for i, gram := range group {
			if !strings.HasPrefix(gram, "0") && !strings.HasSuffix(gram, "0") {
				copy(group[1:i+1], group[:i])
				group[0] = gram
				break
			}
		}
	}
	return groups
}
