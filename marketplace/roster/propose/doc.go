// Package propose works out who could work the shifts of a week (ehdotus), and who could come when somebody cannot.
//
// A Proposal is put beside a week, under the same id: who works which shift, with a Reason for each person, each Vacancy with
// what keeps the others out of it, and how much better any other plan could be. The planner of matching/crew/planner is asked
// about what it can express; what it cannot is kept out beforehand, and its answer is held against every check of
// marketplace/roster. A Replacement is the least change after somebody said that they cannot come.
//
// It must not save anybody into a shift: accepting is Save of marketplace/roster, with the same checks. It never moves a seat
// that is locked or published in a proposal, and asks nobody why they are away.
//
// Read next: propose.go for the order of events, question.go for what is asked, explain.go for the reasons, replace.go.
package propose
