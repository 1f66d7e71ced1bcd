// Package sqlite keeps documents in one SQLite file, without anything to install: the embedded default of package store.
//
// A collection is a table of id, revision, body (JSON text) and pending facts (a JSON list); a declared index is an
// expression index over the body. A batch is what several writers asked for at about the same time, committed to disk
// together, so that they share the wait for the disk.
//
// It must not decide anything: the grammar of schemas, documents and queries is package grammar's. No question is put to
// SQLite that does not name the index it reads along.
//
// Read next: Open, then query.go for how a segment becomes a question, batch.go for how writes are committed.
package sqlite
