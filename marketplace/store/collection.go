package store

import (
	"context"
	"encoding/json"
	"fmt"

	"sovite.fi/sovite/marketplace"
)

// Collection gives typed access to the documents of one schema. T is the aggregate; its JSON form is what is stored.
type Collection[T any] struct {
	store Store
	name  string
}

// NewCollection binds a type to a schema's collection.
func NewCollection[T any](s Store, schema Schema) Collection[T] {
	return Collection[T]{store: s, name: schema.Collection}
}

// Entry is one aggregate with the revision at which it was loaded.
type Entry[T any] struct {
	ID    marketplace.ID
	Rev   int64
	Value T
}

// Subject is how a fact names a document of this collection.
func (c Collection[T]) Subject(id marketplace.ID) string { return c.name + "/" + string(id) }

// Get loads one aggregate; NotFound if there is none.
func (c Collection[T]) Get(ctx context.Context, id marketplace.ID) (Entry[T], error) {
	doc, err := c.store.Get(ctx, c.name, id)
	if err != nil {
		return Entry[T]{}, err
	}
	return c.decode(doc)
}

// Find reads one page of aggregates along an index.
func (c Collection[T]) Find(ctx context.Context, q Query) ([]Entry[T], string, error) {
	res, err := c.store.Find(ctx, c.name, q)
	if err != nil {
		return nil, "", err
	}
	out := make([]Entry[T], 0, len(res.Docs))
	for _, doc := range res.Docs {
		e, err := c.decode(doc)
		if err != nil {
			return nil, "", err
		}
		out = append(out, e)
	}
	return out, res.Next, nil
}

// First loads the first aggregate a query finds; NotFound if it finds none.
func (c Collection[T]) First(ctx context.Context, q Query) (Entry[T], error) {
	q.Limit = 1
	found, _, err := c.Find(ctx, q)
	if err != nil {
		return Entry[T]{}, err
	}
	if len(found) == 0 {
		return Entry[T]{}, marketplace.Errorf(marketplace.NotFound, "error.not_found")
	}
	return found[0], nil
}

// Each calls do for every aggregate a query finds, page by page, until do returns an error or the context ends.
func (c Collection[T]) Each(ctx context.Context, q Query, do func(Entry[T]) error) error {
	if q.Limit == 0 {
		q.Limit = 500
	}
	for {
		found, next, err := c.Find(ctx, q)
		if err != nil {
			return err
		}
		for _, e := range found {
			if err := do(e); err != nil {
				return err
			}
		}
		if next == "" {
			return nil
		}
		q.After = next
	}
}

// Insert saves a new aggregate with its facts. Under an id that was reserved for the request (marketplace.Reserve), what is there already
// was made by an earlier try of it, and is given as it is now.
func (c Collection[T]) Insert(ctx context.Context, id marketplace.ID, value T, facts ...marketplace.Fact) (Entry[T], error) {
	body, err := json.Marshal(value)
	if err != nil {
		return Entry[T]{}, fmt.Errorf("encode %s/%s: %w", c.name, id, err)
	}
	if err := c.store.Insert(ctx, c.name, id, body, facts); err != nil {
		if id == marketplace.Reserved(ctx) && marketplace.IsKind(err, marketplace.Conflict) {
			return c.earlier(ctx, id, err)
		}
		return Entry[T]{}, err
	}
	return Entry[T]{ID: id, Rev: 1, Value: value}, nil
}

// earlier is what an earlier try has made, or why the insert failed if there was none.
func (c Collection[T]) earlier(ctx context.Context, id marketplace.ID, failed error) (Entry[T], error) {
	e, err := c.Get(ctx, id)
	if marketplace.IsKind(err, marketplace.NotFound) {
		return Entry[T]{}, failed
	}
	return e, err
}

// Save writes a changed aggregate with its facts over the revision it was loaded at; Stale if somebody saved since.
func (c Collection[T]) Save(ctx context.Context, e Entry[T], facts ...marketplace.Fact) (Entry[T], error) {
	body, err := json.Marshal(e.Value)
	if err != nil {
		return Entry[T]{}, fmt.Errorf("encode %s/%s: %w", c.name, e.ID, err)
	}
	if err := c.store.Replace(ctx, c.name, e.ID, e.Rev, body, facts); err != nil {
		return Entry[T]{}, err
	}
	e.Rev++
	return e, nil
}

// Delete removes an aggregate at the revision it was loaded at.
func (c Collection[T]) Delete(ctx context.Context, e Entry[T]) error {
	return c.store.Delete(ctx, c.name, e.ID, e.Rev)
}

func (c Collection[T]) decode(doc Doc) (Entry[T], error) {
	e := Entry[T]{ID: doc.ID, Rev: doc.Rev}
	if err := json.Unmarshal(doc.Body, &e.Value); err != nil {
		return e, fmt.Errorf("decode %s/%s: %w", c.name, doc.ID, err)
	}
	return e, nil
}
