package order

import (
	"context"
	"strings"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/notify/notice"
	"sovite.fi/sovite/marketplace/order/gate"
)

// Follows lists the facts after which Follow has something to do.
func Follows() []string {
	return []string{"quote.accepted", "order.begun", "order.confirmed", "order.changing", "order.changed", "order.finished", "order.cancelled"}
}

// Follow goes on with what a fact began: an accepted quote becomes an order; the organiser's papers are asked for; what was
// confirmed or ended when the program stopped is kept and let go of. It may run twice.
func (s *Service) Follow(ctx context.Context, f marketplace.Fact) error {
	_, rest, _ := strings.Cut(f.Subject, "/")
	id := marketplace.ID(rest)
	if f.Type == "quote.accepted" {
		return s.begin(ctx, f, id)
	}
	e, err := s.orders.Get(ctx, id)
	if err != nil {
		return err
	}
	o, program := e.Value, marketplace.System(e.Value.Org)
	switch {
	case f.Type == "order.changing":
		if _, err = s.take(ctx, program, e); lasting(err) {
			return nil // it stays as it was, and both are told
		}
	case f.Type != "order.begun":
		err = s.settle(ctx, program, o)
	case o.Buyer != o.Org:
		_, err = s.Liability.Ask(ctx, marketplace.System(o.Buyer), o.Org)
	}
	return err
}

// begin makes the order of an accepted quote, if there is none.
func (s *Service) begin(ctx context.Context, f marketplace.Fact, id marketplace.ID) error {
	q, err := s.Quotes.Standing(ctx, id)
	if err != nil || q.Accepted == nil {
		return err
	}
	r, err := s.Requests.Standing(ctx, q.Request)
	if err != nil {
		return err
	}
	program := marketplace.System(q.Org)
	program.Person = f.Actor
	renews, err := s.renews(ctx, r, q)
	if err != nil {
		return err
	}
	o := begun(r, q, renews, s.Clock.Now())
	_, err = s.orders.Insert(ctx, id, o, s.fact(program, "order.begun", o))
	if marketplace.IsKind(err, marketplace.Conflict) {
		return nil
	}
	return err
}

// Told lists the facts about which somebody is told.
func Told() []string {
	return []string{
		"order.begun", "order.told", "order.confirmed", "order.proposed", "order.proposal_declined", "order.not_changed", "order.changed", "order.finished",
		"order.cancelled",
	}
}

// Tell puts what a fact says into the boxes of those whom it concerns: the other side, or both when it is nobody's. It may
// run twice.
func (s *Service) Tell(ctx context.Context, f marketplace.Fact) error {
	_, id, _ := strings.Cut(f.Subject, "/")
	o, err := s.Standing(ctx, marketplace.ID(id))
	if err != nil {
		return err
	}
	n := notice.Notice{
		ID: f.ID, Org: o.Org, Kind: f.Type, Path: "/orders/" + string(o.ID), At: f.At, Args: map[string]string{"title": o.Newest().Title},
	}
	if side := gate.Side(f.Data["side"]); side != gate.Organiser {
		if err := s.Teller.Roles(ctx, n, Sellers()...); err != nil {
			return err
		}
		if side == gate.Client {
			return nil
		}
	}
	n.Org, n.Kind, n.Path = o.Buyer, n.Kind+".buyer", "/purchases/"+string(o.ID)
	return s.Teller.People(ctx, []marketplace.ID{o.Contact}, n)
}
