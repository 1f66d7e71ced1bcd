package portal_test

import (
	"strings"
	"testing"

	"sovite.fi/sovite/marketplace/quote"
)

// due are the counts of somebody's first page, each with where it leads.
func (w *world) due(t *testing.T, who string) map[string]string {
	t.Helper()
	out := map[string]string{}
	for _, a := range w.as(t, who).get("/").expect(200, "").doc.Find(".due a").EachIter() {
		out[strings.TrimSpace(a.Text())] = a.AttrOr("href", "")
	}
	return out
}

// wantDue holds lines of the first page against what is expected; an empty address: it is not there.
func (w *world) wantDue(t *testing.T, who string, want map[string]string) {
	t.Helper()
	got := w.due(t, who)
	for text, href := range want {
		if got[text] != strings.NewReplacer("{request}", w.IDs["request"], "{order}", w.IDs["order"], "{hours}", w.IDs["hours"]).Replace(href) {
			t.Errorf("%s reads %v, want %q at %q", who, got, text, href)
		}
	}
}

// TestWhatWaits follows one request through the first pages of both sides: what is one's own turn is counted and leads there, what
// is not is not shown, and who has no business there sees nothing of it.
func TestWhatWaits(t *testing.T) {
	w := newWorld(t)
	id := w.ask(t)
	w.wantDue(t, "billing", map[string]string{"1 request waits for a quote": "/asked/{request}"})
	w.wantDue(t, "supervisor", map[string]string{"1 request waits for a quote": ""})
	w.wantDue(t, "rival", map[string]string{"1 request waits for a quote": ""})
	q := w.quote(t, id, w.later())
	w.wantDue(t, "billing", map[string]string{"1 request waits for a quote": ""})
	w.wantDue(t, "employer", map[string]string{"1 quote to read": "/requests/{request}"})
	_, err := w.Quotes.Accept(t.Context(), w.Actor("employer"), id, quote.Choice{Quote: q.ID, Version: 1})
	ok(t, err)
	w.Carry(t)
	w.IDs["order"] = string(q.ID)
	before := len(w.due(t, "employer"))
	w.wantDue(t, "billing", map[string]string{"1 order waits for you": "/orders/{order}"})
	w.told(t, "employment", "employer")
	w.wantDue(t, "billing", map[string]string{"1 order waits for you": "/orders/{order}"}) // to be confirmed
	w.wantDue(t, "employer", map[string]string{"1 quote to read": "", "1 order waits for you": ""})
	e, err := w.Orders.Get(t.Context(), w.Actor("billing"), w.id("order"))
	ok(t, err)
	_, err = w.Orders.Confirm(t.Context(), w.Actor("billing"), e.ID, e.Rev)
	ok(t, err)
	w.Carry(t)
	w.wantDue(t, "billing", map[string]string{"1 order waits for you": ""})
	if after := len(w.due(t, "employer")); after > before {
		t.Errorf("%d things wait, %d before", after, before)
	}
}

// TestWhatWaitsOfHours: weeks to approve wait for the buyer, a disputed line for the organiser.
func TestWhatWaitsOfHours(t *testing.T) {
	w := newWorld(t)
	w.wantDue(t, "employer", map[string]string{"Hours of 1 week to approve": "/approvals/{hours}"})
	w.wantDue(t, "supervisor", map[string]string{"1 line is disputed": ""})
	buyer := w.as(t, "employer")
	dispute := "/approvals/{hours}/lines/{hours-line}/dispute"
	buyer.get(dispute)
	v := buyer.values(dispute)
	v.Set("reason", "hours")
	v.Set("note", "They left at three.")
	buyer.post(dispute, v).expect(200, "")
	w.wantDue(t, "supervisor", map[string]string{"1 line is disputed": "/timesheets/{hours}"})
	w.wantDue(t, "billing", map[string]string{"1 line is disputed": "/timesheets/{hours}"})
	if b := w.as(t, "supervisor").get("/"); strings.Contains(b.body, "not in use") || b.doc.Find(".due a").Length() == 0 {
		t.Errorf("%s", b.doc.Find("main").Text())
	}
}
