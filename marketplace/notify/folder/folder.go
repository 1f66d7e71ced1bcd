package folder

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"mime"
	"net/mail"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/notify"
)

// Folder is a folder of messages.
type Folder struct {
	path  string
	clock marketplace.Clock
}

var _ notify.Sender = (*Folder)(nil)

// Letter is a message read back.
type Letter struct {
	notify.Message
	Sent marketplace.Instant
}

// Open makes the folder, if it is not there, readable by its owner only: the messages hold links that open accounts.
func Open(path string, clock marketplace.Clock) (*Folder, error) {
	if err := os.MkdirAll(path, 0o700); err != nil {
		return nil, fmt.Errorf("make the folder of messages: %w", err)
	}
	return &Folder{path: path, clock: clock}, nil
}

// Send writes the message to a file, unless it is there already.
func (f *Folder) Send(_ context.Context, m notify.Message) error {
	if !m.ID.Valid() {
		return fmt.Errorf("message id %q cannot name a file", m.ID)
	}
	file, err := os.CreateTemp(f.path, ".new-*")
	if err != nil {
		return fmt.Errorf("write a message: %w", err)
	}
	_, writeErr := file.WriteString(f.written(m))
	if err := errors.Join(writeErr, file.Close()); err != nil {
		return fmt.Errorf("write a message: %w", err)
	}
	err = os.Link(file.Name(), filepath.Join(f.path, string(m.ID)+".eml"))
	if errors.Is(err, fs.ErrExist) {
		err = nil
	}
	return errors.Join(err, os.Remove(file.Name()))
}

// written is the message as an e-mail (RFC 5322) with an encoded subject (RFC 2047).
func (f *Folder) written(m notify.Message) string {
	header := [][2]string{
		{"Message-ID", "<" + string(m.ID) + "@sovite>"},
		{"Date", f.clock.Now().String()},
		{"To", m.To},
		{"Subject", mime.QEncoding.Encode("utf-8", m.Subject)},
		{"Content-Language", m.Lang},
		{"X-Kind", m.Kind},
		{"Content-Type", "text/plain; charset=utf-8"},
	}
	var out strings.Builder
	for _, h := range header {
		fmt.Fprintf(&out, "%s: %s\r\n", h[0], strings.NewReplacer("\r", "", "\n", "").Replace(h[1]))
	}
	return out.String() + "\r\n" + strings.ReplaceAll(m.Text, "\n", "\r\n")
}

// List reads the messages, newest first, at most limit of them.
func (f *Folder) List(limit int) ([]Letter, error) {
	files, err := filepath.Glob(filepath.Join(f.path, "*.eml"))
	if err != nil {
		return nil, err
	}
	var out []Letter
	for _, name := range files {
		l, err := readLetter(name)
		if err != nil {
			return nil, fmt.Errorf("read message %s: %w", filepath.Base(name), err)
		}
		out = append(out, l)
	}
	slices.SortFunc(out, func(a, b Letter) int {
		if c := strings.Compare(b.Sent.String(), a.Sent.String()); c != 0 {
			return c
		}
		return strings.Compare(string(b.ID), string(a.ID))
	})
	return out[:min(limit, len(out))], nil
}

func readLetter(name string) (l Letter, err error) {
	raw, err := os.ReadFile(name)
	if err != nil {
		return l, err
	}
	m, err := mail.ReadMessage(strings.NewReader(string(raw)))
	if err != nil {
		return l, err
	}
	subject, err := new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject"))
	if err != nil {
		return l, err
	}
	if err := l.Sent.UnmarshalJSON([]byte(`"` + m.Header.Get("Date") + `"`)); err != nil {
		return l, err
	}
	_, body, _ := strings.Cut(string(raw), "\r\n\r\n")
	l.Message = notify.Message{
		ID: marketplace.ID(strings.TrimSuffix(filepath.Base(name), ".eml")), Kind: m.Header.Get("X-Kind"), To: m.Header.Get("To"),
		Subject: subject, Lang: m.Header.Get("Content-Language"), Text: strings.ReplaceAll(body, "\r\n", "\n"),
	}
	return l, nil
}
