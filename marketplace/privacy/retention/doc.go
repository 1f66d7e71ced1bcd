// Package retention deletes what has been kept long enough, by the rules of the book.
//
// A Policy says which rule counts, which documents it is about and what goes. A Line is what one rule finds today: how many, since
// when, and whether anything goes. Looking is a dry run and writes nothing; carrying out deletes what looking found, may be stopped at
// any moment and run again, and leaves a Run behind with the rule, the day and the number.
//
// It must not hold a number: every time limit stands in the book of rules with its source, and a rule that does not decide alone
// deletes nothing. It must not touch what bookkeeping or another act wants to be kept: such rules are shown, with what they keep.
//
// Read next: policies.go for the list, service.go for the verbs, marketplace/rule for the numbers.
package retention
