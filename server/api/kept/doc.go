// Package kept is the part of the JSON interface about what people keep of a search: the search itself, to be told about, and
// lists of tasks that coaches share.
//
// Handlers serves saved searches to the person who saved them, and shortlists to the coaches of the organisation. Its types
// follow the rules of package api.
//
// It must not decide who sees or does what; the verbs of watch and shortlist do. No employer reads a shortlist.
//
// Read next: searches.go, shortlists.go, marketplace/watch, marketplace/shortlist.
package kept
