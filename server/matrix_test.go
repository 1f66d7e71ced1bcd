package server_test

import (
	"slices"
	"strings"
	"testing"

	"sovite.fi/sovite/server"
	"sovite.fi/sovite/server/openapi"
	"sovite.fi/sovite/server/servertest"
)

// sample is one good call of a route, and who must be refused although the table lets them in.
type sample struct {
	path    string   // empty: the route's own
	body    string   //
	headers []string //
	own     string   // who may; the call must succeed
	foreign []string // to whom the record does not exist: 404, to the byte as for an id that nobody has
	refused []string // who may know of the record but not do this: 403
	before  []servertest.Scenario
}

// samples holds one call for every route of the table; a route without one fails TestEveryRouteRefusesStrangers.
func samples() map[string]sample {
	all := sessionSamples()
	for _, more := range []map[string]sample{organisationSamples(), clientSamples(), taskSamples(), matchSamples(), listSamples()} {
		for name, s := range more {
			all[name] = s
		}
	}
	return all
}

const signInCoach = `{"email": "coach@sovite.test", "password": "` + servertest.Password + `"}`

func sessionSamples() map[string]sample {
	signedIn := []servertest.Scenario{{
		Name: "sign in", Method: "POST", Path: openapi.Base + "/session", Body: signInCoach, Want: 200,
		Facts: map[string]int{"signin.succeeded": 1}, Keep: map[string]string{"refresh": "refresh", "session": "session"},
	}}
	return map[string]sample{
		"open-session":      {body: signInCoach},
		"refresh-session":   {body: `{"refresh": "{refresh}"}`, before: signedIn},
		"switch-session":    {body: `{"org": "{unit}"}`, own: "coach", foreign: []string{"employer", "outsider", "nobody", "administrator"}},
		"close-session":     {own: "coach"},
		"list-session":      {own: "coach"},
		"revoke-session":    {path: "/sessions/{session}", own: "coach", before: signedIn, foreign: []string{"employer", "colleague", "unit-owner", "administrator"}},
		"read-person":       {own: "nobody"},
		"change-person":     {own: "coach", body: `{"name": "Cay Coach", "lang": "sv"}`},
		"change-password":   {own: "coach", body: `{"password": "` + servertest.Password + `", "new_password": "nelja-vihreaa-teekuppia"}`},
		"begin-totp":        {own: "coach"},
		"confirm-totp":      {},
		"disable-totp":      {},
		"read-other-person": {path: "/people/{coach}", own: "colleague", foreign: []string{"employer", "rival", "outsider", "administrator"}, refused: []string{"nobody"}},
		"request-signup":    {body: `{"email": "new@sovite.test"}`},
		"forgot-password":   {body: `{"email": "coach@sovite.test"}`},
		"read-link":         {},
		"accept-link":       {},
		"reset-password":    {},
	}
}

func organisationSamples() map[string]sample {
	invited := []servertest.Scenario{{
		Name: "invite", As: "unit-owner", Method: "POST", Path: openapi.Base + "/invitations", Body: `{"email": "new@sovite.test", "roles": ["coach"]}`,
		Want: 201, Facts: map[string]int{"person.invited": 1}, Keep: map[string]string{"invitation": "id"},
	}}
	owners := []string{"employer-owner", "rival", "outsider"}
	return map[string]sample{
		"create-organisation": {own: "nobody", body: `{"name": "New firm", "kinds": ["employer"]}`},
		"read-organisation":   {path: "/organisations/{unit}", own: "coach", foreign: []string{"employer", "rival", "outsider", "nobody"}},
		"change-organisation": {own: "unit-owner", body: `{"name": "Unit", "kinds": ["coaching"]}`},
		"list-member":         {own: "auditor"},
		"set-roles-member":    {path: "/members/{colleague}/roles", body: `{"roles": ["coach", "auditor"]}`, own: "unit-owner", foreign: owners},
		"remove-member":       {path: "/members/{colleague}", own: "unit-owner", foreign: owners, refused: []string{"coach", "auditor", "employer", "nobody", "administrator"}},
		"create-invitation":   {own: "unit-owner", body: `{"email": "new@sovite.test", "roles": ["coach"]}`},
		"list-invitation":     {own: "unit-owner"},
		"withdraw-invitation": {path: "/invitations/{invitation}", own: "unit-owner", before: invited, foreign: owners},
	}
}

func clientSamples() map[string]sample {
	others := []string{"colleague", "outsider"}
	return map[string]sample{
		"list-client":       {own: "coach"},
		"create-client":     {own: "coach", body: `{"name": "Bo"}`},
		"read-client":       {path: "/clients/{client}", own: "coach", foreign: others},
		"change-client":     {path: "/clients/{client}", own: "coach", body: `{"name": "Bo", "lang": "sv"}`, foreign: others},
		"set-status-client": {path: "/clients/{client}/status", own: "coach", body: `{"status": "paused"}`, foreign: others},
		"hand-over-client":  {path: "/clients/{client}/coach", own: "coach", body: `{"coach": "{colleague}"}`, foreign: others},
		"read-profile":      {path: "/clients/{client}/profile", own: "coach", foreign: others},
		"save-profile": {
			path: "/clients/{client}/profile", own: "coach", foreign: others, headers: []string{"If-Match", `"1"`},
			body: `{"content": {"strengths": ["patient"]}}`,
		},
		"list-profile": {path: "/clients/{client}/profile/versions", own: "coach", foreign: others},
		"diff-profile": {path: "/clients/{client}/profile/diff?from=1&to=1", own: "coach", foreign: others},
	}
}

func taskSamples() map[string]sample {
	everybody := []string{"rival", "coach", "outsider", "nobody", "administrator", "supervisor"}
	closed := []servertest.Scenario{{
		Name: "close", As: "employer", Method: "POST", Path: openapi.Base + "/tasks/{task}/close", Want: 200, Facts: map[string]int{"task.closed": 1},
	}}
	rivals := []string{"rival"}
	return map[string]sample{
		"list-task":          {own: "nobody"},
		"list-own-task":      {own: "employer"},
		"read-template-task": {own: "employer"},
		"import-task":        {own: "employer", body: "Title\nCleaning\n", headers: []string{"Content-Type", "text/csv"}},
		"create-task":        {own: "employer", body: `{"title": "Cleaning"}`},
		"read-task":          {path: "/tasks/{draft}", own: "employer", foreign: everybody},
		"change-task":        {path: "/tasks/{task}", own: "employer-owner", headers: []string{"If-Match", `"2"`}, body: taskBody, foreign: rivals},
		"publish-task":       {path: "/tasks/{draft}/publish", own: "employer", foreign: rivals},
		"close-task":         {path: "/tasks/{task}/close", own: "employer", foreign: rivals},
		"reopen-task":        {path: "/tasks/{task}/reopen", own: "employer", before: closed, foreign: rivals},
	}
}

func listSamples() map[string]sample {
	return map[string]sample{
		"read-scale": {}, "list-adaptation": {}, "read-vocabulary": {path: "/vocabularies/hazard"}, "read-place": {path: "/places/00100"},
		"list-region": {}, "list-municipality": {},
	}
}

// unsampled are the routes whose good call needs a code of the second factor or a link out of a message; TestSecondFactor,
// TestSignUp and TestForgottenPassword walk through them.
func unsampled() []string {
	return []string{"confirm-totp", "disable-totp", "read-link", "accept-link", "reset-password"}
}

// TestEveryRouteRefusesStrangers calls every route of the table as nobody, as everybody whose role the table does not
// let in, and as everybody to whom the record is foreign. No such call may change anything.
func TestEveryRouteRefusesStrangers(t *testing.T) {
	probe := servertest.New(t)
	for _, route := range server.Routes(server.Deps{Parts: probe.Parts}) {
		t.Run(route.Name, func(t *testing.T) {
			s, ok := samples()[route.Name]
			if !ok {
				t.Fatalf("%s %s has no sample", route.Method, route.Path)
			}
			if s.path == "" {
				s.path = route.Path
			}
			a := servertest.New(t)
			a.Run(t, s.before...)
			a.Unchanged(t, func() { refuseAll(t, a, route, s) })
			if slices.Contains(unsampled(), route.Name) {
				return
			}
			resp, body := a.Do(t, a.Request(s.own, route.Method, openapi.Base+s.path, s.body, s.headers...))
			if resp.StatusCode >= 300 {
				t.Errorf("%q is refused too: %d %s", s.own, resp.StatusCode, body)
			}
		})
	}
}

func refuseAll(t *testing.T, a *servertest.App, route openapi.Route, s sample) {
	t.Helper()
	call := func(as, path string) (int, string) {
		resp, body := a.Do(t, a.Request(as, route.Method, openapi.Base+path, s.body, append(s.headers, "X-Request-Id", "the-same-id")...))
		return resp.StatusCode, body
	}
	if route.Who.Open() {
		return
	}
	if status, body := call("", s.path); status != 401 {
		t.Errorf("without sign-in: %d %s", status, body)
	}
	for _, p := range servertest.People() {
		if len(p.Roles) == 0 && route.Who.String() == openapi.SignedIn().String() || slices.ContainsFunc(p.Roles, route.Who.Lets) {
			continue
		}
		if status, body := call(p.Name, s.path); status != 403 {
			t.Errorf("as %s: %d %s", p.Name, status, body)
		}
	}
	for _, name := range s.refused {
		if status, body := call(name, s.path); status != 403 {
			t.Errorf("as %s: %d %s", name, status, body)
		}
	}
	for _, name := range s.foreign {
		status, body := call(name, s.path)
		if _, absent := call(name, absentID(s.path)); status != 404 || body != absent && s.path != absentID(s.path) {
			t.Errorf("as %s: %d %s\nan id that nobody has: %s", name, status, body, absent)
		}
	}
}

// absentID puts an id that nobody has in the place of the name in braces.
func absentID(path string) string {
	from, to := strings.IndexByte(path, '{'), strings.IndexByte(path, '}')
	if from < 0 {
		return path
	}
	return path[:from] + "id999999" + path[to+1:]
}
