package gate

import (
	"fmt"

	"sovite.fi/sovite/marketplace/rule"
	"sovite.fi/sovite/marketplace/rule/verdict"
)

// Result is what a gate found.
type Result string

// The results.
const (
	Pass     Result = "pass"
	Warn     Result = "warn"     // to be seen, and holds nothing up
	Approval Result = "approval" // a named person has to take responsibility, with a reason
	Blocked  Result = "blocked"  // nobody can pass
)

// Stage is the step before which a finding has to be mended.
type Stage string

// The stages.
const (
	Agree Stage = "agree"
	Start Stage = "start"
)

// Cite names a rule as it was when it was used.
type Cite = verdict.Citation

// Finding is what one gate found.
type Finding struct {
	Key     string            `json:"key"` // rule and question, such as "work_trial.day/lengthen_day"; names the finding
	Result  Result            `json:"result"`
	Before  Stage             `json:"before"`
	Missing bool              `json:"missing,omitempty"` // not wrong, but not told
	Field   string            `json:"field"`             // of the placement, that the question is about
	Todo    string            `json:"todo"`              // what to do; a key of messages
	Args    map[string]string `json:"args,omitempty"`
	Cite
}

// Judge asks every gate that concerns the work form. The order is that of the questions. An error is a fault of the book.
func Judge(book *rule.Book, c Case) ([]Finding, error) {
	b := &bench{book: book, Case: c}
	b.everybody()
	switch c.Form {
	case "work_trial":
		b.workTrial()
	case "pay_subsidy":
		b.wageSubsidy()
	case "rehabilitative":
		b.rehabilitative()
	case "subcontract", "work_activity":
		b.subcontract()
	}
	b.age()
	b.income()
	return b.out, b.err
}

// Open are the findings that stand before a stage: before starting also those before agreeing. Warnings hold nothing up.
func Open(findings []Finding, before Stage) []Finding {
	var out []Finding
	for _, f := range findings {
		if (f.Result == Blocked || f.Result == Approval) && (before == Start || f.Before == Agree) {
			out = append(out, f)
		}
	}
	return out
}

// Broken are the findings that nobody can pass and that are not merely untold: what breaks a limit is never saved.
func Broken(findings []Finding) []Finding {
	var out []Finding
	for _, f := range findings {
		if f.Result == Blocked && !f.Missing {
			out = append(out, f)
		}
	}
	return out
}

// Rules are the ids of the rules that findings used, each once, in their order.
func Rules(findings []Finding) []string {
	out := []string{}
	seen := map[string]bool{}
	for _, f := range findings {
		if !seen[f.Rule] {
			seen[f.Rule] = true
			out = append(out, f.Rule)
		}
	}
	return out
}

// bench judges one case. The first error stays.
type bench struct {
	Case
	book *rule.Book
	out  []Finding
	err  error
}

// find keeps what one question found: whether the answer is told, and whether it is good.
func (b *bench) find(id, field, todo string, before Stage, told, good bool, args ...any) {
	f := Finding{Key: id + "/" + todo, Before: before, Field: field, Todo: todo, Args: pairs(args)}
	r, known := b.book.At(id, b.on())
	f.Cite = verdict.Cite(id, r, known)
	if !known {
		f.Todo, f.Args = "no_rule", nil
	}
	f.Missing = known && !told
	f.Result = grade(r, known, told && good)
	b.out = append(b.out, f)
}

// grade is what a rule makes of an answer. A rule that is not sure enough needs a named person; so does a rule that is not
// in force on the day, because nobody knows what holds then.
func grade(r rule.Rule, known, good bool) Result {
	switch {
	case !known:
		return Approval
	case good:
		return Pass
	case !r.Decides() || r.Action == rule.Warn:
		return Approval
	case r.Action == rule.Block || r.Action == rule.Count:
		return Blocked
	}
	return Warn
}

// soften makes the finding made last a warning: what is counted from words only, or is somebody else's to decide.
func (b *bench) soften(to Result) {
	if last := &b.out[len(b.out)-1]; last.Result == Blocked || last.Result == Approval {
		last.Result = to
	}
}

// number is a number of a rule; false when the rule is not in force, which find says.
func (b *bench) number(id, name string, unit rule.Unit) (int, bool) {
	r, known := b.book.At(id, b.on())
	if !known {
		return 0, false
	}
	n, err := r.Amount(name, unit)
	if err != nil && b.err == nil {
		b.err = err
	}
	return int(n), err == nil
}

// atMost and atLeast compare minutes with a number of hours.
func (b *bench) atMost(id, name, field, todo string, minutes int) {
	hours, known := b.number(id, name, rule.Hours)
	b.find(id, field, todo, Agree, minutes > 0, known && minutes <= hours*60, "hours", hours)
}

func (b *bench) atLeast(id, name, field, todo string, minutes int) {
	hours, known := b.number(id, name, rule.Hours)
	b.find(id, field, todo, Agree, minutes > 0, known && minutes >= hours*60, "hours", hours)
}

func pairs(args []any) map[string]string {
	if len(args) == 0 {
		return nil
	}
	m := make(map[string]string, len(args)/2)
	for i := 0; i+1 < len(args); i += 2 {
		m[fmt.Sprint(args[i])] = fmt.Sprint(args[i+1])
	}
	return m
}
