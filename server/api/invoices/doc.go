// Package invoices is the JSON interface to invoices: what they say of an organisation, what could be made of what was approved,
// the run that makes them, and each one as a record and as a file.
//
// A Plan is what could be made, with its problems; a Run makes what was seen; evidence says where each cent comes from. A document
// is answered as it was issued.
//
// It must not decide anything: marketplace/invoice does. A buyer reads no evidence, because it names shifts.
//
// Read next: invoices.go for the records, write.go for what changes something.
package invoices
