package introductions

import (
	"net/url"
	"slices"
	"strings"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/introduction"
	"sovite.fi/sovite/server/web"
)

// request adds the pages of this package to what every request has.
type request struct{ *visit.Request }

// Ways lists every page and every form of this package.
func Ways() []visit.Way {
	ways := []visit.Way{
		{Method: visit.Get, Path: "/introductions", Do: visit.By((*request).getMine)},
		{Method: visit.Post, Path: "/introductions", Do: visit.By((*request).postSend)},
		{Method: visit.Get, Path: "/introductions/:id", Do: visit.By((*request).getOf)},
		{Method: visit.Post, Path: "/introductions/:id/messages", Do: visit.By((*request).postWriteAsCoach)},
		{Method: visit.Get, Path: "/received", Do: visit.By((*request).getInbox)},
		{Method: visit.Get, Path: "/received/:id", Do: visit.By((*request).getReceived)},
		{Method: visit.Post, Path: "/received/:id/messages", Do: visit.By((*request).postWriteAsEmployer)},
		{Method: visit.Get, Path: "/my/introductions", Client: true, Do: visit.By((*request).getOfMe)},
		{Method: visit.Get, Path: "/my/introductions/:id", Client: true, Do: visit.By((*request).getMy)},
		{Method: visit.Get, Path: "/my/introductions/:id/back", Client: true, Do: visit.By((*request).getBack)},
		{Method: visit.Post, Path: "/my/introductions/:id/back", Client: true, Do: visit.By((*request).postBack)},
	}
	for _, s := range steps() {
		path := s.path(":id") + "/" + s.name
		ways = append(ways,
			visit.Way{Method: visit.Get, Path: path, Do: visit.By(func(r *request) error { return r.getStep(s) })},
			visit.Way{Method: visit.Post, Path: path, Do: visit.By(func(r *request) error { return r.postStep(s) })},
		)
	}
	return ways
}

func coachPath(id marketplace.ID) string { return "/introductions/" + url.PathEscape(string(id)) }

func employerPath(id marketplace.ID) string { return "/received/" + url.PathEscape(string(id)) }

// mostListed is how many introductions of each sort a page lists.
const mostListed = 100

// firstDueFirst puts the open ones in the order of their days; the ended ones stay as they are.
func firstDueFirst(list []introduction.Introduction) []introduction.Introduction {
	return slices.SortedStableFunc(slices.Values(list), func(a, b introduction.Introduction) int { return strings.Compare(string(a.Due), string(b.Due)) })
}

// rows are introductions in a list; note says what stands below the title.
func (r *request) rows(list []introduction.Introduction, path func(marketplace.ID) string, me introduction.Side, note func(introduction.Introduction) string) []view.IntroductionRow {
	var out []view.IntroductionRow
	for _, i := range list {
		row := view.IntroductionRow{Title: i.Title, Href: path(i.ID), Note: note(i), State: r.T("intro.state." + string(i.State)), Tone: tone(i)}
		if i.Open {
			row.Due = r.due(i, me)
		}
		out = append(out, row)
	}
	return out
}

// due says who has to act, and until when.
func (r *request) due(i introduction.Introduction, me introduction.Side) string {
	who := string(i.Owner)
	if i.Owner == me {
		who = "you." + string(me)
	}
	return r.T("intro.due."+who, "day", r.Lang.Date(i.Due))
}

func tone(i introduction.Introduction) string {
	switch {
	case i.State == introduction.Agreed:
		return "good"
	case i.Open:
		return "warm"
	}
	return ""
}

// id is the id that the address names.
func (r *request) id() (marketplace.ID, error) { return web.IDParam(r.C, "id") }

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
