package people

import (
	"net/url"
	"slices"
	"sovite.fi/sovite/employer-portal/visit"
	"strings"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account"
	"sovite.fi/sovite/server/web"
)

func (r *request) organisationPage(v url.Values, errs []marketplace.FieldError) (*view.Organisation, error) {
	org, err := r.Accounts.Organisation(r.Ctx, r.Actor, r.Actor.Org)
	if err != nil {
		return nil, err
	}
	values := organisationValues(org)
	for k, typed := range v {
		values[k] = typed
	}
	f := view.NewForm(r.Lang, values, errs)
	page := &view.Organisation{Base: r.Base(org.Name), Name: org.Name, Facts: r.organisationFacts(org)}
	owner := r.Actor.Has(marketplace.RoleOwner)
	if owner {
		page.Details = r.organisationFields(f)
		page.Invite = []view.Field{
			f.Input("email", "portal.email").As("email", "off").Must(),
			f.Checks("roles", "portal.org.roles.choose", r.roleOptions(org.Kinds)),
		}
	}
	page.Problems = f.Problems(errs, visit.Labels(slices.Concat(page.Details, page.Invite)...))
	page.Members, err = r.members(org, owner)
	return page, err
}

func organisationValues(o account.Organisation) url.Values {
	v := url.Values{"name": {o.Name}, "business_id": {o.BusinessID}, "municipality": {o.Municipality}, "org_lang": {o.Lang}}
	for _, k := range o.Kinds {
		v.Add("kinds", string(k))
	}
	return v
}

func (r *request) organisationFacts(o account.Organisation) []view.Pair {
	var kinds []string
	for _, k := range o.Kinds {
		kinds = append(kinds, r.T("kind."+string(k)))
	}
	out := []view.Pair{{Label: r.T("org.kinds"), Text: strings.Join(kinds, ", ")}}
	if o.BusinessID != "" {
		out = append(out, view.Pair{Label: r.T("org.business_id"), Text: o.BusinessID})
	}
	if o.Municipality != "" {
		out = append(out, view.Pair{Label: r.T("org.municipality"), Text: o.Municipality})
	}
	return append(out, view.Pair{Label: r.T("org.lang"), Text: r.T("language." + o.Lang)})
}

func (r *request) organisationFields(f view.Form) []view.Field {
	return []view.Field{
		f.Input("name", "portal.org.name").As("text", "organization").Must(),
		f.Input("business_id", "portal.org.business_id").WithHint(r.T("org.business_id.hint")),
		f.Checks("kinds", "portal.org.kinds", f.Keyed("portal.kind", "employer", "organiser", "coaching")),
		f.Input("municipality", "portal.org.municipality"),
		f.Select("org_lang", "portal.org.lang", f.Keyed("portal.language", "fi", "sv", "en")),
	}
}

func (r *request) roleOptions(kinds []account.Kind) []view.Option {
	var out []view.Option
	for _, role := range account.Roles(kinds) {
		out = append(out, view.Option{Value: string(role), Text: r.T("role." + string(role)), Hint: r.T("role." + string(role) + ".hint")})
	}
	return out
}

func (r *request) members(org account.Organisation, owner bool) ([]view.Member, error) {
	list, err := r.Accounts.Members(r.Ctx, r.Actor, marketplace.Page{Limit: marketplace.MaxLimit})
	if err != nil {
		return nil, err
	}
	var out []view.Member
	for _, m := range list.Items {
		member := view.Member{
			ID: string(m.Person), Name: m.Name, Email: m.Email, Roles: r.Say.Roles(m.Roles), Since: r.Say.Day(m.Since),
			Self: m.Person == r.Actor.Person,
		}
		if owner {
			for _, o := range r.roleOptions(org.Kinds) {
				o.ID = "role-" + member.ID + "-" + o.Value
				o.Picked = slices.Contains(m.Roles, marketplace.Role(o.Value))
				member.Change = append(member.Change, o)
			}
		}
		out = append(out, member)
	}
	return out, nil
}

func (r *request) getOrganisation() error {
	if r.Actor.Org == "" {
		return r.Redirect("/organisation/new", "")
	}
	page, err := r.organisationPage(nil, nil)
	if err != nil {
		return err
	}
	return r.Show(page)
}

// answerOrganisation goes back to the page when a verb went well, and shows the forms again when it did not.
func (r *request) answerOrganisation(v url.Values, err error, done string) error {
	if err == nil {
		return r.Redirect("/organisation", done)
	}
	errs, err := visit.FieldErrors(err)
	if err != nil {
		return err
	}
	page, err := r.organisationPage(v, errs)
	if err != nil {
		return err
	}
	return r.Wrong(page)
}

func newOrganisation(v url.Values) account.NewOrganisation {
	in := account.NewOrganisation{Name: v.Get("name"), BusinessID: v.Get("business_id"), Municipality: v.Get("municipality"), Lang: v.Get("org_lang")}
	for _, k := range v["kinds"] {
		in.Kinds = append(in.Kinds, account.Kind(k))
	}
	return in
}

func (r *request) postOrganisation() error {
	v, err := r.Posted()
	if err != nil {
		return err
	}
	_, err = r.Accounts.ChangeOrganisation(r.Ctx, r.Actor, newOrganisation(v))
	return r.answerOrganisation(v, err, "saved")
}

func (r *request) postInvite() error {
	v, err := r.Posted()
	if err != nil {
		return err
	}
	_, err = r.Accounts.Invite(r.Ctx, r.Actor, v.Get("email"), roles(v))
	return r.answerOrganisation(v, err, "invited")
}

func (r *request) postMember() error {
	who, err := web.IDParam(r.C, "id")
	if err != nil {
		return err
	}
	v, err := r.Posted()
	if err != nil {
		return err
	}
	if v.Get("remove") != "" {
		return r.answerOrganisation(nil, r.Accounts.RemoveMember(r.Ctx, r.Actor, who), "member_removed")
	}
	return r.answerOrganisation(nil, r.Accounts.SetRoles(r.Ctx, r.Actor, who, roles(v)), "saved")
}

func roles(v url.Values) []marketplace.Role {
	var out []marketplace.Role
	for _, role := range v["roles"] {
		out = append(out, marketplace.Role(role))
	}
	return out
}

func (r *request) foundPage(v url.Values, errs []marketplace.FieldError) *view.Single {
	return r.Single("found", "/organisation/new", v, errs, r.organisationFields)
}

func (r *request) getFound() error {
	return r.Show(r.foundPage(url.Values{"org_lang": {string(r.Lang.Voice)}}, nil))
}

func (r *request) postFound() error {
	v, err := r.Posted()
	if err != nil {
		return err
	}
	in := newOrganisation(v)
	if slices.Contains(in.Kinds, account.KindCoaching) {
		in.Roles = append(in.Roles, marketplace.RoleCoach)
	}
	if slices.Contains(in.Kinds, account.KindEmployer) {
		in.Roles = append(in.Roles, marketplace.RoleEmployer)
	}
	org, err := r.Accounts.CreateOrganisation(r.Ctx, r.Actor, in)
	if err != nil {
		errs, err := visit.FieldErrors(err)
		if err != nil {
			return err
		}
		return r.Wrong(r.foundPage(v, errs))
	}
	return r.switchTo(org.ID)
}

func (r *request) getSwitch() error {
	list, err := r.Accounts.Memberships(r.Ctx, r.Actor)
	if err != nil {
		return err
	}
	page := &view.Switch{Base: r.Base(r.T("switch"))}
	for _, b := range list {
		page.Orgs = append(page.Orgs, view.Org{
			ID: string(b.Organisation.ID), Name: b.Organisation.Name, Roles: r.Say.Roles(b.Roles), Current: b.Organisation.ID == r.Actor.Org,
		})
	}
	return r.Show(page)
}

func (r *request) postSwitch() error {
	v, err := r.Posted()
	if err != nil {
		return err
	}
	return r.switchTo(marketplace.ID(v.Get("org")))
}
