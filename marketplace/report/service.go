package report

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/capacity"
	"sovite.fi/sovite/marketplace/invoice"
	"sovite.fi/sovite/marketplace/order"
	"sovite.fi/sovite/marketplace/payment"
	"sovite.fi/sovite/marketplace/price"
	"sovite.fi/sovite/marketplace/timesheet"
)

// Service reads what reports are made of. Its zero value is of no use.
type Service struct {
	Clock  marketplace.Clock
	Crews  *capacity.Service
	Ledger *payment.Service
	Orders *order.Service
	Prices *price.Service
	Sheets *timesheet.Service
}

// MostWeeks is how far ahead a report of crews looks.
const MostWeeks = 13

// Sold is what is sold and free of every crew from this week on, for the organiser's owners and billing.
func (s Service) Sold(ctx context.Context, actor marketplace.Actor, weeks int) ([]Week, []Crew, error) {
	if err := actor.Must(invoice.Billers()...); err != nil {
		return nil, nil, err
	}
	weeks = min(max(weeks, 1), MostWeeks)
	var all []capacity.Day
	var crews []Crew
	for page := (marketplace.Page{Limit: marketplace.MaxLimit}); ; {
		list, err := s.Crews.Mine(ctx, actor, false, page)
		if err != nil {
			return nil, nil, err
		}
		for _, e := range list.Items {
			const week = 7
			days, err := s.Crews.Days(ctx, actor, e.ID, capacity.Monday(s.Clock.Today()), week*weeks)
			if err != nil {
				return nil, nil, err
			}
			c := Crew{Name: e.Value.Terms.Name, Site: e.Value.Terms.Site}
			for _, d := range days {
				c.Offered, c.Sold = plus(c.Offered, d.Offered), plus(c.Sold, d.Sold)
			}
			all, crews = append(all, days...), append(crews, c)
		}
		if page.After = list.Next; page.After == "" {
			return Weeks(all), crews, nil
		}
	}
}

// Ages is what the actor's organisation is owed today, by days after it was due.
func (s Service) Ages(ctx context.Context, actor marketplace.Actor) ([]Age, error) {
	var all []payment.Receivable
	for page := (marketplace.Page{Limit: marketplace.MaxLimit}); ; {
		list, err := s.Ledger.Receivables(ctx, actor, true, page)
		if err != nil {
			return nil, err
		}
		for _, e := range list.Items {
			all = append(all, e.Value)
		}
		if page.After = list.Next; page.After == "" {
			return Ages(all, s.Clock.Today()), nil
		}
	}
}

// Bought is what the actor's organisation approved of the days from one to another, for its owners and billing. Invalid when the
// days are none, or more than 366 apart.
func (s Service) Bought(ctx context.Context, actor marketplace.Actor, from, to marketplace.Date) ([]Purchase, error) {
	if err := actor.Must(invoice.Billers()...); err != nil {
		return nil, err
	}
	if err := within(from, to); err != nil {
		return nil, err
	}
	all, err := since(from, func(page marketplace.Page) (marketplace.List[timesheet.Timesheet], error) {
		return s.Sheets.Bought(ctx, actor, page)
	})
	return Purchases(all, from, to), err
}

// since reads timesheets, which come newest first, back to the week of a day.
func since(from marketplace.Date, list func(marketplace.Page) (marketplace.List[timesheet.Timesheet], error)) ([]timesheet.Timesheet, error) {
	var all []timesheet.Timesheet
	for page := (marketplace.Page{Limit: marketplace.MaxLimit}); ; {
		found, err := list(page)
		if err != nil {
			return nil, err
		}
		for _, t := range found.Items {
			const lastDay = 6
			if t.Monday.AddDays(lastDay) < from {
				return all, nil
			}
			all = append(all, t)
		}
		if page.After = found.Next; page.After == "" {
			return all, nil
		}
	}
}

const mostDays = 366

func within(from, to marketplace.Date) error {
	var bad []marketplace.FieldError
	for field, d := range map[string]marketplace.Date{"from": from, "to": to} {
		if parsed, err := marketplace.ParseDate(string(d)); err != nil || parsed == "" {
			bad = append(bad, marketplace.Field(field, "field.date", "value", d))
		}
	}
	if len(bad) == 0 && (to < from || from.DaysTo(to) > mostDays) {
		bad = append(bad, marketplace.Field("to", "journal.period", "from", from, "to", to, "max", mostDays))
	}
	return marketplace.InvalidFields(bad)
}
