// Package finvoice writes an invoice or a credit note as Finvoice 3.0, the format of Finnish banks and operators.
//
// Write gives the bytes in ISO-8859-15, the same for the same input; a character that this encoding lacks is written as a
// numeric reference, so that nothing is lost. A credit note is of type INV02 with negative amounts, as the format wants it. A
// Message is how the operator routes it (MessageTransmissionDetails): without one the file is for sending by hand. Check names
// what keeps a document from being written: every rule of marketplace/invoice/en16931 and the limits of the schema (FINVOICE).
// An identifier that does not fit is refused; a name or a text that does not fit is cut with "..." and stands whole in a free text.
//
// It must not reckon: every amount stands in the document already. VAT of single rows is not written, because rounded parts
// would not add up. Attachments are named; they travel as messages of their own. The envelope of the transport is the operator's.
//
// Read next: write.go from top to bottom, which is the order of the schema of 1 November 2019; row.go; check.go.
package finvoice
