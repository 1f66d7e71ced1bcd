package timesheets

import (
	"net/url"
	"strconv"
	"strings"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/timesheet"
	"sovite.fi/sovite/marketplace/timesheet/line"
	"sovite.fi/sovite/server/auth"
	"sovite.fi/sovite/server/web"
)

// request is a visit to one of these pages.
type request struct{ *visit.Request }

const (
	ownPath        = "/timesheets"
	buyerPath      = "/approvals"
	alternatesPath = "/alternates"
	mostListed     = marketplace.MaxLimit
)

// Ways lists every page and every form of this package.
func Ways() []visit.Way {
	const own, theirs, guest = ownPath + "/:id", buyerPath + "/:id", timesheet.ApprovePath + "/:token"
	out := []visit.Way{
		{Method: visit.Get, Path: ownPath, Do: visit.By((*request).getWeek)},
		{Method: visit.Get, Path: own, Do: visit.By((*request).getOwn)},
		{Method: visit.Post, Path: own + "/sign-off", Do: visit.By((*request).postSignOff)},
		{Method: visit.Get, Path: buyerPath, Do: visit.By((*request).getApprovals)},
		{Method: visit.Get, Path: theirs, Do: visit.By((*request).getTheirs)},
		{Method: visit.Post, Path: theirs + "/approve", Do: visit.By((*request).postApprove)},
		{Method: visit.Post, Path: theirs + "/undo", Do: visit.By((*request).postUndo)},
		{Method: visit.Post, Path: theirs + "/links/:link/revoke", Do: visit.By((*request).postRevoke)},
		{Method: visit.Get, Path: alternatesPath, Do: visit.By((*request).getAlternates)},
		{Method: visit.Post, Path: alternatesPath, Do: visit.By((*request).postAlternates)},
		{Method: visit.Get, Path: guest, Open: true, Do: visit.By((*request).getGuest)},
		{Method: visit.Post, Path: guest, Open: true, Do: visit.By((*request).postGuest)},
	}
	for _, s := range sheets() {
		out = append(out,
			visit.Way{Method: visit.Get, Path: s.path, Do: visit.By(func(r *request) error { return r.getSheet(s) })},
			visit.Way{Method: visit.Post, Path: s.path, Do: visit.By(func(r *request) error { return r.postSheet(s) })},
		)
	}
	return out
}

func (r *request) id() (marketplace.ID, error) { return web.IDParam(r.C, "id") }

func ownOne(id marketplace.ID) string { return ownPath + "/" + url.PathEscape(string(id)) }

func theirOne(id marketplace.ID) string { return buyerPath + "/" + url.PathEscape(string(id)) }

// button is a form of one button.
func (r *request) button(action, key, about string) view.Post {
	return view.Post{Action: action, Text: r.T(key), About: about, CSRF: auth.CSRFFrom(r.Ctx), Hidden: map[string]string{}}
}

// seenValue is a line at its version, as forms send it.
func seenValue(l line.Line) string { return string(l.ID) + "@" + strconv.Itoa(l.Version) }

// seenOf reads a line at its version; what cannot be read is a line that nobody has.
func seenOf(text string) line.Seen {
	id, version, _ := strings.Cut(text, "@")
	n, err := strconv.Atoi(version)
	if err != nil {
		return line.Seen{}
	}
	return line.Seen{Line: marketplace.ID(id), Version: n}
}

// chosen are the lines that a form is about: all of them, or those that were checked.
func chosen(v url.Values) []line.Seen {
	names := v["line"]
	if v.Get("do") == "all" {
		names = v["all"]
	}
	out := make([]line.Seen, 0, len(names))
	for _, n := range names {
		out = append(out, seenOf(n))
	}
	return out
}
