package limit

import (
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/rule"
	"sovite.fi/sovite/marketplace/rule/verdict"
)

// Shift is worked or planned time of one person.
type Shift struct {
	On     marketplace.Date
	Start  int // minutes after midnight
	End    int // minutes after midnight, after Start; past midnight more than 1,440
	Break  int // minutes within that are no working time
	School int // minutes of school on the same day; 0: a free day
}

// The ages that the rules tell apart.
const (
	Adult = "18_plus"
	Young = "15_17"
	Child = "under_15"
)

// Person is what the limits have to know about somebody.
type Person struct {
	Form   string           // work form of the scale
	Age    string           // one of the ages; empty: not told, and then a named person has to say
	Basic  bool             // in basic education
	Since  marketplace.Date // first day of the period or trial that goes on; empty: the first shift
	Before int              // calendar days of earlier work trials that count
}

// Counter is who keeps a count.
type Counter string

// The counters.
const (
	County          Counter = "county" // the wellbeing services county, to which the organiser reports each day
	LabourAuthority Counter = "labour_authority"
	Organiser       Counter = "organiser"
	Employer        Counter = "employer"
)

// Count is one number beside its limit.
type Count struct {
	verdict.Finding
	From   marketplace.Date `json:"from"`
	To     marketplace.Date `json:"to"`
	Amount int64            `json:"amount"`
	Limit  int64            `json:"limit"`
	Unit   rule.Unit        `json:"unit"` // minutes, days or hours of the clock in minutes
	By     Counter          `json:"by"`
}

// Left is how much there is left below a limit; never below 0.
func (c Count) Left() int64 { return max(0, c.Limit-c.Amount) }

// Counts holds the shifts of one person against every limit of their work form, each by the rules of its own day. Shifts may
// come in any order. An error is a fault of the book.
func Counts(book *rule.Book, p Person, shifts []Shift) ([]Count, error) {
	t := &tally{book: book, p: p, days: days(shifts), by: counter(p.Form)}
	if len(t.days) == 0 {
		return nil, nil
	}
	switch p.Form {
	case "rehabilitative":
		t.rehabilitative()
	case "work_trial":
		t.workTrial()
	default:
		t.eachDay("day_most", "working_time.regular", "day", most)
		t.eachWeek("week_most", "working_time.regular")
	}
	t.age()
	return t.out, t.err
}

func counter(form string) Counter {
	switch form {
	case "rehabilitative":
		return County
	case "work_trial":
		return LabourAuthority
	case "work_activity":
		return Organiser
	}
	return Employer
}

// Broken are the counts that stand in the way of a roster: over a limit, or for a named person to decide.
func Broken(counts []Count) []Count {
	var out []Count
	for _, c := range counts {
		if c.Verdict == verdict.Blocked || c.Verdict == verdict.Review {
			out = append(out, c)
		}
	}
	return out
}

// bound is whether a number is a ceiling or a floor.
type bound bool

const (
	most  bound = true
	least bound = false
)

func (b bound) keeps(amount, limit int64) bool {
	if b == most {
		return amount <= limit
	}
	return amount >= limit
}

type tally struct {
	book *rule.Book
	p    Person
	days []day
	by   Counter
	out  []Count
	err  error
}

// measured is one amount over some days, and the number of the rule that it is held against.
type measured struct {
	key, rule, value string
	unit             rule.Unit // of the rule's number
	times            int64     // how many of the amount's unit one of the rule's is: 60 for minutes and hours
	bound            bound
	from, to         marketplace.Date
	amount           int64
}

// hold keeps one count.
func (t *tally) hold(m measured) {
	b := &verdict.Bench{Book: t.book, On: m.to}
	limit := b.Number(m.rule, m.value, m.unit) * max(1, m.times)
	_, known := t.book.At(m.rule, m.to)
	b.Find(m.rule, m.key, known && m.bound.keeps(m.amount, limit), "amount", m.amount, "limit", limit, "from", m.from, "to", m.to)
	unit := m.unit
	if m.times == 60 {
		unit = rule.Minutes
	}
	t.out = append(t.out, Count{Finding: b.Out[0], From: m.from, To: m.to, Amount: m.amount, Limit: limit, Unit: unit, By: t.by})
	if t.err == nil {
		t.err = b.Err
	}
}

func (t *tally) eachDay(key, id, value string, b bound) {
	for _, d := range t.days {
		t.hold(measured{key: key, rule: id, value: value, unit: rule.Hours, times: 60, bound: b, from: d.on, to: d.on, amount: d.minutes})
	}
}

func (t *tally) eachWeek(key, id string) {
	for _, w := range weeks(t.days) {
		t.hold(measured{key: key, rule: id, value: "week", unit: rule.Hours, times: 60, bound: most, from: w.from, to: w.from.AddDays(6), amount: w.minutes})
	}
}

func (t *tally) daysOfWeek(id string) {
	for _, w := range weeks(t.days) {
		t.hold(measured{key: "days_week", rule: id, value: "max", unit: rule.Days, bound: most, from: w.from, to: w.from.AddDays(6), amount: w.days})
	}
}

// rehabilitative counts days of rehabilitative work activity (189/2001 13 b and 14 §).
func (t *tally) rehabilitative() {
	t.eachDay("day_least", "rehabilitative_work.min_day", "min", least)
	t.eachDay("day_most", "rehabilitative_work.working_time", "day", most)
	t.eachWeek("week_most", "rehabilitative_work.working_time")
	t.daysOfWeek("rehabilitative_work.days_per_week")
	for i, d := range t.days {
		from, n := d.on.AddMonths(-12).AddDays(1), int64(0)
		for _, o := range t.days[:i+1] {
			if o.on >= from {
				n++
			}
		}
		t.hold(measured{key: "days_year", rule: "rehabilitative_work.days_per_year", value: "max", unit: rule.Days, bound: most, from: from, to: d.on, amount: n})
	}
	t.lasts("rehabilitative_work.period", 0)
}

// workTrial counts a work trial (380/2023 55 and 57 §).
func (t *tally) workTrial() {
	t.eachDay("day_least", "work_trial.day", "min", least)
	t.eachDay("day_most", "work_trial.day", "max", most)
	t.daysOfWeek("work_trial.days_per_week")
	t.lasts("work_trial.max_total", t.p.Before)
}

// lasts counts the calendar days from the first to the last, against a number of months from the first on; used days count too.
func (t *tally) lasts(id string, used int) {
	first, last := t.p.Since, t.days[len(t.days)-1].on
	if first == "" || first > t.days[0].on {
		first = t.days[0].on
	}
	b := &verdict.Bench{Book: t.book, On: last}
	end := first.AddMonths(int(b.Number(id, "max", rule.Months))).AddDays(-1 - used)
	_, known := t.book.At(id, last)
	length := func(to marketplace.Date) int64 {
		return int64(to.Time().Sub(first.Time()).Hours()/24) + 1 + int64(used)
	}
	b.Find(id, "months", known && last <= end, "amount", length(last), "limit", length(end), "from", first, "to", last, "end", end)
	t.out = append(t.out, Count{Finding: b.Out[0], From: first, To: last, Amount: length(last), Limit: length(end), Unit: rule.Days, By: t.by})
	if t.err == nil {
		t.err = b.Err
	}
}
