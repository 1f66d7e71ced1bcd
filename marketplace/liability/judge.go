package liability

import (
	"cmp"
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/rule"
	"sovite.fi/sovite/marketplace/rule/verdict"
)

// The rules that decide, beside those of chain.go.
const (
	scopeRule       = "contractor_liability.scope"
	exemptRule      = "contractor_liability.exempt_parties"
	documentsRule   = "contractor_liability.documents"
	ageRule         = "contractor_liability.document_age"
	repeatRule      = "contractor_liability.new_contract"
	longRule        = "contractor_liability.long_contract"
	retentionRule   = "contractor_liability.retention"
	establishedRule = "contractor_liability.established"
	constructRule   = "contractor_liability.construction"
	teamRule        = "contractor_liability.every_team_order"
)

// soonDays is how many days before its last day a paper is said to run out soon; a choice of ours, no rule.
const soonDays = 14

// Status is how one kind of document stands.
type Status string

// The statuses.
const (
	Good    Status = "good"
	Soon    Status = "soon"    // good, and runs out within two weeks
	TooOld  Status = "too_old" // older than the law lets it be on the day
	RunOut  Status = "run_out" // past the last day that it names itself
	Missing Status = "missing"
)

// Standing is how one kind of document stands on a day.
type Standing struct {
	Kind     Kind             `json:"kind"`
	Status   Status           `json:"status"`
	Document *Document        `json:"document,omitempty"`
	Months   int              `json:"months"`          // full months of age
	Until    marketplace.Date `json:"until,omitempty"` // last day on which a contract can be made with it
}

// Usable says whether a contract can be made with it.
func (s Standing) Usable() bool { return s.Status == Good || s.Status == Soon }

// Question is everything that a judgement goes by, as values.
type Question struct {
	Today    marketplace.Date
	Contract Contract // that is about to be made, or was made; without a day: today
	Relation Relation // of the same parties
	Pack     Pack
}

// Conclusion is whether the duty to check holds for a contract, why, and what is missing.
type Conclusion struct {
	On        marketplace.Date  `json:"on"` // the day whose rules and ages were taken
	Verdict   verdict.Verdict   `json:"verdict"`
	Needed    bool              `json:"needed"` // documents have to be there before the contract
	Findings  []verdict.Finding `json:"findings"`
	Threshold Threshold         `json:"threshold"`
	Documents []Standing        `json:"documents"` // every kind that this contract would need
}

// Judge says whether the papers of a supplier have to be there for a contract, and whether they are. An error is a fault of
// the book of rules.
func Judge(book *rule.Book, q Question) (Conclusion, error) {
	q.Contract.Agreed = cmp.Or(q.Contract.Agreed, q.Today)
	b := &verdict.Bench{Book: book, On: q.Contract.Agreed}
	c := Conclusion{On: b.On, Threshold: threshold(b, q.Relation.Contracts, q.Contract), Documents: Papers(b, q.Pack, q.Contract.Construction)}
	c.Needed = needed(b, q, c.Threshold)
	if c.Needed {
		papers(b, c.Documents)
	}
	later := &verdict.Bench{Book: book, On: q.Today}
	for _, o := range q.Relation.Contracts {
		again(later, q, o)
	}
	c.Findings = append(b.Out, later.Out...)
	c.Verdict = verdict.Worst(c.Findings)
	return c, cmp.Or(b.Err, later.Err)
}

// needed goes through what ends the duty, in the order of the act; the first that does ends it.
func needed(b *verdict.Bench, q Question, t Threshold) bool {
	c := q.Contract
	if c.Type != Leased && (c.OffSite || c.Unusual) {
		key := "off_site"
		if !c.OffSite {
			key = "not_customary"
		}
		b.Note(scopeRule, key, verdict.Open)
		return false
	}
	if q.Pack.Form.Exempt() {
		b.Note(exemptRule, "exempt_party", verdict.Open, "form", q.Pack.Form)
		return false
	}
	if q.Pack.Form == County {
		b.Note(exemptRule, "county_not_listed", verdict.Warning)
	}
	if !sums(b, t) {
		if t.Type != Leased && !all(Papers(b, q.Pack, c.Construction)) {
			b.Note(teamRule, "check_anyway", verdict.Warning)
		}
		return false
	}
	return !trusted(b, q) && !repeated(b, q)
}

// sums says whether the threshold is reached; when contracts stand apart that would make the difference, a person says.
func sums(b *verdict.Bench, t Threshold) bool {
	id, args := subcontractThreshold, []any{"cents", int64(t.Cents), "limit", t.Limit, "count", len(t.Counted)}
	if t.Type == Leased {
		id, args = leasedThreshold, []any{"days", t.Days, "limit", t.Limit, "count", len(t.Counted)}
	}
	if t.Reached {
		b.Note(id, string(t.Type)+"_reached", verdict.Open, args...)
		return true
	}
	b.Note(id, string(t.Type)+"_below", verdict.Open, args...)
	if len(t.Apart) > 0 && t.withApart(b) {
		b.Find(shortBreaks, "count_apart", false, "count", len(t.Apart))
	}
	return false
}

// trusted says whether a named person of the customer decided that the supplier or the relation is established. In
// construction nobody can.
func trusted(b *verdict.Bench, q Question) bool {
	e := q.Relation.Exemption
	if e == nil || e.On > b.On {
		return false
	}
	if q.Contract.Construction && e.Ground != Comparable {
		b.Note(constructRule, "construction_asks", verdict.Warning)
		return false
	}
	b.Note(establishedRule, "trusted", verdict.Open, "ground", e.Ground, "name", e.Name, "on", e.On)
	return true
}

// repeated says whether an earlier complete check of the same supplier is recent enough, with no reason to suspect a change.
func repeated(b *verdict.Bench, q Question) bool {
	last, found := q.Relation.lastCheck(b.On, true)
	if !found || q.Contract.Construction && !last.saw(AccidentInsurance) {
		return false
	}
	months := b.Number(repeatRule, "within", rule.Months)
	until := last.On.AddMonths(int(months))
	if d := q.Relation.Doubt; d != nil && d.On >= last.On {
		b.Note(repeatRule, "doubted", verdict.Warning, "name", d.Name, "on", d.On)
		return false
	}
	if b.On > until {
		b.Note(repeatRule, "check_too_old", verdict.Open, "on", last.On, "until", until)
		return false
	}
	b.Note(repeatRule, "checked_before", verdict.Open, "on", last.On, "until", until, "name", last.Name)
	return true
}

// Papers is how every kind of document of a pack stands on the day of the bench.
func Papers(b *verdict.Bench, p Pack, construction bool) []Standing {
	kinds := Kinds()
	if construction {
		kinds = AllKinds()
	}
	out := make([]Standing, len(kinds))
	for i, k := range kinds {
		out[i] = standing(b, p, k)
	}
	return out
}

func standing(b *verdict.Bench, p Pack, kind Kind) Standing {
	d, found := p.Current(kind, b.On)
	if !found {
		return Standing{Kind: kind, Status: Missing}
	}
	s := Standing{Kind: kind, Status: Good, Document: &d, Until: d.Issued.AddMonths(int(b.Number(ageRule, "max", rule.Months)))}
	for d.Issued.AddMonths(s.Months+1) <= b.On {
		s.Months++
	}
	switch {
	case d.ValidTo != "" && d.ValidTo < b.On:
		s.Status = RunOut
	case s.Until < b.On:
		s.Status = TooOld
	}
	if d.ValidTo != "" {
		s.Until = min(s.Until, d.ValidTo)
	}
	if s.Status == Good && s.Until < b.On.AddDays(soonDays) {
		s.Status = Soon
	}
	return s
}

func all(papers []Standing) bool {
	return !slices.ContainsFunc(papers, func(s Standing) bool { return !s.Usable() })
}

// papers says of each kind what is wrong with it, and when all is good, until when.
func papers(b *verdict.Bench, list []Standing) {
	until := marketplace.Date("9999-12-31")
	for _, s := range list {
		id := documentsRule
		if s.Kind == AccidentInsurance {
			id = constructRule
		}
		switch s.Status {
		case Missing:
			b.Note(id, "missing", verdict.Blocked, "kind", s.Kind)
		case TooOld:
			b.Find(ageRule, "too_old", false, "kind", s.Kind, "months", s.Months, "until", s.Until)
		case RunOut:
			b.Note(id, "run_out", verdict.Blocked, "kind", s.Kind, "until", s.Until)
		case Soon:
			b.Note(ageRule, "soon", verdict.Warning, "kind", s.Kind, "until", s.Until)
		case Good:
		}
		until = min(until, s.Until)
	}
	if all(list) {
		b.Note(documentsRule, "complete", verdict.Open, "until", until)
	}
}

// again says of a contract that runs for longer than twelve months when proofs of taxes and pension insurance are due.
func again(b *verdict.Bench, q Question, c Contract) {
	due, ok := recheck(b, q, c)
	switch {
	case !ok || due > q.Today.AddDays(soonDays):
	case due < q.Today:
		b.Find(longRule, "again_overdue", false, "contract", c.ID, "due", due)
		b.Soften(verdict.Review)
	default:
		b.Note(longRule, "again_soon", verdict.Warning, "contract", c.ID, "due", due)
	}
}

// recheck is the last day on which proofs of taxes and pension insurance have to be seen again; false when the contract ends
// before, or needs no documents.
func recheck(b *verdict.Bench, q Question, c Contract) (marketplace.Date, bool) {
	if c.Type != Leased && (c.OffSite || c.Unusual) || q.Pack.Form.Exempt() || q.Relation.Exemption != nil && !c.Construction {
		return "", false
	}
	if t := threshold(&verdict.Bench{Book: b.Book, On: b.On}, q.Relation.Contracts, c); !t.Reached {
		return "", false
	}
	from := c.Agreed
	if last, found := q.Relation.lastCheck(q.Today, false, Taxes, Pension); found {
		from = max(from, last.On)
	}
	due := from.AddMonths(int(b.Number(longRule, "every", rule.Months)))
	end := cmp.Or(c.Ended, c.Until)
	return due, end == "" || end > due
}

// KeepUntil is the last day on which the documents of a relation have to be kept: two years after the last work ended. False
// while work goes on, and when there was none.
func KeepUntil(book *rule.Book, r Relation, today marketplace.Date) (marketplace.Date, bool) {
	b := &verdict.Bench{Book: book, On: today}
	var last marketplace.Date
	for _, c := range r.Contracts {
		if c.Ended == "" {
			return "", false
		}
		last = max(last, c.Ended)
	}
	if last == "" {
		return "", false
	}
	return last.AddMonths(12 * int(b.Number(retentionRule, "min", rule.Years))), true
}
