package orders

import (
	"net/url"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/check"
	"sovite.fi/sovite/marketplace/order"
)

// sheet is a form of one thing that one side does.
type sheet struct {
	path, base, key string // key of its texts
	fields          func(*visitor, marketplace.ID, view.Form) ([]view.Field, error)
	save            func(*visitor, marketplace.ID, url.Values) error
}

func sheets() []sheet {
	return []sheet{
		{sold + "/:id/approve", sold, "order.approve", (*visitor).approveFields, (*visitor).saveApproval},
		{sold + "/:id/supervisor", sold, "order.supervisor", (*visitor).supervisorFields, (*visitor).saveSupervisor},
		{sold + "/:id/cancel", sold, "order.cancel", (*visitor).cancelFields, (*visitor).saveCancel},
		{bought + "/:id/reference", bought, "order.reference", (*visitor).referenceFields, (*visitor).saveReference},
		{bought + "/:id/cancel", bought, "order.cancel", (*visitor).cancelBoughtFields, (*visitor).saveCancelBought},
	}
}

func (r *visitor) getSheet(s sheet) error {
	page, err := r.sheetPage(s, url.Values{}, nil)
	if err != nil {
		return err
	}
	return r.Show(page)
}

func (r *visitor) postSheet(s sheet) error {
	id, err := orderID(r.Request)
	if err != nil {
		return err
	}
	v, err := r.Posted()
	if err != nil {
		return err
	}
	if err = s.save(r, id, v); err == nil {
		return r.Redirect(path(s.base, id), "order_saved")
	}
	bad, err := visit.FieldErrors(err)
	if err != nil {
		return err
	}
	page, err := r.sheetPage(s, v, bad)
	if err != nil {
		return err
	}
	return r.Wrong(page)
}

func (r *visitor) sheetPage(s sheet, v url.Values, bad []marketplace.FieldError) (*view.Single, error) {
	id, err := orderID(r.Request)
	if err != nil {
		return nil, err
	}
	page := r.Single(s.key, "", v, bad, func(f view.Form) []view.Field {
		var fields []view.Field
		fields, err = s.fields(r, id, f)
		return fields
	})
	page.Action, page.Back = page.Path, &view.Link{Text: r.T("order.back"), Href: path(s.base, id)}
	return page, err
}

// approveFields ask for the reason; what is decided stands on the page of the order.
func (r *visitor) approveFields(id marketplace.ID, f view.Form) ([]view.Field, error) {
	if err := r.Actor.Must(marketplace.RoleOwner); err != nil {
		return nil, err
	}
	_, err := r.Orders.Get(r.Ctx, r.Actor, id)
	return []view.Field{f.Area("reason", "portal.order.f.reason", 3).Must()}, err
}

func (r *visitor) saveApproval(id marketplace.ID, v url.Values) error {
	_, err := r.Orders.Approve(r.Ctx, r.Actor, id, v.Get("reason"))
	return err
}

func (r *visitor) supervisorFields(id marketplace.ID, f view.Form) ([]view.Field, error) {
	e, err := r.Orders.Get(r.Ctx, r.Actor, id)
	if err == nil && !f.Values.Has("supervisor") {
		f.Values.Set("supervisor", e.Value.Newest().Supervisor)
	}
	return []view.Field{f.Input("supervisor", "portal.quote.f.supervisor").Must()}, err
}

func (r *visitor) saveSupervisor(id marketplace.ID, v url.Values) error {
	_, err := r.Orders.SetSupervisor(r.Ctx, r.Actor, id, v.Get("supervisor"))
	return err
}

func (r *visitor) referenceFields(id marketplace.ID, f view.Form) ([]view.Field, error) {
	b, err := r.Orders.Bought(r.Ctx, r.Actor, id)
	if err == nil && !f.Values.Has("reference") {
		f.Values.Set("reference", b.Versions[len(b.Versions)-1].Reference)
	}
	return []view.Field{f.Input("reference", "order.field.reference")}, err
}

func (r *visitor) saveReference(id marketplace.ID, v url.Values) error {
	_, err := r.Orders.SetReference(r.Ctx, r.Actor, id, v.Get("reference"))
	return err
}

func (r *visitor) cancelFields(id marketplace.ID, f view.Form) ([]view.Field, error) {
	_, err := r.Orders.Get(r.Ctx, r.Actor, id)
	return why(f), err
}

func (r *visitor) cancelBoughtFields(id marketplace.ID, f view.Form) ([]view.Field, error) {
	_, err := r.Orders.Bought(r.Ctx, r.Actor, id)
	return why(f), err
}

// why are the fields of a cancellation.
func why(f view.Form) []view.Field {
	return []view.Field{
		f.Radios("reason", "portal.order.f.why", f.Keyed("portal.order.reason", check.Words(order.Reasons())...)),
		f.Area("note", "portal.order.f.note", 3),
	}
}

func cancellation(v url.Values) order.Cancellation {
	return order.Cancellation{Reason: order.Reason(v.Get("reason")), Note: v.Get("note")}
}

func (r *visitor) saveCancel(id marketplace.ID, v url.Values) error {
	_, err := r.Orders.Cancel(r.Ctx, r.Actor, id, cancellation(v))
	return err
}

func (r *visitor) saveCancelBought(id marketplace.ID, v url.Values) error {
	_, err := r.Orders.CancelBought(r.Ctx, r.Actor, id, cancellation(v))
	return err
}
