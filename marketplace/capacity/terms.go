package capacity

import (
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/check"
	"sovite.fi/sovite/marketplace/place"
)

// stored are the terms in the form in which they are kept.
func (t Terms) stored() Terms {
	t.Name, t.Site = check.Line(t.Name), check.Line(t.Site)
	t.Trades = check.Keys(t.Trades)
	for i, day := range t.Week {
		t.Week[i] = inOrder(day)
	}
	return t
}

func inOrder(windows []Window) []Window {
	windows = slices.Clone(windows)
	slices.SortFunc(windows, func(a, b Window) int { return a.From - b.From })
	return windows
}

// check refuses terms that are wrong. trade says whether there is such a type of work.
func (t Terms) check(places *place.Places, trade func(string) bool) error {
	f := check.Fields{Places: places}
	f.Need("name", t.Name != "")
	f.Text("name", t.Name, maxName)
	f.Text("site", t.Site, maxName)
	f.Need("postal", t.Postal != "")
	f.Postal("postal", t.Postal)
	f.Need("trades", len(t.Trades) > 0)
	f.Count("trades", len(t.Trades), maxTrades)
	for i, key := range t.Trades {
		if !trade(key) {
			f.Add(check.At("trades", i), "capacity.trade", "value", key)
		}
	}
	f.Range("radius", t.Radius, 0, maxRadius)
	f.Range("ratio", t.Ratio, 1, maxRatio)
	for i, day := range t.Week {
		checkWindows(&f, "week."+Weekdays()[i], day)
	}
	return marketplace.InvalidFields(f.Errors())
}

// checkWindows names what is wrong with the windows of a day, which are in order.
func checkWindows(f *check.Fields, at string, windows []Window) {
	f.Count(at, len(windows), maxWindows)
	for i, w := range windows {
		here := check.At(at, i)
		checkSpan(f, here, w.From, w.To)
		f.Range(here+".participants", w.Participants, 1, maxPeople)
		f.Range(here+".supervisors", w.Supervisors, 1, maxSupervisor)
		if i > 0 && w.From < windows[i-1].To {
			f.Add(here+".from", "capacity.overlap")
		}
	}
}

// Plan makes some days an exception, or takes their exceptions away.
type Plan struct {
	From    marketplace.Date
	To      marketplace.Date // the last day; empty: From alone
	Remove  bool
	Windows []Window // instead of the usual ones; none: closed
	Reason  Reason
	Note    string
}

// stored is the plan in the form in which it is kept, or what is wrong with it.
func (p Plan) stored(today marketplace.Date) (Plan, error) {
	var f check.Fields
	if p.To == "" {
		p.To = p.From
	}
	p.Note, p.Windows = check.Line(p.Note), inOrder(p.Windows)
	f.Need("from", p.From != "")
	checkDay(&f, "from", p.From, today)
	checkDay(&f, "to", p.To, today)
	if p.To < p.From {
		f.Add("to", "capacity.order")
	}
	if len(f.Errors()) == 0 && p.To >= plusDays(p.From, maxSpan) {
		f.Add("to", "capacity.span", "days", maxSpan)
	}
	if !p.Remove {
		f.OneOf("reason", string(p.Reason), reasonWords()...)
		f.Text("note", p.Note, maxNote)
		checkWindows(&f, "windows", p.Windows)
	}
	return p, marketplace.InvalidFields(f.Errors())
}

func reasonWords() []string {
	var out []string
	for _, r := range Reasons() {
		out = append(out, string(r))
	}
	return out
}

// planned is the crew with a plan carried out, whatever it breaks.
func (c Crew) planned(p Plan) (Crew, error) {
	c.Exceptions = slices.DeleteFunc(slices.Clone(c.Exceptions), func(x Exception) bool { return p.From <= x.Date && x.Date <= p.To })
	for d := p.From; d <= p.To && !p.Remove; d = plusDays(d, 1) {
		c.Exceptions = append(c.Exceptions, Exception{Date: d, Windows: p.Windows, Reason: p.Reason, Note: p.Note})
	}
	slices.SortFunc(c.Exceptions, func(a, b Exception) int { return compareDates(a.Date, b.Date) })
	if len(c.Exceptions) > maxExceptions {
		return c, marketplace.Errorf(marketplace.Conflict, "capacity.too_many_exceptions", "max", maxExceptions)
	}
	return c, nil
}
