package coaching

import (
	"context"

	"sovite.fi/sovite/marketplace"
)

// NextOf is the next step with a client of the coach's own caseload; the zero Step when there is no open course. It reads
// nothing of the profile, and recording the read is left to the caller, who shows the step among others.
func (s *Service) NextOf(ctx context.Context, coach marketplace.Actor, client marketplace.ID) (Step, error) {
	if _, err := s.Clients.Of(ctx, coach, client); err != nil {
		return Step{}, err
	}
	e, err := s.newest(ctx, client)
	if marketplace.IsKind(err, marketplace.NotFound) || err == nil && !e.Value.State.Open() {
		return Step{}, nil
	}
	return e.Value.Next, err
}
