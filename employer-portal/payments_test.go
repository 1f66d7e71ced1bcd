package portal_test

import (
	"strings"
	"testing"
)

// TestPaymentPagesOpen opens every page about payments in every language; no message is missing and nobody else comes in.
func TestPaymentPagesOpen(t *testing.T) {
	w := newWorld(t)
	const one = "/payments/received/{bank-payment}"
	paths := []string{
		"/payments", "/payments/import", "/payments/account", "/payments/imports/{bank-import}", "/payments/open", "/payments/open/{invoice}", one, one + "/assign",
		one + "/return", one + "/keep", one + "/outside",
	}
	b := w.as(t, "billing")
	for _, path := range paths {
		b.opens(path, nil, "portal.", "settle.")
	}
	for _, path := range paths[:3] {
		if got := w.as(t, "supervisor").get(path); got.status != 403 {
			t.Errorf("a supervisor at %s: %d", path, got.status)
		}
	}
	for _, path := range paths[5:] {
		if strings.HasPrefix(path, "/payments/open") {
			continue
		}
		if got := w.as(t, "rival").get(path); got.status != 404 {
			t.Errorf("a rival at %s: %d", path, got.status)
		}
	}
}
