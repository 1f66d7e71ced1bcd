package order

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/check"
	"sovite.fi/sovite/marketplace/order/gate"
	"sovite.fi/sovite/marketplace/request"
	"sovite.fi/sovite/marketplace/store"
)

// Cancellation is why somebody cancels.
type Cancellation struct {
	Reason Reason
	Note   string // at most 500 characters; both sides read it
}

// checked is the cancellation in its stored form; Invalid unless the reason is on the list, and said when it says nothing.
func (c Cancellation) checked() (Cancellation, error) {
	var f check.Fields
	c.Note = check.Text(c.Note)
	f.OneOf("reason", string(c.Reason), check.Words(Reasons())...)
	f.Need("note", c.Note != "" || c.Reason != OtherReason)
	f.Text("note", c.Note, maxNote)
	return c, marketplace.InvalidFields(f.Errors())
}

// Cancel ends an order for the organiser; what is still to come of its capacity is free again. Cancelling twice changes nothing.
func (s *Service) Cancel(ctx context.Context, actor marketplace.Actor, id marketplace.ID, c Cancellation) (Entry, error) {
	return s.cancel(ctx, actor, id, gate.Organiser, sells(actor, request.Sellers()...), c)
}

// CancelBought is Cancel for the buyer.
func (s *Service) CancelBought(ctx context.Context, actor marketplace.Actor, id marketplace.ID, c Cancellation) (Bought, error) {
	e, err := s.cancel(ctx, actor, id, gate.Client, buys(actor, request.Buyers()...), c)
	if err != nil {
		return Bought{}, err
	}
	return s.bought(ctx, e)
}

func (s *Service) cancel(ctx context.Context, actor marketplace.Actor, id marketplace.ID, side gate.Side, m may, c Cancellation) (Entry, error) {
	e, err := s.load(ctx, id, m)
	if err != nil {
		return e, err
	}
	if c, err = c.checked(); err != nil {
		return e, err
	}
	return s.end(ctx, actor, e, Cancel, &Ending{Side: side, By: actor.Person, Reason: c.Reason, Note: c.Note})
}

// end brings an order to an end, and lets go of what the end leaves. Ending it twice in the same way changes nothing.
func (s *Service) end(ctx context.Context, actor marketplace.Actor, e Entry, event Event, how *Ending) (Entry, error) {
	e, err := s.change(ctx, actor, e, 0, func(o Order) (step, error) {
		if o.State == Cancelled || event == Pass && (!o.Live || o.Next > s.Today()) {
			return step{}, store.ErrUnchanged // done before, or somebody was quicker
		}
		o, err := o.after(event, s.Clock.Now())
		if o.Ending = how; how == nil && o.State == Cancelled {
			o.Ending = &Ending{Reason: Unconfirmed}
		}
		data := []any{}
		if o.Ending != nil {
			data = []any{"side", o.Ending.Side, "reason", o.Ending.Reason}
		}
		return step{o, "order." + string(o.State), data}, err
	})
	if err != nil {
		return e, err
	}
	return e, s.settle(ctx, actor, e.Value)
}

// settle lets go of the capacity of an order that was cancelled and keeps the end of its contract. Doing it again changes
// nothing; a crew that is gone has nothing to let go of.
func (s *Service) settle(ctx context.Context, actor marketplace.Actor, o Order) error {
	if o.State == Cancelled {
		_, err := s.Crews.Release(ctx, onBehalf(actor, o), o.Crew, o.Booking)
		if err != nil && !marketplace.IsKind(err, marketplace.NotFound) {
			return err
		}
	}
	return s.record(ctx, o)
}

// Work finishes the orders whose last day has passed, and cancels those that nobody confirmed. It is a job: it may be done
// twice, and one that comes late does later what it would have done then.
func (s *Service) Work(ctx context.Context) error {
	q := store.Query{Index: "next", Eq: []any{true}, To: string(s.Today().AddDays(1))}
	return s.orders.Each(ctx, q, func(e Entry) error {
		program := marketplace.System(e.Value.Org)
		_, err := s.end(ctx, program, e, Pass, nil)
		return err
	})
}
