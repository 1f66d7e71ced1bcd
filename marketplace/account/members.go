package account

import (
	"context"
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store"
)

// Members lists who belongs to the actor's organisation, in the order in which they joined; for its members.
func (s *Service) Members(ctx context.Context, actor marketplace.Actor, page marketplace.Page) (marketplace.List[Member], error) {
	out := marketplace.List[Member]{Items: []Member{}}
	if err := actor.Must(marketplace.Roles()...); err != nil {
		return out, err
	}
	o, err := s.orgs.Get(ctx, actor.Org)
	if err != nil {
		return out, err
	}
	found, next, err := s.members.Find(ctx, store.Query{Index: "org", Eq: []any{string(actor.Org), true}, Limit: page.Size(), After: page.After})
	if err != nil {
		return out, err
	}
	out.Next = next
	for _, e := range found {
		p, err := s.people.Get(ctx, e.Value.Person)
		if err != nil {
			return out, err
		}
		roles := effective(o.Value, e.Value)
		out.Items = append(out.Items, Member{Person: p.ID, Name: p.Value.Name, Email: p.Value.Email, Roles: roles, Since: e.Value.Since})
	}
	return out, nil
}

// SetRoles gives a member exactly these roles; for owners. The last owner stays one: Conflict "account.last_owner".
// Somebody who is no member is NotFound.
func (s *Service) SetRoles(ctx context.Context, actor marketplace.Actor, who marketplace.ID, roles []marketplace.Role) error {
	if err := actor.Must(marketplace.RoleOwner); err != nil {
		return err
	}
	_, o, err := s.member(ctx, actor, who)
	if err != nil {
		return err
	}
	roles, bad := checkedRoles(roles, Roles(o.Kinds))
	if err := marketplace.InvalidFields(bad); err != nil {
		return err
	}
	if err := s.setOwner(ctx, actor, o.ID, who, slices.Contains(roles, marketplace.RoleOwner)); err != nil {
		return err
	}
	_, err = store.Change(ctx, s.members, membershipID(who, o.ID), func(m *Membership) ([]marketplace.Fact, error) {
		if !m.Active {
			return nil, notFound()
		}
		kept := slices.DeleteFunc(slices.Clone(m.Roles), func(r marketplace.Role) bool { return r != marketplace.RoleAdministrator })
		m.Roles = union(withoutOwner(roles), kept)
		return []marketplace.Fact{s.fact(actor, o.ID, "membership.changed", memberships, m.ID, "person", who, "roles", joined(roles))}, nil
	})
	if marketplace.IsKind(err, marketplace.NotFound) { // removed meanwhile: what is no member must not count as an owner
		return firstError(s.setOwner(ctx, actor, o.ID, who, false), notFound)
	}
	return err
}

// RemoveMember ends a membership, but no session; for owners, and for anybody who leaves. The last owner stays: Conflict
// "account.last_owner". So does an administrator, until another takes the role away: Conflict "account.administrator".
func (s *Service) RemoveMember(ctx context.Context, actor marketplace.Actor, who marketplace.ID) error {
	if err := actor.Must(marketplace.RoleOwner); err != nil && (who != actor.Person || who == "") {
		return err
	}
	m, o, err := s.member(ctx, actor, who)
	if err != nil {
		return err
	}
	administers := func(m Membership) bool { return slices.Contains(m.Roles, marketplace.RoleAdministrator) }
	if administers(m) {
		return marketplace.Errorf(marketplace.Conflict, "account.administrator")
	}
	if err := s.setOwner(ctx, actor, o.ID, who, false); err != nil {
		return err
	}
	_, err = store.Change(ctx, s.members, m.ID, func(m *Membership) ([]marketplace.Fact, error) {
		if !m.Active {
			return nil, store.ErrUnchanged
		}
		if administers(*m) {
			return nil, marketplace.Errorf(marketplace.Conflict, "account.administrator")
		}
		m.Active, m.Roles, m.Ended = false, nil, s.clock.Now()
		return []marketplace.Fact{s.fact(actor, o.ID, "membership.removed", memberships, m.ID, "person", who)}, nil
	})
	// Once more, because another owner may have made them one in between.
	return firstError(err, func() error { return s.setOwner(ctx, actor, o.ID, who, false) })
}

// Grant gives a person roles in an organisation without an invitation; for the program itself (seed, command line) and
// administrators. It is the only way to RoleAdministrator.
func (s *Service) Grant(ctx context.Context, actor marketplace.Actor, who, org marketplace.ID, roles ...marketplace.Role) error {
	if err := actor.Must(marketplace.RoleAdministrator); err != nil {
		return err
	}
	o, err := s.orgs.Get(ctx, org)
	if err != nil {
		return err
	}
	if _, err := s.people.Get(ctx, who); err != nil {
		return err
	}
	roles, bad := checkedRoles(roles, append(Roles(o.Value.Kinds), marketplace.RoleAdministrator))
	if err := marketplace.InvalidFields(bad); err != nil {
		return err
	}
	return s.give(ctx, actor, who, org, roles, "grant "+string(s.ids()))
}

// member loads somebody's membership in the actor's organisation, and the organisation.
func (s *Service) member(ctx context.Context, actor marketplace.Actor, who marketplace.ID) (Membership, Organisation, error) {
	m, err := s.members.Get(ctx, membershipID(who, actor.Org))
	if err != nil || !m.Value.Active {
		return Membership{}, Organisation{}, firstError(err, notFound)
	}
	o, err := s.orgs.Get(ctx, actor.Org)
	return m.Value, o.Value, err
}

// give makes or widens a membership, once per reason (via). The owners' list comes first and the membership, which
// remembers the reason, last: whatever stops in between is completed when it runs again, and nothing is given back to
// somebody who was removed since.
func (s *Service) give(ctx context.Context, actor marketplace.Actor, who, org marketplace.ID, roles []marketplace.Role, via string) error {
	id := membershipID(who, org)
	m, err := s.members.Get(ctx, id)
	if err != nil && !marketplace.IsKind(err, marketplace.NotFound) {
		return err
	}
	if slices.Contains(m.Value.Via, via) {
		return nil
	}
	if slices.Contains(roles, marketplace.RoleOwner) {
		if err := s.setOwner(ctx, actor, org, who, true); err != nil {
			return err
		}
	}
	granted := s.fact(actor, org, "membership.granted", memberships, id, "person", who, "roles", joined(roles))
	if marketplace.IsKind(err, marketplace.NotFound) {
		fresh := Membership{ID: id, Person: who, Org: org}.given(roles, via, s.clock.Now())
		_, err := s.members.Insert(ctx, id, fresh, granted)
		if !marketplace.IsKind(err, marketplace.Conflict) {
			return err
		}
	}
	_, err = store.Change(ctx, s.members, id, func(m *Membership) ([]marketplace.Fact, error) {
		if slices.Contains(m.Via, via) {
			return nil, store.ErrUnchanged
		}
		*m = m.given(roles, via, s.clock.Now())
		return []marketplace.Fact{granted}, nil
	})
	return err
}

// setOwner puts a person on the organisation's list of owners or takes them off it; never the last one.
func (s *Service) setOwner(ctx context.Context, actor marketplace.Actor, org, who marketplace.ID, owner bool) error {
	_, err := store.Change(ctx, s.orgs, org, func(o *Organisation) ([]marketplace.Fact, error) {
		if slices.Contains(o.Owners, who) == owner {
			return nil, store.ErrUnchanged
		}
		if owner {
			o.Owners = append(o.Owners, who)
			return []marketplace.Fact{s.fact(actor, org, "owner.added", organisations, org, "person", who)}, nil
		}
		if len(o.Owners) == 1 {
			return nil, marketplace.Errorf(marketplace.Conflict, "account.last_owner")
		}
		o.Owners = slices.DeleteFunc(o.Owners, func(id marketplace.ID) bool { return id == who })
		return []marketplace.Fact{s.fact(actor, org, "owner.removed", organisations, org, "person", who)}, nil
	})
	return err
}
