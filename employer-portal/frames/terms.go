package frames

import (
	"net/url"
	"strconv"
	"strings"

	"sovite.fi/sovite/employer-portal/form"
	"sovite.fi/sovite/employer-portal/present/quoted"
	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/check"
	"sovite.fi/sovite/marketplace/frame"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/price"
	"sovite.fi/sovite/marketplace/request"
)

// ownUnit begins the value of a choice that is not from the price book: the rest is the unit.
const ownUnit = "unit:"

// emptyPrices is how many rows for more prices stand below those that are there.
const emptyPrices = 2

func priceFields() []string { return []string{"item", "name", "rate", "reason"} }

func row(i int) string { return check.At("prices", i) + "." }

// values are terms as the form shows them.
func (r *seller) values(t frame.Terms) url.Values {
	v := url.Values{
		"title": {t.Title}, "work": {t.Work}, "trades": t.Trades, "postal": {t.Postal}, "address": {t.Address}, "directs": {string(t.Directs)},
		"crew": {string(t.Crew)}, "supervisor": {t.Supervisor}, "hazards": {t.Hazards}, "note": {t.Note}, "from": {string(t.From)}, "to": {string(t.To)},
		"notice_days": {strconv.Itoa(t.NoticeDays)},
	}
	if t.Ceiling > 0 {
		v.Set("ceiling", strings.Trim(t.Ceiling.Write(r.Lang.Code()), "€\u00a0"))
	}
	for i, p := range t.Prices {
		item := string(p.Item)
		if item == "" {
			item = ownUnit + string(p.Unit)
		}
		v.Set(row(i)+"item", item)
		v.Set(row(i)+"name", p.Name)
		v.Set(row(i)+"rate", strings.Trim(p.Rate.Write(r.Lang.Code()), "€\u00a0"))
		v.Set(row(i)+"reason", p.Reason)
	}
	return v
}

// terms reads what was typed.
func (r *seller) terms(v url.Values) (frame.Terms, []marketplace.FieldError, error) {
	day := func(name string) marketplace.Date { return marketplace.Date(strings.TrimSpace(v.Get(name))) }
	t := frame.Terms{
		Title: v.Get("title"), Work: v.Get("work"), Trades: v["trades"], Postal: strings.TrimSpace(v.Get("postal")), Address: v.Get("address"),
		Directs: request.Director(v.Get("directs")), Crew: marketplace.ID(v.Get("crew")), Supervisor: v.Get("supervisor"), Hazards: v.Get("hazards"),
		Note: v.Get("note"), From: day("from"), To: day("to"),
	}
	book, err := r.Prices.Read(r.Ctx, r.Actor)
	if err != nil {
		return t, nil, err
	}
	days, bad := form.Whole(v, "notice_days")
	t.NoticeDays = days
	if text := strings.TrimSpace(v.Get("ceiling")); text != "" {
		cents, err := money.ParseCents(text, r.Lang.Code())
		if t.Ceiling = cents; err != nil {
			bad = append(bad, wrong("ceiling", err))
		}
	}
	form.Compact(v, "prices", priceFields()...)
	for i := range form.Rows(v, "prices", priceFields()...) {
		if strings.TrimSpace(v.Get(row(i)+"item")+v.Get(row(i)+"name")+v.Get(row(i)+"rate")) == "" {
			continue
		}
		p, wrongs := r.price(v, row(i), book.Value, max(t.From, r.Clock.Today()))
		t.Prices, bad = append(t.Prices, p), append(bad, wrongs...)
	}
	return t, bad, nil
}

func wrong(field string, err error) marketplace.FieldError {
	e := marketplace.AsError(err)
	return marketplace.FieldError{Field: field, Key: e.Key, Args: e.Args}
}

// price reads a row. What is from the price book has its name and its price from there, unless others were typed.
func (r *seller) price(v url.Values, at string, book price.Book, day marketplace.Date) (frame.Price, []marketplace.FieldError) {
	var bad []marketplace.FieldError
	p := frame.Price{Name: strings.TrimSpace(v.Get(at + "name")), Reason: v.Get(at + "reason")}
	chosen := v.Get(at + "item")
	unit, own := strings.CutPrefix(chosen, ownUnit)
	item, there := book.Item(marketplace.ID(chosen))
	switch {
	case own:
		p.Unit = price.Unit(unit)
	case there:
		p.Item, p.Unit = item.ID, item.Unit
		if p.Name == "" {
			p.Name = item.Name
		}
	default:
		bad = append(bad, marketplace.Field(at+"item", "field.required"))
	}
	rate := strings.TrimSpace(v.Get(at + "rate"))
	sold, is := item.At(day)
	switch {
	case rate != "":
		var err error
		if p.Rate, err = money.ParseRate(rate, r.Lang.Code()); err != nil {
			bad = append(bad, wrong(at+"rate", err))
		}
	case is:
		p.Rate = sold.Rate
	default:
		bad = append(bad, marketplace.Field(at+"rate", "field.required"))
	}
	return p, bad
}

func (r *seller) termsPage(v url.Values, bad []marketplace.FieldError) (*view.PlacedForm, error) {
	f := view.NewForm(r.Lang, v, bad)
	p := &view.PlacedForm{
		Base: r.Base(r.T("frame.new")), Heading: r.T("frame.new"), Intro: r.T("frame.new.intro"), Method: "post", Action: offered + "/new", Submit: r.T("frame.new.submit"),
		Hidden: map[string]string{"key": v.Get("key"), "order": v.Get("order")},
	}
	book, err := r.Prices.Read(r.Ctx, r.Actor)
	if err != nil {
		return nil, err
	}
	crews, err := r.Capacity.Mine(r.Ctx, r.Actor, false, marketplace.Page{Limit: mostListed})
	if err != nil {
		return nil, err
	}
	var options []view.Option
	for _, e := range crews.Items {
		options = append(options, view.Option{Value: string(e.ID), Text: e.Value.Terms.Name})
	}
	p.Groups = append([]view.FieldGroup{
		{Heading: r.T("frame.terms"), Fields: []view.Field{
			f.Date("from", "portal.frame.f.from").Must(), f.Date("to", "portal.frame.f.to").WithHint(r.T("frame.f.to.hint")).Must(),
			f.Input("ceiling", "portal.frame.f.ceiling").WithHint(r.T("frame.f.ceiling.hint")).Narrow(),
			f.Number("notice_days", "portal.frame.f.notice_days", "", 0, 365).Narrow(),
		}},
	}, r.priceGroups(f, book.Value)...)
	p.Groups = append(p.Groups, r.workGroups(f, options)...)
	p.Back = &view.Link{Text: r.T("frame.offers"), Href: offered}
	p.Problems = f.Problems(bad, labels(p.Groups))
	return p, nil
}

// priceGroups are the rows of prices, with some more below, closed.
func (r *seller) priceGroups(f view.Form, book price.Book) []view.FieldGroup {
	options := []view.Option{{Text: r.T("asked.line.choose")}}
	for _, i := range book.Items {
		if v, sold := i.At(r.Clock.Today()); sold {
			options = append(options, view.Option{Value: string(i.ID), Text: r.T("asked.line.item", "name", i.Name, "rate", v.Rate.Write(r.Lang.Code()), "unit", r.Lang.T("price.unit."+string(i.Unit)))})
		}
	}
	for _, u := range price.Units() {
		options = append(options, view.Option{Value: ownUnit + string(u), Text: r.T("asked.line.own", "unit", r.Lang.T("price.unit."+string(u)))})
	}
	there := 0
	for ; f.Values.Get(row(there)+"item")+f.Values.Get(row(there)+"name") != ""; there++ {
	}
	var out []view.FieldGroup
	for i := range there + emptyPrices {
		g := view.FieldGroup{Heading: r.T("frame.price", "n", i+1), Fold: i >= max(there, 1), Fields: []view.Field{
			f.Select(row(i)+"item", "portal.asked.f.item", options), f.Input(row(i)+"name", "portal.frame.f.name"),
			f.Input(row(i)+"rate", "portal.asked.f.rate").Narrow(), f.Input(row(i)+"reason", "portal.asked.f.reason").WithHint(r.T("frame.f.reason.hint")),
		}}
		out = append(out, g)
	}
	return out
}

// workGroups are what is done, where, and who directs it.
func (r *seller) workGroups(f view.Form, crews []view.Option) []view.FieldGroup {
	const l = "portal.request.f."
	var trades []view.Option
	for _, t := range r.Carving.Types() {
		trades = append(trades, view.Option{Value: t.Key, Text: t.Name.In(r.Lang.Code())})
	}
	return []view.FieldGroup{
		{Heading: r.T("order.work"), Fields: []view.Field{
			f.Input("title", l+"title").Must(), f.Area("work", l+"work", 4).Must(), f.Checks("trades", l+"trades", trades).In("columns"),
			f.Input("postal", l+"postal").As("text", "postal-code").Narrow().Must(), f.Input("address", l+"address"),
		}},
		{Heading: r.T("order.led"), Fields: []view.Field{
			f.Radios("directs", l+"directs", f.Keyed("portal.request.directs", check.Words(request.Directors())...)),
			f.Radios("crew", "portal.asked.f.crew", crews), f.Input("supervisor", "portal.quote.f.supervisor").WithHint(r.T("asked.f.supervisor.hint")).Must(),
			f.Area("hazards", "portal.order.f.own_hazards", 3).WithHint(r.T("order.f.own_hazards.hint")),
			f.Area("note", "portal.quote.f.note", 3).WithHint(r.T("asked.f.note.hint")),
		}},
	}
}

// siteGroups are what the buyer tells of its site, once for every call-off.
func (r *buyer) siteGroups(f view.Form) []view.FieldGroup {
	return []view.FieldGroup{{Heading: r.T("order.safety"), Note: r.T("frame.site.note"), Fields: append(
		quoted.Site(r.Request, f), f.Area("safety", "portal.order.f.safety", 4).WithHint(r.T("order.f.safety.hint")),
		f.Area("induction", "portal.request.f.induction", 3).WithHint(r.T("request.f.induction.hint")),
		f.Input("reference", "portal.request.f.reference").WithHint(r.T("request.f.reference.hint")),
	)}}
}

// agreePage asks for the site and shows the terms below.
func (r *buyer) agreePage(e frame.Entry, v url.Values, bad []marketplace.FieldError) *view.PlacedForm {
	f := view.NewForm(r.Lang, v, bad)
	p := &view.PlacedForm{
		Base: r.Base(r.T("frame.agree")), Heading: r.T("frame.agree"), Method: "post", Action: path(agreed, e.ID) + "/agree", Submit: r.T("frame.agree.submit"),
		Intro:  r.T("frame.agree.intro", "title", e.Value.Terms.Title, "organiser", r.Firm(e.Value.Org), "ceiling", quoted.Euros(r.Request, e.Value.Terms.Ceiling)),
		Hidden: map[string]string{"rev": v.Get("rev")}, Groups: r.siteGroups(f),
	}
	p.Parts = []view.PlacedPart{terms(r.Request, e.Value), prices(r.Request, e.Value, "")}
	p.Back = &view.Link{Text: e.Value.Terms.Title, Href: path(agreed, e.ID)}
	p.Problems = f.Problems(bad, labels(p.Groups))
	return p
}
