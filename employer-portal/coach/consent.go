package coach

import (
	"net/url"
	"strings"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/consent"
	"sovite.fi/sovite/marketplace/consent/door"
	"sovite.fi/sovite/marketplace/introduction"
	"sovite.fi/sovite/marketplace/profile"
)

// mostConsents is how many of a client's consents one page shows, newest first.
const mostConsents = 200

func (r *request) consentsPage(c profile.Client, link string) (*view.Consents, error) {
	list, err := r.Consents.Of(r.Ctx, r.Actor, c.ID, marketplace.Page{Limit: mostConsents})
	if err != nil {
		return nil, err
	}
	d, err := r.Doors.Of(r.Ctx, r.Actor, c.ID)
	if err != nil {
		return nil, err
	}
	path := visit.ClientPath(c.ID)
	state := string(d.State)
	if d.State == door.None {
		state = "none"
	}
	page := &view.Consents{
		Base: r.Base(r.T("consent.page")), Client: view.Link{Text: c.Name, Href: path}, Ask: view.Link{Text: r.T("consent.new"), Href: path + "/consents/new"},
		Empty: r.T("consent.none"), Path: path, Link: link, Door: r.T("consent.door." + state), Closable: d.State != door.None && d.State != door.Closed,
	}
	switch {
	case !d.Used.IsZero():
		page.DoorNote = r.T("consent.door.used", "when", r.Say.When(d.Used))
	case !d.Made.IsZero():
		page.DoorNote = r.T("consent.door.made", "when", r.Say.When(d.Made))
	}
	page.Back = &page.Client
	members := map[marketplace.ID]string{}
	for _, c := range list.Items {
		if _, known := members[c.Receiver]; c.Purpose == consent.Network && !known {
			m, err := r.Network.Get(r.Ctx, r.Actor, c.Client, c.Receiver)
			if err != nil {
				return nil, err
			}
			members[c.Receiver] = m.Name
		}
		page.Rows = append(page.Rows, r.consentRow(c, members[c.Receiver]))
	}
	return page, nil
}

// consentRow is one consent; member is the name of its receiver in the client's network, if it is there.
func (r *request) consentRow(c consent.Consent, member string) view.ConsentRow {
	row := view.ConsentRow{Title: member, State: r.T("consent.state." + string(c.State)), Tone: "warm"}
	if c.Purpose != consent.Network {
		row.Title = r.receiver(c.Receiver)
	} else if c.State == consent.Fulfilled {
		row.State = r.T("consent.state.fulfilled.network")
	}
	if c.State == consent.Given {
		row.Tone = "good"
	}
	row.Lines = []string{r.T("consent.purpose." + string(c.Purpose))}
	if len(c.Fields) > 0 {
		row.Lines = append(row.Lines, r.Say.CardFields(c.Fields))
	}
	day := r.T("consent.until", "day", r.Lang.Date(c.Until))
	switch {
	case c.State == consent.Asked:
		day = r.T("consent.answer_by", "day", r.Lang.Date(c.AnswerBy))
	case !c.Ended.IsZero():
		day = r.T("consent.ended", "day", r.Say.Day(c.Ended))
	case c.State == consent.Refused:
		day = r.T("consent.ended", "day", r.Say.Day(c.Answered))
	}
	row.Lines = append(row.Lines, day)
	if c.Present != "" {
		row.Lines = append(row.Lines, r.T("consent.present", "who", r.T("consent.present."+string(c.Present))))
	}
	if c.State == consent.Asked && !c.Talk.IsZero() {
		row.Lines = append(row.Lines, r.T("consent.talk", "day", r.Say.Day(c.Talk)))
	}
	return r.introducing(row, c)
}

// introducing adds the way to the introduction under a consent, or to sending one.
func (r *request) introducing(row view.ConsentRow, c consent.Consent) view.ConsentRow {
	if c.Purpose != consent.Introduction || c.Task == "" {
		return row
	}
	i, err := r.Introductions.Of(r.Ctx, r.Actor, introduction.IDOf(c.ID))
	switch {
	case err == nil:
		row.Lines = append(row.Lines, r.T("intro.of", "title", i.Title, "state", r.T("intro.state."+string(i.State))))
		row.Sent = &view.Link{Text: r.T("intro.see"), Note: i.Title, Href: "/introductions/" + url.PathEscape(string(i.ID))}
	case c.State == consent.Given:
		row.Send = string(c.ID)
	}
	return row
}

func (r *request) receiver(id marketplace.ID) string {
	o, err := r.Accounts.PublicOrganisation(r.Ctx, id)
	if err != nil {
		return string(id)
	}
	return o.Name
}

func (r *request) getConsents() error { return r.showConsents("") }

func (r *request) showConsents(link string) error {
	c, err := r.Client()
	if err != nil {
		return err
	}
	page, err := r.consentsPage(c, link)
	if err != nil {
		return err
	}
	return r.Show(page)
}

// postLink makes the client's link and shows it, this once; no address leads to it again.
func (r *request) postLink() error {
	c, err := r.Client()
	if err != nil {
		return err
	}
	token, err := r.Doors.Make(r.Ctx, r.Actor, c.ID)
	if err != nil {
		return err
	}
	return r.showConsents(r.C.BaseURL() + "/my/in/" + url.PathEscape(token))
}

func (r *request) postLinkEnd() error {
	c, err := r.Client()
	if err != nil {
		return err
	}
	if err := r.Doors.Close(r.Ctx, r.Actor, c.ID); err != nil {
		return err
	}
	return r.Redirect(visit.ClientPath(c.ID)+"/consents", "link_ended")
}

// newConsentPage is the form by which a coach asks, with the card that the choices make.
func (r *request) newConsentPage(c profile.Client, v url.Values, errs []marketplace.FieldError, preview bool) (*view.ConsentNew, error) {
	tasks, err := r.Tasks.Published(r.Ctx, r.Actor, marketplace.Page{Limit: marketplace.MaxLimit})
	if err != nil {
		return nil, err
	}
	options := []view.Option{{Text: r.T("consent.task.choose")}}
	for _, e := range tasks.Items {
		options = append(options, view.Option{Value: string(e.ID), Text: e.Value.Employer + " – " + e.Value.Title})
	}
	f := view.NewForm(r.Lang, v, errs)
	var purposes, fields []string
	for _, p := range consent.Purposes() {
		if p != consent.Network { // it is asked from the network's own page
			purposes = append(purposes, string(p))
		}
	}
	for _, field := range consent.AllFields() {
		fields = append(fields, string(field))
	}
	page := &view.ConsentNew{
		Base: r.Base(r.T("consent.new")), Client: view.Link{Text: c.Name, Href: visit.ClientPath(c.ID)}, Action: visit.ClientPath(c.ID) + "/consents/new",
		Fields: []view.Field{
			f.Select("task", "portal.consent.task", options).WithHint(r.T("consent.task.hint")),
			f.Radios("purpose", "portal.consent.purpose", f.Keyed("portal.consent.purpose", purposes...)),
			f.Checks("fields", "portal.consent.fields", f.Keyed("portal.consent.field", fields...)).WithHint(r.T("consent.fields.hint")).In("columns"),
			f.Date("until", "portal.consent.until.field").WithHint(r.T("consent.until.hint")).Narrow(),
		},
	}
	page.Problems = f.Problems(errs, visit.Labels(page.Fields...))
	page.Back = &view.Link{Text: r.T("consent.page"), Href: visit.ClientPath(c.ID) + "/consents"}
	page.NoCard = r.T("consent.preview.none")
	switch {
	case v.Get("purpose") == string(consent.CountedInTotals):
		page.NoCard = r.T("consent.preview.counted") + " " + r.Say.Plain.T("reach.ask")
	case preview:
		card, err := r.Profiles.PreviewCard(r.Ctx, r.Actor, c.ID, fieldsOf(v))
		if err != nil {
			return nil, err
		}
		shown := r.Say.ClientCard(card)
		page.Card, page.CardFor = &shown, r.T("consent.preview.text")
	}
	return page, nil
}

// fieldsOf are the fields that were ticked, as far as they are in the list.
func fieldsOf(v url.Values) []consent.Field {
	var out []consent.Field
	for _, f := range consent.AllFields() {
		for _, ticked := range v["fields"] {
			if ticked == string(f) {
				out = append(out, f)
			}
		}
	}
	return out
}

func (r *request) getNewConsent() error {
	c, err := r.Client()
	if err != nil {
		return err
	}
	v := url.Values{"purpose": {string(consent.Introduction)}, "task": {r.C.Query("task")}, "fields": {string(consent.Strengths), string(consent.Goal), string(consent.AvailableTimes)}}
	if r.C.Query("purpose") == string(consent.CountedInTotals) {
		v = url.Values{"purpose": {string(consent.CountedInTotals)}}
	}
	page, err := r.newConsentPage(c, v, nil, true)
	if err != nil {
		return err
	}
	return r.Show(page)
}

func (r *request) postNewConsent() error {
	c, err := r.Client()
	if err != nil {
		return err
	}
	v, err := r.Posted()
	if err != nil {
		return err
	}
	if v.Get("do") == "preview" {
		page, err := r.newConsentPage(c, v, nil, true)
		if err != nil {
			return err
		}
		return r.Show(page)
	}
	if err := r.ask(c.ID, v); err != nil {
		errs, err := visit.FieldErrors(err)
		if err != nil {
			return err
		}
		page, err := r.newConsentPage(c, v, errs, true)
		if err != nil {
			return err
		}
		return r.Wrong(page)
	}
	return r.Redirect(visit.ClientPath(c.ID)+"/consents", "consent_asked")
}

// ask asks for what the form says. The receiver is whoever posts the task; to be counted, nobody outside: whatever else
// the form says is not asked then.
func (r *request) ask(client marketplace.ID, v url.Values) error {
	q := consent.Request{
		Purpose: consent.Purpose(v.Get("purpose")), Task: marketplace.ID(v.Get("task")), Until: marketplace.Date(strings.TrimSpace(v.Get("until"))),
	}
	for _, f := range v["fields"] {
		q.Fields = append(q.Fields, consent.Field(f))
	}
	if q.Purpose == consent.CountedInTotals {
		q.Task, q.Fields = "", nil
	} else {
		e, err := r.Tasks.Get(r.Ctx, marketplace.System(""), q.Task)
		if marketplace.IsKind(err, marketplace.NotFound) {
			return marketplace.InvalidFields([]marketplace.FieldError{marketplace.Field("task", "consent.no_task")})
		}
		if err != nil {
			return err
		}
		q.Receiver = e.Value.Org
	}
	_, err := r.Consents.Ask(r.Ctx, r.Actor, client, q)
	return err
}
