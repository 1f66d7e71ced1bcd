package client

import (
	"slices"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/consent"
)

// mostShown is how many consents a client's pages look at, newest first.
const mostShown = 200

func (r *request) all() ([]consent.Consent, error) {
	list, err := r.Consents.Mine(r.Ctx, r.Me, marketplace.Page{Limit: mostShown})
	return list.Items, err
}

// waiting are the questions that nobody has answered yet.
func waiting(all []consent.Consent) []consent.Consent {
	return slices.DeleteFunc(slices.Clone(all), func(c consent.Consent) bool { return c.State != consent.Asked })
}

func (r *request) getHome() error {
	me, _, err := r.Profiles.Mine(r.Ctx, r.Me)
	if err != nil {
		return err
	}
	all, err := r.all()
	if err != nil {
		return err
	}
	ask := view.Link{Icon: "help", Text: r.T("my.home.none"), Href: "/my/asked"}
	if n := len(waiting(all)); n > 0 {
		ask.Text, ask.Note = r.Say.N("my.home.waiting", n), r.T("my.home.waiting.note")
	}
	page := &view.My{Base: r.Base(r.T("my.home")), Heading: r.T("my.home.hello", "name", me.Name), Lead: []string{r.T("my.home.lead")}}
	page.Doors = []view.Link{
		ask,
		{Icon: "search", Text: r.T("my.intro"), Note: r.T("my.intro.note"), Href: "/my/introductions"},
		{Icon: "work", Text: r.T("my.work"), Note: r.T("my.work.note"), Href: "/my/work"},
		{Icon: "clock", Text: r.T("my.shifts"), Note: r.T("my.shifts.note"), Href: shiftsPath},
		{Icon: "check", Text: r.T("my.consents"), Note: r.T("my.consents.note"), Href: "/my/consents"},
		{Icon: "people", Text: r.T("my.network"), Note: r.T("my.network.note"), Href: "/my/network"},
		{Icon: "form", Text: r.T("my.course"), Note: r.T("my.course.note"), Href: "/my/course"},
		{Icon: "people", Text: r.T("my.readers"), Note: r.T("my.readers.note"), Href: "/my/readers"},
		{Icon: "form", Text: r.T("my.held"), Note: r.T("my.held.note"), Href: "/my/held"},
		{Icon: "clock", Text: r.T("my.measures"), Note: r.T("my.measures.note"), Href: "/my/measures"},
		{Icon: "form", Text: r.T("my.starter"), Note: r.T("my.starter.note"), Href: starterPath},
		{Icon: "check", Text: r.T("my.rate"), Note: r.T("my.rate.note"), Href: ratePath},
		{Icon: "person", Text: r.T("my.profile"), Note: r.T("my.profile.note"), Href: "/my/profile"},
	}
	return r.Show(page)
}

func (r *request) getAllAsked() error {
	all, err := r.all()
	if err != nil {
		return err
	}
	page := &view.My{Base: r.Base(r.T("my.asked.all")), Heading: r.T("my.asked.all")}
	for _, c := range waiting(all) {
		row := view.MyRow{Heading: r.receiver(c), Lines: []string{r.purpose(c), r.T("my.asked.answer_by", "day", r.Lang.Date(c.AnswerBy))}}
		if c.Purpose == consent.Network {
			row.Lines = append(row.Lines, r.Say.CardFields(c.Fields))
		}
		if !c.Talk.IsZero() {
			row.Lines = append(row.Lines, r.T("my.talk.said"))
		}
		row.Action = &view.Link{Text: r.T("my.asked.open"), Note: row.Heading, Href: "/my/asked/" + string(c.ID)}
		page.Rows = append(page.Rows, row)
	}
	if len(page.Rows) == 0 {
		page.Empty = r.T("my.asked.none")
	}
	return r.Show(page)
}

// getProfile is what is held about the client.
func (r *request) getProfile() error {
	me, v, err := r.Profiles.Mine(r.Ctx, r.Me)
	if err != nil {
		return err
	}
	page := &view.My{Base: r.Base(r.T("my.profile")), Heading: r.T("my.profile"), Lead: []string{r.T("my.profile.lead"), r.T("my.profile.change")}}
	page.Facts = append([]view.Pair{
		{Label: r.T("my.profile.name"), Text: me.Name},
		{Label: r.T("my.profile.code"), Text: me.Code + ". " + r.T("my.profile.code.text")},
		{Label: r.T("my.profile.lang"), Text: r.T("language." + me.Lang)},
	}, r.Say.Told(v.Content)...)
	if v.Number == 0 {
		page.Empty = r.T("my.profile.none")
	}
	return r.Show(page)
}

// org is the name of an organisation.
func (r *request) org(id marketplace.ID) string {
	o, err := r.Accounts.PublicOrganisation(r.Ctx, id)
	if err != nil {
		return r.T("my.some_org")
	}
	return o.Name
}

// person is the name of somebody who works in an organisation; in words when they have left it.
func (r *request) person(org, who marketplace.ID) string {
	p, err := r.Accounts.Person(r.Ctx, marketplace.System(org), who)
	if err != nil || who == "" {
		return r.T("my.somebody")
	}
	return p.Name
}

func (r *request) purpose(c consent.Consent) string {
	return r.T("my.purpose." + string(c.Purpose))
}
