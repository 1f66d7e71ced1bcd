package rosters

import (
	"net/url"

	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/capacity"
	"sovite.fi/sovite/server/web"
)

// request is a visit to a page of this package.
type request struct{ *visit.Request }

const (
	membersPath = "/members"
	weeksPath   = "/rosters"
)

// Ways lists every page and every form of this package.
func Ways() []visit.Way {
	const one, week = membersPath + "/:id", weeksPath + "/:monday"
	return []visit.Way{
		{Method: visit.Get, Path: membersPath, Do: visit.By((*request).getMembers)},
		{Method: visit.Get, Path: membersPath + "/new", Do: visit.By((*request).getNew)},
		{Method: visit.Post, Path: membersPath + "/new", Do: visit.By((*request).postNew)},
		{Method: visit.Get, Path: one, Do: visit.By((*request).getMember)},
		{Method: visit.Post, Path: one, Do: visit.By((*request).postMember)},
		{Method: visit.Get, Path: one + "/end", Do: visit.By((*request).getEnd)},
		{Method: visit.Post, Path: one + "/end", Do: visit.By((*request).postEnd)},
		{Method: visit.Post, Path: one + "/code", Do: visit.By((*request).postCode)},
		{Method: visit.Get, Path: weeksPath, Do: visit.By((*request).getWeeks)},
		{Method: visit.Get, Path: week, Do: visit.By((*request).getWeek)},
		{Method: visit.Post, Path: week, Do: visit.By((*request).postWeek)},
		{Method: visit.Post, Path: week + "/propose", Do: visit.By((*request).postPropose)},
		{Method: visit.Post, Path: week + "/accept", Do: visit.By((*request).postAccept)},
		{Method: visit.Post, Path: week + "/publish", Do: visit.By((*request).postPublish)},
	}
}

func (r *request) id() (marketplace.ID, error) { return web.IDParam(r.C, "id") }

// monday is the week that the address names.
func (r *request) monday() marketplace.Date { return marketplace.Date(r.Param("monday")) }

func memberPath(id marketplace.ID) string { return membersPath + "/" + url.PathEscape(string(id)) }

func weekPath(monday marketplace.Date) string {
	return weeksPath + "/" + url.PathEscape(string(monday))
}

// getWeeks goes to the week that is planned next: the one after this, from Thursday on.
func (r *request) getWeeks() error {
	return r.Redirect(weekPath(capacity.Monday(r.Clock.Today().AddDays(4))), "")
}

// stale makes somebody else's saving a mistake that can be mended: by looking again.
func stale(err error) ([]marketplace.FieldError, error) {
	if marketplace.IsKind(err, marketplace.Stale) {
		return []marketplace.FieldError{{Key: "error.stale"}}, nil
	}
	return visit.FieldErrors(err)
}

func revision(v url.Values) int64 { return visit.Revision(v.Get("rev"), 0) }
