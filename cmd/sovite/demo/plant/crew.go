package plant

import (
	"context"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/capacity"
)

// crewOf is a crew of the demo organiser with what is promised of it, counted in working days from the day it is put in.
type crewOf struct {
	id       marketplace.ID
	terms    capacity.Terms
	bookings []crewBooking
	closed   int // working day that is an exception; 0: none
}

type crewBooking struct {
	id, buyer          marketplace.ID
	sold               bool
	first, days        int // working days from today
	from, to           int // minutes from midnight
	people, supervised int
}

// crews are the crews of the demo organiser: one packs indoors, where supervisors run short, the other works outdoors.
func crews() []crewOf {
	packing := capacity.Terms{
		Name: "Pakkausryhmä", Trades: []string{"packing", "assembly", "price_labels"}, Postal: "33100", Site: "Paja, Tampere", Radius: 25_000, Ratio: 5, Published: true,
	}
	grounds := capacity.Terms{
		Name: "Pihatyöryhmä", Trades: []string{"grounds", "snow", "waste_sorting"}, Postal: "33200", Site: "Varikko", Radius: 40_000, Ratio: 4, Published: true,
	}
	for i := range 5 {
		packing.Week[i] = []capacity.Window{{From: 480, To: 690, Participants: 10, Supervisors: 2}, {From: 720, To: 900, Participants: 8, Supervisors: 1}}
	}
	for i := range 4 {
		grounds.Week[i] = []capacity.Window{{From: 450, To: 810, Participants: 6, Supervisors: 2}}
	}
	return []crewOf{
		{id: "demo-crew-pakkaus", terms: packing, closed: 12, bookings: []crewBooking{
			{id: "demo-booking-hotelli", buyer: "demo-org-hotelli", sold: true, first: 1, days: 9, from: 480, to: 690, people: 5, supervised: 1},
			{id: "demo-booking-keittio", buyer: "demo-org-keittio", sold: true, first: 2, days: 3, from: 720, to: 900, people: 4, supervised: 1},
			{id: "demo-booking-kirjasto", buyer: "demo-org-kirjasto", first: 4, days: 4, from: 480, to: 690, people: 5, supervised: 1},
		}},
		{id: "demo-crew-piha", terms: grounds, bookings: []crewBooking{
			{id: "demo-booking-puutarha", buyer: "demo-org-puutarha", sold: true, first: 1, days: 2, from: 450, to: 810, people: 6, supervised: 2},
		}},
	}
}

const organiserID marketplace.ID = "demo-org-kammenpaja"

// crew puts one crew in with its bookings and its exception.
func (s *seeder) crew(ctx context.Context, c crewOf) error {
	by := marketplace.System(organiserID)
	if _, err := s.Capacity.CreateOnce(ctx, by, c.id, c.terms); err != nil {
		return err
	}
	for _, b := range c.bookings {
		if err := s.book(ctx, by, c, b); err != nil {
			return err
		}
	}
	e, err := s.Capacity.Get(ctx, by, c.id)
	if err != nil || c.closed == 0 || len(e.Value.Exceptions) > 0 {
		return err
	}
	_, err = s.Capacity.SavePlan(ctx, by, c.id, e.Rev, capacity.Plan{From: s.workday(c, c.closed), Reason: capacity.Training, Note: "Henkilökunnan koulutuspäivä"})
	return there(err)
}

// book puts one booking in. It stays as it was when it was put in on another day.
func (s *seeder) book(ctx context.Context, by marketplace.Actor, c crewOf, b crewBooking) error {
	r := capacity.Request{ID: b.id, For: "demo-quote-" + b.id[len("demo-booking-"):], Buyer: b.buyer, Until: marketplace.At(s.Clock().Add(5 * 24 * time.Hour))}
	for i := range b.days {
		r.Loads = append(r.Loads, capacity.Load{Date: s.workday(c, b.first+i), From: b.from, To: b.to, Participants: b.people, Supervisors: b.supervised})
	}
	_, err := s.Capacity.Hold(ctx, by, c.id, r)
	if err == nil && b.sold {
		_, err = s.Capacity.Sell(ctx, by, c.id, b.id)
	}
	return there(err)
}

// workday is the n-th day from today on which the crew works.
func (s *seeder) workday(c crewOf, n int) marketplace.Date {
	d := s.Clock.Today()
	for {
		if len(c.terms.Week[(int(d.Time().Weekday())+6)%7]) > 0 {
			if n--; n < 0 {
				return d
			}
		}
		d = marketplace.DateOf(d.Time().AddDate(0, 0, 1), time.UTC)
	}
}
