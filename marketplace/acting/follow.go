package acting

import (
	"context"
	"errors"
	"strings"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/notify/notice"
	"sovite.fi/sovite/marketplace/store"
)

// Told lists the facts about which somebody is told.
func Told() []string { return []string{"acting.began"} }

// Tell tells the person that somebody looks as them, by whom and where the reason stands. It may run twice.
func (s *Service) Tell(ctx context.Context, f marketplace.Fact) error {
	_, id, _ := strings.Cut(f.Subject, "/")
	e, err := s.visits.Get(ctx, marketplace.ID(id))
	if marketplace.IsKind(err, marketplace.NotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	name, err := s.nameOf(ctx, e.Value.By)
	if err != nil {
		return err
	}
	return s.Notices.Post(ctx, e.Value.Person, notice.Notice{
		ID: f.ID, Org: e.Value.Org, Kind: f.Type, Args: map[string]string{"who": name}, Path: "/account/privacy#acting", At: f.At,
	})
}

// Follows are the facts after which a visit may be over.
func Follows() []string {
	return []string{"session.revoked", "membership.changed", "membership.removed", "membership.granted", "person.disabled", "organisation.suspended"}
}

// Follow ends what is over. It may run twice.
func (s *Service) Follow(ctx context.Context, _ marketplace.Fact) error { return s.Work(ctx) }

// Work ends every visit that is over. One that cannot be judged does not hold up the others.
func (s *Service) Work(ctx context.Context) error {
	var failed error
	err := s.visits.Each(ctx, store.Query{Index: "open", Eq: []any{true}}, func(e store.Entry[Visit]) error {
		failed = errors.Join(failed, s.judge(ctx, e.Value))
		return ctx.Err()
	})
	return errors.Join(err, failed)
}

func (s *Service) judge(ctx context.Context, v Visit) error {
	admin, err := s.Sessions.ActorFor(ctx, v.Session)
	if err != nil && !marketplace.IsKind(err, marketplace.Unauthenticated) {
		return err
	}
	who, err := s.standing(ctx, v)
	if err != nil {
		return err
	}
	if how := over(v, admin, who, s.Clock.Now()); how != "" {
		return s.end(ctx, v.ID, how)
	}
	return nil
}
