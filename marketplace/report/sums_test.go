package report

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/capacity"
	"sovite.fi/sovite/marketplace/money"
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

// What is earned is set against the cost of the version it was sold by; where a part of the cost is missing, it is said and not counted.
func TestEarnings(t *testing.T) {
	whole := map[price.Part]money.Rate{}
	for _, p := range price.Parts(price.CrewHour) {
		whole[p] = 2_0000
	}
	version := func(n int, parts map[price.Part]money.Rate) price.Version {
		return price.Version{Number: n, Draft: price.Draft{Rate: 20_0000, Cost: price.Cost{Parts: parts}}}
	}
	part := map[price.Part]money.Rate{price.Wages: 10_0000}
	book := price.Book{Items: []price.Item{{ID: "hour", Unit: price.CrewHour, Versions: []price.Version{version(1, whole), version(2, part)}}}}
	row := func(day marketplace.Date, version int, quantity price.Quantity, s line.State) line.Line {
		return line.Line{Date: day, Unit: price.CrewHour, Item: "hour", Priced: version, State: s, Quantity: quantity, Amount: 5_00 * money.Cents(quantity)}
	}
	included := line.Line{Date: "2026-11-30", Unit: price.SupervisorHour, Pricing: line.Included, Quantity: 4, State: line.Approved}
	sheets := []timesheet.Timesheet{
		{Order: "a", Lines: []line.Line{
			row("2026-11-30", 1, 8, line.Approved), row("2026-11-30", 2, 4, line.Invoiced), row("2026-11-30", 1, -2, line.Approved), row("2026-11-30", 1, 4, line.Disputed),
			row("2026-11-30", 3, 4, line.Approved), row("2026-10-31", 1, 4, line.Approved), included,
		}},
		{Order: "b", Lines: []line.Line{row("2026-11-30", 1, 4, line.Approved), row("2026-12-01", 1, 4, line.Approved)}},
	}
	site := func(order marketplace.ID) string {
		return map[marketplace.ID]string{"a": "Vallila", "b": "Pasila"}[order]
	}
	got, err := Earnings(sheets, site, book, "2026-11-01", "2026-12-31")
	want := []Earned{
		{Month: "2026-11", Site: "Pasila", Sales: 20_00, Known: 20_00, Cost: 12_00},
		{Month: "2026-11", Site: "Vallila", Sales: 70_00, Known: 30_00, Cost: 18_00},
		{Month: "2026-12", Site: "Pasila", Sales: 20_00, Known: 20_00, Cost: 12_00},
	}
	if diff := cmp.Diff(want, got); diff != "" || err != nil || got[1].Margin() != 12_00 {
		t.Error(diff, err)
	}
}
