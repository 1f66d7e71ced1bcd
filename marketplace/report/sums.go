package report

import (
	"cmp"
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/capacity"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/payment"
	"sovite.fi/sovite/marketplace/price"
	"sovite.fi/sovite/marketplace/timesheet"
	"sovite.fi/sovite/marketplace/timesheet/line"
)

// Week is the hours of crews in one week.
type Week struct {
	Monday           marketplace.Date
	Sold, Held, Free capacity.Hours
}

// Crew is how much of one crew is sold in the time of the report.
type Crew struct {
	Name, Site    string
	Offered, Sold capacity.Hours
}

// Weeks adds days up by week, oldest first. Of a day that has passed nothing is free.
func Weeks(days []capacity.Day) []Week {
	by := map[marketplace.Date]*Week{}
	var out []*Week
	for _, d := range days {
		monday := capacity.Monday(d.Date)
		w := by[monday]
		if w == nil {
			w = &Week{Monday: monday}
			by[monday], out = w, append(out, w)
		}
		w.Sold, w.Held, w.Free = plus(w.Sold, d.Sold), plus(w.Held, d.Held), plus(w.Free, d.Free)
	}
	weeks := make([]Week, 0, len(out))
	for _, w := range out {
		weeks = append(weeks, *w)
	}
	slices.SortFunc(weeks, func(a, b Week) int { return cmp.Compare(a.Monday, b.Monday) })
	return weeks
}

func plus(a, b capacity.Hours) capacity.Hours {
	return capacity.Hours{Crew: a.Crew + b.Crew, Supervisors: a.Supervisors + b.Supervisors}
}

// Age is what is owed, by days after it was due.
type Age struct {
	From, To int // days after due, both within; To below 0: without end
	Invoices int
	Open     money.Cents
}

// Ages adds up what is owed on a day, in the bands 0, 1–14, 15–30, 31–60 and from 61 on. What a buyer is owed counts nowhere.
func Ages(list []payment.Receivable, today marketplace.Date) []Age {
	out := []Age{{From: 0, To: 0}, {From: 1, To: 14}, {From: 15, To: 30}, {From: 31, To: 60}, {From: 61, To: -1}}
	for _, r := range list {
		if r.Open() <= 0 {
			continue
		}
		late := r.Overdue(today)
		at := slices.IndexFunc(out, func(a Age) bool { return late >= a.From && (a.To < 0 || late <= a.To) })
		out[at].Invoices++
		out[at].Open += r.Open()
	}
	return out
}

// Purchase is what was bought of one organiser in one month, without value added tax.
type Purchase struct {
	Month       string // such as "2026-11"
	Org         marketplace.ID
	Hours       money.Quarters // of participants
	Supervised  money.Quarters // of supervisors
	Labour      money.Cents
	Supervision money.Cents
	Other       money.Cents // pieces, results, journeys and material
}

// Total is what the purchase comes to.
func (p Purchase) Total() money.Cents { return p.Labour + p.Supervision + p.Other }

// Purchases adds up what the buyer approved of the days from one to another, both within, by month and organiser.
func Purchases(sheets []timesheet.Timesheet, from, to marketplace.Date) []Purchase {
	by := map[Purchase]*Purchase{}
	var out []*Purchase
	for _, t := range sheets {
		for _, l := range t.Lines {
			if !counts(l, from, to) {
				continue
			}
			key := Purchase{Month: string(l.Date[:7]), Org: t.Org}
			p := by[key]
			if p == nil {
				p = &Purchase{Month: key.Month, Org: key.Org}
				by[key], out = p, append(out, p)
			}
			p.add(l)
		}
	}
	list := make([]Purchase, 0, len(out))
	for _, p := range out {
		list = append(list, *p)
	}
	slices.SortFunc(list, func(a, b Purchase) int { return cmp.Or(cmp.Compare(a.Month, b.Month), cmp.Compare(a.Org, b.Org)) })
	return list
}

// counts says whether a line is of these days, and approved.
func counts(l line.Line, from, to marketplace.Date) bool {
	return l.Date >= from && l.Date <= to && (l.State == line.Approved || l.State == line.Invoiced)
}

func (p *Purchase) add(l line.Line) {
	switch l.Unit {
	case price.CrewHour:
		p.Hours += money.Quarters(l.Quantity)
		p.Labour += l.Amount
	case price.SupervisorHour:
		p.Supervised += money.Quarters(l.Quantity)
		p.Supervision += l.Amount
	case price.Piece, price.SquareMetre, price.Result, price.Travel, price.Material:
		p.Other += l.Amount
	}
}
