package mongo_test

import (
	"fmt"
	"testing"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/store/mongo"
)

// The stand-in is no measure of MongoDB; the figures show the adapter's own share not to be the slow part.
func BenchmarkStandIn(b *testing.B) {
	srv := newServer(startStandIn(b), mongo.Pool(1))
	s := srv.openAt(b, "bench")
	tasks := store.Schema{Collection: "tasks", Indexes: []store.Index{{Name: "by_org", Fields: []string{"org", "n"}}}}
	if err := s.Prepare(b.Context(), []store.Schema{tasks}); err != nil {
		b.Fatal(err)
	}
	inserted := 0
	insert := func(b *testing.B) {
		b.Helper()
		inserted++
		body := fmt.Appendf(nil, `{"org":"org-%d","n":%d,"title":"Hyllyjen täyttö"}`, inserted%50, inserted)
		if err := s.Insert(b.Context(), "tasks", marketplace.ID(fmt.Sprintf("t%d", inserted)), body, nil); err != nil {
			b.Fatal(err)
		}
	}
	for range 1000 {
		insert(b)
	}
	measure := func(name string, do func(b *testing.B, i int)) {
		b.Run(name, func(b *testing.B) {
			for i := range b.N {
				do(b, i)
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "op/s")
		})
	}
	measure("get by one reader", func(b *testing.B, i int) {
		if _, err := s.Get(b.Context(), "tasks", marketplace.ID(fmt.Sprintf("t%d", i%1000+1))); err != nil {
			b.Fatal(err)
		}
	})
	measure("find 20 of 1000 by index sorted", func(b *testing.B, i int) {
		q := store.Query{Index: "by_org", Eq: []any{fmt.Sprintf("org-%d", i%50)}, Desc: true, Limit: 20}
		if res, err := s.Find(b.Context(), "tasks", q); err != nil || len(res.Docs) != 20 {
			b.Fatal(len(res.Docs), err)
		}
	})
	measure("insert one by one", func(b *testing.B, _ int) { insert(b) })
	rev := int64(0)
	measure("compare and set", func(b *testing.B, _ int) {
		rev++
		if err := s.Replace(b.Context(), "tasks", "t1", rev, []byte(`{"org":"org-1","n":1}`), nil); err != nil {
			b.Fatal(err)
		}
	})
}
