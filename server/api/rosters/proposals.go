package rosters

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/roster/propose"
	"sovite.fi/sovite/server/api"
	"sovite.fi/sovite/server/web"
)

// RosterReason says why a member has a seat in a proposal.
type RosterReason struct {
	Shift   string `json:"shift"`
	Member  string `json:"member"`
	Kept    bool   `json:"kept,omitempty" doc:"Was locked or published before"`
	Wished  bool   `json:"wished,omitempty" doc:"Is work that they hope for"`
	Knows   bool   `json:"knows,omitempty" doc:"Was in the same crew the week before"`
	Got     int    `json:"got" doc:"Minutes in the weeks before"`
	Weeks   int    `json:"weeks" doc:"How many those are"`
	Target  int    `json:"target" doc:"Minutes that they should get this week"`
	Minutes int    `json:"minutes" doc:"That they get this week"`
	Unmet   int    `json:"unmet,omitempty" doc:"Weeks in a row, with this one, without work that they hope for"`
	Free    int    `json:"free" doc:"Others who could have the seat"`
	Other   string `json:"other,omitempty" doc:"The best of them"`
	Extra   int    `json:"extra,omitempty" doc:"By how many points the plan would be worse with them; better if below 0"`
}

// RosterVacancy is a shift of a proposal with empty seats.
type RosterVacancy struct {
	Shift   string         `json:"shift"`
	Seats   int            `json:"seats"`
	Leaders int            `json:"leaders" doc:"Who lack for the people it has"`
	Free    int            `json:"free" doc:"Who could join as the plan stands"`
	Blocked map[string]int `json:"blocked" doc:"Of the others, by the first thing in their way"`
}

// RosterDropped is a seat that did not pass the checks.
type RosterDropped struct {
	Shift  string `json:"shift"`
	Member string `json:"member"`
	Key    string `json:"key" doc:"Of the fault"`
}

// RosterProposal is a plan that was worked out for a week.
type RosterProposal struct {
	Revision  int64            `json:"revision" doc:"Of the week that it is for"`
	Failed    bool             `json:"failed" doc:"There is none: plan by hand, with the same checks"`
	Shifts    []RosterStaffing `json:"shifts"`
	Reasons   []RosterReason   `json:"reasons"`
	Vacancies []RosterVacancy  `json:"vacancies"`
	Dropped   []RosterDropped  `json:"dropped"`
	Bounded   bool             `json:"bounded" doc:"Whether it is known how much better another plan could be"`
	Above     int64            `json:"above" doc:"Hundredths of a per cent that it is above the best possible, at most"`
}

func proposal(p propose.Proposal) RosterProposal {
	return RosterProposal{
		Revision: p.Of, Failed: p.Failed, Bounded: p.Gap.Known, Above: p.Gap.Most, Shifts: api.Each(p.Shifts, staffing),
		Reasons: api.Each(p.Reasons, func(r propose.Reason) RosterReason {
			return RosterReason{
				Shift: string(r.Shift), Member: string(r.Member), Kept: r.Kept, Wished: r.Wished, Knows: r.Knows, Got: r.Got, Weeks: r.Weeks,
				Target: r.Target, Minutes: r.Minutes, Unmet: r.Unmet, Free: r.Free, Other: string(r.Other), Extra: r.Extra,
			}
		}),
		Vacancies: api.Each(p.Vacancies, func(v propose.Vacancy) RosterVacancy {
			return RosterVacancy{string(v.Shift), v.Seats, v.Leaders, v.Free, v.Blocked}
		}),
		Dropped: api.Each(p.Dropped, func(d propose.Dropped) RosterDropped {
			return RosterDropped{string(d.Shift), string(d.Member), d.Key}
		}),
	}
}

// ReadProposal reads what was proposed for a week as it is now.
func (h Handlers) ReadProposal(ctx context.Context, in *ByMonday) (*api.Answer[RosterProposal], error) {
	p, err := h.Proposals.Proposal(ctx, web.ActorFrom(ctx), in.Monday)
	return api.Reply(proposal(p), err)
}

// Propose works a proposal out.
func (h Handlers) Propose(ctx context.Context, in *WeekStep) (*api.Answer[RosterProposal], error) {
	rev, err := in.Revision()
	if err != nil {
		return nil, err
	}
	p, err := h.Proposals.Propose(ctx, web.ActorFrom(ctx), in.Monday, rev)
	return api.Reply(proposal(p), err)
}

// Accept makes the proposal the plan of its week.
func (h Handlers) Accept(ctx context.Context, in *WeekStep) (*RosterAnswer, error) {
	rev, err := in.Revision()
	if err != nil {
		return nil, err
	}
	_, err = h.Proposals.Accept(ctx, web.ActorFrom(ctx), in.Monday, rev)
	return h.saved(ctx, in.Monday, err)
}

// ReplaceInput is who cannot come to a shift. Why is not asked.
type ReplaceInput struct {
	ByMonday
	Body struct {
		Shift  string `json:"shift"`
		Member string `json:"member" doc:"Or the supervisor"`
	}
}

// RosterMove is what a replacement asks of one person.
type RosterMove struct {
	Member string `json:"member"`
	From   string `json:"from,omitempty" doc:"A shift; left out: none"`
	To     string `json:"to,omitempty"`
	Absent bool   `json:"absent,omitempty"`
	Moves  bool   `json:"moves,omitempty" doc:"Comes from another shift, because nobody who is free may take the seat"`
	Knows  int    `json:"knows,omitempty" doc:"Of the crew, whom they know or who know them"`
	Wished bool   `json:"wished,omitempty" doc:"Is work that they hope for"`
	Lacks  int    `json:"lacks,omitempty" doc:"Minutes by which they have less this week than they should"`
	Steady bool   `json:"steady,omitempty" doc:"Needs stability, and as few people cannot fill the seat without them"`
	Others int    `json:"others,omitempty" doc:"Who are free and could take the seat instead"`
}

// RosterReplacement is what would be done when somebody cannot come.
type RosterReplacement struct {
	Plan    []RosterStaffing `json:"plan" doc:"To be saved, if it is good"`
	Changes []RosterMove     `json:"changes"`
	Empty   int              `json:"empty" doc:"Seats of the shift that nobody can take"`
}

// Replace says who could come instead, without saving it.
func (h Handlers) Replace(ctx context.Context, in *ReplaceInput) (*api.Answer[RosterReplacement], error) {
	r, err := h.Proposals.Replace(ctx, web.ActorFrom(ctx), in.Monday, marketplace.ID(in.Body.Shift), marketplace.ID(in.Body.Member))
	return api.Reply(RosterReplacement{
		Plan: api.Each(r.Plan.Shifts, staffing), Empty: r.Empty,
		Changes: api.Each(r.Changes, func(c propose.Change) RosterMove {
			b := c.Why
			return RosterMove{string(c.Member), string(c.From), string(c.To), c.Absent, b.Moves, b.Knows, b.Wished, b.Lacks, b.Steady, b.Alone}
		}),
	}, err)
}
