// Package invoices is the JSON interface to invoices: what they say of an organisation, what could be made of what was approved,
// the run that makes them, and each one as a record and as a file.
//
// It must not decide anything: marketplace/invoice does. A document is answered as it was issued.
//
// Read next: invoices.go for the records, write.go for what changes something.
package invoices
