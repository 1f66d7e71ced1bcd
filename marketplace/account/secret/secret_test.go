package secret

import (
	"bytes"
	"crypto/rand"
	"strings"
	"testing"
	"time"
)

func vault(t *testing.T, letter string) *Vault {
	t.Helper()
	v, err := NewVault([]byte(strings.Repeat(letter, MinSecret)), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func must[T any](t *testing.T) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func TestVaultRefusesShortSecrets(t *testing.T) {
	if _, err := NewVault(make([]byte, MinSecret-1), rand.Reader); err == nil {
		t.Error("a short secret was taken")
	}
}

func TestSeal(t *testing.T) {
	v, ok := vault(t, "a"), must[string](t)
	sealed := ok(v.Seal("totp", []byte("secret")))
	if plain, err := v.Open("totp", sealed); err != nil || string(plain) != "secret" {
		t.Errorf("opened %q %v", plain, err)
	}
	if again := ok(v.Seal("totp", []byte("secret"))); again == sealed {
		t.Error("the same text seals alike twice")
	}
	changed := []byte(sealed)
	changed[len(changed)/2] ^= 1
	for name, open := range map[string]func() ([]byte, error){
		"another purpose": func() ([]byte, error) { return v.Open("keys", sealed) },
		"another secret":  func() ([]byte, error) { return vault(t, "b").Open("totp", sealed) },
		"changed":         func() ([]byte, error) { return v.Open("totp", string(changed)) },
		"cut off":         func() ([]byte, error) { return v.Open("totp", sealed[:10]) },
		"nothing":         func() ([]byte, error) { return v.Open("totp", "") },
	} {
		if plain, err := open(); err == nil {
			t.Errorf("%s: opened as %q", name, plain)
		}
	}
}

func TestCode(t *testing.T) {
	v, ok := vault(t, "a"), must[string](t)
	code := ok(v.Code("link", "id", "salt"))
	if !v.Checks(code, "link", "id", "salt") {
		t.Error("a good code is refused")
	}
	for name, good := range map[string]bool{
		"purpose":      v.Checks(code, "refresh", "id", "salt"),
		"parts":        v.Checks(code, "link", "ids", "alt"),
		"number":       v.Checks(code, "link", "idsalt"),
		"salt":         v.Checks(code, "link", "id", "salz"),
		"secret":       vault(t, "b").Checks(code, "link", "id", "salt"),
		"empty":        v.Checks("", "link", "id", "salt"),
		"sealing key":  v.Checks(code, "seal link", "id", "salt"),
		"capital case": v.Checks(strings.ToUpper(code), "link", "id", "salt"),
	} {
		if good {
			t.Errorf("another %s gives the same code", name)
		}
	}
}

func FuzzSplitToken(f *testing.F) {
	for _, s := range []string{"", ".", "a.", ".b", "id.code", "id.7.code", strings.Repeat("a", 200)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		claim, code, ok := SplitToken(s)
		if ok && (claim == "" || claim+"."+code != s || strings.Contains(code, ".")) {
			t.Fatalf("%q parted into %q and %q", s, claim, code)
		}
	})
}

func cheap(t *testing.T) *Hasher {
	t.Helper()
	h, err := NewHasher(HashCost{Memory: 8, Time: 1, Threads: 1}, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func TestHasher(t *testing.T) {
	h := cheap(t)
	stored := must[string](t)(h.Hash("hyvä salasana tämä"))
	if !strings.HasPrefix(stored, "$argon2id$v=19$m=8,t=1,p=1$") {
		t.Errorf("stored %s", stored)
	}
	matches := map[string]bool{
		"hyvä salasana tämä": true, "hyva\u0308 salasana ta\u0308ma\u0308": true, // the same letters typed in two ways
		"hyvä salasana tämä ": false, "Hyvä salasana tämä": false, "": false,
	}
	for password, want := range matches {
		if h.Matches(password, stored) != want {
			t.Errorf("%q: want %v", password, want)
		}
	}
	for _, bad := range []string{"", "$argon2id$", h.decoy, strings.Replace(stored, "argon2id", "argon2i", 1), strings.Replace(stored, "m=8", "m=99999999", 1)} {
		if h.Matches("hyvä salasana tämä", bad) || h.Matches("no password is this one", bad) {
			t.Errorf("a password fits %q", bad)
		}
	}
	if h.Outdated(stored) || !h.Outdated(strings.Replace(stored, "t=1", "t=2", 1)) || !h.Outdated("") {
		t.Error("outdated hashes are told wrongly")
	}
	if _, err := NewHasher(HashCost{Memory: 1, Time: 1, Threads: 1}, rand.Reader); err == nil {
		t.Error("a cost below the least was taken")
	}
	if _, err := NewHasher(HashCost{Memory: 8, Time: 1, Threads: 1}, bytes.NewReader(nil)); err == nil {
		t.Error("hashing without randomness")
	}
}

// The line is from the tests of the reference implementation (test.c of phc-winner-argon2).
func TestReferenceHash(t *testing.T) {
	const line = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"
	if h := cheap(t); !h.Matches("password", line) || h.Matches("Password", line) {
		t.Error("the reference implementation's hash does not match")
	}
}

// What is read is written back as it was, and nothing outside the bounds is read.
func FuzzParsePHC(f *testing.F) {
	for _, s := range []string{
		"$argon2id$v=19$m=8,t=1,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
		"$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
		"", "$", "$argon2id$v=19$m=08,t=1,p=1$AAAA$AAAA", "$argon2id$v=19$m=8,t=1,p=300$c29tZXNhbHQ$CTFh",
		"$argon2id$v=19$m=-8,t=1,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		p, err := parsePHC(s)
		if err != nil {
			return
		}
		if p.String() != s || !p.cost.sane() || len(p.salt) < 8 || len(p.hash) < 16 {
			t.Fatalf("%q was read as %q", s, p)
		}
	})
}

func TestWeakness(t *testing.T) {
	const email, name = "anna.korhonen@esimerkkipaja.fi", "Anna Korhonen"
	tests := map[string]string{
		"kanervan alla kolme porakonetta": "", "9f3kQ!x0vm2L": "", "hevonen söi päärynän": "", "sauna talvi kissa makkara": "",
		"short": "account.password_short", "ääääääääää": "account.password_short", "           x": "account.password_common",
		"salasana1234": "account.password_common", "Salasana!2026": "account.password_common", "P4ssw0rd12345": "account.password_common",
		"123456789012": "account.password_common", "qwertyuiop123": "account.password_common", "abcabcabcabc": "account.password_common",
		"aaaaaaaaaaaaaaa": "account.password_common", "kesäkuu202600": "account.password_common", "salasanasalasana": "account.password_common",
		"annakorhonen1": "account.password_personal", "Korhonen12345": "account.password_personal", "anna.korhonen": "account.password_personal",
		"esimerkkipaja1": "account.password_personal", strings.Repeat("x9", 65): "field.too_long", "hyvä salasana\xff": "field.too_long",
	}
	for password, want := range tests {
		if got, _ := Weakness(password, email, name); got != want {
			t.Errorf("%q: got %q, want %q", password, got, want)
		}
	}
}

// The vectors of RFC 6238 appendix B (SHA-1, the last six of eight digits).
func TestTOTPVectors(t *testing.T) {
	const plain = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ" // "12345678901234567890"
	for at, want := range map[int64]string{59: "287082", 1111111109: "081804", 1234567890: "005924", 2000000000: "279037"} {
		if got := must[string](t)(TOTPCode(plain, time.Unix(at, 0))); got != want {
			t.Errorf("at %d: %s, want %s", at, got, want)
		}
	}
}

func TestTOTPStep(t *testing.T) {
	plain := must[string](t)(NewTOTP(rand.Reader))
	now := time.Unix(1_800_000_010, 0)
	step := now.Unix() / 30
	code := func(at int64) string { return must[string](t)(TOTPCode(plain, time.Unix(at*30, 0))) }
	tests := map[string]struct {
		code string
		used int64
		want int64
	}{
		"now": {code(step), 0, step}, "one early": {code(step + 1), 0, step + 1}, "one late": {code(step - 1), 0, step - 1},
		"two late": {code(step - 2), 0, 0}, "two early": {code(step + 2), 0, 0}, "again": {code(step), step, 0},
		"older than the last": {code(step - 1), step, 0}, "with a space": {code(step)[:3] + " " + code(step)[3:], 0, step},
		"empty": {"", 0, 0}, "words": {"abcdef", 0, 0},
	}
	for name, tt := range tests {
		if got, ok := TOTPStep(plain, tt.code, tt.used, now); got != tt.want || ok != (tt.want != 0) {
			t.Errorf("%s: step %d %v, want %d", name, got, ok, tt.want)
		}
	}
}

func TestTOTPAddress(t *testing.T) {
	want := "otpauth://totp/Sovite:a+b@x.fi?algorithm=SHA1&digits=6&issuer=Sovite&period=30&secret=ABC"
	if got := TOTPAddress("a+b@x.fi", "ABC"); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestRecoveryCodes(t *testing.T) {
	codes := must[[]string](t)(RecoveryCodes(rand.Reader))
	seen := map[string]bool{}
	for _, c := range codes {
		seen[c] = true
		if len(c) != 14 || c[4] != '-' || c[9] != '-' {
			t.Errorf("code %q", c)
		}
	}
	if len(seen) != 10 {
		t.Errorf("%d different codes", len(seen))
	}
	v, ok := vault(t, "a"), must[string](t)
	a := ok(v.RecoveryHash("anna", codes[0]))
	if b := ok(v.RecoveryHash("anna", " "+strings.ToUpper(strings.ReplaceAll(codes[0], "-", " ")))); a != b {
		t.Error("how a code is typed matters")
	}
	if b := ok(v.RecoveryHash("bo", codes[0])); a == b {
		t.Error("two people's codes have one hash")
	}
}
