package portal_test

import (
	"net/url"
	"strings"
	"testing"
)

// TestReminderPages walks from the late invoice to the letter and back, in every language: nothing goes before it was read, a
// half-year without a rate is named, who does not bill does not come in.
func TestReminderPages(t *testing.T) {
	w := newWorld(t)
	const late = "/reminders/invoices/{late}"
	b := w.as(t, "billing")
	open := func(paths ...string) {
		for _, path := range paths {
			b.opens(path, nil, "reminder.")
		}
	}
	open("/reminders", late, late+"/letter", late+"/hold", late+"/unhold")
	b.get(late + "/letter?lang=en")
	field := func(name string) string { v, _ := b.doc.Find(`[name="` + name + `"]`).Attr("value"); return v }
	form := func(do string, ask ...string) url.Values {
		return url.Values{"do": {do}, "ask": ask, "key": {field("key")}, "digest": {field("digest")}}
	}
	b.post(late+"/letter", form("check", "interest"))
	if b.status != 422 || !strings.Contains(b.doc.Find("main").Text(), "2026/2") {
		t.Errorf("the half-year without a rate is not named: %d", b.status)
	}
	b.post(late+"/letter", form("save", "compensation", "fee"))
	if b.status != 422 || !strings.Contains(b.doc.Find("#letter").Text(), "65,10") || len(w.Outbox.Sent()) > 0 {
		t.Errorf("another letter than the one that was shown: %d %s", b.status, b.doc.Find("#letter").Text())
	}
	b.post(late+"/letter", form("save", "compensation", "fee"))
	if b.status != 422 || b.doc.Find(`[name="checked"]`).Length() != 1 {
		t.Errorf("what the book is not sure of was not checked: %d", b.status)
	}
	v := form("save", "compensation", "fee")
	v.Set("checked", "yes")
	b.post(late+"/letter", v)
	if b.status != 200 || len(w.Outbox.Sent()) == 0 {
		t.Fatalf("not sent: %d %s", b.status, b.doc.Find("main").Text())
	}
	sent := strings.SplitN(b.path, "?", 2)[0]
	open("/reminders", late, sent, sent+"/withdraw")
	b.post(sent+"/withdraw", url.Values{"reason": {"The wrong one"}})
	if b.status != 200 || !strings.Contains(b.doc.Find("main").Text(), "The wrong one") {
		t.Errorf("not withdrawn: %d", b.status)
	}
	open(sent)
	if b.get(late + "/write-off"); b.status != 403 {
		t.Errorf("billing may write off: %d", b.status)
	}
	for who, want := range map[string]int{"rival": 404, "supervisor": 403} {
		o := w.as(t, who)
		if o.get(late); o.status != want {
			t.Errorf("%s: %d", who, o.status)
		}
	}
	b = w.as(t, "crew-owner")
	open(late + "/write-off")
	b.post(late+"/write-off", url.Values{"key": {"k"}, "reason": {"Bankrupt"}})
	open(late, late+"/recover")
}
