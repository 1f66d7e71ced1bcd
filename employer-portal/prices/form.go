package prices

import (
	"net/url"
	"strconv"
	"strings"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/price"
)

// reader reads what was typed in a language and remembers what could not be read.
type reader struct {
	url.Values
	lang string
	bad  []marketplace.FieldError
}

func (r *reader) text(name string) string { return strings.TrimSpace(r.Get(name)) }

func (r *reader) date(name string) marketplace.Date { return marketplace.Date(r.text(name)) }

// rate reads a price; told is false when nothing was typed.
func (r *reader) rate(name string) (rate money.Rate, told bool) {
	if r.text(name) == "" {
		return 0, false
	}
	rate, err := money.ParseRate(r.text(name), r.lang)
	if err != nil {
		e := marketplace.AsError(err)
		r.bad = append(r.bad, marketplace.FieldError{Field: name, Key: e.Key, Args: e.Args})
	}
	return rate, true
}

// must reads a price that has to be told.
func (r *reader) must(name string) money.Rate {
	rate, told := r.rate(name)
	if !told {
		r.bad = append(r.bad, marketplace.Field(name, "field.required"))
	}
	return rate
}

func (r *reader) draft(u price.Unit) price.Draft {
	d := price.Draft{
		From: r.date("from"), Rate: r.must("rate"), Cost: price.Cost{Parts: map[price.Part]money.Rate{}, Note: r.text("cost.note")},
		Market: price.Market{Source: r.text("market.source"), On: r.date("market.on")},
		Below:  price.Below{Reason: r.text("below.reason"), Person: r.text("below.person")},
	}
	for _, part := range append(price.Parts(u), price.Margin) {
		if rate, told := r.rate("cost.parts." + string(part)); told {
			d.Cost.Parts[part] = rate
		}
	}
	if u == price.CrewHour {
		d.Cost.Supervisor = r.supervisor()
	}
	market, told := r.rate("market.rate")
	if !told && d.Market.Source != "" {
		r.bad = append(r.bad, marketplace.Field("market.rate", "field.required"))
	}
	d.Market.Rate = market
	return d
}

// supervisor is from what the share is reckoned; both have to be told, or neither.
func (r *reader) supervisor() price.Supervisor {
	const hour, participants = "cost.supervisor_hour", "cost.participants"
	if r.text(hour) == "" && r.text(participants) == "" {
		return price.Supervisor{}
	}
	n, err := strconv.Atoi(r.text(participants))
	switch {
	case r.text(participants) == "":
		r.bad = append(r.bad, marketplace.Field(participants, "field.required"))
	case err != nil:
		r.bad = append(r.bad, marketplace.Field(participants, "field.number", "value", r.text(participants)))
	}
	return price.Supervisor{Hour: r.must(hour), Participants: n}
}

// typed is a draft as it stands in a form.
func typed(d price.Draft, lang string) url.Values {
	v := url.Values{}
	rate := func(name string, r money.Rate) { v.Set(name, strings.Trim(r.Write(lang), "€\u00a0")) }
	rate("rate", d.Rate)
	for part, amount := range d.Cost.Parts {
		if part != price.Supervision || d.Cost.Supervisor == (price.Supervisor{}) {
			rate("cost.parts."+string(part), amount)
		}
	}
	if s := d.Cost.Supervisor; s != (price.Supervisor{}) {
		rate("cost.supervisor_hour", s.Hour)
		v.Set("cost.participants", strconv.Itoa(s.Participants))
	}
	v.Set("cost.note", d.Cost.Note)
	if d.Market != (price.Market{}) {
		rate("market.rate", d.Market.Rate)
		v.Set("market.source", d.Market.Source)
		v.Set("market.on", string(d.Market.On))
	}
	return v
}

// groups are the fields of a price; what is asked for the cost depends on the unit.
func (r *request) groups(f view.Form, u price.Unit, first ...view.Field) []view.FieldGroup {
	const label = "portal.price.f."
	per := r.Lang.T("price.per." + string(u))
	rate := func(name, text string) view.Field {
		field := f.Input(name, label+text)
		field.Unit = per
		return field
	}
	cost := []view.Field{}
	for _, part := range price.Parts(u) {
		field := rate("cost.parts."+string(part), "cost."+string(part))
		if part == price.Supervision && u == price.CrewHour {
			hour, participants := f.Input("cost.supervisor_hour", label+"cost.supervisor.hour"), f.Input("cost.participants", label+"cost.supervisor.participants").Narrow()
			hour.Unit, participants.Digits = r.Lang.T("price.per.supervisor_hour"), true
			cost = append(cost, hour.WithHint(r.T("price.f.cost.supervisor.hint")), participants)
			field = field.WithHint(r.T("price.f.cost.supervision.hint"))
		}
		cost = append(cost, field)
	}
	cost = append(cost, rate("cost.parts.margin", "cost.margin").WithHint(r.T("price.f.cost.margin.hint")), f.Area("cost.note", label+"cost.note", 3))
	return []view.FieldGroup{
		{Heading: r.T("price.g.price"), Fields: append(first, rate("rate", "rate").WithHint(r.T("price.f.rate.hint")).Must(), f.Date("from", label+"from").WithHint(r.T("price.f.from.hint")))},
		{Heading: r.T("price.g.cost"), Note: r.T("price.g.cost.note"), Fields: cost},
		{Heading: r.T("price.g.market"), Note: r.T("price.g.market.note"), Fields: []view.Field{rate("market.rate", "market.rate"), f.Input("market.source", label+"market.source").WithHint(r.T("price.f.market.source.hint")), f.Date("market.on", label+"market.on")}},
		{Heading: r.T("price.g.below"), Note: r.T("price.g.below.note"), Fields: []view.Field{f.Area("below.reason", label+"below.reason", 3), f.Input("below.person", label+"below.person")}},
	}
}
