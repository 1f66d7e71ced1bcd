package fee

import (
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/check"
	"sovite.fi/sovite/marketplace/money"
)

// Agreement is what one organiser pays to the platform. Its id is the organiser's.
type Agreement struct {
	Org      marketplace.ID      `json:"org"`      // the organiser
	Platform marketplace.ID      `json:"platform"` // the organisation that invoices
	Terms    []Terms             `json:"terms"`    // oldest first
	Bills    []Bill              `json:"bills,omitempty"`
	Month    Month               `json:"month"` // the next one to be billed
	By       marketplace.ID      `json:"by"`
	At       marketplace.Instant `json:"at"`
}

// Terms are what holds from a day on, until the next ones.
type Terms struct {
	From  marketplace.Date `json:"from"`
	Share int64            `json:"share"` // of what is invoiced net, in hundredths of a per cent: 250 is 2.5 %
	Cards bool             `json:"cards"` // what is kept of payments by card stands on the invoice
}

// Month is a calendar month, written 2026-11.
type Month string

// MonthOf is the month of a day.
func MonthOf(d marketplace.Date) Month { return Month(d[:7]) }

// First is its first day.
func (m Month) First() marketplace.Date { return marketplace.Date(m) + "-01" }

// Last is its last day.
func (m Month) Last() marketplace.Date { return m.First().AddMonths(1).AddDays(-1) }

// Next is the month after it.
func (m Month) Next() Month { return MonthOf(m.First().AddMonths(1)) }

// Bill is one month of an agreement, with what came before it.
type Bill struct {
	Month   Month          `json:"month"`
	After   int64          `json:"after"` // the steps of the ledger after this one
	To      int64          `json:"to"`    // up to this one
	Trace   int64          `json:"trace"` // the steps after this one stand on its invoice: those of months without one, too
	Sums    Sums           `json:"sums"`  // of the agreement, with this month
	Fee     money.Cents    `json:"fee"`   // net, that this month asks for
	Kept    money.Cents    `json:"kept"`  // of payments by card, with value added tax
	Invoice marketplace.ID `json:"invoice,omitempty"`
	Done    bool           `json:"done"` // the invoice is issued, or there is none
}

// Sums are what has come together since the agreement began.
type Sums struct {
	Units  int64       `json:"units"`  // net × share
	Kept   money.Cents `json:"kept"`   // of payments by card
	Billed money.Cents `json:"billed"` // of the share, net
	Shown  money.Cents `json:"shown"`  // of Kept
}

// last is the bill of the month before; an empty one before the first.
func (a Agreement) last() Bill {
	if len(a.Bills) == 0 {
		return Bill{Done: true}
	}
	return a.Bills[len(a.Bills)-1]
}

// at are the terms of a day; none before the first.
func (a Agreement) at(d marketplace.Date) Terms {
	for _, t := range slices.Backward(a.Terms) {
		if t.From <= d {
			return t
		}
	}
	return Terms{}
}

const (
	maxShare = 50_00 // hundredths of a per cent
	maxTerms = 100
	whole    = 10_000
	idLength = 8 // bytes
)

// agreed adds terms that hold from the first of a month that was not billed yet; terms from the same day are put in their place.
func (a Agreement) agreed(t Terms) (Agreement, error) {
	var f check.Fields
	f.Need("from", t.From != "")
	f.Date("from", t.From)
	f.Range("share", int(t.Share), 0, maxShare)
	if t.From != "" && (len(t.From) != 10 || t.From[8:] != "01" || a.Month != "" && t.From < a.Month.First()) {
		f.Add("from", "fee.from", "month", max(a.Month, MonthOf(t.From+"-00-00")))
	}
	f.Count("terms", len(a.Terms)+1, maxTerms)
	if err := marketplace.InvalidFields(f.Errors()); err != nil {
		return a, err
	}
	a.Terms = slices.DeleteFunc(slices.Clone(a.Terms), func(o Terms) bool { return o.From == t.From })
	a.Terms = append(a.Terms, t)
	slices.SortFunc(a.Terms, func(x, y Terms) int {
		if x.From < y.From {
			return -1
		}
		return 1
	})
	if a.Month == "" || len(a.Bills) == 0 {
		a.Month = MonthOf(a.Terms[0].From)
	}
	return a, nil
}
