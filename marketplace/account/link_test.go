package account

import (
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/store/storetest"
)

var guest = NewPerson{Name: "Uusi Jäsen", Lang: "fi", Password: good}

func TestInvitationOfSomebodyNew(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	boss := w.owner(KindCoaching)
	_, err := w.Invite(ctx, boss, "Uusi@Example.fi", []marketplace.Role{roleCoach, roleBilling})
	w.ok(err)
	letter := w.letter("uusi@example.fi")
	if letter.Kind != "invitation" || letter.Args["org"] != "Paja" {
		t.Errorf("letter %+v", letter)
	}
	shown, err := w.Link(ctx, letter.Token)
	if err != nil || shown.OrgName != "Paja" || shown.Email != "uusi@example.fi" || shown.Known || !shown.Open {
		t.Errorf("shown %+v %v", shown, err)
	}
	_, err = w.Accept(ctx, marketplace.Actor{}, letter.Token, NewPerson{Name: "U", Password: "short"})
	w.wantKind(marketplace.Invalid, "", err)
	p, err := w.Accept(ctx, marketplace.Actor{}, letter.Token, guest)
	w.ok(err)
	if p.Email != "uusi@example.fi" {
		t.Errorf("person %+v", p)
	}
	in := w.signIn("uusi@example.fi")
	if diff := cmp.Diff([]marketplace.Role{roleCoach, roleBilling}, in.Memberships[0].Roles); diff != "" {
		t.Error(diff)
	}
	_, err = w.Accept(ctx, marketplace.Actor{}, letter.Token, guest) // a link opens once
	w.wantKind(marketplace.NotFound, "account.link_invalid", err)
	_, err = w.Link(ctx, letter.Token)
	w.wantKind(marketplace.NotFound, "account.link_invalid", err)
	_, err = w.Invite(ctx, boss, "uusi@example.fi", []marketplace.Role{roleBilling})
	w.wantKind(marketplace.Conflict, "account.already_member", err)
}

func TestInvitationOfSomebodyKnown(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	boss := w.owner(KindEmployer)
	known, other := w.person("known@example.fi"), w.person("other@example.fi")
	_, err := w.Invite(ctx, boss, "known@example.fi", []marketplace.Role{roleEmployer})
	w.ok(err)
	token := w.letter("known@example.fi").Token
	_, err = w.Accept(ctx, marketplace.Actor{}, token, guest)
	w.wantKind(marketplace.Unauthenticated, "account.accept_signed_in", err)
	_, err = w.Accept(ctx, other, token, NewPerson{})
	w.wantKind(marketplace.Forbidden, "account.accept_other", err)
	_, err = w.Accept(ctx, known, token, NewPerson{})
	w.ok(err)
	if got := w.acting(known, boss.Org); !got.Has(roleEmployer) {
		t.Errorf("roles %v", got.Roles)
	}
	w.signIn("known@example.fi") // the password is still the old one
}

func TestInvitationsExpireAndAreWithdrawn(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	boss := w.owner(KindEmployer)
	invite := func(to string) (Invitation, string) {
		i, err := w.Invite(ctx, boss, to, []marketplace.Role{roleBilling})
		w.ok(err)
		return i, w.letter(to).Token
	}
	first, token := invite("a@example.fi")
	w.ok(w.WithdrawInvitation(ctx, boss, first.ID))
	w.wantKind(marketplace.Conflict, "account.link_used", w.WithdrawInvitation(ctx, boss, first.ID))
	_, err := w.Accept(ctx, marketplace.Actor{}, token, guest)
	w.wantKind(marketplace.NotFound, "account.link_invalid", err)
	if len(w.letters()) != 0 {
		t.Error("a letter is sent for an invitation that was withdrawn")
	}
	_, late := invite("b@example.fi")
	w.pass(14 * 24 * time.Hour)
	_, err = w.Accept(ctx, marketplace.Actor{}, late, guest)
	w.wantKind(marketplace.NotFound, "account.link_invalid", err)
	list, err := w.Invitations(ctx, boss, marketplace.Page{})
	if err != nil || len(list.Items) != 2 || list.Items[0].Email != "b@example.fi" || list.Items[0].Open {
		t.Errorf("%+v %v", list, err)
	}
}

// The token stands neither in a document nor in a fact, a token of one kind does not open another, and nothing near a
// token opens anything.
func TestTokensAreSecret(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	boss := w.owner(KindEmployer)
	_, err := w.Invite(ctx, boss, "a@example.fi", []marketplace.Role{roleBilling})
	w.ok(err)
	token := w.letter("a@example.fi").Token
	id, code, _ := strings.Cut(token, ".")
	doc, err := w.store.Get(ctx, links, marketplace.ID(id))
	w.ok(err)
	if strings.Contains(string(doc.Body), code) {
		t.Error("the code stands in the document")
	}
	for _, list := range w.facts() {
		for _, f := range list {
			for _, v := range f.Data {
				if strings.Contains(v, code) {
					t.Error("the code stands in a fact")
				}
			}
		}
	}
	for _, forged := range []string{"", ".", id, id + ".", "." + code, token + "A", token[:len(token)-1], strings.ToLower(token), strings.Repeat("x", 500), "../x." + code} {
		_, err := w.Accept(ctx, marketplace.Actor{}, forged, guest)
		w.wantKind(marketplace.NotFound, "account.link_invalid", err)
	}
	w.wantKind(marketplace.NotFound, "account.link_invalid", w.CompleteReset(ctx, token, "kolme punaista vasaraa"))
	w.ok(w.RequestReset(ctx, w.emailOf(boss)))
	reset := w.letter(w.emailOf(boss)).Token
	_, err = w.Accept(ctx, boss, reset, guest)
	w.wantKind(marketplace.NotFound, "account.link_invalid", err)
}

func TestSignUp(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	w.wantKind(marketplace.Invalid, "", w.SignUp(ctx, "no address", "fi"))
	w.ok(w.SignUp(ctx, "a@example.fi", "en"))
	token := w.letter("a@example.fi").Token
	_, err := w.Accept(ctx, marketplace.Actor{}, token, guest)
	w.ok(err)
	in := w.signIn("a@example.fi")
	if len(in.Memberships) != 0 || in.Session.Org != "" {
		t.Errorf("%+v", in)
	}
}

// Two links to one address, used at the same moment: there is one person.
func TestConcurrentRegistration(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	w.ok(w.SignUp(ctx, "a@example.fi", "fi"))
	w.ok(w.SignUp(ctx, "a@example.fi", "fi"))
	letters := w.letters()
	errs := make([]error, len(letters))
	var wg sync.WaitGroup
	for i, l := range letters {
		wg.Go(func() { _, errs[i] = w.Accept(ctx, marketplace.Actor{}, l.Token, guest) })
	}
	wg.Wait()
	if len(errs) != 2 || (errs[0] == nil) == (errs[1] == nil) {
		t.Fatalf("errors %v", errs)
	}
	if n := len(w.facts()["person.registered"]); n != 1 {
		t.Errorf("%d persons", n)
	}
}

// Whatever write the program stops at, the flow completes: by the reactions, or by doing it again.
func TestCrashAtEveryWrite(t *testing.T) {
	flows := map[string]func(w *world) error{
		"found": func(w *world) error {
			p, err := w.byEmail(w.t.Context(), "boss@example.fi")
			if err != nil {
				return err
			}
			_, err = w.CreateOrganisation(w.t.Context(), marketplace.Actor{Person: p.ID}, NewOrganisation{Name: "Paja", Kinds: []Kind{KindEmployer}})
			return err
		},
		"accept": func(w *world) error {
			_, err := w.Accept(w.t.Context(), marketplace.Actor{}, w.token, guest)
			return err
		},
		"change password": func(w *world) error {
			p, err := w.byEmail(w.t.Context(), "boss@example.fi")
			if err != nil {
				return err
			}
			return w.ChangePassword(w.t.Context(), marketplace.Actor{Person: p.ID}, "", good, good+" uusi")
		},
	}
	for name, flow := range flows {
		for _, moment := range []storetest.Moment{storetest.BeforeWrite, storetest.AfterWrite} {
			t.Run(name, func(t *testing.T) {
				for k := 1; crashAt(t, k, moment, flow); k++ {
				}
			})
		}
	}
}

// crashAt runs a flow that stops at its k-th write; false when it has fewer.
func crashAt(t *testing.T, k int, moment storetest.Moment, flow func(*world) error) bool {
	t.Helper()
	w := newWorld(t)
	boss := w.person("boss@example.fi")
	if _, err := w.CreateOrganisation(t.Context(), boss, NewOrganisation{Name: "Ensin", Kinds: []Kind{KindEmployer}}); err != nil {
		t.Fatal(err)
	}
	list, err := w.Memberships(t.Context(), boss)
	w.ok(err)
	boss = w.acting(boss, list[0].Organisation.ID)
	_, err = w.Invite(t.Context(), boss, "uusi@example.fi", []marketplace.Role{roleOwner, roleBilling})
	w.ok(err)
	w.token = w.letter("uusi@example.fi").Token
	old := w.signIn("boss@example.fi")
	w.pass(time.Second)
	follow(w)

	faulty := storetest.Faulty(w.store, k, moment)
	err = flow(worldWith(w, faulty))
	if !faulty.Crashed() {
		w.ok(err)
		return false
	}
	if err != nil && !errors.Is(err, storetest.ErrCrash) {
		t.Fatalf("write %d: %v", k, err)
	}
	follow(w)
	w.complete(k, flow, old)
	return true
}

// complete tries the flow again, as a person does who saw an error, and checks that nothing is half done.
func (w *world) complete(k int, flow func(*world) error, old SignedIn) {
	w.t.Helper()
	err := flow(w)
	follow(w)
	if err != nil && !marketplace.IsKind(err, marketplace.NotFound) && !marketplace.IsKind(err, marketplace.Invalid) {
		w.t.Fatalf("again after write %d: %v", k, err) // used up, or the password is the new one already: it had completed
	}
	w.everyOwnerBelongs()
	if _, err := w.byEmail(w.t.Context(), "uusi@example.fi"); err == nil {
		in := w.signIn("uusi@example.fi")
		if len(in.Memberships) != 1 || len(in.Memberships[0].Roles) != 2 {
			w.t.Errorf("write %d: the guest belongs to %+v", k, in.Memberships)
		}
	}
	if _, err := w.SignIn(w.t.Context(), Credentials{Email: "boss@example.fi", Password: good + " uusi"}); err == nil {
		if _, err := w.ActorFor(w.t.Context(), old.Session.ID); err == nil {
			w.t.Errorf("write %d: the password changed and the old session is open", k)
		}
	}
}

func (w *world) everyOwnerBelongs() {
	w.t.Helper()
	err := w.orgs.Each(w.t.Context(), store.Query{}, func(e store.Entry[Organisation]) error {
		for _, who := range e.Value.Owners {
			if m, err := w.members.Get(w.t.Context(), membershipID(who, e.ID)); err != nil || !m.Value.Active {
				w.t.Errorf("owner %s of %s does not belong to it: %v", who, e.Value.Name, err)
			}
		}
		return nil
	})
	w.ok(err)
}

// worldWith is the same service over another store.
func worldWith(w *world, s store.Store) *world {
	other := worldOver(w.t, s, w.now)
	other.token = w.token
	other.store = w.store // facts and letters are read below the fault
	return other
}

// follow does what the courier does: every pending fact once more than needed.
func follow(w *world) {
	w.t.Helper()
	for range 2 {
		for _, list := range w.facts() {
			for _, f := range list {
				w.ok(w.Follow(w.t.Context(), f))
			}
		}
	}
}

// Somebody removed is not let in again by a reaction that runs a second time.
func TestReactionsDoNotReviveAMembership(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	boss := w.owner(KindEmployer)
	_, err := w.Invite(ctx, boss, "a@example.fi", []marketplace.Role{roleOwner})
	w.ok(err)
	p, err := w.Accept(ctx, marketplace.Actor{}, w.letter("a@example.fi").Token, guest)
	w.ok(err)
	w.ok(w.RemoveMember(ctx, boss, p.ID))
	follow(w)
	if got := w.acting(marketplace.Actor{Person: p.ID}, boss.Org).Roles; got != nil {
		t.Errorf("roles %v", got)
	}
	_, err = w.Invite(ctx, boss, "a@example.fi", []marketplace.Role{roleBilling}) // a new invitation does
	w.ok(err)
	_, err = w.Accept(ctx, marketplace.Actor{Person: p.ID}, w.letter("a@example.fi").Token, NewPerson{})
	w.ok(err)
	if diff := cmp.Diff([]marketplace.Role{roleBilling}, w.acting(marketplace.Actor{Person: p.ID}, boss.Org).Roles); diff != "" {
		t.Error(diff)
	}
}

func TestSweep(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	w.person("a@example.fi")
	w.signIn("a@example.fi")
	w.ok(w.SignUp(ctx, "b@example.fi", "fi"))
	parcels, err := w.store.Pending(ctx, 100)
	w.ok(err)
	for _, p := range parcels {
		var ids []marketplace.ID
		for _, f := range p.Facts {
			ids = append(ids, f.ID)
		}
		w.ok(w.store.Settle(ctx, p.Collection, p.ID, ids))
	}
	count := func() (n int) {
		for _, c := range []string{links, "sessions", "attempts"} {
			res, err := w.store.Find(ctx, c, store.Query{})
			w.ok(err)
			n += len(res.Docs)
		}
		return n
	}
	w.ok(w.Sweep(ctx))
	if count() != 3 {
		t.Errorf("%d documents are left of 3 that are in use", count())
	}
	w.pass(61 * 24 * time.Hour)
	w.ok(w.Sweep(ctx))
	if count() != 0 {
		t.Errorf("%d documents are left", count())
	}
}

// The program itself may give demo accounts a password that is easy to guess; nobody else may, and nobody a short one.
func TestGuessablePasswords(t *testing.T) {
	w := newWorld(t)
	in := NewPerson{Email: "demo@example.fi", Name: "Demo", Password: "sovite-demo-2026"}
	w.ok(w.SignUp(t.Context(), "demo@example.fi", "fi"))
	_, err := w.Accept(t.Context(), marketplace.Actor{}, w.letter("demo@example.fi").Token, in)
	w.wantKind(marketplace.Invalid, "", err)
	in.Password = "short"
	_, err = w.AddPerson(t.Context(), marketplace.System(""), in)
	w.wantKind(marketplace.Invalid, "", err)
	in.Password = "sovite-demo-2026"
	_, err = w.AddPerson(t.Context(), marketplace.System(""), in)
	w.ok(err)
}
