package order

import (
	"strings"

	"sovite.fi/sovite/marketplace/quote"
	"sovite.fi/sovite/matching"
)

// Changes are the differences from one version of what is agreed to another, before and now, in words.
func Changes(before, now BoughtVersion, say quote.Say) []quote.Change {
	out := now.Offer().Since(before.Offer(), say)
	add := func(field, was, is string) {
		if was != is {
			out = append(out, quote.Change{Field: field, About: say.T("order.field." + field), Before: was, Now: is})
		}
	}
	add("reference", before.Reference, now.Reference)
	add("hazards", said("hazard", before.Hazards, say), said("hazard", now.Hazards, say))
	add("allergens", said("allergen", before.Allergens, say), said("allergen", now.Allergens, say))
	add("induction", before.Induction, now.Induction)
	return out
}

// said is a choice in words, which tells "none" from what nobody told.
func said(vocabulary string, c matching.Choice, say quote.Say) string {
	switch {
	case !c.Asked:
		return say.T("order.not_told")
	case len(c.Values) == 0:
		return say.T("order.none")
	}
	words := []string{}
	for _, v := range c.Values {
		words = append(words, say.Word(vocabulary, v))
	}
	return strings.Join(words, ", ")
}

// Offer is the version as far as a quote says it.
func (v BoughtVersion) Offer() quote.OfferVersion {
	return quote.OfferVersion{Number: v.Number, Lines: v.Lines, Total: v.Total, Loads: v.Loads, Supervisor: v.Supervisor, Note: v.Note, Sent: v.At}
}
