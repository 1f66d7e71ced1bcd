package oidc_test

import (
	"context"
	"crypto/rand"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account"
	"sovite.fi/sovite/marketplace/account/oidc"
	"sovite.fi/sovite/marketplace/account/oidc/fake"
	"sovite.fi/sovite/marketplace/account/oidc/goidc"
	"sovite.fi/sovite/marketplace/account/secret"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/store/storetest"
)

const password = "kanervan alla kolme porakonetta"

// world is a county with its service behind real HTTP, another organisation, and an administrator.
type world struct {
	*oidc.Service
	t        *testing.T
	db       store.Store
	now      *time.Time
	accounts *account.Service
	county   *fake.Fake
	server   *httptest.Server
	instead  atomic.Pointer[http.HandlerFunc] // answers in place of the county; nil: the county answers
	org      marketplace.ID
	owner    marketplace.Actor // of the county
	other    marketplace.Actor // owner of another organisation
	admin    marketplace.Actor
	domain   oidc.Domain // confirmed: maakunta.fi
}

func program() marketplace.Actor { return marketplace.System("") }

func guests() []oidc.Guest {
	return []oidc.Guest{
		{ID: "kaisa", Name: "Kaisa", Email: "Kaisa@maakunta.fi"},
		{ID: "uusi", Name: "Uusi Ihminen", Email: "uusi@maakunta.fi"},
		{ID: "unchecked", Email: "kaisa@maakunta.fi", Unverified: true},
		{ID: "elsewhere", Email: "olli@muualla.fi"},
		{ID: "below", Email: "kaisa@ali.maakunta.fi"},
		{ID: "no-address"},
		{ID: "heir", Email: "kaisa@maakunta.fi"},
	}
}

// newWorld registers the county's service, switched on, with a confirmed domain. Kaisa is a member, Olli of another organisation.
func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{t: t, now: new(time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC))}
	w.db = storetest.Memory(t, append(account.Schemas(), oidc.Schemas()...)...)
	w.server = httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		if h := w.instead.Load(); h != nil {
			(*h)(rw, r)
			return
		}
		w.county.ServeHTTP(rw, r)
	}))
	t.Cleanup(w.server.Close)
	var err error
	w.county, err = fake.New(fake.Deps{
		Clock: w.clock, Random: rand.Reader, Client: oidc.Client{Issuer: w.server.URL + "/county", ID: "sovite & co", Secret: "hush:hush"}, Guests: guests(),
	})
	w.ok(err)
	w.accounts = w.accountsOver(w.db)
	w.Service = w.over(w.db, w.accounts)
	w.owner, w.other, w.admin = w.founder("maakunta.fi"), w.founder("muualla.fi"), w.founder("talo.fi")
	w.admin.Roles = []marketplace.Role{marketplace.RoleAdministrator}
	w.org = w.owner.Org
	w.member("kaisa@maakunta.fi", w.org)
	w.member("olli@muualla.fi", w.other.Org)
	w.setUp()
	return w
}

func (w *world) clock() time.Time { return *w.now }

func (w *world) accountsOver(db store.Store) *account.Service {
	vault := w.vault()
	a, err := account.New(account.Deps{
		Store: db, Clock: w.clock, IDs: marketplace.NewIDs(w.clock, rand.Reader), Random: rand.Reader, Vault: vault,
		Hash: secret.HashCost{Memory: 8, Time: 1, Threads: 1}, Elsewhere: func(ctx context.Context, address string) error { return w.Elsewhere(ctx, address) },
	})
	w.ok(err)
	return a
}

func (w *world) vault() *secret.Vault {
	v, err := secret.NewVault([]byte(strings.Repeat("s", secret.MinSecret)), rand.Reader)
	w.ok(err)
	return v
}

func (w *world) over(db store.Store, accounts *account.Service) *oidc.Service {
	return oidc.New(oidc.Deps{
		Store: db, Clock: w.clock, IDs: marketplace.NewIDs(w.clock, rand.Reader), Vault: w.vault(), Accounts: accounts, Origin: "https://sovite.test/",
		Provider: goidc.New(goidc.Options{Clock: w.clock, Private: true}),
	})
}

func (w *world) founder(domain string) marketplace.Actor {
	w.t.Helper()
	p, err := w.accounts.AddPerson(w.t.Context(), program(), account.NewPerson{Email: "omistaja@" + domain, Name: "Omistaja", Password: password})
	w.ok(err)
	actor := marketplace.Actor{Person: p.ID, Lang: "fi"}
	o, err := w.accounts.CreateOrganisation(w.t.Context(), actor, account.NewOrganisation{Name: domain, Kinds: []account.Kind{account.KindEmployer}})
	w.ok(err)
	actor.Org, actor.Roles = o.ID, []marketplace.Role{marketplace.RoleOwner}
	return actor
}

func (w *world) member(email string, org marketplace.ID) marketplace.ID {
	w.t.Helper()
	p, err := w.accounts.AddPerson(w.t.Context(), program(), account.NewPerson{Email: email, Name: "Jäsen", Password: password})
	w.ok(err)
	w.ok(w.accounts.Grant(w.t.Context(), program(), p.ID, org, marketplace.RoleEmployer))
	return p.ID
}

func (w *world) setup() oidc.Setup {
	c := w.county.Client
	return oidc.Setup{Name: "Maakunta", Issuer: c.Issuer, ClientID: c.ID, Secret: c.Secret}
}

func (w *world) setUp() {
	w.t.Helper()
	ctx := w.t.Context()
	_, err := w.Register(ctx, w.owner, w.org, w.setup())
	w.ok(err)
	d, err := w.AskDomain(ctx, w.owner, w.org, " @Maakunta.FI ")
	w.ok(err)
	w.domain, err = w.ConfirmDomain(ctx, w.admin, d.ID)
	w.ok(err)
	w.switched(oidc.Switches{On: true})
}

func (w *world) switched(to oidc.Switches) {
	w.t.Helper()
	_, err := w.Switch(w.t.Context(), w.owner, w.org, to)
	w.ok(err)
}

// visit is one way to the service and back.
type visit struct {
	begun  oidc.Begun
	back   oidc.Return
	strong bool
}

// goes takes a guest to the service and back, up to the way in.
func (w *world) goes(guest string, strong bool) visit {
	w.t.Helper()
	begun, err := w.Begin(w.t.Context(), w.org, "/tasks", "sv")
	w.ok(err)
	u, err := url.Parse(begun.Address)
	w.ok(err)
	address, err := w.county.Grant(w.t.Context(), u.Query(), guest, strong)
	w.ok(err)
	return visit{begun: begun, back: w.returns(address, begun.Cookie), strong: strong}
}

// returns is the way back by an address.
func (w *world) returns(address, cookie string) oidc.Return {
	w.t.Helper()
	u, err := url.Parse(address)
	w.ok(err)
	if want := w.Redirect(w.org); u.Scheme+"://"+u.Host+u.Path != want {
		w.t.Fatalf("sent back to %s, want %s", address, want)
	}
	v := u.Query()
	return oidc.Return{
		Org: w.org, State: v.Get("state"), Code: v.Get("code"), Issuer: v.Get("iss"), Error: v.Get("error"), Cookie: cookie, UserAgent: "test", Lang: "sv",
	}
}

// comes goes the whole way.
func (w *world) comes(guest string) (oidc.Came, error) {
	w.t.Helper()
	return w.Finish(w.t.Context(), w.goes(guest, false).back)
}

// sessions counts the sessions of the person of an address.
func (w *world) sessions(address string) int {
	w.t.Helper()
	p, err := w.accounts.Known(w.t.Context(), program(), address)
	if marketplace.IsKind(err, marketplace.NotFound) {
		return 0
	}
	w.ok(err)
	list, err := w.accounts.Sessions(w.t.Context(), marketplace.Actor{Person: p.ID})
	w.ok(err)
	return len(list)
}

func (w *world) ok(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

// refused says that somebody did not come in, and why.
func (w *world) refused(what, key string, came oidc.Came, err error) {
	w.t.Helper()
	e := marketplace.AsError(err)
	got := e.Key
	if len(e.Fields) > 0 {
		got = e.Fields[0].Key
	}
	if err == nil || got != key || came.Session.ID != "" || came.Refresh != "" || came.Ticket != "" {
		w.t.Errorf("%s: %v (%+v), want %s", what, err, came, key)
	}
}
