package payments

import (
	"net/url"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/server/web"
)

// visitor is a visit to one of these pages.
type visitor struct{ *visit.Request }

const (
	base        = "/payments"
	importing   = base + "/import"
	imports     = base + "/imports"
	came        = base + "/received"
	open        = base + "/open"
	account     = base + "/account"
	demoFile    = base + "/demo.xml"
	mostListed  = marketplace.MaxLimit
	mostImports = 5
)

// Uploads is the path that takes files.
const Uploads = importing

// Ways lists every page and every form of this package.
func Ways() []visit.Way {
	ways := []visit.Way{
		{Method: visit.Get, Path: base, Do: visit.By((*visitor).getOverview)},
		{Method: visit.Get, Path: importing, Do: visit.By((*visitor).getUpload)},
		{Method: visit.Post, Path: importing, Do: visit.By((*visitor).postUpload)},
		{Method: visit.Get, Path: demoFile, Do: visit.By((*visitor).getDemo)},
		{Method: visit.Get, Path: imports + "/:id", Do: visit.By((*visitor).getImport)},
		{Method: visit.Get, Path: account, Do: visit.By((*visitor).getAccount)},
		{Method: visit.Post, Path: account, Do: visit.By((*visitor).postAccount)},
		{Method: visit.Get, Path: open, Do: visit.By((*visitor).getOpen)},
		{Method: visit.Get, Path: open + "/:id", Do: visit.By((*visitor).getReceivable)},
		{Method: visit.Get, Path: came + "/:id", Do: visit.By((*visitor).getOne)},
	}
	for _, s := range sheets() {
		at := came + "/:id/" + s.path
		ways = append(ways,
			visit.Way{Method: visit.Get, Path: at, Do: visit.By(func(r *visitor) error { return r.getSheet(s) })},
			visit.Way{Method: visit.Post, Path: at, Do: visit.By(func(r *visitor) error { return r.postSheet(s) })},
		)
	}
	return ways
}

func path(base string, id marketplace.ID) string { return base + "/" + url.PathEscape(string(id)) }

func (r *visitor) id() (marketplace.ID, error) { return web.IDParam(r.C, "id") }

func (r *visitor) euros(c money.Cents) string { return c.Write(r.Lang.Code()) }

func (r *visitor) back() *view.Link { return &view.Link{Text: r.T("bank.title"), Href: base} }
