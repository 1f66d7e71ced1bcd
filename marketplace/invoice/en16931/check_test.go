package en16931_test

import (
	"strings"
	"testing"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/marketplace/invoice/en16931"
	"sovite.fi/sovite/marketplace/invoice/invoicetest"
	"sovite.fi/sovite/matching"
)

type broken struct {
	rule, field string
	breaks      func(d *en16931.Document)
}

// heads breaks what stands at the head of a document.
func heads() []broken {
	return []broken{
		{"BR-04", "kind", func(d *en16931.Document) { d.Kind = "corrected" }},
		{"BR-02", "number", func(d *en16931.Document) { d.Number = "" }},
		{"FI-NUMBER", "number", func(d *en16931.Document) { d.Number = strings.Repeat("1", 21) }},
		{"FI-TEXT", "number", func(d *en16931.Document) { d.Number = " 1" }},
		{"BR-03", "issued", func(d *en16931.Document) { d.Issued = "" }},
		{"BR-03", "issued", func(d *en16931.Document) { d.Issued = "30.11.2026" }},
		{"FI-DUE", "due", func(d *en16931.Document) { d.Due = "2026-11-29" }},
		{"BR-CO-25", "terms", func(d *en16931.Document) { d.Due, d.Terms = "", "" }},
		{"FI-TEXT", "note", func(d *en16931.Document) { d.Note = "ääni\x01" }},
		{"FI-TEXT", "note", func(d *en16931.Document) { d.Note = "\xff" }},
		{"FI-TEXT", "note", func(d *en16931.Document) { d.Note = "sarkain\tkeskellä" }},
		{"FI-TEXT", "note", func(d *en16931.Document) { d.Note = strings.Repeat("ä", 1001) }},
		{"FI-TEXT", "order", func(d *en16931.Document) { d.Order = "1\n2" }},
		{"BR-29", "period.to", func(d *en16931.Document) { d.Period.To = "2026-10-31" }},
		{"BR-29", "period.from", func(d *en16931.Document) { d.Period.From = "2026-11-31" }},
		{"FI-DATE", "delivered", func(d *en16931.Document) { d.Delivered = "eilen" }},
		{"BR-55", "preceding[0].number", func(d *en16931.Document) { d.Preceding = []en16931.Preceding{{}} }},
		{"FI-CREDIT", "preceding[0].issued", func(d *en16931.Document) { d.Preceding = []en16931.Preceding{{Number: "1", Issued: "2026-12-01"}} }},
		{"BR-52", "attachments[0].name", func(d *en16931.Document) { d.Attachments = []en16931.Attachment{{URL: "https://x.example"}} }},
		{"FI-CREDIT", "before", func(d *en16931.Document) { d.Before = d.Totals.Taxes }},
		{"FI-CREDIT", "preceding", func(d *en16931.Document) { d.Kind = en16931.CreditNote }},
		{"BR-CO-25", "terms", func(d *en16931.Document) {
			d.Kind, d.Terms, d.Preceding = en16931.CreditNote, "", []en16931.Preceding{{Number: "1"}}
		}},
		{"FI-CREDIT", "prepaid", func(d *en16931.Document) { d.Kind, d.Prepaid = en16931.CreditNote, 1 }},
	}
}

func partiesBroken() []broken {
	return []broken{
		{"BR-06", "seller.name", func(d *en16931.Document) { d.Seller.Name = "" }},
		{"BR-07", "buyer.name", func(d *en16931.Document) { d.Buyer.Name = "" }},
		{"FI-ADDRESS", "seller.address.city", func(d *en16931.Document) { d.Seller.Address.City = "" }},
		{"BR-09", "seller.address.country", func(d *en16931.Document) { d.Seller.Address.Country = "" }},
		{"FI-ADDRESS", "buyer.address.post_code", func(d *en16931.Document) { d.Buyer.Address.PostCode = "" }},
		{"BR-11", "buyer.address.country", func(d *en16931.Document) { d.Buyer.Address.Country = "" }},
		{"BR-CL-14", "buyer.address.country", func(d *en16931.Document) { d.Buyer.Address.Country = "Suomi" }},
		{"BR-CL-14", "buyer.address.country", func(d *en16931.Document) { d.Buyer.Address.Country = "QQ" }},
		{"BR-57", "deliver_to.address.country", func(d *en16931.Document) { d.DeliverTo.Name = "Varasto" }},
		{"BR-CO-26", "seller.business_id", func(d *en16931.Document) { d.Seller.BusinessID, d.Seller.VAT, d.Seller.TaxID = "", "", "1" }},
		{"FI-YTUNNUS", "seller.business_id", func(d *en16931.Document) { d.Seller.BusinessID = "1234567-2" }},
		{"FI-YTUNNUS", "buyer.business_id", func(d *en16931.Document) { d.Buyer.BusinessID = "765432-1" }},
		{"FI-VAT", "buyer.vat", func(d *en16931.Document) { d.Buyer.VAT = "FI76543213" }},
		{"BR-CO-09", "buyer.vat", func(d *en16931.Document) { d.Buyer.VAT = "76543212" }},
		{"FI-VAT", "buyer.vat", func(d *en16931.Document) { d.Buyer.VAT = "FI12345671" }},
		{"FI-TAXID", "buyer.tax_id", func(d *en16931.Document) { d.Buyer.TaxID = "1" }},
		{"FI-OVT", "buyer.e_invoice", func(d *en16931.Document) { d.Buyer.EInvoice = "003776543213" }},
		{"FI-OPERATOR", "buyer.operator", func(d *en16931.Document) { d.Buyer.Operator = "Nordea" }},
		{"BR-61", "payment.iban", func(d *en16931.Document) { d.Payment.IBAN = "" }},
		{"FI-IBAN", "payment.iban", func(d *en16931.Document) { d.Payment.IBAN = "FI2112345600000784" }},
		{"FI-IBAN", "payment.iban", func(d *en16931.Document) { d.Payment.IBAN = "FI21 1234 5600 0007 85" }},
		{"FI-BIC", "payment.bic", func(d *en16931.Document) { d.Payment.BIC = "NORDEA" }},
		{"FI-VIITE", "payment.reference", func(d *en16931.Document) { d.Payment.Reference = "20260001231" }},
		{"FI-VIITE", "payment.reference", func(d *en16931.Document) { d.Payment.Reference = "RF3720260001230" }},
	}
}

func linesBroken() []broken {
	return []broken{
		{"BR-16", "lines", func(d *en16931.Document) { d.Lines = nil }},
		{"FI-SIZE", "lines", func(d *en16931.Document) { d.Lines = invoicetest.Many(1001).Lines }},
		{"BR-21", "lines[0].id", func(d *en16931.Document) { d.Lines[0].ID = "" }},
		{"FI-LINE", "lines[1].id", func(d *en16931.Document) { d.Lines[1].ID = "1" }},
		{"BR-25", "lines[0].name", func(d *en16931.Document) { d.Lines[0].Name = "" }},
		{"BR-23", "lines[0].quantity.unit", func(d *en16931.Document) { d.Lines[0].Quantity.Unit = "h" }},
		{"BR-27", "lines[0].price", func(d *en16931.Document) { d.Lines[0].Price = -1 }},
		{"BR-30", "lines[0].period.to", func(d *en16931.Document) { d.Lines[0].Period = en16931.Period{From: "2026-11-03", To: "2026-11-02"} }},
		{"FI-LINE", "lines[0].net", func(d *en16931.Document) { d.Lines[0].Net++ }},
		{"FI-SIZE", "lines[0].quantity.count", func(d *en16931.Document) { d.Lines[0].Quantity.Count = 2_000_000_000 }},
		{"FI-SIGN", "lines[0].adjustments[0].amount", lineAdjusted(en16931.Adjustment{Amount: -1, Reason: "x"})},
		{"BR-42", "lines[0].adjustments[0].reason", lineAdjusted(en16931.Adjustment{Amount: 1})},
		{"FI-SIGN", "lines[0].adjustments[0].amount", lineAdjusted(en16931.Adjustment{Charge: true, Amount: -1, Reason: "x"})},
		{"BR-44", "lines[0].adjustments[0].reason", lineAdjusted(en16931.Adjustment{Charge: true, Amount: 1})},
		{"BR-CL-19", "lines[0].adjustments[0].code", lineAdjusted(en16931.Adjustment{Amount: 1, Reason: "x", Code: "FC"})},
		{"BR-CL-20", "lines[0].adjustments[0].code", lineAdjusted(en16931.Adjustment{Charge: true, Amount: 1, Reason: "x", Code: "95"})},
		{"FI-SIGN", "adjustments[0].amount", adjusted(en16931.Adjustment{Amount: -1, Reason: "x"})},
		{"BR-33", "adjustments[0].reason", adjusted(en16931.Adjustment{Amount: 1})},
		{"FI-SIGN", "adjustments[0].amount", adjusted(en16931.Adjustment{Charge: true, Amount: -1, Reason: "x"})},
		{"BR-38", "adjustments[0].reason", adjusted(en16931.Adjustment{Charge: true, Amount: 1})},
		{"BR-32", "adjustments[0].tax.category", func(d *en16931.Document) { d.Adjustments = []en16931.Adjustment{{Amount: 1, Reason: "x"}} }},
		{"BR-37", "adjustments[0].tax.category", func(d *en16931.Document) {
			d.Adjustments = []en16931.Adjustment{{Charge: true, Amount: 1, Reason: "x"}}
		}},
		{"PEPPOL-EN16931-R040", "adjustments[0].amount", adjusted(en16931.Adjustment{Amount: 1, Base: 100, Percent: 200, Reason: "x"})},
		{"PEPPOL-EN16931-R042", "adjustments[0].percent", adjusted(en16931.Adjustment{Amount: 1, Base: 100, Reason: "x"})},
		{"FI-SIGN", "adjustments[0].percent", adjusted(en16931.Adjustment{Amount: 1, Base: 100, Percent: -200, Reason: "x"})},
	}
}

func lineAdjusted(a en16931.Adjustment) func(*en16931.Document) {
	return func(d *en16931.Document) { d.Lines[0].Adjustments = []en16931.Adjustment{a} }
}

func adjusted(a en16931.Adjustment) func(*en16931.Document) {
	return func(d *en16931.Document) {
		a.Tax = d.Lines[0].Tax
		d.Adjustments = []en16931.Adjustment{a}
	}
}

func taxesBroken() []broken {
	all := func(t en16931.Tax) func(*en16931.Document) { return func(d *en16931.Document) { retax(d, t) } }
	with := func(t en16931.Tax, then func(*en16931.Document)) func(*en16931.Document) {
		return func(d *en16931.Document) { retax(d, t); then(d) }
	}
	noVAT := func(d *en16931.Document) { d.Seller.VAT = "" }
	plain := func(c en16931.Category) en16931.Tax { return en16931.Tax{Category: c} }
	list := []broken{
		{"BR-CO-04", "lines[0].tax.category", all(plain(""))},
		{"BR-CL-18", "lines[0].tax.category", all(plain("X"))},
		{"BR-CL-17", "adjustments[0].tax.category", func(d *en16931.Document) {
			d.Adjustments = []en16931.Adjustment{{Amount: 1, Reason: "x", Tax: plain("X")}}
		}},
		{"BR-S-02", "seller.vat", noVAT},
		{"BR-S-05", "lines[0].tax.rate", all(plain(en16931.Standard))},
		{"BR-S-06", "adjustments[0].tax.rate", func(d *en16931.Document) {
			d.Adjustments = []en16931.Adjustment{{Amount: 1, Reason: "x", Tax: plain(en16931.Standard)}}
		}},
		{"BR-S-07", "adjustments[0].tax.rate", func(d *en16931.Document) {
			d.Adjustments = []en16931.Adjustment{{Charge: true, Amount: 1, Reason: "x", Tax: plain(en16931.Standard)}}
		}},
		{"BR-S-10", "lines[0].tax.reason", all(en16931.Tax{Category: en16931.Standard, Rate: 2550, Reason: "x"})},
		{"BR-Z-10", "lines[0].tax.reason", all(en16931.Tax{Category: en16931.Zero, Reason: "x"})},
		{"FI-RATE", "lines[0].tax.rate", all(en16931.Taxed(2400))},
		{"FI-RATE", "lines[0].tax.rate", func(d *en16931.Document) { d.Lines[0].Period = en16931.Period{From: "2024-08-31", To: "2024-09-01"} }},
		{"BR-AE-02", "buyer.vat", with(en16931.ReverseCharge(), func(d *en16931.Document) { d.Buyer.VAT, d.Buyer.BusinessID = "", "" })},
		{"FI-REVERSE", "buyer.vat", with(en16931.ReverseCharge(), func(d *en16931.Document) { d.Buyer.VAT = "" })},
		{"BR-O-02", "seller.vat", all(en16931.NotBusiness())},
		{"BR-O-02", "buyer.vat", all(en16931.NotBusiness())},
		{"BR-O-11", "lines", func(d *en16931.Document) { d.Lines[0].Tax = en16931.NotBusiness() }},
		{"FI-REASON", "totals.taxes[1].tax.reason", func(d *en16931.Document) {
			d.Lines[0].Tax, d.Lines[1].Tax = en16931.SocialWelfare(), en16931.SmallBusiness()
		}},
		{"BR-CL-22", "lines[0].tax.code", all(en16931.Tax{Category: en16931.Exempt, Reason: "x", Code: "VATEX-EU-XX"})},
		{"PEPPOL-EN16931-P0107", "lines[0].tax.code", all(en16931.Tax{Category: en16931.Exempt, Reason: "x", Code: "VATEX-EU-AE"})},
		{"PEPPOL-EN16931-P0105", "lines[0].tax.code", all(en16931.Tax{Category: en16931.Reverse, Reason: "x", Code: "VATEX-EU-O"})},
	}
	for _, c := range []en16931.Category{en16931.Zero, en16931.Exempt, en16931.Reverse, en16931.Outside} {
		id := "BR-" + string(c)
		list = append(list, broken{id + "-05", "lines[0].tax.rate", all(en16931.Tax{Category: c, Rate: 1000, Reason: "x"})})
		if c != en16931.Zero {
			list = append(list, broken{id + "-10", "lines[0].tax.reason", all(plain(c))})
		}
		if c != en16931.Outside {
			list = append(list, broken{id + "-02", "seller.vat", with(plain(c), noVAT)})
		}
	}
	return list
}

func retax(d *en16931.Document, t en16931.Tax) {
	for i := range d.Lines {
		d.Lines[i].Tax = t
	}
}

// sumsBroken are changed after everything was reckoned.
func sumsBroken() []broken {
	return []broken{
		{"BR-CO-10", "totals.lines", func(d *en16931.Document) { d.Totals.Lines++ }},
		{"BR-CO-11", "totals.allowances", func(d *en16931.Document) { d.Totals.Allowances++ }},
		{"BR-CO-12", "totals.charges", func(d *en16931.Document) { d.Totals.Charges++ }},
		{"BR-CO-13", "totals.net", func(d *en16931.Document) { d.Totals.Net++ }},
		{"BR-CO-14", "totals.vat", func(d *en16931.Document) { d.Totals.VAT-- }},
		{"BR-CO-15", "totals.gross", func(d *en16931.Document) { d.Totals.Gross++ }},
		{"BR-CO-16", "totals.payable", func(d *en16931.Document) { d.Totals.Payable-- }},
		{"BR-CO-18", "totals.taxes", func(d *en16931.Document) { d.Totals.Taxes = nil }},
		{"BR-S-01", "totals.taxes", func(d *en16931.Document) { d.Totals.Taxes = []en16931.Subtotal{{Tax: en16931.Taxed(1350)}} }},
		{"BR-S-01", "totals.taxes[1]", func(d *en16931.Document) { d.Totals.Taxes = append(d.Totals.Taxes[:1:1], d.Totals.Taxes[0]) }},
		{"BR-S-08", "totals.taxes[0].base", func(d *en16931.Document) { d.Totals.Taxes = subtotalsPlus(d, 1, 0) }},
		{"BR-S-09", "totals.taxes[0].vat", func(d *en16931.Document) { d.Totals.Taxes = subtotalsPlus(d, 0, 1) }},
		{"FI-SIGN", "prepaid", func(d *en16931.Document) { d.Prepaid = d.Totals.Gross + 1 }},
		{"FI-SIGN", "totals.gross", func(d *en16931.Document) { d.Totals.Gross = -1 }},
		{"FI-SIZE", "totals.gross", func(d *en16931.Document) { d.Totals.Gross = 1_000_000_000_01 }},
	}
}

func subtotalsPlus(d *en16931.Document, base, vat int64) []en16931.Subtotal {
	s := d.Totals.Taxes[0]
	s.Base, s.VAT = s.Base+invoicetest.Cents(base), s.VAT+invoicetest.Cents(vat)
	return []en16931.Subtotal{s}
}

// Every broken rule is named with its field, and its message can be read in three languages.
func TestBrokenRules(t *testing.T) {
	scale, err := matching.LoadScale()
	if err != nil {
		t.Fatal(err)
	}
	bundle, err := i18n.Load(scale)
	if err != nil {
		t.Fatal(err)
	}
	check := func(t *testing.T, b broken, d en16931.Document) {
		t.Helper()
		found := false
		for _, f := range en16931.Failures(d) {
			found = found || f.Field == b.field && f.Args["rule"] == b.rule
			for _, lang := range i18n.Languages() {
				text := bundle.In(lang).Field(f)
				if !strings.Contains(text, f.Args["rule"]) || strings.Contains(text, "{") || strings.HasPrefix(text, "einvoice") {
					t.Errorf("%s: %q", lang, text)
				}
			}
		}
		if !found {
			t.Errorf("%s at %s was not found: %v", b.rule, b.field, en16931.Failures(d))
		}
	}
	for _, b := range append(append(heads(), partiesBroken()...), append(linesBroken(), taxesBroken()...)...) {
		t.Run(b.rule+" "+b.field, func(t *testing.T) {
			d := invoicetest.Crew()
			d.Totals = invoicetest.Reckoned(t, d).Totals
			d.Totals.Payable = 1 // there is something to pay, whatever is broken
			b.breaks(&d)
			if r, err := d.Calculated(); err == nil && !strings.HasSuffix(b.field, "amount") && !strings.HasSuffix(b.field, ".net") {
				d = r
			}
			check(t, b, d)
		})
	}
	for _, b := range sumsBroken() {
		t.Run(b.rule+" "+b.field, func(t *testing.T) {
			d := invoicetest.Reckoned(t, invoicetest.Crew())
			b.breaks(&d)
			check(t, b, d)
		})
	}
}

// The samples keep every rule.
func TestSamplesPass(t *testing.T) {
	samples, err := invoicetest.Samples()
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]bool{}
	for _, s := range samples {
		if err := en16931.Check(s.Doc); err != nil {
			t.Errorf("%s: %v", s.Name, err)
		}
		if names[s.Name] {
			t.Errorf("%s is there twice", s.Name)
		}
		names[s.Name] = true
	}
}

// An empty document breaks many rules and nothing else.
func TestNothingAtAll(t *testing.T) {
	err := en16931.Check(en16931.Document{})
	if !marketplace.IsKind(err, marketplace.Invalid) || len(marketplace.AsError(err).Fields) < 10 {
		t.Errorf("%v", err)
	}
}
