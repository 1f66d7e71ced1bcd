package retention

import (
	"context"
	"strings"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/rule"
	"sovite.fi/sovite/marketplace/store"
)

// Deps is what a Service needs.
type Deps struct {
	Store    store.Store
	Clock    marketplace.Clock
	IDs      marketplace.IDs
	Rules    *rule.Book
	Erasures Erasures
}

// Erasures erases a client whose time is over; privacy.Service does.
type Erasures interface {
	Expire(ctx context.Context, program marketplace.Actor, client marketplace.ID) error
}

// Line is what one rule finds.
type Line struct {
	Rule   rule.Rule
	Goes   bool             // what is found is deleted; otherwise it is kept
	Before marketplace.Date // whatever is older goes
	Count  int
	Oldest marketplace.Date // empty: there is none
	Left   int              // that could not go now, and stays for the next time
}

// Run is what is kept of one carrying out of one rule.
type Run struct {
	Rule   string              `json:"rule"`
	Before marketplace.Date    `json:"before"`
	Count  int                 `json:"count"`
	Left   int                 `json:"left"`
	At     marketplace.Instant `json:"at"`
}

// Progress is told how many things of a rule are done, of how many.
type Progress func(rule string, done, of int)

// Service holds the verbs of retention; only the program itself calls them.
type Service struct {
	Deps
	facts marketplace.Facts
	runs  store.Collection[Run]
}

// Schemas declares the collection of this package.
func Schemas() []store.Schema { return []store.Schema{{Collection: "retention_runs"}} }

// New makes the service.
func New(d Deps) *Service {
	return &Service{Deps: d, facts: marketplace.Facts{IDs: d.IDs, Clock: d.Clock}, runs: store.NewCollection[Run](d.Store, Schemas()[0])}
}

// Look says what each rule finds, without writing anything.
func (s *Service) Look(ctx context.Context, program marketplace.Actor) ([]Line, error) {
	var out []Line
	return out, s.each(program, func(p policy, l Line, before marketplace.Instant) error {
		l, err := s.count(ctx, p, l, before)
		out = append(out, l)
		return err
	})
}

// CarryOut deletes what each rule finds. It may be stopped and run again. A rule that does not decide alone deletes nothing.
func (s *Service) CarryOut(ctx context.Context, program marketplace.Actor, progress Progress) ([]Line, error) {
	var out []Line
	return out, s.each(program, func(p policy, l Line, before marketplace.Instant) error {
		l, err := s.count(ctx, p, l, before)
		if err == nil && l.Goes && l.Count > 0 {
			l, err = s.carry(ctx, p, l, before, progress)
		}
		out = append(out, l)
		return err
	})
}

// each goes through the policies whose rules are in force.
func (s *Service) each(program marketplace.Actor, do func(policy, Line, marketplace.Instant) error) error {
	if !program.System {
		return marketplace.Errorf(marketplace.Forbidden, "error.forbidden")
	}
	today := s.Clock.Today()
	for _, p := range policies() {
		r, there := s.Rules.At(p.rule, today)
		if !there {
			continue
		}
		l := Line{Rule: r, Goes: p.find != nil && r.Decides()}
		before := s.Clock.Now()
		if p.find != nil {
			n, err := r.Amount(p.value, p.unit)
			if err != nil {
				return err
			}
			l.Before = cutoff(today, n, p.unit)
			before = marketplace.At(l.Before.Time())
		}
		if err := do(p, l, before); err != nil {
			return err
		}
	}
	return nil
}

// cutoff is the first day of which nothing goes yet.
func cutoff(today marketplace.Date, n int64, unit rule.Unit) marketplace.Date {
	if unit == rule.Days {
		return today.AddDays(-int(n))
	}
	return today.AddMonths(-int(n))
}

func (s *Service) count(ctx context.Context, p policy, l Line, before marketplace.Instant) (Line, error) {
	see := func(d due) error {
		l.Count++
		if day := d.since.Day(); !d.since.IsZero() && (l.Oldest == "" || day < l.Oldest) {
			l.Oldest = day
		}
		return ctx.Err()
	}
	if p.find == nil {
		return l, p.kept(s, ctx, see)
	}
	return l, p.find(s, ctx, before, see)
}

// carry deletes what a rule finds and leaves a run behind. What holds facts that are not carried, or was saved meanwhile, stays for
// the next time.
func (s *Service) carry(ctx context.Context, p policy, l Line, before marketplace.Instant, progress Progress) (Line, error) {
	done := 0
	err := p.find(s, ctx, before, func(d due) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		err := d.remove(ctx)
		if marketplace.IsKind(err, marketplace.Conflict) || marketplace.IsKind(err, marketplace.Stale) {
			l.Left, err = l.Left+1, nil
		}
		done++
		progress(p.rule, done, l.Count)
		return err
	})
	if err != nil {
		return l, err
	}
	id := s.IDs()
	run := Run{Rule: p.rule, Before: l.Before, Count: done - l.Left, Left: l.Left, At: s.Clock.Now()}
	_, name, _ := strings.Cut(p.rule, ".")
	fact := s.facts.New(marketplace.System(""), "retention.carried_out", s.runs.Subject(id), "rule", name, "n", run.Count)
	_, err = s.runs.Insert(ctx, id, run, fact)
	return l, err
}
