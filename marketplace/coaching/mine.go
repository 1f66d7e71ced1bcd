package coaching

import (
	"context"
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/check"
	"sovite.fi/sovite/marketplace/coaching/form"
	"sovite.fi/sovite/marketplace/consent"
	"sovite.fi/sovite/marketplace/store"
)

// Mine is what a client reads of their own course: where it stands, the agreement, the plans and the reports. The notes and
// the meetings are the coach's working papers and are not in it.
type Mine struct {
	State      State // empty: there is no course
	Since      marketplace.Date
	Next       Step
	Agreements []Agreement // oldest first
	Plan       Plan
	Papers     []Paper // those that form.Definition says are shown, in the order of the process
}

// Mine reads the client's own newest course. Reading about oneself is not recorded.
func (s *Service) Mine(ctx context.Context, client marketplace.Actor) (Mine, error) {
	if err := mustBeClient(client); err != nil {
		return Mine{}, err
	}
	e, err := s.newest(ctx, client.Person)
	if marketplace.IsKind(err, marketplace.NotFound) {
		return Mine{}, nil
	}
	return e.Value.mine(), err
}

func (c Course) mine() Mine {
	out := Mine{State: c.State, Since: c.Since(), Next: c.Next, Agreements: c.Agreements, Plan: c.Plan}
	for _, kind := range form.Papers() {
		if d, _ := form.Definition(kind); d.Shown {
			out.Papers = append(out.Papers, c.Of(kind)...)
		}
	}
	return out
}

// Agree is the client's own yes to the newest version of the agreement. Stale when that is not the version shown.
func (s *Service) Agree(ctx context.Context, client marketplace.Actor, number int, present consent.Presence) (Mine, error) {
	if err := mustBeClient(client); err != nil {
		return Mine{}, err
	}
	var f check.Fields
	if f.Need("present", present != ""); present != "" {
		f.OneOf("present", string(present), presences()...)
	}
	if err := marketplace.InvalidFields(f.Errors()); err != nil {
		return Mine{}, err
	}
	c, err := s.decide(ctx, client, client.Person, func(c *Course) (string, error) {
		return c.agree(number, "client", string(present), s.Today())
	})
	return c.mine(), err
}

// Talk says that the client wants to talk about the newest version before saying yes. Saying it again changes nothing.
func (s *Service) Talk(ctx context.Context, client marketplace.Actor, number int) (Mine, error) {
	if err := mustBeClient(client); err != nil {
		return Mine{}, err
	}
	c, err := s.decide(ctx, client, client.Person, func(c *Course) (string, error) {
		n := len(c.Agreements)
		switch {
		case n == 0:
			return "", notFound()
		case number != n:
			return "", marketplace.Errorf(marketplace.Stale, "coaching.agreement_changed")
		case c.Agreements[n-1].Agreed != "":
			return "", marketplace.Errorf(marketplace.Conflict, "coaching.agreed_already")
		case !c.Agreements[n-1].Talk.IsZero():
			return "", store.ErrUnchanged
		}
		c.Agreements = slices.Clone(c.Agreements)
		c.Agreements[n-1].Talk = s.Clock.Now()
		return "course.talk_wanted", nil
	})
	return c.mine(), err
}

// mustBeClient refuses everybody but a client who came in through their own door.
func mustBeClient(actor marketplace.Actor) error {
	switch {
	case actor.IsClient():
		return nil
	case actor.Person == "" && !actor.System:
		return marketplace.Errorf(marketplace.Unauthenticated, "error.sign_in_first")
	}
	return marketplace.Errorf(marketplace.Forbidden, "error.forbidden")
}
