// Package bleve is the embedded search engine: search.Index on a Bleve index, in a folder or in memory.
//
// A folder holds one index of one search.Version. A field is what Bleve indexes of an Entry; only ids come back, nothing
// else of an entry is kept in the index.
//
// It must not rank by anything but the words, the day and the distance, and it must not be opened twice: a second
// process that opens the same folder gets an error after a short wait.
//
// Read next: mapping.go for the fields, query.go for how a search.Query becomes a Bleve query, index.go for the life of
// the index.
package bleve
