package present

import (
	"slices"
	"strings"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/marketplace/consent"
	"sovite.fi/sovite/marketplace/profile"
)

// ClientCard is a client's card as everybody sees it: the client, the coach and the receiver. Each field is one line.
func (p Presenter) ClientCard(c profile.Card) view.Card {
	out := view.Card{Code: c.Code}
	texts := map[consent.Field]string{}
	var order []consent.Field
	for _, l := range c.Lines {
		text := p.values(l.Path, l.Vocab, p.inOrder(l.Vocab, l.Values))
		if l.Field == consent.AvailableTimes {
			text = p.FieldLabel(l.Path) + ": " + text
		}
		if before, known := texts[l.Field]; known {
			texts[l.Field] = before + joint(l.Path) + text
			continue
		}
		texts[l.Field], order = text, append(order, l.Field)
	}
	for _, f := range order {
		out.Lines = append(out.Lines, view.Pair{Label: p.T("consent.field." + string(f)), Text: texts[f]})
	}
	return out
}

// inOrder puts the keys of a closed list into the order of the list: the week begins on Monday.
func (p Presenter) inOrder(vocab string, values []string) []string {
	keys := p.Lang.Scale().Keys(vocab)
	return slices.SortedStableFunc(slices.Values(values), func(a, b string) int {
		return slices.Index(keys, a) - slices.Index(keys, b)
	})
}

// joint stands between two lines of one field; a year belongs to the school before it.
func joint(path string) string {
	if strings.HasSuffix(path, ".year") {
		return " "
	}
	return "; "
}

// CardFields are the names of fields of a card, joined by commas.
func (p Presenter) CardFields(fields []consent.Field) string {
	out := make([]string, len(fields))
	for i, f := range fields {
		out[i] = p.T("consent.field." + string(f))
	}
	return strings.Join(out, ", ")
}

// Told is what a profile says, one line for each item: what was seen, who told it and when stand with the ability.
func (p Presenter) Told(c profile.Content) []view.Pair {
	var out []view.Pair
	for _, change := range profile.Told(c) {
		text := p.values(change.Path, change.Vocab, change.After)
		if rest, ok := strings.CutPrefix(change.Path, "abilities."); ok && !strings.HasSuffix(rest, ".rating") && len(out) > 0 {
			out[len(out)-1].Text += besides(rest) + text
			continue
		}
		out = append(out, view.Pair{Label: p.FieldLabel(change.Path), Text: text})
	}
	return out
}

// besides stands between an ability and what is told beside it.
func besides(path string) string {
	if strings.HasSuffix(path, ".on") {
		return ", "
	}
	return " – "
}
