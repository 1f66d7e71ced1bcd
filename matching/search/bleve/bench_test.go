package bleve

import (
	"fmt"
	"testing"

	"sovite.fi/sovite/matching/search"
	"sovite.fi/sovite/matching/search/searchtest"
)

// BenchmarkIndex writes 10,000 generated entries to a folder.
func BenchmarkIndex(b *testing.B) {
	made := searchtest.Generate(10_000, 1)
	for b.Loop() {
		fill(b, made)
	}
	b.ReportMetric(float64(len(made)*b.N)/b.Elapsed().Seconds(), "entries/s")
}

// fill makes an index in a folder with these entries.
func fill(b *testing.B, made []search.Entry) *Index {
	b.Helper()
	x, err := Open(b.TempDir())
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		if err := x.Close(); err != nil {
			b.Error(err)
		}
	})
	if err := x.Put(b.Context(), made); err != nil {
		b.Fatal(err)
	}
	return x
}

// BenchmarkSearch asks what people ask, with a page of 20 hits and no facets unless it says so.
func BenchmarkSearch(b *testing.B) {
	for _, n := range []int{10_000, 100_000} {
		x := fill(b, searchtest.Generate(n, 1))
		for _, c := range questions() {
			b.Run(fmt.Sprintf("%s/%d", c.name, n), func(b *testing.B) {
				total := 0
				for b.Loop() {
					r, err := x.Search(b.Context(), c.q)
					if err != nil {
						b.Fatal(err)
					}
					total = r.Total
				}
				b.ReportMetric(float64(total), "found")
			})
		}
	}
}

type question struct {
	name string
	q    search.Query
}

func questions() []question {
	filters := search.Query{
		Forms: []string{"trial", "employment"}, Regions: []string{"Uusimaa", "Pirkanmaa"}, NotHazards: []string{"heat"},
		OnlyShifts: []string{"day", "evening"}, HoursFrom: 600, HoursTo: 1200,
	}
	words, sentence, near, faceted, thousand := filters, search.Query{}, search.Query{}, filters, search.Query{}
	words.Words, faceted.Words, faceted.Facets = "siivous", "siivous", true
	sentence.Words = "rauhallista siivousta tai keittiötyötä aamuisin bussin varrella"
	near.Near = &search.Point{Lat: 60.17, Lon: 24.94, Metres: 25_000}
	thousand.Words, thousand.Limit = "siivous", search.MaxLimit
	circle := filters
	circle.Near = near.Near
	byDistance := near
	byDistance.Sort = search.ByDistance
	return []question{
		{"text and 5 filters", words},
		{"the same with facets", faceted},
		{"5 filters", filters},
		{"text", search.Query{Words: "siivous"}},
		{"text, 1000 ids", thousand},
		{"a sentence", sentence},
		{"25 km", near},
		{"25 km, nearest first", byDistance},
		{"25 km and 5 filters", circle},
		{"nothing", search.Query{}},
	}
}
