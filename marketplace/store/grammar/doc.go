// Package grammar decides, once for every adapter, what the closed grammar of package store allows: which schemas,
// documents, queries and cursors, and which stretches of an index a query reads.
//
// A column is what an index sorts by: its fields and, last, the id. A value is text, an integer, a boolean or null; one
// field holds values of one type, or null. A Plan is a checked query; it consists of segments, each one unbroken stretch
// of the index, which read one after the other give the query's documents in its order. A Catalogue knows the schemas
// that were prepared.
//
// It must not read or write anything: it holds decisions on values only, so that two adapters cannot come to differ.
//
// Read next: Plan, then sqlite and mongo, which turn one segment into one question to their engine.
package grammar
