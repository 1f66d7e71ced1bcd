package main

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestFirstAdministratorSignsIn is the way into an empty installation: one command, then the sign-in.
func TestFirstAdministratorSignsIn(t *testing.T) {
	data, file := t.TempDir(), filepath.Join(t.TempDir(), "password")
	write(t, file, "kanervan alla kolme porakonetta\n")
	args := []string{
		"admin", "--data", data, "--email", "yllapito@alue.fi", "--name", "Yrjö Ylläpito", "--password-file", file, "--organisation", "Alue", "--business-id", "0737546-2",
	}
	for range 2 {
		if out := mustSovite(t, args...); !strings.Contains(out, "yllapito@alue.fi) is an administrator in Alue") {
			t.Errorf("it says %q", out)
		}
	}
	write(t, file, "salasana12345")
	if _, err := sovite(t, append(args, "--email", "toinen@alue.fi")...); err == nil || !strings.Contains(err.Error(), "password: ") {
		t.Errorf("a password that is easy to guess gives %v", err)
	}

	address, stop := serving(t, data)
	defer stop()
	var visit struct {
		Access string `json:"access"`
	}
	ask(t, address, "POST", "/session", "", `{"email":"yllapito@alue.fi","password":"kanervan alla kolme porakonetta"}`, &visit)
	var me struct {
		Roles []string `json:"roles"`
	}
	ask(t, address, "GET", "/me", visit.Access, "", &me)
	if !slices.Contains(me.Roles, "administrator") {
		t.Errorf("whoever signed in may be %v", me.Roles)
	}
	if out := mustSovite(t, "health", address+"/readyz"); out != "ok\n" {
		t.Errorf("its health is %q", out)
	}
}

// ask sends a request to the JSON interface and reads the answer.
func ask(t *testing.T, address, method, path, access, body string, answer any) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), method, address+"/api/v1"+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/json")
	if access != "" {
		request.Header.Set("Authorization", "Bearer "+access)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if err := json.NewDecoder(response.Body).Decode(answer); err != nil || response.StatusCode/100 != 2 {
		t.Fatalf("%s %s answers %s (%v)", method, path, response.Status, err)
	}
}

// serving runs the whole program over a data folder until it is stopped.
func serving(t *testing.T, data string) (address string, stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	reader, writer := io.Pipe()
	done := make(chan error, 1)
	go func() {
		err := run(ctx, []string{"serve", "--data", data, "--listen", "127.0.0.1:0"}, writer, io.Discard)
		writer.CloseWithError(io.EOF)
		done <- err
	}()
	return awaitAddress(t, reader), func() {
		cancel()
		must(t, <-done)
	}
}

// A container is unhealthy when the server says so, says something else, or nothing.
func TestHealthTellsBadFromGood(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/readyz" {
			w.WriteHeader(http.StatusServiceUnavailable)
		}
	}))
	if out := mustSovite(t, "health", server.URL+"/healthz"); out != "ok\n" {
		t.Errorf("good is %q", out)
	}
	if _, err := sovite(t, "health", server.URL+"/readyz"); err == nil || !strings.Contains(err.Error(), "503") {
		t.Errorf("not ready gives %v", err)
	}
	server.Close()
	if _, err := sovite(t, "health", server.URL+"/healthz"); err == nil || !strings.Contains(err.Error(), "no answer") {
		t.Errorf("silence gives %v", err)
	}
}
