// Package audit keeps the record of what happened: every fact once, in order, so that a change made behind the
// program's back shows.
//
// A Record has one chain per organisation, and one for the installation itself (Installation). An Entry is a fact with
// its number in the chain, the hash of the entry before it and its own hash (SHA-256 over all of them). The head of a
// chain is its last number and hash, kept beside it so that cutting off the end shows too. A Read says that somebody
// looked at a person's data, and for what purpose.
//
// It must not change or delete an entry, must not know what a fact means, and is not a defence against somebody who can
// rewrite the whole chain and its head: for that, write the head that `sovite audit` prints down elsewhere.
//
// Read next: entry.go for what is hashed, verify.go for what is found, reads.go for who saw what.
package audit
