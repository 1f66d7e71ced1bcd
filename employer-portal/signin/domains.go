package signin

import (
	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account/oidc"
)

// getDomains shows what waits for an administrator, and what was confirmed.
func (r *warden) getDomains() error {
	waiting, err := r.SignIns.Waiting(r.Ctx, r.Actor, marketplace.Page{Limit: marketplace.MaxLimit})
	if err != nil {
		return err
	}
	settled, err := r.SignIns.Settled(r.Ctx, r.Actor, marketplace.Page{Limit: marketplace.MaxLimit})
	if err != nil {
		return err
	}
	page := &view.Placed{Base: r.Base(r.T("ownsignin.domains")), Heading: r.T("ownsignin.domains"), Lead: []string{r.T("ownsignin.domains.lead")}}
	page.Parts = []view.PlacedPart{r.list("waiting", waiting.Items, "confirm", "refuse"), r.list("confirmed", settled.Items, "withdraw")}
	return r.Show(page)
}

func (r *warden) list(id string, domains []oidc.Domain, answers ...string) view.PlacedPart {
	part := view.PlacedPart{ID: id, Heading: r.T("ownsignin.domains." + id)}
	for _, d := range domains {
		firm := r.Firm(d.Org)
		part.Rows = append(part.Rows, view.PlacedRow{
			Link:  view.Link{Text: r.T("ownsignin.domain.of", "domain", d.Name, "org", firm), Href: pathOf(d.Org)},
			Lines: []string{r.T("ownsignin.domain.asked_on", "when", r.Say.When(d.Asked))},
		})
		for _, answer := range answers {
			part.Posts = append(part.Posts, post(r.Request, domainsPath, r.T("ownsignin.answer."+answer, "domain", d.Name), firm, map[string]string{
				"domain": string(d.ID), "answer": answer,
			}))
		}
	}
	if len(part.Rows) == 0 {
		part.Lines = []string{r.T("ownsignin.domains." + id + ".none")}
	}
	return part
}

func (r *warden) postDomains() error {
	v, err := r.Posted()
	if err != nil {
		return err
	}
	id := marketplace.ID(v.Get("domain"))
	if v.Get("answer") == "confirm" {
		_, err = r.SignIns.ConfirmDomain(r.Ctx, r.Actor, id)
	} else {
		_, err = r.SignIns.RefuseDomain(r.Ctx, r.Actor, id)
	}
	if err != nil {
		return err
	}
	return r.Redirect(domainsPath, "ownsignin_saved")
}
