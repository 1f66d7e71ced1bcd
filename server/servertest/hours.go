package servertest

import (
	"testing"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/attendance"
	"sovite.fi/sovite/marketplace/capacity"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/order"
	"sovite.fi/sovite/marketplace/price"
	"sovite.fi/sovite/marketplace/quote"
	"sovite.fi/sovite/marketplace/roster"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/timesheet"
	"sovite.fi/sovite/marketplace/timesheet/line"
)

// Worked is the day of the work in {hours}.
const Worked marketplace.Date = "2026-11-20"

// addHours makes a timesheet of a day's work for acme. The order and the signed sheet are put into the store as they are: the
// way there is long, and each world would go it.
func (a *App) addHours(t testing.TB) {
	t.Helper()
	a.work(t, "worked-order", "acme", Worked, 3)
	a.IDs["worked-order"], a.IDs["hours"] = "worked-order", string(timesheet.IDOf("worked-order", timesheet.WeekOf(Worked)))
	a.decideHours(t)
}

// work puts an order of a buyer for one day into the store, with the signed sheet of so many people, and makes its timesheet.
func (a *App) work(t testing.TB, id marketplace.ID, buyer string, day marketplace.Date, people int) {
	t.Helper()
	ctx := t.Context()
	o := order.Order{
		ID: id, Org: a.ID("crew"), Buyer: a.ID(buyer), Contact: a.ID(contactOf(buyer)), Crew: a.ID("crew-one"), State: order.Confirmed, Live: true, First: day, Last: day,
		Agreed: []order.Agreed{{
			Number: 1, Title: "Parcels", Reference: "PO-1",
			Loads: []capacity.Load{{Date: day, From: 480, To: 720, Participants: 4, Supervisors: 1}},
			Lines: []quote.Line{
				{Unit: price.CrewHour, Name: "Packing", Rate: 20_0000},
				{Unit: price.SupervisorHour, Name: "Supervision", Rate: 45_0000},
				{Unit: price.Travel, Name: "Journey", Rate: 35_0000},
			},
		}},
	}
	_, err := store.NewCollection[order.Order](a.store, order.Schemas()[0]).Insert(ctx, o.ID, o)
	must(t, err)
	shift := roster.ShiftIDOf(o.ID, day, 480)
	done := attendance.Done{
		Shift: shift, Order: o.ID, Org: o.Org, Buyer: o.Buyer, Date: day, Signing: 1, Planned: 4, Supervisors: []attendance.Worker{{Number: 1, Time: 16}},
		Signed: marketplace.At(a.Clock.Now()),
	}
	for n := range people {
		done.Workers = append(done.Workers, attendance.Worker{Number: n + 1, Time: money.Quarters(16 - n/2*2)})
	}
	sheet := attendance.Sheet{ID: shift, Org: o.Org, Order: o.ID, Buyer: o.Buyer, Date: day, From: 480, To: 720, State: attendance.Signed, Done: &done}
	_, err = store.NewCollection[attendance.Sheet](a.store, attendance.Schemas()[0]).Insert(ctx, shift, sheet)
	must(t, err)
	fact := marketplace.Fact{Type: "attendance.signed", Data: map[string]string{"order": string(o.ID), "date": string(day)}}
	must(t, a.Timesheets.Follow(ctx, fact))
}

func contactOf(buyer string) string {
	if buyer == "acme" {
		return "employer-owner"
	}
	return "rival"
}

// Approved is a day of work of {crew} for a buyer, "acme" or "rival-firm", that both sides approved, under an order of its own. It
// gives the timesheet.
func (a *App) Approved(t testing.TB, order marketplace.ID, buyer string, day marketplace.Date, people int) marketplace.ID {
	t.Helper()
	ctx := t.Context()
	a.work(t, order, buyer, day, people)
	id := timesheet.IDOf(order, timesheet.WeekOf(day))
	sheet, err := a.Timesheets.Read(ctx, a.Actor("supervisor"), id)
	must(t, err)
	var seen []line.Seen
	for _, l := range sheet.Lines {
		seen = append(seen, line.Seen{Line: l.ID, Version: l.Version})
	}
	_, _, err = a.Timesheets.SignOff(ctx, a.Actor("supervisor"), id, seen)
	must(t, err)
	approver := a.Actor("employer")
	if buyer != "acme" {
		approver = a.Actor("rival")
	}
	_, err = a.Timesheets.Open(ctx, approver, id)
	must(t, err)
	_, _, err = a.Timesheets.Approve(ctx, approver, id, seen)
	must(t, err)
	return id
}

// decideHours signs off what was worked and approves the supervisor's hours.
func (a *App) decideHours(t testing.TB) {
	t.Helper()
	ctx, hours := t.Context(), a.ID("hours")
	sheet, err := a.Timesheets.Read(ctx, a.Actor("supervisor"), hours)
	must(t, err)
	var seen []line.Seen
	for _, l := range sheet.Lines {
		seen = append(seen, line.Seen{Line: l.ID, Version: l.Version})
	}
	_, _, err = a.Timesheets.SignOff(ctx, a.Actor("supervisor"), hours, seen)
	must(t, err)
	_, err = a.Timesheets.Open(ctx, a.Actor("employer"), hours)
	must(t, err)
	_, _, err = a.Timesheets.Approve(ctx, a.Actor("employer"), hours, seen[1:])
	must(t, err)
	a.IDs["hours-line"], a.IDs["approved"] = string(seen[0].Line), string(seen[1].Line)
	trip := timesheet.NewLine{Date: Worked, Unit: price.Travel, Name: "Journey", Quantity: 1}
	sheet, err = a.Timesheets.Add(ctx, a.Actor("supervisor"), a.ID("worked-order"), "trip", trip)
	must(t, err)
	for _, l := range sheet.Lines {
		if l.Unit == price.Travel {
			a.IDs["trip"] = string(l.ID)
		}
	}
}
