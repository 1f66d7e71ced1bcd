package audit

import (
	"context"
	"errors"
	"maps"
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store"
)

// Wrong is what is wrong with an entry.
type Wrong string

// What can be wrong.
const (
	Changed    Wrong = "changed"    // its content is not what was hashed
	Missing    Wrong = "missing"    // it is not there
	Reordered  Wrong = "reordered"  // it stands at another number than it was written at
	Duplicated Wrong = "duplicated" // the same number or the same fact is there twice
	Unsealed   Wrong = "unsealed"   // it stands after the head: added by somebody else, or the program stopped just then
)

// Fault names the first bad entry of a chain.
type Fault struct {
	Seq   int64          `json:"seq"`
	Wrong Wrong          `json:"wrong"`
	Fact  marketplace.ID `json:"fact,omitempty"` // empty for a missing entry
}

// Report is the outcome of verifying one chain.
type Report struct {
	Org     marketplace.ID `json:"org"`
	Entries int64          `json:"entries"` // how many were read
	Head    string         `json:"head"`    // the last good hash; write it down elsewhere to be able to prove the rest
	Fault   *Fault         `json:"fault,omitempty"`
}

// errStop ends a walk at the first bad entry.
var errStop = errors.New("the first bad entry is found")

// Verify walks one chain from its start to the first bad entry, if any. Progress, which may be nil, is told the number
// of entries read so far. Facts may be appended meanwhile: the head is read before the walk, to know how far it must
// come, and once more after it.
func (r *Record) Verify(ctx context.Context, org marketplace.ID, progress func(entries int64)) (Report, error) {
	before, err := r.head(ctx, org)
	if err != nil {
		return Report{Org: org}, err
	}
	w := walk{report: Report{Org: org}, sealed: before}
	err = r.entries.Each(ctx, store.Query{Index: "seq", Eq: []any{string(org)}}, func(e store.Entry[Entry]) error {
		w.step(e.ID, e.Value)
		if progress != nil {
			progress(w.report.Entries)
		}
		if w.report.Fault != nil {
			return errStop
		}
		return ctx.Err()
	})
	if err != nil && !errors.Is(err, errStop) {
		return w.report, err
	}
	after, err := r.head(ctx, org)
	w.finish(after)
	return w.report, err
}

// head is the recorded head of a chain; zero if it has none.
func (r *Record) head(ctx context.Context, org marketplace.ID) (head, error) {
	h, err := r.heads.Get(ctx, org)
	if marketplace.IsKind(err, marketplace.NotFound) {
		return head{}, nil
	}
	return h.Value, err
}

// VerifyAll verifies every chain, one after another, until one cannot be read.
func (r *Record) VerifyAll(ctx context.Context, progress func(org marketplace.ID, entries int64)) ([]Report, error) {
	orgs, err := r.Orgs(ctx)
	if err != nil {
		return nil, err
	}
	reports := make([]Report, 0, len(orgs))
	for _, org := range orgs {
		report, err := r.Verify(ctx, org, func(n int64) {
			if progress != nil {
				progress(org, n)
			}
		})
		if err != nil {
			return reports, err
		}
		reports = append(reports, report)
	}
	return reports, nil
}

// Orgs lists the chains, by id: those that have entries and those that have a head, so that a chain removed as a whole
// is missed. It skips from one chain to the next along the index.
func (r *Record) Orgs(ctx context.Context) ([]marketplace.ID, error) {
	found := map[marketplace.ID]bool{}
	for from := ""; ; {
		e, err := r.entries.First(ctx, store.Query{Index: "seq", From: from})
		if marketplace.IsKind(err, marketplace.NotFound) {
			break
		}
		if err != nil {
			return nil, err
		}
		found[e.Value.Org] = true
		from = string(e.Value.Org) + " " // ids hold no space: this sorts after the id and before any longer one
	}
	err := r.heads.Each(ctx, store.Query{}, func(e store.Entry[head]) error {
		found[e.ID] = true
		return nil
	})
	return slices.Sorted(maps.Keys(found)), err
}

// walk verifies the entries of a chain one after another, up to the first bad one.
type walk struct {
	report  Report
	sealed  head   // the recorded head: the chain must come so far, with this hash
	prev    string // the hash before the last good one
	last    head
	suspect *Entry // an entry whose content is not what was hashed
}

// step looks at the entry that comes next by number.
func (w *walk) step(id marketplace.ID, e Entry) {
	w.report.Entries++
	switch {
	case e.Seq == w.last.Seq || id != e.Fact.ID:
		w.fault(e.Seq, Duplicated, e.Fact.ID)
	case e.Seq != w.last.Seq+1:
		w.fault(w.last.Seq+1, Missing, "")
	case e.sum() != e.Hash:
		w.suspect = &e
		w.fault(e.Seq, Changed, e.Fact.ID)
	case e.Prev != w.last.Hash:
		w.forgedBefore(e)
	case e.Seq == w.sealed.Seq && e.Hash != w.sealed.Hash:
		w.fault(e.Seq, Changed, e.Fact.ID)
	default:
		w.prev, w.last = w.last.Hash, e.head()
		w.report.Head = e.Hash
	}
}

// forgedBefore handles an entry that is whole in itself but was written after another one than the one that stands
// before it: that one was exchanged together with its hash.
func (w *walk) forgedBefore(e Entry) {
	if e.Seq == 1 {
		w.fault(1, Changed, e.Fact.ID)
		return
	}
	w.fault(e.Seq-1, Changed, "")
	w.report.Head = w.prev
}

// finish compares the end of the chain with its head, and tells a reordered entry from a changed one.
func (w *walk) finish(after head) {
	switch {
	case w.suspect != nil && w.suspect.writtenElsewhere(max(w.sealed.Seq, w.report.Entries)+1):
		w.report.Fault.Wrong = Reordered
	case w.report.Fault != nil:
	case w.last.Seq < w.sealed.Seq:
		w.fault(w.last.Seq+1, Missing, "")
	case w.last.Seq > after.Seq:
		w.fault(after.Seq+1, Unsealed, "")
	}
}

// writtenElsewhere says whether the entry would be whole at another number of its chain.
func (e Entry) writtenElsewhere(most int64) bool {
	for e.Seq = 1; e.Seq <= most; e.Seq++ {
		if e.sum() == e.Hash {
			return true
		}
	}
	return false
}

func (w *walk) fault(seq int64, wrong Wrong, fact marketplace.ID) {
	w.report.Fault = &Fault{Seq: seq, Wrong: wrong, Fact: fact}
}
