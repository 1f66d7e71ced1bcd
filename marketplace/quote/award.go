package quote

import (
	"context"
	"strings"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/request"
	"sovite.fi/sovite/marketplace/store"
)

// Choice is which version of which quote a buyer chooses: the one that was seen.
type Choice struct {
	Quote   marketplace.ID
	Version int
}

// Accept chooses a quote for a request, for the buyer. Its capacity is sold, the request is awarded and the other quotes are
// lost. Above the limit of the person the owners are asked to accept instead, and the request comes back open with its
// Approval. Conflict when another quote is or was chosen, when the quote has expired (saying whether its capacity is free)
// and, with the shortage, when the capacity is gone: then the quote is lost and the request open. Stale, saying what changed,
// when a newer version was sent. Accepting the same twice changes nothing; what a crash left is gone on with.
func (s *Service) Accept(ctx context.Context, actor marketplace.Actor, id marketplace.ID, c Choice) (request.Request, error) {
	q, err := s.offered(ctx, actor, c.Quote) // before the request: a quote is only accepted once the request says so
	if err == nil && q.Value.Request != id {
		err = notFound()
	}
	if err != nil {
		return request.Request{}, err
	}
	r, err := s.Requests.Get(ctx, actor, id)
	if err != nil {
		return request.Request{}, err
	}
	if !r.Value.Chose(c.Quote, c.Version) {
		if err := s.acceptable(ctx, actor, r.Value, q.Value, c); err != nil {
			return r.Value, err
		}
		v, _ := q.Value.Newest()
		if asked, over, err := s.Requests.OverLimit(ctx, actor, id, c.Quote, c.Version, v.Total); err != nil || over {
			return asked, err
		}
		a := request.Award{Quote: c.Quote, Organiser: q.Value.Org, Version: c.Version, Total: v.Total}
		if err := s.Requests.Choose(ctx, actor, id, a); err != nil {
			return r.Value, err
		}
	}
	after, err := s.award(ctx, actor, id)
	if err != nil || after.Chose(c.Quote, c.Version) {
		return after, err
	}
	return after, s.missed(ctx, actor, after, c)
}

// acceptable says why a quote cannot be accepted as it was seen, if so.
func (s *Service) acceptable(ctx context.Context, actor marketplace.Actor, r request.Request, q Quote, c Choice) error {
	if err := r.MustBeOpen(); err != nil {
		return err
	}
	switch newest, _ := q.Newest(); {
	case q.State == Sent && q.Sending != nil:
		return marketplace.Errorf(marketplace.Conflict, "quote.being_changed")
	case q.State != Sent && q.State != Expired:
		return marketplace.Errorf(marketplace.Conflict, "quote.state."+string(q.State))
	case newest.Number != c.Version:
		return s.changed(actor, q, c.Version)
	case q.State == Expired, q.ended(s.Clock.Now()):
		return s.expired(ctx, q)
	}
	return nil
}

// changed is Stale with what changed since a version was seen; NotFound when there never was such a version.
func (s *Service) changed(actor marketplace.Actor, q Quote, seen int) error {
	before, there := q.Version(seen)
	if !there {
		return notFound()
	}
	now, _ := q.Newest()
	err := marketplace.Errorf(marketplace.Stale, "quote.newer", "version", now.Number)
	for _, c := range Changes(before, now, s.say(actor)) {
		err.Fields = append(err.Fields, marketplace.Field(c.Field, "quote.change", "about", c.About, "before", orDash(c.Before), "now", orDash(c.Now)))
	}
	return err
}

// orDash is a text, or a dash for nothing.
func orDash(text string) string {
	if text == "" {
		return "–"
	}
	return text
}

// expired is the Conflict for a quote that is not valid any more.
func (s *Service) expired(ctx context.Context, q Quote) error {
	free, err := s.free(ctx, q)
	switch {
	case err != nil:
		return err
	case free:
		return marketplace.Errorf(marketplace.Conflict, "quote.expired_free")
	}
	return marketplace.Errorf(marketplace.Conflict, "quote.expired_taken")
}

// award goes on with the choice of a request until it is awarded or, when the quote could not be had, open again. It may run
// twice, and at the same time: the write of the quote decides.
func (s *Service) award(ctx context.Context, actor marketplace.Actor, id marketplace.ID) (request.Request, error) {
	r, err := s.Requests.Standing(ctx, id)
	if err != nil || r.State != request.Awarding {
		return r, err
	}
	a := *r.Award
	q, err := s.take(ctx, actor, a)
	if err != nil {
		return r, err
	}
	if q.took(a) {
		return s.Requests.Finish(ctx, actor, id, a)
	}
	if err := s.unsell(ctx, actor, q); err != nil {
		return r, err
	}
	return s.Requests.Reopen(ctx, actor, id, a)
}

// take sells the capacity and has the quote accepted by an award, lost for want of capacity, or refused when it is not on
// offer as it was chosen. Nothing of this is changed by doing it again.
func (s *Service) take(ctx context.Context, actor marketplace.Actor, a request.Award) (Quote, error) {
	e, err := s.quotes.Get(ctx, a.Quote)
	if err != nil || e.Value.took(a) {
		return e.Value, err
	}
	hold, short := 0, error(nil)
	if v, there := e.Value.Version(a.Version); there && e.Value.takes(a) {
		hold, short = s.sell(ctx, actor, e.Value, v)
	}
	if short != nil && !lasting(short) {
		return e.Value, short
	}
	if short != nil && !gone(short) {
		hold = 0 // something came between
	}
	e, err = s.change(ctx, actor, a.Quote, func(q Quote) (Quote, string, error) {
		switch {
		case q.took(a):
			return q, "", store.ErrUnchanged
		case !q.takes(a) || hold == 0:
			if q.Refused >= a.Number {
				return q, "", store.ErrUnchanged
			}
			q.Refused = a.Number
			return q, "quote.award_refused", nil
		case short != nil:
			q.Loss = Loss{Why: CapacityGone, Shortage: shortage(short)}
			q, err := q.after(Lose, s.Clock.Now())
			return q, "quote.lost", err
		}
		q.Accepted, q.Hold = &a, hold
		q, err := q.after(Accept, s.Clock.Now())
		return q, "quote.accepted", err
	})
	return e.Value, err
}

// missed is why a choice came to nothing.
func (s *Service) missed(ctx context.Context, actor marketplace.Actor, r request.Request, c Choice) error {
	e, err := s.quotes.Get(ctx, c.Quote)
	if err != nil {
		return err
	}
	if loss := e.Value.Loss; loss.Why == CapacityGone {
		gone := marketplace.Errorf(marketplace.Conflict, "quote.capacity_gone")
		gone.Fields = loss.Shortage
		return gone
	}
	if err := s.acceptable(ctx, actor, r, e.Value, c); err != nil {
		return err
	}
	return marketplace.Errorf(marketplace.Conflict, "quote.being_changed")
}

// gone says whether an error of capacity means that what was offered cannot be had.
func gone(err error) bool {
	key := marketplace.AsError(err).Key
	return marketplace.IsKind(err, marketplace.Invalid) || strings.HasPrefix(key, "capacity.short.") || key == "capacity.full" || key == "capacity.retired"
}

// shortage is what an error of capacity says, line by line.
func shortage(err error) []marketplace.FieldError {
	e := marketplace.AsError(err)
	if len(e.Fields) > 0 {
		return e.Fields
	}
	return []marketplace.FieldError{{Field: "loads", Key: e.Key, Args: e.Args}}
}

// DeclineOffer says no to a quote, for the buyer, and why. Its capacity is free again. Saying it twice changes nothing.
func (s *Service) DeclineOffer(ctx context.Context, actor marketplace.Actor, id marketplace.ID, r Refusal) (Offer, error) {
	if _, err := s.offered(ctx, actor, id); err != nil {
		return Offer{}, err
	}
	r, err := r.checked()
	if err != nil {
		return Offer{}, err
	}
	e, err := s.end(ctx, actor, id, Decline, func(q Quote) Quote {
		q.Decline = r
		return q
	})
	return e.Value.offer(s.Clock.Now()), err
}

// AskRenewal asks the organiser to renew a quote that has expired, or will, for the buyer. Asking twice changes nothing.
func (s *Service) AskRenewal(ctx context.Context, actor marketplace.Actor, id marketplace.ID) (Offer, error) {
	e, err := s.offered(ctx, actor, id)
	if err != nil {
		return Offer{}, err
	}
	r, err := s.Requests.Standing(ctx, e.Value.Request)
	if err == nil {
		err = r.MustBeOpen()
	}
	if err != nil {
		return Offer{}, err
	}
	e, err = s.change(ctx, actor, id, func(q Quote) (Quote, string, error) {
		if _, can := q.State.Next(Renew); !can {
			return q, "", marketplace.Errorf(marketplace.Conflict, "quote.state."+string(q.State))
		}
		if !q.Renewal.IsZero() {
			return q, "", store.ErrUnchanged
		}
		q.Renewal = s.Clock.Now()
		return q, "quote.renewal_asked", nil
	})
	return e.Value.offer(s.Clock.Now()), err
}
