package account

import (
	"context"
	"testing"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store"
)

func TestIsCoach(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	boss := w.owner(KindCoaching, KindEmployer)
	one, clerk, gone, outsider := w.member(boss, roleCoach), w.member(boss, roleBilling), w.member(boss, roleCoach), w.owner(KindCoaching)
	w.ok(w.RemoveMember(ctx, boss, gone.Person))
	want := func(name string, who marketplace.Actor, want bool) {
		t.Helper()
		if got, err := w.IsCoach(ctx, boss.Org, who.Person); err != nil || got != want {
			t.Errorf("%s: %v %v", name, got, err)
		}
	}
	want("a coach", one, true)
	want("somebody who owns", boss, false)
	want("somebody with another role", clerk, false)
	want("somebody who was removed", gone, false)
	want("a coach of another organisation", outsider, false)
	want("nobody", marketplace.Actor{}, false)
	if got, err := w.IsCoach(ctx, "nowhere", one.Person); err != nil || got {
		t.Errorf("an organisation that is not there: %v %v", got, err)
	}
	_, err := w.ChangeOrganisation(ctx, boss, NewOrganisation{Name: "Paja", Kinds: []Kind{KindEmployer}})
	w.ok(err)
	want("while the organisation does not coach", one, false)
	_, err = w.ChangeOrganisation(ctx, boss, NewOrganisation{Name: "Paja", Kinds: []Kind{KindCoaching}})
	w.ok(err)
	w.ok(w.Suspend(ctx, marketplace.System(""), boss.Org))
	want("while the organisation is suspended", one, false)
}

// meddling is a store in which something else happens just before a document of a collection is saved.
type meddling struct {
	store.Store
	collection string
	before     func()
}

// Insert implements store.Store.
func (m *meddling) Insert(ctx context.Context, collection string, id marketplace.ID, body []byte, facts []marketplace.Fact) error {
	m.meddle(collection)
	return m.Store.Insert(ctx, collection, id, body, facts)
}

// Replace implements store.Store.
func (m *meddling) Replace(ctx context.Context, collection string, id marketplace.ID, rev int64, body []byte, facts []marketplace.Fact) error {
	m.meddle(collection)
	return m.Store.Replace(ctx, collection, id, rev, body, facts)
}

func (m *meddling) meddle(collection string) {
	if before := m.before; collection == m.collection && before != nil {
		m.before = nil
		before()
	}
}

// Whoever is signing in with what is no longer good at that very moment is not left with a session.
func TestSignInMeetsTheEndOfItsProof(t *testing.T) {
	for name, meanwhile := range map[string]func(*world, marketplace.Actor) error{
		"the password changes": func(w *world, a marketplace.Actor) error {
			return w.ChangePassword(t.Context(), a, "", good, good+" uusi")
		},
		"the account is closed": func(w *world, a marketplace.Actor) error {
			return w.Disable(t.Context(), marketplace.System(""), a.Person)
		},
	} {
		w := newWorld(t)
		a := w.person("a@example.fi")
		slow := worldWith(w, &meddling{Store: w.store, collection: "sessions", before: func() { w.ok(meanwhile(w, a)) }})
		in, err := slow.SignIn(t.Context(), Credentials{Email: "a@example.fi", Password: good})
		w.wantKind(marketplace.Unauthenticated, "account.signin_failed", err)
		if in.Refresh != "" || in.Session.ID != "" {
			t.Errorf("%s: %+v", name, in)
		}
		open, err := w.Sessions(t.Context(), a)
		if err != nil || len(open) != 0 {
			t.Errorf("%s: sessions %+v %v", name, open, err)
		}
	}
}

// Whoever is made an owner while they are being removed is none afterwards, and does not count as the last one.
func TestOwnerByAccident(t *testing.T) {
	for name, first := range map[string]string{"removed before the roles are set": memberships, "removed before the list of owners": organisations} {
		w := newWorld(t)
		ctx := t.Context()
		boss := w.owner(KindEmployer)
		clerk := w.member(boss, roleBilling)
		slow := worldWith(w, &meddling{Store: w.store, collection: first, before: func() { w.ok(w.RemoveMember(ctx, boss, clerk.Person)) }})
		w.wantKind(marketplace.NotFound, "", slow.SetRoles(ctx, boss, clerk.Person, []marketplace.Role{roleOwner}))
		w.everyOwnerBelongs()
		w.wantKind(marketplace.Conflict, "account.last_owner", w.RemoveMember(ctx, boss, boss.Person))
		w.ok(w.Grant(ctx, marketplace.System(""), clerk.Person, boss.Org, roleBilling))
		if got := w.acting(clerk, boss.Org); got.Has(roleOwner) {
			t.Errorf("%s: back with roles %v", name, got.Roles)
		}
	}
	w := newWorld(t) // the other way round: made an owner after the removal has looked at the owners
	ctx := t.Context()
	boss := w.owner(KindEmployer)
	clerk := w.member(boss, roleBilling)
	slow := worldWith(w, &meddling{Store: w.store, collection: memberships, before: func() {
		w.ok(w.SetRoles(ctx, boss, clerk.Person, []marketplace.Role{roleOwner}))
	}})
	w.ok(slow.RemoveMember(ctx, boss, clerk.Person))
	w.everyOwnerBelongs()
}

// A second invitation from the time before a removal does not let the removed person in again; a newer one does.
func TestRemovalClosesOlderInvitations(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	boss := w.owner(KindCoaching)
	a := w.person("a@example.fi")
	invite := func() string {
		_, err := w.Invite(ctx, boss, "a@example.fi", []marketplace.Role{roleCoach})
		w.ok(err)
		w.pass(time.Second)
		return w.letter("a@example.fi").Token
	}
	first, second := invite(), invite()
	_, err := w.Accept(ctx, a, first, NewPerson{})
	w.ok(err)
	w.ok(w.RemoveMember(ctx, boss, a.Person))
	w.pass(time.Second)
	_, err = w.Accept(ctx, a, second, NewPerson{})
	w.wantKind(marketplace.NotFound, "account.link_invalid", err)
	if got := w.acting(a, boss.Org).Roles; got != nil {
		t.Errorf("let in again with %v", got)
	}
	third := invite()
	_, err = w.Accept(ctx, a, third, NewPerson{})
	w.ok(err)
	if got := w.acting(a, boss.Org); !got.Has(roleCoach) {
		t.Errorf("a new invitation gives %v", got.Roles)
	}
}

// A link for a new password is worth nothing once the password has changed, by whatever way.
func TestNewPasswordClosesOtherResets(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	a := w.person("a@example.fi")
	request := func() string {
		w.ok(w.RequestReset(ctx, "a@example.fi"))
		return w.letter("a@example.fi").Token
	}
	first, second, third := request(), request(), request()
	w.ok(w.CompleteReset(ctx, second, "kolme punaista vasaraa"))
	for _, token := range []string{first, third} {
		w.wantKind(marketplace.NotFound, "account.link_invalid", w.CompleteReset(ctx, token, "varkaan oma salasana"))
	}
	last := request()
	w.ok(w.ChangePassword(ctx, a, "", "kolme punaista vasaraa", "viisi keltaista sahaa"))
	w.wantKind(marketplace.NotFound, "account.link_invalid", w.CompleteReset(ctx, last, "varkaan oma salasana"))
	_, err := w.SignIn(ctx, Credentials{Email: "a@example.fi", Password: "viisi keltaista sahaa"})
	w.ok(err)
}
