package standing

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store"
)

// Run is what a job did last.
type Run struct {
	Job     string              `json:"job"`
	Process marketplace.ID      `json:"process"` // which did it
	Started marketplace.Instant `json:"started"`
	Took    int64               `json:"took"`             // milliseconds
	Reason  string              `json:"reason,omitempty"` // why it failed; empty when it went well
	Failing marketplace.Instant `json:"failing"`          // since when it has failed every time; zero when it went well
	Went    marketplace.Instant `json:"went"`             // when it last began and went well
}

// every is how often the same outcome is written again: some jobs run every few seconds.
const every = time.Minute

// Deps is what Runs and Setbacks need.
type Deps struct {
	Store   store.Store
	Clock   marketplace.Clock
	Process marketplace.ID
	Log     *slog.Logger
}

// Runs keeps what jobs did. It is safe for concurrent use.
type Runs struct {
	Deps
	docs store.Collection[Run]
	mu   sync.Mutex
	last map[string]Run // as this process wrote them
}

func runsSchema() store.Schema { return store.Schema{Collection: "job_runs"} }

// Schemas declares the collections of this package.
func Schemas() []store.Schema { return []store.Schema{runsSchema(), setbacksSchema()} }

// NewRuns makes the keeper of runs.
func NewRuns(d Deps) *Runs {
	return &Runs{Deps: d, docs: store.NewCollection[Run](d.Store, runsSchema()), last: map[string]Run{}}
}

// Done writes down what a job did. What cannot be written is logged; the job goes on.
func (r *Runs) Done(ctx context.Context, job string, started time.Time, took time.Duration, err error) {
	ctx = context.WithoutCancel(ctx)
	run := Run{Job: job, Process: r.Process, Started: marketplace.At(started), Took: took.Milliseconds(), Reason: Reason(err)}
	if !r.news(run) {
		return
	}
	if err := r.write(ctx, run); err != nil {
		r.Log.WarnContext(ctx, "what a job did was not written down", "job", job, "error", err.Error())
	}
}

// news says whether a run is worth writing: the job did something else than before, or a while ago.
func (r *Runs) news(run Run) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	before, known := r.last[run.Job]
	if known && before.Reason == run.Reason && run.Started.Time().Sub(before.Started.Time()) < every {
		return false
	}
	r.last[run.Job] = run
	return true
}

func (r *Runs) write(ctx context.Context, run Run) error {
	id := marketplace.Derived("job-", idLength, run.Job)
	_, err := store.Change(ctx, r.docs, id, func(old *Run) ([]marketplace.Fact, error) {
		*old = run.after(*old)
		return nil, nil
	})
	if !marketplace.IsKind(err, marketplace.NotFound) {
		return err
	}
	if _, err = r.docs.Insert(ctx, id, run.after(Run{})); marketplace.IsKind(err, marketplace.Conflict) {
		return r.write(ctx, run)
	}
	return err
}

const idLength = 12

// after is the run with what is known from the one before.
func (run Run) after(old Run) Run {
	if run.Reason == "" {
		run.Went = run.Started
		return run
	}
	run.Went, run.Failing = old.Went, old.Failing
	if run.Failing.IsZero() {
		run.Failing = run.Started
	}
	return run
}

// mostJobs is more than there are jobs.
const mostJobs = 200

// All are the jobs that have run, in no order that means anything.
func (r *Runs) All(ctx context.Context) ([]Run, error) {
	list, _, err := r.docs.Find(ctx, store.Query{Limit: mostJobs})
	return values(list), err
}

func values[T any](list []store.Entry[T]) []T {
	out := make([]T, 0, len(list))
	for _, e := range list {
		out = append(out, e.Value)
	}
	return out
}

// Of is what one job did last; false when nothing is known.
func (r *Runs) Of(ctx context.Context, job string) (Run, bool, error) {
	e, err := r.docs.Get(ctx, marketplace.Derived("job-", idLength, job))
	if marketplace.IsKind(err, marketplace.NotFound) {
		return Run{}, false, nil
	}
	return e.Value, err == nil, err
}
