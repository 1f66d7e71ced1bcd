// Package store is the one door to durable data: documents in collections, each saved in one write together with the
// facts that follow from it.
//
// A document is JSON under an id with a revision. A schema declares a collection's indexes; a Query can only ask along
// a declared index (equality on a prefix, then one of in or range, sorted along the index), so nothing can scan. Facts
// wait inside the document ("pending") until the courier has carried them to the audit record and the reactions.
//
// It must not know any noun of the business, and an adapter must not decide anything: no permission, no validation, no
// default. There are no multi-document transactions and no change streams.
//
// Read next: Store for the contract, Collection for the typed access that slices use, storetest for what every adapter
// must pass, sqlite and mongo for the two adapters, Portable and archive for backups.
package store
