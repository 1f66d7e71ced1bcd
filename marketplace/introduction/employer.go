package introduction

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/profile"
	"sovite.fi/sovite/marketplace/store"
)

// Reading is an introduction as the employer may read it. Card is empty once it ended without an agreement: then the
// employer needs it no more.
type Reading struct {
	Introduction
	Card    *profile.Card
	Contact string // the coach, through whom the client is reached
}

// Inbox lists the open or the ended introductions that the employer's organisation received, newest first. No card is in
// it, and nothing whose consent is over. A page can be shorter than asked for.
func (s *Service) Inbox(ctx context.Context, employer marketplace.Actor, open bool, page marketplace.Page) (marketplace.List[Introduction], error) {
	if err := employer.Must(marketplace.RoleEmployer, marketplace.RoleOwner); err != nil {
		return marketplace.List[Introduction]{}, err
	}
	q := store.Query{Index: "employer", Eq: []any{string(employer.Org), open}, Desc: true}
	list, err := s.list(ctx, q, page, func(i Introduction, held bool) bool { return held && i.State != Withdrawn })
	for n, i := range list.Items {
		list.Items[n] = i.forEmployer()
	}
	return list, err
}

// Read loads one introduction with the card, which is recorded as a read, and marks it as seen; an administrator who looks through the
// employer's eyes has not seen it for them.
func (s *Service) Read(ctx context.Context, employer marketplace.Actor, id marketplace.ID) (Reading, error) {
	i, err := s.received(ctx, employer, id)
	if err != nil {
		return Reading{}, err
	}
	out := Reading{Introduction: i}
	if i.Open || i.State == Agreed {
		card, _, err := s.Profiles.ReadCard(ctx, employer, i.Consent)
		if err != nil {
			return Reading{}, err
		}
		out.Card = &card
	}
	if out.Contact, err = s.Contact(ctx, i.Org, i.Coach); err != nil || i.State != Sent || marketplace.ActingFrom(ctx).Visit != "" {
		return out, err
	}
	seen, err := s.employerMoves(ctx, employer, id, step{event: See})
	if marketplace.IsKind(err, marketplace.Conflict) {
		return out, nil // a colleague was quicker
	}
	out.Introduction = seen
	return out, err
}

// Received loads one introduction without the card, for a form about it.
func (s *Service) Received(ctx context.Context, employer marketplace.Actor, id marketplace.ID) (Introduction, error) {
	return s.received(ctx, employer, id)
}

// Propose names a day on which the employer would like to meet the client. The coach answers.
func (s *Service) Propose(ctx context.Context, employer marketplace.Actor, id marketplace.ID, day marketplace.Date) (Introduction, error) {
	i, err := s.received(ctx, employer, id)
	if err != nil {
		return Introduction{}, err
	}
	if err := marketplace.InvalidFields(i.checkDay("day", day, s.Today())); err != nil {
		return Introduction{}, err
	}
	return s.employerMoves(ctx, employer, id, step{event: Propose, day: day})
}

// Offer says that the employer wants to go on. The coach talks with the client and answers.
func (s *Service) Offer(ctx context.Context, employer marketplace.Actor, id marketplace.ID) (Introduction, error) {
	return s.employerMoves(ctx, employer, id, step{event: Offer})
}

// Refuse says no, and why.
func (s *Service) Refuse(ctx context.Context, employer marketplace.Actor, id marketplace.ID, r Refusal) (Introduction, error) {
	if _, err := s.received(ctx, employer, id); err != nil {
		return Introduction{}, err
	}
	r, err := r.checked()
	if err != nil {
		return Introduction{}, err
	}
	return s.employerMoves(ctx, employer, id, step{event: Refuse, refusal: r})
}

func (s *Service) employerMoves(ctx context.Context, employer marketplace.Actor, id marketplace.ID, st step) (Introduction, error) {
	if _, err := s.received(ctx, employer, id); err != nil {
		return Introduction{}, err
	}
	st.who = employer.Person
	i, err := s.move(ctx, employer, id, func(i Introduction) error {
		_, err := s.readable(ctx, employer, i)
		return err
	}, st)
	return i.forEmployer(), err
}

// received loads an introduction that the employer may read; NotFound for every other.
func (s *Service) received(ctx context.Context, employer marketplace.Actor, id marketplace.ID) (Introduction, error) {
	if err := employer.Must(marketplace.RoleEmployer, marketplace.RoleOwner); err != nil {
		return Introduction{}, err
	}
	e, err := s.all.Get(ctx, id)
	if err != nil {
		return Introduction{}, err
	}
	return s.readable(ctx, employer, e.Value)
}

// readable is NotFound unless the introduction came to the employer's organisation, the consent holds, and nobody took it
// back.
func (s *Service) readable(ctx context.Context, employer marketplace.Actor, i Introduction) (Introduction, error) {
	if i.Employer != employer.Org || i.State == Withdrawn {
		return Introduction{}, notFound()
	}
	i, held, err := s.standing(ctx, i)
	if err == nil && !held {
		err = notFound()
	}
	return i.forEmployer(), err
}

// forEmployer is the introduction without what the matcher said.
func (i Introduction) forEmployer() Introduction {
	i.Forecast = ""
	return i
}
