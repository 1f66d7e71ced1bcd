package liability

import (
	"cmp"
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/rule"
	"sovite.fi/sovite/marketplace/rule/verdict"
)

const (
	subcontractThreshold = "contractor_liability.subcontract_threshold"
	leasedThreshold      = "contractor_liability.leased_threshold"
	shortBreaks          = "contractor_liability.short_breaks"
)

// Threshold is what counts together towards the threshold of a contract, and how it stands (1233/2006 4 §; KHO 2017:135).
type Threshold struct {
	Type      Type           `json:"type"`
	Counted   []Contract     `json:"counted"`         // of the chain, oldest first, the contract itself among them
	Apart     []Contract     `json:"apart,omitempty"` // close in time, but not chained: a person says whether they count
	Cents     money.Cents    `json:"cents"`           // of all counted, without VAT
	Days      int            `json:"days"`            // of leased work
	Limit     int64          `json:"limit"`           // cents, or working days
	Reached   bool           `json:"reached"`
	ReachedBy marketplace.ID `json:"reached_by,omitempty"` // the contract with which it was first reached
}

// chain are the contracts of one type that follow each other with only short breaks and of which c is one, as far as they were
// made by a day, oldest first.
func chain(all []Contract, c Contract, on marketplace.Date) []Contract {
	all = with(all, c)
	head := root(all, c)
	var out []Contract
	for _, o := range all {
		if o.Type == c.Type && o.Agreed <= on && root(all, o) == head {
			out = append(out, o)
		}
	}
	slices.SortFunc(out, func(a, b Contract) int {
		return cmp.Or(cmp.Compare(a.Agreed, b.Agreed), cmp.Compare(a.ID, b.ID))
	})
	return out
}

// with is the contracts with c among them, as c is.
func with(all []Contract, c Contract) []Contract {
	return append(slices.DeleteFunc(slices.Clone(all), func(o Contract) bool { return o.ID == c.ID }), c)
}

// root is the first contract of a chain. A circle, which no verb makes, ends at its smallest id.
func root(all []Contract, c Contract) marketplace.ID {
	seen := []marketplace.ID{c.ID}
	for c.ChainedTo != "" {
		at := slices.IndexFunc(all, func(o Contract) bool { return o.ID == c.ChainedTo })
		if at < 0 {
			break
		}
		if c = all[at]; slices.Contains(seen, c.ID) {
			return slices.Min(seen)
		}
		seen = append(seen, c.ID)
	}
	return c.ID
}

// reached says whether sums reach the threshold of their type, and the number of the rule.
func reached(b *verdict.Bench, t Type, cents money.Cents, days int) (bool, int64) {
	if t == Leased {
		return !b.Allows(leasedThreshold, "exempt", rule.WorkingDays, int64(days)), b.Number(leasedThreshold, "exempt", rule.WorkingDays)
	}
	return b.Allows(subcontractThreshold, "min", rule.Cents, int64(cents)), b.Number(subcontractThreshold, "min", rule.Cents)
}

// threshold adds up what counts with a contract.
func threshold(b *verdict.Bench, all []Contract, c Contract) Threshold {
	t := Threshold{Type: c.Type, Counted: chain(all, c, b.On)}
	for _, o := range t.Counted {
		t.Cents += o.Cents
		t.Days += o.Days
		if t.Reached, t.Limit = reached(b, c.Type, t.Cents, t.Days); t.Reached && t.ReachedBy == "" {
			t.ReachedBy = o.ID
		}
	}
	within := int(b.Number(shortBreaks, "within", rule.Months))
	for _, o := range all {
		last := cmp.Or(o.Ended, o.Until, b.On)
		near := o.Agreed <= b.On && last.AddMonths(within) >= cmp.Or(c.From, c.Agreed, b.On)
		counted := slices.ContainsFunc(t.Counted, func(k Contract) bool { return k.ID == o.ID })
		if o.Type == c.Type && near && !counted {
			t.Apart = append(t.Apart, o)
		}
	}
	return t
}

// withApart says whether the threshold would be reached if those apart counted, too.
func (t Threshold) withApart(b *verdict.Bench) bool {
	cents, days := t.Cents, t.Days
	for _, o := range t.Apart {
		cents, days = cents+o.Cents, days+o.Days
	}
	would, _ := reached(b, t.Type, cents, days)
	return would
}
