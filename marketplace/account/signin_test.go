package account

import (
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account/secret"
)

func TestSignIn(t *testing.T) {
	w := newWorld(t)
	boss := w.owner(KindEmployer)
	ctx := t.Context()
	in, err := w.SignIn(ctx, Credentials{Email: "  " + w.emailOf(boss), Password: good, UserAgent: "Fire\nfox"})
	w.ok(err)
	if in.Person.ID != boss.Person || in.Session.Org != boss.Org || len(in.Memberships) != 1 || in.Session.UserAgent != "Fire fox" || in.Refresh == "" {
		t.Errorf("signed in as %+v", in)
	}
	actor, err := w.ActorFor(ctx, in.Session.ID)
	w.ok(err)
	if diff := cmp.Diff(marketplace.Actor{Person: boss.Person, Org: boss.Org, Roles: []marketplace.Role{roleOwner, roleEmployer}, Lang: "fi"}, actor); diff != "" {
		t.Error(diff)
	}
	if f := w.facts()["signin.succeeded"]; len(f) != 1 || f[0].Org != boss.Org || f[0].Actor != boss.Person {
		t.Errorf("facts %+v", f)
	}
	w.ok(w.SignOut(ctx, in.Session.ID))
	w.ok(w.SignOut(ctx, in.Session.ID))
	w.ok(w.SignOut(ctx, "nowhere"))
	_, err = w.ActorFor(ctx, in.Session.ID)
	w.wantKind(marketplace.Unauthenticated, "account.session_over", err)
	_, err = w.Refresh(ctx, in.Refresh)
	w.wantKind(marketplace.Unauthenticated, "account.session_over", err)
}

// What is removed, disabled or expired counts from the next request on.
func TestActorFollowsTheStore(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	boss := w.owner(KindEmployer)
	clerk := w.member(boss, roleBilling)
	in := w.signIn(w.emailOf(clerk))
	w.ok(w.SetRoles(ctx, boss, clerk.Person, []marketplace.Role{roleEmployer}))
	if a, err := w.ActorFor(ctx, in.Session.ID); err != nil || a.Has(roleBilling) || !a.Has(roleEmployer) {
		t.Errorf("changed roles: %+v %v", a, err)
	}
	w.ok(w.RemoveMember(ctx, boss, clerk.Person))
	if a, err := w.ActorFor(ctx, in.Session.ID); err != nil || a.Org != "" || a.Roles != nil || a.Person != clerk.Person {
		t.Errorf("removed: %+v %v", a, err)
	}
	w.ok(w.Disable(ctx, marketplace.System(""), clerk.Person))
	_, err := w.ActorFor(ctx, in.Session.ID)
	w.wantKind(marketplace.Unauthenticated, "account.session_over", err)
	_, err = w.SignIn(ctx, Credentials{Email: w.emailOf(clerk), Password: good})
	w.wantKind(marketplace.Unauthenticated, "account.signin_failed", err)

	old := w.signIn(w.emailOf(boss))
	w.pass(30*24*time.Hour + time.Second)
	_, err = w.ActorFor(ctx, old.Session.ID)
	w.wantKind(marketplace.Unauthenticated, "account.session_over", err)
}

// Nothing that can be seen or counted tells an address with an account from one without, at any number of tries.
func TestEnumeration(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	w.person("known@example.fi")
	for try := range 12 {
		_, known := w.SignIn(ctx, Credentials{Email: "known@example.fi", Password: "wrong password here"})
		_, unknown := w.SignIn(ctx, Credentials{Email: "unknown@example.fi", Password: "wrong password here"})
		if known == nil || known.Error() != unknown.Error() {
			t.Fatalf("try %d: %v and %v", try, known, unknown)
		}
		w.pass(20 * time.Second)
	}
	before := len(w.facts()["reset.requested"])
	w.ok(w.RequestReset(ctx, "known@example.fi"))
	w.ok(w.RequestReset(ctx, "unknown@example.fi"))
	if n := len(w.facts()["reset.requested"]) - before; n != 2 {
		t.Errorf("%d writes for two requests", n)
	}
	w.ok(w.SignUp(ctx, "known@example.fi", "sv"))
	w.ok(w.SignUp(ctx, "unknown@example.fi", "sv"))
	var kinds []string
	for _, l := range w.letters() {
		kinds = append(kinds, l.Kind+" "+l.To+" "+l.Lang)
		if (l.Kind == "known") != (l.Token == "") {
			t.Errorf("letter %+v", l)
		}
	}
	want := map[string]bool{"known known@example.fi fi": true, "signup unknown@example.fi sv": true, "reset known@example.fi fi": true}
	got := map[string]bool{}
	for _, k := range kinds {
		got[k] = true
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("letters:\n%s", diff)
	}
}

// Facts and documents hold no address, password, code or token of a sign-in.
func TestFailuresNameNobody(t *testing.T) {
	w := newWorld(t)
	p := w.person("known@example.fi")
	_, err := w.SignIn(t.Context(), Credentials{Email: "known@example.fi", Password: "wrong password here"})
	w.wantKind(marketplace.Unauthenticated, "", err)
	f := w.facts()["signin.failed"]
	if len(f) != 1 {
		t.Fatalf("facts %+v", f)
	}
	if diff := cmp.Diff(map[string]string{"person": string(p.Person)}, f[0].Data); diff != "" {
		t.Error(diff)
	}
}

func TestLockout(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	w.person("a@example.fi")
	w.person("b@example.fi")
	wrong := Credentials{Email: "a@example.fi", Password: "wrong password here"}
	for range 5 {
		_, err := w.SignIn(ctx, wrong)
		w.wantKind(marketplace.Unauthenticated, "account.signin_failed", err)
	}
	_, err := w.SignIn(ctx, Credentials{Email: "a@example.fi", Password: good})
	w.wantKind(marketplace.TooMany, "account.locked", err)
	w.signIn("b@example.fi") // others are not touched
	w.pass(61 * time.Second)
	w.signIn("a@example.fi") // and it ends by itself
	_, err = w.SignIn(ctx, wrong)
	w.wantKind(marketplace.Unauthenticated, "", err) // a success starts the count anew
}

// A hundred guesses at once are counted as one after another.
func TestLockoutUnderConcurrency(t *testing.T) {
	w := newWorld(t)
	w.person("a@example.fi")
	var wg sync.WaitGroup
	looked := make(chan bool, 30)
	for range 30 {
		wg.Go(func() {
			_, err := w.SignIn(t.Context(), Credentials{Email: "a@example.fi", Password: "wrong password here"})
			looked <- marketplace.IsKind(err, marketplace.Unauthenticated)
		})
	}
	wg.Wait()
	close(looked)
	n := 0
	for l := range looked {
		if l {
			n++
		}
	}
	if n > 5 {
		t.Errorf("%d of 30 guesses at once were looked at, want at most 5", n)
	}
}

// setUp turns the second factor on for somebody; the codes are the recovery codes.
func (w *world) setUp(a marketplace.Actor) (plain string, codes []string) {
	w.t.Helper()
	started, err := w.StartTOTP(w.t.Context(), a)
	w.ok(err)
	codes, err = w.ConfirmTOTP(w.t.Context(), a, w.code(started.Secret))
	w.ok(err)
	w.pass(time.Minute) // the code just used is spent
	return started.Secret, codes
}

func (w *world) code(plain string) string {
	w.t.Helper()
	c, err := secret.TOTPCode(plain, *w.now)
	w.ok(err)
	return c
}

func TestSecondFactor(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	a := w.person("a@example.fi")
	plain, codes := w.setUp(a)
	if len(codes) != 10 || len(w.facts()["totp.enabled"]) != 1 {
		t.Fatalf("codes %v", codes)
	}
	first := w.signIn("a@example.fi")
	if !first.SecondFactor || first.Ticket == "" || first.Refresh != "" || first.Session.ID != "" {
		t.Fatalf("the password alone gave %+v", first)
	}
	code := w.code(plain)
	in, err := w.SignIn(ctx, Credentials{Ticket: first.Ticket, Code: code})
	w.ok(err)
	if in.Person.ID != a.Person || !in.Person.TwoFactor {
		t.Errorf("signed in as %+v", in.Person)
	}
	_, err = w.SignIn(ctx, Credentials{Ticket: first.Ticket, Code: code})
	w.wantKind(marketplace.Unauthenticated, "account.signin_failed", err) // the same code again
	_, err = w.SignIn(ctx, Credentials{Email: "a@example.fi", Password: "wrong password here", Code: codes[0]})
	w.wantKind(marketplace.Unauthenticated, "account.signin_failed", err)
	_, err = w.SignIn(ctx, Credentials{Ticket: first.Ticket})
	w.wantKind(marketplace.Unauthenticated, "account.signin_failed", err)
	for i, want := range []bool{true, false} { // a recovery code, once
		_, err := w.SignIn(ctx, Credentials{Email: "a@example.fi", Password: good, Code: " " + codes[0]})
		if (err == nil) != want {
			t.Errorf("recovery code, time %d: %v", i+1, err)
		}
	}
	w.pass(6 * time.Minute)
	_, err = w.SignIn(ctx, Credentials{Ticket: first.Ticket, Code: w.code(plain)})
	w.wantKind(marketplace.Unauthenticated, "account.signin_failed", err) // the ticket is old
}

func TestTicketEndsWithThePassword(t *testing.T) {
	w := newWorld(t)
	a := w.person("a@example.fi")
	plain, _ := w.setUp(a)
	first := w.signIn("a@example.fi")
	w.ok(w.ChangePassword(t.Context(), a, "", good, good+" uusi"))
	_, err := w.SignIn(t.Context(), Credentials{Ticket: first.Ticket, Code: w.code(plain)})
	w.wantKind(marketplace.Unauthenticated, "account.signin_failed", err)
}

// Of two who send the same code at the same moment one is refused.
func TestCodeIsSpentOnce(t *testing.T) {
	w := newWorld(t)
	a := w.person("a@example.fi")
	plain, _ := w.setUp(a)
	code := w.code(plain)
	var wg sync.WaitGroup
	errs := make([]error, 2)
	for i := range errs {
		wg.Go(func() {
			_, errs[i] = w.SignIn(t.Context(), Credentials{Email: "a@example.fi", Password: good, Code: code})
		})
	}
	wg.Wait()
	if (errs[0] == nil) == (errs[1] == nil) {
		t.Errorf("errors %v", errs)
	}
}

func TestTurningTheSecondFactorOnAndOff(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	a := w.person("a@example.fi")
	_, err := w.ConfirmTOTP(ctx, a, "123456")
	w.wantKind(marketplace.Conflict, "account.totp_not_started", err)
	started, err := w.StartTOTP(ctx, a)
	w.ok(err)
	_, err = w.ConfirmTOTP(ctx, a, "abc")
	w.wantKind(marketplace.Invalid, "", err)
	if in := w.signIn("a@example.fi"); in.SecondFactor {
		t.Error("a second factor that was not confirmed is asked for")
	}
	_, err = w.ConfirmTOTP(ctx, a, w.code(started.Secret))
	w.ok(err)
	_, err = w.StartTOTP(ctx, a)
	w.wantKind(marketplace.Conflict, "account.totp_on", err)
	w.wantKind(marketplace.Invalid, "", w.DisableTOTP(ctx, a, "wrong password here"))
	w.ok(w.DisableTOTP(ctx, a, good))
	if in := w.signIn("a@example.fi"); in.SecondFactor {
		t.Error("still asked for")
	}
}

func TestChangePassword(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	a := w.person("a@example.fi")
	here, there := w.signIn("a@example.fi"), w.signIn("a@example.fi")
	w.wantKind(marketplace.Invalid, "", w.ChangePassword(ctx, a, here.Session.ID, "wrong password here", "uusi hyvä salasana"))
	w.wantKind(marketplace.Invalid, "", w.ChangePassword(ctx, a, here.Session.ID, good, "short"))
	w.wantKind(marketplace.Unauthenticated, "", w.ChangePassword(ctx, marketplace.Actor{}, "", good, "uusi hyvä salasana"))
	w.ok(w.ChangePassword(ctx, a, here.Session.ID, good, "kolme punaista vasaraa"))
	if _, err := w.ActorFor(ctx, here.Session.ID); err != nil {
		t.Errorf("the session in use ended: %v", err)
	}
	_, err := w.ActorFor(ctx, there.Session.ID)
	w.wantKind(marketplace.Unauthenticated, "account.session_over", err)
	_, err = w.SignIn(ctx, Credentials{Email: "a@example.fi", Password: good})
	w.wantKind(marketplace.Unauthenticated, "", err)
	_, err = w.SignIn(ctx, Credentials{Email: "a@example.fi", Password: "kolme punaista vasaraa"})
	w.ok(err)
}

func TestReset(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	a := w.person("a@example.fi")
	w.setUp(a)
	in := w.signIn("a@example.fi")
	_ = in
	w.ok(w.RequestReset(ctx, "A@example.fi"))
	token := w.letter("a@example.fi").Token
	w.wantKind(marketplace.Invalid, "", w.CompleteReset(ctx, token, "short"))
	w.wantKind(marketplace.NotFound, "account.link_invalid", w.CompleteReset(ctx, token+"x", "kolme punaista vasaraa"))
	w.ok(w.CompleteReset(ctx, token, "kolme punaista vasaraa"))
	w.wantKind(marketplace.NotFound, "account.link_invalid", w.CompleteReset(ctx, token, "neljä sinistä vasaraa"))
	after, err := w.SignIn(ctx, Credentials{Email: "a@example.fi", Password: "kolme punaista vasaraa"})
	if err != nil || !after.SecondFactor {
		t.Errorf("a reset must not take the second factor away: %+v %v", after, err)
	}
	w.ok(w.RequestReset(ctx, "a@example.fi"))
	token = w.letter("a@example.fi").Token
	w.pass(61 * time.Minute)
	w.wantKind(marketplace.NotFound, "account.link_invalid", w.CompleteReset(ctx, token, "neljä sinistä vasaraa"))
}

func TestResetEndsSessions(t *testing.T) {
	w := newWorld(t)
	w.person("a@example.fi")
	in := w.signIn("a@example.fi")
	w.ok(w.RequestReset(t.Context(), "a@example.fi"))
	w.ok(w.CompleteReset(t.Context(), w.letter("a@example.fi").Token, "kolme punaista vasaraa"))
	_, err := w.Refresh(t.Context(), in.Refresh)
	w.wantKind(marketplace.Unauthenticated, "account.session_over", err)
}

func TestSessionsAreOnesOwn(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	a, b := w.person("a@example.fi"), w.person("b@example.fi")
	first, second, theirs := w.signIn("a@example.fi"), w.signIn("a@example.fi"), w.signIn("b@example.fi")
	w.wantKind(marketplace.NotFound, "", w.Revoke(ctx, b, first.Session.ID))
	w.wantKind(marketplace.Unauthenticated, "", w.Revoke(ctx, marketplace.Actor{}, first.Session.ID))
	w.ok(w.Revoke(ctx, a, first.Session.ID))
	list, err := w.Sessions(ctx, a)
	if err != nil || len(list) != 1 || list[0].ID != second.Session.ID {
		t.Errorf("%+v %v", list, err)
	}
	_, err = w.ActorFor(ctx, theirs.Session.ID)
	w.ok(err)
}

func TestSwitchOrg(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	one, two, foreign := w.owner(KindEmployer), w.owner(KindCoaching), w.owner(KindEmployer)
	w.ok(w.Grant(ctx, marketplace.System(""), one.Person, two.Org, roleCoach))
	in := w.signIn(w.emailOf(one))
	s, err := w.SwitchOrg(ctx, one, in.Session.ID, two.Org)
	if err != nil || s.Org != two.Org {
		t.Fatalf("%+v %v", s, err)
	}
	if a, err := w.ActorFor(ctx, s.ID); err != nil || !a.Has(roleCoach) || a.Has(roleOwner) {
		t.Errorf("%+v %v", a, err)
	}
	_, err = w.SwitchOrg(ctx, one, in.Session.ID, foreign.Org)
	w.wantKind(marketplace.NotFound, "", err)
	_, err = w.SwitchOrg(ctx, two, in.Session.ID, two.Org) // somebody else's session
	w.wantKind(marketplace.NotFound, "", err)
	if again := w.signIn(w.emailOf(one)); again.Session.Org != two.Org {
		t.Errorf("the next sign-in acts for %s, not for the last one", again.Session.Org)
	}
}

func TestLanguageReachesOpenSessions(t *testing.T) {
	w := newWorld(t)
	a := w.person("a@example.fi")
	in := w.signIn("a@example.fi")
	p, err := w.ChangeMe(t.Context(), a, " Anna  Aho ", "sv")
	if err != nil || p.Name != "Anna Aho" {
		t.Fatalf("%+v %v", p, err)
	}
	if actor, err := w.ActorFor(t.Context(), in.Session.ID); err != nil || actor.Lang != "sv" {
		t.Errorf("%+v %v", actor, err)
	}
	_, err = w.ChangeMe(t.Context(), a, "", "de")
	if fields := marketplace.AsError(err).Fields; len(fields) != 2 {
		t.Errorf("fields %+v", fields)
	}
}

// A password hashed at an older cost is hashed anew when its owner signs in.
func TestRehash(t *testing.T) {
	w := newWorld(t)
	w.person("a@example.fi")
	dearer, err := secret.NewHasher(secret.HashCost{Memory: 16, Time: 1, Threads: 1}, w.random)
	w.ok(err)
	w.hasher = dearer
	w.signIn("a@example.fi")
	p, err := w.byEmail(t.Context(), "a@example.fi")
	if err != nil || dearer.Outdated(p.Password) {
		t.Errorf("stored %q %v", p.Password, err)
	}
	w.signIn("a@example.fi")
}
