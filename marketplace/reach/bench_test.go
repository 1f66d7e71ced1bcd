package reach

import (
	"context"
	"testing"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/discovery/discoverytest"
	"sovite.fi/sovite/marketplace/discovery/sample"
	"sovite.fi/sovite/marketplace/place"
	"sovite.fi/sovite/matching"
	"sovite.fi/sovite/matching/esco"
)

// BenchmarkRegion counts 2,000 clients with 20,000 tasks, chunk by chunk, without the store.
func BenchmarkRegion(b *testing.B) {
	const clients, tasks = 2_000, 20_000
	f := newFixture(b)
	scale, places, occupations := discoverytest.Must(matching.LoadScale()), discoverytest.Must(place.Load()), discoverytest.Must(esco.Load())
	maker := discoverytest.Must(sample.New(scale, places))
	var profiles []matching.Profile
	for _, c := range maker.Contents(clients, 5) {
		profiles = append(profiles, c.Matching(places, occupations))
	}
	var seen []matching.Task
	for _, t := range maker.Tasks(tasks, 9, []sample.Employer{{ID: "e", Name: "Yritys Oy"}}, marketplace.Instant{}) {
		seen = append(seen, t.Matching(places, occupations))
	}
	b.ReportAllocs()
	for b.Loop() {
		var all tally
		told := 0
		for from := 0; from < tasks; from += chunkSize {
			some := seen[from:min(from+chunkSize, tasks)]
			got, err := spread(context.Background(), len(some), each(profiles), newChunk(f.rules, f.offerable, some).count)
			if err != nil {
				b.Fatal(err)
			}
			for _, t := range got {
				all.add(t)
				if t.near >= Enough {
					told++
				}
			}
		}
		more := 0
		for _, n := range all.more {
			more += n
		}
		b.ReportMetric(float64(all.now), "now")
		b.ReportMetric(float64(all.ifs), "if")
		b.ReportMetric(float64(all.near), "near")
		b.ReportMetric(float64(more), "more")
		b.ReportMetric(float64(told), "told")
	}
}
