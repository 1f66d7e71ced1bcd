// Package search is the port to an index of tasks: it proposes candidates by words, facets and distance. It decides
// nothing: matching gives every verdict, from the documents in the store.
//
// An Entry is what may be public about one task, as flat fields; a Query is words with filters; Hits come with facets.
// An Entry carries its own analysed words (Grams), made by Analyse for both engines alike, because neither engine
// understands Finnish compounds.
//
// The index must hold nothing that may not be public, nothing about clients, and nothing that cannot be rebuilt from
// the store. It must not be asked whether a person may do a task.
//
// Read next: Index for the contract, searchtest for what every adapter must pass, bleve and meili for the adapters, and
// marketplace/discovery for who uses it.
package search
