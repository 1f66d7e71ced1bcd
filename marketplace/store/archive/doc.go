// Package archive keeps a whole store in one encrypted file, and brings it back into an empty store.
//
// A backup holds every document of every collection with its revision and the facts that wait in it, as they were at one
// moment (or, of a store without moments, while nobody wrote), what is said about it (About), and a digest. It is
// compressed, and sealed in chunks of 64 KiB by a key that follows from the given one (argon2id), so that whatever was
// changed, cut off or put elsewhere in the file is noticed (seal.go). A restore is unfinished until the digest of the
// store is the one of the file; until then a document of the collection "restores" says so.
//
// It must not hold the installation's secret: backups travel and lie about for years, and whoever had one with its key
// could make every link and sign-in key of the installation. A mark of the secret goes along instead, so that a restore
// beside another secret is noticed. It must not believe a byte before it is authenticated, nor write to a store before the
// whole file was read once, nor hold more than some documents in memory.
//
// Read next: Write and Read for the file, Restore for the way back, marketplace/store for Portable, deploy/runbook.md for
// the person who does it.
package archive
