package fee

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account"
	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/marketplace/invoice"
	"sovite.fi/sovite/marketplace/invoice/en16931"
	"sovite.fi/sovite/marketplace/payment"
	"sovite.fi/sovite/marketplace/store"
)

// Deps is what a Service needs.
type Deps struct {
	Store    store.Store
	Clock    marketplace.Clock
	IDs      marketplace.IDs
	Bundle   *i18n.Bundle
	Invoices Invoices
	Ledger   Ledger
	Orgs     Orgs
}

// Invoices are what was issued, and issue what the platform asks for; invoice.Service does both.
type Invoices interface {
	Issued(ctx context.Context, id marketplace.ID) (invoice.Invoice, error)
	FeeDocument(ctx context.Context, actor marketplace.Actor, b invoice.FeeBill) (en16931.Document, []marketplace.FieldError, error)
	IssueFee(ctx context.Context, actor marketplace.Actor, b invoice.FeeBill) (invoice.Entry, error)
}

// Ledger is the sales ledger of organisers; payment.Service is it.
type Ledger interface {
	StepsOf(ctx context.Context, org marketplace.ID, after int64, limit int) ([]payment.Step, error)
}

// Orgs tells of organisations; account.Service does.
type Orgs interface {
	PublicOrganisation(ctx context.Context, id marketplace.ID) (account.PublicOrganisation, error)
}

// Service holds the verbs of fees. Administrators of the platform agree on them and see every one; an organiser's owners and billing
// read their own. To everybody else each verb answers as if there were none.
type Service struct {
	Deps
	facts      marketplace.Facts
	agreements store.Collection[Agreement]
}

// Entry is an agreement with its revision.
type Entry = store.Entry[Agreement]

// Schemas declares the collection of this package.
func Schemas() []store.Schema {
	return []store.Schema{{Collection: "fee_agreements", Indexes: []store.Index{
		{Name: "month", Fields: []string{"month"}},
		{Name: "platform", Fields: []string{"platform", "month"}},
	}}}
}

// New makes the service.
func New(d Deps) *Service {
	return &Service{Deps: d, facts: marketplace.Facts{IDs: d.IDs, Clock: d.Clock}, agreements: store.NewCollection[Agreement](d.Store, Schemas()[0])}
}

func notFound() error { return marketplace.Errorf(marketplace.NotFound, "error.not_found") }

// Agree agrees with an organiser on terms from the first day of a month that was not billed yet, for administrators: their
// organisation is the platform that invoices. Doing it again changes nothing.
func (s *Service) Agree(ctx context.Context, actor marketplace.Actor, org marketplace.ID, t Terms) (Entry, error) {
	if err := actor.Must(marketplace.RoleAdministrator); err != nil {
		return Entry{}, err
	}
	if o, err := s.Orgs.PublicOrganisation(ctx, org); err != nil {
		return Entry{}, err
	} else if org == actor.Org || !sells(o) {
		return Entry{}, marketplace.InvalidFields([]marketplace.FieldError{marketplace.Field("org", "fee.no_organiser")})
	}
	a, err := Agreement{Org: org, Platform: actor.Org, By: actor.Person, At: s.Clock.Now()}.agreed(t)
	if err != nil {
		return Entry{}, err
	}
	fact := s.facts.New(actor, "fee.agreed", s.agreements.Subject(org), "from", t.From, "share", t.Share, "cards", t.Cards)
	e, err := s.agreements.Insert(ctx, org, a, fact)
	if !marketplace.IsKind(err, marketplace.Conflict) {
		return e, err
	}
	return store.Change(ctx, s.agreements, org, func(a *Agreement) ([]marketplace.Fact, error) {
		if a.Platform != actor.Org {
			return nil, notFound()
		}
		if a.at(t.From) == t {
			return nil, store.ErrUnchanged
		}
		after, err := a.agreed(t)
		if err != nil {
			return nil, err
		}
		after.By, after.At = actor.Person, s.Clock.Now()
		*a = after
		return []marketplace.Fact{fact}, nil
	})
}

func sells(o account.PublicOrganisation) bool {
	for _, k := range o.Kinds {
		if k == account.KindOrganiser {
			return true
		}
	}
	return false
}

// Agreements lists those of the actor's platform, for administrators.
func (s *Service) Agreements(ctx context.Context, actor marketplace.Actor, page marketplace.Page) (marketplace.List[Entry], error) {
	out := marketplace.List[Entry]{Items: []Entry{}}
	if err := actor.Must(marketplace.RoleAdministrator); err != nil {
		return out, err
	}
	found, next, err := s.agreements.Find(ctx, store.Query{Index: "platform", Eq: []any{string(actor.Org)}, Limit: page.Size(), After: page.After})
	out.Items, out.Next = append(out.Items, found...), next
	return out, err
}

// Mine is what the actor's organiser pays to the platform, for its owners and billing; NotFound when nothing was agreed.
func (s *Service) Mine(ctx context.Context, actor marketplace.Actor) (Entry, error) {
	if err := actor.Must(invoice.Billers()...); err != nil {
		return Entry{}, err
	}
	return s.agreements.Get(ctx, actor.Org)
}

// Get loads an agreement of the actor's platform, for administrators.
func (s *Service) Get(ctx context.Context, actor marketplace.Actor, org marketplace.ID) (Entry, error) {
	if err := actor.Must(marketplace.RoleAdministrator); err != nil {
		return Entry{}, err
	}
	e, err := s.agreements.Get(ctx, org)
	if err == nil && e.Value.Platform != actor.Org {
		return Entry{}, notFound()
	}
	return e, err
}
