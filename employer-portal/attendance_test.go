package portal_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"sovite.fi/sovite/employer-portal/present/drawn"
	"sovite.fi/sovite/marketplace/attendance"
	"sovite.fi/sovite/server/servertest"
)

const shiftPath = "/shifts/{shift}"

// of is what counts for somebody of today's shift.
func (w *world) of(t *testing.T, name string) attendance.Mark {
	t.Helper()
	e, err := w.Attendance.Sheet(t.Context(), w.Actor("supervisor"), w.id("shift"))
	ok(t, err)
	for _, p := range append(e.Value.Members, e.Value.Leaders...) {
		if p.Person == w.id(name) {
			m, _ := e.Value.Of(p)
			return m
		}
	}
	t.Fatalf("%s is not in the shift", name)
	return attendance.Mark{}
}

// TestSheetWalk marks a shift without scripts: the others present, one exception, quantities, and the signature, which is
// refused until everything is there; what was typed stays.
func TestSheetWalk(t *testing.T) {
	w := newWorld(t)
	b := w.as(t, "supervisor").get("/shifts").expect(200, "Not signed yet")
	b.get(shiftPath).expect(200, "Ask for Ella.")
	if legends := b.doc.Find("fieldset.sheet-person legend").Text(); !strings.Contains(legends, "Mio") || !strings.Contains(legends, "supervisor") {
		t.Errorf("the names are %q", legends)
	}
	v := b.values(shiftPath)
	v.Set("do", "sign")
	b.post(shiftPath, v).expect(422, "Mark whether this person was there.")
	if b.doc.Find(`#problems a[href="#f-p0-state"]`).Length() != 1 || b.doc.Find("#f-p0-state").Length() != 1 {
		t.Error("the person is not linked")
	}
	v = b.values(shiftPath)
	v.Set("do", "all")
	v.Set("p0.state", "absent")
	b.post(shiftPath, v).expect(200, "The marks are saved.")
	if mio, noor := w.of(t, "mio"), w.of(t, "noor"); mio.State != attendance.Absent || mio.Absence != attendance.NotKnown || noor.State != attendance.Present {
		t.Errorf("%+v, %+v", mio, noor)
	}
	b.expect(200, "Ask how they are.")
	v = b.values(shiftPath)
	v.Set("m0.quantity", "a lot")
	v.Set("p1.state", "late")
	v.Set("do", "sign")
	b.post(shiftPath, v).expect(422, "Give a quantity of at least 0.")
	if again := b.values(shiftPath); again.Get("p1.state") != "late" || again.Get("m0.quantity") != "a lot" || w.of(t, "noor").State != attendance.Present {
		t.Errorf("what was typed is lost, or half of it was taken: %v", again)
	}
	v = b.values(shiftPath)
	v.Set("m0.quantity", "120")
	v.Set("m1.quantity", "12.5")
	v.Set("do", "sign")
	b.post(shiftPath, v).expect(422, "Say when this person came.")
	v = b.values(shiftPath)
	v.Set("p1.from", "510")
	v.Set("words", "A pallet was missing.")
	v.Set("do", "sign")
	b.post(shiftPath, v).expect(200, "The crew is signed for.")
	if text := b.doc.Find("main").Text(); !strings.Contains(text, "Late 8:30–12:00, 3.5\u00a0h") || !strings.Contains(text, "12.5\u00a0m²") || !strings.Contains(text, "A pallet was missing.") {
		t.Errorf("the signed sheet says %s", strings.Join(strings.Fields(text), " "))
	}
	b.post(shiftPath+"/reopen", url.Values{}).expect(200, "The list is open.")
	b.post(shiftPath, b.values(shiftPath)).expect(200, "The marks are saved.")
}

// TestSheetOfTwo: only what somebody changed is taken, nobody signs unseen what another marked meanwhile, and a form that is sent
// when the sheet was signed is kept for a decision.
func TestSheetOfTwo(t *testing.T) {
	w := newWorld(t)
	w.MarkShift(t)
	first := w.as(t, "supervisor").get(shiftPath)
	mine := first.values(shiftPath)
	second := w.as(t, "supervisor").get(shiftPath)
	theirs := second.values(shiftPath)
	theirs.Set("p0.state", "absent")
	theirs.Set("do", "save")
	second.post(shiftPath, theirs).expect(200, "The marks are saved.")
	mine.Set("do", "sign")
	first.post(shiftPath, mine).expect(422, "The list has changed since you saw it.")
	if w.of(t, "mio").State != attendance.Absent {
		t.Error("an untouched field was taken")
	}
	late := second.get(shiftPath).values(shiftPath)
	late.Set("p1.state", "left_early")
	late.Set("p1.to", "600")
	late.Set("do", "save")
	sign := first.get(shiftPath).values(shiftPath)
	sign.Set("do", "sign")
	first.post(shiftPath, sign).expect(200, "The crew is signed for.")
	second.post(shiftPath, late).expect(200, "Your mark waits in the list.")
	first.get("/shifts").expect(200, "1 late mark waits")
	first.get(shiftPath).expect(200, "Noor: Left early 8:00–10:00")
	accept := first.doc.Find(`form[action$="/accept"]`).AttrOr("action", "")
	first.post(accept, url.Values{}).expect(200, "The mark is taken in.")
	if w.of(t, "noor").To != 600 {
		t.Errorf("%+v", w.of(t, "noor"))
	}
}

// TestPhoneSends: what waited on a phone is taken once, with the cookie and the token of the page only.
func TestPhoneSends(t *testing.T) {
	w := newWorld(t)
	b := w.as(t, "supervisor").get("/shifts/sync")
	var known struct{ Person, Org, CSRF string }
	ok(t, json.Unmarshal([]byte(b.body), &known))
	if known.Person != string(w.id("supervisor")) || known.CSRF == "" {
		t.Fatalf("%+v", known)
	}
	send := func(path, token, body string) *browser {
		r := httptest.NewRequest(http.MethodPost, b.fill(shiftPath+path), strings.NewReader(b.fill(body)))
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("X-CSRF-Token", token)
		return b.do(r)
	}
	marks := `{"changes": [{"id": "c1", "rest": {"state": "present", "people": ["mio", "noor", "{supervisor}"]}}, {"id": "c2", "people": [{"person": "nobody", "state": "present"}]}]}`
	if send("/marks", "", marks); b.status != 403 {
		t.Errorf("without the token: %d", b.status)
	}
	for _, outcome := range []string{"taken", "repeated"} {
		if send("/marks", known.CSRF, marks); b.status != 200 || !strings.Contains(b.body, `"outcome":"`+outcome+`"`) || !strings.Contains(b.body, "Add them to the roster first") {
			t.Errorf("%d %s", b.status, b.body)
		}
	}
	for range 2 {
		if send("/sign", known.CSRF, `{"key": "k1"}`); b.status != 200 || !strings.Contains(b.body, `"state":"signed"`) {
			t.Errorf("%d %s", b.status, b.body)
		}
	}
	if send("/sign", known.CSRF, `{"key": "k2"}`); b.status != 409 || !strings.Contains(b.body, "The list is signed already.") {
		t.Errorf("%d %s", b.status, b.body)
	}
	for _, bad := range []string{"", "{", "[]", `{"changes": 1}`, `{"changes": [{"marked": "yesterday"}]}`} {
		if send("/marks", known.CSRF, bad); b.status < 400 || b.status >= 500 {
			t.Errorf("%q: %d", bad, b.status)
		}
	}
	worker := b.get("/shifts-worker.js")
	if !strings.Contains(worker.body, "sovite-${version}") || strings.Contains(worker.body, `"VERSION"`) {
		t.Error("the worker is not served")
	}
}

// TestCheckInPage: the supervisor shows the code, and somebody without an account types it.
func TestCheckInPage(t *testing.T) {
	w := newWorld(t)
	b := w.as(t, "supervisor").get(shiftPath)
	code := strings.TrimSpace(b.post(shiftPath+"/code", url.Values{}).expect(200, "Noor").doc.Find(".shift-code").Text())
	if b.doc.Find("svg.qr path").AttrOr("d", "") != drawn.QR(servertest.Origin+"/checkin?code="+strings.ReplaceAll(code, " ", "")).Path {
		t.Error("the picture is not the address with the code, and nothing else")
	}
	camera := w.browser(t).get("/checkin?code=" + strings.ReplaceAll(code, " ", ""))
	if got := camera.doc.Find("#f-code").AttrOr("value", ""); got != strings.ReplaceAll(code, " ", "") {
		t.Errorf("the camera brings %q", got)
	}
	if got := camera.get("/checkin?code=<b>").doc.Find("#f-code").AttrOr("value", ""); got != "" {
		t.Errorf("the address put %q into the form", got)
	}
	stranger := w.browser(t).get("/checkin").expect(200, "I am here")
	stranger.post("/checkin", url.Values{"code": {code}, "number": {"7"}}).expect(422, "The code or the number is not right.")
	stranger.post("/checkin", url.Values{"code": {code}, "number": {"2"}}).expect(200, "You are marked as present.")
	if text := stranger.doc.Find("main").Text(); strings.Contains(text, "Noor") || strings.Contains(text, "Boxes") {
		t.Errorf("the page tells %s", text)
	}
	if noor := w.of(t, "noor"); noor.State == attendance.NotMarked {
		t.Errorf("%+v", noor)
	}
	b.get(shiftPath).expect(200, "Checked in at")
}

// TestSheetsAreTheOrganisersOwn: nobody else sees who works, whatever they are.
func TestSheetsAreTheOrganisersOwn(t *testing.T) {
	w := newWorld(t)
	for _, who := range []string{"employer", "employer-owner", "rival", "unit-owner", "billing", "coach", "administrator"} {
		b := w.as(t, who)
		for _, path := range []string{shiftPath, "/shifts"} {
			if b.get(path); b.status != 403 && b.status != 404 || strings.Contains(b.body, "Noor") {
				t.Errorf("%s at %s: %d", who, path, b.status)
			}
		}
	}
	w.as(t, "crew-owner").get(shiftPath).expect(200, "Noor")
}
