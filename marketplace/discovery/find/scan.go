package find

import (
	"context"
	"slices"
	"strings"

	"sovite.fi/sovite/marketplace/task"
	"sovite.fi/sovite/matching/search"
)

// scan answers a search from the store while the index does not answer: the same filters by region, hours and so on,
// words without their endings' grace, newest first, no facets and no distances.
func (s *Finder) scan(ctx context.Context, q search.Query) (Results, error) {
	out := Results{Items: []task.Task{}, Degraded: true}
	limit := q.Limit
	if limit == 0 {
		limit = search.DefaultLimit
	}
	words := strongWords(q)
	err := s.Tasks.Board().Each(ctx, func(t task.Task) error {
		e := t.Entry(s.Places)
		if !passes(q, e) || !hasWord(words, e.Grams) {
			return nil
		}
		if out.Total++; out.Total > q.Offset && len(out.Items) < limit {
			t.ImportKey = ""
			out.Items = append(out.Items, t)
		}
		return nil
	})
	return out, err
}

func strongWords(q search.Query) []string {
	var out []string
	for _, t := range search.Terms(q.Words, q.Also...) {
		if t.Strong {
			out = append(out, t.Text)
		}
	}
	return out
}

func hasWord(words []string, grams string) bool {
	if len(words) == 0 {
		return true
	}
	for g := range strings.SplitSeq(grams, " ") {
		if slices.Contains(words, g) {
			return true
		}
	}
	return false
}

// passes says whether an entry fits the filters other than words and distance, as search.Query states them.
func passes(q search.Query, e search.Entry) bool {
	return anyOf(q.Forms, e.Forms...) && anyOf(q.Regions, e.Region) && anyOf(q.Municipals, e.Municipal) &&
		allOf(q.Access, e.Access) && allOf(q.Adaptations, e.Adaptations) &&
		(len(q.NotHazards) == 0 || !anyOf(q.NotHazards, e.Hazards...)) &&
		(len(q.OnlyShifts) == 0 || allOf(e.Shifts, q.OnlyShifts)) &&
		(q.HoursFrom == 0 || e.HoursMax == 0 || e.HoursMax >= q.HoursFrom) &&
		(q.HoursTo == 0 || e.HoursMin <= q.HoursTo)
}

// anyOf says whether one of the values is wanted; wanting none is no filter.
func anyOf(wanted []string, values ...string) bool {
	return len(wanted) == 0 || slices.ContainsFunc(values, func(v string) bool { return slices.Contains(wanted, v) })
}

func allOf(wanted, values []string) bool {
	return !slices.ContainsFunc(wanted, func(w string) bool { return !slices.Contains(values, w) })
}
