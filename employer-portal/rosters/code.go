package rosters

import (
	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/roster"
	"sovite.fi/sovite/server/auth"
)

// code is the button that makes a code for a member's own page.
func (r *request) code(m roster.Member) *view.Post {
	return &view.Post{Action: memberPath(m.ID) + "/code", Text: r.T("member.own.show"), About: m.Name, CSRF: auth.CSRFFrom(r.Ctx)}
}

// postCode shows a code, which the member types on their own page. Whether they do is theirs.
func (r *request) postCode() error {
	e, err := r.member()
	if err != nil {
		return err
	}
	code, err := r.OwnWeeks.Code(r.Ctx, r.Actor, e.ID)
	if marketplace.IsKind(err, marketplace.Conflict) {
		return r.Redirect(memberPath(e.ID), "")
	}
	if err != nil {
		return err
	}
	page := &view.Placed{Base: r.Base(r.T("member.own")), Heading: r.T("member.own"), Lead: []string{r.T("member.own.lead", "name", e.Value.Name)}}
	page.Parts = []view.PlacedPart{{ID: "code", Heading: code[:4] + " " + code[4:], Lines: []string{r.T("member.own.how"), r.T("member.own.theirs")}}}
	page.Back = &view.Link{Text: e.Value.Name, Href: memberPath(e.ID)}
	return r.Show(page)
}
