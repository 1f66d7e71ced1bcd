// Package discovery joins what the other slices know: it finds tasks for a client, the coach's own clients for a task,
// and published tasks for words and filters; and it keeps the search index fresh.
//
// The index proposes, matching decides: a Query carries the client's hard limits as filters that may let too much
// through and never too little; every candidate is loaded from the store and judged. Matches holds the four groups with
// the versions of rules and profile, so that a list can be made again. Keep is the reaction to facts, Rebuild the way
// to a fresh index.
//
// It must not give anything about clients to an employer, must not take a verdict from the index, and must not drop a
// task silently: one that cannot be judged is listed as such.
//
// Read next: discovery.go for the types, matches.go and candidates.go for the two directions, search.go, keep.go.
package discovery
