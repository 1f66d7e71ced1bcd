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
	s := NewSums(from, to)
	err := Over(entries)(s.Add)
	return s.Balances(), err
}

// Sums adds up a trial balance entry by entry, so that a large book need not be in memory at once.
type Sums struct {
	from, to marketplace.Date
	by       map[string]*Balance
}

// NewSums begins the trial balance of the days from one to another.
func NewSums(from, to marketplace.Date) *Sums { return &Sums{from, to, map[string]*Balance{}} }

// Add counts an entry; an Invalid error when a sum does not fit.
func (s *Sums) Add(e Entry) error {
	if e.Day > s.to {
		return nil
	}
	for _, l := range e.Lines {
		b := s.by[l.Account]
		if b == nil {
			b = &Balance{Account: l.Account}
			s.by[l.Account] = b
		}
		if err := b.add(l.Cents, e.Day < s.from); err != nil {
			return err
		}
	}
	return nil
}

// Open counts the balances of an earlier day as openings.
func (s *Sums) Open(balances []Balance) error {
	for _, b := range balances {
		sum := s.by[b.Account]
		if sum == nil {
			sum = &Balance{Account: b.Account}
			s.by[b.Account] = sum
		}
		if err := sum.add(b.Closing, true); err != nil {
			return err
		}
	}
	return nil
}

// Balances are what was added, by account number.
func (s *Sums) Balances() []Balance {
	out := make([]Balance, 0, len(s.by))
	for _, number := range slices.Sorted(maps.Keys(s.by)) {
		out = append(out, *s.by[number])
	}
	return out
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
	o := NewOpen(to)
	_ = Over(entries)(o.Add)
	return o.Items()
}

// Open gathers Items entry by entry, so that a large book need not be in memory at once.
type Open struct {
	to marketplace.Date
	by map[marketplace.ID]*Item
}

// NewOpen begins the receivables until a day.
func NewOpen(to marketplace.Date) *Open { return &Open{to, map[marketplace.ID]*Item{}} }

// Add counts an entry; it never fails.
func (o *Open) Add(e Entry) error {
	if e.Day > o.to {
		return nil
	}
	for _, l := range e.Lines {
		if l.Use != Receivables {
			continue
		}
		i := o.by[l.Invoice]
		if i == nil {
			i = &Item{Invoice: l.Invoice}
			o.by[l.Invoice] = i
		}
		i.add(e.Kind, l.Cents)
	}
	return nil
}

// Items are what was gathered, by invoice.
func (o *Open) Items() []Item {
	out := make([]Item, 0, len(o.by))
	for _, id := range slices.Sorted(maps.Keys(o.by)) {
		out = append(out, *o.by[id])
	}
	return out
}

// Plus adds the amounts of another item.
func (i *Item) Plus(o Item) {
	i.Invoiced, i.Charged, i.Credited = i.Invoiced+o.Invoiced, i.Charged+o.Charged, i.Credited+o.Credited
	i.Paid, i.WrittenOff, i.Open = i.Paid+o.Paid, i.WrittenOff+o.WrittenOff, i.Open+o.Open
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
	return Differences(Items(entries, to), told)
}

// Differences is Reconcile of receivables that were gathered before.
func Differences(items []Item, told map[marketplace.ID]money.Cents) []Difference {
	rest := maps.Clone(told)
	var out []Difference
	for _, i := range items {
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
