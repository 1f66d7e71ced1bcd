package view

import "net/url"

// Step is one question of the starter, for a coach with the client or for a client alone.
type Step struct {
	Base
	Heading, Lead string
	Progress      string // "3/12" in words
	N, All        int
	Blocks        []Block
	Action        string
	Revision      string
	Own           *OwnAnswer // what the client answered alone, for the coach
	Previous      *Link
	Check         Link
}

// Template implements Page.
func (*Step) Template() string { return "step" }

// OwnAnswer is what a client answered alone.
type OwnAnswer struct{ Lines []Pair }

// Checked are the answers of the starter before they are saved.
type Checked struct {
	Base
	Heading, Lead string
	Rows          []CheckedRow
	Action        string // empty: there is nothing to save, as for a client alone
	Version       string
	Ways          []Link
}

// Template implements Page.
func (*Checked) Template() string { return "checked" }

// CheckedRow is one question with its answers.
type CheckedRow struct {
	Question string
	Lines    []Pair
	Empty    string // what is said when there is none
	Own      []Pair // the client's own, where they say something else
	Change   Link
}

// Beside is a client's own rating beside the profile's, and everything that is known about abilities and needs.
type Beside struct {
	Base
	Client  Link
	Stamp   string
	Rows    []BesideRow
	Unrated string // how many abilities only the profile rates
	Empty   string
	Seen    []EvidenceRow
	Add     Link
}

// Template implements Page.
func (*Beside) Template() string { return "beside" }

// BesideRow are the two ratings of one ability.
type BesideRow struct{ Ability, Own, Profile, Gap string }

// EvidenceRow is one evidence with the form that takes it out.
type EvidenceRow struct{ About, Text, Source, Strike string }

// Merge asks for each part that two people changed what stays; everything typed goes along unseen.
type Merge struct {
	Base
	Client Link
	Action string
	Typed  url.Values
	Fields []Field
}

// Template implements Page.
func (*Merge) Template() string { return "merge" }
