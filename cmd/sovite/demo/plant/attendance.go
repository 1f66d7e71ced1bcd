package plant

import (
	"context"
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/capacity"
	"sovite.fi/sovite/marketplace/order"
	"sovite.fi/sovite/marketplace/order/gate"
	"sovite.fi/sovite/marketplace/price"
	"sovite.fi/sovite/marketplace/quote"
	"sovite.fi/sovite/marketplace/roster"
	"sovite.fi/sovite/marketplace/roster/limit"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/matching"
)

const (
	todaysOrder marketplace.ID = "demo-order-tanaan"
	leaderID    marketplace.ID = "demo-person-jarjestaja"
)

// crewMembers are those who work today.
func crewMembers() map[marketplace.ID]string {
	return map[marketplace.ID]string{"demo-member-aino": "Aino", "demo-member-eero": "Eero", "demo-member-leena": "Leena", "demo-member-onni": "Onni"}
}

// todaysShifts puts in what is worked on the day on which the demo data is put in, whichever day of the week that is: an order
// with its three shifts.
func (s *seeder) todaysShifts(ctx context.Context) error {
	today, by := s.Clock.Today(), marketplace.System(organiserID)
	for id, name := range crewMembers() {
		about := roster.About{
			Name: name, Form: "employment", Age: limit.Adult, Most: 2400, Hoped: 1200, Inductions: []roster.Induction{{At: todaysOrder, On: today}},
			Equipment: roster.Equipments(),
		}
		for _, day := range capacity.Weekdays() {
			about.Times = append(about.Times, roster.Time{Day: day, From: 420, To: 1080})
		}
		if _, err := s.Rosters.AddMemberOnce(ctx, by, id, about); err != nil {
			return err
		}
	}
	return s.rostered(ctx, orderOfToday(today))
}

// rostered puts in an order with its published shifts. They are put into the store as they are, because what leads there takes
// days. What is there already stays as it is.
func (s *seeder) rostered(ctx context.Context, o order.Order) error {
	o, err := s.decided(ctx, o)
	if err != nil {
		return err
	}
	_, err = store.NewCollection[order.Order](s.Store, order.Schemas()[0]).Insert(ctx, o.ID, o)
	if there(err) != nil {
		return err
	}
	weeks := store.NewCollection[roster.Week](s.Store, roster.Schemas()[1])
	for _, l := range o.Newest().Loads {
		monday := capacity.Monday(l.Date)
		id := roster.WeekIDOf(o.Org, monday)
		e, err := weeks.Get(ctx, id)
		switch {
		case marketplace.IsKind(err, marketplace.NotFound):
			_, err = weeks.Insert(ctx, id, withShifts(roster.Week{ID: id, Org: o.Org, Monday: monday}, o))
		case err == nil && !slices.ContainsFunc(e.Value.Work, func(w roster.Work) bool { return w.Order == o.ID }):
			e.Value = withShifts(e.Value, o)
			_, err = weeks.Save(ctx, e)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// decided is an order as it is after both sides have told their parts and the organiser has confirmed it.
func (s *seeder) decided(ctx context.Context, o order.Order) (order.Order, error) {
	now, day := s.Clock.Now(), o.First
	agreed := &o.Agreed[0]
	for i, l := range agreed.Lines {
		amount, err := l.Unit.Amount(l.Rate, l.Quantity)
		if err != nil {
			return o, err
		}
		agreed.Lines[i].Amount = amount
		agreed.Total += amount
	}
	agreed.Supervisor, o.Contact = "Tellervo Pajuoja", buyerID
	o.Staffing = order.Staffing{
		Told: now, OrganiserIs: "foundation", Site: gate.CustomerSite, Directs: gate.Organiser, Result: agreed.Title,
		Participants: []gate.Participants{{Form: "employment", Number: len(crewMembers())}},
	}
	o.Readiness = order.Readiness{
		Insurance: []gate.Insurance{{Form: "employment", By: "employer", Seen: day}}, Hazards: "Ei omia vaaroja.", HazardsOn: day,
		SupervisorsInducted: 1, ParticipantsInducted: len(crewMembers()), Competent: true,
	}
	o.Conditions = order.Conditions{Told: now, Redirect: "no", Safety: "Poistuminen aulan kautta. Ensiapu vastaanotossa.", SafetyOn: day}
	o.Declared = []gate.Declaration{
		{By: gate.Organiser, Person: sellerID, Name: "Tellervo Pajuoja", On: day}, {By: gate.Client, Person: buyerID, Name: "Marjut Kuikkaniemi", On: day},
	}
	asked := o
	asked.Live = true // what is over is not judged any more
	found, err := s.Orders.Judged(ctx, asked)
	o.Decision = &order.Decision{On: day, At: now, By: sellerID, Name: "Tellervo Pajuoja", Results: found.Results, Liability: found.Liability}
	return o, err
}

func orderOfToday(today marketplace.Date) order.Order {
	var loads []capacity.Load
	for _, times := range [][2]int{{480, 600}, {720, 900}, {930, 1020}} {
		loads = append(loads, capacity.Load{Date: today, From: times[0], To: times[1], Participants: 4, Supervisors: 1})
	}
	return order.Order{
		ID: todaysOrder, Org: organiserID, Buyer: "demo-org-hotelli", Crew: "demo-crew-pakkaus", State: order.Confirmed, Live: true, First: today, Last: today,
		Agreed: []order.Agreed{{
			Number: 1, Title: "Liinavaatteiden pakkaus", Work: "Puhtaat liinavaatteet taitellaan ja pakataan kerroksittain.", Trades: []string{"packing"},
			Postal: "33100", Address: "Hämeenkatu 1", Hazards: matching.Chosen("dust", "wet_floor"), Induction: "Vuoropäällikkö ottaa vastaan takaovella.", Loads: loads,
			Lines: []quote.Line{
				{Unit: price.CrewHour, Name: "Ryhmätunti", Quantity: 36, Rate: 21_0000},
				{Unit: price.Piece, Name: "Pakattu erä", Quantity: 40, Rate: 1_5000},
				{Unit: price.SquareMetre, Name: "Siivottu lattia", Quantity: 5000, Rate: 8000},
			},
		}},
	}
}

// withShifts is a week with those of the published shifts of an order that are in it, in which all work.
func withShifts(w roster.Week, o order.Order) roster.Week {
	for _, l := range o.Newest().Loads {
		if capacity.Monday(l.Date) != w.Monday {
			continue
		}
		w.Shifts = append(w.Shifts, roster.Shift{
			ID: roster.ShiftIDOf(o.ID, l.Date, l.From), Order: o.ID, Buyer: o.Buyer, Crew: "demo-crew-pakkaus", Date: l.Date, From: l.From, To: l.To,
			Participants: l.Participants, Supervisors: l.Supervisors, Leaders: []marketplace.ID{leaderID}, Published: true,
			Members: []marketplace.ID{"demo-member-aino", "demo-member-eero", "demo-member-leena", "demo-member-onni"},
		})
	}
	w.Work = append(w.Work, roster.WorkOf(o))
	return w
}
