package invoicetest

import (
	"fmt"

	"pgregory.net/rapid"

	"sovite.fi/sovite/marketplace/invoice/en16931"
	"sovite.fi/sovite/marketplace/money"
)

// Draw is a random invoice that keeps every rule, reckoned.
func Draw(t *rapid.T) en16931.Document {
	d := Base()
	taxes := []en16931.Tax{en16931.Taxed(General), en16931.Taxed(1350), en16931.ReverseCharge(), en16931.SocialWelfare(), {Category: en16931.Zero}}
	if rapid.IntRange(0, 9).Draw(t, "outside") == 0 {
		taxes, d.Seller.VAT, d.Buyer.VAT = []en16931.Tax{en16931.NotBusiness()}, "", ""
	}
	for i := range rapid.IntRange(1, 12).Draw(t, "lines") {
		d.Lines = append(d.Lines, drawLine(t, fmt.Sprint(i+1), rapid.SampledFrom(taxes).Draw(t, "tax")))
	}
	for i := range rapid.IntRange(0, 3).Draw(t, "adjustments") {
		a := drawAdjustment(t)
		a.ID, a.Tax = fmt.Sprint("a", i), rapid.SampledFrom(d.Lines).Draw(t, "taxed as").Tax
		d.Adjustments = append(d.Adjustments, a)
	}
	out, err := d.Calculated()
	if err != nil {
		t.Fatal(err)
	}
	if out.Totals.Net < 0 || out.Totals.Gross < 0 {
		for i, l := range d.Lines {
			d.Lines[i].Quantity.Count, d.Lines[i].Adjustments = max(l.Quantity.Count, -l.Quantity.Count), nil
		}
		d.Adjustments = nil
		if out, err = d.Calculated(); err != nil {
			t.Fatal(err)
		}
	}
	if err := en16931.Check(out); err != nil {
		t.Fatal(err)
	}
	return out
}

func drawLine(t *rapid.T, id string, tax en16931.Tax) en16931.Line {
	l := en16931.Line{ID: id, Name: rapid.StringMatching(`[a-zåäöA-ZÅÄÖ&<>"'€]{1,30}`).Draw(t, "name"), Tax: tax}
	l.Quantity = en16931.Quantity{Unit: rapid.SampledFrom(en16931.Units()).Draw(t, "unit"), Count: rapid.Int64Range(-3, 2000).Draw(t, "count")}
	l.Price = money.Rate(rapid.Int64Range(0, 1_000_000).Draw(t, "price"))
	for range rapid.IntRange(0, 2).Draw(t, "line adjustments") {
		l.Adjustments = append(l.Adjustments, drawAdjustment(t))
	}
	return l
}

func drawAdjustment(t *rapid.T) en16931.Adjustment {
	a := en16931.Adjustment{Charge: rapid.Bool().Draw(t, "charge"), Reason: "Sovittu"}
	if rapid.Bool().Draw(t, "by percent") {
		a.Percent = en16931.Percent(rapid.Int64Range(1, 10_000).Draw(t, "percent"))
		a.Base = money.Cents(rapid.Int64Range(0, 100_000).Draw(t, "base"))
		return a
	}
	a.Amount = money.Cents(rapid.Int64Range(0, 5_000).Draw(t, "amount"))
	return a
}

// DrawCredits takes an invoice back in random parts, until nothing is left: its credit notes in their order.
func DrawCredits(t *rapid.T, invoice en16931.Document) []en16931.Document {
	var notes []en16931.Document
	for range rapid.IntRange(0, 4).Draw(t, "partial credits") {
		var parts []en16931.Take
		for _, p := range en16931.Rest(invoice, notes) {
			if rapid.Bool().Draw(t, "take") {
				parts = append(parts, drawPart(t, invoice, p))
			}
		}
		if note, err := CreditOf(invoice, notes, parts); err == nil && len(parts) > 0 {
			notes = append(notes, note)
		}
	}
	if rest := en16931.Rest(invoice, notes); len(rest) > 0 {
		note, err := CreditOf(invoice, notes, rest)
		if err != nil {
			t.Fatal(err)
		}
		notes = append(notes, note)
	}
	return notes
}

func drawPart(t *rapid.T, invoice en16931.Document, p en16931.Take) en16931.Take {
	if p.Adjustment != "" {
		p.Amount = money.Cents(rapid.Int64Range(1, int64(p.Amount)).Draw(t, "amount"))
		return p
	}
	for _, l := range invoice.Lines {
		if l.ID == p.Line && len(l.Adjustments) == 0 && p.Count > 0 {
			p.Count = rapid.Int64Range(0, p.Count).Draw(t, "count")
		}
	}
	return p
}
