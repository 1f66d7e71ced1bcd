package delivery

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/invoice"
	"sovite.fi/sovite/marketplace/request"
	"sovite.fi/sovite/marketplace/store"
)

// Deps is what a Service needs.
type Deps struct {
	Store    store.Store
	Clock    marketplace.Clock
	IDs      marketplace.IDs
	Invoices Invoices
	Teller   request.Teller
}

// Invoices are the documents; invoice.Service does it.
type Invoices interface {
	Issued(ctx context.Context, id marketplace.ID) (invoice.Invoice, error)
	Get(ctx context.Context, actor marketplace.Actor, id marketplace.ID) (invoice.Entry, error)
	Received(ctx context.Context, actor marketplace.Actor, id marketplace.ID) (invoice.Entry, error)
	Write(i invoice.Invoice, f invoice.Format) ([]byte, error)
}

// Service holds the verbs of deliveries. A document's seller sees and moves its delivery, its buyer gets the files. To everybody
// else each verb answers as if there were none.
type Service struct {
	Deps
	facts marketplace.Facts
	all   store.Collection[Delivery]
	files store.Collection[content]
}

// Entry is a delivery with its revision.
type Entry = store.Entry[Delivery]

// content is the bytes of one file. It is inserted once and never replaced.
type content struct {
	Document marketplace.ID `json:"document"`
	Format   invoice.Format `json:"format"`
	Body     []byte         `json:"body"`
}

// Schemas declares the collections of this package. Files are only ever read by the id that follows from their document and format.
func Schemas() []store.Schema {
	return []store.Schema{
		{Collection: "invoice_deliveries", Indexes: []store.Index{{Name: "org", Fields: []string{"org", "state", "kept"}}}},
		{Collection: "invoice_files"},
	}
}

// New makes the service.
func New(d Deps) *Service {
	s := Schemas()
	return &Service{
		Deps: d, facts: marketplace.Facts{IDs: d.IDs, Clock: d.Clock}, all: store.NewCollection[Delivery](d.Store, s[0]),
		files: store.NewCollection[content](d.Store, s[1]),
	}
}

// Of is the delivery of a document, for its seller.
func (s *Service) Of(ctx context.Context, actor marketplace.Actor, id marketplace.ID) (Entry, error) {
	if _, err := s.Invoices.Get(ctx, actor, id); err != nil {
		return Entry{}, err
	}
	return s.keep(ctx, id)
}

// Rejections lists the deliveries of the actor's organisation that were rejected and wait for somebody, the latest first.
func (s *Service) Rejections(ctx context.Context, actor marketplace.Actor, page marketplace.Page) (marketplace.List[Entry], error) {
	out := marketplace.List[Entry]{Items: []Entry{}}
	if err := actor.Must(invoice.Billers()...); err != nil {
		return out, err
	}
	q := store.Query{Index: "org", Eq: []any{string(actor.Org), string(Rejected)}, Desc: true, Limit: page.Size(), After: page.After}
	found, next, err := s.all.Find(ctx, q)
	out.Items, out.Next = append(out.Items, found...), next
	return out, err
}
