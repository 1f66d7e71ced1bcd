package secret

import (
	"crypto/rand"
	"errors"
	"strings"
	"testing"
)

func raw(letter string) []byte { return []byte(strings.Repeat(letter, MinSecret)) }

// While a secret is being changed everything of before opens and checks, everything new is made under the new one, and what was
// sealed again opens without the old one.
func TestTwoSecrets(t *testing.T) {
	ok := must[string](t)
	old, fresh := vault(t, "a"), vault(t, "b")
	both, err := NewVault(raw("b"), rand.Reader, raw("a"), nil)
	if err != nil {
		t.Fatal(err)
	}
	before, code := ok(old.Seal("totp", []byte("secret"))), ok(old.Code("link", "id"))
	if plain, err := both.Open("totp", before); err != nil || string(plain) != "secret" || !both.Checks(code, "link", "id") || both.Checks(code, "link", "other") {
		t.Errorf("of before: %q, %v", plain, err)
	}
	if !fresh.Checks(ok(both.Code("link", "id")), "link", "id") || ok(both.Mark()) != ok(fresh.Mark()) || ok(both.Mark()) == ok(old.Mark()) {
		t.Error("new codes follow from the old secret")
	}
	if hashes, err := both.RecoveryHashes("me", "abcd-efgh"); err != nil || len(hashes) != 2 || hashes[1] != ok(old.RecoveryHash("me", "ABCD EFGH")) {
		t.Errorf("recovery codes: %v, %v", hashes, err)
	}
	renewed, was, err := both.Renew("totp", before)
	if plain, opening := fresh.Open("totp", renewed); err != nil || !was || opening != nil || string(plain) != "secret" {
		t.Errorf("sealed again: %v, %v, %v", was, err, opening)
	}
	if again, was, err := both.Renew("totp", renewed); err != nil || was || again != renewed {
		t.Errorf("sealed twice: %v, %v", was, err)
	}
	if same, was, err := both.Renew("totp", ok(vault(t, "c").Seal("totp", []byte("x")))); err == nil || was || same == "" {
		t.Error("what neither opens was sealed again")
	}
	if _, err := NewVault(raw("b"), rand.Reader, []byte("short")); err == nil {
		t.Error("a short old secret was taken")
	}
}

type list struct {
	held string
	err  error
}

func (l list) Holds(password string) (bool, error) { return password == l.held, l.err }

// A password that became known is refused, after everything else is; one that cannot be judged is not taken.
func TestJudged(t *testing.T) {
	const good = "kanervan alla kolme porakonetta"
	for name, tt := range map[string]struct {
		list     Breached
		password string
		key      string
		bad      bool
	}{
		"no list": {nil, good, "", false}, "not on it": {list{held: "x"}, good, "", false}, "on it": {list{held: good}, good, "account.password_breached", false},
		"short": {list{err: errors.New("disk")}, "short", "account.password_short", false}, "unreadable": {list{err: errors.New("disk")}, good, "", true},
	} {
		if key, _, err := Judged(tt.list, tt.password, "a@b.fi", "A"); key != tt.key || (err != nil) != tt.bad {
			t.Errorf("%s: %q, %v", name, key, err)
		}
	}
}
