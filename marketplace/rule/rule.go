package rule

import (
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/matching"
)

// Confidence is how sure the book is of a rule.
type Confidence string

// The confidences: the text was read; it was read but is incomplete, contested or possibly changed since; or it is known
// from memory or inferred and a person has to check it.
const (
	High   Confidence = "high"
	Medium Confidence = "medium"
	Low    Confidence = "low"
)

// Action is what the product does with a rule.
type Action string

// The actions. Whatever the action, a rule that does not decide (see Rule.Decides) only warns.
const (
	Block Action = "block" // what breaks it cannot be saved
	Warn  Action = "warn"  // what breaks it needs a named person's approval and a reason
	Count Action = "count" // a counter runs
	Check Action = "check" // something has to be seen to
	Show  Action = "show"  // for information
)

// Unit is what a number counts.
type Unit string

// The units. BasisPoints are hundredths of a per cent: 25.5 % is 2,550. HourOfDay is a full hour of the clock, 0 to 24.
const (
	Cents       Unit = "cents"
	BasisPoints Unit = "basis_points"
	Minutes     Unit = "minutes"
	Hours       Unit = "hours"
	Days        Unit = "days"
	WorkingDays Unit = "working_days"
	Months      Unit = "months"
	Years       Unit = "years"
	HourOfDay   Unit = "hour_of_day"
	Number      Unit = "count"
)

// Bound says how a number limits.
type Bound string

// The bounds.
const (
	Most    Bound = "most"    // at most
	Least   Bound = "least"   // at least
	Exactly Bound = "exactly" // a rate, an amount or a length that is given
)

// Value is one number of a rule, such as at most 6 months.
type Value struct {
	Name   string `json:"name"` // by which programs and the statement ask for it
	Bound  Bound  `json:"bound"`
	Amount int64  `json:"amount"`
	Unit   Unit   `json:"unit"`
	Per    string `json:"per"` // hour, day, week, month, year, period or person; empty: none
}

// Source is where a rule was read.
type Source struct {
	Key       string        `json:"key"`
	Publisher matching.Text `json:"publisher"`
	Title     matching.Text `json:"title"`
}

// Rule is one rule as it was from one day to another. It is read-only.
type Rule struct {
	ID            string           `json:"id"`  // subject and name, such as "work_trial.max_total"; never changes
	Ref           string           `json:"ref"` // short reference to quote, such as "TK-01"; rules that split one share it
	Action        Action           `json:"action"`
	Statement     matching.Text    `json:"statement"` // with {name} where a value stands; see Say
	Values        []Value          `json:"values"`
	Section       string           `json:"section"`  // of the act or decree; empty for a reading of our own
	BasedOn       []string         `json:"based_on"` // ids of the rules it was inferred from
	SourceKey     string           `json:"source"`
	ValidFrom     marketplace.Date `json:"valid_from"`     // first day; empty: always, or not known
	FromPrecision string           `json:"from_precision"` // "year" when only the year is known; ValidFrom is its first day
	ValidTo       marketplace.Date `json:"valid_to"`       // last day; empty: open
	CheckedOn     marketplace.Date `json:"checked_on"`
	Confidence    Confidence       `json:"confidence"`
	Cases         []Case           `json:"cases"`

	Subject string `json:"-"` // key of the subject, the first part of the id
	Source  Source `json:"-"`
}

// Case is an example that the rule has to give, kept beside it: whether it is in force on a day, what a value is, or
// whether an amount is allowed.
type Case struct {
	On      marketplace.Date `json:"on"`
	InForce *bool            `json:"in_force"`
	Value   string           `json:"value"`
	Unit    Unit             `json:"unit"`
	Want    *int64           `json:"want"`
	Given   *int64           `json:"given"`
	Allowed *bool            `json:"allowed"`
}

// Decides says whether the rule is sure enough to permit or forbid something by itself. One that is not only warns and
// asks a named person.
func (r Rule) Decides() bool { return r.Confidence == High || r.Confidence == Medium }

// InForce says whether the rule is valid on a day.
func (r Rule) InForce(on marketplace.Date) bool {
	return r.ValidFrom <= on && (r.ValidTo == "" || on <= r.ValidTo)
}

// Amount is the number of that name in that unit. It is an Internal error when the rule has no such number or counts it
// in another unit: a number is never taken for what it is not.
func (r Rule) Amount(name string, unit Unit) (int64, error) {
	v, err := r.value(name, unit)
	return v.Amount, err
}

// Allows says whether an amount keeps to the number of that name: not above a most, not below a least, equal to what is
// given exactly. Errors are those of Amount.
func (r Rule) Allows(name string, unit Unit, amount int64) (bool, error) {
	v, err := r.value(name, unit)
	switch {
	case err != nil:
		return false, err
	case v.Bound == Most:
		return amount <= v.Amount, nil
	case v.Bound == Least:
		return amount >= v.Amount, nil
	}
	return amount == v.Amount, nil
}

func (r Rule) value(name string, unit Unit) (Value, error) {
	at := slices.IndexFunc(r.Values, func(v Value) bool { return v.Name == name })
	if at < 0 {
		return Value{}, marketplace.Errorf(marketplace.Internal, "error.internal", wrong{r.ID, "has no number " + name})
	}
	if r.Values[at].Unit != unit {
		return Value{}, marketplace.Errorf(marketplace.Internal, "error.internal", wrong{r.ID, name + " counts " + string(r.Values[at].Unit) + ", not " + string(unit)})
	}
	return r.Values[at], nil
}

// wrong is the private cause of an error about one rule.
type wrong struct{ id, what string }

func (w wrong) Error() string { return "rule " + w.id + ": " + w.what }
