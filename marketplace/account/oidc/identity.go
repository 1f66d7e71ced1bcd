package oidc

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store"
)

// Identity binds what a service calls somebody to a person. A person has one for each issuer: when an address is given to somebody new
// there, the new one does not become the old one here.
type Identity struct {
	ID     marketplace.ID      `json:"id"`
	Key    string              `json:"key,omitempty"` // of organisation, issuer and subject; unique; empty when it was released
	Person marketplace.ID      `json:"person"`
	Org    marketplace.ID      `json:"org"`
	Bound  marketplace.Instant `json:"bound"`
	Used   marketplace.Instant `json:"used"`
}

// keyOf hides what the service calls somebody: nothing needs it but this comparison. Two organisations may use one service; what
// the one does counts for it alone.
func keyOf(org marketplace.ID, issuer, subject string) string {
	return string(marketplace.Derived("sub-", 32, string(org), issuer, subject))
}

func identityID(issuer string, org, who marketplace.ID) marketplace.ID {
	return marketplace.Derived("idn-", 16, issuer, string(org), string(who))
}

func (s *Service) byKey(ctx context.Context, key string) (Identity, error) {
	e, err := s.identities.First(ctx, store.Query{Index: "key", Eq: []any{key}})
	return e.Value, err
}

// note binds the identity when it is new, and says that it was used. Forbidden "oidc.other_identity" when the person is bound to
// another subject of the same issuer: an owner has to release that one first.
func (s *Service) note(ctx context.Context, reg registration, key string, who marketplace.ID, strong bool) error {
	now, id := s.Clock.Now(), identityID(reg.Issuer, reg.Org, who)
	factors := map[bool]string{true: "two", false: "one"}[strong]
	actor := marketplace.Actor{Person: who}
	bound := s.fact(actor, reg.Org, "identity.bound", s.identities.Subject(id), "factors", factors)
	_, err := s.identities.Insert(ctx, id, Identity{ID: id, Key: key, Person: who, Org: reg.Org, Bound: now, Used: now}, bound)
	if !marketplace.IsKind(err, marketplace.Conflict) {
		return err
	}
	_, err = store.Change(ctx, s.identities, id, func(i *Identity) ([]marketplace.Fact, error) {
		switch i.Key {
		case key:
			i.Used = now
			return []marketplace.Fact{s.fact(actor, reg.Org, "identity.used", s.identities.Subject(id), "factors", factors)}, nil
		case "":
			i.Key, i.Bound, i.Used = key, now, now
			return []marketplace.Fact{bound}, nil
		}
		return nil, otherIdentity()
	})
	if marketplace.IsKind(err, marketplace.NotFound) || marketplace.IsKind(err, marketplace.Conflict) { // the key is another person's
		return otherIdentity()
	}
	return err
}

// Release unbinds somebody from the service, so that the next sign-in by it binds them anew; for owners and administrators.
func (s *Service) Release(ctx context.Context, actor marketplace.Actor, org, who marketplace.ID) error {
	if err := keeper(actor, org); err != nil {
		return err
	}
	return s.each(ctx, store.Query{Index: "person", Eq: []any{string(who)}}, func(i Identity) error {
		if i.Org != org || i.Key == "" {
			return nil
		}
		_, err := store.Change(ctx, s.identities, i.ID, func(i *Identity) ([]marketplace.Fact, error) {
			if i.Key == "" {
				return nil, store.ErrUnchanged
			}
			i.Key = ""
			return []marketplace.Fact{s.fact(actor, org, "identity.released", s.identities.Subject(i.ID), "person", who)}, nil
		})
		return err
	})
}

// boundTo lists who came in by the service of an organisation and is a member still, in the order in which they were bound.
func (s *Service) boundTo(ctx context.Context, org marketplace.ID) ([]Bound, error) {
	var out []Bound
	err := s.each(ctx, store.Query{Index: "org", Eq: []any{string(org)}}, func(i Identity) error {
		if i.Key == "" {
			return nil
		}
		p, err := s.Accounts.Person(ctx, marketplace.System(org), i.Person)
		if marketplace.IsKind(err, marketplace.NotFound) {
			return nil
		}
		out = append(out, Bound{Person: p.ID, Name: p.Name, Email: p.Email, Bound: i.Bound, Used: i.Used})
		return err
	})
	return out, err
}

func (s *Service) each(ctx context.Context, q store.Query, do func(Identity) error) error {
	return s.identities.Each(ctx, q, func(e store.Entry[Identity]) error { return do(e.Value) })
}

func otherIdentity() error {
	return marketplace.Errorf(marketplace.Forbidden, "oidc.other_identity")
}
