package rule

import (
	"slices"
	"strconv"

	"sovite.fi/sovite/marketplace"
)

// Change is what somebody considers: another amount for one number of a rule, from a day on. It is saved nowhere.
type Change struct {
	ID     string // of the rule
	Value  string // name of the number
	Amount int64  // in the unit of the number
	From   marketplace.Date
}

// With is the book as it would be with a change: the version in force on the day ends the day before, and goes on with the new amount.
// Invalid names the field when no version is in force on that day, or it has no such number.
func (b *Book) With(c Change) (*Book, error) {
	at := slices.IndexFunc(b.rules, func(r Rule) bool { return r.ID == c.ID && r.InForce(c.From) })
	if at < 0 || c.From == "" {
		return nil, marketplace.InvalidFields([]marketplace.FieldError{marketplace.Field("from", "rule.preview.not_in_force")})
	}
	next := b.rules[at]
	number := slices.IndexFunc(next.Values, func(v Value) bool { return v.Name == c.Value })
	switch {
	case number < 0:
		return nil, marketplace.InvalidFields([]marketplace.FieldError{marketplace.Field("value", "rule.preview.no_number")})
	case c.Amount < 0:
		return nil, marketplace.InvalidFields([]marketplace.FieldError{marketplace.Field("amount", "rule.preview.amount")})
	}
	next.Values = slices.Clone(next.Values)
	next.Values[number].Amount, next.ValidFrom, next.FromPrecision = c.Amount, c.From, ""
	out := &Book{subjects: b.subjects, rules: slices.Clone(b.rules), aids: b.aids}
	if b.rules[at].ValidFrom == c.From {
		out.rules[at] = next
		return out, nil
	}
	out.rules[at].ValidTo = c.From.AddDays(-1)
	out.rules = slices.Insert(out.rules, at+1, next)
	return out, nil
}

// Answer is what a case of a rule gives in a book, beside what it has to give.
type Answer struct {
	Case
	Got, Wanted string
}

// Good says whether the case gives what it has to.
func (a Answer) Good() bool { return a.Got == a.Wanted }

// Answers runs the cases that stand beside a rule in this book against another book.
func (b *Book) Answers(id string, in *Book) []Answer {
	var out []Answer
	for _, r := range b.Versions(id) {
		for _, c := range r.Cases {
			out = append(out, c.run(id, in))
		}
	}
	return out
}

// run asks a book. A rule that is not in force, or has no such number, gives nothing.
func (c Case) run(id string, in *Book) Answer {
	r, known := in.At(id, c.On)
	a := Answer{Case: c}
	switch {
	case c.InForce != nil:
		a.Got, a.Wanted = strconv.FormatBool(known), strconv.FormatBool(*c.InForce)
	case c.Want != nil:
		a.Wanted = strconv.FormatInt(*c.Want, 10)
		if got, err := r.Amount(c.Value, c.Unit); known && err == nil {
			a.Got = strconv.FormatInt(got, 10)
		}
	case c.Given != nil && c.Allowed != nil:
		a.Wanted = strconv.FormatBool(*c.Allowed)
		if got, err := r.Allows(c.Value, c.Unit, *c.Given); known && err == nil {
			a.Got = strconv.FormatBool(got)
		}
	}
	return a
}
