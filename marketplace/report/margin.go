package report

import (
	"cmp"
	"context"
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/invoice"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/price"
	"sovite.fi/sovite/marketplace/timesheet"
	"sovite.fi/sovite/marketplace/timesheet/line"
)

// Earned is what buyers approved of one month at one site of the organiser, and what that cost it, without value added tax.
type Earned struct {
	Month string // such as "2026-11"
	Site  string // of the crew; empty when it is not told
	Sales money.Cents
	Known money.Cents // of the sales, what is of prices whose full cost is told
	Cost  money.Cents // of the known
}

// Margin is what is left of the sales whose cost is known (kate); below zero when they cost more.
func (e Earned) Margin() money.Cents { return e.Known - e.Cost }

// Plus adds up two.
func (e Earned) Plus(o Earned) Earned {
	e.Sales, e.Known, e.Cost = e.Sales+o.Sales, e.Known+o.Known, e.Cost+o.Cost
	return e
}

// Earnings adds up what was approved of the days from one to another, both within, by month and site. The cost of a line is that of the
// version of the price that it was sold by. An hour that is included in another price costs nothing of its own: the cost of that
// price holds it.
func Earnings(sheets []timesheet.Timesheet, site func(order marketplace.ID) string, book price.Book, from, to marketplace.Date) ([]Earned, error) {
	by := map[Earned]Earned{}
	for _, t := range sheets {
		for _, l := range t.Lines {
			if !counts(l, from, to) {
				continue
			}
			e, err := earned(l, book)
			if err != nil {
				return nil, err
			}
			key := Earned{Month: string(l.Date[:7]), Site: site(t.Order)}
			e.Month, e.Site = key.Month, key.Site
			by[key] = e.Plus(by[key])
		}
	}
	out := make([]Earned, 0, len(by))
	for _, e := range by {
		out = append(out, e)
	}
	slices.SortFunc(out, func(a, b Earned) int { return cmp.Or(cmp.Compare(a.Month, b.Month), cmp.Compare(a.Site, b.Site)) })
	return out, nil
}

func earned(l line.Line, book price.Book) (Earned, error) {
	e := Earned{Sales: l.Amount}
	if l.Pricing == line.Included {
		e.Known = l.Amount
		return e, nil
	}
	cost, known := book.Cost(l.Item, l.Priced)
	if !known {
		return e, nil
	}
	full, err := cost.Full()
	if err != nil {
		return e, err
	}
	e.Known = l.Amount
	e.Cost, err = l.Unit.Amount(full, l.Quantity)
	return e, err
}

// Margins is what the actor's organisation earned of the days from one to another, for its owners and billing. Invalid when the days
// are none, or more than 366 apart.
func (s Service) Margins(ctx context.Context, actor marketplace.Actor, from, to marketplace.Date) ([]Earned, error) {
	if err := actor.Must(invoice.Billers()...); err != nil {
		return nil, err
	}
	if err := within(from, to); err != nil {
		return nil, err
	}
	sheets, err := since(from, func(page marketplace.Page) (marketplace.List[timesheet.Timesheet], error) {
		return s.Sheets.ByWeek(ctx, actor, "", page)
	})
	if err != nil {
		return nil, err
	}
	book, err := s.Prices.Read(ctx, actor)
	if err != nil {
		return nil, err
	}
	sites, err := s.sites(ctx, actor, sheets)
	if err != nil {
		return nil, err
	}
	return Earnings(sheets, func(order marketplace.ID) string { return sites[order] }, book.Value, from, to)
}

// sites says at which site the crew of each order is at home.
func (s Service) sites(ctx context.Context, actor marketplace.Actor, sheets []timesheet.Timesheet) (map[marketplace.ID]string, error) {
	orders, crews := map[marketplace.ID]string{}, map[marketplace.ID]string{}
	for _, t := range sheets {
		if _, seen := orders[t.Order]; seen {
			continue
		}
		o, err := s.Orders.Get(ctx, actor, t.Order)
		if err != nil {
			return nil, err
		}
		crew := o.Value.Crew
		if _, seen := crews[crew]; !seen {
			c, err := s.Crews.Get(ctx, actor, crew)
			if err != nil {
				return nil, err
			}
			crews[crew] = c.Value.Terms.Site
		}
		orders[t.Order] = crews[crew]
	}
	return orders, nil
}
