// Package gate judges an order of supervised crew hours before it is confirmed, and before the first shift: whether the
// participants' work forms may work on it, who directs the work, whether paid work is displaced, whether hazards were told,
// whether the contractor's papers are there, and who insures.
//
// An Order is everything that the gates may know about an order, as a value: how many participants of which work form, never
// who. A Result is what one Gate found: its verdict, and the findings with the rule, the section, its days and how sure it is.
// Confirm and Start are the two steps that a gate can stand before. An approval (hyväksyntä) is a named person in charge who
// takes responsibility, with a reason, for what no rule decides.
//
// It must not do I/O or hold a number of its own. A rule that is not sure enough never blocks and is never passed over in
// silence. What nobody has told holds the step up; it is never taken for good.
//
// Read next: order.go for what is judged, gate.go for how, route.go for the work forms and direction, start.go for what comes
// before the first shift; testdata/routes.md and testdata/gates.md for every answer.
package gate
