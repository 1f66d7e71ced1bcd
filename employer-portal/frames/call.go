package frames

import (
	"net/url"
	"strings"

	"sovite.fi/sovite/employer-portal/form"
	"sovite.fi/sovite/employer-portal/present/quoted"
	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/check"
	"sovite.fi/sovite/marketplace/frame"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/price"
	"sovite.fi/sovite/marketplace/quote"
	"sovite.fi/sovite/marketplace/request"
)

func (r *buyer) getCall() error {
	e, err := r.answering()
	if err != nil {
		return err
	}
	if e.Value.State != frame.Agreed {
		return r.Redirect(path(agreed, e.ID), "")
	}
	return r.Show(r.callPage(e, url.Values{"key": {string(r.IDs())}, "reference": {e.Value.Site.Reference}}, nil, nil))
}

// postCall checks a call-off, or makes it and leads to where its quote is accepted. Posted twice it is one.
func (r *buyer) postCall() error {
	e, err := r.answering()
	if err != nil {
		return err
	}
	v, err := r.Posted()
	if err != nil {
		return err
	}
	w, bad := r.wish(e.Value, v)
	if len(bad) > 0 {
		return r.Wrong(r.callPage(e, v, bad, nil))
	}
	if v.Get("do") == "check" {
		c, lines, err := r.Frames.Preview(r.Ctx, r.Actor, e.ID, w)
		if err != nil {
			return r.refused(e, v, err)
		}
		return r.Show(r.callPage(e, v, nil, r.preview(c, lines)))
	}
	_, c, err := r.Frames.CallOff(r.Ctx, r.Actor, e.ID, v.Get("key"), w)
	switch {
	case err != nil:
		return r.refused(e, v, err)
	case c.State == frame.Held:
		return r.Redirect(callPath(c, "")+"/accept", "frame_called")
	}
	return r.Redirect(path(agreed, e.ID), "frame_called")
}

// refused shows the form again with what is wrong; of capacity, each day that it lacks.
func (r *buyer) refused(e frame.Entry, v url.Values, err error) error {
	short := marketplace.AsError(err).Fields
	isShort := marketplace.IsKind(err, marketplace.Conflict) && len(short) > 0
	bad, err := visit.FieldErrors(err)
	if err != nil {
		return err
	}
	if isShort {
		bad = []marketplace.FieldError{{Key: "portal.frame.call.short"}}
		for _, s := range short {
			s.Field = ""
			bad = append(bad, s)
		}
	}
	return r.Wrong(r.callPage(e, v, bad, nil))
}

// preview is what a call-off would come to.
func (r *buyer) preview(c frame.Call, lines []quote.OfferLine) []view.PlacedPart {
	v := quote.OfferVersion{Lines: lines, Total: c.Total, Loads: c.Loads()}
	return []view.PlacedPart{
		{ID: "preview", Heading: r.T("frame.call.preview"), Lines: []string{r.T("frame.call.preview.text", "when", r.Say.When(c.Until)), quoted.Hours(r.Request, v.Loads)}, Table: quoted.Lines(r.Request, v)},
		{ID: "days", Heading: r.T("quote.loads"), Table: quoted.Loads(r.Request, v.Loads)},
	}
}

// wish reads what was typed.
func (r *buyer) wish(f frame.Frame, v url.Values) (frame.Wish, []marketplace.FieldError) {
	day := func(name string) marketplace.Date { return marketplace.Date(strings.TrimSpace(v.Get(name))) }
	w := frame.Wish{Need: request.Need{First: day("need.first"), Last: day("need.last"), Weekdays: v["need.weekdays"]}, Reference: v.Get("reference")}
	var all, bad []marketplace.FieldError
	w.Need.People, all = form.Whole(v, "need.people")
	if strings.TrimSpace(v.Get("need.from")+v.Get("need.to")) != "" {
		w.Need.From, bad = form.Clock(v, "need.from", false)
		all = append(all, bad...)
		w.Need.To, bad = form.Clock(v, "need.to", true)
		all = append(all, bad...)
	}
	for _, text := range strings.FieldsFunc(v.Get("skip"), func(c rune) bool { return strings.ContainsRune(" ,;\r\n\t", c) }) {
		d, err := marketplace.ParseDate(text)
		if err != nil {
			all = append(all, marketplace.Field("skip", "frame.skip_text", "value", text))
			continue
		}
		w.Skip = append(w.Skip, d)
	}
	for i, p := range f.Terms.Prices {
		var quantity price.Quantity
		if text := strings.TrimSpace(v.Get(check.At("quantities", i))); text != "" && !hours(p.Unit) {
			var err error
			if quantity, err = p.Unit.Read(text, r.Lang); err != nil {
				all = append(all, wrong(check.At("quantities", i), err))
			}
		}
		w.Quantities = append(w.Quantities, quantity)
	}
	return w, all
}

// hours says whether how much there is of a unit follows from the days.
func hours(u price.Unit) bool { return u == price.CrewHour || u == price.SupervisorHour }

// callPage is the form of a call-off, with what it would come to below.
func (r *buyer) callPage(e frame.Entry, v url.Values, bad []marketplace.FieldError, parts []view.PlacedPart) *view.PlacedForm {
	for i, b := range bad {
		if strings.HasPrefix(b.Field, "skip[") {
			bad[i].Field = "skip"
		}
	}
	f := view.NewForm(r.Lang, v, bad)
	t := e.Value.Terms
	p := &view.PlacedForm{
		Base: r.Base(r.T("frame.call")), Heading: r.T("frame.call"), Method: "post", Action: path(agreed, e.ID) + "/call", Submit: r.T("frame.call.submit"),
		Second: r.T("frame.call.check"), Hidden: map[string]string{"key": v.Get("key")}, Parts: parts,
		Intro: r.T("frame.call.intro", "title", t.Title, "last", r.Lang.Date(e.Value.Last()), "ceiling", ceiling(r.Request, e.Value)),
	}
	const l = "portal.request.f."
	p.Groups = []view.FieldGroup{
		{Heading: r.T("frame.call.g.when"), Note: r.T("frame.call.when"), Fields: []view.Field{
			f.Date("need.first", l+"first").Must(), f.Date("need.last", l+"last").Must(), f.Checks("need.weekdays", l+"weekdays", f.Words("weekday")).In("inline"),
			f.Input("need.from", l+"from").As("time", "").Narrow().Must(), f.Input("need.to", l+"to").As("time", "").Narrow().Must(),
			f.Number("need.people", l+"people", "", 1, 200).WithHint(r.T("request.f.people.hint")).Narrow().Must(),
			f.Input("skip", "portal.frame.f.skip").WithHint(r.T("frame.f.skip.hint")),
		}},
		r.quantities(f, t.Prices),
	}
	p.Back = &view.Link{Text: t.Title, Href: path(agreed, e.ID)}
	p.Problems = f.Problems(bad, labels(p.Groups))
	return p
}

// quantities ask how much of what does not follow from the days, and for the reference.
func (r *buyer) quantities(f view.Form, prices []frame.Price) view.FieldGroup {
	g := view.FieldGroup{Heading: r.T("frame.call.rest")}
	for i, p := range prices {
		if hours(p.Unit) {
			continue
		}
		field := f.Input(check.At("quantities", i), "portal.quote.line.quantity").Narrow()
		field.Label = r.T("frame.call.quantity", "name", p.Name, "unit", r.Lang.T("price.unit."+string(p.Unit)), "rate", rate(r, p.Rate))
		g.Fields = append(g.Fields, field)
	}
	g.Fields = append(g.Fields, f.Input("reference", "portal.request.f.reference").WithHint(r.T("request.f.reference.hint")))
	return g
}

func rate(r *buyer, v money.Rate) string { return v.Write(r.Lang.Code()) }
