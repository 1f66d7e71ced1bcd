package invoicetest

import (
	"fmt"
	"testing"

	"sovite.fi/sovite/marketplace/invoice/en16931"
	"sovite.fi/sovite/marketplace/money"
)

// Sample is a document with a name, which is also the name of its golden files.
type Sample struct {
	Name string
	Doc  en16931.Document
}

// General is the general rate at the time of the samples.
const General en16931.Percent = 2550

// Base is an ordinary invoice without lines: the organiser's to an employer, for November 2026.
func Base() en16931.Document {
	return en16931.Document{
		Kind: en16931.Invoice, Number: "2026-000123", Issued: "2026-11-30", Due: "2026-12-14", Terms: "14 päivää netto",
		BuyerReference: "Kustannuspaikka 4100", Order: "T-2026-17", Period: en16931.Period{From: "2026-11-01", To: "2026-11-30"},
		Seller: en16931.Party{
			Name: "Kaarnan Työpajasäätiö sr", BusinessID: "1234567-1", VAT: "FI12345671", EInvoice: "003712345671", Operator: "003721291126",
			Address: en16931.Address{Street: "Pajakatu 3", PostCode: "33100", City: "Tampere", Country: "FI"},
			Contact: en16931.Contact{Name: "Laskutus", Phone: "+358 40 1234567", Email: "laskutus@kaarna.example"},
		},
		Buyer: en16931.Party{
			Name: "Mäkisen Leipomo Oy", BusinessID: "7654321-2", VAT: "FI76543212", EInvoice: "003776543212", Operator: "NDEAFIHH",
			Address: en16931.Address{Street: "Leipurinkuja 1 B 12", PostCode: "33200", City: "Tampere", Country: "FI"},
		},
		Payment: en16931.Payment{IBAN: "FI2112345600000785", BIC: "NDEAFIHH", Name: "Kaarnan Työpajasäätiö sr", Reference: "20260001230"},
	}
}

// Hours is a line of worked time; price is in ten-thousandths of a euro, time in quarter-hours.
func Hours(id, name string, quarters int64, price money.Rate, tax en16931.Tax) en16931.Line {
	return en16931.Line{ID: id, Name: name, Quantity: en16931.Quantity{Unit: en16931.Hour, Count: quarters}, Price: price, Tax: tax}
}

// counted is a line of another unit.
func counted(id, name string, unit en16931.Unit, count int64, price money.Rate, tax en16931.Tax) en16931.Line {
	return en16931.Line{ID: id, Name: name, Quantity: en16931.Quantity{Unit: unit, Count: count}, Price: price, Tax: tax}
}

// With is the base with lines.
func With(lines ...en16931.Line) en16931.Document {
	d := Base()
	d.Lines = lines
	return d
}

// Reckoned is the document reckoned; a test that cannot go on when it cannot be.
func Reckoned(t testing.TB, d en16931.Document) en16931.Document {
	t.Helper()
	out, err := d.Calculated()
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// Crew is an ordinary invoice over crew and supervisor hours.
func Crew() en16931.Document {
	return With(Hours("1", "Työryhmän työtunnit", 29*4+1, 275050, en16931.Taxed(General)), Hours("2", "Ohjaajan työtunnit", 30, 420000, en16931.Taxed(General)))
}

// Many is an invoice with some number of lines.
func Many(lines int) en16931.Document {
	d := Base()
	for i := range lines {
		l := Hours(fmt.Sprint(i+1), fmt.Sprintf("Työryhmän työtunnit, kohde %d", i+1), int64(i%31+1), money.Rate(185000+137*i), en16931.Taxed(General))
		l.Period = en16931.Period{From: "2026-11-02", To: "2026-11-06"}
		d.Lines = append(d.Lines, l)
	}
	return d
}
