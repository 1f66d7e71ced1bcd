package measure

import (
	"math"

	"sovite.fi/sovite/marketplace"
)

// Rated is one goal with its level, −2 to +2, and how much it matters (its weight, above 0).
type Rated struct{ Level, Weight int }

// The constants of the T-score. Correlation is what Kiresuk and Sherman assume between two goals of one person.
const (
	tMean        = 50
	tDeviation   = 10
	correlation  = 0.3
	independence = 1 - correlation
)

// TScore is how far goals were reached together: 50 when each was reached as hoped, 10 for a standard deviation. False when
// there is no goal.
//
//	T = 50 + 10 Σ(w·x) / √( (1 − ρ)·Σw² + ρ·(Σw)² ),   ρ = 0.3
//
// with x the level and w the weight of each goal. Source: T. J. Kiresuk and R. E. Sherman, "Goal attainment scaling: a
// general method for evaluating comprehensive community mental health programs", Community Mental Health Journal 4
// (1968), 443–453. One goal of weight 1 at +1 is 60; two at +1 are 62.4.
func TScore(goals []Rated) (float64, bool) {
	var reached, squares, weights float64
	for _, g := range goals {
		w := float64(g.Weight)
		reached += w * float64(g.Level)
		squares += w * w
		weights += w
	}
	below := independence*squares + correlation*weights*weights
	if below <= 0 {
		return 0, false
	}
	return tMean + tDeviation*reached/math.Sqrt(below), true
}

// ratedOn gives each goal with the newest of its levels that was given by a day. A goal that was not rated by then is left
// out, and one that was given up keeps its last level: giving up what went badly must not raise the score.
func ratedOn(goals []Goal, ratings []Entry, day marketplace.Date) []Rated {
	var out []Rated
	for _, g := range goals {
		var newest *Measurement
		for i := range ratings {
			m := &ratings[i].Value
			if _, counts := m.Counts(); counts && m.Goal == g.ID && m.On <= day && (newest == nil || m.On > newest.On) {
				newest = m
			}
		}
		if newest != nil {
			out = append(out, Rated{newest.Score / Hundredths, g.Weight})
		}
	}
	return out
}
