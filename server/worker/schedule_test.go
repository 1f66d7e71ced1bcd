package worker

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"testing"
	"time"
)

// A job runs at once and at each of its times, whatever became of it before; a bad one does not stop the others.
func TestSchedule(t *testing.T) {
	ticks := map[time.Duration]chan time.Time{time.Minute: make(chan time.Time), time.Hour: make(chan time.Time)}
	wait := func(d time.Duration) <-chan time.Time { return ticks[d] }
	good, bad := make(chan int), make(chan int)
	runs := 0
	s := NewSchedule(alone(true), wait, slog.New(slog.NewTextHandler(io.Discard, nil)),
		Job{Name: "bad", Every: time.Minute, Do: func(context.Context) error {
			runs++
			bad <- runs
			if runs == 1 {
				panic("no such thing")
			}
			return errors.New("not now")
		}},
		Job{Name: "good", Every: time.Hour, Do: func(context.Context) error { good <- 1; return nil }},
	)
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error)
	go func() { ended <- s.Run(ctx) }()
	<-good
	for want := 1; want <= 3; want++ {
		if got := <-bad; got != want {
			t.Errorf("run %d, want %d", got, want)
		}
		if want < 3 {
			ticks[time.Minute] <- time.Time{}
		}
	}
	ticks[time.Hour] <- time.Time{}
	<-good
	cancel()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

// alone lets a process do everything, or nothing.
type alone bool

func (a alone) While(ctx context.Context, _ string, do func(context.Context) error) (bool, error) {
	if !a {
		return false, nil
	}
	return true, do(ctx)
}

// What another process does is left to it; what every process does for itself is not.
func TestJobsOfAnotherProcess(t *testing.T) {
	done := make(chan string)
	job := func(name string, each bool) Job {
		return Job{Name: name, Each: each, Do: func(context.Context) error { done <- name; return nil }}
	}
	ticks := make(chan time.Time)
	s := NewSchedule(alone(false), func(time.Duration) <-chan time.Time { return ticks }, slog.New(slog.DiscardHandler), job("theirs", false), job("mine", true))
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error)
	go func() { ended <- s.Run(ctx) }()
	for range 5 {
		select {
		case name := <-done:
			if name != "mine" {
				t.Error(name)
			}
		case ticks <- time.Time{}:
		}
	}
	cancel()
	for {
		select {
		case name := <-done:
			if name != "mine" {
				t.Error(name)
			}
		case err := <-ended:
			if err != nil {
				t.Error(err)
			}
			return
		}
	}
}

func TestOnceNamesTheJobThatFails(t *testing.T) {
	cause := errors.New("not now")
	var done []string
	do := func(name string, err error) Job {
		return Job{Name: name, Do: func(context.Context) error { done = append(done, name); return err }}
	}
	s := NewSchedule(nil, nil, nil, do("a", nil), do("b", cause), do("c", nil))
	if err := s.Once(t.Context()); !errors.Is(err, cause) || err.Error() != "job b: not now" || len(done) != 2 {
		t.Errorf("%v after %v", err, done)
	}
}
