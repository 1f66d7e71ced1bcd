package worker

import (
	"context"
	"fmt"
	"log/slog"
	"runtime/debug"
	"sync"
	"time"

	"sovite.fi/sovite/marketplace"
)

// Job is something to be done every so often, such as closing offers that have expired. It must bear being done twice,
// and by several processes.
type Job struct {
	Name  string
	Every time.Duration
	Each  bool // every process does it for itself; otherwise one does it for all
	Do    func(context.Context) error
}

// Alone lets one of several processes do something that is named, and says whether this one did; lease.Leases does. The context of what
// it does ends when another process takes it over.
type Alone interface {
	While(ctx context.Context, name string, do func(context.Context) error) (bool, error)
}

// Schedule runs jobs.
type Schedule struct {
	jobs  []Job
	alone Alone
	wait  Wait
	log   *slog.Logger
	clock marketplace.Clock // of the runs that are told; nil: nobody is told
	told  Told
}

// Told hears what a job did; standing.Runs.Done does.
type Told func(ctx context.Context, job string, started time.Time, took time.Duration, err error)

// Telling tells somebody what each job did, whenever this process did it, and gives the schedule back.
func (s *Schedule) Telling(clock marketplace.Clock, told Told) *Schedule {
	s.clock, s.told = clock, told
	return s
}

// NewSchedule makes a schedule of jobs, those of which alone lets it do.
func NewSchedule(alone Alone, wait Wait, log *slog.Logger, jobs ...Job) *Schedule {
	return &Schedule{jobs: jobs, alone: alone, wait: wait, log: log}
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
		if err := s.turn(ctx, j); err != nil && ctx.Err() == nil {
			s.log.ErrorContext(ctx, "a job failed", "job", j.Name, "error", err.Error())
		}
		select {
		case <-ctx.Done():
		case <-s.wait(j.Every):
		}
	}
}

// turn does a job if it is this process's to do.
func (s *Schedule) turn(ctx context.Context, j Job) error {
	if j.Each {
		return s.tell(ctx, j)
	}
	_, err := s.alone.While(ctx, "job "+j.Name, func(ctx context.Context) error { return s.tell(ctx, j) })
	return err
}

// tell does a job and tells what it did. What ended with the program, or with the lease, is no failure of the job.
func (s *Schedule) tell(ctx context.Context, j Job) error {
	if s.told == nil {
		return once(ctx, j)
	}
	started := s.clock()
	err := once(ctx, j)
	if ctx.Err() == nil {
		s.told(ctx, j.Name, started, s.clock().Sub(started), err)
	}
	return err
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
