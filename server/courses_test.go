package server_test

import (
	"testing"

	"sovite.fi/sovite/server/openapi"
	"sovite.fi/sovite/server/servertest"
)

const (
	courseOf      = openapi.Base + "/clients/{client}/course"
	referralBody  = `{"from": "county_social", "basis": "client_plan", "wish": "wants", "received": "2026-11-16"}`
	agreementBody = `{"goals": "work in a shop", "contact": "by telephone", "may_tell": "first name", "ends": "when work runs well"}`
	meetingBody   = `{"day": "2026-11-23", "organisation": "Corner shop", "kind": "first", "face": true, "outcome": "interested", "minutes": 40}`
	paperBody     = `{"day": "2026-11-23", "present": "client and coach", "values": {"transfer": "the unit goes on"}}`
)

// coached brings the client's course to the first phase, with an agreement and a meeting.
func coached() []servertest.Scenario {
	one := func(fact string) map[string]int { return map[string]int{fact: 1} }
	return []servertest.Scenario{
		{Name: "referral", As: "coach", Method: "POST", Path: courseOf, Body: referralBody, Want: 201, Facts: one("course.received")},
		{Name: "taken", As: "coach", Method: "POST", Path: courseOf + "/answer", Body: `{"taken": true}`, Want: 200, Facts: one("course.accepted")},
		{
			Name: "agreement", As: "coach", Method: "PUT", Path: courseOf + "/agreement", Body: agreementBody, Headers: []string{"If-Match", `"0"`}, Want: 200,
			Facts: one("course.agreement_written"),
		},
		{
			Name: "meeting", As: "coach", Method: "POST", Path: openapi.Base + "/clients/{client}/meetings", Body: meetingBody, Want: 201,
			Facts: one("meeting.logged"), Keep: map[string]string{"meeting": "id"},
		},
	}
}

func courseSamples() map[string]sample {
	others := []string{"colleague", "outsider"}
	const path = "/clients/{client}/course"
	noted := append(coached(), servertest.Scenario{
		Name: "note", As: "coach", Method: "POST", Path: openapi.Base + "/clients/{client}/notes", Body: `{"kind": "phone", "line": "Called"}`, Want: 201,
		Facts: map[string]int{"note.written": 1}, Keep: map[string]string{"note": "id"},
	})
	begun, referred, zero := coached(), coached()[:1], []string{"If-Match", `"0"`}
	return map[string]sample{
		"read-course":      {path: path, own: "coach", foreign: others, before: begun},
		"create-course":    {path: path, own: "coach", foreign: others, body: referralBody},
		"correct-referral": {path: path + "/referral", own: "coach", foreign: others, before: referred, body: `{"from": "kela", "received": "2026-11-17"}`},
		"answer-referral":  {path: path + "/answer", own: "coach", foreign: others, before: referred, body: `{"taken": true}`},
		"move-course":      {path: path + "/move", own: "coach", foreign: others, before: begun, body: `{"to": "profiling", "reason": "agreed on the phone"}`},
		"set-next-step":    {path: path + "/next", own: "coach", foreign: others, before: begun, body: `{"text": "Call", "due": "2026-11-30"}`},
		"save-search-plan": {
			path: path + "/plan", own: "coach", foreign: others, before: begun, headers: zero,
			body: `{"goals": ["shop"], "steps": [{"text": "Call", "due": "2026-11-30", "who": "client"}]}`,
		},
		"write-agreement":   {path: path + "/agreement", own: "coach", foreign: others, before: begun, headers: []string{"If-Match", `"1"`}, body: agreementBody},
		"confirm-agreement": {path: path + "/agreement/confirm", own: "coach", foreign: others, before: begun, body: `{"number": 1, "present": "all", "day": "2026-11-23"}`},
		"read-form":         {path: path + "/forms/final_report", own: "coach", foreign: others, before: begun},
		"save-form":         {path: path + "/forms/after", own: "coach", foreign: others, before: begun, headers: zero, body: paperBody},
		"list-meeting":      {path: "/clients/{client}/meetings", own: "coach", foreign: others, before: begun},
		"create-meeting":    {path: "/clients/{client}/meetings", own: "coach", foreign: others, before: begun, body: meetingBody},
		"read-meeting":      {path: "/meetings/{meeting}", own: "coach", foreign: others, before: begun},
		"correct-meeting":   {path: "/meetings/{meeting}", own: "coach", foreign: others, before: begun, headers: []string{"If-Match", `"1"`}, body: meetingBody},
		"list-note":         {path: "/clients/{client}/notes", own: "coach", foreign: others, before: begun},
		"create-note":       {path: "/clients/{client}/notes", own: "coach", foreign: others, before: begun, body: `{"kind": "phone", "line": "Called"}`},
		"read-note":         {path: "/notes/{note}", own: "coach", foreign: others, before: noted},
		"correct-note":      {path: "/notes/{note}", own: "coach", foreign: others, before: noted, headers: []string{"If-Match", `"1"`}, body: `{"kind": "phone", "line": "Rang"}`},
		"list-contact":      {path: "/contacts?from=2026-11-01&to=2026-11-30", own: "coach"},
		"read-own-course":   {own: "the-client", before: begun},
		"agree-course":      {own: "the-client", before: begun, body: `{"number": 1, "present": "alone"}`},
		"talk-course":       {own: "the-client", before: begun, body: `{"number": 1}`},
	}
}

// TestCourses walks from a referral to a form with what the client reads, and back from what is wrong.
func TestCourses(t *testing.T) {
	a := servertest.New(t)
	a.Carry(t)
	one := func(fact string) map[string]int { return map[string]int{fact: 1} }
	a.Run(t, servertest.Scenario{Name: "nothing yet", As: "coach", Path: courseOf, Want: 200, Has: []string{`"state":"none"`}, Facts: one("data.read")})
	a.Run(t, servertest.Scenario{Name: "no note before", As: "coach", Method: "POST", Path: openapi.Base + "/clients/{client}/notes", Body: `{"kind": "phone", "line": "Called"}`, Want: 409, Has: []string{"referral"}})
	a.Run(t, coached()...)
	a.Run(t, []servertest.Scenario{
		{Name: "only one at a time", As: "coach", Method: "POST", Path: courseOf, Body: referralBody, Want: 409, Has: []string{"under way"}},
		{
			Name: "read", As: "coach", Path: courseOf, Want: 200, Facts: one("data.read"),
			Has: []string{`"state":"engagement"`, `"key":"write_agreement"`, `"due":"2026-12-07"`, `"key":"wish_asked"`, `"due":"2026-12-23"`, `"met":"2026-11-23"`, "coaching_quality.first_contact"},
		},
		{
			Name: "an unmet criterion needs a reason", As: "coach", Method: "POST", Path: courseOf + "/move", Body: `{"to": "profiling"}`, Want: 422,
			Has: []string{`"field":"reason"`, "coaching.reason_needed"}, Facts: one("data.read"),
		},
		{Name: "no phase is jumped over", As: "coach", Method: "POST", Path: courseOf + "/move", Body: `{"to": "support", "reason": "x"}`, Want: 409, Facts: one("data.read")},
		{
			Name: "the client reads", As: "the-client", Path: openapi.Base + "/my/course", Want: 200, Has: []string{"work in a shop", `"state":"engagement"`},
			Not: []string{"Corner shop", "county_social"},
		},
		{
			Name: "the client agrees", As: "the-client", Method: "POST", Path: openapi.Base + "/my/course/agree", Body: `{"number": 1, "present": "alone"}`, Want: 200,
			Has: []string{`"way":"client"`}, Facts: one("course.agreement_agreed"),
		},
		{
			Name: "now no reason is needed", As: "coach", Method: "POST", Path: courseOf + "/move", Body: `{"to": "profiling"}`, Want: 200,
			Has: []string{`"state":"profiling"`, `"unmet":[]`}, Facts: map[string]int{"data.read": 1, "course.moved": 1},
		},
		{
			Name: "a note with a next step", As: "coach", Method: "POST", Path: openapi.Base + "/clients/{client}/notes", Want: 201,
			Body: `{"kind": "phone", "line": "Called", "minutes": 5, "next": {"text": "Visit the shop", "due": "2026-11-26"}}`, Facts: one("note.written"),
			Has: []string{`"revision":1`, `"earlier":[]`}, Keep: map[string]string{"note": "id"},
		},
	}...)
	a.Carry(t)
	a.Run(t, []servertest.Scenario{
		{Name: "became the next one", As: "coach", Path: courseOf, Want: 200, Has: []string{`"text":"Visit the shop"`}, Facts: one("data.read")},
		{
			Name: "a form is filled from what is known", As: "coach", Path: courseOf + "/forms/profile", Want: 200, Facts: one("data.read"),
			Has: []string{`"number":0`, "work in a shop", `"key":"motivation","values":null`},
		},
		{Name: "no such form", As: "coach", Path: courseOf + "/forms/diagnosis", Want: 404, Facts: one("data.read")},
		{
			Name: "no such field", As: "coach", Method: "PUT", Path: courseOf + "/forms/after", Headers: []string{"If-Match", `"0"`}, Want: 422,
			Body: `{"day": "2026-11-23", "present": "all", "values": {"transfer": "x", "diagnosis": "y"}}`, Has: []string{`"field":"diagnosis"`},
		},
		{
			Name: "saved", As: "coach", Method: "PUT", Path: courseOf + "/forms/after", Headers: []string{"If-Match", `"0"`}, Body: paperBody, Want: 200,
			Has: []string{`"number":1`}, Facts: map[string]int{"data.read": 1, "course.paper_saved": 1},
		},
		{
			Name: "a note is corrected", As: "coach", Method: "PUT", Path: openapi.Base + "/notes/{note}", Headers: []string{"If-Match", `"1"`}, Want: 200,
			Body: `{"kind": "phone", "line": "Rang the shop", "minutes": 5}`, Facts: map[string]int{"data.read": 1, "note.corrected": 1},
			Has: []string{`"revision":2`, `"line":"Rang the shop"`, `"earlier":[{"day":"2026-11-23","kind":"phone","line":"Called"`, `"text":"Visit the shop"`},
		},
		{
			Name: "over what was corrected", As: "coach", Method: "PUT", Path: openapi.Base + "/notes/{note}", Headers: []string{"If-Match", `"1"`}, Want: 412,
			Body: `{"kind": "phone", "line": "Wrote"}`, Facts: one("data.read"),
		},
		{Name: "without a revision", As: "coach", Method: "PUT", Path: openapi.Base + "/notes/{note}", Want: 422, Body: `{"kind": "phone", "line": "Wrote"}`},
		{Name: "nobody else reads it", As: "colleague", Path: openapi.Base + "/notes/{note}", Want: 404},
		{
			Name: "the client reads the plan", As: "the-client", Path: openapi.Base + "/my/course", Want: 200, Has: []string{"the unit goes on"}, Not: []string{"Called"},
		},
		{Name: "contacts", As: "coach", Path: openapi.Base + "/contacts?from=2026-11-01&to=2026-11-30", Want: 200, Has: []string{`"monday":"2026-11-23","meetings":1,"faces":1`}},
	}...)
}
