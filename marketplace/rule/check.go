package rule

import (
	"maps"
	"regexp"
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/matching"
)

var (
	goodID = regexp.MustCompile(`^[a-z][a-z_]*\.[a-z][a-z_]*$`)
	hole   = regexp.MustCompile(`\{([a-z_0-9]+)\}`)
)

// check finds what is wrong with one rule, given those before it.
func (b *Book) check(r Rule, before []Rule) error {
	if !goodID.MatchString(r.ID) {
		return wrong{r.ID, "the id must be subject.name in small letters"}
	}
	if _, ok := b.Subject(r.Subject); !ok {
		return wrong{r.ID, "unknown subject " + r.Subject}
	}
	if r.Source.Key == "" {
		return wrong{r.ID, "unknown source " + r.SourceKey}
	}
	if !slices.Contains([]Confidence{High, Medium, Low}, r.Confidence) || !slices.Contains([]Action{Block, Warn, Count, Check, Show}, r.Action) {
		return wrong{r.ID, "unknown confidence or action"}
	}
	if err := r.checkDates(); err != nil {
		return err
	}
	if err := r.checkValues(); err != nil {
		return err
	}
	for _, other := range before {
		if other.ID == r.ID && overlap(other, r) {
			return wrong{r.ID, "two of it are valid on the same day"}
		}
	}
	return r.checkStatement()
}

func (r Rule) checkDates() error {
	for _, d := range []marketplace.Date{r.ValidFrom, r.ValidTo, r.CheckedOn} {
		if _, err := marketplace.ParseDate(string(d)); err != nil {
			return wrong{r.ID, string(d) + " is no day"}
		}
	}
	switch {
	case r.CheckedOn == "":
		return wrong{r.ID, "nobody knows when it was checked"}
	case r.ValidTo != "" && r.ValidTo < r.ValidFrom:
		return wrong{r.ID, "it ends before it begins"}
	case r.FromPrecision != "" && (r.FromPrecision != "year" || len(r.ValidFrom) != 10 || r.ValidFrom[4:] != "-01-01"):
		return wrong{r.ID, "from_precision is empty, or year with the first day of one"}
	}
	return nil
}

func overlap(a, b Rule) bool {
	return (a.ValidTo == "" || b.ValidFrom <= a.ValidTo) && (b.ValidTo == "" || a.ValidFrom <= b.ValidTo)
}

func (r Rule) checkValues() error {
	seen := map[string]bool{}
	for _, v := range r.Values {
		if v.Name == "" || seen[v.Name] {
			return wrong{r.ID, "a number has no name, or the name of another: " + v.Name}
		}
		seen[v.Name] = true
		if !slices.Contains([]Bound{Most, Least, Exactly}, v.Bound) || !slices.Contains(units(), v.Unit) || !slices.Contains(pers(), v.Per) || v.Amount < 0 {
			return wrong{r.ID, "bound, unit, per or amount of " + v.Name}
		}
	}
	return nil
}

func units() []Unit {
	return []Unit{Cents, BasisPoints, Minutes, Hours, Days, WorkingDays, Months, Years, HourOfDay, Number}
}

func pers() []string { return []string{"", "hour", "day", "week", "month", "year", "period", "person"} }

// checkStatement: every language says the rule and the same numbers; plain Finnish may leave numbers out.
func (r Rule) checkStatement() error {
	want := holes(r.Statement["fi"])
	for _, name := range want {
		if !slices.ContainsFunc(r.Values, func(v Value) bool { return v.Name == name }) {
			return wrong{r.ID, "the statement asks for the number " + name}
		}
	}
	for _, voice := range matching.Voices() {
		got := holes(r.Statement[voice])
		switch {
		case voice == "selko":
			if slices.ContainsFunc(got, func(n string) bool { return !slices.Contains(want, n) }) {
				return wrong{r.ID, "plain Finnish says a number that Finnish does not"}
			}
		case r.Statement[voice] == "" || !slices.Equal(got, want):
			return wrong{r.ID, "the statement lacks words or numbers in " + voice}
		}
	}
	return nil
}

func holes(text string) []string {
	set := map[string]bool{}
	for _, found := range hole.FindAllStringSubmatch(text, -1) {
		set[found[1]] = true
	}
	return slices.Sorted(maps.Keys(set))
}

// checkReferences: what aids and inferences lean on is in the book.
func (b *Book) checkReferences() error {
	known := func(id string) bool { return slices.ContainsFunc(b.rules, func(r Rule) bool { return r.ID == id }) }
	for _, r := range b.rules {
		for _, id := range r.BasedOn {
			if !known(id) {
				return wrong{r.ID, "based on " + id + ", which is no rule"}
			}
		}
	}
	for _, a := range b.aids {
		if !known(a.Rule) {
			return wrong{a.Rule, "an aid, and no rule"}
		}
	}
	return nil
}
