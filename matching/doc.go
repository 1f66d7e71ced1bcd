// Package matching compares what a person can, needs and wants with what a task asks, and says why. It is the common
// language of Sovite: one scale for both sides, verdicts with reasons, and an order whose parts add up.
//
// A Profile is a person's side (abilities, limits, needs, wishes: three different things), a Task the work's side. Judge
// compares one of each and returns a Verdict: fits now, fits if (with the smallest set of adaptations that closes the
// gaps), missing information (with what to ask), or left out (with the limit). "Not asked" is never zero. A hard limit
// is never traded against points.
//
// It knows no names, firms, money or protected attributes: there is no field for them, so they cannot change a result.
// It does no I/O, reads no clock and returns the same Verdict for the same input. Formula and sources:
// the points are an additive sum (RuleSet), chosen because every lost point can be named.
//
// Read next: profile.go and task.go for the two sides, judge.go for the verdict, limits.go for the hard limits, points.go
// for the order, changes.go for "fits if", rules.go for every number; matching/search proposes candidates,
// marketplace/discovery puts the two together, matching/contract lets anybody judge the ranking from outside, and
// matching/fairness audits it by group.
package matching
