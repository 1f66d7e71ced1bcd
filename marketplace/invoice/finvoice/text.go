package finvoice

import (
	"strings"

	"sovite.fi/sovite/marketplace/invoice/en16931"
)

// short is a text of at most so many characters; one that is longer ends visibly in "...".
func short(text string, most int) string {
	runes := []rune(text)
	if len(runes) <= most {
		return text
	}
	return strings.TrimSpace(string(runes[:most-3])) + "..."
}

// pieces divides a text at its spaces into texts of at most so many characters, or within a word that is longer.
func pieces(text string, most int) []string {
	var out []string
	runes := []rune(text)
	for len(runes) > most {
		cut := most
		for i := most; i > 0; i-- {
			if runes[i] == ' ' {
				cut = i
				break
			}
		}
		out = append(out, strings.TrimSpace(string(runes[:cut])))
		runes = []rune(strings.TrimSpace(string(runes[cut:])))
	}
	if len(runes) > 0 {
		out = append(out, string(runes))
	}
	return out
}

// streets are the lines of a street address.
func streets(a en16931.Address) []string {
	list := pieces(a.Street, maxShort)
	return append(list, pieces(a.Extra, maxShort)...)
}
