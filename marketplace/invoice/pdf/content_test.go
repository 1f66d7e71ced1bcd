package pdf

import (
	"slices"
	"strings"
	"testing"

	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/marketplace/invoice/en16931"
	"sovite.fi/sovite/marketplace/invoice/invoicetest"
	"sovite.fi/sovite/marketplace/printtest"
	"sovite.fi/sovite/matching"
)

func languages(t *testing.T) []i18n.Lang {
	t.Helper()
	scale, err := matching.LoadScale()
	if err != nil {
		t.Fatal(err)
	}
	b, err := i18n.Load(scale)
	if err != nil {
		t.Fatal(err)
	}
	return []i18n.Lang{b.In(i18n.Fi), b.In(i18n.Sv), b.In(i18n.En)}
}

// text is everything that is printed, one thing a line.
func (c content) text() string {
	var out []string
	facts := func(list []fact) {
		for _, f := range list {
			out = append(out, f.label+": "+f.text)
		}
	}
	out = append(out, c.title)
	facts(c.facts)
	out = append(out, c.seller...)
	out = append(out, c.buyer...)
	out = append(out, c.place...)
	for _, table := range [][]row{{{cells: c.columns}}, c.rows, {{cells: c.taxColumns}}, c.taxes} {
		for _, r := range table {
			out = append(out, strings.Join(r.cells, " | "))
			out = append(out, r.extra...)
		}
	}
	facts(c.totals)
	out = append(out, c.notes...)
	facts(c.payment)
	return strings.Join(out, "\n") + "\n"
}

// What is printed of some samples, in three languages.
func TestTexts(t *testing.T) {
	samples, err := invoicetest.Samples()
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range languages(t) {
		var all strings.Builder
		for _, s := range samples {
			if slices.Contains([]string{"s-full", "s-all-units", "s-prepaid-part", "ae-construction", "line-adjustments", "document-adjustments", "rate-change-within-period", "credit-quarter-1"}, s.Name) {
				all.WriteString("# " + s.Name + "\n" + say(s.Doc, lang).text() + "\n")
			}
		}
		printtest.Same(t, "testdata/texts."+lang.Code()+".txt", all.String())
	}
}

// The law's list is there: number, days, both parties, the reason of no tax, the credited invoice, and every amount as it is in
// the document; and what is to be paid is said exactly when it is.
func TestEverythingIsSaid(t *testing.T) {
	samples, err := invoicetest.Samples()
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range languages(t) {
		for _, s := range samples {
			d, c := s.Doc, say(s.Doc, lang)
			text := c.text()
			want := []string{d.Number, lang.Date(d.Issued), d.Seller.Name, d.Buyer.Name, d.Buyer.VAT, d.Totals.Gross.Write(lang.Code()), d.Totals.VAT.Write(lang.Code())}
			if d.Kind == en16931.CreditNote {
				want = append(want, d.Preceding[0].Number)
			}
			for _, tax := range d.Totals.Taxes {
				want = append(want, tax.Tax.Reason, tax.Base.Write(lang.Code()), lang.Percent(int64(tax.Tax.Rate)))
			}
			for _, l := range d.Lines {
				want = append(want, l.Name, l.Net.Write(lang.Code()))
			}
			for _, w := range want {
				if !strings.Contains(text, w) {
					t.Errorf("%s, %s: %q is not said", s.Name, lang.Code(), w)
				}
			}
			if strings.Contains(text, "invoicepdf.") {
				t.Errorf("%s, %s: a text is missing", s.Name, lang.Code())
			}
			if pays := d.Kind == en16931.Invoice && d.Totals.Payable > 0; pays != (len(c.payment) > 0) {
				t.Errorf("%s: %d payment facts", s.Name, len(c.payment))
			}
		}
	}
}

func TestGrouped(t *testing.T) {
	for in, want := range map[string]string{
		"20260001230": "2 02600 01230", "1232": "1232", "12345678901234567890": "12345 67890 12345 67890", "RF3620260001230": "RF36 2026 0001 230",
		"FI2112345600000785": "FI21 1234 5600 0007 85", "": "",
	} {
		if got := strings.ReplaceAll(grouped(in), "\u00a0", " "); got != want {
			t.Errorf("%q: %q", in, got)
		}
	}
}
