package visit

import (
	"strings"

	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/utils"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/viewonly"
	"sovite.fi/sovite/marketplace/acting"
)

// looks is whether an administrator looks through the eyes of somebody else.
func (r *Request) looks() bool { return r.Looking.Visit != "" }

// lookOnly is the one gate for whoever looks as somebody else: what is more than looking is refused, and each page is written down
// before it is shown.
func (r *Request) lookOnly(w Way) error {
	if !r.looks() {
		return nil
	}
	switch viewonly.Of(w.Method, w.Path) { //nolint:exhaustive // whatever else there is, is refused
	case viewonly.Leaves:
		return nil
	case viewonly.Shown:
		return r.Acting.Looked(r.Ctx, r.Looking, utils.CopyString(r.C.Path()))
	}
	return acting.ViewOnly()
}

// pagesOnly lets nothing but pages out to whoever looks as somebody else: a page may also be asked for as a file.
func (r *Request) pagesOnly(w Way) error {
	if !r.looks() || viewonly.Of(w.Method, w.Path) == viewonly.Leaves {
		return nil
	}
	resp := r.C.Response()
	page := strings.HasPrefix(string(resp.Header.ContentType()), fiber.MIMETextHTML) && len(resp.Header.Peek(fiber.HeaderContentDisposition)) == 0
	if moved := resp.StatusCode() >= fiber.StatusMultipleChoices && resp.StatusCode() < fiber.StatusBadRequest; page || moved {
		return nil
	}
	resp.Reset()
	return acting.ViewOnly()
}

// strip says on every page through whose eyes somebody looks, until when and why; nil when they look through their own.
func (r *Request) strip(name, org string) []string {
	if !r.looks() {
		return nil
	}
	return []string{r.T("acting.strip", "name", name, "org", org, "until", r.Say.When(r.Looking.Until)), r.T("acting.strip.reason", "reason", r.Looking.Reason)}
}

// Visits is a table of who looked as somebody, when, for how long and why.
func (r *Request) Visits(caption string, list []acting.Report) *view.Table {
	t := &view.Table{Caption: caption, Head: []string{r.T("acting.when"), r.T("acting.who"), r.T("acting.length"), r.T("acting.pages"), r.T("acting.why")}}
	for _, v := range list {
		name := v.Name
		if name == "" {
			name = r.T("my.somebody")
		}
		length := r.Say.N("acting.minutes", v.Minutes(r.Clock.Now()))
		if v.Open {
			length = r.T("acting.open", "length", length)
		}
		t.Body = append(t.Body, []string{r.Say.When(v.Begun), name + ", " + r.Firm(v.For), length, r.Lang.Number(int64(len(v.Looks))), v.Reason})
	}
	return t
}
