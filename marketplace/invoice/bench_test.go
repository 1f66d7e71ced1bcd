package invoice

import (
	"fmt"
	"testing"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store/storetest"
	"sovite.fi/sovite/marketplace/timesheet"
)

// BenchmarkRun makes 100 and 1,000 invoices of ten approved lines each, from the preview to the last number, on the embedded store.
func BenchmarkRun(b *testing.B) {
	for _, invoices := range []int{100, 1000} {
		b.Run(fmt.Sprint(invoices), func(b *testing.B) {
			for b.Loop() {
				b.StopTimer()
				w := newWorld(storetest.Memory(b, schemas()...))
				must(w.SaveProfile(b.Context(), birgit, 0, seller()))
				must(w.SaveProfile(b.Context(), bo, 0, buyerNamed("Kahvila Oy")))
				for n := range invoices {
					id := marketplace.ID(fmt.Sprintf("s%05d", n))
					var lines []timesheet.Due
					for l := range 10 {
						lines = append(lines, due(id, l, "cafe", string(id), monday.AddDays(l%5), 16))
					}
					w.approve(b, id, lines...)
				}
				b.StartTimer()
				ok(b, w.bill(b.Context(), "run"))
			}
			b.ReportMetric(float64(invoices*b.N)/b.Elapsed().Seconds(), "invoices/s")
		})
	}
}
