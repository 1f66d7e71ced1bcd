package columns

import (
	"context"
	"slices"

	"sovite.fi/sovite/matching"
)

// Decided is one task with its group alone.
type Decided struct {
	ID     string
	Group  matching.Group
	Broken Limits // hard limits broken, and the gap that nothing closes
	Open   Limits // hard limits about which somebody has to be asked
}

// Decide calls do for every task that breaks at most so many limits, the gap that nothing closes included, in no certain
// order. It counts no score and so reads no text: for many profiles one after the other. The group is that of
// matching.Judge. do must not change the table. It stops when the context ends.
func (t *Table) Decide(ctx context.Context, rules matching.RuleSet, profile matching.Profile, most int, do func(Decided)) error {
	t.mu.RLock()
	defer t.mu.RUnlock()
	l := t.look(rules, profile, 1)
	s := l.scan()
	for r := range t.ids {
		if r%block == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		if d, ok := s.within(r, most); ok {
			do(d)
		}
	}
	for _, u := range t.odd {
		if d := l.unusualGroup(u.task); d.Broken.Len() <= most {
			do(d)
		}
	}
	return nil
}

// within decides about a row, unless it breaks more limits than that.
func (s *scan) within(r, most int) (Decided, bool) {
	t := s.table
	f := found{row: int32(r)} //nolint:gosec // a table holds fewer than 2^31 rows
	var open Limits
	for _, i := range s.sieve {
		flags := s.flags[i][t.part[i][r]]
		f.broken |= Limits(flags&broken) << i
		open |= Limits(flags&asks) >> 1 << i
		if f.broken.Len() > most {
			return Decided{}, false
		}
	}
	if s.breaksMustNot(r) {
		f.broken |= 1 << s.mustNot
	}
	s.asked = open != 0
	f, _ = s.group(f)
	return Decided{t.ids[r], f.group, f.broken, open}, f.broken.Len() <= most
}

// unusualGroup has matching decide about a task that the columns cannot hold.
func (l *lens) unusualGroup(task *matching.PreparedTask) Decided {
	v := l.prepared.JudgePrepared(task)
	d := Decided{ID: task.ID, Group: v.Group}
	for i, key := range append(matching.LimitKeys(), Gap) {
		if slices.ContainsFunc(v.Breaches, func(b matching.Breach) bool { return b.Limit == key }) {
			d.Broken |= 1 << i
		}
		if slices.ContainsFunc(v.Ask, func(q matching.Question) bool { return q.Dimension == "" && q.Subject == key }) {
			d.Open |= 1 << i
		}
	}
	return d
}

// LimitOf is the set of one limit, by its key; empty when there is none.
func LimitOf(key string) Limits {
	if i := slices.Index(append(matching.LimitKeys(), Gap), key); i >= 0 {
		return 1 << i
	}
	return 0
}
