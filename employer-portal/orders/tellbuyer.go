package orders

import (
	"net/url"
	"strconv"

	"sovite.fi/sovite/employer-portal/form"
	"sovite.fi/sovite/employer-portal/present/quoted"
	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/order"
	"sovite.fi/sovite/marketplace/request"
)

func (r *buyer) getTold() error {
	b, err := r.one()
	if err != nil {
		return err
	}
	v := r.values(b.Own)
	v.Set("rev", strconv.FormatInt(b.Rev, 10))
	return r.Show(r.toldPage(b, v, nil))
}

// one loads what the address names, for those who may tell the buyer's part.
func (r *buyer) one() (order.Bought, error) {
	if err := r.Actor.Must(request.Buyers()...); err != nil {
		return order.Bought{}, err
	}
	id, err := orderID(r.Request)
	if err != nil {
		return order.Bought{}, err
	}
	return r.Orders.Bought(r.Ctx, r.Actor, id)
}

// traits are what is told of the buyer and the work with a tick each.
func traits(c *order.Conditions) map[string]*bool {
	return map[string]*bool{"public": &c.Public, "tools": &c.Tools, "rota": &c.Rota, "unusual": &c.Unusual, "construction": &c.Construction, "special": &c.Special}
}

// values are the buyer's part as the form shows it.
func (r *buyer) values(p order.BuyerPart) url.Values {
	v := url.Values{"redirect": {p.Conditions.Redirect}, "safety": {p.Conditions.Safety}, "induction": {p.Induction}}
	for name, on := range traits(&p.Conditions) {
		flag(v, name, *on)
	}
	flag(v, "declares", p.Declares)
	form.SetChoice(v, "hazards", p.Hazards)
	form.SetChoice(v, "allergens", p.Allergens)
	return v
}

func (r *buyer) postTold() error {
	b, err := r.one()
	if err != nil {
		return err
	}
	v, err := r.Posted()
	if err != nil {
		return err
	}
	p := order.BuyerPart{Conditions: order.Conditions{Redirect: v.Get("redirect"), Safety: v.Get("safety")}, Induction: v.Get("induction"), Declares: v.Get("declares") != ""}
	for name, on := range traits(&p.Conditions) {
		*on = v.Get(name) != ""
	}
	var bad, more []marketplace.FieldError
	p.Hazards, bad = form.Choice(v, "hazards")
	p.Allergens, more = form.Choice(v, "allergens")
	if bad = append(bad, more...); len(bad) == 0 {
		_, err = r.Orders.TellAsBuyer(r.Ctx, r.Actor, b.ID, revision(v), p)
		switch {
		case err == nil:
			return r.Redirect(path(bought, b.ID), "order_told")
		case marketplace.IsKind(err, marketplace.Stale):
			return r.Write(visit.StatusConflict, r.toldPage(b, over(v, b.Rev), []marketplace.FieldError{{Key: "error.stale"}}))
		}
		if bad, err = visit.FieldErrors(err); err != nil {
			return err
		}
	}
	return r.Wrong(r.toldPage(b, v, bad))
}

func (r *buyer) toldPage(b order.Bought, v url.Values, bad []marketplace.FieldError) *view.PlacedForm {
	f := view.NewForm(r.Lang, v, bad)
	p := &view.PlacedForm{
		Base: r.Base(r.T("order.tell.buyer")), Heading: r.T("order.tell.buyer"), Intro: r.T("order.tell.buyer.intro"), Method: "post", Action: path(bought, b.ID) + "/told",
		Submit: r.T("order.tell.submit"), Hidden: map[string]string{"rev": v.Get("rev")},
	}
	if b.State == order.Confirmed {
		p.Intro = r.T("order.tell.confirmed")
	}
	tick := func(name string) view.Field {
		return f.Checks(name, "portal.order.f."+name, f.Keyed("portal.order."+name, "yes"))
	}
	p.Groups = []view.FieldGroup{
		{Heading: r.T("order.led"), Note: r.T("order.g.led.note"), Fields: []view.Field{
			f.Radios("redirect", "portal.order.f.redirect", f.Keyed("portal.order.yes", "no", "yes")).WithHint(r.T("order.f.redirect.hint")), tick("tools"), tick("rota"),
		}},
		{Heading: r.T("order.safety"), Note: r.T("order.g.safety.note"), Fields: append(
			quoted.Site(r.Request, f), tick("special"), f.Area("safety", "portal.order.f.safety", 5).WithHint(r.T("order.f.safety.hint")),
			f.Area("induction", "portal.request.f.induction", 3).WithHint(r.T("request.f.induction.hint")),
		)},
		{Heading: r.T("order.g.buyer"), Note: r.T("order.g.buyer.note"), Fields: []view.Field{tick("public"), tick("unusual"), tick("construction")}},
		declares(r.Request, f),
	}
	p.Back = &view.Link{Text: r.T("order.back"), Href: path(bought, b.ID)}
	p.Problems = f.Problems(bad, labels(p.Groups))
	return p
}
