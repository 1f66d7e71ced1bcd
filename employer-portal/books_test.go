package portal_test

import (
	"net/url"
	"strings"
	"testing"
)

const bookedIn = "from=2026-11-01&to=2026-11-30"

// TestBookPagesOpen opens every page of the books in every language; no message is missing and nobody else comes in.
func TestBookPagesOpen(t *testing.T) {
	w := newWorld(t)
	b := w.as(t, "billing")
	for _, path := range []string{
		"/books?" + bookedIn, "/books?" + bookedIn + "&kind=paid", "/books/trial?" + bookedIn, "/books/entries/1", "/books/entries/1/correct", "/books/close", "/books/chart",
		"/books/receivables",
	} {
		b.opens(path, nil, "books.", "journal.")
	}
	for _, c := range []struct {
		who, path string
		status    int
	}{
		{"rival", "/books/entries/1", 404},
		{"employer-owner", "/books/entries/1", 404},
		{"employer", "/books", 403},
		{"supervisor", "/books/chart", 403},
		{"billing", "/books/entries/999", 404},
		{"billing", "/books/entries/x", 404},
		{"billing", "/books/files/pdf", 404},
		{"billing", "/books?from=2026-11-30&to=2026-11-01", 422},
		{"billing", "/books/trial?from=x", 422},
		{"billing", "/books/files/csv?from=2020-01-01&to=2026-11-01", 422},
	} {
		if b := w.as(t, c.who).get(c.path); b.status != c.status {
			t.Errorf("%s at %s: %d, want %d", c.who, c.path, b.status, c.status)
		}
	}
}

// TestBooksAreKept corrects an entry, closes a month and changes the chart; what is wrong is said and what was typed stays.
func TestBooksAreKept(t *testing.T) {
	w := newWorld(t)
	b := w.as(t, "billing")
	b.get("/books/files/sie?" + bookedIn)
	if b.status != 200 || !strings.Contains(b.body, "#VER A 1 20261123") {
		t.Errorf("%d %q", b.status, b.body)
	}
	b.get("/books/entries/1/correct")
	key := b.doc.Find("input[name=key]").AttrOr("value", "")
	b.post("/books/entries/1/correct", url.Values{"key": {key}, "how": {"back"}, "on": {"2026-11-01"}, "reason": {"Wrong"}})
	if b.status != 422 || b.doc.Find("textarea[name=reason]").Text() != "Wrong" {
		t.Errorf("a day before the entry: %d", b.status)
	}
	corrected := ""
	for range 2 {
		b.get("/books/entries/1/correct")
		b.post("/books/entries/1/correct", url.Values{"key": {key}, "how": {"back"}, "on": {"2026-11-23"}, "reason": {"Wrong invoice"}})
		again := corrected != "" && b.path != corrected
		corrected = b.path
		if b.status != 200 || again || !strings.HasSuffix(b.path, "?done=entry_corrected") || !strings.Contains(b.doc.Find("main").Text(), "Wrong invoice") {
			t.Errorf("%d at %s", b.status, b.path)
		}
	}
	b.get("/books/close")
	if b.post("/books/close", url.Values{"through": {"2026-10-31"}}); b.status != 422 {
		t.Errorf("closed without a tick: %d", b.status)
	}
	if b.post("/books/close", url.Values{"through": {"2026-11-23"}, "sure": {"yes"}}); b.status != 422 {
		t.Errorf("closed before it was over: %d", b.status)
	}
	if b.post("/books/close", url.Values{"through": {"2026-10-31"}, "sure": {"yes"}}); b.status != 200 || !strings.Contains(b.doc.Find("#more").Text(), "31") {
		t.Errorf("%d at %s", b.status, b.path)
	}
	b.get("/books/chart")
	v := url.Values{}
	for _, n := range b.doc.Find("form.form input").EachIter() {
		v.Set(n.AttrOr("name", ""), n.AttrOr("value", ""))
	}
	v.Set("accounts.receivables", "17 00")
	if b.post("/books/chart", v); b.status != 422 || b.doc.Find("[name='accounts.receivables'][aria-invalid]").Length() != 1 {
		t.Errorf("an account that is none: %d", b.status)
	}
	v.Set("accounts.receivables", "1799")
	v.Set("new.rate", "26")
	v.Set("new.number", "3026")
	if b.post("/books/chart", v); b.status != 200 || !strings.HasSuffix(b.path, "done=chart_saved") || b.doc.Find("[name='sales[8]'][value='3026']").Length() != 1 {
		t.Errorf("%d at %s", b.status, b.path)
	}
}
