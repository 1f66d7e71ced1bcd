package frame

import (
	"context"
	"strconv"
	"strings"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/quote"
	"sovite.fi/sovite/marketplace/request"
	"sovite.fi/sovite/marketplace/store"
)

// Follows lists the facts after which Follow has something to do.
func Follows() []string {
	return []string{
		"frame.called", "request.reopened", "request.withdrawn", "request.lapsed", "quote.sent", "quote.accepted", "quote.declined", "quote.expired",
		"quote.withdrawn", "quote.lost", "order.begun", "order.changed", "order.cancelled",
	}
}

// Follow goes on with what a fact began: a call-off that was written down when the program stopped is made; one whose request,
// quote or order moved on stands as they do, and gives back its sum when nothing comes of it. It may run twice.
func (s *Service) Follow(ctx context.Context, f marketplace.Fact) error {
	kind, rest, _ := strings.Cut(f.Subject, "/")
	id := marketplace.ID(rest)
	switch kind {
	case "frames":
		number, err := strconv.Atoi(f.Data["call"])
		if err != nil {
			return marketplace.Errorf(marketplace.Internal, "error.internal")
		}
		_, err = s.dispatch(ctx, id, number)
		return unlessOver(err)
	case "quotes":
		id = marketplace.ID(f.Data["request"])
	case "orders":
		o, err := s.Orders.Standing(ctx, id)
		if err != nil {
			return err
		}
		id = o.Request
	}
	r, err := s.Requests.Standing(ctx, id)
	if err != nil || r.Called == nil {
		return err
	}
	_, err = s.settle(ctx, r.Called.Frame, r.Called.Number)
	return err
}

// settle brings a call-off to where its documents stand. A request whose only quote is over is taken back first: nobody else is
// asked. Doing it again changes nothing.
func (s *Service) settle(ctx context.Context, id marketplace.ID, number int) (Entry, error) {
	e, err := s.frames.Get(ctx, id)
	if err != nil {
		return e, err
	}
	c, _ := e.Value.Call(number)
	st, err := s.standing(ctx, c)
	if err != nil {
		return e, err
	}
	if st.request.State == request.Open && (over(st.quote.State) || c.State == Lost) {
		r, err := s.Requests.Withdraw(ctx, inName(c.By, e.Value.Buyer), c.Request)
		if err != nil && !marketplace.IsKind(err, marketplace.Conflict) { // of a Conflict another fact follows
			return e, err
		}
		if err == nil {
			st.request = r
		}
	}
	return s.change(ctx, inName(c.By, e.Value.Org), e, 0, func(f Frame) (step, error) {
		c, _ := f.Call(number)
		c, changed := c.stood(st, s.Clock.Now())
		if !changed {
			return step{}, store.ErrUnchanged
		}
		return step{f.with(c), "frame.call_" + string(c.State), []any{"call", number, "counts", int64(c.Counts)}}, nil
	})
}

// over says whether a quote will not be accepted any more. One that ran out could be renewed; a call-off is made again instead.
func over(s quote.State) bool {
	switch s {
	case quote.Expired, quote.Declined, quote.Withdrawn, quote.Lost:
		return true
	case quote.Draft, quote.Sent, quote.Accepted:
	}
	return false
}

// standing reads how the documents of a call-off stand; what is not there yet is left empty.
func (s *Service) standing(ctx context.Context, c Call) (standing, error) {
	var out standing
	var err error
	if out.request, err = s.Requests.Standing(ctx, c.Request); unlessMissing(err) != nil {
		return out, err
	}
	if out.quote, err = s.Quotes.Standing(ctx, c.Quote); unlessMissing(err) != nil {
		return out, err
	}
	o, err := s.Orders.Standing(ctx, c.Quote)
	if err == nil {
		out.order = &o
	}
	return out, unlessMissing(err)
}

func unlessMissing(err error) error {
	if marketplace.IsKind(err, marketplace.NotFound) {
		return nil
	}
	return err
}
