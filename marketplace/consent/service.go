package consent

import (
	"cmp"
	"context"
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account"
	"sovite.fi/sovite/marketplace/store"
)

// Person is what this package knows of a client.
type Person struct {
	ID      marketplace.ID
	Org     marketplace.ID // the coaching provider
	Coach   marketplace.ID // whose caseload the client is on
	Lang    string
	Version int // of the newest profile; 0 when nothing was saved yet
}

// Clients finds a client by id, for whoever asks; NotFound if there is none. profile answers it.
type Clients func(ctx context.Context, id marketplace.ID) (Person, error)

// Of loads a client of the acting coach's own caseload; NotFound for everybody else's.
func (find Clients) Of(ctx context.Context, coach marketplace.Actor, id marketplace.ID) (Person, error) {
	if err := coach.Must(marketplace.RoleCoach); err != nil {
		return Person{}, err
	}
	p, err := find(ctx, id)
	if err != nil {
		return Person{}, err
	}
	if p.Org != coach.Org || p.Coach != coach.Person && !coach.System {
		return Person{}, notFound()
	}
	return p, nil
}

// Deps is what a Service needs.
type Deps struct {
	Store   store.Store
	Clock   marketplace.Clock
	IDs     marketplace.IDs
	Clients Clients
	Orgs    Organisations

	// Poster says which organisation posts a published task; NotFound if there is no such task.
	Poster func(ctx context.Context, task marketplace.ID) (marketplace.ID, error)

	// Over says whether what was done under a consent is over and came to nothing, so that the receiver needs no card any
	// more; introduction answers it. Without it nothing is ever over.
	Over func(ctx context.Context, id marketplace.ID) (bool, error)

	// InNetwork says whether somebody is a member of a client's network at this moment; network answers it. Without it
	// nobody is.
	InNetwork func(ctx context.Context, client, member marketplace.ID) (bool, error)
}

// Organisations answers about organisations; account does.
type Organisations interface {
	PublicOrganisation(ctx context.Context, id marketplace.ID) (account.PublicOrganisation, error)
}

// Service holds the verbs of consents. A coach sees those of their own clients, a client their own; to everybody else
// each verb answers as if there were no such consent.
type Service struct {
	Deps
	facts    marketplace.Facts
	consents store.Collection[Consent]
}

// Schemas declares the collection of this package.
func Schemas() []store.Schema {
	return []store.Schema{{Collection: "consents", Indexes: []store.Index{
		{Name: "client", Fields: []string{"client", "asked"}},
		{Name: "active", Fields: []string{"client", "receiver", "state", "answered"}},
		{Name: "receiver", Fields: []string{"receiver", "state", "answered"}},
		{Name: "due", Fields: []string{"state", "due"}},
		{Name: "holding", Fields: []string{"purpose", "state", "client"}},
	}}}
}

// New makes the service.
func New(d Deps) *Service {
	return &Service{Deps: d, facts: marketplace.Facts{IDs: d.IDs, Clock: d.Clock}, consents: store.NewCollection[Consent](d.Store, Schemas()[0])}
}

func notFound() error { return marketplace.Errorf(marketplace.NotFound, "error.not_found") }

// Today is the calendar day in Finland, or at most one winter hour ahead of it: then a consent ends an hour early, never
// late.
func (s *Service) Today() marketplace.Date {
	return s.Clock.Today()
}

// Ask puts a question to a client of the coach's own caseload. Invalid names the fields.
func (s *Service) Ask(ctx context.Context, coach marketplace.Actor, client marketplace.ID, r Request) (Consent, error) {
	who, err := s.Clients.Of(ctx, coach, client)
	if err != nil {
		return Consent{}, err
	}
	today := s.Today()
	r, bad := r.checked(who.Org, today)
	switch {
	case len(bad) > 0:
	case r.Purpose == CountedInTotals:
		bad, err = s.checkOnce(ctx, who)
	case r.Purpose == Network:
		bad, err = s.checkMember(ctx, client, r)
	default:
		bad, err = s.checkReceiver(ctx, r)
	}
	if err != nil || len(bad) > 0 {
		return Consent{}, cmp.Or(err, marketplace.InvalidFields(bad))
	}
	c := Consent{
		ID: s.IDs.For(ctx), Org: who.Org, Client: client, Purpose: r.Purpose, Receiver: r.Receiver, Task: r.Task, Fields: r.Fields, Until: r.Until,
		Text: Text, AskedBy: coach.Person, Asked: s.Clock.Now(), State: Asked,
	}
	c.AnswerBy = min(c.Until, today.AddDays(answerDays))
	c.Due = c.AnswerBy
	_, err = s.consents.Insert(ctx, c.ID, c, s.fact(coach, "consent.asked", c))
	return c, err
}

// checkOnce makes sure that a client who is counted, or is asked about it, is not asked once more.
func (s *Service) checkOnce(ctx context.Context, who Person) ([]marketplace.FieldError, error) {
	_, err := s.counted(ctx, who)
	if marketplace.IsKind(err, marketplace.NotFound) {
		return nil, nil
	}
	return []marketplace.FieldError{marketplace.Field("purpose", "consent.counted_already")}, err
}

// checkMember makes sure that the receiver is in the client's network, and that the part is neither shown nor asked for.
func (s *Service) checkMember(ctx context.Context, client marketplace.ID, r Request) ([]marketplace.FieldError, error) {
	in, err := s.inNetwork(ctx, client, r.Receiver)
	if err != nil {
		return nil, err
	}
	if !in {
		return []marketplace.FieldError{marketplace.Field("receiver", "consent.no_member")}, nil
	}
	open, err := s.Parts(ctx, client, r.Receiver)
	for _, c := range open {
		if slices.Equal(c.Fields, r.Fields) {
			return []marketplace.FieldError{marketplace.Field("fields", "consent.part_already")}, err
		}
	}
	return nil, err
}

func (s *Service) inNetwork(ctx context.Context, client, member marketplace.ID) (bool, error) {
	if s.InNetwork == nil {
		return false, nil
	}
	return s.InNetwork(ctx, client, member)
}

// checkReceiver makes sure that the receiver exists and, if the consent is about a task, posts it.
func (s *Service) checkReceiver(ctx context.Context, r Request) ([]marketplace.FieldError, error) {
	if _, err := s.Orgs.PublicOrganisation(ctx, r.Receiver); marketplace.IsKind(err, marketplace.NotFound) {
		return []marketplace.FieldError{marketplace.Field("receiver", "consent.no_receiver")}, nil
	} else if err != nil || r.Task == "" {
		return nil, err
	}
	poster, err := s.Poster(ctx, r.Task)
	if marketplace.IsKind(err, marketplace.NotFound) || err == nil && poster != r.Receiver {
		return []marketplace.FieldError{marketplace.Field("task", "consent.no_task")}, nil
	}
	return nil, err
}

// Answer is a client's yes or no.
type Answer struct {
	Present Presence // who was there
	Version int      // of the profile: the card that the client was shown; only a yes to a card needs it
}

// Give is the client's yes. Stale when the card shown is not of the newest profile: then the client has to see it first.
func (s *Service) Give(ctx context.Context, client marketplace.Actor, id marketplace.ID, a Answer) (Consent, error) {
	return s.answer(ctx, client, id, Give, a)
}

// Refuse is the client's no.
func (s *Service) Refuse(ctx context.Context, client marketplace.Actor, id marketplace.ID, a Answer) (Consent, error) {
	return s.answer(ctx, client, id, Refuse, a)
}

func (s *Service) answer(ctx context.Context, client marketplace.Actor, id marketplace.ID, e Event, a Answer) (Consent, error) {
	if err := mustBeClient(client); err != nil {
		return Consent{}, err
	}
	if err := checkPresence(a.Present); err != nil {
		return Consent{}, err
	}
	who, err := s.Clients(ctx, client.Person)
	if err != nil {
		return Consent{}, err
	}
	return s.move(ctx, client, id, e, func(c *Consent) error {
		c.Present = a.Present
		if e != Give || c.Purpose == CountedInTotals {
			return nil // there is no card
		}
		if a.Version != who.Version {
			return marketplace.Errorf(marketplace.Stale, "consent.card_changed")
		}
		c.Version = a.Version
		return s.stillMember(ctx, *c)
	})
}

// stillMember refuses a yes about somebody who has left the client's network meanwhile.
func (s *Service) stillMember(ctx context.Context, c Consent) error {
	if c.Purpose != Network {
		return nil
	}
	in, err := s.inNetwork(ctx, c.Client, c.Receiver)
	if err == nil && !in {
		err = marketplace.Errorf(marketplace.Conflict, "consent.state.lapsed")
	}
	return err
}

// Allow keeps what a client allows without being asked: OwnShifts, with an organiser as the receiver, for twelve months. One that
// stands is given back, so that allowing twice is one consent. No receiver can load it.
func (s *Service) Allow(ctx context.Context, client marketplace.Actor, receiver marketplace.ID) (Consent, error) {
	if err := mustBeClient(client); err != nil {
		return Consent{}, err
	}
	today := s.Today()
	c, err := s.Active(ctx, client.Person, receiver, OwnShifts, today)
	if !marketplace.IsKind(err, marketplace.NotFound) {
		return c, err
	}
	who, err := s.Clients(ctx, client.Person)
	if err != nil {
		return Consent{}, err
	}
	until, now := today.AddMonths(MostMonths), s.Clock.Now()
	c = Consent{
		ID: s.IDs.For(ctx), Org: who.Org, Client: client.Person, Purpose: OwnShifts, Receiver: receiver, Fields: []Field{}, Until: until, Text: Text,
		AskedBy: client.Person, Asked: now, AnswerBy: today, State: Given, Due: until, Answered: now, Present: "alone",
	}
	_, err = s.consents.Insert(ctx, c.ID, c, s.fact(client, "consent."+string(Given), c))
	return c, err
}

// Withdraw takes a consent back; from then on no reader gets anything under it.
func (s *Service) Withdraw(ctx context.Context, client marketplace.Actor, id marketplace.ID) (Consent, error) {
	return s.move(ctx, client, id, Withdraw, func(*Consent) error { return nil })
}

// Talk says that the client wants to talk about it before answering. The question stays open. Saying it again changes
// nothing.
func (s *Service) Talk(ctx context.Context, client marketplace.Actor, id marketplace.ID) (Consent, error) {
	return s.change(ctx, client, id, func(c *Consent) (string, error) {
		if state := c.On(s.Today()).State; state != Asked {
			return "", marketplace.Errorf(marketplace.Conflict, "consent.state."+string(state))
		}
		if !c.Talk.IsZero() {
			return "", store.ErrUnchanged
		}
		c.Talk = s.Clock.Now()
		return "consent.talk_wanted", nil
	})
}

// move makes a move that only the client may make.
func (s *Service) move(ctx context.Context, client marketplace.Actor, id marketplace.ID, e Event, note func(*Consent) error) (Consent, error) {
	return s.change(ctx, client, id, func(c *Consent) (string, error) {
		next, err := c.moved(e, s.Clock.Now(), s.Today())
		if err != nil {
			return "", err
		}
		if err := note(&next); err != nil {
			return "", err
		}
		*c = next
		return "consent." + string(next.State), nil
	})
}

// change lets the client change one of their own consents, with one fact.
func (s *Service) change(ctx context.Context, client marketplace.Actor, id marketplace.ID, decide func(*Consent) (string, error)) (Consent, error) {
	if err := mustBeClient(client); err != nil {
		return Consent{}, err
	}
	e, err := store.Change(ctx, s.consents, id, func(c *Consent) ([]marketplace.Fact, error) {
		if c.Client != client.Person {
			return nil, notFound()
		}
		typ, err := decide(c)
		if err != nil {
			return nil, err
		}
		return []marketplace.Fact{s.fact(client, typ, *c)}, nil
	})
	if err != nil {
		return Consent{}, err
	}
	return e.Value, nil
}

// RunOut writes down which consents ran out and which questions nobody answered. Nothing depends on it being done: what
// ran out is over on its day.
func (s *Service) RunOut(ctx context.Context) error {
	today := s.Today()
	for state, event := range map[State]Event{Given: Expire, Asked: Lapse} {
		q := store.Query{Index: "due", Eq: []any{string(state)}, To: string(today)}
		err := s.consents.Each(ctx, q, func(e store.Entry[Consent]) error {
			_, err := store.Change(ctx, s.consents, e.ID, func(c *Consent) ([]marketplace.Fact, error) {
				next, err := c.moved(event, s.Clock.Now(), today)
				if err != nil || c.Due >= today {
					return nil, store.ErrUnchanged // the client was quicker
				}
				*c = next
				return []marketplace.Fact{s.fact(marketplace.System(c.Org), "consent."+string(next.State), *c)}, nil
			})
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// fact tells what happened to a consent, in the record of the client's provider.
func (s *Service) fact(actor marketplace.Actor, typ string, c Consent) marketplace.Fact {
	actor.Org = c.Org
	return s.facts.New(actor, typ, s.consents.Subject(c.ID), "client", c.Client, "receiver", c.Receiver, "purpose", c.Purpose)
}

// mustBeClient refuses everybody but a client who came in through their own door: no coach, no owner, not the program.
func mustBeClient(actor marketplace.Actor) error {
	switch {
	case actor.IsClient():
		return nil
	case actor.Person == "" && !actor.System:
		return marketplace.Errorf(marketplace.Unauthenticated, "error.sign_in_first")
	}
	return marketplace.Errorf(marketplace.Forbidden, "error.forbidden")
}
