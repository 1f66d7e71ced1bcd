// Package crew says what a week of crew work is and what makes one plan better than another: who works which order on
// which day under which supervisor. It judges plans; matching/crew/planner makes them.
//
// A shift is one order on one day and has seats for clients and, by the ratio, for supervisors. An Instance is the
// question (clients, orders, supervisors, fit, conflicts, last week's crews), a Plan the answer: a list of Seats. A Fault
// is a broken hard rule, a Cost what a plan without faults still lacks, in points that add up; a Reason says why a
// person has a seat, a Vacancy why a seat stayed empty.
//
// It must not search, guess or round: every number can be worked out again from Instance and Plan alone. It knows ids,
// no names, no firms, no money and no protected attributes, does no I/O and reads no clock.
//
// Read next: instance.go for the question, cost.go and check.go for the two judgements, then matching/crew/planner.
package crew
