package reach

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/profile"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/task"
	"sovite.fi/sovite/matching"
	"sovite.fi/sovite/matching/atonce"
)

// Run is one pass over all tasks, or over those of a region, for every client who is counted. There is one document for
// each of the two; the next day's pass takes its place.
type Run struct {
	Region string              `json:"region,omitempty"` // Finnish name; empty: the whole country
	Day    marketplace.Date    `json:"day"`              // on which it began
	Began  marketplace.Instant `json:"began"`
	Ended  marketplace.Instant `json:"ended"`  // zero while it is under way
	Cursor marketplace.ID      `json:"cursor"` // every task up to this id is counted
	Tasks  int                 `json:"tasks"`  // counted so far
	Total  int                 `json:"total"`  // on the board when it began
}

// chunkSize is how many tasks are counted at once: this bounds the memory, whatever the number of clients and tasks.
const chunkSize = 2000

// dayOf is the calendar day in UTC.
func dayOf(now marketplace.Instant) marketplace.Date { return marketplace.DateOf(now.Time(), time.UTC) }

// Count makes the figures of every task on the board, or of those in a region (by its name in any language). It goes on
// with a run that was cut short, wherever that was; on a day on which the run was done already it does nothing. progress
// may be nil and hears how many tasks are done, of how many. Only the program itself counts. Invalid for a region that
// does not exist, Stale or Conflict when another process counts at the same time.
func (s *Service) Count(ctx context.Context, actor marketplace.Actor, region string, progress func(done, total int)) (Run, error) {
	if !actor.System {
		return Run{}, marketplace.Errorf(marketplace.Forbidden, "error.forbidden")
	}
	if region != "" {
		area, ok := s.Places.Region(region)
		if !ok {
			return Run{}, marketplace.InvalidFields([]marketplace.FieldError{marketplace.Field("region", "reach.no_region", "region", region)})
		}
		region = area.Region
	}
	e, err := s.begin(ctx, region)
	for err == nil && e.Value.Ended.IsZero() {
		if progress != nil {
			progress(min(e.Value.Tasks, e.Value.Total), e.Value.Total)
		}
		e, err = s.advance(ctx, e)
	}
	return e.Value, err
}

// Daily is Count for the whole country, for a schedule of whatever rhythm: after the first time in a day it does nothing.
// Where another process counts already, that one is left to it. Passes over caseloads that nobody went on with are dropped.
func (s *Service) Daily(ctx context.Context) error {
	_, err := s.Count(ctx, marketplace.System(""), "", nil)
	if marketplace.IsKind(err, marketplace.Stale) || marketplace.IsKind(err, marketplace.Conflict) {
		err = nil
	}
	return errors.Join(err, s.forget(ctx))
}

// begin loads the run to go on with, or starts today's.
func (s *Service) begin(ctx context.Context, region string) (store.Entry[Run], error) {
	id := marketplace.ID("country")
	if region != "" {
		id = marketplace.ID("region-" + region)
	}
	now := s.Clock.Now()
	e, err := s.runs.Get(ctx, id)
	missing := marketplace.IsKind(err, marketplace.NotFound)
	if err != nil && !missing || !missing && (e.Value.Ended.IsZero() || e.Value.Day == dayOf(now)) {
		return e, err
	}
	run := Run{Region: region, Day: dayOf(now), Began: now}
	err = s.Tasks.Board().Each(ctx, func(t task.Task) error {
		if s.within(region, t) {
			run.Total++
		}
		return nil
	})
	if err != nil {
		return e, err
	}
	fact := s.facts.New(marketplace.System(""), "reach.run_began", s.runs.Subject(id), "tasks", run.Total)
	if missing {
		return s.runs.Insert(ctx, id, run, fact)
	}
	e.Value = run
	return s.runs.Save(ctx, e, fact)
}

func (s *Service) within(region string, t task.Task) bool {
	at, _ := s.Places.Postal(t.Place.Postal)
	return region == "" || at.Region == region
}

// advance counts the next chunk, saves the figures of each of its tasks, and then where the run has come to. Cut short at
// any moment, it is done again and comes to the same: figures of today are not made again.
func (s *Service) advance(ctx context.Context, e store.Entry[Run]) (store.Entry[Run], error) {
	tasks, next, err := s.Tasks.Board().After(ctx, e.Value.Cursor, s.chunk)
	if err != nil {
		return e, err
	}
	var seen []matching.Task
	for _, t := range tasks {
		if s.within(e.Value.Region, t) {
			seen = append(seen, t.Matching(s.Places, s.ESCO))
		}
	}
	if err := s.figure(ctx, seen); err != nil {
		return e, err
	}
	e.Value.Tasks += len(seen)
	e.Value.Cursor = next
	var facts []marketplace.Fact
	if next == "" {
		e.Value.Ended = s.Clock.Now()
		facts = append(facts, s.facts.New(marketplace.System(""), "reach.run_ended", s.runs.Subject(e.ID), "tasks", e.Value.Tasks))
	}
	return s.runs.Save(ctx, e, facts...)
}

// figure makes the figures of tasks that have none of today.
func (s *Service) figure(ctx context.Context, tasks []matching.Task) error {
	known, err := s.known(ctx, tasks)
	if err != nil {
		return err
	}
	now := s.Clock.Now()
	var due []matching.Task
	for _, t := range tasks {
		if known[marketplace.ID(t.ID)].Value.Day != dayOf(now) {
			due = append(due, t)
		}
	}
	if len(due) == 0 {
		return nil
	}
	tallies, err := s.tallies(ctx, due)
	if err != nil {
		return err
	}
	for i, t := range due {
		id := marketplace.ID(t.ID)
		e, old := known[id]
		f := tallies[i].figures(id, now, s.cost)
		if old {
			e.Value = f
			_, err = s.kept.Save(ctx, e)
		} else {
			_, err = s.kept.Insert(ctx, id, f)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// lookup is how many ids the store looks up at once.
const lookup = 200

// known are the figures that there are of tasks.
func (s *Service) known(ctx context.Context, tasks []matching.Task) (map[marketplace.ID]store.Entry[Figures], error) {
	out := map[marketplace.ID]store.Entry[Figures]{}
	for len(tasks) > 0 {
		n := min(len(tasks), lookup)
		in := make([]any, n)
		for i, t := range tasks[:n] {
			in[i] = t.ID
		}
		found, _, err := s.kept.Find(ctx, store.Query{In: in, Limit: lookup})
		if err != nil {
			return nil, err
		}
		for _, e := range found {
			out[e.ID] = e
		}
		tasks = tasks[n:]
	}
	return out, nil
}

// tallies counts every client for some tasks. The profiles are read one after the other and forgotten.
func (s *Service) tallies(ctx context.Context, tasks []matching.Task) ([]tally, error) {
	c := newChunk(s.Rules, s.offerable, tasks)
	return spread(ctx, len(tasks), func(ctx context.Context, do func(matching.Profile) error) error {
		return s.Profiles.EachCounted(ctx, marketplace.System(""), func(content profile.Content) error {
			return do(content.Matching(s.Places, s.ESCO))
		})
	}, c.count)
}

// spread shares the profiles out among the cores, each with tallies of its own, and adds these up. What comes out does not
// depend on who counted whom.
func spread(
	ctx context.Context, n int, each func(context.Context, func(matching.Profile) error) error,
	count func(context.Context, matching.Profile, []tally) error,
) ([]tally, error) {
	group, ctx := atonce.New(ctx, 0)
	profiles := make(chan matching.Profile, 16)
	group.Go(func() error {
		defer close(profiles)
		return each(ctx, func(p matching.Profile) error {
			select {
			case profiles <- p:
				return nil
			case <-ctx.Done():
				return ctx.Err()
			}
		})
	})
	shares := make([][]tally, runtime.GOMAXPROCS(0))
	for i := range shares {
		shares[i] = make([]tally, n)
		group.Go(func() error { return countAll(ctx, profiles, shares[i], count) })
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	for _, share := range shares[1:] {
		for i := range share {
			shares[0][i].add(share[i])
		}
	}
	return shares[0], nil
}

// countAll counts profiles until there are no more. A fault in judging one is an error, and not the end of the program.
func countAll(
	ctx context.Context, profiles <-chan matching.Profile, into []tally, count func(context.Context, matching.Profile, []tally) error,
) (err error) {
	defer func() {
		if fault := recover(); fault != nil {
			err = marketplace.Errorf(marketplace.Internal, "error.internal", fmt.Errorf("counting a client: %v", fault))
		}
	}()
	for p := range profiles {
		if err := count(ctx, p, into); err != nil {
			return err
		}
	}
	return nil
}
