package report

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/capacity"
	"sovite.fi/sovite/marketplace/payment"
	"sovite.fi/sovite/marketplace/price"
	"sovite.fi/sovite/marketplace/timesheet"
	"sovite.fi/sovite/marketplace/timesheet/line"
)

// Each invoice is in one band, by whole days after it was due.
func TestAges(t *testing.T) {
	const today = marketplace.Date("2026-12-31")
	var list []payment.Receivable
	for _, late := range []int{-5, 0, 1, 14, 15, 30, 31, 60, 61, 400} {
		list = append(list, payment.Receivable{Due: today.AddDays(-late), Total: 10_00})
	}
	list = append(list, payment.Receivable{Due: today, Total: 5_00, Credited: 9_00}, payment.Receivable{Due: today, Total: 5_00, Paid: 5_00})
	for _, a := range Ages(list, today) {
		if a.Invoices != 2 || a.Open != 20_00 {
			t.Errorf("%+v", a)
		}
	}
}

// Days of several crews come together by week.
func TestWeeks(t *testing.T) {
	hours := func() capacity.Hours { return capacity.Hours{Crew: 4, Supervisors: 1} }
	got := Weeks([]capacity.Day{{Date: "2026-12-07", Sold: hours()}, {Date: "2026-11-30", Free: hours()}, {Date: "2026-12-06", Free: hours(), Held: hours()}})
	want := []Week{{Monday: "2026-11-30", Free: capacity.Hours{Crew: 8, Supervisors: 2}, Held: hours()}, {Monday: "2026-12-07", Sold: hours()}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// Only what was approved counts, once, in the month of the work.
func TestPurchases(t *testing.T) {
	row := func(day marketplace.Date, u price.Unit, s line.State) line.Line {
		return line.Line{Date: day, Unit: u, State: s, Quantity: 4, Amount: 20_00}
	}
	sheet := timesheet.Timesheet{Org: "paja", Lines: []line.Line{
		row("2026-11-30", price.CrewHour, line.Approved), row("2026-11-30", price.CrewHour, line.Invoiced), row("2026-11-30", price.SupervisorHour, line.Approved),
		row("2026-11-30", price.CrewHour, line.Disputed), row("2026-12-01", price.Travel, line.Approved), row("2026-10-31", price.CrewHour, line.Approved),
	}}
	want := []Purchase{{Month: "2026-11", Org: "paja", Hours: 8, Supervised: 4, Labour: 40_00, Supervision: 20_00}, {Month: "2026-12", Org: "paja", Other: 20_00}}
	got := Purchases([]timesheet.Timesheet{sheet}, "2026-11-01", "2026-12-31")
	if diff := cmp.Diff(want, got); diff != "" || got[0].Total() != 60_00 {
		t.Error(diff)
	}
}
