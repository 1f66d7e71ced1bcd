// Package rosters is the organiser's pages about who works which shift: its members, and each week with a proposal beside it.
//
// A week is one form: every seat is a list to choose from, and can be locked. What a change would do is shown before it is
// saved; what stands in the way is said in words at its shift. A proposal stands beside the shifts with a reason for each
// person, and is accepted by one button; when there is none, the same form is filled in by hand.
//
// It must not decide anything: marketplace/roster and marketplace/roster/propose do. It needs no script.
//
// Read next: ways.go for the list of pages, member.go and week.go for them, proposal.go for the words of a proposal.
package rosters
