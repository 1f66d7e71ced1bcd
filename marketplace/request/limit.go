package request

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/check"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/store"
)

// Limits are up to which total, without value added tax, the people of a buyer accept quotes by themselves. Owners accept
// every quote. Its id is the organisation's.
type Limits struct {
	Org    marketplace.ID                 `json:"org"`
	Most   *money.Cents                   `json:"most"`             // for everybody; none: no limit
	People map[marketplace.ID]money.Cents `json:"people,omitempty"` // for some people instead
}

const maxLimited = 200 // people with a limit of their own

// For is the limit of a person; false when there is none.
func (l Limits) For(person marketplace.ID) (money.Cents, bool) {
	if own, there := l.People[person]; there {
		return own, true
	}
	if l.Most == nil {
		return 0, false
	}
	return *l.Most, true
}

// Limits reads the limits of the actor's organisation; the zero Limits at revision 0 when none were set.
func (s *Service) Limits(ctx context.Context, actor marketplace.Actor) (store.Entry[Limits], error) {
	if err := actor.Must(Buyers()...); err != nil {
		return store.Entry[Limits]{}, err
	}
	e, err := s.limits.Get(ctx, actor.Org)
	if marketplace.IsKind(err, marketplace.NotFound) {
		return store.Entry[Limits]{ID: actor.Org, Value: Limits{Org: actor.Org}}, nil
	}
	return e, err
}

// SetLimits sets the limits of the actor's organisation, for its owner. Stale unless rev is their revision.
func (s *Service) SetLimits(ctx context.Context, actor marketplace.Actor, rev int64, l Limits) (store.Entry[Limits], error) {
	if err := actor.Must(marketplace.RoleOwner); err != nil {
		return store.Entry[Limits]{}, err
	}
	e, err := s.Limits(ctx, actor)
	if err != nil {
		return e, err
	}
	var f check.Fields
	f.Count("people", len(l.People), maxLimited)
	if l.Most != nil && *l.Most < 0 {
		f.Add("most", "request.limit")
	}
	for who, most := range l.People {
		if most < 0 || !who.Valid() {
			f.Add("people", "request.limit")
		}
	}
	if err := marketplace.InvalidFields(f.Errors()); err != nil {
		return e, err
	}
	if e.Rev != rev {
		return e, stale()
	}
	l.Org = actor.Org
	e.Value = l
	fact := s.facts.New(actor, "limits.set", s.limits.Subject(actor.Org))
	if rev > 0 {
		return s.limits.Save(ctx, e, fact)
	}
	e, err = s.limits.Insert(ctx, actor.Org, l, fact)
	if marketplace.IsKind(err, marketplace.Conflict) {
		return e, stale()
	}
	return e, err
}

// OverLimit asks the owners to accept a version whose total is above the actor's limit (over), and gives the request as it is
// then. Asking twice for the same changes nothing. Nothing is over the limit of an owner.
func (s *Service) OverLimit(ctx context.Context, actor marketplace.Actor, id, quote marketplace.ID, version int, total money.Cents) (r Request, over bool, err error) {
	if actor.Has(marketplace.RoleOwner) {
		return r, false, nil
	}
	limits, err := s.Limits(ctx, actor)
	if err != nil {
		return r, false, err
	}
	most, limited := limits.Value.For(actor.Person)
	if !limited || total <= most {
		return r, false, nil
	}
	r, err = s.change(ctx, actor, id, "request.approval_asked", func(r Request) (Request, error) {
		if a := r.Approval; a != nil && a.Quote == quote && a.Version == version {
			return r, store.ErrUnchanged
		}
		if err := r.MustBeOpen(); err != nil {
			return r, err
		}
		r.Approval = &Approval{Quote: quote, Version: version, Total: total, Limit: most, By: actor.Person, At: s.Clock.Now()}
		return r, nil
	})
	return r, true, err
}
