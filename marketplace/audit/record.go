package audit

import (
	"context"
	"sync"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store"
)

// Record is the audit record. It is safe for concurrent use, also by several processes over one store.
type Record struct {
	entries store.Collection[Entry]
	heads   store.Collection[head]

	mu    sync.Mutex
	known map[marketplace.ID]head // the heads this process wrote last; the store decides when they are wrong
}

// Schemas declares the collections of this package. An entry's document has the id of its fact, which makes appending
// idempotent.
func Schemas() []store.Schema {
	return []store.Schema{
		{Collection: "audit", Indexes: []store.Index{
			{Name: "seq", Fields: []string{"org", "seq"}, Unique: true},
			{Name: "at", Fields: []string{"org", "fact.at"}},
			{Name: "subject_at", Fields: []string{"org", "fact.subject", "fact.at"}},
			{Name: "type_at", Fields: []string{"org", "fact.type", "fact.at"}},
			{Name: "actor_at", Fields: []string{"org", "fact.actor", "fact.at"}},
		}},
		{Collection: "audit_heads"},
		readsSchema(),
		looksSchema(),
	}
}

// New makes the record.
func New(s store.Store) *Record {
	schemas := Schemas()
	return &Record{
		entries: store.NewCollection[Entry](s, schemas[0]), heads: store.NewCollection[head](s, schemas[1]),
		known: map[marketplace.ID]head{},
	}
}

// Append adds facts to the ends of their chains, in the order given. A fact that is in the record already is passed
// over, so that carrying it twice changes nothing. Only the courier calls it.
func (r *Record) Append(ctx context.Context, facts ...marketplace.Fact) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	ends := map[marketplace.ID]head{}
	for _, f := range facts {
		end, err := r.append(ctx, f)
		if err != nil {
			return err
		}
		if end.Seq > ends[chainOf(f)].Seq {
			ends[chainOf(f)] = end
		}
	}
	for org, end := range ends {
		if err := r.advance(ctx, org, end); err != nil {
			return err
		}
	}
	return nil
}

// append adds one fact; the answer is the head of its chain as far as it is known after that. Whoever else appends at
// the same moment takes the same number, and one of the two starts again.
func (r *Record) append(ctx context.Context, f marketplace.Fact) (head, error) {
	org := chainOf(f)
	for {
		end, ok := r.known[org]
		if !ok {
			var err error
			if end, err = r.end(ctx, org); err != nil {
				return head{}, err
			}
		}
		e := end.next(f)
		_, err := r.entries.Insert(ctx, f.ID, e)
		if err == nil {
			r.known[org] = e.head()
			return e.head(), nil
		}
		delete(r.known, org)
		if !marketplace.IsKind(err, marketplace.Conflict) {
			return head{}, err
		}
		there, err := r.entries.Get(ctx, f.ID)
		if !marketplace.IsKind(err, marketplace.NotFound) {
			return there.Value.head(), err
		}
	}
}

// end is where a chain goes on: after its last entry, or after its head if that is further, so that an end that was cut
// off leaves a gap for ever.
func (r *Record) end(ctx context.Context, org marketplace.ID) (head, error) {
	h, err := r.head(ctx, org)
	if err != nil {
		return head{}, err
	}
	last, err := r.entries.First(ctx, store.Query{Index: "seq", Eq: []any{string(org)}, Desc: true})
	if marketplace.IsKind(err, marketplace.NotFound) || err == nil && h.Seq >= last.Value.Seq {
		return h, nil
	}
	return last.Value.head(), err
}

// advance moves a chain's head forward; it never moves back.
func (r *Record) advance(ctx context.Context, org marketplace.ID, end head) error {
	_, err := store.Change(ctx, r.heads, org, func(h *head) ([]marketplace.Fact, error) {
		if h.Seq >= end.Seq {
			return nil, store.ErrUnchanged
		}
		*h = end
		return nil, nil
	})
	if !marketplace.IsKind(err, marketplace.NotFound) {
		return err
	}
	_, err = r.heads.Insert(ctx, org, end)
	if marketplace.IsKind(err, marketplace.Conflict) {
		return r.advance(ctx, org, end)
	}
	return err
}
