package notify

import (
	"context"
	"crypto/rand"
	"strings"
	"testing"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account"
	"sovite.fi/sovite/marketplace/account/secret"
	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/marketplace/store/storetest"
	"sovite.fi/sovite/matching"
)

type outbox []Message

func (o *outbox) Send(_ context.Context, m Message) error { *o = append(*o, m); return nil }

// Each letter is worded in the language of its reader and leads to the page that takes its link.
func TestLetters(t *testing.T) {
	ctx := t.Context()
	clock := func() time.Time { return time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC) }
	s := storetest.Memory(t, account.Schemas()...)
	vault, err := secret.NewVault([]byte(strings.Repeat("s", secret.MinSecret)), rand.Reader)
	check(t, err)
	accounts, err := account.New(account.Deps{
		Store: s, Clock: clock, IDs: marketplace.NewIDs(clock, rand.Reader), Random: rand.Reader, Vault: vault,
		Hash: secret.HashCost{Memory: 8, Time: 1, Threads: 1},
	})
	check(t, err)
	scale, err := matching.LoadScale()
	check(t, err)
	bundle, err := i18n.Load(scale)
	check(t, err)
	var out outbox
	letters := NewLetters(accounts, &out, bundle, "https://sovite.fi/")

	boss, err := accounts.AddPerson(ctx, marketplace.System(""), account.NewPerson{Email: "boss@example.fi", Name: "Bo", Lang: "sv", Password: "kanervan alla kolme porakonetta"})
	check(t, err)
	actor := marketplace.Actor{Person: boss.ID}
	o, err := accounts.CreateOrganisation(ctx, actor, account.NewOrganisation{Name: "Paja & Pojat", Kinds: []account.Kind{account.KindEmployer}})
	check(t, err)
	actor.Org, actor.Roles = o.ID, []marketplace.Role{marketplace.RoleOwner}
	_, err = accounts.Invite(ctx, actor, "uusi@example.fi", []marketplace.Role{marketplace.RoleBilling})
	check(t, err)
	check(t, accounts.RequestReset(ctx, "boss@example.fi"))
	check(t, accounts.RequestReset(ctx, "nobody@example.fi"))
	check(t, accounts.SignUp(ctx, "boss@example.fi", "en"))
	check(t, accounts.SignUp(ctx, "new@example.fi", "en"))

	parcels, err := s.Pending(ctx, 100)
	check(t, err)
	for _, p := range parcels {
		for _, f := range p.Facts {
			for _, typ := range account.LetterFacts() {
				if f.Type == typ {
					check(t, letters.Send(ctx, f))
				}
			}
		}
	}
	want := map[string][2]string{ // kind and address: subject, start of the link
		"invitation uusi@example.fi": {"Kutsu: Paja & Pojat Sovitteessa", "https://sovite.fi/join/"},
		"reset boss@example.fi":      {"Byt ditt lösenord till Sovite", "https://sovite.fi/reset/"},
		"known boss@example.fi":      {"Du har redan ett konto i Sovite", "https://sovite.fi/signin\n"},
		"signup new@example.fi":      {"Create your Sovite account", "https://sovite.fi/join/"},
	}
	for _, m := range out {
		w, ok := want[m.Kind+" "+m.To]
		if !ok || m.Subject != w[0] || !strings.Contains(m.Text, w[1]) || strings.ContainsAny(m.Text, "{}") || !m.ID.Valid() {
			t.Errorf("message %+v", m)
		}
		delete(want, m.Kind+" "+m.To)
	}
	if len(want) > 0 {
		t.Errorf("not sent: %v", want)
	}
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
