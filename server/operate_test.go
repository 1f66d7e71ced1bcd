package server_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/matching/search"
	"sovite.fi/sovite/server"
	"sovite.fi/sovite/server/openapi"
	"sovite.fi/sovite/server/servertest"
)

func TestHealth(t *testing.T) {
	servertest.New(t).Run(t,
		servertest.Scenario{Name: "it runs", Path: "/healthz", Want: 200},
		servertest.Scenario{Name: "it is ready", Path: "/readyz", Want: 200, Has: []string{`"store":"ok"`, `"index":"ok"`}},
	)
}

// broken is a store that does not answer any more, once it is broken.
type broken struct {
	store.Store
	now *bool
}

// Get implements store.Store.
func (b broken) Get(ctx context.Context, collection string, id marketplace.ID) (store.Doc, error) {
	if *b.now {
		return store.Doc{}, marketplace.Errorf(marketplace.Unavailable, "error.store_unavailable", errors.New("mongodb://user:hunter2@host"))
	}
	return b.Store.Get(ctx, collection, id)
}

// TestStoreDoesNotAnswer: the program stays alive, says that it is not ready, and tells callers to come again.
func TestStoreDoesNotAnswer(t *testing.T) {
	down := false
	a := servertest.New(t, func(p *server.Ports, _ *server.Deps) { p.Store = broken{p.Store, &down} })
	down = true
	for path, want := range map[string]int{"/healthz": 200, "/readyz": 503, openapi.Base + "/me": 503, openapi.Base + "/scale": 503} {
		resp, body := a.Do(t, a.Request("coach", "GET", path, ""))
		if resp.StatusCode != want || strings.Contains(body, "hunter2") {
			t.Errorf("%s: %d %s", path, resp.StatusCode, body)
		}
	}
	if !strings.Contains(a.Log.String(), "hunter2") {
		t.Error("the cause is not in the log")
	}
}

// TestReadyWithoutIndex: searches fall back to the store, so the program stays ready and only tells what is down.
func TestReadyWithoutIndex(t *testing.T) {
	a := servertest.New(t, func(p *server.Ports, _ *server.Deps) { p.Index = search.Away(errors.New("http://key@host")) })
	resp, body := a.Do(t, a.Request("", "GET", "/readyz", ""))
	if resp.StatusCode != 200 || !strings.Contains(body, `"index":"down"`) || strings.Contains(body, "key@host") {
		t.Errorf("%d %s", resp.StatusCode, body)
	}
}

// TestOldestFact: what waits for the courier is told by how long it has waited.
func TestOldestFact(t *testing.T) {
	a := servertest.New(t)
	if err := a.Courier.Drain(t.Context()); err != nil {
		t.Fatal(err)
	}
	told := func() string {
		_, body := a.Do(t, a.Request("", "GET", "/metrics", ""))
		_, rest, _ := strings.Cut(body, "\nsovite_courier_oldest_seconds ")
		value, _, _ := strings.Cut(rest, "\n")
		return value
	}
	if told() != "0" {
		t.Errorf("with nothing waiting it is %s", told())
	}
	if err := a.Accounts.SignUp(t.Context(), "uusi@example.fi", "fi"); err != nil {
		t.Fatal(err)
	}
	a.Clock.Move(90 * time.Second)
	if told() != "90" {
		t.Errorf("it is %s, want 90", told())
	}
}

func TestMetrics(t *testing.T) {
	a := servertest.New(t, func(_ *server.Ports, d *server.Deps) { d.MetricsToken = "numbers" })
	a.Do(t, a.Request("coach", "GET", openapi.Base+"/clients/{client}", ""))
	a.Do(t, a.Request("", "GET", openapi.Base+"/clients/{client}", ""))
	a.Do(t, a.Request("", "GET", "/nowhere/{client}", ""))
	resp, body := a.Do(t, a.Request("", "GET", "/metrics", "", "Authorization", "Bearer numbers"))
	if resp.StatusCode != 200 {
		t.Fatalf("%d %s", resp.StatusCode, body)
	}
	for _, want := range []string{
		`sovite_requests_total{method="GET",route="/api/v1/clients/:id",status="200"} 1`,
		`sovite_requests_total{method="GET",route="/api/v1/clients/:id",status="401"} 1`,
		`sovite_requests_total{method="GET",route="none",status="404"} 1`,
		"sovite_courier_pending ", "sovite_courier_oldest_seconds ", "sovite_courier_aside 0", "sovite_index_lag 0", `sovite_request_seconds_bucket{method="GET",route="/api/v1/clients/:id"`,
	} {
		if !strings.Contains(body, want) {
			t.Errorf("%s is missing", want)
		}
	}
	if strings.Contains(body, a.IDs["client"]) {
		t.Error("an id became a series")
	}
	if resp, _ := a.Do(t, a.Request("coach", "GET", "/metrics", "")); resp.StatusCode != 404 {
		t.Errorf("without the token: %d", resp.StatusCode)
	}
}
