package server_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/apikey"
	"sovite.fi/sovite/server"
	"sovite.fi/sovite/server/openapi"
	"sovite.fi/sovite/server/scope"
	"sovite.fi/sovite/server/servertest"
)

func integrationSamples() map[string]sample {
	others := []string{"employer-owner", "unit-owner", "rival", "outsider"}
	const hook, sent = "/webhooks/{webhook}", "/webhooks/{webhook}/deliveries/{delivery}"
	paused := []servertest.Scenario{{
		Name: "pause", As: "crew-owner", Method: "POST", Path: openapi.Base + hook + "/pause", Want: 200, Facts: map[string]int{"webhook.paused": 1},
	}}
	return map[string]sample{
		"list-key":        {own: "crew-owner"},
		"read-key":        {path: "/keys/{key}", own: "crew-owner", foreign: others},
		"revoke-key":      {path: "/keys/{key}/revoke", own: "crew-owner", foreign: others},
		"list-webhook":    {own: "crew-owner"},
		"read-webhook":    {path: hook, own: "crew-owner", foreign: others},
		"pause-webhook":   {path: hook + "/pause", own: "crew-owner", foreign: others},
		"resume-webhook":  {path: hook + "/resume", own: "crew-owner", foreign: others, before: paused},
		"test-webhook":    {path: hook + "/test", own: "crew-owner", foreign: others},
		"list-delivery":   {path: hook + "/deliveries", own: "crew-owner", foreign: others},
		"read-delivery":   {path: sent, own: "crew-owner", foreign: others},
		"repeat-delivery": {path: sent + "/again", own: "crew-owner", foreign: others},
	}
}

// personal are the beginnings of paths to what is about clients, people's own accounts and the organisation itself.
func personal() []string {
	return []string{
		"/my/", "/me", "/session", "/join", "/signup", "/password", "/people", "/organisation", "/members", "/invitations", "/board", "/clients", "/consents", "/cards",
		"/introductions", "/received/", "/placements", "/employer/", "/meetings", "/notes", "/contacts", "/network", "/outcomes", "/choices", "/searches", "/shortlists",
		"/crew-members", "/rosters", "/sheets", "/keys", "/webhooks", "/billing-profile", "/payment-account", "/carvings", "/liability", "/approvals", "/fee-agreements",
	}
}

// TestKeysOpenOnlyTheirScope calls every route of the table with a key that has every scope but the one of the route: none may
// answer anything but 403. A route without a scope is closed to every key; what is personal has none.
func TestKeysOpenOnlyTheirScope(t *testing.T) {
	a := servertest.New(t)
	without, names := map[apikey.Scope]string{}, []string{}
	without[""] = a.Key(t, "employer-owner", apikey.Scopes()...)
	for _, s := range apikey.Scopes() {
		without[s] = a.Key(t, "employer-owner", slices.DeleteFunc(apikey.Scopes(), func(o apikey.Scope) bool { return o == s })...)
	}
	for _, route := range server.Routes(server.Deps{Parts: a.Parts}) {
		names = append(names, route.Name)
		if route.Who.Open() {
			if route.Scope != "" {
				t.Errorf("%s is open and has a scope", route.Name)
			}
			continue
		}
		if slices.ContainsFunc(personal(), func(p string) bool { return strings.HasPrefix(route.Path, p) }) && route.Scope != "" {
			t.Errorf("%s %s is open to keys with %s", route.Method, route.Path, route.Scope)
		}
		if route.Scope != "" && !slices.ContainsFunc(route.Scope.Roles(), route.Who.Lets) {
			t.Errorf("%s: no role of %s is let in", route.Name, route.Scope)
		}
		if (route.Method == http.MethodGet) != strings.HasSuffix(string(route.Scope), ":read") && route.Scope != "" {
			t.Errorf("%s %s has the scope %s", route.Method, route.Path, route.Scope)
		}
		a.Unchanged(t, func() {
			resp, body := a.Do(t, a.Request("", route.Method, openapi.Base+route.Path, "{}", "Authorization", "Bearer "+without[route.Scope]))
			if resp.StatusCode != http.StatusForbidden {
				t.Errorf("%s without %q: %d %s", route.Name, route.Scope, resp.StatusCode, body)
			}
		})
	}
	for s, list := range scope.All() {
		for _, name := range list {
			if !slices.Contains(names, name) || !slices.Contains(apikey.Scopes(), s) {
				t.Errorf("%s opens %s, which is not there", s, name)
			}
		}
	}
}

// ownerOf is an owner of the organisation for which somebody of the world acts.
func ownerOf(name string) string {
	orgs := map[string]string{"acme": "employer-owner", "unit": "unit-owner", "crew": "crew-owner", "rival-firm": "rival", "other-unit": "outsider", "": "employer-owner"}
	for _, p := range servertest.People() {
		if p.Name == name {
			return orgs[p.Org]
		}
	}
	return ""
}

// TestKeysDoWhatTheirScopeSays: with the one scope that a route asks for, and no other, its good call goes through.
func TestKeysDoWhatTheirScopeSays(t *testing.T) {
	shared := servertest.New(t)
	for _, route := range server.Routes(server.Deps{Parts: shared.Parts}) {
		if route.Scope == "" {
			continue
		}
		t.Run(route.Name, func(t *testing.T) {
			s := samples()[route.Name]
			if s.path == "" {
				s.path = route.Path
			}
			a := shared
			if route.Method != http.MethodGet || len(s.before) > 0 {
				a = servertest.New(t)
			}
			a.Run(t, s.before...)
			token := a.Key(t, ownerOf(s.own), route.Scope)
			resp, body := a.Do(t, a.Request("", route.Method, openapi.Base+s.path, s.body, append(s.headers, "Authorization", "Bearer "+token)...))
			if resp.StatusCode >= 300 {
				t.Errorf("refused: %d %s", resp.StatusCode, body)
			}
			_, err := a.APIKeys.Revoke(t.Context(), a.Actor(ownerOf(s.own)), marketplace.ID(a.IDs["used-key"]))
			if err != nil {
				t.Error(err)
			}
		})
	}
}

// What a key did is its own doing in the record; another organisation's records are not there for it; it opens no page; and a
// session's token goes on as before.
func TestKeyActsAsItself(t *testing.T) {
	a := servertest.New(t)
	token := a.Key(t, "employer-owner", apikey.Write(apikey.Tasks), apikey.Read(apikey.Tasks), apikey.Read(apikey.Orders))
	id := marketplace.ID(a.IDs["used-key"])
	as := []string{"Authorization", "Bearer " + token}
	a.Run(t, servertest.Scenario{
		Name: "create", Method: "POST", Path: openapi.Base + "/tasks", Body: `{"title": "Cleaning"}`, Headers: as, Want: 201, Facts: map[string]int{"task.created": 1},
		Keep: map[string]string{"made": "id"}, Carry: true,
	}, servertest.Scenario{
		Name: "an employee reads it", As: "employer", Path: openapi.Base + "/tasks/{made}", Want: 200,
	}, servertest.Scenario{
		Name: "another organisation's order", Path: openapi.Base + "/orders/{worked-order}", Headers: as, Want: 404,
	}, servertest.Scenario{
		Name: "its own side of the order", Path: openapi.Base + "/purchases/{worked-order}", Headers: as, Want: 200,
	}, servertest.Scenario{
		Name: "in the language of the caller", Path: openapi.Base + "/invoices", Headers: append([]string{"Accept-Language", "en"}, as...), Want: 403, Has: []string{"invoices:read"},
	}, servertest.Scenario{
		Name: "where anybody may come", Path: openapi.Base + "/regions", Headers: as, Want: 200,
	}, servertest.Scenario{
		Name: "with a forged key", Path: openapi.Base + "/tasks", Headers: []string{"Authorization", "Bearer svk_0000000000000000.x"}, Want: 401,
	})
	entries := 0
	for _, f := range a.Happened(t) {
		if f.Type == "task.created" && f.Subject == "tasks/"+a.IDs["made"] {
			entries++
			if f.Actor != id || f.Org != a.ID("acme") {
				t.Errorf("done by %s for %s", f.Actor, f.Org)
			}
		}
	}
	if entries != 1 {
		t.Errorf("%d facts", entries)
	}
}
