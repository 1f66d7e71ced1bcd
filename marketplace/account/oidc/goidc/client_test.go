package goidc

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"testing"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/check"
)

func TestOnlyPublicAddresses(t *testing.T) {
	for address, want := range map[string]bool{
		"193.166.3.2": true, "2a00:1450:400f::1": true, "8.8.8.8": true,
		"127.0.0.1": false, "10.1.2.3": false, "172.16.0.1": false, "192.168.1.1": false, "169.254.169.254": false, "100.64.0.1": false, "0.0.0.0": false,
		"0.1.2.3": false, "224.0.0.1": false, "255.255.255.255": false, "198.18.0.1": false, "192.0.0.8": false, "::1": false, "::": false, "fe80::1": false,
		"fc00::1": false, "fd12::1": false, "ff02::1": false, "::ffff:127.0.0.1": false, "::ffff:10.0.0.1": false, "64:ff9b::a00:1": false, "2002:a00:1::": false,
	} {
		if got := check.PublicAddress(netip.MustParseAddr(address)); got != want {
			t.Errorf("%s: %v, want %v", address, got, want)
		}
	}
}

// Without the option, neither http nor an address of the own network is asked; a name that leads there is not either.
func TestServicesInside(t *testing.T) {
	asked := 0
	server := httptest.NewTLSServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked++ }))
	defer server.Close()
	p := New(Options{Clock: time.Now})
	for issuer, want := range map[string]string{
		"http://sovite.example": "oidc.issuer_https", "https://user@sovite.example": "oidc.issuer_https", "https://": "oidc.issuer_https",
		server.URL: "oidc.issuer_private", "https://localhost:1": "oidc.issuer_private",
	} {
		err := p.Check(t.Context(), issuer)
		if e := marketplace.AsError(err); len(e.Fields) != 1 || e.Fields[0].Key != want || e.Kind != marketplace.Invalid {
			t.Errorf("%s: %v, want %s", issuer, err, want)
		}
	}
	if asked > 0 {
		t.Error("the server inside was asked")
	}
}

func TestRedirects(t *testing.T) {
	at := func(method, url string) *http.Request { return httptest.NewRequest(method, url, nil) }
	get, post := at("GET", "https://a.fi/x"), at("POST", "https://a.fi/token")
	for name, tt := range map[string]struct {
		to   *http.Request
		via  []*http.Request
		stay bool
	}{
		"within the host": {at("GET", "https://a.fi/y"), []*http.Request{get}, true},
		"to another host": {at("GET", "https://b.fi/y"), []*http.Request{get}, false},
		"to another port": {at("GET", "https://a.fi:8443/y"), []*http.Request{get}, false},
		"to http":         {at("GET", "http://a.fi/y"), []*http.Request{get}, false},
		"what is posted":  {at("POST", "https://a.fi/y"), []*http.Request{post}, false},
		"without end":     {at("GET", "https://a.fi/y"), []*http.Request{get, get, get, get}, false},
	} {
		if err := stay(tt.to, tt.via); errors.Is(err, errRedirect) == tt.stay {
			t.Errorf("%s: %v", name, err)
		}
	}
}
