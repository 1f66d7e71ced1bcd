package price

import (
	"maps"
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/check"
	"sovite.fi/sovite/marketplace/money"
)

// most is the largest price or part of a cost: a million euros.
const most money.Rate = 1_000_000_0000

// texts of a draft, in characters.
const (
	nameLength   = 120
	sourceLength = 300
	reasonLength = 1000
)

// normalised is the draft in the form in which it is stored: it begins today unless another day is told.
func (d Draft) normalised(today marketplace.Date) Draft {
	if d.From == "" {
		d.From = today
	}
	d.Cost.Note = check.Text(d.Cost.Note)
	d.Cost.Parts = maps.Clone(d.Cost.Parts)
	d.Market.Source = check.Line(d.Market.Source)
	if d.Market == (Market{On: d.Market.On}) {
		d.Market = Market{} // a day alone, which a form fills in, says nothing
	}
	d.Below = Below{Reason: check.Text(d.Below.Reason), Person: check.Line(d.Below.Person)}
	return d
}

// validate finds what is wrong with a draft, but for why a price may be below its cost.
func (d Draft) validate(u Unit, today marketplace.Date) []marketplace.FieldError {
	f := &check.Fields{}
	if f.Date("from", d.From) && d.From < today {
		f.Add("from", "price.from_past", "today", string(today))
	}
	rate(f, "rate", d.Rate, "price.range")
	d.Cost.validate(f, u)
	d.Market.validate(f, today)
	f.Text("below.reason", d.Below.Reason, reasonLength)
	f.Text("below.person", d.Below.Person, nameLength)
	return f.Errors()
}

// rate refuses a price that is below 0, with a key that says why, or too large.
func rate(f *check.Fields, path string, value money.Rate, negative string) {
	switch {
	case value < 0:
		f.Add(path, negative)
	case value > most:
		f.Add(path, "price.range")
	}
}

// validate refuses what is taken off a cost: that is where support would hide.
func (c Cost) validate(f *check.Fields, u Unit) {
	allowed := append(Parts(u), Margin)
	for _, part := range slices.Sorted(maps.Keys(c.Parts)) {
		path := "cost.parts." + string(part)
		if !slices.Contains(allowed, part) {
			f.Add(path, "price.part", "part", part)
		}
		rate(f, path, c.Parts[part], "price.no_support")
	}
	f.Text("cost.note", c.Note, reasonLength)
	if c.Supervisor == (Supervisor{}) {
		return
	}
	if u != CrewHour {
		f.Add("cost.supervisor_hour", "price.supervisor_unit")
	}
	rate(f, "cost.supervisor_hour", c.Supervisor.Hour, "price.no_support")
	f.Range("cost.participants", c.Supervisor.Participants, 1, 60)
	told, twice := c.Parts[Supervision]
	if share, err := c.Supervisor.Share(); twice && (err != nil || told != share) {
		f.Add("cost.parts.supervision", "price.supervision_twice")
	}
}

func (m Market) validate(f *check.Fields, today marketplace.Date) {
	if m == (Market{}) {
		return
	}
	rate(f, "market.rate", m.Rate, "price.range")
	f.Need("market.source", m.Source != "")
	f.Text("market.source", m.Source, sourceLength)
	f.Need("market.on", m.On != "")
	if f.Date("market.on", m.On) && m.On > today {
		f.Add("market.on", "price.market_future")
	}
}

// answer is why the price may be below its cost: asked for when it is, and dropped when it is not.
func (d Draft) answer(v Verdict) (Below, []marketplace.FieldError) {
	if v.Outcome != BelowCost {
		return Below{}, nil
	}
	f := &check.Fields{}
	if d.Below.Reason == "" {
		f.Add("below.reason", "price.reason")
	}
	if d.Below.Person == "" {
		f.Add("below.person", "price.person")
	}
	return d.Below, f.Errors()
}
