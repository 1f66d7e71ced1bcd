package en16931

import (
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/money"
)

// Check judges a document that is to be issued: nil when it keeps every rule of the standard and of ours that can apply to it,
// otherwise an Invalid error with one field error for each rule that is broken. Its Args hold the rule's id as "rule".
func Check(d Document) error { return marketplace.InvalidFields(Failures(d)) }

// Failures are the rules that a document breaks, in the order of its fields.
func Failures(d Document) []marketplace.FieldError {
	j := &judge{doc: d}
	j.head()
	j.parties()
	j.payment()
	seen := map[string]bool{}
	for i, l := range d.Lines {
		j.line(at("lines", i), l)
		if seen[l.ID] {
			j.fail(at("lines", i)+".id", "einvoice.twice", "FI-LINE", "value", l.ID)
		}
		seen[l.ID] = true
	}
	for i, a := range d.Adjustments {
		if a.ID != "" && seen[a.ID] {
			j.fail(at("adjustments", i)+".id", "einvoice.twice", "FI-LINE", "value", a.ID)
		}
		seen[a.ID] = true
		j.adjustment(at("adjustments", i), a, documentRules(a.Charge))
		j.tax(at("adjustments", i)+".tax", a.Tax, taxRules(a.Charge))
	}
	j.categories()
	j.totals()
	j.credit()
	return j.bad
}

// judge collects what is wrong with a document.
type judge struct {
	doc Document
	bad []marketplace.FieldError
}

// fail reports a broken rule; args are pairs of name and value for the message.
func (j *judge) fail(field, key, rule string, args ...any) {
	j.bad = append(j.bad, *failure(field, key, rule, args...))
}

func failure(field, key, rule string, args ...any) *marketplace.FieldError {
	f := marketplace.Field(field, key, append(args, "rule", rule)...)
	return &f
}

func at(list string, i int) string { return fmt.Sprintf("%s[%d]", list, i) }

// need reports a text that has to be there, and one that no format can carry.
func (j *judge) need(field, value, rule string) {
	if value == "" {
		j.fail(field, "einvoice.required", rule)
	}
	j.text(field, value)
}

// text reports a text of more than one line, with spaces at its ends, with characters that XML cannot hold, or longer than any
// field may be.
func (j *judge) text(field, value string) {
	if strings.Contains(value, "\n") {
		j.fail(field, "einvoice.text", "FI-TEXT")
		return
	}
	j.paragraphs(field, value)
}

// paragraphs reports as text does, but allows several lines.
func (j *judge) paragraphs(field, value string) {
	odd := func(r rune) bool { return r != '\n' && !unicode.IsPrint(r) && r != '\u00a0' && r != '\u202f' }
	if !utf8.ValidString(value) || strings.TrimSpace(value) != value || strings.ContainsFunc(value, odd) {
		j.fail(field, "einvoice.text", "FI-TEXT")
	}
	if utf8.RuneCountInString(value) > maxText {
		j.fail(field, "einvoice.too_long", "FI-TEXT", "max", maxText)
	}
}

const (
	maxText   = 1000
	maxNumber = 20 // of an invoice number, by the Finvoice schema
	maxLines  = 1000
	maxMoney  = 1_000_000_000_00
)

// day reports what is no day; it returns whether there is one.
func (j *judge) day(field string, d marketplace.Date, rule string) bool {
	if d == "" {
		return false
	}
	if t, err := time.Parse(time.DateOnly, string(d)); err != nil || t.Year() < 1000 {
		j.fail(field, "einvoice.date", rule, "value", string(d))
		return false
	}
	return true
}

// period reports a period that ends before it begins.
func (j *judge) period(field string, p Period, order string) {
	from, to := j.day(field+".from", p.From, order), j.day(field+".to", p.To, order)
	if from && to && p.To < p.From {
		j.fail(field+".to", "einvoice.order", order)
	}
}

func (j *judge) head() {
	d := j.doc
	if d.Kind != Invoice && d.Kind != CreditNote {
		j.fail("kind", "einvoice.choice", "BR-04", "value", string(d.Kind), "choices", string(Invoice)+", "+string(CreditNote))
	}
	j.need("number", d.Number, "BR-02")
	if utf8.RuneCountInString(d.Number) > maxNumber {
		j.fail("number", "einvoice.too_long", "FI-NUMBER", "max", maxNumber)
	}
	if d.Issued == "" {
		j.fail("issued", "einvoice.required", "BR-03")
	}
	if j.day("issued", d.Issued, "BR-03") && j.day("due", d.Due, "BR-CO-25") && d.Due < d.Issued {
		j.fail("due", "einvoice.due_early", "FI-DUE", "day", d.Issued)
	}
	// The releases of 2026 dropped this rule from the artefacts, the standard did not; UBL has no due date for a credit note.
	if d.Totals.Payable > 0 && d.Terms == "" && (d.Due == "" || d.Kind == CreditNote) {
		j.fail("terms", "einvoice.due", "BR-CO-25")
	}
	j.paragraphs("terms", d.Terms)
	j.paragraphs("note", d.Note)
	j.text("buyer_reference", d.BuyerReference)
	j.text("order", d.Order)
	j.text("contract", d.Contract)
	j.text("project", d.Project)
	j.period("period", d.Period, "BR-29")
	j.day("delivered", d.Delivered, "FI-DATE")
	j.references()
	if len(d.Lines) == 0 {
		j.fail("lines", "einvoice.lines", "BR-16")
	}
	if len(d.Lines) > maxLines {
		j.fail("lines", "einvoice.too_many", "FI-SIZE", "max", maxLines)
	}
}

func (j *judge) references() {
	d := j.doc
	if d.Kind == CreditNote && len(d.Preceding) == 0 {
		j.fail("preceding", "einvoice.preceding", "FI-CREDIT")
	}
	for i, p := range d.Preceding {
		path := at("preceding", i)
		j.need(path+".number", p.Number, "BR-55")
		if j.day(path+".issued", p.Issued, "FI-DATE") && p.Issued > d.Issued {
			j.fail(path+".issued", "einvoice.order", "FI-CREDIT")
		}
	}
	for i, a := range d.Attachments {
		j.need(at("attachments", i)+".name", a.Name, "BR-52")
		j.text(at("attachments", i)+".description", a.Description)
		j.text(at("attachments", i)+".url", a.URL)
	}
}

func (j *judge) line(path string, l Line) {
	j.need(path+".id", l.ID, "BR-21")
	j.need(path+".name", l.Name, "BR-25")
	j.paragraphs(path+".description", l.Description)
	j.paragraphs(path+".note", l.Note)
	j.text(path+".article", l.Article)
	j.text(path+".order_line", l.OrderLine)
	j.period(path+".period", l.Period, "BR-30")
	if l.Quantity.Unit.Code() == "" {
		j.fail(path+".quantity.unit", "einvoice.choice", "BR-23", "value", string(l.Quantity.Unit), "choices", unitNames())
	}
	if l.Quantity.Count > maxCount || l.Quantity.Count < -maxCount {
		j.fail(path+".quantity.count", "einvoice.too_large", "FI-SIZE")
	}
	if l.Price < 0 {
		j.fail(path+".price", "einvoice.negative", "BR-27")
	}
	for i, a := range l.Adjustments {
		j.adjustment(at(path+".adjustments", i), a, lineRules(a.Charge))
	}
	if net, err := l.net(); err != nil || net != l.Net {
		j.sum(path+".net", l.Net, net, "FI-LINE")
	}
	j.tax(path+".tax", l.Tax, taxRule{"05", "BR-CO-04", "BR-CL-18"})
	j.rateOnDays(path, l)
}

func unitNames() string {
	var names []string
	for _, u := range Units() {
		names = append(names, string(u))
	}
	return strings.Join(names, ", ")
}

// sum reports an amount that its parts do not give.
func (j *judge) sum(field string, got, want money.Cents, rule string) {
	j.fail(field, "einvoice.sum", rule, "value", int64(got), "want", int64(want))
}
