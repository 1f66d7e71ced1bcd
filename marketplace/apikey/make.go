package apikey

import (
	"context"
	"strings"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store"
)

// Make makes a key for the actor's organisation and gives its token, which is shown this once; for owners. Invalid with the
// fields that are wrong; Conflict "apikey.full" when there are twenty open ones, "apikey.made" when the form was sent before.
func (s *Service) Make(ctx context.Context, actor marketplace.Actor, d Draft) (Entry, string, error) {
	if err := actor.Must(marketplace.RoleOwner); err != nil {
		return Entry{}, "", err
	}
	if actor.Person == "" {
		return Entry{}, "", marketplace.Errorf(marketplace.Unauthenticated, "error.sign_in_first")
	}
	if d.Once == "" {
		d.Once = string(s.IDs())
	}
	d, err := d.checked(s.Clock.Today())
	if err != nil {
		return Entry{}, "", err
	}
	open, _, err := s.keys.Find(ctx, store.Query{Index: "org", Eq: []any{string(actor.Org), string(Open)}, Limit: mostOpen})
	if err != nil {
		return Entry{}, "", err
	}
	if len(open) >= mostOpen {
		return Entry{}, "", marketplace.Errorf(marketplace.Conflict, "apikey.full", "most", mostOpen)
	}
	return s.insert(ctx, actor, d)
}

func (s *Service) insert(ctx context.Context, actor marketplace.Actor, d Draft) (Entry, string, error) {
	text, err := s.Vault.Random(secretLen)
	if err != nil {
		return Entry{}, "", err
	}
	k := Key{ID: idOf(actor.Org, d.Once), Org: actor.Org, Name: d.Name, Scopes: d.Scopes, State: Open, Made: s.Clock.Now(), By: actor.Person, Until: d.Until}
	if k, err = k.locked(s.Vault, text); err != nil {
		return Entry{}, "", err
	}
	fact := s.facts.New(actor, "apikey.made", s.keys.Subject(k.ID), "scopes", joined(k.Scopes), "until", k.Until)
	e, err := s.keys.Insert(ctx, k.ID, k, fact)
	if marketplace.IsKind(err, marketplace.Conflict) {
		err = marketplace.Errorf(marketplace.Conflict, "apikey.made", err)
	}
	return e, string(k.ID) + "." + text, err
}

func joined(scopes []Scope) string {
	out := make([]string, len(scopes))
	for i, s := range scopes {
		out[i] = string(s)
	}
	return strings.Join(out, " ")
}

// Revoke ends a key of the actor's organisation at once, for owners; again it changes nothing.
func (s *Service) Revoke(ctx context.Context, actor marketplace.Actor, id marketplace.ID) (Entry, error) {
	if _, err := s.Get(ctx, actor, id); err != nil {
		return Entry{}, err
	}
	return store.Change(ctx, s.keys, id, func(k *Key) ([]marketplace.Fact, error) {
		if k.State != Open {
			return nil, store.ErrUnchanged
		}
		k.State, k.Over, k.OverBy = Revoked, s.Clock.Now(), actor.Person
		return []marketplace.Fact{s.facts.New(actor, "apikey.revoked", s.keys.Subject(id))}, nil
	})
}
