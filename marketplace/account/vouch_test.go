package account

import (
	"context"
	"testing"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account/secret"
)

func TestVouchOpensASession(t *testing.T) {
	w := newWorld(t)
	boss, program := w.owner(KindEmployer), marketplace.System("")
	in, err := w.Vouch(t.Context(), program, boss.Person, false, "test")
	w.ok(err)
	if in.Session.Person != boss.Person || in.Session.Org != boss.Org || in.Refresh == "" {
		t.Errorf("in as %+v", in)
	}
	_, err = w.Vouch(t.Context(), boss, boss.Person, true, "test")
	w.wantKind(marketplace.Forbidden, "error.forbidden", err)
	w.ok(w.Disable(t.Context(), program, boss.Person))
	_, err = w.Vouch(t.Context(), program, boss.Person, true, "test")
	w.wantKind(marketplace.Unauthenticated, "account.signin_failed", err)
}

// Our second factor is asked unless the other service asked for two.
func TestVouchAsksForTheSecondFactor(t *testing.T) {
	w := newWorld(t)
	boss, program := w.owner(KindEmployer), marketplace.System("")
	setup, err := w.StartTOTP(t.Context(), boss)
	w.ok(err)
	code, err := secret.TOTPCode(setup.Secret, *w.now)
	w.ok(err)
	recovery, err := w.ConfirmTOTP(t.Context(), boss, code)
	w.ok(err)
	in, err := w.Vouch(t.Context(), program, boss.Person, false, "test")
	w.ok(err)
	if !in.SecondFactor || in.Session.ID != "" {
		t.Fatalf("in without the second factor: %+v", in)
	}
	in, err = w.SignIn(t.Context(), Credentials{Ticket: in.Ticket, Code: recovery[0]})
	w.ok(err)
	if in.Session.Person != boss.Person {
		t.Errorf("in as %+v", in)
	}
	in, err = w.Vouch(t.Context(), program, boss.Person, true, "test")
	if err != nil || in.SecondFactor || in.Session.ID == "" {
		t.Errorf("asked twice: %+v %v", in, err)
	}
}

func TestEnrol(t *testing.T) {
	w := newWorld(t)
	boss := w.owner(KindEmployer)
	program, ctx := marketplace.System(boss.Org), t.Context()
	_, err := w.Enrol(ctx, boss, NewPerson{Email: "uusi@esimerkki.fi", Name: "Uusi"})
	w.wantKind(marketplace.Forbidden, "error.forbidden", err)
	p, err := w.Enrol(ctx, program, NewPerson{Email: "uusi@esimerkki.fi", Name: "Uusi Ihminen", Lang: "sv"})
	w.ok(err)
	again, err := w.Enrol(ctx, program, NewPerson{Email: "uusi@esimerkki.fi", Name: "Toinen"})
	w.ok(err)
	if again.ID != p.ID || again.Name != "Uusi Ihminen" {
		t.Errorf("enrolled twice: %+v, %+v", p, again)
	}
	if roles, err := w.RolesOf(ctx, boss.Org, p.ID); err != nil || len(roles) > 0 {
		t.Errorf("roles %v %v", roles, err)
	}
	if _, err := w.Person(ctx, program, p.ID); err != nil {
		t.Errorf("no member: %v", err)
	}
	w.ok(w.RemoveMember(ctx, boss, p.ID))
	_, err = w.Enrol(ctx, program, NewPerson{Email: "uusi@esimerkki.fi", Name: "Uusi"})
	w.wantKind(marketplace.NotFound, "error.not_found", err)
}

// A password is refused before it is looked at where another service answers for the address; the second step is not.
func TestElsewhere(t *testing.T) {
	w := newWorld(t)
	boss := w.owner(KindEmployer)
	w.elsewhere = func(_ context.Context, address string) error {
		if address == w.emailOf(boss) {
			return marketplace.Errorf(marketplace.Conflict, "oidc.only")
		}
		return nil
	}
	for _, password := range []string{good, "wrong"} {
		_, err := w.SignIn(t.Context(), Credentials{Email: w.emailOf(boss), Password: password})
		w.wantKind(marketplace.Conflict, "oidc.only", err)
	}
	other := w.owner(KindEmployer)
	_, err := w.SignIn(t.Context(), Credentials{Email: w.emailOf(other), Password: good})
	w.ok(err)
}
