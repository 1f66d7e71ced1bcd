package ubl_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"math/big"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/invoice/en16931"
	"sovite.fi/sovite/marketplace/invoice/invoicetest"
	"sovite.fi/sovite/marketplace/invoice/ubl"
	"sovite.fi/sovite/marketplace/money"
)

// file is what a receiver reads, by element names alone, without any code of the writer.
type file struct {
	XMLName    xml.Name
	ID         string       `xml:"ID"`
	Issued     string       `xml:"IssueDate"`
	Seller     string       `xml:"AccountingSupplierParty>Party>PartyLegalEntity>RegistrationName"`
	Buyer      string       `xml:"AccountingCustomerParty>Party>PartyLegalEntity>RegistrationName"`
	Original   string       `xml:"BillingReference>InvoiceDocumentReference>ID"`
	Reference  string       `xml:"PaymentMeans>PaymentID"`
	IBAN       string       `xml:"PaymentMeans>PayeeFinancialAccount>ID"`
	Adjusted   []adjustment `xml:"AllowanceCharge"`
	VAT        string       `xml:"TaxTotal>TaxAmount"`
	Subtotals  []subtotal   `xml:"TaxTotal>TaxSubtotal"`
	Lines      string       `xml:"LegalMonetaryTotal>LineExtensionAmount"`
	Net        string       `xml:"LegalMonetaryTotal>TaxExclusiveAmount"`
	Gross      string       `xml:"LegalMonetaryTotal>TaxInclusiveAmount"`
	Allowances string       `xml:"LegalMonetaryTotal>AllowanceTotalAmount"`
	Charges    string       `xml:"LegalMonetaryTotal>ChargeTotalAmount"`
	Prepaid    string       `xml:"LegalMonetaryTotal>PrepaidAmount"`
	Payable    string       `xml:"LegalMonetaryTotal>PayableAmount"`
	Invoiced   []line       `xml:"InvoiceLine"`
	Credited   []line       `xml:"CreditNoteLine"`
}

type adjustment struct {
	Charge string `xml:"ChargeIndicator"`
	Amount string `xml:"Amount"`
}

type subtotal struct {
	Base     string `xml:"TaxableAmount"`
	VAT      string `xml:"TaxAmount"`
	Category string `xml:"TaxCategory>ID"`
	Rate     string `xml:"TaxCategory>Percent"`
	Reason   string `xml:"TaxCategory>TaxExemptionReason"`
}

type line struct {
	ID       string       `xml:"ID"`
	Name     string       `xml:"Item>Name"`
	Quantity string       `xml:"InvoicedQuantity"`
	Credited string       `xml:"CreditedQuantity"`
	Price    string       `xml:"Price>PriceAmount"`
	Base     string       `xml:"Price>BaseQuantity"`
	Net      string       `xml:"LineExtensionAmount"`
	Adjusted []adjustment `xml:"AllowanceCharge"`
}

// fatal is what a test and a property test have in common.
type fatal interface {
	Helper()
	Fatal(args ...any)
	Fatalf(format string, args ...any)
}

func read(t fatal, raw []byte) file {
	t.Helper()
	var f file
	if err := xml.Unmarshal(raw, &f); err != nil {
		t.Fatal(err)
	}
	return f
}

func fraction(t fatal, s string) *big.Rat {
	t.Helper()
	r, ok := new(big.Rat).SetString(s)
	if !ok {
		t.Fatalf("%q is no number", s)
	}
	return r
}

// cents reads an amount; one with parts of a cent is an error.
func cents(t fatal, s string) money.Cents {
	t.Helper()
	r := fraction(t, s)
	r.Mul(r, big.NewRat(100, 1))
	if !r.IsInt() {
		t.Fatalf("%q has parts of a cent", s)
	}
	return money.Cents(r.Num().Int64())
}

// same fails unless the file says what the document does.
func same(t fatal, d en16931.Document, raw []byte) {
	t.Helper()
	f := read(t, raw)
	totals := en16931.Totals{
		Lines: cents(t, f.Lines), Allowances: cents(t, f.Allowances), Charges: cents(t, f.Charges), Net: cents(t, f.Net), VAT: cents(t, f.VAT),
		Gross: cents(t, f.Gross), Payable: cents(t, f.Payable), Taxes: d.Totals.Taxes,
	}
	if diff := cmp.Diff(d.Totals, totals); diff != "" {
		t.Fatal(diff)
	}
	for i, s := range d.Totals.Taxes {
		got := f.Subtotals[i]
		if cents(t, got.Base) != s.Base || cents(t, got.VAT) != s.VAT || got.Category != string(s.Tax.Category) || got.Reason != s.Tax.Reason {
			t.Fatalf("%+v for %+v", got, s)
		}
		if s.Tax.Category == en16931.Standard && fraction(t, got.Rate).Cmp(big.NewRat(int64(s.Tax.Rate), 100)) != 0 {
			t.Fatalf("%s for %d", got.Rate, s.Tax.Rate)
		}
	}
	kind, lines := "Invoice", f.Invoiced
	if d.Kind == en16931.CreditNote {
		kind, lines = "CreditNote", f.Credited
	}
	if f.XMLName.Local != kind || len(f.Invoiced)+len(f.Credited) != len(d.Lines) || len(f.Subtotals) != len(d.Totals.Taxes) {
		t.Fatalf("%s with %d and %d lines", f.XMLName.Local, len(f.Invoiced), len(f.Credited))
	}
	if f.ID != d.Number || f.Issued != string(d.Issued) || f.Seller != d.Seller.Name || f.Buyer != d.Buyer.Name || f.Reference != d.Payment.Reference || f.IBAN != d.Payment.IBAN || cents(t, f.Prepaid) != d.Prepaid {
		t.Fatalf("%+v", f)
	}
	if len(d.Preceding) > 0 && f.Original != d.Preceding[0].Number {
		t.Fatalf("credits %q", f.Original)
	}
	for i, l := range d.Lines {
		sameLine(t, l, lines[i])
	}
}

// sameLine reckons the line anew from what stands in the file, in fractions; the parts of a credited line may be off by a cent.
func sameLine(t fatal, l en16931.Line, got line) {
	t.Helper()
	if got.ID != l.ID || got.Name != l.Name || cents(t, got.Net) != l.Net {
		t.Fatalf("%+v for %+v", got, l)
	}
	count := fraction(t, got.Quantity+got.Credited)
	sum := count.Mul(count, fraction(t, got.Price))
	if got.Base != "" {
		sum.Quo(sum, fraction(t, got.Base))
	}
	for _, a := range got.Adjusted {
		if a.Charge == "true" {
			sum.Add(sum, fraction(t, a.Amount))
		} else {
			sum.Sub(sum, fraction(t, a.Amount))
		}
	}
	off := sum.Sub(sum, fraction(t, got.Net))
	most := big.NewRat(5, 1000)
	if l.Before != (en16931.Part{}) {
		most = big.NewRat(10, 1000)
	}
	if off.Abs(off).Cmp(most) > 0 {
		t.Fatalf("%s is off by %s", got.Net, off)
	}
}

func TestReadBack(t *testing.T) {
	samples, err := invoicetest.Samples()
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range samples {
		t.Run(s.Name, func(t *testing.T) {
			raw, err := ubl.Write(s.Doc)
			if err != nil {
				t.Fatal(err)
			}
			same(t, s.Doc, raw)
		})
	}
}

// Any document and its credit notes are written with the amounts that they have, twice the same bytes, without empty elements.
func TestWriteIsExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		invoice := invoicetest.Draw(t)
		for _, d := range append(invoicetest.DrawCredits(t, invoice), invoice) {
			raw, err := ubl.Write(d)
			if err != nil {
				t.Fatal(err)
			}
			same(t, d, raw)
			again, _ := ubl.Write(d)
			if !bytes.Equal(raw, again) {
				t.Fatal("two runs differ")
			}
			noEmpty(t, raw)
		}
	})
}

func noEmpty(t fatal, raw []byte) {
	t.Helper()
	dec := xml.NewDecoder(bytes.NewReader(raw))
	var open xml.Name
	content := true
	for {
		token, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			open, content = token.Name, false
		case xml.CharData:
			content = content || strings.TrimSpace(string(token)) != ""
		case xml.EndElement:
			if token.Name == open && !content {
				t.Fatalf("%s is empty", open.Local)
			}
			content = true
		}
	}
}

// What Peppol asks for beyond the standard is named by rule and field, and nothing is written.
func TestRefuses(t *testing.T) {
	period := func(from, to marketplace.Date) func(*en16931.Document) {
		return func(d *en16931.Document) { d.Lines[0].Period = en16931.Period{From: from, To: to} }
	}
	tests := []struct {
		rule, field string
		breaks      func(*en16931.Document)
	}{
		{"PEPPOL-EN16931-R003", "buyer_reference", func(d *en16931.Document) { d.BuyerReference, d.Order = "", "" }},
		{"PEPPOL-EN16931-R010", "buyer.e_invoice", func(d *en16931.Document) { d.Buyer.EInvoice = "" }},
		{"PEPPOL-EN16931-R010", "buyer.e_invoice", func(d *en16931.Document) { d.Buyer.EInvoice = "FI2112345600000785" }},
		{"PEPPOL-EN16931-R020", "seller.e_invoice", func(d *en16931.Document) { d.Seller.EInvoice = "" }},
		{"PEPPOL-EN16931-R110", "lines[0].period.from", period("2026-10-31", "2026-11-02")},
		{"PEPPOL-EN16931-R110", "lines[0].period.from", period("2026-12-01", "2026-12-02")},
		{"PEPPOL-EN16931-R111", "lines[0].period.to", period("2026-11-01", "2026-12-01")},
		{"PEPPOL-EN16931-R111", "lines[0].period.to", period("", "2026-10-01")},
		{"BR-CO-14", "totals.vat", func(d *en16931.Document) { d.Totals.VAT++ }},
		{"FI-IBAN", "payment.iban", func(d *en16931.Document) { d.Payment.IBAN = "FI2112345600000786" }},
	}
	for _, tt := range tests {
		t.Run(tt.rule+" "+tt.field, func(t *testing.T) {
			d := invoicetest.Reckoned(t, invoicetest.Crew())
			tt.breaks(&d)
			out, err := ubl.Write(d)
			found := false
			for _, f := range marketplace.AsError(err).Fields {
				found = found || f.Field == tt.field && f.Args["rule"] == tt.rule
			}
			if !found || out != nil || !marketplace.IsKind(err, marketplace.Invalid) {
				t.Errorf("%d bytes, %v", len(out), err)
			}
		})
	}
}

// A thousand invoices of ten lines.
func BenchmarkWrite(b *testing.B) {
	d := invoicetest.Reckoned(b, invoicetest.Many(10))
	b.ReportAllocs()
	for b.Loop() {
		for range 1000 {
			if _, err := ubl.Write(d); err != nil {
				b.Fatal(err)
			}
		}
	}
}
