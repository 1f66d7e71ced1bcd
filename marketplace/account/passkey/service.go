package passkey

import (
	"context"
	"encoding/json"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account"
	"sovite.fi/sovite/marketplace/store"
)

// Deps is what a Service needs.
type Deps struct {
	Store     store.Store
	Clock     marketplace.Clock
	IDs       marketplace.IDs
	Ceremony  Ceremony // nil: this installation has no passkeys
	Accounts  Accounts
	Elsewhere func(ctx context.Context, address string) error // refuses whoever comes in by another service only
}

// Accounts are the people; account.Service has them.
type Accounts interface {
	Me(ctx context.Context, actor marketplace.Actor) (account.Person, error)
	Sessions(ctx context.Context, actor marketplace.Actor) ([]account.Session, error)
	CheckPassword(ctx context.Context, actor marketplace.Actor, password string) error
	Vouch(ctx context.Context, actor marketplace.Actor, who marketplace.ID, strong bool, agent string) (account.SignedIn, error)
}

// Service holds the verbs. A passkey is its person's alone: to everybody else there is none.
type Service struct {
	Deps
	facts      marketplace.Facts
	keys       store.Collection[passkey]
	challenges store.Collection[challenge]
}

// Schemas declares the collections of this package.
func Schemas() []store.Schema {
	return []store.Schema{
		{Collection: "passkeys", Indexes: []store.Index{{Name: "person", Fields: []string{"person", "created"}}}},
		{Collection: "passkey_challenges", Indexes: []store.Index{{Name: "expires", Fields: []string{"expires"}}}},
	}
}

// New makes the service.
func New(d Deps) *Service {
	schemas := Schemas()
	return &Service{
		Deps: d, facts: marketplace.Facts{IDs: d.IDs, Clock: d.Clock},
		keys: store.NewCollection[passkey](d.Store, schemas[0]), challenges: store.NewCollection[challenge](d.Store, schemas[1]),
	}
}

// Offered says whether this installation has passkeys.
func (s *Service) Offered() bool { return s.Ceremony != nil }

// List gives the actor's own passkeys, in the order in which they were made.
func (s *Service) List(ctx context.Context, actor marketplace.Actor) ([]Passkey, error) {
	out := []Passkey{}
	err := s.each(ctx, actor, func(k passkey) { out = append(out, k.Passkey) })
	return out, err
}

// Remove ends one of the actor's own passkeys; anybody else's is NotFound.
func (s *Service) Remove(ctx context.Context, actor marketplace.Actor, id marketplace.ID) error {
	e, err := s.keys.Get(ctx, id)
	if err != nil {
		return err
	}
	if actor.Person == "" || e.Value.Person != actor.Person {
		return notFound()
	}
	e.Value.Person, e.Value.Name, e.Value.Record = "", "", nil // it stays as nobody's, because the record names it
	_, err = s.keys.Save(ctx, e, s.fact(actor, "passkey.removed", id))
	return err
}

// Sweep deletes challenges that nobody answered; a job calls it.
func (s *Service) Sweep(ctx context.Context) error {
	return store.Sweep(ctx, s.challenges, "expires", s.Clock.Now())
}

func (s *Service) each(ctx context.Context, actor marketplace.Actor, do func(passkey)) error {
	if actor.Person == "" {
		return marketplace.Errorf(marketplace.Unauthenticated, "error.sign_in_first")
	}
	return s.keys.Each(ctx, store.Query{Index: "person", Eq: []any{string(actor.Person)}}, func(e store.Entry[passkey]) error {
		do(e.Value)
		return nil
	})
}

// ask keeps a question, and gives the challenge to name in the answer.
func (s *Service) ask(ctx context.Context, q Question, c challenge) (Asked, error) {
	c.ID, c.Kept, c.Expires = s.IDs(), q.Kept, marketplace.At(s.Clock().Add(Life))
	_, err := s.challenges.Insert(ctx, c.ID, c)
	return Asked{Challenge: c.ID, Options: json.RawMessage(q.Options)}, err
}

// Asked is a question to a browser.
type Asked struct {
	Challenge marketplace.ID
	Options   json.RawMessage
}

// spend uses a challenge up before anything else happens: of two answers one goes on.
func (s *Service) spend(ctx context.Context, id, who marketplace.ID) (challenge, error) {
	e, err := store.Change(ctx, s.challenges, id, func(c *challenge) ([]marketplace.Fact, error) {
		now := s.Clock.Now()
		if !c.open(who, now) {
			return nil, over()
		}
		c.Used = now
		return nil, nil
	})
	if marketplace.IsKind(err, marketplace.NotFound) || !id.Valid() {
		err = over()
	}
	return e.Value, err
}

func (s *Service) fact(actor marketplace.Actor, typ string, id marketplace.ID) marketplace.Fact {
	actor.Org = ""
	return s.facts.New(actor, typ, s.keys.Subject(id))
}

func notFound() error { return marketplace.Errorf(marketplace.NotFound, "error.not_found") }

func over() error { return marketplace.Errorf(marketplace.Conflict, "passkey.over") }

// refused is the one answer to every answer that is not good.
func refused(cause error) error {
	return marketplace.Errorf(marketplace.Conflict, "passkey.refused", cause)
}

func away() error { return marketplace.Errorf(marketplace.NotFound, "error.not_found") }
