package outgoing

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"net/http"
	"net/netip"
	"os"
	"strings"
	"syscall"
	"time"

	"sovite.fi/sovite/marketplace/check"
	"sovite.fi/sovite/marketplace/webhook"
)

const (
	within     = 10 * time.Second
	mostAnswer = 16 << 10 // bytes of an answer's headers, and of its body
)

// errPrivate is how connecting is refused.
var errPrivate = errors.New("the address is not of the public Internet")

// Client posts messages; it implements webhook.Poster.
type Client struct {
	http   http.Client
	within time.Duration
}

// New makes a client. With loopback it also reaches the machine itself, for development.
func New(loopback bool) *Client { return reaching(loopback, within, nil) }

func reaching(loopback bool, within time.Duration, roots *x509.CertPool) *Client {
	dialer := &net.Dialer{Timeout: within, Control: func(_, address string, _ syscall.RawConn) error { return judge(address, loopback) }}
	return &Client{within: within, http: http.Client{
		Timeout:       within,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		Transport: &http.Transport{
			DialContext: dialer.DialContext, DisableKeepAlives: true, DisableCompression: true, MaxResponseHeaderBytes: mostAnswer,
			TLSHandshakeTimeout: within, TLSClientConfig: &tls.Config{MinVersion: tls.VersionTLS12, RootCAs: roots},
		},
	}}
}

// judge refuses to connect to an address that no message may go to. The dialer asks it for every address that a name leads
// to, after looking it up and before connecting.
func judge(address string, loopback bool) error {
	at, err := netip.ParseAddrPort(address)
	if err != nil {
		return errPrivate
	}
	ip := at.Addr().Unmap()
	if check.PublicAddress(ip) || loopback && ip.IsLoopback() {
		return nil
	}
	return errPrivate
}

// Post implements webhook.Poster.
func (c *Client) Post(ctx context.Context, call webhook.Call) (int, webhook.Why) {
	ctx, cancel := context.WithTimeout(ctx, c.within)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, call.URL, strings.NewReader(call.Body))
	if err != nil {
		return 0, webhook.Unreached
	}
	for name, value := range call.Header {
		r.Header.Set(name, value)
	}
	r.Header.Set("User-Agent", "Sovite-Webhooks")
	resp, err := c.http.Do(r)
	if err != nil {
		return 0, why(err)
	}
	defer func() { _ = resp.Body.Close() }()
	if _, err := io.Copy(io.Discard, io.LimitReader(resp.Body, mostAnswer)); err != nil && resp.StatusCode < http.StatusMultipleChoices && errors.Is(err, context.DeadlineExceeded) {
		return 0, webhook.Late // it promised an answer and gave none
	}
	return resp.StatusCode, ""
}

// why says why there was no answer.
func why(err error) webhook.Why {
	var name *net.DNSError
	var certificate *tls.CertificateVerificationError
	var record tls.RecordHeaderError
	var op *net.OpError
	switch {
	case errors.Is(err, errPrivate):
		return webhook.Private
	case os.IsTimeout(err), errors.Is(err, context.DeadlineExceeded):
		return webhook.Late
	case errors.As(err, &name):
		return webhook.Unknown
	case errors.As(err, &certificate), errors.As(err, &record):
		return webhook.Unsafe
	case errors.As(err, &op), errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return webhook.Unreached
	}
	return webhook.Unreadable
}
