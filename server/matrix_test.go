package server_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"sovite.fi/sovite/marketplace"
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
	for _, more := range []map[string]sample{
		organisationSamples(),
		clientSamples(),
		togetherSamples(),
		consentSamples(),
		courseSamples(),
		networkSamples(),
		taskSamples(),
		introductionSamples(),
		carvingSamples(),
		matchSamples(),
		keepingSamples(),
		choiceSamples(),
		measureSamples(),
		outcomeSamples(),
		placementSamples(),
		priceSamples(),
		crewSamples(),
		liabilitySamples(),
		requestSamples(),
		quoteSamples(),
		orderSamples(),
		purchaseSamples(),
		frameSamples(),
		rosterSamples(),
		attendanceSamples(),
		timesheetSamples(),
		approvalSamples(),
		invoiceSamples(),
		bookSamples(),
		reminderSamples(),
		feeSamples(),
		onlineSamples(),
		bankSamples(),
		listSamples(),
		integrationSamples(),
		privacySamples(),
	} {
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
		"read-board":        {own: "coach"},
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

func togetherSamples() map[string]sample {
	others, path, match := []string{"colleague", "outsider"}, "/clients/{client}", func(n string) []string { return []string{"If-Match", `"` + n + `"`} }
	lifting := `{"about": "abilities.lifting", "by": "workplace", "kind": "seen", "on": "2026-11-20", "note": "Boxes"}`
	answered := []servertest.Scenario{{
		Name: "answer", As: "coach", Method: "PUT", Path: openapi.Base + path + "/starter/tasks", Body: `{"content": {"liked": ["dishes"]}}`, Headers: match("0"),
		Want: 200, Facts: map[string]int{"data.read": 2, "starter.answered": 1},
	}}
	added := []servertest.Scenario{{
		Name: "evidence", As: "coach", Method: "POST", Path: openapi.Base + path + "/evidence", Body: lifting, Want: 201, Facts: map[string]int{"profile.saved": 1},
		Keep: map[string]string{"evidence": "content.evidence.0.id"},
	}}
	return map[string]sample{
		"list-question":   {},
		"read-starter":    {path: path + "/starter", own: "coach", foreign: others},
		"answer-starter":  {path: path + "/starter/tasks", own: "coach", foreign: others, headers: match("0"), body: `{"content": {"liked": ["dishes"]}}`},
		"take-starter":    {path: path + "/starter/tasks/take", own: "coach", foreign: others, headers: match("0")},
		"finish-starter":  {path: path + "/starter/finish", own: "coach", foreign: others, headers: match("1"), before: answered},
		"read-client-own": {path: path + "/own", own: "coach", foreign: others},
		"confirm-profile": {path: path + "/profile/confirm", own: "coach", foreign: others, headers: match("1"), body: `{"on": "2026-11-20", "present": ["client"]}`},
		"create-evidence": {path: path + "/evidence", own: "coach", foreign: others, body: lifting},
		"strike-evidence": {path: path + "/evidence/{evidence}", own: "coach", foreign: others, before: added},
		"read-own":        {own: "the-client"},
		"tell-own":        {own: "the-client", body: `{"items": ["liked"], "content": {"liked": ["dishes"], "abilities": {"lifting": {"level": 4}}}}`},
	}
}

func consentSamples() map[string]sample {
	others := []string{"colleague", "outsider"}
	return map[string]sample{
		"list-consent":       {path: "/clients/{client}/consents", own: "coach", foreign: others},
		"create-consent":     {path: "/clients/{client}/consents", own: "coach", foreign: others, body: `{"purpose": "introduction", "receiver": "{acme}", "fields": ["goal"]}`},
		"create-client-link": {path: "/clients/{client}/link", own: "coach", foreign: others},
		"end-client-link":    {path: "/clients/{client}/link", own: "coach", foreign: others},
		"read-card":          {path: "/cards/{held}", own: "employer", foreign: []string{"rival", "unit-owner", "outsider"}},
		"open-visit":         {body: `{"token": "{link}", "pin": "` + servertest.PIN + `"}`},
		"close-visit":        {own: "the-client"},
		"list-own-consent":   {own: "the-client"},
		"read-own-consent":   {path: "/my/consents/{asked}", own: "the-client"},
		"give-consent":       {path: "/my/consents/{asked}/give", own: "the-client", body: `{"present": "coach", "version": 1}`},
		"refuse-consent":     {path: "/my/consents/{asked}/refuse", own: "the-client", body: `{"present": "alone"}`},
		"talk-consent":       {path: "/my/consents/{asked}/talk", own: "the-client"},
		"withdraw-consent":   {path: "/my/consents/{held}/withdraw", own: "the-client"},
		"list-read":          {own: "the-client"},
	}
}

func introductionSamples() map[string]sample {
	others, rivals := []string{"colleague", "outsider"}, []string{"rival", "unit-owner", "outsider"}
	seen := []servertest.Scenario{{
		Name: "look", As: "employer", Path: openapi.Base + "/received/{introduction}", Want: 200, Facts: map[string]int{"data.read": 1, "introduction.seen": 1},
	}}
	offered := []servertest.Scenario{{
		Name: "offer", As: "employer", Method: "POST", Path: openapi.Base + "/received/{introduction}/offer", Want: 200, Facts: map[string]int{"introduction.offered": 1},
	}}
	answered := []servertest.Scenario{{
		Name: "yes", As: "the-client", Method: "POST", Path: openapi.Base + "/my/consents/{asked}/give", Body: `{"present": "alone", "version": 1}`, Want: 200,
		Facts: map[string]int{"consent.given": 1},
	}}
	return map[string]sample{
		"list-introduction":       {own: "coach"},
		"create-introduction":     {own: "coach", body: `{"consent": "{asked}"}`, before: answered},
		"read-introduction":       {path: "/introductions/{introduction}", own: "coach", foreign: others},
		"confirm-introduction":    {path: "/introductions/{introduction}/confirm", own: "coach", body: `{"day": "2026-11-25"}`, foreign: others},
		"try-introduction":        {path: "/introductions/{introduction}/try", own: "coach", body: `{"from": "2026-11-25", "to": "2026-11-26"}`, foreign: others, before: seen},
		"agree-introduction":      {path: "/introductions/{introduction}/agree", own: "coach", foreign: others, before: offered},
		"withdraw-introduction":   {path: "/introductions/{introduction}/withdraw", own: "coach", foreign: others},
		"list-message":            {path: "/introductions/{introduction}/messages", own: "coach", foreign: others},
		"create-message":          {path: "/introductions/{introduction}/messages", own: "coach", body: `{"text": "Hello"}`, foreign: others},
		"list-received":           {own: "employer"},
		"read-received":           {path: "/received/{introduction}", own: "employer", foreign: rivals},
		"propose-received":        {path: "/received/{introduction}/propose", own: "employer", body: `{"day": "2026-11-25"}`, foreign: rivals},
		"offer-received":          {path: "/received/{introduction}/offer", own: "employer-owner", foreign: rivals},
		"refuse-received":         {path: "/received/{introduction}/refuse", own: "employer", body: `{"reason": "task_gone"}`, foreign: rivals},
		"list-received-message":   {path: "/received/{introduction}/messages", own: "employer", foreign: rivals},
		"create-received-message": {path: "/received/{introduction}/messages", own: "employer", body: `{"text": "Hello"}`, foreign: rivals},
		"list-own-introduction":   {own: "the-client"},
		"read-own-introduction":   {path: "/my/introductions/{introduction}", own: "the-client"},
		"take-back-introduction":  {path: "/my/introductions/{introduction}/withdraw", own: "the-client"},
		"read-letters":            {own: "nobody"},
		"choose-letters":          {own: "nobody", body: `{"how": "at_once"}`},
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
		"read-reach":         {path: "/tasks/{task}/reach", own: "employer", foreign: []string{"rival"}},
		"read-task":          {path: "/tasks/{draft}", own: "employer", foreign: everybody},
		"change-task":        {path: "/tasks/{task}", own: "employer-owner", headers: []string{"If-Match", `"2"`}, body: taskBody, foreign: rivals},
		"publish-task":       {path: "/tasks/{draft}/publish", own: "employer", foreign: rivals},
		"close-task":         {path: "/tasks/{task}/close", own: "employer", foreign: rivals},
		"reopen-task":        {path: "/tasks/{task}/reopen", own: "employer", before: closed, foreign: rivals},
	}
}

// carvingSamples begin with a carving of their own: {carving} of acme, {asked-for} that unit is asked about, {helped} that
// the coach helps with, and {prepared} and {shown} that the coach wrote for acme.
func carvingSamples() map[string]sample {
	at, created := openapi.Base+"/carvings", map[string]int{"carving.started": 1}
	prepared := map[string]int{"carving.prepared": 1}
	begin := func(name string) servertest.Scenario {
		return servertest.Scenario{Name: "begin " + name, As: "employer", Method: "POST", Path: at, Body: carvingBody, Want: 201, Facts: created, Keep: map[string]string{name: "id"}}
	}
	write := func(name string) servertest.Scenario {
		return servertest.Scenario{Name: "prepare " + name, As: "coach", Method: "POST", Path: at + "/prepared", Body: `{"org": "{acme}", "title": "Kitchen"}`, Want: 201, Facts: prepared, Keep: map[string]string{name: "id"}}
	}
	move := func(as, path, body, fact string) servertest.Scenario {
		return servertest.Scenario{Name: path, As: as, Method: "POST", Path: at + path, Body: body, Want: 200, Facts: map[string]int{fact: 1}}
	}
	ask := func(name string) servertest.Scenario {
		return move("employer", "/{"+name+"}/help", `{"to": "{unit}"}`, "carving.help_asked")
	}
	own, others, all := []servertest.Scenario{begin("carving")}, []string{"rival"}, []string{"rival", "coach", "outsider", "unit-owner"}
	asked := []servertest.Scenario{begin("asked-for"), ask("asked-for")}
	helped := []servertest.Scenario{begin("helped"), ask("helped"), move("coach", "/{helped}/take", "", "carving.help_taken")}
	mine, offered := []servertest.Scenario{write("prepared")}, []servertest.Scenario{write("shown"), move("coach", "/{shown}/offer", "", "carving.offered")}
	rev := []string{"If-Match", `"1"`}
	return map[string]sample{
		"list-carving":            {own: "employer", before: own},
		"create-carving":          {own: "employer", body: carvingBody},
		"list-helped-carving":     {own: "coach"},
		"list-waiting-carving":    {own: "coach"},
		"create-prepared-carving": {own: "coach", body: `{"org": "{acme}", "title": "Kitchen"}`},
		"read-carving-catalogue":  {own: "nobody"},
		"check-wording":           {own: "nobody", body: `{"text": "flexible"}`},
		"read-carving":            {path: "/carvings/{carving}", own: "employer", before: own, foreign: all},
		"change-carving":          {path: "/carvings/{helped}", own: "coach", before: helped, headers: []string{"If-Match", `"3"`}, body: carvingBody, foreign: []string{"rival", "colleague", "outsider"}},
		"finish-carving":          {path: "/carvings/{carving}/finish", own: "employer", before: own, headers: rev, foreign: others},
		"abandon-carving":         {path: "/carvings/{carving}/abandon", own: "employer-owner", before: own, foreign: others},
		"ask-help-carving":        {path: "/carvings/{carving}/help", own: "employer", before: own, body: `{"to": "anybody"}`, foreign: others},
		"end-help-carving":        {path: "/carvings/{helped}/help", own: "employer", before: helped, foreign: others},
		"take-carving":            {path: "/carvings/{asked-for}/take", own: "colleague", before: asked, foreign: []string{"outsider"}},
		"offer-carving":           {path: "/carvings/{prepared}/offer", own: "coach", before: mine, foreign: []string{"outsider", "colleague"}},
		"withdraw-carving":        {path: "/carvings/{shown}/withdraw", own: "coach", before: offered, foreign: []string{"outsider", "colleague"}},
		"accept-carving":          {path: "/carvings/{shown}/accept", own: "employer", before: offered, foreign: others},
		"decline-carving":         {path: "/carvings/{shown}/decline", own: "employer", before: offered, foreign: others},
	}
}

const carvingBody = `{"title": "Kitchen", "duties": [{"key": "d1", "name": "Washing dishes", "minutes": 300, "mark": "somebody", "job": "j1"}], "jobs": [{"key": "j1", "title": "Kitchen help", "route": "gig"}]}`

func listSamples() map[string]sample {
	return map[string]sample{
		"read-scale": {}, "list-adaptation": {}, "read-vocabulary": {path: "/vocabularies/hazard"}, "read-place": {path: "/places/00100"},
		"list-region": {}, "list-municipality": {}, "list-rule": {path: "/rules?on=2026-11-23"}, "read-rule": {path: "/rules/work_trial.max_total"},
		"suggest-occupation": {path: "/esco/occupations?q=tisk"}, "suggest-skill": {path: "/esco/skills?q=tisk"},
	}
}

// unsampled are the routes whose good call needs a code of the second factor or of a shift, or a link out of a message;
// TestSecondFactor, TestCheckInOverTheInterface, TestSignUp, TestForgottenPassword and TestApprovalByLink walk through them.
func unsampled() []string {
	return []string{
		"confirm-totp", "disable-totp", "read-link", "accept-link", "reset-password", "check-in", "read-guest-approval", "decide-guest-approval",
		"receive-payment-event",
	}
}

// TestEveryRouteRefusesStrangers calls every route of the table as nobody, as everybody whose role the table does not
// let in, and as everybody to whom the record is foreign. No such call may change anything.
func TestEveryRouteRefusesStrangers(t *testing.T) {
	shared := servertest.New(t) // by the routes that only read; a world of its own costs most of the time
	for _, route := range server.Routes(server.Deps{Parts: shared.Parts}) {
		t.Run(route.Name, func(t *testing.T) {
			s, ok := samples()[route.Name]
			if !ok {
				t.Fatalf("%s %s has no sample", route.Method, route.Path)
			}
			if s.path == "" {
				s.path = route.Path
			}
			a := shared
			if route.Method != http.MethodGet || len(s.before) > 0 {
				a = servertest.New(t)
			}
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
	if !route.Who.Lets(marketplace.RoleClient) {
		if status, body := call("the-client", s.path); status != 403 {
			t.Errorf("as a client: %d %s", status, body)
		}
	}
	if !route.Who.Lets(marketplace.RoleSupporter) {
		if status, body := call("the-supporter", s.path); status != 403 {
			t.Errorf("as a supporter: %d %s", status, body)
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
