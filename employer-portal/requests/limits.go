package requests

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/request"
)

// limited are the people whose limits an owner sets: who buys and is no owner.
func (r *buyer) limited() ([]account.Member, error) {
	var out []account.Member
	page := marketplace.Page{Limit: marketplace.MaxLimit}
	for {
		list, err := r.Accounts.Members(r.Ctx, r.Actor, page)
		if err != nil {
			return nil, err
		}
		for _, m := range list.Items {
			if slices.Contains(m.Roles, marketplace.RoleEmployer) && !slices.Contains(m.Roles, marketplace.RoleOwner) {
				out = append(out, m)
			}
		}
		if page.After = list.Next; page.After == "" {
			return out, nil
		}
	}
}

func field(who marketplace.ID) string { return "people." + string(who) }

func (r *buyer) limitsPage(people []account.Member, v url.Values, bad []marketplace.FieldError) *view.Single {
	page := r.Single("request.limits", limitsPath, v, bad, func(f view.Form) []view.Field {
		most := f.Input("most", "portal.request.limits.most").WithHint(r.T("request.limits.most.hint")).Narrow()
		most.Unit = "€"
		out := []view.Field{most}
		for _, m := range people {
			own := f.Input(field(m.Person), "portal.request.limits.own").Narrow()
			own.Label, own.Unit = r.T("request.limits.own", "name", m.Name), "€"
			out = append(out, own)
		}
		return out
	})
	page.Hidden["rev"] = v.Get("rev")
	page.Back = &view.Link{Text: r.T("request.list"), Href: listPath}
	if len(people) == 0 {
		page.Note = r.T("request.limits.nobody")
	}
	return page
}

func (r *buyer) getLimits() error {
	if err := r.Actor.Must(marketplace.RoleOwner); err != nil {
		return err
	}
	e, err := r.Requests.Limits(r.Ctx, r.Actor)
	if err != nil {
		return err
	}
	people, err := r.limited()
	if err != nil {
		return err
	}
	amount := func(c money.Cents) string { return strings.Trim(c.Write(r.Lang.Code()), "€\u00a0") }
	v := url.Values{"rev": {strconv.FormatInt(e.Rev, 10)}}
	if e.Value.Most != nil {
		v.Set("most", amount(*e.Value.Most))
	}
	for who, most := range e.Value.People {
		v.Set(field(who), amount(most))
	}
	return r.Show(r.limitsPage(people, v, nil))
}

func (r *buyer) postLimits() error {
	if err := r.Actor.Must(marketplace.RoleOwner); err != nil {
		return err
	}
	v, err := r.Posted()
	if err != nil {
		return err
	}
	people, err := r.limited()
	if err != nil {
		return err
	}
	l, bad := r.typedLimits(people, v)
	if len(bad) > 0 {
		return r.Wrong(r.limitsPage(people, v, bad))
	}
	_, err = r.Requests.SetLimits(r.Ctx, r.Actor, revision(v), l)
	switch {
	case err == nil:
		return r.Redirect(limitsPath, "limits_saved")
	case marketplace.IsKind(err, marketplace.Stale):
		return r.staleLimits(people, v)
	}
	if bad, err = visit.FieldErrors(err); err != nil {
		return err
	}
	return r.Wrong(r.limitsPage(people, v, bad))
}

// staleLimits shows what was typed again, to be saved over what somebody else saved meanwhile.
func (r *buyer) staleLimits(people []account.Member, v url.Values) error {
	e, err := r.Requests.Limits(r.Ctx, r.Actor)
	if err != nil {
		return err
	}
	v.Set("rev", strconv.FormatInt(e.Rev, 10))
	return r.Write(visit.StatusConflict, r.limitsPage(people, v, []marketplace.FieldError{{Key: "error.stale"}}))
}

// typedLimits reads the form; what is empty has no limit.
func (r *buyer) typedLimits(people []account.Member, v url.Values) (request.Limits, []marketplace.FieldError) {
	var bad []marketplace.FieldError
	read := func(name string) (money.Cents, bool) {
		text := strings.TrimSpace(v.Get(name))
		if text == "" {
			return 0, false
		}
		c, err := money.ParseCents(text, r.Lang.Code())
		if err != nil || c < 0 {
			bad = append(bad, marketplace.Field(name, "request.limit"))
		}
		return c, true
	}
	l := request.Limits{People: map[marketplace.ID]money.Cents{}}
	if most, told := read("most"); told {
		l.Most = &most
	}
	for _, m := range people {
		if most, told := read(field(m.Person)); told {
			l.People[m.Person] = most
		}
	}
	return l, bad
}
