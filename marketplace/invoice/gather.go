package invoice

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/invoice/en16931"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/price"
	"sovite.fi/sovite/marketplace/timesheet"
)

// Plan is an invoice that could be issued of what was approved.
type Plan struct {
	Buyer     marketplace.ID
	Reference string           // the buyer's own
	Treatment Treatment        // in value added taxation
	Document  en16931.Document // reckoned, without number and days
	Sources   []Source
	Problems  []marketplace.FieldError // what keeps it from being issued, and how to mend it; none: it can be
	Digest    marketplace.ID           // of everything that would be billed: another one means that something changed
}

// Gather makes plans of what was approved: one for each buyer and reference, exceptions first, then by buyer and reference. It
// is pure: the same approvals give the same plans in whatever order they come.
func Gather(seller Profile, buyers map[marketplace.ID]Profile, due []timesheet.Due) []Plan {
	due = slices.SortedFunc(slices.Values(due), compareDue)
	var out []Plan
	for len(due) > 0 {
		n := 1
		for n < len(due) && due[n].Buyer == due[0].Buyer && due[n].Reference == due[0].Reference {
			n++
		}
		out = append(out, plan(seller, buyers[due[0].Buyer], due[:n]))
		due = due[n:]
	}
	slices.SortStableFunc(out, func(a, b Plan) int { return cmp.Compare(min(1, len(b.Problems)), min(1, len(a.Problems))) })
	return out
}

func compareDue(a, b timesheet.Due) int {
	return cmp.Or(
		cmp.Compare(a.Buyer, b.Buyer), strings.Compare(a.Reference, b.Reference), cmp.Compare(a.Order, b.Order),
		cmp.Compare(slices.Index(price.Units(), a.Unit), slices.Index(price.Units(), b.Unit)), strings.Compare(a.Name, b.Name), cmp.Compare(a.Rate, b.Rate),
		cmp.Compare(a.Date, b.Date), cmp.Compare(a.Timesheet, b.Timesheet), cmp.Compare(a.Line, b.Line),
	)
}

// plan is one invoice of what belongs together.
func plan(seller, buyer Profile, due []timesheet.Due) Plan {
	out := Plan{Buyer: due[0].Buyer, Reference: due[0].Reference}
	d := en16931.Document{
		Kind: en16931.Invoice, BuyerReference: out.Reference, Seller: seller.Party, Buyer: buyer.Party,
		Payment: en16931.Payment{IBAN: seller.IBAN, BIC: seller.BIC, Name: seller.Party.Name},
	}
	treatment := seller.treats(out.Buyer)
	out.Treatment = treatment
	var bad []marketplace.FieldError
	for i, a := range due {
		tax, known := treatment.Tax(a.Date)
		if !known {
			if len(bad) == 0 {
				bad = append(bad, marketplace.Field("treatment", "invoice.no_treatment", "day", a.Date))
			}
			out.Sources = append(out.Sources, sourceOf("", a)) // so that whoever mends it knows what it is about
			continue
		}
		if len(d.Lines) == 0 || i == 0 || !together(due[i-1], a) || d.Lines[len(d.Lines)-1].Tax != tax {
			d.Lines = append(d.Lines, lineOf(len(d.Lines)+1, a, tax))
		}
		l := &d.Lines[len(d.Lines)-1]
		l.Quantity.Count += int64(a.Quantity)
		l.Period.To = a.Date
		d.Period = en16931.Period{From: min(cmp.Or(d.Period.From, a.Date), a.Date), To: max(d.Period.To, a.Date)}
		out.Sources = append(out.Sources, sourceOf(l.ID, a))
	}
	reckoned, err := d.Calculated()
	if err != nil {
		e := marketplace.AsError(err)
		bad = append(bad, marketplace.FieldError{Field: "lines", Key: e.Key, Args: e.Args})
		reckoned = d
	}
	out.Document, out.Digest = reckoned, digest(seller, buyer, out.Sources)
	out.Problems = append(bad, out.problems(buyer)...)
	return out
}

// together says whether two approved lines stand on one line of the invoice: of the same order, thing and price. The rate of
// the day of supply parts them, too, so that a period across a change of the rate is split.
func together(a, b timesheet.Due) bool {
	return a.Order == b.Order && a.Unit == b.Unit && a.Name == b.Name && a.Rate == b.Rate
}

// lineOf is a line that begins with what was approved.
func lineOf(number int, a timesheet.Due, tax en16931.Tax) en16931.Line {
	return en16931.Line{
		ID: strconv.Itoa(number), Name: a.Name, Description: a.Title, Period: en16931.Period{From: a.Date},
		Quantity: en16931.Quantity{Unit: unitOf(a.Unit)}, Price: a.Rate, Tax: tax,
	}
}

func sourceOf(id string, a timesheet.Due) Source {
	return Source{
		Line: id, Timesheet: a.Timesheet, Of: a.Line, Version: a.Version, Order: a.Order, Date: a.Date, Quantity: a.Quantity, Item: a.Item,
		Priced: a.Priced, From: a.Source, Approval: a.Approval,
	}
}

// unitOf is the unit of the standard for one of the price book.
func unitOf(u price.Unit) en16931.Unit {
	switch u {
	case price.CrewHour, price.SupervisorHour:
		return en16931.Hour
	case price.SquareMetre:
		return en16931.SquareMetre
	case price.Result:
		return en16931.Lump
	case price.Piece, price.Travel, price.Material:
	}
	return en16931.Piece
}

// problems are what en16931 finds of the plan as it would be issued, and what a buyer has to tell first.
func (p Plan) problems(buyer Profile) []marketplace.FieldError {
	if buyer.Party.Name == "" {
		return []marketplace.FieldError{marketplace.Field("buyer", "invoice.no_buyer")}
	}
	if p.Document.Totals.Net <= 0 {
		return []marketplace.FieldError{marketplace.Field("lines", "invoice.nothing_due", "amount", int64(p.Document.Totals.Net))}
	}
	d := p.Document
	d.Number, d.Issued, d.Due, d.Payment.Reference = "1", d.Period.To, d.Period.To, "1232"
	return append(en16931.Failures(d), buyer.Wishes.problems(d)...)
}

// digest tells two sets of approvals and profiles apart.
func digest(seller, buyer Profile, sources []Source) marketplace.ID {
	parts := []string{string(seller.Org), seller.At.String(), string(buyer.Org), buyer.At.String()}
	for _, s := range sources {
		parts = append(parts, string(s.Key()), strconv.Itoa(s.Version), strconv.FormatInt(int64(s.Quantity), 10))
	}
	return marketplace.Derived("plan", digestLength, parts...)
}

const (
	digestLength = 16 // bytes
	idLength     = 8  // bytes, of ids of invoices: timesheets say on which one a line stands in at most 20 characters
)

// Total is what the plans that can be issued ask for together, with value added tax.
func Total(plans []Plan) (money.Cents, error) {
	var parts []money.Cents
	for _, p := range plans {
		if len(p.Problems) == 0 {
			parts = append(parts, p.Document.Totals.Payable)
		}
	}
	return money.Sum(parts...)
}

func words[T ~string](list []T) []string {
	out := make([]string, len(list))
	for i, v := range list {
		out[i] = string(v)
	}
	return out
}
