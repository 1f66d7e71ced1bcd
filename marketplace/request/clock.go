package request

import (
	"context"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store"
)

// Work reminds those who were asked and have not answered, before the deadline, and lets requests lapse on which nobody
// decided in time, or for which there is no quote left (undecided says whether there is). It is a job: it may be done twice,
// and one that comes late does later what it would have done then.
func (s *Service) Work(ctx context.Context, undecided func(ctx context.Context, request marketplace.ID) (bool, error)) error {
	now := s.Clock.Now()
	q := store.Query{Index: "next", Eq: []any{true}, To: marketplace.At(now.Time().Add(time.Millisecond)).String()}
	return s.all.Each(ctx, q, func(e Entry) error {
		left, err := undecided(ctx, e.ID)
		if err != nil {
			return err
		}
		_, err = store.Change(ctx, s.all, e.ID, func(r *Request) ([]marketplace.Fact, error) {
			after, typ, err := r.passing(left, now)
			if err != nil {
				return nil, err
			}
			*r = after
			if typ == "" {
				return nil, nil
			}
			return []marketplace.Fact{s.fact(marketplace.System(r.Org), typ, after)}, nil
		})
		return err
	})
}

// passing is the request after what time brings to it, with the fact that tells of it, if any. It is pure.
func (r Request) passing(undecided bool, now marketplace.Instant) (Request, string, error) {
	switch {
	case !r.Watched || r.Next.Time().After(now.Time()):
		return r, "", store.ErrUnchanged // somebody was quicker
	case r.over(now), r.Closed(now) && !undecided:
		r, err := r.after(Lapse, now)
		return r, "request.lapsed", err
	case r.Closed(now):
		return r.watched(now), "", nil
	}
	r.Reminded = true
	return r.watched(now), "request.reminded", nil
}
