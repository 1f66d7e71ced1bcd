package outcome

import (
	"slices"

	"sovite.fi/sovite/marketplace"
)

// Summary is every metric for a calendar year, as known on a day.
type Summary struct {
	Year    int
	AsOf    marketplace.Date // the last day that counts
	Limits  Limits
	Figures []Figure // in the order of Metrics
}

// Figure is one metric with its numbers.
type Figure struct {
	Metric Metric
	Parts  []Part
	Value  *Value // a median, a mean or a share; nil when the metric has none or nothing to figure it from
}

// Part is one number: how many items it has. A hidden one has neither number nor items.
type Part struct {
	Key    string
	N      int
	Items  []Item
	Hidden bool
}

// Value is what is figured from the parts, in the unit of the metric: days, hundredths of a contact per coach and week,
// minutes a week, cents an hour, hundredths of a client per coach, or hundredths of a per cent.
type Value struct {
	Amount int64
	Hidden bool
	from   []Item // whom it is figured from; a hidden part or fewer than the least hides it
}

// Part gives the part of that key; false when there is none.
func (f Figure) Part(key string) (Part, bool) {
	at := slices.IndexFunc(f.Parts, func(p Part) bool { return p.Key == key })
	if at < 0 {
		return Part{}, false
	}
	return f.Parts[at], true
}

// Figure gives the figure of a metric; the zero Figure for a word that is none.
func (s Summary) Figure(m Metric) Figure {
	at := slices.IndexFunc(s.Figures, func(f Figure) bool { return f.Metric == m })
	if at < 0 {
		return Figure{}
	}
	return s.Figures[at]
}

// Summarise figures every metric for a year from the cases, counting nothing after asOf. The order of the cases changes
// nothing.
func Summarise(cases []Case, year int, asOf marketplace.Date, l Limits) Summary {
	out := Summary{Year: year, AsOf: min(asOf, Year(year).To), Limits: l}
	in := frame{cases, year, Year(year).until(out.AsOf), out.AsOf, l}
	for _, m := range Metrics() {
		out.Figures = append(out.Figures, in.figure(m))
	}
	return out
}

// frame is what every figure is made from.
type frame struct {
	cases []Case
	year  int
	p     Period // of the year, until asOf
	asOf  marketplace.Date
	l     Limits
}

func (in frame) figure(m Metric) Figure {
	switch m {
	case Received:
		return in.events(m, receivedOn, func(c Case) bool { return c.Knows.Referral })
	case Accepted:
		return in.events(m, acceptedOn, always)
	case Engaged:
		return in.events(m, engagedOn, always)
	case JobStarts:
		return in.starts()
	case FirstContact:
		return in.firstContact()
	case ContactsWeek:
		return in.contacts()
	case Retention3, Retention6, Retention12:
		return in.retention(m, m.Months())
	case Hours:
		return in.ofFirstJobs(m, func(e Episode) (int64, bool) { return told(e.Week) })
	case Wage:
		return in.ofFirstJobs(m, func(e Episode) (int64, bool) { return told(e.Wage) })
	case Caseload:
		return in.caseload()
	case RetentionShare:
		return in.keeping()
	case Forecast:
		return in.forecast()
	}
	return Figure{Metric: m}
}

func told[T int | int64](v *T) (int64, bool) {
	if v == nil {
		return 0, false
	}
	return int64(*v), true
}

func part(key string, items []Item) Part { return Part{Key: key, N: len(items), Items: items} }

func always(Case) bool { return true }

// events counts what happened on a day, by quarters.
func (in frame) events(m Metric, day func(Case) marketplace.Date, knows func(Case) bool) Figure {
	known := slices.DeleteFunc(slices.Clone(in.cases), func(c Case) bool { return !knows(c) })
	f := Figure{Metric: m}
	for q := range in.quarters() {
		f.Parts = append(f.Parts, part(quarterPart(q+1), within(known, Quarter(in.year, q+1).until(in.asOf), day)))
	}
	f.Parts = append(f.Parts, part(Total, within(known, in.p, day)))
	if len(known) < len(in.cases) {
		f.Parts = append(f.Parts, part(Unknown, split(in.cases, func(c Case) string {
			if knows(c) {
				return ""
			}
			return Unknown
		})[Unknown]))
	}
	return f
}

// quarters is how many quarters of the year have begun by asOf.
func (in frame) quarters() int {
	if in.asOf < in.p.From {
		return 0
	}
	_, q := quarterOf(in.asOf)
	return q
}

func (in frame) starts() Figure {
	f := Figure{Metric: JobStarts}
	started := func(p Period) map[string][]Item {
		return split(in.cases, func(c Case) string { return c.startedIn(p, in.l.JobStartMinutes) })
	}
	for q := range in.quarters() {
		f.Parts = append(f.Parts, part(quarterPart(q+1), started(Quarter(in.year, q+1).until(in.asOf))[Yes]))
	}
	all := started(in.p)
	f.Parts = append(f.Parts, part(Total, all[Yes]))
	if n := all[Unknown]; len(n) > 0 {
		f.Parts = append(f.Parts, part(Unknown, n))
	}
	return f
}

// partition is a figure whose parts are disjoint and add up to its total.
func partition(m Metric, by map[string][]Item, keys ...string) Figure {
	f := Figure{Metric: m}
	var all []Item
	for _, key := range keys {
		f.Parts = append(f.Parts, part(key, by[key]))
		all = append(all, by[key]...)
	}
	f.Parts = append([]Part{part(Total, sorted(all))}, f.Parts...)
	return f
}

func (in frame) firstContact() Figure {
	by := split(in.cases, func(c Case) string { return c.met(in.p, in.asOf, in.l.ContactDays) })
	f := partition(FirstContact, by, Within, Late, NotDue, Unknown)
	var days []int64
	var from []Item
	for _, c := range in.cases {
		if first := c.firstMeeting(in.asOf); first != "" && in.p.Has(c.Referral.Accepted) {
			days, from = append(days, int64(c.Referral.Accepted.DaysTo(first))), append(from, c.item())
		}
	}
	if v, ok := median(days); ok {
		f.Value = &Value{Amount: v, from: from}
	}
	return f
}

// contacts figures the mean per coach and week, over the coaches whose clients' contacts are kept.
func (in frame) contacts() Figure {
	coaches := map[marketplace.ID]bool{}
	var from []Item
	for _, c := range in.cases {
		if c.Knows.Contacts && c.openIn(in.p) {
			coaches[c.Coach], from = true, append(from, c.item())
		}
	}
	f := Figure{Metric: ContactsWeek}
	if len(coaches) == 0 || in.p.days() == 0 {
		return f
	}
	met := meetings(in.cases, in.p)
	f.Parts = []Part{part(Contacts, met)}
	f.Value = &Value{Amount: int64(len(met)) * 100 * 7 / int64(len(coaches)*in.p.days()), from: from}
	return f
}

func (in frame) retention(m Metric, months int) Figure {
	by := split(in.cases, func(c Case) string { return c.retained(in.p, months, in.l.JobStartMinutes) })
	return partition(m, by, Yes, No, Unknown).share()
}

// share is how many of those of whom it is known say yes, in hundredths of a per cent.
func (f Figure) share() Figure {
	yes, _ := f.Part(Yes)
	no, _ := f.Part(No)
	if n := yes.N + no.N; n > 0 {
		f.Value = &Value{Amount: int64(yes.N) * 10000 / int64(n), from: slices.Concat(yes.Items, no.Items)}
	}
	return f
}

// ofFirstJobs figures the median of something about the first jobs that began in the period.
func (in frame) ofFirstJobs(m Metric, of func(Episode) (int64, bool)) Figure {
	var values []int64
	by := split(in.cases, func(c Case) string {
		first, ok := c.firstJob(in.l.JobStartMinutes)
		if !ok || !c.Knows.Jobs || !in.p.Has(first.Start) {
			return ""
		}
		v, ok := of(first)
		if !ok {
			return Unknown
		}
		values = append(values, v)
		return Known
	})
	f := partition(m, by, Known, Unknown)
	if v, ok := median(values); ok {
		f.Value = &Value{Amount: v, from: by[Known]}
	}
	return f
}

// caseload figures the mean of clients per coach on the last day.
func (in frame) caseload() Figure {
	coaches := map[marketplace.ID]bool{}
	by := split(in.cases, func(c Case) string {
		if !c.openOn(in.asOf) {
			return ""
		}
		coaches[c.Coach] = true
		return Total
	})
	f := Figure{Metric: Caseload, Parts: []Part{part(Total, by[Total])}}
	if n := len(coaches); n > 0 {
		f.Value = &Value{Amount: int64(len(by[Total])) * 100 / int64(n), from: by[Total]}
	}
	return f
}

func (in frame) keeping() Figure {
	by := split(in.cases, func(c Case) string { return c.keeps(in.asOf) })
	return partition(RetentionShare, by, Yes, No, Unknown).share()
}
