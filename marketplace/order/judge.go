package order

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/liability"
	"sovite.fi/sovite/marketplace/order/gate"
	"sovite.fi/sovite/marketplace/rule/verdict"
)

// Judgement is what the gates find of an order, and what of it holds up which step.
type Judgement struct {
	Results   []gate.Result
	Liability *liability.Conclusion
	Confirm   []verdict.Finding // what holds up the confirmation
	Start     []verdict.Finding // what holds up the first shift, with what holds up the confirmation
}

// Gates judges an order of the actor's organiser as it stands now; what is over is as it was confirmed.
func (s *Service) Gates(ctx context.Context, actor marketplace.Actor, id marketplace.ID) (Judgement, error) {
	e, err := s.load(ctx, id, sells(actor, Sellers()...))
	if err != nil {
		return Judgement{}, err
	}
	return s.Judged(ctx, e.Value)
}

// Judged is Gates for the program itself.
func (s *Service) Judged(ctx context.Context, o Order) (Judgement, error) {
	if !o.Live {
		j := Judgement{}
		if d := o.Decision; d != nil {
			j.Results, j.Liability = d.Results, d.Liability
		}
		return j, nil
	}
	c, err := s.conclude(ctx, o)
	if err != nil {
		return Judgement{}, err
	}
	return s.judge(o, c)
}

// judge asks the gates; it does no I/O.
func (s *Service) judge(o Order, c *liability.Conclusion) (Judgement, error) {
	results, err := gate.Judge(s.Rules, o.asked(s.Today(), c))
	if err != nil {
		return Judgement{}, err
	}
	return Judgement{
		Results: results, Liability: c,
		Confirm: gate.Standing(results, o.Approvals, gate.Confirm), Start: gate.Standing(results, o.Approvals, gate.Start),
	}, nil
}

// MayStart says whether work may begin: the order is confirmed, it was judged, and no gate stands before the first shift.
func (o Order) MayStart(results []gate.Result) bool {
	return o.State == Confirmed && len(results) > 0 && len(gate.Standing(results, o.Approvals, gate.Start)) == 0
}

// asked is what the gates may know of an order on a day.
func (o Order) asked(today marketplace.Date, c *liability.Conclusion) gate.Order {
	a, st, r, con := o.Newest(), o.Staffing, o.Readiness, o.Conditions
	out := gate.Order{
		Today: today, Agreed: today, Starts: o.First, Customer: o.customer(), Site: st.Site, OrganiserIs: st.OrganiserIs,
		Participants: st.Participants, Declared: o.Declared, Insurance: r.Insurance, Liability: c,
		Direction: gate.Direction{
			By: st.Directs, Name: a.Supervisor, Result: st.Result, Hourly: st.Hourly, CustomerTools: con.Tools, CustomerRota: con.Rota,
			Redirect: con.Redirect,
		},
		Hazards: gate.Hazards{
			Customer: con.SafetyOn, Organiser: r.HazardsOn, SupervisorsInducted: r.SupervisorsInducted, Supervisors: o.supervisors(),
			ParticipantsInducted: r.ParticipantsInducted, Special: con.Special, Competent: r.Competent,
		},
	}
	if o.Decision != nil {
		out.Agreed = o.Decision.On
	}
	if o.Renews != "" {
		out.Renewed = o.Begun.Day()
	}
	return out
}

func (o Order) customer() gate.Customer {
	switch {
	case o.Buyer == o.Org:
		return gate.Own
	case o.Conditions.Public:
		return gate.Public
	}
	return gate.Private
}

// contract is the order as contractor's liability counts it, made on a day.
func (o Order) contract(on marketplace.Date) liability.Contract {
	c := liability.Contract{
		Type: liability.Subcontract, Agreed: on, From: o.First, Until: o.Last, Cents: o.Newest().Total,
		OffSite: o.Staffing.Site == gate.OrganiserSite, Unusual: o.Conditions.Unusual, Construction: o.Conditions.Construction,
	}
	if o.Staffing.Directs == gate.Client {
		days := map[marketplace.Date]bool{}
		for _, l := range o.Newest().Loads {
			days[l.Date] = true
		}
		c.Type, c.Days = liability.Leased, len(days)
	}
	return c
}

// conclude asks what contractor's liability says of the order; what it was confirmed with stays. Nil when the organiser works
// for itself.
func (s *Service) conclude(ctx context.Context, o Order) (_ *liability.Conclusion, err error) {
	switch {
	case o.Buyer == o.Org:
		return nil, nil
	case o.Decision != nil:
		return o.Decision.Liability, nil
	}
	about := o.contract(s.Today())
	about.ChainedTo, err = s.chained(ctx, o)
	if err != nil {
		return nil, err
	}
	v, err := s.Liability.Read(ctx, marketplace.System(o.Buyer), o.Org, about)
	if marketplace.IsKind(err, marketplace.NotFound) {
		v.Conclusion, err = liability.Judge(s.Rules, liability.Question{Today: s.Today(), Contract: about})
	}
	if err != nil {
		return nil, err
	}
	return &v.Conclusion, nil
}

// refuse is a Conflict that names the findings that hold the confirmation (or a change) up, each with its rule; nil when there
// are none.
func refuse(key string, results []gate.Result, approvals []verdict.Approval) error {
	err := marketplace.Errorf(marketplace.Conflict, key)
	for _, r := range results {
		if r.Before != gate.Confirm {
			continue
		}
		for _, f := range verdict.Standing(r.Findings, approvals) {
			err.Fields = append(err.Fields, fieldOf(r.Gate, f))
		}
	}
	if len(err.Fields) == 0 {
		return nil
	}
	return err
}

// Sentence is the key of the sentence that says a finding of a gate.
func Sentence(g gate.Gate, f verdict.Finding) string {
	if g == gate.Liability && !slices.Contains([]string{"no_contractor", "not_judged", "judged_another_day", "judged_as_other", "no_rule"}, f.Key) {
		return "liability.why." + f.Key
	}
	return "order.gate." + f.Key
}

func fieldOf(g gate.Gate, f verdict.Finding) marketplace.FieldError {
	args := maps.Clone(f.Args)
	if args == nil {
		args = map[string]string{}
	}
	args["rule"], args["section"], args["confidence"] = f.Rule, f.Section, string(f.Confidence)
	args["valid_from"], args["valid_to"] = string(f.ValidFrom), string(f.ValidTo)
	return marketplace.FieldError{Field: "gates." + string(g), Key: Sentence(g, f), Args: args}
}

// rules are the rules that were asked, for the fact.
func rules(results []gate.Result) string {
	var out []string
	for _, r := range results {
		for _, f := range r.Findings {
			out = append(out, f.Rule)
		}
	}
	slices.SortFunc(out, cmp.Compare)
	return strings.Join(slices.Compact(out), " ")
}
