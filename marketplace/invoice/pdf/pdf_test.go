package pdf_test

import (
	"bytes"
	"testing"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/marketplace/invoice/en16931"
	"sovite.fi/sovite/marketplace/invoice/invoicetest"
	"sovite.fi/sovite/marketplace/invoice/pdf"
	"sovite.fi/sovite/matching"
)

const (
	bars = "421123456000007850047121900000000000020260001230261214"
	qr   = "BCD\n002\n1\nSCT\nNDEAFIHH\nKaarnan Työpajasäätiö sr\nFI2112345600000785\nEUR1405.00\n\nRF3620260001230\n"
)

func bundle(t testing.TB) *i18n.Bundle {
	t.Helper()
	scale, err := matching.LoadScale()
	if err != nil {
		t.Fatal(err)
	}
	b, err := i18n.Load(scale)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// Every sample is printed, twice the same bytes, and one in every language.
func TestSamples(t *testing.T) {
	samples, err := invoicetest.Samples()
	if err != nil {
		t.Fatal(err)
	}
	b := bundle(t)
	for i, s := range samples {
		o := pdf.Options{Lang: b.In(i18n.Languages()[i%3]), Barcode: bars, QR: qr}
		one, err := pdf.Write(s.Doc, o)
		if err != nil {
			t.Fatalf("%s: %v", s.Name, err)
		}
		two, _ := pdf.Write(s.Doc, o)
		if !bytes.Equal(one, two) {
			t.Errorf("%s: two runs differ", s.Name)
		}
	}
}

// More lines take more pages; a language, a code and a change of a cent each change the bytes.
func TestPages(t *testing.T) {
	b := bundle(t)
	write := func(d en16931.Document, o pdf.Options) []byte {
		t.Helper()
		raw, err := pdf.Write(invoicetest.Reckoned(t, d), o)
		if err != nil {
			t.Fatal(err)
		}
		return raw
	}
	pages := func(raw []byte) int { return bytes.Count(raw, []byte("/Type /Page\n")) }
	fi := pdf.Options{Lang: b.In(i18n.Fi)}
	if one, many := pages(write(invoicetest.Crew(), fi)), pages(write(invoicetest.Many(60), fi)); one != 1 || many < 3 {
		t.Errorf("%d and %d pages", one, many)
	}
	seen := map[string]bool{}
	dearer := invoicetest.Crew()
	dearer.Lines[0].Price += 10
	for _, raw := range [][]byte{
		write(invoicetest.Crew(), fi), write(invoicetest.Crew(), pdf.Options{Lang: b.In(i18n.Sv)}), write(invoicetest.Crew(), pdf.Options{Lang: fi.Lang, Barcode: bars}),
		write(invoicetest.Crew(), pdf.Options{Lang: fi.Lang, QR: qr}), write(dearer, fi),
	} {
		seen[string(raw)] = true
	}
	if len(seen) != 5 {
		t.Errorf("only %d of 5 files differ", len(seen))
	}
}

func TestRefuses(t *testing.T) {
	good := invoicetest.Reckoned(t, invoicetest.Crew())
	fi := bundle(t).In(i18n.Fi)
	bad := good
	bad.Totals.Gross++
	if out, err := pdf.Write(bad, pdf.Options{Lang: fi}); out != nil || !marketplace.IsKind(err, marketplace.Invalid) {
		t.Errorf("a wrong sum was printed: %v", err)
	}
	for name, o := range map[string]pdf.Options{
		"too few digits": {Lang: fi, Barcode: bars[1:]}, "letters": {Lang: fi, Barcode: bars[:53] + "A"}, "no ASCII": {Lang: fi, Barcode: bars[:52] + "ä"},
		"too long a QR": {Lang: fi, QR: string(bytes.Repeat([]byte("x"), 332))},
	} {
		if out, err := pdf.Write(good, o); out != nil || !marketplace.IsKind(err, marketplace.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A thousand invoices of ten lines.
func BenchmarkWrite(b *testing.B) {
	d := invoicetest.Reckoned(b, invoicetest.Many(10))
	o := pdf.Options{Lang: bundle(b).In(i18n.Fi), Barcode: bars, QR: qr}
	b.ReportAllocs()
	for b.Loop() {
		for range 1000 {
			if _, err := pdf.Write(d, o); err != nil {
				b.Fatal(err)
			}
		}
	}
}
