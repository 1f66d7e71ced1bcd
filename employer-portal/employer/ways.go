package employer

import (
	"sovite.fi/sovite/employer-portal/visit"
)

// request adds the pages of this package to what every request has.
type request struct{ *visit.Request }

// Ways lists every page and every form of this package.
func Ways() []visit.Way {
	return []visit.Way{
		{Method: visit.Get, Path: "/tasks", Do: visit.By((*request).getTasks)},
		{Method: visit.Get, Path: "/tasks/new", Do: visit.By((*request).getNewTask)},
		{Method: visit.Post, Path: "/tasks/new", Do: visit.By((*request).postNewTask)},
		{Method: visit.Get, Path: "/tasks/import", Do: visit.By((*request).getImport)},
		{Method: visit.Get, Path: "/tasks/import/template.csv", Do: visit.By((*request).getTemplate)},
		{Method: visit.Post, Path: "/tasks/import", Do: visit.By((*request).postImport)},
		{Method: visit.Get, Path: "/tasks/:id", Do: visit.By((*request).getTask)},
		{Method: visit.Get, Path: "/tasks/:id/edit", Do: visit.By((*request).getTaskEdit)},
		{Method: visit.Post, Path: "/tasks/:id/edit", Do: visit.By((*request).postTaskEdit)},
		{Method: visit.Get, Path: "/tasks/:id/preview", Do: visit.By((*request).getPreview)},
		{Method: visit.Get, Path: "/search", Do: visit.By((*request).getSearch)},
	}
}
