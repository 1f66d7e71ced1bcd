package outcome

import (
	"cmp"
	"maps"
	"slices"

	"sovite.fi/sovite/marketplace"
)

// Group is one number that somebody would like to publish: how many people it counts, and who they are. Numbers of one
// Kind are parts of the same whole, so that some of them may be added up. Between numbers of one Family everybody who reads
// the definitions knows what adds up to what.
type Group struct {
	Key    string
	Family string
	Kind   string // empty: part of nothing
	People []marketplace.ID
}

// Conceal decides which numbers may be shown; least is the smallest group that may be, 10. Two things are hidden: a group
// of 1 to least−1 people, and every number from which, together with those that are shown, the number of such a group could
// be worked out, or that of several of one kind that tells too much of each. The numbers of a round are published together;
// what an earlier round decided, no later one changes. A whole has at most half as many parts as least says.
//
// Whether a number can be worked out is asked of the people behind the numbers: each number is a row with a 1 for each
// person that it counts, and it can be worked out when it is a sum of multiples of shown rows. That finds sums, differences
// and whatever else follows, also between tables. It is asked among all numbers, and again within each family: a small
// group that happens to be the difference of numbers shown earlier, without anybody knowing, is still kept from those who
// only know the definitions.
func Conceal(rounds [][]Group, least int) map[string]bool {
	c := newCurtain(rounds)
	shown, kinds := map[string]bool{}, map[string][]Group{}
	for _, round := range rounds {
		fresh := map[string]bool{}
		for _, g := range round {
			if n := len(g.People); n > 0 && n < least {
				c.protect(g.Family, g.People)
				kinds[g.Kind], fresh[g.Kind] = append(kinds[g.Kind], g), true
			}
		}
		delete(fresh, "")
		for _, kind := range slices.Sorted(maps.Keys(fresh)) {
			for _, union := range unions(kinds[kind], nil, 0, least) {
				c.protect(kinds[kind][0].Family, union)
			}
		}
		for _, g := range round {
			n := len(g.People)
			shown[g.Key] = !c.closed[g.Family] && (n == 0 || n >= least && c.show(g))
		}
	}
	return shown
}

// curtain asks among all numbers and within each family. A family in which a number that must not become known follows
// from what it has shown already is closed: it shows nothing more.
type curtain struct {
	all    *concealer
	family map[string]*concealer
	closed map[string]bool
}

func newCurtain(rounds [][]Group) curtain {
	all := slices.Concat(rounds...)
	c := curtain{newConcealer(all), map[string]*concealer{}, map[string]bool{}}
	by := map[string][]Group{}
	for _, g := range all {
		by[g.Family] = append(by[g.Family], g)
	}
	for family, groups := range by {
		c.family[family] = newConcealer(groups)
	}
	return c
}

func (c curtain) protect(family string, people []marketplace.ID) {
	c.all.protect(people)
	if !c.family[family].protect(people) {
		c.closed[family] = true
	}
}

// show takes a number among the shown ones unless a protected one could then be worked out.
func (c curtain) show(g Group) bool {
	among, within := c.all.with(g.People), c.family[g.Family].with(g.People)
	if among.tells || within.tells {
		return false
	}
	c.all.take(among)
	c.family[g.Family].take(within)
	return true
}

// unions adds the groups to what was put together so far in every way that must not become known.
func unions(groups []Group, so []marketplace.ID, k, least int) (out [][]marketplace.ID) {
	for i, g := range groups {
		both := merged(so, g.People)
		if k > 0 && !telling(len(both), k+1, least) {
			continue
		}
		if k > 0 {
			out = append(out, both)
		}
		out = append(out, unions(groups[i+1:], both, k+1, least)...)
	}
	return out
}

// vague is how many values each hidden group must be able to have for somebody who knows what several are together.
const vague = 3

// telling says whether the sum of k groups of 1 to least−1 people tells too much: it is itself so small, or leaves each of
// them fewer than three values, as eighteen in two groups under ten are nine and nine.
func telling(sum, k, least int) bool {
	low, high := max(1, sum-(k-1)*(least-1)), min(least-1, sum-(k-1))
	return sum < least || high-low+1 < vague
}

func merged(a, b []marketplace.ID) []marketplace.ID {
	out := append(slices.Clone(a), b...)
	slices.Sort(out)
	return slices.Compact(out)
}

// prime is the modulus: the product of two residues fits into 64 bits.
const prime = 2147483647

type row []uint64

// concealer holds the rows that are shown, in echelon form over the integers modulo a prime, which never misses what holds
// in fractions, and what is left of the protected rows when everything shown is taken out of them: a protected row of which
// nothing is left could be worked out.
type concealer struct {
	class     map[marketplace.ID]int // people who are counted by the same numbers share a column
	width     int
	pivots    []int
	basis     []row
	protected []row
}

func newConcealer(groups []Group) *concealer {
	marks := map[marketplace.ID][]byte{}
	for i, g := range groups {
		for _, who := range g.People {
			marks[who] = append(marks[who], byte(i), byte(i>>8), byte(i>>16))
		}
	}
	c := &concealer{class: map[marketplace.ID]int{}}
	columns := map[string]int{}
	for who, mark := range marks {
		at, ok := columns[string(mark)]
		if !ok {
			at = len(columns)
			columns[string(mark)] = at
		}
		c.class[who] = at
	}
	c.width = len(columns)
	return c
}

func (c *concealer) row(people []marketplace.ID) row {
	r := make(row, c.width)
	for _, who := range people {
		r[c.class[who]] = 1
	}
	return r
}

// protect adds a number that must not become known; false when it could be worked out before it came.
func (c *concealer) protect(people []marketplace.ID) bool {
	r := c.rest(people)
	if r.first() < 0 {
		return false
	}
	c.protected = append(c.protected, r)
	return true
}

// rest is what is left of a row when everything shown is taken out of it.
func (c *concealer) rest(people []marketplace.ID) row {
	r := c.row(people)
	for i, b := range c.basis {
		r.clear(c.pivots[i], b)
	}
	return r
}

// first is the first column that is not 0; −1 when there is none.
func (r row) first() int { return slices.IndexFunc(r, func(v uint64) bool { return v != 0 }) }

// step is what showing one more number would do.
type step struct {
	row       row // scaled to 1 at its pivot; nil when it follows from what is shown anyway
	pivot     int
	protected []row
	tells     bool // a protected number could be worked out
}

// with tells what showing a number would do.
func (c *concealer) with(people []marketplace.ID) step {
	r := c.rest(people)
	s := step{row: r, pivot: r.first(), protected: make([]row, len(c.protected))}
	if s.pivot < 0 {
		return step{}
	}
	r.scale(inverse(r[s.pivot]))
	for i, p := range c.protected {
		s.protected[i] = slices.Clone(p)
		s.protected[i].clear(s.pivot, r)
		s.tells = s.tells || s.protected[i].first() < 0
	}
	return s
}

func (c *concealer) take(s step) {
	if s.row != nil {
		c.protected, c.basis, c.pivots = s.protected, append(c.basis, s.row), append(c.pivots, s.pivot)
	}
}

// clear takes so much of another row, whose value at the pivot is 1, out of this one that its value there is 0.
func (r row) clear(pivot int, by row) {
	if r[pivot] == 0 {
		return
	}
	times := prime - r[pivot]
	for i, v := range by {
		if v != 0 {
			r[i] = (r[i] + times*v) % prime
		}
	}
}

func (r row) scale(by uint64) {
	for i := range r {
		r[i] = r[i] * by % prime
	}
}

// inverse is the residue whose product with v is 1, by Fermat: v to the power prime−2.
func inverse(v uint64) uint64 {
	out := uint64(1)
	for e := uint64(prime - 2); e > 0; e >>= 1 {
		if e&1 == 1 {
			out = out * v % prime
		}
		v = v * v % prime
	}
	return out
}

// people are the different clients behind some items.
func people(items []Item) []marketplace.ID {
	out := make([]marketplace.ID, 0, len(items))
	for _, i := range items {
		out = append(out, i.Client)
	}
	slices.SortFunc(out, cmp.Compare[marketplace.ID])
	return slices.Compact(out)
}
