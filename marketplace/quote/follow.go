package quote

import (
	"context"
	"strings"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/request"
	"sovite.fi/sovite/marketplace/store"
)

// Follows lists the facts after which Follow has something to do.
func Follows() []string {
	return []string{
		"request.invited", "request.passed", "request.awarding", "request.awarded", "request.withdrawn", "request.lapsed",
		"quote.begun", "quote.sending", "quote.not_sent", "quote.sent", "quote.award_refused", "quote.declined", "quote.withdrawn", "quote.lost",
	}
}

// Follow goes on with what a fact began: an invited organiser gets an empty quote; what was being sent or accepted when the
// program stopped is finished or undone; when a request has ended, the quotes that were not chosen are lost, and what was
// held for them is free. It may run twice.
func (s *Service) Follow(ctx context.Context, f marketplace.Fact) error {
	_, rest, _ := strings.Cut(f.Subject, "/")
	id, organiser := marketplace.ID(rest), marketplace.ID(f.Data["organiser"])
	switch f.Type {
	case "request.invited":
		return s.beginFor(ctx, id, organiser)
	case "request.passed":
		return s.endPassed(ctx, id, organiser)
	case "request.awarding":
		_, err := s.award(ctx, marketplace.System(f.Org), id)
		return err
	case "request.awarded", "request.withdrawn", "request.lapsed":
		return s.endOthers(ctx, id)
	case "quote.sent":
		if err := s.noted(ctx, id); err != nil {
			return err
		}
	case "quote.sending":
		_, err := s.dispatch(ctx, marketplace.System(f.Org), id)
		if lasting(err) {
			return nil // it is a draft again, and the organiser is told
		}
		return err
	}
	return s.settle(ctx, id)
}

// noted tells the request that the organiser has quoted.
func (s *Service) noted(ctx context.Context, id marketplace.ID) error {
	e, err := s.quotes.Get(ctx, id)
	if err != nil {
		return err
	}
	return s.Requests.Quoted(ctx, e.Value.Request, e.Value.Org)
}

func (s *Service) beginFor(ctx context.Context, id, organiser marketplace.ID) error {
	r, err := s.Requests.Standing(ctx, id)
	if err != nil || !r.Live {
		return err
	}
	_, err = s.begun(ctx, r, organiser)
	return err
}

// endPassed takes the draft of an organiser who does not quote off its list. One that was sent at the same moment stands.
func (s *Service) endPassed(ctx context.Context, id, organiser marketplace.ID) error {
	e, err := s.quotes.Get(ctx, IDOf(id, organiser))
	if marketplace.IsKind(err, marketplace.NotFound) || err == nil && e.Value.State != Draft {
		return nil
	}
	if err != nil {
		return err
	}
	_, err = s.end(ctx, marketplace.System(organiser), e.ID, Withdraw, func(q Quote) Quote { return q })
	return unlessOver(err)
}

func (s *Service) endOthers(ctx context.Context, id marketplace.ID) error {
	return s.quotes.Each(ctx, store.Query{Index: "request", Eq: []any{string(id)}}, func(e Entry) error {
		return s.settle(ctx, e.ID)
	})
}

// settle ends a quote whose request has ended otherwise, holds what is on offer, and frees what a quote that is over held.
func (s *Service) settle(ctx context.Context, id marketplace.ID) error {
	e, err := s.quotes.Get(ctx, id)
	if err != nil {
		return err
	}
	q, program := e.Value, marketplace.System(e.Value.Org)
	if !q.Live {
		if q.State == Accepted {
			return nil
		}
		return s.release(ctx, program, q)
	}
	r, err := s.Requests.Standing(ctx, q.Request)
	switch {
	case err != nil:
		return err
	case r.State == request.Open:
		return s.rehold(ctx, program, q)
	case r.Live:
		return nil // being accepted, which goes on by itself
	}
	_, err = s.end(ctx, program, id, Lose, func(q Quote) Quote {
		q.Loss.Why = why(r.State)
		return q
	})
	return unlessOver(err)
}

// why is how quotes are lost by the end of their request.
func why(s request.State) Why {
	switch s {
	case request.Withdrawn:
		return RequestCancelled
	case request.Lapsed:
		return RequestOver
	case request.Draft, request.Open, request.Awarding, request.Awarded:
	}
	return AnotherChosen
}

// unlessOver passes over the Conflict of a quote that ended otherwise meanwhile.
func unlessOver(err error) error {
	if marketplace.IsKind(err, marketplace.Conflict) && strings.HasPrefix(marketplace.AsError(err).Key, "quote.state.") {
		return nil
	}
	return err
}
