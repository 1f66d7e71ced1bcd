package plant

import (
	"context"

	"sovite.fi/sovite/cmd/sovite/demo"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/attendance"
	"sovite.fi/sovite/marketplace/capacity"
	"sovite.fi/sovite/marketplace/order"
	"sovite.fi/sovite/marketplace/price"
	"sovite.fi/sovite/marketplace/quote"
	"sovite.fi/sovite/marketplace/roster"
	"sovite.fi/sovite/marketplace/timesheet"
	"sovite.fi/sovite/marketplace/timesheet/line"
	"sovite.fi/sovite/matching"
)

const workedOrder marketplace.ID = "demo-order-varasto"

// workedDay is a shift of an order that is finished, as its supervisor marked and signed it.
type workedDay struct {
	days    int // from the Monday of this week
	pieces  price.Quantity
	people  []attendance.Marking // who was not there the whole time
	words   string
	signOff int // how many days ago the organiser signed it off; 0: not yet
	approve int // how many days ago the buyer approved it; 0: not yet
}

// workedDays are three weeks: the first was approved and billed, the second is approved, of the third one day waits for the buyer and
// the other for the organiser.
func workedDays() []workedDay {
	late := attendance.Marking{Person: "demo-member-eero", Mark: attendance.Mark{State: attendance.Late, From: morning + 60, To: noon}}
	away := attendance.Marking{Person: "demo-member-leena", Mark: attendance.Mark{State: attendance.Absent, Absence: attendance.Unwell}}
	return []workedDay{
		{days: -20, pieces: 52, signOff: 15, approve: 14},
		{days: -13, pieces: 60, signOff: 7, approve: 6},
		{days: -6, pieces: 48, people: []attendance.Marking{late, away}, words: "Tavara tuli tunnin myöhässä.", signOff: 1},
		{days: -4, pieces: 64},
	}
}

// hours puts in an order of the weeks before with the hours of its shifts, as far as both sides have come with them.
func (s *seeder) hours(ctx context.Context, data demo.Data) error {
	monday := capacity.Monday(s.Clock.Today())
	o := orderOfBefore(monday)
	if err := s.rostered(ctx, o); err != nil {
		return err
	}
	for _, d := range workedDays() {
		day := monday.AddDays(d.days)
		id := timesheet.IDOf(o.ID, timesheet.WeekOf(day))
		err := s.daysAgo(day.DaysTo(s.Clock.Today()), func() error { return s.signed(ctx, o, day, d) })
		if err == nil && d.signOff > 0 {
			err = s.daysAgo(d.signOff, func() error { return s.stoodBy(ctx, member(data, sellerID), id, day) })
		}
		if err == nil && d.approve > 0 {
			err = s.daysAgo(d.approve, func() error { return s.approved(ctx, member(data, buyerID), id) })
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func orderOfBefore(monday marketplace.Date) order.Order {
	var loads []capacity.Load
	for _, d := range workedDays() {
		loads = append(loads, capacity.Load{Date: monday.AddDays(d.days), From: morning, To: noon, Participants: 4, Supervisors: 1})
	}
	return order.Order{
		ID: workedOrder, Org: organiserID, Buyer: "demo-org-hotelli", Crew: "demo-crew-pakkaus", State: order.Finished, First: loads[0].Date, Last: loads[len(loads)-1].Date,
		Agreed: []order.Agreed{{
			Number: 1, Title: "Varaston järjestely", Reference: "Varasto 2026", Work: "Varaston tavarat lajitellaan, hyllytetään ja hinnoitellaan.",
			Trades: []string{"packing"}, Postal: "33200", Address: "Rantatie 12", Hazards: matching.Chosen("dust"), Induction: "Vastaanotto opastaa sisään.", Loads: loads,
			Lines: []quote.Line{
				{Item: "demo-price-siivous", Priced: 2, Unit: price.CrewHour, Name: "Ryhmätunti", Quantity: 224, Rate: 27_5000},
				{Unit: price.Piece, Name: "Hyllytetty laatikko", Quantity: 232, Rate: 1_2000},
				{Item: "demo-price-ajo", Priced: 1, Unit: price.Travel, Name: "Matka ja kuljetus", Quantity: 4, Rate: 28_0000},
			},
		}},
	}
}

// signed marks and signs the sheet of a day as its supervisor, and builds the timesheet as of then.
func (s *seeder) signed(ctx context.Context, o order.Order, day marketplace.Date, d workedDay) error {
	leader := marketplace.Actor{Person: leaderID, Org: organiserID, Roles: []marketplace.Role{marketplace.RoleSupervisor}, Lang: "fi"}
	shift := roster.ShiftIDOf(o.ID, day, morning)
	all := []marketplace.ID{leaderID}
	for id := range crewMembers() {
		all = append(all, id)
	}
	_, _, err := s.Attendance.Mark(ctx, leader, shift, []attendance.Change{{
		ID: "demo", Rest: &attendance.Rest{Mark: attendance.Mark{State: attendance.Present}, People: all}, People: d.people, Words: &d.words,
		Made: []attendance.Made{{Unit: price.Piece, Name: "Hyllytetty laatikko", Quantity: d.pieces}},
	}})
	if err != nil {
		return err
	}
	if _, err := s.Attendance.Sign(ctx, leader, shift, attendance.Signing{Key: "demo"}); there(err) != nil {
		return err
	}
	return s.Timesheets.Follow(ctx, marketplace.Fact{Type: "attendance.signed", Data: map[string]string{"order": string(o.ID), "date": string(day)}})
}

// stoodBy signs off the lines of a day that nobody has decided about.
func (s *seeder) stoodBy(ctx context.Context, by marketplace.Actor, id marketplace.ID, day marketplace.Date) error {
	t, err := s.Timesheets.Read(ctx, by, id)
	if err != nil {
		return err
	}
	_, _, err = s.Timesheets.SignOff(ctx, by, id, seen(t, func(l line.Line) bool { return l.State == line.Open && l.Date == day }))
	return err
}

// approved approves what waits for the buyer.
func (s *seeder) approved(ctx context.Context, by marketplace.Actor, id marketplace.ID) error {
	t, err := s.Timesheets.Open(ctx, by, id)
	if err != nil {
		return err
	}
	_, _, err = s.Timesheets.Approve(ctx, by, id, seen(t, func(l line.Line) bool { return l.State == line.SignedOff }))
	return err
}

func seen(t timesheet.Timesheet, about func(line.Line) bool) []line.Seen {
	var out []line.Seen
	for _, l := range t.Lines {
		if about(l) {
			out = append(out, line.Seen{Line: l.ID, Version: l.Version})
		}
	}
	return out
}
