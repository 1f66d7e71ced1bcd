// Package schedule finds the cheapest schedule of a single person exactly: which shift, if any, to work on each day.
//
// Hours are counted in steps of equal length. A week has a cap of steps, a day its options, an option a cost of its own
// plus the price of its shift. A claim is something that one shift of the schedule satisfies once and for all (a return to
// a crew); the cost at the end depends on the claims satisfied and on the steps of all weeks.
//
// It must not know what is shared between people: who asks changes the prices and asks again. It uses whole numbers only,
// so that the answer is exact.
//
// Read next: matching/crew/planner/bound.go, which turns these schedules into a bound for whole plans.
package schedule
