package goidc

import (
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"syscall"
	"time"

	"sovite.fi/sovite/marketplace/check"
)

// What a request may cost.
const (
	longest   = 10 * time.Second
	largest   = 1 << 20 // bytes of an answer
	redirects = 3
)

var (
	errPrivate  = errors.New("the address is not public")
	errPlain    = errors.New("the address is not https")
	errLarge    = errors.New("the answer is too large")
	errRedirect = errors.New("the service redirects to another host, or what is posted")
)

// newClient makes the client for all requests. private allows http and addresses that are not public; inside, if any, answers for what
// is in this process.
func newClient(private bool, inside http.RoundTripper) *http.Client {
	dialer := &net.Dialer{Timeout: longest / 2}
	if !private {
		dialer.Control = public
	}
	var transport http.RoundTripper = &http.Transport{
		DialContext: dialer.DialContext, TLSHandshakeTimeout: longest / 2, ResponseHeaderTimeout: longest, MaxResponseHeaderBytes: 64 << 10,
		MaxIdleConnsPerHost: 2, IdleConnTimeout: time.Minute, ForceAttemptHTTP2: true,
	}
	if inside != nil {
		transport = inside
	}
	return &http.Client{Timeout: longest, Transport: bounded{transport, private}, CheckRedirect: stay}
}

// public refuses a connection to anything but a public address. It sees the address that the name was resolved to, so that no name can
// lead inwards.
func public(_, address string, _ syscall.RawConn) error {
	at, err := netip.ParseAddrPort(address)
	if err != nil {
		return err
	}
	if !check.PublicAddress(at.Addr()) {
		return fmt.Errorf("%w: %s", errPrivate, at.Addr())
	}
	return nil
}

// stay follows a redirect within the host only, and none of what was posted: that holds a secret.
func stay(r *http.Request, via []*http.Request) error {
	if len(via) > redirects || r.URL.Host != via[0].URL.Host || r.URL.Scheme != via[0].URL.Scheme || via[0].Method != http.MethodGet {
		return errRedirect
	}
	return nil
}

// bounded refuses addresses without https, and bodies that are too large.
type bounded struct {
	next    http.RoundTripper
	private bool
}

// RoundTrip implements http.RoundTripper.
func (b bounded) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.URL.Scheme != "https" && !b.private {
		return nil, errPlain
	}
	resp, err := b.next.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	resp.Body = &limited{inner: resp.Body, left: largest}
	return resp, nil
}

// limited is a body that ends with an error when it is too large, so that no half of an answer is taken for a whole.
type limited struct {
	inner io.ReadCloser
	left  int64
}

// Read implements io.Reader.
func (l *limited) Read(p []byte) (int, error) {
	n, err := l.inner.Read(p)
	if l.left -= int64(n); l.left < 0 {
		return 0, errLarge
	}
	return n, err
}

// Close implements io.Closer.
func (l *limited) Close() error { return l.inner.Close() }
