package smtp

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/mail"
	"net/smtp"
	"net/textproto"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/notify"
)

// sendTime is how long one message may take from the first byte to the server's yes.
const sendTime = 30 * time.Second

// permanent is the first of the codes by which a server refuses for good (RFC 5321, 4.2.1).
const permanent = 500

// Deps is what a Sender needs.
type Deps struct {
	Server Address
	From   mail.Address
	Clock  marketplace.Clock
	Log    *slog.Logger
	TLS    *tls.Config // nil: the machine's list of authorities
}

// Sender is a notify.Sender by a mail server. It opens a connection for each message.
type Sender struct{ Deps }

var _ notify.Sender = Sender{}

// New makes the sender. It does not look whether the server answers: letters wait until it does.
func New(d Deps) Sender { return Sender{d} }

// Send implements notify.Sender. Unavailable while the server does not answer, refuses the sign-in or wants to be asked later.
func (s Sender) Send(ctx context.Context, m notify.Message) error {
	to, err := mail.ParseAddress(m.To)
	if err != nil {
		s.refused(ctx, m, 0)
		return nil // it would never become an address
	}
	raw, err := written(m, s.From, to.Address, s.Clock())
	if err != nil {
		return unavailable(err)
	}
	ctx, cancel := context.WithTimeout(ctx, sendTime)
	defer cancel()
	c, err := s.dial(ctx)
	if err != nil {
		return unavailable(err)
	}
	defer func() { _ = c.Close() }()
	if err := s.enter(c); err != nil {
		return unavailable(err)
	}
	if err := hand(c, s.From.Address, to.Address, raw); err != nil {
		if code, refused := refusal(err); refused {
			s.refused(ctx, m, code)
			return nil
		}
		return unavailable(err)
	}
	_ = c.Quit() // the server has taken the message already
	return nil
}

// dial opens a connection that ends with the context.
func (s Sender) dial(ctx context.Context) (*smtp.Client, error) {
	conn, err := (&net.Dialer{}).DialContext(ctx, "tcp", net.JoinHostPort(s.Server.Host, s.Server.Port))
	if err != nil {
		return nil, err
	}
	if end, ok := ctx.Deadline(); ok {
		if err := conn.SetDeadline(end); err != nil {
			return nil, errors.Join(err, conn.Close())
		}
	}
	if s.Server.Secure {
		conn = tls.Client(conn, s.tls())
	}
	c, err := smtp.NewClient(conn, s.Server.Host)
	if err != nil {
		return nil, errors.Join(err, conn.Close())
	}
	return c, nil
}

func (s Sender) tls() *tls.Config {
	config := &tls.Config{MinVersion: tls.VersionTLS12}
	if s.TLS != nil {
		config = s.TLS.Clone()
	}
	config.ServerName = s.Server.Host
	return config
}

// enter turns the connection to TLS and signs in.
func (s Sender) enter(c *smtp.Client) error {
	offered, _ := c.Extension("STARTTLS")
	switch {
	case s.Server.Secure:
	case offered:
		if err := c.StartTLS(s.tls()); err != nil {
			return fmt.Errorf("TLS with the mail server: %w", err)
		}
	case !s.Server.here():
		return errors.New("the mail server offers no TLS; letters would be read on their way")
	}
	if s.Server.User == "" {
		return nil
	}
	if err := c.Auth(smtp.PlainAuth("", s.Server.User, s.Server.Password, s.Server.Host)); err != nil {
		return fmt.Errorf("the sign-in at the mail server: %w", err)
	}
	return nil
}

// errRecipient says that a server said no to the recipient or the text, not to us.
type errRecipient struct{ error }

// Unwrap gives what the server said.
func (e errRecipient) Unwrap() error { return e.error }

// hand hands the message over.
func hand(c *smtp.Client, from, to string, raw []byte) error {
	if err := c.Mail(from); err != nil {
		return fmt.Errorf("the sender: %w", err)
	}
	if err := c.Rcpt(to); err != nil {
		return errRecipient{err}
	}
	w, err := c.Data()
	if err != nil {
		return fmt.Errorf("the text: %w", err)
	}
	if _, err := w.Write(raw); err != nil {
		return fmt.Errorf("the text: %w", err)
	}
	if err := w.Close(); err != nil {
		return errRecipient{err}
	}
	return nil
}

// refusal is the code by which this one message was refused for good.
func refusal(err error) (int, bool) {
	if _, ok := errors.AsType[errRecipient](err); !ok {
		return 0, false
	}
	said, ok := errors.AsType[*textproto.Error](err)
	return codeOf(said), ok && said.Code >= permanent
}

func codeOf(said *textproto.Error) int {
	if said == nil {
		return 0
	}
	return said.Code
}

func (s Sender) refused(ctx context.Context, m notify.Message, code int) {
	s.Log.WarnContext(ctx, "a letter cannot be delivered, and is not tried again", "message", string(m.ID), "kind", m.Kind, "code", code)
}

func unavailable(err error) error {
	return marketplace.Errorf(marketplace.Unavailable, "error.unavailable", err)
}
