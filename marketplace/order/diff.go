package order

import (
	"strings"

	"sovite.fi/sovite/marketplace/quote"
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
	add("hazards", said(before, say), said(now, say))
	add("induction", before.Induction, now.Induction)
	return out
}

func said(v BoughtVersion, say quote.Say) string {
	words := []string{}
	for _, h := range v.Hazards.Values {
		words = append(words, say.Word("hazard", h))
	}
	return strings.Join(words, ", ")
}

// Offer is the version as far as a quote says it.
func (v BoughtVersion) Offer() quote.OfferVersion {
	return quote.OfferVersion{Number: v.Number, Lines: v.Lines, Total: v.Total, Loads: v.Loads, Supervisor: v.Supervisor, Note: v.Note, Sent: v.At}
}
