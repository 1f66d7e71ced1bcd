package storetest

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/store/storetest/model"
)

// history is one random sequence of writes and questions, asked of a store and of the model alike.
type history struct {
	t     *testing.T
	s     store.Store
	m     *model.Model
	facts int // made so far
}

func randomHistories(t *testing.T, s store.Store, o Options) {
	asked := forms()
	rapid.Check(t, func(rt *rapid.T) {
		h := &history{t: t, s: s, m: model.New(t, things())}
		h.clear(rt)
		for range rapid.IntRange(1, max(1, o.Steps)).Draw(rt, "steps") {
			switch rapid.IntRange(0, 7).Draw(rt, "step") {
			case 0, 1, 2:
				h.insert(rt)
			case 3, 4:
				h.replace(rt)
			case 5:
				h.settle(rt)
			case 6:
				h.delete(rt)
			default:
				h.find(rt, rapid.SampledFrom(asked).Draw(rt, "query"))
			}
		}
		h.compare(rt)
	})
}

// clear empties the store of the history before.
func (h *history) clear(rt *rapid.T) {
	parcels, err := h.s.Pending(h.t.Context(), 1000)
	if err != nil {
		rt.Fatal(err)
	}
	for _, p := range parcels {
		if err := h.s.Settle(h.t.Context(), p.Collection, p.ID, factIDs(p.Facts)); err != nil {
			rt.Fatal(err)
		}
	}
	res, err := h.s.Find(h.t.Context(), "things", store.Query{Limit: 1000})
	if err != nil {
		rt.Fatal(err)
	}
	for _, doc := range res.Docs {
		if err := h.s.Delete(h.t.Context(), "things", doc.ID, doc.Rev); err != nil {
			rt.Fatal(err)
		}
	}
}

func drawID(rt *rapid.T) marketplace.ID {
	return marketplace.ID(rapid.SampledFrom([]string{"a1", "a2", "B", "b20", "c", "zz"}).Draw(rt, "id"))
}

func drawBody(rt *rapid.T) string {
	var fields []string
	for _, f := range []struct {
		name   string
		values []string
	}{
		{"org", []string{`"o1"`, `"ö"`, `null`}},
		{"kind", []string{`"b"`, `"a"`, `""`, `null`}},
		{"n", []string{`-3`, `0`, `7`, `null`}},
		{"open", []string{`true`, `false`, `null`}},
		{"place", []string{`{"postal":"00100"}`, `{"postal":null}`, `null`}},
		{"email", []string{`"x"`, `"y"`, `null`}},
		{"number", []string{`1`, `5`, `23`, `null`}},
		{"list", []string{`[]`, `[1,"a",{}]`}},
	} {
		if v := rapid.SampledFrom(append(f.values, "")).Draw(rt, f.name); v != "" {
			fields = append(fields, fmt.Sprintf("%q:%s", f.name, v))
		}
	}
	return "{" + strings.Join(fields, ",") + "}"
}

func (h *history) drawFacts(rt *rapid.T) []marketplace.Fact {
	var out []marketplace.Fact
	for range rapid.SampledFrom([]int{0, 0, 1, 2}).Draw(rt, "facts") {
		h.facts++
		out = append(out, fact(h.facts))
	}
	return out
}

// drawRev is mostly the right revision.
func (h *history) drawRev(rt *rapid.T, id marketplace.ID) int64 {
	rev := int64(1)
	if r := h.m.Docs[id]; r != nil {
		rev = r.Rev
	}
	return rev + rapid.SampledFrom([]int64{0, 0, 0, 0, 1, -1}).Draw(rt, "off by")
}

func (h *history) insert(rt *rapid.T) {
	id, body, facts := drawID(rt), drawBody(rt), h.drawFacts(rt)
	kind, reasons := h.m.Insert(id, body, facts)
	h.same(rt, "insert", h.s.Insert(h.t.Context(), "things", id, []byte(body), facts), kind, reasons)
}

func (h *history) replace(rt *rapid.T) {
	id, body, facts := drawID(rt), drawBody(rt), h.drawFacts(rt)
	rev := h.drawRev(rt, id)
	kind, reasons := h.m.Replace(id, rev, body, facts)
	h.same(rt, "replace", h.s.Replace(h.t.Context(), "things", id, rev, []byte(body), facts), kind, reasons)
}

func (h *history) delete(rt *rapid.T) {
	id := drawID(rt)
	rev := h.drawRev(rt, id)
	kind, reasons := h.m.Delete(id, rev)
	h.same(rt, "delete", h.s.Delete(h.t.Context(), "things", id, rev), kind, reasons)
}

func (h *history) settle(rt *rapid.T) {
	id := drawID(rt)
	var ids []marketplace.ID
	for range rapid.IntRange(0, 3).Draw(rt, "count") {
		ids = append(ids, fact(rapid.IntRange(1, max(1, h.facts)).Draw(rt, "fact")).ID)
	}
	h.m.Settle(id, ids)
	h.same(rt, "settle", h.s.Settle(h.t.Context(), "things", id, ids), -1, nil)
}

func (h *history) same(rt *rapid.T, what string, err error, kind marketplace.Kind, reasons []string) {
	switch {
	case kind < 0 && err != nil:
		rt.Fatalf("%s: %v, want success", what, err)
	case kind >= 0 && !marketplace.IsKind(err, kind):
		rt.Fatalf("%s: %v, want %v", what, err, kind)
	case len(reasons) > 0 && !slices.Contains(reasons, conflictIndex(err)):
		rt.Fatalf("%s: conflict in %q, want one of %v", what, conflictIndex(err), reasons)
	}
}

func (h *history) find(rt *rapid.T, q store.Query) {
	q.Desc = rapid.Bool().Draw(rt, "descending")
	q.Limit = rapid.IntRange(1, 4).Draw(rt, "limit")
	got, want := []marketplace.ID{}, h.m.Find(q)
	for {
		res, err := h.s.Find(h.t.Context(), "things", q)
		if err != nil {
			rt.Fatalf("%+v: %v", q, err)
		}
		for _, doc := range res.Docs {
			got = append(got, doc.ID)
		}
		if q.After = res.Next; q.After == "" {
			break
		}
	}
	if !slices.Equal(got, want) {
		rt.Fatalf("%+v: %v, want %v", q, got, want)
	}
}

// compare looks at every document and every pending fact.
func (h *history) compare(rt *rapid.T) {
	h.find(rt, store.Query{})
	for id, r := range h.m.Docs {
		doc, err := h.s.Get(h.t.Context(), "things", id)
		if err != nil || doc.Rev != r.Rev {
			rt.Fatalf("%s is at revision %d, want %d: %v", id, doc.Rev, r.Rev, err)
		}
		wantJSON(h.t, string(id), doc.Body, []byte(r.Body))
	}
	parcels, err := h.s.Pending(h.t.Context(), 1000)
	if err != nil {
		rt.Fatal(err)
	}
	waiting := map[marketplace.ID][]marketplace.ID{}
	for _, p := range parcels {
		waiting[p.ID] = factIDs(p.Facts)
	}
	for id, r := range h.m.Docs {
		if !slices.Equal(waiting[id], factIDs(r.Facts)) {
			rt.Fatalf("%s: %v are pending, want %v", id, waiting[id], factIDs(r.Facts))
		}
		delete(waiting, id)
	}
	if len(waiting) > 0 {
		rt.Fatalf("facts pending that nobody saved: %v", waiting)
	}
}
