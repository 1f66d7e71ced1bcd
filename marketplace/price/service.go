package price

import (
	"context"
	"slices"
	"strings"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account"
	"sovite.fi/sovite/marketplace/rule"
	"sovite.fi/sovite/marketplace/store"
)

// Deps is what a Service needs.
type Deps struct {
	Store store.Store
	Clock marketplace.Clock
	IDs   marketplace.IDs
	Rules *rule.Book
	Orgs  Organisations
}

// Organisations answers about organisations; account.Service does.
type Organisations interface {
	PublicOrganisation(ctx context.Context, id marketplace.ID) (account.PublicOrganisation, error)
}

// Service holds the verbs of price books. Owner and billing of an organiser write in its book, a supervisor reads it; to
// everybody else there is none. Buyers see prices on quotes only, for which On gives them without costs.
type Service struct {
	Deps
	facts marketplace.Facts
	books store.Collection[Book]
}

// Entry is a book with the revision at which it was loaded; 0 while nothing is in it.
type Entry = store.Entry[Book]

// Schemas declares the collection of this package. A book is only ever read by the id of its organiser.
func Schemas() []store.Schema { return []store.Schema{{Collection: "prices"}} }

// New makes the service.
func New(d Deps) *Service {
	return &Service{Deps: d, facts: marketplace.Facts{IDs: d.IDs, Clock: d.Clock}, books: store.NewCollection[Book](d.Store, Schemas()[0])}
}

func notFound() error { return marketplace.Errorf(marketplace.NotFound, "error.not_found") }

// Writers are the roles that change prices.
func Writers() []marketplace.Role {
	return []marketplace.Role{marketplace.RoleOwner, marketplace.RoleBilling}
}

// Readers are the roles that see prices and what they cost.
func Readers() []marketplace.Role { return append(Writers(), marketplace.RoleSupervisor) }

// Read is the book of the actor's organisation; an empty one at revision 0 when nothing is in it.
func (s *Service) Read(ctx context.Context, actor marketplace.Actor) (Entry, error) {
	return s.own(ctx, actor, Readers())
}

// Item is the book with one of its items; NotFound when it is another organiser's.
func (s *Service) Item(ctx context.Context, actor marketplace.Actor, id marketplace.ID) (Entry, Item, error) {
	e, err := s.own(ctx, actor, Readers())
	return found(e, err, id)
}

// On is an item as it is sold on a day, that of supply. Invalid when it is not sold then.
func (s *Service) On(ctx context.Context, actor marketplace.Actor, id marketplace.ID, day marketplace.Date) (Priced, error) {
	_, i, err := s.Item(ctx, actor, id)
	if err != nil {
		return Priced{}, err
	}
	return i.On(day)
}

// Check judges a price that is not saved. Its errors are those of saving, but for a missing reason.
func (s *Service) Check(ctx context.Context, actor marketplace.Actor, u Unit, d Draft) (Verdict, error) {
	if _, err := s.own(ctx, actor, Writers()); err != nil {
		return Verdict{}, err
	}
	_, v, err := s.judge(u, d)
	return v, err
}

// judge is a draft as it is stored, with its verdict.
func (s *Service) judge(u Unit, d Draft) (Draft, Verdict, error) {
	today := s.Clock.Today()
	d = d.normalised(today)
	bad := d.validate(u, today)
	if !slices.Contains(Units(), u) {
		bad = append(bad, marketplace.Field("unit", "field.choice", "value", u, "choices", words(Units())))
	}
	if err := marketplace.InvalidFields(bad); err != nil {
		return d, Verdict{}, err
	}
	v, err := Judge(u, d.Rate, d.Cost, cite(s.Rules, today))
	if err == nil {
		d.Cost, err = d.Cost.reckoned()
	}
	return d, v, err
}

func words[T ~string](list []T) string {
	out := make([]string, len(list))
	for i, v := range list {
		out[i] = string(v)
	}
	return strings.Join(out, ", ")
}

// own loads the book of an organiser for whoever holds one of the roles there.
func (s *Service) own(ctx context.Context, actor marketplace.Actor, roles []marketplace.Role) (Entry, error) {
	if err := actor.Must(roles...); err != nil {
		return Entry{}, err
	}
	org, err := s.Orgs.PublicOrganisation(ctx, actor.Org)
	if marketplace.IsKind(err, marketplace.NotFound) || err == nil && (org.Suspended || !slices.Contains(org.Kinds, account.KindOrganiser)) {
		return Entry{}, marketplace.Errorf(marketplace.Forbidden, "price.no_organiser")
	}
	if err != nil {
		return Entry{}, err
	}
	e, err := s.books.Get(ctx, actor.Org)
	if marketplace.IsKind(err, marketplace.NotFound) {
		return Entry{ID: actor.Org, Value: Book{Org: actor.Org}}, nil
	}
	return e, err
}

func found(e Entry, err error, id marketplace.ID) (Entry, Item, error) {
	if err != nil {
		return e, Item{}, err
	}
	i, ok := e.Value.Item(id)
	if !ok {
		return Entry{}, Item{}, notFound()
	}
	return e, i, nil
}

// save writes a book with its fact; the first one is inserted.
func (s *Service) save(ctx context.Context, e Entry, f marketplace.Fact) (Entry, error) {
	if e.Rev == 0 {
		saved, err := s.books.Insert(ctx, e.ID, e.Value, f)
		if marketplace.IsKind(err, marketplace.Conflict) {
			return Entry{}, marketplace.Errorf(marketplace.Stale, "error.stale")
		}
		return saved, err
	}
	return s.books.Save(ctx, e, f)
}

// fact tells what happened to an item. It says nothing of costs: whoever reads the record need not know them.
func (s *Service) fact(actor marketplace.Actor, typ string, i Item, more ...any) marketplace.Fact {
	return s.facts.New(actor, typ, s.books.Subject(actor.Org), append([]any{"item", i.ID}, more...)...)
}
