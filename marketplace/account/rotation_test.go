package account

import (
	"crypto/rand"
	"strings"
	"testing"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account/renew"
	"sovite.fi/sovite/marketplace/account/secret"
)

// secrets puts another secret of the installation into the place of the one that the world began with; the ones of before follow.
func (w *world) secrets(letters ...string) {
	w.t.Helper()
	raw := [][]byte{nil, nil}
	for i, l := range letters {
		raw[i] = []byte(strings.Repeat(l, secret.MinSecret))
	}
	v, err := secret.NewVault(raw[0], rand.Reader, raw[1])
	w.ok(err)
	*w.vault = *v
}

// While the secret is being changed nobody notices: sessions go on, links open, second factors and recovery codes count. What
// was sealed again goes on when the old secret is gone; links and recovery codes of before do not.
func TestChangeOfTheSecret(t *testing.T) {
	w, ctx := newWorld(t), t.Context()
	a, b := w.person("a@example.fi"), w.person("b@example.fi")
	plain, codes := w.setUp(a)
	w.ok(w.RequestReset(ctx, "b@example.fi"))
	reset, in := w.letter("b@example.fi").Token, w.signIn("b@example.fi")
	w.secrets("n", "s")
	refreshed, err := w.Refresh(ctx, in.Refresh)
	w.ok(err)
	for _, code := range []string{w.code(plain), codes[0]} {
		_, err := w.SignIn(ctx, Credentials{Email: "a@example.fi", Password: good, Code: code})
		w.ok(err)
	}
	_, err = w.SignIn(ctx, Credentials{Email: "a@example.fi", Password: good, Code: codes[0]})
	w.wantKind(marketplace.Unauthenticated, "account.signin_failed", err)
	w.ok(w.CompleteReset(ctx, reset, "kolme punaista vasaraa"))
	w.ok(w.RequestReset(ctx, "b@example.fi"))
	if n, lost, err := renew.Factors(ctx, w.store, w.vault); n != 1 || lost != 0 || err != nil {
		t.Errorf("sealed again: %d, %d, %v", n, lost, err)
	}
	w.secrets("n")
	w.pass(60e9)
	_, err = w.SignIn(ctx, Credentials{Email: "a@example.fi", Password: good, Code: w.code(plain)})
	w.ok(err)
	_, err = w.SignIn(ctx, Credentials{Email: "a@example.fi", Password: good, Code: codes[1]})
	w.wantKind(marketplace.Unauthenticated, "account.signin_failed", err)
	_, err = w.ActorFor(ctx, refreshed.Session.ID)
	w.wantKind(marketplace.Unauthenticated, "account.session_over", err) // the reset ended it
	_ = b
}

// known is a list of one password that became known.
type known string

func (k known) Holds(password string) (bool, error) { return password == string(k), nil }

// A password that became known is refused wherever one is set; only the program itself may choose it, for demo accounts.
func TestKnownPasswords(t *testing.T) {
	const leaked = "kolme punaista vasaraa"
	w, ctx := newWorld(t), t.Context()
	w.known = known(leaked)
	boss := w.owner(KindEmployer)
	refused := func(name, field string, err error) {
		t.Helper()
		e := marketplace.AsError(err)
		if e.Kind != marketplace.Invalid || len(e.Fields) != 1 || e.Fields[0].Field != field || e.Fields[0].Key != "account.password_breached" {
			t.Errorf("%s: %v", name, err)
		}
	}
	w.ok(w.SignUp(ctx, "new@example.fi", "en"))
	token := w.letter("new@example.fi").Token
	_, err := w.Accept(ctx, marketplace.Actor{}, token, NewPerson{Name: "Uusi", Password: leaked})
	refused("an invitation", "password", err)
	in := w.signIn(w.emailOf(boss))
	refused("a change", "new_password", w.ChangePassword(ctx, boss, in.Session.ID, good, leaked))
	w.ok(w.RequestReset(ctx, w.emailOf(boss)))
	reset := w.letter(w.emailOf(boss)).Token
	refused("a reset", "new_password", w.CompleteReset(ctx, reset, leaked))
	_, _, err = w.Administer(ctx, marketplace.System(""), NewPerson{Email: "x@example.fi", Name: "X", Password: leaked}, NewOrganisation{Name: "X", BusinessID: "0737546-2", Kinds: []Kind{KindCoaching}})
	refused("an administrator", "password", err)
	_, err = w.AddPerson(ctx, marketplace.System(""), NewPerson{Email: "demo@example.fi", Name: "Demo", Password: leaked})
	w.ok(err)
	w.ok(w.CompleteReset(ctx, reset, "neljä vihreää teekuppia"))
}
