package reports

import (
	"net/url"

	"sovite.fi/sovite/employer-portal/present/drawn"
	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
)

// period is a report of the days that somebody asks for.
type period struct {
	path   string
	name   string // of its texts, its anchor and its file
	legend []string
	lines  []string // above the picture
	sums   func(from, to marketplace.Date) (*view.Table, []drawn.Bar, error)
	ways   []view.Link
}

// over answers with a report of a period: this year until another is asked for.
func (r *request) over(p period) error {
	year := string(r.Say.Today()[:4])
	from, err := r.query("from", year+"-01-01")
	if err != nil {
		return err
	}
	to, err := r.query("to", year+"-12-31")
	if err != nil {
		return err
	}
	v := url.Values{"from": {from}, "to": {to}}
	table, bars, err := p.sums(marketplace.Date(from), marketplace.Date(to))
	if err != nil {
		bad, err := visit.FieldErrors(err)
		if err != nil {
			return err
		}
		return r.Wrong(r.periodPage(p, v, bad))
	}
	if r.asFile() {
		return r.File(p.name, table)
	}
	key := "report." + p.name
	part := view.PlacedPart{ID: p.name, Heading: r.T(key), Lines: p.lines, Ways: p.ways}
	if len(bars) == 0 {
		part.Lines = []string{r.T(key + ".none")}
	} else {
		v.Set("as", "csv")
		part.Plot = drawn.Bars(p.name+"-plot", r.T(key), r.T(key+".desc", "rows", len(bars)), p.legend, bars)
		part.Table, part.Ways = table, append([]view.Link{{Text: r.T("report.csv"), Href: p.path + "?" + v.Encode()}}, p.ways...)
	}
	page := r.periodPage(p, v, nil)
	page.Parts = []view.PlacedPart{part}
	return r.Show(page)
}

func (r *request) periodPage(p period, v url.Values, bad []marketplace.FieldError) *view.PlacedForm {
	f := view.NewForm(r.Lang, v, bad)
	fields := []view.Field{f.Date("from", "portal.books.from").Must(), f.Date("to", "portal.books.to").Must()}
	page := &view.PlacedForm{
		Base: r.Base(r.T("report." + p.name)), Heading: r.T("report." + p.name), Intro: r.T("report." + p.name + ".lead"), Method: "get", Action: p.path,
		Submit: r.T("books.show"), Groups: []view.FieldGroup{{Fields: fields}},
	}
	page.Problems = f.Problems(bad, visit.Labels(fields...))
	return page
}
