// Package planner finds a crew plan of low cost and tells how much better any other plan could be at most.
//
// Propose answers an Instance with a Proposal: a plan without faults, its cost, and a bound that no plan goes below. The
// clients' seats come from a flow where the case is simple (exact), otherwise from annealing, a walk through the plans;
// the supervisors' seats always come from a flow (exact). The bound comes from a relaxation that gives shared places a
// price. Replan repairs a plan after absences and touches as few people as it can.
//
// It must not decide what is good or allowed: costs and hard rules are those of matching/crew, which checks every answer
// without this package's code. Clock, time limit and seed are passed in; with a limit of steps the same input gives the
// same plan, byte for byte.
//
// Read next: propose.go for the order of events, roster.go and move.go for the walk, bound.go for the bound.
package planner
