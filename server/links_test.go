package server_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"sovite.fi/sovite/server"
	"sovite.fi/sovite/server/auth"
	"sovite.fi/sovite/server/openapi"
	"sovite.fi/sovite/server/rate"
	"sovite.fi/sovite/server/servertest"
)

const (
	signUp = openapi.Base + "/signup"
	forgot = openapi.Base + "/password/forgot"
	fresh  = "nelja-vihreaa-teekuppia"
)

// sentToken is the token in the newest message to an address.
func sentToken(t *testing.T, a *servertest.App, to string) string {
	t.Helper()
	a.Carry(t)
	for _, m := range slices.Backward(a.Outbox.Sent()) {
		if _, link, ok := strings.Cut(m.Text, servertest.Origin+"/"); ok && m.To == to {
			return strings.Fields(link[strings.IndexByte(link, '/')+1:])[0]
		}
	}
	t.Fatalf("no link was sent to %s", to)
	return ""
}

func TestSignUp(t *testing.T) {
	a := servertest.New(t)
	requested := map[string]int{"signup.requested": 1}
	a.Run(t, []servertest.Scenario{
		{Name: "no address", Method: "POST", Path: signUp, Body: `{"email": "nobody"}`, Want: 422, Has: []string{`"field":"email"`}},
		{Name: "a language that we do not speak", Method: "POST", Path: signUp, Body: `{"email": "uusi@sovite.test", "lang": "de"}`, Want: 422, Has: []string{`"field":"lang"`}},
		{Name: "an address that has an account", Method: "POST", Path: signUp, Body: `{"email": "coach@sovite.test"}`, Want: 204, Facts: requested},
		{Name: "is answered as one that has none", Method: "POST", Path: signUp, Body: `{"email": "uusi@sovite.test"}`, Want: 204, Facts: requested},
	}...)
	if sent := a.Outbox.Sent(); len(sent) != 0 {
		t.Fatalf("sent before the facts were carried: %+v", sent)
	}
	a.IDs["token"] = sentToken(t, a, "uusi@sovite.test")
	for _, m := range a.Outbox.Sent() {
		if m.To == "coach@sovite.test" && strings.Contains(m.Text, "/join/") {
			t.Error("somebody who has an account is sent a link to make one")
		}
		if m.Lang != "en" {
			t.Errorf("written in %q, asked for in English", m.Lang)
		}
	}
	join := openapi.Base + "/join/{token}"
	a.Run(t, []servertest.Scenario{
		{Name: "the link is shown", Path: join, Want: 200, Has: []string{`"kind":"signup"`, `"email":"uusi@sovite.test"`, `"known":false`}, Not: []string{"{token}"}},
		{Name: "a link that nobody sent", Path: openapi.Base + "/join/id000001.abc", Want: 404, Has: []string{"account.link_invalid"}},
		{
			Name: "a password that is too short", Method: "POST", Path: join, Body: `{"name": "Uusi Tulija", "password": "lyhyt"}`, Want: 422,
			Has: []string{`"field":"password"`, "account.password_short"},
		},
		{
			Name: "an account is made", Method: "POST", Path: join, Body: `{"name": "Uusi Tulija", "lang": "sv", "password": "` + fresh + `"}`, Want: 200,
			Has: []string{`"email":"uusi@sovite.test"`, `"lang":"sv"`}, Not: []string{fresh, "token", "access"},
			Facts: map[string]int{"person.registered": 1, "invitation.accepted": 1},
		},
		{Name: "a link opens once", Method: "POST", Path: join, Body: `{"name": "Uusi Tulija", "password": "` + fresh + `"}`, Want: 404, Has: []string{"account.link_invalid"}},
		{
			Name: "and the account opens", Method: "POST", Path: session, Body: `{"email": "uusi@sovite.test", "password": "` + fresh + `"}`, Want: 200,
			Facts: map[string]int{"signin.succeeded": 1},
		},
	}...)
	if strings.Contains(a.Log.String(), a.IDs["token"]) {
		t.Error("the token stands in the log")
	}
}

func TestJoining(t *testing.T) {
	a := servertest.New(t)
	a.Run(t, servertest.Scenario{
		Name: "invite", As: "unit-owner", Method: "POST", Path: openapi.Base + "/invitations", Body: `{"email": "nobody@sovite.test", "roles": ["coach"]}`,
		Want: 201, Facts: map[string]int{"person.invited": 1},
	})
	a.IDs["token"] = sentToken(t, a, "nobody@sovite.test")
	join := openapi.Base + "/join/{token}"
	a.Run(t, []servertest.Scenario{
		{Name: "what it is for", Path: join, Want: 200, Has: []string{`"kind":"invitation"`, `"organisation":"unit"`, `"roles":["coach"]`, `"known":true`}},
		{Name: "not without signing in", Method: "POST", Path: join, Body: `{}`, Want: 401, Has: []string{"account.accept_signed_in"}},
		{Name: "nor by giving a password", Method: "POST", Path: join, Body: `{"name": "N", "password": "` + servertest.Password + `"}`, Want: 401},
		{Name: "nor as somebody else", As: "rival", Method: "POST", Path: join, Body: `{}`, Want: 403, Has: []string{"account.accept_other"}},
		{
			Name: "but as oneself", As: "nobody", Method: "POST", Path: join, Body: `{}`, Want: 200, Has: []string{`"id":"{nobody}"`},
			Facts: map[string]int{"invitation.accepted": 1, "membership.granted": 1},
		},
		{Name: "who then belongs", As: "nobody", Path: openapi.Base + "/me", Want: 200, Has: []string{`"roles":["coach"]`}},
		{Name: "and the link is used", Path: join, Want: 404, Has: []string{"account.link_invalid"}},
	}...)
}

func TestForgottenPassword(t *testing.T) {
	a := servertest.New(t)
	requested := map[string]int{"reset.requested": 1}
	open := a.SignIn(t, "coach")
	a.Run(t, []servertest.Scenario{
		{Name: "an address that nobody has", Method: "POST", Path: forgot, Body: `{"email": "none@sovite.test"}`, Want: 204, Facts: requested},
		{Name: "is answered as one that somebody has", Method: "POST", Path: forgot, Body: `{"email": "coach@sovite.test"}`, Want: 204, Facts: requested},
	}...)
	a.IDs["token"] = sentToken(t, a, "coach@sovite.test")
	if sent := a.Outbox.Sent(); len(sent) != 1 {
		t.Errorf("%d messages", len(sent))
	}
	reset := openapi.Base + "/password/reset/{token}"
	a.Run(t, []servertest.Scenario{
		{Name: "it is no link to join by", Method: "POST", Path: openapi.Base + "/join/{token}", Body: `{"name": "N", "password": "` + fresh + `"}`, Want: 404},
		{Name: "a weak password", Method: "POST", Path: reset, Body: `{"new_password": "lyhyt"}`, Want: 422, Has: []string{`"field":"new_password"`}, Not: []string{"lyhyt"}},
		{Name: "a wrong link", Method: "POST", Path: reset + "x", Body: `{"new_password": "` + fresh + `"}`, Want: 404, Has: []string{"account.link_invalid"}},
		{
			Name: "a new password", Method: "POST", Path: reset, Body: `{"new_password": "` + fresh + `"}`, Want: 204,
			Facts: map[string]int{"reset.used": 1, "password.changed": 1, "session.revoked": 2},
		},
		{Name: "once", Method: "POST", Path: reset, Body: `{"new_password": "` + fresh + `"}`, Want: 404, Has: []string{"account.link_invalid"}},
		{Name: "ends every session", Path: openapi.Base + "/me", Headers: bearer(open), Want: 401, Has: []string{"account.session_over"}},
		{Name: "the old password is over", Method: "POST", Path: session, Body: signInCoach, Want: 401, Facts: map[string]int{"signin.failed": 1}},
		{
			Name: "the new one opens", Method: "POST", Path: session, Body: `{"email": "coach@sovite.test", "password": "` + fresh + `"}`, Want: 200,
			Facts: map[string]int{"signin.succeeded": 1},
		},
	}...)
	if strings.Contains(a.Log.String(), a.IDs["token"]) {
		t.Error("the token stands in the log")
	}
}

// TestLinksAreLimited counts these ways in together with signing in, by the address of the caller.
func TestLinksAreLimited(t *testing.T) {
	for _, way := range []struct{ path, body string }{
		{"/signup", `{"email": "a@sovite.test"}`},
		{"/password/forgot", `{"email": "a@sovite.test"}`},
		{"/join/id000001.abc", `{}`},
		{"/password/reset/id000001.abc", `{"new_password": "` + fresh + `"}`},
	} {
		a := servertest.New(t, func(p *server.Ports, _ *server.Deps) { p.PerIP = rate.Limit{PerMinute: 6, Burst: 2} })
		var got []int
		for range 3 {
			resp, _ := a.Do(t, a.Request("", "POST", openapi.Base+way.path, way.body))
			got = append(got, resp.StatusCode)
		}
		if got[1] == 429 || got[2] != 429 {
			t.Errorf("%s: %v", way.path, got)
		}
		if resp, _ := a.Do(t, a.Request("", "POST", session, signInCoach)); resp.StatusCode != 429 {
			t.Errorf("%s is counted apart from signing in", way.path)
		}
	}
}

// TestOldTokensHinderNoLink: whoever has forgotten their password may well still send a token that has expired.
func TestOldTokensHinderNoLink(t *testing.T) {
	a := servertest.New(t)
	old := a.SignIn(t, "coach")
	a.Clock.Move(auth.AccessLife + time.Minute)
	a.Run(t, []servertest.Scenario{
		{Name: "sign up", Method: "POST", Path: signUp, Body: `{"email": "a@sovite.test"}`, Headers: bearer(old), Want: 204, Facts: map[string]int{"signup.requested": 1}},
		{Name: "forgot", Method: "POST", Path: forgot, Body: `{"email": "a@sovite.test"}`, Headers: bearer(old), Want: 204, Facts: map[string]int{"reset.requested": 1}},
		{Name: "reset", Method: "POST", Path: openapi.Base + "/password/reset/abc", Body: `{"new_password": "x"}`, Headers: bearer(old), Want: 404},
	}...)
}
