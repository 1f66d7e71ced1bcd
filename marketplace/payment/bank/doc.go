// Package bank takes in the files that a bank gives an organiser: what is booked on its accounts, for the sales ledger to settle.
//
// An Import (tiliotteen tuonti) is one file. It is checked whole before anything of it counts, and then worked through in parts by a
// job, which can be left and gone on with. Results say what became of its payments; they add up to the file. Accounts are the
// IBANs of the organisation: that of its billing profile and those that it adds.
//
// A file is known by the SHA-256 of its bytes: the same one again begins nothing. Its bytes are kept, packed, until it is worked
// through. Each part is one step of the sales ledger under a key of its own, so that a part that is told twice counts once. It
// must not decide what a payment pays, and keeps nothing of a file that is refused.
//
// Read next: import.go for the values, upload.go for how a file comes in, work.go for what is done with it;
// marketplace/payment/camt for what is refused.
package bank
