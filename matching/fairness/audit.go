package fairness

import (
	"cmp"
	"crypto/sha256"
	"errors"
	"fmt"
	"maps"
	"slices"
)

// Audit compares the groups that the labels make of the clients. Client ids must be unique, and a client has one label
// of an attribute at most, as ReadLabels makes sure.
func Audit(clients []Client, labels []Label, o Options) (Report, error) {
	switch {
	case !(o.Threshold >= 0 && o.Threshold <= 100):
		return Report{}, fmt.Errorf("threshold is %v, want 0 to 100 points", o.Threshold)
	case o.Top < 1:
		return Report{}, fmt.Errorf("top is %d, want 1 or more places", o.Top)
	case len(clients) == 0:
		return Report{}, errors.New("profiles: there is no client to audit")
	}
	a := newAuditor(clients, o)
	values, strangers := a.valuesOf(labels)
	if len(values) == 0 {
		return Report{}, errors.New("groups: no id of the table is the id of a profile; both need the same pseudonymous ids")
	}
	r := Report{Rules: o.Rules, Threshold: o.Threshold, Top: o.Top, NotProfiles: strangers}
	for _, name := range slices.Sorted(maps.Keys(values)) {
		found := a.attribute(name, values[name])
		a.compareWithPlacebo(&found, values[name])
		r.Tests += testsOf(found)
		r.Attributes = append(r.Attributes, found)
	}
	return r, nil
}

// testsOf counts tests that differ: with two groups, both ask the same question.
func testsOf(a Attribute) int {
	switch n := len(a.Groups); n {
	case 0, 1:
		return 0
	case 2:
		return 2
	default:
		return 2 * n
	}
}

// auditor holds what does not depend on the attribute.
type auditor struct {
	clients   []Client // by id
	threshold float64
	top       int
	proposed  [][]int // for each job, by id: the clients proposed, the best first
	presented []bool  // by client
}

func newAuditor(clients []Client, o Options) *auditor {
	a := &auditor{threshold: o.Threshold, top: o.Top, presented: make([]bool, len(clients))}
	a.clients = slices.SortedFunc(slices.Values(clients), func(x, y Client) int { return cmp.Compare(x.ID, y.ID) })
	type entry struct {
		client int
		score  float64
	}
	byJob := map[string][]entry{}
	for i, c := range a.clients {
		for _, s := range c.Eligible {
			byJob[s.Job] = append(byJob[s.Job], entry{i, s.Score})
		}
	}
	for _, job := range slices.Sorted(maps.Keys(byJob)) {
		entries := byJob[job]
		slices.SortFunc(entries, func(x, y entry) int { return cmp.Or(cmp.Compare(y.score, x.score), cmp.Compare(x.client, y.client)) })
		order := make([]int, len(entries))
		for at, e := range entries {
			order[at] = e.client
			a.presented[e.client] = a.presented[e.client] || at < o.Top
		}
		a.proposed = append(a.proposed, order)
	}
	return a
}

// valuesOf gives, by attribute, the value of each client (empty: no label), and how many ids no client has.
func (a *auditor) valuesOf(labels []Label) (values map[string][]string, strangers int) {
	values = map[string][]string{}
	unknown := map[string]bool{}
	for _, l := range labels {
		i, found := slices.BinarySearchFunc(a.clients, l.Client, func(c Client, id string) int { return cmp.Compare(c.ID, id) })
		if !found {
			unknown[l.Client] = true
			continue
		}
		if values[l.Attribute] == nil {
			values[l.Attribute] = make([]string, len(a.clients))
		}
		values[l.Attribute][i] = l.Value
	}
	return values, len(unknown)
}

// placebo parts the people of the shown groups by a bit of the digest of their ids, which nothing else depends on. It
// leaves the hidden out: a total with them would tell their numbers by subtraction.
func (a *auditor) placebo(values, hidden []string) []string {
	out := make([]string, len(a.clients))
	for i, c := range a.clients {
		if values[i] != "" && !slices.Contains(hidden, values[i]) {
			out[i] = [...]string{"even", "odd"}[sha256.Sum256([]byte(c.ID))[0]&1]
		}
	}
	return out
}

// compareWithPlacebo sets the placebo beside an attribute and names the barriers that are higher than its noise. Where
// nothing is compared, or a half would be a small group, there is no placebo.
func (a *auditor) compareWithPlacebo(of *Attribute, values []string) {
	if len(of.Groups) < 2 {
		return
	}
	if halves := a.attribute(Placebo, a.placebo(values, of.Hidden)); len(halves.Groups) == 2 {
		of.Placebo = &halves
		for _, g := range halves.Groups {
			_, more := g.highest()
			of.Noise = max(of.Noise, round6(more))
		}
	}
	of.nameBarriers()
}

// attribute audits one attribute: values has one entry for each client.
func (a *auditor) attribute(name string, values []string) Attribute {
	sizes := map[string]int{}
	for _, v := range values {
		sizes[v]++
	}
	delete(sizes, "")
	out := Attribute{Name: name, Groups: []Group{}, Hidden: []string{}}
	var shown []string
	for _, v := range slices.Sorted(maps.Keys(sizes)) {
		if sizes[v] < MinGroup {
			out.Hidden = append(out.Hidden, v)
			continue
		}
		shown = append(shown, v)
	}
	tallies, total := a.tallies(values, shown)
	for g, v := range shown {
		out.Groups = append(out.Groups, tallies[g].group(v, total))
	}
	if len(shown) > 1 {
		out.Spread = a.spread(out.Groups, a.lists(values, shown))
	}
	return out
}

// lists are the people proposed for each job, those of the shown groups only, as numbers of groups.
func (a *auditor) lists(values, shown []string) []list {
	var out []list
	for _, order := range a.proposed {
		var l list
		for _, client := range order {
			if g := slices.Index(shown, values[client]); g >= 0 {
				l = append(l, g)
			}
		}
		if len(l) > 0 {
			out = append(out, l)
		}
	}
	return out
}

// spread measures the lists and tells each group its part.
func (a *auditor) spread(groups []Group, lists []list) *Spread {
	mean, known := meanNDKL(lists, len(groups))
	if !known {
		return nil
	}
	s := &Spread{NDKL: round6(mean)}
	exposures, skews := exposure(lists, len(groups)), skew(lists, len(groups), a.top)
	for g := range groups {
		groups[g].Exposure, groups[g].Skew = told(exposures[g]), told(skews[g])
		if v := groups[g].Skew; v != nil {
			s.MinSkew, s.MaxSkew = min(s.MinSkew, *v), max(s.MaxSkew, *v)
		}
	}
	return s
}
