package verdict

import (
	"fmt"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/rule"
)

// Bench judges one case by the rules of one day. The first error stays; it is a fault of the book.
type Bench struct {
	Book *rule.Book
	On   marketplace.Date
	Out  []Finding
	Err  error
}

// Find keeps what one question found, graded by the rule. A rule that is not in force on the day says so in its own
// sentence, "no_rule".
func (b *Bench) Find(id, key string, good bool, args ...any) {
	r, known := b.Book.At(id, b.On)
	f := Finding{Key: key, Verdict: Grade(r, known, good), Args: pairs(args), Citation: Cite(id, r, known)}
	if !known {
		f.Key, f.Args = "no_rule", nil
	}
	b.Out = append(b.Out, f)
}

// Note keeps something to be told by a rule, without a grade of the rule's: the caller says how it stands. A rule that is not
// in force still needs a named person.
func (b *Bench) Note(id, key string, as Verdict, args ...any) {
	b.Find(id, key, true, args...)
	if last := &b.Out[len(b.Out)-1]; last.Verdict == Open {
		last.Verdict = as
	}
}

// Soften makes the finding made last no worse than this: what is somebody else's to decide.
func (b *Bench) Soften(to Verdict) {
	if last := &b.Out[len(b.Out)-1]; last.Verdict.Worse(to) != to {
		last.Verdict = to
	}
}

// Number is a number of a rule; 0 when the rule is not in force, which Find says.
func (b *Bench) Number(id, name string, unit rule.Unit) int64 {
	r, known := b.Book.At(id, b.On)
	if !known {
		return 0
	}
	n, err := r.Amount(name, unit)
	if err != nil && b.Err == nil {
		b.Err = err
	}
	return n
}

// Allows says whether an amount keeps to a number of a rule; false when the rule is not in force.
func (b *Bench) Allows(id, name string, unit rule.Unit, amount int64) bool {
	r, known := b.Book.At(id, b.On)
	if !known {
		return false
	}
	good, err := r.Allows(name, unit, amount)
	if err != nil && b.Err == nil {
		b.Err = err
	}
	return good
}

func pairs(args []any) map[string]string {
	if len(args) < 2 {
		return nil
	}
	m := make(map[string]string, len(args)/2)
	for i := 0; i+1 < len(args); i += 2 {
		m[fmt.Sprint(args[i])] = fmt.Sprint(args[i+1])
	}
	return m
}
