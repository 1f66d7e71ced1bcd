package outgoing

import (
	"context"
	"crypto/x509"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"sovite.fi/sovite/marketplace/webhook"
)

func call(url string) webhook.Call {
	return webhook.Call{URL: url, Body: `{"id":"x"}`, Header: map[string]string{"Content-Type": "application/json", "webhook-id": "x"}}
}

// What a receiver answers is what is told; redirects are answers, not followed.
func TestAnswers(t *testing.T) {
	var elsewhere atomic.Bool
	other := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { elsewhere.Store(true) }))
	defer other.Close()
	stop := make(chan struct{})
	mux := http.NewServeMux()
	mux.HandleFunc("/good", func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodPost || r.Header.Get("webhook-id") != "x" || r.ContentLength != 10 {
			w.WriteHeader(http.StatusBadRequest)
		}
	})
	mux.HandleFunc("/bad", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusInternalServerError) })
	mux.HandleFunc("/away", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, other.URL, http.StatusTemporaryRedirect)
	})
	mux.HandleFunc("/hang", func(http.ResponseWriter, *http.Request) { <-stop })
	mux.HandleFunc("/trickle", func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write([]byte("x"))
		w.(http.Flusher).Flush()
		<-stop
	})
	mux.HandleFunc("/endless", func(w http.ResponseWriter, _ *http.Request) {
		for range 10_000 {
			if _, err := w.Write([]byte(strings.Repeat("x", 1000))); err != nil {
				return
			}
		}
	})
	mux.HandleFunc("/head", func(w http.ResponseWriter, _ *http.Request) { w.Header().Set("X", strings.Repeat("x", 100_000)) })
	mux.HandleFunc("/cut", func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) })
	s := httptest.NewServer(mux)
	defer s.Close()
	defer close(stop)
	c := reaching(true, 300*time.Millisecond, nil)
	for path, want := range map[string]struct {
		status int
		why    webhook.Why
	}{
		"/good": {200, ""}, "/bad": {500, ""}, "/away": {307, ""}, "/hang": {0, webhook.Late}, "/trickle": {0, webhook.Late}, "/endless": {200, ""},
		"/head": {0, webhook.Unreadable}, "/cut": {0, webhook.Unreached}, "/nowhere": {404, ""},
	} {
		if status, why := c.Post(t.Context(), call(s.URL+path)); status != want.status || why != want.why {
			t.Errorf("%s: %d %q, want %d %q", path, status, why, want.status, want.why)
		}
	}
	if elsewhere.Load() {
		t.Error("a redirect was followed")
	}
	closed := httptest.NewServer(nil)
	closed.Close()
	if status, why := c.Post(t.Context(), call(closed.URL)); status != 0 || why != webhook.Unreached {
		t.Errorf("nobody listens: %d %q", status, why)
	}
}

// Nothing is connected to that stands on the machine or in a private network, by whatever name or writing.
func TestPrivate(t *testing.T) {
	reached := false
	s := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { reached = true }))
	defer s.Close()
	_, port, _ := strings.Cut(strings.TrimPrefix(s.URL, "http://"), ":")
	c := New(false)
	for _, host := range []string{"127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0", "169.254.169.254", "10.0.0.1", "192.168.0.1", "[fd00:ec2::254]"} {
		ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second)
		if status, why := c.Post(ctx, call("http://"+host+":"+port)); status != 0 || why != webhook.Private {
			t.Errorf("%s: %d %q", host, status, why)
		}
		cancel()
	}
	if reached {
		t.Error("the machine itself was reached")
	}
	for _, address := range []string{"", "nonsense", "localhost:80", "10.0.0.1:443", "[fe80::1%eth0]:443"} {
		if judge(address, true) == nil {
			t.Errorf("%q is let", address)
		}
	}
}

// A certificate is checked, and a proxy of the environment is not used.
func TestCertificate(t *testing.T) {
	t.Setenv("HTTPS_PROXY", "http://127.0.0.1:1")
	s := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) }))
	defer s.Close()
	if status, why := New(true).Post(t.Context(), call(s.URL)); status != 0 || why != webhook.Unsafe {
		t.Errorf("of nobody: %d %q", status, why)
	}
	roots := x509.NewCertPool()
	roots.AddCert(s.Certificate())
	if status, why := reaching(true, 5*time.Second, roots).Post(t.Context(), call(s.URL)); status != 204 || why != "" {
		t.Errorf("a good one: %d %q", status, why)
	}
}
