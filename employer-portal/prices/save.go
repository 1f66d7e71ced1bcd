package prices

import (
	"net/url"
	"slices"
	"strconv"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/price"
)

// sheet is one form about a price: of a new item, or of another version of one.
type sheet struct {
	unit    price.Unit
	item    *price.Item // nil for a new one
	rev     int64       // of the book, as it is now
	action  string
	back    view.Link
	heading string
	verdict *view.Gate
}

// page is the sheet with what was typed and what is wrong with it.
func (r *request) page(s sheet, v url.Values, bad []marketplace.FieldError) *view.PlacedForm {
	f := view.NewForm(r.Lang, v, bad)
	var first []view.Field
	if s.item == nil {
		first = append(first, f.Input("name", "portal.price.f.name").WithHint(r.T("price.f.name.hint")).Must())
	}
	page := &view.PlacedForm{
		Base: r.Base(s.heading), Heading: s.heading, Intro: r.T("price.form.intro"), Method: "post", Action: s.action, Submit: r.T("price.save"), Second: r.T("price.check"),
		Hidden: map[string]string{"key": v.Get("key")}, Groups: r.groups(f, s.unit, first...), GatesHeading: r.T("price.verdict.title"),
	}
	if s.item != nil {
		page.Hidden["revision"] = strconv.FormatInt(s.rev, 10)
	}
	if s.verdict != nil {
		page.Gates = []view.Gate{*s.verdict}
	}
	page.Back = &s.back
	var fields []view.Field
	for _, g := range page.Groups {
		fields = append(fields, g.Fields...)
	}
	page.Problems = f.Problems(bad, visit.Labels(fields...))
	return page
}

func (r *request) newSheet() (sheet, error) {
	u := price.Unit(r.Param("unit"))
	if err := r.Actor.Must(price.Writers()...); err != nil {
		return sheet{}, err
	}
	e, err := r.Prices.Read(r.Ctx, r.Actor)
	if err == nil && !slices.Contains(price.Units(), u) {
		err = marketplace.Errorf(marketplace.NotFound, "error.not_found")
	}
	heading := r.T("price.new", "unit", r.Lang.T("price.unit."+string(u)))
	return sheet{unit: u, rev: e.Rev, action: newPath(u), back: view.Link{Text: r.T("price.add"), Href: "/prices/new"}, heading: heading}, err
}

func (r *request) nextSheet() (sheet, error) {
	if err := r.Actor.Must(price.Writers()...); err != nil {
		return sheet{}, err
	}
	e, i, err := r.item()
	return sheet{
		unit: i.Unit, item: &i, rev: e.Rev, action: path(i.ID) + "/next", back: view.Link{Text: i.Name, Href: path(i.ID)}, heading: r.T("price.next", "name", i.Name),
	}, err
}

func (r *request) getNew() error {
	s, err := r.newSheet()
	if err != nil {
		return err
	}
	v := url.Values{"key": {string(r.IDs())}, "name": {r.C.Query("name")}, "from": {string(r.today())}}
	return r.Show(r.page(s, v, nil))
}

func (r *request) getNext() error {
	s, err := r.nextSheet()
	if err != nil {
		return err
	}
	v := typed(s.item.Versions[len(s.item.Versions)-1].Draft, r.Lang.Code())
	v.Set("key", string(r.IDs()))
	v.Set("from", string(r.today()))
	return r.Show(r.page(s, v, nil))
}

func (r *request) postNew() error {
	s, err := r.newSheet()
	if err != nil {
		return err
	}
	return r.save(s, func(v url.Values, d price.Draft) (price.Item, error) {
		_, i, err := r.Prices.Add(r.Ctx, r.Actor, v.Get("key"), price.NewItem{Name: v.Get("name"), Unit: s.unit, Draft: d})
		return i, err
	})
}

func (r *request) postNext() error {
	s, err := r.nextSheet()
	if err != nil {
		return err
	}
	return r.save(s, func(v url.Values, d price.Draft) (price.Item, error) {
		_, i, err := r.Prices.Reprice(r.Ctx, r.Actor, s.item.ID, revision(v), v.Get("key"), d)
		return i, err
	})
}

// save saves what was typed, or shows the verdict on it when only that was asked. The verdict stands in the page also when
// something else keeps it from being saved.
func (r *request) save(s sheet, do func(url.Values, price.Draft) (price.Item, error)) error {
	v, err := r.Posted()
	if err != nil {
		return err
	}
	in := &reader{Values: v, lang: r.Lang.Code()}
	d := in.draft(s.unit)
	if len(in.bad) > 0 {
		return r.Wrong(r.page(s, v, in.bad))
	}
	verdict, err := r.Prices.Check(r.Ctx, r.Actor, s.unit, d)
	if err == nil {
		gate := Gate(r.Request, verdict, d.Rate, d.Market, false)
		s.verdict = &gate
	}
	page := func(bad []marketplace.FieldError) view.Page { return r.page(s, v, bad) }
	if v.Get("do") == "check" {
		return r.answer(err, page)
	}
	i, err := do(v, d)
	if err != nil {
		return r.answer(err, page)
	}
	return r.Redirect(path(i.ID), "price_saved")
}

// answer shows a page again: as it is when nothing is wrong, with what is wrong otherwise. Whoever was overtaken sees what
// they typed, and saves it again when they have looked at what the other one saved.
func (r *request) answer(err error, page func([]marketplace.FieldError) view.Page) error {
	if err == nil {
		return r.Show(page(nil))
	}
	if marketplace.IsKind(err, marketplace.Stale) {
		return r.Write(visit.StatusConflict, page([]marketplace.FieldError{{Key: "portal.price.newer"}}))
	}
	bad, err := visit.FieldErrors(err)
	if err != nil {
		return err
	}
	return r.Wrong(page(bad))
}
