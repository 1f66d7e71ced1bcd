package passkey

import (
	"context"
	"encoding/json"
	"errors"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/check"
)

// Begin asks the actor's browser for a new key. Invalid at "password" when the session is older than ten minutes and the password is
// missing or wrong; at "name" without a name; Conflict "passkey.many" when there are twenty.
func (s *Service) Begin(ctx context.Context, actor marketplace.Actor, session marketplace.ID, name, password string) (Asked, error) {
	if s.Ceremony == nil {
		return Asked{}, away()
	}
	var f check.Fields
	name = check.Line(name)
	f.Need("name", name != "")
	f.Text("name", name, mostName)
	if err := marketplace.InvalidFields(f.Errors()); err != nil {
		return Asked{}, err
	}
	if err := s.proven(ctx, actor, session, password); err != nil {
		return Asked{}, err
	}
	o, have, err := s.owner(ctx, actor)
	if err != nil {
		return Asked{}, err
	}
	if len(have) >= mostKeys {
		return Asked{}, marketplace.Errorf(marketplace.Conflict, "passkey.many", "max", mostKeys)
	}
	q, err := s.Ceremony.Make(o, have)
	if err != nil {
		return Asked{}, err
	}
	return s.ask(ctx, q, challenge{Person: actor.Person, Name: name})
}

// Fresh says whether the actor signed in within the last minutes, so that no password has to be asked.
func (s *Service) Fresh(ctx context.Context, actor marketplace.Actor, session marketplace.ID) (bool, error) {
	list, err := s.Accounts.Sessions(ctx, actor)
	for _, v := range list {
		if v.ID == session && s.Clock().Sub(v.Created.Time()) < recent {
			return true, err
		}
	}
	return false, err
}

func (s *Service) proven(ctx context.Context, actor marketplace.Actor, session marketplace.ID, password string) error {
	fresh, err := s.Fresh(ctx, actor, session)
	if err != nil || fresh {
		return err
	}
	return s.Accounts.CheckPassword(ctx, actor, password)
}

// owner is the actor, with the records of the keys that they have.
func (s *Service) owner(ctx context.Context, actor marketplace.Actor) (Owner, []json.RawMessage, error) {
	me, err := s.Accounts.Me(ctx, actor)
	if err != nil {
		return Owner{}, nil, err
	}
	var have []json.RawMessage
	err = s.each(ctx, actor, func(k passkey) { have = append(have, k.Record) })
	return Owner{Handle: []byte(me.ID), Email: me.Email, Name: me.Name}, have, err
}

// Finish keeps the key that the browser made. Conflict "passkey.over" for a challenge that is over, used or another's; "passkey.refused"
// for an answer that is not good, or a key that somebody has already.
func (s *Service) Finish(ctx context.Context, actor marketplace.Actor, id marketplace.ID, answer []byte) (Passkey, error) {
	if s.Ceremony == nil {
		return Passkey{}, away()
	}
	if actor.Person == "" {
		return Passkey{}, marketplace.Errorf(marketplace.Unauthenticated, "error.sign_in_first")
	}
	c, err := s.spend(ctx, id, actor.Person)
	if err != nil {
		return Passkey{}, err
	}
	o, _, err := s.owner(ctx, actor)
	if err != nil {
		return Passkey{}, err
	}
	key, err := s.Ceremony.Made(o, c.Kept, answer)
	if err != nil {
		return Passkey{}, refused(err)
	}
	made := passkey{Passkey: Passkey{ID: passkeyID(key.ID), Person: actor.Person, Name: c.Name, Created: s.Clock.Now()}, Record: key.Record}
	_, err = s.keys.Insert(ctx, made.ID, made, s.fact(actor, "passkey.made", made.ID))
	if marketplace.IsKind(err, marketplace.Conflict) {
		err = refused(errors.Join(errors.New("the key is known already"), err))
	}
	return made.Passkey, err
}
