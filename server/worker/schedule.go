package worker

import (
	"context"
	"fmt"
	"log/slog"
	"runtime/debug"
	"sync"
	"time"
)

// Job is something to be done every so often, such as closing offers that have expired. It must bear being done twice,
// and by several processes.
type Job struct {
	Name  string
	Every time.Duration
	Do    func(context.Context) error
}

// Schedule runs jobs.
type Schedule struct {
	jobs []Job
	wait Wait
	log  *slog.Logger
}

// NewSchedule makes a schedule of jobs.
func NewSchedule(wait Wait, log *slog.Logger, jobs ...Job) *Schedule {
	return &Schedule{jobs: jobs, wait: wait, log: log}
}

// Run does every job at once and then every so often, each independently of the others, until the context ends; it
// returns when the last has come to rest. A job that fails or panics is logged and done again at its next time.
func (s *Schedule) Run(ctx context.Context) error {
	var wg sync.WaitGroup
	for _, j := range s.jobs {
		wg.Go(func() { s.repeat(ctx, j) })
	}
	wg.Wait()
	return nil
}

// Once does every job once, in order; the error is the first.
func (s *Schedule) Once(ctx context.Context) error {
	for _, j := range s.jobs {
		if err := once(ctx, j); err != nil {
			return err
		}
	}
	return nil
}

func (s *Schedule) repeat(ctx context.Context, j Job) {
	for ctx.Err() == nil {
		if err := once(ctx, j); err != nil && ctx.Err() == nil {
			s.log.ErrorContext(ctx, "a job failed", "job", j.Name, "error", err.Error())
		}
		select {
		case <-ctx.Done():
		case <-s.wait(j.Every):
		}
	}
}

func once(ctx context.Context, j Job) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("job %s: panic: %v\n%s", j.Name, p, debug.Stack())
		}
	}()
	if err := j.Do(ctx); err != nil {
		return fmt.Errorf("job %s: %w", j.Name, err)
	}
	return nil
}
