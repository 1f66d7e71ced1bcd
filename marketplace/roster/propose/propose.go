package propose

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"math"
	"slices"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/roster"
	"sovite.fi/sovite/matching/crew"
	"sovite.fi/sovite/matching/crew/planner"
)

// Proposal is a plan that was worked out for a week, put beside it under the same id.
type Proposal struct {
	ID        marketplace.ID      `json:"id"`
	Org       marketplace.ID      `json:"org"`
	Of        int64               `json:"of"`     // the revision of the week that it is for; of no use once the week has another
	Failed    bool                `json:"failed"` // there is none: it took too long, or went wrong
	Shifts    []roster.Staffing   `json:"shifts,omitempty"`
	Reasons   []Reason            `json:"reasons,omitempty"`
	Vacancies []Vacancy           `json:"vacancies,omitempty"`
	Dropped   []Dropped           `json:"dropped,omitempty"` // seats that did not pass the checks, and were left empty
	Gap       Gap                 `json:"gap"`
	By        marketplace.ID      `json:"by"`
	At        marketplace.Instant `json:"at"`
}

// Gap is how much better than a proposal any other plan of the same question could be.
type Gap struct {
	Known bool  `json:"known"`
	Most  int64 `json:"most"` // hundredths of a per cent, rounded up; 0: no plan is better
}

// Dropped is a seat of which the checks say no, with the fault in short.
type Dropped struct {
	roster.Seat
	Key  string            `json:"key"` // of the sentence
	Args map[string]string `json:"args,omitempty"`
}

// rounds is how often a planner is asked anew without the seats that did not pass the checks.
const rounds = 4

// Propose works out who could work the shifts of a week, puts it beside the week and gives it. What is locked, and what is
// published, stays. One that took too long or went wrong says so, and the week is planned by hand with the same checks. Stale
// unless rev is the week's revision.
func (s *Service) Propose(ctx context.Context, actor marketplace.Actor, monday marketplace.Date, rev int64) (Proposal, error) {
	e, c, err := s.Rosters.Case(ctx, actor, monday)
	if err != nil {
		return Proposal{}, err
	}
	if e.Rev != rev {
		return Proposal{}, marketplace.Errorf(marketplace.Stale, "error.stale")
	}
	p, err := s.work(ctx, c)
	if ctx.Err() != nil {
		return Proposal{}, ctx.Err()
	}
	if err != nil {
		p = Proposal{Failed: true}
	}
	p.ID, p.Org, p.Of, p.By, p.At = e.ID, e.Value.Org, rev, actor.Person, s.Clock.Now()
	return p, s.put(ctx, actor, p)
}

// work asks the planner, holds its answer against every hard rule, and asks again without what did not pass. The best answer
// is the one that fills most seats.
func (s *Service) work(ctx context.Context, c roster.Case) (Proposal, error) {
	c.Week = keeping(c.Week)
	base, gone, err := roster.Vacate(c, c.Week.Stands)
	if err != nil {
		return Proposal{}, err
	}
	c.Week = base
	best, barred := answer{filled: -1}, map[roster.Seat]roster.Fault{}
	for range rounds {
		a, err := s.round(ctx, asked(c, barred))
		if err != nil {
			return Proposal{}, err
		}
		if a.filled > best.filled {
			best = a
		}
		if len(a.gone) == 0 {
			break
		}
		for _, e := range a.gone {
			barred[e.Seat] = e.Fault
		}
	}
	best.gone = append(gone, best.gone...)
	return best.proposal(), nil
}

// answer is what came of one question.
type answer struct {
	q      *question
	week   roster.Week
	plan   crew.Plan // as far as the week holds it
	gone   []roster.Emptied
	gap    Gap
	filled int
}

func (s *Service) round(ctx context.Context, q *question) (answer, error) {
	if q.err != nil {
		return answer{}, q.err
	}
	found, err := s.ask(ctx, q)
	if err != nil {
		return answer{}, err
	}
	c := q.Case
	c.Week = q.filled(found.Plan)
	week, gone, err := roster.Vacate(c, c.Week.Stands)
	if err != nil {
		return answer{}, err
	}
	a := answer{q: q, week: week, plan: q.planOf(week), gone: gone}
	for _, shift := range week.Shifts {
		a.filled += len(shift.Members)
	}
	if gap := found.Gap(); len(gone) == 0 && !math.IsInf(gap, 0) {
		a.gap = Gap{Known: true, Most: int64(math.Ceil(gap * 10_000))}
	}
	return a, nil
}

// errSlow is that a planner did not answer in time.
var errSlow = errors.New("the planner did not answer in time")

// ask asks the planner, and waits a little longer than it was given.
func (s *Service) ask(ctx context.Context, q *question) (planner.Proposal, error) {
	if len(q.in.Clients) == 0 || len(q.in.Orders) == 0 {
		return planner.Proposal{}, nil
	}
	limit := s.Limit / rounds
	ctx, stop := context.WithTimeout(ctx, limit+cmp.Or(s.Grace, time.Second))
	defer stop()
	opt := planner.Options{Seed: seed(q.in.Name), Limit: limit, Now: s.Clock, Locked: q.together(q.kept)}
	type result struct {
		found planner.Proposal
		err   error
	}
	done := make(chan result, 1)
	go func() {
		found, err := s.Planner(ctx, q.in, opt)
		done <- result{found, err}
	}()
	select {
	case r := <-done:
		if faults := crew.Check(q.in, r.found.Plan); r.err == nil && len(faults) > 0 {
			return planner.Proposal{}, fmt.Errorf("the planner's answer: %v", faults[0])
		}
		return r.found, r.err
	case <-ctx.Done():
		return planner.Proposal{}, errSlow
	}
}

func seed(name string) uint64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte(name))
	return h.Sum64()
}

// filled is the week with the seats of a plan.
func (q *question) filled(plan crew.Plan) roster.Week {
	w := q.Week
	w.Shifts = slices.Clone(w.Shifts)
	for i := range w.Shifts {
		w.Shifts[i].Members = slices.Clone(w.Shifts[i].Members)
		w.Shifts[i].Leaders = slices.Clone(w.Shifts[i].Leaders)
	}
	for _, seat := range plan.Seats {
		at := slices.IndexFunc(w.Shifts, func(s roster.Shift) bool { return string(s.ID) == seat.Order })
		s, who := &w.Shifts[at], marketplace.ID(seat.Who)
		_, leads := q.Leaders[who]
		switch {
		case leads && !slices.Contains(s.Leaders, who):
			s.Leaders = append(s.Leaders, who)
		case !leads && !slices.Contains(s.Members, who):
			s.Members = append(s.Members, who)
		}
	}
	for i := range w.Shifts {
		q.spare(&w.Shifts[i])
	}
	for i := range w.Shifts {
		q.lead(w, &w.Shifts[i])
	}
	return w
}

// spare frees the leaders whom a shift does not need, but for those whom somebody chose.
func (q *question) spare(s *roster.Shift) {
	was, _ := q.Week.Shift(s.ID)
	if most := max(s.Guides(len(s.Members)), len(was.Leaders)); s.Date >= q.Today && len(s.Leaders) > most {
		s.Leaders = s.Leaders[:most]
	}
}

// lead gives a shift to come as many leaders as its people need: those it has first, then whoever is free at its time.
func (q *question) lead(w roster.Week, s *roster.Shift) {
	if s.Date < q.Today {
		return
	}
	needed := s.Guides(len(s.Members))
	for _, one := range q.in.Supervisors {
		id := marketplace.ID(one.ID)
		busy := slices.ContainsFunc(w.Shifts, func(o roster.Shift) bool { return o.Overlaps(*s) && slices.Contains(o.Leaders, id) })
		if len(s.Leaders) < needed && !busy {
			s.Leaders = append(s.Leaders, id)
		}
	}
}

// planOf are the seats of a week as far as the planner knows them.
func (q *question) planOf(w roster.Week) crew.Plan {
	var seats []crew.Seat
	for _, s := range w.Shifts {
		if s.Date < q.Today {
			continue
		}
		for _, id := range slices.Concat(s.Members, s.Leaders) {
			seats = append(seats, q.seat(s, id))
		}
	}
	return crew.Plan{Seats: q.together(seats)}
}

// together are the seats that obey the planner's own rules, the first of them first.
func (q *question) together(seats []crew.Seat) (out []crew.Seat) {
	if len(crew.Check(q.in, crew.Plan{Seats: seats})) == 0 {
		return seats
	}
	for _, seat := range seats {
		if with := append(slices.Clone(out), seat); len(crew.Check(q.in, crew.Plan{Seats: with})) == 0 {
			out = with
		}
	}
	return out
}
