package fairness_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"sovite.fi/sovite/matching"
	"sovite.fi/sovite/matching/fairness"
)

func options() fairness.Options { return fairness.Options{Rules: "test", Threshold: 70, Top: 10} }

// people makes n clients with an equal result and one label each.
func people(prefix string, n int, attribute, value string, score float64) (clients []fairness.Client, labels []fairness.Label) {
	for i := range n {
		id := fmt.Sprintf("%s%03d", prefix, i)
		c := fairness.Client{ID: id, Jobs: 2, Removed: map[string]fairness.Removal{"shift": {All: 1, Alone: 1}}}
		c.Eligible = []fairness.Scored{{Job: "J", Score: score}}
		clients = append(clients, c)
		labels = append(labels, fairness.Label{Client: id, Attribute: attribute, Value: value})
	}
	return clients, labels
}

func audit(t *testing.T, clients []fairness.Client, labels []fairness.Label) (fairness.Report, string) {
	t.Helper()
	r, err := fairness.Audit(clients, labels, options())
	if err != nil {
		t.Fatal(err)
	}
	return r, text(t, r)
}

func text(t *testing.T, r fairness.Report) string {
	t.Helper()
	var b bytes.Buffer
	if err := r.WriteText(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestAuditOfTwoGroups(t *testing.T) {
	clients, labels := people("A", 30, "age", "old", 60)
	young, more := people("B", 20, "age", "young", 80)
	clients, labels = append(clients, young...), append(labels, more...)
	r, words := audit(t, clients, labels)
	if len(r.Attributes) != 1 || r.Tests != 2 {
		t.Fatalf("report: %+v", r)
	}
	old := r.Attributes[0].Groups[0]
	if old.Value != "old" || old.Clients != 30 || !old.Reached.Flagged || *old.Reached.Ratio != 0 || old.Reached.Others != 1 {
		t.Errorf("old: %+v", old)
	}
	// The twenty young people stand before the old, so nobody old is among the first ten.
	if !old.Presented.Flagged || old.Presented.Selected != 0 || *old.Skew != -10 || *old.Exposure >= 1 {
		t.Errorf("old: %+v", old)
	}
	want := fairness.Share{Group: 0.5, Others: 0.5}
	if old.Eligible != want || old.Limits[0].Alone != want || old.Barrier != "" {
		t.Errorf("limits: %+v", old)
	}
	if top := r.Attributes[0].Spread.MaxSkew; math.Abs(top-math.Log(50.0/20)) > 1e-6 {
		t.Errorf("MaxSkew is %v", top)
	}
	for _, s := range []string{"FLAGGED old: reached, ratio 0.00", "FLAGGED old: presented", "AGE", "<0.0001"} {
		if !strings.Contains(words, s) {
			t.Errorf("%q is not in\n%s", s, words)
		}
	}
	if strings.Contains(words, "FLAGGED young") {
		t.Errorf("the better group is flagged:\n%s", words)
	}
}

// TestSmallGroupsTellNoNumber: whatever happens to the nineteen, the report stays the same to the last byte.
func TestSmallGroupsTellNoNumber(t *testing.T) {
	var told []string
	for _, n := range []int{1, 19} {
		for _, score := range []float64{0, 60} {
			clients, labels := people("A", 40, "age", "old", 75)
			few, more := people("Z", n, "age", "very old", score)
			r, words := audit(t, append(clients, few...), append(labels, more...))
			age := r.Attributes[0]
			if len(age.Groups) != 1 || !cmp.Equal(age.Hidden, []string{"very old"}) || age.Spread != nil || age.Groups[0].Reached.P != nil {
				t.Errorf("with %d: %+v", n, age)
			}
			if !strings.Contains(words, "very old: hidden, under 20 people") {
				t.Errorf("not named as hidden:\n%s", words)
			}
			raw, err := json.Marshal(r)
			if err != nil {
				t.Fatal(err)
			}
			told = append(told, string(raw)+words)
		}
	}
	for _, other := range told[1:] {
		if diff := cmp.Diff(told[0], other); diff != "" {
			t.Errorf("a number of the hidden group shows:\n%s", diff)
		}
	}
	clients, labels := people("A", 40, "age", "old", 75)
	twenty, more := people("Z", fairness.MinGroup, "age", "very old", 60)
	if r, _ := audit(t, append(clients, twenty...), append(labels, more...)); len(r.Attributes[0].Groups) != 2 {
		t.Error("a group of twenty is hidden")
	}
}

// TestPlaceboKnowsOnlyTheShown: the halves together are the people of the shown groups, never those of hidden ones.
func TestPlaceboKnowsOnlyTheShown(t *testing.T) {
	clients, labels := people("A", 60, "age", "old", 60)
	for _, g := range []struct {
		prefix, value string
		n             int
	}{{"B", "young", 60}, {"Z", "very old", 15}} {
		more, theirs := people(g.prefix, g.n, "age", g.value, 80)
		clients, labels = append(clients, more...), append(labels, theirs...)
	}
	r, words := audit(t, clients, labels)
	halves := r.Attributes[0].Placebo
	if halves == nil || len(halves.Groups) != 2 {
		t.Fatalf("placebo: %+v", halves)
	}
	even, odd := halves.Groups[0], halves.Groups[1]
	if even.Clients+odd.Clients != 120 || even.Reached.Selected+odd.Reached.Selected != 60 || halves.Spread == nil {
		t.Errorf("even %+v, odd %+v", even, odd)
	}
	if even.Reached.Flagged || odd.Reached.Flagged || even.Barrier != "" || !strings.Contains(words, "placebo MinSkew") {
		t.Errorf("the placebo makes findings:\n%s", words)
	}
}

// TestOrderChangesNothing: clients, their jobs and labels may come in any order.
func TestOrderChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var clients []fairness.Client
		var labels []fairness.Label
		for i := range 60 {
			c := fairness.Client{ID: fmt.Sprintf("C%02d", i), Jobs: 4, Removed: map[string]fairness.Removal{}}
			for j := range 4 {
				if n := rapid.IntRange(0, 4).Draw(t, "score"); n > 0 {
					c.Eligible = append(c.Eligible, fairness.Scored{Job: fmt.Sprintf("J%d", j), Score: 20 * float64(n)})
					continue
				}
				c.Removed["shift"] = fairness.Removal{All: c.Removed["shift"].All + 1}
			}
			clients = append(clients, c)
			labels = append(labels, fairness.Label{Client: c.ID, Attribute: "a", Value: rapid.SampledFrom([]string{"x", "y", "z"}).Draw(t, "value")})
		}
		before, err := fairness.Audit(clients, labels, options())
		if err != nil {
			t.Fatal(err)
		}
		shuffled := rapid.Permutation(clients).Draw(t, "clients")
		for i := range shuffled {
			shuffled[i].Eligible = rapid.Permutation(shuffled[i].Eligible).Draw(t, "jobs")
		}
		after, err := fairness.Audit(shuffled, rapid.Permutation(labels).Draw(t, "labels"), options())
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(before, after); diff != "" {
			t.Errorf("the order changed the report:\n%s", diff)
		}
	})
}

// TestPlantedBarrierIsNamed lets the commute remove the far job from everybody without a car and nothing else differ.
func TestPlantedBarrierIsNamed(t *testing.T) {
	scale, err := matching.LoadScale()
	if err != nil {
		t.Fatal(err)
	}
	rules := matching.DefaultRules(scale)
	far := matching.Place{Known: true, Lat: 61.5, Lon: 24.2}
	jobs := []*matching.PreparedTask{
		matching.PrepareTask(matching.Task{ID: "far", Place: far, Shifts: matching.Chosen("day")}),
		matching.PrepareTask(matching.Task{ID: "night", Place: far, Shifts: matching.Chosen("night")}),
	}
	var clients []fairness.Client
	var labels []fairness.Label
	for i := range 60 {
		id, value := fmt.Sprintf("C%02d", i), "car"
		if i < 25 {
			value = "public"
		}
		limits := matching.Limits{
			Shifts: matching.Chosen("day"),
			Travel: matching.Travel{Known: true, Lat: 61.5, Lon: 23.8, Transport: value, MaxMinutes: 45},
		}
		clients = append(clients, fairness.Observe(id, matching.Prepare(rules, matching.Profile{Limits: limits}), jobs))
		labels = append(labels, fairness.Label{Client: id, Attribute: "transport", Value: value})
	}
	r, words := audit(t, clients, labels)
	public := r.Attributes[0].Groups[1]
	if public.Value != "public" || public.Barrier != "commute" || !public.Reached.Flagged {
		t.Errorf("public: %+v", public)
	}
	for _, l := range public.Limits {
		if l.Limit == "commute" && (l.All != fairness.Share{Group: 1} || l.Alone != fairness.Share{Group: 0.5}) {
			t.Errorf("commute: %+v", l)
		}
	}
	if car := r.Attributes[0].Groups[0]; car.Barrier != "" || car.Reached.Flagged {
		t.Errorf("car: %+v", car)
	}
	if !strings.Contains(words, "public, BARRIER commute 100.0 % (others 0.0 %), alone 50.0 % (others 0.0 %)") {
		t.Errorf("the barrier is not told:\n%s", words)
	}
}

// TestObserveAgreesWithTheVerdict counts a job as removed exactly when its verdict is not eligible.
func TestObserveAgreesWithTheVerdict(t *testing.T) {
	p := matching.Prepare(matching.RuleSet{}, matching.Profile{Limits: matching.Limits{
		Shifts: matching.Chosen("day"), Hazards: matching.Chosen("dust"), MustNot: matching.Ratings{"lifting": matching.Rated(1), "reading": matching.Rated(1)},
	}})
	heavy := []matching.Demand{{Dimension: "lifting", Level: 3}, {Dimension: "reading", Level: 3}}
	got := fairness.Observe("C", p, []*matching.PreparedTask{
		matching.PrepareTask(matching.Task{ID: "good", Shifts: matching.Chosen("day")}),
		matching.PrepareTask(matching.Task{ID: "heavy", Demands: heavy}),
		matching.PrepareTask(matching.Task{ID: "dusty night", Shifts: matching.Chosen("night"), Hazards: matching.Chosen("dust")}),
	})
	want := map[string]fairness.Removal{"must_not": {All: 1, Alone: 1}, "shift": {All: 1}, "hazard": {All: 1}}
	if diff := cmp.Diff(want, got.Removed); diff != "" || len(got.Eligible) != 1 || got.Eligible[0].Job != "good" || got.Jobs != 3 {
		t.Errorf("got %+v\n%s", got, diff)
	}
}

func TestAuditRefusesWhatItCannotAudit(t *testing.T) {
	clients, labels := people("A", 3, "age", "old", 1)
	for want, c := range map[string]struct {
		clients []fairness.Client
		labels  []fairness.Label
		options fairness.Options
	}{
		"threshold":          {clients, labels, fairness.Options{Threshold: math.NaN(), Top: 10}},
		"top":                {clients, labels, fairness.Options{Threshold: 70}},
		"no client":          {nil, labels, options()},
		"same pseudonymous":  {clients, nil, options()},
		"groups: no id":      {clients, []fairness.Label{{Client: "B", Attribute: "a", Value: "b"}}, options()},
		"threshold is 101, ": {clients, labels, fairness.Options{Threshold: 101, Top: 10}},
	} {
		if _, err := fairness.Audit(c.clients, c.labels, c.options); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q in it", err, want)
		}
	}
}
