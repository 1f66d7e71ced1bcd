package portal_test

import (
	"encoding/json"
	"net/url"
	"strings"
	"testing"
	"time"

	"sovite.fi/sovite/marketplace/placement"
)

// TestPrivacyOfAClient: a client takes a copy, asks for erasing, thinks better of it, asks again; the owner sees the code alone and
// erases; the link opens no more.
func TestPrivacyOfAClient(t *testing.T) {
	w := newWorld(t)
	me, owner := w.client(t), w.as(t, "unit-owner")
	me.opens("/my/held", func(string) {})
	me.get("/my").expect(200, "All my data")
	me.get("/my/held/page").expect(200, "What the service holds about you").expect(200, "work in a shop").expect(200, "Aino client")
	if strings.Contains(me.body, "Sirpa") || strings.Contains(me.body, "privacy.") || strings.Contains(me.body, "other-client") {
		t.Error("the copy holds another person, or a key of a message")
	}
	me.get("/my/held/file").expect(200, `"sovite.extract/1"`)
	var e struct{ Parts []struct{ Key string } }
	if err := json.Unmarshal([]byte(me.body), &e); err != nil || len(e.Parts) < 8 {
		t.Errorf("%d parts, %v", len(e.Parts), err)
	}
	me.get("/my/readers").expect(200, "Made a copy of all your data.").expect(200, "You yourself")
	me.opens("/my/erase", func(string) {})
	me.get("/my/erase").expect(200, "Erasing cannot be undone.")
	me.opens("/my/erase/sure", func(string) {})
	me.post("/my/erase/sure", url.Values{}).expect(200, "Your request was sent.")
	me.post("/my/erase/back", url.Values{}).expect(200, "Your request was taken back.")
	me.post("/my/erase/sure", url.Values{})
	me.post("/my/erase/sure", url.Values{}).expect(200, "Erasing the data was asked for.")
	owner.get("/erasures").expect(200, "Request of")
	owner.opens("/erasures/{client}", func(string) {})
	owner.get("/erasures/{client}").expect(200, "Work is agreed or goes on.")
	if strings.Contains(owner.body, "Aino") {
		t.Error("the owner reads the client's name")
	}
	for _, who := range []string{"colleague", "outsider", "rival"} {
		w.as(t, who).get("/erasures/{client}").expect(404, "")
	}
	coach := w.as(t, "coach")
	coach.opens("/clients/{client}/privacy", func(string) {})
	coach.post("/erasures/{client}/refuse", url.Values{}).expect(422, "")
	coach.post("/erasures/{client}/refuse", url.Values{"reason": {"still_running"}}).expect(200, "Something still goes on.")
	me.get("/my/held").expect(200, "Something still goes on.")
	for _, id := range []string{"placement", "gig"} {
		if _, err := w.Placements.Finish(t.Context(), w.Actor("coach"), w.id(id), placement.Ending{Reason: "never_started", On: "2026-11-23"}); err != nil {
			t.Fatal(err)
		}
	}
	w.Carry(t)
	me.post("/my/erase/sure", url.Values{})
	owner.opens("/erasures/{client}/decide", func(string) {})
	owner.post("/erasures/{client}/decide", url.Values{"code": {"K-0000"}}).expect(422, "The code is wrong.")
	code := strings.TrimSpace(owner.get("/erasures/{client}").doc.Find("p.lead").First().Text())
	owner.post("/erasures/{client}/decide", url.Values{"code": {strings.ToLower(code)}}).expect(200, "The data are being erased.")
	w.Carry(t)
	owner.get("/erasures/{client}").expect(200, "The data were erased.")
	coach.get("/clients/{client}").expect(404, "")
	if me.get("/my"); me.status == 200 && strings.Contains(me.body, "Aino") {
		t.Errorf("the client's visit still opens: %s", me.path)
	}
	w.as(t, "employer").get("/received/{introduction}")
	w.as(t, "employer").get("/work").expect(200, "")
}

// TestPrivacyOfAPerson: the copy, the trail, and closing one's account with the password, or just after signing in.
func TestPrivacyOfAPerson(t *testing.T) {
	w := newWorld(t)
	w.as(t, "coach").get("/account/privacy").expect(200, "You have clients.")
	b := w.as(t, "colleague")
	b.opens("/account/privacy", func(string) {})
	b.get("/account/privacy").expect(200, "You were given roles in the organisation.")
	b.get("/account/privacy/page").expect(200, "colleague@sovite.test")
	if strings.Contains(b.body, "coach@sovite.test") || strings.Contains(b.body, "argon2") {
		t.Error("the copy holds somebody else, or a secret")
	}
	b.get("/account/privacy/file").expect(200, `"memberships"`)
	b.opens("/account/privacy/close", func(string) {})
	const close = "/account/privacy/close"
	b.get(close).expect(200, "You have just signed in, so no password is asked.")
	b.post(close, url.Values{"password": {"no"}}).expect(422, "")
	w.Clock.Move(11 * time.Minute)
	b.opens(close, func(string) {})
	b.get(close).expect(200, "Have you no password?")
	b.post(close, url.Values{}).expect(422, "If you have none, sign out and in again")
	b.get("/account/privacy").expect(200, "Close my account")
	b.post("/account/privacy/close", url.Values{"password": {"kolme-sinista-kahvikuppia"}}).expect(200, "Your account is closed")
	w.Carry(t)
	if b.get("/account"); b.status == 200 && b.path == "/account" {
		t.Error("the account still opens")
	}
	w.as(t, "auditor").post(close, url.Values{}).expect(200, "Your account is closed")
	w.as(t, "administrator").post(close, url.Values{}).expect(422, "You are an administrator of the service.")
}

// TestRecordOfProcessing: open to everybody, with what is held and how long by the inventory and the book.
func TestRecordOfProcessing(t *testing.T) {
	w := newWorld(t)
	b := w.browser(t)
	b.opens("/privacy", func(string) {})
	b.get("/privacy").expect(200, "help@sovite.test").expect(200, "24 months").expect(200, "Accounting Act 1336/1997").expect(200, "Attendance")
	if b.get("/").doc.Find(`footer a[href="/privacy"]`).Length() != 1 {
		t.Error("the footer does not lead to it")
	}
	w.client(t).get("/privacy").expect(200, "Who is responsible")
}

// TestWhoLookedAtAnAccount: a person reads that an administrator looked at the account or searched the record for them, and that an
// auditor of the own organisation did, by name; a copy holds it, and nobody else's page does.
func TestWhoLookedAtAnAccount(t *testing.T) {
	w := newWorld(t)
	me := w.as(t, "colleague")
	w.Carry(t)
	me.get("/account/privacy").expect(200, "")
	for _, told := range []string{"running the service", "search of the record"} {
		if strings.Contains(me.body, told) {
			t.Errorf("%q before anybody looked", told)
		}
	}
	admin := w.as(t, "administrator")
	admin.get("/admin/people/{colleague}").expect(200, "colleague@sovite.test")
	admin.get("/admin/record?do=save&chain=installation&subject=people/{colleague}").expect(200, "")
	w.as(t, "auditor").get("/admin/record?do=save&who=colleague@sovite.test").expect(200, "")
	w.Carry(t)
	me.get("/account/privacy").expect(200, "Your data were read. (running the service)").expect(200, "Your data were read. (search of the record)administration of the service").
		expect(200, "Your data were read. (search of the record)auditor, unit")
	me.get("/account/privacy/file").expect(200, `"purpose": "administration"`)
	if other := w.as(t, "coach").get("/account/privacy"); strings.Contains(other.body, "running the service") {
		t.Error("somebody else's account says that it was looked at")
	}
}
