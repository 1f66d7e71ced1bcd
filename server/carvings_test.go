package server_test

import (
	"strings"
	"testing"
	"time"

	"sovite.fi/sovite/server/openapi"
	"sovite.fi/sovite/server/servertest"
)

// TestCarvingWithACoach: an employer lists work and asks for help, a coach takes it up and edits, the employer finishes,
// and each job is one draft, however often it is finished and carried.
func TestCarvingWithACoach(t *testing.T) {
	at := openapi.Base + "/carvings"
	a := servertest.New(t)
	a.Run(t, []servertest.Scenario{
		{
			Name: "begin", As: "employer", Method: "POST", Path: at, Body: carvingBody, Want: 201, Has: []string{`"state":"open"`, `"minutes":300`},
			Facts: map[string]int{"carving.started": 1}, Keep: map[string]string{"new": "id"},
		},
		{Name: "no coach knows of it", As: "coach", Path: at + "/{new}", Want: 404, Not: []string{"Kitchen"}},
		{
			Name: "ask", As: "employer", Method: "POST", Path: at + "/{new}/help", Body: `{"to": "{unit}"}`, Want: 200, Has: []string{`"state":"asked"`},
			Facts: map[string]int{"carving.help_asked": 1},
		},
		{Name: "a firm is no coach", As: "employer", Method: "POST", Path: at + "/{new}/help", Body: `{"to": "{rival-firm}"}`, Want: 422, Has: []string{`"field":"to"`}},
		{Name: "it waits", As: "colleague", Path: at + "/waiting", Want: 200, Has: []string{"{new}"}},
		{Name: "not for others", As: "outsider", Path: at + "/waiting", Want: 200, Not: []string{"{new}"}},
		{Name: "take", As: "coach", Method: "POST", Path: at + "/{new}/take", Want: 200, Has: []string{`"state":"helped"`}, Facts: map[string]int{"carving.help_taken": 1}},
		{Name: "too late", As: "colleague", Method: "POST", Path: at + "/{new}/take", Want: 404},
		{
			Name: "edit", As: "coach", Method: "PUT", Path: at + "/{new}", Headers: []string{"If-Match", `"3"`}, Want: 200, Facts: map[string]int{"carving.changed": 1},
			Body: `{"title": "Kitchen", "duties": [{"key": "d1", "name": "Washing dishes", "minutes": 120, "who": "Cook", "mark": "somebody", "job": "j1"}], "jobs": [{"key": "j1", "title": "Kitchen help", "route": "gig"}], "hour_cents": 3000}`,
			Has:  []string{`"worth":6000`},
		},
		{Name: "stale", As: "employer", Method: "PUT", Path: at + "/{new}", Headers: []string{"If-Match", `"3"`}, Body: `{}`, Want: 412},
		{Name: "the coach cannot finish", As: "coach", Method: "POST", Path: at + "/{new}/finish", Headers: []string{"If-Match", `"4"`}, Want: 403},
		{
			Name: "finish", As: "employer", Method: "POST", Path: at + "/{new}/finish", Headers: []string{"If-Match", `"4"`}, Want: 200,
			Has: []string{`"state":"finished"`}, Facts: map[string]int{"carving.finished": 1, "task.created": 1}, Keep: map[string]string{"made": "drafts.j1"},
		},
		{Name: "again", As: "employer", Method: "POST", Path: at + "/{new}/finish", Headers: []string{"If-Match", `"4"`}, Want: 200},
		{Name: "the draft", As: "employer", Path: openapi.Base + "/tasks/{made}", Want: 200, Has: []string{`"status":"draft"`, "Kitchen help", `"forms":["gig"]`, "standing"}},
		{Name: "the coach is out", As: "coach", Path: at + "/{new}", Want: 404},
	}...)
	before := a.Documents(t)["tasks"]
	a.Carry(t)
	if after := a.Documents(t)["tasks"]; after != before {
		t.Errorf("%d tasks before the courier, %d after", before, after)
	}
}

// TestAskedUnitGetsALetter: the coaches of the unit that is asked get one letter each in the morning, however often the fact is
// carried; nobody else of the unit and no other unit does.
func TestAskedUnitGetsALetter(t *testing.T) {
	a := servertest.New(t)
	at := openapi.Base + "/carvings"
	a.Run(t,
		servertest.Scenario{Name: "begin", As: "employer", Method: "POST", Path: at, Body: carvingBody, Want: 201, Facts: map[string]int{"carving.started": 1}, Keep: map[string]string{"new": "id"}},
		servertest.Scenario{Name: "ask", As: "employer", Method: "POST", Path: at + "/{new}/help", Body: `{"to": "{unit}"}`, Want: 200, Facts: map[string]int{"carving.help_asked": 1}},
	)
	for range 2 {
		a.Carry(t)
		a.Clock.Move(24 * time.Hour)
		if err := a.Notices.Send(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	told := map[string]int{}
	for _, m := range a.Outbox.Sent() {
		if strings.Contains(m.Text, "acme asks your unit for help with carving out work.\n"+servertest.Origin+"/carvings") {
			told[m.To]++
		}
	}
	if len(told) != 2 || told["coach@sovite.test"] != 1 || told["colleague@sovite.test"] != 1 {
		t.Errorf("letters: %v", told)
	}
}

// TestWordingNeverBlocks: the hints name word, reason and suggestion, and a carving with such words is saved all the same.
func TestWordingNeverBlocks(t *testing.T) {
	servertest.New(t).Run(t, []servertest.Scenario{
		{
			Name: "hints", As: "nobody", Method: "POST", Path: openapi.Base + "/carvings/wording", Body: `{"text": "You are flexible and hold a driving licence."}`,
			Want: 200, Has: []string{`"word":"flexible"`, `"word":"driving licence"`, `"why":"`, `"instead":"`},
		},
		{
			Name: "with a reason", As: "nobody", Method: "POST", Path: openapi.Base + "/carvings/wording",
			Body: `{"text": "a driving licence", "certificates": ["driving_licence_b"]}`, Want: 200, Has: []string{"[]"},
		},
		{
			Name: "saved", As: "employer", Method: "POST", Path: openapi.Base + "/carvings", Body: `{"jobs": [{"title": "Flexible ninja"}]}`, Want: 201,
			Facts: map[string]int{"carving.started": 1},
		},
	}...)
}
