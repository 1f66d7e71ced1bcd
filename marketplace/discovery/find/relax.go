package find

import (
	"cmp"
	"context"
	"reflect"
	"slices"
)

// relaxations are the filters that can be let go of one at a time, by the name of the field.
func relaxations() []struct {
	name string
	drop func(*Query)
} {
	return []struct {
		name string
		drop func(*Query)
	}{
		{"words", func(q *Query) { q.Words = "" }},
		{"forms", func(q *Query) { q.Forms = nil }},
		{"regions", func(q *Query) { q.Regions = nil }},
		{"municipalities", func(q *Query) { q.Municipals = nil }},
		{"shifts", func(q *Query) { q.Shifts = nil }},
		{"access", func(q *Query) { q.Access = nil }},
		{"adaptations", func(q *Query) { q.Adaptations = nil }},
		{"not_hazards", func(q *Query) { q.NotHazards = nil }},
		{"hours_from", func(q *Query) { q.HoursFrom = 0 }},
		{"hours_to", func(q *Query) { q.HoursTo = 0 }},
		{"kilometres", func(q *Query) { q.Kilometres = 0 }},
	}
}

// relax tells, for each filter of a search that found nothing, how much would be found without it; the most first.
// Filters that would not help are not named.
func (s *Finder) relax(ctx context.Context, q Query) ([]Relax, error) {
	var out []Relax
	whole, err := s.asked(q)
	if err != nil {
		return nil, err
	}
	for _, r := range relaxations() {
		eased := q
		r.drop(&eased)
		ask, err := s.asked(eased)
		if err != nil {
			return nil, err
		}
		if reflect.DeepEqual(ask, whole) {
			continue
		}
		ask.Facets, ask.Limit, ask.Offset = false, 1, 0
		found, err := s.Index.Search(ctx, ask)
		if err != nil {
			return nil, indexError(err)
		}
		if found.Total > 0 {
			out = append(out, Relax{Filter: r.name, Total: found.Total})
		}
	}
	slices.SortStableFunc(out, func(a, b Relax) int { return cmp.Compare(b.Total, a.Total) })
	return out, nil
}
