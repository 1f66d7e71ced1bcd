package request

import (
	"context"

	"sovite.fi/sovite/marketplace"
)

// Called says that a request is a call-off (kotiinkutsu) from a framework agreement, and what both told there once for every
// order that follows.
type Called struct {
	Frame   marketplace.ID `json:"frame"`
	Number  int            `json:"number"`            // of the call-off; 1 for the first
	Safety  string         `json:"safety,omitempty"`  // the buyer's instructions for the site, at most 2,000 characters
	Hazards string         `json:"hazards,omitempty"` // that the organiser's work brings, at most 2,000 characters
}

// Call is a call-off as marketplace/frame makes it of what was agreed.
type Call struct {
	ID        marketplace.ID
	Brief     Brief
	Organiser marketplace.ID
	Called    Called
	Follows   marketplace.ID // the order whose work goes on; empty: none
}

// CallOff opens a request for one organiser, on terms that both agreed on before: there is no draft of it, nobody else is
// asked, and its quote is sent by the flow that calls off. For the buyer, in whose name the program does it. Invalid when
// something is missing. Doing it again changes nothing.
func (s *Service) CallOff(ctx context.Context, actor marketplace.Actor, c Call) (Request, error) {
	if err := actor.Must(Buyers()...); err != nil {
		return Request{}, err
	}
	now, called := s.Clock.Now(), c.Called
	r := Request{
		ID: c.ID, Org: actor.Org, By: actor.Person, Brief: c.Brief.stored(s.Scale), State: Draft, Live: true, Called: &called, Follows: c.Follows, Created: now,
	}
	if there, err := s.Get(ctx, actor, c.ID); !marketplace.IsKind(err, marketplace.NotFound) {
		return there.Value, err
	}
	if err := r.Brief.check(s.lists(), true, now); err != nil {
		return r, err
	}
	r, err := r.after(Send, now)
	if err != nil {
		return r, err
	}
	if r, err = s.inviting(ctx, r, []marketplace.ID{c.Organiser}); err != nil {
		return r, err
	}
	e, err := s.all.Insert(ctx, c.ID, r, append(s.invitations(actor, r, nil), s.fact(actor, "request.opened", r))...)
	if marketplace.IsKind(err, marketplace.Conflict) {
		e, err = s.Get(ctx, actor, c.ID)
	}
	return e.Value, err
}
