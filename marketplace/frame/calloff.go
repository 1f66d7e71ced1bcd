package frame

import (
	"context"
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/capacity"
	"sovite.fi/sovite/marketplace/quote"
	"sovite.fi/sovite/marketplace/request"
	"sovite.fi/sovite/marketplace/store"
)

// Preview is a call-off as it would be, for the buyer, with its days and lines; nothing is written. Its errors are those of
// CallOff.
func (s *Service) Preview(ctx context.Context, actor marketplace.Actor, id marketplace.ID, w Wish) (Call, []quote.OfferLine, error) {
	e, err := s.load(ctx, id, buys(actor, request.Buyers()...))
	if err != nil {
		return Call{}, nil, err
	}
	f := e.Value
	c, err := s.asked(ctx, f, w)
	if err == nil {
		_, err = f.reserved(c)
	}
	if err != nil {
		return c, nil, err
	}
	lines := []quote.OfferLine{}
	for _, l := range f.lines(c) {
		amount, err := l.Unit.Amount(l.Rate, l.Quantity)
		if err != nil {
			return c, nil, err
		}
		lines = append(lines, quote.OfferLine{Unit: l.Unit, Name: l.Name, Quantity: l.Quantity, Rate: l.Rate, Amount: amount})
	}
	return c, lines, nil
}

// CallOff calls work off, for the buyer, under a key of the caller's; the same key is the same call. Its request is opened, its
// quote sent and its capacity held until the moment of the call, for the buyer to accept as any other. Invalid when the
// agreement does not allow the days; Conflict when the sum would pass the ceiling, and, with the shortage, when the capacity is
// not there: then nothing counts. What a crash left half-done is gone on with.
func (s *Service) CallOff(ctx context.Context, actor marketplace.Actor, id marketplace.ID, key string, w Wish) (Entry, Call, error) {
	e, err := s.load(ctx, id, buys(actor, request.Buyers()...))
	if err != nil {
		return e, Call{}, err
	}
	n, there := keyed(e.Value, key)
	if !there {
		c, err := s.asked(ctx, e.Value, w)
		if err != nil {
			return Entry{}, c, err
		}
		c.Key, c.By = key, actor.Person
		if e, err = s.reserve(ctx, actor, e, c); err != nil {
			return Entry{}, c, err
		}
		n, _ = keyed(e.Value, key)
	}
	e, err = forBuyer(s.dispatch(ctx, id, n))
	c, _ := e.Value.Call(n)
	return e, c, err
}

func keyed(f Frame, key string) (int, bool) {
	at := slices.IndexFunc(f.Calls, func(c Call) bool { return c.Key == key })
	return at + 1, at >= 0
}

// asked is a call-off that the agreement allows and the crew has the hours for now.
func (s *Service) asked(ctx context.Context, f Frame, w Wish) (Call, error) {
	if _, can := f.State.Next(CallOff); !can {
		return Call{}, marketplace.Errorf(marketplace.Conflict, "frame.state."+string(f.State))
	}
	program := marketplace.System(f.Org)
	crew, err := s.Crews.Get(ctx, program, f.Terms.Crew)
	if err != nil {
		return Call{}, err
	}
	c, err := f.called(w, crew.Value.Terms.Ratio, s.Clock.Now())
	if fields := marketplace.AsError(err); err != nil && len(fields.Fields) > 0 {
		if more := s.Requests.Complete(f.brief(c)); more != nil { // both at once, so that nobody mends twice
			return c, marketplace.InvalidFields(both(fields.Fields, marketplace.AsError(more).Fields))
		}
	}
	if err == nil {
		err = s.Requests.Complete(f.brief(c))
	}
	if err != nil {
		return c, err
	}
	short, err := s.Crews.Fits(ctx, program, f.Terms.Crew, c.Loads())
	if err != nil {
		return c, err
	}
	return c, capacity.Refusal(short)
}

// both are mistakes of two checks, at most one for each field.
func both(a, b []marketplace.FieldError) []marketplace.FieldError {
	for _, e := range b {
		if !slices.ContainsFunc(a, func(o marketplace.FieldError) bool { return o.Field == e.Field }) && e.Field != "deadline" {
			a = append(a, e)
		}
	}
	return a
}

// reserve writes a call-off down. From now on it counts under the ceiling.
func (s *Service) reserve(ctx context.Context, actor marketplace.Actor, e Entry, c Call) (Entry, error) {
	return s.change(ctx, actor, e, 0, func(f Frame) (step, error) {
		if _, there := keyed(f, c.Key); there {
			return step{}, store.ErrUnchanged
		}
		if c.Need.Last > f.Last() {
			return step{}, marketplace.InvalidFields([]marketplace.FieldError{marketplace.Field("need.last", "frame.last", "last", f.Last())})
		}
		f, err := f.reserved(c)
		return step{f, "frame.called", []any{"call", len(f.Calls), "total", int64(c.Total)}}, err
	})
}

// dispatch goes on with a call-off: its request is opened and its quote sent. What cannot be had is given back, and the answer
// says why. It may run twice, and at the same time.
func (s *Service) dispatch(ctx context.Context, id marketplace.ID, number int) (Entry, error) {
	e, err := s.frames.Get(ctx, id)
	if err != nil {
		return e, err
	}
	f := e.Value
	c, there := f.Call(number)
	if !there || c.State != Calling {
		return e, nil
	}
	_, err = s.Requests.CallOff(ctx, inName(c.By, f.Buyer), request.Call{
		ID: c.Request, Brief: f.brief(c), Organiser: f.Org, Follows: c.Follows,
		Called: request.Called{Frame: f.ID, Number: number, Safety: f.Site.Safety, Hazards: f.Terms.Hazards},
	})
	if err == nil {
		_, err = s.Quotes.SendCalled(ctx, inName(c.By, f.Org), c.Request, f.content(c))
	}
	switch {
	case lasting(err):
		return s.giveBack(ctx, e, number, err)
	case err != nil:
		return e, err
	}
	return s.settle(ctx, id, number)
}

// giveBack takes a call-off that could not be had off the ceiling, once nothing can come of its request any more.
func (s *Service) giveBack(ctx context.Context, e Entry, number int, why error) (Entry, error) {
	f := e.Value
	c, _ := f.Call(number)
	_, err := s.Requests.Withdraw(ctx, inName(c.By, f.Buyer), c.Request)
	switch {
	case marketplace.IsKind(err, marketplace.NotFound): // it was never opened, and is not any more once the call is lost
	case marketplace.IsKind(err, marketplace.Conflict): // somebody accepted or ended it meanwhile
		return s.settle(ctx, e.ID, number)
	case err != nil:
		return e, err
	}
	e, err = s.change(ctx, inName(c.By, f.Org), e, 0, func(f Frame) (step, error) {
		c, _ := f.Call(number)
		if c = c.moved(Lose); c.State != Lost || !c.Finished.IsZero() {
			return step{}, store.ErrUnchanged
		}
		c.Counts, c.Finished = 0, s.Clock.Now()
		return step{f.with(c), "frame.call_lost", []any{"call", number}}, nil
	})
	if err == nil {
		err = why
	}
	return e, err
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

// unlessOver passes over an answer: what could not be had was given back, and the buyer is told.
func unlessOver(err error) error {
	if lasting(err) {
		return nil
	}
	return err
}
