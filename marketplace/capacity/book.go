package capacity

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/check"
	"sovite.fi/sovite/marketplace/store"
)

// Hold keeps capacity for a quote until a moment, for the organiser. Conflict with the shortage when it does not fit. The
// same request again changes nothing, whatever became of the booking since.
func (s *Service) Hold(ctx context.Context, actor marketplace.Actor, crew marketplace.ID, r Request) (Booking, error) {
	if _, err := s.own(ctx, actor, crew, keepers()); err != nil {
		return Booking{}, err
	}
	return s.book(ctx, actor, crew, r.ID, "held", func(c Crew, now marketplace.Instant) (Crew, bool, error) { return c.hold(r, now) })
}

// Extend holds until another moment, for the organiser; a hold that has run out is taken up again if it still fits.
func (s *Service) Extend(ctx context.Context, actor marketplace.Actor, crew, id marketplace.ID, until marketplace.Instant) (Booking, error) {
	if _, err := s.own(ctx, actor, crew, keepers()); err != nil {
		return Booking{}, err
	}
	var f check.Fields
	if checkUntil(&f, until, s.Clock.Now()); len(f.Errors()) > 0 {
		return Booking{}, marketplace.InvalidFields(f.Errors())
	}
	return s.step(ctx, actor, crew, id, "extended", step{event: Extend, until: until})
}

// Sell makes a hold an order's, for the organiser or the buyer. One that has run out is sold if it still fits, and refused
// with the shortage otherwise. Selling twice changes nothing.
func (s *Service) Sell(ctx context.Context, actor marketplace.Actor, crew, id marketplace.ID) (Booking, error) {
	if _, _, err := s.party(ctx, actor, crew, id, keepers(), buyers()); err != nil {
		return Booking{}, err
	}
	return s.step(ctx, actor, crew, id, "sold", step{event: Sell})
}

// Release lets go of a booking: the organiser of any, the buyer of a hold. What was worked before today stays. Releasing
// twice changes nothing.
func (s *Service) Release(ctx context.Context, actor marketplace.Actor, crew, id marketplace.ID) (Booking, error) {
	b, seller, err := s.party(ctx, actor, crew, id, keepers(), buyers())
	if err != nil {
		return Booking{}, err
	}
	if b.State == Sold && !seller {
		return Booking{}, marketplace.Errorf(marketplace.Forbidden, "capacity.sold_stays")
	}
	return s.step(ctx, actor, crew, id, "released", step{event: Release})
}

// Move puts other loads in the place of those of today and later, all or none, for the organiser: fewer people, other
// hours, another day. To take everything away, release. A booking that is not in the state given (empty: whichever) is left
// alone, with an error that WrongState knows: who changes a quote must not change what was sold meanwhile.
func (s *Service) Move(ctx context.Context, actor marketplace.Actor, crew, id marketplace.ID, was State, loads []Load) (Booking, error) {
	if _, err := s.own(ctx, actor, crew, keepers()); err != nil {
		return Booking{}, err
	}
	var f check.Fields
	if checkLoads(&f, loads, s.Clock.Today()); len(f.Errors()) > 0 {
		return Booking{}, marketplace.InvalidFields(f.Errors())
	}
	return s.step(ctx, actor, crew, id, "moved", step{event: Move, was: was, loads: loads})
}

// Fits says what loads lack now, for the organiser; nothing when they could be held.
func (s *Service) Fits(ctx context.Context, actor marketplace.Actor, crew marketplace.ID, loads []Load) ([]Shortage, error) {
	e, err := s.own(ctx, actor, crew, readers())
	if err != nil {
		return nil, err
	}
	var f check.Fields
	if checkLoads(&f, loads, s.Clock.Today()); len(f.Errors()) > 0 {
		return nil, marketplace.InvalidFields(f.Errors())
	}
	return e.Value.short(loads, e.Value.live(s.Clock.Now(), "")), nil
}

// Booking reads one booking, for the organiser and its buyer.
func (s *Service) Booking(ctx context.Context, actor marketplace.Actor, crew, id marketplace.ID) (Booking, error) {
	b, _, err := s.party(ctx, actor, crew, id, readers(), append(buyers(), marketplace.RoleBilling))
	return b, err
}

// party loads a booking, as it stands now, of the actor's crew (seller) or for the actor's organisation; NotFound for every
// other.
func (s *Service) party(ctx context.Context, actor marketplace.Actor, crew, id marketplace.ID, sells, buys []marketplace.Role) (b Booking, seller bool, err error) {
	if err := actor.Must(append(sells, buys...)...); err != nil {
		return Booking{}, false, err
	}
	e, err := s.crews.Get(ctx, crew)
	if err != nil {
		return Booking{}, false, err
	}
	b, there := e.Value.booking(id)
	seller = e.Value.Org == actor.Org && actor.Has(sells...)
	if buyer := b.Buyer == actor.Org && actor.Has(buys...); !there || !seller && !buyer {
		return Booking{}, false, notFound()
	}
	b.State = b.At(s.Clock.Now())
	return b, seller, nil
}

func (s *Service) step(ctx context.Context, actor marketplace.Actor, crew, id marketplace.ID, verb string, st step) (Booking, error) {
	return s.book(ctx, actor, crew, id, verb, func(c Crew, now marketplace.Instant) (Crew, bool, error) { return c.take(id, st, now) })
}

// book decides about one booking and saves its crew, with a fact for it and one for each thing that time brought.
func (s *Service) book(ctx context.Context, actor marketplace.Actor, crew, id marketplace.ID, verb string, decide func(Crew, marketplace.Instant) (Crew, bool, error)) (Booking, error) {
	e, err := s.change(ctx, crew, func(c *Crew) ([]marketplace.Fact, error) {
		now := s.Clock.Now()
		after, repeat, err := decide(*c, now)
		if err != nil {
			return nil, err
		}
		if repeat {
			return nil, store.ErrUnchanged
		}
		*c = after
		b, _ := c.booking(id)
		return append(s.settled(actor, c, now), s.booked(actor, "capacity."+verb, *c, b)), nil
	})
	b, _ := e.Value.booking(id)
	b.State = b.At(s.Clock.Now())
	if err != nil {
		return Booking{}, err
	}
	return b, nil
}
