// Package searchtest is the conformance suite of search.Index: what every adapter must do, proved on small cases and on
// 5,000 generated entries against a plain oracle.
//
// Run is the suite; Fits is the oracle, which says whether an entry passes the filters of a query; Generate makes entries
// that read like real tasks in Finnish, Swedish and English.
//
// It must not know an engine, and its oracle must not share code with an adapter.
//
// Read next: run.go for the list of what is proved, fits.go for the meaning of each filter.
package searchtest
