// Package markup writes XML elements in a given order, for the formats of invoices.
//
// A Writer writes elements one after another: Text for one that holds a text, In for one that holds others. An element without
// content is not written at all, because the formats forbid empty ones (PEPPOL-EN16931-R008); Empty writes one where a schema
// asks for it. The same calls give the same bytes.
//
// It must not know what it writes. It does not check names: they are constants of the formats. Texts are expected to hold only
// characters that XML can, which marketplace/invoice/en16931 checks.
//
// Read next: markup.go, then marketplace/invoice/ubl, which writes with it.
package markup
