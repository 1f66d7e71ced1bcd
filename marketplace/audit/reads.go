package audit

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store"
)

// FactRead is the type of the fact that somebody looked at a person's data.
const FactRead = "data.read"

// Read says that somebody looked at a person's data.
type Read struct {
	ID      marketplace.ID      `json:"id"`
	Subject string              `json:"subject"`         // the document that was read, such as "profiles/01J…"
	Org     marketplace.ID      `json:"org"`             // whose record it belongs to: the organisation that keeps the document
	Person  marketplace.ID      `json:"person"`          // who looked; empty for the program itself
	For     marketplace.ID      `json:"for"`             // for which organisation they looked
	Purpose string              `json:"purpose"`         // a short code, such as "introduction"
	Under   marketplace.ID      `json:"under,omitempty"` // the consent that allowed it; empty for those who keep the data
	Visit   marketplace.ID      `json:"visit,omitempty"` // in which an administrator looked through somebody else's eyes; empty otherwise
	At      marketplace.Instant `json:"at"`
}

// Reads keeps who saw what.
type Reads struct {
	facts marketplace.Facts
	docs  store.Collection[Read]
}

func readsSchema() store.Schema {
	return store.Schema{Collection: "reads", Indexes: []store.Index{
		{Name: "subject", Fields: []string{"org", "subject", "at"}},
		{Name: "at", Fields: []string{"at"}},
	}}
}

// NewReads makes the keeper of reads.
func NewReads(s store.Store, facts marketplace.Facts) *Reads {
	return &Reads{facts: facts, docs: store.NewCollection[Read](s, readsSchema())}
}

// Seen writes down that the actor looks at a document (as a fact names it) for a purpose; org is the organisation that
// keeps the document. Call it before showing anything: what cannot be written down must not be shown.
func (r *Reads) Seen(ctx context.Context, actor marketplace.Actor, subject, purpose string, org marketplace.ID) error {
	return r.SeenUnder(ctx, actor, subject, purpose, org, "")
}

// SeenUnder is Seen for a reader whom a consent lets in: which parts were shown stands in the consent. An administrator who looks
// through the actor's eyes is the reader, not the actor.
func (r *Reads) SeenUnder(ctx context.Context, actor marketplace.Actor, subject, purpose string, org, under marketplace.ID) error {
	read := Read{ID: r.facts.IDs(), Subject: subject, Org: org, Person: actor.Person, For: actor.Org, Purpose: purpose, Under: under, At: r.facts.Clock.Now()}
	var data []any
	if a := marketplace.ActingFrom(ctx); a.Visit != "" {
		read.Person, read.For, read.Visit = a.By, a.For, a.Visit
		data = []any{"as", a.As, "visit", a.Visit}
	}
	reader := marketplace.Actor{Person: read.Person, Org: org}
	fact := r.facts.New(reader, FactRead, subject, append([]any{"purpose", purpose, "for", read.For, "read", read.ID}, data...)...)
	_, err := r.docs.Insert(ctx, read.ID, read, fact)
	return err
}

// Of lists who looked at a document that the actor's organisation keeps, newest first. Which members may ask is decided
// by the slice that owns the document (profile), which also shows it to the client; without an organisation nobody may.
func (r *Reads) Of(ctx context.Context, actor marketplace.Actor, subject string, page marketplace.Page) (marketplace.List[Read], error) {
	out := marketplace.List[Read]{Items: []Read{}}
	if actor.Org == "" || actor.Person == "" && !actor.System {
		return out, marketplace.Errorf(marketplace.Unauthenticated, "error.sign_in_first")
	}
	found, next, err := r.docs.Find(ctx, store.Query{
		Index: "subject", Eq: []any{string(actor.Org), subject}, Desc: true, Limit: page.Size(), After: page.After,
	})
	for _, e := range found {
		out.Items = append(out.Items, e.Value)
	}
	out.Next = next
	return out, err
}
