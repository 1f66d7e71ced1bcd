package quote

import (
	"context"
	"slices"
	"strconv"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/capacity"
)

// A quote has one booking at a time. When one is over for good (let go of, displaced, or run out with other loads) another
// follows, with the next number; the first has the id of the quote.
func bookingID(quote marketplace.ID, n int) marketplace.ID {
	if n == 1 {
		return quote
	}
	return quote + marketplace.ID("-"+strconv.Itoa(n))
}

// reserve makes sure that exactly these loads are held for a quote until a moment, whatever was held before, and gives the
// number of the booking; what is sold stays sold. Doing it again changes nothing. Conflict with the shortage when they do
// not fit.
func (s *Service) reserve(ctx context.Context, actor marketplace.Actor, q Quote, c Content, until marketplace.Instant) (int, error) {
	keeper, today := onBehalf(actor, q.Org), s.Clock.Today()
	for n := max(1, q.Hold); ; n++ {
		id := bookingID(q.ID, n)
		b, err := s.Crews.Booking(ctx, keeper, c.Crew, id)
		if marketplace.IsKind(err, marketplace.NotFound) {
			_, err := s.Crews.Hold(ctx, keeper, c.Crew, capacity.Request{ID: id, For: q.ID, Buyer: q.Buyer, Until: until, Loads: c.Loads})
			if marketplace.IsKind(err, marketplace.NotFound) {
				err = marketplace.InvalidFields([]marketplace.FieldError{marketplace.Field("crew", "quote.crew")})
			}
			return n, err
		}
		if err != nil {
			return 0, err
		}
		same := slices.Equal(since(b.Loads, today), since(c.Loads, today))
		switch b.State {
		case capacity.Held, capacity.Expired:
			if b.State == capacity.Expired && !same {
				continue
			}
			err := s.keep(ctx, keeper, c, b, same, until)
			if !capacity.WrongState(err) {
				return n, err
			}
			n-- // somebody sold it or let go of it in between: look again
		case capacity.Sold:
			if !same {
				return n, marketplace.Errorf(marketplace.Conflict, "request.not_now")
			}
			return n, nil
		case capacity.Released, capacity.Displaced:
		}
	}
}

// keep brings a booking to these loads, until this moment.
func (s *Service) keep(ctx context.Context, keeper marketplace.Actor, c Content, b capacity.Booking, same bool, until marketplace.Instant) error {
	if !same {
		if _, err := s.Crews.Move(ctx, keeper, c.Crew, b.ID, b.State, c.Loads); err != nil {
			return err
		}
	}
	if b.State == capacity.Held && b.Until == until {
		return nil
	}
	_, err := s.Crews.Extend(ctx, keeper, c.Crew, b.ID, until)
	return err
}

// sell makes a version's loads an order's, and gives the number of the booking. Doing it again changes nothing.
func (s *Service) sell(ctx context.Context, actor marketplace.Actor, q Quote, v Version) (int, error) {
	until, now := v.Until, s.Clock.Now()
	if !until.Time().After(now.Time()) {
		until = hours(now, 1) // gone on with late: long enough to be sold
	}
	n, err := s.reserve(ctx, actor, q, v.Content, until)
	if err != nil {
		return n, err
	}
	_, err = s.Crews.Sell(ctx, onBehalf(actor, q.Org), v.Crew, bookingID(q.ID, n))
	return n, err
}

// release lets go of what is held or sold for a quote. Doing it again changes nothing.
func (s *Service) release(ctx context.Context, actor marketplace.Actor, q Quote) error {
	if q.Crew == "" {
		return nil
	}
	return s.letGo(ctx, actor, q, func(b capacity.Booking) bool { return b.State.Live() })
}

// letGo releases some of the bookings of a quote.
func (s *Service) letGo(ctx context.Context, actor marketplace.Actor, q Quote, which func(capacity.Booking) bool) error {
	keeper := onBehalf(actor, q.Org)
	for n := max(1, q.Hold); ; n++ {
		b, err := s.Crews.Booking(ctx, keeper, q.Crew, bookingID(q.ID, n))
		if marketplace.IsKind(err, marketplace.NotFound) {
			return nil
		}
		if err == nil && which(b) {
			_, err = s.Crews.Release(ctx, keeper, q.Crew, b.ID)
		}
		if err != nil {
			return err
		}
	}
}

// unsell lets go of what was sold for an award that the quote did not take, and holds what is still on offer, if it can be
// had. Doing it again changes nothing.
func (s *Service) unsell(ctx context.Context, actor marketplace.Actor, q Quote) error {
	if !q.Live {
		return s.release(ctx, actor, q)
	}
	if err := s.letGo(ctx, actor, q, func(b capacity.Booking) bool { return b.State == capacity.Sold }); err != nil {
		return err
	}
	return s.rehold(ctx, actor, q)
}

// rehold holds what is on offer, if it can be had: after what was to come of it did not, its booking may be gone, or be for
// something else. Doing it again changes nothing.
func (s *Service) rehold(ctx context.Context, actor marketplace.Actor, q Quote) error {
	v, _ := q.Newest()
	if q.State != Sent || q.Sending != nil || q.ended(s.Clock.Now()) {
		return nil
	}
	if _, err := s.reserve(ctx, actor, q, v.Content, v.Until); !lasting(err) {
		return err
	}
	return nil
}

// held says whether the newest version's capacity is held or sold.
func (s *Service) held(ctx context.Context, q Quote) (bool, error) {
	v, sent := q.Newest()
	if !sent {
		return false, nil
	}
	b, err := s.Crews.Booking(ctx, marketplace.System(q.Org), v.Crew, bookingID(q.ID, max(1, q.Hold)))
	if marketplace.IsKind(err, marketplace.NotFound) {
		return false, nil
	}
	return b.State.Live(), err
}

// free says whether the newest version's capacity could be held again.
func (s *Service) free(ctx context.Context, q Quote) (bool, error) {
	v, _ := q.Newest()
	short, err := s.Crews.Fits(ctx, marketplace.System(q.Org), v.Crew, v.Loads)
	if lasting(err) {
		return false, nil
	}
	return len(short) == 0, err
}

// since are the loads of a day and later, in order.
func since(loads []capacity.Load, d marketplace.Date) []capacity.Load {
	loads = slices.DeleteFunc(slices.Clone(loads), func(l capacity.Load) bool { return l.Date < d })
	slices.SortStableFunc(loads, compareLoads)
	return loads
}
