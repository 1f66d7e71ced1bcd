package view

import "html/template"

// Rules is the list of legal rules in force on a day, by subject.
type Rules struct {
	Base
	Day   Field
	Shown string        // how many are in force on the day
	List  template.HTML // the part "rule-list"; empty: none is
}

// Template implements Page.
func (*Rules) Template() string { return "rules" }

// RuleSubject is one subject with its rules.
type RuleSubject struct {
	Key, Name string
	Rules     []RuleRow
}

// RuleRow is one rule in words.
type RuleRow struct {
	Link
	Statement       string
	Numbers         []string
	Section, Source string
	Valid, Checked  string
	Confidence      string
	Unsure          bool // it only warns
}

// Rule is the page about one rule: what it says now and what it said before.
type Rule struct {
	Base
	Heading, Statement string
	Subject            Link
	Versions           []RuleVersion
}

// Template implements Page.
func (*Rule) Template() string { return "rule" }

// RuleVersion is a rule from one day to another.
type RuleVersion struct {
	RuleRow
	State   string // whether it is in force now
	Now     bool
	Action  string
	BasedOn []Link
}
