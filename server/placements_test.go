package server_test

import (
	"testing"

	"sovite.fi/sovite/server/openapi"
	"sovite.fi/sovite/server/servertest"
)

const (
	draftBody = `{"terms": {"title": "Shelf filling", "form": "employment", "work": "Fills the shelves.", "place": "High street 1", "contact": "Ella, 040 123",
		"directs": "employer", "days": 4, "day_minutes": 240, "week_minutes": 900, "wage_kind": "hour", "wage_cents": 1350, "start": "2026-11-23"},
		"about": {"employer_kind": "company", "present_employer": "no", "age": "18_plus", "checks": ["insured", "site_card"]}}`
	longTrial = `{"task": "{task}", "terms": {"title": "Trial", "form": "work_trial", "directs": "employer", "days": 4, "day_minutes": 240, "week_minutes": 960, "wage_kind": "none",
		"start": "2026-12-01", "end": "2027-07-31"}, "about": {"present_employer": "no", "age": "18_plus"}}`
	planBody = `{"goal": "Alone", "every_weeks": 1, "steps": [{"kind": "on_the_job", "by": "coach", "from_week": 1, "to_week": 2, "minutes": 120}]}`
)

func step(as, path, body string, fact string) servertest.Scenario {
	return servertest.Scenario{Name: path, As: as, Method: "POST", Path: openapi.Base + path, Body: body, Want: 200, Facts: map[string]int{fact: 1}}
}

// threeYes are the answers of all three.
func threeYes() []servertest.Scenario {
	return []servertest.Scenario{
		step("coach", "/placements/{placement}/answer", `{"version": 1, "yes": true}`, "placement.answered"),
		step("employer", "/employer/placements/{placement}/answer", `{"version": 1, "yes": true}`, "placement.answered"),
		step("the-client", "/my/placements/{placement}/answer", `{"version": 1, "yes": true, "present": "alone"}`, "placement.agreed"),
	}
}

func started() []servertest.Scenario {
	return append(threeYes(), step("coach", "/placements/{placement}/start", "", "placement.started"))
}

func ended() []servertest.Scenario {
	return append(started(), step("coach", "/placements/{placement}/end", `{"reason": "hired"}`, "placement.ended"))
}

func placementSamples() map[string]sample {
	others := []string{"colleague", "outsider"}
	mine := func(path, body string, before ...servertest.Scenario) sample {
		return sample{path: path, body: body, own: "coach", foreign: others, before: before}
	}
	of := func(path, body string, before ...servertest.Scenario) sample {
		return mine("/placements/{placement}"+path, body, before...)
	}
	change := of("", draftBody)
	change.headers = []string{"If-Match", `"4"`}
	tired := `{"task": "{task}", ` + draftBody[1:]
	long := `{"task": "{task}", "terms": {"title": "Long days", "form": "employment", "directs": "employer", "days": 5, "day_minutes": 540, "wage_kind": "agreement"}, "about": {"age": "18_plus"}}`
	begin := servertest.Scenario{
		Name: "long days", As: "coach", Method: "POST", Path: openapi.Base + "/clients/{client}/placements", Body: long, Want: 201,
		Facts: map[string]int{"data.read": 1, "placement.planned": 1}, Keep: map[string]string{"long": "id"},
	}
	employers := []string{"rival", "unit-owner", "outsider"}
	return map[string]sample{
		"list-placement":            mine("/clients/{client}/placements", ""),
		"create-placement":          mine("/clients/{client}/placements", tired),
		"check-placement":           mine("/clients/{client}/placements/check", draftBody),
		"read-placement":            of("", ""),
		"change-placement":          change,
		"approve-placement":         mine("/placements/{long}/approve", `{"key": "working_time.regular/shorten_day", "reason": "The collective agreement"}`, begin),
		"propose-placement":         of("/propose", ""),
		"answer-placement":          of("/answer", `{"version": 1, "yes": true}`),
		"start-placement":           of("/start", "", threeYes()...),
		"pause-placement":           of("/pause", "", started()...),
		"resume-placement":          of("/resume", "", append(started(), step("coach", "/placements/{placement}/pause", "", "placement.paused"))...),
		"end-placement":             of("/end", `{"reason": "never_started"}`),
		"care-placement":            of("/after-care", `{"plan": "A call a month", "next": "2026-12-20"}`, ended()...),
		"close-placement":           of("/close", "", ended()...),
		"plan-placement":            of("/plan", planBody),
		"create-visit":              of("/visits", `{"date": "2026-11-30", "minutes": 60}`),
		"change-visit":              of("/visits/{visit}", `{"date": "2026-11-26", "minutes": 60, "state": "planned"}`),
		"create-observation":        of("/observations", `{"dimension": "standing", "seen": "Stood for a whole shift", "seen_by": "mentor"}`, started()...),
		"create-job":                mine("/placements/{gig}/jobs", `{"date": "2026-11-29", "from": 600, "minutes": 240, "cents": 6000}`),
		"settle-job":                mine("/placements/{gig}/jobs/{job}", `{"state": "cancelled"}`),
		"list-employer-placement":   {own: "employer"},
		"read-employer-placement":   {path: "/employer/placements/{placement}", own: "employer", foreign: employers},
		"answer-employer-placement": {path: "/employer/placements/{placement}/answer", body: `{"version": 1, "yes": true}`, own: "employer-owner", foreign: employers},
		"list-own-placement":        {own: "the-client"},
		"read-own-placement":        {path: "/my/placements/{placement}", own: "the-client"},
		"answer-own-placement":      {path: "/my/placements/{placement}/answer", body: `{"version": 1, "yes": true, "present": "alone"}`, own: "the-client"},
		"read-guide":                {path: "/work-forms/guide?directs=customer&pays=customer&kind=company&length=longer&group=alone", own: "employer"},
	}
}

// TestPlacementFromPlanToAfterCare: a gate refuses with its source, three say yes, the work starts, is seen and ends; the
// employer and the client see their sides and no more.
func TestPlacementFromPlanToAfterCare(t *testing.T) {
	base := openapi.Base
	a := servertest.New(t)
	a.Run(t,
		servertest.Scenario{
			Name: "too long", As: "coach", Method: "POST", Path: base + "/clients/{client}/placements", Body: longTrial, Want: 422,
			Has: []string{`"field":"end"`, "work_trial.max_total", "380/2023 55.1 §", "31 May 2027"},
		},
		servertest.Scenario{
			Name: "what would be found", As: "coach", Method: "POST", Path: base + "/clients/{client}/placements/check",
			Body: `{"terms": {"title": "x", "form": "rehabilitative"}, "about": {"employer_kind": "company"}}`, Want: 200,
			Has: []string{`"result":"blocked"`, "rehabilitative_work.no_company", `"valid_from":"2021-01-01"`},
		},
		servertest.Scenario{Name: "too early", As: "coach", Method: "POST", Path: base + "/placements/{placement}/start", Want: 409, Has: []string{"placement.state.planned"}},
		servertest.Scenario{
			Name: "the employer sees a code", As: "employer", Path: base + "/employer/placements", Want: 200, Has: []string{`"client":"K-`, `"waiting":true`, `"visits":["2026-11-25"]`},
			Not: []string{"Aino", "On her own", "18_plus", "insured", "findings", "{client}"},
		},
		servertest.Scenario{Name: "not another employer", As: "rival", Path: base + "/employer/placements", Want: 200, Not: []string{"Shelf"}},
		servertest.Scenario{
			Name: "the coach cannot say yes for the client", As: "coach", Method: "POST", Path: base + "/my/placements/{placement}/answer",
			Body: `{"version": 1, "yes": true, "present": "alone"}`, Want: 403,
		},
		servertest.Scenario{
			Name: "an old version", As: "employer", Method: "POST", Path: base + "/employer/placements/{placement}/answer", Body: `{"version": 2, "yes": true}`, Want: 412,
		},
	)
	a.Run(t, started()...)
	a.Run(t,
		servertest.Scenario{
			Name: "a visit", As: "coach", Method: "PUT", Path: base + "/placements/{placement}/visits/{visit}",
			Body: `{"date": "2026-11-23", "minutes": 45, "on_job": true, "state": "held", "note": "A secret"}`, Want: 200, Has: []string{`"next":"2026-12-07"`},
			Facts: map[string]int{"placement.visit_held": 1},
		},
		servertest.Scenario{
			Name: "seen at work", As: "coach", Method: "POST", Path: base + "/placements/{placement}/observations",
			Body: `{"dimension": "standing", "level": 3, "seen": "A secret", "seen_by": "mentor"}`, Want: 201, Facts: map[string]int{"placement.observed": 1},
		},
		servertest.Scenario{Name: "the employer reads no note", As: "employer", Path: base + "/employer/placements/{placement}", Want: 200, Has: []string{`"state":"running"`}, Not: []string{"secret", "standing", `"present"`}},
		servertest.Scenario{Name: "the client's side", As: "the-client", Path: base + "/my/placements", Want: 200, Has: []string{`"state":"running"`, "High street 1", "Ella, 040 123"}, Not: []string{"secret", "insured"}},
		step("coach", "/placements/{placement}/end", `{"reason": "hired", "lessons": "Routine helped"}`, "placement.ended"),
		step("coach", "/placements/{placement}/after-care", `{"plan": "A call a month", "next": "2026-12-20"}`, "placement.after_care_planned"),
		servertest.Scenario{Name: "the employer does not read why", As: "employer", Path: base + "/employer/placements/{placement}", Want: 200, Has: []string{`"ended":"2026-11-23"`}, Not: []string{"hired", "Routine"}},
		servertest.Scenario{
			Name: "the client sees that it was read", As: "the-client", Path: base + "/my/reads", Want: 200,
		},
		servertest.Scenario{
			Name: "the guide", As: "coach", Path: base + "/work-forms/guide?directs=customer&pays=nobody&kind=company&length=longer&group=alone", Want: 200,
			Has: []string{`"form":"work_trial","advice":"no"`, "work_trial.max_total", "380/2023"},
		},
		servertest.Scenario{Name: "the guide without an answer", As: "coach", Path: base + "/work-forms/guide?directs=customer", Want: 422},
	)
}
