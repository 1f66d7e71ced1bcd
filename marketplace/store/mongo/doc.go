// Package mongo keeps documents in MongoDB, for installations with several servers: the production side of package store.
//
// A stored document is {_id, rev, doc, uniq, pending, due}: doc is the body as readable BSON; uniq holds one text for
// each unique index whose fields are all set; pending holds the facts by their order key; due is the moment since when
// the oldest fact waits. Keys of the body that BSON's tools stumble over are escaped (see escape).
//
// It needs neither transactions nor change streams: every write is one update of one document, filtered by its id and
// revision. It must not decide anything: the grammar of schemas, documents and queries is package grammar's.
//
// Read next: Open, write.go for the shape of each update, bson.go for the body's two forms, testserver for the
// MongoDB-like server that the tests start.
package mongo
