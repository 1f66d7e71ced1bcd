package portal_test

import (
	"net/url"
	"strings"
	"testing"

	"sovite.fi/sovite/server/servertest"
)

// TestTimesheetPagesOpen opens every page of both sides in every language; no message is missing and nobody else comes in.
func TestTimesheetPagesOpen(t *testing.T) {
	w := newWorld(t)
	pages := map[string][]string{
		"supervisor": {
			"/timesheets", "/timesheets?week=2026-11-20", "/timesheets?week=nonsense", "/timesheets/{hours}", "/timesheets/{hours}/add", "/timesheets/{hours}/lines/{trip}/amend",
			"/timesheets/{hours}/lines/{hours-line}/aside", "/timesheets/{hours}/lines/{hours-line}/answer", "/timesheets/{hours}/lines/{hours-line}/price",
		},
		"employer":       {"/", "/approvals", "/approvals/{hours}", "/approvals/{hours}/link", "/approvals/{hours}/lines/{hours-line}/dispute", "/alternates"},
		"employer-owner": {"/alternates"},
	}
	for who, paths := range pages {
		b := w.as(t, who)
		for _, path := range paths {
			for _, lang := range []string{"fi", "sv", "en"} {
				mark := "?"
				if strings.Contains(path, "?") {
					mark = "&"
				}
				b.get(path + mark + "lang=" + lang)
				text := b.doc.Find("body").Text()
				if b.status != 200 || b.doc.Find("h1").Length() != 1 || strings.Contains(text, "timesheet.") || strings.Contains(text, "portal.") {
					t.Errorf("%s at %s in %s: status %d, or a message is missing: %s", who, path, lang, b.status, b.doc.Find("main").Text())
				}
			}
		}
	}
	for _, c := range []struct {
		who, path string
		status    int
	}{
		{"rival", "/approvals/{hours}", 404},
		{"rival", "/approvals/{hours}/link", 404},
		{"supervisor", "/approvals/{hours}", 404},
		{"rival", "/timesheets/{hours}", 404},
		{"employer", "/timesheets/{hours}", 403},
		{"coach", "/timesheets", 403},
		{"supervisor", "/timesheets/nothing", 404},
		{"employer", "/approvals/{hours}/lines/{trip}/dispute", 404},
		{"coach", "/alternates", 403},
		{"supervisor", "/timesheets/{hours}/lines/none/aside", 404},
	} {
		if b := w.as(t, c.who).get(c.path); b.status != c.status {
			t.Errorf("%s at %s: status %d, want %d", c.who, c.path, b.status, c.status)
		}
	}
}

// TestTimesheetWalk: the buyer disputes one line, takes an approval back and approves again; the organiser sets training aside,
// which the buyer never reads, and answers; what changed says before and now.
func TestTimesheetWalk(t *testing.T) {
	w := newWorld(t)
	seller, buyer := w.as(t, "supervisor"), w.as(t, "employer")
	buyer.get("/").expect(200, "Approve the hours: Parcels")
	buyer.get("/approvals").expect(200, "If nobody decides, the owners are told on 30 November 2026.")
	buyer.get("/approvals/{hours}").expect(200, "Approve 1 line (11.5\u00a0h)").expect(200, "Differs from the plan by −4.5\u00a0h").expect(200, "Approved by employer")
	if strings.Contains(buyer.doc.Find("main").Text(), "Journey") {
		t.Error("the buyer reads what is not signed off")
	}
	buyer.post("/approvals/{hours}/approve", url.Values{"do": {"chosen"}}).expect(422, "Choose at least one line first.")
	buyer.get("/approvals/{hours}/lines/{hours-line}/dispute")
	v := buyer.values("/approvals/{hours}/lines/{hours-line}/dispute")
	buyer.post("/approvals/{hours}/lines/{hours-line}/dispute", v).expect(422, "Reason")
	v.Set("reason", "hours")
	v.Set("note", "They left at three.")
	buyer.post("/approvals/{hours}/lines/{hours-line}/dispute", v).expect(200, "The line is disputed.")
	seller.get("/timesheets").expect(200, "Disputed line")
	seller.get("/timesheets/{hours}/lines/{hours-line}/answer").expect(200, "They left at three.")
	a := seller.values("/timesheets/{hours}/lines/{hours-line}/answer")
	a.Set("answer", "The sheet is right.")
	seller.post("/timesheets/{hours}/lines/{hours-line}/answer", a).expect(200, "The answer was sent to the buyer.")
	old := buyer.get("/approvals/{hours}").expect(200, "The sheet is right.").values("/approvals/{hours}/approve")
	seller.get("/timesheets/{hours}/lines/{hours-line}/aside")
	a = seller.values("/timesheets/{hours}/lines/{hours-line}/aside")
	a.Set("quantity", "1.5")
	a.Set("why", "training")
	seller.post("/timesheets/{hours}/lines/{hours-line}/aside", a).expect(200, "training of a participant")
	old.Set("do", "all")
	buyer.post("/approvals/{hours}/approve", old).expect(422, "The line changed after you opened the page: Packing").expect(422, "Before 11.5\u00a0h (€230.00), now 10\u00a0h")
	if strings.Contains(buyer.body, "training") {
		t.Error("the buyer reads of training")
	}
	if href := buyer.doc.Find("#problems a").AttrOr("href", ""); href != "#"+string(w.ID("hours-line")) {
		t.Errorf("the summary leads to %q", href)
	}
	fresh := buyer.values("/approvals/{hours}/approve")
	fresh.Set("do", "all")
	buyer.post("/approvals/{hours}/approve", fresh).expect(200, "The lines are approved.").expect(200, "Decided")
	undo := buyer.values("/approvals/{hours}/undo")
	undo.Set("do", "chosen")
	undo.Set("line", undo.Get("all"))
	buyer.post("/approvals/{hours}/undo", undo).expect(200, "The approval is taken back.")
	open := seller.get("/timesheets/{hours}").values("/timesheets/{hours}/sign-off")
	open.Set("do", "all")
	seller.post("/timesheets/{hours}/sign-off", open).expect(200, "The lines are signed off.")
	buyer.get("/approvals/{hours}").expect(200, "Journey")
}

// TestTimesheetAdding: what no sheet tells is added at the order's price; mistakes lead to their field and lose nothing typed.
func TestTimesheetAdding(t *testing.T) {
	w := newWorld(t)
	b := w.as(t, "supervisor")
	v := b.get("/timesheets/{hours}/add").values("/timesheets/{hours}/add")
	v.Set("quantity", "two")
	v.Set("note", "From the store")
	b.post("/timesheets/{hours}/add", v).expect(422, "The quantity cannot be read.")
	if b.doc.Find(`#problems a[href="#f-quantity"]`).Length() != 1 || !strings.Contains(b.doc.Find("#f-note").Text(), "From the store") {
		t.Error("the summary does not lead to the field, or what was typed is lost")
	}
	v.Set("quantity", "2")
	v.Set("date", "2026-12-20")
	b.post("/timesheets/{hours}/add", v).expect(422, "The day is in another week.")
	v.Set("date", "2026-11-19")
	b.post("/timesheets/{hours}/add", v).expect(200, "The line was added.").expect(200, "€70.00")
	n := b.doc.Find("#open tbody tr").Length()
	b.get("/timesheets/{hours}/add")
	b.post("/timesheets/{hours}/add", v)
	if again := b.get("/timesheets/{hours}").doc.Find("#open tbody tr").Length(); again != n {
		t.Errorf("the same form made %d lines", again)
	}
	amend := b.get("/timesheets/{hours}/lines/{trip}/amend").values("/timesheets/{hours}/lines/{trip}/amend")
	amend.Set("quantity", "3")
	b.post("/timesheets/{hours}/lines/{trip}/amend", amend).expect(200, "€105.00")
}

// TestAlternatesPage: the owner names who approves for whom; others read it.
func TestAlternatesPage(t *testing.T) {
	w := newWorld(t)
	b := w.as(t, "employer-owner")
	v := b.get("/alternates").values("/alternates")
	v.Set("alternates[0].person", string(w.ID("employer-owner")))
	v.Set("alternates[0].for", string(w.ID("employer")))
	b.post("/alternates", v).expect(422, "First day 1")
	v.Set("alternates[0].from", "2026-12-01")
	v.Set("alternates[0].to", "2026-12-24")
	b.post("/alternates", v).expect(200, "The alternates are saved.")
	b.post("/alternates", v).expect(409, "")
	w.as(t, "employer").get("/alternates").expect(200, "employer-owner approves when employer is away")
}

// TestGuestDecides: a named person decides once by a link; every link that opens nothing answers alike.
func TestGuestDecides(t *testing.T) {
	w := newWorld(t)
	b := w.as(t, "employer")
	v := b.get("/approvals/{hours}/link").values("/approvals/{hours}/link")
	b.post("/approvals/{hours}/link", v).expect(422, "Name of the approver")
	v.Set("name", "Lisa Guest")
	v.Set("email", "lisa@example.com")
	b.post("/approvals/{hours}/link", v).expect(200, "The link was sent.").expect(200, "lisa@example.com")
	w.Carry(t)
	var path string
	for _, m := range w.Outbox.Sent() {
		if _, link, ok := strings.Cut(m.Text, servertest.Origin); ok && m.To == "lisa@example.com" {
			path = strings.Fields(link)[0]
		}
	}
	guest := w.browser(t)
	guest.get(path).expect(200, "Lisa Guest, acme asks you to decide about these lines.")
	if strings.Contains(guest.body, "lisa@example.com") || guest.doc.Find("nav a[href='/approvals']").Length() > 0 {
		t.Error("the guest sees more than the lines")
	}
	later := guest.values(path)
	answer := "answer." + string(w.ID("hours-line"))
	guest.post(path, later).expect(422, "Decide about at least one line.")
	later.Set(answer, "other")
	guest.post(path, later).expect(422, "Note to the organiser")
	later.Set("note", "Only three hours.")
	guest.post(path, later).expect(200, "0 lines approved, 1 disputed")
	guest.get(path).expect(404, "The link does not open.")
	guest.get("/approve/anything").expect(404, "The link does not open.")
	w.as(t, "supervisor").get("/timesheets/{hours}").expect(200, "Only three hours.").expect(200, "Lisa Guest")
	w.as(t, "employer").get("/approvals/{hours}").expect(200, "Used")
}
