package webhook

import (
	"context"
	"encoding/base64"
	"fmt"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store"
)

// Make makes an endpoint for the actor's organisation and gives the secret that signs its messages, which is shown this once;
// for owners. Invalid with the fields that are wrong; Conflict "webhook.full" when there are ten, "webhook.made" when the form
// was sent before.
func (s *Service) Make(ctx context.Context, actor marketplace.Actor, d Draft) (Entry, string, error) {
	list, err := s.List(ctx, actor)
	if err != nil {
		return Entry{}, "", err
	}
	if d, err = d.checked(s.Loopback); err != nil {
		return Entry{}, "", err
	}
	if len(list) >= mostEndpoints {
		return Entry{}, "", marketplace.Errorf(marketplace.Conflict, "webhook.full", "most", mostEndpoints)
	}
	if d.Once == "" {
		d.Once = string(s.IDs())
	}
	id, now := marketplace.Derived("wh_", 8, string(actor.Org), d.Once), s.Clock.Now()
	sealed, text, err := s.secret(id)
	if err != nil {
		return Entry{}, "", err
	}
	fresh := Endpoint{ID: id, Org: actor.Org, URL: d.URL, Groups: d.Groups, State: Active, Made: now, By: actor.Person, Changed: now}.rotated(sealed, now)
	e, err := s.endpoints.Insert(ctx, id, fresh, s.facts.New(actor, "webhook.made", s.endpoints.Subject(id)))
	if marketplace.IsKind(err, marketplace.Conflict) {
		err = marketplace.Errorf(marketplace.Conflict, "webhook.made", err)
	}
	return e, text, err
}

// secret makes the secret of an endpoint: as it is stored, and as it is shown.
func (s *Service) secret(id marketplace.ID) (sealed, text string, err error) {
	random, err := s.Vault.Random(secretLen)
	if err != nil {
		return "", "", err
	}
	raw, err := base64.RawURLEncoding.DecodeString(random)
	if err != nil {
		return "", "", fmt.Errorf("read randomness: %w", err)
	}
	sealed, err = s.Vault.Seal(purpose(id), raw)
	return sealed, shown(raw), err
}

// change changes an endpoint of the actor's organisation; decide says the fact, or ErrUnchanged.
func (s *Service) change(ctx context.Context, actor marketplace.Actor, id marketplace.ID, decide func(*Endpoint) (string, error)) (Entry, error) {
	if _, err := s.Get(ctx, actor, id); err != nil {
		return Entry{}, err
	}
	return store.Change(ctx, s.endpoints, id, func(e *Endpoint) ([]marketplace.Fact, error) {
		if e.State == Removed {
			return nil, notFound()
		}
		typ, err := decide(e)
		return []marketplace.Fact{s.facts.New(actor, typ, s.endpoints.Subject(id))}, err
	})
}

// Change names another address or other events, for owners. Stale when somebody changed it since rev.
func (s *Service) Change(ctx context.Context, actor marketplace.Actor, id marketplace.ID, rev int64, d Draft) (Entry, error) {
	e, err := s.Get(ctx, actor, id)
	if err != nil {
		return Entry{}, err
	}
	if d, err = d.checked(s.Loopback); err != nil {
		return Entry{}, err
	}
	if e.Rev != rev {
		return Entry{}, marketplace.Errorf(marketplace.Stale, "error.stale")
	}
	e.Value.URL, e.Value.Groups = d.URL, d.Groups
	return s.endpoints.Save(ctx, e, s.facts.New(actor, "webhook.changed", s.endpoints.Subject(id)))
}

// Rotate gives an endpoint another secret, which is shown this once; the one of before signs beside it for a week more. For
// owners.
func (s *Service) Rotate(ctx context.Context, actor marketplace.Actor, id marketplace.ID) (Entry, string, error) {
	if _, err := s.Get(ctx, actor, id); err != nil {
		return Entry{}, "", err
	}
	sealed, text, err := s.secret(id)
	if err != nil {
		return Entry{}, "", err
	}
	e, err := s.change(ctx, actor, id, func(e *Endpoint) (string, error) {
		*e = e.rotated(sealed, s.Clock.Now())
		return "webhook.rotated", nil
	})
	return e, text, err
}

// Pause stops messages to an endpoint, and Resume lets them go again; what happened in between is not told. For owners; again
// it changes nothing.
func (s *Service) Pause(ctx context.Context, actor marketplace.Actor, id marketplace.ID) (Entry, error) {
	return s.move(ctx, actor, id, Active, Paused, "webhook.paused")
}

// Resume lets messages go to an endpoint again: see Pause.
func (s *Service) Resume(ctx context.Context, actor marketplace.Actor, id marketplace.ID) (Entry, error) {
	return s.move(ctx, actor, id, Paused, Active, "webhook.resumed")
}

func (s *Service) move(ctx context.Context, actor marketplace.Actor, id marketplace.ID, from, to State, typ string) (Entry, error) {
	return s.change(ctx, actor, id, func(e *Endpoint) (string, error) {
		if e.State != from {
			return "", store.ErrUnchanged
		}
		e.State, e.Failed, e.Changed = to, false, s.Clock.Now()
		return typ, nil
	})
}

// Remove ends an endpoint for good, for owners: its secrets are gone, and what waits is not sent.
func (s *Service) Remove(ctx context.Context, actor marketplace.Actor, id marketplace.ID) error {
	_, err := s.change(ctx, actor, id, func(e *Endpoint) (string, error) {
		e.State, e.Secrets, e.Changed = Removed, nil, s.Clock.Now()
		return "webhook.removed", nil
	})
	return err
}

// Test writes a message that says nothing, to try an endpoint; for owners. Conflict "webhook.is_paused" while it is paused.
func (s *Service) Test(ctx context.Context, actor marketplace.Actor, id marketplace.ID) (Post, error) {
	e, err := s.Get(ctx, actor, id)
	if err != nil {
		return Post{}, err
	}
	if e.Value.State != Active {
		return Post{}, isPaused()
	}
	now := s.Clock.Now()
	m := Message{ID: marketplace.Derived("msg_", 12, string(id), string(s.IDs())), Type: test, Time: now.String(), Subject: Subject{"webhook", id}, Link: s.Origin + "/api/v1/webhooks/" + string(id)}
	d, err := written(e.Value, m, now)
	if err != nil {
		return Post{}, err
	}
	return s.deliveries.Insert(ctx, d.ID, d, s.facts.New(actor, "webhook.tested", s.deliveries.Subject(d.ID), "webhook", id))
}

// Again sends a message once more, under the same id; for owners. Conflict "webhook.is_paused" while the endpoint is paused.
func (s *Service) Again(ctx context.Context, actor marketplace.Actor, endpoint, id marketplace.ID) (Post, error) {
	if _, err := s.Delivery(ctx, actor, endpoint, id); err != nil {
		return Post{}, err
	}
	if e, err := s.Get(ctx, actor, endpoint); err != nil || e.Value.State != Active {
		return Post{}, firstOf(err, isPaused())
	}
	return store.Change(ctx, s.deliveries, id, func(d *Delivery) ([]marketplace.Fact, error) {
		if d.State == Waiting {
			return nil, store.ErrUnchanged
		}
		*d = d.again(s.Clock.Now())
		return []marketplace.Fact{s.facts.New(actor, "webhook.sent_again", s.deliveries.Subject(id), "webhook", endpoint)}, nil
	})
}

func isPaused() error { return marketplace.Errorf(marketplace.Conflict, "webhook.is_paused") }

func firstOf(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
