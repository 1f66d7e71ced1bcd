package apikey

import (
	"context"
	"crypto/rand"
	"slices"
	"strings"
	"testing"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account"
	"sovite.fi/sovite/marketplace/account/secret"
	"sovite.fi/sovite/marketplace/notify/notice"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/store/storetest"
)

var (
	owner  = marketplace.Actor{Person: "olli", Org: "paja", Roles: []marketplace.Role{marketplace.RoleOwner}}
	biller = marketplace.Actor{Person: "bea", Org: "paja", Roles: []marketplace.Role{marketplace.RoleBilling}}
	rival  = marketplace.Actor{Person: "rita", Org: "firma", Roles: []marketplace.Role{marketplace.RoleOwner}}
)

type world struct {
	*Service
	t         *testing.T
	db        store.Store
	at        time.Time
	suspended bool
	told      []notice.Notice
}

func (w *world) Roles(_ context.Context, n notice.Notice, _ ...marketplace.Role) error {
	w.told = append(w.told, n)
	return nil
}

func (w *world) Organisation(_ context.Context, _ marketplace.Actor, id marketplace.ID) (account.Organisation, error) {
	return account.Organisation{ID: id, Lang: "sv", Suspended: w.suspended}, nil
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{t: t, db: storetest.Memory(t, Schemas()...), at: time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)}
	w.Service = w.over(w.db, "s")
	return w
}

func (w *world) over(db store.Store, secrets ...string) *Service {
	w.t.Helper()
	raw := func(i int) []byte {
		if i >= len(secrets) {
			return nil
		}
		return []byte(strings.Repeat(secrets[i], secret.MinSecret))
	}
	v, err := secret.NewVault(raw(0), rand.Reader, raw(1))
	if err != nil {
		w.t.Fatal(err)
	}
	clock := marketplace.Clock(func() time.Time { return w.at })
	return New(Deps{Store: db, Clock: clock, IDs: marketplace.NewIDs(clock, rand.Reader), Vault: v, Orgs: w, Teller: w})
}

func draft() Draft {
	return Draft{Name: " ERP  ", Scopes: []Scope{Read(Orders), Read(Invoices)}, Until: "2027-02-01"}
}

func (w *world) make() (Entry, string) {
	w.t.Helper()
	e, token, err := w.Make(w.t.Context(), owner, draft())
	if err != nil {
		w.t.Fatal(err)
	}
	return e, token
}

// A key lets its organisation in, as itself, in the roles of the scope that is asked for and no other.
func TestAuthenticate(t *testing.T) {
	w := newWorld(t)
	e, token := w.make()
	h, err := w.Authenticate(t.Context(), token)
	if err != nil || h.Actor.Person != e.ID || h.Actor.Org != "paja" || len(h.Actor.Roles) > 0 || h.Actor.System || h.Actor.Lang != "sv" {
		t.Fatalf("%+v, %v", h, err)
	}
	a, err := h.For(Read(Invoices))
	if err != nil || !slices.Equal(a.Roles, []marketplace.Role{marketplace.RoleBilling}) {
		t.Errorf("%+v, %v", a, err)
	}
	for _, s := range []Scope{"", Write(Orders), Read(Tasks), "orders", "orders:all"} {
		if a, err := h.For(s); !marketplace.IsKind(err, marketplace.Forbidden) || a.Person != "" {
			t.Errorf("%q: %+v, %v", s, a, err)
		}
	}
	if got, err := w.Get(t.Context(), owner, e.ID); err != nil || got.Value.Used != "2026-11-23" || strings.Contains(got.Value.Digest, token) {
		t.Errorf("%+v, %v", got, err)
	}
	rev := func() int64 { got, _ := w.Get(t.Context(), owner, e.ID); return got.Rev }
	before := rev()
	_, err = w.Authenticate(t.Context(), token)
	if err != nil || rev() != before {
		t.Errorf("a second use on a day is written: %v", err)
	}
}

// Whatever is not the key as it was shown, or is over, is refused in the same words.
func TestRefused(t *testing.T) {
	w, ctx := newWorld(t), t.Context()
	e, token := w.make()
	other, _ := w.make()
	_, text, _ := strings.Cut(token, ".")
	refused := func(name, token string) {
		t.Helper()
		if h, err := w.Authenticate(ctx, token); !marketplace.IsKind(err, marketplace.Unauthenticated) || marketplace.AsError(err).Key != "apikey.invalid" || h.Actor.Person != "" {
			t.Errorf("%s: %+v, %v", name, h, err)
		}
	}
	for name, token := range map[string]string{
		"empty": "", "no secret": string(e.ID), "empty secret": string(e.ID) + ".", "another's secret": string(other.ID) + "." + text, "of nobody": "svk_0000000000000000." + text,
		"changed": token[:len(token)-2] + "xx", "longer": token + "x", "not a key": "key." + text, "long": "svk_" + strings.Repeat("x", 500) + "." + text, "slash": "svk_/x." + text,
	} {
		refused(name, token)
	}
	w.suspended = true
	refused("of a suspended organisation", token)
	w.suspended = false
	w.at = time.Date(2027, 2, 1, 8, 0, 0, 0, time.UTC)
	if _, err := w.Authenticate(ctx, token); err != nil {
		t.Errorf("on its last day: %v", err)
	}
	w.at = w.at.AddDate(0, 0, 1)
	refused("a day later", token)
	w.at = w.at.AddDate(0, 0, -30)
	for range 2 {
		if _, err := w.Revoke(ctx, owner, e.ID); err != nil {
			t.Fatal(err)
		}
	}
	refused("revoked", token)
}

func TestWrongFields(t *testing.T) {
	w := newWorld(t)
	for name, change := range map[string]func(*Draft){
		"name": func(d *Draft) { d.Name = " " }, "scopes": func(d *Draft) { d.Scopes = nil }, "until": func(d *Draft) { d.Until = "2027-11-24" },
	} {
		d := draft()
		change(&d)
		_, _, err := w.Make(t.Context(), owner, d)
		if e := marketplace.AsError(err); e.Kind != marketplace.Invalid || len(e.Fields) != 1 || e.Fields[0].Field != name {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, change := range map[string]func(*Draft){
		"an unknown scope": func(d *Draft) { d.Scopes = append(d.Scopes, "clients:read") }, "past": func(d *Draft) { d.Until = "2026-11-22" }, "no day": func(d *Draft) { d.Until = "soon" },
	} {
		d := draft()
		change(&d)
		if _, _, err := w.Make(t.Context(), owner, d); !marketplace.IsKind(err, marketplace.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Keys are their owners': nobody else reads, makes or revokes one; a form that is sent twice makes one; twenty are the most.
func TestWhoMay(t *testing.T) {
	w, ctx := newWorld(t), t.Context()
	d := draft()
	d.Once = "k"
	e, _, err := w.Make(ctx, owner, d)
	if err != nil {
		t.Fatal(err)
	}
	if _, token, err := w.Make(ctx, owner, d); marketplace.AsError(err).Key != "apikey.made" {
		t.Errorf("twice: %q, %v", token, err)
	}
	for name, tt := range map[string]struct {
		who  marketplace.Actor
		want marketplace.Kind
	}{"another role": {biller, marketplace.Forbidden}, "another's owner": {rival, marketplace.NotFound}, "nobody": {marketplace.Actor{}, marketplace.Unauthenticated}} {
		_, get := w.Get(ctx, tt.who, e.ID)
		_, revoke := w.Revoke(ctx, tt.who, e.ID)
		for verb, err := range map[string]error{"get": get, "revoke": revoke} {
			if !marketplace.IsKind(err, tt.want) {
				t.Errorf("%s, %s: %v", name, verb, err)
			}
		}
	}
	if list, err := w.List(ctx, rival); err != nil || len(list) > 0 {
		t.Errorf("another's: %v, %v", list, err)
	}
	if name, ok := w.NameOf(ctx, "paja", e.ID); !ok || name != "ERP" {
		t.Errorf("called %q", name)
	}
	if _, ok := w.NameOf(ctx, "firma", e.ID); ok {
		t.Error("another organisation learns a key's name")
	}
	for range mostOpen - 1 {
		w.make()
	}
	if _, _, err := w.Make(ctx, owner, draft()); marketplace.AsError(err).Key != "apikey.full" {
		t.Errorf("one too many: %v", err)
	}
}

// Owners are warned once, a fortnight before; after its last day a key is over. A crash at any write loses neither.
func TestWork(t *testing.T) {
	ctx := t.Context()
	for _, moment := range []storetest.Moment{storetest.BeforeWrite, storetest.AfterWrite} {
		for k := range 4 {
			w := newWorld(t)
			e, _ := w.make()
			for _, day := range []string{"2027-01-17", "2027-01-18", "2027-01-19", "2027-02-01", "2027-02-02", "2027-02-03"} {
				at, err := time.Parse(time.DateOnly, day)
				if err != nil {
					t.Fatal(err)
				}
				w.at = at.Add(8 * time.Hour)
				if k > 0 {
					_ = w.over(storetest.Faulty(w.db, k, moment), "s").Work(ctx)
				}
				if err := w.Work(ctx); err != nil {
					t.Fatal(err)
				}
			}
			var got []string
			parcels, err := w.db.Pending(ctx, 100)
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range parcels[0].Facts {
				got = append(got, f.Type+" "+f.At.String()[:10])
			}
			if want := []string{"apikey.made 2026-11-23", "apikey.ending 2027-01-18", "apikey.ended 2027-02-02"}; !slices.Equal(got, want) {
				t.Errorf("crash at %d: %v", k, got)
			}
			if k == 0 {
				if err := w.Tell(ctx, parcels[0].Facts[1]); err != nil || len(w.told) != 1 || w.told[0].Kind != "apikey.ending" || w.told[0].Args["until"] != "2027-02-01" {
					t.Errorf("told %+v, %v", w.told, err)
				}
			}
			if after, err := w.Get(ctx, owner, e.ID); err != nil || after.Value.State != Ended {
				t.Errorf("%+v, %v", after, err)
			}
		}
	}
}

// A key outlives a change of the installation's secret once it was sealed again.
func TestRenew(t *testing.T) {
	w, ctx := newWorld(t), t.Context()
	_, token := w.make()
	both, after := w.over(w.db, "n", "s"), w.over(w.db, "n")
	if _, err := after.Authenticate(ctx, token); err == nil {
		t.Error("without the old secret a key opens that was not sealed again")
	}
	if _, lost, err := after.Renew(ctx); err != nil || lost != 1 {
		t.Errorf("what is lost: %d, %v", lost, err)
	}
	for _, want := range []int{1, 0} {
		if n, lost, err := both.Renew(ctx); err != nil || n != want || lost != 0 {
			t.Errorf("sealed again: %d, %d, %v", n, lost, err)
		}
	}
	if _, err := after.Authenticate(ctx, token); err != nil {
		t.Error(err)
	}
}
