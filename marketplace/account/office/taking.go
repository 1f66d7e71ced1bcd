package office

import (
	"context"
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account"
	"sovite.fi/sovite/marketplace/store"
)

// Taking is from whom the role or the account of an administrator is being taken. There is one for the installation: all who take
// meet in it, so that of two who take from each other at the same moment one is refused and stays.
type Taking struct {
	From []marketplace.ID `json:"from"`
}

const taking marketplace.ID = "installation"

// takes does what takes the role from an administrator, if whoever does it still is one and nobody is taking it from them.
func (s *Service) takes(ctx context.Context, actor marketplace.Actor, who marketplace.ID, then func() error) error {
	if _, err := s.taking.Insert(ctx, taking, Taking{}); err != nil && !marketplace.IsKind(err, marketplace.Conflict) {
		return err
	}
	_, err := store.Change(ctx, s.taking, taking, func(t *Taking) ([]marketplace.Fact, error) {
		if err := s.stands(ctx, *t, actor); err != nil {
			return nil, err
		}
		if slices.Contains(t.From, who) { // begun and not ended: it is ended now
			return nil, store.ErrUnchanged
		}
		t.From = append(t.From, who)
		return nil, nil
	})
	if err != nil {
		return err
	}
	if err := then(); err != nil {
		return err
	}
	return s.taken(ctx, who)
}

// stands says whether the actor is an administrator at this moment; Forbidden if not, or not for long.
func (s *Service) stands(ctx context.Context, t Taking, actor marketplace.Actor) error {
	roles, err := s.Accounts.RolesOf(ctx, actor.Org, actor.Person)
	if err != nil {
		return err
	}
	p, err := s.people.Get(ctx, actor.Person)
	if err != nil {
		return err
	}
	if p.Value.Disabled || slices.Contains(t.From, actor.Person) || !slices.Contains(roles, marketplace.RoleAdministrator) {
		return marketplace.Errorf(marketplace.Forbidden, "error.forbidden")
	}
	return nil
}

// taken says that nothing is being taken from somebody any more.
func (s *Service) taken(ctx context.Context, who marketplace.ID) error {
	_, err := store.Change(ctx, s.taking, taking, func(t *Taking) ([]marketplace.Fact, error) {
		if !slices.Contains(t.From, who) {
			return nil, store.ErrUnchanged
		}
		t.From = slices.DeleteFunc(slices.Clone(t.From), func(id marketplace.ID) bool { return id == who })
		return nil, nil
	})
	if marketplace.IsKind(err, marketplace.NotFound) {
		return nil
	}
	return err
}

// held are the memberships in which somebody is an administrator.
func (s *Service) held(ctx context.Context, who marketplace.ID) ([]account.Membership, error) {
	return s.administering(ctx, store.Query{Index: "person", Eq: []any{string(who), true}})
}

func (s *Service) administering(ctx context.Context, q store.Query) (out []account.Membership, err error) {
	err = s.members.Each(ctx, q, func(e store.Entry[account.Membership]) error {
		if slices.Contains(e.Value.Roles, marketplace.RoleAdministrator) {
			out = append(out, e.Value)
		}
		return nil
	})
	return out, err
}
