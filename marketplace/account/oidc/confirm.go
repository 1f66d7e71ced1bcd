package oidc

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store"
)

// Waiting lists the domains that wait for an administrator, those waiting longest first.
func (s *Service) Waiting(ctx context.Context, actor marketplace.Actor, page marketplace.Page) (marketplace.List[Domain], error) {
	return s.inState(ctx, actor, Asked, page)
}

// Settled lists the domains that are confirmed; for administrators.
func (s *Service) Settled(ctx context.Context, actor marketplace.Actor, page marketplace.Page) (marketplace.List[Domain], error) {
	return s.inState(ctx, actor, Confirmed, page)
}

func (s *Service) inState(ctx context.Context, actor marketplace.Actor, state State, page marketplace.Page) (marketplace.List[Domain], error) {
	out := marketplace.List[Domain]{Items: []Domain{}}
	if err := actor.Must(marketplace.RoleAdministrator); err != nil {
		return out, err
	}
	found, next, err := s.domains.Find(ctx, store.Query{Index: "state", Eq: []any{string(state)}, Limit: page.Size(), After: page.After})
	for _, e := range found {
		out.Items = append(out.Items, e.Value)
	}
	out.Next = next
	return out, err
}

// ConfirmDomain says that a domain is the organisation's, which the administrator has made sure of by other means. Conflict
// "oidc.domain_taken" while it is another's. For administrators; not for one who owns the organisation: nobody confirms for
// themselves, except the program.
func (s *Service) ConfirmDomain(ctx context.Context, actor marketplace.Actor, id marketplace.ID) (Domain, error) {
	d, err := s.decideDomain(ctx, actor, id, true)
	if marketplace.IsKind(err, marketplace.Conflict) && marketplace.AsError(err).Args["index"] == "taken" {
		err = marketplace.Errorf(marketplace.Conflict, "oidc.domain_taken", err)
	}
	return d, err
}

// RefuseDomain says that a domain is not the organisation's, or not any more; for administrators.
func (s *Service) RefuseDomain(ctx context.Context, actor marketplace.Actor, id marketplace.ID) (Domain, error) {
	return s.decideDomain(ctx, actor, id, false)
}

func (s *Service) decideDomain(ctx context.Context, actor marketplace.Actor, id marketplace.ID, yes bool) (Domain, error) {
	if err := actor.Must(marketplace.RoleAdministrator); err != nil {
		return Domain{}, err
	}
	typ := map[bool]string{true: "signin_domain.confirmed", false: "signin_domain.refused"}[yes]
	e, err := store.Change(ctx, s.domains, id, func(d *Domain) (_ []marketplace.Fact, err error) {
		if yes && d.Org == actor.Org && !actor.System {
			return nil, marketplace.Errorf(marketplace.Forbidden, "oidc.domain_own")
		}
		if *d, err = d.decide(yes, actor.Person, s.Clock.Now()); err != nil {
			return nil, err
		}
		return []marketplace.Fact{s.fact(actor, d.Org, typ, s.domains.Subject(id))}, nil
	})
	return e.Value, err
}
