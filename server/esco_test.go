package server_test

import (
	"testing"

	"sovite.fi/sovite/server/openapi"
	"sovite.fi/sovite/server/servertest"
)

// TestESCO types in everyday words, tags a profile and a task with what was suggested, and is refused what nobody knows.
func TestESCO(t *testing.T) {
	const dishes = "skill/c662be22-f17a-4ba0-894f-d720b20c44cf"
	servertest.New(t).Run(t, []servertest.Scenario{
		{
			Name: "everyday words find the official name", Path: openapi.Base + "/esco/occupations?q=tiskaaminen&lang=fi", Want: 200,
			Has: []string{`"label":"keittiöapulainen"`, `"isco":"9412"`}, Not: []string{`"label":"kokki"`},
		},
		{Name: "in another language", Path: openapi.Base + "/esco/skills?q=diska&lang=sv&limit=1", Want: 200, Has: []string{`[{"id":"` + dishes, `"label":"diska"`}},
		{
			Name: "the skills of an occupation", Path: openapi.Base + "/esco/skills?lang=en&limit=50&occupation=occupation/e1cf6897-158d-4b48-a39e-2a3a8cac216c",
			Want: 200, Has: []string{`"label":"clean surfaces"`},
		},
		{Name: "nothing typed", Path: openapi.Base + "/esco/skills", Want: 200, Has: []string{"[]"}},
		{Name: "more than anybody types", Path: openapi.Base + "/esco/occupations?limit=51&lang=de", Want: 422, Has: []string{`"field":"limit"`, `"field":"lang"`}},
		{
			Name: "a profile keeps what was chosen", As: "coach", Method: "PUT", Path: openapi.Base + "/clients/{client}/profile", Headers: []string{"If-Match", `"1"`},
			Body: `{"content": {"esco_skills": ["http://data.europa.eu/esco/` + dishes + `"]}}`, Want: 200, Has: []string{`"esco_skills":["` + dishes + `"]`},
			Facts: map[string]int{"profile.saved": 1},
		},
		{
			Name: "a task too, and only what the list has", As: "employer", Method: "POST", Path: openapi.Base + "/tasks",
			Body: `{"title": "Dishes", "esco_skills": ["` + dishes + `", "skill/none"]}`, Want: 422, Has: []string{`"field":"esco_skills[1]"`, "field.skill"},
		},
	}...)
}
