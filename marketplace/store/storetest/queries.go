package storetest

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/store/storetest/model"
)

func queryChecks() []check {
	return []check{
		{name: "every form of query finds what it asks for, in order", run: everyForm},
		{name: "values keep their type and spelling in queries", run: exactValues},
		{name: "queries outside the grammar are refused", run: refusedQueries},
		{name: "an empty list of values finds nothing", run: emptyIn},
	}
}

// landscape is documents with every mixture of null, missing and repeated values.
func landscape() map[marketplace.ID]string {
	docs := map[marketplace.ID]string{}
	orgs := []string{`"o1"`, `"o2"`, `"ö"`, `null`}
	kinds := []string{`"b"`, `"a"`, `null`, `""`}
	numbers := []string{`-3`, `0`, `7`, `null`, `9223372036854775807`}
	opens := []string{`true`, `false`, `null`}
	places := []string{`{"postal":"00100"}`, `{"postal":"90100"}`, `{}`, `null`, `{"postal":null}`}
	for i := range 36 {
		body := fmt.Sprintf(`{"org":%s,"kind":%s,"n":%s,"open":%s,"place":%s,"number":%d}`,
			orgs[i/3%4], kinds[i/5%4], numbers[i/2%5], opens[i/4%3], places[i%5], i)
		if i%12 == 11 {
			body = fmt.Sprintf(`{"org":"o1","number":%d}`, i)
		}
		docs[marketplace.ID(fmt.Sprintf("%c%d", "cab"[i%3], i))] = body
	}
	return docs
}

// forms lists every form of query along every index, with values that occur, that do not, and null.
func forms() []store.Query {
	values := map[string][][]any{ // per index, the values to ask for in each field
		"":         {{"a1", "b20", "zz"}},
		"by_org":   {{"o1", nil, "none"}, {0, 7, nil}},
		"by_place": {{"00100", nil}, {true, false, nil}, {7, nil}},
		"by_all":   {{"o1", "ö"}, {"a", nil}, {true, nil}, {0}},
		"by_kind":  {{"", "b", nil}},
		"number":   {{"o1", nil}, {5, 23}},
	}
	var out []store.Query
	for index, fields := range values {
		eqs := [][]any{nil}
		for i := range fields {
			out = append(out, tails(index, eqs, fields[i])...)
			var longer [][]any
			for _, eq := range eqs {
				for _, v := range fields[i] {
					longer = append(longer, append(slices.Clone(eq), v))
				}
			}
			eqs = longer
		}
		for _, eq := range eqs {
			out = append(out, store.Query{Index: index, Eq: eq})
		}
	}
	return out
}

// tails lists what may follow the equalities: nothing, some of the next field's values, or a range of them.
func tails(index string, eqs [][]any, values []any) []store.Query {
	var out []store.Query
	solid := slices.DeleteFunc(slices.Clone(values), func(v any) bool { return v == nil })
	low, high := solid[0], solid[len(solid)-1]
	for _, eq := range eqs {
		in := values
		if index == "" {
			in = solid
		}
		out = append(out,
			store.Query{Index: index, Eq: eq},
			store.Query{Index: index, Eq: eq, In: append(slices.Clone(in), in[0])},
			store.Query{Index: index, Eq: eq, From: low},
			store.Query{Index: index, Eq: eq, To: high},
			store.Query{Index: index, Eq: eq, From: low, To: high},
		)
	}
	return out
}

func everyForm(t *testing.T, s store.Store, _ Options) {
	m := model.New(t, things())
	for id, body := range landscape() {
		mustInsert(t, s, id, body)
		if kind, _ := m.Insert(id, body, nil); kind != model.None {
			t.Fatalf("the landscape has %s twice", id)
		}
	}
	for _, q := range forms() {
		for _, desc := range []bool{false, true} {
			q.Desc = desc
			want := m.Find(q)
			for _, limit := range []int{3, 0} {
				q.Limit = limit
				if diff := cmp.Diff(want, walk(t, s, q)); diff != "" {
					t.Errorf("%+v (-want +got):\n%s", q, diff)
				}
			}
		}
	}
}

// walk reads all pages of a query and lists the ids.
func walk(t *testing.T, s store.Store, q store.Query) []marketplace.ID {
	t.Helper()
	ids := []marketplace.ID{}
	for {
		res, err := s.Find(t.Context(), "things", q)
		if err != nil {
			t.Errorf("%+v: %v", q, err)
			return ids
		}
		if q.Limit > 0 && len(res.Docs) > q.Limit {
			t.Errorf("%+v: %d documents on one page", q, len(res.Docs))
		}
		for _, doc := range res.Docs {
			ids = append(ids, doc.ID)
		}
		if res.Next == "" {
			return ids
		}
		if len(res.Docs) == 0 {
			t.Errorf("%+v: an empty page that is not the last", q)
			return ids
		}
		q.After = res.Next
	}
}

func exactValues(t *testing.T, s store.Store, _ Options) {
	mustInsert(t, s, "text", `{"org":"1","n":1,"open":true,"kind":"true"}`)
	mustInsert(t, s, "upper", `{"org":"A","n":9007199254740993,"kind":"x"}`)
	mustInsert(t, s, "lower", `{"org":"a","n":9007199254740992,"kind":"x "}`)
	mustInsert(t, s, "odd", `{"org":"it's \"$gt\" %","kind":"{\"$gt\":\"\"}"}`)
	type name string
	for _, c := range []struct {
		q    store.Query
		want []marketplace.ID
	}{
		{store.Query{Index: "by_org", Eq: []any{"A"}}, []marketplace.ID{"upper"}},
		{store.Query{Index: "by_org", Eq: []any{name("a")}}, []marketplace.ID{"lower"}},
		{store.Query{Index: "by_org", Eq: []any{"A", int64(9007199254740993)}}, []marketplace.ID{"upper"}},
		{store.Query{Index: "by_org", Eq: []any{"A", int64(9007199254740992)}}, []marketplace.ID{}},
		{store.Query{Index: "by_org", Eq: []any{`it's "$gt" %`}}, []marketplace.ID{"odd"}},
		{store.Query{Index: "by_org", Eq: []any{"1", 1}}, []marketplace.ID{"text"}},
		{store.Query{Index: "by_org", Eq: []any{"1", "1"}}, []marketplace.ID{}},
		{store.Query{Index: "by_org", Eq: []any{1}}, []marketplace.ID{}},
		{store.Query{Index: "by_org", From: 0}, []marketplace.ID{}},
		{store.Query{Index: "by_kind", Eq: []any{true}}, []marketplace.ID{}},
		{store.Query{Index: "by_kind", Eq: []any{`{"$gt":""}`}}, []marketplace.ID{"odd"}},
		{store.Query{Index: "by_kind", Eq: []any{"x"}}, []marketplace.ID{"upper"}},
		{store.Query{Index: "by_kind", From: "x", To: "y"}, []marketplace.ID{"upper", "lower"}},
	} {
		if diff := cmp.Diff(c.want, walk(t, s, c.q)); diff != "" {
			t.Errorf("%+v (-want +got):\n%s", c.q, diff)
		}
	}
}

func refusedQueries(t *testing.T, s store.Store, _ Options) {
	mustInsert(t, s, "a", `{"org":"o1","n":1}`)
	many := make([]any, 201)
	for i := range many {
		many[i] = i
	}
	for what, q := range map[string]store.Query{
		"an undeclared index":        {Index: "by_color"},
		"a field instead of index":   {Index: "org"},
		"a limit below one":          {Limit: -1},
		"a limit above a thousand":   {Limit: 1001},
		"too many equalities":        {Index: "by_org", Eq: []any{"o1", 1, 2}},
		"a range after the last":     {Index: "by_org", Eq: []any{"o1", 1}, From: 1},
		"a list after the last":      {Index: "by_org", Eq: []any{"o1", 1}, In: []any{1}},
		"a list and a range":         {Index: "by_org", In: []any{"o1"}, From: "a"},
		"more than 200 values":       {Index: "by_org", In: many},
		"a range of two types":       {Index: "by_org", From: "a", To: 1},
		"a fraction":                 {Index: "by_org", Eq: []any{1.5}},
		"a list as a value":          {Index: "by_org", Eq: []any{[]string{"a"}}},
		"a map as a value":           {Index: "by_org", In: []any{map[string]any{"$gt": ""}}},
		"a structure as a bound":     {Index: "by_org", From: struct{}{}},
		"a number as an id":          {Eq: []any{1}},
		"null as an id":              {In: []any{nil}},
		"a number as a bound of ids": {From: 1},
	} {
		_, err := s.Find(t.Context(), "things", q)
		wantKind(t, what, err, marketplace.Invalid, "error.store_query")
	}
}

func emptyIn(t *testing.T, s store.Store, _ Options) {
	mustInsert(t, s, "a", `{"org":"o1"}`)
	for _, desc := range []bool{false, true} {
		if ids := walk(t, s, store.Query{Index: "by_org", In: []any{}, Desc: desc}); len(ids) != 0 {
			t.Errorf("among no values: %v", ids)
		}
	}
}
