package ownweek

import (
	"cmp"
	"context"
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/capacity"
	"sovite.fi/sovite/marketplace/consent"
	"sovite.fi/sovite/marketplace/roster"
	"sovite.fi/sovite/marketplace/store"
)

// Shift is one shift as the client who works it reads it.
type Shift struct {
	Org     marketplace.ID // the organiser
	Date    marketplace.Date
	From    int // minutes from midnight
	To      int
	Title   string
	Work    string // what is to be done
	Address string
	Leaders []string // the names of who supervises
	Bring   []string // protective equipment: roster.Equipments
}

// Week is what a client reads: from one Monday to the Sunday after.
type Week struct {
	Monday marketplace.Date
	Shifts []Shift // by time
	Linked bool    // to some organiser, under a consent that stands
}

// Next is the client's next week: the published shifts in which they work, of every organiser to which they allowed a link.
func (s *Service) Next(ctx context.Context, client marketplace.Actor) (Week, error) {
	today := s.Clock.Today()
	out := Week{Monday: capacity.Monday(today).AddDays(7)}
	if !client.IsClient() {
		return out, marketplace.Errorf(marketplace.Forbidden, "error.forbidden")
	}
	links, _, err := s.links.Find(ctx, store.Query{Index: "client", Eq: []any{string(client.Person)}, Limit: marketplace.MaxLimit})
	if err != nil {
		return out, err
	}
	for _, l := range links {
		_, err := s.Consents.Active(ctx, client.Person, l.Value.Org, consent.OwnShifts, today)
		if marketplace.IsKind(err, marketplace.NotFound) {
			continue
		}
		if err != nil {
			return out, err
		}
		out.Linked = true
		own, err := s.shifts(ctx, l.Value, out.Monday)
		if err != nil {
			return out, err
		}
		out.Shifts = append(out.Shifts, own...)
	}
	slices.SortFunc(out.Shifts, func(a, b Shift) int { return cmp.Or(cmp.Compare(a.Date, b.Date), cmp.Compare(a.From, b.From)) })
	return out, nil
}

// shifts are those of one member. An organiser that is suspended shows none.
func (s *Service) shifts(ctx context.Context, l Link, monday marketplace.Date) (out []Shift, err error) {
	program := marketplace.System(l.Org)
	all, err := s.Rosters.Shifts(ctx, program, monday, monday.AddDays(6))
	if marketplace.IsKind(err, marketplace.Forbidden) {
		return nil, nil
	}
	for _, one := range all {
		if !slices.Contains(one.Members, l.Member) {
			continue
		}
		shift, err := s.shift(ctx, program, one)
		if err != nil {
			return nil, err
		}
		out = append(out, shift)
	}
	return out, err
}

func (s *Service) shift(ctx context.Context, program marketplace.Actor, one roster.Shift) (Shift, error) {
	o, err := s.Orders.Standing(ctx, one.Order)
	if err != nil {
		return Shift{}, err
	}
	a := o.Newest()
	out := Shift{
		Org: program.Org, Date: one.Date, From: one.From, To: one.To, Title: a.Title, Work: a.Work, Address: a.Address,
		Bring: roster.Demands(s.Work, roster.WorkOf(o)).Equipment,
	}
	names, err := s.Rosters.Names(ctx, program, one.Leaders)
	for _, id := range one.Leaders {
		if name := names[id]; name != "" {
			out.Leaders = append(out.Leaders, name)
		}
	}
	return out, err
}
