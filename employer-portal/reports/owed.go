package reports

import (
	"net/url"
	"strconv"

	"sovite.fi/sovite/employer-portal/present/drawn"
	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/report"
)

// getOwed is what the organiser is owed, by days after it was due.
func (r *request) getOwed() error {
	ages, err := r.sums().Ages(r.Ctx, r.Actor)
	if err != nil {
		return err
	}
	table, bars, total := r.ages(ages)
	if r.asFile() {
		return r.file("owed", table)
	}
	page := &view.Placed{Base: r.Base(r.T("report.owed")), Heading: r.T("report.owed"), Lead: []string{r.T("report.owed.lead", "day", r.Lang.Date(r.Say.Today()))}, Document: true}
	part := view.PlacedPart{ID: "ages", Heading: r.T("report.ages"), Ways: []view.Link{{Text: r.T("report.csv"), Href: owedPath + "?as=csv"}, {Text: r.T("report.sold"), Href: soldPath}}}
	if total == 0 {
		part.Lines = []string{r.T("report.owed.none")}
	} else {
		part.Plot = drawn.Bars("ages-plot", r.T("report.owed"), r.T("report.owed.desc", "total", r.euros(total)), nil, bars)
		part.Table = table
	}
	page.Parts = []view.PlacedPart{part}
	return r.Show(page)
}

func (r *request) ages(ages []report.Age) (*view.Table, []drawn.Bar, money.Cents) {
	t := &view.Table{Caption: r.T("report.owed"), Head: []string{r.T("report.age"), r.T("report.invoices"), r.T("report.open")}, Numbers: 1}
	var bars []drawn.Bar
	n, total := 0, money.Cents(0)
	for _, a := range ages {
		name := r.T("report.age." + strconv.Itoa(a.From))
		t.Body = append(t.Body, []string{name, strconv.Itoa(a.Invoices), r.euros(a.Open)})
		bars = append(bars, drawn.Bar{Label: name, Text: r.euros(a.Open), Parts: []int64{int64(a.Open)}})
		n, total = n+a.Invoices, total+a.Open
	}
	t.Foot = []string{r.T("report.sum"), strconv.Itoa(n), r.euros(total)}
	return t, bars, total
}

// getBought is what the buyer bought, by month and organiser.
func (r *request) getBought() error {
	v, err := r.period()
	if err != nil {
		return err
	}
	list, err := r.sums().Bought(r.Ctx, r.Actor, marketplace.Date(v.Get("from")), marketplace.Date(v.Get("to")))
	if err != nil {
		bad, err := visit.FieldErrors(err)
		if err != nil {
			return err
		}
		return r.Wrong(r.boughtPage(v, bad))
	}
	table, bars := r.purchases(list)
	if r.asFile() {
		return r.file("bought", table)
	}
	page := r.boughtPage(v, nil)
	part := view.PlacedPart{ID: "bought", Heading: r.T("report.bought")}
	if len(list) == 0 {
		part.Lines = []string{r.T("report.bought.none")}
	} else {
		v.Set("as", "csv")
		legend := []string{r.T("report.labour"), r.T("report.supervision"), r.T("report.other")}
		part.Plot = drawn.Bars("bought-plot", r.T("report.bought"), r.T("report.bought.desc", "rows", len(list)), legend, bars)
		part.Table, part.Ways = table, []view.Link{{Text: r.T("report.csv"), Href: boughtPath + "?" + v.Encode()}}
	}
	page.Parts = []view.PlacedPart{part}
	return r.Show(page)
}

// period is the days that are asked for: this year until others are.
func (r *request) period() (url.Values, error) {
	year := string(r.Say.Today()[:4])
	from, err := r.query("from", year+"-01-01")
	if err != nil {
		return nil, err
	}
	to, err := r.query("to", year+"-12-31")
	return url.Values{"from": {from}, "to": {to}}, err
}

func (r *request) boughtPage(v url.Values, bad []marketplace.FieldError) *view.PlacedForm {
	f := view.NewForm(r.Lang, v, bad)
	fields := []view.Field{f.Date("from", "portal.books.from").Must(), f.Date("to", "portal.books.to").Must()}
	p := &view.PlacedForm{
		Base: r.Base(r.T("report.bought")), Heading: r.T("report.bought"), Intro: r.T("report.bought.lead"), Method: "get", Action: boughtPath,
		Submit: r.T("books.show"), Groups: []view.FieldGroup{{Fields: fields}},
	}
	p.Problems = f.Problems(bad, visit.Labels(fields...))
	return p
}

func (r *request) purchases(list []report.Purchase) (*view.Table, []drawn.Bar) {
	t := &view.Table{Caption: r.T("report.bought"), Numbers: 2, Head: []string{
		r.T("report.month"), r.T("report.organiser"), r.T("report.crew_hours"), r.T("report.supervisor_hours"), r.T("report.labour"), r.T("report.supervision"),
		r.T("report.other"), r.T("report.sum"),
	}}
	var bars []drawn.Bar
	var sum report.Purchase
	cells := func(p report.Purchase) []string {
		return []string{r.hours(p.Hours), r.hours(p.Supervised), r.euros(p.Labour), r.euros(p.Supervision), r.euros(p.Other), r.euros(p.Total())}
	}
	for _, p := range list {
		firm := r.Firm(p.Org)
		t.Body = append(t.Body, append([]string{p.Month, firm}, cells(p)...))
		bars = append(bars, drawn.Bar{Label: p.Month + " " + firm, Text: r.euros(p.Total()), Parts: []int64{int64(max(0, p.Labour)), int64(max(0, p.Supervision)), int64(max(0, p.Other))}})
		sum.Hours, sum.Supervised = sum.Hours+p.Hours, sum.Supervised+p.Supervised
		sum.Labour, sum.Supervision, sum.Other = sum.Labour+p.Labour, sum.Supervision+p.Supervision, sum.Other+p.Other
	}
	t.Foot = append([]string{r.T("report.sum"), ""}, cells(sum)...)
	return t, bars
}
