package quote

import (
	"context"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store"
)

// Work reminds before quotes end, writes down which have expired, and does what time brings to requests. It is a job: it may
// be done twice, and one that comes late does later what it would have done then.
func (s *Service) Work(ctx context.Context) error {
	now := s.Clock.Now()
	q := store.Query{Index: "next", Eq: []any{true}, To: marketplace.At(now.Time().Add(time.Millisecond)).String()}
	err := s.quotes.Each(ctx, q, func(e Entry) error { return s.quotePasses(ctx, e, now) })
	if err != nil {
		return err
	}
	return s.Requests.Work(ctx, s.undecided)
}

// quotePasses does what time brings to a quote. One that is being accepted was chosen in time, and does not expire.
func (s *Service) quotePasses(ctx context.Context, e Entry, now marketplace.Instant) error {
	r, err := s.Requests.Standing(ctx, e.Value.Request)
	if err != nil {
		return err
	}
	if a := r.Award; a != nil && a.Quote == e.ID {
		return nil
	}
	_, err = s.change(ctx, marketplace.System(e.Value.Org), e.ID, func(q Quote) (Quote, string, error) {
		switch {
		case !q.Watched || q.Next.Time().After(now.Time()):
			return q, "", store.ErrUnchanged // somebody was quicker
		case q.ended(now):
			q, err := q.after(Expire, now)
			return q, "quote.expired", err
		}
		q.Reminded = true
		return q.watched(now), "quote.reminded", nil
	})
	return err
}

// undecided says whether there is a quote that the buyer could still accept, or ask to be renewed.
func (s *Service) undecided(ctx context.Context, id marketplace.ID) (bool, error) {
	q := store.Query{Index: "request", Eq: []any{string(id)}, In: []any{string(Sent), string(Expired)}}
	_, err := s.quotes.First(ctx, q)
	if marketplace.IsKind(err, marketplace.NotFound) {
		return false, nil
	}
	return err == nil, err
}
