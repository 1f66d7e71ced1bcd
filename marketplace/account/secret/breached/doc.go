// Package breached asks a list of passwords that became known, in the file in which such lists are handed out: one line for each
// password, the SHA-1 of it in hexadecimal, a colon and how often it was seen, in the order of the hashes.
//
// A List is an open file, of tens of gigabytes if need be: it is searched by halves where it lies, a few dozen short reads for a
// password, and never loaded. Hashes may be cut to a common length of sixteen characters or more.
//
// It must not send a password or its hash anywhere, nor log one. SHA-1 is how the lists are made, not how anything is kept here.
//
// Read next: list.go; secret.Judged for who asks.
package breached
