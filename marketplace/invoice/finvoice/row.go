package finvoice

import "sovite.fi/sovite/marketplace/invoice/en16931"

const maxArticle = 100 // characters of the name of an article

func (w writer) row(l en16931.Line) {
	w.In("InvoiceRow", func() {
		w.Text("ArticleIdentifier", l.Article)
		w.Text("ArticleName", short(l.Name, maxArticle))
		description := pieces(l.Description, 512)
		if len(description) > 0 {
			w.Text("ArticleDescription", description[0])
			description = description[1:]
		}
		unit := l.Quantity.Unit
		count := l.Quantity
		count.Count *= w.sign
		w.Text("InvoicedQuantity", count.Decimal(mark), "QuantityUnitCode", unitName(unit), "QuantityUnitCodeUN", unit.Code())
		w.date("StartDate", l.Period.From)
		w.date("EndDate", l.Period.To)
		for _, element := range []string{"UnitPriceAmount", "UnitPriceNetAmount"} {
			w.Text(element, en16931.Price(l.Price, mark), "AmountCurrencyIdentifier", en16931.Currency, "QuantityUnitCodeUN", unit.Code())
		}
		if per := unit.Per(); per != 1 {
			w.Text("UnitPriceBaseQuantity", en16931.Quantity{Unit: unit, Count: per}.Decimal(mark), "QuantityUnitCode", unitName(unit), "QuantityUnitCodeUN", unit.Code())
		}
		w.Text("RowOrderPositionIdentifier", l.OrderLine)
		w.Text("RowPositionIdentifier", l.ID)
		for _, text := range append(description, rowTexts(l)...) {
			w.texts("RowFreeText", pieces(text, 512))
		}
		w.rowAdjustments(l)
		w.percent("RowVatRatePercent", l.Tax.Rate)
		w.Text("RowVatCode", string(l.Tax.Category))
		w.amount("RowVatExcludedAmount", l.Net)
	})
}

// rowTexts are the note and whatever did not fit into its element.
func rowTexts(l en16931.Line) []string {
	out := []string{l.Note}
	if len([]rune(l.Name)) > maxArticle {
		out = append(out, l.Name)
	}
	for _, a := range l.Adjustments {
		most := maxShort
		if a.Charge {
			most = 70
		}
		if len([]rune(a.Reason)) > most {
			out = append(out, a.Reason)
		}
	}
	return out
}

// rowAdjustments are one allowance by elements of the row, or several in groups; then the charges.
func (w writer) rowAdjustments(l en16931.Line) {
	var allowances, charges []en16931.Adjustment
	for _, a := range l.Adjustments {
		if a.Charge {
			charges = append(charges, a)
		} else {
			allowances = append(allowances, a)
		}
	}
	for _, a := range allowances {
		if len(allowances) == 1 {
			w.discount(a)
			continue
		}
		w.In("RowProgressiveDiscountDetails", func() { w.discount(a) })
	}
	for _, a := range charges {
		w.In("RowChargeDetails", func() {
			w.Text("ReasonText", short(a.Reason, 70))
			w.Text("ReasonCode", a.Code)
			if a.Percent != 0 {
				w.percent("Percent", a.Percent)
			}
			w.amount("Amount", a.Amount)
			if a.Percent != 0 {
				w.amount("BaseAmount", a.Base)
			}
		})
	}
}

func (w writer) discount(a en16931.Adjustment) {
	if a.Percent != 0 {
		w.percent("RowDiscountPercent", a.Percent)
	}
	w.amount("RowDiscountAmount", a.Amount)
	if a.Percent != 0 {
		w.amount("RowDiscountBaseAmount", a.Base)
	}
	w.Text("RowDiscountTypeCode", a.Code)
	w.Text("RowDiscountTypeText", short(a.Reason, maxShort))
}

// unitName is the unit as a Finnish reader knows it.
func unitName(u en16931.Unit) string {
	switch u {
	case en16931.Hour:
		return "h"
	case en16931.Minute:
		return "min"
	case en16931.Day:
		return "pv"
	case en16931.SquareMetre:
		return "m2"
	case en16931.Piece:
		return "kpl"
	case en16931.Lump:
		return "erä"
	}
	return ""
}
