package frame

import (
	"context"
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/order"
	"sovite.fi/sovite/marketplace/order/gate"
	"sovite.fi/sovite/marketplace/request"
	"sovite.fi/sovite/marketplace/store"
)

// Start is what the organiser's form begins with: what was agreed on with an order, for a year from today.
func (s *Service) Start(ctx context.Context, actor marketplace.Actor, after marketplace.ID) (Terms, error) {
	o, err := s.sold(ctx, actor, after)
	if err != nil {
		return Terms{}, err
	}
	a, today := o.Newest(), s.Clock.Today()
	t := Terms{
		Title: a.Title, Work: a.Work, Trades: a.Trades, Postal: a.Postal, Address: a.Address, Directs: directs(o.Staffing.Directs), Crew: o.Crew,
		Supervisor: a.Supervisor, Hazards: o.Readiness.Hazards, Note: a.Note, From: today, To: today.AddMonths(12).AddDays(-1), NoticeDays: 30,
	}
	for _, l := range a.Lines {
		p := Price{Item: l.Item, Unit: l.Unit, Name: l.Name, Rate: l.Rate, Reason: l.Reason}
		if !slices.Contains(t.Prices, p) {
			t.Prices = append(t.Prices, p)
		}
	}
	return t, nil
}

func directs(side gate.Side) request.Director {
	switch side {
	case gate.Organiser:
		return request.Organiser
	case gate.Client:
		return request.Customer
	}
	return request.NotSure
}

// sold is an order of the actor's organiser with somebody else; NotFound for every other.
func (s *Service) sold(ctx context.Context, actor marketplace.Actor, id marketplace.ID) (order.Order, error) {
	if err := actor.Must(request.Sellers()...); err != nil {
		return order.Order{}, err
	}
	o, err := s.Orders.Standing(ctx, id)
	if err == nil && (o.Org != actor.Org || o.Buyer == o.Org) {
		return order.Order{}, notFound()
	}
	return o, err
}

// Offer offers a framework agreement to the buyer of an order, for the organiser, under a key of the caller's; doing it again
// changes nothing. What the buyer told of its site then is what it tells of it now, until it agrees. Invalid when something is
// missing, or when a price is not that of the price book and no reason says why.
func (s *Service) Offer(ctx context.Context, actor marketplace.Actor, key string, after marketplace.ID, t Terms) (Entry, error) {
	o, err := s.sold(ctx, actor, after)
	if err != nil {
		return Entry{}, err
	}
	by, err := s.signed(ctx, actor)
	if err != nil {
		return Entry{}, err
	}
	t = t.stored()
	if err := t.check(s.lists(), s.Clock.Today()); err != nil {
		return Entry{}, err
	}
	if t, err = s.compared(ctx, actor, t); err != nil {
		return Entry{}, err
	}
	if _, err := s.Crews.Get(ctx, marketplace.System(actor.Org), t.Crew); marketplace.IsKind(err, marketplace.NotFound) {
		return Entry{}, marketplace.InvalidFields([]marketplace.FieldError{marketplace.Field("crew", "quote.crew")})
	} else if err != nil {
		return Entry{}, err
	}
	a := o.Newest()
	f := Frame{
		ID: IDOf(actor.Org, key), Org: actor.Org, Buyer: o.Buyer, After: o.ID, Contact: o.Contact, State: Offered, Live: true, Terms: t, Offered: by, Begun: by.At,
		Site: Site{Hazards: a.Hazards, Allergens: a.Allergens, Induction: a.Induction, Safety: o.Conditions.Safety, Reference: a.Reference},
	}.watched()
	e, err := s.frames.Insert(ctx, f.ID, f, s.fact(actor, "frame.offered", f))
	if marketplace.IsKind(err, marketplace.Conflict) {
		return s.Get(ctx, actor, f.ID)
	}
	return e, err
}

// Withdraw takes an offer back before anybody agreed, for the organiser. Withdrawing twice changes nothing.
func (s *Service) Withdraw(ctx context.Context, actor marketplace.Actor, id marketplace.ID) (Entry, error) {
	e, err := s.load(ctx, id, sells(actor))
	if err != nil {
		return e, err
	}
	return s.end(ctx, actor, e, Withdraw, func(f Frame) Frame { return f })
}

// end brings a framework agreement to an end. Ending it twice in the same way changes nothing.
func (s *Service) end(ctx context.Context, actor marketplace.Actor, e Entry, event Event, with func(Frame) Frame) (Entry, error) {
	return s.change(ctx, actor, e, 0, func(f Frame) (step, error) {
		if next, _ := Offered.Next(event); f.State == next {
			return step{}, store.ErrUnchanged
		}
		f, err := with(f).after(event, s.Clock.Now())
		return step{f, "frame." + string(f.State), nil}, err
	})
}
