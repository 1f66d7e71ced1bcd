package discovery

import (
	"context"
	"encoding/json"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/audit"
	"sovite.fi/sovite/marketplace/discovery/find"
	"sovite.fi/sovite/marketplace/profile"
	"sovite.fi/sovite/marketplace/task"
	"sovite.fi/sovite/matching"
)

// group gives the ids of a group's items.
func (m Matches) group(key string) []marketplace.ID {
	for _, g := range m.Groups {
		if g.Key == key {
			ids := []marketplace.ID{}
			for _, i := range g.Items {
				ids = append(ids, i.Task.ID)
			}
			return ids
		}
	}
	return nil
}

func with(change func(*task.Task)) task.Task {
	t := washing()
	change(&t)
	return t
}

// Four tasks in four groups, each with its reason, and what the limits cost.
func TestFourGroups(t *testing.T) {
	w, ctx := newWorld(t), context.Background()
	now := w.post(aino, washing())
	heavy := w.post(aino, with(func(t *task.Task) {
		t.Demands = append(t.Demands, matching.Demand{Dimension: "lifting", Level: 4, Essential: true, Adaptable: true})
	}))
	unknown := w.post(aino, with(func(t *task.Task) {
		t.Demands = append(t.Demands, matching.Demand{Dimension: "memory", Level: 3, Essential: true})
	}))
	dusty := w.post(aino, with(func(t *task.Task) { t.Hazards = matching.Chosen("dust") }))
	night := w.post(aino, with(func(t *task.Task) { t.Shifts = matching.Chosen("night") }))
	both := w.post(aino, with(func(t *task.Task) { t.Shifts, t.Hazards = matching.Chosen("night"), matching.Chosen("dust") }))
	far := w.post(aino, with(func(t *task.Task) { t.Place.Postal = "21200" }))  // Raisio: farther than accepted, less than twice
	away := w.post(aino, with(func(t *task.Task) { t.Place.Postal = "90100" })) // Oulu: not worth telling

	c := content()
	c.Abilities["lifting"] = profile.Answer{Rating: matching.Rated(2)}
	c.Travel.MaxMinutes = 25
	client := w.client(kati, "Matti", c)
	got := must(w.Matches(ctx, kati, client, MatchOptions{LeftOut: true}))

	want := map[string][]marketplace.ID{"fits_now": {now}, "fits_if": {heavy}, "missing": {unknown}, "left_out": {dusty, night, far, both}}
	for key, ids := range want {
		g := got.group(key)
		if key == "left_out" {
			slices.Sort(g[:3])
			slices.Sort(ids[:3])
		}
		if diff := cmp.Diff(ids, g); diff != "" {
			t.Errorf("%s: %s", key, diff)
		}
	}
	limits := []Limit{{"commute", 1, 1}, {"hazard", 2, 1}, {"shift", 2, 1}}
	slices.SortFunc(got.Limits, func(a, b Limit) int { return strings.Compare(a.Limit, b.Limit) })
	if diff := cmp.Diff(limits, got.Limits); diff != "" {
		t.Error(diff)
	}
	if got.Profile != 1 || got.Rules != w.Rules.ID || got.Judged != 7 || slices.Contains(got.group("left_out"), away) {
		t.Errorf("matches %+v", got)
	}
	short := must(w.Matches(ctx, kati, client, MatchOptions{Shown: 1}))
	if short.group("left_out") != nil || short.Limits != nil || !slices.Equal(short.group("fits_now"), []marketplace.ID{now}) {
		t.Errorf("without what is left out: %+v", short)
	}
}

// Every read and every ranking is recorded once, without names.
func TestRankingIsRecorded(t *testing.T) {
	w, ctx := newWorld(t), context.Background()
	now := w.post(aino, washing())
	client := w.client(kati, "Matti Meikäläinen", content())
	w.carry()
	for range 2 {
		must(w.Matches(ctx, kati, client, MatchOptions{}))
	}
	types := map[string]int{}
	for _, p := range must(w.db.Pending(ctx, 100)) {
		for _, f := range p.Facts {
			types[f.Type]++
			if strings.Contains(string(must(json.Marshal(f))), "Matti") {
				t.Errorf("a fact names the client: %+v", f)
			}
			if f.Type == "ranking.made" && (f.Data["client"] != string(client) || f.Data["rules"] != w.Rules.ID || f.Data["profile"] != "1" || f.Data["fits_now"] != "1") {
				t.Errorf("fact %+v", f)
			}
		}
	}
	if types["ranking.made"] != 1 || types[audit.FactRead] != 2 {
		t.Errorf("facts %v: want one ranking, because the list is the same, and two reads", types)
	}
	rankings := must(w.Rankings(ctx, kati, client, marketplace.Page{}))
	if len(rankings.Items) != 1 || !slices.Equal(rankings.Items[0].Shown, []marketplace.ID{now}) || rankings.Items[0].By != "kati" {
		t.Errorf("rankings %+v", rankings.Items)
	}
	_, err := w.Rankings(ctx, kalle, client, marketplace.Page{})
	wantKind(t, err, marketplace.NotFound)
}

// A colleague and a coach elsewhere get what they would get for a client who does not exist; employers get nothing.
func TestStrangersLearnNothing(t *testing.T) {
	w, ctx := newWorld(t), context.Background()
	id := w.post(aino, washing())
	client := w.client(kati, "Matti Meikäläinen", content())
	verbs := map[string]func(marketplace.Actor, marketplace.ID) (any, error){
		"matches": func(a marketplace.Actor, c marketplace.ID) (any, error) {
			return w.Matches(ctx, a, c, MatchOptions{LeftOut: true})
		},
		"match":   func(a marketplace.Actor, c marketplace.ID) (any, error) { return w.Match(ctx, a, c, id) },
		"compare": func(a marketplace.Actor, c marketplace.ID) (any, error) { return w.Compare(ctx, a, c, id, id) },
		"rankings": func(a marketplace.Actor, c marketplace.ID) (any, error) {
			return w.Rankings(ctx, a, c, marketplace.Page{})
		},
	}
	for name, verb := range verbs {
		for _, stranger := range []marketplace.Actor{kalle, vera, aino, otso, {}} {
			v, err := verb(stranger, client)
			none, noErr := verb(stranger, "no-such-client")
			if err == nil || marketplace.KindOf(err) != marketplace.KindOf(noErr) || marketplace.AsError(err).Key != marketplace.AsError(noErr).Key {
				t.Errorf("%s by %q: %v, for nobody %v", name, stranger.Person, err, noErr)
			}
			if a, b := must(json.Marshal(v)), must(json.Marshal(none)); string(a) != string(b) {
				t.Errorf("%s by %q gives %s, for nobody %s", name, stranger.Person, a, b)
			}
		}
	}
	for _, employer := range []marketplace.Actor{aino, otso} {
		v, err := w.Candidates(ctx, employer, id)
		wantKind(t, err, marketplace.Forbidden)
		if v.Groups != nil {
			t.Errorf("an employer gets %+v", v)
		}
	}
	found := must(w.finder.Search(ctx, aino, find.Query{}))
	if text := string(must(json.Marshal(found))); strings.Contains(text, "Matti") || strings.Contains(text, string(client)) || len(found.Items) != 1 {
		t.Errorf("the employer's search says %s", text)
	}
	if elsewhere := must(w.Candidates(ctx, vera, id)); len(elsewhere.Groups[0].Items)+len(elsewhere.Groups[1].Items)+len(elsewhere.Groups[2].Items) != 0 {
		t.Errorf("a coach elsewhere gets %+v", elsewhere)
	}
}

func TestCandidates(t *testing.T) {
	w, ctx := newWorld(t), context.Background()
	id := w.post(aino, washing())
	fits := w.client(kati, "Matti", content())
	asthma := content()
	asthma.Hazards = matching.Chosen("wet_floor")
	w.client(kati, "Liisa", asthma)
	ended := w.client(kati, "Pekka", content())
	must(w.Profiles.SetStatus(ctx, kati, ended, profile.Ended))
	empty := must(w.Profiles.CreateClient(ctx, kati, profile.NewClient{Name: "Uusi"})).ID
	w.client(kalle, "Toinen", content())

	got := must(w.Candidates(ctx, kati, id))
	names := map[string][]string{}
	for _, g := range got.Groups {
		for _, c := range g.Items {
			names[g.Key] = append(names[g.Key], c.Name)
		}
	}
	want := map[string][]string{"fits_now": {"Matti"}, "missing": {"Uusi"}, "left_out": {"Liisa"}}
	if diff := cmp.Diff(want, names); diff != "" {
		t.Error(diff)
	}
	one := must(w.Match(ctx, kati, fits, id))
	if diff := cmp.Diff(one.Verdict, got.Groups[0].Items[0].Verdict); diff != "" {
		t.Errorf("the same pair seen from the other side: %s", diff)
	}
	two := must(w.Compare(ctx, kati, empty, id, id))
	if two[0].Verdict.Group != matching.Missing || two[0].Profile != 0 || len(two[1].Verdict.Lines) != 1 {
		t.Errorf("compared %+v", two)
	}
	_, err := w.Match(ctx, kati, fits, "no-such-task")
	wantKind(t, err, marketplace.NotFound)
}

// A task whose judging fails is told, and the others are judged; nothing is dropped in silence.
func TestJudgingFails(t *testing.T) {
	w, ctx := newWorld(t), context.Background()
	bad, nan := w.post(aino, with(func(t *task.Task) { t.Title = "Kaatuu" })), w.post(aino, with(func(t *task.Task) { t.Title = "Ei luku" }))
	good := w.post(aino, washing())
	w.judge = func(p *matching.Prepared, t matching.Task) matching.Verdict {
		v := p.Judge(t)
		switch marketplace.ID(t.ID) {
		case bad:
			panic("rule without a value")
		case nan:
			v.Score = math.NaN()
		}
		return v
	}
	client := w.client(kati, "Matti", content())
	got := must(w.Matches(ctx, kati, client, MatchOptions{LeftOut: true}))
	var failed []marketplace.ID
	for _, t := range got.NotEvaluated {
		failed = append(failed, t.ID)
	}
	slices.Sort(failed)
	want := []marketplace.ID{bad, nan}
	slices.Sort(want)
	if !slices.Equal(failed, want) || !slices.Equal(got.group("fits_now"), []marketplace.ID{good}) {
		t.Errorf("not evaluated %v, fits now %v", failed, got.group("fits_now"))
	}
	_, err := w.Match(ctx, kati, client, bad)
	wantKind(t, err, marketplace.Internal)
	if c := must(w.Candidates(ctx, kati, bad)); !slices.Equal(c.NotEvaluated, []marketplace.ID{client}) {
		t.Errorf("candidates %+v", c)
	}
}

// A task whose place in the order is not what it is seen from close by is never shown as if it were.
func TestPlaceAndVerdictDisagree(t *testing.T) {
	w, ctx := newWorld(t), context.Background()
	bad, good := w.post(aino, washing()), w.post(aino, washing())
	w.judge = func(p *matching.Prepared, t matching.Task) matching.Verdict {
		v := p.Judge(t)
		if marketplace.ID(t.ID) == bad {
			v.Group = matching.LeftOut
		}
		return v
	}
	got := must(w.Matches(ctx, kati, w.client(kati, "Matti", content()), MatchOptions{}))
	if len(got.NotEvaluated) != 1 || got.NotEvaluated[0].ID != bad || !slices.Equal(got.group("fits_now"), []marketplace.ID{good}) {
		t.Errorf("not evaluated %v, fits now %v", got.NotEvaluated, got.group("fits_now"))
	}
}

// Matches need no index: they are the same while it does not answer.
func TestWithoutIndex(t *testing.T) {
	w, ctx := newWorld(t), context.Background()
	w.fill(300)
	client := w.client(kati, "Matti", w.maker.Contents(1, 5)[0])
	with := must(w.Matches(ctx, kati, client, MatchOptions{}))
	w.index.Off = true
	without := must(w.Matches(ctx, kati, client, MatchOptions{}))
	if diff := cmp.Diff(with.Groups, without.Groups, cmp.AllowUnexported(marketplace.Instant{})); diff != "" {
		t.Error(diff)
	}
}

// What is published, changed, closed or belongs to somebody suspended is in the very next answer, whether or not a courier
// has carried the facts yet.
func TestMatchesFollow(t *testing.T) {
	w, ctx := newWorld(t), context.Background()
	client := w.client(kati, "Matti", content())
	want := func(when string, ids ...marketplace.ID) {
		t.Helper()
		got := must(w.Matches(ctx, kati, client, MatchOptions{})).group("fits_now")
		slices.Sort(got)
		if diff := cmp.Diff(append([]marketplace.ID{}, ids...), got); diff != "" {
			t.Errorf("%s: %s", when, diff)
		}
	}
	want("nothing yet")
	first, second := w.market.Post(aino, washing()), w.market.Post(otso, washing())
	want("published", first, second)
	e := must(w.Tasks.Get(ctx, aino, first))
	e.Value.Hazards = matching.Chosen("dust")
	must(w.Tasks.Update(ctx, aino, first, e.Rev, e.Value))
	want("changed", second)
	must(w.Tasks.Close(ctx, otso, second))
	want("closed")
	must(w.Tasks.Reopen(ctx, otso, second))
	want("reopened", second)
	w.orgs["depot"] = true
	want("suspended, before the fact arrives")
	delete(w.orgs, "depot")
	if err := w.Keep(ctx, marketplace.Fact{Type: "organisation.restored", Subject: "organisations/depot"}); err != nil {
		t.Fatal(err)
	}
	want("restored", second)
}
