package audit

import (
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/store/storetest"
)

func fact(n int) marketplace.Fact {
	return marketplace.Fact{
		ID: marketplace.ID(fmt.Sprintf("fact-%03d", n)), Type: "task.changed", At: marketplace.At(time.Unix(int64(n), 0)),
		Actor: "ann", Org: "acme", Subject: fmt.Sprintf("tasks/%d", n%2), Data: map[string]string{"n": fmt.Sprint(n)},
	}
}

func filled(t *testing.T, entries int) (store.Store, *Record) {
	t.Helper()
	s := storetest.Memory(t, Schemas()...)
	r := New(s)
	for n := 1; n <= entries; n++ {
		if err := r.Append(t.Context(), fact(n)); err != nil {
			t.Fatal(err)
		}
	}
	return s, r
}

// Every change made behind the record's back is found, at the first entry that it touches.
func TestTampering(t *testing.T) {
	const entries = 6
	tests := map[string]struct {
		tamper func(t *testing.T, x rows)
		want   Fault
	}{
		"content": {func(t *testing.T, x rows) { x.edit(3, func(e *Entry) { e.Fact.Data["n"] = "9" }) }, Fault{3, Changed, "fact-003"}},
		"actor":   {func(t *testing.T, x rows) { x.edit(1, func(e *Entry) { e.Fact.Actor = "bob" }) }, Fault{1, Changed, "fact-001"}},
		"time":    {func(t *testing.T, x rows) { x.edit(6, func(e *Entry) { e.Fact.At = marketplace.At(time.Unix(7, 0)) }) }, Fault{6, Changed, "fact-006"}},
		"hash":    {func(t *testing.T, x rows) { x.edit(2, func(e *Entry) { e.Hash = e.Prev }) }, Fault{2, Changed, "fact-002"}},
		"content with its hash": {func(t *testing.T, x rows) {
			x.edit(3, func(e *Entry) { e.Fact.Type = "x.y"; e.Hash = e.sum() })
		}, Fault{3, Changed, ""}},
		"last content with its hash": {func(t *testing.T, x rows) {
			x.edit(6, func(e *Entry) { e.Fact.Type = "x.y"; e.Hash = e.sum() })
		}, Fault{6, Changed, "fact-006"}},
		"first removed":  {func(t *testing.T, x rows) { x.remove(1) }, Fault{1, Missing, ""}},
		"middle removed": {func(t *testing.T, x rows) { x.remove(4) }, Fault{4, Missing, ""}},
		"last removed":   {func(t *testing.T, x rows) { x.remove(6) }, Fault{6, Missing, ""}},
		"all removed": {func(t *testing.T, x rows) {
			for n := 1; n <= entries; n++ {
				x.remove(n)
			}
		}, Fault{1, Missing, ""}},
		"removed and closed up": {func(t *testing.T, x rows) {
			x.remove(2)
			for n := 3; n <= entries; n++ {
				x.edit(n, func(e *Entry) { e.Seq-- })
			}
		}, Fault{2, Reordered, "fact-003"}},
		"two exchanged": {func(t *testing.T, x rows) {
			x.edit(2, func(e *Entry) { e.Seq = 99 })
			x.edit(5, func(e *Entry) { e.Seq = 2 })
			x.edit(2, func(e *Entry) { e.Seq = 5 })
		}, Fault{2, Reordered, "fact-005"}},
		"inserted copy": {func(t *testing.T, x rows) {
			e := x.get(2)
			e.Seq = 7
			x.insert("copy", e)
		}, Fault{7, Duplicated, "fact-002"}},
		"inserted at the end": {func(t *testing.T, x rows) {
			x.insert("fact-100", x.get(6).head().next(fact(100)))
		}, Fault{7, Unsealed, ""}},
		"inserted in between": {func(t *testing.T, x rows) {
			for n := entries; n >= 3; n-- {
				x.edit(n, func(e *Entry) { e.Seq++ })
			}
			x.insert("fact-100", x.get(2).head().next(fact(100)))
		}, Fault{4, Reordered, "fact-003"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			s, _ := filled(t, entries)
			tt.tamper(t, rows{t, s})
			got, err := New(s).Verify(t.Context(), "acme", nil)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(&tt.want, got.Fault); diff != "" {
				t.Errorf("first bad entry (-want +got):\n%s", diff)
			}
			// What is appended afterwards does not cover the trace.
			if err := New(s).Append(t.Context(), fact(50), fact(51)); err != nil {
				t.Fatal(err)
			}
			if again, err := New(s).Verify(t.Context(), "acme", nil); err != nil || again.Fault == nil && name != "inserted at the end" {
				t.Errorf("after more entries the fault is gone: %+v %v", again, err)
			}
		})
	}
}

// rows changes what the store holds without asking the record.
type rows struct {
	t *testing.T
	s store.Store
}

func (x rows) load(n int) (store.Doc, Entry) {
	x.t.Helper()
	doc, err := x.s.Get(x.t.Context(), "audit", fact(n).ID)
	if err != nil {
		x.t.Fatal(err)
	}
	var e Entry
	if err := json.Unmarshal(doc.Body, &e); err != nil {
		x.t.Fatal(err)
	}
	return doc, e
}

func (x rows) get(n int) Entry { _, e := x.load(n); return e }

func (x rows) edit(n int, change func(*Entry)) {
	x.t.Helper()
	doc, e := x.load(n)
	change(&e)
	if err := x.s.Replace(x.t.Context(), "audit", doc.ID, doc.Rev, x.json(e), nil); err != nil {
		x.t.Fatal(err)
	}
}

func (x rows) remove(n int) {
	x.t.Helper()
	doc, _ := x.load(n)
	if err := x.s.Delete(x.t.Context(), "audit", doc.ID, doc.Rev); err != nil {
		x.t.Fatal(err)
	}
}

func (x rows) insert(id marketplace.ID, e Entry) {
	x.t.Helper()
	if err := x.s.Insert(x.t.Context(), "audit", id, x.json(e), nil); err != nil {
		x.t.Fatal(err)
	}
}

func (x rows) json(e Entry) []byte {
	x.t.Helper()
	body, err := json.Marshal(e)
	if err != nil {
		x.t.Fatal(err)
	}
	return body
}

func TestAppendIsIdempotent(t *testing.T) {
	s, r := filled(t, 3)
	for _, rec := range []*Record{r, New(s)} {
		if err := rec.Append(t.Context(), fact(2), fact(1), fact(4), fact(4)); err != nil {
			t.Fatal(err)
		}
	}
	report, err := r.Verify(t.Context(), "acme", nil)
	if err != nil || report.Fault != nil || report.Entries != 4 {
		t.Errorf("report %+v, %v; want 4 good entries", report, err)
	}
}

// Two processes that append at the same time share one chain without a gap.
func TestConcurrentAppenders(t *testing.T) {
	s := storetest.Memory(t, Schemas()...)
	var wg sync.WaitGroup
	for p := range 4 {
		wg.Go(func() {
			r := New(s)
			for n := range 10 {
				if err := r.Append(t.Context(), fact(p*10+n), fact(500+n)); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	report, err := New(s).Verify(t.Context(), "acme", nil)
	if err != nil || report.Fault != nil || report.Entries != 50 {
		t.Errorf("report %+v %+v, %v; want 50 good entries", report, report.Fault, err)
	}
}

// Whatever write the program stops at, appending the same facts again leaves a whole chain.
func TestAppendAfterCrash(t *testing.T) {
	for _, moment := range []storetest.Moment{storetest.BeforeWrite, storetest.AfterWrite} {
		for k := 1; ; k++ {
			s := storetest.Memory(t, Schemas()...)
			faulty := storetest.Faulty(s, k, moment)
			facts := []marketplace.Fact{fact(1), fact(2), {ID: "in", Type: "signin.failed"}, fact(3)}
			err := New(faulty).Append(t.Context(), facts...)
			if !faulty.Crashed() {
				break
			}
			if !errors.Is(err, storetest.ErrCrash) {
				t.Fatalf("write %d: %v", k, err)
			}
			if err := New(s).Append(t.Context(), facts...); err != nil {
				t.Fatal(err)
			}
			reports, err := New(s).VerifyAll(t.Context(), nil)
			if err != nil || len(reports) != 2 || reports[0].Entries != 3 || reports[1].Entries != 1 || reports[0].Fault != nil || reports[1].Fault != nil {
				t.Errorf("crash at write %d: %+v, %v", k, reports, err)
			}
		}
	}
}

func TestOrgs(t *testing.T) {
	s, r := filled(t, 2)
	for i, org := range []marketplace.ID{"acme2", "acm", "", "zeta"} {
		f := fact(100 + i)
		f.Org = org
		if err := r.Append(t.Context(), f); err != nil {
			t.Fatal(err)
		}
	}
	got, err := New(s).Orgs(t.Context())
	if diff := cmp.Diff([]marketplace.ID{"acm", "acme", "acme2", Installation, "zeta"}, got); diff != "" || err != nil {
		t.Errorf("%s %v", diff, err)
	}
}

func TestList(t *testing.T) {
	_, r := filled(t, 5)
	auditor := marketplace.Actor{Person: "aud", Org: "acme", Roles: []marketplace.Role{marketplace.RoleAuditor}}
	numbers := func(a marketplace.Actor, p marketplace.Page, f Filter) (out []int64, next string) {
		list, err := r.List(t.Context(), a, p, f)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range list.Items {
			out = append(out, e.Seq)
		}
		return out, list.Next
	}
	first, next := numbers(auditor, marketplace.Page{Limit: 2}, Filter{})
	second, _ := numbers(auditor, marketplace.Page{Limit: 2, After: next}, Filter{})
	odd, _ := numbers(auditor, marketplace.Page{}, Filter{Subject: "tasks/1"})
	none, _ := numbers(auditor, marketplace.Page{}, Filter{Type: "task.published"})
	if diff := cmp.Diff([][]int64{{5, 4}, {3, 2}, {5, 3, 1}, nil}, [][]int64{first, second, odd, none}); diff != "" {
		t.Error(diff)
	}
	stranger := auditor
	stranger.Org = "zeta"
	if got, _ := numbers(stranger, marketplace.Page{}, Filter{Subject: "tasks/1"}); got != nil {
		t.Errorf("a stranger reads %v", got)
	}
	for name, a := range map[string]marketplace.Actor{
		"nobody": {Org: "acme"}, "coach": {Person: "c", Org: "acme", Roles: []marketplace.Role{marketplace.RoleCoach}},
	} {
		if _, err := r.List(t.Context(), a, marketplace.Page{}, Filter{}); err == nil {
			t.Errorf("%s reads the record", name)
		}
	}
	if _, err := r.List(t.Context(), auditor, marketplace.Page{}, Filter{Installation: true}); !marketplace.IsKind(err, marketplace.Forbidden) {
		t.Errorf("an auditor reads the installation's chain: %v", err)
	}
	if _, err := r.List(t.Context(), auditor, marketplace.Page{}, Filter{Type: "a", Subject: "b"}); !marketplace.IsKind(err, marketplace.Invalid) {
		t.Errorf("two filters: %v", err)
	}
}

func TestReads(t *testing.T) {
	s := storetest.Memory(t, Schemas()...)
	n := 0
	facts := marketplace.Facts{
		Clock: func() time.Time { return time.Unix(int64(n), 0) },
		IDs:   func() marketplace.ID { n++; return marketplace.ID(fmt.Sprintf("id-%d", n)) },
	}
	reads := NewReads(s, facts)
	coach := marketplace.Actor{Person: "cay", Org: "unit", Roles: []marketplace.Role{marketplace.RoleCoach}}
	other := marketplace.Actor{Person: "bo", Org: "acme"}
	for _, who := range []marketplace.Actor{coach, other} {
		if err := reads.Seen(t.Context(), who, "profiles/1", "introduction", "unit"); err != nil {
			t.Fatal(err)
		}
	}
	list, err := reads.Of(t.Context(), coach, "profiles/1", marketplace.Page{})
	if err != nil || len(list.Items) != 2 || list.Items[0].Person != "bo" || list.Items[0].For != "acme" || list.Items[1].Person != "cay" {
		t.Errorf("%+v %v; want bo of acme, then cay", list, err)
	}
	if list, err := reads.Of(t.Context(), other, "profiles/1", marketplace.Page{}); err != nil || len(list.Items) != 0 {
		t.Errorf("another organisation sees who read: %+v %v", list, err)
	}
	pending, err := s.Pending(t.Context(), 10)
	if err != nil || len(pending) != 2 || pending[0].Facts[0].Type != FactRead || pending[0].Facts[0].Org != "unit" || pending[0].Facts[0].Subject != "profiles/1" {
		t.Errorf("pending %+v %v", pending, err)
	}
}

// The parts of an entry cannot be moved from one to its neighbour without changing the hash.
func TestSumSeparatesItsParts(t *testing.T) {
	a, b := Entry{Fact: marketplace.Fact{Type: "ab", Subject: ""}}, Entry{Fact: marketplace.Fact{Type: "a", Subject: "b"}}
	c, d := Entry{Fact: marketplace.Fact{Data: map[string]string{"a": "bc"}}}, Entry{Fact: marketplace.Fact{Data: map[string]string{"ab": "c"}}}
	if a.sum() == b.sum() || c.sum() == d.sum() {
		t.Error("two different entries have one hash")
	}
}
