package network

import (
	"context"
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/consent"
	"sovite.fi/sovite/marketplace/consent/door"
	"sovite.fi/sovite/marketplace/placement"
	"sovite.fi/sovite/marketplace/store"
)

// The purposes under which reads are recorded: a coach's of who is in a network, and a supporter's of what they are let see.
const (
	Purpose     = "network"
	PurposeView = "network_view"
)

const clientsCollection = "clients/"

// Of lists the network of a client of the coach's own caseload, who came last first; those who left stand there too. The read
// is recorded.
func (s *Service) Of(ctx context.Context, coach marketplace.Actor, client marketplace.ID) ([]Member, error) {
	who, err := s.Clients.Of(ctx, coach, client)
	if err != nil {
		return nil, err
	}
	if err := s.Reads.Seen(ctx, coach, clientsCollection+string(client), Purpose, who.Org); err != nil {
		return nil, err
	}
	return s.members(ctx, client)
}

// Get loads one supporter of a client of the coach's own caseload. The read is recorded.
func (s *Service) Get(ctx context.Context, coach marketplace.Actor, client, id marketplace.ID) (Member, error) {
	one, err := s.coached(ctx, coach, client, id)
	if err != nil {
		return Member{}, err
	}
	if err := s.Reads.Seen(ctx, coach, clientsCollection+string(client), Purpose, one.Org); err != nil {
		return Member{}, err
	}
	return s.member(ctx, one)
}

// Mine lists the client's own network. Reading about oneself is not recorded.
func (s *Service) Mine(ctx context.Context, client marketplace.Actor) ([]Member, error) {
	if err := mustBeClient(client); err != nil {
		return nil, err
	}
	return s.members(ctx, client.Person)
}

// My loads one supporter of the client's own network.
func (s *Service) My(ctx context.Context, client marketplace.Actor, id marketplace.ID) (Member, error) {
	one, err := s.mine(ctx, client, id)
	if err != nil {
		return Member{}, err
	}
	return s.member(ctx, one)
}

// MyView is what a supporter sees at this moment, for the client whose network it is: the same as the supporter reads.
func (s *Service) MyView(ctx context.Context, client marketplace.Actor, id marketplace.ID) (View, error) {
	one, err := s.mine(ctx, client, id)
	if err != nil || !one.Ended.IsZero() {
		return View{}, err
	}
	open, err := s.Consents.Parts(ctx, one.Client, id)
	if err != nil {
		return View{}, err
	}
	return s.view(ctx, one, given(open))
}

// Preview is what the supporter would see, or sees, under one of the client's own consents. Under one that is neither asked
// nor given it is empty.
func (s *Service) Preview(ctx context.Context, client marketplace.Actor, under marketplace.ID) (View, error) {
	c, err := s.Consents.My(ctx, client, under)
	if err != nil {
		return View{}, err
	}
	one, err := s.mine(ctx, client, c.Receiver)
	if err != nil || c.State != consent.Asked && c.State != consent.Given {
		return View{}, err
	}
	return s.view(ctx, one, []consent.Consent{c})
}

// Seen is a supporter's own view, and who they are.
type Seen struct {
	Supporter Supporter
	View      View
	Until     marketplace.Date // the last day on which anything of it is shown
}

// View is how a supporter reads. Each consent under which something is shown has its own entry in the record of reads,
// written before anything is shown. Unauthenticated "door.visit_over" when nothing may be shown.
func (s *Service) View(ctx context.Context, supporter marketplace.Actor) (Seen, error) {
	if !supporter.IsSupporter() {
		return Seen{}, marketplace.Errorf(marketplace.Forbidden, "error.forbidden")
	}
	one, held, err := s.held(ctx, supporter.Person)
	if err == nil && len(held) == 0 {
		err = marketplace.Errorf(marketplace.Unauthenticated, "door.visit_over")
	}
	if err != nil {
		return Seen{}, err
	}
	v, err := s.view(ctx, one, held)
	if err != nil {
		return Seen{}, err
	}
	until := held[0].Until
	for _, c := range held {
		until = max(until, c.Until)
		if err := s.Reads.SeenUnder(ctx, supporter, clientsCollection+string(one.Client), PurposeView, one.Org, c.ID); err != nil {
			return Seen{}, err
		}
	}
	return Seen{Supporter: one, View: v, Until: until}, nil
}

// Holder is a supporter as the holder of a door: Shut when nothing may be shown at this moment. NotFound if there is nobody.
func (s *Service) Holder(ctx context.Context, id marketplace.ID) (door.Holder, error) {
	one, held, err := s.held(ctx, id)
	return door.Holder{Client: one.Client, Lang: one.Lang, Shut: len(held) == 0}, err
}

// In says whether somebody is in a client's network at this moment, for consent.
func (s *Service) In(ctx context.Context, client, id marketplace.ID) (bool, error) {
	e, err := s.supporters.Get(ctx, id)
	if marketplace.IsKind(err, marketplace.NotFound) {
		return false, nil
	}
	return err == nil && e.Value.Client == client && e.Value.Ended.IsZero(), err
}

// held is a supporter with the consents under which something is shown at this moment.
func (s *Service) held(ctx context.Context, id marketplace.ID) (Supporter, []consent.Consent, error) {
	e, err := s.supporters.Get(ctx, id)
	if err != nil || !e.Value.Ended.IsZero() {
		return e.Value, nil, err
	}
	open, err := s.Consents.Parts(ctx, e.Value.Client, id)
	return e.Value, given(open), err
}

// view gathers what some consents tell, and nothing that they do not.
func (s *Service) view(ctx context.Context, one Supporter, under []consent.Consent) (View, error) {
	from := Sources{Today: s.Clock.Today()}
	var fields []consent.Field
	for _, c := range under {
		fields = append(fields, c.Fields...)
		card, err := s.Cards.CardUnder(ctx, c)
		if err != nil {
			return View{}, err
		}
		from.Lines = append(from.Lines, card.Lines...)
	}
	if slices.Contains(fields, consent.NextStep) {
		course, err := s.Courses.CourseOf(ctx, one.Client)
		if err != nil && !marketplace.IsKind(err, marketplace.NotFound) {
			return View{}, err
		}
		from.Course = course
	}
	if slices.Contains(fields, consent.Meetings) || slices.Contains(fields, consent.Workdays) {
		keep := func(p placement.Placement) error { from.Placements = append(from.Placements, p); return nil }
		if err := s.Placements.EachOf(ctx, one.Org, one.Client, keep); err != nil {
			return View{}, err
		}
	}
	return Shown(fields, from), nil
}

// coached loads a supporter for the client's coach; NotFound for everybody else's, and under another client's address.
func (s *Service) coached(ctx context.Context, coach marketplace.Actor, client, id marketplace.ID) (Supporter, error) {
	if _, err := s.Clients.Of(ctx, coach, client); err != nil {
		return Supporter{}, err
	}
	return s.within(ctx, client, id)
}

func (s *Service) mine(ctx context.Context, client marketplace.Actor, id marketplace.ID) (Supporter, error) {
	if err := mustBeClient(client); err != nil {
		return Supporter{}, err
	}
	return s.within(ctx, client.Person, id)
}

func (s *Service) within(ctx context.Context, client, id marketplace.ID) (Supporter, error) {
	e, err := s.supporters.Get(ctx, id)
	if err == nil && e.Value.Client != client {
		err = notFound()
	}
	if err != nil {
		return Supporter{}, err
	}
	return e.Value, nil
}

func (s *Service) member(ctx context.Context, one Supporter) (Member, error) {
	if !one.Ended.IsZero() {
		return memberOf(one, nil), nil
	}
	open, err := s.Consents.Parts(ctx, one.Client, one.ID)
	return memberOf(one, open), err
}

func (s *Service) members(ctx context.Context, client marketplace.ID) ([]Member, error) {
	all, err := s.all(ctx, client)
	if err != nil {
		return nil, err
	}
	out := []Member{}
	for _, one := range all {
		m, err := s.member(ctx, one)
		if err != nil {
			return nil, err
		}
		out = append(out, m)
	}
	return out, nil
}

func (s *Service) all(ctx context.Context, client marketplace.ID) ([]Supporter, error) {
	found, _, err := s.supporters.Find(ctx, store.Query{Index: "client", Eq: []any{string(client)}, Desc: true, Limit: mostMembers})
	var out []Supporter
	for _, e := range found {
		out = append(out, e.Value)
	}
	return out, err
}
