package measure

import (
	"context"
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store"
)

// Series is everything that was measured for one client, each list oldest first.
type Series struct {
	Client   marketplace.ID
	Measures map[Kind][]Entry // what was written down by mistake is in it too; it counts for nothing
	Goals    []Goal
	T        []TPoint // one for each day on which a goal was rated
}

// TPoint is how far the goals were reached together on a day.
type TPoint struct {
	On    marketplace.Date
	T     float64
	Goals int // how many goals had been rated by then
}

// Of reads what was measured for a client of the coach's own caseload. The read is recorded.
func (s *Service) Of(ctx context.Context, coach marketplace.Actor, client marketplace.ID) (Series, error) {
	c, err := s.Clients.Client(ctx, coach, client)
	if err != nil {
		return Series{}, err
	}
	if !coach.System {
		if err := s.Reads.Seen(ctx, coach, "clients/"+string(client), Purpose, c.Org); err != nil {
			return Series{}, err
		}
	}
	return s.read(ctx, c.Org, client)
}

// Mine reads what was measured for the client who asks.
func (s *Service) Mine(ctx context.Context, client marketplace.Actor) (Series, error) {
	c, _, err := s.Clients.Mine(ctx, client)
	if err != nil {
		return Series{}, err
	}
	return s.read(ctx, c.Org, c.ID)
}

func (s *Service) read(ctx context.Context, org, client marketplace.ID) (Series, error) {
	out := Series{Client: client, Measures: map[Kind][]Entry{}}
	q := store.Query{Index: "client", Eq: []any{string(org), string(client)}}
	err := s.measures.Each(ctx, q, func(e Entry) error {
		out.Measures[e.Value.Kind] = append(out.Measures[e.Value.Kind], e)
		return nil
	})
	if err != nil {
		return Series{}, err
	}
	if out.Goals, err = s.goalsOf(ctx, org, client); err != nil {
		return Series{}, err
	}
	out.T = tPoints(out.Goals, out.Measures[Attainment])
	return out, nil
}

func (s *Service) goalsOf(ctx context.Context, org, client marketplace.ID) ([]Goal, error) {
	var out []Goal
	q := store.Query{Index: "client", Eq: []any{string(org), string(client)}}
	return out, s.goals.Each(ctx, q, func(e store.Entry[Goal]) error {
		out = append(out, e.Value)
		return nil
	})
}

// tPoints gives the T-score of each day on which a level was given.
func tPoints(goals []Goal, ratings []Entry) []TPoint {
	var days []marketplace.Date
	for _, e := range ratings {
		if _, counts := e.Value.Counts(); counts {
			days = append(days, e.Value.On)
		}
	}
	slices.Sort(days)
	var out []TPoint
	for _, day := range slices.Compact(days) {
		rated := ratedOn(goals, ratings, day)
		if t, ok := TScore(rated); ok {
			out = append(out, TPoint{day, t, len(rated)})
		}
	}
	return out
}
