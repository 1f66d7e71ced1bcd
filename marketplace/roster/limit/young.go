package limit

import (
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/rule"
	"sovite.fi/sovite/marketplace/rule/verdict"
)

// age counts what protects people under eighteen (998/1993), and the rest of everybody else: that of employees by the law,
// of all others by a reading of ours.
func (t *tally) age() {
	switch t.p.Age {
	case Adult:
		t.rests("day_rest", "working_time.rest", "day")
		t.weeklyRest("week_rest", "working_time.rest", "week")
		return
	case Young:
		t.young("young_workers.fifteen_to_seventeen")
		t.weeklyRest("young_week_rest", "young_workers.fifteen_to_seventeen", "weekly_rest")
	case Child:
		t.young("young_workers.under_fifteen")
	default:
		t.untold()
		return
	}
	t.breaks()
	if t.p.Basic {
		t.school()
	}
}

// untold: whose age nobody told may be a child; a named person has to say.
func (t *tally) untold() {
	first, last := t.days[0].on, t.days[len(t.days)-1].on
	b := &verdict.Bench{Book: t.book, On: last}
	b.Note("young_workers.minimum_age", "age_untold", verdict.Review)
	t.out = append(t.out, Count{Finding: b.Out[0], From: first, To: last, Unit: rule.Years, By: t.by})
}

func (t *tally) young(id string) {
	t.eachDay("young_day", id, "day", most)
	t.eachWeek("young_week", id)
	for _, d := range t.days {
		t.hold(measured{key: "young_from", rule: id, value: "earliest", unit: rule.HourOfDay, times: 60, bound: least, from: d.on, to: d.on, amount: int64(d.start)})
		t.hold(measured{key: "young_to", rule: id, value: "latest", unit: rule.HourOfDay, times: 60, bound: most, from: d.on, to: d.on, amount: int64(d.end)})
	}
	t.rests("young_rest", id, "rest")
}

// rests looks at the rest between the days on which somebody works.
func (t *tally) rests(key, id, value string) {
	for i := 1; i < len(t.days); i++ {
		rest, _ := gap(t.days[i-1], t.days[i])
		t.hold(measured{key: key, rule: id, value: value, unit: rule.Hours, times: 60, bound: least, from: t.days[i-1].on, to: t.days[i].on, amount: rest})
	}
}

// weeklyRest looks for the longest rest of each week: one belongs whole to the week in which its middle lies, and to the others
// with what of it lies in them. So a rest that is long enough for two weeks counts in both.
func (t *tally) weeklyRest(key, id, value string) {
	longest := map[marketplace.Date]int64{}
	keep := func(week marketplace.Date, rest int64) { longest[week] = max(longest[week], rest) }
	for i, d := range t.days {
		before, _ := gap(day{on: monday(d.on)}, d)
		after, _ := gap(d, day{on: monday(d.on).AddDays(6), start: dayMinutes})
		if i > 0 {
			rest, middle := gap(t.days[i-1], d)
			keep(monday(middle), rest)
			before = min(before, rest)
		}
		if i+1 < len(t.days) {
			rest, _ := gap(d, t.days[i+1])
			after = min(after, rest)
		}
		keep(monday(d.on), max(before, after))
	}
	for _, w := range weeks(t.days) {
		t.hold(measured{key: key, rule: id, value: value, unit: rule.Hours, times: 60, bound: least, from: w.from, to: w.from.AddDays(6), amount: longest[w.from]})
	}
}

// breaks asks for a break in days that are long enough to need one.
func (t *tally) breaks() {
	for _, d := range t.days {
		b := &verdict.Bench{Book: t.book, On: d.on}
		if after := b.Number("young_workers.break", "after", rule.Minutes); d.minutes > after {
			t.hold(measured{key: "young_break", rule: "young_workers.break", value: "min", unit: rule.Minutes, bound: least, from: d.on, to: d.on, amount: d.rest})
		}
	}
}

// school counts work beside basic education.
func (t *tally) school() {
	const id = "young_workers.in_basic_education"
	for _, d := range t.days {
		value := "free_day"
		if d.school > 0 {
			value = "school_day"
			t.hold(measured{key: "school_and_work", rule: id, value: "school_and_work", unit: rule.Hours, times: 60, bound: most, from: d.on, to: d.on, amount: d.minutes + d.school})
		}
		t.hold(measured{key: value, rule: id, value: value, unit: rule.Hours, times: 60, bound: most, from: d.on, to: d.on, amount: d.minutes})
	}
	t.eachWeek("school_week", id)
}
