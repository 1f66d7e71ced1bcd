package order

import (
	"cmp"
	"context"
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/capacity"
	"sovite.fi/sovite/marketplace/check"
	"sovite.fi/sovite/marketplace/liability"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/order/gate"
	"sovite.fi/sovite/marketplace/price"
	"sovite.fi/sovite/marketplace/request"
	"sovite.fi/sovite/marketplace/store"
)

// Proposal is what one side wants otherwise: other days, hours or people, and how much each line then comes to. The prices of
// the lines stay.
type Proposal struct {
	Number     int                 `json:"number"` // 1 for the order's first
	Side       gate.Side           `json:"side"`
	By         marketplace.ID      `json:"by"`
	At         marketplace.Instant `json:"at"`
	From       marketplace.Date    `json:"from"` // the day on which it was proposed, then accepted: what was before stays
	Loads      []capacity.Load     `json:"loads"`
	Quantities []price.Quantity    `json:"quantities"` // of the lines, in their order
	Note       string              `json:"note,omitempty"`
	Taken      gate.Side           `json:"taken,omitempty"` // by whom it was accepted; capacity is being moved
}

// Draft is what is filled in for a proposal.
type Draft struct {
	Loads      []capacity.Load
	Quantities []price.Quantity
	Note       string // at most 500 characters
}

// Propose puts other loads before the buyer, for the organiser, in the place of what either side proposed before.
func (s *Service) Propose(ctx context.Context, actor marketplace.Actor, id marketplace.ID, d Draft) (Entry, error) {
	return s.propose(ctx, actor, id, gate.Organiser, sells(actor, request.Sellers()...), d)
}

// ProposeAsBuyer puts other loads before the organiser, for the buyer.
func (s *Service) ProposeAsBuyer(ctx context.Context, actor marketplace.Actor, id marketplace.ID, d Draft) (Bought, error) {
	return s.asBought(ctx)(s.propose(ctx, actor, id, gate.Client, buys(actor, request.Buyers()...), d))
}

// asBought is what the buyer's verbs answer.
func (s *Service) asBought(ctx context.Context) func(Entry, error) (Bought, error) {
	return func(e Entry, err error) (Bought, error) {
		if err != nil {
			return Bought{}, err
		}
		return s.bought(ctx, e)
	}
}

func (s *Service) propose(ctx context.Context, actor marketplace.Actor, id marketplace.ID, side gate.Side, m may, d Draft) (Entry, error) {
	e, err := s.load(ctx, id, m)
	if err != nil {
		return e, err
	}
	var f check.Fields
	d.Note = check.Text(d.Note)
	f.Text("note", d.Note, maxNote)
	if len(d.Quantities) != len(e.Value.Newest().Lines) {
		f.Add("quantities", "order.quantities")
	}
	if err := marketplace.InvalidFields(f.Errors()); err != nil {
		return e, err
	}
	if _, err := s.Crews.Fits(ctx, onBehalf(actor, e.Value), e.Value.Crew, d.Loads); err != nil {
		return e, err // what is wrong with them whatever is free; that is asked when they are taken
	}
	p := Proposal{Side: side, By: actor.Person, At: s.Clock.Now(), From: s.Today(), Loads: d.Loads, Quantities: d.Quantities, Note: d.Note}
	return s.change(ctx, actor, e, 0, func(o Order) (step, error) {
		if err := o.changeable(); err != nil {
			return step{}, err
		}
		if _, err := o.proposed(p, p.Loads); err != nil {
			return step{}, err
		}
		o.Proposals++
		p.Number = o.Proposals
		o.Proposal = &p
		return step{o, "order.proposed", []any{"side", side, "proposal", p.Number}}, nil
	})
}

// changeable is a Conflict when what is agreed cannot change now.
func (o Order) changeable() error {
	switch _, can := o.State.Next(Amend); {
	case !can:
		return o.cannot()
	case o.Proposal != nil && o.Proposal.Taken != "":
		return marketplace.Errorf(marketplace.Conflict, "order.changing")
	case len(o.Agreed) >= maxVersions:
		return marketplace.Errorf(marketplace.Conflict, "order.versions_full", "max", maxVersions)
	}
	return nil
}

// Proposed is what the open proposal would make of what is agreed; false when there is none.
func (o Order) Proposed() (Agreed, bool) {
	if o.Proposal == nil {
		return Agreed{}, false
	}
	a, err := o.proposed(*o.Proposal, o.Proposal.Loads)
	a.Side, a.By, a.At = o.Proposal.Side, o.Proposal.By, o.Proposal.At
	return a, err == nil
}

// proposed is what would be agreed by a proposal, with the loads that its crew keeps from its day on. Invalid when an amount is
// too large, or a quantity is none.
func (o Order) proposed(p Proposal, loads []capacity.Load) (Agreed, error) {
	a := o.Newest()
	a.Lines = slices.Clone(a.Lines)
	var f check.Fields
	var parts []money.Cents
	for i, q := range p.Quantities {
		f.Range(check.At("quantities", i), int(q), 1, maxQuantity)
		amount, err := a.Lines[i].Unit.Amount(a.Lines[i].Rate, q)
		if err != nil {
			return a, err
		}
		a.Lines[i].Quantity, a.Lines[i].Amount = q, amount
		parts = append(parts, amount)
	}
	a.Loads = slices.DeleteFunc(slices.Clone(a.Loads), func(l capacity.Load) bool { return l.Date >= p.From })
	for _, l := range loads {
		if l.Date >= p.From {
			a.Loads = append(a.Loads, l)
		}
	}
	slices.SortStableFunc(a.Loads, func(x, y capacity.Load) int { return cmp.Or(cmp.Compare(x.Date, y.Date), cmp.Compare(x.From, y.From)) })
	var err error
	if a.Total, err = money.Sum(parts...); err == nil {
		err = marketplace.InvalidFields(f.Errors())
	}
	return a, err
}

// Decline says no to what the other side proposed, or takes one's own proposal back, for the organiser. Saying it twice
// changes nothing.
func (s *Service) Decline(ctx context.Context, actor marketplace.Actor, id marketplace.ID, number int) (Entry, error) {
	return s.decline(ctx, actor, id, gate.Organiser, sells(actor, request.Sellers()...), number)
}

// DeclineAsBuyer is Decline for the buyer.
func (s *Service) DeclineAsBuyer(ctx context.Context, actor marketplace.Actor, id marketplace.ID, number int) (Bought, error) {
	return s.asBought(ctx)(s.decline(ctx, actor, id, gate.Client, buys(actor, request.Buyers()...), number))
}

func (s *Service) decline(ctx context.Context, actor marketplace.Actor, id marketplace.ID, side gate.Side, m may, number int) (Entry, error) {
	e, err := s.load(ctx, id, m)
	if err != nil {
		return e, err
	}
	return s.change(ctx, actor, e, 0, func(o Order) (step, error) {
		switch p := o.Proposal; {
		case p == nil || p.Number != number:
			return step{}, store.ErrUnchanged
		case p.Taken != "":
			return step{}, marketplace.Errorf(marketplace.Conflict, "order.changing")
		}
		o.Proposal = nil
		return step{o, "order.proposal_declined", []any{"side", side, "proposal", number}}, nil
	})
}

// Accept takes what the buyer proposed, for the organiser: capacity is moved, and another version is agreed. Conflict with the
// shortage when the crew does not have it, and with the findings when contractor's liability stands in the way; then nothing
// changes. Stale when another proposal has come; accepting the same twice changes nothing.
func (s *Service) Accept(ctx context.Context, actor marketplace.Actor, id marketplace.ID, number int) (Entry, error) {
	return s.accept(ctx, actor, id, gate.Organiser, sells(actor, request.Sellers()...), number)
}

// AcceptAsBuyer is Accept for the buyer.
func (s *Service) AcceptAsBuyer(ctx context.Context, actor marketplace.Actor, id marketplace.ID, number int) (Bought, error) {
	return s.asBought(ctx)(s.accept(ctx, actor, id, gate.Client, buys(actor, request.Buyers()...), number))
}

func (s *Service) accept(ctx context.Context, actor marketplace.Actor, id marketplace.ID, side gate.Side, m may, number int) (Entry, error) {
	e, err := s.load(ctx, id, m)
	if err != nil || slices.ContainsFunc(e.Value.Agreed, func(a Agreed) bool { return a.Proposal == number && number > 0 }) {
		return e, err
	}
	if p := e.Value.Proposal; p != nil && p.Number == number && p.Taken == "" {
		if err := s.permitted(ctx, e.Value, *p); err != nil {
			return e, err
		}
	}
	e, err = s.change(ctx, actor, e, 0, func(o Order) (step, error) {
		switch p := o.Proposal; {
		case !o.Live:
			return step{}, o.cannot()
		case p == nil || p.Number != number:
			return step{}, marketplace.Errorf(marketplace.Stale, "order.other_proposal")
		case p.Side == side:
			return step{}, marketplace.Errorf(marketplace.Conflict, "order.own_proposal")
		case p.Taken != "":
			return step{}, store.ErrUnchanged
		}
		p := *o.Proposal
		p.Taken, p.From = side, s.Today()
		o.Proposal = &p
		return step{o, "order.changing", []any{"side", side, "proposal", number}}, nil
	})
	if err != nil {
		return e, err
	}
	return s.take(ctx, actor, e)
}

// permitted says whether contractor's liability lets a confirmed order become what is proposed. One that becomes no larger is
// asked nothing: what held when it was confirmed holds.
func (s *Service) permitted(ctx context.Context, o Order, p Proposal) error {
	a, err := o.proposed(p, p.Loads)
	if err != nil || o.Decision == nil || o.Buyer == o.Org {
		return err
	}
	id, before, about := o.ID, o.contract(s.Today()), o.with(a).contract(s.Today())
	if about.Cents <= before.Cents && about.Days <= before.Days {
		return nil
	}
	v, err := s.Liability.Read(ctx, marketplace.System(o.Buyer), o.Org, liability.Contract{ID: id})
	if marketplace.IsKind(err, marketplace.NotFound) {
		err = nil
	}
	if err != nil {
		return err
	}
	about.ID, about.ChainedTo = id, v.Contract.ChainedTo
	c, err := liability.Judge(s.Rules, liability.Question{Today: s.Today(), Contract: about, Relation: v.Relation, Pack: v.Pack})
	if err != nil {
		return err
	}
	return refuse("order.change_stands", []gate.Result{{Gate: gate.Liability, Before: gate.Confirm, Verdict: c.Verdict, Findings: c.Findings}}, o.Approvals)
}

// take goes on with a proposal that was accepted: the crew's booking is moved, then the version is agreed. What the crew does
// not have is not agreed. It may run twice, and at the same time.
func (s *Service) take(ctx context.Context, actor marketplace.Actor, e Entry) (Entry, error) {
	o := e.Value
	if !o.Live || o.Proposal == nil || o.Proposal.Taken == "" {
		return e, nil
	}
	p, today := *o.Proposal, s.Today()
	upcoming := slices.DeleteFunc(slices.Clone(p.Loads), func(l capacity.Load) bool { return l.Date < today })
	b, short := s.Crews.Move(ctx, onBehalf(actor, o), o.Crew, o.Booking, capacity.Sold, upcoming)
	if short != nil && !lasting(short) {
		return e, short
	}
	e, err := s.change(ctx, actor, e, 0, func(o Order) (step, error) {
		if !o.Live || o.Proposal == nil || o.Proposal.Number != p.Number {
			return step{}, store.ErrUnchanged
		}
		o.Proposal = nil
		data := []any{"proposal", p.Number}
		if short != nil {
			return step{o, "order.not_changed", data}, nil //nolint:nilerr // that it did not fit is what is written down
		}
		a, err := o.proposed(p, b.Loads)
		if err != nil {
			return step{}, err
		}
		a.Proposal = p.Number
		o, err = o.amended(a, p.Side, p.By, s.Clock.Now())
		return step{o, "order.changed", append(data, "side", p.Taken)}, err
	})
	if err != nil {
		return e, err
	}
	return e, cmp.Or(short, s.settle(ctx, actor, e.Value))
}

// lasting says whether an error is an answer, which trying again would not change.
func lasting(err error) bool {
	for _, k := range []marketplace.Kind{marketplace.Conflict, marketplace.Invalid, marketplace.NotFound, marketplace.Forbidden} {
		if marketplace.IsKind(err, k) {
			return true
		}
	}
	return false
}
