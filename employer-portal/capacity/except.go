package capacity

import (
	"net/url"
	"strconv"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/capacity"
	"sovite.fi/sovite/server/web"
)

// The kinds of exception, as the form asks for them.
const (
	closed = "closed"
	other  = "other"
	usual  = "usual"
)

func (r *request) getExcept() error {
	e, err := r.crew()
	if err != nil {
		return err
	}
	from, err := web.Query(r.C, "from")
	if err != nil {
		return err
	}
	v := url.Values{"rev": {strconv.FormatInt(e.Rev, 10)}, "from": {from}, "kind": {closed}}
	return r.exceptAgain(e, v, nil)
}

// postExcept shows first what an exception would do, and saves it when it is sent again from there.
func (r *request) postExcept() error {
	e, err := r.crew()
	if err != nil {
		return err
	}
	v, err := r.Posted()
	if err != nil {
		return err
	}
	if v.Get("add") != "" || v.Get("do") == "edit" {
		return r.exceptAgain(e, v, nil)
	}
	p, typed := readPlan(v)
	if typed.bad == nil {
		typed.bad, err = r.except(e, p, v)
		if err != nil || typed.bad == nil {
			return err
		}
	}
	return r.exceptAgain(e, v, typed.named())
}

// except answers the request unless something can be mended.
func (r *request) except(e capacity.Entry, p capacity.Plan, v url.Values) ([]marketplace.FieldError, error) {
	effect, err := r.Capacity.PreviewPlan(r.Ctx, r.Actor, e.ID, p)
	if err != nil {
		return visit.FieldErrors(err)
	}
	if len(effect.Sold) > 0 || v.Get("do") != "save" {
		v.Set("rev", strconv.FormatInt(e.Rev, 10)) // what is shown now is what may be saved
		return nil, r.Show(r.effectPage(e, effect, v, crewPath(e.ID)+"/exceptions"))
	}
	if _, err = r.Capacity.SavePlan(r.Ctx, r.Actor, e.ID, revision(v), p); err == nil {
		return nil, r.Redirect(crewPath(e.ID)+"?from="+url.QueryEscape(string(p.From)), "crew_exception")
	}
	return stale(err)
}

func (r *request) exceptAgain(e capacity.Entry, v url.Values, errs []marketplace.FieldError) error {
	if !r.keeps() {
		return marketplace.Errorf(marketplace.Forbidden, "error.forbidden")
	}
	f := view.NewForm(r.Lang, v, errs)
	var reasons []view.Option
	for _, reason := range capacity.Reasons() {
		reasons = append(reasons, view.Option{Value: string(reason), Text: r.T("crew.reason." + string(reason))})
	}
	page := &view.CrewForm{
		Base: r.Base(r.T("crew.except")), Heading: r.T("crew.except.title", "name", e.Value.Terms.Name), Intro: r.T("crew.except.intro"),
		Action: crewPath(e.ID) + "/exceptions", Submit: r.T("crew.except.preview"), Hidden: map[string]string{"rev": v.Get("rev")},
		Fields: []view.Field{
			f.Date("from", "portal.crew.f.from").Must(),
			f.Date("to", "portal.crew.f.to").WithHint(r.T("crew.f.to.hint")),
			f.Radios("kind", "portal.crew.f.kind", f.Keyed("portal.crew.kind", closed, other, usual)),
		},
		Last: []view.Field{
			f.Radios("reason", "portal.crew.f.reason", reasons),
			f.Input("note", "portal.crew.f.note").WithHint(r.T("crew.f.note.hint")),
		},
	}
	page.Rows = r.rows(f, false)
	page.Rows.Heading, page.Rows.Hint = r.T("crew.f.windows"), r.T("crew.f.windows.hint")
	page.Problems = f.Problems(errs, labels(page))
	page.Back = &view.Link{Text: e.Value.Terms.Name, Href: crewPath(e.ID)}
	if errs != nil {
		return r.Wrong(page)
	}
	return r.Show(page)
}
