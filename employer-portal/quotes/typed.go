package quotes

import (
	"net/url"
	"strconv"
	"strings"

	"sovite.fi/sovite/employer-portal/form"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/capacity"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/price"
	"sovite.fi/sovite/marketplace/quote"
)

// The fields of a row of days, and of a row of prices.
func loadFields() []string { return []string{"date", "from", "to", "participants", "supervisors"} }

func lineFields() []string { return []string{"item", "name", "quantity", "rate", "reason"} }

func row(name string, i int) string { return name + "[" + strconv.Itoa(i) + "]." }

// filled says whether anything stands in a row.
func filled(v url.Values, at string, fields []string) bool {
	for _, f := range fields {
		if strings.TrimSpace(v.Get(at+f)) != "" {
			return true
		}
	}
	return false
}

// values are a content as the editor shows it.
func (r *seller) values(c quote.Content) url.Values {
	v := url.Values{"crew": {string(c.Crew)}, "supervisor": {c.Supervisor}, "note": {c.Note}}
	form.SetMoment(v, "until", c.Until, r.Zone)
	r.setLoads(v, c.Loads)
	for i, l := range c.Lines {
		at, item := row("lines", i), string(l.Item)
		if item == "" {
			item = ownUnit + string(l.Unit)
		}
		v.Set(at+"item", item)
		v.Set(at+"name", l.Name)
		v.Set(at+"quantity", l.Unit.Count(l.Quantity, r.Lang))
		v.Set(at+"rate", strings.Trim(l.Rate.Write(r.Lang.Code()), "€\u00a0"))
		v.Set(at+"reason", l.Reason)
	}
	return v
}

// setLoads puts loads in the place of those that are typed.
func (r *seller) setLoads(v url.Values, loads []capacity.Load) {
	for i := 0; filled(v, row("loads", i), loadFields()); i++ {
		for _, f := range loadFields() {
			v.Del(row("loads", i) + f)
		}
	}
	for i, l := range loads {
		at := row("loads", i)
		v.Set(at+"date", string(l.Date))
		v.Set(at+"from", form.WriteClock(l.From))
		v.Set(at+"to", form.WriteClock(l.To))
		v.Set(at+"participants", strconv.Itoa(l.Participants))
		v.Set(at+"supervisors", strconv.Itoa(l.Supervisors))
	}
}

// count puts the quantities of hours in the lines as the days come to.
func (r *seller) count(v url.Values, c quote.Content) {
	for i, l := range c.Lines {
		if hours, worked := quote.Worked(l.Unit, c.Loads); worked {
			v.Set(row("lines", i)+"quantity", l.Unit.Count(hours, r.Lang))
		}
	}
}

// typed reads what was typed and remembers what could not be read.
type typed struct {
	url.Values
	r   *seller
	s   sheet
	bad []marketplace.FieldError
}

// content reads the editor. Its rows have to be compact.
func (r *seller) content(s sheet, v url.Values) (quote.Content, []marketplace.FieldError) {
	t := &typed{Values: v, r: r, s: s}
	c := quote.Content{Crew: marketplace.ID(v.Get("crew")), Supervisor: v.Get("supervisor"), Note: v.Get("note")}
	for i := 0; filled(v, row("loads", i), loadFields()); i++ {
		c.Loads = append(c.Loads, t.load(row("loads", i)))
	}
	for i := 0; filled(v, row("lines", i), lineFields()); i++ {
		c.Lines = append(c.Lines, t.line(row("lines", i), supplied(c.Loads, r.Clock.Today())))
	}
	var bad []marketplace.FieldError
	c.Until, bad = form.Moment(v, "until", r.Zone)
	return c, append(t.bad, bad...)
}

func keep[T any](t *typed, v T, bad []marketplace.FieldError) T {
	t.bad = append(t.bad, bad...)
	return v
}

func (t *typed) load(at string) capacity.Load {
	day, err := marketplace.ParseDate(strings.TrimSpace(t.Get(at + "date")))
	if err != nil || day == "" {
		t.bad = append(t.bad, marketplace.Field(at+"date", "field.required"))
	}
	from, bad := form.Clock(t.Values, at+"from", false)
	l := capacity.Load{Date: day, From: keep(t, from, bad)}
	to, bad := form.Clock(t.Values, at+"to", true)
	l.To = keep(t, to, bad)
	participants, bad := form.Whole(t.Values, at+"participants")
	l.Participants = keep(t, participants, bad)
	supervisors, bad := form.Whole(t.Values, at+"supervisors")
	l.Supervisors = keep(t, supervisors, bad)
	return l
}

// line reads a line. What is from the price book has its name and its price from there, unless others were typed.
func (t *typed) line(at string, day marketplace.Date) quote.Line {
	l := quote.Line{Name: strings.TrimSpace(t.Get(at + "name")), Reason: t.Get(at + "reason")}
	chosen := t.Get(at + "item")
	unit, own := strings.CutPrefix(chosen, ownUnit)
	item, there := t.s.book.Item(marketplace.ID(chosen))
	switch {
	case own:
		l.Unit = price.Unit(unit)
	case there:
		l.Item, l.Unit = item.ID, item.Unit
		if l.Name == "" {
			l.Name = item.Name
		}
	default:
		t.bad = append(t.bad, marketplace.Field(at+"item", "field.required"))
	}
	t.amounts(&l, at, item, day)
	return l
}

func (t *typed) amounts(l *quote.Line, at string, item price.Item, day marketplace.Date) {
	quantity, rate := strings.TrimSpace(t.Get(at+"quantity")), strings.TrimSpace(t.Get(at+"rate"))
	var err error
	if quantity == "" {
		t.bad = append(t.bad, marketplace.Field(at+"quantity", "field.required"))
	} else if l.Quantity, err = l.Unit.Read(quantity, t.r.Lang); err != nil {
		t.wrong(at+"quantity", err)
	}
	v, sold := item.At(day)
	switch {
	case rate != "":
		if l.Rate, err = money.ParseRate(rate, t.r.Lang.Code()); err != nil {
			t.wrong(at+"rate", err)
		}
	case sold:
		l.Rate = v.Rate
		t.Set(at+"rate", strings.Trim(v.Rate.Write(t.r.Lang.Code()), "€\u00a0"))
	default:
		t.bad = append(t.bad, marketplace.Field(at+"rate", "field.required"))
	}
}

func (t *typed) wrong(field string, err error) {
	e := marketplace.AsError(err)
	t.bad = append(t.bad, marketplace.FieldError{Field: field, Key: e.Key, Args: e.Args})
}
