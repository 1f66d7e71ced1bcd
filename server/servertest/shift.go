package servertest

import (
	"testing"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/attendance"
	"sovite.fi/sovite/marketplace/capacity"
	"sovite.fi/sovite/marketplace/order"
	"sovite.fi/sovite/marketplace/price"
	"sovite.fi/sovite/marketplace/quote"
	"sovite.fi/sovite/marketplace/roster"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/matching"
)

// Today is the day of {shift}.
const Today marketplace.Date = "2026-11-23"

// addShift has Mio, {mio}, and Noor, {noor}, work today from eight to noon for acme, under the supervisor. Order and roster are put
// into the store as they are: the way there is long, and each world would go it.
func (a *App) addShift(t testing.TB) {
	t.Helper()
	ctx := t.Context()
	o := order.Order{
		ID: "todays-order", Org: a.ID("crew"), Buyer: a.ID("acme"), Contact: a.ID("employer"), Crew: a.ID("crew-one"), State: order.Confirmed, Live: true, First: Today, Last: Today,
		Agreed: []order.Agreed{{
			Number: 1, Title: "Boxes", Address: "High street 1", Hazards: matching.Chosen("dust"), Induction: "Ask for Ella.",
			Loads: []capacity.Load{{Date: Today, From: 480, To: 720, Participants: 2, Supervisors: 1}},
			Lines: []quote.Line{
				{Unit: price.CrewHour, Name: "Packing", Rate: 20_0000}, {Unit: price.Piece, Name: "Boxes", Rate: 1_0000}, {Unit: price.SquareMetre, Name: "Floor", Rate: 1_0000},
			},
		}},
	}
	_, err := store.NewCollection[order.Order](a.store, order.Schemas()[0]).Insert(ctx, o.ID, o)
	must(t, err)
	shift := roster.Shift{
		ID: roster.ShiftIDOf(o.ID, Today, 480), Order: o.ID, Buyer: o.Buyer, Crew: a.ID("crew-one"), Date: Today, From: 480, To: 720, Participants: 2, Supervisors: 1,
		Members: []marketplace.ID{"mio", "noor"}, Leaders: []marketplace.ID{a.ID("supervisor")}, Published: true,
	}
	week := roster.Week{ID: roster.WeekIDOf(o.Org, Today), Org: o.Org, Monday: Today, Shifts: []roster.Shift{shift}, Work: []roster.Work{roster.WorkOf(o)}}
	_, err = store.NewCollection[roster.Week](a.store, roster.Schemas()[1]).Insert(ctx, week.ID, week)
	must(t, err)
	for id, name := range map[marketplace.ID]string{"mio": "Mio", "noor": "Noor"} {
		m := roster.Member{ID: id, Org: o.Org, About: roster.About{Name: name, Form: "employment", Most: 2400}}
		_, err = store.NewCollection[roster.Member](a.store, roster.Schemas()[0]).Insert(ctx, id, m)
		must(t, err)
	}
	a.IDs["todays-order"], a.IDs["shift"], a.IDs["mio"], a.IDs["noor"] = string(o.ID), string(shift.ID), "mio", "noor"
}

// MarkShift marks everybody of {shift} as present, as the supervisor.
func (a *App) MarkShift(t testing.TB) {
	t.Helper()
	_, _, err := a.Attendance.Mark(t.Context(), a.Actor("supervisor"), a.ID("shift"), []attendance.Change{{
		ID: "all", Rest: &attendance.Rest{Mark: attendance.Mark{State: attendance.Present}, People: []marketplace.ID{"mio", "noor", a.ID("supervisor")}},
	}})
	must(t, err)
}

// SignShift marks and signs {shift}.
func (a *App) SignShift(t testing.TB) {
	t.Helper()
	a.MarkShift(t)
	_, err := a.Attendance.Sign(t.Context(), a.Actor("supervisor"), a.ID("shift"), attendance.Signing{Key: "signed"})
	must(t, err)
}
