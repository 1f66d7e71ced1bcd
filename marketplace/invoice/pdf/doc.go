// Package pdf prints an invoice or a credit note for people, as a PDF in Finnish, Swedish or English.
//
// Write lays the document out on pages of A4: the facts, the lines, the VAT breakdown, the totals and, when something is to be
// paid by a transfer, the payment part with the bank barcode (pankkiviivakoodi) and the QR code that bank applications read.
// The same document gives the same bytes: the only date in the file is the day of issue. The fonts are embedded (Go fonts, by
// Bigelow & Holmes; see font/LICENSE); a letter that they lack is printed as "?".
//
// It must not reckon: every amount stands in the document already, and a document that breaks a rule of
// marketplace/invoice/en16931 is refused. What the two codes say is given to it. A PDF is no e-invoice in the sense of 241/2019.
//
// Read next: content.go for what is said, write.go and table.go for where it stands, slip.go for the codes.
package pdf
