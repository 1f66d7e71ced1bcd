package employer

import (
	"github.com/gofiber/fiber/v2"

	"sovite.fi/sovite/employer-portal/visit"
)

// request adds the pages of this package to what every request has.
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
		{Method: get, Path: "/tasks", Do: by((*request).getTasks)},
		{Method: get, Path: "/tasks/new", Do: by((*request).getNewTask)},
		{Method: post, Path: "/tasks/new", Do: by((*request).postNewTask)},
		{Method: get, Path: "/tasks/import", Do: by((*request).getImport)},
		{Method: get, Path: "/tasks/import/template.csv", Do: by((*request).getTemplate)},
		{Method: post, Path: "/tasks/import", Do: by((*request).postImport)},
		{Method: get, Path: "/tasks/:id", Do: by((*request).getTask)},
		{Method: get, Path: "/tasks/:id/edit", Do: by((*request).getTaskEdit)},
		{Method: post, Path: "/tasks/:id/edit", Do: by((*request).postTaskEdit)},
		{Method: get, Path: "/tasks/:id/preview", Do: by((*request).getPreview)},
		{Method: get, Path: "/search", Do: by((*request).getSearch)},
	}
}
