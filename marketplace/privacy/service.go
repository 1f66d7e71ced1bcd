package privacy

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/audit"
	"sovite.fi/sovite/marketplace/consent"
	"sovite.fi/sovite/marketplace/privacy/holding"
	"sovite.fi/sovite/marketplace/store"
)

// Deps is what a Service needs.
type Deps struct {
	Store    store.Store
	Clock    marketplace.Clock
	IDs      marketplace.IDs
	Reads    *audit.Reads
	Clients  consent.Clients
	Consents Consents
	Accounts Accounts
	SignIns  SignIns
	Teller   Teller
}

// SignIns says whether the actor signed in just now; passkey.Service does.
type SignIns interface {
	Fresh(ctx context.Context, actor marketplace.Actor, session marketplace.ID) (bool, error)
}

// Consents ends what a client allowed; consent.Service does.
type Consents interface {
	Mine(ctx context.Context, client marketplace.Actor, page marketplace.Page) (marketplace.List[consent.Consent], error)
	Withdraw(ctx context.Context, client marketplace.Actor, id marketplace.ID) (consent.Consent, error)
}

// Accounts ends memberships and closes accounts; account.Service does.
type Accounts interface {
	RemoveMember(ctx context.Context, actor marketplace.Actor, who marketplace.ID) error
	Disable(ctx context.Context, actor marketplace.Actor, who marketplace.ID) error
	CheckPassword(ctx context.Context, actor marketplace.Actor, password string) error
}

// Service holds the verbs of erasures. A client asks for their own; the client's coach and the owners of the coaching provider see
// and decide those of its clients; a person with an account closes their own. To everybody else there are none.
type Service struct {
	Deps
	facts    marketplace.Facts
	erasures store.Collection[Erasure]
}

// Entry is an erasure with its revision.
type Entry = store.Entry[Erasure]

// Schemas declares the collection of this package.
func Schemas() []store.Schema {
	return []store.Schema{{Collection: "erasures", Indexes: []store.Index{
		{Name: "org", Fields: []string{"org", "state", "asked"}},
		{Name: "state", Fields: []string{"state", "asked"}},
	}}}
}

// New makes the service.
func New(d Deps) *Service {
	return &Service{Deps: d, facts: marketplace.Facts{IDs: d.IDs, Clock: d.Clock}, erasures: store.NewCollection[Erasure](d.Store, Schemas()[0])}
}

func notFound() error { return marketplace.Errorf(marketplace.NotFound, "error.not_found") }

func (s *Service) fact(actor marketplace.Actor, typ string, e Erasure) marketplace.Fact {
	actor.Org = e.Org
	return s.facts.New(actor, typ, s.erasures.Subject(e.Subject), "subject", e.Subject, "whose", string(e.Whose))
}

// AskMine asks for the client's own data to be erased.
func (s *Service) AskMine(ctx context.Context, client marketplace.Actor) (Entry, error) {
	if !client.IsClient() {
		return Entry{}, marketplace.Errorf(marketplace.Forbidden, "error.forbidden")
	}
	return s.ask(ctx, client, holding.Client, client.Person, client.Org, false)
}

// AskFor asks on behalf of a client of the coach's own caseload.
func (s *Service) AskFor(ctx context.Context, coach marketplace.Actor, client marketplace.ID) (Entry, error) {
	who, err := s.coached(ctx, coach, client)
	if err != nil {
		return Entry{}, err
	}
	return s.ask(ctx, coach, holding.Client, client, who.Org, true)
}

func (s *Service) coached(ctx context.Context, coach marketplace.Actor, client marketplace.ID) (consent.Person, error) {
	if err := coach.Must(marketplace.RoleCoach); err != nil {
		return consent.Person{}, err
	}
	return s.Clients.Of(ctx, coach, client)
}

// ask makes the document or moves the one that is there.
func (s *Service) ask(ctx context.Context, actor marketplace.Actor, w holding.Whose, id, org marketplace.ID, staff bool) (Entry, error) {
	now, today := s.Clock.Now(), s.Clock.Today()
	fresh, err := Erasure{Subject: id, Whose: w, Org: org}.asked(staff, now, today)
	if err != nil {
		return Entry{}, err
	}
	e, err := s.erasures.Insert(ctx, id, fresh, s.fact(actor, "erasure.asked", fresh))
	if !marketplace.IsKind(err, marketplace.Conflict) {
		return e, err
	}
	return s.change(ctx, actor, id, func(e Erasure) (Erasure, error) { return e.asked(staff, now, today) })
}

// change moves an erasure; the fact is named after the state.
func (s *Service) change(ctx context.Context, actor marketplace.Actor, id marketplace.ID, move func(Erasure) (Erasure, error)) (Entry, error) {
	return store.Change(ctx, s.erasures, id, func(e *Erasure) ([]marketplace.Fact, error) {
		next, err := move(*e)
		if err != nil {
			return nil, err
		}
		*e = next
		return []marketplace.Fact{s.fact(actor, "erasure."+string(next.State), next)}, nil
	})
}

// Mine is the client's own erasure; the zero Erasure when none was ever asked for.
func (s *Service) Mine(ctx context.Context, client marketplace.Actor) (Erasure, error) {
	if !client.IsClient() {
		return Erasure{}, marketplace.Errorf(marketplace.Forbidden, "error.forbidden")
	}
	e, err := s.erasures.Get(ctx, client.Person)
	if marketplace.IsKind(err, marketplace.NotFound) {
		return Erasure{}, nil
	}
	return e.Value, err
}

// TakeBack is the client thinking better of it, as long as nobody has decided.
func (s *Service) TakeBack(ctx context.Context, client marketplace.Actor) (Entry, error) {
	if !client.IsClient() {
		return Entry{}, marketplace.Errorf(marketplace.Forbidden, "error.forbidden")
	}
	return s.change(ctx, client, client.Person, Erasure.takenBack)
}

// Waiting lists the erasures of the organisation's clients that somebody has to decide, the oldest first: for its owners. They see
// the pseudonym of a client and nothing else.
func (s *Service) Waiting(ctx context.Context, owner marketplace.Actor, page marketplace.Page) (marketplace.List[Erasure], error) {
	out := marketplace.List[Erasure]{Items: []Erasure{}}
	if err := owner.Must(marketplace.RoleOwner); err != nil {
		return out, err
	}
	if owner.Org == "" {
		return out, marketplace.Errorf(marketplace.Forbidden, "error.forbidden")
	}
	found, next, err := s.erasures.Find(ctx, store.Query{Index: "org", Eq: []any{string(owner.Org), string(Asked)}, Limit: page.Size(), After: page.After})
	for _, e := range found {
		out.Items = append(out.Items, e.Value)
	}
	out.Next = next
	return out, err
}

// may loads the erasure of a client for whoever may decide it; the zero Erasure with the subject for the client's coach when none
// was asked for. NotFound for everybody else.
func (s *Service) may(ctx context.Context, actor marketplace.Actor, client marketplace.ID) (Erasure, error) {
	e, err := s.erasures.Get(ctx, client)
	asked := err == nil && e.Value.Whose == holding.Client
	if err != nil && !marketplace.IsKind(err, marketplace.NotFound) {
		return Erasure{}, err
	}
	if err := actor.Must(marketplace.RoleCoach, marketplace.RoleOwner); err != nil {
		return Erasure{}, err
	}
	if asked && e.Value.Org == actor.Org && actor.Has(marketplace.RoleOwner) {
		return e.Value, nil
	}
	if actor.Has(marketplace.RoleCoach) {
		who, err := s.Clients.Of(ctx, actor, client)
		if err != nil {
			return Erasure{}, err
		}
		if asked {
			return e.Value, nil
		}
		return Erasure{Subject: client, Whose: holding.Client, Org: who.Org}, nil
	}
	return Erasure{}, notFound()
}

// Refuse says no to the erasure of a client.
func (s *Service) Refuse(ctx context.Context, actor marketplace.Actor, client marketplace.ID, why Reason) (Entry, error) {
	if _, err := s.may(ctx, actor, client); err != nil {
		return Entry{}, err
	}
	return s.change(ctx, actor, client, func(e Erasure) (Erasure, error) { return e.refused(actor.Person, why, s.Clock.Now()) })
}

// Decide says yes to the erasure of a client; it is carried out at once, and cannot be undone. Conflict "privacy.obstacle…" while
// something stands in the way.
func (s *Service) Decide(ctx context.Context, actor marketplace.Actor, client marketplace.ID) (Entry, error) {
	e, err := s.may(ctx, actor, client)
	if err != nil {
		return Entry{}, err
	}
	ways, err := s.obstacles(ctx, holding.Subject{Whose: holding.Client, ID: client, Org: e.Org})
	if err != nil {
		return Entry{}, err
	}
	return s.change(ctx, actor, client, func(e Erasure) (Erasure, error) { return e.decided(actor.Person, ways, s.Clock.Now()) })
}

// Close closes the person's own account, once the password says that it is they, or without one that they signed in just now in this
// session: not everybody has a password. It cannot be undone. Conflict "privacy.obstacle…" while something stands in the way.
func (s *Service) Close(ctx context.Context, actor marketplace.Actor, session marketplace.ID, password string) (Entry, error) {
	if actor.Person == "" || actor.IsVisitor() {
		return Entry{}, marketplace.Errorf(marketplace.Unauthenticated, "error.sign_in_first")
	}
	if err := s.proven(ctx, actor, session, password); err != nil {
		return Entry{}, err
	}
	who, err := holding.Whom(ctx, s.Store, holding.Person, actor.Person)
	if err != nil {
		return Entry{}, err
	}
	ways, err := s.obstacles(ctx, who)
	if err != nil {
		return Entry{}, err
	}
	if len(ways) > 0 {
		return Entry{}, marketplace.Errorf(marketplace.Conflict, "privacy.obstacle."+string(ways[0]))
	}
	if _, err := s.ask(ctx, actor, holding.Person, actor.Person, "", false); err != nil && !marketplace.IsKind(err, marketplace.Conflict) {
		return Entry{}, err
	}
	return s.change(ctx, actor, actor.Person, func(e Erasure) (Erasure, error) { return e.decided(actor.Person, nil, s.Clock.Now()) })
}

// proven says that it is the actor; Invalid at "password" when neither the password nor the sign-in does.
func (s *Service) proven(ctx context.Context, actor marketplace.Actor, session marketplace.ID, password string) error {
	if password != "" {
		return s.Accounts.CheckPassword(ctx, actor, password)
	}
	fresh, err := s.SignIns.Fresh(ctx, actor, session)
	if err == nil && !fresh {
		err = marketplace.InvalidFields([]marketplace.FieldError{marketplace.Field("password", "privacy.sign_in_again")})
	}
	return err
}

// Expire erases a client whose coaching ended long ago, by the program itself. Conflict "privacy.obstacle…" while something stands in
// the way.
func (s *Service) Expire(ctx context.Context, program marketplace.Actor, client marketplace.ID) error {
	if !program.System {
		return marketplace.Errorf(marketplace.Forbidden, "error.forbidden")
	}
	ways, err := s.obstacles(ctx, holding.Subject{Whose: holding.Client, ID: client, Org: program.Org})
	if err != nil {
		return err
	}
	if len(ways) > 0 {
		return marketplace.Errorf(marketplace.Conflict, "privacy.obstacle."+string(ways[0]))
	}
	if _, err := s.ask(ctx, program, holding.Client, client, program.Org, true); err != nil && !marketplace.IsKind(err, marketplace.Conflict) {
		return err
	}
	_, err = s.change(ctx, program, client, func(e Erasure) (Erasure, error) { return e.decided("", nil, s.Clock.Now()) })
	return err
}
