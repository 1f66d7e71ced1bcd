package capacity

import (
	"context"
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/matching/likeness"
)

// Mine lists the crews of the actor's organiser by name: those that work, or those that are retired.
func (s *Service) Mine(ctx context.Context, actor marketplace.Actor, retired bool, page marketplace.Page) (marketplace.List[Entry], error) {
	out := marketplace.List[Entry]{Items: []Entry{}}
	if err := s.organiser(ctx, actor, readers()); err != nil {
		return out, err
	}
	q := store.Query{Index: "org", Eq: []any{string(actor.Org), retired}, Limit: page.Size(), After: page.After}
	found, next, err := s.crews.Find(ctx, q)
	out.Items, out.Next = append(out.Items, found...), next
	return out, err
}

// Get loads a crew of the actor's organiser, its bookings as they stand now.
func (s *Service) Get(ctx context.Context, actor marketplace.Actor, id marketplace.ID) (Entry, error) {
	e, err := s.own(ctx, actor, id, readers())
	if err != nil {
		return Entry{}, err
	}
	now := s.Clock.Now()
	for i, b := range e.Value.Bookings {
		e.Value.Bookings[i].State = b.At(now)
	}
	return e, nil
}

// Days reads the calendar of a crew of the actor's organiser: days from one on, 1 to 92.
func (s *Service) Days(ctx context.Context, actor marketplace.Actor, id marketplace.ID, from marketplace.Date, days int) ([]Day, error) {
	e, err := s.own(ctx, actor, id, readers())
	if err != nil {
		return nil, err
	}
	return e.Value.Calendar(from, days, s.Clock.Now()), nil
}

// Offer is what others may know of a published crew.
type Offer struct {
	ID     marketplace.ID
	Org    marketplace.ID // the organiser
	Name   string
	Trades []string
	Postal string
	Site   string
	Radius int // metres
	Ratio  int
	Weeks  []FreeWeek
}

// FreeWeek is how much of a week is free.
type FreeWeek struct {
	Monday marketplace.Date
	Hours  int // crew hours for which supervisors are free, rounded down to whole fives
}

// Search names what a buyer looks for; empty fields ask for nothing.
type Search struct {
	Trade  string
	Region string // Finnish name
	Postal string // where the work is: crews whose area reaches it
}

const (
	offerWeeks = 8
	coarse     = 5 * 4 // quarters: finer numbers would tell what others buy
)

// Offers lists published crews by region and name, for whoever works for an organisation. A page can be shorter than asked
// for.
func (s *Service) Offers(ctx context.Context, actor marketplace.Actor, want Search, page marketplace.Page) (marketplace.List[Offer], error) {
	out := marketplace.List[Offer]{Items: []Offer{}}
	if err := actor.Must(marketplace.Roles()...); err != nil {
		return out, err
	}
	q := store.Query{Index: "published", Eq: []any{true, false}, Limit: page.Size(), After: page.After}
	if want.Region != "" {
		q.Eq = append(q.Eq, want.Region)
	}
	found, next, err := s.crews.Find(ctx, q)
	for _, e := range found {
		if s.wanted(e.Value.Terms, want) {
			out.Items = append(out.Items, e.Value.offer(s.Clock.Now()))
		}
	}
	out.Next = next
	return out, err
}

// Offer reads one published crew.
func (s *Service) Offer(ctx context.Context, actor marketplace.Actor, id marketplace.ID) (Offer, error) {
	if err := actor.Must(marketplace.Roles()...); err != nil {
		return Offer{}, err
	}
	e, err := s.crews.Get(ctx, id)
	if err != nil {
		return Offer{}, err
	}
	if !e.Value.Terms.Published || e.Value.Retired {
		return Offer{}, notFound()
	}
	return e.Value.offer(s.Clock.Now()), nil
}

// wanted says whether a crew does the trade and its area reaches the place.
func (s *Service) wanted(t Terms, want Search) bool {
	if want.Trade != "" && !slices.Contains(t.Trades, want.Trade) {
		return false
	}
	if want.Postal == "" {
		return true
	}
	from, known := s.Places.Postal(t.Postal)
	to, there := s.Places.Postal(want.Postal)
	return known && there && likeness.Kilometres(from.Lat, from.Lon, to.Lat, to.Lon)*1000 <= float64(t.Radius)
}

// offer is what others may know.
func (c Crew) offer(now marketplace.Instant) Offer {
	t := c.Terms
	out := Offer{ID: c.ID, Org: c.Org, Name: t.Name, Trades: t.Trades, Postal: t.Postal, Site: t.Site, Radius: t.Radius, Ratio: t.Ratio}
	for w := range offerWeeks {
		week := FreeWeek{Monday: plusDays(Monday(now.Day()), 7*w)}
		var free money.Quarters
		for _, d := range c.Calendar(week.Monday, 7, now) {
			free += d.Sellable
		}
		week.Hours = int(free / coarse * coarse / 4)
		out.Weeks = append(out.Weeks, week)
	}
	return out
}
