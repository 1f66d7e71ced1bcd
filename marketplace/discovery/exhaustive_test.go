package discovery

import (
	"context"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sovite.fi/sovite/marketplace/profile"
	"sovite.fi/sovite/matching"
)

// The top twenty, the size of every group and every verdict shown are those of judging each
// of 10,000 tasks.
func TestTopTwentyIsExhaustive(t *testing.T) {
	tasks, profiles := 10_000, 50
	if testing.Short() {
		tasks, profiles = 1_000, 10
	}
	w, ctx := newWorld(t), context.Background()
	var all []*matching.PreparedTask
	for _, k := range w.fill(tasks) {
		all = append(all, matching.PrepareTask(k.Matching(w.Places, w.ESCO)))
	}
	withMatches, narrowed := 0, 0
	for i, c := range w.maker.Contents(profiles, 3) {
		client := w.client(kati, fmt.Sprint("Asiakas ", i), c)
		best, counts := exhaustive(w, c, all)
		got, err := w.Matches(ctx, kati, client, MatchOptions{})
		if err != nil {
			t.Fatal(err)
		}
		var shown []matching.Verdict
		for _, g := range got.Groups {
			if g.Count != counts[g.Key] {
				t.Errorf("profile %d: %d in %s, judging all finds %d", i, g.Count, g.Key, counts[g.Key])
			}
			for _, m := range g.Items {
				shown = append(shown, m.Verdict)
			}
		}
		shown = shown[:min(len(shown), 20)]
		if diff := cmp.Diff(best[:min(len(best), 20)], shown); diff != "" {
			t.Fatalf("profile %d: %s", i, diff)
		}
		if len(best) > 0 {
			withMatches++
		}
		if got.Judged < tasks {
			narrowed++
		}
	}
	if withMatches < profiles/2 || narrowed < profiles/2 {
		t.Errorf("only %d profiles have matches and %d searches were narrowed down: the test proves little", withMatches, narrowed)
	}
}

// exhaustive judges every task that breaks no limit, with all its reasons: the best twenty, and the size of each group.
func exhaustive(w *world, c profile.Content, all []*matching.PreparedTask) (best []matching.Verdict, counts map[string]int) {
	prepared := matching.Prepare(w.Rules, c.Matching(w.Places, w.ESCO))
	counts = map[string]int{}
	var fitting []matching.Verdict
	for _, k := range all {
		if _, eligible := prepared.ScorePrepared(k); !eligible {
			continue
		}
		v := prepared.JudgePrepared(k)
		counts[v.Group.String()]++
		if v.Group != matching.LeftOut {
			fitting = append(fitting, v)
		}
	}
	matching.Order(fitting)
	return fitting[:min(len(fitting), 20)], counts
}
