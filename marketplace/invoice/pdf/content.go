package pdf

import (
	"strings"

	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/marketplace/invoice/en16931"
	"sovite.fi/sovite/marketplace/money"
)

// fact is a label with what it says.
type fact struct{ label, text string }

// row is a row of a table.
type row struct {
	cells []string
	extra []string // below the first cell, smaller
}

// content is everything that is printed, as texts.
type content struct {
	title      string
	facts      []fact
	seller     []string
	buyer      []string
	place      []string
	columns    []string
	rows       []row
	taxColumns []string
	taxes      []row
	totals     []fact // the last one is what is to be paid
	notes      []string
	payment    []fact
}

// say makes the texts of a document.
func say(d en16931.Document, lang i18n.Lang) content {
	s := speaker{d, lang}
	c := content{
		title: s.t("title." + string(d.Kind)), facts: s.facts(), seller: s.party(d.Seller), buyer: s.party(d.Buyer),
		columns:    []string{s.t("item"), s.t("quantity"), s.t("price"), s.t("rate"), s.t("net")},
		taxColumns: []string{s.t("breakdown"), s.t("base"), s.t("vat")},
		totals:     s.totals(), notes: s.notes(), payment: s.payment(),
	}
	if d.DeliverTo != (en16931.Delivery{}) {
		c.place = append(some(s.t("place"), d.DeliverTo.Name), address(d.DeliverTo.Address)...)
	}
	for _, l := range d.Lines {
		c.rows = append(c.rows, s.line(l))
	}
	for _, a := range d.Adjustments {
		c.rows = append(c.rows, row{cells: []string{s.adjustment(a), "", "", s.rate(a.Tax), s.euros(signed(a))}})
	}
	for _, t := range d.Totals.Taxes {
		c.taxes = append(c.taxes, row{cells: []string{strings.TrimSpace(s.rate(t.Tax) + " " + t.Tax.Reason), s.euros(t.Base), s.euros(t.VAT)}})
	}
	return c
}

type speaker struct {
	doc  en16931.Document
	lang i18n.Lang
}

func (s speaker) t(key string) string { return s.lang.T("invoicepdf." + key) }

func (s speaker) euros(c money.Cents) string { return c.Write(s.lang.Code()) }

func (s speaker) rate(t en16931.Tax) string { return s.lang.Percent(int64(t.Rate)) }

// some are the texts that say something.
func some(texts ...string) []string {
	var out []string
	for _, text := range texts {
		if text != "" {
			out = append(out, text)
		}
	}
	return out
}

func told(list ...fact) []fact {
	var out []fact
	for _, f := range list {
		if f.text != "" {
			out = append(out, f)
		}
	}
	return out
}

func signed(a en16931.Adjustment) money.Cents {
	if a.Charge {
		return a.Amount
	}
	return -a.Amount
}

func (s speaker) facts() []fact {
	d := s.doc
	list := []fact{{s.t("number"), d.Number}, {s.t("issued"), s.lang.Date(d.Issued)}}
	for _, p := range d.Preceding {
		list = append(list, fact{s.t("preceding"), strings.TrimSpace(p.Number + " " + s.lang.Date(p.Issued))})
	}
	return told(append(list, fact{s.t("due"), s.lang.Date(d.Due)}, fact{s.t("terms"), d.Terms}, fact{s.t("reference"), grouped(d.Payment.Reference)},
		fact{s.t("buyer_reference"), d.BuyerReference}, fact{s.t("order"), d.Order}, fact{s.t("contract"), d.Contract}, fact{s.t("project"), d.Project},
		fact{s.t("period"), s.period(d.Period)}, fact{s.t("delivered"), s.lang.Date(d.Delivered)})...)
}

func (s speaker) period(p en16931.Period) string {
	if p == (en16931.Period{}) {
		return ""
	}
	if p.From == p.To {
		return s.lang.Date(p.From)
	}
	return s.lang.Date(p.From) + "–" + s.lang.Date(p.To)
}

func address(a en16931.Address) []string {
	country := a.Country
	if country == "FI" {
		country = ""
	}
	return some(a.Street, a.Extra, strings.TrimSpace(a.PostCode+" "+a.City), country)
}

// party is the name first, then the address, then the ids.
func (s speaker) party(p en16931.Party) []string {
	out := append(some(p.Name, p.Trading), address(p.Address)...)
	for _, f := range told(fact{s.t("business_id"), p.BusinessID}, fact{s.t("vat_id"), p.VAT}, fact{s.t("tax_id"), p.TaxID}, fact{s.t("e_invoice"), strings.TrimSpace(p.EInvoice + " " + p.Operator)}) {
		out = append(out, f.label+" "+f.text)
	}
	return append(out, some(p.Contact.Name, p.Contact.Phone, p.Contact.Email)...)
}

func (s speaker) line(l en16931.Line) row {
	r := row{cells: []string{l.Name, s.quantity(l.Quantity), s.price(l), s.rate(l.Tax), s.euros(l.Net)}}
	r.extra = some(l.Description, l.Note, s.period(l.Period))
	for _, f := range told(fact{s.t("article"), l.Article}, fact{s.t("order_line"), l.OrderLine}) {
		r.extra = append(r.extra, f.label+" "+f.text)
	}
	for _, a := range l.Adjustments {
		r.extra = append(r.extra, s.adjustment(a)+": "+s.euros(signed(a)))
	}
	return r
}

func (s speaker) adjustment(a en16931.Adjustment) string {
	if a.Percent == 0 {
		return a.Reason
	}
	return a.Reason + ", " + s.lang.Percent(int64(a.Percent)) + " × " + s.euros(a.Base)
}

func (s speaker) quantity(q en16931.Quantity) string {
	code := s.lang.Code()
	switch q.Unit {
	case en16931.Hour:
		return money.Quarters(q.Count).Write(code)
	case en16931.SquareMetre:
		return money.Area(q.Count).Write(code)
	case en16931.Minute, en16931.Day, en16931.Piece, en16931.Lump:
	}
	return money.WritePieces(q.Count, code) + "\u00a0" + s.t("unit."+string(q.Unit))
}

func (s speaker) price(l en16931.Line) string {
	text := l.Price.Write(s.lang.Code())
	if l.Quantity.Unit == en16931.Minute {
		return text + "/60\u00a0" + s.t("unit.minute")
	}
	return text
}

func (s speaker) totals() []fact {
	t := s.doc.Totals
	list := []fact{{s.t("net"), s.euros(t.Net)}, {s.t("vat"), s.euros(t.VAT)}}
	if s.doc.Kind == en16931.CreditNote {
		return append(list, fact{s.t("credited"), s.euros(t.Payable)})
	}
	list = append(list, fact{s.t("gross"), s.euros(t.Gross)})
	if s.doc.Prepaid != 0 {
		list = append(list, fact{s.t("prepaid"), s.euros(-s.doc.Prepaid)})
	}
	return append(list, fact{s.t("payable"), s.euros(t.Payable)})
}

// notes are the free text and the names of the attachments.
func (s speaker) notes() []string {
	out := some(s.doc.Note)
	for _, a := range s.doc.Attachments {
		out = append(out, s.t("attachment")+": "+strings.Join(some(a.Name, a.Description, a.URL), ", "))
	}
	return out
}

// payment is empty when nothing is to be paid by a transfer.
func (s speaker) payment() []fact {
	d := s.doc
	if d.Kind == en16931.CreditNote || d.Totals.Payable <= 0 || d.Payment.IBAN == "" {
		return nil
	}
	name := d.Payment.Name
	if name == "" {
		name = d.Seller.Name
	}
	return told(fact{s.t("payee"), name}, fact{s.t("iban"), grouped(d.Payment.IBAN)}, fact{s.t("bic"), d.Payment.BIC}, fact{s.t("reference"), grouped(d.Payment.Reference)},
		fact{s.t("due"), s.lang.Date(d.Due)}, fact{s.t("payable"), s.euros(d.Totals.Payable)})
}

// grouped puts spaces into an account or a reference: a Finnish reference in fives from the right, the others in fours from the
// left, as their publishers print them.
func grouped(text string) string {
	size, first := 4, 4
	if text != "" && strings.Trim(text, "0123456789") == "" {
		size = 5
		if first = len(text) % size; first == 0 {
			first = size
		}
	}
	var out []string
	for len(text) > first {
		out = append(out, text[:first])
		text, first = text[first:], size
	}
	return strings.Join(append(out, text), "\u00a0")
}
