package privacy

import (
	"context"
	"encoding/json"
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account"
	"sovite.fi/sovite/marketplace/placement"
	"sovite.fi/sovite/marketplace/privacy/holding"
	"sovite.fi/sovite/marketplace/store"
)

// Effect is how many documents of one sort an erasure would change, and how.
type Effect struct {
	Part  string
	Fate  holding.Fate
	Why   holding.Reason // why something stays; empty when nothing does
	Count int
}

// Preview is what an erasure would do, and what stands in its way.
type Preview struct {
	Erasure   Erasure // the zero state when none was asked for
	Code      string  // the client's pseudonym
	Effects   []Effect
	Obstacles []Obstacle
}

// Purpose is why a preview reads; it stands in the record of reads.
const Purpose = "erasure"

// Preview counts what the erasure of a client would do, for whoever may decide it. Nothing of the client is told but the pseudonym;
// that somebody looked is recorded all the same.
func (s *Service) Preview(ctx context.Context, actor marketplace.Actor, client marketplace.ID) (Preview, error) {
	e, err := s.may(ctx, actor, client)
	if err != nil {
		return Preview{}, err
	}
	if err := s.Reads.Seen(ctx, actor, "clients/"+string(client), Purpose, e.Org); err != nil {
		return Preview{}, err
	}
	d, err := s.Store.Get(ctx, "clients", client)
	if err != nil {
		return Preview{}, err
	}
	var named struct {
		Code string `json:"code"`
	}
	if err := json.Unmarshal(d.Body, &named); err != nil {
		return Preview{}, err
	}
	out, err := s.effects(ctx, holding.Subject{Whose: holding.Client, ID: client, Org: e.Org})
	out.Erasure, out.Code = e, named.Code
	return out, err
}

// PreviewMine counts what closing the person's own account would do.
func (s *Service) PreviewMine(ctx context.Context, actor marketplace.Actor) (Preview, error) {
	if actor.Person == "" || actor.IsVisitor() {
		return Preview{}, marketplace.Errorf(marketplace.Unauthenticated, "error.sign_in_first")
	}
	who, err := holding.Whom(ctx, s.Store, holding.Person, actor.Person)
	if err != nil {
		return Preview{}, err
	}
	return s.effects(ctx, who)
}

func (s *Service) effects(ctx context.Context, who holding.Subject) (Preview, error) {
	var out Preview
	err := holding.Each(ctx, s.Store, who, func(i holding.Item) error {
		h := i.Holding
		at := slices.IndexFunc(out.Effects, func(e Effect) bool { return e.Part == h.Part && e.Fate == h.Fate })
		if at < 0 {
			out.Effects = append(out.Effects, Effect{Part: h.Part, Fate: h.Fate, Why: h.Why})
			at = len(out.Effects) - 1
		}
		out.Effects[at].Count++
		return nil
	})
	if err != nil {
		return out, err
	}
	out.Obstacles, err = s.obstacles(ctx, who)
	return out, err
}

// obstacles are what keeps the erasure of a subject from being carried out now.
func (s *Service) obstacles(ctx context.Context, who holding.Subject) (out []Obstacle, err error) {
	checks := []func(context.Context, holding.Subject) (Obstacle, bool, error){s.working, s.inCrew}
	if who.Whose == holding.Person {
		checks = []func(context.Context, holding.Subject) (Obstacle, bool, error){s.coaching, s.lastOwner, s.steering}
	}
	for _, check := range checks {
		what, there, err := check(ctx, who)
		if err != nil {
			return nil, err
		}
		if there {
			out = append(out, what)
		}
	}
	return out, nil
}

func (s *Service) working(ctx context.Context, who holding.Subject) (_ Obstacle, there bool, err error) {
	docs := store.NewCollection[placement.Placement](s.Store, store.Schema{Collection: "placements"})
	err = docs.Each(ctx, store.Query{Index: "client", Eq: []any{string(who.Org), string(who.ID)}}, func(e store.Entry[placement.Placement]) error {
		there = there || e.Value.State.Open()
		return nil
	})
	return Working, there, err
}

func (s *Service) inCrew(ctx context.Context, who holding.Subject) (_ Obstacle, there bool, err error) {
	seats, err := holding.Seats(ctx, s.Store, who)
	if err != nil {
		return "", false, err
	}
	members := store.NewCollection[struct {
		Left bool `json:"left"`
	}](s.Store, store.Schema{Collection: "crewmembers"})
	for _, seat := range seats {
		m, err := members.Get(ctx, seat.Member)
		if err != nil && !marketplace.IsKind(err, marketplace.NotFound) {
			return "", false, err
		}
		there = there || err == nil && !m.Value.Left
	}
	return InCrew, there, nil
}

func (s *Service) coaching(ctx context.Context, who holding.Subject) (Obstacle, bool, error) {
	for _, org := range who.Orgs {
		found, err := s.Store.Find(ctx, "clients", store.Query{Index: "caseload", Eq: []any{string(org), string(who.ID)}, Limit: 1})
		if err != nil || len(found.Docs) > 0 {
			return Coaching, err == nil, err
		}
	}
	return Coaching, false, nil
}

func (s *Service) lastOwner(ctx context.Context, who holding.Subject) (Obstacle, bool, error) {
	orgs := store.NewCollection[struct {
		Owners []marketplace.ID `json:"owners"`
	}](s.Store, store.Schema{Collection: "organisations"})
	for _, org := range who.Orgs {
		o, err := orgs.Get(ctx, org)
		if err != nil {
			return "", false, err
		}
		if len(o.Value.Owners) == 1 && o.Value.Owners[0] == who.ID {
			return LastOwner, true, nil
		}
	}
	return LastOwner, false, nil
}

// steering says whether the person is an administrator, from whom another takes the role first, so that there is always one.
func (s *Service) steering(ctx context.Context, who holding.Subject) (_ Obstacle, there bool, err error) {
	members := store.NewCollection[account.Membership](s.Store, store.Schema{Collection: "memberships"})
	err = members.Each(ctx, store.Query{Index: "person", Eq: []any{string(who.ID), true}}, func(e store.Entry[account.Membership]) error {
		there = there || slices.Contains(e.Value.Roles, marketplace.RoleAdministrator)
		return nil
	})
	return Steering, there, err
}
