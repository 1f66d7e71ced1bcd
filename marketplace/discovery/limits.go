package discovery

import (
	"cmp"
	"slices"

	"sovite.fi/sovite/matching/columns"
)

// Limit is what one hard limit costs among the tasks that are near enough.
type Limit struct {
	Limit   string `json:"limit"`    // the Breach's Limit, such as "shift"
	LeftOut int    `json:"left_out"` // tasks that break it
	Returns int    `json:"returns"`  // of those, how many would not be left out without it
}

// limits counts what each limit costs, the most expensive first. A task comes back without a limit when that is the only
// one it breaks; nothing takes a gap away, because it is no limit that anybody has set.
func limits(order []judged) []Limit {
	by := map[string]*Limit{}
	for _, j := range order {
		keys := j.broken.Keys()
		for _, key := range keys {
			if by[key] == nil {
				by[key] = &Limit{Limit: key}
			}
			by[key].LeftOut++
			if len(keys) == 1 && key != columns.Gap {
				by[key].Returns++
			}
		}
	}
	out := make([]Limit, 0, len(by))
	for _, l := range by {
		out = append(out, *l)
	}
	slices.SortFunc(out, func(a, b Limit) int {
		return cmp.Or(cmp.Compare(b.Returns, a.Returns), cmp.Compare(b.LeftOut, a.LeftOut), cmp.Compare(a.Limit, b.Limit))
	})
	return out
}

// nearMisses orders what is left out: the fewest broken limits first, and among these as they were.
func nearMisses(members []judged) []judged {
	slices.SortStableFunc(members, func(x, y judged) int { return cmp.Compare(x.broken.Len(), y.broken.Len()) })
	return members
}
