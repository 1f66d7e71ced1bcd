package shown

import (
	"sovite.fi/sovite/employer-portal/present"
	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/marketplace/consent"
	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/marketplace/network"
	"sovite.fi/sovite/marketplace/profile"
)

// Blocks says a view, one block for each field that the client said yes to. A field of which there is nothing to tell says
// so.
func Blocks(p present.Presenter, v network.View) []view.SelkoBlock {
	var out []view.SelkoBlock
	for _, f := range v.Fields {
		block := view.SelkoBlock{Heading: p.T("consent.field." + string(f)), Lines: lines(p, v, f)}
		if len(block.Lines) == 0 {
			block.Lines = []string{p.T("shown.none")}
		}
		out = append(out, block)
	}
	return out
}

func lines(p present.Presenter, v network.View, f consent.Field) (out []string) {
	switch {
	case f == consent.NextStep && v.Next != nil:
		return step(p, *v.Next)
	case f == consent.Meetings:
		for _, m := range v.Meetings {
			key := "shown.meeting"
			if m.OnJob {
				key = "shown.meeting.on_job"
			}
			out = append(out, p.T(key, "day", p.Lang.Date(m.Date)))
		}
	case f == consent.Workdays:
		for _, w := range v.Work {
			out = append(out, work(p, w)...)
		}
	case !f.Live():
		return ofCard(p, v, f)
	}
	return out
}

func step(p present.Presenter, s network.Step) []string {
	text := s.Text
	if s.Key != "" {
		text = p.T("shown.step." + s.Key)
	}
	return []string{text, p.T("course.due", "day", p.Lang.Date(s.Due)), p.T("shown.owner." + string(s.Owner))}
}

func work(p present.Presenter, w network.Work) []string {
	out := []string{p.T("shown.place", "place", w.Place)}
	if w.Days > 0 {
		out = append(out, p.N("my.work.days", w.Days))
	}
	if w.DayEnd > 0 {
		out = append(out, p.T("my.work.clock", "from", i18n.Clock(w.DayStart), "to", i18n.Clock(w.DayEnd)))
	}
	if w.Start != "" {
		out = append(out, p.T("my.work.starts", "day", p.Lang.Date(w.Start)))
	}
	if w.End != "" {
		out = append(out, p.T("my.work.ends", "day", p.Lang.Date(w.End)))
	}
	return out
}

// ofCard is what a field of the profile tells, as a card says it.
func ofCard(p present.Presenter, v network.View, f consent.Field) []string {
	var card profile.Card
	for _, l := range v.Lines {
		if l.Field == f {
			card.Lines = append(card.Lines, l)
		}
	}
	var out []string
	for _, line := range p.ClientCard(card).Lines {
		out = append(out, line.Text)
	}
	return out
}
