package office

import (
	"context"
	"slices"
	"strings"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account"
	"sovite.fi/sovite/marketplace/check"
	"sovite.fi/sovite/marketplace/store"
)

// Deed is what an administrator can do.
type Deed string

// The deeds.
const (
	Suspended   Deed = "suspended"  // an organisation: its members keep their accounts but no role
	Restored    Deed = "restored"   // an organisation that was suspended
	EndSessions Deed = "signed_out" // a person, everywhere
	Disabled    Deed = "disabled"   // a person's account
	Enabled     Deed = "enabled"    // a person's account that was disabled
	Appointed   Deed = "appointed"  // a person became an administrator
	Dismissed   Deed = "dismissed"  // a person is no administrator any more
)

// Act is one thing that an administrator did, or was about to do.
type Act struct {
	ID     marketplace.ID      `json:"id"`
	By     marketplace.ID      `json:"by"`
	Deed   Deed                `json:"deed"`
	Org    marketplace.ID      `json:"org,omitempty"`    // to which organisation, if to one
	Person marketplace.ID      `json:"person,omitempty"` // to whom, if to a person
	Reason string              `json:"reason"`
	At     marketplace.Instant `json:"at"`
}

// mostActs is how many acts are shown of one organisation or person.
const mostActs = 20

// do writes down what is about to be done, and why, and then does it. The reason stays in the act; the fact only names it.
func (s *Service) do(ctx context.Context, actor marketplace.Actor, a Act, then func() error) error {
	a.ID, a.By, a.At = s.IDs(), actor.Person, s.Clock.Now()
	recorder := actor
	recorder.Org = a.Org
	data := []any{"deed", string(a.Deed)}
	if a.Person != "" {
		recorder.Org = ""
		data = append(data, "person", a.Person)
	}
	if _, err := s.acts.Insert(ctx, a.ID, a, s.facts.New(recorder, "administration.acted", s.acts.Subject(a.ID), data...)); err != nil {
		return err
	}
	return then()
}

// Suspend closes an organisation, with a reason; Conflict when it is closed already.
func (s *Service) Suspend(ctx context.Context, actor marketplace.Actor, org marketplace.ID, why string) error {
	return s.close(ctx, actor, org, why, true)
}

// Restore opens a suspended organisation again, with a reason; Conflict when it is open.
func (s *Service) Restore(ctx context.Context, actor marketplace.Actor, org marketplace.ID, why string) error {
	return s.close(ctx, actor, org, why, false)
}

func (s *Service) close(ctx context.Context, actor marketplace.Actor, org marketplace.ID, why string, to bool) error {
	o, err := s.Organisation(ctx, actor, org)
	if err != nil {
		return err
	}
	if why, err = checkReason(why); err != nil {
		return err
	}
	switch {
	case o.Suspended == to:
		return marketplace.Errorf(marketplace.Conflict, "office.as_it_was")
	case to && org == actor.Org: // whoever closed their own would have no way to open it again
		return marketplace.Errorf(marketplace.Conflict, "office.own_organisation")
	case to:
		there, err := s.administering(ctx, store.Query{Index: "org", Eq: []any{string(org), true}})
		if err == nil && len(there) > 0 { // who would be none any more, two such organisations at once could leave nobody
			err = marketplace.Errorf(marketplace.Conflict, "office.administrators")
		}
		if err != nil {
			return err
		}
		return s.do(ctx, actor, Act{Deed: Suspended, Org: org, Reason: why}, func() error { return s.Accounts.Suspend(ctx, actor, org) })
	}
	return s.do(ctx, actor, Act{Deed: Restored, Org: org, Reason: why}, func() error { return s.Accounts.Restore(ctx, actor, org) })
}

// Organisation reads an organisation.
func (s *Service) Organisation(ctx context.Context, actor marketplace.Actor, org marketplace.ID) (account.Organisation, error) {
	if err := administers(actor); err != nil {
		return account.Organisation{}, err
	}
	return s.Accounts.Organisation(ctx, actor, org)
}

// Acts are what administrators did to an organisation, newest first.
func (s *Service) Acts(ctx context.Context, actor marketplace.Actor, org marketplace.ID) ([]Act, error) {
	if err := administers(actor); err != nil {
		return nil, err
	}
	return s.actsBy(ctx, "org", org)
}

func (s *Service) actsBy(ctx context.Context, index string, id marketplace.ID) (out []Act, err error) {
	list, _, err := s.acts.Find(ctx, store.Query{Index: index, Eq: []any{string(id)}, Desc: true, Limit: mostActs})
	for _, e := range list {
		out = append(out, e.Value)
	}
	return out, err
}

// SignOut ends every session of a person, with a reason.
func (s *Service) SignOut(ctx context.Context, actor marketplace.Actor, who marketplace.ID, why string) error {
	_, why, err := s.about(ctx, actor, who, why)
	if err != nil {
		return err
	}
	return s.do(ctx, actor, Act{Deed: EndSessions, Person: who, Reason: why}, func() error {
		them := marketplace.Actor{Person: who}
		open, err := s.Accounts.Sessions(ctx, them)
		for _, v := range open {
			if err == nil {
				err = s.Accounts.Revoke(ctx, them, v.ID)
			}
		}
		return err
	})
}

// Disable closes a person's account and ends their sessions, with a reason; nobody closes their own.
func (s *Service) Disable(ctx context.Context, actor marketplace.Actor, who marketplace.ID, why string) error {
	p, why, err := s.about(ctx, actor, who, why)
	switch {
	case err != nil:
		return err
	case who == actor.Person:
		return marketplace.Errorf(marketplace.Conflict, "office.yourself")
	case p.Disabled:
		return marketplace.Errorf(marketplace.Conflict, "office.as_it_was")
	}
	disable := func() error {
		return s.do(ctx, actor, Act{Deed: Disabled, Person: who, Reason: why}, func() error { return s.Accounts.Disable(ctx, actor, who) })
	}
	held, err := s.held(ctx, who)
	switch {
	case err != nil:
		return err
	case len(held) == 0:
		return disable()
	}
	return s.takes(ctx, actor, who, disable)
}

// Enable opens a closed account again, with a reason.
func (s *Service) Enable(ctx context.Context, actor marketplace.Actor, who marketplace.ID, why string) error {
	p, why, err := s.about(ctx, actor, who, why)
	if err == nil && !p.Disabled {
		err = marketplace.Errorf(marketplace.Conflict, "office.as_it_was")
	}
	if err != nil {
		return err
	}
	return s.do(ctx, actor, Act{Deed: Enabled, Person: who, Reason: why}, func() error { return s.Accounts.Enable(ctx, actor, who) })
}

// about loads whom an act is about and checks the reason.
func (s *Service) about(ctx context.Context, actor marketplace.Actor, who marketplace.ID, why string) (person, string, error) {
	if err := administers(actor); err != nil {
		return person{}, "", err
	}
	p, err := s.people.Get(ctx, who)
	if err != nil {
		return person{}, "", err
	}
	why, err = checkReason(why)
	return p.Value, why, err
}

// Appoint makes somebody an administrator in the organisation that the actor works for, with a reason.
func (s *Service) Appoint(ctx context.Context, actor marketplace.Actor, who marketplace.ID, why string) error {
	_, why, err := s.about(ctx, actor, who, why)
	if err != nil {
		return err
	}
	roles, err := s.Accounts.RolesOf(ctx, actor.Org, who)
	if err != nil {
		return err
	}
	if slices.Contains(roles, marketplace.RoleAdministrator) {
		return marketplace.Errorf(marketplace.Conflict, "office.as_it_was")
	}
	return s.do(ctx, actor, Act{Deed: Appointed, Person: who, Reason: why}, func() error {
		if err := s.Accounts.Grant(ctx, actor, who, actor.Org, marketplace.RoleAdministrator); err != nil {
			return err
		}
		return s.taken(ctx, who)
	})
}

// Dismiss takes the role of administrator from somebody in every organisation, with a reason. Nobody dismisses themselves, and of two
// who dismiss each other at once one is refused, so that there is always one left.
func (s *Service) Dismiss(ctx context.Context, actor marketplace.Actor, who marketplace.ID, why string) error {
	_, why, err := s.about(ctx, actor, who, why)
	if err != nil {
		return err
	}
	if who == actor.Person {
		return marketplace.Errorf(marketplace.Conflict, "office.yourself")
	}
	held, err := s.held(ctx, who)
	if err == nil && len(held) == 0 {
		err = marketplace.Errorf(marketplace.Conflict, "office.as_it_was")
	}
	if err != nil {
		return err
	}
	return s.takes(ctx, actor, who, func() error {
		return s.do(ctx, actor, Act{Deed: Dismissed, Person: who, Reason: why}, func() error {
			for _, m := range held {
				if err := s.take(ctx, actor, m); err != nil {
					return err
				}
			}
			return nil
		})
	})
}

// take takes the role of administrator out of a membership.
func (s *Service) take(ctx context.Context, actor marketplace.Actor, held account.Membership) error {
	actor.Org = held.Org
	_, err := store.Change(ctx, s.members, held.ID, func(m *account.Membership) ([]marketplace.Fact, error) {
		left := slices.DeleteFunc(slices.Clone(m.Roles), func(r marketplace.Role) bool { return r == marketplace.RoleAdministrator })
		if len(left) == len(m.Roles) {
			return nil, store.ErrUnchanged
		}
		m.Roles = left
		return []marketplace.Fact{s.facts.New(actor, "membership.changed", s.members.Subject(m.ID), "person", m.Person, "roles", strings.Join(check.Words(left), ", "))}, nil
	})
	return err
}
