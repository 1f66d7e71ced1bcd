package office_test

import (
	"crypto/rand"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account"
	"sovite.fi/sovite/marketplace/account/office"
	"sovite.fi/sovite/marketplace/account/secret"
	"sovite.fi/sovite/marketplace/audit"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/store/storetest"
)

const password = "kanervan alla kolme porakonetta"

type world struct {
	*office.Service
	accounts *account.Service
	t        *testing.T
	store    store.Store
	now      time.Time
	house    marketplace.ID
	admin    marketplace.Actor
}

func newWorld(t *testing.T) *world {
	t.Helper()
	return over(t, storetest.Memory(t, slices.Concat(account.Schemas(), audit.Schemas(), office.Schemas())...))
}

func over(t *testing.T, db store.Store) *world {
	t.Helper()
	w := &world{t: t, store: db, now: time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)}
	clock := func() time.Time { return w.now }
	vault, err := secret.NewVault([]byte(strings.Repeat("s", secret.MinSecret)), rand.Reader)
	w.ok(err)
	ids := marketplace.NewIDs(clock, rand.Reader)
	w.accounts, err = account.New(account.Deps{Store: db, Clock: clock, IDs: ids, Random: rand.Reader, Vault: vault, Hash: secret.HashCost{Memory: 8, Time: 1, Threads: 1}})
	w.ok(err)
	w.Service = office.New(office.Deps{Store: db, Clock: clock, IDs: ids, Accounts: w.accounts, Reads: audit.NewReads(db, marketplace.Facts{IDs: ids, Clock: clock})})
	return w
}

func (w *world) ok(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) want(kind marketplace.Kind, err error) {
	w.t.Helper()
	if !marketplace.IsKind(err, kind) {
		w.t.Errorf("got %v, want %v", err, kind)
	}
}

func (w *world) org(name string, businessID ...string) marketplace.ID {
	w.t.Helper()
	in := account.NewOrganisation{Name: name, Kinds: []account.Kind{account.KindEmployer}}
	if len(businessID) > 0 {
		in.BusinessID = businessID[0]
	}
	o, err := w.accounts.CreateOrganisation(w.t.Context(), marketplace.System(""), in)
	w.ok(err)
	w.ok(w.Follow(w.t.Context(), marketplace.Fact{Subject: "organisations/" + string(o.ID)}))
	return o.ID
}

func (w *world) person(email string, org marketplace.ID, roles ...marketplace.Role) marketplace.Actor {
	w.t.Helper()
	p, err := w.accounts.AddPerson(w.t.Context(), marketplace.System(""), account.NewPerson{Email: email, Name: "Nimi Sukunimi", Password: password})
	w.ok(err)
	if org != "" {
		w.ok(w.accounts.Grant(w.t.Context(), marketplace.System(""), p.ID, org, roles...))
	}
	return marketplace.Actor{Person: p.ID, Org: org, Roles: roles, Lang: "fi"}
}

func (w *world) peopled() *world {
	w.house = w.org("House")
	w.admin = w.person("admin@example.fi", w.house, marketplace.RoleAdministrator)
	return w
}

func (w *world) names(text string) (out []string) {
	w.t.Helper()
	list, _, err := w.FindOrganisations(w.t.Context(), w.admin, text)
	w.ok(err)
	for _, o := range list {
		out = append(out, o.Name)
	}
	return out
}

// Organisations are found by the beginning of any word in any case, by several words, and by business id; a new name counts.
func TestFindOrganisations(t *testing.T) {
	w := newWorld(t).peopled()
	w.org("Helsingin Kahvila Oy", "0737546-2")
	paja := w.org("Kaarnan paja")
	w.org("Åbo verkstad")
	for text, want := range map[string][]string{
		"kahv": {"Helsingin Kahvila Oy"}, "KA": {"Helsingin Kahvila Oy", "Kaarnan paja"}, "ka pa": {"Kaarnan paja"}, "pa ka": {"Kaarnan paja"},
		"0737546-2": {"Helsingin Kahvila Oy"}, "1572860-0": nil, "åbo": {"Åbo verkstad"}, "ahvila": nil, "  ": nil, "zzz": nil,
	} {
		if got := w.names(text); !slices.Equal(got, want) {
			t.Errorf("%q finds %v, want %v", text, got, want)
		}
	}
	owner := w.person("owner@example.fi", paja, marketplace.RoleOwner)
	_, err := w.accounts.ChangeOrganisation(t.Context(), owner, account.NewOrganisation{Name: "Uusi nimi", Kinds: []account.Kind{account.KindEmployer}})
	w.ok(err)
	w.ok(w.Work(t.Context()))
	if got := w.names("kaarnan"); got != nil {
		t.Errorf("the old name finds %v", got)
	}
	if got := w.names("uusi"); len(got) != 1 {
		t.Errorf("the new name finds %v", got)
	}
	_, _, err = w.FindOrganisations(t.Context(), owner, "uusi")
	w.want(marketplace.Forbidden, err)
}

// Whatever an administrator does needs a reason and leaves it; whoever is none can do nothing of it, and nothing changes.
func TestDeeds(t *testing.T) {
	ctx := t.Context()
	w := newWorld(t).peopled()
	firm := w.org("Firm")
	who := w.person("who@example.fi", firm, marketplace.RoleOwner, marketplace.RoleEmployer)
	for name, do := range map[string]func(marketplace.Actor, string) error{
		"suspend":  func(a marketplace.Actor, why string) error { return w.Suspend(ctx, a, firm, why) },
		"restore":  func(a marketplace.Actor, why string) error { return w.Restore(ctx, a, firm, why) },
		"sign out": func(a marketplace.Actor, why string) error { return w.SignOut(ctx, a, who.Person, why) },
		"disable":  func(a marketplace.Actor, why string) error { return w.Disable(ctx, a, who.Person, why) },
		"enable":   func(a marketplace.Actor, why string) error { return w.Enable(ctx, a, who.Person, why) },
		"appoint":  func(a marketplace.Actor, why string) error { return w.Appoint(ctx, a, who.Person, why) },
		"dismiss":  func(a marketplace.Actor, why string) error { return w.Dismiss(ctx, a, who.Person, why) },
	} {
		for _, role := range marketplace.Roles() {
			if role != marketplace.RoleAdministrator {
				w.want(marketplace.Forbidden, do(marketplace.Actor{Person: "x", Org: w.house, Roles: []marketplace.Role{role}}, "a reason"))
			}
		}
		w.want(marketplace.Unauthenticated, do(marketplace.Actor{}, "a reason"))
		if name != "restore" && name != "enable" && name != "dismiss" { // these have nothing to undo yet
			w.want(marketplace.Invalid, do(w.admin, " "))
			w.want(marketplace.Invalid, do(w.admin, strings.Repeat("x", 501)))
		}
	}
	if acts, err := w.Acts(ctx, w.admin, firm); err != nil || len(acts) != 0 {
		t.Errorf("acts after refusals: %v %v", acts, err)
	}
	w.ok(w.Suspend(ctx, w.admin, firm, "Unpaid for a year"))
	w.want(marketplace.Conflict, w.Suspend(ctx, w.admin, firm, "again"))
	w.want(marketplace.Conflict, w.Suspend(ctx, w.admin, w.house, "myself"))
	if roles, err := w.accounts.RolesOf(ctx, firm, who.Person); err != nil || len(roles) != 0 {
		t.Errorf("a suspended organisation leaves %v, %v", roles, err)
	}
	w.ok(w.Restore(ctx, w.admin, firm, "Paid"))
	acts, err := w.Acts(ctx, w.admin, firm)
	if w.ok(err); len(acts) != 2 || !slices.ContainsFunc(acts, func(a office.Act) bool {
		return a.Deed == office.Suspended && a.Reason == "Unpaid for a year" && a.By == w.admin.Person
	}) {
		t.Errorf("acts %+v", acts)
	}
}

func TestPeople(t *testing.T) {
	ctx := t.Context()
	w := newWorld(t).peopled()
	who := w.person("who@example.fi", w.org("Firm"), marketplace.RoleEmployer)
	in, err := w.accounts.SignIn(ctx, account.Credentials{Email: "who@example.fi", Password: password})
	w.ok(err)
	id, err := w.FindPerson(ctx, w.admin, " WHO@example.fi ")
	if w.ok(err); id != who.Person {
		t.Errorf("found %s", id)
	}
	_, err = w.FindPerson(ctx, w.admin, "nobody@example.fi")
	w.want(marketplace.Invalid, err)
	_, err = w.FindPerson(ctx, who, "admin@example.fi")
	w.want(marketplace.Forbidden, err)
	known, err := w.Person(ctx, w.admin, id)
	if w.ok(err); len(known.Sessions) != 1 || len(known.Memberships) != 1 || known.Disabled {
		t.Errorf("known %+v", known)
	}
	w.ok(w.SignOut(ctx, w.admin, id, "Lost telephone"))
	if _, err := w.accounts.ActorFor(ctx, in.Session.ID); !marketplace.IsKind(err, marketplace.Unauthenticated) {
		t.Errorf("the session goes on: %v", err)
	}
	w.ok(w.Disable(ctx, w.admin, id, "Left"))
	_, err = w.accounts.SignIn(ctx, account.Credentials{Email: "who@example.fi", Password: password})
	w.want(marketplace.Unauthenticated, err)
	w.ok(w.Enable(ctx, w.admin, id, "Came back"))
	_, err = w.accounts.SignIn(ctx, account.Credentials{Email: "who@example.fi", Password: password})
	w.ok(err)
	w.want(marketplace.Conflict, w.Disable(ctx, w.admin, w.admin.Person, "myself"))
	w.want(marketplace.NotFound, w.Disable(ctx, w.admin, "nobody", "x"))
	if known, err = w.Person(ctx, w.admin, id); err != nil || len(known.Acts) != 3 {
		t.Errorf("acts %+v %v", known.Acts, err)
	}
}

// An administrator makes another, who can take the role back from the first but not from themselves.
func TestAdministrators(t *testing.T) {
	ctx := t.Context()
	w := newWorld(t).peopled()
	who := w.person("who@example.fi", w.house, marketplace.RoleEmployer)
	w.ok(w.Appoint(ctx, w.admin, who.Person, "Holidays"))
	w.want(marketplace.Conflict, w.Appoint(ctx, w.admin, who.Person, "Holidays"))
	roles, err := w.accounts.RolesOf(ctx, w.house, who.Person)
	if w.ok(err); !slices.Contains(roles, marketplace.RoleAdministrator) || !slices.Contains(roles, marketplace.RoleEmployer) {
		t.Errorf("appointed with %v", roles)
	}
	who.Roles = roles
	w.want(marketplace.Conflict, w.Dismiss(ctx, who, who.Person, "myself"))
	w.ok(w.Dismiss(ctx, who, w.admin.Person, "Left"))
	if roles, err = w.accounts.RolesOf(ctx, w.house, w.admin.Person); err != nil || len(roles) != 0 {
		t.Errorf("dismissed with %v %v", roles, err)
	}
	w.want(marketplace.Conflict, w.Dismiss(ctx, who, w.admin.Person, "again"))
}

// Of two administrators who take it from each other at once, by dismissing or by closing the account, one is refused and stays.
func TestTwoDismissAtOnce(t *testing.T) {
	for round := range 20 {
		w := newWorld(t).peopled()
		other := w.person("other@example.fi", w.house, marketplace.RoleAdministrator)
		var group sync.WaitGroup
		errs := make([]error, 2)
		group.Go(func() { errs[0] = w.Dismiss(t.Context(), w.admin, other.Person, "Left") })
		group.Go(func() {
			if round%2 == 0 {
				errs[1] = w.Dismiss(t.Context(), other, w.admin.Person, "Left")
			} else {
				errs[1] = w.Disable(t.Context(), other, w.admin.Person, "Left")
			}
		})
		group.Wait()
		refused := slices.IndexFunc(errs, func(err error) bool { return marketplace.IsKind(err, marketplace.Forbidden) })
		if refused < 0 || errs[1-refused] != nil {
			t.Fatalf("round %d: %v", round, errs)
		}
		stays := []marketplace.Actor{w.admin, other}[1-refused]
		w.ok(w.Appoint(t.Context(), stays, w.person("third@example.fi", w.house, marketplace.RoleEmployer).Person, "Two are better"))
		known, err := w.Person(t.Context(), stays, stays.Person)
		if w.ok(err); known.Disabled || !slices.Contains(known.Memberships[0].Roles, marketplace.RoleAdministrator) {
			t.Errorf("round %d: who stays is %+v", round, known)
		}
	}
}

// Whoever was dismissed takes nothing from anybody with what they asked for before; appointed anew they can. An administrator is no
// member to be removed, and their organisation is not suspended.
func TestAnAdministratorIsKept(t *testing.T) {
	ctx := t.Context()
	w := newWorld(t).peopled()
	other := w.person("other@example.fi", w.org("Second house"), marketplace.RoleAdministrator)
	third := w.person("third@example.fi", w.house, marketplace.RoleOwner)
	w.want(marketplace.Conflict, w.Suspend(ctx, w.admin, other.Org, "Unpaid"))
	w.want(marketplace.Conflict, w.accounts.RemoveMember(ctx, w.admin, w.admin.Person))
	w.want(marketplace.Conflict, w.accounts.RemoveMember(ctx, third, w.admin.Person))
	w.ok(w.Dismiss(ctx, other, w.admin.Person, "Holidays"))
	w.want(marketplace.Forbidden, w.Dismiss(ctx, w.admin, other.Person, "Late"))
	w.want(marketplace.Forbidden, w.Disable(ctx, w.admin, other.Person, "Late"))
	w.ok(w.accounts.RemoveMember(ctx, third, w.admin.Person))
	other.Org = w.house
	w.ok(w.accounts.Grant(ctx, marketplace.System(""), other.Person, w.house, marketplace.RoleAdministrator))
	w.ok(w.Appoint(ctx, other, w.admin.Person, "Back"))
	w.ok(w.Dismiss(ctx, w.admin, other.Person, "My turn"))
	w.ok(w.Suspend(ctx, w.admin, w.org("Third house"), "Unpaid"))
}

// Whatever write the program stops at while the role is taken, doing it again takes it, and whoever took it still can.
func TestDismissAfterCrash(t *testing.T) {
	for _, moment := range []storetest.Moment{storetest.BeforeWrite, storetest.AfterWrite} {
		for k := 1; ; k++ {
			w := newWorld(t).peopled()
			who := w.person("who@example.fi", w.house, marketplace.RoleAdministrator)
			err := over(t, storetest.Faulty(w.store, k, moment)).Dismiss(t.Context(), w.admin, who.Person, "Left")
			if err == nil {
				break
			}
			if err := w.Dismiss(t.Context(), w.admin, who.Person, "Left"); err != nil && !marketplace.IsKind(err, marketplace.Conflict) {
				t.Fatal(err)
			}
			if roles, err := w.accounts.RolesOf(t.Context(), w.house, who.Person); err != nil || len(roles) > 0 {
				t.Errorf("crash at write %d: %v %v", k, roles, err)
			}
			w.ok(w.Appoint(t.Context(), w.admin, who.Person, "Back"))
			w.ok(w.Dismiss(t.Context(), who, w.admin.Person, "My turn"))
		}
	}
}

// Whatever write the program stops at, doing it again leaves the deed done with its reason.
func TestDeedsAfterCrash(t *testing.T) {
	for _, moment := range []storetest.Moment{storetest.BeforeWrite, storetest.AfterWrite} {
		for k := 1; ; k++ {
			w := newWorld(t).peopled()
			firm := w.org("Firm")
			faulty := storetest.Faulty(w.store, k, moment)
			if err := over(t, faulty).Suspend(t.Context(), w.admin, firm, "Unpaid"); err == nil {
				break
			}
			if err := w.Suspend(t.Context(), w.admin, firm, "Unpaid"); err != nil && !marketplace.IsKind(err, marketplace.Conflict) {
				t.Fatal(err)
			}
			o, err := w.Organisation(t.Context(), w.admin, firm)
			acts, _ := w.Acts(t.Context(), w.admin, firm)
			if err != nil || !o.Suspended || len(acts) == 0 {
				t.Errorf("crash at write %d: suspended %v, %d acts, %v", k, o.Suspended, len(acts), err)
			}
		}
	}
}
