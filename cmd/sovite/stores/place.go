package stores

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/store/archive"
)

// Place is the installation whose store it is.
type Place struct {
	Open     func(context.Context) (store.Portable, error)
	Schemas  []store.Schema         // of everything that is kept
	Embedded string                 // the file of the embedded store; empty when a server keeps the data
	Secret   func() ([]byte, error) // of the installation; nil if there is none yet
	SecretAt string                 // where the secret is, in words
	Version  string
	Clock    marketplace.Clock
	Show     func(step string) (of func(done, total int), finish func()) // a bar; a total below 1 means that nobody knows it
	Out      io.Writer
}

// Key is the option of the key of backups, the same for both ways.
type Key struct {
	Key string `help:"The key of backups, 32 characters or more; better in a file, named by SOVITE_BACKUP_KEY_FILE." env:"SOVITE_BACKUP_KEY"`
}

func (k Key) open() (archive.Key, error) {
	const advice = "make one with: openssl rand -hex 32 > backup.key, name the file with SOVITE_BACKUP_KEY_FILE, and keep it apart from the backups"
	if k.Key == "" {
		return archive.Key{}, errors.New("a key is missing, because backups are always encrypted; " + advice)
	}
	key, err := archive.NewKey(k.Key, rand.Reader)
	if err != nil {
		return archive.Key{}, fmt.Errorf("SOVITE_BACKUP_KEY: %w; %s", err, advice)
	}
	return key, nil
}

// secretMark is equal for equal secrets of the installation, and tells nothing of them; empty if there is none here.
func (p Place) secretMark() (string, error) {
	raw, err := p.Secret()
	if err != nil || raw == nil {
		return "", err
	}
	mac := hmac.New(sha256.New, raw)
	mac.Write([]byte("mark of the secret in backups"))
	return hex.EncodeToString(mac.Sum(nil)[:16]), nil
}

// use opens the store, prepared, for as long as do takes.
func (p Place) use(ctx context.Context, do func(store.Portable) error) (err error) {
	s, err := p.Open(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	if err := s.Prepare(ctx, append(p.Schemas[:len(p.Schemas):len(p.Schemas)], archive.Schema())); err != nil {
		return fmt.Errorf("prepare the store: %w", err)
	}
	return do(s)
}
