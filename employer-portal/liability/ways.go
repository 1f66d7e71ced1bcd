package liability

import (
	"net/url"

	"github.com/gofiber/fiber/v2"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/server/auth"
	"sovite.fi/sovite/server/web"
)

// request adds the pages of this package to what every request has.
type request struct{ *visit.Request }

func by(do func(*request) error) visit.Handler {
	return func(r *visit.Request) error { return do(&request{r}) }
}

const (
	get  = fiber.MethodGet
	post = fiber.MethodPost
	own  = "/liability"
)

// Ways lists every page and every form of this package.
func Ways() []visit.Way {
	const one = "/suppliers/:id"
	var ways []visit.Way
	for _, s := range sheets() { // before the page of one supplier: /suppliers/new is none
		ways = append(ways,
			visit.Way{Method: get, Path: s.path, Do: by(func(r *request) error { return r.getSheet(s) })},
			visit.Way{Method: post, Path: s.path, Do: by(func(r *request) error { return r.postSheet(s) })},
		)
	}
	return append(ways, []visit.Way{
		{Method: get, Path: own, Do: by((*request).getOwn)},
		{Method: post, Path: own + "/customers/:id/share", Do: by((*request).postShare)},
		{Method: get, Path: "/suppliers", Do: by((*request).getSuppliers)},
		{Method: get, Path: one, Do: by((*request).getSupplier)},
		{Method: post, Path: one + "/check", Do: by((*request).postCheck)},
		{Method: post, Path: one + "/exempt/end", Do: by((*request).postEndExemption)},
	}...)
}

func (r *request) id() (marketplace.ID, error) { return web.IDParam(r.C, "id") }

func supplierPath(id marketplace.ID) string { return "/suppliers/" + url.PathEscape(string(id)) }

// button is a form of one button.
func (r *request) button(action, key, about string) view.Post {
	return view.Post{Action: action, Text: r.T(key), About: about, CSRF: auth.CSRFFrom(r.Ctx)}
}

const mostListed = marketplace.MaxLimit
