package propose

import (
	"context"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/roster"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/matching/crew"
	"sovite.fi/sovite/matching/crew/planner"
)

// Deps is what a Service needs.
type Deps struct {
	Store   store.Store
	Clock   marketplace.Clock
	IDs     marketplace.IDs
	Rosters *roster.Service
	Planner Planner
	Limit   time.Duration // how long a proposal may be worked out
	Grace   time.Duration // how much longer it is waited for; 0: a second
}

// Planner looks for a good plan until ctx is done or the limit of the options is reached; planner.Propose does.
type Planner func(ctx context.Context, in crew.Instance, opt planner.Options) (planner.Proposal, error)

// Service holds the verbs of proposals and replacements. They are for whoever may plan the week: see roster.Service.
type Service struct {
	Deps
	facts     marketplace.Facts
	proposals store.Collection[Proposal]
}

// Schemas declares the collection of this package.
func Schemas() []store.Schema { return []store.Schema{{Collection: "rosterproposals"}} }

// New makes the service.
func New(d Deps) *Service {
	return &Service{
		Deps: d, facts: marketplace.Facts{IDs: d.IDs, Clock: d.Clock}, proposals: store.NewCollection[Proposal](d.Store, Schemas()[0]),
	}
}

// put keeps a proposal in the place of the one before.
func (s *Service) put(ctx context.Context, actor marketplace.Actor, p Proposal) error {
	f := s.facts.New(actor, "roster.proposed", s.proposals.Subject(p.ID), "failed", p.Failed)
	e, err := s.proposals.Get(ctx, p.ID)
	if marketplace.IsKind(err, marketplace.NotFound) {
		_, err = s.proposals.Insert(ctx, p.ID, p, f)
		return err
	}
	if err != nil {
		return err
	}
	e.Value = p
	_, err = s.proposals.Save(ctx, e, f)
	return err
}

// Proposal loads what was proposed for a week as it is now; NotFound when nothing was, or the week has changed since.
func (s *Service) Proposal(ctx context.Context, actor marketplace.Actor, monday marketplace.Date) (Proposal, error) {
	e, err := s.Rosters.Week(ctx, actor, monday)
	if err != nil {
		return Proposal{}, err
	}
	p, err := s.proposals.Get(ctx, e.ID)
	if err == nil && p.Value.Of != e.Rev {
		return Proposal{}, marketplace.Errorf(marketplace.NotFound, "error.not_found")
	}
	return p.Value, err
}

// Accept makes a proposal the plan of its week, on the conditions of roster's Save. Conflict when the week has changed since,
// and when there is no proposal.
func (s *Service) Accept(ctx context.Context, actor marketplace.Actor, monday marketplace.Date, rev int64) (roster.Entry, error) {
	p, err := s.Proposal(ctx, actor, monday)
	if marketplace.IsKind(err, marketplace.NotFound) {
		return roster.Entry{}, marketplace.Errorf(marketplace.Conflict, "roster.old_proposal")
	}
	if err != nil {
		return roster.Entry{}, err
	}
	if p.Failed {
		return roster.Entry{}, marketplace.Errorf(marketplace.Conflict, "roster.no_proposal")
	}
	return s.Rosters.Save(ctx, actor, monday, rev, roster.Plan{Shifts: p.Shifts})
}
