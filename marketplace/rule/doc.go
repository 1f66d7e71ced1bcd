// Package rule is the book of the rules that decide in supported employment: how long a work trial may last, when a
// contractor has to check a supplier, which public aid may pay for a change at work. A rule is data with a source, never
// code.
//
// A Rule has an id that other packages name ("work_trial.max_total"), a statement, numbers with units (Value), the
// section of the act, a source, the days on which it is valid and a confidence. One id may have several rules, one after
// another in time: At finds the one in force. Terms say what has to be known to agree on a change at work, and the aid
// (tuki) that may pay for it.
//
// It must not decide about anybody: it says what the rule is, and whether it is sure enough to decide (Rule.Decides); a
// rule that is not only warns. It must not hold a number without a source, and it does no I/O but for its embedded file.
//
// Read next: rule.go for one rule, book.go for the book, aid.go for public aid, say.go for the words; rules.json holds
// every rule with its own test cases.
package rule
