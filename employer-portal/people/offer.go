package people

import (
	"net/url"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace/account/oidc"
)

// Offer shows the way in by an organisation's own service, with a button. It is a link and no form, because the policy of our pages lets
// no form lead to another host.
func Offer(r *visit.Request, status int, offer oidc.Offer, next string) error {
	heading, lead := r.T("signin.with", "name", offer.Name), r.T("signin.with.text", "name", offer.Name)
	if offer.Only {
		lead = r.Lang.T("oidc.only", "name", offer.Name)
	}
	page := &view.Placed{Base: r.Base(heading), Heading: heading, Lead: []string{lead}}
	to := "/signin/with/" + url.PathEscape(string(offer.Org)) + "?next=" + url.QueryEscape(visit.SafeNext(next))
	page.Action = &view.Link{Text: r.T("signin.with.go", "name", offer.Name), Href: to}
	page.Back = &view.Link{Text: r.T("sign_in"), Href: "/signin"}
	return r.Write(status, page)
}
