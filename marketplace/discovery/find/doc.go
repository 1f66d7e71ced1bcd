// Package find is everybody's search among the published tasks: by words (everyday ones included), facets and distance.
//
// A Finder asks the index and loads what it names from the store, so that nobody finds what is not on the board any more.
// Keep is the reaction that keeps the index up to date, Rebuild fills it anew. Results that were found without the index
// are Degraded; when nothing is found, Relax names the filters that stand in the way.
//
// It must not know clients or verdicts: matches are decided from the tasks themselves (marketplace/discovery), so the
// index can be late or away without a match being lost.
//
// Read next: search.go for the question, keep.go for the index, scan.go for how things go on without it.
package find
