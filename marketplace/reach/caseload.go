package reach

import (
	"context"
	"errors"
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/profile"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/task"
	"sovite.fi/sovite/matching"
	"sovite.fi/sovite/matching/columns"
)

// Row is how many tasks on the board one client of a coach has in each group.
type Row struct {
	Client  profile.Client
	Version int                       // of the profile; 0: the client has none, and every count is 0
	Counts  [matching.FitsNow + 1]int // by matching.Group
}

// underway is how far a pass over one coach's caseload has come. It is kept only as long as the pass is not done.
type underway struct {
	Day    marketplace.Date `json:"day"`    // on which it began
	Cursor marketplace.ID   `json:"cursor"` // every task up to this id is counted
	Tasks  int              `json:"tasks"`  // counted so far
	Total  int              `json:"total"`  // on the board when it began
	Rows   []counted        `json:"rows"`
}

// counted is what a pass has counted so far for one client.
type counted struct {
	Client  marketplace.ID            `json:"client"`
	Version int                       `json:"version"`
	Counts  [matching.FitsNow + 1]int `json:"counts"`
}

// Caseload counts the tasks on the board for every active client of one coach, whether they are counted for employers or
// not: a coach sees every one of their own clients. Only the program itself, acting for the coach's organisation, counts.
// A pass that was cut short goes on where it stopped, unless it is of another day or the caseload has changed since. What
// was counted is not kept once it is answered. progress may be nil and hears how many tasks are done, of how many.
func (s *Service) Caseload(ctx context.Context, actor marketplace.Actor, coach marketplace.ID, progress func(done, total int)) ([]Row, error) {
	if !actor.System {
		return nil, marketplace.Errorf(marketplace.Forbidden, "error.forbidden")
	}
	rows, profiles, err := s.caseload(ctx, actor, coach)
	if err != nil {
		return nil, err
	}
	e, err := s.takeUp(ctx, coach, rows)
	for err == nil {
		if progress != nil {
			progress(min(e.Value.Tasks, e.Value.Total), e.Value.Total)
		}
		var done bool
		if e, done, err = s.goOn(ctx, e, profiles); done && err == nil {
			for i := range rows {
				rows[i].Counts = e.Value.Rows[i].Counts
			}
			return rows, s.drop(ctx, e)
		}
	}
	return nil, err
}

// takeUp loads the pass to go on with, or begins one; what it begins is not saved yet.
func (s *Service) takeUp(ctx context.Context, coach marketplace.ID, rows []Row) (store.Entry[underway], error) {
	e, err := s.underway.Get(ctx, coach)
	if err != nil && !marketplace.IsKind(err, marketplace.NotFound) {
		return e, err
	}
	today := dayOf(s.Clock.Now())
	same := slices.EqualFunc(e.Value.Rows, rows, func(c counted, r Row) bool { return c.Client == r.Client.ID && c.Version == r.Version })
	if err == nil && same && e.Value.Day == today {
		return e, nil
	}
	e.ID, e.Value = coach, underway{Day: today}
	for _, r := range rows {
		e.Value.Rows = append(e.Value.Rows, counted{Client: r.Client.ID, Version: r.Version})
	}
	return e, s.Tasks.Board().Each(ctx, func(task.Task) error { e.Value.Total++; return nil })
}

// goOn counts the next chunk, and keeps how far the pass has come if there are more.
func (s *Service) goOn(ctx context.Context, e store.Entry[underway], profiles []matching.Profile) (next store.Entry[underway], done bool, err error) {
	tasks, after, err := s.Tasks.Board().After(ctx, e.Value.Cursor, s.chunk)
	if err != nil {
		return e, false, err
	}
	if err := s.countRows(ctx, tasks, profiles, e.Value.Rows); err != nil {
		return e, false, err
	}
	e.Value.Tasks, e.Value.Cursor = e.Value.Tasks+len(tasks), after
	switch {
	case after == "":
		return e, true, nil
	case e.Rev == 0:
		e, err = s.underway.Insert(ctx, e.ID, e.Value)
	default:
		e, err = s.underway.Save(ctx, e)
	}
	return e, false, err
}

func (s *Service) drop(ctx context.Context, e store.Entry[underway]) error {
	if e.Rev == 0 {
		return nil
	}
	return s.underway.Delete(ctx, e)
}

// forget drops the passes over caseloads that were cut short on another day and that nobody went on with.
func (s *Service) forget(ctx context.Context) error {
	today := dayOf(s.Clock.Now())
	var old []store.Entry[underway]
	err := s.underway.Each(ctx, store.Query{}, func(e store.Entry[underway]) error {
		if e.Value.Day != today {
			old = append(old, e)
		}
		return nil
	})
	for _, e := range old {
		err = errors.Join(err, s.drop(ctx, e))
	}
	return err
}

// caseload reads a coach's active clients with their profiles.
func (s *Service) caseload(ctx context.Context, actor marketplace.Actor, coach marketplace.ID) (rows []Row, profiles []matching.Profile, err error) {
	for page := (marketplace.Page{Limit: marketplace.MaxLimit}); ; {
		list, err := s.Profiles.Caseload(ctx, actor, page)
		if err != nil {
			return nil, nil, err
		}
		for _, c := range list.Items {
			if c.Coach != coach || c.Status != profile.Active {
				continue
			}
			v, err := s.Profiles.Current(ctx, actor, c.ID, "matching")
			if err != nil {
				return nil, nil, err
			}
			p := v.Content.Matching(s.Places, s.ESCO)
			p.Wishes = matching.Wishes{}
			rows, profiles = append(rows, Row{Client: c, Version: v.Number}), append(profiles, p)
		}
		if page.After = list.Next; page.After == "" {
			return rows, profiles, nil
		}
	}
}

func (s *Service) countRows(ctx context.Context, tasks []task.Task, profiles []matching.Profile, rows []counted) error {
	seen := make([]matching.Task, len(tasks))
	for i, t := range tasks {
		seen[i] = t.Matching(s.Places, s.ESCO)
	}
	c := newChunk(s.Rules, s.offerable, seen)
	for i := range rows {
		if rows[i].Version == 0 {
			continue
		}
		counts, shown := &rows[i].Counts, 0
		err := c.table.Decide(ctx, s.Rules, profiles[i], 0, func(d columns.Decided) { counts[d.Group]++; shown++ })
		if err != nil {
			return err
		}
		counts[matching.LeftOut] += len(tasks) - shown
	}
	return nil
}
