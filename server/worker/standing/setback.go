package standing

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store"
)

// Setback is a document whose facts wait because carrying them failed several times in a row.
type Setback struct {
	ID       marketplace.ID      `json:"id"`
	Document string              `json:"document"` // "tasks/01J…"
	Step     string              `json:"step"`     // what failed: a reaction, or keeping the record
	Fact     string              `json:"fact"`     // the type of the fact at which it failed; empty when before any
	Reason   string              `json:"reason"`
	Failures int                 `json:"failures"`
	First    marketplace.Instant `json:"first"` // when it first failed
	Last     marketplace.Instant `json:"last"`
	Next     marketplace.Instant `json:"next"`  // when it is tried again
	Again    bool                `json:"again"` // somebody asked that it be tried at once
	AskedBy  marketplace.ID      `json:"asked_by,omitempty"`
}

// Setbacks keeps what the courier could not carry. It is safe for concurrent use.
type Setbacks struct {
	Deps
	facts marketplace.Facts
	docs  store.Collection[Setback]
}

func setbacksSchema() store.Schema {
	return store.Schema{Collection: "setbacks", Indexes: []store.Index{
		{Name: "first", Fields: []string{"first"}},
		{Name: "again", Fields: []string{"again", "first"}},
	}}
}

// NewSetbacks makes the keeper of setbacks.
func NewSetbacks(d Deps, ids marketplace.IDs) *Setbacks {
	return &Setbacks{Deps: d, facts: marketplace.Facts{IDs: ids, Clock: d.Clock}, docs: store.NewCollection[Setback](d.Store, setbacksSchema())}
}

func setbackID(document string) marketplace.ID {
	return marketplace.Derived("setback-", idLength, document)
}

// Put writes a setback down, over what was known of the document before. Only the courier calls it.
func (s *Setbacks) Put(ctx context.Context, b Setback) error {
	b.ID = setbackID(b.Document)
	_, err := store.Change(ctx, s.docs, b.ID, func(old *Setback) ([]marketplace.Fact, error) {
		b.First = old.First
		*old = b
		return nil, nil
	})
	if !marketplace.IsKind(err, marketplace.NotFound) {
		return err
	}
	if _, err = s.docs.Insert(ctx, b.ID, b); marketplace.IsKind(err, marketplace.Conflict) {
		return s.Put(ctx, b)
	}
	return err
}

// Settled forgets a document that was carried. What somebody asked for meanwhile is still on its way to the record: that stays until
// the next Tidy. Only the courier calls it.
func (s *Setbacks) Settled(ctx context.Context, document string) error {
	e, err := s.docs.Get(ctx, setbackID(document))
	if err == nil {
		err = s.docs.Delete(ctx, e)
	}
	if marketplace.IsKind(err, marketplace.NotFound) || marketplace.IsKind(err, marketplace.Conflict) || marketplace.IsKind(err, marketplace.Stale) {
		return nil
	}
	return err
}

// Tidy forgets the documents that do not wait any more. Only the courier calls it.
func (s *Setbacks) Tidy(ctx context.Context, waits func(document string) bool) error {
	list, err := s.All(ctx)
	for _, b := range list {
		if err == nil && !waits(b.Document) {
			err = s.Settled(ctx, b.Document)
		}
	}
	return err
}

// MostListed is how many setbacks are listed at most.
const MostListed = 500

// All are the setbacks, the oldest first, up to MostListed.
func (s *Setbacks) All(ctx context.Context) ([]Setback, error) {
	list, _, err := s.docs.Find(ctx, store.Query{Index: "first", Limit: MostListed})
	return values(list), err
}

// Asked are the documents that somebody asked to be tried at once. Only the courier calls it.
func (s *Setbacks) Asked(ctx context.Context) (map[string]bool, error) {
	list, _, err := s.docs.Find(ctx, store.Query{Index: "again", Eq: []any{true}, Limit: MostListed})
	out := map[string]bool{}
	for _, e := range list {
		out[e.Value.Document] = true
	}
	return out, err
}

// TryAgain asks that a document be tried at once; for administrators. NotFound when it was carried meanwhile. Asking twice is asking
// once.
func (s *Setbacks) TryAgain(ctx context.Context, actor marketplace.Actor, id marketplace.ID) error {
	if err := actor.Must(marketplace.RoleAdministrator); err != nil {
		return err
	}
	_, err := store.Change(ctx, s.docs, id, func(b *Setback) ([]marketplace.Fact, error) {
		if b.Again {
			return nil, store.ErrUnchanged
		}
		b.Again, b.AskedBy = true, actor.Person
		installation := actor
		installation.Org = ""
		return []marketplace.Fact{s.facts.New(installation, "setback.retried", s.docs.Subject(b.ID), "document", b.Document, "step", b.Step)}, nil
	})
	return err
}
