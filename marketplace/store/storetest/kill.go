package storetest

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"testing"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store"
)

// childVariable tells a test that it runs in the process that will be killed, and where the data are.
const childVariable = "SOVITE_STORETEST_CHILD"

// SurvivesKill checks that what was acknowledged is still there after the process ends without warning, and that two
// processes see each other's writes. It runs the calling test once more in a child process, which writes until the
// parent, which reads and writes alongside, kills it; open must open the data at the given place, in both processes.
func SurvivesKill(t *testing.T, place string, open func(ctx context.Context, place string) (store.Store, error)) {
	t.Helper()
	if inChild := os.Getenv(childVariable); inChild != "" {
		writeForever(t, inChild, open)
		return
	}
	for round := range 3 {
		acknowledged := alongside(t, place, open, 100+50*round)
		verify(t, place, open, acknowledged)
	}
}

func alongside(t *testing.T, place string, open func(context.Context, string) (store.Store, error), n int) map[marketplace.ID]int {
	t.Helper()
	s := reopen(t, place, open)
	defer func() { _ = s.Close() }()
	return killAfter(t, place, n, func(id marketplace.ID, number int) {
		wantJSON(t, "what the other process saved", mustGet(t, s, id).Body, []byte(`{"v":2}`))
		if number%5 == 0 {
			mustInsert(t, s, "parent-"+id, `{"v":2}`)
		}
	})
}

func reopen(t *testing.T, place string, open func(context.Context, string) (store.Store, error)) store.Store {
	t.Helper()
	s, err := open(t.Context(), place)
	if err != nil {
		t.Fatalf("open: %v", err)
	}
	if err := s.Prepare(t.Context(), []store.Schema{things()}); err != nil {
		t.Fatalf("prepare: %v", err)
	}
	return s
}

// writeForever inserts documents with a fact, replaces each once with another fact, and prints its id when both writes
// were acknowledged.
func writeForever(t *testing.T, place string, open func(context.Context, string) (store.Store, error)) {
	t.Helper()
	s, err := open(t.Context(), place)
	if err == nil {
		err = s.Prepare(t.Context(), []store.Schema{things()})
	}
	for n := 0; err == nil; n++ {
		id := marketplace.ID(fmt.Sprintf("%d-%d", os.Getpid(), n))
		if err = s.Insert(t.Context(), "things", id, []byte(`{"v":1}`), []marketplace.Fact{fact(n)}); err != nil {
			break
		}
		if err = s.Replace(t.Context(), "things", id, 1, []byte(`{"v":2}`), []marketplace.Fact{fact(n + 1)}); err != nil {
			break
		}
		fmt.Printf("acknowledged %s %d\n", id, n)
	}
	t.Fatal(err)
}

// killAfter starts the child, looks at each document it acknowledges and kills it after n; it returns all ids it had
// printed by then.
func killAfter(t *testing.T, place string, n int, look func(marketplace.ID, int)) map[marketplace.ID]int {
	t.Helper()
	child := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^"+t.Name()+"$", "-test.v") //nolint:gosec // the test binary itself
	child.Env = append(os.Environ(), childVariable+"="+place)
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	acknowledged := map[marketplace.ID]int{}
	for lines := bufio.NewScanner(out); lines.Scan(); {
		var id marketplace.ID
		var number int
		if _, err := fmt.Sscanf(lines.Text(), "acknowledged %s %d", &id, &number); err != nil {
			continue // the testing package's own lines
		}
		look(id, number)
		if acknowledged[id] = number; len(acknowledged) == n {
			if err := child.Process.Kill(); err != nil {
				t.Fatal(err)
			}
		}
	}
	if e, ok := errors.AsType[*exec.ExitError](child.Wait()); !ok || e.Exited() {
		t.Fatalf("the child ended by itself: %v", child.ProcessState)
	}
	return acknowledged
}

func verify(t *testing.T, place string, open func(context.Context, string) (store.Store, error), acknowledged map[marketplace.ID]int) {
	t.Helper()
	s := reopen(t, place, open)
	defer func() {
		if err := s.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	}()
	parcels, err := s.Pending(t.Context(), 1_000_000)
	if err != nil {
		t.Fatal(err)
	}
	waiting := map[marketplace.ID]store.Parcel{}
	for _, p := range parcels {
		waiting[p.ID] = p
	}
	for id, n := range acknowledged {
		doc := mustGet(t, s, id)
		wantJSON(t, string(id), doc.Body, []byte(`{"v":2}`))
		facts := waiting[id].Facts
		if len(facts) != 2 || facts[0].ID != fact(n).ID || facts[1].ID != fact(n+1).ID {
			t.Errorf("%s: the facts %v are pending, want %s and %s", id, factIDs(facts), fact(n).ID, fact(n+1).ID)
		}
	}
}
