package once_test

import (
	"log/slog"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"

	"sovite.fi/sovite/server/openapi"
	"sovite.fi/sovite/server/servertest"
	"sovite.fi/sovite/server/web"
)

const (
	at   = openapi.Base + "/crews"
	body = `{"name": "Grounds crew", "trades": ["packing"], "postal": "33100", "radius": 20000, "ratio": 5, "published": true, "week": {"mon": [{"from": 480, "to": 720, "participants": 5, "supervisors": 1}]}}`
)

// TestOnce sends requests again: the same answer and one crew, whoever else uses the same key has a crew of their own.
func TestOnce(t *testing.T) {
	a := servertest.New(t)
	send := func(as, key, body string) (status int, text, replayed, etag string) {
		r, text := a.Do(t, a.Request(as, "POST", at, body, "Idempotency-Key", key))
		return r.StatusCode, text, r.Header.Get("Idempotency-Replayed"), r.Header.Get("ETag")
	}
	status, first, replayed, etag := send("supervisor", "k1", body)
	if status != 201 || replayed != "" {
		t.Fatalf("the first answer is %d %s", status, first)
	}
	for range 2 {
		again, text, replayed, tag := send("supervisor", "k1", body)
		if again != 201 || text != first || replayed != "true" || tag != etag {
			t.Errorf("sent again the answer is %d %s", again, text)
		}
	}
	if status, text, _, _ := send("supervisor", "k1", strings.Replace(body, "Grounds", "Other", 1)); status != 422 || !strings.Contains(text, `"field":"Idempotency-Key"`) {
		t.Errorf("another body with the key: %d %s", status, text)
	}
	if status, text, replayed, _ := send("rival", "k1", body); replayed != "" || status == 201 && text == first {
		t.Errorf("somebody else gets an answer that is not theirs: %d %s", status, text)
	}
	if status, _, replayed, _ := send("supervisor", "k2", body); status != 201 || replayed != "" {
		t.Error("another key makes nothing")
	}
	if status, text, _, _ := send("supervisor", strings.Repeat("k", 65), body); status != 422 || !strings.Contains(text, "64") {
		t.Errorf("a long key: %d %s", status, text)
	}
	if _, list := a.Do(t, a.Request("supervisor", "GET", at, "")); strings.Count(list, "Grounds crew") != 2 {
		t.Errorf("the crews are %s", list)
	}
}

// TestRefusedIsFree mends a request that was refused and sends it with the same key.
func TestRefusedIsFree(t *testing.T) {
	a := servertest.New(t)
	for _, step := range []struct {
		body string
		want int
	}{{`{"name": ""}`, 422}, {`{`, 422}, {body, 201}} {
		if r, text := a.Do(t, a.Request("supervisor", "POST", at, step.body, "Idempotency-Key", "k1")); r.StatusCode != step.want {
			t.Errorf("%s: %d %s", step.body, r.StatusCode, text)
		}
	}
}

// TestForgotten: after a day a key is free, swept or not.
func TestForgotten(t *testing.T) {
	for name, sweep := range map[string]bool{"swept": true, "not swept": false} {
		t.Run(name, func(t *testing.T) {
			a := servertest.New(t)
			send := func() string {
				token := a.SignIn(t, "supervisor")
				r, text := a.Do(t, a.Request("supervisor", "POST", at, body, "Idempotency-Key", "k1", "Authorization", "Bearer "+token))
				if r.StatusCode != 201 {
					t.Fatalf("%d %s", r.StatusCode, text)
				}
				return r.Header.Get("Idempotency-Replayed")
			}
			send()
			a.Clock.Move(23 * time.Hour)
			if send() != "true" {
				t.Error("within a day the key is forgotten")
			}
			a.Clock.Move(2 * time.Hour)
			if sweep {
				if err := a.Once.Sweep(t.Context()); err != nil {
					t.Fatal(err)
				}
			}
			if send() == "true" {
				t.Error("after more than a day the key is known")
			}
		})
	}
}

// TestLeftBehind: a process that stops in the middle blocks its key for a minute, and no longer.
func TestLeftBehind(t *testing.T) {
	a := servertest.New(t)
	ran := 0
	app := fiber.New(fiber.Config{ErrorHandler: web.ErrorHandler(a.Bundle, slog.New(slog.DiscardHandler), nil)})
	app.Use(web.Recover(), func(c *fiber.Ctx) error {
		c.SetUserContext(web.WithActor(c.UserContext(), a.Actor("supervisor")))
		return c.Next()
	}, a.Once.Handler)
	app.Post("/pay", func(c *fiber.Ctx) error {
		if ran++; ran == 1 {
			panic("the process stops")
		}
		return c.SendString("paid")
	})
	for _, step := range []struct {
		after time.Duration
		want  int
	}{{0, 500}, {30 * time.Second, 409}, {31 * time.Second, 200}, {0, 200}} {
		a.Clock.Move(step.after)
		r := httptest.NewRequest("POST", "/pay", strings.NewReader("{}"))
		r.Header.Set("Idempotency-Key", "k1")
		got, err := app.Test(r, -1)
		if err != nil {
			t.Fatal(err)
		}
		if got.StatusCode != step.want {
			t.Errorf("%s later the answer is %d, not %d", step.after, got.StatusCode, step.want)
		}
		_ = got.Body.Close()
	}
	if ran != 2 {
		t.Errorf("it ran %d times", ran)
	}
}

// TestAtOnce sends the same request from many sides at the same time: one crew, and nobody is told of a second.
func TestAtOnce(t *testing.T) {
	a := servertest.New(t)
	var wg sync.WaitGroup
	answers := make([]string, 8)
	for i := range answers {
		wg.Go(func() {
			r, text := a.Do(t, a.Request("supervisor", "POST", at, body, "Idempotency-Key", "k1"))
			if r.StatusCode == 201 {
				answers[i] = text
			} else if r.StatusCode != 409 {
				t.Errorf("%d %s", r.StatusCode, text)
			}
		})
	}
	wg.Wait()
	made := map[string]bool{}
	for _, text := range answers {
		if text != "" {
			made[text] = true
		}
	}
	if len(made) != 1 {
		t.Errorf("there are %d different answers", len(made))
	}
	if _, list := a.Do(t, a.Request("supervisor", "GET", at, "")); strings.Count(list, "Grounds crew") != 1 {
		t.Errorf("the crews are %s", list)
	}
}
