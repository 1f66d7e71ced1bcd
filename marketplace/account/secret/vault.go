package secret

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
)

// Vault keeps what must not be readable in the data store. It holds the installation's one secret and derives from it a
// key per purpose, so that a token made for one purpose is worthless for every other.
//
// Links and refresh tokens are not stored at all: they are codes over a document's id and salt, computed again when
// they are sent or checked. Whoever copies the data cannot make one (the secret is missing), and whoever learns the
// secret cannot either (the salt is missing). TOTP secrets and signing keys must be read back, and are sealed.
//
// While the secret is being changed the vault also holds the one of before: what was made under it still opens and
// checks, and everything new is made under the new one. Renew carries over what can be; see Mark for the rest.
type Vault struct {
	secrets [][]byte // the one that counts, then those of before
	random  io.Reader
}

// MinSecret is the least length of the installation's secret in bytes.
const MinSecret = 32

// NewVault makes a vault from the installation's secret, of at least MinSecret random bytes, and a source of
// randomness (crypto/rand.Reader in production). Secrets of before may follow; empty ones are left out.
func NewVault(secret []byte, random io.Reader, before ...[]byte) (*Vault, error) {
	v := &Vault{random: random}
	for i, s := range append([][]byte{secret}, before...) {
		if i > 0 && len(s) == 0 {
			continue
		}
		if len(s) < MinSecret {
			return nil, fmt.Errorf("the secret has %d bytes; give at least %d random bytes", len(s), MinSecret)
		}
		v.secrets = append(v.secrets, append([]byte(nil), s...))
	}
	return v, nil
}

// Code is an authentication code over the parts for a purpose: 43 characters that are safe in an address.
func (v *Vault) Code(purpose string, parts ...string) (string, error) {
	return code(v.secrets[0], purpose, parts)
}

// Codes are the codes over the parts under every secret that the vault holds, the one that counts first: for finding
// again what was stored by its code.
func (v *Vault) Codes(purpose string, parts ...string) ([]string, error) {
	out := make([]string, len(v.secrets))
	for i, s := range v.secrets {
		c, err := code(s, purpose, parts)
		if err != nil {
			return nil, err
		}
		out[i] = c
	}
	return out, nil
}

func code(secret []byte, purpose string, parts []string) (string, error) {
	key, err := derive(secret, "code "+purpose)
	if err != nil {
		return "", err
	}
	mac := hmac.New(sha256.New, key)
	for _, p := range parts {
		fmt.Fprintf(mac, "%d:%s,", len(p), p)
	}
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil)), nil
}

// Checks says whether a code is the one for the purpose and parts, in time that does not depend on where it differs.
func (v *Vault) Checks(code, purpose string, parts ...string) bool {
	all, err := v.Codes(purpose, parts...)
	good := false
	for _, want := range all {
		good = hmac.Equal([]byte(code), []byte(want)) || good
	}
	return err == nil && good
}

// Mark names the secret that counts without telling it: what is stored beside a code whose text is not, so that one can
// say what was made under another secret.
func (v *Vault) Mark() (string, error) {
	c, err := v.Code("mark")
	return c[:min(len(c), 8)], err
}

// Seal encrypts for a purpose (AES-256-GCM with a random nonce).
func (v *Vault) Seal(purpose string, plain []byte) (string, error) {
	aead, err := aeadOf(v.secrets[0], purpose)
	if err != nil {
		return "", err
	}
	nonce := make([]byte, aead.NonceSize())
	if _, err := io.ReadFull(v.random, nonce); err != nil {
		return "", fmt.Errorf("read randomness: %w", err)
	}
	return base64.RawURLEncoding.EncodeToString(aead.Seal(nonce, nonce, plain, nil)), nil
}

// Open decrypts what Seal made for the same purpose; an error if it was changed or made under another secret.
func (v *Vault) Open(purpose, sealed string) ([]byte, error) {
	plain, _, err := v.open(purpose, sealed)
	return plain, err
}

// Renew seals again what was sealed under a secret of before, and says whether it was. What opens under the secret that
// counts stays as it is; an error if nothing opens it.
func (v *Vault) Renew(purpose, sealed string) (string, bool, error) {
	plain, under, err := v.open(purpose, sealed)
	if err != nil || under == 0 {
		return sealed, false, err
	}
	renewed, err := v.Seal(purpose, plain)
	return renewed, err == nil, err
}

// open decrypts, and says under which of the secrets it was sealed.
func (v *Vault) open(purpose, sealed string) (plain []byte, under int, err error) {
	for under = range v.secrets {
		if plain, err = openUnder(v.secrets[under], purpose, sealed); err == nil {
			return plain, under, nil
		}
	}
	return nil, 0, err
}

func openUnder(secret []byte, purpose, sealed string) ([]byte, error) {
	aead, err := aeadOf(secret, purpose)
	if err != nil {
		return nil, err
	}
	raw, err := base64.RawURLEncoding.DecodeString(sealed)
	if err != nil || len(raw) < aead.NonceSize() {
		return nil, errors.New("not a sealed text")
	}
	plain, err := aead.Open(nil, raw[:aead.NonceSize()], raw[aead.NonceSize():], nil)
	if err != nil {
		return nil, errors.New("sealed under another secret, or changed since")
	}
	return plain, nil
}

// Random is n random bytes in a form that is safe in an address.
func (v *Vault) Random(n int) (string, error) {
	b := make([]byte, n)
	if _, err := io.ReadFull(v.random, b); err != nil {
		return "", fmt.Errorf("read randomness: %w", err)
	}
	return base64.RawURLEncoding.EncodeToString(b), nil
}

func aeadOf(secret []byte, purpose string) (cipher.AEAD, error) {
	key, err := derive(secret, "seal "+purpose)
	if err != nil {
		return nil, err
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	return cipher.NewGCM(block)
}

func derive(secret []byte, purpose string) ([]byte, error) {
	return hkdf.Key(sha256.New, secret, nil, "sovite "+purpose, sha256.Size)
}
