// Package meili is the search engine for production: search.Index on a Meilisearch server of version 1.15 or later.
//
// A document is what Meilisearch holds of an Entry; a task (in this package only) is a write that Meilisearch has accepted
// and does later; a value is encoded, so that it is compared exactly and cannot break out of a filter. Beside the index
// stands a second one, its name ending in -state, whose one document says which search.Version the index was built for.
//
// It must not let Meilisearch correct typing errors or split words, because search.Analyse has done the analysis, and it
// must not send anything of an entry but what is filtered, sorted or searched.
//
// Read next: filter.go for how a search.Query becomes a filter, words.go for how words are ranked, and index.go.
package meili
