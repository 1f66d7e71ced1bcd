package journal

import (
	"slices"
	"unicode/utf8"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/money"
)

// Sale is the net amount of one treatment, rate, cost centre and project on an invoice. It may be below 0, as a discount is.
type Sale struct {
	Treatment  Treatment
	Rate       int64 // hundredths of a per cent; 0 unless the treatment is Standard
	Net        money.Cents
	CostCentre string
	Project    string
}

// Tax is the value added tax of one rate on an invoice, reckoned once from its base (EN 16931, BT-117).
type Tax struct {
	Rate  int64
	Base  money.Cents // what the standard sales of that rate come to
	Cents money.Cents
}

// Content is what an invoice or credit note has on it. On a credit note the amounts are above 0, too.
type Content struct {
	Invoice marketplace.ID // that is issued, credited or written off
	Number  string         // of the document
	Sales   []Sale
	Taxes   []Tax
}

// Issued is an invoice that was issued.
type Issued struct{ Content }

func (e Issued) write(w *writer) {
	w.about(KindIssued, "issued", "number", e.Number)
	e.check(w, 0)
	e.book(w, 1)
}

// Credited is a credit note; Number is its own, Invoice the one that it credits. Its tax may differ by a cent from the one
// reckoned of its base alone, because the tax of partial credits is reckoned of what was credited in all.
type Credited struct {
	Content
	Of string // number of the invoice
}

func (e Credited) write(w *writer) {
	w.about(KindCredited, "credited", "number", e.Number, "of", e.Of)
	e.check(w, 1)
	e.book(w, -1)
}

// book writes sales and taxes against the receivable.
func (c Content) book(w *writer, sign money.Cents) {
	for _, s := range c.Sales {
		w.sale(s, c.Invoice, sign)
	}
	for _, t := range c.Taxes {
		w.pair(Receivables, OutputVAT, t.Cents*sign, Tag{Invoice: c.Invoice, Treatment: Standard, Rate: t.Rate})
	}
}

const tagMost = 40

// check holds the taxes against the sales: each rate has one tax, of the base that its sales come to, and right to within so
// many cents.
func (c Content) check(w *writer, within money.Cents) {
	if !c.Invoice.Valid() {
		w.fail(marketplace.Field("invoice", "field.required"))
	}
	base, total := map[int64]money.Cents{}, money.Cents(0)
	for _, s := range c.Sales {
		w.need("sales", s.Net, -mostCents)
		if !s.Treatment.takes(s.Rate) {
			w.fail(marketplace.Field("sales", "journal.rate", "treatment", s.Treatment, "rate", s.Rate))
		}
		if utf8.RuneCountInString(s.CostCentre) > tagMost || utf8.RuneCountInString(s.Project) > tagMost {
			w.fail(marketplace.Field("sales", "field.too_long", "max", tagMost))
		}
		total += s.Net
		if s.Treatment == Standard {
			base[s.Rate] += s.Net
		}
	}
	for i, t := range c.Taxes {
		want, err := t.Base.Ratio(t.Rate, 10_000)
		twice := slices.ContainsFunc(c.Taxes[:i], func(o Tax) bool { return o.Rate == t.Rate })
		if err != nil || twice || t.Base != base[t.Rate] || t.Cents < want-within || t.Cents > want+within {
			w.fail(marketplace.Field("taxes", "journal.tax", "rate", t.Rate, "base", int64(base[t.Rate]), "cents", int64(t.Cents), "want", int64(want)))
		}
		total += t.Cents
		delete(base, t.Rate)
	}
	for rate, b := range base {
		if b != 0 {
			w.fail(marketplace.Field("taxes", "journal.tax_missing", "rate", rate, "base", int64(b)))
		}
	}
	if len(c.Sales) == 0 || len(c.Sales) > maxSales || total < 0 {
		w.fail(marketplace.Field("sales", "journal.total", "total", int64(total)))
	}
}

// maxSales is how many sums one document has at most.
const maxSales = 1_000

// WrittenOff is an invoice, or a part of it, that will not be paid (luottotappio). The tax of it is taken off the tax that is
// owed, as far as it is told here (AVL 78 §); whether it may be is decided before.
type WrittenOff struct{ Content }

func (e WrittenOff) write(w *writer) { e.loss(w, "written_off", 1) }

// Recovered is a loss that is taken back, because it was paid after all; the payment is booked by itself.
type Recovered struct{ Content }

func (e Recovered) write(w *writer) { e.loss(w, "recovered", -1) }

func (c Content) loss(w *writer, key string, sign money.Cents) {
	w.about(KindWrittenOff, key, "number", c.Number)
	c.check(w, 1)
	for _, s := range c.Sales {
		w.pair(CreditLosses, Receivables, s.Net*sign, Tag{Invoice: c.Invoice, CostCentre: s.CostCentre, Project: s.Project})
	}
	for _, t := range c.Taxes {
		w.pair(OutputVAT, Receivables, t.Cents*sign, Tag{Invoice: c.Invoice, Treatment: Standard, Rate: t.Rate})
	}
}

// ReminderFee is a fee or fixed compensation that was asked for; it is outside value added tax.
type ReminderFee struct {
	Invoice marketplace.ID
	Number  string
	Cents   money.Cents
}

func (e ReminderFee) write(w *writer) {
	w.about(KindCharged, "reminder_fee", "number", e.Number)
	w.charge(e.Invoice, ReminderIncome, e.Cents)
}

// LateInterest is interest that was asked for; it is outside value added tax.
type LateInterest struct {
	Invoice marketplace.ID
	Number  string
	Cents   money.Cents
}

func (e LateInterest) write(w *writer) {
	w.about(KindCharged, "late_interest", "number", e.Number)
	w.charge(e.Invoice, InterestIncome, e.Cents)
}

func (w *writer) charge(invoice marketplace.ID, income Use, cents money.Cents) {
	w.needInvoice(invoice)
	w.need("cents", max(cents, -cents), 1) // below 0 what was asked for by mistake and is taken back
	w.pair(Receivables, income, cents, Tag{Invoice: invoice})
}

func (w *writer) needInvoice(id marketplace.ID) {
	if !id.Valid() {
		w.fail(marketplace.Field("invoice", "field.required"))
	}
}
