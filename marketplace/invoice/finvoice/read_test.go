package finvoice_test

import (
	"bytes"
	"encoding/xml"
	"io"
	"math/big"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
	"pgregory.net/rapid"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/invoice/en16931"
	"sovite.fi/sovite/marketplace/invoice/finvoice"
	"sovite.fi/sovite/marketplace/invoice/invoicetest"
	"sovite.fi/sovite/marketplace/money"
)

// file is what a receiver reads, by element names alone, without any code of the writer.
type file struct {
	XMLName   xml.Name
	Type      string     `xml:"InvoiceDetails>InvoiceTypeCode"`
	Number    string     `xml:"InvoiceDetails>InvoiceNumber"`
	Original  string     `xml:"InvoiceDetails>OriginalInvoiceNumber"`
	Lines     string     `xml:"InvoiceDetails>RowsTotalVatExcludedAmount"`
	Discounts string     `xml:"InvoiceDetails>DiscountsTotalVatExcludedAmount"`
	Charges   string     `xml:"InvoiceDetails>ChargesTotalVatExcludedAmount"`
	Net       string     `xml:"InvoiceDetails>InvoiceTotalVatExcludedAmount"`
	VAT       string     `xml:"InvoiceDetails>InvoiceTotalVatAmount"`
	Gross     string     `xml:"InvoiceDetails>InvoiceTotalVatIncludedAmount"`
	Paid      string     `xml:"InvoiceDetails>InvoicePaidAmount"`
	Subtotals []subtotal `xml:"InvoiceDetails>VatSpecificationDetails"`
	Texts     []string   `xml:"InvoiceDetails>InvoiceFreeText"`
	Rows      []row      `xml:"InvoiceRow"`
	Payable   string     `xml:"EpiDetails>EpiPaymentInstructionDetails>EpiInstructedAmount"`
	Reference string     `xml:"EpiDetails>EpiPaymentInstructionDetails>EpiRemittanceInfoIdentifier"`
	IBAN      string     `xml:"EpiDetails>EpiPartyDetails>EpiBeneficiaryPartyDetails>EpiAccountID"`
	Barcode   string     `xml:"VirtualBankBarcode"`
	Sender    string     `xml:"MessageTransmissionDetails>MessageSenderDetails>FromIdentifier"`
	Buyer     string     `xml:"BuyerPartyDetails>BuyerOrganisationName"`
}

type subtotal struct {
	Base string `xml:"VatBaseAmount"`
	Rate string `xml:"VatRatePercent"`
	Code string `xml:"VatCode"`
	VAT  string `xml:"VatRateAmount"`
}

type row struct {
	Name     string   `xml:"ArticleName"`
	Quantity string   `xml:"InvoicedQuantity"`
	Price    string   `xml:"UnitPriceAmount"`
	Net      string   `xml:"RowVatExcludedAmount"`
	Texts    []string `xml:"RowFreeText"`
}

type fatal interface {
	Helper()
	Fatal(args ...any)
	Fatalf(format string, args ...any)
}

func read(t fatal, raw []byte) file {
	t.Helper()
	dec := xml.NewDecoder(bytes.NewReader(raw))
	dec.CharsetReader = func(charset string, in io.Reader) (io.Reader, error) {
		if charset != "ISO-8859-15" {
			t.Fatalf("the file is in %s", charset)
		}
		return charmap.ISO8859_15.NewDecoder().Reader(in), nil
	}
	var f file
	if err := dec.Decode(&f); err != nil {
		t.Fatal(err)
	}
	return f
}

func fraction(t fatal, s string) *big.Rat {
	t.Helper()
	if s == "" {
		s = "0"
	}
	r, ok := new(big.Rat).SetString(strings.Replace(s, ",", ".", 1))
	if !ok || strings.Contains(s, ".") {
		t.Fatalf("%q is no number with a comma", s)
	}
	return r
}

// cents reads an amount, of a credit note with the other sign; one with parts of a cent is an error.
func cents(t fatal, d en16931.Document, s string) money.Cents {
	t.Helper()
	r := fraction(t, s)
	r.Mul(r, big.NewRat(100, 1))
	if !r.IsInt() {
		t.Fatalf("%q has parts of a cent", s)
	}
	if d.Kind == en16931.CreditNote {
		return -money.Cents(r.Num().Int64())
	}
	return money.Cents(r.Num().Int64())
}

// same fails unless the file says what the document does.
func same(t fatal, d en16931.Document, raw []byte) {
	t.Helper()
	f := read(t, raw)
	want := d.Totals
	for _, pair := range [][2]any{
		{want.Lines, f.Lines},
		{want.Allowances, f.Discounts},
		{want.Charges, f.Charges},
		{want.Net, f.Net},
		{want.VAT, f.VAT},
		{want.Gross, f.Gross},
		{want.Payable, f.Payable},
		{d.Prepaid, f.Paid},
	} {
		if got := cents(t, d, pair[1].(string)); got != pair[0] {
			t.Fatalf("%v is written as %v", pair[0], pair[1])
		}
	}
	if len(f.Subtotals) != len(want.Taxes) || len(f.Rows) != len(d.Lines) {
		t.Fatalf("%d subtotals, %d rows", len(f.Subtotals), len(f.Rows))
	}
	for i, s := range want.Taxes {
		got := f.Subtotals[i]
		if cents(t, d, got.Base) != s.Base || cents(t, d, got.VAT) != s.VAT || got.Code != string(s.Tax.Category) || fraction(t, got.Rate).Cmp(big.NewRat(int64(s.Tax.Rate), 100)) != 0 {
			t.Fatalf("%+v for %+v", got, s)
		}
	}
	for i, l := range d.Lines {
		if got := f.Rows[i]; cents(t, d, got.Net) != l.Net || fraction(t, got.Price).Cmp(big.NewRat(int64(l.Price), 10000)) != 0 {
			t.Fatalf("%+v for %+v", got, l)
		}
	}
	kind := map[en16931.Kind]string{en16931.Invoice: "INV01", en16931.CreditNote: "INV02"}[d.Kind]
	if f.Type != kind || f.Number != d.Number || f.Reference != d.Payment.Reference || f.IBAN != d.Payment.IBAN || f.Sender != d.Seller.EInvoice {
		t.Fatalf("%+v", f)
	}
	if d.Kind == en16931.CreditNote && (f.Original != d.Preceding[0].Number || fraction(t, f.Gross).Sign() > 0) {
		t.Fatalf("%s credits %q", f.Gross, f.Original)
	}
}

func TestReadBack(t *testing.T) {
	samples, err := invoicetest.Samples()
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range samples {
		t.Run(s.Name, func(t *testing.T) {
			raw, err := finvoice.Write(s.Doc, options(s.Doc))
			if err != nil {
				t.Fatal(err)
			}
			same(t, s.Doc, raw)
		})
	}
}

// Any document and its credit notes are written with the amounts that they have, twice the same bytes.
func TestWriteIsExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		invoice := invoicetest.Draw(t)
		for _, d := range append(invoicetest.DrawCredits(t, invoice), invoice) {
			raw, err := finvoice.Write(d, options(d))
			if err != nil {
				t.Fatal(err)
			}
			same(t, d, raw)
			again, _ := finvoice.Write(d, options(d))
			if !bytes.Equal(raw, again) {
				t.Fatal("two runs differ")
			}
		}
	})
}

// A name that does not fit is cut where everybody sees it, and stands whole elsewhere; letters that the encoding lacks arrive.
func TestNothingIsLost(t *testing.T) {
	samples, err := invoicetest.Samples()
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range samples {
		raw, err := finvoice.Write(s.Doc, finvoice.Options{})
		if err != nil {
			t.Fatal(err)
		}
		f := read(t, raw)
		for i, l := range s.Doc.Lines {
			if got := f.Rows[i]; got.Name != l.Name && (!strings.HasSuffix(got.Name, "...") || !strings.Contains(strings.Join(got.Texts, " "), l.Name)) {
				t.Errorf("%s: the name %q is lost in %+v", s.Name, l.Name, got)
			}
		}
		texts := strings.Join(f.Texts, " ")
		if f.Buyer != s.Doc.Buyer.Name && (!strings.HasSuffix(f.Buyer, "...") || !strings.Contains(texts, s.Doc.Buyer.Name)) {
			t.Errorf("%s: the buyer %q is lost: %q", s.Name, s.Doc.Buyer.Name, f.Buyer)
		}
		if f.Sender != "" {
			t.Errorf("%s: a file without a message is routed", s.Name)
		}
	}
}

func TestBarcode(t *testing.T) {
	d := invoicetest.Reckoned(t, invoicetest.Crew())
	const code = "479440520200360820048831500000000868516259619897100612"
	raw, err := finvoice.Write(d, finvoice.Options{Barcode: code})
	if err != nil || read(t, raw).Barcode != code {
		t.Errorf("%v", err)
	}
}

// What the schema asks for beyond the standard is named by rule and field, and nothing is written.
func TestRefuses(t *testing.T) {
	long := strings.Repeat("x", 71)
	tests := map[string]func(*en16931.Document, *finvoice.Options){
		"seller.name":          func(d *en16931.Document, _ *finvoice.Options) { d.Seller.Name = "K" },
		"seller.tax_id":        func(d *en16931.Document, _ *finvoice.Options) { d.Seller.TaxID = long },
		"buyer.address.street": func(d *en16931.Document, _ *finvoice.Options) { d.Buyer.Address.Street = "" },
		"buyer.address.city":   func(d *en16931.Document, _ *finvoice.Options) { d.Buyer.Address.City = long },
		"seller.address.street": func(d *en16931.Document, _ *finvoice.Options) {
			d.Seller.Address.Street = strings.Repeat("katu ", 40) + "1"
		},
		"seller.contact.email": func(d *en16931.Document, _ *finvoice.Options) { d.Seller.Contact.Email = long },
		"deliver_to.address.street": func(d *en16931.Document, _ *finvoice.Options) {
			d.DeliverTo.Address = d.Buyer.Address
			d.DeliverTo.Address.Street = "x"
		},
		"order":                      func(d *en16931.Document, _ *finvoice.Options) { d.Order = long },
		"preceding[0].number":        func(d *en16931.Document, _ *finvoice.Options) { d.Preceding = []en16931.Preceding{{Number: long}} },
		"payment.iban":               func(d *en16931.Document, _ *finvoice.Options) { d.Payment = en16931.Payment{} },
		"due":                        func(d *en16931.Document, _ *finvoice.Options) { d.Due = "" },
		"lines[0].article":           func(d *en16931.Document, _ *finvoice.Options) { d.Lines[0].Article = long },
		"lines[0].order_line":        func(d *en16931.Document, _ *finvoice.Options) { d.Lines[0].OrderLine = long },
		"totals.taxes[0].tax.reason": func(d *en16931.Document, _ *finvoice.Options) { retax(d, strings.Repeat("peruste ", 40)+"x") },
		"barcode":                    func(_ *en16931.Document, o *finvoice.Options) { o.Barcode = "4" },
		"message.id":                 func(_ *en16931.Document, o *finvoice.Options) { o.Message.ID = "1" },
		"message.at":                 func(_ *en16931.Document, o *finvoice.Options) { o.Message.At = marketplace.Instant{} },
		"seller.operator":            func(d *en16931.Document, _ *finvoice.Options) { d.Seller.Operator = "" },
		"buyer.e_invoice":            func(d *en16931.Document, _ *finvoice.Options) { d.Buyer.EInvoice = "" },
	}
	for field, breaks := range tests {
		t.Run(field, func(t *testing.T) {
			d := invoicetest.Reckoned(t, invoicetest.Crew())
			o := options(d)
			breaks(&d, &o)
			d = invoicetest.Reckoned(t, d)
			out, err := finvoice.Write(d, o)
			found := false
			for _, f := range marketplace.AsError(err).Fields {
				found = found || f.Field == field && f.Args["rule"] == "FINVOICE"
			}
			if !found || out != nil || !marketplace.IsKind(err, marketplace.Invalid) {
				t.Errorf("%d bytes, %v", len(out), err)
			}
		})
	}
	d := invoicetest.Reckoned(t, invoicetest.Crew())
	d.Totals.Gross++
	if out, err := finvoice.Write(d, finvoice.Options{}); out != nil || !marketplace.IsKind(err, marketplace.Invalid) {
		t.Errorf("a wrong sum was written: %v", err)
	}
}

func retax(d *en16931.Document, reason string) {
	for i := range d.Lines {
		d.Lines[i].Tax = en16931.Tax{Category: en16931.Exempt, Reason: reason}
	}
}

// A thousand invoices of ten lines.
func BenchmarkWrite(b *testing.B) {
	d := invoicetest.Reckoned(b, invoicetest.Many(10))
	b.ReportAllocs()
	for b.Loop() {
		for range 1000 {
			if _, err := finvoice.Write(d, options(d)); err != nil {
				b.Fatal(err)
			}
		}
	}
}
