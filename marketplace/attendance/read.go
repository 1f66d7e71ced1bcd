package attendance

import (
	"context"
	"slices"
	"strings"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/order"
	"sovite.fi/sovite/marketplace/roster"
	"sovite.fi/sovite/marketplace/store"
)

// View is a sheet as a supervisor sees it on site.
type View struct {
	Saved
	Names  map[marketplace.ID]string
	Agreed order.Agreed // title, site, hazards and the like
}

// View is the sheet of a shift with the names and what was agreed about the site.
func (s *Service) View(ctx context.Context, actor marketplace.Actor, id marketplace.ID) (View, error) {
	shift, o, err := s.shift(ctx, actor, id)
	if err != nil {
		return View{}, err
	}
	v := View{Agreed: o.Newest()}
	if v.Saved, err = s.load(ctx, shift, o); err != nil {
		return v, err
	}
	var ids []marketplace.ID
	for _, e := range slices.Concat(v.Value.Members, v.Value.Leaders) {
		ids = append(ids, e.Person)
	}
	v.Names, err = s.Rosters.Names(ctx, actor, ids)
	return v, err
}

// Card is a shift in a list of them.
type Card struct {
	roster.Shift
	Title   string
	Address string
	State   State
	Late    int  // changes that wait for a decision
	Mine    bool // the actor leads it
}

// Shifts are the published shifts of the actor's organiser in some days, those that the actor leads first on each day.
func (s *Service) Shifts(ctx context.Context, actor marketplace.Actor, from, to marketplace.Date) ([]Card, error) {
	if err := actor.Must(Keepers()...); err != nil {
		return nil, err
	}
	shifts, err := s.Rosters.Shifts(ctx, actor, from, to)
	if err != nil {
		return nil, err
	}
	sheets := map[marketplace.ID]Sheet{}
	q := store.Query{Index: "org", Eq: []any{string(actor.Org)}, From: string(from), To: string(to.AddDays(1))}
	err = s.sheets.Each(ctx, q, func(e Saved) error { sheets[e.ID] = e.Value; return nil })
	if err != nil {
		return nil, err
	}
	var out []Card
	orders := map[marketplace.ID]order.Order{} // a week has many shifts of one order
	for _, shift := range shifts {
		if !shift.Published {
			continue
		}
		o, known := orders[shift.Order]
		if !known {
			if o, err = s.Orders.Standing(ctx, shift.Order); err != nil {
				return nil, err
			}
			orders[shift.Order] = o
		}
		out = append(out, cardOf(actor, shift, sheets[shift.ID], o))
	}
	slices.SortStableFunc(out, compareCards)
	return out, nil
}

func cardOf(actor marketplace.Actor, shift roster.Shift, sheet Sheet, o order.Order) Card {
	c := Card{Shift: shift, Title: o.Newest().Title, Address: o.Newest().Address, State: sheet.State, Late: len(sheet.Late)}
	c.Mine = slices.Contains(shift.Leaders, actor.Person)
	if sheet.ID == "" {
		c.State = Open
	}
	return c
}

func compareCards(a, b Card) int {
	switch {
	case a.Date != b.Date:
		return strings.Compare(string(a.Date), string(b.Date))
	case a.Mine != b.Mine && a.Mine:
		return -1
	case a.Mine != b.Mine:
		return 1
	case a.From != b.From:
		return a.From - b.From
	}
	return strings.Compare(string(a.ID), string(b.ID))
}

// lookAhead is how many days Next looks ahead.
const lookAhead = 28

// Next is the first day after a day, at most four weeks ahead, on which the actor's organiser has a published shift; empty
// when there is none.
func (s *Service) Next(ctx context.Context, actor marketplace.Actor, after marketplace.Date) (marketplace.Date, error) {
	if err := actor.Must(Keepers()...); err != nil {
		return "", err
	}
	shifts, err := s.Rosters.Shifts(ctx, actor, after.AddDays(1), after.AddDays(lookAhead))
	var next marketplace.Date
	for _, shift := range shifts {
		if shift.Published && (next == "" || shift.Date < next) {
			next = shift.Date
		}
	}
	return next, err
}

// Done is what was signed of an order in some days, both included, in the order of the days: always the newest signature, also
// while a sheet is being corrected. It is for the program itself and the organiser's owner and billing; NotFound when the order
// is another organiser's.
func (s *Service) Done(ctx context.Context, actor marketplace.Actor, id marketplace.ID, from, to marketplace.Date) ([]Done, error) {
	if err := actor.Must(Readers()...); err != nil {
		return nil, err
	}
	o, err := s.Orders.Standing(ctx, id)
	if err != nil {
		return nil, err
	}
	if o.Org != actor.Org && (!actor.System || actor.Org != "") {
		return nil, notFound()
	}
	var out []Done
	q := store.Query{Index: "order", Eq: []any{string(id)}, From: string(from), To: string(to.AddDays(1))}
	err = s.sheets.Each(ctx, q, func(e Saved) error {
		if e.Value.Done != nil {
			out = append(out, *e.Value.Done)
		}
		return nil
	})
	return out, err
}
