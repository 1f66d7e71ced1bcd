package invoices

import (
	"cmp"
	"net/url"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/invoice"
	"sovite.fi/sovite/marketplace/invoice/en16931"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/server/web"
)

// visitor is a visit of either side.
type visitor struct{ *visit.Request }

// seller is a visit of whoever bills, buyer one of whoever is billed.
type (
	seller struct{ *visit.Request }
	buyer  struct{ *visit.Request }
)

const (
	sold       = "/invoices"
	runs       = sold + "/runs"
	making     = sold + "/new"
	received   = "/bills"
	mostListed = marketplace.MaxLimit
)

// Ways lists every page and every form of this package.
func Ways() []visit.Way {
	const one, own = sold + "/:id", received + "/:id"
	return []visit.Way{
		{Method: visit.Get, Path: sold, Do: visit.By((*seller).getList)},
		{Method: visit.Get, Path: sold + "/details", Do: visit.By((*seller).getDetails)},
		{Method: visit.Post, Path: sold + "/details", Do: visit.By((*seller).postDetails)},
		{Method: visit.Get, Path: making, Do: visit.By((*seller).getPreview)},
		{Method: visit.Post, Path: making, Do: visit.By((*seller).postPreview)},
		{Method: visit.Get, Path: runs + "/:id", Do: visit.By((*seller).getRun)},
		{Method: visit.Get, Path: one, Do: visit.By((*seller).getOne)},
		{Method: visit.Get, Path: one + "/file/:format", Do: visit.By((*visitor).getFile)},
		{Method: visit.Get, Path: one + "/credit", Do: visit.By((*seller).getCredit)},
		{Method: visit.Post, Path: one + "/credit", Do: visit.By((*seller).postCredit)},
		{Method: visit.Get, Path: received, Do: visit.By((*buyer).getList)},
		{Method: visit.Get, Path: received + "/details", Do: visit.By((*buyer).getDetails)},
		{Method: visit.Post, Path: received + "/details", Do: visit.By((*buyer).postDetails)},
		{Method: visit.Get, Path: own, Do: visit.By((*buyer).getOne)},
		{Method: visit.Get, Path: own + "/file/:format", Do: visit.By((*visitor).getFile)},
	}
}

func path(base string, id marketplace.ID) string { return base + "/" + url.PathEscape(string(id)) }

func idOf(r *visit.Request) (marketplace.ID, error) { return web.IDParam(r.C, "id") }

func euros(r *visit.Request, c money.Cents) string { return c.Write(r.Lang.Code()) }

// name is what an invoice is called: what it is, with its number once it has one.
func name(r *visit.Request, i invoice.Invoice) string {
	kind := cmp.Or(i.Document.Kind, en16931.Invoice)
	if i.Document.Number == "" {
		return r.T("invoice.unnumbered")
	}
	return r.T("invoice.name."+string(kind), "number", i.Document.Number)
}

// days are from when to when something was supplied.
func days(r *visit.Request, p en16931.Period) string {
	if p.From == p.To {
		return r.Lang.Date(p.From)
	}
	return r.Lang.Date(p.From) + " – " + r.Lang.Date(p.To)
}

func orDash(text string) string { return cmp.Or(text, "–") }

// labels are the labels of the fields of a form by their names.
func labels(groups []view.FieldGroup) map[string]string {
	var fields []view.Field
	for _, g := range groups {
		fields = append(fields, g.Fields...)
	}
	return visit.Labels(fields...)
}

// getFile sends an invoice as a file. The bytes are those that were issued.
func (r *visitor) getFile() error {
	id, err := idOf(r.Request)
	if err != nil {
		return err
	}
	format := invoice.Format(r.Param("format"))
	body, err := r.Invoices.Written(r.Ctx, r.Actor, id, format, r.Lang.Code())
	if err != nil {
		return err
	}
	typ, ending := "application/xml", "xml"
	if format == invoice.PDF {
		typ, ending = "application/pdf", "pdf"
	}
	r.C.Set("Content-Type", typ)
	r.C.Set("Content-Disposition", `attachment; filename="`+string(id)+"-"+string(format)+"."+ending+`"`)
	r.C.Set("Cache-Control", "no-store")
	return r.C.Send(body)
}
