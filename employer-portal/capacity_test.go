package portal_test

import (
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"sovite.fi/sovite/marketplace/capacity"
)

const crewPath = "/crews/{crew-one}"

// TestExceptionWalk closes a day on which something is on hold: the page says so first and saves nothing; the second button
// saves it, and the calendar says why the day is closed. The days of the form stay as they were typed all the way.
func TestExceptionWalk(t *testing.T) {
	w := newWorld(t)
	b := w.as(t, "supervisor").get(crewPath+"?from=2026-12-01").expect(200, "On hold for a quote")
	if b.doc.Find("#calendar tbody td").Length() != 28 || b.doc.Find("#calendar th[scope=col]").Length() != 8 {
		t.Error("the calendar is no table of weeks and days")
	}
	if text := b.doc.Find("#calendar").Text(); !strings.Contains(text, "16\u00a0h: 0\u00a0h sold, 4\u00a0h on hold, 12\u00a0h free") || strings.Contains(text, "acme") {
		t.Errorf("the calendar says %s", text)
	}
	path := crewPath + "/exceptions"
	v := b.get(path + "?from=2026-12-01").values(path)
	v.Set("reason", "staff_away")
	b.post(path, v).expect(200, "These holds would be released")
	if held := w.state(t); held != capacity.Held {
		t.Fatalf("looking at it made the hold %s", held)
	}
	saving := url.Values{"do": {"save"}}
	b.doc.Find("main form input[type=hidden]").Each(func(_ int, s *goquery.Selection) { saving.Add(s.AttrOr("name", ""), s.AttrOr("value", "")) })
	b.post(path, saving).expect(200, "The exception is saved.")
	if held := w.state(t); held != capacity.Displaced {
		t.Errorf("the hold is %s", held)
	}
	b.get(crewPath+"?from=2026-12-01").expect(200, "Exception: Supervisor away")
	b.post(path, saving).expect(422, "Somebody else saved first")
}

func (w *world) state(t *testing.T) capacity.State {
	t.Helper()
	got, err := w.Capacity.Booking(t.Context(), w.Actor("supervisor"), w.id("crew-one"), "booking-1")
	ok(t, err)
	return got.State
}

// TestCrewForm keeps what was typed, names the row that is wrong, and gives every window back as it was saved.
func TestCrewForm(t *testing.T) {
	w := newWorld(t)
	b, path := w.as(t, "supervisor"), crewPath+"/edit"
	v := b.get(path).values(path)
	if v.Get("w0.from") != "08:00" || len(v["w0.days"]) != 5 {
		t.Fatalf("the form shows %v", v)
	}
	v["w1.days"], v["w1.from"], v["w1.to"], v["w1.participants"], v["w1.supervisors"] = []string{"mon"}, []string{"11:00"}, []string{"14"}, []string{"2"}, []string{"1"}
	b.post(path, v).expect(422, "overlaps")
	if b.doc.Find(`#f-w1-from[aria-invalid=true]`).Length() != 1 || b.doc.Find(`#f-w1-to`).AttrOr("value", "") != "14" {
		t.Error("the row is not named, or what was typed is lost")
	}
	v.Set("w1.from", "13.00")
	b.post(path, v).expect(200, "The crew is saved.")
	if again := b.get(path).values(path); again.Get("w1.from") != "13:00" || again.Get("w1.to") != "14:00" || len(again["w0.days"]) != 5 {
		t.Errorf("saved as %v", again)
	}
}

// TestCrewsAreTheOrganisersOwn: billing reads and changes nothing; for everybody else there are no such pages.
func TestCrewsAreTheOrganisersOwn(t *testing.T) {
	w := newWorld(t)
	b := w.as(t, "billing").get(crewPath).expect(200, "Packers")
	if b.doc.Find(`a[href$="/edit"], a[href*="/exceptions"]`).Length() != 0 {
		t.Error("billing is offered what it may not do")
	}
	b.get(crewPath+"/edit").expect(403, "")
	for _, who := range []string{"unit-owner", "rival"} {
		w.as(t, who).get(crewPath).expect(404, "")
		w.as(t, who).get("/crews").expect(403, "")
	}
	w.as(t, "employer").get(crewPath).expect(403, "")
}
