package discovery

import (
	"context"
	"errors"
	"math"

	"sovite.fi/sovite/marketplace/task"
	"sovite.fi/sovite/matching"
	"sovite.fi/sovite/matching/search"
)

// nearFactor is how far beyond the accepted way to work a task is still near enough to be told about when it is left
// out: twice the minutes.
const nearFactor = 2

// propose asks the index for every task that the hard limits do not leave out for certain. Each filter lets through at
// least what matching lets through; the two limits that the index does not know, day length and weekdays, filter nothing.
func propose(p matching.Profile, rules matching.TravelRules) search.Query {
	q := nearby(p, rules, 1)
	if w := p.Limits.WeekMinutes; w.Known() {
		q.HoursFrom, q.HoursTo = w.Min, w.Max
	}
	if p.Limits.Shifts.Asked {
		q.OnlyShifts = p.Limits.Shifts.Values
	}
	if p.Certificates.Asked {
		q.CertsKnown, q.OnlyCerts = true, p.Certificates.Values
	}
	if p.Limits.Forms.Asked {
		q.Forms = p.Limits.Forms.Values
	}
	q.NotHazards = append(q.NotHazards, p.Limits.Hazards.Values...)
	for _, a := range p.Limits.Allergens.Values {
		q.NotHazards = append(q.NotHazards, task.AllergenPrefix+a)
	}
	return q
}

// nearby asks the index for every task within the accepted way to work times a factor, by whatever limits it is left out.
func nearby(p matching.Profile, rules matching.TravelRules, factor float64) search.Query {
	q := search.Query{Sort: search.ByPosted}
	if m, ok := reach(p.Limits.Travel, rules, factor); ok {
		q.Near = &search.Point{Lat: p.Limits.Travel.Lat, Lon: p.Limits.Travel.Lon, Metres: m}
	}
	return q
}

// reach turns minutes into metres, the reverse of the formula of matching.TravelRules, and adds 1 % and 200 m because
// engines measure the earth a little differently; false when a part of the way is not known.
func reach(t matching.Travel, rules matching.TravelRules, factor float64) (metres int, ok bool) {
	speed := rules.Speed[t.Transport]
	if !t.Known || t.MaxMinutes <= 0 || speed <= 0 || rules.Detour <= 0 {
		return 0, false
	}
	km := (float64(t.MaxMinutes)*factor - rules.Extra[t.Transport]) * speed / (60 * rules.Detour)
	return int(math.Ceil(max(0, km)*1010)) + 200, true
}

// maxReach is how many hits an index gives in all: its furthest offset and one page.
const maxReach = search.MaxOffset + search.MaxLimit

// load gives every task on the board that fits the query, and whether the index had to be done without. An index that
// does not answer, or that cannot give all its hits, is replaced by the whole board: more is then judged, nothing missed.
func (s *Service) load(ctx context.Context, q search.Query) (tasks []task.Task, degraded bool, err error) {
	ids, all, err := s.hits(ctx, q)
	board := s.Tasks.Board()
	switch {
	case errors.Is(err, search.ErrUnavailable):
		degraded = true
	case err != nil:
		return nil, false, indexError(err)
	case all:
		tasks, err = board.ByIDs(ctx, ids)
		return tasks, false, err
	}
	err = board.Each(ctx, func(t task.Task) error {
		tasks = append(tasks, t)
		return nil
	})
	return tasks, degraded, err
}

// hits pages through all hits of a query; all is false when there are more than the index can give.
func (s *Service) hits(ctx context.Context, q search.Query) (ids []string, all bool, err error) {
	q.Limit = search.MaxLimit
	for {
		q.Offset = len(ids)
		found, err := s.Index.Search(ctx, q)
		if err != nil {
			return nil, false, err
		}
		if found.Total > maxReach {
			return nil, false, nil
		}
		for _, h := range found.Hits {
			ids = append(ids, h.ID)
		}
		if len(found.Hits) < q.Limit {
			return ids, true, nil
		}
		if len(ids) > search.MaxOffset {
			return ids, len(ids) >= found.Total, nil
		}
	}
}
