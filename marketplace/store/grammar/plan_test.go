package grammar

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store"
)

func schema() store.Schema {
	return store.Schema{Collection: "things", Indexes: []store.Index{{Name: "abc", Fields: []string{"a", "b", "c"}}}}
}

// row is one document by its columns.
type row []any

func (s Segment) has(r row) bool {
	if !slices.Equal([]any(r[:len(s.Eq)]), s.Eq) {
		return false
	}
	if len(s.Eq) == len(r) {
		return true
	}
	v := r[len(s.Eq)]
	switch {
	case s.NotNull:
		return v != nil
	case len(s.In) > 0:
		return slices.Contains(s.In, v)
	case s.Low != nil && (typeOf(v) != typeOf(s.Low) || compare(v, s.Low) < 0 || s.LowOpen && compare(v, s.Low) == 0):
		return false
	}
	return s.High == nil || typeOf(v) == typeOf(s.High) && compare(v, s.High) < 0
}

// rows is every document over a few values, in the order of the index.
func rows(desc bool) []row {
	values := []any{nil, "x", "y"}
	var out []row
	for _, a := range values {
		for _, b := range values {
			for _, c := range values {
				for _, id := range []string{"1", "2"} {
					out = append(out, row{a, b, c, id})
				}
			}
		}
	}
	if desc {
		slices.Reverse(out)
	}
	return out
}

func read(segments []Segment, all []row) []row {
	var out []row
	for _, s := range segments {
		for _, r := range all {
			if s.has(r) {
				out = append(out, r)
			}
		}
	}
	return out
}

// Whatever the query and wherever the cursor stands, the segments after it hold exactly the rest, in order.
func TestSegmentsAfterACursorAreTheRest(t *testing.T) {
	value := rapid.SampledFrom([]any{nil, "x", "y"})
	rapid.Check(t, func(t *rapid.T) {
		q := store.Query{Index: "abc", Eq: rapid.SliceOfN(value, 0, 3).Draw(t, "equal"), Desc: rapid.Bool().Draw(t, "descending")}
		switch tail := rapid.IntRange(0, 3).Draw(t, "tail"); {
		case len(q.Eq) == 3 || tail == 0:
		case tail == 1:
			q.In = rapid.SliceOfN(value, 1, 4).Draw(t, "in")
		case tail == 2:
			q.From = rapid.SampledFrom([]string{"", "x", "xx"}).Draw(t, "from")
		default:
			q.To = rapid.SampledFrom([]string{"x", "y", "z"}).Draw(t, "to")
		}
		first, err := NewPlan(schema(), q)
		if err != nil {
			t.Fatal(err)
		}
		all := rows(q.Desc)
		want := read(first.Segments, all)
		for i, r := range want {
			body, err := json.Marshal(map[string]any{"a": r[0], "b": r[1], "c": r[2]})
			if err != nil {
				t.Fatal(err)
			}
			id, _ := r[3].(string)
			if q.After, err = first.Cursor(marketplace.ID(id), body); err != nil {
				t.Fatal(err)
			}
			rest, err := NewPlan(schema(), q)
			if err != nil {
				t.Fatalf("%+v: %v", q, err)
			}
			if got := read(rest.Segments, all); fmt.Sprint(got) != fmt.Sprint(want[i+1:]) {
				t.Fatalf("%+v after %v:\n%v, want\n%v", q, r, got, want[i+1:])
			}
		}
	})
}

// Any text for a cursor is either refused as Invalid or stands for a place within the query.
func FuzzCursor(f *testing.F) {
	plan := Plan{Index: schema().Indexes[0]}
	good, err := plan.Cursor("id", []byte(`{"a":"x","b":1}`))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(good)
	f.Add("eyJjIjpbXX0")
	f.Add("%")
	f.Fuzz(func(t *testing.T, cursor string) {
		for _, q := range []store.Query{{Index: "abc", Eq: []any{"x"}, After: cursor}, {After: cursor}, {Index: "abc", From: 1, Desc: true, After: cursor}} {
			p, err := NewPlan(schema(), q)
			if err != nil && !marketplace.IsKind(err, marketplace.Invalid) {
				t.Errorf("%q: %v", cursor, err)
			}
			for _, s := range p.Segments {
				if len(s.Eq) < len(q.Eq) || len(s.Eq) > 4 {
					t.Errorf("%q leads out of the query: %+v", cursor, s)
				}
			}
		}
	})
}
