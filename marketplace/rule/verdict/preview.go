package verdict

import (
	"cmp"
	"slices"

	"sovite.fi/sovite/marketplace"
)

// Difference is that so many decisions of one organisation would come out otherwise. It names no decision and nobody.
type Difference struct {
	Org           marketplace.ID
	Rule          string
	Before, After string // what the gate found and would find; words of the gate
	Count         int
}

// Preview is what a changed book would decide otherwise.
type Preview struct {
	Looked      int  // how many decisions were judged with both books
	More        bool // there are others that were not looked at
	Differences []Difference
}

// MostPreviewed is how many decisions of one kind a preview looks at.
const MostPreviewed = 2000

// Question is what a gate asks of a rule.
type Question struct{ Key, Rule string }

// Compare adds one decision: what each question found with the book as it is, and with the changed one.
func (p *Preview) Compare(org marketplace.ID, before, after map[Question]string) {
	p.Looked++
	for q, was := range before {
		if is := after[q]; is != was {
			p.add(Difference{Org: org, Rule: q.Rule, Before: was, After: is})
		}
	}
}

func (p *Preview) add(d Difference) {
	at := slices.IndexFunc(p.Differences, func(o Difference) bool { d.Count = o.Count; return o == d })
	if at < 0 {
		d.Count = 1
		p.Differences = append(p.Differences, d)
		return
	}
	p.Differences[at].Count++
}

// Sorted are the differences in an order that does not change.
func (p *Preview) Sorted() []Difference {
	slices.SortFunc(p.Differences, func(a, b Difference) int {
		return cmp.Or(cmp.Compare(a.Org, b.Org), cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.Before, b.Before), cmp.Compare(a.After, b.After))
	})
	return p.Differences
}
