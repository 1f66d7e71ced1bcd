package session

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account/secret"
	"sovite.fi/sovite/marketplace/store"
)

// Service keeps the sessions. marketplace/account calls it; its methods take the person whose sessions they may touch.
type Service struct {
	facts   marketplace.Facts
	vault   *secret.Vault
	records store.Collection[record]
}

// Schema declares the collection of sessions.
func Schema() store.Schema {
	return store.Schema{Collection: "sessions", Indexes: []store.Index{
		{Name: "person", Fields: []string{"person", "created"}},
		{Name: "expires", Fields: []string{"expires"}},
	}}
}

// New makes the service.
func New(s store.Store, facts marketplace.Facts, vault *secret.Vault) *Service {
	return &Service{facts: facts, vault: vault, records: store.NewCollection[record](s, Schema())}
}

// Open begins a session and gives its first refresh token.
func (s *Service) Open(ctx context.Context, in Session) (Session, string, error) {
	salt, err := s.vault.Random(16)
	if err != nil {
		return Session{}, "", err
	}
	now := s.facts.Clock.Now()
	in.ID, in.Created, in.Used, in.Expires = s.facts.IDs(), now, now, marketplace.At(now.Time().Add(Life))
	r := record{Session: in, Salt: salt, Turn: 1}
	opened := s.fact(marketplace.Actor{Person: in.Person}, "signin.succeeded", r)
	if _, err := s.records.Insert(ctx, in.ID, r, opened); err != nil {
		return Session{}, "", err
	}
	refresh, err := r.token(s.vault, r.Turn)
	return in, refresh, err
}

// Get reads a session that is open; Unauthenticated "account.session_over" otherwise.
func (s *Service) Get(ctx context.Context, id marketplace.ID) (Session, error) {
	e, err := s.records.Get(ctx, id)
	if marketplace.IsKind(err, marketplace.NotFound) || err == nil && !e.Value.open(s.facts.Clock.Now()) {
		return Session{}, over()
	}
	return e.Value.Session, err
}

// List gives a person's open sessions, newest first.
func (s *Service) List(ctx context.Context, who marketplace.ID) ([]Session, error) {
	out := []Session{}
	err := s.each(ctx, store.Query{Index: "person", Eq: []any{string(who)}, Desc: true}, func(r record) error {
		out = append(out, r.Session)
		return nil
	})
	return out, err
}

// LastOrg is the organisation of a person's latest session, or empty.
func (s *Service) LastOrg(ctx context.Context, who marketplace.ID) (marketplace.ID, error) {
	e, err := s.records.First(ctx, store.Query{Index: "person", Eq: []any{string(who)}, Desc: true})
	if marketplace.IsKind(err, marketplace.NotFound) {
		return "", nil
	}
	return e.Value.Org, err
}

// Revoke ends a session of a person, or anybody's if who is empty; NotFound for one of somebody else.
func (s *Service) Revoke(ctx context.Context, id, who marketplace.ID, why string) error {
	_, err := store.Change(ctx, s.records, id, func(r *record) ([]marketplace.Fact, error) {
		if who != "" && r.Person != who {
			return nil, marketplace.Errorf(marketplace.NotFound, "error.not_found")
		}
		if !r.Revoked.IsZero() {
			return nil, store.ErrUnchanged
		}
		r.Revoked = s.facts.Clock.Now()
		return []marketplace.Fact{s.revoked(marketplace.Actor{Person: r.Person}, *r, why)}, nil
	})
	return err
}

// RevokeAll ends the sessions of a person that were opened before a moment (the zero Instant: all), except one.
func (s *Service) RevokeAll(ctx context.Context, who, except marketplace.ID, before marketplace.Instant, why string) error {
	q := store.Query{Index: "person", Eq: []any{string(who)}}
	if !before.IsZero() {
		q.To = before.String()
	}
	return s.each(ctx, q, func(r record) error {
		if r.ID == except {
			return nil
		}
		return s.Revoke(ctx, r.ID, who, why)
	})
}

// Switch makes a session of a person act for another organisation; the caller has checked that they belong to it.
func (s *Service) Switch(ctx context.Context, id, who, org marketplace.ID) (Session, error) {
	e, err := store.Change(ctx, s.records, id, func(r *record) ([]marketplace.Fact, error) {
		if r.Person != who || !r.open(s.facts.Clock.Now()) {
			return nil, marketplace.Errorf(marketplace.NotFound, "error.not_found")
		}
		if r.Org == org {
			return nil, store.ErrUnchanged
		}
		r.Org = org
		return []marketplace.Fact{s.fact(marketplace.Actor{Person: who}, "session.switched", *r)}, nil
	})
	return e.Value.Session, err
}

// Speak sets the language of a person's open sessions.
func (s *Service) Speak(ctx context.Context, who marketplace.ID, lang string) error {
	return s.each(ctx, store.Query{Index: "person", Eq: []any{string(who)}}, func(r record) error {
		if r.Lang == lang {
			return nil
		}
		_, err := store.Change(ctx, s.records, r.ID, func(r *record) ([]marketplace.Fact, error) {
			r.Lang = lang
			return nil, nil
		})
		return err
	})
}

// Sweep deletes the sessions that ended a life ago; what still holds facts stays for the next time.
func (s *Service) Sweep(ctx context.Context) error {
	return store.Sweep(ctx, s.records, "expires", marketplace.At(s.facts.Clock().Add(-Life)))
}

// each calls do for every open session that a query finds.
func (s *Service) each(ctx context.Context, q store.Query, do func(record) error) error {
	now := s.facts.Clock.Now()
	return s.records.Each(ctx, q, func(e store.Entry[record]) error {
		if !e.Value.open(now) {
			return nil
		}
		return do(e.Value)
	})
}

func (s *Service) revoked(actor marketplace.Actor, r record, why string) marketplace.Fact {
	return s.fact(actor, "session.revoked", r, "why", why)
}

func (s *Service) fact(actor marketplace.Actor, typ string, r record, data ...any) marketplace.Fact {
	actor.Org = r.Org
	return s.facts.New(actor, typ, s.records.Subject(r.ID), append([]any{"person", r.Person}, data...)...)
}
