package check

import (
	"net/mail"
	"strings"
)

// Email gives an address in the form in which it is stored and compared: trimmed and in lower case.
func Email(s string) (string, bool) {
	s = strings.ToLower(strings.TrimSpace(s))
	if len(s) > 254 || strings.ContainsAny(s, " <>()\",;:\\\r\n\t") {
		return s, false
	}
	addr, err := mail.ParseAddress(s)
	if err != nil || addr.Address != s {
		return s, false
	}
	_, host, _ := strings.Cut(s, "@")
	return s, strings.Contains(host, ".") || host == "localhost"
}
