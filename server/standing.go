package server

import (
	"context"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account/office"
	"sovite.fi/sovite/marketplace/audit"
	"sovite.fi/sovite/server/operate"
	"sovite.fi/sovite/server/worker/standing"
)

// standing makes what administrators read and do.
func (p *Parts) standing() {
	p.Office = office.New(office.Deps{Store: p.Store, Clock: p.Clock, IDs: p.IDs, Accounts: p.Accounts, Reads: p.Reads})
	p.Looks = audit.NewLooks(p.Store, p.Record, marketplace.Facts{IDs: p.IDs, Clock: p.Clock})
	d := standing.Deps{Store: p.Store, Clock: p.Clock, Process: p.Process, Log: p.Log}
	p.Runs, p.Setbacks = standing.NewRuns(d), standing.NewSetbacks(d, p.IDs)
	p.State = operate.NewState(p.Clock, p.lookStore, p.lookIndex, p.lookCourier, p.lookLetters, p.lookPayments)
}

// From when on a part is slow, or away.
const (
	slowAnswer = time.Second
	slowFacts  = 2 * time.Minute
	awayFacts  = 15 * time.Minute
)

func (p *Parts) lookStore(ctx context.Context) operate.Found {
	return operate.Found{Part: "store", Level: p.timed(func() error { return p.askStore(ctx) })}
}

func (p *Parts) lookIndex(ctx context.Context) operate.Found {
	return operate.Found{Part: "index", Level: p.timed(func() error {
		_, err := p.Index.Status(ctx)
		return err
	})}
}

// timed is how a part does that has to answer.
func (p *Parts) timed(ask func() error) operate.Level {
	start := p.Clock()
	switch err := ask(); {
	case err != nil:
		return operate.Away
	case p.Clock().Sub(start) > slowAnswer:
		return operate.Slow
	}
	return operate.Works
}

// lookCourier asks how long what was saved waits for what follows from it.
func (p *Parts) lookCourier(ctx context.Context) operate.Found {
	seconds, err := p.oldest(ctx)
	waited := time.Duration(seconds * float64(time.Second))
	f := operate.Found{Part: "courier", Level: operate.Works}
	switch {
	case err != nil || waited > awayFacts:
		f.Level = operate.Away
	case waited > slowFacts:
		f.Level = operate.Slow
	}
	return f
}

// The jobs that send letters and follow payments; see jobs in cmd.
const (
	LettersJob  = "send letters"
	PaymentsJob = "follow online payments"
)

func (p *Parts) lookLetters(ctx context.Context) operate.Found {
	return p.job(ctx, "letters", LettersJob)
}

func (p *Parts) lookPayments(ctx context.Context) operate.Found {
	if p.Payments == nil {
		return operate.Found{Part: "payments", Level: operate.Unused}
	}
	return p.job(ctx, "payments", PaymentsJob)
}

// job is how a part does that a job works for: as the job did last.
func (p *Parts) job(ctx context.Context, part, job string) operate.Found {
	run, known, err := p.Runs.Of(ctx, job)
	switch {
	case err != nil || !known:
		return operate.Found{Part: part, Level: operate.Unknown}
	case run.Reason != "":
		return operate.Found{Part: part, Level: operate.Away, Since: run.Failing}
	}
	return operate.Found{Part: part, Level: operate.Works}
}
