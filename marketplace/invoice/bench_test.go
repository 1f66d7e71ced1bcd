package invoice

import (
	"fmt"
	"runtime"
	"sync/atomic"
	"testing"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/marketplace/invoice/finvoice"
	"sovite.fi/sovite/marketplace/invoice/pdf"
	"sovite.fi/sovite/marketplace/invoice/ubl"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/store/storetest"
	"sovite.fi/sovite/marketplace/timesheet"
	"sovite.fi/sovite/matching"
)

// BenchmarkRun makes 1,000 and 10,000 invoices of ten approved lines each, from the preview to the last number, on the embedded
// store, and writes each in all three formats. Besides the whole it reports the parts in microseconds an invoice, and the highest heap.
func BenchmarkRun(b *testing.B) {
	lang := must(i18n.Load(must(matching.LoadScale()))).In("fi")
	for _, invoices := range []int{100, 1000, 10_000} {
		b.Run(fmt.Sprint(invoices), func(b *testing.B) {
			var numbers, xml, papers time.Duration
			for b.Loop() {
				b.StopTimer()
				w := approved(b, invoices)
				highest := watchHeap()
				b.StartTimer()
				began := time.Now()
				ok(b, w.bill(b.Context(), "run"))
				numbers += time.Since(began)
				made := 0
				ok(b, w.invoices.Each(b.Context(), store.Query{}, func(e Entry) error {
					made++
					began := time.Now()
					must(ubl.Write(e.Value.Document))
					must(finvoice.Write(e.Value.Document, finvoice.Options{Barcode: CodesOf(e.Value.Document).Barcode}))
					xml += time.Since(began)
					began = time.Now()
					codes := CodesOf(e.Value.Document)
					must(pdf.Write(e.Value.Document, pdf.Options{Lang: lang, Barcode: codes.Barcode, QR: codes.QR}))
					papers += time.Since(began)
					return nil
				}))
				b.StopTimer()
				if made != invoices {
					b.Fatalf("%d invoices of %d", made, invoices)
				}
				b.ReportMetric(float64(highest())/1e6, "heap-MB")
				b.StartTimer()
			}
			each := float64(invoices * b.N)
			b.ReportMetric(float64(numbers.Microseconds())/each, "µs-issued")
			b.ReportMetric(float64(xml.Microseconds())/each, "µs-xml")
			b.ReportMetric(float64(papers.Microseconds())/each, "µs-pdf")
		})
	}
}

// approved is a world with ten approved lines on each of so many sheets, each for an invoice of its own.
func approved(b *testing.B, invoices int) *world {
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
	return w
}

// watchHeap looks at the heap ten times a second until its answer is asked for: the highest it saw, in bytes.
func watchHeap() func() uint64 {
	var highest atomic.Uint64
	stop := make(chan struct{})
	go func() {
		for {
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			highest.Store(max(highest.Load(), m.HeapInuse))
			select {
			case <-stop:
				return
			case <-time.After(100 * time.Millisecond):
			}
		}
	}()
	return func() uint64 { close(stop); return highest.Load() }
}
