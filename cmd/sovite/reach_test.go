package main

import (
	"context"
	"io"
	"path/filepath"
	"strings"
	"testing"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/reach"
)

// TestReach counts the demo on the command line: a coach's whole caseload comes as a table, what the employer is shown has
// a count and a suggestion, and mistakes are named.
func TestReach(t *testing.T) {
	data := t.TempDir()
	mustSovite(t, "seed", "--data", data)
	in, quiet := installed(t, data), streams{Out: io.Discard, Err: io.Discard}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	for _, c := range []reachCommand{{}, {Coach: "valmentaja@demo.sovite.fi"}} {
		if err := c.pass(ctx, in, quiet); err == nil || !strings.Contains(err.Error(), "goes on from there") {
			t.Errorf("stopped, it says %v", err)
		}
	}
	first := mustSovite(t, "reach", "--data", data)
	if again := mustSovite(t, "reach", "--data", data); again != first || !strings.Contains(first, "tasks counted on") {
		t.Errorf("counted once %q, twice %q", first, again)
	}
	if out := mustSovite(t, "reach", "--data", data, "--region", "Birkaland"); !strings.HasPrefix(out, "Pirkanmaa: ") {
		t.Errorf("a region says %q", out)
	}
	table := mustSovite(t, "reach", "--data", data, "--coach", "valmentaja@demo.sovite.fi")
	if lines := strings.Split(strings.TrimSpace(table), "\n"); len(lines) != 9 || !strings.Contains(table, "Aino Lehtovaara") {
		t.Errorf("the caseload is\n%s", table)
	}
	for option, value := range map[string]string{"--region": "Atlantis", "--coach": "tyonantaja@demo.sovite.fi"} {
		if _, err := sovite(t, "reach", "--data", data, option, value); err == nil || !strings.Contains(err.Error(), value) {
			t.Errorf("%s %s gives %v", option, value, err)
		}
	}
	hotel := marketplace.Actor{Person: "demo-person-tyonantaja", Org: "demo-org-hotelli", Roles: []marketplace.Role{marketplace.RoleEmployer}}
	got, err := in.Reach.Of(t.Context(), hotel, "demo-task-hotelli-huoneet-parityo")
	if err != nil || got.State != reach.Told || got.Figures.Now < reach.Enough || len(got.Figures.More) == 0 {
		t.Errorf("the demo employer is shown %+v, %v", got, err)
	}
}

// installed is an installation without an index, which stays open beside the commands of a test.
func installed(t *testing.T, data string) *installation {
	t.Helper()
	in, err := wire(t.Context(), &Config{Data: data, Store: "sqlite:" + filepath.Join(data, "sovite.db"), Secret: strings.Repeat("s", 32)}, localOrigin, indexOptional, streams{Out: io.Discard, Err: io.Discard})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { must(t, in.Close()) })
	return in
}
