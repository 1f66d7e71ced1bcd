package gate

import (
	"cmp"
	"strings"
	"unicode/utf8"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/liability"
	"sovite.fi/sovite/marketplace/rule"
	"sovite.fi/sovite/marketplace/rule/verdict"
)

// Gate is one question about an order.
type Gate string

// The gates, in the order in which they are asked.
const (
	Routes       Gate = "routes"
	Directs      Gate = "direction"
	Displacement Gate = "displacement"
	Liability    Gate = "liability"
	Information  Gate = "hazards"
	Insured      Gate = "insurance"
)

// Gates lists the gates.
func Gates() []Gate {
	return []Gate{Routes, Directs, Displacement, Liability, Information, Insured}
}

// Step is what a gate stands before.
type Step string

// The steps.
const (
	Confirm Step = "confirm" // the order
	Start   Step = "start"   // the first shift
)

// Before is the step that a gate stands before.
func (g Gate) Before() Step {
	if g == Information || g == Insured {
		return Start
	}
	return Confirm
}

// Result is what one gate found. The sentence of a finding is "order.gate.<key>", and in the gate of liability
// "liability.why.<key>".
type Result struct {
	Gate     Gate              `json:"gate"`
	Before   Step              `json:"before"`
	Verdict  verdict.Verdict   `json:"verdict"`
	Findings []verdict.Finding `json:"findings"`
}

// Judge asks every gate. An error is a fault of the book of rules.
func Judge(book *rule.Book, o Order) ([]Result, error) {
	o.Agreed = cmp.Or(o.Agreed, o.Today)
	ask := map[Gate]func(*bench){
		Routes: (*bench).routes, Directs: (*bench).direction, Displacement: (*bench).displacement, Liability: (*bench).liability,
		Information: (*bench).hazards, Insured: (*bench).insurance,
	}
	out := make([]Result, 0, len(ask))
	for _, g := range Gates() {
		b := &bench{Order: o, Bench: &verdict.Bench{Book: book, On: o.Agreed}}
		if g.Before() == Start && o.Starts != "" {
			b.On = o.Starts
		}
		ask[g](b)
		if b.Err != nil {
			return nil, b.Err
		}
		out = append(out, Result{Gate: g, Before: g.Before(), Verdict: verdict.Worst(b.Out), Findings: b.Out})
	}
	return out, nil
}

type bench struct {
	Order
	*verdict.Bench
}

// Standing are the findings that hold a step up: before the start also those before the confirmation.
func Standing(results []Result, approvals []verdict.Approval, before Step) []verdict.Finding {
	var out []verdict.Finding
	for _, r := range results {
		if before == Start || r.Before == Confirm {
			out = append(out, verdict.Standing(r.Findings, approvals)...)
		}
	}
	return out
}

const maxReason = 300

// Approve takes responsibility, for an owner, for everything that a named person has to decide, as it stands now. Forbidden for
// everybody else; Invalid without a reason; Conflict when there is nothing to approve. What is blocked stays blocked.
func Approve(owner marketplace.Actor, results []Result, reason string, at marketplace.Instant) (verdict.Approval, error) {
	if err := owner.Must(marketplace.RoleOwner); err != nil {
		return verdict.Approval{}, err
	}
	if owner.System || owner.Person == "" {
		return verdict.Approval{}, marketplace.Errorf(marketplace.Forbidden, "order.approve_person")
	}
	reason = strings.Join(strings.Fields(reason), " ")
	switch {
	case reason == "":
		return verdict.Approval{}, marketplace.InvalidFields([]marketplace.FieldError{marketplace.Field("reason", "field.required")})
	case utf8.RuneCountInString(reason) > maxReason:
		return verdict.Approval{}, marketplace.InvalidFields([]marketplace.FieldError{marketplace.Field("reason", "field.too_long", "max", maxReason)})
	}
	a := verdict.Approval{By: owner.Person, At: at, Reason: reason}
	for _, r := range results {
		for _, f := range r.Findings {
			if f.Verdict == verdict.Review {
				a.Findings = append(a.Findings, f)
			}
		}
	}
	if len(a.Findings) == 0 {
		return verdict.Approval{}, marketplace.Errorf(marketplace.Conflict, "order.nothing_to_approve")
	}
	return a, nil
}

// liability takes over what was concluded about the contractor's papers, for this order and this day.
func (b *bench) liability() {
	c := b.Liability
	switch {
	case b.Customer == Own:
		b.Note("contractor_liability.scope", "no_contractor", verdict.Open)
	case c == nil:
		b.Note("contractor_liability.documents", "not_judged", verdict.Review)
	case c.On != b.On:
		b.Note("contractor_liability.documents", "judged_another_day", verdict.Review, "on", c.On)
	case (c.Threshold.Type == liability.Leased) != (b.Direction.By == Client):
		b.Note("contractor_liability.scope", "judged_as_other", verdict.Review)
	default:
		b.Out = c.Findings
	}
}
