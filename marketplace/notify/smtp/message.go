package smtp

import (
	"bytes"
	"fmt"
	"mime"
	"mime/quotedprintable"
	"net/mail"
	"strings"
	"time"

	"sovite.fi/sovite/marketplace/notify"
)

// written is a message as an e-mail (RFC 5322) of plain text in quoted-printable lines (RFC 2045), marked as made by a program
// (RFC 3834), so that no absence notice answers it.
func written(m notify.Message, from mail.Address, to string, at time.Time) ([]byte, error) {
	_, domain, _ := strings.Cut(from.Address, "@")
	header := [][2]string{
		{"Message-ID", "<" + string(m.ID) + "@" + domain + ">"},
		{"Date", at.Format(time.RFC1123Z)},
		{"From", from.String()},
		{"To", (&mail.Address{Address: to}).String()},
		{"Subject", mime.QEncoding.Encode("utf-8", m.Subject)},
		{"Content-Language", m.Lang},
		{"Auto-Submitted", "auto-generated"},
		{"MIME-Version", "1.0"},
		{"Content-Type", "text/plain; charset=utf-8"},
		{"Content-Transfer-Encoding", "quoted-printable"},
	}
	var out bytes.Buffer
	for _, h := range header {
		fmt.Fprintf(&out, "%s: %s\r\n", h[0], strings.NewReplacer("\r", "", "\n", "").Replace(h[1]))
	}
	out.WriteString("\r\n")
	body := quotedprintable.NewWriter(&out)
	if _, err := body.Write([]byte(strings.ReplaceAll(m.Text, "\n", "\r\n"))); err != nil {
		return nil, err
	}
	return out.Bytes(), body.Close()
}
