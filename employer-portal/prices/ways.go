package prices

import (
	"net/url"

	"github.com/gofiber/fiber/v2"

	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/price"
	"sovite.fi/sovite/server/web"
)

// request is a visit to a page of this package.
type request struct{ *visit.Request }

func by(do func(*request) error) visit.Handler {
	return func(r *visit.Request) error { return do(&request{r}) }
}

const (
	get  = fiber.MethodGet
	post = fiber.MethodPost
)

// Ways lists every page and every form of this package.
func Ways() []visit.Way {
	return []visit.Way{
		{Method: get, Path: "/prices", Do: by((*request).getBook)},
		{Method: get, Path: "/prices/new", Do: by((*request).getUnits)},
		{Method: get, Path: "/prices/new/:unit", Do: by((*request).getNew)},
		{Method: post, Path: "/prices/new/:unit", Do: by((*request).postNew)},
		{Method: get, Path: "/prices/:id", Do: by((*request).getItem)},
		{Method: get, Path: "/prices/:id/next", Do: by((*request).getNext)},
		{Method: post, Path: "/prices/:id/next", Do: by((*request).postNext)},
		{Method: get, Path: "/prices/:id/retire", Do: by((*request).getRetire)},
		{Method: post, Path: "/prices/:id/retire", Do: by((*request).postRetire)},
		{Method: post, Path: "/prices/:id/keep", Do: by((*request).postKeep)},
	}
}

func path(id marketplace.ID) string { return "/prices/" + url.PathEscape(string(id)) }

// item loads the item of the address with its book.
func (r *request) item() (price.Entry, price.Item, error) {
	id, err := web.IDParam(r.C, "id")
	if err != nil {
		return price.Entry{}, price.Item{}, err
	}
	return r.Prices.Item(r.Ctx, r.Actor, id)
}

// writes says whether the actor may change prices.
func (r *request) writes() bool { return r.Actor.Has(price.Writers()...) }

// today is the day by which prices are asked for.
func (r *request) today() marketplace.Date { return r.Prices.Clock.Today() }
