package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/audit"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/task"
	"sovite.fi/sovite/server"
)

// built builds the program that people run, and says where it is.
func built(t *testing.T) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "sovite")
	build := exec.CommandContext(t.Context(), "go", "build", "-o", file, ".")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return file
}

// replica is one of several processes on the same store.
type replica struct {
	program, address string
	args             []string
	process          *exec.Cmd
}

// free is an address that nobody listens on.
func free(t *testing.T) string {
	t.Helper()
	l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	must(t, err)
	defer func() { must(t, l.Close()) }()
	return l.Addr().String()
}

// start begins the process anew, and returns when it listens.
func (r *replica) start(t *testing.T) {
	t.Helper()
	c := exec.Command(r.program, r.args...) //nolint:gosec // the program under test, which is ended by signals
	c.Env = append(os.Environ(), "SOVITE_SECRET="+strings.Repeat("secret", 6))
	c.Stderr = os.Stderr
	out, err := c.StdoutPipe()
	must(t, err)
	must(t, c.Start())
	lines, up := bufio.NewScanner(out), false
	for !up && lines.Scan() {
		up = strings.HasPrefix(lines.Text(), "Sovite is at ")
	}
	if !up {
		t.Fatalf("%v ended before it listened", r.args)
	}
	go func() { _, _ = io.Copy(io.Discard, out) }()
	r.process = c
}

// end sends a signal, waits until the process is gone, and says how it ended.
func (r *replica) end(how syscall.Signal) error {
	_ = r.process.Process.Signal(how)
	return r.process.Wait()
}

// caller is somebody who asks any of the replicas, and another when one does not answer, as a load balancer would.
type caller struct {
	replicas []*replica
	http     http.Client
	token    string
	random   *rand.Rand
}

// ask sends a request until a replica takes it.
func (c *caller) ask(ctx context.Context, path, key, body string, into any) error {
	for ctx.Err() == nil {
		status, err := c.once(ctx, path, key, body, into)
		switch {
		case err == nil && status < 300:
			return nil
		case err == nil && status == http.StatusUnauthorized && c.token != "":
			return errors.New("a token of one replica is refused by another")
		case err == nil && status < 500 && status != http.StatusTooManyRequests && status != http.StatusConflict:
			return fmt.Errorf("%s: %d", path, status)
		}
		time.Sleep(50 * time.Millisecond)
	}
	return ctx.Err()
}

func (c *caller) once(ctx context.Context, path, key, body string, into any) (int, error) {
	at := c.replicas[c.random.IntN(len(c.replicas))].address
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://"+at+"/api/v1"+path, strings.NewReader(body))
	if err != nil {
		return 0, err
	}
	req.Header.Set("Content-Type", "application/json")
	if key != "" {
		req.Header.Set("Idempotency-Key", key)
	}
	if c.token != "" {
		req.Header.Set("Authorization", "Bearer "+c.token)
	}
	resp, err := c.http.Do(req)
	if err != nil {
		return 0, err
	}
	defer resp.Body.Close()
	if resp.StatusCode >= 300 {
		return resp.StatusCode, nil
	}
	return resp.StatusCode, json.NewDecoder(resp.Body).Decode(into)
}

// fleet is three processes on one store, and what they promised.
type fleet struct {
	file     string
	replicas []*replica
	mu       sync.Mutex
	promised map[string]string // key of the request → id of the task
}

func newFleet(t *testing.T) *fleet {
	t.Helper()
	data, binary := t.TempDir(), built(t)
	file := "sqlite:" + filepath.Join(data, "sovite.db")
	f := &fleet{file: file, promised: map[string]string{}}
	t.Setenv("SOVITE_SECRET", strings.Repeat("secret", 6))
	mustSovite(t, "seed", "--data", data)
	for range 3 {
		at := free(t)
		r := &replica{program: binary, address: at, args: []string{"serve", "--store", file, "--data", t.TempDir(), "--listen", at, "--origin", "http://sovite.test", "--log-level", "error"}}
		r.start(t)
		f.replicas = append(f.replicas, r)
	}
	return f
}

// employ writes tasks, each asked for twice under one key, until there are as many as wanted.
func (f *fleet) employ(ctx context.Context, who, tasks int) error {
	c := &caller{replicas: f.replicas, http: http.Client{Timeout: 10 * time.Second}, random: rand.New(rand.NewPCG(uint64(who), 1))} //nolint:gosec // a test's choice
	var session struct{ Access string }
	if err := c.ask(ctx, "/session", "", `{"email": "tyonantaja@demo.sovite.fi", "password": "sovite-demo-2026"}`, &session); err != nil {
		return err
	}
	c.token = session.Access
	for n := range tasks {
		key := fmt.Sprintf("employer-%d-task-%d", who, n)
		for range 2 {
			var made struct{ ID string }
			if err := c.ask(ctx, "/tasks", key, fmt.Sprintf(`{"title": %q}`, key), &made); err != nil {
				return err
			}
			f.mu.Lock()
			if before := f.promised[key]; before != "" && before != made.ID {
				f.mu.Unlock()
				return fmt.Errorf("%s became %s and %s", key, before, made.ID)
			}
			f.promised[key] = made.ID
			f.mu.Unlock()
		}
		time.Sleep(20 * time.Millisecond)
	}
	return nil
}

// disturb kills a replica, stops it in order, or makes it sleep for some seconds, one after the other.
func (f *fleet) disturb(t *testing.T, random *rand.Rand, times int) {
	t.Helper()
	for n := range times {
		r := f.replicas[random.IntN(len(f.replicas))]
		switch n % 3 {
		case 0:
			_ = r.end(syscall.SIGKILL)
			r.start(t)
		case 1:
			if err := r.end(syscall.SIGTERM); err != nil {
				t.Errorf("stopped in order, it ended with %v", err)
			}
			r.start(t)
		default:
			_ = r.process.Process.Signal(syscall.SIGSTOP)
			time.Sleep(time.Duration(1+random.IntN(3)) * time.Second)
			_ = r.process.Process.Signal(syscall.SIGCONT)
		}
		time.Sleep(time.Duration(random.IntN(1000)) * time.Millisecond)
	}
}

// TestThreeProcesses has three processes share a store while employers write tasks, and kills, stops and pauses them all the time.
// Whatever was acknowledged is there once, whichever process was asked and how often; every fact of it is in the record once, carried
// by whoever was left.
func TestThreeProcesses(t *testing.T) {
	f := newFleet(t)
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
	defer cancel()
	const employers, tasks = 4, 60
	var wg sync.WaitGroup
	for who := range employers {
		wg.Go(func() {
			if err := f.employ(ctx, who, tasks); err != nil {
				t.Error(err)
			}
		})
	}
	f.disturb(t, rand.New(rand.NewPCG(1, 2)), 9) //nolint:gosec // a test's choice
	wg.Wait()
	db, err := namedStore(ctx, f.file)
	must(t, err)
	defer func() { must(t, db.Close()) }()
	must(t, db.Prepare(ctx, server.Schemas()))
	settled(ctx, t, db)
	for _, r := range f.replicas {
		if err := r.end(syscall.SIGTERM); err != nil {
			t.Errorf("stopped in order, it ended with %v", err)
		}
	}
	if len(f.promised) != employers*tasks {
		t.Errorf("%d of %d tasks were acknowledged", len(f.promised), employers*tasks)
	}
	f.kept(ctx, t, db)
	out, _ := sovite(t, "doctor", "--store", f.file, "--data", t.TempDir()) // which has no index of its own
	for line := range strings.Lines(out) {
		if strings.Contains(line, "WRONG") && !strings.Contains(line, "index") {
			t.Errorf("the doctor says\n%s", out)
		}
	}
}

// settled waits until somebody has carried every fact.
func settled(ctx context.Context, t *testing.T, db store.Store) {
	t.Helper()
	for {
		waiting, err := db.Pending(ctx, 1)
		must(t, err)
		if len(waiting) == 0 {
			return
		}
		select {
		case <-ctx.Done():
			t.Fatalf("nobody carries the facts of %s %s", waiting[0].Collection, waiting[0].ID)
		case <-time.After(100 * time.Millisecond):
		}
	}
}

// kept holds what is in the store against what was promised.
func (f *fleet) kept(ctx context.Context, t *testing.T, db store.Store) {
	t.Helper()
	titles := map[string][]marketplace.ID{}
	must(t, store.NewCollection[task.Task](db, task.Schemas()[0]).Each(ctx, store.Query{}, func(e store.Entry[task.Task]) error {
		titles[e.Value.Title] = append(titles[e.Value.Title], e.ID)
		return nil
	}))
	written := map[string]int{}
	record := audit.New(db)
	orgs, err := record.Orgs(ctx)
	must(t, err)
	for _, org := range orgs {
		report, err := record.Verify(ctx, org, func(int64) {})
		must(t, err)
		if report.Fault != nil {
			t.Errorf("the record of %s is broken: %+v", org, report)
		}
		auditor := marketplace.Actor{Person: "auditor", Org: org, Roles: []marketplace.Role{marketplace.RoleAuditor}}
		for page := (marketplace.Page{Limit: marketplace.MaxLimit}); ; {
			list, err := record.List(ctx, auditor, page, audit.Filter{Type: "task.created"})
			must(t, err)
			for _, e := range list.Items {
				written[e.Fact.Subject]++
			}
			if page.After = list.Next; page.After == "" {
				break
			}
		}
	}
	for key, id := range f.promised {
		if got := titles[key]; len(got) != 1 || string(got[0]) != id {
			t.Errorf("%s was promised as %s and is %v", key, id, got)
		}
		if n := written["tasks/"+id]; n != 1 {
			t.Errorf("%s stands %d times in the record", key, n)
		}
	}
}
