package quote

import (
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/capacity"
	"sovite.fi/sovite/marketplace/check"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/price"
)

// stored is the content in the form in which it is kept, each line with its amount. Invalid when an amount is too large.
func (c Content) stored() (Content, error) {
	c.Supervisor, c.Note = check.Line(c.Supervisor), check.Text(c.Note)
	c.Lines = slices.Clone(c.Lines)
	for i, l := range c.Lines {
		l.Name, l.Reason = check.Line(l.Name), check.Line(l.Reason)
		amount, err := l.Unit.Amount(l.Rate, l.Quantity)
		if err != nil {
			return c, err
		}
		l.Amount = amount
		c.Lines[i] = l
	}
	c.Loads = slices.Clone(c.Loads)
	slices.SortStableFunc(c.Loads, compareLoads)
	return c, nil
}

func compareLoads(a, b capacity.Load) int {
	switch {
	case a.Date < b.Date:
		return -1
	case a.Date > b.Date:
		return 1
	}
	return a.From - b.From
}

// Total is the sum of the lines. Invalid when it is too large.
func (c Content) Total() (money.Cents, error) {
	var parts []money.Cents
	for _, l := range c.Lines {
		parts = append(parts, l.Amount)
	}
	return money.Sum(parts...)
}

// check refuses a content whose fields are wrong; what is missing is only asked for when it is complete. Whether the loads
// can be held, capacity says.
func (c Content) check(complete bool, now marketplace.Instant) error {
	var f check.Fields
	f.Text("supervisor", c.Supervisor, maxSupervisor)
	f.Text("note", c.Note, maxQuoteNote)
	f.Count("lines", len(c.Lines), maxLines)
	f.Count("loads", len(c.Loads), maxLoads)
	for i, l := range c.Lines {
		l.check(&f, check.At("lines", i))
	}
	if complete {
		f.Need("crew", c.Crew != "")
		f.Need("lines", len(c.Lines) > 0)
		f.Need("loads", len(c.Loads) > 0)
		f.Need("supervisor", c.Supervisor != "")
		c.checkUntil(&f, now)
	}
	return marketplace.InvalidFields(f.Errors())
}

// checkUntil says whether the content can be valid as long: not beyond the first day of the work, whose price would be owed
// for what can no longer be had.
func (c Content) checkUntil(f *check.Fields, now marketplace.Instant) {
	if !c.Until.Time().After(now.Time()) || c.Until.Time().After(hours(now, 24*maxHoldDays).Time()) {
		f.Add("until", "quote.until", "days", maxHoldDays)
	}
	if len(c.Loads) > 0 && c.Until.Day() > c.Loads[0].Date {
		f.Add("until", "quote.until_first", "day", c.Loads[0].Date)
	}
}

func (l Line) check(f *check.Fields, at string) {
	f.OneOf(at+".unit", string(l.Unit), words(price.Units())...)
	f.Need(at+".name", l.Name != "")
	f.Text(at+".name", l.Name, maxName)
	f.Text(at+".reason", l.Reason, maxReason)
	f.Range(at+".quantity", int(l.Quantity), 1, maxQuantity)
	f.Range(at+".rate", int(l.Rate), 0, maxRate)
}

// compared is the content with what the price book says of each line on the day of supply; Invalid where a price is another
// one, or none of the book's, and no reason says why.
func (c Content) compared(book func(item marketplace.ID, day marketplace.Date) (price.Priced, error)) (Content, error) {
	var f check.Fields
	c.Lines = slices.Clone(c.Lines)
	for i, l := range c.Lines {
		at := check.At("lines", i)
		l.Priced, l.Book = 0, 0
		if l.Item != "" {
			p, err := book(l.Item, c.supplied())
			switch {
			case marketplace.IsKind(err, marketplace.NotFound), marketplace.IsKind(err, marketplace.Invalid):
				f.Add(at+".item", "quote.not_sold", "day", c.supplied())
				continue
			case err != nil:
				return c, err
			case p.Unit != l.Unit:
				f.Add(at+".unit", "quote.other_unit")
			}
			l.Priced, l.Book = p.Version, p.Rate
		}
		if l.Reason == "" && (l.Item == "" || l.Rate != l.Book) {
			f.Add(at+".reason", "quote.reason")
		}
		c.Lines[i] = l
	}
	return c, marketplace.InvalidFields(f.Errors())
}

// supplied is the first day on which something is supplied: the prices of that day count.
func (c Content) supplied() marketplace.Date {
	if len(c.Loads) == 0 {
		return ""
	}
	return c.Loads[0].Date
}
