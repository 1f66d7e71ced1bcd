package oidc_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"net/http"
	"net/http/httptest"
	"net/url"
	"sync"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account"
	"sovite.fi/sovite/marketplace/account/oidc"
	"sovite.fi/sovite/marketplace/account/oidc/fake"
	"sovite.fi/sovite/marketplace/account/secret"
	"sovite.fi/sovite/marketplace/store/storetest"
)

// A member comes in, is who they were, and is told apart by subject from then on.
func TestAMemberComesIn(t *testing.T) {
	w := newWorld(t)
	for range 2 {
		came, err := w.comes("kaisa")
		w.ok(err)
		if came.Person.Email != "kaisa@maakunta.fi" || came.Next != "/tasks" || came.Session.Org != w.org || came.Refresh == "" {
			t.Fatalf("came in as %+v", came)
		}
	}
	s, err := w.Settings(t.Context(), w.owner, w.org)
	w.ok(err)
	if len(s.People) != 1 || s.People[0].Email != "kaisa@maakunta.fi" || s.Tried.IsZero() {
		t.Errorf("settings %+v", s)
	}
}

// What the service sends to the browser asks for a code with state, nonce and a challenge, for exactly our address.
func TestTheQuestion(t *testing.T) {
	w := newWorld(t)
	begun, err := w.Begin(t.Context(), w.org, "/", "sv")
	w.ok(err)
	u, err := url.Parse(begun.Address)
	w.ok(err)
	v := u.Query()
	for name, want := range map[string]string{
		"response_type": "code", "client_id": "sovite & co", "code_challenge_method": "S256", "scope": "openid email profile", "ui_locales": "sv",
		"redirect_uri": "https://sovite.test/signin/with/" + string(w.org) + "/return",
	} {
		if v.Get(name) != want {
			t.Errorf("%s is %q, want %q", name, v.Get(name), want)
		}
	}
	if len(v.Get("state")) < 40 || len(v.Get("nonce")) < 40 || len(v.Get("code_challenge")) != 43 || v.Get("state") == v.Get("nonce") || v.Get("state") == begun.Cookie {
		t.Errorf("question %v", v)
	}
}

// Whoever may not come in is told why, and no session, account or membership is made.
func TestWhoStaysOut(t *testing.T) {
	tests := map[string]struct{ guest, key string }{
		"an unknown person":                              {"uusi", "oidc.stranger"},
		"an address that was not checked":                {"unchecked", "oidc.unverified"},
		"an address of somebody else":                    {"elsewhere", "oidc.foreign"},
		"an address below the domain":                    {"below", "oidc.foreign"},
		"nobody's address":                               {"no-address", "oidc.unverified"},
		"somebody who changed their mind":                {"", "oidc.cancelled"},
		"a member of another organisation, with joining": {"elsewhere", "oidc.foreign"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			if name == "a member of another organisation, with joining" {
				w.switched(oidc.Switches{On: true, Joins: true})
			}
			came, err := w.comes(tt.guest)
			w.refused(name, tt.key, came, err)
			for _, g := range guests() {
				if w.sessions(g.Email) > 0 && g.Email != "" {
					t.Errorf("%s is signed in", g.Email)
				}
			}
			if _, err := w.accounts.Known(t.Context(), program(), "uusi@maakunta.fi"); !marketplace.IsKind(err, marketplace.NotFound) {
				t.Errorf("an account was made: %v", err)
			}
		})
	}
}

// A token that is not exactly what was asked for lets nobody in.
func TestTokensThatAreNotBelieved(t *testing.T) {
	stranger, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	claim := func(name string, value any) func(*fake.Token) {
		return func(k *fake.Token) { k.Claims[name] = value }
	}
	tests := map[string]func(*fake.Token){
		"another nonce":              claim("nonce", "another"),
		"no nonce":                   func(k *fake.Token) { delete(k.Claims, "nonce") },
		"another audience":           claim("aud", "somebody else"),
		"no audience":                func(k *fake.Token) { delete(k.Claims, "aud") },
		"two audiences":              claim("aud", []string{"sovite & co", "somebody else"}),
		"made for another client":    func(k *fake.Token) { k.Claims["aud"], k.Claims["azp"] = []string{"sovite & co", "x"}, "x" },
		"over":                       claim("exp", time.Date(2026, 11, 23, 7, 59, 0, 0, time.UTC).Unix()),
		"without an end":             func(k *fake.Token) { delete(k.Claims, "exp") },
		"not yet":                    claim("nbf", time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC).Unix()),
		"another issuer":             claim("iss", "https://other.example"),
		"no subject":                 claim("sub", ""),
		"a stranger's key":           func(k *fake.Token) { k.Key = stranger },
		"an unknown key":             func(k *fake.Token) { k.Key, k.Header["kid"] = stranger, "unknown" },
		"no signature":               func(k *fake.Token) { k.Method, k.Key = jwt.SigningMethodNone, jwt.UnsafeAllowNoneSignatureType },
		"the client's secret":        func(k *fake.Token) { k.Method, k.Key = jwt.SigningMethodHS256, []byte("hush:hush") },
		"an address that is no text": claim("email", 7),
	}
	for name, bend := range tests {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.county.Bend = bend
			came, err := w.comes("kaisa")
			w.refused(name, "oidc.not_believed", came, err)
			if n := w.sessions("kaisa@maakunta.fi"); n > 0 {
				t.Errorf("%d sessions", n)
			}
		})
	}
}

// An answer counts once, in the browser that asked, for the organisation that was asked, within ten minutes.
func TestVisitsThatAreOver(t *testing.T) {
	tests := map[string]func(w *world, back *oidc.Return){
		"used before": func(w *world, back *oidc.Return) {
			_, err := w.Finish(w.t.Context(), *back)
			w.ok(err)
			w.ok(w.accounts.SignOut(w.t.Context(), w.only("kaisa@maakunta.fi")))
		},
		"too late":             func(w *world, _ *oidc.Return) { *w.now = w.now.Add(oidc.Life) },
		"another browser":      func(w *world, back *oidc.Return) { back.Cookie = w.goes("kaisa", false).begun.Cookie },
		"no cookie":            func(_ *world, back *oidc.Return) { back.Cookie = "" },
		"another visit":        func(w *world, back *oidc.Return) { back.State = w.goes("kaisa", false).back.State },
		"a made-up state":      func(_ *world, back *oidc.Return) { back.State = "01JABC.not-a-code" },
		"no state":             func(_ *world, back *oidc.Return) { back.State = "" },
		"another organisation": func(w *world, back *oidc.Return) { back.Org = w.other.Org },
		"switched off since":   func(w *world, _ *oidc.Return) { w.switched(oidc.Switches{}) },
		"suspended since":      func(w *world, _ *oidc.Return) { w.ok(w.accounts.Suspend(w.t.Context(), program(), w.org)) },
		"another client since": func(w *world, _ *oidc.Return) {
			in := w.setup()
			in.ClientID = "another"
			_, err := w.Register(w.t.Context(), w.owner, w.org, in)
			w.ok(err)
		},
	}
	for name, change := range tests {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			back := w.goes("kaisa", false).back
			change(w, &back)
			came, err := w.Finish(t.Context(), back)
			w.refused(name, "oidc.visit_over", came, err)
			if n := w.sessions("kaisa@maakunta.fi"); n > 0 {
				t.Errorf("%d sessions", n)
			}
		})
	}
}

// only is the one session of somebody.
func (w *world) only(address string) marketplace.ID {
	w.t.Helper()
	p, err := w.accounts.Known(w.t.Context(), program(), address)
	w.ok(err)
	list, err := w.accounts.Sessions(w.t.Context(), marketplace.Actor{Person: p.ID})
	w.ok(err)
	if len(list) != 1 {
		w.t.Fatalf("%d sessions", len(list))
	}
	return list[0].ID
}

// A code is good once, for the verifier of its own visit, and an answer that names another issuer is none of this service's.
func TestCodesAndIssuers(t *testing.T) {
	w := newWorld(t)
	first, second := w.goes("kaisa", false).back, w.goes("kaisa", false).back
	stolen := second
	stolen.Code = first.Code
	came, err := w.Finish(t.Context(), stolen)
	w.refused("a code of another visit", "oidc.not_believed", came, err)
	came, err = w.Finish(t.Context(), first)
	w.refused("a code that was used", "oidc.not_believed", came, err)
	back := w.goes("kaisa", false).back
	back.Issuer = "https://other.example"
	came, err = w.Finish(t.Context(), back)
	w.refused("another issuer", "oidc.not_believed", came, err)
	back = w.goes("kaisa", false).back
	back.Code = ""
	came, err = w.Finish(t.Context(), back)
	w.refused("no code", "oidc.refused_there", came, err)
}

// Of two answers for one visit, at the same moment, one comes in.
func TestTwoAnswersAtOnce(t *testing.T) {
	w := newWorld(t)
	back := w.goes("kaisa", false).back
	var group sync.WaitGroup
	var mu sync.Mutex
	in := 0
	for range 8 {
		group.Go(func() {
			if _, err := w.Finish(t.Context(), back); err == nil {
				mu.Lock()
				in++
				mu.Unlock()
			}
		})
	}
	group.Wait()
	if in != 1 || w.sessions("kaisa@maakunta.fi") != 1 {
		t.Errorf("%d came in", in)
	}
}

// A service that is away, errs or talks without end lets nobody in, and says so.
func TestTheServiceIsAway(t *testing.T) {
	handlers := map[string]http.HandlerFunc{
		"errs":     func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusBadGateway) },
		"hangs up": func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) },
		"leads elsewhere": func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "http://localhost:1/", http.StatusTemporaryRedirect)
		},
	}
	for name, h := range handlers {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			back := w.goes("kaisa", false).back
			w.instead.Store(&h)
			came, err := w.Finish(t.Context(), back)
			w.refused(name, "oidc.away", came, err)
			w.instead.Store(nil)
			if _, err := w.comes("kaisa"); err != nil {
				t.Errorf("when it is back: %v", err)
			}
		})
	}
	w := newWorld(t)
	w.Service = w.over(w.db, w.accounts) // which remembers nothing
	w.server.Close()
	_, err := w.Begin(t.Context(), w.org, "/", "fi")
	w.refused("closed", "oidc.away", oidc.Came{}, err)
}

// Somebody who was bound is who they were, whatever the service says of their address later; and somebody new with their address there
// does not become them here.
func TestBoundToTheSubject(t *testing.T) {
	w := newWorld(t)
	_, err := w.comes("kaisa")
	w.ok(err)
	w.county.Bend = func(k *fake.Token) { k.Claims["email"], k.Claims["email_verified"] = "omistaja@maakunta.fi", false }
	came, err := w.comes("kaisa")
	w.ok(err)
	if came.Person.Email != "kaisa@maakunta.fi" {
		t.Errorf("became %s", came.Person.Email)
	}
	w.county.Bend = nil
	came, err = w.comes("heir")
	w.refused("an heir to the address", "oidc.other_identity", came, err)
	w.ok(w.Release(t.Context(), w.owner, w.org, w.person("kaisa@maakunta.fi")))
	came, err = w.comes("heir")
	if err != nil || came.Person.Email != "kaisa@maakunta.fi" {
		t.Errorf("after the release: %+v %v", came, err)
	}
	came, err = w.comes("kaisa")
	w.refused("who was released", "oidc.other_identity", came, err)
}

func (w *world) person(address string) marketplace.ID {
	w.t.Helper()
	p, err := w.accounts.Known(w.t.Context(), program(), address)
	w.ok(err)
	return p.ID
}

// Taking somebody's membership or the organisation's domain away closes the way at once.
func TestWhatClosesTheWay(t *testing.T) {
	tests := map[string]struct {
		do  func(w *world) error
		key string
	}{
		"removed": {func(w *world) error {
			return w.accounts.RemoveMember(t.Context(), w.owner, w.person("kaisa@maakunta.fi"))
		}, "oidc.stranger"},
		"domain refused": {func(w *world) error { _, err := w.RefuseDomain(t.Context(), w.admin, w.domain.ID); return err }, "oidc.foreign"},
		"domain dropped": {func(w *world) error { return w.DropDomain(t.Context(), w.owner, w.org, w.domain.ID) }, "oidc.foreign"},
		"account closed": {func(w *world) error { return w.accounts.Disable(t.Context(), program(), w.person("kaisa@maakunta.fi")) }, "oidc.closed"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			_, err := w.comes("kaisa")
			w.ok(err)
			w.switched(oidc.Switches{On: true, Joins: true})
			w.ok(tt.do(w))
			came, err := w.comes("kaisa")
			w.refused(name, tt.key, came, err)
		})
	}
}

// Where the organisation says so, somebody unknown becomes a member without any role; whoever was removed does not.
func TestJoining(t *testing.T) {
	w := newWorld(t)
	w.switched(oidc.Switches{On: true, Joins: true})
	came, err := w.comes("uusi")
	w.ok(err)
	if came.Person.Name != "Uusi Ihminen" || came.Person.Lang != "sv" || len(came.Memberships) != 1 || len(came.Memberships[0].Roles) != 0 {
		t.Errorf("came in as %+v", came)
	}
	w.ok(w.accounts.RemoveMember(t.Context(), w.owner, came.Person.ID))
	came, err = w.comes("uusi")
	w.refused("removed", "oidc.stranger", came, err)
	_, err = w.accounts.SignIn(t.Context(), account.Credentials{Email: "uusi@maakunta.fi", Password: ""})
	w.refused("an empty password", "account.signin_failed", oidc.Came{}, err)
}

// Our second factor is asked unless the service asked for one.
func TestSecondFactors(t *testing.T) {
	w := newWorld(t)
	kaisa := marketplace.Actor{Person: w.person("kaisa@maakunta.fi")}
	setup, err := w.accounts.StartTOTP(t.Context(), kaisa)
	w.ok(err)
	code, err := secret.TOTPCode(setup.Secret, *w.now)
	w.ok(err)
	recovery, err := w.accounts.ConfirmTOTP(t.Context(), kaisa, code)
	w.ok(err)
	came, err := w.comes("kaisa")
	w.ok(err)
	if !came.SecondFactor || came.Session.ID != "" || w.sessions("kaisa@maakunta.fi") != 0 {
		t.Fatalf("in with one factor: %+v", came)
	}
	w.switched(oidc.Switches{On: true, Only: true})
	in, err := w.accounts.SignIn(t.Context(), account.Credentials{Ticket: came.Ticket, Code: recovery[0]})
	if err != nil || in.Session.ID == "" {
		t.Errorf("the second step: %v", err)
	}
	came, err = w.Finish(t.Context(), w.goes("kaisa", true).back)
	if err != nil || came.SecondFactor || came.Session.ID == "" {
		t.Errorf("asked twice: %+v %v", came, err)
	}
}

// A password is refused for addresses of the domain, and of no other, while the service is the only way in.
func TestTheOnlyWayIn(t *testing.T) {
	w := newWorld(t)
	try := func(address string) string {
		_, err := w.accounts.SignIn(t.Context(), account.Credentials{Email: address, Password: password})
		if err == nil {
			return ""
		}
		return marketplace.AsError(err).Key
	}
	_, err := w.Switch(t.Context(), w.owner, w.org, oidc.Switches{On: true, Only: true})
	w.refused("before anybody tried it", "oidc.only_untried", oidc.Came{}, err)
	_, err = w.comes("kaisa")
	w.ok(err)
	w.switched(oidc.Switches{On: true, Only: true})
	for address, want := range map[string]string{"kaisa@maakunta.fi": "oidc.only", "Nobody@Maakunta.fi": "oidc.only", "olli@muualla.fi": "", "kaisa@ali.maakunta.fi": "account.signin_failed"} {
		if got := try(address); got != want {
			t.Errorf("%s: %q, want %q", address, got, want)
		}
	}
	in := w.setup()
	in.ClientID = "another"
	r, err := w.Register(t.Context(), w.owner, w.org, in)
	if err != nil || r.Only {
		t.Errorf("another client is the only way in before it was tried: %+v %v", r, err)
	}
	if got := try("kaisa@maakunta.fi"); got != "" {
		t.Errorf("locked out by another client: %q", got)
	}
}

// A crash at any write of the way in leaves nobody in by half: going the way once more lets the person in, once.
func TestACrashAtEveryWrite(t *testing.T) {
	for _, guest := range []string{"kaisa", "uusi"} {
		for _, moment := range []storetest.Moment{storetest.BeforeWrite, storetest.AfterWrite} {
			for k := 1; ; k++ {
				w := newWorld(t)
				w.switched(oidc.Switches{On: true, Joins: true})
				good := w.Service
				faulty := storetest.Faulty(w.db, k, moment)
				w.Service = w.over(faulty, w.accountsOver(faulty))
				begun, err := w.Begin(t.Context(), w.org, "/", "fi")
				if err == nil {
					var u *url.URL
					u, err = url.Parse(begun.Address)
					w.ok(err)
					var address string
					address, err = w.county.Grant(t.Context(), u.Query(), guest, false)
					w.ok(err)
					_, err = w.Finish(t.Context(), w.returns(address, begun.Cookie))
				}
				crashed := faulty.Crashed()
				if !crashed {
					w.ok(err)
				}
				w.Service = good
				came, err := w.comes(guest)
				if err != nil || came.Session.Org != w.org || len(came.Memberships) != 1 {
					t.Fatalf("%s, write %d: %+v %v", guest, k, came, err)
				}
				if !crashed {
					break
				}
			}
		}
	}
}

// A body without end is cut off.
func TestEndlessAnswers(t *testing.T) {
	w := newWorld(t)
	endless := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, _ *http.Request) {
		for range 40 {
			_, _ = rw.Write(make([]byte, 100_000))
		}
	}))
	defer endless.Close()
	in := w.setup()
	in.Issuer = endless.URL
	_, err := w.Register(t.Context(), w.owner, w.org, in)
	w.refused("endless", "oidc.issuer_unfit", oidc.Came{}, err)
}
