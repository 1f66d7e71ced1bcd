package invoices

import (
	"net/url"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/invoice"
	"sovite.fi/sovite/marketplace/invoice/delivery"
	"sovite.fi/sovite/server/auth"
)

// delivered is how an issued document comes to its buyer: what happened to it, and what can be done next.
func (r *seller) delivered(i invoice.Invoice) (view.PlacedPart, error) {
	part := view.PlacedPart{ID: "delivery", Heading: r.T("invoice.delivery"), NoPrint: true}
	e, err := r.Deliveries.Of(r.Ctx, r.Actor, i.ID)
	if err != nil {
		return part, err
	}
	d := e.Value
	part.Lines = []string{r.T("invoice.delivery." + string(d.State))}
	for _, s := range d.Log {
		row := view.PlacedRow{Link: view.Link{Text: r.T("invoice.step." + string(s.Event) + orNothing(s.Way))}, Lines: []string{r.who(s) + ", " + r.Say.When(s.At)}}
		if s.Reason != "" {
			row.Lines = append(row.Lines, r.T("invoice.step.reason", "reason", s.Reason))
		}
		part.Rows = append(part.Rows, row)
	}
	r.nextSteps(&part, i, d.State)
	return part, nil
}

func orNothing(w delivery.Way) string {
	if w == "" {
		return ""
	}
	return "." + string(w)
}

func (r *seller) who(s delivery.Step) string {
	if s.By == "" {
		return r.T("invoice.step.program")
	}
	return r.Colleague(s.By)
}

// nextSteps are what can be done about a delivery. What was rejected goes out again as it is, or is credited and billed anew.
func (r *seller) nextSteps(part *view.PlacedPart, i invoice.Invoice, s delivery.State) {
	post := func(do, key string) {
		part.Posts = append(part.Posts, view.Post{
			Action: path(sold, i.ID) + "/delivery", Text: r.T(key), About: i.Document.Number, CSRF: auth.CSRFFrom(r.Ctx), Hidden: map[string]string{"do": do},
		})
	}
	if _, can := s.Next(delivery.Hand); can {
		post(string(delivery.Operator), "invoice.do.operator")
		post(string(delivery.Link), "invoice.do.link")
	}
	if _, can := s.Next(delivery.Acknowledge); can {
		post(string(delivery.Acknowledge), "invoice.do.acknowledge")
	}
	if _, can := s.Next(delivery.Reject); can {
		part.Ways = append(part.Ways, view.Link{Text: r.T("invoice.reject"), Href: path(sold, i.ID) + "/reject"})
	}
	if s == delivery.Rejected && i.Of == "" && len(i.Left()) > 0 {
		part.Ways = append(part.Ways, view.Link{Text: r.T("invoice.credit"), Href: path(sold, i.ID) + "/credit"})
	}
}

// postDelivery writes down that a document was handed over or taken. Posted twice it is once.
func (r *seller) postDelivery() error {
	id, err := idOf(r.Request)
	if err != nil {
		return err
	}
	v, err := r.Posted()
	if err != nil {
		return err
	}
	if do := v.Get("do"); do == string(delivery.Acknowledge) {
		_, err = r.Deliveries.Acknowledge(r.Ctx, r.Actor, id)
	} else {
		_, err = r.Deliveries.HandOver(r.Ctx, r.Actor, id, delivery.Way(do))
	}
	if err != nil {
		return err
	}
	return r.Redirect(path(sold, id), "invoice_delivery")
}

func (r *seller) getReject() error {
	page, err := r.rejectPage(url.Values{}, nil)
	if err != nil {
		return err
	}
	return r.Show(page)
}

func (r *seller) rejectPage(v url.Values, bad []marketplace.FieldError) (*view.Single, error) {
	id, err := idOf(r.Request)
	if err != nil {
		return nil, err
	}
	e, err := r.Invoices.Get(r.Ctx, r.Actor, id)
	if err != nil {
		return nil, err
	}
	page := r.Single("invoice.reject", path(sold, id)+"/reject", v, bad, func(f view.Form) []view.Field {
		return []view.Field{f.Area("reason", "portal.invoice.f.rejected", 3).WithHint(r.T("invoice.f.rejected.hint")).Must()}
	})
	page.Back = &view.Link{Text: name(r.Request, e.Value), Href: path(sold, id)}
	return page, nil
}

// postReject writes down that the operator did not take a document, with its reason.
func (r *seller) postReject() error {
	id, err := idOf(r.Request)
	if err != nil {
		return err
	}
	v, err := r.Posted()
	if err != nil {
		return err
	}
	if _, err = r.Deliveries.Reject(r.Ctx, r.Actor, id, v.Get("reason")); err == nil {
		return r.Redirect(path(sold, id)+"#delivery", "")
	}
	bad, err := visit.FieldErrors(err)
	if err != nil {
		return err
	}
	page, err := r.rejectPage(v, bad)
	if err != nil {
		return err
	}
	return r.Wrong(page)
}
