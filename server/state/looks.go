package state

import (
	"context"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/matching/search"
	"sovite.fi/sovite/server/worker/standing"
)

// Deps is what the parts are asked through.
type Deps struct {
	Clock    marketplace.Clock
	Store    store.Store
	Index    search.Index
	Runs     *standing.Runs
	Payments bool // whether there are online payments
}

// From when on a part is slow, or away.
const (
	slowAnswer = time.Second
	slowFacts  = 2 * time.Minute
	awayFacts  = 15 * time.Minute
)

// The jobs that send letters and follow payments; see jobs in cmd.
const (
	LettersJob  = "send letters"
	PaymentsJob = "follow online payments"
)

// New makes the state of an installation.
func New(d Deps) *State {
	looks := []Look{d.store, d.index, d.courier, d.letters}
	if d.Payments {
		looks = append(looks, d.payments)
	} else {
		looks = append(looks, func(context.Context) Found { return Found{Part: "payments", Level: Unused} })
	}
	return Of(d.Clock, looks...)
}

// store reads a document that is not there: an engine that says so answers.
func (d Deps) store(ctx context.Context) Found {
	return Found{Part: "store", Level: d.timed(func() error {
		_, err := d.Store.Get(ctx, "organisations", "ready")
		if marketplace.IsKind(err, marketplace.NotFound) {
			return nil
		}
		return err
	})}
}

func (d Deps) index(ctx context.Context) Found {
	return Found{Part: "index", Level: d.timed(func() error {
		_, err := d.Index.Status(ctx)
		return err
	})}
}

// timed is how a part does that has to answer.
func (d Deps) timed(ask func() error) Level {
	start := d.Clock()
	switch err := ask(); {
	case err != nil:
		return Away
	case d.Clock().Sub(start) > slowAnswer:
		return Slow
	}
	return Works
}

// courier asks how long what was saved waits for what follows from it.
func (d Deps) courier(ctx context.Context) Found {
	waiting, err := d.Store.Pending(ctx, 1)
	waited := time.Duration(0)
	if len(waiting) > 0 && len(waiting[0].Facts) > 0 {
		waited = d.Clock().Sub(waiting[0].Facts[0].At.Time())
	}
	switch {
	case err != nil || waited > awayFacts:
		return Found{Part: "courier", Level: Away}
	case waited > slowFacts:
		return Found{Part: "courier", Level: Slow}
	}
	return Found{Part: "courier", Level: Works}
}

func (d Deps) letters(ctx context.Context) Found { return d.job(ctx, "letters", LettersJob) }

func (d Deps) payments(ctx context.Context) Found { return d.job(ctx, "payments", PaymentsJob) }

// job is how a part does that a job works for: as the job did last.
func (d Deps) job(ctx context.Context, part, name string) Found {
	run, known, err := d.Runs.Of(ctx, name)
	switch {
	case err != nil || !known:
		return Found{Part: part, Level: Unknown}
	case run.Reason != "":
		return Found{Part: part, Level: Away, Since: run.Failing}
	}
	return Found{Part: part, Level: Works}
}
