package server_test

import (
	"encoding/base32"
	"encoding/base64"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"sovite.fi/sovite/server"
	"sovite.fi/sovite/server/api"
	"sovite.fi/sovite/server/auth"
	"sovite.fi/sovite/server/openapi"
	"sovite.fi/sovite/server/rate"
	"sovite.fi/sovite/server/servertest"
)

const (
	session      = openapi.Base + "/session"
	signInFailed = "account.signin_failed"
)

func TestSessions(t *testing.T) {
	a := servertest.New(t)
	a.Run(t, []servertest.Scenario{
		{
			Name: "a wrong password", Method: "POST", Path: session, Body: `{"email": "coach@sovite.test", "password": "wrong"}`, Want: 401,
			Has: []string{signInFailed}, Not: []string{"access"}, Facts: map[string]int{"signin.failed": 1},
		},
		{
			Name: "an address that nobody has", Method: "POST", Path: session, Body: `{"email": "none@sovite.test", "password": "wrong"}`, Want: 401,
			Has: []string{signInFailed}, Facts: map[string]int{"signin.failed": 1},
		},
		{
			Name: "sign in", Method: "POST", Path: session, Body: signInCoach, Want: 200, Has: []string{`"acting_for":"{unit}"`},
			Facts: map[string]int{"signin.succeeded": 1}, Keep: map[string]string{"access": "access", "refresh": "refresh"},
		},
		{Name: "the token opens", Path: openapi.Base + "/clients", Headers: bearer("{access}"), Want: 200},
		{
			Name: "refresh", Method: "POST", Path: session + "/refresh", Body: `{"refresh": "{refresh}"}`, Want: 200,
			Keep: map[string]string{"second": "refresh", "access": "access"},
		},
		{Name: "what is no refresh token", Method: "POST", Path: session + "/refresh", Body: `{"refresh": "abc"}`, Want: 401, Has: []string{"account.session_over"}},
		{Name: "sign out", Method: "DELETE", Path: session, Headers: bearer("{access}"), Want: 204, Facts: map[string]int{"session.revoked": 1}},
		{Name: "the token is over at once", Path: openapi.Base + "/me", Headers: bearer("{access}"), Want: 401, Has: []string{"account.session_over"}},
		{Name: "and so is its refresh token", Method: "POST", Path: session + "/refresh", Body: `{"refresh": "{second}"}`, Want: 401},
	}...)
}

func bearer(token string) []string { return []string{"Authorization", "Bearer " + token} }

// TestTokens sends every sort of token that is not good to a way in that needs none but is better with one, and to one
// that needs one.
func TestTokens(t *testing.T) {
	a := servertest.New(t)
	good := a.SignIn(t, "coach")
	parts := strings.Split(good, ".")
	none := base64.RawURLEncoding.EncodeToString([]byte(`{"alg":"none","typ":"JWT"}`)) + "." + parts[1] + "."
	forged := parts[0] + "." + parts[1] + "." + base64.RawURLEncoding.EncodeToString(make([]byte, 64))
	for name, header := range map[string]string{
		"no signature": "Bearer " + none, "a forged signature": "Bearer " + forged, "no token": "Bearer ", "rubbish": "Bearer abc",
		"another scheme": "Basic " + good, "cut off": "Bearer " + good[:len(good)-8], "far too long": "Bearer " + strings.Repeat("x", 8000),
	} {
		a.Unchanged(t, func() {
			for _, path := range []string{"/me", "/scale"} {
				resp, body := a.Do(t, a.Request("", "GET", openapi.Base+path, "", "Authorization", header))
				if resp.StatusCode != 401 || !strings.Contains(body, "/problems/unauthenticated") || resp.Header.Get("WWW-Authenticate") != "Bearer" {
					t.Errorf("%s on %s: %d %s", name, path, resp.StatusCode, body)
				}
			}
		})
	}
	a.Clock.Move(auth.AccessLife + time.Minute)
	if resp, body := a.Do(t, a.Request("", "POST", session, signInCoach, bearer(good)...)); resp.StatusCode != 200 {
		t.Errorf("an old token hinders signing in: %d %s", resp.StatusCode, body)
	}
	if resp, body := a.Do(t, a.Request("", "GET", openapi.Base+"/me", "", bearer(good)...)); resp.StatusCode != 401 || !strings.Contains(body, "auth.token_expired") {
		t.Errorf("an old token: %d %s", resp.StatusCode, body)
	}
}

// TestCookiesOpenNoInterface keeps forged requests out: what a browser sends by itself is no proof here.
func TestCookiesOpenNoInterface(t *testing.T) {
	a := servertest.New(t)
	good := a.SignIn(t, "coach")
	resp, body := a.Do(t, a.Request("", "GET", openapi.Base+"/me", "", "Cookie", "sovite-access="+good+"; __Host-sovite-access="+good))
	if resp.StatusCode != 401 {
		t.Errorf("%d %s", resp.StatusCode, body)
	}
}

func TestSecondFactor(t *testing.T) {
	a := servertest.New(t)
	a.Run(t, servertest.Scenario{
		Name: "begin", As: "coach", Method: "POST", Path: openapi.Base + "/me/totp", Want: 200, Has: []string{"otpauth://totp/"},
		Keep: map[string]string{"secret": "secret"},
	})
	code := func() string {
		if _, err := base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(a.IDs["secret"]); err != nil {
			t.Fatal(err)
		}
		c, err := totp.GenerateCode(a.IDs["secret"], a.Clock.Now())
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	a.IDs["code"] = code()
	a.Run(t, []servertest.Scenario{
		{Name: "a wrong code", As: "coach", Method: "POST", Path: openapi.Base + "/me/totp/confirm", Body: `{"code": "000"}`, Want: 422, Has: []string{`"field":"code"`}},
		{
			Name: "confirm", As: "coach", Method: "POST", Path: openapi.Base + "/me/totp/confirm", Body: `{"code": "{code}"}`, Want: 200,
			Has: []string{`"codes":["`}, Facts: map[string]int{"totp.enabled": 1},
		},
		{
			Name: "the password alone opens nothing", Method: "POST", Path: session, Body: signInCoach, Want: 200,
			Has: []string{`"second_factor":true`}, Not: []string{"access", "refresh"}, Keep: map[string]string{"ticket": "ticket"},
		},
		{
			Name: "a code that was used is used", Method: "POST", Path: session, Body: `{"ticket": "{ticket}", "code": "{code}"}`, Want: 401,
			Has: []string{signInFailed}, Facts: map[string]int{"signin.failed": 1},
		},
	}...)
	a.Clock.Move(time.Minute)
	a.IDs["code"] = code()
	a.Run(t, []servertest.Scenario{
		{
			Name: "ticket and code open", Method: "POST", Path: session, Body: `{"ticket": "{ticket}", "code": "{code}"}`, Want: 200,
			Has: []string{`"access":"`}, Facts: map[string]int{"signin.succeeded": 1},
		},
		{
			Name: "turning it off needs the password", As: "coach", Method: "POST", Path: openapi.Base + "/me/totp/disable", Body: `{"password": "x"}`, Want: 422,
			Facts: map[string]int{"signin.failed": 1},
		},
		{
			Name: "turn it off", As: "coach", Method: "POST", Path: openapi.Base + "/me/totp/disable", Body: `{"password": "` + servertest.Password + `"}`, Want: 204,
			Facts: map[string]int{"totp.disabled": 1},
		},
	}...)
}

// TestSignInIsLimited counts tries by address of the caller before a password is even looked at.
func TestSignInIsLimited(t *testing.T) {
	a := servertest.New(t, func(p *server.Ports, _ *server.Deps) { p.PerIP = rate.Limit{PerMinute: 6, Burst: 3} })
	var got []int
	for range 4 {
		resp, _ := a.Do(t, a.Request("", "POST", session, signInCoach))
		got = append(got, resp.StatusCode)
		if resp.StatusCode == 429 && resp.Header.Get("Retry-After") != "10" {
			t.Errorf("Retry-After %q", resp.Header.Get("Retry-After"))
		}
	}
	if !slices.Equal(got, []int{200, 200, 200, 429}) {
		t.Errorf("%v", got)
	}
}

func TestCallersAreLimited(t *testing.T) {
	a := servertest.New(t, func(_ *server.Ports, d *server.Deps) { d.Rate = rate.Limit{PerMinute: 60, Burst: 2} })
	ask := func(as string) int {
		resp, _ := a.Do(t, a.Request(as, "GET", openapi.Base+"/me", ""))
		return resp.StatusCode
	}
	if got := []int{ask("coach"), ask("coach"), ask("coach"), ask("employer")}; !slices.Equal(got, []int{200, 200, 429, 200}) {
		t.Errorf("%v", got)
	}
}

// TestSwitchingEndsOldTokens: a token says for whom it acts, and is no good once its session acts for another.
func TestSwitchingEndsOldTokens(t *testing.T) {
	a := servertest.New(t)
	a.Run(t, servertest.Scenario{
		Name: "found", As: "coach", Method: "POST", Path: openapi.Base + "/organisations", Body: `{"name": "Cafe", "kinds": ["employer"]}`, Want: 201,
		Facts: map[string]int{"organisation.created": 1, "membership.granted": 1}, Keep: map[string]string{"cafe": "id"},
	})
	old := a.SignIn(t, "coach")
	resp, body := a.Do(t, a.Request("", "PUT", session+"/organisation", `{"org": "{cafe}"}`, bearer(old)...))
	var next api.Tokens
	if err := json.Unmarshal([]byte(body), &next); err != nil || resp.StatusCode != 200 {
		t.Fatalf("%d %s", resp.StatusCode, body)
	}
	if resp, body := a.Do(t, a.Request("", "GET", openapi.Base+"/clients", "", bearer(old)...)); resp.StatusCode != 401 {
		t.Errorf("the old token still opens: %d %s", resp.StatusCode, body)
	}
	if resp, body := a.Do(t, a.Request("", "GET", openapi.Base+"/clients", "", bearer(next.Access)...)); resp.StatusCode != 403 {
		t.Errorf("the new token opens the other organisation's clients: %d %s", resp.StatusCode, body)
	}
	if resp, body := a.Do(t, a.Request("", "GET", openapi.Base+"/tasks/mine", "", bearer(next.Access)...)); resp.StatusCode != 200 {
		t.Errorf("the new token: %d %s", resp.StatusCode, body)
	}
}
