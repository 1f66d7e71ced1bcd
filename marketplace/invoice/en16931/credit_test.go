package en16931_test

import (
	"testing"

	"pgregory.net/rapid"

	"sovite.fi/sovite/marketplace/invoice/en16931"
	"sovite.fi/sovite/marketplace/invoice/invoicetest"
	"sovite.fi/sovite/marketplace/money"
)

// However an invoice is given back, the credit notes of everything add up to it, to the cent, in every sum.
func TestCreditOfEverythingBringsZero(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		invoice := invoicetest.Draw(t)
		left := map[en16931.Tax]en16931.Subtotal{}
		for _, s := range invoice.Totals.Taxes {
			left[s.Tax] = s
		}
		gross, net := invoice.Totals.Gross, invoice.Totals.Net
		notes := invoicetest.DrawCredits(t, invoice)
		for _, n := range notes {
			if err := en16931.Check(n); err != nil {
				t.Fatal(err)
			}
			gross, net = gross-n.Totals.Gross, net-n.Totals.Net
			for _, s := range n.Totals.Taxes {
				l := left[s.Tax]
				l.Base, l.VAT = l.Base-s.Base, l.VAT-s.VAT
				left[s.Tax] = l
			}
		}
		for tax, s := range left {
			if s.Base != 0 || s.VAT != 0 {
				t.Fatalf("%v: base %d and VAT %d are left after %d credit notes", tax, s.Base, s.VAT, len(notes))
			}
		}
		if gross != 0 || net != 0 {
			t.Fatalf("%d and %d are left", gross, net)
		}
		if rest := en16931.Rest(invoice, notes); len(rest) != 0 {
			t.Fatalf("parts are left: %v", rest)
		}
	})
}

// A single credit note of everything is the invoice itself, turned.
func TestCreditOfTheWhole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		invoice := invoicetest.Draw(t)
		note, err := invoicetest.CreditOf(invoice, nil, en16931.Rest(invoice, nil))
		if err != nil {
			t.Fatal(err)
		}
		want := invoice.Totals
		want.Payable = want.Gross
		if diff := totalsDiff(want, note.Totals); diff != "" {
			t.Fatal(diff)
		}
		if err := en16931.Check(note); err != nil {
			t.Fatal(err)
		}
	})
}

// Four parts whose VAT rounds to a cent too little when each stands alone (71.18 against 71.19 on the invoice).
func TestCreditsDoNotDrift(t *testing.T) {
	invoice := invoicetest.Reckoned(t, invoicetest.Drift())
	var earlier []en16931.Document
	var vat money.Cents
	for _, want := range []money.Cents{17_42, 17_43, 14_66, 21_68} {
		n, err := invoicetest.CreditOf(invoice, earlier, en16931.Rest(invoice, earlier)[:1])
		if err != nil {
			t.Fatal(err)
		}
		if n.Totals.VAT != want {
			t.Errorf("VAT %d, want %d", n.Totals.VAT, want)
		}
		if err := en16931.Check(n); err != nil {
			t.Error(err)
		}
		vat, earlier = vat+n.Totals.VAT, append(earlier, n)
	}
	if vat != invoice.Totals.VAT || vat != 71_19 {
		t.Errorf("%d credited, %d invoiced", vat, invoice.Totals.VAT)
	}
}

// What is not there, or not left, cannot be given back.
func TestCreditRefuses(t *testing.T) {
	invoice := invoicetest.Crew()
	invoice.Lines[1].Adjustments = []en16931.Adjustment{{Amount: 5_00, Reason: "Sovittu"}}
	invoice.Adjustments = []en16931.Adjustment{{ID: "a", Amount: 10_00, Reason: "Sovittu", Tax: en16931.Taxed(invoicetest.General)}}
	invoice.Lines = append(invoice.Lines, invoicetest.Hours("3", "Oikaisu", -4, 275050, en16931.Taxed(invoicetest.General)))
	invoice = invoicetest.Reckoned(t, invoice)
	first, err := invoicetest.CreditOf(invoice, nil, []en16931.Take{{Line: "1", Count: 100}, {Adjustment: "a", Amount: 4_00}})
	if err != nil {
		t.Fatal(err)
	}
	earlier := []en16931.Document{first}
	tests := map[string]struct {
		part en16931.Take
		key  string
	}{
		"an unknown line":             {en16931.Take{Line: "9", Count: 1}, "einvoice.no_part"},
		"more than is left":           {en16931.Take{Line: "1", Count: 18}, "einvoice.credit_count"},
		"less than nothing":           {en16931.Take{Line: "1", Count: -1}, "einvoice.credit_count"},
		"a part of a discounted line": {en16931.Take{Line: "2", Count: 1}, "einvoice.credit_whole"},
		"the wrong sign":              {en16931.Take{Line: "3", Count: 1}, "einvoice.credit_count"},
		"an unknown adjustment":       {en16931.Take{Adjustment: "b", Amount: 1}, "einvoice.no_part"},
		"more than the adjustment":    {en16931.Take{Adjustment: "a", Amount: 6_01}, "einvoice.credit_more"},
		"none of the adjustment":      {en16931.Take{Adjustment: "a"}, "einvoice.credit_more"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := en16931.Credit(invoice, earlier, []en16931.Take{tt.part})
			if got := keys(err); len(got) != 1 || got[0] != tt.key {
				t.Errorf("%v; want %s", err, tt.key)
			}
		})
	}
	if _, err := en16931.Credit(invoice, earlier, []en16931.Take{{Line: "1", Count: 1}, {Line: "1", Count: 1}}); err == nil {
		t.Error("a line was taken twice at once")
	}
}

// A line below zero may not make the credits of its tax larger than the invoice.
func TestCreditStaysWithinTheTax(t *testing.T) {
	s := en16931.Taxed(invoicetest.General)
	invoice := invoicetest.Reckoned(t, invoicetest.With(invoicetest.Hours("1", "Työ", 40, 275050, s), invoicetest.Hours("2", "Oikaisu", -8, 275050, s)))
	if _, err := en16931.Credit(invoice, nil, []en16931.Take{{Line: "1", Count: 40}}); len(keys(err)) == 0 || keys(err)[0] != "einvoice.credit_more" {
		t.Errorf("more was credited than invoiced: %v", err)
	}
	if _, err := en16931.Credit(invoice, nil, en16931.Rest(invoice, nil)); err != nil {
		t.Error(err)
	}
}

// A charge that is left when every line was given back becomes a line, and is then given back, too.
func TestCreditOfAChargeAlone(t *testing.T) {
	s := en16931.Taxed(invoicetest.General)
	invoice := invoicetest.With(invoicetest.Hours("1", "Työ", 8, 275050, s))
	invoice.Adjustments = []en16931.Adjustment{{ID: "a", Charge: true, Amount: 12_50, Reason: "Laskutuslisä", Tax: s}}
	invoice = invoicetest.Reckoned(t, invoice)
	first, err := invoicetest.CreditOf(invoice, nil, []en16931.Take{{Line: "1", Count: 8}})
	if err != nil {
		t.Fatal(err)
	}
	second, err := invoicetest.CreditOf(invoice, []en16931.Document{first}, en16931.Rest(invoice, []en16931.Document{first}))
	if err != nil || en16931.Check(second) != nil {
		t.Fatal(err, en16931.Check(second))
	}
	if second.Totals.Gross != invoice.Totals.Gross-first.Totals.Gross || len(second.Lines) != 1 || second.Lines[0].Name != "Laskutuslisä" {
		t.Errorf("%+v", second)
	}
	if rest := en16931.Rest(invoice, []en16931.Document{first, second}); len(rest) != 0 {
		t.Errorf("%v is left", rest)
	}
}

// What is left may never be below zero: it could not be given back.
func TestCreditLeavesNothingBelowZero(t *testing.T) {
	welfare := en16931.SocialWelfare()
	invoice := invoicetest.Reckoned(t, invoicetest.With(
		invoicetest.Hours("1", "Työ", 40, 275050, en16931.Taxed(invoicetest.General)), invoicetest.Hours("2", "Oikaisu", -8, 275050, welfare)))
	for name, part := range map[string]en16931.Take{"all but the correction": {Line: "1", Count: 40}, "the correction alone": {Line: "2", Count: -8}} {
		if _, err := en16931.Credit(invoice, nil, []en16931.Take{part}); len(keys(err)) == 0 {
			t.Errorf("%s was credited", name)
		}
	}
}
