package visit

import (
	"net/url"
	"strings"

	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/utils"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/server/web"
)

// PageError writes the page for an error; server/web calls it. Whoever is not signed in and asks for a page that needs
// it is sent to sign in, and then comes back.
func (s *Site) PageError(c *fiber.Ctx, problem *web.Problem) error {
	r := s.request(c)
	for _, door := range []string{"/my", "/shown"} {
		if path := c.Path(); problem.Status == fiber.StatusUnauthorized && (path == door || strings.HasPrefix(path, door+"/")) {
			return c.Redirect(door+"/link", fiber.StatusSeeOther)
		}
	}
	if problem.Status == fiber.StatusUnauthorized {
		next := "/"
		if c.Method() == fiber.MethodGet {
			next = utils.CopyString(c.OriginalURL())
		}
		return c.Redirect("/signin?next="+url.QueryEscape(next), fiber.StatusSeeOther)
	}
	page := &view.Error{
		Status: problem.Status, Heading: r.T(heading(problem.Status)), Text: problem.Detail,
		Action: view.Link{Text: r.T("error.home"), Href: "/"},
	}
	page.Base = r.Base(page.Heading)
	if problem.Status >= fiber.StatusInternalServerError {
		page.ID = problem.ID
	}
	return r.Write(problem.Status, page)
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
