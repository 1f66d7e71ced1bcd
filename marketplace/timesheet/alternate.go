package timesheet

import (
	"context"
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/check"
	"sovite.fi/sovite/marketplace/store"
)

// Alternates are who approves for whom at a buyer. Its id is the organisation's.
type Alternates struct {
	Org  marketplace.ID `json:"org"`
	List []Alternate    `json:"list,omitempty"`
}

// Alternate is a member of the buyer who approves for another one from a day to a day, and is told what the other is told.
type Alternate struct {
	Person marketplace.ID   `json:"person"`
	For    marketplace.ID   `json:"for"`
	From   marketplace.Date `json:"from"`
	To     marketplace.Date `json:"to"` // the last day, at most a year later
}

const (
	maxAlternates = 50
	longestPeriod = 366
)

func (a Alternate) covers(day marketplace.Date) bool { return a.From <= day && day <= a.To }

// standing are the alternates of an organisation now, for the program itself.
func (s *Service) standing(ctx context.Context, org marketplace.ID) (Alternates, error) {
	e, err := s.alternates.Get(ctx, org)
	if marketplace.IsKind(err, marketplace.NotFound) {
		return Alternates{Org: org}, nil
	}
	return e.Value, err
}

// Alternates reads who approves for whom at the actor's organisation; none at revision 0 when nobody was named.
func (s *Service) Alternates(ctx context.Context, actor marketplace.Actor) (store.Entry[Alternates], error) {
	if err := actor.Must(Approvers()...); err != nil {
		return store.Entry[Alternates]{}, err
	}
	e, err := s.alternates.Get(ctx, actor.Org)
	if marketplace.IsKind(err, marketplace.NotFound) {
		return store.Entry[Alternates]{ID: actor.Org, Value: Alternates{Org: actor.Org}}, nil
	}
	return e, err
}

// SetAlternates names who approves for whom, for the owner. Stale unless rev is their revision; Invalid for somebody who is
// no member.
func (s *Service) SetAlternates(ctx context.Context, actor marketplace.Actor, rev int64, list []Alternate) (store.Entry[Alternates], error) {
	if err := actor.Must(marketplace.RoleOwner); err != nil {
		return store.Entry[Alternates]{}, err
	}
	e, err := s.Alternates(ctx, actor)
	if err != nil {
		return e, err
	}
	if err := s.checkAlternates(ctx, actor, list); err != nil {
		return e, err
	}
	if e.Rev != rev {
		return e, stale()
	}
	e.Value.List = slices.Clone(list)
	fact := s.facts.New(actor, "alternates.set", s.alternates.Subject(actor.Org))
	if rev > 0 {
		return s.alternates.Save(ctx, e, fact)
	}
	e, err = s.alternates.Insert(ctx, actor.Org, e.Value, fact)
	if marketplace.IsKind(err, marketplace.Conflict) {
		return e, stale()
	}
	return e, err
}

func (s *Service) checkAlternates(ctx context.Context, actor marketplace.Actor, list []Alternate) error {
	var f check.Fields
	f.Count("alternates", len(list), maxAlternates)
	for i, a := range list {
		at := check.At("alternates", i)
		if f.Date(at+".from", a.From) && f.Date(at+".to", a.To) && (a.To < a.From || a.From.DaysTo(a.To) > longestPeriod) {
			f.Add(at+".to", "timesheet.period", "days", longestPeriod)
		}
		f.Need(at+".from", a.From != "")
		f.Need(at+".to", a.To != "")
		if a.Person == a.For {
			f.Add(at+".person", "timesheet.own_alternate")
		}
		for field, who := range map[string]marketplace.ID{"person": a.Person, "for": a.For} {
			_, err := s.People.Person(ctx, actor, who)
			if marketplace.IsKind(err, marketplace.NotFound) {
				f.Add(at+"."+field, "timesheet.no_member")
			} else if err != nil {
				return err
			}
		}
	}
	return marketplace.InvalidFields(f.Errors())
}
