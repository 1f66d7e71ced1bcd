package placement

import (
	"context"
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/check"
	"sovite.fi/sovite/marketplace/consent"
	"sovite.fi/sovite/marketplace/placement/gate"
	"sovite.fi/sovite/marketplace/store"
)

// Approve takes responsibility, by name and with a reason, for a finding that no rule decides. What is blocked cannot be
// approved by anybody.
func (s *Service) Approve(ctx context.Context, actor marketplace.Actor, id marketplace.ID, key, reason string) (Entry, error) {
	var f check.Fields
	reason = check.Text(reason)
	f.Need("reason", reason != "")
	f.Text("reason", reason, maxReason)
	return s.byCoach(ctx, actor, id, func(p *Placement) (string, []any, error) {
		if actor.System {
			return "", nil, marketplace.Errorf(marketplace.Forbidden, "error.forbidden")
		}
		at := slices.IndexFunc(p.Findings, func(f gate.Finding) bool { return f.Key == key })
		switch {
		case !p.State.Open():
			return "", nil, p.cannot()
		case at < 0:
			f.Add("key", "placement.no_finding")
		case p.Findings[at].Result == gate.Blocked:
			return "", nil, marketplace.Errorf(marketplace.Conflict, "placement.blocked_for_all")
		case p.Findings[at].Result != gate.Approval:
			f.Add("key", "placement.no_finding")
		}
		if err := marketplace.InvalidFields(f.Errors()); err != nil {
			return "", nil, err
		}
		if p.approved(p.Findings[at]) {
			return "", nil, store.ErrUnchanged
		}
		p.Approvals = append(slices.Clone(p.Approvals), Approval{Finding: p.Findings[at], Reason: reason, By: actor.Person, At: s.Clock.Now()})
		return "placement.gate_approved", []any{"rule", p.Findings[at].Rule}, nil
	})
}

// Propose puts the terms before the three as the next version of the agreement. Every gate before agreeing has to be
// passed or taken responsibility for. When only what is no term differs, the answers given before hold.
func (s *Service) Propose(ctx context.Context, actor marketplace.Actor, id marketplace.ID) (Entry, error) {
	return s.byCoach(ctx, actor, id, func(p *Placement) (string, []any, error) {
		switch {
		case !p.State.Open():
			return "", nil, p.cannot()
		case !p.Unproposed():
			return "", nil, store.ErrUnchanged
		case len(p.Versions) >= maxVersions:
			return "", nil, marketplace.Errorf(marketplace.Conflict, "placement.too_many_versions")
		}
		if err := marketplace.InvalidFields(p.Terms.unready()); err != nil {
			return "", nil, err
		}
		if err := s.passed(p, gate.Agree); err != nil {
			return "", nil, err
		}
		v := Version{Number: len(p.Versions) + 1, Terms: p.Terms, By: actor.Person, At: s.Clock.Now()}
		v.Base = v.Number
		if last, ok := p.Newest(); ok && !termsDiffer(last.Terms, p.Terms) {
			v.Base = last.Base
		}
		p.Versions = append(p.Versions, v)
		return "placement.proposed", []any{"version", v.Number, "corrects", v.Corrects(), "rules", p.ruleIDs()}, nil
	})
}

const maxVersions = 50

// passed judges anew and refuses while a gate stands before a stage.
func (s *Service) passed(p *Placement, before gate.Stage) error {
	if err := p.judge(s.Rules, s.Today(), s.Clock.Now()); err != nil {
		return err
	}
	return refuse(p.Standing(before))
}

// Reply is what a party says to a version.
type Reply struct {
	Version int // the newest; Stale when there is a newer one
	Yes     bool
	Present consent.Presence // who was with the client; only for the client
}

// AgreeAsCoach is the coach's answer for the provider. It never stands for the client's.
func (s *Service) AgreeAsCoach(ctx context.Context, actor marketplace.Actor, id marketplace.ID, r Reply) (Entry, error) {
	return s.answer(ctx, actor, id, CoachParty, r, func(p Placement) error { return s.coaches(ctx, actor, p) })
}

// AgreeAsEmployer is the employer's answer.
func (s *Service) AgreeAsEmployer(ctx context.Context, actor marketplace.Actor, id marketplace.ID, r Reply) (EmployerView, error) {
	if err := mustBeEmployer(actor); err != nil {
		return EmployerView{}, err
	}
	e, err := s.answer(ctx, actor, id, EmployerParty, r, func(p Placement) error { return employs(actor, p) })
	if err != nil {
		return EmployerView{}, err
	}
	return s.employerView(ctx, actor, e)
}

// AgreeAsClient is the client's own answer; nobody else can give it, not the coach and not the program.
func (s *Service) AgreeAsClient(ctx context.Context, actor marketplace.Actor, id marketplace.ID, r Reply) (MyView, error) {
	if err := mustBeClient(actor); err != nil {
		return MyView{}, err
	}
	var f check.Fields
	f.Need("present", r.Present != "")
	if r.Present != "" {
		f.OneOf("present", string(r.Present), presences()...)
	}
	if err := marketplace.InvalidFields(f.Errors()); err != nil {
		return MyView{}, err
	}
	e, err := s.answer(ctx, actor, id, ClientParty, r, func(p Placement) error { return isOf(actor, p) })
	if err != nil {
		return MyView{}, err
	}
	return myView(e), nil
}

func presences() []string {
	var out []string
	for _, p := range consent.Presences() {
		out = append(out, string(p))
	}
	return out
}

// answer writes an answer down. With the third yes a planned placement is agreed. A yes needs every gate before agreeing to
// be passed on that day; a no needs nothing.
func (s *Service) answer(ctx context.Context, actor marketplace.Actor, id marketplace.ID, party Party, r Reply, may func(Placement) error) (Entry, error) {
	if actor.System {
		return Entry{}, marketplace.Errorf(marketplace.Forbidden, "error.forbidden")
	}
	return s.change(ctx, actor, id, may, func(p *Placement) (string, []any, error) {
		v, ok := p.Newest()
		switch {
		case !p.State.Open():
			return "", nil, p.cannot()
		case !ok || p.complete(v):
			return "", nil, marketplace.Errorf(marketplace.Conflict, "placement.nothing_to_answer")
		case v.Number != r.Version:
			return "", nil, stale()
		}
		if said, ok := p.AnswerOf(v, party); ok && said.Yes == r.Yes {
			return "", nil, store.ErrUnchanged
		}
		if r.Yes {
			if err := s.passed(p, gate.Agree); err != nil {
				return "", nil, err
			}
		}
		a := Answer{Party: party, Yes: r.Yes, Person: actor.Person, At: s.Clock.Now()}
		if party == ClientParty {
			a.Present = string(r.Present)
		}
		last := &p.Versions[len(p.Versions)-1]
		last.Answers = append(slices.Clone(last.Answers), a)
		typ := "placement.answered"
		if p.State == Planned && p.complete(*last) && !p.Unproposed() {
			if err := p.move(Agree); err != nil {
				return "", nil, err
			}
			typ = "placement.agreed"
		}
		return typ, []any{"party", party, "yes", r.Yes, "version", v.Number}, nil
	})
}
