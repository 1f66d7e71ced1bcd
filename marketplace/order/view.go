package order

import (
	"context"
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/capacity"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/order/gate"
	"sovite.fi/sovite/marketplace/quote"
	"sovite.fi/sovite/marketplace/rule/verdict"
	"sovite.fi/sovite/matching"
)

// Bought is an order as its buyer sees it: without how a price came about, and without a work form of anybody.
type Bought struct {
	ID           marketplace.ID
	Rev          int64
	Request      marketplace.ID
	Organiser    marketplace.ID
	Contact      marketplace.ID
	Frame        marketplace.ID // the framework agreement from which it was called off; empty: none
	Renews       marketplace.ID // the order whose work goes on in this one; empty: none
	State        State
	Versions     []BoughtVersion
	Proposal     *Proposal      // of another version
	Proposed     *BoughtVersion // what it would make of the newest
	First        marketplace.Date
	Last         marketplace.Date
	Told         marketplace.Instant // when the organiser told its part last
	People       int                 // how many take part
	Site         gate.Site
	Directs      gate.Side
	Result       string
	Hourly       bool
	Hazards      string           // that the organiser's work brings
	HazardsOn    marketplace.Date // when the buyer was told
	Supervisors  int              // inducted
	Participants int              // inducted
	Own          BuyerPart
	Declared     []gate.Declaration
	Gates        []BoughtGate // none in lists
	MayStart     bool
	Confirmed    marketplace.Date // empty: not
	By           string           // who confirmed, by name
	Ending       Ending
	Begun        marketplace.Instant
	Ended        marketplace.Instant
}

// BoughtVersion is a version of what is agreed, as the buyer sees it.
type BoughtVersion struct {
	Number     int
	Title      string
	Work       string
	Trades     []string
	Postal     string
	Address    string
	Hazards    matching.Choice
	Allergens  matching.Choice
	Induction  string
	Reference  string
	Lines      []quote.OfferLine
	Loads      []capacity.Load
	Supervisor string
	Note       string
	Total      money.Cents // without value added tax
	Side       gate.Side
	At         marketplace.Instant
}

// BoughtGate is how a gate stands, as the buyer sees it: what says a work form is left out of the findings.
type BoughtGate struct {
	Gate     gate.Gate
	Before   gate.Step
	Verdict  verdict.Verdict
	Stands   bool // something holds the step up
	Findings []verdict.Finding
}

// bought is the buyer's view with how the gates stand now.
func (s *Service) bought(ctx context.Context, e Entry) (Bought, error) {
	j, err := s.Judged(ctx, e.Value)
	if err != nil {
		return Bought{}, err
	}
	return View(e, j), nil
}

// View is an order as its buyer sees it, with how its gates stand.
func View(e Entry, j Judgement) Bought {
	o := e.Value
	out := Bought{
		ID: o.ID, Rev: e.Rev, Request: o.Request, Organiser: o.Org, Contact: o.Contact, State: o.State, First: o.First, Last: o.Last,
		Told: o.Staffing.Told, Site: o.Staffing.Site, Directs: o.Staffing.Directs, Result: o.Staffing.Result, Hourly: o.Staffing.Hourly,
		Hazards: o.Readiness.Hazards, HazardsOn: o.Readiness.HazardsOn, Supervisors: o.Readiness.SupervisorsInducted,
		Participants: o.Readiness.ParticipantsInducted, Own: o.BuyerPart(), Declared: o.Declared, MayStart: o.MayStart(j.Results),
		Begun: o.Begun, Ended: o.Ended,
	}
	if out.Renews = o.Renews; o.Called != nil {
		out.Frame = o.Called.Frame
	}
	for _, p := range o.Staffing.Participants {
		out.People += p.Number
	}
	for _, a := range o.Agreed {
		out.Versions = append(out.Versions, a.Bought())
	}
	if a, is := o.Proposed(); is {
		v := a.Bought()
		out.Proposal, out.Proposed = o.Proposal, &v
	}
	for _, r := range j.Results {
		out.Gates = append(out.Gates, boughtGate(r, o.Approvals))
	}
	if o.Decision != nil {
		out.Confirmed, out.By = o.Decision.On, o.Decision.Name
	}
	if o.Ending != nil {
		out.Ending = *o.Ending
	}
	return out
}

// Bought is the version as the buyer sees it.
func (a Agreed) Bought() BoughtVersion {
	out := BoughtVersion{
		Number: a.Number, Title: a.Title, Work: a.Work, Trades: a.Trades, Postal: a.Postal, Address: a.Address, Hazards: a.Hazards,
		Allergens: a.Allergens, Induction: a.Induction, Reference: a.Reference, Loads: a.Loads, Supervisor: a.Supervisor, Note: a.Note, Total: a.Total, Side: a.Side, At: a.At,
	}
	for _, l := range a.Lines {
		out.Lines = append(out.Lines, quote.OfferLine{Unit: l.Unit, Name: l.Name, Quantity: l.Quantity, Rate: l.Rate, Amount: l.Amount})
	}
	return out
}

// open are the findings of which neither the sentence nor the rule tells a work form. In the gate of liability all are.
func open() []string {
	return []string{
		"no_participants", "say_who_directs", "organiser_directs", "customer_redirects", "say_who_redirects", "looks_like_leasing", "leasing_path",
		"host_defines_demands", "customer_tells_hazards", "organiser_tells_hazards", "site_card", "supervisor_inducted", "participants_inducted",
		"special_hazard",
	}
}

func boughtGate(r gate.Result, approvals []verdict.Approval) BoughtGate {
	out := BoughtGate{Gate: r.Gate, Before: r.Before, Verdict: r.Verdict, Stands: len(verdict.Standing(r.Findings, approvals)) > 0}
	for _, f := range r.Findings {
		if r.Gate == gate.Liability || slices.Contains(open(), f.Key) {
			out.Findings = append(out.Findings, f)
		}
	}
	return out
}
