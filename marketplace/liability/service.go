package liability

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account"
	"sovite.fi/sovite/marketplace/notify/notice"
	"sovite.fi/sovite/marketplace/rule"
	"sovite.fi/sovite/marketplace/store"
)

// Deps is what a Service needs.
type Deps struct {
	Store    store.Store
	Clock    marketplace.Clock
	IDs      marketplace.IDs
	Rules    *rule.Book
	Accounts Accounts
	Notices  Notices
}

// Accounts tells who organisations and people are; account does.
type Accounts interface {
	PublicOrganisation(ctx context.Context, id marketplace.ID) (account.PublicOrganisation, error)
	Person(ctx context.Context, actor marketplace.Actor, who marketplace.ID) (account.Person, error)
	Members(ctx context.Context, actor marketplace.Actor, page marketplace.Page) (marketplace.List[account.Member], error)
}

// Notices puts something to tell into a person's box; notice does.
type Notices interface {
	Post(ctx context.Context, person marketplace.ID, n notice.Notice) error
}

// Service holds the verbs of contractor's liability. A supplier's owners and billing keep its pack; a customer's owners, billing
// and those who post its tasks read what was shown to them. To everybody else each verb answers as if there were nothing.
type Service struct {
	Deps
	facts     marketplace.Facts
	packs     store.Collection[Pack]
	relations store.Collection[Relation]
}

// The collections of this package, as facts name them.
const (
	packsName     = "liability_packs"
	relationsName = "liability_relations"
)

// Schemas declares the collections of this package.
func Schemas() []store.Schema {
	return []store.Schema{
		{Collection: packsName, Indexes: []store.Index{
			{Name: "next", Fields: []string{"watch", "next"}},
		}},
		{Collection: relationsName, Indexes: []store.Index{
			{Name: "customer", Fields: []string{"customer", "supplier"}},
			{Name: "supplier", Fields: []string{"supplier", "customer"}},
			{Name: "next", Fields: []string{"watch", "next"}},
		}},
	}
}

// New makes the service.
func New(d Deps) *Service {
	s := Schemas()
	return &Service{
		Deps: d, facts: marketplace.Facts{IDs: d.IDs, Clock: d.Clock},
		packs: store.NewCollection[Pack](d.Store, s[0]), relations: store.NewCollection[Relation](d.Store, s[1]),
	}
}

func notFound() error { return marketplace.Errorf(marketplace.NotFound, "error.not_found") }

// Today is the calendar day in Finland; see marketplace.Instant.
func (s *Service) Today() marketplace.Date { return s.Clock.Today() }

// keeps says whether an actor keeps the pack of the organisation they act for.
func keeps(actor marketplace.Actor) error {
	return acts(actor, marketplace.RoleOwner, marketplace.RoleBilling)
}

// buys says whether an actor may look at suppliers for the organisation they act for.
func buys(actor marketplace.Actor) error {
	return acts(actor, marketplace.RoleOwner, marketplace.RoleBilling, marketplace.RoleEmployer)
}

func acts(actor marketplace.Actor, roles ...marketplace.Role) error {
	if err := actor.Must(roles...); err != nil {
		return err
	}
	if actor.Org == "" {
		return marketplace.Errorf(marketplace.Forbidden, "error.forbidden")
	}
	return nil
}

// pack loads the pack of a supplier; the empty one when nothing was ever put into it.
func (s *Service) pack(ctx context.Context, org marketplace.ID) (Pack, error) {
	e, err := s.packs.Get(ctx, org)
	if marketplace.IsKind(err, marketplace.NotFound) {
		return Pack{Org: org, Documents: []Document{}}, nil
	}
	return e.Value, err
}

// begin makes the document of an id exist, for a verb that changes it next. Somebody else may be quicker.
func begin[T any](ctx context.Context, c store.Collection[T], id marketplace.ID, empty T) error {
	_, err := c.Get(ctx, id)
	if !marketplace.IsKind(err, marketplace.NotFound) {
		return err
	}
	if _, err = c.Insert(ctx, id, empty); marketplace.IsKind(err, marketplace.Conflict) {
		return nil
	}
	return err
}

// change changes a relation of the customer and saves it with one fact.
func (s *Service) change(ctx context.Context, actor marketplace.Actor, id marketplace.ID, typ string, do func(*Relation) ([]any, error)) (Relation, error) {
	e, err := store.Change(ctx, s.relations, id, func(r *Relation) ([]marketplace.Fact, error) {
		data, err := do(r)
		if err != nil {
			return nil, err
		}
		if err := s.watchRelation(ctx, r); err != nil {
			return nil, err
		}
		data = append(data, "customer", r.Customer, "supplier", r.Supplier)
		return []marketplace.Fact{s.facts.New(actor, typ, s.relations.Subject(r.ID), data...)}, nil
	})
	return e.Value, err
}

// remark is a named person's word.
func (s *Service) remark(ctx context.Context, actor marketplace.Actor, reason string) (Remark, error) {
	name, err := s.name(ctx, actor)
	return Remark{By: actor.Person, Name: name, On: s.Today(), Reason: reason}, err
}

func (s *Service) name(ctx context.Context, actor marketplace.Actor) (string, error) {
	if actor.System {
		return "Sovite", nil
	}
	p, err := s.Accounts.Person(ctx, actor, actor.Person)
	return p.Name, err
}
