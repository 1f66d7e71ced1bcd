package reach

import (
	"cmp"
	"slices"
	"strings"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/matching"
)

// Enough is how many counted clients must live within reach of a task before anything is told of it, and the smallest
// number that is told of anything.
const Enough = 10

// Figures are what the employer of one task is told. Every number is a step (Step): at least so many, and 0 for nothing to
// tell.
type Figures struct {
	Task    marketplace.ID      `json:"task"`
	Day     marketplace.Date    `json:"day"` // on which they were made
	Made    marketplace.Instant `json:"made"`
	Told    bool                `json:"told"`    // enough counted clients live within reach; otherwise the rest is empty
	Now     int                 `json:"now"`     // for whom the task fits as it is
	If      int                 `json:"if"`      // for whom it fits if something is agreed on
	Missing int                 `json:"missing"` // about whom, or for whom, something has to be asked first
	More    []More              `json:"more,omitempty"`
	Alone   []Alone             `json:"alone,omitempty"`
}

// More is one change and how many more clients the task would fit with it: an adaptation to offer, or a demand to ease.
type More struct {
	Adaptation string             `json:"adaptation"` // key of the catalogue, or matching.EaseDemand
	Dimension  matching.Dimension `json:"dimension,omitempty"`
	People     int                `json:"people"`
}

// Alone is a hard limit that is the only thing that leaves clients out.
type Alone struct {
	Limit  string   `json:"limit"`            // shift, hours, day_length or weekday
	Values []string `json:"values,omitempty"` // of a shift or weekday: which
	People int      `json:"people"`
}

// Step is the largest of 10, 20, 50, 100, 200 and so on that is not above a number; 0 below Enough, where nothing is told.
func Step(n int) int {
	step := 0
	for ten := Enough; ten <= n; ten *= 10 {
		for _, times := range []int{1, 2, 5} {
			if times*ten <= n {
				step = times * ten
			}
		}
	}
	return step
}

// figures tells a tally. Cost gives the cost band of a change, cheaper ones first among those of one step.
func (t *tally) figures(task marketplace.ID, now marketplace.Instant, cost func(adaptation string) int) Figures {
	f := Figures{Task: task, Day: dayOf(now), Made: now, Told: t.near >= Enough}
	if !f.Told {
		return f
	}
	f.Now, f.If, f.Missing = Step(t.now), Step(t.ifs), Step(t.missing)
	for k, n := range t.more {
		if people := Step(n); people > 0 {
			f.More = append(f.More, More{k.adaptation, k.dimension, people})
		}
	}
	for k, n := range t.alone {
		if people := Step(n); people > 0 {
			f.Alone = append(f.Alone, Alone{k.limit, k.list(), people})
		}
	}
	slices.SortFunc(f.More, func(a, b More) int {
		return cmp.Or(cmp.Compare(b.People, a.People), cmp.Compare(cost(a.Adaptation), cost(b.Adaptation)),
			strings.Compare(a.Adaptation, b.Adaptation), cmp.Compare(a.Dimension, b.Dimension))
	})
	slices.SortFunc(f.Alone, func(a, b Alone) int {
		return cmp.Or(cmp.Compare(b.People, a.People), strings.Compare(a.Limit, b.Limit), slices.Compare(a.Values, b.Values))
	})
	return f
}
