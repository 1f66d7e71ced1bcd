package prices

import (
	"net/url"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/marketplace/price"
)

// example is something from the field to begin with.
type example struct {
	key  string // of its name and note
	unit price.Unit
}

func examples() []example {
	return []example{{"crew", price.CrewHour}, {"yard", price.SquareMetre}, {"move", price.Result}}
}

func newPath(u price.Unit) string { return "/prices/new/" + string(u) }

func (r *request) getBook() error {
	e, err := r.Prices.Read(r.Ctx, r.Actor)
	if err != nil {
		return err
	}
	page := &view.Prices{Base: r.Base(r.T("price.title")), Lead: r.T("price.lead")}
	if r.writes() {
		page.Add = &view.Link{Text: r.T("price.add"), Href: "/prices/new"}
	}
	sold := view.PriceGroup{ID: "sold", Heading: r.T("price.sold")}
	retired := view.PriceGroup{ID: "retired", Heading: r.T("price.retired")}
	for _, i := range e.Value.Items {
		if i.State(r.today()) == price.Retired {
			retired.Rows = append(retired.Rows, r.row(i))
			continue
		}
		sold.Rows = append(sold.Rows, r.row(i))
	}
	for _, g := range []view.PriceGroup{sold, retired} {
		if len(g.Rows) > 0 {
			page.Groups = append(page.Groups, g)
		}
	}
	if len(e.Value.Items) == 0 {
		r.empty(page)
	}
	return r.Show(page)
}

// empty says what a price book is for, with three examples for those who may add to it.
func (r *request) empty(page *view.Prices) {
	page.Empty = &view.Empty{Heading: r.T("price.empty"), Text: r.T("price.empty.text"), Action: view.Link{Text: r.T("price.back_home"), Href: "/"}}
	if !r.writes() {
		return
	}
	page.Empty.Action = view.Link{Text: r.T("price.add"), Href: "/prices/new"}
	for _, e := range examples() {
		name := r.T("price.example." + e.key)
		page.Examples = append(page.Examples, view.Link{
			Text: name, Note: r.Lang.T("price.unit."+string(e.unit)) + ". " + r.T("price.example."+e.key+".note"),
			Href: newPath(e.unit) + "?" + url.Values{"name": {name}}.Encode(),
		})
	}
}

func (r *request) row(i price.Item) view.PriceRow {
	row := view.PriceRow{
		Name: view.Link{Text: i.Name, Href: path(i.ID)}, Unit: r.Lang.T("price.unit." + string(i.Unit)), Notes: r.ahead(i),
		Price: "–", Cost: "–", Icon: "minus", Verdict: r.T("price.none_today"),
	}
	if v, ok := i.At(r.today()); ok {
		row.Price, row.Verdict = r.amount(v.Rate), r.Lang.T("price.outcome."+string(v.Verdict.Outcome))
		row.Icon, row.Tone = mark(v.Verdict.Outcome)
		if v.Verdict.Outcome != price.NotReckoned {
			row.Cost = r.amount(v.Verdict.Cost)
		}
	}
	return row
}

// ahead is what comes: other prices and the end.
func (r *request) ahead(i price.Item) []string {
	var out []string
	for _, v := range i.Versions {
		if now, ok := i.At(v.From); v.From > r.today() && ok && now.Number == v.Number {
			out = append(out, r.T("price.coming", "day", r.Lang.Date(v.From), "rate", r.amount(v.Rate)))
		}
	}
	if i.Retired != "" {
		out = append(out, r.T("price.ends."+string(i.State(r.today())), "day", r.Lang.Date(i.Retired)))
	}
	return out
}

// getUnits asks what the price is of: the form that follows depends on it.
func (r *request) getUnits() error {
	if err := r.Actor.Must(price.Writers()...); err != nil {
		return err
	}
	if _, err := r.Prices.Read(r.Ctx, r.Actor); err != nil {
		return err
	}
	part := view.PlacedPart{ID: "units", Heading: r.T("price.units")}
	for _, u := range price.Units() {
		part.Rows = append(part.Rows, view.PlacedRow{
			Link: view.Link{Text: r.Lang.T("price.unit." + string(u)), Href: newPath(u)}, Lines: []string{r.T("price.unit." + string(u) + ".note")},
		})
	}
	page := &view.Placed{Base: r.Base(r.T("price.add")), Heading: r.T("price.add"), Lead: []string{r.T("price.add.lead")}, Parts: []view.PlacedPart{part}}
	page.Back = &view.Link{Text: r.T("price.title"), Href: "/prices"}
	return r.Show(page)
}
