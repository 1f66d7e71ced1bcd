package planner

import "math"

// random is a small generator of numbers that depend on the seed alone (SplitMix64, Steele, Lea and Flood 2014).
type random struct{ state uint64 }

func (r *random) next() uint64 {
	r.state += 0x9e3779b97f4a7c15
	z := r.state
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// below gives a number from 0 to n-1; n is far below 2^31.
func (r *random) below(n int) int {
	return int(r.next() >> 33 * uint64(n) >> 31)
}

// luck is a table of -ln(u) for evenly spread u: how many temperatures uphill a step may go.
type luck [4096]float32

func newLuck() *luck {
	var t luck
	for i := range t {
		t[i] = float32(-math.Log((float64(i) + 0.5) / float64(len(t))))
	}
	return &t
}

func (t *luck) draw(r *random) float32 { return t[r.next()>>52] }
