package journal

import (
	"cmp"
	"maps"
	"slices"
	"strconv"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/money"
)

func itoa(n int) string { return strconv.Itoa(n) }

// Balance is an account over a time.
type Balance struct {
	Account string      `json:"account"`
	Opening money.Cents `json:"opening"` // before the first day
	Debit   money.Cents `json:"debit"`
	Credit  money.Cents `json:"credit"` // not below 0
	Closing money.Cents `json:"closing"`
}

// Trial is the trial balance of the days from one to another, both included, by account number: every account that was ever
// booked until then. Openings and closings each come to 0, and debits are credits. An Invalid error when a sum does not fit.
func Trial(entries []Entry, from, to marketplace.Date) ([]Balance, error) {
	by := map[string]*Balance{}
	for _, e := range entries {
		if e.Day > to {
			continue
		}
		for _, l := range e.Lines {
			b := by[l.Account]
			if b == nil {
				b = &Balance{Account: l.Account}
				by[l.Account] = b
			}
			if err := b.add(l.Cents, e.Day < from); err != nil {
				return nil, err
			}
		}
	}
	out := make([]Balance, 0, len(by))
	for _, number := range slices.Sorted(maps.Keys(by)) {
		out = append(out, *by[number])
	}
	return out, nil
}

func (b *Balance) add(cents money.Cents, before bool) error {
	into, part := &b.Debit, cents
	switch {
	case before:
		into = &b.Opening
	case cents < 0:
		into, part = &b.Credit, -cents
	}
	sum, err := money.Sum(*into, part)
	if err != nil {
		return err
	}
	*into = sum
	b.Closing, err = money.Sum(b.Closing, cents)
	return err
}

// Item is what the books say of one invoice. Always Invoiced + Charged − Credited − Paid − WrittenOff = Open.
type Item struct {
	Invoice    marketplace.ID `json:"invoice"`
	Invoiced   money.Cents    `json:"invoiced"`
	Charged    money.Cents    `json:"charged"` // reminder fees and late interest
	Credited   money.Cents    `json:"credited"`
	Paid       money.Cents    `json:"paid"` // less what was paid back, taken back or lost in a dispute
	WrittenOff money.Cents    `json:"written_off"`
	Open       money.Cents    `json:"open"` // below 0 when the buyer is owed
}

// Items are the receivables until a day, by invoice: the sum of what is open is the balance of the account of receivables.
func Items(entries []Entry, to marketplace.Date) []Item {
	by := map[marketplace.ID]*Item{}
	for _, e := range entries {
		if e.Day > to {
			continue
		}
		for _, l := range e.Lines {
			if l.Use != Receivables {
				continue
			}
			i := by[l.Invoice]
			if i == nil {
				i = &Item{Invoice: l.Invoice}
				by[l.Invoice] = i
			}
			i.add(e.Kind, l.Cents)
		}
	}
	out := make([]Item, 0, len(by))
	for _, id := range slices.Sorted(maps.Keys(by)) {
		out = append(out, *by[id])
	}
	return out
}

func (i *Item) add(k Kind, cents money.Cents) {
	i.Open += cents
	switch k {
	case KindIssued:
		i.Invoiced += cents
	case KindCharged:
		i.Charged += cents
	case KindCredited:
		i.Credited -= cents
	case KindPaid:
		i.Paid -= cents
	case KindWrittenOff:
		i.WrittenOff -= cents
	case KindPlatform, KindMoved: // never on receivables
	}
}

// Difference is an invoice of which the books and the invoicing say another amount is open.
type Difference struct {
	Invoice marketplace.ID `json:"invoice"`
	Books   money.Cents    `json:"books"`
	Told    money.Cents    `json:"told"`
}

// Reconcile holds what the invoicing says is open against the books of a day; told has every invoice that is not wholly
// closed. No difference means that both agree on every invoice, and so on the balance of the account.
func Reconcile(entries []Entry, to marketplace.Date, told map[marketplace.ID]money.Cents) []Difference {
	rest := maps.Clone(told)
	var out []Difference
	for _, i := range Items(entries, to) {
		if said := told[i.Invoice]; said != i.Open {
			out = append(out, Difference{i.Invoice, i.Open, said})
		}
		delete(rest, i.Invoice)
	}
	for id, said := range rest {
		if said != 0 {
			out = append(out, Difference{Invoice: id, Told: said})
		}
	}
	slices.SortFunc(out, func(a, b Difference) int { return cmp.Compare(a.Invoice, b.Invoice) })
	return out
}
