package settle

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/invoice/reference"
	"sovite.fi/sovite/marketplace/payment/camt"
)

// Suggestion is an invoice that a payment that waits may be for, with what speaks for it. It is for a person to see; nothing is
// ever paid by it.
type Suggestion struct {
	Invoice marketplace.ID `json:"invoice"`
	Number  string         `json:"number"`
	Because []Reason       `json:"because"` // at least one, the strongest first
}

// mostSuggestions is how many are of use to a person.
const mostSuggestions = 5

// Suggest looks among open receivables for those that a payment may be for: its message names the reference or the number of the
// invoice, its reference is one slip of the hand away, or exactly its amount is open. The best come first, at most five. A
// name speaks for nothing: a buyer may have many invoices.
func Suggest(p Payment, open []Receivable) []Suggestion {
	type ranked struct {
		Suggestion
		weight int
	}
	var found []ranked
	for _, r := range open {
		if because, weight := speaks(p, r); weight > 0 && p.Incoming && r.Open > 0 {
			found = append(found, ranked{Suggestion{r.Invoice, r.Number, because}, weight})
		}
	}
	slices.SortFunc(found, func(a, b ranked) int {
		return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(a.Number, b.Number), cmp.Compare(a.Invoice, b.Invoice))
	})
	out := []Suggestion{}
	for _, s := range found[:min(len(found), mostSuggestions)] {
		out = append(out, s.Suggestion)
	}
	return out
}

// speaks is what speaks for an invoice, the strongest first, and how much: each sign more than all weaker ones together.
func speaks(p Payment, r Receivable) (because []Reason, weight int) {
	near := func(ref camt.Reference) bool { return slip(ref.Text, r.Reference) }
	for _, sign := range []struct {
		key    string
		holds  bool
		weight int
	}{
		{"names_reference", names(p.Message, reference.Group(r.Reference)) || names(p.Message, asRF(r.Reference)), 8},
		{"names_number", names(p.Message, r.Number), 4},
		{"near_reference", slices.ContainsFunc(p.References, near), 2},
		{"same_amount", r.Open == p.Amount, 1},
	} {
		if sign.holds {
			because = append(because, reason(sign.key, "number", r.Number, "reference", reference.Group(r.Reference), "open", int64(r.Open)))
			weight += sign.weight
		}
	}
	return because, weight
}

// asRF is a Finnish reference as an RF one, for print; empty for any other.
func asRF(ref string) string {
	rf, err := reference.RF(ref)
	if err != nil {
		return ""
	}
	return reference.GroupRF(rf)
}

// shortest is how short a number may be to be looked for in a message: shorter ones stand there by chance.
const shortest = 4

// names says whether a text has a number that is not a part of a longer one, with or without its spaces.
func names(text, number string) bool {
	text, number = strings.ToUpper(text), strings.ToUpper(number)
	for _, written := range []string{number, strings.ReplaceAll(number, " ", "")} {
		if len(written) < shortest {
			continue
		}
		for at, from := 0, 0; ; from = at + 1 {
			found := strings.Index(text[from:], written)
			if found < 0 {
				break
			}
			at = from + found
			before, _ := utf8.DecodeLastRuneInString(text[:at])
			after, _ := utf8.DecodeRuneInString(text[at+len(written):])
			if !unicode.IsLetter(before) && !unicode.IsDigit(before) && !unicode.IsDigit(after) {
				return true
			}
		}
	}
	return false
}

// slip says whether one reference became the other by one slip of the hand: a wrong, missing or additional character, or two that
// changed places.
func slip(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	at := 0
	for at < len(a) && a[at] == b[at] {
		at++
	}
	switch rest := a[at:]; {
	case len(b)-len(a) == 1:
		return rest == b[at+1:]
	case len(a) != len(b) || rest == "":
		return false
	default:
		swapped := len(rest) > 1 && rest[0] == b[at+1] && rest[1] == b[at] && rest[2:] == b[at+2:]
		return swapped || rest[1:] == b[at+1:]
	}
}
