package smtp

import (
	"errors"
	"fmt"
	"net"
	"net/mail"
	"net/url"
)

// Address is a mail server and how it is spoken to.
type Address struct {
	Host     string
	Port     string
	Secure   bool // TLS from the first byte
	User     string
	Password string
}

// ParseAddress reads smtp://user:password@host:587 or smtps://user:password@host:465. The port may be left out; user and password too.
func ParseAddress(s string) (Address, error) {
	u, err := url.Parse(s)
	if err != nil {
		return Address{}, errors.New("the mail server's address cannot be read; write smtp://user:password@host:587, with % for what is special in the password")
	}
	a := Address{Host: u.Hostname(), Port: u.Port(), Secure: u.Scheme == "smtps", User: u.User.Username()}
	a.Password, _ = u.User.Password()
	switch {
	case u.Scheme != "smtp" && u.Scheme != "smtps":
		return Address{}, fmt.Errorf("the mail server's address begins with %q; it must begin with smtp:// or smtps://", u.Scheme+":")
	case a.Host == "":
		return Address{}, errors.New("the mail server's address names no host; write smtp://user:password@host:587")
	case u.Path != "" && u.Path != "/" || u.RawQuery != "":
		return Address{}, errors.New("the mail server's address ends after host and port")
	}
	if a.Port == "" {
		a.Port = map[bool]string{true: "465", false: "587"}[a.Secure]
	}
	return a, nil
}

// here says whether the server is on this machine, where nobody listens in between.
func (a Address) here() bool {
	ip := net.ParseIP(a.Host)
	return a.Host == "localhost" || ip != nil && ip.IsLoopback()
}

// ParseFrom reads who letters come from, such as "Sovite <posti@sovite.example>".
func ParseFrom(s string) (mail.Address, error) {
	from, err := mail.ParseAddress(s)
	if err != nil {
		return mail.Address{}, errors.New(`who letters come from is no e-mail address; write "Sovite <posti@example.fi>"`)
	}
	return *from, nil
}
