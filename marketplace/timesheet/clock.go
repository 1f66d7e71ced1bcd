package timesheet

import (
	"context"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store"
)

// Work reminds the buyer three days after something waits for a decision, and tells its owners after seven. Nothing is approved
// by silence: after that it waits. It is a job: it may be done twice, each is told once, and one that comes late does later
// what it would have done then.
func (s *Service) Work(ctx context.Context) error {
	now := s.Clock.Now()
	q := store.Query{Index: "next", Eq: []any{true}, To: marketplace.At(now.Time().Add(time.Millisecond)).String()}
	return s.all.Each(ctx, q, func(e Entry) error {
		_, err := s.keep(ctx, marketplace.System(e.Value.Org), e.ID, func(t Timesheet) (Timesheet, []event, error) {
			return t.passing(now)
		})
		return err
	})
}

// passing is the timesheet after what time brings to it, with the fact that tells of it. It is pure.
func (t Timesheet) passing(now marketplace.Instant) (Timesheet, []event, error) {
	switch {
	case !t.Watched || t.Next.Time().After(now.Time()):
		return t, nil, store.ErrUnchanged // somebody was quicker
	case !days(t.Since, escalateDays).Time().After(now.Time()):
		t.Reminded, t.Escalated = true, true
		return t.watched(now), []event{{typ: "timesheet.escalated"}}, nil
	}
	t.Reminded = true
	return t.watched(now), []event{{typ: "timesheet.reminded"}}, nil
}
