package discovery

import (
	"context"
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/discovery/sample"
	"sovite.fi/sovite/marketplace/place"
	"sovite.fi/sovite/marketplace/profile"
	"sovite.fi/sovite/marketplace/task"
	"sovite.fi/sovite/matching"
	"sovite.fi/sovite/matching/columns"
	"sovite.fi/sovite/matching/esco"
	"sovite.fi/sovite/matching/search"
	"sovite.fi/sovite/matching/search/bleve"
)

// country is made-up tasks all over Finland, with descriptions of sixty words or so out of twenty thousand.
type country struct {
	rules    matching.RuleSet
	places   *place.Places
	esco     *esco.Table
	maker    *sample.Maker
	profiles []profile.Content
}

func newCountry(b *testing.B) *country {
	b.Helper()
	scale, places, occupations := must(matching.LoadScale()), must(place.Load()), must(esco.Load())
	c := &country{rules: matching.DefaultRules(scale), places: places, esco: occupations, maker: must(sample.New(scale, places))}
	c.profiles = c.maker.Contents(200, 11)
	return c
}

// tasks calls do for n tasks, made a thousand at a time so that a million need no memory of their own.
func (c *country) tasks(n int, do func(task.Task)) {
	var words []string
	for o := range c.esco.All() {
		words = append(words, strings.Fields(o.Label("fi"))...)
	}
	rnd := rand.New(rand.NewPCG(3, 4))
	zipf := rand.NewZipf(rnd, 1.1, 8, uint64(len(words)-1))
	employers := []sample.Employer{{ID: "e1", Name: "Yritys Oy"}}
	for made := 0; made < n; {
		for _, t := range c.maker.Tasks(min(1000, n-made), uint64(made), employers, marketplace.Instant{}) {
			t.ID = marketplace.ID(fmt.Sprintf("01JD%022d", made))
			var text strings.Builder
			for range 30 + rnd.IntN(40) {
				text.WriteString(words[zipf.Uint64()] + " ")
			}
			t.Summary += " " + text.String()
			do(t)
			made++
		}
	}
}

func (c *country) seen(t task.Task) matching.Task { return t.Matching(c.places, c.esco) }

func (c *country) profile(i int) matching.Profile {
	return c.profiles[i%len(c.profiles)].Matching(c.places, c.esco)
}

// table holds n tasks, and says how many bytes of the heap each of them takes.
func (c *country) table(b *testing.B, n int) (*columns.Table, float64) {
	b.Helper()
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	table := columns.New()
	c.tasks(n, func(t task.Task) { table.Put(c.seen(t), columns.Tag{}) })
	runtime.GC()
	runtime.ReadMemStats(&after)
	return table, float64(after.HeapAlloc-before.HeapAlloc) / float64(n)
}

// BenchmarkColumns asks which of many tasks fit a profile, on one core and on all, changes
// one task, and adds up as many bytes as the columns hold.
func BenchmarkColumns(b *testing.B) {
	c := newCountry(b)
	for _, n := range sizes(b) {
		table, size := c.table(b, n)
		for _, cores := range []int{1, runtime.GOMAXPROCS(0)} {
			for _, best := range []int{20, 0} {
				b.Run(fmt.Sprintf("tasks=%d/cores=%d/best=%d", n, cores, best), func(b *testing.B) {
					shown := 0
					for i := 0; b.Loop(); i++ {
						a := must(table.Find(context.Background(), c.rules, c.profile(i), columns.Question{Best: best, Cores: cores}))
						shown += a.Counts[1] + a.Counts[2] + a.Counts[3]
					}
					b.ReportMetric(size, "B/task")
					b.ReportMetric(float64(shown)/float64(b.N), "found")
				})
			}
		}
		b.Run(fmt.Sprintf("tasks=%d/put", n), func(b *testing.B) {
			var some []matching.Task
			c.tasks(1000, func(t task.Task) { some = append(some, c.seen(t)) })
			for i := 0; b.Loop(); i++ {
				table.Put(some[i%len(some)], columns.Tag{})
			}
		})
		b.Run(fmt.Sprintf("tasks=%d/sum", n), func(b *testing.B) {
			words := make([]uint64, int(size)*n/8)
			for i := range words {
				words[i] = uint64(i)
			}
			var sum uint64
			for b.Loop() {
				for _, w := range words {
					sum += w
				}
			}
			runtime.KeepAlive(sum)
		})
	}
}

// BenchmarkBeside puts the question of BenchmarkColumns to Bleve, in the same run: the best twenty for the words of the
// goal that break none of the limits an index can know. It tells the median and the 99th percentile of each sort of
// question; words alone, and filters alone, are what people ask when they search.
func BenchmarkBeside(b *testing.B) {
	const n = 100_000
	c := newCountry(b)
	index := c.index(b, n)
	table, _ := c.table(b, n)
	b.Run("columns", func(b *testing.B) {
		timed(b, func(i int) {
			must(table.Find(context.Background(), c.rules, c.profile(i), columns.Question{Best: 20, Cores: 1}))
		})
	})
	for name, narrow := range map[string]func(*search.Query){
		"words+filters+distance": func(*search.Query) {},
		"words+filters":          func(q *search.Query) { q.Near = nil },
		"words":                  func(q *search.Query) { *q = search.Query{Words: q.Words} },
		"filters":                func(q *search.Query) { q.Words, q.Near = "", nil },
	} {
		b.Run("bleve/"+name, func(b *testing.B) {
			timed(b, func(i int) {
				q := sameQuestion(c.profile(i), c.rules.Travel)
				q.Words = c.profile(i).Wishes.Goal
				narrow(&q)
				q.Limit = 20
				must(index.Search(context.Background(), q))
			})
		})
	}
}

// index holds n tasks in Bleve.
func (c *country) index(b *testing.B, n int) search.Index {
	b.Helper()
	index := must(bleve.Open(b.TempDir()))
	b.Cleanup(func() {
		if err := index.Close(); err != nil {
			b.Error(err)
		}
	})
	var entries []search.Entry
	flush := func() {
		if err := index.Put(context.Background(), entries); err != nil {
			b.Fatal(err)
		}
		entries = entries[:0]
	}
	c.tasks(n, func(t task.Task) {
		if entries = append(entries, t.Entry(c.places)); len(entries) == 1000 {
			flush()
		}
	})
	flush()
	return index
}

// timed runs a question again and again and tells the median and the 99th percentile.
func timed(b *testing.B, ask func(i int)) {
	b.Helper()
	var took []time.Duration
	for i := 0; b.Loop(); i++ {
		start := time.Now()
		ask(i)
		took = append(took, time.Since(start))
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "p50-ms")
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "p99-ms")
}

// sameQuestion is what an index can be asked of the hard limits.
func sameQuestion(p matching.Profile, rules matching.TravelRules) search.Query {
	var q search.Query
	if w := p.Limits.WeekMinutes; w.Known() {
		q.HoursFrom, q.HoursTo = w.Min, w.Max
	}
	q.OnlyShifts, q.Forms, q.NotHazards = p.Limits.Shifts.Values, p.Limits.Forms.Values, p.Limits.Hazards.Values
	q.CertsKnown, q.OnlyCerts = p.Certificates.Asked, p.Certificates.Values
	travel := p.Limits.Travel
	km := (float64(travel.MaxMinutes) - rules.Extra[travel.Transport]) * rules.Speed[travel.Transport] / (60 * rules.Detour)
	q.Near = &search.Point{Lat: travel.Lat, Lon: travel.Lon, Metres: int(1000 * max(km, 0.2))}
	return q
}

// sizes leaves the million out of a short run.
func sizes(b *testing.B) []int {
	b.Helper()
	if testing.Short() {
		return []int{100_000}
	}
	return []int{100_000, 1_000_000}
}
