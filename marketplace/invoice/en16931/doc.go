// Package en16931 is an invoice (lasku) or a credit note (hyvityslasku) as the European standard EN 16931 means it, whatever
// format it is written in: who sells to whom, what was done, its value added tax, and how it is paid.
//
// A Document has Lines, Adjustments of the whole (allowances and charges), Totals with a VAT breakdown of one Subtotal for each
// Tax (category and rate), and, for a credit note, the Preceding invoice. BT-n and BG-n are the terms of the standard. Every
// amount is positive in both kinds; that a credit note gives back is said by its Kind. Calculated reckons a document, Check
// judges one that is finished and reports every rule that it breaks, by the rule's id (BR-S-08), the field and how to mend it.
// Rules that begin with FI are ours: the official rules let a wrong check digit, a rate of another year or a VAT that is off by
// a cent pass. Credit makes a credit note of a whole invoice or of parts, so that the last one brings everything to zero.
//
// It must not do I/O, ask the time, give numbers or decide which treatment a sale has; whoever issues an invoice does. It never
// rounds but as money does, once for a line and once for a Tax. Identifiers are judged by their check digits, not looked up.
//
// Read next: document.go for the terms, tax.go and calculate.go for the arithmetic, check.go for the rules, credit.go; then the
// writers marketplace/invoice/ubl and marketplace/invoice/finvoice.
package en16931
