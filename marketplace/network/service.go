package network

import (
	"context"
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/audit"
	"sovite.fi/sovite/marketplace/coaching"
	"sovite.fi/sovite/marketplace/consent"
	"sovite.fi/sovite/marketplace/consent/door"
	"sovite.fi/sovite/marketplace/placement"
	"sovite.fi/sovite/marketplace/profile"
	"sovite.fi/sovite/marketplace/store"
)

// Deps is what a Service needs. Its ports are answered by the slices that they name.
type Deps struct {
	Store      store.Store
	Clock      marketplace.Clock
	IDs        marketplace.IDs
	Clients    consent.Clients
	Reads      *audit.Reads
	Consents   Consents
	Doors      *door.Service // of supporters
	Cards      Cards
	Courses    Courses
	Placements Placements
}

// Consents is what is asked of the client; consent does it.
type Consents interface {
	Ask(ctx context.Context, coach marketplace.Actor, client marketplace.ID, r consent.Request) (consent.Consent, error)
	Parts(ctx context.Context, client, member marketplace.ID) ([]consent.Consent, error)
	My(ctx context.Context, client marketplace.Actor, id marketplace.ID) (consent.Consent, error)
}

// Cards makes what a consent tells of a profile; profile does.
type Cards interface {
	CardUnder(ctx context.Context, c consent.Consent) (profile.Card, error)
}

// Courses tells the newest course of a client, for the program itself; coaching does.
type Courses interface {
	CourseOf(ctx context.Context, client marketplace.ID) (coaching.Course, error)
}

// Placements tells the placements of a client, for the program itself; placement does.
type Placements interface {
	EachOf(ctx context.Context, org, client marketplace.ID, do func(placement.Placement) error) error
}

// Service holds the verbs of networks. A coach sees the networks of their own caseload, a client their own, a supporter their
// view; to everybody else each verb answers as if there were nothing.
type Service struct {
	Deps
	facts      marketplace.Facts
	supporters store.Collection[Supporter]
}

// Schemas declares the collection of this package.
func Schemas() []store.Schema {
	return []store.Schema{{Collection: "supporters", Indexes: []store.Index{{Name: "client", Fields: []string{"client", "added"}}}}}
}

// New makes the service.
func New(d Deps) *Service {
	return &Service{Deps: d, facts: marketplace.Facts{IDs: d.IDs, Clock: d.Clock}, supporters: store.NewCollection[Supporter](d.Store, Schemas()[0])}
}

func notFound() error { return marketplace.Errorf(marketplace.NotFound, "error.not_found") }

// mustBeClient refuses everybody but a client who came in through their own door.
func mustBeClient(actor marketplace.Actor) error {
	switch {
	case actor.IsClient():
		return nil
	case actor.Person == "" && !actor.System:
		return marketplace.Errorf(marketplace.Unauthenticated, "error.sign_in_first")
	}
	return marketplace.Errorf(marketplace.Forbidden, "error.forbidden")
}

// Add writes down somebody beside a client of the coach's own caseload. They see nothing by that. Conflict "network.full" when
// there are too many.
func (s *Service) Add(ctx context.Context, coach marketplace.Actor, client marketplace.ID, d Details) (Member, error) {
	who, err := s.Clients.Of(ctx, coach, client)
	if err != nil {
		return Member{}, err
	}
	if d, err = d.checked(); err != nil {
		return Member{}, err
	}
	all, err := s.all(ctx, client)
	if err == nil && len(all) >= mostMembers {
		err = marketplace.Errorf(marketplace.Conflict, "network.full", "most", mostMembers)
	}
	if err != nil {
		return Member{}, err
	}
	one := d.in(Supporter{ID: s.IDs.For(ctx), Org: who.Org, Client: client, Added: s.Clock.Now(), AddedBy: coach.Person})
	_, err = s.supporters.Insert(ctx, one.ID, one, s.fact(coach, "supporter.added", one))
	return memberOf(one, nil), err
}

// Change corrects what was written down. Saving the same changes nothing. Conflict "network.ended" for who has left.
func (s *Service) Change(ctx context.Context, coach marketplace.Actor, client, id marketplace.ID, d Details) (Member, error) {
	if _, err := s.coached(ctx, coach, client, id); err != nil {
		return Member{}, err
	}
	d, err := d.checked()
	if err != nil {
		return Member{}, err
	}
	return s.change(ctx, coach, id, "supporter.changed", func(one *Supporter) error {
		switch {
		case !one.Ended.IsZero():
			return ended()
		case d.in(*one) == *one:
			return store.ErrUnchanged
		}
		*one = d.in(*one)
		return nil
	})
}

// Questions are what a client is asked about a supporter.
type Questions struct {
	Fields []consent.Field  // of consent.NetworkFields, at least one
	Until  marketplace.Date // empty: six months from today; at most twelve
}

// Ask asks the client, for each field by a question of its own, whether the supporter may see it. What is shown or asked for
// already is not asked again, so that asking again after a crash asks what is left. Only the client answers.
func (s *Service) Ask(ctx context.Context, coach marketplace.Actor, client, id marketplace.ID, q Questions) (Member, error) {
	one, err := s.coached(ctx, coach, client, id)
	if err == nil && !one.Ended.IsZero() {
		err = ended()
	}
	if err == nil && len(q.Fields) == 0 {
		err = marketplace.InvalidFields([]marketplace.FieldError{marketplace.Field("fields", "field.required")})
	}
	if err != nil {
		return Member{}, err
	}
	m, err := s.member(ctx, one)
	for i, f := range q.Fields {
		if err != nil {
			return Member{}, err
		}
		if m.Has(f) || slices.Contains(q.Fields[:i], f) {
			continue
		}
		_, err = s.Consents.Ask(ctx, coach, client, consent.Request{Purpose: consent.Network, Receiver: id, Fields: []consent.Field{f}, Until: q.Until})
	}
	if err != nil {
		return Member{}, err
	}
	return s.member(ctx, one)
}

// Invite makes a supporter's link and gives its token, which is shown this once; the link of before is over. Conflict
// "network.no_yes" until the client has said yes to something.
func (s *Service) Invite(ctx context.Context, coach marketplace.Actor, client, id marketplace.ID) (string, error) {
	if _, err := s.coached(ctx, coach, client, id); err != nil {
		return "", err
	}
	token, err := s.Doors.Make(ctx, coach, id)
	if marketplace.IsKind(err, marketplace.Conflict) {
		return "", marketplace.Errorf(marketplace.Conflict, "network.no_yes")
	}
	return token, err
}

// Door tells the coach how a supporter's link stands.
func (s *Service) Door(ctx context.Context, coach marketplace.Actor, client, id marketplace.ID) (door.Door, error) {
	if _, err := s.coached(ctx, coach, client, id); err != nil {
		return door.Door{}, err
	}
	return s.Doors.Of(ctx, coach, id)
}

// CloseDoor ends a supporter's link and visits; the consents stay.
func (s *Service) CloseDoor(ctx context.Context, coach marketplace.Actor, client, id marketplace.ID) error {
	if _, err := s.coached(ctx, coach, client, id); err != nil {
		return err
	}
	return s.Doors.Close(ctx, coach, id)
}

// End takes a supporter out of a client's network: from this write on they see nothing and are asked about no more. The coach
// of the client and the client may. Ending again changes nothing.
func (s *Service) End(ctx context.Context, actor marketplace.Actor, client, id marketplace.ID) (Member, error) {
	var err error
	if actor.IsClient() {
		_, err = s.mine(ctx, actor, id)
	} else {
		_, err = s.coached(ctx, actor, client, id)
	}
	if err != nil {
		return Member{}, err
	}
	return s.change(ctx, actor, id, "supporter.ended", func(one *Supporter) error {
		if !one.Ended.IsZero() {
			return store.ErrUnchanged
		}
		one.Ended, one.EndedBy = s.Clock.Now(), actor.Person
		return nil
	})
}

func ended() error { return marketplace.Errorf(marketplace.Conflict, "network.ended") }

// change saves one supporter with one fact.
func (s *Service) change(ctx context.Context, actor marketplace.Actor, id marketplace.ID, typ string, decide func(*Supporter) error) (Member, error) {
	e, err := store.Change(ctx, s.supporters, id, func(one *Supporter) ([]marketplace.Fact, error) {
		if err := decide(one); err != nil {
			return nil, err
		}
		return []marketplace.Fact{s.fact(actor, typ, *one)}, nil
	})
	if err != nil {
		return Member{}, err
	}
	return s.member(ctx, e.Value)
}

func (s *Service) fact(actor marketplace.Actor, typ string, one Supporter) marketplace.Fact {
	actor.Org = one.Org
	return s.facts.New(actor, typ, s.supporters.Subject(one.ID), "client", one.Client, "supporter", one.ID)
}
