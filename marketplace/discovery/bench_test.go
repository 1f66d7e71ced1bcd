package discovery

import (
	"context"
	"fmt"
	"testing"
)

// BenchmarkMatches finds the tasks for one profile with a usual way to work, without and with what is left out.
func BenchmarkMatches(b *testing.B) {
	for _, n := range []int{1_000, 10_000} {
		w := newWorld(b)
		w.fill(n)
		client := w.client(kati, "Matti", content())
		for _, leftOut := range []bool{false, true} {
			b.Run(fmt.Sprintf("tasks=%d/leftout=%v", n, leftOut), func(b *testing.B) {
				judged := 0
				for b.Loop() {
					judged = must(w.Matches(context.Background(), kati, client, MatchOptions{LeftOut: leftOut})).Judged
				}
				b.ReportMetric(float64(judged), "judged")
			})
		}
	}
}

// BenchmarkMatchesAnywhere is the worst case: nothing was asked, so every task is read and judged.
func BenchmarkMatchesAnywhere(b *testing.B) {
	w := newWorld(b)
	w.fill(10_000)
	c := content()
	c.Travel.Postal = ""
	client := w.client(kati, "Matti", c)
	for b.Loop() {
		must(w.Matches(context.Background(), kati, client, MatchOptions{LeftOut: true}))
	}
}
