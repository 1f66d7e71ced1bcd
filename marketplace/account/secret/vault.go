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
type Vault struct {
	secret []byte
	random io.Reader
}

// MinSecret is the least length of the installation's secret in bytes.
const MinSecret = 32

// NewVault makes a vault from the installation's secret, of at least MinSecret random bytes, and a source of
// randomness (crypto/rand.Reader in production).
func NewVault(secret []byte, random io.Reader) (*Vault, error) {
	if len(secret) < MinSecret {
		return nil, fmt.Errorf("the secret has %d bytes; give at least %d random bytes", len(secret), MinSecret)
	}
	return &Vault{secret: append([]byte(nil), secret...), random: random}, nil
}

// Code is an authentication code over the parts for a purpose: 43 characters that are safe in an address.
func (v *Vault) Code(purpose string, parts ...string) (string, error) {
	key, err := v.key("code " + purpose)
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
	want, err := v.Code(purpose, parts...)
	return err == nil && hmac.Equal([]byte(code), []byte(want))
}

// Seal encrypts for a purpose (AES-256-GCM with a random nonce).
func (v *Vault) Seal(purpose string, plain []byte) (string, error) {
	aead, err := v.aead(purpose)
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
	aead, err := v.aead(purpose)
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

func (v *Vault) aead(purpose string) (cipher.AEAD, error) {
	key, err := v.key("seal " + purpose)
	if err != nil {
		return nil, err
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	return cipher.NewGCM(block)
}

func (v *Vault) key(purpose string) ([]byte, error) {
	return hkdf.Key(sha256.New, v.secret, nil, "sovite "+purpose, sha256.Size)
}
