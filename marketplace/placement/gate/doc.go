// Package gate judges whether the law lets a placement go on: how long a work trial may last, what has to be decided
// before subsidised work starts, what a young person may do. The guide says which work forms are possible at all.
//
// A Case is everything a gate may know about a placement, as a value. A Finding says for one rule of the book whether the
// case passes, is warned, needs a named person who takes responsibility with a reason, or is blocked, with what to do. A
// Stage is the step from which on a finding counts: before agreeing, or before starting. Missing is what nobody has told.
//
// It must not know who somebody is, do I/O or hold a number of its own: numbers, sections and days come from the book. A
// rule that is not sure enough never blocks. What has not been told is never taken for good: it holds up the step.
//
// Read next: case.go for what is judged, gate.go for how, then one file per work form; guide.go for the way to a form.
package gate
