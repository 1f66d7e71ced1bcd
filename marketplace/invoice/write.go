package invoice

import (
	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/marketplace/invoice/en16931"
	"sovite.fi/sovite/marketplace/invoice/finvoice"
	"sovite.fi/sovite/marketplace/invoice/reference"
	"sovite.fi/sovite/marketplace/invoice/ubl"
)

// Format is how an issued document is written.
type Format string

// The formats.
const (
	UBL      Format = "ubl"      // Peppol BIS Billing 3.0
	Finvoice Format = "finvoice" // Finvoice 3.0
	PDF      Format = "pdf"      // for people
)

// Formats lists the formats.
func Formats() []Format { return []Format{UBL, Finvoice, PDF} }

// Printer writes a document for people, with the codes that banks read. The same document gives the same bytes.
type Printer func(d en16931.Document, c Codes, lang i18n.Lang) ([]byte, error)

// Codes are what the payment part of a printed invoice says to machines; empty when nothing is paid by a transfer.
type Codes struct {
	Barcode string // the 54 digits of the bank barcode
	QR      string // the text of the EPC QR code
}

// CodesOf are the codes of a document. One that cannot be made is left out: the invoice says the same in words.
func CodesOf(d en16931.Document) Codes {
	var c Codes
	if d.Kind != en16931.Invoice || d.Payment.IBAN == "" || d.Totals.Payable <= 0 {
		return c
	}
	slip := reference.Slip{IBAN: d.Payment.IBAN, Amount: d.Totals.Payable, Reference: d.Payment.Reference, Due: d.Due}
	if text, err := reference.Barcode(slip); err == nil {
		c.Barcode = text
	}
	transfer := reference.Transfer{
		Name: d.Payment.Name, IBAN: d.Payment.IBAN, BIC: d.Payment.BIC, Amount: d.Totals.Payable, Reference: d.Payment.Reference, Due: d.Due,
	}
	if text, err := reference.QR(transfer); err == nil {
		c.QR = text
	}
	return c
}

// Write writes an issued document in a format; a PDF in the language of its buyer. Invalid, with the fields, when the format needs more
// than the document says, such as an e-invoice address.
func (s *Service) Write(i Invoice, f Format) ([]byte, error) {
	d := i.Document
	switch f {
	case UBL:
		return ubl.Write(d)
	case Finvoice:
		return finvoice.Write(d, finvoice.Options{Barcode: CodesOf(d).Barcode})
	case PDF:
		return s.Print(d, CodesOf(d), s.words(i.Lang))
	}
	return nil, notFound()
}
