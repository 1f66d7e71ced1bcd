package main

import (
	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/marketplace/invoice"
	"sovite.fi/sovite/marketplace/invoice/en16931"
	"sovite.fi/sovite/marketplace/invoice/pdf"
	"sovite.fi/sovite/matching"
)

// printInvoice writes invoices as PDF.
func printInvoice(d en16931.Document, c invoice.Codes, lang string) ([]byte, error) {
	scale, err := matching.LoadScale()
	if err != nil {
		return nil, err
	}
	bundle, err := i18n.Load(scale)
	if err != nil {
		return nil, err
	}
	return pdf.Write(d, pdf.Options{Lang: bundle.In(i18n.Voice(lang)), Barcode: c.Barcode, QR: c.QR})
}
