package admin

import (
	"net/url"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/viewonly"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account/office"
	"sovite.fi/sovite/marketplace/acting"
	"sovite.fi/sovite/server/auth"
)

const actVerb = "/act"

// actings are the ways to looking as somebody else, and back.
func actings() []visit.Way {
	return []visit.Way{
		{Method: visit.Get, Path: whoPath + "/:id" + actVerb, Do: administrator((*request).getAct)},
		{Method: visit.Post, Path: whoPath + "/:id" + actVerb, Do: administrator((*request).postAct)},
		{Method: visit.Post, Path: viewonly.EndPath, Do: visit.By((*request).postEnd)},
	}
}

func (r *request) getAct() error {
	page, err := r.actPage(url.Values{}, nil)
	if err != nil {
		return err
	}
	return r.Show(page)
}

// postAct begins; from the next page on the administrator looks through the person's eyes.
func (r *request) postAct() error {
	id, err := r.id()
	if err != nil {
		return err
	}
	v, err := r.Posted()
	if err != nil {
		return err
	}
	wish := acting.Wish{Person: id, Org: marketplace.ID(v.Get("org")), Reason: v.Get("reason")}
	if _, err = r.Acting.Begin(r.Ctx, r.Actor, auth.SessionFrom(r.Ctx), wish); err == nil {
		r.Courier.Nudge()
		return r.Redirect("/", "")
	}
	bad, err := visit.FieldErrors(err)
	if err != nil {
		return err
	}
	page, err := r.actPage(v, bad)
	if err != nil {
		return err
	}
	return r.Wrong(page)
}

// actPage says what follows, and asks for the reason; for somebody of several organisations, also for which of them.
func (r *request) actPage(v url.Values, bad []marketplace.FieldError) (*view.Single, error) {
	id, err := r.id()
	if err != nil {
		return nil, err
	}
	who, err := r.Office.Standing(r.Ctx, id)
	if err != nil {
		return nil, err
	}
	page := r.Single("admin.act.as", path(whoPath, id)+actVerb, v, bad, func(f view.Form) []view.Field {
		var fields []view.Field
		if orgs := acting.Choices(who); len(orgs) > 1 {
			var options []view.Option
			for _, org := range orgs {
				options = append(options, view.Option{Value: string(org), Text: r.Firm(org)})
			}
			fields = append(fields, f.Radios("org", "portal.admin.act.as.org", options).Must())
		}
		return append(fields, f.Area("reason", "portal.admin.reason", 3).WithHint(r.T("admin.act.as.hint", "name", who.Name)).Must())
	})
	page.Intro = who.Name + ". " + page.Intro
	page.Back = &view.Link{Text: who.Name, Href: path(whoPath, id)}
	return page, nil
}

// postEnd ends looking as somebody else; whoever looks as nobody goes to the first page.
func (r *request) postEnd() error {
	if err := r.Acting.End(r.Ctx, r.Looking); err != nil {
		return err
	}
	if r.Looking.Visit == "" {
		return r.Redirect("/", "")
	}
	return r.Redirect(path(whoPath, r.Looking.As), "acting_ended")
}

// actable says whether somebody can be looked as.
func (r *request) actable(who office.Known) (bool, error) {
	standing, err := r.Office.Standing(r.Ctx, who.ID)
	return err == nil && acting.Possible(r.Actor, standing) == nil, err
}

// lookedAs lists who looked as somebody, with the reasons.
func (r *request) lookedAs(who marketplace.ID) (view.PlacedPart, error) {
	part := view.PlacedPart{ID: "acting", Heading: r.T("acting.list"), Lines: []string{r.T("acting.list.none")}}
	list, err := r.Acting.OfPerson(r.Ctx, r.Actor, who)
	if err != nil || len(list) == 0 {
		return part, err
	}
	part.Lines, part.Table = nil, r.Visits(part.Heading, list)
	return part, nil
}
