package measure

import (
	"encoding/json"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store/storetest"
)

// What is asked has a day that has come, a phase, and a score of its instrument exactly when it was given.
func TestAsked(t *testing.T) {
	good := func(change func(*Asked)) Asked {
		a := Asked{Kind: WorkAbility, On: "2026-11-23", Answer: Given, Score: points(7), Phase: Start}
		if change != nil {
			change(&a)
		}
		return a
	}
	for name, tc := range map[string]struct {
		asked Asked
		want  []string
	}{
		"seven today":              {asked: good(nil)},
		"zero is an answer":        {asked: good(func(a *Asked) { a.Score = points(0) })},
		"ten":                      {asked: good(func(a *Asked) { a.Score = points(10) })},
		"eleven":                   {asked: good(func(a *Asked) { a.Score = points(11) }), want: []string{"score field.range"}},
		"less than zero":           {asked: good(func(a *Asked) { a.Score = points(-1) }), want: []string{"score field.range"}},
		"seven and a half":         {asked: good(func(a *Asked) { *a.Score += 50 }), want: []string{"score measure.whole"}},
		"given without a score":    {asked: good(func(a *Asked) { a.Score = nil }), want: []string{"score field.required"}},
		"withheld":                 {asked: good(func(a *Asked) { a.Answer, a.Score = Withheld, nil })},
		"withheld with a score":    {asked: good(func(a *Asked) { a.Answer = Withheld }), want: []string{"score measure.no_score"}},
		"tomorrow":                 {asked: good(func(a *Asked) { a.On = "2026-11-24" }), want: []string{"on measure.future"}},
		"no day":                   {asked: good(func(a *Asked) { a.On = "" }), want: []string{"on field.required"}},
		"no such day":              {asked: good(func(a *Asked) { a.On = "2026-02-30" }), want: []string{"on field.date"}},
		"no phase":                 {asked: good(func(a *Asked) { a.Phase = "" }), want: []string{"phase field.choice"}},
		"another instrument":       {asked: good(func(a *Asked) { a.Kind = "iq" }), want: []string{"kind field.choice"}},
		"a mean":                   {asked: good(func(a *Asked) { a.Kind = SelfEfficacy; *a.Score = 427 })},
		"no mean of ones to sixes": {asked: good(func(a *Asked) { a.Kind = SelfEfficacy; *a.Score = 99 }), want: []string{"score field.range"}},
		"readiness has five":       {asked: good(func(a *Asked) { a.Kind = Readiness; *a.Score = 501 }), want: []string{"score field.range"}},
		"a goal of no rating":      {asked: good(func(a *Asked) { a.Goal = "g" }), want: []string{"goal measure.goal"}},
		"a rating of no goal":      {asked: good(func(a *Asked) { a.Kind, a.Score = Attainment, points(-2) }), want: []string{"goal measure.goal"}},
		"a rating":                 {asked: good(func(a *Asked) { a.Kind, a.Score, a.Goal = Attainment, points(-2), "g" })},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := tc.asked.checked("2026-11-23")
			var got []string
			if err != nil {
				for _, f := range marketplace.AsError(err).Fields {
					got = append(got, f.Field+" "+f.Key)
				}
			}
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// The T-score has the values of the published formula.
func TestTScore(t *testing.T) {
	for name, tc := range map[string]struct {
		goals []Rated
		want  float64
	}{
		"one as hoped":       {[]Rated{{0, 1}}, 50},
		"one at +1":          {[]Rated{{1, 1}}, 60},
		"one at −2":          {[]Rated{{-2, 3}}, 30},
		"two at +1":          {[]Rated{{1, 1}, {1, 1}}, 50 + 20/math.Sqrt(0.7*2+0.3*4)},
		"three, one as bad":  {[]Rated{{1, 1}, {0, 1}, {-1, 1}}, 50},
		"weighted, +2 and 0": {[]Rated{{2, 3}, {0, 1}}, 50 + 60/math.Sqrt(0.7*10+0.3*16)},
	} {
		if got, ok := TScore(tc.goals); !ok || math.Abs(got-tc.want) > 1e-9 {
			t.Errorf("%s: %v, want %v", name, got, tc.want)
		}
	}
	if got, _ := TScore([]Rated{{1, 1}, {1, 1}}); math.Abs(got-62.4) > 0.05 {
		t.Errorf("two goals at +1 are %v, the table says 62.4", got)
	}
	if _, ok := TScore(nil); ok {
		t.Error("no goals have a score")
	}
}

// Better never scores worse, the order of goals changes nothing, and as hoped all round is 50.
func TestTScoreProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		goals := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Rated {
			return Rated{rapid.IntRange(-2, 2).Draw(t, "level"), rapid.IntRange(1, 3).Draw(t, "weight")}
		}), 1, 8).Draw(t, "goals")
		before, _ := TScore(goals)
		turned, _ := TScore(rapid.Permutation(goals).Draw(t, "turned"))
		if math.Abs(before-turned) > 1e-9 {
			t.Fatalf("%v in one order, %v in another", before, turned)
		}
		better := slices.Clone(goals)
		better[rapid.IntRange(0, len(goals)-1).Draw(t, "which")].Level++
		if after, _ := TScore(better); after <= before {
			t.Fatalf("a better level took it from %v to %v", before, after)
		}
		for i := range goals {
			goals[i].Level = 0
		}
		if hoped, _ := TScore(goals); hoped != 50 {
			t.Fatalf("as hoped is %v", hoped)
		}
	})
}

// Whatever is corrected, everything that ever stood there stays readable in its order, and the fact holds no score.
func TestCorrectingKeepsEverything(t *testing.T) {
	db := memory(t)
	s, ctx := newService(db), t.Context()
	asked := Asked{Kind: WorkAbility, On: "2026-11-02", Answer: Given, Score: points(7), Phase: Start}
	e := must(s.Add(ctx, kati, "aino", asked))
	if again := must(s.Add(ctx, kati, "aino", asked)); again.Rev != 1 {
		t.Error("writing the same again was saved")
	}
	other := asked
	other.Score = points(8)
	_, err := s.Add(ctx, kati, "aino", other)
	wantKind(t, err, marketplace.Conflict)
	e = must(s.Correct(ctx, kati, "aino", e.ID, 1, other))
	e = must(s.Correct(ctx, kati, "aino", e.ID, 2, Asked{Answer: Withheld, Phase: Start}))
	if same := must(s.Correct(ctx, kati, "aino", e.ID, 3, Asked{Answer: Withheld, Phase: Start})); same.Rev != 3 {
		t.Error("correcting to the same was saved")
	}
	_, err = s.Correct(ctx, kati, "aino", e.ID, 2, other)
	wantKind(t, err, marketplace.Stale)
	if _, counts := e.Value.Counts(); counts {
		t.Error("what was not said counts")
	}
	var scores []int
	for _, m := range e.Value.Earlier {
		scores = append(scores, m.Score)
	}
	if !slices.Equal(scores, []int{700, 800}) {
		t.Errorf("what stood there: %v", scores)
	}
	got := append(facts(t, db, "measure.added"), facts(t, db, "measure.corrected")...)
	if text := must(json.Marshal(got)); len(got) != 3 || strings.Contains(string(text), "700") || strings.Contains(string(text), "score") {
		t.Errorf("facts: %s", text)
	}
}

// Nobody but the client's coach and the client reads, and nobody but the coach writes.
func TestStrangers(t *testing.T) {
	db := memory(t)
	s, ctx := newService(db), t.Context()
	asked := Asked{Kind: WorkAbility, On: "2026-11-02", Answer: Given, Score: points(7), Phase: Start}
	id := must(s.Add(ctx, kati, "aino", asked)).ID
	goal := must(s.SetGoal(ctx, kati, "aino", wanted()))
	for name, tc := range map[string]struct {
		who  marketplace.Actor
		kind marketplace.Kind
	}{
		"a colleague": {kalle, marketplace.NotFound}, "another provider": {vera, marketplace.NotFound}, "the owner": {oona, marketplace.Forbidden},
		"an employer": {emil, marketplace.Forbidden}, "another client": {matti, marketplace.Forbidden}, "nobody": {marketplace.Actor{}, marketplace.Unauthenticated},
	} {
		t.Run(name, func(t *testing.T) {
			before := len(must(db.Pending(ctx, 1000)))
			_, err := s.Of(ctx, tc.who, "aino")
			wantKind(t, err, tc.kind)
			_, err = s.Add(ctx, tc.who, "aino", asked)
			wantKind(t, err, tc.kind)
			_, err = s.Correct(ctx, tc.who, "aino", id, 1, asked)
			wantKind(t, err, tc.kind)
			_, err = s.SetGoal(ctx, tc.who, "aino", wanted())
			wantKind(t, err, tc.kind)
			_, err = s.DropGoal(ctx, tc.who, "aino", goal.ID)
			wantKind(t, err, tc.kind)
			if len(must(db.Pending(ctx, 1000))) != before {
				t.Error("asking left a trace in the data")
			}
		})
	}
	_, err := s.Correct(ctx, kalle, "matti", id, 1, asked)
	wantKind(t, err, marketplace.NotFound)
	_, err = s.DropGoal(ctx, kalle, "matti", goal.ID)
	wantKind(t, err, marketplace.NotFound)
	if own := must(s.Mine(ctx, aino)); len(own.Measures[WorkAbility]) != 1 {
		t.Errorf("the client reads %+v", own)
	}
	if own := must(s.Mine(ctx, matti)); len(own.Measures) != 0 || len(own.Goals) != 0 {
		t.Errorf("another client reads %+v", own)
	}
	_, err = s.Mine(ctx, kati)
	wantKind(t, err, marketplace.Forbidden)
	must(s.Of(ctx, kati, "aino"))
	if reads := facts(t, db, "data.read"); len(reads) != 1 || reads[0].Data["purpose"] != Purpose {
		t.Errorf("reads: %+v", reads)
	}
}

func wanted() Wanted {
	return Wanted{Words: "Pääsen itse töihin", Levels: [Levels]string{"en koskaan", "kerran viikossa", "kolmesti", "joka päivä", "talvellakin"}, Weight: 2, Set: "2026-11-02"}
}

// Goals are rated on days on which they held; giving one up keeps its rating in the score, and no rating is no zero.
func TestGoals(t *testing.T) {
	s, ctx := newService(memory(t)), t.Context()
	rate := func(g Goal, on marketplace.Date, level int) error {
		_, err := s.Add(ctx, kati, "aino", Asked{Kind: Attainment, Goal: g.ID, On: on, Answer: Given, Score: points(level), Phase: Repeat})
		return err
	}
	walk, rest := must(s.SetGoal(ctx, kati, "aino", wanted())), must(s.SetGoal(ctx, kati, "aino", wanted()))
	wantKind(t, rate(walk, "2026-11-01", 1), marketplace.Invalid)
	if err := rate(walk, "2026-11-10", 1); err != nil {
		t.Fatal(err)
	}
	if got := must(s.Mine(ctx, aino)); len(got.T) != 1 || got.T[0].T != 60 || got.T[0].Goals != 1 {
		t.Errorf("one of two rated: %+v", got.T)
	}
	if err := rate(rest, "2026-11-20", -2); err != nil {
		t.Fatal(err)
	}
	low := must(s.Mine(ctx, aino)).T[1]
	must(s.DropGoal(ctx, kati, "aino", rest.ID))
	if again := must(s.DropGoal(ctx, kati, "aino", rest.ID)); again.Dropped != "2026-11-23" {
		t.Errorf("given up on %q", again.Dropped)
	}
	if got := must(s.Mine(ctx, aino)).T[1]; got != low || got.T >= 60 {
		t.Errorf("giving up took it from %+v to %+v", low, got)
	}
	_, err := s.Add(ctx, kati, "aino", Asked{Kind: Attainment, Goal: "none", On: "2026-11-20", Answer: Given, Score: points(0), Phase: End})
	wantKind(t, err, marketplace.Invalid)
	bad := wanted()
	bad.Levels[3], bad.Weight = " ", 4
	_, err = s.SetGoal(ctx, kati, "aino", bad)
	if e := marketplace.AsError(err); len(e.Fields) != 2 || e.Fields[0].Field != "levels[3]" || e.Fields[1].Field != "weight" {
		t.Errorf("%v", err)
	}
	for range maxGoals - 1 {
		must(s.SetGoal(ctx, kati, "aino", wanted()))
	}
	_, err = s.SetGoal(ctx, kati, "aino", wanted())
	wantKind(t, err, marketplace.Conflict)
}

// A crash at every write loses at most the answer: doing it again finishes it, once.
func TestCrashAtEveryWrite(t *testing.T) {
	ctx := t.Context()
	first := Asked{Kind: WorkAbility, On: "2026-11-02", Answer: Given, Score: points(7), Phase: Start}
	second := first
	second.Score = points(5)
	for _, moment := range []storetest.Moment{storetest.BeforeWrite, storetest.AfterWrite} {
		for k := 1; k <= 2; k++ {
			db := memory(t)
			faulty := storetest.Faulty(db, k, moment)
			s := newService(faulty)
			if e, err := s.Add(ctx, kati, "aino", first); err == nil {
				_, _ = s.Correct(ctx, kati, "aino", e.ID, e.Rev, second)
			}
			if !faulty.Crashed() {
				t.Fatalf("write %d was not reached", k)
			}
			again := newService(db)
			e, err := again.Add(ctx, kati, "aino", first)
			if marketplace.IsKind(err, marketplace.Conflict) {
				e, err = again.Get(ctx, kati, "aino", idOf("aino", first))
			}
			if err != nil {
				t.Fatal(err)
			}
			e = must(again.Correct(ctx, kati, "aino", e.ID, e.Rev, second))
			if len(e.Value.Earlier) != 1 || e.Value.Score != 500 || len(facts(t, db, "measure.corrected")) != 1 || len(facts(t, db, "measure.added")) != 1 {
				t.Errorf("write %d: %+v", k, e.Value)
			}
		}
	}
}
