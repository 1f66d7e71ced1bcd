package account

import (
	"context"
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store"
)

// IsCoach says whether a person coaches in an organisation at present: an active member with that role, in an organisation
// that is of the kind and not suspended. Slices ask it; it names nobody who does not belong.
func (s *Service) IsCoach(ctx context.Context, org, person marketplace.ID) (bool, error) {
	roles, err := s.RolesOf(ctx, org, person)
	return slices.Contains(roles, marketplace.RoleCoach), err
}

// RolesOf are the roles that count for a person in an organisation at present; none for whoever does not belong, and none
// while the organisation is suspended. Slices ask it before they tell somebody something long after it was asked for.
func (s *Service) RolesOf(ctx context.Context, org, person marketplace.ID) ([]marketplace.Role, error) {
	m, err := s.members.Get(ctx, membershipID(person, org))
	if marketplace.IsKind(err, marketplace.NotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	o, err := s.orgs.Get(ctx, org)
	return effective(o.Value, m.Value), err
}

// ActorFor is who acts in a session at this moment: three reads by id, nothing remembered, so that a revoked session, a
// removed role or a suspended organisation counts from the next request on. Unauthenticated "account.session_over" if
// the session is not open. Whoever belongs to no organisation, or to a suspended one, acts without roles.
func (s *Service) ActorFor(ctx context.Context, id marketplace.ID) (marketplace.Actor, error) {
	v, err := s.visits.Get(ctx, id)
	if err != nil {
		return marketplace.Actor{}, err
	}
	actor := marketplace.Actor{Person: v.Person, Org: v.Org, Lang: v.Lang}
	if actor.Org == "" {
		return actor, nil
	}
	m, err := s.members.Get(ctx, membershipID(actor.Person, actor.Org))
	if marketplace.IsKind(err, marketplace.NotFound) || err == nil && !m.Value.Active {
		actor.Org = ""
		return actor, nil
	}
	if err != nil {
		return marketplace.Actor{}, err
	}
	o, err := s.orgs.Get(ctx, actor.Org)
	actor.Roles = effective(o.Value, m.Value)
	return actor, err
}

// Belonging is an organisation a person belongs to, with what they may do there.
type Belonging struct {
	Organisation Organisation
	Roles        []marketplace.Role
}

// Memberships lists the organisations the actor belongs to, in the order in which they joined.
func (s *Service) Memberships(ctx context.Context, actor marketplace.Actor) ([]Belonging, error) {
	if err := signedIn(actor); err != nil {
		return nil, err
	}
	return s.belongings(ctx, actor.Person)
}

func (s *Service) belongings(ctx context.Context, who marketplace.ID) ([]Belonging, error) {
	var out []Belonging
	err := s.members.Each(ctx, store.Query{Index: "person", Eq: []any{string(who), true}}, func(e store.Entry[Membership]) error {
		o, err := s.orgs.Get(ctx, e.Value.Org)
		out = append(out, Belonging{Organisation: o.Value, Roles: effective(o.Value, e.Value)})
		return err
	})
	return out, err
}

// Me reads the actor's own person.
func (s *Service) Me(ctx context.Context, actor marketplace.Actor) (Person, error) {
	if err := signedIn(actor); err != nil {
		return Person{}, err
	}
	e, err := s.people.Get(ctx, actor.Person)
	return e.Value.shown(), err
}

// Person reads somebody: oneself, or a fellow member of the organisation one acts for. Everybody else is NotFound.
func (s *Service) Person(ctx context.Context, actor marketplace.Actor, who marketplace.ID) (Person, error) {
	if who == actor.Person {
		return s.Me(ctx, actor)
	}
	if err := actor.Must(marketplace.Roles()...); err != nil {
		return Person{}, err
	}
	if m, err := s.members.Get(ctx, membershipID(who, actor.Org)); err != nil || !m.Value.Active {
		return Person{}, firstError(err, notFound)
	}
	e, err := s.people.Get(ctx, who)
	p := e.Value.shown()
	p.TwoFactor = false
	return p, err
}

// ChangeMe changes the actor's own name and language. The open sessions speak the new language from their next request.
func (s *Service) ChangeMe(ctx context.Context, actor marketplace.Actor, name, language string) (Person, error) {
	if err := signedIn(actor); err != nil {
		return Person{}, err
	}
	name, bad := text(nil, "name", name, 120, true)
	language, bad = lang(bad, language)
	if err := marketplace.InvalidFields(bad); err != nil {
		return Person{}, err
	}
	e, err := store.Change(ctx, s.people, actor.Person, func(p *person) ([]marketplace.Fact, error) {
		p.Name, p.Lang = name, language
		return []marketplace.Fact{s.fact(actor, "", "person.changed", people, p.ID)}, nil
	})
	if err != nil {
		return Person{}, err
	}
	return e.Value.shown(), s.visits.Speak(ctx, actor.Person, language)
}

// Disable closes a person's account and ends their sessions; for administrators.
func (s *Service) Disable(ctx context.Context, actor marketplace.Actor, who marketplace.ID) error {
	err := s.setDisabled(ctx, actor, who, true, "person.disabled")
	return firstError(err, func() error { return s.visits.RevokeAll(ctx, who, "", marketplace.Instant{}, "disabled") })
}

// Enable opens a closed account again; for administrators. The sessions stay ended.
func (s *Service) Enable(ctx context.Context, actor marketplace.Actor, who marketplace.ID) error {
	return s.setDisabled(ctx, actor, who, false, "person.enabled")
}

func (s *Service) setDisabled(ctx context.Context, actor marketplace.Actor, who marketplace.ID, to bool, typ string) error {
	if err := actor.Must(marketplace.RoleAdministrator); err != nil {
		return err
	}
	_, err := store.Change(ctx, s.people, who, func(p *person) ([]marketplace.Fact, error) {
		if p.Disabled == to {
			return nil, store.ErrUnchanged
		}
		p.Disabled = to
		return []marketplace.Fact{s.fact(actor, "", typ, people, who)}, nil
	})
	return err
}
