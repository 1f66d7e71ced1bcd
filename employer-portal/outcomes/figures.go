package outcomes

import (
	"net/url"
	"slices"
	"strconv"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/outcome"
	"sovite.fi/sovite/server/api/outcomes"
	"sovite.fi/sovite/server/web"
)

// year is the calendar year that is asked for; 0 when none is.
func (r *request) year() (int, error) {
	text, err := web.Query(r.C, "year")
	if err != nil || text == "" {
		return 0, err
	}
	n, err := strconv.Atoi(text)
	if err != nil || n == 0 {
		return 0, marketplace.InvalidFields([]marketplace.FieldError{marketplace.Field("year", "field.number", "value", text)})
	}
	return n, nil
}

const (
	ownPath = "/figures"
	orgPath = "/figures/organisation"
)

// getOwn shows a coach the numbers of their own clients; an owner who does not coach goes to those of the organisation.
func (r *request) getOwn() error {
	if !r.Actor.Has(marketplace.RoleCoach) && r.Actor.Has(marketplace.RoleOwner) {
		return r.Redirect(orgPath, "")
	}
	year, err := r.year()
	if err != nil {
		return err
	}
	s, err := r.Outcomes.Own(r.Ctx, r.Actor, year)
	if err != nil {
		return err
	}
	page := &view.Figures{Base: r.Base(r.T("figures.own", "year", s.Year)), Lead: r.T("figures.own.lead", "day", r.Lang.Date(s.AsOf)), Years: years(ownPath, s.Year, r.Outcomes.ThisYear())}
	if r.Actor.Has(marketplace.RoleOwner) {
		page.Ways = append(page.Ways, view.Link{Text: r.T("figures.to_org"), Href: orgPath})
	}
	page.Ways = append(page.Ways, view.Link{Text: r.T("figures.to_fidelity"), Href: "/fidelity"})
	r.figures(page, s, true)
	return r.Show(page)
}

// getOrganisation shows an owner the numbers of the whole provider.
func (r *request) getOrganisation() error {
	year, err := r.year()
	if err != nil {
		return err
	}
	s, err := r.Outcomes.Organisation(r.Ctx, r.Actor, year)
	if err != nil {
		return err
	}
	page := &view.Figures{
		Base: r.Base(r.T("figures.org", "year", s.Year)), Lead: r.T("figures.org.lead", "day", r.Lang.Date(s.AsOf)),
		Note: r.T("figures.org.hidden", "n", s.Limits.SmallGroup), Years: years(orgPath, s.Year, r.Outcomes.PublishedYear()),
		Ways: []view.Link{{Text: r.T("figures.report"), Href: "/figures/report?year=" + strconv.Itoa(s.Year)}, {Text: r.T("figures.to_fidelity"), Href: "/fidelity"}},
	}
	if r.Actor.Has(marketplace.RoleCoach) {
		page.Ways = append([]view.Link{{Text: r.T("figures.to_own"), Href: ownPath}}, page.Ways...)
	}
	r.figures(page, s, false)
	return r.Show(page)
}

// years are links to the last three years.
func years(path string, shown, last int) []view.Link {
	var out []view.Link
	for y := last; y > last-3; y-- {
		text := strconv.Itoa(y)
		out = append(out, view.Link{Text: text, Href: path + "?year=" + text, Current: y == shown})
	}
	return out
}

// figures puts every figure on the page: the forecast as a table, the others as cards.
func (r *request) figures(page *view.Figures, s outcome.Summary, opens bool) {
	for _, f := range s.Figures {
		if card := r.card(s, f, opens); f.Metric == outcome.Forecast {
			page.Forecast = r.forecast(card)
		} else {
			page.Cards = append(page.Cards, card)
		}
	}
}

// forecast sets the numbers of the forecast, which come row by row, into its rows and columns.
func (r *request) forecast(card view.FigureCard) *view.FigureTable {
	out := &view.FigureTable{FigureCard: card}
	for _, column := range outcome.Happened() {
		out.Columns = append(out.Columns, outcome.Forecast.PartName(r.Lang, column))
	}
	for i, cells := range slices.Collect(slices.Chunk(card.Rows, len(out.Columns))) {
		out.Lines = append(out.Lines, view.FigureLine{Name: outcome.RowName(r.Lang, outcome.Foreseen()[i]), Cells: cells})
	}
	return out
}

func (r *request) card(s outcome.Summary, f outcome.Figure, opens bool) view.FigureCard {
	out := view.FigureCard{ID: "m-" + string(f.Metric), Name: f.Metric.Name(r.Lang), Text: f.Metric.Text(r.Lang, s.Limits)}
	if f.Value != nil {
		out.Hidden, out.Value = f.Value.Hidden, f.Value.Said(r.Lang, f.Metric)
	}
	anybody := false
	for _, p := range f.Parts {
		row := view.FigureRow{Name: f.Metric.PartName(r.Lang, p.Key), Number: r.Lang.Number(int64(p.N)), Hidden: p.Hidden}
		if opens && p.N > 0 {
			row.Href = "/figures/" + string(f.Metric) + "/" + p.Key + "?year=" + strconv.Itoa(s.Year)
		}
		anybody = anybody || p.N > 0 || p.Hidden
		out.Rows = append(out.Rows, row)
	}
	switch {
	case notKept(f):
		out.Rows, out.Empty = slices.DeleteFunc(out.Rows, func(row view.FigureRow) bool { return row.Number == "0" && !row.Hidden }), r.T("figures.not_kept")
	case !anybody:
		out.Rows, out.Empty = nil, r.T("figures.nobody")
	}
	for _, id := range f.Metric.Rules() {
		if rule, ok := r.Rules.At(id, r.Say.Today()); ok {
			out.Rules = append(out.Rules, view.Link{Text: rule.Ref, Href: "/rules/" + url.PathEscape(id)})
		}
	}
	return out
}

// notKept says whether nobody has written down what a figure counts: then it shows no zeros.
func notKept(f outcome.Figure) bool {
	if f.Parts == nil {
		return true
	}
	unknown, _ := f.Part(outcome.Unknown)
	total, _ := f.Part(outcome.Total)
	return unknown.N > 0 && unknown.N >= total.N && f.Value == nil
}

// getCases opens one number of the coach's own.
func (r *request) getCases() error {
	year, err := r.year()
	if err != nil {
		return err
	}
	m, key := outcome.Metric(web.Param(r.C, "metric")), web.Param(r.C, "part")
	items, err := r.Outcomes.Open(r.Ctx, r.Actor, year, m, key)
	if err != nil {
		return err
	}
	title := r.T("figures.cases", "metric", m.Name(r.Lang), "part", m.PartName(r.Lang, key))
	page := &view.Cases{Base: r.Base(title), Lead: r.Say.N("figures.cases.lead", len(items)), Empty: r.T("figures.cases.none")}
	page.Back = &view.Link{Text: r.T("nav.figures"), Href: ownPath}
	for _, i := range items {
		c, err := r.Profiles.Client(r.Ctx, r.Actor, i.Client)
		if err != nil {
			return err
		}
		page.Rows = append(page.Rows, view.Link{Text: c.Name, Note: c.Code, Href: visit.ClientPath(c.ID)})
	}
	return r.Show(page)
}

// getReport hands out the table for funders.
func (r *request) getReport() error {
	year, err := r.year()
	if err != nil {
		return err
	}
	f, err := outcomes.File(r.Ctx, r.Outcomes, r.Accounts, r.Lang, r.Actor, year)
	if err != nil {
		return err
	}
	r.C.Set("Content-Type", f.ContentType)
	r.C.Set("Content-Disposition", f.Disposition)
	r.C.Set("Cache-Control", "no-store")
	return r.C.Send(f.Body)
}
