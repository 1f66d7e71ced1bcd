package matching_test

import (
	"encoding/json"
	"math"
	"testing"

	"sovite.fi/sovite/matching"
)

// FuzzJudge judges whatever two JSON objects make of a profile and a task: it must not panic, stay within 0 to 100,
// put its verdict in one of the groups, and say the same twice.
func FuzzJudge(f *testing.F) {
	p, t := suited()
	for _, c := range []change{
		func(*matching.Profile, *matching.Task) {},
		func(p *matching.Profile, t *matching.Task) { p.Limits.Travel.Lat, t.Place.Lon = 1e300, -1e300 },
		func(p *matching.Profile, t *matching.Task) { p.Abilities["lifting"], t.Demands[0].Level = 255, -9 },
		func(p *matching.Profile, t *matching.Task) { t.Demands = append(t.Demands, t.Demands...) },
	} {
		q, u := copied(p, t)
		c(&q, &u)
		a, err := json.Marshal(q)
		if err != nil {
			f.Fatal(err)
		}
		b, err := json.Marshal(u)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(a, b)
	}
	r := rules(f)
	f.Fuzz(func(t *testing.T, a, b []byte) {
		var p matching.Profile
		var task matching.Task
		if json.Unmarshal(a, &p) != nil || json.Unmarshal(b, &task) != nil {
			return
		}
		prepared := matching.Prepare(r, p)
		v := prepared.Judge(task)
		if math.IsNaN(v.Score) || v.Score < 0 || v.Score > 100 || v.Group < matching.LeftOut || v.Group > matching.FitsNow {
			t.Errorf("got %v %v", v.Group, v.Score)
		}
		if score, eligible := prepared.Score(task); eligible != v.Eligible || eligible && score != v.Score {
			t.Errorf("Judge says %v %v, Score %v %v", v.Score, v.Eligible, score, eligible)
		}
		matching.Apply(r, p, task, v.Changes...)
	})
}
