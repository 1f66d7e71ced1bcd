package request

import (
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/check"
	"sovite.fi/sovite/marketplace/place"
	"sovite.fi/sovite/matching"
)

// stored is the brief in the form in which it is kept.
func (b Brief) stored(scale *matching.Scale) Brief {
	b.Title, b.Address, b.Reference = check.Line(b.Title), check.Line(b.Address), check.Line(b.Reference)
	b.Work, b.Induction = check.Text(b.Work), check.Text(b.Induction)
	b.Trades = check.Keys(b.Trades)
	b.Hazards, b.Allergens = check.Choice(b.Hazards), check.Choice(b.Allergens)
	days := scale.Keys("weekday")
	b.Need.Weekdays = check.Keys(b.Need.Weekdays)
	slices.SortStableFunc(b.Need.Weekdays, func(x, y string) int { return slices.Index(days, x) - slices.Index(days, y) })
	return b
}

// lists are the closed lists that a brief is checked with.
type lists struct {
	scale  *matching.Scale
	places *place.Places
	trade  func(string) bool
}

// check refuses a brief whose fields are wrong; what is missing is only asked for when it is complete.
func (b Brief) check(l lists, complete bool, now marketplace.Instant) error {
	f := check.Fields{Scale: l.scale, Places: l.places}
	f.Need("title", b.Title != "")
	f.Text("title", b.Title, maxTitle)
	f.Text("work", b.Work, maxWork)
	f.Text("address", b.Address, maxAddress)
	f.Text("induction", b.Induction, maxInduction)
	f.Text("reference", b.Reference, maxReference)
	f.Postal("postal", b.Postal)
	f.Count("trades", len(b.Trades), maxTrades)
	for i, key := range b.Trades {
		if !l.trade(key) {
			f.Add(check.At("trades", i), "request.trade", "value", key)
		}
	}
	f.Choice("hazards", "hazard", b.Hazards)
	f.Choice("allergens", "allergen", b.Allergens)
	if b.Directs != "" {
		f.OneOf("directs", string(b.Directs), words(Directors())...)
	}
	b.Need.check(&f)
	if complete {
		b.complete(&f, now)
	}
	return marketplace.InvalidFields(f.Errors())
}

func (n Need) check(f *check.Fields) {
	f.Keys("need.weekdays", "weekday", n.Weekdays)
	f.Range("need.people", n.People, 0, maxPeople)
	f.Range("need.from", n.From, 0, dayMinutes)
	f.Range("need.to", n.To, 0, dayMinutes)
	if n.From%quarter != 0 || n.To%quarter != 0 {
		f.Add("need.from", "request.quarters")
	}
	if n.To != 0 && n.From >= n.To {
		f.Add("need.to", "request.order")
	}
	if f.Date("need.first", n.First) && f.Date("need.last", n.Last) && n.First > n.Last {
		f.Add("need.last", "request.order")
	}
}

// complete asks for everything without which nobody can quote.
func (b Brief) complete(f *check.Fields, now marketplace.Instant) {
	f.Need("work", b.Work != "")
	f.Need("trades", len(b.Trades) > 0)
	f.Need("postal", b.Postal != "")
	f.Need("directs", b.Directs != "")
	f.Need("need.first", b.Need.First != "")
	f.Need("need.last", b.Need.Last != "")
	f.Need("need.weekdays", len(b.Need.Weekdays) > 0)
	f.Need("need.people", b.Need.People > 0)
	f.Need("need.to", b.Need.To > 0)
	f.Need("deadline", !b.Deadline.IsZero())
	last := hours(now, 24*maxAhead).Day()
	if b.Need.Last != "" && (b.Need.Last < now.Day() || b.Need.Last > last) {
		f.Add("need.last", "request.day", "first", now.Day(), "last", last)
	}
	if !b.Deadline.IsZero() && (!b.Deadline.Time().After(now.Time()) || b.Need.Last != "" && b.Deadline.Day() > b.Need.Last) {
		f.Add("deadline", "request.deadline")
	}
}

const (
	quarter    = 15 // minutes
	dayMinutes = 24 * 60
)

func words[T ~string](list []T) []string {
	out := make([]string, len(list))
	for i, v := range list {
		out[i] = string(v)
	}
	return out
}
