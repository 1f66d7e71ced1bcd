// Package printtest prints what tests have tried into documents that people read, such as the moves of a state machine, and
// holds the documents to it.
//
// Moves is a table of states and events. A document stands in testdata beside the tests that print it.
//
// It is imported by tests only, and must not try anything itself: it writes down what it is told.
//
// Read next: Moves.Print, then marketplace/quote/states_test.go for its use.
package printtest
