// Package verdict is what a gate says when it has held a case against the book of rules: open, a warning, a review by a
// named person, or blocked.
//
// A Finding is one thing that was found, with the rule it goes by. A Citation names the rule as it was on the day: section,
// validity and confidence. A Bench judges one case on one day and gathers the findings; an Approval is a named person who
// took responsibility for findings that need one, with a reason.
//
// It must not know any case and must hold no number: numbers come from the book. A rule that is not sure enough never blocks,
// and one that is broken never stays unseen; a rule that is not in force on the day needs a named person, because nobody
// knows what holds then.
//
// Read next: verdict.go for the words, bench.go for how one case is judged; then marketplace/liability, which judges with it.
package verdict
