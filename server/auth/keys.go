package auth

import (
	"context"
	"crypto/ed25519"
	"fmt"
	"io"
	"slices"
	"sync"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account/secret"
	"sovite.fi/sovite/marketplace/store"
)

// RotateEvery is how long a key signs; after that it only verifies, until the last token it signed has expired.
const RotateEvery = 30 * 24 * time.Hour

// reread is how long a process uses the keys it has read, and thus how late it hears of a rotation elsewhere.
const reread = time.Minute

// Keys are the signing keys. They live in the store, so that several processes share them, and are sealed there: who
// copies the data cannot sign, and who can write to it cannot smuggle in a key, because only what opens under the
// installation's secret is used.
type Keys struct {
	facts  marketplace.Facts
	vault  *secret.Vault
	random io.Reader
	docs   store.Collection[sealedKey]

	mu   sync.Mutex
	keys []key // oldest first
	read time.Time
}

// sealedKey is the stored form.
type sealedKey struct {
	ID      marketplace.ID      `json:"id"`
	Seed    string              `json:"seed"` // sealed
	Created marketplace.Instant `json:"created"`
}

type key struct {
	id      marketplace.ID
	private ed25519.PrivateKey
	created time.Time
}

// Schema declares the collection of keys.
func Schema() store.Schema {
	return store.Schema{Collection: "keys", Indexes: []store.Index{{Name: "created", Fields: []string{"created"}}}}
}

// NewKeys makes the keys' keeper. The first key is made when it is first needed, or by Rotate.
func NewKeys(s store.Store, facts marketplace.Facts, vault *secret.Vault, random io.Reader) *Keys {
	return &Keys{facts: facts, vault: vault, random: random, docs: store.NewCollection[sealedKey](s, Schema())}
}

// Rotate makes a new key if the newest has signed for RotateEvery, or if there is none, and deletes those that verify
// nothing any more. A job calls it daily, and the program at its start.
func (k *Keys) Rotate(ctx context.Context) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if err := k.load(ctx); err != nil {
		return err
	}
	now := k.facts.Clock()
	if len(k.keys) == 0 || now.Sub(k.keys[len(k.keys)-1].created) >= RotateEvery {
		if err := k.create(ctx); err != nil {
			return err
		}
	}
	for _, old := range k.keys[:len(k.keys)-len(alive(k.keys, now))] {
		if err := k.remove(ctx, old.id); err != nil {
			return err
		}
	}
	return nil
}

// alive leaves out the keys that no unexpired token can name: those whose successor has signed for longer than a token
// lives, with a minute for the processes that heard of it late.
func alive(keys []key, now time.Time) []key {
	first := 0
	for i := 1; i < len(keys); i++ {
		if now.Sub(keys[i].created) > AccessLife+leeway+reread {
			first = i
		}
	}
	return keys[first:]
}

// signer is the newest key.
func (k *Keys) signer(ctx context.Context) (key, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.facts.Clock().Sub(k.read) >= reread || len(k.keys) == 0 {
		if err := k.load(ctx); err != nil {
			return key{}, err
		}
	}
	if len(k.keys) == 0 {
		if err := k.create(ctx); err != nil {
			return key{}, err
		}
	}
	return k.keys[len(k.keys)-1], nil
}

// verifier finds the public key of an id; false if there is none such. An unknown id reads the store again, at most
// once in five seconds, because another process may just have rotated.
func (k *Keys) verifier(ctx context.Context, id string) (ed25519.PublicKey, bool, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	age := k.facts.Clock().Sub(k.read)
	found := k.find(id)
	if age >= reread || found == nil && age >= 5*time.Second {
		if err := k.load(ctx); err != nil {
			return nil, false, err
		}
		found = k.find(id)
	}
	return found, found != nil, nil
}

func (k *Keys) find(id string) ed25519.PublicKey {
	for _, c := range alive(k.keys, k.facts.Clock()) {
		if string(c.id) == id {
			public, _ := c.private.Public().(ed25519.PublicKey)
			return public
		}
	}
	return nil
}

func (k *Keys) load(ctx context.Context) error {
	var keys []key
	err := k.docs.Each(ctx, store.Query{Index: "created"}, func(e store.Entry[sealedKey]) error {
		seed, err := k.vault.Open("signing key "+string(e.ID), e.Value.Seed)
		if err == nil && len(seed) == ed25519.SeedSize {
			keys = append(keys, key{id: e.ID, private: ed25519.NewKeyFromSeed(seed), created: e.Value.Created.Time()})
		}
		return nil // a key that does not open was sealed under another secret, or planted
	})
	if err != nil {
		return err
	}
	k.keys, k.read = keys, k.facts.Clock()
	return nil
}

func (k *Keys) create(ctx context.Context) error {
	seed := make([]byte, ed25519.SeedSize)
	if _, err := io.ReadFull(k.random, seed); err != nil {
		return fmt.Errorf("read randomness: %w", err)
	}
	id := k.facts.IDs()
	sealed, err := k.vault.Seal("signing key "+string(id), seed)
	if err != nil {
		return err
	}
	doc := sealedKey{ID: id, Seed: sealed, Created: k.facts.Clock.Now()}
	made := k.facts.New(marketplace.Actor{}, "key.created", k.docs.Subject(id))
	if _, err := k.docs.Insert(ctx, id, doc, made); err != nil {
		return err
	}
	k.keys = append(slices.Clone(k.keys), key{id: id, private: ed25519.NewKeyFromSeed(seed), created: doc.Created.Time()})
	return nil
}

// remove deletes a key; one whose fact is still to be carried stays for the next time.
func (k *Keys) remove(ctx context.Context, id marketplace.ID) error {
	e, err := k.docs.Get(ctx, id)
	if err == nil {
		err = k.docs.Delete(ctx, e)
	}
	if marketplace.IsKind(err, marketplace.NotFound) || marketplace.IsKind(err, marketplace.Conflict) {
		return nil
	}
	return err
}

// Renew seals again the keys that were sealed under the installation's secret of before, and counts them, and those that nothing
// opens: they verify nothing, and are deleted in time.
func (k *Keys) Renew(ctx context.Context) (renewed, lost int, err error) {
	err = k.docs.Each(ctx, store.Query{Index: "created"}, func(e store.Entry[sealedKey]) error {
		seed, was, err := k.vault.Renew("signing key "+string(e.ID), e.Value.Seed)
		if err != nil {
			lost++
			return nil //nolint:nilerr // counted
		}
		if !was {
			return nil
		}
		renewed++
		e.Value.Seed = seed
		_, err = k.docs.Save(ctx, e)
		return err
	})
	return renewed, lost, err
}
