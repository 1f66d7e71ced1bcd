package supporters

import (
	"net/url"

	"sovite.fi/sovite/employer-portal/present/shown"
	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/marketplace/consent"
	"sovite.fi/sovite/marketplace/network"
)

// getMine is the client's own network.
func (r *request) getMine() error {
	all, err := r.Network.Mine(r.Ctx, r.Me)
	if err != nil {
		return err
	}
	page := &view.My{Base: r.Base(r.T("my.network")), Heading: r.T("my.network"), Lead: []string{r.T("my.network.lead"), r.T("my.network.back")}}
	page.Back = &view.Link{Text: r.T("my.nav.home"), Href: "/my"}
	for _, m := range all {
		if m.State == network.Ended {
			continue
		}
		row := view.MyRow{Heading: m.Name, Lines: []string{r.T("network.relation." + string(m.Relation)), r.mySees(m)}}
		row.Action = &view.Link{Text: r.T("my.consents.open"), Note: m.Name, Href: minePath(m.ID)}
		page.Rows = append(page.Rows, row)
	}
	if len(page.Rows) == 0 {
		page.Empty = r.T("my.network.none")
	}
	return r.Show(page)
}

// mySees says in a line what somebody sees.
func (r *request) mySees(m network.Member) string {
	var fields []consent.Field
	for _, p := range m.Parts {
		if p.State == consent.Given {
			fields = append(fields, p.Field)
		}
	}
	if len(fields) == 0 {
		return r.T("my.network.sees_none")
	}
	return r.T("my.network.sees", "fields", r.Say.CardFields(fields))
}

func (r *request) my() (network.Member, error) {
	id, err := r.supporter()
	if err != nil {
		return network.Member{}, err
	}
	return r.Network.My(r.Ctx, r.Me, id)
}

// getMy is one person in the client's own network, with all that they see at this moment.
func (r *request) getMy() error {
	m, err := r.my()
	if err != nil {
		return err
	}
	page := &view.My{Base: r.Base(m.Name), Heading: m.Name, Lead: []string{r.T("network.relation." + string(m.Relation)), r.T("my.network.reached", "how", m.Reached)}}
	page.Back = &view.Link{Text: r.T("my.network"), Href: "/my/network"}
	if m.State == network.Ended {
		page.Lead = append(page.Lead, r.T("my.network.ended", "day", r.Say.Day(m.Ended)))
		return r.Show(page)
	}
	v, err := r.Network.MyView(r.Ctx, r.Me, m.ID)
	if err != nil {
		return err
	}
	page.Blocks = append([]view.SelkoBlock{{Heading: r.T("my.network.now"), Lines: []string{r.mySees(m)}}}, shown.Blocks(r.Say, v)...)
	for _, p := range m.Parts {
		page.Rows = append(page.Rows, r.myPart(p))
	}
	page.Answers = []view.Link{{Text: r.T("my.network.end"), Href: minePath(m.ID) + "/end"}}
	return r.Show(page)
}

// myPart is one part that was said yes to, or waits for an answer, with the way to take it back or to answer.
func (r *request) myPart(p network.Part) view.MyRow {
	row := view.MyRow{Heading: r.T("consent.field." + string(p.Field)), Lines: []string{r.T("my.network.until", "day", r.Lang.Date(p.Until))}}
	row.Action = &view.Link{Text: r.T("my.back"), Note: row.Heading, Href: "/my/consents/" + url.PathEscape(string(p.Consent)) + "/back"}
	if p.State == consent.Asked {
		row.Lines = []string{r.T("my.network.asked")}
		row.Action = &view.Link{Text: r.T("my.asked.open"), Note: row.Heading, Href: "/my/asked/" + url.PathEscape(string(p.Consent))}
	}
	return row
}

// getMyEnd asks once more before somebody is taken out of the network.
func (r *request) getMyEnd() error {
	m, err := r.my()
	if err != nil {
		return err
	}
	page := &view.My{Base: r.Base(r.T("my.network.end.title")), Heading: r.T("my.network.end.title"), Lead: []string{r.T("my.network.end.text", "name", m.Name), r.T("my.network.end.again")}}
	page.Form = &view.MyForm{Action: minePath(m.ID) + "/end", Submit: r.T("my.network.end.submit")}
	page.Back = &view.Link{Text: m.Name, Href: minePath(m.ID)}
	return r.Show(page)
}

func (r *request) postMyEnd() error {
	m, err := r.my()
	if err != nil {
		return err
	}
	if _, err := r.Network.End(r.Ctx, r.Me, r.Me.Person, m.ID); err != nil {
		return err
	}
	return r.Redirect("/my/network", "my_supporter_ended")
}
