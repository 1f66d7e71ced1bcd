// Package examine says in words whether an installation is sound (lääkäri).
//
// A Finding is what looking at one part has shown: the facts that wait, the index, the audit record, the bytes of invoices, the books,
// the release of ESCO that counts. All looks at each of them.
//
// It must not change anything, nor print: the command does.
//
// Read next: examine.go, cmd/sovite/doctor.go for the command.
package examine
