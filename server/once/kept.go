package once

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"log/slog"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account/secret"
	"sovite.fi/sovite/marketplace/store"
)

// How long an answer is kept, and how long a verb may take until its key counts as left behind.
const (
	life  = 24 * time.Hour
	lease = time.Minute
)

// kept is a request that was begun, and its answer when it is done.
type kept struct {
	Asked  string              `json:"asked"`  // a fingerprint of the body
	Begun  marketplace.Instant `json:"begun"`  // of the newest try
	Until  marketplace.Instant `json:"until"`  // when it is forgotten
	Record marketplace.ID      `json:"record"` // what the verb makes, it makes under this id
	Answer string              `json:"answer"` // sealed; empty: not done
}

// answer is what is given again.
type answer struct {
	Status  int               `json:"status"`
	Headers map[string]string `json:"headers"`
	Body    []byte            `json:"body"`
}

// Keeper keeps answers.
type Keeper struct {
	clock marketplace.Clock
	ids   marketplace.IDs
	log   *slog.Logger
	vault *secret.Vault
	kept  store.Collection[kept]
}

// Schemas declares the collection of this package.
func Schemas() []store.Schema {
	return []store.Schema{{Collection: "once", Indexes: []store.Index{{Name: "until", Fields: []string{"until"}}}}}
}

// New makes a keeper.
func New(db store.Store, clock marketplace.Clock, ids marketplace.IDs, vault *secret.Vault, log *slog.Logger) *Keeper {
	return &Keeper{clock: clock, ids: ids, log: log, vault: vault, kept: store.NewCollection[kept](db, Schemas()[0])}
}

// Sweep forgets the answers of more than a day ago.
func (k *Keeper) Sweep(ctx context.Context) error {
	return store.Sweep(ctx, k.kept, "until", k.clock.Now())
}

// idOf is where the answer to somebody's request with a key is kept.
func idOf(actor marketplace.Actor, way, key string) marketplace.ID {
	return marketplace.ID(digest(string(actor.Person), string(actor.Org), way, key))
}

func digest(parts ...string) string {
	h := sha256.New()
	for _, p := range parts {
		h.Write([]byte(p))
		h.Write([]byte{0})
	}
	return hex.EncodeToString(h.Sum(nil))
}

// begin takes a key for a request. It gives the answer when there is one already; nil when the verb has to run.
func (k *Keeper) begin(ctx context.Context, id marketplace.ID, asked string) (store.Entry[kept], *answer, error) {
	now := k.clock.Now()
	fresh := kept{Asked: asked, Begun: now, Until: marketplace.At(now.Time().Add(life)), Record: k.ids()}
	e, err := k.kept.Insert(ctx, id, fresh)
	if !marketplace.IsKind(err, marketplace.Conflict) {
		return e, nil, err
	}
	if e, err = k.kept.Get(ctx, id); err != nil {
		return e, nil, err
	}
	switch old := e.Value; {
	case old.Until.Time().Before(now.Time()):
	case old.Asked != asked:
		return e, nil, marketplace.InvalidFields([]marketplace.FieldError{marketplace.Field(Header, "api.once_other")})
	case old.Answer != "":
		a, err := k.opened(id, old.Answer)
		return e, a, err
	case now.Time().Sub(old.Begun.Time()).Abs() < lease: // also of a clock that was put back
		return e, nil, running()
	default:
		fresh.Record = old.Record
	}
	e.Value = fresh
	e, err = k.kept.Save(ctx, e)
	if marketplace.IsKind(err, marketplace.Stale) {
		err = running()
	}
	return e, nil, err
}

func running() error { return marketplace.Errorf(marketplace.Conflict, "api.once_running") }

func (k *Keeper) opened(id marketplace.ID, sealed string) (*answer, error) {
	raw, err := k.vault.Open("once "+string(id), sealed)
	if err != nil {
		return nil, err
	}
	var a answer
	return &a, json.Unmarshal(raw, &a)
}

// done keeps the answer of a verb that ran.
func (k *Keeper) done(ctx context.Context, e store.Entry[kept], a answer) error {
	raw, err := json.Marshal(a)
	if err != nil {
		return err
	}
	if e.Value.Answer, err = k.vault.Seal("once "+string(e.ID), raw); err != nil {
		return err
	}
	_, err = k.kept.Save(ctx, e)
	return err
}

// unknown lets the verb run again at once: it may have done all, a part or nothing.
func (k *Keeper) unknown(ctx context.Context, e store.Entry[kept]) error {
	e.Value.Begun = marketplace.Instant{}
	_, err := k.kept.Save(ctx, e)
	return err
}

// refused gives the key free: nothing happened.
func (k *Keeper) refused(ctx context.Context, e store.Entry[kept]) error {
	return k.kept.Delete(ctx, e)
}
