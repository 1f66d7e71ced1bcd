package apikey

import (
	"context"
	"strings"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account/secret"
	"sovite.fi/sovite/marketplace/notify/notice"
	"sovite.fi/sovite/marketplace/store"
)

// Looks says whether a token looks like one of a key, so that whoever reads it need not ask further.
func Looks(token string) bool { return strings.HasPrefix(token, prefix) }

// Authenticate finds who comes with a token. Every refusal is Unauthenticated "apikey.invalid": no such key, another secret,
// revoked, past its last day, or of an organisation that is suspended. The day is kept on which it was used last.
func (s *Service) Authenticate(ctx context.Context, token string) (Holder, error) {
	claim, text, ok := secret.SplitToken(token)
	if !ok || !Looks(token) || !marketplace.ID(claim).Valid() {
		return Holder{}, invalid()
	}
	e, err := s.keys.Get(ctx, marketplace.ID(claim))
	if marketplace.IsKind(err, marketplace.NotFound) {
		return Holder{}, invalid()
	}
	if err != nil {
		return Holder{}, err
	}
	k, today := e.Value, s.Clock.Today()
	if !k.fits(s.Vault, text) || !k.opens(today) {
		return Holder{}, invalid()
	}
	org, err := s.Orgs.Organisation(ctx, marketplace.System(k.Org), k.Org)
	if err != nil {
		return Holder{}, err
	}
	if org.Suspended {
		return Holder{}, invalid()
	}
	if err := s.used(ctx, e, today); err != nil {
		return Holder{}, err
	}
	return Holder{Actor: marketplace.Actor{Person: k.ID, Org: k.Org, Lang: org.Lang}, Scopes: k.Scopes}, nil
}

// used keeps the day; one that somebody else has just kept, or a revocation at the same moment, goes before.
func (s *Service) used(ctx context.Context, e Entry, today marketplace.Date) error {
	if e.Value.Used == today {
		return nil
	}
	e.Value.Used = today
	_, err := s.keys.Save(ctx, e)
	if marketplace.IsKind(err, marketplace.Stale) {
		return nil
	}
	return err
}

func invalid() error { return marketplace.Errorf(marketplace.Unauthenticated, "apikey.invalid") }

// Work warns of keys that end within a fortnight, once each, and closes those whose last day is over.
func (s *Service) Work(ctx context.Context) error {
	today := s.Clock.Today()
	q := store.Query{Index: "until", Eq: []any{string(Open)}, To: string(today.AddDays(warnDays + 1))}
	return s.keys.Each(ctx, q, func(e Entry) error {
		_, err := store.Change(ctx, s.keys, e.ID, func(k *Key) ([]marketplace.Fact, error) {
			program, subject := marketplace.System(k.Org), s.keys.Subject(k.ID)
			switch {
			case k.State == Open && today > k.Until:
				k.State, k.Over = Ended, s.Clock.Now()
				return []marketplace.Fact{s.facts.New(program, "apikey.ended", subject)}, nil
			case k.Soon(today) && !k.Warned:
				k.Warned = true
				return []marketplace.Fact{s.facts.New(program, "apikey.ending", subject)}, nil
			}
			return nil, store.ErrUnchanged
		})
		return err
	})
}

// Told lists the facts about which owners are told.
func Told() []string { return []string{"apikey.made", "apikey.ending"} }

// Tell tells the owners that a key was made, whoever made it, and that one will end. It may run twice.
func (s *Service) Tell(ctx context.Context, f marketplace.Fact) error {
	_, id, _ := strings.Cut(f.Subject, "/")
	e, err := s.keys.Get(ctx, marketplace.ID(id))
	if err != nil {
		return err
	}
	n := notice.Notice{
		ID: f.ID, Org: e.Value.Org, Kind: f.Type, At: f.At, Path: Path, Args: map[string]string{"name": e.Value.Name, "until": string(e.Value.Until)},
	}
	return s.Teller.Roles(ctx, n, marketplace.RoleOwner)
}

// Path is where owners see their keys.
const Path = "/organisation/keys"

// Renew seals again what was sealed under the installation's secret of before, and counts what it sealed and what nothing
// opens: keys that never work again.
func (s *Service) Renew(ctx context.Context) (renewed, lost int, err error) {
	err = s.keys.Each(ctx, store.Query{Index: "until", Eq: []any{string(Open)}}, func(e Entry) error {
		digest, was, err := s.Vault.Renew(purpose(e.ID), e.Value.Digest)
		switch {
		case err != nil:
			lost++
			return nil //nolint:nilerr // counted
		case !was:
			return nil
		}
		_, err = store.Change(ctx, s.keys, e.ID, func(k *Key) ([]marketplace.Fact, error) {
			k.Digest = digest
			return nil, nil
		})
		renewed++
		return err
	})
	return renewed, lost, err
}
