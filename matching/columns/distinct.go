package columns

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"sovite.fi/sovite/matching"
)

// distinct holds the different values of one part of the tasks, each once, and how many tasks have each. A number that no
// task uses any more is given to the next new value.
type distinct[K comparable] struct {
	ids    map[K]uint32
	values []K
	count  []uint32
	free   []uint32
}

func newDistinct[K comparable]() *distinct[K] { return &distinct[K]{ids: map[K]uint32{}} }

// add counts one more task with the value and gives the value's number.
func (d *distinct[K]) add(v K) uint32 {
	id, ok := d.ids[v]
	switch {
	case ok:
	case len(d.free) > 0:
		id = d.free[len(d.free)-1]
		d.free = d.free[:len(d.free)-1]
		d.ids[v], d.values[id] = id, v
	default:
		id = uint32(len(d.values)) //nolint:gosec // a table holds fewer than 2^32 tasks
		d.ids[v] = id
		d.values, d.count = append(d.values, v), append(d.count, 0)
	}
	d.count[id]++
	return id
}

// drop counts one task less; it says whether the value is gone with it.
func (d *distinct[K]) drop(id uint32) bool {
	d.count[id]--
	if d.count[id] > 0 {
		return false
	}
	delete(d.ids, d.values[id])
	d.free = append(d.free, id)
	return true
}

// part is the one part of a task that a hard limit compares, as a value that can be told apart from others.
type part struct {
	read  func(*matching.Task) any  // a comparable value
	write func(*matching.Task, any) // puts the value back
}

// parts gives the part that a hard limit compares, by the key of the limit; must_not has none, because it compares the
// demands.
func parts() map[string]part {
	return map[string]part{
		"hours": {
			func(t *matching.Task) any { return t.WeekMinutes },
			func(t *matching.Task, v any) { t.WeekMinutes, _ = v.(matching.Window) },
		},
		"day_length": {
			func(t *matching.Task) any { return t.DayMinutes },
			func(t *matching.Task, v any) { t.DayMinutes, _ = v.(int) },
		},
		"weekday":   choice(func(t *matching.Task) *matching.Choice { return &t.Weekdays }),
		"shift":     choice(func(t *matching.Task) *matching.Choice { return &t.Shifts }),
		"hazard":    choice(func(t *matching.Task) *matching.Choice { return &t.Hazards }),
		"allergen":  choice(func(t *matching.Task) *matching.Choice { return &t.Allergens }),
		limitTravel: {func(t *matching.Task) any { return t.Place }, func(t *matching.Task, v any) { t.Place, _ = v.(matching.Place) }},
		"certificate": {
			func(t *matching.Task) any { return choiceKey(matching.Chosen(t.Certificates...)) },
			func(t *matching.Task, v any) { t.Certificates = choiceOf(v).Values },
		},
		"form": {
			func(t *matching.Task) any { return choiceKey(matching.Chosen(t.Forms...)) },
			func(t *matching.Task, v any) { t.Forms = choiceOf(v).Values },
		},
	}
}

func choice(of func(*matching.Task) *matching.Choice) part {
	return part{
		func(t *matching.Task) any { return choiceKey(*of(t)) },
		func(t *matching.Task, v any) { *of(t) = choiceOf(v) },
	}
}

// choiceKey is a choice as one text: the order in which the keys were written does not count.
func choiceKey(c matching.Choice) string {
	if len(c.Values) == 0 {
		return strconv.FormatBool(c.Asked)
	}
	keys := slices.Sorted(slices.Values(c.Values))
	return strconv.FormatBool(c.Asked) + separator + strings.Join(slices.Compact(keys), separator)
}

func choiceOf(v any) matching.Choice {
	text, _ := v.(string)
	asked, keys, some := strings.Cut(text, separator)
	c := matching.Choice{Asked: asked == "true"}
	if some {
		c.Values = strings.Split(keys, separator)
	}
	return c
}

// separator stands in no key of a closed list.
const separator = "\x00"

// usual says whether a task has only what the columns can hold. Any other task is kept whole: nothing is refused, and
// nothing that was checked at the edge is ever unusual.
func usual(t matching.Task) bool {
	place := t.Place.Lat + t.Place.Lon
	return !math.IsNaN(place) && t.Support >= math.MinInt8 && t.Support <= math.MaxInt8 && onePerDimension(t.Demands) &&
		!hasSeparator(t.Weekdays.Values, t.Shifts.Values, t.Hazards.Values, t.Allergens.Values, t.Certificates, t.Forms)
}

func onePerDimension(demands []matching.Demand) bool {
	seen := make(map[matching.Dimension]bool, len(demands))
	for _, d := range demands {
		if seen[d.Dimension] {
			return false
		}
		seen[d.Dimension] = true
	}
	return true
}

func hasSeparator(lists ...[]string) bool {
	for _, list := range lists {
		if slices.ContainsFunc(list, func(v string) bool { return strings.Contains(v, separator) || v == "" }) {
			return true
		}
	}
	return false
}
