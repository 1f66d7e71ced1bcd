package matching_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"sovite.fi/sovite/matching"
)

// market is n tasks of a usual size: twenty demands and a description of eighty words. The seed is fixed.
func market(b *testing.B, n int) (matching.Profile, []matching.Task) {
	b.Helper()
	rnd := rand.New(rand.NewPCG(1, 2))
	scale := loadScale(b)
	p, t := suited()
	p.Wishes.Goal, p.Wishes.Text = "puutarhatyöntekijä", "ulkotyöt, kasvit ja lumityöt; kokemusta viherrakentamisesta"
	p.Wishes.Interests = &matching.Interests{1, 0.2, 0.1, 0.3, 0, 0.4}
	p.Needs.Adaptations = matching.Chosen("own_pace", "extra_breaks", "picture_checklist")
	for _, d := range scale.Keys("scale") {
		p.Abilities[matching.Dimension(d)] = matching.Rated(1 + rnd.IntN(5))
	}
	words := []string{"istuttaa", "kastella", "puutarha", "keittiö", "varasto", "hyllyttää", "asiakas", "siivota", "pestä", "lajitella"}
	out := make([]matching.Task, n)
	for i := range out {
		out[i] = t
		out[i].ID, out[i].Demands, out[i].Interests = fmt.Sprintf("t%06d", i), nil, &matching.Interests{rnd.Float64(), rnd.Float64()}
		out[i].Place.Lon = 23.8 + rnd.Float64()*2
		out[i].WeekMinutes = matching.Window{Min: 60 * rnd.IntN(30), Max: 60 * (30 + rnd.IntN(8))}
		for _, d := range scale.Keys("scale")[:20] {
			out[i].Demands = append(out[i].Demands, matching.Demand{Dimension: matching.Dimension(d), Level: rnd.IntN(5), Essential: rnd.IntN(4) == 0})
		}
		for range 80 {
			out[i].Text += words[rnd.IntN(len(words))] + fmt.Sprint(rnd.IntN(30)) + " "
		}
	}
	return p, out
}

func BenchmarkJudge(b *testing.B) {
	p, tasks := market(b, 1000)
	prepared, ready := matching.Prepare(rules(b), p), readied(tasks)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		prepared.JudgePrepared(ready[i%len(ready)])
	}
}

func BenchmarkScore(b *testing.B) {
	p, tasks := market(b, 1000)
	prepared, ready := matching.Prepare(rules(b), p), readied(tasks)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		prepared.ScorePrepared(ready[i%len(ready)])
	}
}

func BenchmarkPrepareTask(b *testing.B) {
	_, tasks := market(b, 1000)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		matching.PrepareTask(tasks[i%len(tasks)])
	}
}

// BenchmarkOneProfile scores one profile against many tasks, as they come and made ready beforehand.
func BenchmarkOneProfile(b *testing.B) {
	for _, n := range []int{1000, 10_000, 100_000} {
		p, tasks := market(b, n)
		prepared := matching.Prepare(rules(b), p)
		b.Run(fmt.Sprintf("tasks=%d/raw", n), func(b *testing.B) {
			for b.Loop() {
				for _, t := range tasks {
					prepared.Score(t)
				}
			}
		})
		ready := readied(tasks)
		b.Run(fmt.Sprintf("tasks=%d/ready", n), func(b *testing.B) {
			for b.Loop() {
				for _, t := range ready {
					prepared.ScorePrepared(t)
				}
			}
		})
	}
}

func readied(tasks []matching.Task) []*matching.PreparedTask {
	out := make([]*matching.PreparedTask, len(tasks))
	for i, t := range tasks {
		out[i] = matching.PrepareTask(t)
	}
	return out
}
