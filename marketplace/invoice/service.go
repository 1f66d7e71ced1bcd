package invoice

import (
	"context"
	"errors"
	"slices"
	"strings"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/timesheet"
	"sovite.fi/sovite/marketplace/timesheet/line"
)

// Deps is what a Service needs.
type Deps struct {
	Store  store.Store
	Clock  marketplace.Clock
	IDs    marketplace.IDs
	Bundle *i18n.Bundle
	Hours  Hours
	Print  Printer
}

// Hours are what was approved; timesheet.Service does it. Billing the same lines for the same invoice twice changes nothing,
// nor does telling them its number or taking them off twice.
type Hours interface {
	Approved(ctx context.Context, actor marketplace.Actor, buyer marketplace.ID, page marketplace.Page) (marketplace.List[timesheet.Due], error)
	Bill(ctx context.Context, actor marketplace.Actor, id marketplace.ID, lines []line.Seen, invoice string) error
	Unbill(ctx context.Context, actor marketplace.Actor, id marketplace.ID, invoice string, lines ...marketplace.ID) error
	Number(ctx context.Context, actor marketplace.Actor, id marketplace.ID, invoice, number string) error
}

// Service holds the verbs of invoices. An organiser's owners and billing see its invoices, a buyer's those that were issued to
// it. To everybody else each verb answers as if there were none.
type Service struct {
	Deps
	facts    marketplace.Facts
	profiles store.Collection[Profile]
	invoices store.Collection[Invoice]
	runs     store.Collection[Run]
}

// Entry is an invoice with its revision.
type Entry = store.Entry[Invoice]

// Schemas declares the collections of this package. Profiles are only ever read by the id of their organisation.
func Schemas() []store.Schema {
	return []store.Schema{
		{Collection: "invoice_profiles"},
		{Collection: "invoices", Indexes: []store.Index{
			{Name: "number", Fields: []string{"org", "series", "seq"}, Unique: true}, // no number twice; the next one follows the last
			{Name: "reference", Fields: []string{"org", "reference"}, Unique: true},
			{Name: "org", Fields: []string{"org", "state", "begun"}},
			{Name: "buyer", Fields: []string{"buyer", "state", "begun"}},
			{Name: "open", Fields: []string{"open", "begun"}},
		}},
		{Collection: "invoice_runs", Indexes: []store.Index{
			{Name: "org", Fields: []string{"org", "begun"}},
			{Name: "open", Fields: []string{"open", "begun"}},
		}},
	}
}

// New makes the service.
func New(d Deps) *Service {
	s := Schemas()
	return &Service{
		Deps: d, facts: marketplace.Facts{IDs: d.IDs, Clock: d.Clock}, profiles: store.NewCollection[Profile](d.Store, s[0]),
		invoices: store.NewCollection[Invoice](d.Store, s[1]), runs: store.NewCollection[Run](d.Store, s[2]),
	}
}

// Billers are the roles that make invoices, and that read those of their organisation.
func Billers() []marketplace.Role {
	return []marketplace.Role{marketplace.RoleOwner, marketplace.RoleBilling}
}

func notFound() error { return marketplace.Errorf(marketplace.NotFound, "error.not_found") }

// Get loads an invoice for its seller.
func (s *Service) Get(ctx context.Context, actor marketplace.Actor, id marketplace.ID) (Entry, error) {
	return s.load(ctx, actor, id, func(i Invoice) bool { return i.Org == actor.Org })
}

// Received loads an invoice that was issued to the actor's organisation.
func (s *Service) Received(ctx context.Context, actor marketplace.Actor, id marketplace.ID) (Entry, error) {
	return s.load(ctx, actor, id, func(i Invoice) bool { return i.Buyer == actor.Org && i.State == Issued })
}

func (s *Service) load(ctx context.Context, actor marketplace.Actor, id marketplace.ID, may func(Invoice) bool) (Entry, error) {
	if err := actor.Must(Billers()...); err != nil {
		return Entry{}, err
	}
	e, err := s.invoices.Get(ctx, id)
	if err == nil && !may(e.Value) {
		return Entry{}, notFound()
	}
	return e, err
}

// Mine lists the invoices of the actor's organisation in one state, newest first.
func (s *Service) Mine(ctx context.Context, actor marketplace.Actor, state State, page marketplace.Page) (marketplace.List[Entry], error) {
	out := marketplace.List[Entry]{Items: []Entry{}}
	if err := actor.Must(Billers()...); err != nil {
		return out, err
	}
	q := store.Query{Index: "org", Eq: []any{string(actor.Org), string(state)}, Desc: true, Limit: page.Size(), After: page.After}
	found, next, err := s.invoices.Find(ctx, q)
	out.Items, out.Next = append(out.Items, found...), next
	return out, err
}

// Inbox lists the invoices and credit notes that were issued to the actor's organisation, newest first.
func (s *Service) Inbox(ctx context.Context, actor marketplace.Actor, page marketplace.Page) (marketplace.List[Entry], error) {
	out := marketplace.List[Entry]{Items: []Entry{}}
	if err := actor.Must(Billers()...); err != nil {
		return out, err
	}
	q := store.Query{Index: "buyer", Eq: []any{string(actor.Org), string(Issued)}, Desc: true, Limit: page.Size(), After: page.After}
	found, next, err := s.invoices.Find(ctx, q)
	out.Items, out.Next = append(out.Items, found...), next
	return out, err
}

// Follows lists the facts after which Follow has something to do.
func Follows() []string { return []string{"invoice.issued"} }

// Follow tells the hours of an issued invoice its number. It may run twice.
func (s *Service) Follow(ctx context.Context, f marketplace.Fact) error {
	_, id, _ := strings.Cut(f.Subject, "/")
	i, err := s.Issued(ctx, marketplace.ID(id))
	if err != nil || i.Of != "" {
		return err
	}
	for _, sheet := range sheets(i.Sources) {
		err := s.Hours.Number(ctx, marketplace.System(i.Org), sheet.id, id, i.Document.Number)
		if err != nil && !marketplace.IsKind(err, marketplace.NotFound) {
			return err
		}
	}
	return nil
}

// Work goes on with everything that is open: runs, and invoices that a crash left half made. It is a job, and may be stopped at
// any moment; one that fails does not keep the others from being done.
func (s *Service) Work(ctx context.Context) error {
	var failed []error
	open := store.Query{Index: "open", Eq: []any{true}}
	err := s.runs.Each(ctx, open, func(e store.Entry[Run]) error {
		failed = append(failed, s.run(ctx, e.ID))
		return ctx.Err()
	})
	if err != nil {
		return errors.Join(append(failed, err)...)
	}
	err = s.invoices.Each(ctx, open, func(e Entry) error {
		_, one := s.carry(ctx, e.ID)
		failed = append(failed, one)
		return ctx.Err()
	})
	return errors.Join(append(failed, err)...)
}

// carry does what is left to do of an invoice, and gives it as it is then.
func (s *Service) carry(ctx context.Context, id marketplace.ID) (Entry, error) {
	e, err := s.invoices.Get(ctx, id)
	if err != nil {
		return e, err
	}
	switch {
	case e.Value.State == Draft && e.Value.Of != "":
		return e, s.settle(ctx, e.Value.Of)
	case e.Value.State == Draft:
		return s.issue(ctx, e)
	case slices.ContainsFunc(e.Value.Credits, func(c Credited) bool { return !c.Done }):
		return e, s.settle(ctx, id)
	}
	return e, nil
}

// Issued loads an invoice or a credit note for what follows from it; NotFound when it has no number. It asks nobody who they are:
// only reactions and jobs call it.
func (s *Service) Issued(ctx context.Context, id marketplace.ID) (Invoice, error) {
	e, err := s.invoices.Get(ctx, id)
	if err == nil && e.Value.State != Issued {
		return Invoice{}, notFound()
	}
	return e.Value, err
}
