package order

import (
	"context"
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/liability"
	"sovite.fi/sovite/marketplace/order/gate"
	"sovite.fi/sovite/marketplace/request"
	"sovite.fi/sovite/marketplace/rule/verdict"
	"sovite.fi/sovite/marketplace/store"
)

// Approve takes responsibility, for an owner of the organiser, by name and with a reason, for what a named person has to decide
// as it stands now. What is blocked stays blocked. Conflict when there is nothing to decide.
func (s *Service) Approve(ctx context.Context, actor marketplace.Actor, id marketplace.ID, reason string) (Entry, error) {
	e, err := s.load(ctx, id, sells(actor, Sellers()...))
	if err != nil {
		return e, err
	}
	c, err := s.conclude(ctx, e.Value)
	if err != nil {
		return e, err
	}
	return s.change(ctx, actor, e, 0, func(o Order) (step, error) {
		if _, can := o.State.Next(Approve); !can {
			return step{}, o.cannot()
		}
		j, err := s.judge(o, c)
		if err != nil {
			return step{}, err
		}
		a, err := gate.Approve(actor, j.Results, reason, s.Clock.Now())
		undecided := func(f verdict.Finding) bool { return f.Verdict == verdict.Review }
		switch {
		case err != nil:
			return step{}, err
		case !slices.ContainsFunc(j.Start, undecided):
			return step{}, marketplace.Errorf(marketplace.Conflict, "order.nothing_to_approve")
		case len(o.Approvals) >= maxApprovals:
			return step{}, marketplace.Errorf(marketplace.Conflict, "order.approvals_full", "max", maxApprovals)
		}
		o.Approvals = append(slices.Clone(o.Approvals), a)
		return step{o, "order.approved", []any{"rules", rules(j.Results)}}, nil
	})
}

// Confirm makes the order binding, for the organiser, once both sides have told their parts and every gate before it is passed
// or taken responsibility for on this day. Conflict otherwise, with the findings that stand, each with its rule. The contract
// is kept for contractor's liability. Confirming twice changes nothing. Stale unless rev is the order's revision.
func (s *Service) Confirm(ctx context.Context, actor marketplace.Actor, id marketplace.ID, rev int64) (Entry, error) {
	e, err := s.load(ctx, id, sells(actor, request.Sellers()...))
	if err != nil {
		return e, err
	}
	if e.Value.State == Confirmed {
		return e, s.record(ctx, e.Value)
	}
	name, err := s.person(ctx, actor)
	if err != nil {
		return e, err
	}
	c, err := s.conclude(ctx, e.Value)
	if err != nil {
		return e, err
	}
	e, err = s.change(ctx, actor, e, rev, func(o Order) (step, error) {
		if o.State == Confirmed {
			return step{}, store.ErrUnchanged
		}
		o, err := s.confirmed(o, c, Decision{By: actor.Person, Name: name})
		if err != nil {
			return step{}, err
		}
		return step{o, "order.confirmed", []any{"side", gate.Organiser, "rules", rules(o.Decision.Results)}}, nil
	})
	if err != nil {
		return e, err
	}
	return e, s.record(ctx, e.Value)
}

// confirmed is the order with the decision, when nothing holds it up.
func (s *Service) confirmed(o Order, c *liability.Conclusion, d Decision) (Order, error) {
	d.At = s.Clock.Now()
	d.On = d.At.Day()
	o, err := o.after(Confirm, d.At)
	switch {
	case err != nil:
		return o, err
	case o.Last < d.On:
		return o, marketplace.Errorf(marketplace.Conflict, "order.over")
	case o.Conditions.Told.IsZero() && o.Buyer != o.Org:
		return o, marketplace.Errorf(marketplace.Conflict, "order.buyer_untold")
	}
	j, err := s.judge(o, c)
	if err != nil {
		return o, err
	}
	d.Results, d.Liability = j.Results, c
	o.Decision = &d
	return o, refuse("order.gates_stand", j.Results, o.Approvals)
}

// record keeps the contract for contractor's liability, as it stands. Doing it again changes nothing. What costs nothing is no
// contract that counts.
func (s *Service) record(ctx context.Context, o Order) error {
	if o.Decision == nil || !o.counts() {
		return nil
	}
	c := o.contract(o.Decision.On)
	c.ID = o.ID
	before, err := s.chained(ctx, o)
	if err != nil {
		return err
	}
	c.ChainedTo = before
	if !o.Live {
		c.Ended = max(o.worked(), c.Agreed)
	}
	if c.From > c.Ended && c.Ended != "" {
		c.From = "" // it never began
	}
	_, err = s.Liability.Record(ctx, marketplace.System(o.Buyer), o.Org, c)
	return err
}

// worked is the last day that was worked of an order that is over; empty when none was.
func (o Order) worked() marketplace.Date {
	last := marketplace.Date("")
	for _, l := range o.Newest().Loads {
		if o.State == Finished || l.Date < o.Ended.Day() {
			last = max(last, l.Date)
		}
	}
	return last
}
