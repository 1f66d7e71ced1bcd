package verdict

import (
	"maps"
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/rule"
)

// Verdict is how a gate stands.
type Verdict string

// The verdicts, from the best.
const (
	Open    Verdict = "open"
	Warning Verdict = "warning" // to be seen, and holds nothing up
	Review  Verdict = "review"  // a named person has to take responsibility, with a reason
	Blocked Verdict = "blocked" // nobody can pass
)

// All lists the verdicts, from the best.
func All() []Verdict { return []Verdict{Open, Warning, Review, Blocked} }

// Worse is the worse of two.
func (v Verdict) Worse(other Verdict) Verdict {
	if slices.Index(All(), other) > slices.Index(All(), v) {
		return other
	}
	return v
}

// Citation names a rule as it was when it was used.
type Citation struct {
	Rule       string           `json:"rule"`
	Section    string           `json:"section,omitempty"`
	ValidFrom  marketplace.Date `json:"valid_from,omitempty"`
	ValidTo    marketplace.Date `json:"valid_to,omitempty"`
	Confidence rule.Confidence  `json:"confidence,omitempty"` // empty: no rule of that id is in force on the day
}

// Cite names a rule; known says whether one of that id is in force on the day.
func Cite(id string, r rule.Rule, known bool) Citation {
	if !known {
		return Citation{Rule: id}
	}
	return Citation{Rule: id, Section: r.Section, ValidFrom: r.ValidFrom, ValidTo: r.ValidTo, Confidence: r.Confidence}
}

// Finding is one thing that a gate found.
type Finding struct {
	Key     string            `json:"key"` // of the sentence that says it, within the package that found it
	Verdict Verdict           `json:"verdict"`
	Args    map[string]string `json:"args,omitempty"` // for the sentence; days as 2026-11-23, sums in cents
	Citation
}

// Worst is the worst verdict of findings; Open when there are none.
func Worst(findings []Finding) Verdict {
	out := Open
	for _, f := range findings {
		out = out.Worse(f.Verdict)
	}
	return out
}

// Rules are the ids of the rules that findings used, each once, in their order.
func Rules(findings []Finding) []string {
	out := []string{}
	for _, f := range findings {
		if !slices.Contains(out, f.Rule) {
			out = append(out, f.Rule)
		}
	}
	return out
}

// Grade is what a rule makes of an answer that is good or not.
func Grade(r rule.Rule, known, good bool) Verdict {
	switch {
	case !known:
		return Review
	case good:
		return Open
	case !r.Decides() || r.Action == rule.Warn:
		return Review
	case r.Action == rule.Block || r.Action == rule.Count:
		return Blocked
	}
	return Warning
}

// Approval is a named person who took responsibility for findings that need one.
type Approval struct {
	Findings []Finding           `json:"findings"` // as they were then: a finding that changed since is not approved
	By       marketplace.ID      `json:"by"`
	At       marketplace.Instant `json:"at"`
	Reason   string              `json:"reason"`
}

// Covers says whether this very finding was approved: same sentence, same numbers, same version of the rule.
func (a Approval) Covers(f Finding) bool {
	return f.Verdict == Review && slices.ContainsFunc(a.Findings, f.same)
}

func (f Finding) same(other Finding) bool {
	return f.Key == other.Key && f.Verdict == other.Verdict && f.Citation == other.Citation && maps.Equal(f.Args, other.Args)
}

// Standing are the findings that hold a step up: what is blocked, and what needs a person and has none.
func Standing(findings []Finding, approvals []Approval) []Finding {
	var out []Finding
	for _, f := range findings {
		approved := slices.ContainsFunc(approvals, func(a Approval) bool { return a.Covers(f) })
		if f.Verdict == Blocked || f.Verdict == Review && !approved {
			out = append(out, f)
		}
	}
	return out
}
