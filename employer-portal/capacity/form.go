package capacity

import (
	"net/url"
	"strconv"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/capacity"
)

func (r *request) getNew() error {
	v := url.Values{"ratio": {"5"}, "radius": {"20"}, "published": {"yes"}}
	for _, day := range capacity.Weekdays()[:5] {
		v.Add("w0.days", day)
	}
	page, err := r.termsPage("crew.new", listPath+"/new", v, nil)
	if err != nil {
		return err
	}
	return r.Show(page)
}

func (r *request) postNew() error {
	v, err := r.Posted()
	if err != nil {
		return err
	}
	if v.Get("add") != "" {
		return r.again("crew.new", listPath+"/new", v, nil)
	}
	t, typed := readTerms(v)
	if typed.bad == nil {
		e, err := r.Capacity.Create(r.Ctx, r.Actor, t)
		if err == nil {
			return r.Redirect(crewPath(e.ID), "crew_saved")
		}
		if typed.bad, err = visit.FieldErrors(err); err != nil {
			return err
		}
	}
	return r.again("crew.new", listPath+"/new", v, typed.named())
}

// again shows the form once more: with what is wrong, or with more rows.
func (r *request) again(key, action string, v url.Values, errs []marketplace.FieldError) error {
	page, err := r.termsPage(key, action, v, errs)
	switch {
	case err != nil:
		return err
	case errs == nil:
		return r.Show(page)
	}
	return r.Wrong(page)
}

func (r *request) getEdit() error {
	e, err := r.crew()
	if err != nil {
		return err
	}
	page, err := r.termsPage("crew.edit", crewPath(e.ID)+"/edit", termsValues(e), nil)
	if err != nil {
		return err
	}
	page.Ways = []view.Link{{Text: r.T("crew.retire"), Href: crewPath(e.ID) + "/retire"}}
	return r.Show(page)
}

// postEdit saves at once what touches nobody's booking, and shows first what does.
func (r *request) postEdit() error {
	e, err := r.crew()
	if err != nil {
		return err
	}
	v, err := r.Posted()
	if err != nil {
		return err
	}
	action := crewPath(e.ID) + "/edit"
	if v.Get("add") != "" || v.Get("do") == "edit" {
		return r.again("crew.edit", action, v, nil)
	}
	t, typed := readTerms(v)
	if typed.bad == nil {
		typed.bad, err = r.changeTerms(e, t, v, action)
		if err != nil || typed.bad == nil {
			return err
		}
	}
	return r.again("crew.edit", action, v, typed.named())
}

// changeTerms answers the request unless something can be mended.
func (r *request) changeTerms(e capacity.Entry, t capacity.Terms, v url.Values, action string) ([]marketplace.FieldError, error) {
	effect, err := r.Capacity.PreviewTerms(r.Ctx, r.Actor, e.ID, t)
	if err != nil {
		return visit.FieldErrors(err)
	}
	if len(effect.Sold) > 0 || len(effect.Holds) > 0 && v.Get("do") != "save" {
		return nil, r.Show(r.effectPage(e, effect, v, action))
	}
	if _, err = r.Capacity.ChangeTerms(r.Ctx, r.Actor, e.ID, revision(v), t); err == nil {
		return nil, r.Redirect(crewPath(e.ID), "crew_saved")
	}
	return stale(err)
}

// stale makes somebody else's saving a mistake that can be mended: by looking again.
func stale(err error) ([]marketplace.FieldError, error) {
	if marketplace.IsKind(err, marketplace.Stale) {
		return []marketplace.FieldError{{Key: "error.stale"}}, nil
	}
	return visit.FieldErrors(err)
}

func revision(v url.Values) int64 { return visit.Revision(v.Get("rev"), 0) }

// termsPage is the form of a crew. Whoever may not change crews gets Forbidden.
func (r *request) termsPage(key, action string, v url.Values, errs []marketplace.FieldError) (*view.CrewForm, error) {
	if !r.keeps() {
		return nil, marketplace.Errorf(marketplace.Forbidden, "error.forbidden")
	}
	f := view.NewForm(r.Lang, v, errs)
	var trades []view.Option
	for _, t := range r.Carving.Types() {
		trades = append(trades, view.Option{Value: t.Key, Text: t.Name.In(r.Lang.Code())})
	}
	page := &view.CrewForm{
		Base: r.Base(r.T(key)), Heading: r.T(key), Intro: r.T(key + ".intro"), Action: action, Submit: r.T("crew.save"), Hidden: map[string]string{"rev": v.Get("rev")},
		Fields: []view.Field{
			f.Input("name", "portal.crew.f.name").Must(),
			f.Checks("trades", "portal.crew.f.trades", trades).In("columns"),
			f.Input("postal", "portal.crew.f.postal").Must().Narrow(),
			f.Input("site", "portal.crew.f.site"),
			f.Number("radius", "portal.crew.f.radius", "portal.crew.km", 0, 200).Narrow(),
			f.Number("ratio", "portal.crew.f.ratio", "", 1, 20).WithHint(r.T("crew.f.ratio.hint")).Must().Narrow(),
		},
		Last: []view.Field{f.Checks("published", "portal.crew.f.published", []view.Option{{Value: "yes", Text: r.T("crew.f.published.yes")}})},
	}
	page.Rows = r.rows(f, true)
	page.Rows.Heading, page.Rows.Hint = r.T("crew.f.week"), r.T("crew.f.week.hint")
	page.Problems = f.Problems(errs, labels(page))
	page.Back = &view.Link{Text: r.T("crew.list"), Href: listPath}
	return page, nil
}

func labels(page *view.CrewForm) map[string]string {
	fields := append(append([]view.Field{}, page.Fields...), page.Last...)
	for _, row := range page.Rows.Rows {
		fields = append(fields, row.Fields...)
	}
	return visit.Labels(fields...)
}

// effectPage says what a change would do, with what was typed in hidden fields.
func (r *request) effectPage(e capacity.Entry, effect capacity.Effect, v url.Values, action string) *view.CrewEffect {
	page := &view.CrewEffect{Base: r.Base(r.T("crew.effect")), Lead: e.Value.Terms.Name, Action: action, Edit: r.T("crew.effect.edit")}
	for _, d := range effect.Days {
		page.Days = append(page.Days, view.CrewChange{Day: r.Lang.Date(d.Date), Before: r.both(d.Before), After: r.both(d.After)})
	}
	for _, b := range effect.Holds {
		page.Holds = append(page.Holds, r.T("crew.effect.booking", "buyer", r.buyer(b), "days", r.dates(b)))
	}
	for _, b := range effect.Sold {
		page.Sold = append(page.Sold, r.T("crew.effect.booking", "buyer", r.buyer(b), "days", r.dates(b)))
	}
	if len(page.Days)+len(page.Holds)+len(page.Sold) == 0 {
		page.Same = r.T("crew.effect.same")
	}
	if len(page.Sold) == 0 {
		page.Submit = r.T("crew.effect.save")
	}
	page.Typed = typedFields(v)
	page.Back = &view.Link{Text: e.Value.Terms.Name, Href: crewPath(e.ID)}
	return page
}

func (r *request) both(h capacity.Hours) string {
	return r.T("crew.both", "crew", h.Crew.Write(r.Lang.Code()), "supervisors", h.Supervisors.Write(r.Lang.Code()))
}

func (r *request) getRetire() error {
	e, err := r.crew()
	if err != nil {
		return err
	}
	return r.Show(r.retirePage(e, nil))
}

func (r *request) retirePage(e capacity.Entry, errs []marketplace.FieldError) *view.Single {
	page := r.Single("crew.retire", crewPath(e.ID)+"/retire", url.Values{}, errs, func(view.Form) []view.Field { return nil })
	page.Heading, page.Hidden["rev"] = r.T("crew.retire.title", "name", e.Value.Terms.Name), strconv.FormatInt(e.Rev, 10)
	page.Back = &view.Link{Text: e.Value.Terms.Name, Href: crewPath(e.ID)}
	return page
}

func (r *request) postRetire() error {
	e, err := r.crew()
	if err != nil {
		return err
	}
	v, err := r.Posted()
	if err != nil {
		return err
	}
	_, err = r.Capacity.Retire(r.Ctx, r.Actor, e.ID, revision(v))
	if err == nil {
		return r.Redirect(listPath, "crew_retired")
	}
	errs, err := stale(err)
	if err != nil {
		return err
	}
	return r.Wrong(r.retirePage(e, errs))
}
