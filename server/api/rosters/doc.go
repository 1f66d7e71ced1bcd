// Package rosters is the part of the JSON interface about who works which shift: an organiser's members, its weeks, proposals
// for them, and who could come instead of somebody.
//
// A fault comes with its sentence in the caller's language, and with the rule it goes by. Minutes are minutes; times of the
// day are minutes from midnight. Its types follow the rules of package api.
//
// It must not decide who sees or does what; the verbs of roster and propose do. There is no way in for a buyer.
//
// Read next: members.go, weeks.go, proposals.go, marketplace/roster.
package rosters
