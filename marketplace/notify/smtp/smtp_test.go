package smtp

import (
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"io"
	"log/slog"
	"mime"
	"mime/quotedprintable"
	"net"
	"net/http/httptest"
	"net/mail"
	"net/textproto"
	"strings"
	"sync"
	"testing"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/notify"
)

// mailServer is a small mail server on this machine, which remembers what it was told.
type mailServer struct {
	t        *testing.T
	listener net.Listener
	cert     *tls.Config
	offers   bool              // STARTTLS
	answers  map[string]string // by the start of a line, instead of yes

	mu     sync.Mutex
	lines  []string
	secure bool
	texts  []string
}

func newMailServer(t *testing.T) *mailServer {
	t.Helper()
	web := httptest.NewTLSServer(nil) // for its certificate, which is for 127.0.0.1 and example.com
	t.Cleanup(web.Close)
	l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := &mailServer{t: t, listener: l, cert: web.TLS, offers: true, answers: map[string]string{}}
	var wg sync.WaitGroup
	wg.Go(func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			wg.Go(func() { s.talk(conn) })
		}
	})
	t.Cleanup(func() { _ = l.Close(); wg.Wait() })
	return s
}

// talk is one conversation.
func (s *mailServer) talk(conn net.Conn) {
	defer func() { _ = conn.Close() }()
	text := textproto.NewConn(conn)
	say := func(line string) { _ = text.PrintfLine("%s", line) }
	say("220 mail ready")
	for {
		line, err := text.ReadLine()
		if err != nil {
			return
		}
		s.mu.Lock()
		s.lines = append(s.lines, line)
		s.mu.Unlock()
		switch verb, _, _ := strings.Cut(line, " "); {
		case s.answer(line) != "":
			say(s.answer(line))
		case verb == "EHLO" && s.offers && !s.isSecure():
			say("250-mail")
			say("250 STARTTLS")
		case verb == "EHLO":
			say("250-mail")
			say("250 AUTH PLAIN")
		case verb == "STARTTLS":
			say("220 go on")
			conn = tls.Server(conn, s.cert)
			text = textproto.NewConn(conn)
			s.mu.Lock()
			s.secure = true
			s.mu.Unlock()
		case verb == "AUTH":
			say("235 welcome")
		case verb == "DATA":
			say("354 go on")
			raw, _ := io.ReadAll(text.DotReader())
			s.mu.Lock()
			s.texts = append(s.texts, string(raw))
			s.mu.Unlock()
			say("250 taken")
		case verb == "QUIT":
			say("221 bye")
			return
		default:
			say("250 yes")
		}
	}
}

func (s *mailServer) isSecure() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.secure
}

func (s *mailServer) answer(line string) string {
	for start, answer := range s.answers {
		if strings.HasPrefix(line, start) {
			return answer
		}
	}
	return ""
}

func (s *mailServer) sender(user string) (Sender, *bytes.Buffer) {
	host, port, _ := net.SplitHostPort(s.listener.Addr().String())
	roots := x509.NewCertPool()
	leaf, err := x509.ParseCertificate(s.cert.Certificates[0].Certificate[0])
	if err != nil {
		s.t.Fatal(err)
	}
	roots.AddCert(leaf)
	var log bytes.Buffer
	return New(Deps{
		Server: Address{Host: host, Port: port, User: user, Password: "salasana"}, From: mail.Address{Name: "Sovite", Address: "posti@sovite.test"},
		Clock: func() time.Time { return time.Date(2026, 11, 30, 8, 0, 0, 0, time.UTC) }, Log: slog.New(slog.NewTextHandler(&log, nil)),
		TLS: &tls.Config{RootCAs: roots, MinVersion: tls.VersionTLS12},
	}), &log
}

func letter() notify.Message {
	return notify.Message{
		ID: "01f", Kind: "reset", To: "aino@example.fi", Lang: "fi", Subject: "Vaihda salasana – äöå",
		Text: "Hei!\n\nhttps://x.fi/reset/1.abc?a=b\n.\nPiste yllä on rivi.\n" + strings.Repeat("pitkä rivi ", 30) + "\n",
	}
}

// A letter arrives as it was written, by TLS and with the sign-in, and under the same id when it is sent again.
func TestSend(t *testing.T) {
	server := newMailServer(t)
	s, log := server.sender("sovite")
	m := letter()
	if err := s.Send(t.Context(), m); err != nil {
		t.Fatal(err)
	}
	if !server.isSecure() || len(server.texts) != 1 {
		t.Fatalf("secure %v, %d letters", server.isSecure(), len(server.texts))
	}
	got, err := mail.ReadMessage(strings.NewReader(server.texts[0]))
	if err != nil {
		t.Fatal(err)
	}
	subject, _ := new(mime.WordDecoder).DecodeHeader(got.Header.Get("Subject"))
	text, _ := io.ReadAll(quotedprintable.NewReader(got.Body))
	for name, pair := range map[string][2]string{
		"subject": {subject, m.Subject}, "text": {string(text), m.Text}, "to": {got.Header.Get("To"), "<aino@example.fi>"},
		"from": {got.Header.Get("From"), `"Sovite" <posti@sovite.test>`}, "id": {got.Header.Get("Message-Id"), "<01f@sovite.test>"},
		"language": {got.Header.Get("Content-Language"), "fi"}, "made by a program": {got.Header.Get("Auto-Submitted"), "auto-generated"},
	} {
		if pair[0] != pair[1] {
			t.Errorf("%s is %q, want %q", name, pair[0], pair[1])
		}
	}
	if _, err := got.Header.Date(); err != nil {
		t.Error(err)
	}
	if log.Len() > 0 {
		t.Errorf("logged: %s", log)
	}
}

// What may pass by itself is tried again; what is refused for good holds nothing up; nothing of a letter is in the log.
func TestRefusals(t *testing.T) {
	for name, c := range map[string]struct {
		start, answer string
		again         bool
	}{
		"greylisted":               {"RCPT", "451 come again", true},
		"mailbox full":             {"RCPT", "452 full", true},
		"no such mailbox":          {"RCPT", "550 no aino@example.fi here", false},
		"no sign-in":               {"AUTH", "535 wrong", true},
		"we are refused as sender": {"MAIL", "550 not you", true},
		"server is busy":           {"DATA", "421 busy", true},
	} {
		t.Run(name, func(t *testing.T) {
			server := newMailServer(t)
			server.answers[c.start] = c.answer
			s, log := server.sender("sovite")
			err := s.Send(t.Context(), letter())
			if c.again && !marketplace.IsKind(err, marketplace.Unavailable) || !c.again && err != nil {
				t.Errorf("%v", err)
			}
			if (log.Len() == 0) != c.again || strings.Contains(log.String(), "aino@") || strings.Contains(log.String(), "reset/1") {
				t.Errorf("logged: %q", log)
			}
		})
	}
}

// Without TLS no letter leaves the machine, and a server that cannot prove its name gets none.
func TestNobodyListensIn(t *testing.T) {
	server := newMailServer(t)
	s, _ := server.sender("")
	s.TLS = nil
	if err := s.Send(t.Context(), letter()); !marketplace.IsKind(err, marketplace.Unavailable) || len(server.texts) > 0 {
		t.Errorf("a certificate that nobody knows: %v", err)
	}
	plain := newMailServer(t)
	plain.offers = false
	s, _ = plain.sender("")
	if err := s.Send(t.Context(), letter()); err != nil || len(plain.texts) != 1 {
		t.Errorf("on this machine: %v", err)
	}
	if far := (Address{Host: "mail.example.fi"}); far.here() {
		t.Error("a server elsewhere counts as here")
	}
}

// No recipient can put a header or a command in.
func TestNoInjection(t *testing.T) {
	server := newMailServer(t)
	s, _ := server.sender("")
	m := letter()
	m.To, m.Subject = "a@example.fi\r\nBcc: c@example.fi", "S\r\nBcc: d@example.fi"
	if err := s.Send(t.Context(), m); err != nil {
		t.Fatal(err)
	}
	m.To = "b@example.fi"
	if err := s.Send(t.Context(), m); err != nil || len(server.texts) != 1 {
		t.Fatalf("%v, %d letters", err, len(server.texts))
	}
	got, err := mail.ReadMessage(strings.NewReader(server.texts[0]))
	if err != nil || got.Header.Get("Bcc") != "" {
		t.Errorf("%v %v", err, got.Header)
	}
}

func TestServerAway(t *testing.T) {
	server := newMailServer(t)
	s, _ := server.sender("")
	_ = server.listener.Close()
	if err := s.Send(t.Context(), letter()); !marketplace.IsKind(err, marketplace.Unavailable) {
		t.Error(err)
	}
}

func TestParseAddress(t *testing.T) {
	good := map[string]Address{
		"smtp://mail.example.fi":              {Host: "mail.example.fi", Port: "587"},
		"smtps://u%40x:p%2F1@mail.example.fi": {Host: "mail.example.fi", Port: "465", Secure: true, User: "u@x", Password: "p/1"},
		"smtp://[::1]:2525/":                  {Host: "::1", Port: "2525"},
	}
	for text, want := range good {
		if got, err := ParseAddress(text); err != nil || got != want {
			t.Errorf("%s: %+v %v", text, got, err)
		}
	}
	for _, bad := range []string{"", "mail.example.fi:587", "http://mail", "smtp://", "smtp://mail/box", "smtp://u:secret%@mail", "smtp://mail?tls=no"} {
		if got, err := ParseAddress(bad); err == nil || strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: %+v %v", bad, got, err)
		}
	}
	if _, err := ParseFrom("Sovite"); err == nil {
		t.Error("a name is no address")
	}
}
