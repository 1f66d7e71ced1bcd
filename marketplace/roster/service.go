package roster

import (
	"context"
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account"
	"sovite.fi/sovite/marketplace/carving"
	"sovite.fi/sovite/marketplace/notify/notice"
	"sovite.fi/sovite/marketplace/order"
	"sovite.fi/sovite/marketplace/rule"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/matching"
)

// Deps is what a Service needs.
type Deps struct {
	Store    store.Store
	Clock    marketplace.Clock
	IDs      marketplace.IDs
	Scale    *matching.Scale
	Work     *carving.Catalogue
	Rules    *rule.Book
	Accounts Accounts
	Notices  Notices
	Orders   Orders
}

// Accounts answers about organisations and who works for them; account.Service does.
type Accounts interface {
	PublicOrganisation(ctx context.Context, id marketplace.ID) (account.PublicOrganisation, error)
	Members(ctx context.Context, actor marketplace.Actor, page marketplace.Page) (marketplace.List[account.Member], error)
}

// Notices puts something to tell into a person's box; notice.Service does.
type Notices interface {
	Post(ctx context.Context, person marketplace.ID, n notice.Notice) error
}

// Orders gives the orders of the actor's organiser that are worked in some days, both included; order.Service does.
type Orders interface {
	Working(ctx context.Context, actor marketplace.Actor, from, to marketplace.Date) ([]order.Order, error)
}

// Service holds the verbs of members and weeks. An organiser's owners and supervisors see its own; to everybody else each
// verb answers as if there were none. There is no verb for buyers.
type Service struct {
	Deps
	facts   marketplace.Facts
	ranking matching.RuleSet
	members store.Collection[Member]
	weeks   store.Collection[Week]
}

// Schemas declares the collections of this package.
func Schemas() []store.Schema {
	return []store.Schema{
		{Collection: "crewmembers", Indexes: []store.Index{{Name: "org", Fields: []string{"org", "left", "name"}}}},
		{Collection: "rosters", Indexes: []store.Index{{Name: "org", Fields: []string{"org", "monday"}}}},
	}
}

// New makes the service.
func New(d Deps) *Service {
	return &Service{
		Deps: d, facts: marketplace.Facts{IDs: d.IDs, Clock: d.Clock}, ranking: matching.DefaultRules(d.Scale),
		members: store.NewCollection[Member](d.Store, Schemas()[0]),
		weeks:   store.NewCollection[Week](d.Store, Schemas()[1]),
	}
}

// Planners are the roles that see members and plan weeks.
func Planners() []marketplace.Role {
	return []marketplace.Role{marketplace.RoleOwner, marketplace.RoleSupervisor}
}

func notFound() error { return marketplace.Errorf(marketplace.NotFound, "error.not_found") }

func stale() error { return marketplace.Errorf(marketplace.Stale, "error.stale") }

// organiser makes sure that the actor may plan for an organisation that sells crew hours.
func (s *Service) organiser(ctx context.Context, actor marketplace.Actor) error {
	if err := actor.Must(Planners()...); err != nil {
		return err
	}
	org, err := s.Accounts.PublicOrganisation(ctx, actor.Org)
	switch {
	case marketplace.IsKind(err, marketplace.NotFound):
		return marketplace.Errorf(marketplace.Forbidden, "roster.no_organiser")
	case err != nil:
		return err
	case org.Suspended || !slices.Contains(org.Kinds, account.KindOrganiser):
		return marketplace.Errorf(marketplace.Forbidden, "roster.no_organiser")
	}
	return nil
}

// Leaders are the people of the actor's organisation who may lead a shift, with their names.
func (s *Service) Leaders(ctx context.Context, actor marketplace.Actor) (map[marketplace.ID]string, error) {
	if err := s.organiser(ctx, actor); err != nil {
		return nil, err
	}
	return s.leaders(ctx, actor.Org)
}

func (s *Service) leaders(ctx context.Context, org marketplace.ID) (map[marketplace.ID]string, error) {
	out, page := map[marketplace.ID]string{}, marketplace.Page{Limit: marketplace.MaxLimit}
	for {
		list, err := s.Accounts.Members(ctx, marketplace.System(org), page)
		if err != nil {
			return nil, err
		}
		for _, m := range list.Items {
			if slices.ContainsFunc(m.Roles, func(r marketplace.Role) bool { return slices.Contains(Planners(), r) }) {
				out[m.Person] = m.Name
			}
		}
		if page.After = list.Next; page.After == "" {
			return out, nil
		}
	}
}
