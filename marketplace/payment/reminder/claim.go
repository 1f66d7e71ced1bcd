package reminder

import (
	"cmp"
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/invoice"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/payment"
	"sovite.fi/sovite/marketplace/rule"
)

// Claim is what the sales ledger says of an invoice, with its payments by day.
type Claim struct {
	Invoice   marketplace.ID
	Org       marketplace.ID
	Buyer     marketplace.ID
	Number    string
	Reference string
	Account   string
	Issued    marketplace.Date
	Due       marketplace.Date
	Principal money.Cents // what the invoice asked for, less credits and what was written off
	Open      money.Cents // of the principal and of what reminders added to it
	Disputed  money.Cents
	Crediting bool // a credit note is on its way
	Payments  []Payment
}

// claimOf is what a receivable asks for.
func claimOf(r payment.Receivable) Claim {
	c := Claim{
		Invoice: r.Invoice, Org: r.Org, Buyer: r.Buyer, Number: r.Number, Reference: r.Reference, Account: r.Account, Issued: r.Issued, Due: r.Due,
		Principal: r.Total - r.Credited - r.Lost, Open: r.Open(), Disputed: r.Disputed,
	}
	for _, p := range r.Paths {
		c.Payments = append(c.Payments, Payment{p.Day, p.Cents})
	}
	return c
}

// crediting says whether an invoice gives something back that its receivable does not know of yet.
func crediting(i invoice.Invoice, r payment.Receivable) bool {
	return slices.ContainsFunc(i.Credits, func(c invoice.Credited) bool {
		return !slices.ContainsFunc(r.Credits, func(known payment.Credit) bool { return known.Note == c.Note })
	})
}

// Payment is what was paid on a day, below 0 what went back.
type Payment struct {
	Day   marketplace.Date
	Cents money.Cents
}

// LastDay is the last day on which the invoice could be paid in time.
func (c Claim) LastDay() marketplace.Date { return c.Due.OrWorkday() }

// DaysLate is how many days the invoice is late on a day; 0 when it is not.
func (c Claim) DaysLate(today marketplace.Date) int { return max(0, c.LastDay().DaysTo(today)) }

// balances are what was open of the principal from day to day. What was credited counts as never asked for, and payments go to
// the principal first: both to the good of who pays. The day of a payment still belongs to the delay.
func (c Claim) balances() []Balance {
	paid := slices.SortedStableFunc(slices.Values(c.Payments), func(a, b Payment) int { return cmp.Compare(a.Day, b.Day) })
	open := c.Principal
	out := []Balance{{Open: open}}
	for _, p := range paid {
		open -= p.Cents
		b := Balance{From: p.Day.AddDays(1), Open: max(0, open)}
		if out[len(out)-1].From == b.From {
			out[len(out)-1] = b
		} else {
			out = append(out, b)
		}
	}
	return out
}

// left is what is open of the principal.
func (c Claim) left() money.Cents {
	left := c.Principal
	for _, p := range c.Payments {
		left -= p.Cents
	}
	return min(max(0, left), max(0, c.Open))
}

// Proposal is an invoice that is late, with what keeps it from being reminded of.
type Proposal struct {
	Claim    Claim
	Days     int // late
	Nth      int // which reminder it would be
	Earlier  Earlier
	Hold     *Hold
	Why      []marketplace.FieldError // why it is not reminded of today; none: a person may send one
	Interest Interest                 // until today
	NoRate   *marketplace.FieldError  // why the interest cannot be reckoned
}

// Propose says whether an invoice can be reminded of today, and what could be asked for. It is pure: a person decides.
func Propose(book *rule.Book, c Claim, sent []Reminder, h *Hold, today marketplace.Date) (Proposal, error) {
	p := Proposal{Claim: c, Days: c.DaysLate(today), Nth: len(sent) + 1, Earlier: earlier(sent)}
	if h != nil && h.Until >= today {
		p.Hold = h
	}
	why := func(field, key string, args ...any) { p.Why = append(p.Why, marketplace.Field(field, key, args...)) }
	if c.left() <= 0 {
		why("open", "reminder.nothing_open")
	}
	if p.Days == 0 {
		why("due", "reminder.not_late", "day", c.LastDay())
	}
	if c.Disputed > 0 {
		why("disputed", "reminder.disputed", "amount", int64(c.Disputed))
	}
	if c.Crediting {
		why("credited", "reminder.crediting")
	}
	if p.Hold != nil {
		why("hold", "reminder.held", "day", h.Until, "reason", h.Reason)
	}
	next, err := p.Earlier.next(book, today)
	if err != nil {
		return p, err
	}
	if next > today {
		why("earlier", "reminder.too_soon", "day", next, "last", p.Earlier.Last)
	}
	p.Interest, err = InterestOf(book, c.LastDay().AddDays(1), today, c.balances())
	if marketplace.IsKind(err, marketplace.Conflict) {
		e := marketplace.AsError(err)
		p.NoRate, err = &marketplace.FieldError{Field: "interest", Key: e.Key, Args: e.Args}, nil
	}
	return p, err
}

// next is the first day on which another reminder may be sent.
func (e Earlier) next(book *rule.Book, today marketplace.Date) (marketplace.Date, error) {
	if e.Last == "" {
		return "", nil
	}
	var i Interest
	days, err := i.amount(book, reminderFee, "interval", rule.Days, today)
	return e.Last.AddDays(int(days)), err
}
