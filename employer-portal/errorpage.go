package portal

import (
	"net/url"

	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/utils"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/server/web"
)

// PageError writes the page for an error; server/web calls it. Whoever is not signed in and asks for a page that needs
// it is sent to sign in, and then comes back.
func (p *Portal) PageError(c *fiber.Ctx, problem *web.Problem) error {
	r := p.request(c)
	if problem.Status == fiber.StatusUnauthorized {
		next := "/"
		if c.Method() == fiber.MethodGet {
			next = utils.CopyString(c.OriginalURL())
		}
		return c.Redirect("/signin?next="+url.QueryEscape(next), fiber.StatusSeeOther)
	}
	page := &view.Error{
		Status: problem.Status, Heading: r.t(heading(problem.Status)), Text: problem.Detail,
		Action: view.Link{Text: r.t("error.home"), Href: "/"},
	}
	page.Base = r.base(page.Heading)
	if problem.Status >= fiber.StatusInternalServerError {
		page.ID = problem.ID
	}
	return r.write(problem.Status, page)
}

func heading(status int) string {
	switch {
	case status == fiber.StatusNotFound:
		return "error.not_found"
	case status == fiber.StatusForbidden:
		return "error.forbidden"
	case status == fiber.StatusTooManyRequests:
		return "error.too_many"
	case status >= fiber.StatusInternalServerError:
		return "error.ours"
	}
	return "error.other"
}
