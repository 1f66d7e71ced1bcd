package reports

import (
	"sovite.fi/sovite/employer-portal/present/drawn"
	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/report"
)

// getBought is what the buyer bought, by month and organiser.
func (r *request) getBought() error {
	return r.over(period{
		path: boughtPath, name: "bought", legend: []string{r.T("report.labour"), r.T("report.supervision"), r.T("report.other")},
		sums: func(from, to marketplace.Date) (*view.Table, []drawn.Bar, error) {
			list, err := r.sums().Bought(r.Ctx, r.Actor, from, to)
			if err != nil {
				return nil, nil, err
			}
			table, bars := r.purchases(list)
			return table, bars, nil
		},
	})
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
