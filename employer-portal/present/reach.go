package present

import (
	"net/url"
	"slices"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/marketplace/reach"
	"sovite.fi/sovite/matching"
)

// Reach is what an employer is told of how many could do a task, with the adaptations that are in the form. edit is the
// address of the form; empty in the form itself.
func (p Presenter) Reach(r reach.Reach, inForm []string, edit string) *view.Reach {
	switch r.State {
	case reach.NotCounted:
		return &view.Reach{Heading: p.T("reach.not_counted"), Text: p.T("reach.not_counted.text")}
	case reach.TooFew:
		return p.dated(r, &view.Reach{Heading: p.T("reach.too_few"), Text: p.T("reach.too_few.text", "n", reach.Enough)})
	case reach.Told:
	}
	out := &view.Reach{Counts: r.Figures.Counts(p.Lang)}
	for _, m := range r.Figures.More {
		out.More = append(out.More, p.reachMore(m, inForm, edit))
	}
	for _, a := range r.Figures.Alone {
		out.Limits = append(out.Limits, a.Say(p.Lang))
	}
	if len(out.Counts)+len(out.More)+len(out.Limits) == 0 {
		out.Text = p.T("reach.nothing")
	}
	return p.dated(r, out)
}

func (p Presenter) dated(r reach.Reach, out *view.Reach) *view.Reach {
	out.Made = p.T("reach.made", "day", p.Day(r.Figures.Made))
	if r.Changed {
		out.Changed = p.T("reach.changed")
	}
	return out
}

func (p Presenter) reachMore(m reach.More, inForm []string, edit string) view.ReachMore {
	c := p.change(matching.Change{Adaptation: m.Adaptation, Closes: []matching.Dimension{m.Dimension}})
	out := view.ReachMore{Text: m.Say(p.Lang), Kind: c.Kind, Cost: c.Cost, Aids: c.Aids}
	if m.Adaptation == matching.EaseDemand {
		return out
	}
	out.Offer, out.Offered = m.Adaptation, slices.Contains(inForm, m.Adaptation)
	out.Button = p.T("reach.offer.what", "what", c.Name)
	if edit != "" {
		out.Href = edit + "?" + url.Values{"offer": {m.Adaptation}}.Encode()
	}
	return out
}
