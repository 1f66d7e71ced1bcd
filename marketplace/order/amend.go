package order

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/check"
	"sovite.fi/sovite/marketplace/order/gate"
	"sovite.fi/sovite/marketplace/store"
)

// SetReference changes the buyer's own reference, which stands on the invoice, for the buyer. It is another version of what
// is agreed. The same again changes nothing.
func (s *Service) SetReference(ctx context.Context, actor marketplace.Actor, id marketplace.ID, reference string) (Bought, error) {
	var f check.Fields
	reference = check.Line(reference)
	f.Text("reference", reference, maxReference)
	e, err := s.amend(ctx, actor, id, gate.Client, buys(actor, Readers()...), f, func(a *Agreed) bool {
		same := a.Reference == reference
		a.Reference = reference
		return !same
	})
	if err != nil {
		return Bought{}, err
	}
	return s.bought(ctx, e)
}

// SetSupervisor changes who directs the work on site, for the organiser. It is another version of what is agreed. The same
// again changes nothing.
func (s *Service) SetSupervisor(ctx context.Context, actor marketplace.Actor, id marketplace.ID, name string) (Entry, error) {
	var f check.Fields
	name = check.Line(name)
	f.Need("supervisor", name != "")
	f.Text("supervisor", name, maxSupervisor)
	return s.amend(ctx, actor, id, gate.Organiser, sells(actor, Sellers()...), f, func(a *Agreed) bool {
		same := a.Supervisor == name
		a.Supervisor = name
		return !same
	})
}

// amend adds another version of what is agreed, that one side may change alone.
func (s *Service) amend(ctx context.Context, actor marketplace.Actor, id marketplace.ID, side gate.Side, m may, f check.Fields, change func(*Agreed) bool) (Entry, error) {
	e, err := s.load(ctx, id, m)
	if err == nil {
		err = marketplace.InvalidFields(f.Errors())
	}
	if err != nil {
		return e, err
	}
	return s.change(ctx, actor, e, 0, func(o Order) (step, error) {
		a := o.Newest()
		if _, can := o.State.Next(Amend); !can {
			return step{}, o.cannot()
		}
		a.Proposal = 0
		if !change(&a) {
			return step{}, store.ErrUnchanged
		}
		o, err := o.amended(a, side, actor.Person, s.Clock.Now())
		return step{o, "order.changed", []any{"side", side}}, err
	})
}

// amended is the order with a version that somebody made; Conflict when there are too many.
func (o Order) amended(a Agreed, side gate.Side, by marketplace.ID, now marketplace.Instant) (Order, error) {
	if len(o.Agreed) >= maxVersions {
		return o, marketplace.Errorf(marketplace.Conflict, "order.versions_full", "max", maxVersions)
	}
	a.Side, a.By, a.At = side, by, now
	return o.with(a), nil
}
