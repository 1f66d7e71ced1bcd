package en16931

import (
	"slices"
	"strings"

	"sovite.fi/sovite/marketplace/money"
)

// adjustmentRules names the rules of an allowance or a charge.
type adjustmentRules struct {
	reason, code string
	codes        []string
}

func lineRules(charge bool) adjustmentRules {
	if charge {
		return adjustmentRules{"BR-44", "BR-CL-20", chargeCodes()}
	}
	return adjustmentRules{"BR-42", "BR-CL-19", allowanceCodes()}
}

func documentRules(charge bool) adjustmentRules {
	if charge {
		return adjustmentRules{"BR-38", "BR-CL-20", chargeCodes()}
	}
	return adjustmentRules{"BR-33", "BR-CL-19", allowanceCodes()}
}

// allowanceCodes are those of UNTDID 5189 that we use: bonus, discount, special agreement, standard.
func allowanceCodes() []string { return []string{"41", "95", "100", "104"} }

// chargeCodes are those of UNTDID 7161 that we use: delivery, freight, invoicing, other services.
func chargeCodes() []string { return []string{"ADR", "DL", "FC", "IS"} }

func (j *judge) adjustment(path string, a Adjustment, r adjustmentRules) {
	if a.Amount < 0 {
		j.fail(path+".amount", "einvoice.negative", "FI-SIGN")
	}
	if a.Reason == "" {
		j.fail(path+".reason", "einvoice.reason", r.reason)
	}
	j.text(path+".reason", a.Reason)
	if a.Code != "" && !slices.Contains(r.codes, a.Code) {
		j.fail(path+".code", "einvoice.choice", r.code, "value", a.Code, "choices", strings.Join(r.codes, ", "))
	}
	switch {
	case a.Percent < 0 || a.Base < 0:
		j.fail(path+".percent", "einvoice.negative", "FI-SIGN")
	case a.Percent == 0 && a.Base != 0:
		j.fail(path+".percent", "einvoice.percent", "PEPPOL-EN16931-R042")
	case a.Percent != 0:
		if want, err := a.Percent.Of(a.Base); err != nil || want != a.Amount {
			j.sum(path+".amount", a.Amount, want, "PEPPOL-EN16931-R040")
		}
	}
}

// totals judges every sum exactly, where the official rules leave up to a euro (BR-CO-17, BR-S-08, BR-S-09).
func (j *judge) totals() {
	got := j.doc.Totals
	want, err := j.doc.sums()
	if err != nil {
		j.fail("totals", "einvoice.too_large", "FI-SIZE")
		return
	}
	for _, s := range []struct {
		field     string
		got, want money.Cents
		rule      string
	}{
		{"lines", got.Lines, want.Lines, "BR-CO-10"},
		{"allowances", got.Allowances, want.Allowances, "BR-CO-11"},
		{"charges", got.Charges, want.Charges, "BR-CO-12"},
		{"net", got.Net, want.Net, "BR-CO-13"},
		{"vat", got.VAT, want.VAT, "BR-CO-14"},
		{"gross", got.Gross, want.Gross, "BR-CO-15"},
		{"payable", got.Payable, want.Payable, "BR-CO-16"},
	} {
		if s.got != s.want {
			j.sum("totals."+s.field, s.got, s.want, s.rule)
		}
	}
	j.subtotals(want.Taxes)
	if got.Net < 0 || got.Gross < 0 {
		j.fail("totals.gross", "einvoice.total_negative", "FI-SIGN")
	}
	if j.doc.Prepaid < 0 || j.doc.Prepaid > got.Gross && got.Gross >= 0 {
		j.fail("prepaid", "einvoice.prepaid", "FI-SIGN", "value", int64(got.Gross))
	}
	if got.Gross > maxMoney || got.Net > maxMoney || got.Lines > maxMoney {
		j.fail("totals.gross", "einvoice.too_large", "FI-SIZE")
	}
}

func (j *judge) subtotals(want []Subtotal) {
	got := j.doc.Totals.Taxes
	if len(got) == 0 {
		j.fail("totals.taxes", "einvoice.breakdown", "BR-CO-18")
		return
	}
	for _, w := range want {
		i := slices.IndexFunc(got, func(s Subtotal) bool { return s.Tax == w.Tax })
		rule := "BR-" + string(w.Tax.Category) + "-"
		switch {
		case i < 0:
			j.fail("totals.taxes", "einvoice.breakdown", rule+"01")
			continue
		case got[i].Base != w.Base:
			j.sum(at("totals.taxes", i)+".base", got[i].Base, w.Base, rule+"08")
		case got[i].VAT != w.VAT:
			j.sum(at("totals.taxes", i)+".vat", got[i].VAT, w.VAT, rule+"09")
		}
	}
	for i, s := range got {
		if subtotal(want, s.Tax) == (Subtotal{Tax: s.Tax}) && (s.Base != 0 || s.VAT != 0) || slices.IndexFunc(got, func(o Subtotal) bool { return o.Tax == s.Tax }) < i {
			j.fail(at("totals.taxes", i), "einvoice.breakdown", "BR-"+string(s.Tax.Category)+"-01")
		}
		for _, o := range got[:i] {
			if o.Tax.Category == s.Tax.Category && o.Tax.Rate == s.Tax.Rate && o.Tax != s.Tax {
				j.fail(at("totals.taxes", i)+".tax.reason", "einvoice.reason_differs", "FI-REASON")
			}
		}
	}
}

// credit judges what only a credit note has.
func (j *judge) credit() {
	if j.doc.Kind != CreditNote {
		if len(j.doc.Before) > 0 {
			j.fail("before", "einvoice.only_credit", "FI-CREDIT")
		}
		return
	}
	if j.doc.Prepaid != 0 {
		j.fail("prepaid", "einvoice.only_invoice", "FI-CREDIT")
	}
}
