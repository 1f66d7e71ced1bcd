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
		for _, lang := range []string{"fi", "sv", "en"} {
			b.get(path + "?lang=" + lang)
			text := b.doc.Find("body").Text()
			if b.status != 200 || b.doc.Find("h1").Length() != 1 || unsaid.MatchString(text) || strings.Contains(text, "portal.") || strings.Contains(text, "settle.") {
				t.Errorf("%s in %s: status %d, or a message is missing", path, lang, b.status)
			}
		}
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
