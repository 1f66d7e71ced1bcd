// Package ubl writes an invoice or a credit note as Peppol BIS Billing 3.0 in UBL 2.1: what an operator or a network takes.
//
// Write gives the bytes of an Invoice or a CreditNote, the same for the same document. Check names what keeps a document from
// being sent so: every rule of marketplace/invoice/en16931 and the rules that Peppol adds (R003, R010, R020, R110, R111), by id.
// The electronic address of both parties is an OVT in scheme 0216, the only Finnish one that Peppol takes since release 3.0.21.
//
// It must not reckon: every amount stands in the document already. Attachments are named, not embedded. A document that breaks
// a rule is refused, never sent half.
//
// Read next: write.go from top to bottom, which is the order of the schema; check.go.
package ubl
