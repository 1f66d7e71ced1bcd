package quoted

import (
	"strconv"

	"sovite.fi/sovite/employer-portal/form"
	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/capacity"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/quote"
)

// Euros writes an amount.
func Euros(r *visit.Request, c money.Cents) string { return c.Write(r.Lang.Code()) }

// Version is a version of a quote as its buyer sees it: what it costs, when the work is done, and the rest.
func Version(r *visit.Request, v quote.OfferVersion) []view.PlacedPart {
	about := []view.Pair{
		{Label: r.T("quote.hours"), Text: Hours(r, v.Loads)},
		{Label: r.T("quote.days"), Text: Span(r, v.Loads)},
		{Label: r.T("quote.f.supervisor"), Text: v.Supervisor},
		{Label: r.T("quote.until"), Text: r.Say.When(v.Until)},
	}
	if v.Note != "" {
		about = append(about, view.Pair{Label: r.T("quote.f.note"), Text: v.Note})
	}
	return []view.PlacedPart{
		{ID: "price", Heading: r.T("quote.price"), Lines: []string{r.T("quote.vat")}, Table: Lines(r, v)},
		{ID: "about", Heading: r.T("quote.about"), Pairs: about},
		{ID: "days", Heading: r.T("quote.loads"), Table: Loads(r, v.Loads)},
	}
}

// Lines are the price lines, with what they come to.
func Lines(r *visit.Request, v quote.OfferVersion) *view.Table {
	t := &view.Table{Caption: r.T("quote.price"), Head: []string{r.T("quote.line.name"), r.T("quote.line.quantity"), r.T("quote.line.rate"), r.T("quote.line.amount")}, Numbers: 1}
	for _, l := range v.Lines {
		t.Body = append(t.Body, []string{l.Name, l.Unit.Write(l.Quantity, r.Lang), l.Rate.Write(r.Lang.Code()), Euros(r, l.Amount)})
	}
	t.Foot = []string{r.Lang.T("quote.field.total"), "", "", Euros(r, v.Total)}
	return t
}

// Loads are the days with their hours and people.
func Loads(r *visit.Request, list []capacity.Load) *view.Table {
	t := &view.Table{Caption: r.T("quote.loads"), Head: []string{r.T("quote.load.day"), r.T("quote.load.time"), r.T("quote.load.participants"), r.T("quote.load.supervisors")}}
	for _, l := range list {
		t.Body = append(t.Body, []string{Weekday(r, l.Date), Time(r, l), strconv.Itoa(l.Participants), strconv.Itoa(l.Supervisors)})
	}
	return t
}

// Weekday is a day with its weekday in front.
func Weekday(r *visit.Request, d marketplace.Date) string {
	return r.Lang.Word("weekday", capacity.Weekdays()[capacity.Monday(d).DaysTo(d)]) + " " + r.Lang.Date(d)
}

// Time is from when to when a load is.
func Time(r *visit.Request, l capacity.Load) string {
	return r.T("request.clock", "from", form.WriteClock(l.From), "to", form.WriteClock(l.To))
}

// Hours are the hours of both sorts that loads come to.
func Hours(r *visit.Request, list []capacity.Load) string {
	h := capacity.Booking{Loads: list}.Hours()
	return r.T("crew.both", "crew", h.Crew.Write(r.Lang.Code()), "supervisors", h.Supervisors.Write(r.Lang.Code()))
}

// Span is from when to when there are loads, and on how many days; a dash when there are none.
func Span(r *visit.Request, list []capacity.Load) string {
	if len(list) == 0 {
		return "–"
	}
	days := map[marketplace.Date]bool{}
	first, last := list[0].Date, list[0].Date
	for _, l := range list {
		days[l.Date] = true
		first, last = min(first, l.Date), max(last, l.Date)
	}
	if first == last {
		return Weekday(r, first)
	}
	return r.T("crew.days.range", "from", r.Lang.Date(first), "to", r.Lang.Date(last), "n", len(days))
}

// Changes is what lies between two versions, before and now.
func Changes(r *visit.Request, list []quote.Change) *view.Table {
	t := &view.Table{Caption: r.T("quote.changes"), Head: []string{r.T("quote.change.about"), r.T("quote.change.before"), r.T("quote.change.now")}}
	for _, c := range list {
		t.Body = append(t.Body, []string{c.About, orDash(c.Before), orDash(c.Now)})
	}
	return t
}

func orDash(text string) string {
	if text == "" {
		return "–"
	}
	return text
}

// Say is how the differences between versions are written on this page.
func Say(r *visit.Request) quote.Say { return quote.Say{Lang: r.Lang, Zone: r.Zone} }
