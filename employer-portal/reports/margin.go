package reports

import (
	"sovite.fi/sovite/employer-portal/present/drawn"
	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/report"
)

// getMargin is what the organiser earned, and what that cost, by month and site.
func (r *request) getMargin() error {
	p := period{
		path: marginPath, name: "margin", legend: []string{r.T("report.cost"), r.T("report.is_margin"), r.T("report.unknown")}, lines: []string{r.T("report.margin.text")},
		ways: []view.Link{{Text: r.T("report.sold"), Href: soldPath}, {Text: r.T("nav.prices"), Href: "/prices"}},
	}
	p.sums = func(from, to marketplace.Date) (*view.Table, []drawn.Bar, error) {
		list, err := r.sums().Margins(r.Ctx, r.Actor, from, to)
		if err != nil {
			return nil, nil, err
		}
		table, bars := r.earnings(list)
		return table, bars, nil
	}
	return r.over(p)
}

func (r *request) earnings(list []report.Earned) (*view.Table, []drawn.Bar) {
	t := &view.Table{Caption: r.T("report.margin"), Numbers: 2, Head: []string{
		r.T("report.month"), r.T("report.site"), r.T("report.sales"), r.T("report.unknown"), r.T("report.known"), r.T("report.cost"), r.T("report.is_margin"),
		r.T("report.margin_share"),
	}}
	var bars []drawn.Bar
	var sum report.Earned
	for _, e := range list {
		sum = sum.Plus(e)
		t.Body = append(t.Body, append([]string{e.Month, e.Site}, r.earned(e)...))
		bars = append(bars, drawn.Bar{Label: e.Month + " " + e.Site, Text: r.euros(e.Margin()), Parts: []int64{
			int64(max(0, e.Cost)), int64(max(0, e.Margin())), int64(max(0, e.Sales-e.Known)),
		}})
	}
	t.Foot = append([]string{r.T("report.sum"), ""}, r.earned(sum)...)
	return t, bars
}

func (r *request) earned(e report.Earned) []string {
	share := "–"
	if e.Known > 0 {
		const percent = 100
		share = r.Lang.Decimal(float64(e.Margin())*percent/float64(e.Known), 1) + "\u00a0%"
	}
	return []string{r.euros(e.Sales), r.euros(e.Sales - e.Known), r.euros(e.Known), r.euros(e.Cost), r.euros(e.Margin()), share}
}
