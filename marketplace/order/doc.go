// Package order is the work that a buyer has bought of an organiser (tilaus): what was agreed, what both have to tell before
// it is confirmed and before the first shift, and how it ends.
//
// An Order is one document under the id of the accepted quote. Agreed is what both sides agreed on, in versions that never
// change. Staffing and Readiness are what the organiser tells, Conditions what the buyer does; marketplace/order/gate judges
// them, and an owner takes responsibility, by name, where no rule decides. A Decision is with what an order was confirmed.
// Bought is an order as its buyer sees it. An Ending is why it was cancelled.
//
// An order follows from the fact that a quote was accepted. Confirming writes the order, then the contract of contractor's
// liability; cancelling writes the order, then the crew, then the contract. Each step can be repeated; Follow goes on with what
// a crash left. It must never hold who the participants are, only how many of which work form, and never shows the buyer a work
// form, nor how a price came about. Amounts are without value added tax.
//
// Read next: order.go for the values, state.go for the moves, printed in testdata/states.md, told.go, judge.go and confirm.go for
// the way to the first shift, amend.go and end.go for what comes after, view.go for what the buyer sees.
package order
