package client

import (
	"net/url"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/audit"
	"sovite.fi/sovite/marketplace/consent"
	"sovite.fi/sovite/marketplace/network"
)

func consentPath(c consent.Consent) string { return "/my/consents/" + url.PathEscape(string(c.ID)) }

// state says how a consent stands, in a sentence.
func (r *request) state(c consent.Consent) string {
	day := r.Lang.Date(c.Until)
	switch c.State {
	case consent.Refused:
		day = r.Say.Day(c.Answered)
	case consent.Withdrawn:
		day = r.Say.Day(c.Ended)
	case consent.Asked, consent.Lapsed:
		day = r.Lang.Date(c.AnswerBy)
	case consent.Given, consent.Expired, consent.Fulfilled:
	}
	key := "my.state." + string(c.State)
	if c.Purpose == consent.Network && c.State == consent.Fulfilled {
		key += ".network"
	}
	return r.T(key, "day", day)
}

func (r *request) getConsents() error {
	all, err := r.all()
	if err != nil {
		return err
	}
	page := &view.My{Base: r.Base(r.T("my.consents")), Heading: r.T("my.consents"), Lead: []string{r.T("my.consents.lead")}}
	for _, open := range []bool{true, false} {
		for _, c := range all {
			if (c.State == consent.Given) == open && c.State != consent.Asked {
				page.Rows = append(page.Rows, r.consentRow(c))
			}
		}
	}
	if len(page.Rows) == 0 {
		page.Empty = r.T("my.consents.none")
	}
	return r.Show(page)
}

func (r *request) consentRow(c consent.Consent) view.MyRow {
	row := view.MyRow{Heading: r.receiver(c), Lines: []string{r.state(c), r.purpose(c)}}
	if len(c.Fields) > 0 {
		row.Lines = append(row.Lines, r.T("my.fields", "fields", r.Say.CardFields(c.Fields)))
	}
	row.Action = &view.Link{Text: r.T("my.consents.open"), Note: row.Heading, Href: consentPath(c)}
	if c.State == consent.Given {
		row.Action = &view.Link{Text: r.T("my.back"), Note: row.Heading, Href: consentPath(c) + "/back"}
	}
	return row
}

// getConsent is one consent, however it stands.
func (r *request) getConsent() error {
	c, err := r.mine()
	if err != nil {
		return err
	}
	name := r.receiver(c)
	page := &view.My{Base: r.Base(name), Heading: name, Lead: []string{r.state(c), r.purpose(c)}}
	page.Back = &view.Link{Text: r.T("my.consents"), Href: "/my/consents"}
	if c.Present != "" {
		page.After = []view.SelkoBlock{{Heading: r.T("my.present.then"), Lines: []string{r.T("my.present." + string(c.Present))}}}
	}
	switch c.State {
	case consent.Given:
		if _, err := r.withCard(page, c); err != nil {
			return err
		}
		page.Answers = []view.Link{{Text: r.T("my.back"), Href: consentPath(c) + "/back"}}
	case consent.Asked:
		page.Answers = []view.Link{{Text: r.T("my.asked.open"), Href: askedPath(c)}}
	case consent.Fulfilled:
		page.Lead = append(page.Lead, r.about(c, "my.fulfilled"))
		page.Answers = []view.Link{{Text: r.T("my.back"), Href: consentPath(c) + "/back"}}
	case consent.Refused, consent.Withdrawn, consent.Expired, consent.Lapsed:
		page.Lead = append(page.Lead, r.about(c, "my.closed"))
	}
	return r.Show(page)
}

// getBack asks once more before a consent is taken back, and says who has read already.
func (r *request) getBack() error {
	c, err := r.mine()
	if err != nil {
		return err
	}
	if c.State != consent.Given && c.State != consent.Fulfilled {
		return r.Redirect(consentPath(c), "")
	}
	page := &view.My{Base: r.Base(r.T("my.back.title")), Heading: r.T("my.back.title"), Lead: []string{r.about(c, "my.back.text")}}
	reads, err := r.Profiles.MyReaders(r.Ctx, r.Me, marketplace.Page{Limit: mostShown})
	if err != nil {
		return err
	}
	key := "my.back.unread" // for a number, nobody reads a card
	for _, read := range reads.Items {
		if read.Under == c.ID {
			key = "my.back.read"
		}
	}
	page.Lead = append(page.Lead, r.about(c, key))
	page.Form = &view.MyForm{Action: consentPath(c) + "/back", Submit: r.T("my.back.submit")}
	page.Back = &view.Link{Text: r.T("my.consents"), Href: "/my/consents"}
	return r.Show(page)
}

func (r *request) postBack() error {
	c, err := r.mine()
	if err != nil {
		return err
	}
	if _, err := r.Consents.Withdraw(r.Ctx, r.Me, c.ID); err != nil && !marketplace.IsKind(err, marketplace.Conflict) {
		return err
	}
	return r.Redirect(consentPath(c), "taken_back")
}

// readersPage is how many reads one page looks at.
const readersPage = 100

// getReaders is who saw the client's data.
func (r *request) getReaders() error {
	list, err := r.Profiles.MyReaders(r.Ctx, r.Me, marketplace.Page{Limit: readersPage, After: r.C.Query("after")})
	if err != nil {
		return err
	}
	all, err := r.all()
	if err != nil {
		return err
	}
	page := &view.My{Base: r.Base(r.T("my.readers")), Heading: r.T("my.readers"), Lead: []string{r.T("my.readers.lead")}}
	for _, g := range r.grouped(list.Items) {
		row := r.readRow(g, all)
		behind, err := r.behind(g.Visit)
		if err != nil {
			return err
		}
		row.Lines = append(row.Lines, behind...)
		page.Rows = append(page.Rows, row)
	}
	if len(page.Rows) == 0 {
		page.Empty = r.T("my.readers.none")
	}
	if list.Next != "" {
		page.More = []view.Link{{Text: r.T("my.readers.older"), Href: "/my/readers?after=" + url.QueryEscape(list.Next)}}
	}
	return r.Show(page)
}

// behind says through whose eyes an administrator looked, and why; nothing when nobody did.
func (r *request) behind(id marketplace.ID) ([]string, error) {
	v, as, ok, err := r.Acting.Behind(r.Ctx, id)
	if err != nil || !ok {
		return nil, err
	}
	if as == "" {
		as = r.T("my.somebody")
	}
	return []string{r.T("my.read.as", "name", as), r.T("my.read.reason", "reason", v.Reason)}, nil
}

// reading is what one person read on one day for one purpose.
type reading struct {
	audit.Read
	day   string
	times int
}

// grouped puts together what the same person read on the same day for the same purpose: a coach opens a page many times.
func (r *request) grouped(reads []audit.Read) []*reading {
	var out []*reading
	known := map[string]*reading{}
	for _, read := range reads {
		day := r.Say.Day(read.At)
		key := string(read.Person) + " " + string(read.For) + " " + read.Purpose + " " + string(read.Under) + " " + string(read.Visit) + " " + day
		if g, ok := known[key]; ok {
			g.times++
			continue
		}
		known[key] = &reading{Read: read, day: day, times: 1}
		out = append(out, known[key])
	}
	return out
}

func (r *request) readRow(g *reading, all []consent.Consent) view.MyRow {
	row := view.MyRow{}
	switch {
	case g.Person == r.Me.Person:
		row.Heading = r.T("my.read.you")
	case g.Purpose == network.PurposeView:
		row.Heading = r.member(g.Person)
	default:
		row.Heading = r.person(g.For, g.Person) + ", " + r.org(g.For)
	}
	row.Lines = append(row.Lines, r.Say.N("my.read.when", g.times, "day", g.day))
	for _, c := range all {
		if c.ID == g.Under {
			row.Lines = append(row.Lines, r.purpose(c), r.T("my.read.fields", "fields", r.Say.CardFields(c.Fields)), r.T("my.read.allowed"))
			return row
		}
	}
	why := "my.read." + g.Purpose
	if text := r.T(why); text != "portal."+why {
		return view.MyRow{Heading: row.Heading, Lines: append(row.Lines, text)}
	}
	row.Lines = append(row.Lines, r.T("my.read.other"))
	return row
}
