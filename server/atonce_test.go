package server_test

import (
	"net/http"
	"slices"
	"sync"
	"testing"

	"sovite.fi/sovite/server"
	"sovite.fi/sovite/server/openapi"
	"sovite.fi/sovite/server/servertest"
)

// TestEverybodyAtOnce reads every list and record of the interface at once, each as its own people do, while an employer writes tasks and
// the courier carries what follows. Everybody gets an answer, and each task is there once.
func TestEverybodyAtOnce(t *testing.T) {
	a := servertest.New(t)
	created := openapi.Base + "/tasks"
	before := a.Documents(t)["tasks"]
	var wg sync.WaitGroup
	ask := func(as, method, path, body string, headers ...string) {
		wg.Go(func() {
			if resp, text := a.Do(t, a.Request(as, method, path, body, headers...)); resp.StatusCode >= 300 {
				t.Errorf("%s %s as %q: %d %s", method, path, as, resp.StatusCode, text)
			}
		})
	}
	const tasks = 20
	for range tasks {
		ask("employer", http.MethodPost, created, `{"title": "Cleaning"}`)
		wg.Go(func() { a.Carry(t) })
	}
	for _, route := range server.Routes(server.Deps{Parts: a.Parts}) {
		s := samples()[route.Name]
		if route.Method != http.MethodGet || len(s.before) > 0 || slices.Contains(unsampled(), route.Name) {
			continue
		}
		if s.path == "" {
			s.path = route.Path
		}
		ask(s.own, http.MethodGet, openapi.Base+s.path, "", s.headers...)
	}
	wg.Wait()
	if n := a.Documents(t)["tasks"] - before; n != tasks {
		t.Errorf("%d tasks, not %d", n, tasks)
	}
}
