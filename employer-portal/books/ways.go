package books

import (
	"strconv"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/server/web"
)

// request is a visit to a page of this package.
type request struct{ *visit.Request }

const base = "/books"

// Ways lists every page and every form of this package.
func Ways() []visit.Way {
	const one = base + "/entries/:number"
	return []visit.Way{
		{Method: visit.Get, Path: base, Do: visit.By((*request).getMonth)},
		{Method: visit.Get, Path: base + "/trial", Do: visit.By((*request).getTrial)},
		{Method: visit.Get, Path: base + "/receivables", Do: visit.By((*request).getReceivables)},
		{Method: visit.Get, Path: base + "/files/:format", Do: visit.By((*request).getFile)},
		{Method: visit.Get, Path: base + "/chart", Do: visit.By((*request).getChart)},
		{Method: visit.Post, Path: base + "/chart", Do: visit.By((*request).postChart)},
		{Method: visit.Get, Path: base + "/close", Do: visit.By((*request).getClose)},
		{Method: visit.Post, Path: base + "/close", Do: visit.By((*request).postClose)},
		{Method: visit.Get, Path: one, Do: visit.By((*request).getEntry)},
		{Method: visit.Get, Path: one + "/correct", Do: visit.By((*request).getCorrect)},
		{Method: visit.Post, Path: one + "/correct", Do: visit.By((*request).postCorrect)},
	}
}

func entryPath(number int) string { return base + "/entries/" + strconv.Itoa(number) }

// number is the number of the entry that the address names; NotFound when it is none.
func (r *request) number() (int, error) {
	n, err := strconv.Atoi(web.Param(r.C, "number"))
	if err != nil || n < 1 {
		return 0, marketplace.Errorf(marketplace.NotFound, "error.not_found")
	}
	return n, nil
}

func (r *request) euros(c money.Cents) string { return c.Write(r.Lang.Code()) }

func (r *request) back() *view.Link { return &view.Link{Text: r.T("nav.books"), Href: base} }

// query is a value of the address; empty when there is none.
func (r *request) query(name string) (string, error) { return web.Query(r.C, name) }
