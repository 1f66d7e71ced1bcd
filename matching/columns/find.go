package columns

import (
	"cmp"
	"context"
	"runtime"
	"slices"
	"strings"

	"sovite.fi/sovite/matching"
	"sovite.fi/sovite/matching/atonce"
)

// Question says which tasks to decide about.
type Question struct {
	LeftOut bool    // also those that a hard limit leaves out
	Near    float64 // with LeftOut: only those within so many times the accepted way to work; 0 for all
	Best    int     // with neither: only so many of the best of each group; 0 for all
	Cores   int     // how many to use; 0 for as many as pay
}

// Placed is one task with its place in the order.
type Placed struct {
	ID     string
	Tag    Tag
	Group  matching.Group
	Score  float64 // of a task that is left out, the score without its texts
	Broken Limits  // hard limits broken, and the gap that nothing closes
}

// Answer is what a profile has among the tasks.
type Answer struct {
	Placed []Placed                  // best first: by group, score and id, as matching.Order does
	Counts [matching.FitsNow + 1]int // how many of each group were decided about
}

// perCore is how many rows are worth a core of their own.
const perCore = 25_000

// Find decides about tasks for a profile: exactly as matching.Judge would for each of them, to the last bit of the score.
func (t *Table) Find(ctx context.Context, rules matching.RuleSet, profile matching.Profile, q Question) (Answer, error) {
	t.mu.RLock()
	defer t.mu.RUnlock()
	l := t.look(rules, profile, q.near())
	cores := q.Cores
	if cores <= 0 {
		cores = min(runtime.GOMAXPROCS(0), 1+len(t.ids)/perCore)
	}
	shares := make([]*share, cores)
	group, ctx := atonce.New(ctx, 0)
	for i := range shares {
		shares[i] = &share{table: t, keep: q.Best}
		group.Go(func() error {
			return l.share(ctx, q, len(t.ids)*i/cores, len(t.ids)*(i+1)/cores, shares[i])
		})
	}
	if err := group.Wait(); err != nil {
		return Answer{}, err
	}
	return t.answer(l, q, shares), nil
}

// near is how many times the accepted way to work is looked at: once, when what is left out is of no interest.
func (q Question) near() float64 {
	switch {
	case !q.LeftOut:
		return 1
	case q.Near > 0:
		return q.Near
	}
	return everywhere
}

// everywhere is further than any way to work.
const everywhere = 1e9

// share goes over a part of the rows, and stops between two blocks when the context ends.
func (l *lens) share(ctx context.Context, q Question, from, to int, into *share) error {
	s := l.scan()
	s.floor = into.floor
	for ; from < to; from += block {
		if err := ctx.Err(); err != nil {
			return err
		}
		if q.LeftOut {
			s.near(from, min(from+block, to), into.add)
		} else {
			s.eligible(from, min(from+block, to), into.add)
		}
	}
	return nil
}

// share collects what was decided about some rows.
type share struct {
	table  *Table
	keep   int
	counts [matching.FitsNow + 1]int
	all    []found
	best   [matching.FitsNow + 1][]found // only the best, the worst of them first
}

func (s *share) add(f found) {
	s.counts[f.group]++
	if s.keep == 0 {
		s.all = append(s.all, f)
		return
	}
	best := s.best[f.group]
	if len(best) == s.keep && s.table.order(f, best[0]) > 0 {
		return
	}
	at, _ := slices.BinarySearchFunc(best, f, func(a, b found) int { return s.table.order(b, a) })
	best = slices.Insert(best, at, f)
	if len(best) > s.keep {
		best = best[1:]
	}
	s.best[f.group] = best
}

// floor is the score below which a task of a group need not be looked at closely: so many better ones are known.
func (s *share) floor(g matching.Group) float64 {
	if s.keep == 0 || len(s.best[g]) < s.keep {
		return -1
	}
	return s.best[g][0].score
}

// order is the order of matching.Order.
func (t *Table) order(a, b found) int {
	if c := cmp.Or(cmp.Compare(b.group, a.group), cmp.Compare(b.score, a.score)); c != 0 {
		return c
	}
	return strings.Compare(t.ids[a.row], t.ids[b.row])
}

// answer puts the shares and the unusual tasks together.
func (t *Table) answer(l *lens, q Question, shares []*share) Answer {
	var out Answer
	var all []found
	for _, s := range shares {
		for g, n := range s.counts {
			out.Counts[g] += n
			all = append(all, s.best[g]...)
		}
		all = append(all, s.all...)
	}
	slices.SortFunc(all, t.order)
	placed := make([]Placed, 0, len(all))
	for _, f := range all {
		placed = append(placed, Placed{t.ids[f.row], t.tags[f.row], f.group, f.score, f.broken})
	}
	out.Placed = t.withUnusual(placed, l, q, &out.Counts)
	if q.Best > 0 {
		out.Placed = bestOf(out.Placed, q.Best)
	}
	return out
}

func bestOf(placed []Placed, n int) []Placed {
	var seen [matching.FitsNow + 1]int
	return slices.DeleteFunc(placed, func(p Placed) bool {
		seen[p.Group]++
		return seen[p.Group] > n
	})
}

// withUnusual has matching judge the tasks that the columns could not hold, and puts them in their places.
func (t *Table) withUnusual(placed []Placed, l *lens, q Question, counts *[matching.FitsNow + 1]int) []Placed {
	if len(t.odd) == 0 {
		return placed
	}
	for _, u := range t.odd {
		p, shown := l.unusual(u, q)
		if shown {
			placed = append(placed, p)
			counts[p.Group]++
		}
	}
	slices.SortFunc(placed, func(a, b Placed) int {
		return cmp.Or(cmp.Compare(b.Group, a.Group), cmp.Compare(b.Score, a.Score), strings.Compare(a.ID, b.ID))
	})
	return placed
}

func (l *lens) unusual(u unusual, q Question) (p Placed, shown bool) {
	task := u.task
	v := l.prepared.JudgePrepared(task)
	if !v.Eligible && !q.LeftOut {
		return p, false
	}
	if limit := float64(l.profile.Limits.Travel.MaxMinutes); q.LeftOut && limit > 0 {
		if m, known := l.prepared.CommuteMinutes(task); known && m > q.near()*limit {
			return p, false
		}
	}
	p = Placed{ID: task.ID, Tag: u.tag, Group: v.Group, Score: v.Score}
	for i, key := range append(matching.LimitKeys(), Gap) {
		if slices.ContainsFunc(v.Breaches, func(b matching.Breach) bool { return b.Limit == key }) {
			p.Broken |= 1 << i
		}
	}
	if v.Group == matching.LeftOut {
		bare := task.Task
		bare.Title, bare.Text = "", ""
		p.Score = l.prepared.Judge(bare).Score
	}
	return p, true
}
