package coach

import (
	"github.com/gofiber/fiber/v2"

	"sovite.fi/sovite/employer-portal/visit"
)

// request adds the pages of this package to what every request has.
type request struct {
	*visit.Request
	counted int // how many clients were compared with all tasks for this page
}

func by(do func(*request) error) visit.Handler {
	return func(r *visit.Request) error { return do(&request{Request: r}) }
}

const (
	get  = fiber.MethodGet
	post = fiber.MethodPost
)

// Ways lists every page and every form of this package.
func Ways() []visit.Way {
	return []visit.Way{
		{Method: get, Path: "/clients", Do: by((*request).getCaseload)},
		{Method: get, Path: "/clients/new", Do: by((*request).getNewClient)},
		{Method: post, Path: "/clients/new", Do: by((*request).postNewClient)},
		{Method: get, Path: "/clients/:id", Do: by((*request).getClient)},
		{Method: post, Path: "/clients/:id", Do: by((*request).postClient)},
		{Method: get, Path: "/clients/:id/profile", Do: by((*request).getProfileStart)},
		{Method: get, Path: "/clients/:id/profile/:section", Do: by((*request).getProfile)},
		{Method: post, Path: "/clients/:id/profile/:section", Do: by((*request).postProfile)},
		{Method: get, Path: "/clients/:id/versions", Do: by((*request).getVersions)},
		{Method: get, Path: "/clients/:id/matches", Do: by((*request).getMatches)},
		{Method: get, Path: "/clients/:id/matches/:task", Do: by((*request).getMatch)},
		{Method: get, Path: "/clients/:id/compare", Do: by((*request).getCompare)},
	}
}
