package reports

import (
	"strconv"

	"sovite.fi/sovite/employer-portal/present/drawn"
	"sovite.fi/sovite/employer-portal/view"
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
		return r.File("owed", table)
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
