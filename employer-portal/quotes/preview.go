package quotes

import (
	"slices"
	"strconv"

	"sovite.fi/sovite/employer-portal/form"
	"sovite.fi/sovite/employer-portal/present/quoted"
	"sovite.fi/sovite/employer-portal/prices"
	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/capacity"
	"sovite.fi/sovite/marketplace/price"
	"sovite.fi/sovite/marketplace/quote"
)

// How many days that do not fit are shown with other times, and how many times for each.
const (
	shownShort = 5
	proposals  = 3
)

func (r *seller) getPreview() error {
	s, err := r.sheet()
	if err != nil {
		return err
	}
	if !s.open() || s.own.Value.Draft == nil {
		return r.Redirect(onePath(s.asked.ID), "")
	}
	page, err := r.previewPage(s, nil)
	if err != nil {
		return err
	}
	return r.Show(page)
}

// previewPage is the draft as its buyer will see it, after what has to be known before it is sent.
func (r *seller) previewPage(s sheet, bad []marketplace.FieldError) (*view.Placed, error) {
	draft := *s.own.Value.Draft
	page := &view.Placed{Base: r.Base(r.T("asked.preview")), Heading: r.T("asked.preview"), Lead: []string{r.T("asked.preview.lead", "title", s.asked.Brief.Title)}}
	page.Back = &view.Link{Text: r.T("asked.edit"), Href: quotePath(s.asked.ID)}
	hinders, err := r.hinders(s)
	if err != nil {
		return nil, err
	}
	if bad == nil {
		bad = hinders
	}
	page.Problems = r.mend(s, bad)
	cost, err := r.cost(s, draft)
	if err != nil {
		return nil, err
	}
	total, err := draft.Total()
	if err != nil {
		return nil, err
	}
	page.Parts = append(page.Parts, append(r.fits(s, draft), cost)...)
	next := quote.Version{Number: len(s.own.Value.Versions) + 1, Content: draft, Total: total}
	page.Parts = append(page.Parts, quoted.Version(r.Request, next.Offer())...)
	if before, sent := s.own.Value.Newest(); sent {
		page.Parts = append(page.Parts, view.PlacedPart{
			ID: "changes", Heading: r.T("quote.version.changes", "now", next.Number, "before", before.Number), Table: quoted.Changes(r.Request, quote.Changes(before, next, quoted.Say(r.Request))),
		})
	}
	page.Parts = append(page.Parts, r.sending(s, len(hinders) == 0))
	return page, nil
}

// sending is the button that sends the draft, when nothing hinders.
func (r *seller) sending(s sheet, ready bool) view.PlacedPart {
	part := view.PlacedPart{ID: "send", Heading: r.T("request.check.then"), Lines: []string{r.T("asked.send.then")}, Ways: []view.Link{{Text: r.T("asked.edit.go"), Href: quotePath(s.asked.ID)}}}
	if ready {
		part.Posts = []view.Post{r.button(quotePath(s.asked.ID)+"/send", "asked.send", s.own.Rev)}
	} else {
		part.Lines = []string{r.T("asked.send.not_yet")}
	}
	return part
}

// hinders is what keeps the draft from being sent, but for the capacity.
func (r *seller) hinders(s sheet) ([]marketplace.FieldError, error) {
	if err := r.Quotes.Sendable(r.Ctx, r.Actor, s.asked.ID); err != nil {
		return visit.FieldErrors(err)
	}
	draft := *s.own.Value.Draft
	if _, err := r.Capacity.Fits(r.Ctx, r.Actor, draft.Crew, draft.Loads); marketplace.IsKind(err, marketplace.Invalid) {
		return visit.FieldErrors(err)
	}
	return nil, nil
}

// mend are the lines of the error summary for mistakes in the draft, each leading to the field of the editor.
func (r *seller) mend(s sheet, bad []marketplace.FieldError) []view.Problem {
	names := fieldNames(r.editPage(s, r.values(*s.own.Value.Draft), nil))
	var out []view.Problem
	for _, e := range bad {
		p := view.Problem{Text: r.Lang.Field(e)}
		if name, there := names[e.Field]; there {
			p.Text, p.Href = name+": "+p.Text, quotePath(s.asked.ID)+"#"+view.FieldID(e.Field)
		}
		out = append(out, p)
	}
	return out
}

// fits says whether the crew has the hours; for each day on which it has not, what is missing and the nearest times at which it
// has, each to be taken with one button.
func (r *seller) fits(s sheet, draft quote.Content) []view.PlacedPart {
	at := slices.IndexFunc(s.crews, func(e capacity.Entry) bool { return e.ID == draft.Crew })
	if at < 0 || len(draft.Loads) == 0 {
		return nil
	}
	crew, now := s.crews[at].Value, r.Clock.Now()
	short := crew.Lacks(draft.Loads, s.own.ID, now)
	if len(short) == 0 {
		return []view.PlacedPart{{ID: "fits", Heading: r.T("asked.fits"), Lines: []string{r.T("asked.fits.text", "crew", crew.Terms.Name, "hours", quoted.Hours(r.Request, draft.Loads))}}}
	}
	out := []view.PlacedPart{{ID: "fits", Heading: r.Say.N("asked.short", len(days(short))), Lines: []string{r.T("asked.short.text", "crew", crew.Terms.Name)}}}
	for _, d := range days(short)[:min(len(days(short)), shownShort)] {
		i := slices.IndexFunc(draft.Loads, func(l capacity.Load) bool { return l.Date == d })
		part := view.PlacedPart{ID: "short-" + strconv.Itoa(i), Heading: quoted.Weekday(r.Request, d)}
		for _, lack := range short {
			if lack.Date == d {
				part.Lines = append(part.Lines, r.lack(lack))
			}
		}
		for _, l := range crew.Nearest(draft.Loads, i, proposals, s.own.ID, now) {
			part.Posts = append(part.Posts, r.proposal(s, i, l))
		}
		if len(part.Posts) == 0 {
			part.Lines = append(part.Lines, r.T("asked.nearest.none"))
		}
		out = append(out, part)
	}
	return out
}

// days are the days on which something is missing, once each.
func days(short []capacity.Shortage) []marketplace.Date {
	var out []marketplace.Date
	for _, s := range short {
		out = append(out, s.Date)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func (r *seller) lack(s capacity.Shortage) string {
	return r.Lang.T("capacity.short."+string(s.Limit), "date", r.Lang.Date(s.Date), "from", form.WriteClock(s.From), "to", form.WriteClock(s.To), "missing", s.Missing)
}

// proposal is the button that moves a day of the draft to another time.
func (r *seller) proposal(s sheet, at int, l capacity.Load) view.Post {
	b := r.button(quotePath(s.asked.ID)+"/move", "asked.move", s.own.Rev)
	b.Text = r.T("asked.move", "day", quoted.Weekday(r.Request, l.Date), "time", quoted.Time(r.Request, l))
	b.About = quoted.Weekday(r.Request, s.own.Value.Draft.Loads[at].Date)
	b.Hidden["at"], b.Hidden["date"], b.Hidden["from"] = strconv.Itoa(at), string(l.Date), strconv.Itoa(l.From)
	return b
}

// cost holds each price against its full cost, as the price book knows it.
func (r *seller) cost(s sheet, draft quote.Content) (view.PlacedPart, error) {
	part := view.PlacedPart{ID: "cost", Heading: r.T("asked.cost"), Lines: []string{r.T("asked.cost.lead")}}
	for _, l := range draft.Lines {
		item, there := s.book.Item(l.Item)
		v, sold := item.At(supplied(draft.Loads, r.Clock.Today()))
		if !there || !sold {
			part.Lines = append(part.Lines, r.T("asked.cost.unknown", "name", l.Name))
			continue
		}
		verdict, err := r.Prices.Check(r.Ctx, r.Actor, l.Unit, price.Draft{From: r.Clock.Today(), Rate: l.Rate, Cost: v.Cost, Market: v.Market})
		if err != nil {
			return part, err
		}
		gate := prices.Gate(r.Request, verdict, l.Rate, v.Market, true)
		gate.Result = l.Name + ": " + gate.Result
		part.Gates = append(part.Gates, gate)
	}
	return part, nil
}

// postMove moves a day of the draft to a time that was proposed.
func (r *seller) postMove() error {
	s, err := r.sheet()
	if err != nil {
		return err
	}
	v, err := r.Posted()
	if err != nil {
		return err
	}
	preview := quotePath(s.asked.ID) + "/preview"
	at, err := strconv.Atoi(v.Get("at"))
	if s.own.Value.Draft == nil || err != nil || at < 0 || at >= len(s.own.Value.Draft.Loads) {
		return r.Redirect(preview, "")
	}
	c := *s.own.Value.Draft
	c.Loads = slices.Clone(c.Loads)
	from, bad := form.Whole(v, "from")
	l := &c.Loads[at]
	l.Date, l.From, l.To = marketplace.Date(v.Get("date")), from, from+l.To-l.From
	if len(bad) == 0 {
		_, err = r.Quotes.SaveDraft(r.Ctx, r.Actor, s.asked.ID, revision(v), c)
	}
	if err == nil {
		return r.Redirect(preview, "asked_moved")
	}
	return r.notSent(s, err)
}

// postSend sends the draft. Posted twice it is sent once.
func (r *seller) postSend() error {
	s, err := r.sheet()
	if err != nil {
		return err
	}
	v, err := r.Posted()
	if err != nil {
		return err
	}
	one := onePath(s.asked.ID)
	if s.own.Value.Draft == nil && len(s.own.Value.Versions) > 0 {
		return r.Redirect(one, "asked_sent")
	}
	if _, err = r.Quotes.Send(r.Ctx, r.Actor, s.asked.ID, revision(v)); err == nil {
		return r.Redirect(one, "asked_sent")
	}
	return r.notSent(s, err)
}

// notSent shows the preview again with what came between.
func (r *seller) notSent(s sheet, why error) error {
	status := visit.StatusConflict
	bad := []marketplace.FieldError{{Key: "error.stale"}}
	if !marketplace.IsKind(why, marketplace.Stale) {
		var err error
		if bad, err = refusal(why); err != nil {
			return err
		}
	}
	s, err := r.sheet()
	if err != nil {
		return err
	}
	if s.own.Value.Draft == nil {
		return r.Redirect(onePath(s.asked.ID), "")
	}
	page, err := r.previewPage(s, bad)
	if err != nil {
		return err
	}
	return r.Write(status, page)
}
