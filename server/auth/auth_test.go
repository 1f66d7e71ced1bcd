package auth

import (
	"crypto/ed25519"
	"crypto/rand"
	"encoding/base64"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/golang-jwt/jwt/v5"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account"
	"sovite.fi/sovite/marketplace/account/secret"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/store/storetest"
	"sovite.fi/sovite/server/rate"
	"sovite.fi/sovite/server/web"
)

const (
	good  = "kanervan alla kolme porakonetta"
	where = "https://sovite.fi"
)

type world struct {
	t        *testing.T
	store    store.Store
	now      time.Time
	accounts *account.Service
	keys     *Keys
	gate     *Gate
	vault    *secret.Vault
	facts    marketplace.Facts
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{t: t, store: storetest.Memory(t, append(account.Schemas(), Schema())...), now: time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)}
	w.facts = marketplace.Facts{IDs: marketplace.NewIDs(w.clock, rand.Reader), Clock: w.clock}
	var err error
	w.vault, err = secret.NewVault([]byte(strings.Repeat("s", secret.MinSecret)), rand.Reader)
	w.ok(err)
	w.accounts, err = account.New(account.Deps{
		Store: w.store, Clock: w.clock, IDs: w.facts.IDs, Random: rand.Reader, Vault: w.vault, Hash: secret.HashCost{Memory: 8, Time: 1, Threads: 1},
	})
	w.ok(err)
	w.keys = NewKeys(w.store, w.facts, w.vault, rand.Reader)
	w.gate = w.gateWith(w.keys, where)
	return w
}

func (w *world) clock() time.Time { return w.now }

func (w *world) gateWith(keys *Keys, origin string) *Gate {
	rates := rate.NewKeeper(w.store, w.clock, w.vault)
	return New(Options{
		Accounts: w.accounts, Keys: keys, Vault: w.vault, Clock: w.clock, Origin: origin,
		PerIP: rates.Limiter("address", rate.Limit{PerMinute: 60, Burst: 5}), PerName: rates.Limiter("account", rate.Limit{PerMinute: 60, Burst: 3}),
	})
}

func (w *world) ok(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

// signedIn makes somebody who founded an organisation and signed in.
func (w *world) signedIn(email string) (account.SignedIn, marketplace.Actor) {
	w.t.Helper()
	ctx := w.t.Context()
	p, err := w.accounts.AddPerson(ctx, marketplace.System(""), account.NewPerson{Email: email, Name: "Nimi", Password: good})
	w.ok(err)
	_, err = w.accounts.CreateOrganisation(ctx, marketplace.Actor{Person: p.ID}, account.NewOrganisation{Name: "Paja", Kinds: []account.Kind{account.KindEmployer}})
	w.ok(err)
	in, err := w.accounts.SignIn(ctx, account.Credentials{Email: email, Password: good})
	w.ok(err)
	actor, err := w.accounts.ActorFor(ctx, in.Session.ID)
	w.ok(err)
	return in, actor
}

func (w *world) token(in account.SignedIn) string {
	w.t.Helper()
	token, err := w.gate.Issue(w.t.Context(), in.Session.ID)
	w.ok(err)
	return token.Access
}

func (w *world) refused(access, why string) {
	w.t.Helper()
	if actor, _, err := w.gate.Verify(w.t.Context(), access); !marketplace.IsKind(err, marketplace.Unauthenticated) {
		w.t.Errorf("%s: taken for %+v, %v", why, actor, err)
	}
}

func TestIssueAndVerify(t *testing.T) {
	w := newWorld(t)
	in, want := w.signedIn("a@example.fi")
	access := w.token(in)
	actor, session, err := w.gate.Verify(t.Context(), access)
	if err != nil || actor.Person != want.Person || actor.Org != want.Org || !actor.Has(marketplace.RoleOwner) || session != in.Session.ID {
		t.Fatalf("%+v %s %v", actor, session, err)
	}
	if strings.Contains(decoded(t, access, 1), "owner") {
		t.Error("a role stands in the token")
	}
	w.now = w.now.Add(AccessLife + leeway - time.Second)
	if _, _, err := w.gate.Verify(t.Context(), access); err != nil {
		t.Errorf("within the leeway: %v", err)
	}
	w.now = w.now.Add(2 * time.Second)
	if _, _, err := w.gate.Verify(t.Context(), access); marketplace.AsError(err).Key != "auth.token_expired" {
		t.Errorf("expired: %v", err)
	}
}

func decoded(t *testing.T, token string, part int) string {
	t.Helper()
	raw, err := base64.RawURLEncoding.DecodeString(strings.Split(token, ".")[part])
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// forge signs a token with a method and key of the attacker's choice, otherwise like a good one.
func (w *world) forge(in account.SignedIn, method jwt.SigningMethod, key any, change func(*claims, map[string]any)) string {
	w.t.Helper()
	signer, err := w.keys.signer(w.t.Context())
	w.ok(err)
	c := claims{Org: in.Session.Org, Session: in.Session.ID, RegisteredClaims: jwt.RegisteredClaims{
		Issuer: where, Audience: jwt.ClaimStrings{audience}, Subject: string(in.Person.ID),
		IssuedAt: jwt.NewNumericDate(w.now), ExpiresAt: jwt.NewNumericDate(w.now.Add(AccessLife)),
	}}
	token := jwt.NewWithClaims(method, c)
	token.Header["kid"] = string(signer.id)
	if change != nil {
		change(&c, token.Header)
		token.Claims = c
	}
	if key == nil {
		key = signer.private
	}
	raw, err := token.SignedString(key)
	w.ok(err)
	return raw
}

func TestForgedTokens(t *testing.T) {
	w := newWorld(t)
	in, _ := w.signedIn("a@example.fi")
	victim, _ := w.signedIn("b@example.fi")
	eddsa := jwt.SigningMethodEdDSA
	if _, _, err := w.gate.Verify(t.Context(), w.forge(in, eddsa, nil, nil)); err != nil {
		t.Fatalf("the pattern of all forgeries is itself refused: %v", err)
	}
	_, foreign, err := ed25519.GenerateKey(rand.Reader)
	w.ok(err)
	signer, err := w.keys.signer(t.Context())
	w.ok(err)
	public, _ := signer.private.Public().(ed25519.PublicKey)
	with := func(change func(*claims, map[string]any)) string { return w.forge(in, eddsa, nil, change) }
	access := w.token(in)
	parts := strings.Split(access, ".")
	other := strings.Split(w.token(victim), ".")
	none := w.forge(in, jwt.SigningMethodNone, jwt.UnsafeAllowNoneSignatureType, nil)
	tests := map[string]string{
		"algorithm none":             none,
		"algorithm none, signed":     strings.TrimRight(none, ".") + "." + parts[2],
		"HMAC with the public key":   w.forge(in, jwt.SigningMethodHS256, []byte(public), nil),
		"another key, our kid":       w.forge(in, eddsa, foreign, nil),
		"unknown kid":                with(func(_ *claims, h map[string]any) { h["kid"] = "other" }),
		"no kid":                     with(func(_ *claims, h map[string]any) { delete(h, "kid") }),
		"kid is a number":            with(func(_ *claims, h map[string]any) { h["kid"] = 7 }),
		"another issuer":             with(func(c *claims, _ map[string]any) { c.Issuer = "https://evil.example" }),
		"another audience":           with(func(c *claims, _ map[string]any) { c.Audience = jwt.ClaimStrings{"other"} }),
		"no audience":                with(func(c *claims, _ map[string]any) { c.Audience = nil }),
		"no expiry":                  with(func(c *claims, _ map[string]any) { c.ExpiresAt = nil }),
		"expired":                    with(func(c *claims, _ map[string]any) { c.ExpiresAt = jwt.NewNumericDate(w.now.Add(-time.Minute)) }),
		"issued in the future":       with(func(c *claims, _ map[string]any) { c.IssuedAt = jwt.NewNumericDate(w.now.Add(time.Hour)) }),
		"another person":             with(func(c *claims, _ map[string]any) { c.Subject = string(victim.Person.ID) }),
		"another organisation":       with(func(c *claims, _ map[string]any) { c.Org = victim.Session.Org }),
		"no session":                 with(func(c *claims, _ map[string]any) { c.Session = "" }),
		"a session that never was":   with(func(c *claims, _ map[string]any) { c.Session = "nowhere" }),
		"somebody else's claims":     parts[0] + "." + other[1] + "." + parts[2],
		"somebody else's signature":  parts[0] + "." + parts[1] + "." + other[2],
		"no signature":               parts[0] + "." + parts[1] + ".",
		"cut off":                    access[:len(access)-4],
		"a refresh token":            in.Refresh,
		"empty":                      "",
		"far too long":               strings.Repeat("a", 1<<20),
		"claims that are not claims": parts[0] + "." + base64.RawURLEncoding.EncodeToString([]byte(`[1]`)) + "." + parts[2],
	}
	for why, token := range tests {
		w.refused(token, why)
	}
}

// A session that ended, or acts for another organisation now, takes its access tokens with it.
func TestTokensFollowTheSession(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	in, actor := w.signedIn("a@example.fi")
	second, err := w.accounts.CreateOrganisation(ctx, actor, account.NewOrganisation{Name: "Toinen", Kinds: []account.Kind{account.KindCoaching}})
	w.ok(err)
	before := w.token(in)
	_, err = w.accounts.SwitchOrg(ctx, actor, in.Session.ID, second.ID)
	w.ok(err)
	w.refused(before, "made for the organisation before")
	after := w.token(in)
	if now, _, err := w.gate.Verify(ctx, after); err != nil || now.Org != second.ID {
		t.Errorf("%+v %v", now, err)
	}
	w.ok(w.accounts.SignOut(ctx, in.Session.ID))
	w.refused(after, "signed out")
	if _, err := w.gate.Issue(ctx, in.Session.ID); !marketplace.IsKind(err, marketplace.Unauthenticated) {
		t.Errorf("a token for a session that is over: %v", err)
	}
}

func TestRotation(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	in, _ := w.signedIn("a@example.fi")
	old := w.token(in)
	w.ok(w.keys.Rotate(ctx))
	if _, _, err := w.gate.Verify(ctx, old); err != nil || kid(t, old) != kid(t, w.token(in)) {
		t.Fatalf("rotated before its time: %v", err)
	}
	w.now = w.now.Add(RotateEvery - time.Hour)
	in, err := w.accounts.SignIn(ctx, account.Credentials{Email: "a@example.fi", Password: good})
	w.ok(err)
	w.now = w.now.Add(time.Hour)
	old = w.token(in)

	// Another process rotates; this one goes on with the old key for a while, and both understand each other.
	other := NewKeys(w.store, w.facts, w.vault, rand.Reader)
	w.ok(other.Rotate(ctx))
	theirs, err := w.gateWith(other, where).Issue(ctx, in.Session.ID)
	w.ok(err)
	if kid(t, theirs.Access) == kid(t, old) {
		t.Fatal("the key did not rotate")
	}
	w.now = w.now.Add(6 * time.Second)
	for _, token := range []string{old, theirs.Access} {
		for _, keys := range []*Keys{w.keys, other} {
			if _, _, err := w.gateWith(keys, where).Verify(ctx, token); err != nil {
				t.Errorf("right after the rotation: %v", err)
			}
		}
	}
	w.now = w.now.Add(2 * time.Minute)
	if kid(t, w.token(in)) != kid(t, theirs.Access) {
		t.Error("the old key still signs")
	}
	w.now = w.now.Add(AccessLife)
	settle(t, w.store)
	w.ok(w.keys.Rotate(ctx))
	res, err := w.store.Find(ctx, "keys", store.Query{})
	if err != nil || len(res.Docs) != 1 {
		t.Errorf("%d keys are kept, %v", len(res.Docs), err)
	}
}

func settle(t *testing.T, s store.Store) {
	t.Helper()
	parcels, err := s.Pending(t.Context(), 1000)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range parcels {
		for _, f := range p.Facts {
			if err := s.Settle(t.Context(), p.Collection, p.ID, []marketplace.ID{f.ID}); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func kid(t *testing.T, token string) string { t.Helper(); return decoded(t, token, 0) }

// Who copies the keys cannot read them, and a key that was planted signs and verifies nothing.
func TestKeysAreSealed(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	in, _ := w.signedIn("a@example.fi")
	signer, err := w.keys.signer(ctx)
	w.ok(err)
	doc, err := w.store.Get(ctx, "keys", signer.id)
	w.ok(err)
	if strings.Contains(string(doc.Body), base64.RawURLEncoding.EncodeToString(signer.private.Seed())) {
		t.Error("the key is readable")
	}
	thief, err := secret.NewVault([]byte(strings.Repeat("t", secret.MinSecret)), rand.Reader)
	w.ok(err)
	planted := NewKeys(w.store, w.facts, thief, rand.Reader)
	w.now = w.now.Add(time.Minute)
	token, err := w.gateWith(planted, where).Issue(ctx, in.Session.ID)
	w.ok(err)
	w.refused(token.Access, "signed with a planted key")
	if kid(t, w.token(in)) == kid(t, token.Access) {
		t.Error("a planted key signs")
	}
}

func TestStoreOutageIsNotASignOut(t *testing.T) {
	w := newWorld(t)
	in, _ := w.signedIn("a@example.fi")
	access := w.token(in)
	down := storetest.Faulty(w.store, 1, storetest.BeforeWrite)
	_ = down.Delete(t.Context(), "keys", "none", 1) // the write at which it goes down
	gate := w.gateWith(NewKeys(down, w.facts, w.vault, rand.Reader), where)
	if _, _, err := gate.Verify(t.Context(), access); !marketplace.IsKind(err, marketplace.Unavailable) {
		t.Errorf("got %v, want unavailable", err)
	}
}

// FuzzVerify: no text but one we signed is a token.
func FuzzVerify(f *testing.F) {
	for _, s := range []string{"", "..", "a.b.c", "eyJhbGciOiJub25lIn0.e30.", "eyJhbGciOiJFZERTQSIsImtpZCI6IngifQ.e30.AA"} {
		f.Add(s)
	}
	now := func() time.Time { return time.Unix(0, 0) }
	facts := marketplace.Facts{IDs: marketplace.NewIDs(now, rand.Reader), Clock: now}
	vault, err := secret.NewVault(make([]byte, secret.MinSecret), rand.Reader)
	if err != nil {
		f.Fatal(err)
	}
	keys := NewKeys(storetest.Memory(f, Schema()), facts, vault, rand.Reader)
	signer, err := keys.signer(f.Context())
	if err != nil {
		f.Fatal(err)
	}
	token, err := sign(signer, where, "s", marketplace.Actor{Person: "p"}, now())
	if err != nil {
		f.Fatal(err)
	}
	f.Add(token.Access)
	f.Fuzz(func(t *testing.T, raw string) {
		c, err := read(t.Context(), keys, where, raw, now)
		if err == nil && (raw != token.Access || c.Session != "s") {
			t.Fatalf("%q was taken: %+v", raw, c)
		}
		if err != nil && !marketplace.IsKind(err, marketplace.Unauthenticated) {
			t.Fatalf("%q: %v", raw, err)
		}
	})
}

// page is an app with the portal's middlewares, which answers with who is asking.
func (w *world) page() *fiber.App {
	app := fiber.New(fiber.Config{ErrorHandler: func(c *fiber.Ctx, err error) error {
		return c.Status(400).SendString(marketplace.AsError(err).Key)
	}})
	say := func(c *fiber.Ctx) error {
		ctx := c.UserContext()
		return c.SendString(string(web.ActorFrom(ctx).Person) + " " + CSRFFrom(ctx))
	}
	app.Get("/api", w.gate.Bearer(), say)
	app.Use(w.gate.Cookies(), w.gate.CSRF())
	app.All("/", say)
	app.Post("/signin", func(c *fiber.Ctx) error {
		if err := w.gate.AllowSignIn(c.UserContext(), c, c.FormValue("email")); err != nil {
			return err
		}
		in, err := w.accounts.SignIn(c.UserContext(), account.Credentials{Email: c.FormValue("email"), Password: good})
		if err != nil {
			return err
		}
		_, err = w.gate.Welcome(c, in.Session.ID, in.Refresh)
		return err
	})
	app.Post("/signout", func(c *fiber.Ctx) error { return w.gate.SignOut(c) })
	return app
}

// browser keeps cookies as a browser does.
type browser struct {
	w    *world
	app  *fiber.App
	jar  map[string]string
	csrf string
	who  string
}

func (w *world) browser() *browser { return &browser{w: w, app: w.page(), jar: map[string]string{}} }

func (b *browser) send(method, path string, form url.Values, header map[string]string) (int, string) {
	b.w.t.Helper()
	return b.sendRaw(method, path, form.Encode(), header)
}

func (b *browser) sendRaw(method, path, body string, header map[string]string) (int, string) {
	b.w.t.Helper()
	req := httptest.NewRequestWithContext(b.w.t.Context(), method, where+path, strings.NewReader(body))
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	for name, value := range b.jar {
		req.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	for name, value := range header {
		req.Header.Set(name, value)
	}
	res, err := b.app.Test(req, -1)
	b.w.ok(err)
	defer func() { b.w.ok(res.Body.Close()) }()
	answer, err := io.ReadAll(res.Body)
	b.w.ok(err)
	for _, c := range res.Cookies() {
		if !strings.HasPrefix(c.Name, "__Host-") || !c.HttpOnly || !c.Secure || c.SameSite != http.SameSiteLaxMode || c.Path != "/" || c.Domain != "" {
			b.w.t.Errorf("cookie %+v", c)
		}
		if c.MaxAge < 0 || c.Value == "" {
			delete(b.jar, c.Name)
		} else {
			b.jar[c.Name] = c.Value
		}
	}
	return res.StatusCode, string(answer)
}

// open loads the page and remembers what it says.
func (b *browser) open() {
	b.w.t.Helper()
	status, body := b.send(http.MethodGet, "/", nil, nil)
	if status != http.StatusOK {
		b.w.t.Fatalf("%d %s", status, body)
	}
	b.who, b.csrf, _ = strings.Cut(body, " ")
}

func (b *browser) post(path string, email string) int {
	b.w.t.Helper()
	status, _ := b.send(http.MethodPost, path, url.Values{"csrf": {b.csrf}, "email": {email}}, nil)
	return status
}

func TestBrowser(t *testing.T) {
	w := newWorld(t)
	_, actor := w.signedIn("a@example.fi")
	b := w.browser()
	b.open()
	if b.who != "" {
		t.Fatalf("a stranger is %q", b.who)
	}
	stranger := b.csrf
	if s := b.post("/signin", "a@example.fi"); s != http.StatusOK {
		t.Fatalf("sign-in: %d", s)
	}
	b.open()
	if b.who != string(actor.Person) || b.csrf == stranger {
		t.Errorf("signed in as %q; the token for forms changed: %v", b.who, b.csrf != stranger)
	}
	token := b.csrf
	for range 3 { // the access token expires again and again; the person notices nothing, not even in an open form
		w.now = w.now.Add(time.Hour)
		b.open()
		if b.who != string(actor.Person) || b.csrf != token {
			t.Errorf("an hour later: %q", b.who)
		}
	}
	w.now = w.now.Add(time.Hour)
	if s := b.post("/", ""); s != http.StatusOK {
		t.Errorf("a form sent after the access token expired: %d", s)
	}
	if s := b.post("/signout", ""); s != http.StatusOK || len(b.jar) != 1 {
		t.Errorf("sign-out: %d, cookies %v", s, b.jar)
	}
	b.open()
	if b.who != "" {
		t.Errorf("after sign-out: %q", b.who)
	}
}

// Two tabs that load at the same moment after the access token expired both work, and go on working.
func TestTwoTabs(t *testing.T) {
	w := newWorld(t)
	_, actor := w.signedIn("a@example.fi")
	b := w.browser()
	b.open()
	b.post("/signin", "a@example.fi")
	w.now = w.now.Add(time.Hour)
	tab := w.browser()
	for name, value := range b.jar {
		tab.jar[name] = value
	}
	b.open()
	tab.open()
	w.now = w.now.Add(time.Hour)
	b.jar = tab.jar // one jar: the later answer won
	b.open()
	if b.who != string(actor.Person) || tab.who != string(actor.Person) {
		t.Errorf("tabs: %q and %q", b.who, tab.who)
	}
}

// A stolen refresh token that comes back signs both out, and the browser loses its cookies instead of looping.
func TestStolenCookies(t *testing.T) {
	w := newWorld(t)
	w.signedIn("a@example.fi")
	b := w.browser()
	b.open()
	b.post("/signin", "a@example.fi")
	thief := w.browser()
	for name, value := range b.jar {
		thief.jar[name] = value
	}
	w.now = w.now.Add(time.Hour)
	b.open()
	w.now = w.now.Add(time.Hour)
	thief.open()
	b.open()
	if thief.who != "" || b.who != "" {
		t.Errorf("thief is %q, owner is %q", thief.who, b.who)
	}
	if len(b.jar) != 1 {
		t.Errorf("cookies left: %v", b.jar)
	}
}

func TestCSRF(t *testing.T) {
	w := newWorld(t)
	w.signedIn("a@example.fi")
	b := w.browser()
	b.open()
	visitors := b.csrf
	b.post("/signin", "a@example.fi")
	b.open()
	other := w.browser()
	other.open()
	own := url.Values{"csrf": {b.csrf}}
	tests := map[string]struct {
		form   url.Values
		header map[string]string
		want   int
	}{
		"own form":                 {own, nil, 200},
		"own form, own origin":     {own, map[string]string{"Origin": where, "Sec-Fetch-Site": "same-origin"}, 200},
		"header":                   {nil, map[string]string{"X-CSRF-Token": b.csrf}, 200},
		"no token":                 {nil, nil, 400},
		"somebody else's token":    {url.Values{"csrf": {other.csrf}}, nil, 400},
		"the token before sign-in": {url.Values{"csrf": {visitors}}, nil, 400},
		"another site's form":      {own, map[string]string{"Origin": "https://evil.example"}, 400},
		"a sandboxed form":         {own, map[string]string{"Origin": "null"}, 400},
		"the browser says so":      {own, map[string]string{"Sec-Fetch-Site": "cross-site"}, 400},
		"a neighbour's site":       {own, map[string]string{"Sec-Fetch-Site": "same-site"}, 400},
		"token in the address":     {nil, map[string]string{"Referer": where + "/?csrf=" + b.csrf}, 400},
	}
	for name, tt := range tests {
		for _, method := range []string{http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete} {
			if tt.form != nil && method == http.MethodDelete {
				continue // browsers send no form with it
			}
			if got, body := b.send(method, "/", tt.form, tt.header); got != tt.want {
				t.Errorf("%s by %s: %d %s", name, method, got, body)
			}
		}
	}
	file := "--x\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n" + b.csrf + "\r\n--x--\r\n"
	if got, body := b.sendRaw(http.MethodPost, "/", file, map[string]string{"Content-Type": "multipart/form-data; boundary=x"}); got != 200 {
		t.Errorf("a form with a file: %d %s", got, body)
	}
	if got, _ := b.send(http.MethodPost, "/?csrf="+b.csrf, nil, nil); got != 400 {
		t.Error("a token in the address is taken")
	}
	stranger := w.browser() // signing somebody in by force needs a token too
	if s := stranger.post("/signin", "a@example.fi"); s != 400 {
		t.Errorf("sign-in without a form: %d", s)
	}
}

func TestBearer(t *testing.T) {
	w := newWorld(t)
	in, actor := w.signedIn("a@example.fi")
	access := w.token(in)
	b := w.browser()
	tests := map[string]struct {
		header string
		status int
		who    string
	}{
		"good": {"Bearer " + access, 200, string(actor.Person)}, "lower case": {"bearer " + access, 200, string(actor.Person)},
		"none": {"", 200, ""}, "forged": {"Bearer " + access + "x", 400, ""}, "another scheme": {"Basic YTpi", 400, ""}, "bare": {access, 400, ""},
		"refresh token": {"Bearer " + in.Refresh, 400, ""},
	}
	for name, tt := range tests {
		header := map[string]string{}
		if tt.header != "" {
			header["Authorization"] = tt.header
		}
		status, body := b.send(http.MethodGet, "/api", nil, header)
		if who, _, _ := strings.Cut(body, " "); status != tt.status || status == 200 && who != tt.who {
			t.Errorf("%s: %d %s", name, status, body)
		}
	}
	if len(b.jar) != 0 {
		t.Errorf("the API sets cookies: %v", b.jar)
	}
	b.jar["__Host-sovite-access"] = access // cookies are nothing to the API
	if _, body := b.send(http.MethodGet, "/api", nil, nil); strings.TrimSpace(body) != "" {
		t.Errorf("the API reads cookies: %s", body)
	}
}

func TestSignInIsLimited(t *testing.T) {
	w := newWorld(t)
	w.signedIn("a@example.fi")
	b := w.browser()
	b.open()
	count := func(email string, tries int) (passed int) {
		for range tries {
			if status, body := b.send(http.MethodPost, "/signin", url.Values{"csrf": {b.csrf}, "email": {email}}, nil); status == 200 || body != "error.too_many" {
				passed++
			}
			b.jar = map[string]string{"__Host-sovite-visitor": b.jar["__Host-sovite-visitor"]}
		}
		return passed
	}
	if n := count("A@example.fi ", 4); n != 3 {
		t.Errorf("%d tries for one account, want 3", n)
	}
	if n := count("b@example.fi", 4); n != 1 {
		t.Errorf("%d more tries from one address, want 1 of 5", n)
	}
	w.now = w.now.Add(time.Minute)
	if n := count("a@example.fi", 1); n != 1 {
		t.Error("the limit does not pass")
	}
}

// The second step names no address: those who send their codes at the same time must not count for one another. What is
// no address is no account either, and is not kept to be counted.
func TestOnlyAddressesAreCountedAsAccounts(t *testing.T) {
	w := newWorld(t)
	app := fiber.New(fiber.Config{ProxyHeader: "X-Real-IP", EnableTrustedProxyCheck: true, TrustedProxies: []string{"0.0.0.0"}})
	app.Post("/", func(c *fiber.Ctx) error { return w.gate.AllowSignIn(c.UserContext(), c, c.FormValue("email")) })
	for i, name := range []string{"", "", "", "", "", "x", "x", "x", "x", "x"} {
		req := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/", strings.NewReader(url.Values{"email": {name}}.Encode()))
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		req.Header.Set("X-Real-IP", fmt.Sprintf("198.51.100.%d", i))
		res, err := app.Test(req, -1)
		w.ok(err)
		w.ok(res.Body.Close())
		if res.StatusCode != http.StatusOK {
			t.Errorf("try %d, as %q: %d", i+1, name, res.StatusCode)
		}
	}
}
