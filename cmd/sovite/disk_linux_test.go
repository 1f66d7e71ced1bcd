package main

import (
	"context"
	"errors"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"sovite.fi/sovite/server"
)

// smallDisk is a disk of its own for one test, of 64 megabytes. Only who may mount one can run the test.
func smallDisk(t *testing.T) string {
	t.Helper()
	path := t.TempDir()
	err := syscall.Mount("tmpfs", path, "tmpfs", 0, "size=64m")
	if errors.Is(err, syscall.EPERM) {
		t.Skip("NOT RUN: a disk cannot be mounted without the right to; marketplace/store/sqlite fills a database instead")
	}
	must(t, err)
	t.Cleanup(func() { must(t, syscall.Unmount(path, syscall.MNT_DETACH)) })
	return path
}

// cram takes the whole rest of a disk, until it is asked to give it back.
func cram(t *testing.T, disk string) (empty func()) {
	t.Helper()
	ballast, err := os.Create(filepath.Join(disk, "ballast"))
	must(t, err)
	chunk := make([]byte, 4096)
	for err == nil {
		_, err = ballast.Write(chunk)
	}
	if !errors.Is(err, syscall.ENOSPC) {
		t.Fatal(err)
	}
	must(t, ballast.Close())
	return func() { must(t, os.Remove(ballast.Name())) }
}

// TestFullDisk lets the disk under a running program be full while an employer writes tasks. The program lives on and can be read, takes no
// task it cannot keep, goes on by itself when there is room again, and after it was killed everything it promised is there once.
func TestFullDisk(t *testing.T) {
	disk := smallDisk(t)
	data := filepath.Join(disk, "data")
	t.Setenv("SOVITE_SECRET", strings.Repeat("secret", 6))
	mustSovite(t, "seed", "--data", data)
	at := free(t)
	r := &replica{program: built(t), address: at, args: []string{"serve", "--data", data, "--listen", at, "--origin", "http://sovite.test", "--log-level", "error"}}
	r.start(t)
	f := &fleet{file: "sqlite:" + filepath.Join(data, "sovite.db"), replicas: []*replica{r}, promised: map[string]string{}}
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Minute)
	defer cancel()
	const tasks = 60
	must(t, f.employ(ctx, 1, tasks/3))
	c := &caller{replicas: f.replicas, http: http.Client{Timeout: 10 * time.Second}, random: rand.New(rand.NewPCG(1, 1))} //nolint:gosec // a test's choice
	var session struct{ Access string }
	must(t, c.ask(ctx, "/session", "", `{"email": "tyonantaja@demo.sovite.fi", "password": "sovite-demo-2026"}`, &session))
	c.token = session.Access

	empty := cram(t, disk)
	written := make(chan error, 1)
	go func() { written <- f.employ(ctx, 2, tasks) }()
	refused := 0
	for deadline := time.Now().Add(time.Minute); refused < 3 && time.Now().Before(deadline); {
		status, err := c.once(ctx, "/tasks", "", `{"title": "`+strings.Repeat("x", 100)+`"}`, &struct{}{})
		switch {
		case err != nil:
			t.Fatalf("the program does not answer on a full disk: %v", err)
		case status == http.StatusServiceUnavailable:
			refused++
		case status >= 500:
			t.Errorf("on a full disk it answers %d", status)
		}
	}
	if refused == 0 {
		t.Error("nothing was refused; the disk was not full")
	}
	for _, path := range []string{"/healthz", "/signin"} {
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+at+path, http.NoBody)
		must(t, err)
		resp, err := c.http.Do(req)
		must(t, err)
		if must(t, resp.Body.Close()); resp.StatusCode != http.StatusOK {
			t.Errorf("%s on a full disk: %d", path, resp.StatusCode)
		}
	}
	empty()
	must(t, <-written)
	_ = r.end(syscall.SIGKILL)
	r.start(t)
	db, err := namedStore(ctx, f.file)
	must(t, err)
	defer func() { must(t, db.Close()) }()
	must(t, db.Prepare(ctx, server.Schemas()))
	settled(ctx, t, db)
	must(t, r.end(syscall.SIGTERM))
	f.kept(ctx, t, db)
	if out, err := sovite(t, "doctor", "--data", data); err != nil {
		t.Errorf("the doctor says\n%s", out)
	}
}
