package server_test

import (
	"testing"

	"sovite.fi/sovite/server/openapi"
	"sovite.fi/sovite/server/servertest"
)

func TestClientsAndProfiles(t *testing.T) {
	servertest.New(t).Run(t, []servertest.Scenario{
		{
			Name: "a new client is on one's own caseload", As: "coach", Method: "POST", Path: openapi.Base + "/clients", Body: `{"name": "Eero Esimerkki"}`,
			Want: 201, Has: []string{`"coach":"{coach}"`, `"code":"K-`, `"lang":"fi"`}, Facts: map[string]int{"client.created": 1},
			Keep: map[string]string{"eero": "id"},
		},
		{Name: "a client needs a name", As: "coach", Method: "POST", Path: openapi.Base + "/clients", Body: `{}`, Want: 422, Has: []string{`"field":"name"`, "field.required"}},
		{Name: "the caseload is one's own", As: "coach", Path: openapi.Base + "/clients", Want: 200, Has: []string{"{eero}", "{client}"}, Not: []string{"{other-client}"}},
		{Name: "a colleague's is another", As: "colleague", Path: openapi.Base + "/clients", Want: 200, Has: []string{`"items":[]`}},
		{Name: "being in charge opens no caseload", As: "unit-owner", Path: openapi.Base + "/clients", Want: 403, Not: []string{"Eero"}},
		{Name: "an administrator sees none", As: "administrator", Path: openapi.Base + "/clients/{eero}", Want: 403, Not: []string{"Eero"}},
		{
			Name: "nothing was saved yet", As: "coach", Path: openapi.Base + "/clients/{eero}/profile", Want: 200, Has: []string{`"number":0`},
			Facts: map[string]int{"data.read": 1},
		},
		{
			Name: "the first version", As: "coach", Method: "PUT", Path: openapi.Base + "/clients/{eero}/profile", Headers: []string{"If-Match", `"0"`},
			Body: `{"content": {"abilities": {"lifting": {"level": 2, "note": "boxes of 5 kg", "source": "coach"}, "standing": {"withheld": true}},
				"must_not": {"lifting": 3}, "support": 0, "hazards": {"asked": true, "values": ["dust"]}}, "confirmed": true}`,
			Want: 200, Has: []string{`"number":1`, `"lifting":{"level":2`, `"standing":{"withheld":true}`, `"must_not":{"lifting":3}`, `"support":0`},
			Facts: map[string]int{"profile.saved": 1},
		},
		{
			Name: "a level outside the scale", As: "coach", Method: "PUT", Path: openapi.Base + "/clients/{eero}/profile", Headers: []string{"If-Match", `"1"`},
			Body: `{"content": {"abilities": {"lifting": {"level": 6}}, "must_not": {"lifting": -1}}}`,
			Want: 422, Has: []string{`"field":"content.abilities.lifting.level"`},
		},
		{
			Name: "a word that is in no list", As: "coach", Method: "PUT", Path: openapi.Base + "/clients/{eero}/profile", Headers: []string{"If-Match", `"1"`},
			Body: `{"content": {"hazards": {"asked": true, "values": ["ghosts"]}}}`, Want: 422, Has: []string{`"field":"hazards.values[0]"`, "ghosts"},
		},
		{
			Name: "somebody saved in between", As: "coach", Method: "PUT", Path: openapi.Base + "/clients/{eero}/profile", Headers: []string{"If-Match", `"0"`},
			Body: `{"content": {"motivation": "a"}}`, Want: 412, Has: []string{"/problems/stale"},
		},
		{
			Name: "the second version", As: "coach", Method: "PUT", Path: openapi.Base + "/clients/{eero}/profile", Headers: []string{"If-Match", `"1"`},
			Body: `{"content": {"abilities": {"lifting": {"level": 3}}}}`, Want: 200, Has: []string{`"number":2`}, Facts: map[string]int{"profile.saved": 1},
		},
		{
			Name: "the versions, newest first", As: "coach", Path: openapi.Base + "/clients/{eero}/profile/versions?limit=1", Want: 200,
			Has: []string{`"number":2`, `"next"`}, Not: []string{`"number":1`}, Facts: map[string]int{"data.read": 1},
		},
		{
			Name: "what changed", As: "coach", Path: openapi.Base + "/clients/{eero}/profile/diff?from=1&to=2", Want: 200,
			Has: []string{`"path":"abilities.lifting.rating"`, `"path":"hazards"`}, Facts: map[string]int{"data.read": 2},
		},
		{
			Name: "a version that is not there", As: "coach", Path: openapi.Base + "/clients/{eero}/profile/diff?from=1&to=9", Want: 404,
			Facts: map[string]int{"data.read": 2},
		},
		{
			Name: "what to compare is needed", As: "coach", Path: openapi.Base + "/clients/{eero}/profile/diff?from=1", Want: 422, Has: []string{`"field":"to"`, "field.required"},
		},
		{
			Name: "a client cannot go to another organisation", As: "coach", Method: "PUT", Path: openapi.Base + "/clients/{eero}/coach",
			Body: `{"coach": "{outsider}"}`, Want: 422, Has: []string{`"field":"coach"`},
		},
		{
			Name: "only to a colleague", As: "coach", Method: "PUT", Path: openapi.Base + "/clients/{eero}/coach", Body: `{"coach": "{colleague}"}`,
			Want: 204, Facts: map[string]int{"client.handed_over": 1},
		},
		{Name: "who gave the client away sees nothing any more", As: "coach", Path: openapi.Base + "/clients/{eero}/profile", Want: 404, Not: []string{"lifting"}},
		{Name: "the colleague does", As: "colleague", Path: openapi.Base + "/clients/{eero}/profile", Want: 200, Facts: map[string]int{"data.read": 1}},
	}...)
}
