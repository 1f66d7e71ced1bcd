// Package delivery is how an issued invoice or credit note comes to its buyer (laskun toimitus): the bytes of it, and what became
// of them.
//
// A Delivery belongs to one document and has its id. When the document is issued, each format is written once; a File is one of
// them with the SHA-256 of its bytes, or with what the format lacks (Lacks). Then it is Ready, Handed over by some Way, Acknowledged
// or Rejected by the operator with a reason; what was rejected is handed over again with the same bytes, or Corrected: credited whole
// and billed anew. The Log says who did what when.
//
// Bytes that were kept are never written again, every download gives those, and Check finds the ones that changed. It must not speak
// to an operator: a person carries the file, by hand. It decides nothing about the document itself.
//
// Read next: delivery.go for the values and states, keep.go for the bytes, move.go for what people do; then marketplace/invoice.
package delivery
