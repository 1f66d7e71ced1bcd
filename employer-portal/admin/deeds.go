package admin

import (
	"net/url"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account/office"
)

// deed is something that an administrator does with a reason.
type deed struct {
	path, verb string
	do         func(*office.Service, *request, marketplace.ID, string) error
}

func deeds() []deed {
	return []deed{
		{orgsPath, "suspend", func(s *office.Service, r *request, id marketplace.ID, why string) error {
			return s.Suspend(r.Ctx, r.Actor, id, why)
		}},
		{orgsPath, "restore", func(s *office.Service, r *request, id marketplace.ID, why string) error {
			return s.Restore(r.Ctx, r.Actor, id, why)
		}},
		{whoPath, "sign-out", func(s *office.Service, r *request, id marketplace.ID, why string) error {
			return s.SignOut(r.Ctx, r.Actor, id, why)
		}},
		{whoPath, "disable", func(s *office.Service, r *request, id marketplace.ID, why string) error {
			return s.Disable(r.Ctx, r.Actor, id, why)
		}},
		{whoPath, "enable", func(s *office.Service, r *request, id marketplace.ID, why string) error {
			return s.Enable(r.Ctx, r.Actor, id, why)
		}},
		{whoPath, "appoint", func(s *office.Service, r *request, id marketplace.ID, why string) error {
			return s.Appoint(r.Ctx, r.Actor, id, why)
		}},
		{whoPath, "dismiss", func(s *office.Service, r *request, id marketplace.ID, why string) error {
			return s.Dismiss(r.Ctx, r.Actor, id, why)
		}},
	}
}

func (r *request) getDeed(d deed) error {
	page, err := r.deedPage(d, url.Values{}, nil)
	if err != nil {
		return err
	}
	return r.Show(page)
}

func (r *request) postDeed(d deed) error {
	id, err := r.id()
	if err != nil {
		return err
	}
	v, err := r.Posted()
	if err != nil {
		return err
	}
	if err = d.do(r.Office, r, id, v.Get("reason")); err == nil {
		return r.Redirect(path(d.path, id), "admin_"+d.verb)
	}
	bad, err := visit.FieldErrors(err)
	if err != nil {
		return err
	}
	page, err := r.deedPage(d, v, bad)
	if err != nil {
		return err
	}
	return r.Wrong(page)
}

// deedPage says what follows, and asks for the reason.
func (r *request) deedPage(d deed, v url.Values, bad []marketplace.FieldError) (*view.Single, error) {
	id, err := r.id()
	if err != nil {
		return nil, err
	}
	name, err := r.named(d, id)
	if err != nil {
		return nil, err
	}
	page := r.Single("admin.deed."+d.verb, path(d.path, id)+"/"+d.verb, v, bad, func(f view.Form) []view.Field {
		return []view.Field{f.Area("reason", "portal.admin.reason", 3).WithHint(r.T("admin.reason.hint")).Must()}
	})
	page.Intro = name + ". " + page.Intro
	page.Back = &view.Link{Text: name, Href: path(d.path, id)}
	return page, nil
}

// named is the name of the organisation or person that a deed is about; NotFound when there is none.
func (r *request) named(d deed, id marketplace.ID) (string, error) {
	if d.path == orgsPath {
		o, err := r.Office.Organisation(r.Ctx, r.Actor, id)
		return o.Name, err
	}
	name, err := r.Office.NameOf(r.Ctx, r.Actor, id)
	if err == nil && name == "" {
		err = marketplace.Errorf(marketplace.NotFound, "error.not_found")
	}
	return name, err
}
