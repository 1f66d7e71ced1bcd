package sqlite_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/store/sqlite"
	"sovite.fi/sovite/matching/atonce"
)

func benchSchema() store.Schema {
	return store.Schema{Collection: "tasks", Indexes: []store.Index{
		{Name: "by_org", Fields: []string{"org", "status", "at"}},
		{Name: "number", Fields: []string{"number"}, Unique: true},
	}}
}

// body is a document of about 1 kB.
func body(n int) []byte {
	return fmt.Appendf(nil, `{"org":"org-%03d","status":"%s","at":"2026-11-%02dT06:14:08.000Z","number":%d,"title":"Hyllyjen täyttö","text":%q}`,
		n%50, []string{"draft", "published", "closed"}[n%3], n%28+1, n, strings.Repeat("Tehtävänä on täyttää hyllyjä. ", 28))
}

func benchStore(b *testing.B, documents int) *sqlite.Store {
	b.Helper()
	s := openAt(b, filepath.Join(b.TempDir(), "bench.db"))
	if err := s.Prepare(b.Context(), []store.Schema{benchSchema()}); err != nil {
		b.Fatal(err)
	}
	g, _ := atonce.New(b.Context(), 64)
	for i := range documents {
		g.Go(func() error {
			return s.Insert(b.Context(), "tasks", marketplace.ID(fmt.Sprintf("t%06d", i)), body(i), nil)
		})
	}
	if err := g.Wait(); err != nil {
		b.Fatal(err)
	}
	return s
}

func perSecond(b *testing.B) {
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "op/s")
}

func BenchmarkOf100000(b *testing.B) {
	s := benchStore(b, 100_000)
	b.Run("get by one reader", func(b *testing.B) {
		for i := range b.N {
			if _, err := s.Get(b.Context(), "tasks", marketplace.ID(fmt.Sprintf("t%06d", i*7919%100_000))); err != nil {
				b.Fatal(err)
			}
		}
		perSecond(b)
	})
	b.Run("find 20 by index sorted", func(b *testing.B) {
		for i := range b.N {
			q := store.Query{Index: "by_org", Eq: []any{fmt.Sprintf("org-%03d", i%50), "published"}, Desc: true, Limit: 20}
			res, err := s.Find(b.Context(), "tasks", q)
			if err != nil || len(res.Docs) != 20 {
				b.Fatal(len(res.Docs), err)
			}
		}
		perSecond(b)
	})
	b.Run("find the second 20", func(b *testing.B) {
		q := store.Query{Index: "by_org", Eq: []any{"org-007", "published"}, Limit: 20}
		res, err := s.Find(b.Context(), "tasks", q)
		if err != nil {
			b.Fatal(err)
		}
		q.After = res.Next
		for range b.N {
			if res, err = s.Find(b.Context(), "tasks", q); err != nil || len(res.Docs) != 20 {
				b.Fatal(len(res.Docs), err)
			}
		}
		perSecond(b)
	})
}

func BenchmarkInsertOneByOne(b *testing.B) {
	s := benchStore(b, 0)
	for i := range b.N {
		if err := s.Insert(b.Context(), "tasks", marketplace.ID(fmt.Sprintf("t%06d", i)), body(i), nil); err != nil {
			b.Fatal(err)
		}
	}
	perSecond(b)
}

func BenchmarkInsert64Writers(b *testing.B) {
	s := benchStore(b, 0)
	var next atomic.Int64
	writers(b, 64, func(int) error {
		i := int(next.Add(1))
		return s.Insert(b.Context(), "tasks", marketplace.ID(fmt.Sprintf("t%06d", i)), body(i), nil)
	})
}

func BenchmarkCompareAndSet8Writers(b *testing.B) {
	s := benchStore(b, 8)
	revs := make([]int64, 8)
	writers(b, 8, func(w int) error {
		revs[w]++
		return s.Replace(b.Context(), "tasks", marketplace.ID(fmt.Sprintf("t%06d", w)), revs[w], body(w), nil)
	})
}

// writers shares b.N operations among n goroutines.
func writers(b *testing.B, n int, do func(w int) error) {
	b.Helper()
	b.ResetTimer()
	var left atomic.Int64
	left.Store(int64(b.N))
	var wg sync.WaitGroup
	for w := range n {
		wg.Go(func() {
			for left.Add(-1) >= 0 {
				if err := do(w); err != nil {
					b.Error(err)
					return
				}
			}
		})
	}
	wg.Wait()
	perSecond(b)
}
