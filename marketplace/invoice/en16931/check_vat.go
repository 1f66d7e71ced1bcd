package en16931

import (
	"slices"
	"strings"

	"sovite.fi/sovite/marketplace"
)

// taxRule names the rules about the tax of a line, an allowance or a charge.
type taxRule struct {
	id      string // the end of BR-S-05 and its like
	missing string // broken without a category
	unknown string // broken by one that is in no list
}

func taxRules(charge bool) taxRule {
	if charge {
		return taxRule{"07", "BR-37", "BR-CL-17"}
	}
	return taxRule{"06", "BR-32", "BR-CL-17"}
}

// tax judges category and rate (BR-S-05 and its like).
func (j *judge) tax(field string, t Tax, r taxRule) {
	if !slices.Contains(Categories(), t.Category) {
		broken := r.unknown
		if t.Category == "" {
			broken = r.missing
		}
		j.fail(field+".category", "einvoice.choice", broken, "value", string(t.Category), "choices", categoryNames())
		return
	}
	rule := "BR-" + string(t.Category) + "-" + r.id
	switch {
	case t.Category == Standard && (t.Rate <= 0 || t.Rate > whole):
		j.fail(field+".rate", "einvoice.rate_positive", rule)
	case t.Category != Standard && t.Rate != 0:
		j.fail(field+".rate", "einvoice.rate_zero", rule)
	}
	j.reason(field, t)
}

func categoryNames() string {
	var names []string
	for _, c := range Categories() {
		names = append(names, string(c))
	}
	return strings.Join(names, ", ")
}

// reason judges why there is no tax (BR-S-10 and its like, BR-CL-22 and the Peppol rules for codes of one category).
func (j *judge) reason(field string, t Tax) {
	rule := "BR-" + string(t.Category) + "-10"
	j.text(field+".reason", t.Reason)
	switch t.Category {
	case Standard, Zero:
		if t.Reason != "" || t.Code != "" {
			j.fail(field+".reason", "einvoice.no_reason", rule)
		}
		return
	case Exempt, Reverse, Outside:
		if t.Reason == "" {
			j.fail(field+".reason", "einvoice.reason", rule)
		}
	}
	if t.Code == "" {
		return
	}
	if !slices.Contains(codesOf(t.Category), t.Code) {
		broken := "BR-CL-22"
		switch t.Code {
		case "VATEX-EU-AE":
			broken = "PEPPOL-EN16931-P0107"
		case "VATEX-EU-O":
			broken = "PEPPOL-EN16931-P0105"
		}
		j.fail(field+".code", "einvoice.choice", broken, "value", t.Code, "choices", strings.Join(codesOf(t.Category), ", "))
	}
}

// codesOf are the VATEX codes that our sales of a category can have. The list of the standard has more; none of them is for a sale
// in Finland that this marketplace knows.
func codesOf(c Category) []string {
	switch c {
	case Reverse:
		return []string{"VATEX-EU-AE"}
	case Outside:
		return []string{"VATEX-EU-O"}
	case Exempt:
		return []string{"VATEX-EU-132", "VATEX-EU-132-1G", "VATEX-EU-132-1I", "VATEX-EU-132-1J", "VATEX-EU-132-1L"}
	case Standard, Zero:
	}
	return nil
}

// rateOnDays judges whether the rate was in force on the days of a line: its own period, else the document's, the day of delivery,
// the day of issue (AVL: the day of supply decides).
func (j *judge) rateOnDays(path string, l Line) {
	if l.Tax.Category != Standard || l.Tax.Rate <= 0 {
		return
	}
	first, last := j.days(l)
	switch {
	case first == "" || inForce(l.Tax.Rate, first) && inForce(l.Tax.Rate, last):
	case inForce(l.Tax.Rate, first) != inForce(l.Tax.Rate, last) && l.Period != (Period{}):
		j.fail(path+".tax.rate", "einvoice.rate_change", "FI-RATE", "from", first, "to", last)
	default:
		j.fail(path+".tax.rate", "einvoice.rate_day", "FI-RATE", "day", last)
	}
}

func (j *judge) days(l Line) (first, last marketplace.Date) {
	d := j.doc
	for _, p := range []Period{l.Period, {d.Delivered, d.Delivered}, d.Period, {d.Issued, d.Issued}} {
		first, last = p.From, p.To
		if first == "" {
			first = last
		}
		if last == "" {
			last = first
		}
		if first != "" {
			break
		}
	}
	return first, last
}

// categories judges what a category asks of the parties (BR-S-02 to BR-O-14).
func (j *judge) categories() {
	used := map[Category]bool{}
	for _, t := range j.taxed() {
		used[t.Category] = true
	}
	seller, buyer := j.doc.Seller, j.doc.Buyer
	for _, c := range []Category{Standard, Zero, Exempt, Reverse} {
		if used[c] && seller.VAT == "" && (seller.TaxID == "" || c == Reverse || c == Standard) {
			j.fail("seller.vat", "einvoice.seller_tax."+string(c), "BR-"+string(c)+"-02")
		}
	}
	if used[Reverse] && buyer.VAT == "" {
		broken := "FI-REVERSE" // the standard is content with a business id; AVL 209 e § is not
		if buyer.BusinessID == "" {
			broken = "BR-AE-02"
		}
		j.fail("buyer.vat", "einvoice.buyer_vat", broken)
	}
	if !used[Outside] {
		return
	}
	if seller.VAT != "" {
		j.fail("seller.vat", "einvoice.no_vat_id", "BR-O-02")
	}
	if buyer.VAT != "" {
		j.fail("buyer.vat", "einvoice.no_vat_id", "BR-O-02")
	}
	if len(used) > 1 {
		j.fail("lines", "einvoice.alone", "BR-O-11")
	}
}

// taxed are all taxes of the document.
func (j *judge) taxed() []Tax {
	var out []Tax
	for _, l := range j.doc.Lines {
		out = append(out, l.Tax)
	}
	for _, a := range j.doc.Adjustments {
		out = append(out, a.Tax)
	}
	return out
}
