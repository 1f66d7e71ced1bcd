package main

import (
	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/marketplace/invoice"
	"sovite.fi/sovite/marketplace/invoice/en16931"
	"sovite.fi/sovite/marketplace/invoice/pdf"
)

// printInvoice writes invoices as PDF.
func printInvoice(d en16931.Document, c invoice.Codes, lang i18n.Lang) ([]byte, error) {
	return pdf.Write(d, pdf.Options{Lang: lang, Barcode: c.Barcode, QR: c.QR})
}
