package capacity

import (
	"context"
	"slices"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store"
)

// Work writes down which holds have run out and takes out of the crews what is long past. It is a job: it may be done
// twice, and one that comes late changes nothing about what was free.
func (s *Service) Work(ctx context.Context) error {
	now := s.Clock.Now()
	q := store.Query{Index: "next", Eq: []any{true}, To: marketplace.At(now.Time().Add(time.Millisecond)).String()}
	return s.crews.Each(ctx, q, func(e store.Entry[Crew]) error {
		_, err := s.change(ctx, e.ID, func(c *Crew) ([]marketplace.Fact, error) {
			if !c.Watched || c.Next.Time().After(now.Time()) {
				return nil, store.ErrUnchanged // somebody was quicker
			}
			return s.settled(marketplace.System(c.Org), c, now), nil
		})
		return err
	})
}

// happening is something that time or a change brought to a booking.
type happening struct {
	verb    string
	booking Booking
}

// tidy is the crew after everything that time has brought to it: holds that have run out, and bookings and exceptions that
// are long past. Every verb saves it so. It is pure.
func (c Crew) tidy(now marketplace.Instant) (Crew, []happening) {
	var happened []happening
	first := plusDays(now.Day(), -keepDays)
	kept := make([]Booking, 0, len(c.Bookings))
	for _, b := range c.Bookings {
		if b.State == Held && b.At(now) == Expired {
			b.State, b.Changed = Expired, b.Until
			happened = append(happened, happening{"expired", b})
		}
		b = b.aged(first)
		switch {
		case len(b.Loads) > 0, !b.State.Live() && b.Changed.Day() >= first:
			kept = append(kept, b)
		case b.State.Live(), b.Past != Hours{}:
			happened = append(happened, happening{"ended", b})
		}
	}
	c.Bookings = forgetEnded(kept)
	c.Exceptions = slices.DeleteFunc(slices.Clone(c.Exceptions), func(x Exception) bool { return x.Date < first })
	c.Next = c.wakes()
	c.Watched = !c.Next.IsZero()
	return c, happened
}

// aged is the booking without the loads of before a day; what was sold is added up.
func (b Booking) aged(first marketplace.Date) Booking {
	for _, l := range before(b.Loads, first) {
		if b.State == Sold || b.State == Released {
			b.Past = b.Past.plus(l.Hours())
		}
	}
	b.Loads = since(b.Loads, first)
	return b
}

// forgetEnded leaves the newest of the bookings that came to nothing: they are kept only so that a repeat is known.
func forgetEnded(list []Booking) []Booking {
	ended := 0
	for i := len(list) - 1; i >= 0; i-- {
		if b := list[i]; b.State.Live() || b.Past != (Hours{}) {
			continue
		}
		if ended++; ended > maxEnded {
			list = slices.Delete(list, i, i+1)
		}
	}
	return list
}

// wakes is when time next brings something to the crew; the zero Instant for never.
func (c Crew) wakes() marketplace.Instant {
	var next marketplace.Instant
	sooner := func(i marketplace.Instant) {
		if next.IsZero() || i.Time().Before(next.Time()) {
			next = i
		}
	}
	leaves := func(d marketplace.Date) { sooner(marketplace.At(plusDays(d, keepDays+1).Time())) }
	for _, b := range c.Bookings {
		if b.State == Held {
			sooner(b.Until)
		}
		if !b.State.Live() {
			leaves(b.Changed.Day())
		}
		for _, l := range b.Loads {
			leaves(l.Date)
		}
	}
	for _, x := range c.Exceptions {
		leaves(x.Date)
	}
	return next
}
