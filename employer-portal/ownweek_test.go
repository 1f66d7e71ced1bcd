package portal_test

import (
	"net/url"
	"strings"
	"testing"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/consent"
)

// TestOwnWeekWalk: a supervisor gives a code, the client types it and sees their own shifts, and takes it back; the organiser is
// told nothing of either.
func TestOwnWeekWalk(t *testing.T) {
	w := newWorld(t)
	leader, me := w.as(t, "supervisor"), w.client(t)
	me.get("/my").expect(200, "Next week’s work")
	me.get("/my/shifts").expect(200, "Ask the supervisor for a code.")
	before := leader.get("/members/{noor}").expect(200, "own page").doc.Find("main").Text()
	code := strings.TrimSpace(leader.post("/members/{noor}/code", url.Values{}).expect(200, "Give this code to nobody but Noor").doc.Find("#code-title").Text())
	me.post("/my/shifts", url.Values{"code": {"00000000"}}).expect(422, "The code is not right.")
	if me.doc.Find(`#problems a[href="#f-code"]`).Length() != 1 {
		t.Error("nothing leads to the field")
	}
	me.post("/my/shifts", url.Values{"code": {code}}).expect(200, "Now you see your shifts on this page.").expect(200, "You have no shifts next week.")
	if after := leader.get("/members/{noor}").doc.Find("main").Text(); after != before {
		t.Errorf("the organiser reads something new: %s", after)
	}
	list, err := w.Consents.Mine(t.Context(), marketplace.Actor{Person: w.id("client"), Roles: []marketplace.Role{marketplace.RoleClient}}, marketplace.Page{})
	ok(t, err)
	at := ""
	for _, c := range list.Items {
		if c.Purpose == consent.OwnShifts {
			at = "/my/consents/" + string(c.ID)
		}
	}
	me.get("/my/consents").expect(200, "you see your own shifts")
	me.get(at).expect(200, "gets to know nothing new about you")
	me.get(at+"/back").expect(200, "Your shifts are no longer shown on your page.")
	me.post(at+"/back", url.Values{})
	w.Carry(t)
	me.get("/my/shifts").expect(200, "Ask the supervisor for a code.")
	w.as(t, "coach").get("/clients/{client}/consents").expect(200, "The client sees their own shifts, nothing is told")
	w.as(t, "rival").post("/members/{noor}/code", url.Values{}).expect(404, "")
}
