package reports

import (
	"strconv"

	"sovite.fi/sovite/employer-portal/present/drawn"
	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/marketplace/capacity"
	"sovite.fi/sovite/marketplace/report"
)

// shownWeeks is how many weeks the report looks ahead.
const shownWeeks = 8

// getSold is what is sold, held and free of all crews, by week and by crew.
func (r *request) getSold() error {
	weeks, crews, err := r.sums().Sold(r.Ctx, r.Actor, shownWeeks)
	if err != nil {
		return err
	}
	table := r.weeks(weeks)
	if r.asFile() {
		return r.File("sold", table)
	}
	page := &view.Placed{Base: r.Base(r.T("report.sold")), Heading: r.T("report.sold"), Lead: []string{r.T("report.sold.lead")}, Document: true}
	if len(crews) == 0 {
		page.Parts = []view.PlacedPart{{ID: "none", Heading: r.T("report.nothing"), Lines: []string{r.T("report.sold.none")}, Ways: []view.Link{{Text: r.T("nav.crews"), Href: "/crews"}}}}
		return r.Show(page)
	}
	part := func(id string, of func(capacity.Hours) int64) view.PlacedPart {
		return view.PlacedPart{ID: id, Heading: r.T("report." + id), Plot: r.drawWeeks(id, weeks, of)}
	}
	crew := part("crew_hours", func(h capacity.Hours) int64 { return int64(h.Crew) })
	crew.Table = table
	crew.Ways = []view.Link{{Text: r.T("report.csv"), Href: soldPath + "?as=csv"}, {Text: r.T("report.margin"), Href: marginPath}, {Text: r.T("report.owed"), Href: owedPath}}
	supervisors := part("supervisor_hours", func(h capacity.Hours) int64 { return int64(h.Supervisors) })
	supervisors.Lines = []string{r.T("report.supervisor_hours.text")}
	page.Parts = []view.PlacedPart{crew, supervisors, {ID: "crews", Heading: r.T("report.by_crew"), Lines: []string{r.T("report.by_crew.text")}, Table: r.crews(crews)}}
	return r.Show(page)
}

func (r *request) drawWeeks(id string, weeks []report.Week, of func(capacity.Hours) int64) any {
	var bars []drawn.Bar
	for _, w := range weeks {
		sold, held, free := of(w.Sold), of(w.Held), of(w.Free)
		const quarters = 4
		text := func(n int64) string { return r.Lang.Decimal(float64(n)/quarters, 0) }
		bars = append(bars, drawn.Bar{Label: r.Lang.Date(w.Monday), Text: text(sold) + " + " + text(held) + " + " + text(free), Parts: []int64{sold, held, free}})
	}
	title := r.T("report." + id)
	legend := []string{r.T("report.is_sold"), r.T("report.is_held"), r.T("report.is_free")}
	return drawn.Bars(id+"-plot", title, r.T("report.sold.desc", "weeks", len(weeks)), legend, bars)
}

func (r *request) weeks(weeks []report.Week) *view.Table {
	head := func(of, key string) string { return r.T("report."+of) + ": " + r.T("report.is_"+key) }
	t := &view.Table{Caption: r.T("report.sold"), Numbers: 1, Head: []string{
		r.T("report.week"), head("crew_hours", "sold"), head("crew_hours", "held"), head("crew_hours", "free"), head("supervisor_hours", "sold"),
		head("supervisor_hours", "held"), head("supervisor_hours", "free"),
	}}
	for _, w := range weeks {
		t.Body = append(t.Body, []string{
			r.Lang.Date(w.Monday), r.hours(w.Sold.Crew), r.hours(w.Held.Crew), r.hours(w.Free.Crew), r.hours(w.Sold.Supervisors), r.hours(w.Held.Supervisors),
			r.hours(w.Free.Supervisors),
		})
	}
	return t
}

func (r *request) crews(crews []report.Crew) *view.Table {
	t := &view.Table{Caption: r.T("report.by_crew"), Numbers: 2, Head: []string{r.T("report.crew"), r.T("report.site"), r.T("report.offered"), r.T("report.is_sold"), r.T("report.share")}}
	for _, c := range crews {
		share := "–"
		if c.Offered.Crew > 0 {
			const whole = 100
			share = strconv.FormatInt(int64(c.Sold.Crew)*whole/int64(c.Offered.Crew), 10) + "\u00a0%"
		}
		t.Body = append(t.Body, []string{c.Name, c.Site, r.hours(c.Offered.Crew), r.hours(c.Sold.Crew), share})
	}
	return t
}
