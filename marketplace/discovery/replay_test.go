package discovery

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/audit"
	"sovite.fi/sovite/marketplace/discovery/discoverytest"
	"sovite.fi/sovite/marketplace/profile"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/store/storetest"
	"sovite.fi/sovite/marketplace/task"
	"sovite.fi/sovite/matching"
	"sovite.fi/sovite/matching/esco"
)

var (
	all     = Which{}
	program = marketplace.System("")
)

// rankings are the ids of every ranking there is, newest first.
func (w *world) rankingIDs(which Which) (ids []marketplace.ID) {
	w.t.Helper()
	actor := program
	if which.Client != "" {
		actor = marketplace.System("turku")
	}
	err := w.EachRanking(context.Background(), actor, which, func(r Ranking) error {
		ids = append(ids, r.ID)
		return nil
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return ids
}

// tamper changes every document of a collection that contains a text, behind the program's back.
func (w *world) tamper(collection, from, to string) {
	w.t.Helper()
	ctx, changed := context.Background(), 0
	for _, doc := range must(w.db.Find(ctx, collection, store.Query{Limit: 1000})).Docs {
		body := bytes.Replace(doc.Body, []byte(from), []byte(to), 1)
		if bytes.Equal(body, doc.Body) {
			continue
		}
		if err := w.db.Replace(ctx, collection, doc.ID, doc.Rev, body, nil); err != nil {
			w.t.Fatal(err)
		}
		changed++
	}
	if changed == 0 {
		w.t.Fatalf("%s: nothing contains %q", collection, from)
	}
}

// ranked is a world with one ranking of one task.
func ranked(t *testing.T) (w *world, client, id, ranking marketplace.ID) {
	t.Helper()
	w = newWorld(t)
	id = w.post(aino, washing())
	client = w.client(kati, "Matti Meikäläinen", content())
	must(w.Matches(context.Background(), kati, client, MatchOptions{LeftOut: true}))
	return w, client, id, w.rankingIDs(all)[0]
}

// A whole market of tasks, with limits that leave many out, ranks again as it did, whatever happened since.
func TestReplayIsEqual(t *testing.T) {
	w, ctx := newWorld(t), context.Background()
	tasks := w.fill(600)
	for _, c := range append(w.maker.Contents(4, 5), profile.Content{}) {
		client := w.client(kati, "Matti", c)
		for _, opts := range []MatchOptions{{}, {Shown: 3, LeftOut: true}} {
			must(w.Matches(ctx, kati, client, opts))
		}
	}
	ids := w.rankingIDs(all)
	if len(ids) != 10 {
		t.Fatalf("%d rankings are logged, want 10", len(ids))
	}
	kept := store.NewCollection[task.Task](w.db, task.Schemas()[0])
	for _, k := range tasks {
		e := must(kept.Get(ctx, k.ID))
		e.Value.Title, e.Value.Hazards, e.Value.Status = "Toinen työ", matching.Chosen("dust"), task.Closed
		must(kept.Save(ctx, e))
	}
	for _, id := range ids {
		r := must(w.Ranking(ctx, program, id))
		must(w.Profiles.Save(ctx, kati, r.Client, must(w.Profiles.Current(ctx, kati, r.Client, "test")).Number, content(), true))
		w.Rules.ID, w.Rules.Weights = "2027-01", matching.Weights{Goal: 100}
		got, err := w.Replay(ctx, kati, id)
		if err != nil || !got.Equal || got.Ranking.ID != id {
			t.Errorf("%s: %v, %+v", id, err, got.Differences)
		}
	}
}

// Until rules "2026-11", a goal in words was not looked up among the names of occupations: a ranking of that time was made
// from another view of the same profile, by other weights, and still runs again.
func TestReplayOfAProfileAsItWasSeenBefore(t *testing.T) {
	w, ctx := newWorld(t), context.Background()
	w.post(aino, washing())
	c := content()
	c.Goal.Text = "keittiöapulainen"
	client := w.client(kati, "Matti Meikäläinen", c)
	table, rules := w.ESCO, w.Rules
	w.ESCO = &esco.Table{}
	w.Rules.ID, w.Rules.Weights = "2026-11", matching.Weights{Demands: 40, Weakest: 15, Goal: 10, Interests: 25, Support: 5, Commute: 5}
	must(w.Matches(ctx, kati, client, MatchOptions{}))
	w.ESCO, w.Rules = table, rules
	must(w.Matches(ctx, kati, client, MatchOptions{}))
	seen := map[string]string{}
	for _, id := range w.rankingIDs(all) {
		got, err := w.Replay(ctx, kati, id)
		if err != nil || !got.Equal {
			t.Errorf("%s: %v, %+v", id, err, got.Differences)
		}
		seen[got.Ranking.Rules] = got.Ranking.Person
	}
	if len(seen) != 2 || seen["2026-11"] == seen["2026-11b"] {
		t.Errorf("the profile is seen alike by both rules: %v", seen)
	}
}

// Looking twice, or at the same tasks for somebody else, keeps nothing twice.
func TestEvidenceIsShared(t *testing.T) {
	w, client, id, _ := ranked(t)
	ctx := context.Background()
	must(w.Matches(ctx, kati, client, MatchOptions{LeftOut: true}))
	must(w.Matches(ctx, kati, w.client(kati, "Liisa", content()), MatchOptions{LeftOut: true}))
	count := func(collection string) int { return len(must(w.db.Find(ctx, collection, store.Query{})).Docs) }
	if r, s, rules := count("rankings"), count("task_states"), count("rule_states"); r != 2 || s != 1 || rules != 1 {
		t.Errorf("%d rankings, %d states of tasks, %d of rules", r, s, rules)
	}
	e := must(w.Tasks.Get(ctx, aino, id))
	e.Value.Title = "Astiahuoltaja"
	must(w.Tasks.Update(ctx, aino, id, e.Rev, e.Value))
	must(w.Matches(ctx, kati, client, MatchOptions{LeftOut: true}))
	if s := count("task_states"); s != 2 {
		t.Errorf("a changed task has %d states, want 2", s)
	}
	if body := string(must(w.db.Find(ctx, "task_states", store.Query{})).Docs[0].Body); strings.Contains(body, "Työnantaja") {
		t.Errorf("a state names the employer: %s", body)
	}
}

// Whatever is changed behind the program's back is found and named.
func TestReplayFindsTampering(t *testing.T) {
	for name, c := range map[string]struct {
		collection, from, to string
		what                 Aspect
	}{
		"the order shown":    {"rankings", `"shown":["`, `"shown":["x","`, DiffRanking},
		"how many":           {"rankings", `"judged":1`, `"judged":2`, DiffRanking},
		"a task made easier": {"task_states", `\"level\":2`, `\"level\":1`, DiffState},
		"a log":              {"ranking_logs", `"data":"`, `"data":"AAAA`, DiffLog},
		"the rules":          {"rule_states", `\"Demands\":50`, `\"Demands\":51`, DiffRules},
		"the profile":        {"profiles", `"max_minutes":30`, `"max_minutes":31`, DiffProfile},
	} {
		t.Run(name, func(t *testing.T) {
			w, _, id, ranking := ranked(t)
			w.tamper(c.collection, c.from, c.to)
			got := must(w.Replay(context.Background(), program, ranking))
			if got.Equal || len(got.Differences) != 1 || got.Differences[0].What != c.what {
				t.Fatalf("got %+v, want %s", got, c.what)
			}
			if c.what == DiffState && got.Differences[0].Task != id {
				t.Errorf("the task is not named: %+v", got.Differences)
			}
		})
	}
}

// A program that judges otherwise than the one that made the ranking is found out, task by task.
func TestReplayFindsAnotherFormula(t *testing.T) {
	w, _, id, ranking := ranked(t)
	w.judge = func(p *matching.Prepared, t matching.Task) matching.Verdict {
		v := p.Judge(t)
		v.Low += 1e-12
		return v
	}
	got := must(w.Replay(context.Background(), kati, ranking))
	var what []Aspect
	for _, d := range got.Differences {
		what = append(what, d.What)
		if d.Task != id {
			t.Errorf("the task is not named: %+v", d)
		}
	}
	if want := []Aspect{DiffVerdict}; got.Equal || !slices.Equal(what, want) {
		t.Errorf("differences %v, want %v", what, want)
	}
}

// The comparison sees the last bit of a score, and the first task out of its place.
func TestCompareLogs(t *testing.T) {
	log := func(change func(*Log)) Log {
		l := Log{
			Considered: []Considered{{"a", "s", "fits_now", 70.1, nil}, {"b", "t", "left_out", 60, []string{"shift"}}},
			Shown:      []Shown{{Task: "a", Group: "fits_now", Score: 70.1, Verdict: "v"}},
			Limits:     []Limit{{"shift", 1, 1}},
		}
		change(&l)
		return l
	}
	for name, c := range map[string]struct {
		change func(*Log)
		want   []Aspect
	}{
		"nothing":     {func(*Log) {}, nil},
		"a bit":       {func(l *Log) { l.Considered[0].Score = 70.10000000000001 }, []Aspect{DiffScore}},
		"two swapped": {func(l *Log) { slices.Reverse(l.Considered) }, []Aspect{DiffOrder}},
		"one less":    {func(l *Log) { l.Considered = l.Considered[:1] }, []Aspect{DiffOrder}},
		"a limit":     {func(l *Log) { l.Considered[1].Broken = nil }, []Aspect{DiffBroken}},
		"a reason":    {func(l *Log) { l.Shown[0].Verdict = "w" }, []Aspect{DiffVerdict}},
		"none shown":  {func(l *Log) { l.Shown = nil }, []Aspect{DiffShown}},
		"a cost":      {func(l *Log) { l.Limits[0].Returns = 0 }, []Aspect{DiffLimits}},
		"a failure":   {func(l *Log) { l.Failed = []marketplace.ID{"b"} }, []Aspect{DiffFailed}},
	} {
		var got []Aspect
		for _, d := range log(func(*Log) {}).compare(log(c.change)) {
			got = append(got, d.What)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

// Rules that are not kept here are no reason to answer by other rules.
func TestReplayRefusesUnknownRules(t *testing.T) {
	w, _, _, ranking := ranked(t)
	ctx := context.Background()
	for _, doc := range must(w.db.Find(ctx, "rule_states", store.Query{})).Docs {
		if err := w.db.Delete(ctx, "rule_states", doc.ID, doc.Rev); err != nil {
			t.Fatal(err)
		}
	}
	got, err := w.Replay(ctx, kati, ranking)
	wantKind(t, err, marketplace.Conflict)
	if e := marketplace.AsError(err); e.Key != "error.rules_unknown" || e.Args["rules"] != "2026-11b" || got.Equal {
		t.Errorf("got %+v, %+v", e, got)
	}
}

// After a crash at any write there is no ranking, or one that can be run again; and the next look makes it.
func TestRankingSurvivesCrashes(t *testing.T) {
	for _, moment := range []storetest.Moment{storetest.BeforeWrite, storetest.AfterWrite} {
		for k := 1; ; k++ {
			w, ctx := newWorld(t), context.Background()
			for _, shift := range []string{"day", "night", "evening"} {
				w.post(aino, with(func(t *task.Task) { t.Shifts = matching.Chosen(shift) }))
			}
			client := w.client(kati, "Matti", content())
			faulty := storetest.Faulty(w.db, k, moment)
			deps := w.Deps
			deps.Store = faulty
			_, err := New(deps).Matches(ctx, kati, client, MatchOptions{LeftOut: true})
			if !faulty.Crashed() {
				if err != nil || k != 7 { // the rules, three tasks, the log and the ranking: six writes
					t.Fatalf("%d writes, %v", k-1, err)
				}
				break
			}
			if err == nil {
				t.Errorf("write %d: the crash is not told", k)
			}
			for range 2 {
				for _, id := range w.rankingIDs(all) {
					if got, err := w.Replay(ctx, kati, id); err != nil || !got.Equal {
						t.Errorf("write %d: %v, %+v", k, err, got.Differences)
					}
				}
				must(w.Matches(ctx, kati, client, MatchOptions{LeftOut: true}))
			}
			if n := len(w.rankingIDs(all)); n != 1 {
				t.Errorf("write %d: %d rankings in the end", k, n)
			}
		}
	}
}

// Coaches of the client and auditors of the organisation may ask; for others there is no such ranking.
func TestWhoMayReplay(t *testing.T) {
	w, client, id, ranking := ranked(t)
	ctx := context.Background()
	auditor := discoverytest.Actor("tarkastaja", "turku", marketplace.RoleAuditor)
	for _, who := range []marketplace.Actor{kati, auditor, marketplace.System("turku"), program} {
		if got, err := w.Replay(ctx, who, ranking); err != nil || !got.Equal {
			t.Errorf("%q: %v %+v", who.Person, err, got.Differences)
		}
	}
	elsewhere := discoverytest.Actor("tarkastaja", "vaasa", marketplace.RoleAuditor)
	for _, who := range []marketplace.Actor{kalle, vera, aino, elsewhere, marketplace.System("vaasa")} {
		got, err := w.Replay(ctx, who, ranking)
		wantKind(t, err, marketplace.NotFound)
		event, eventErr := w.Event(ctx, who, ranking, "")
		wantKind(t, eventErr, marketplace.NotFound)
		_, none := w.Replay(ctx, who, "no-such-ranking")
		if marketplace.AsError(err).Key != marketplace.AsError(none).Key || got.Ranking.ID != "" || event.ID != "" {
			t.Errorf("%q learns %v %+v %+v", who.Person, err, got, event)
		}
	}
	_, err := w.Replay(ctx, marketplace.Actor{}, ranking)
	wantKind(t, err, marketplace.Unauthenticated)
	wantKind(t, w.EachRanking(ctx, kalle, all, func(Ranking) error { return nil }), marketplace.Forbidden)
	reads := must(w.Profiles.Readers(ctx, kati, client, marketplace.Page{}))
	byAuditor := slices.ContainsFunc(reads.Items, func(r audit.Read) bool { return strings.Contains(string(must(json.Marshal(r))), "tarkastaja") })
	if !byAuditor {
		t.Errorf("nobody can see that the auditor had the profile read: %+v", reads.Items)
	}
	if ids := w.rankingIDs(Which{Task: id}); !slices.Equal(ids, []marketplace.ID{ranking}) {
		t.Errorf("rankings of the task: %v", ids)
	}
}

// What is handed out has ids, versions and numbers, and no word of anybody's.
func TestEventHasNoTexts(t *testing.T) {
	w, client, id, ranking := ranked(t)
	ctx := context.Background()
	other := w.post(aino, with(func(t *task.Task) { t.Shifts = matching.Chosen("night") }))
	must(w.Matches(ctx, kati, client, MatchOptions{LeftOut: true}))
	if ids := w.rankingIDs(Which{Client: client}); len(ids) != 2 || ids[1] != ranking {
		t.Fatalf("rankings of the client: %v", ids)
	}
	if ids := w.rankingIDs(Which{Task: other}); len(ids) != 1 {
		t.Errorf("rankings of the other task: %v", ids)
	}
	newest := w.rankingIDs(Which{Client: client})[0]
	whole := must(w.Event(ctx, program, newest, ""))
	if len(whole.Detail.Considered) != 2 || len(whole.Detail.Shown) != 2 || whole.Damaged || whole.Role != marketplace.RoleCoach || whole.Purpose != PurposeMatching || whole.Code == "" {
		t.Errorf("event %+v", whole)
	}
	one := must(w.Event(ctx, program, newest, other))
	if len(one.Detail.Considered) != 1 || !slices.Equal(one.Detail.Considered[0].Broken, []string{"shift"}) || strings.Contains(string(must(json.Marshal(one))), string(id)) {
		t.Errorf("event of one task %+v", one)
	}
	for _, word := range []string{"Matti", "iskaa", "Työnantaja"} {
		if strings.Contains(string(must(json.Marshal(whole))), word) {
			t.Errorf("the event says %q", word)
		}
	}
}

// A log that fills several documents comes back whole; a document less and it is told.
func TestLogInPieces(t *testing.T) {
	w, ctx := newWorld(t), context.Background()
	r := Ranking{ID: "rank", Org: "turku", Client: "c"}
	noise := rand.New(rand.NewPCG(1, 2))
	var log Log
	for range 60_000 {
		log.Considered = append(log.Considered, Considered{Task: marketplace.ID(fmt.Sprintf("%016x%016x", noise.Uint64(), noise.Uint64()))})
	}
	digest, text, err := encoded(log)
	if err != nil {
		t.Fatal(err)
	}
	packed := must(pack(text))
	r.Log, r.Pieces = digest, (len(packed)+pieceSize-1)/pieceSize
	if err := w.saveLog(ctx, r, packed); err != nil || r.Pieces != 2 {
		t.Fatalf("%d pieces, %v", r.Pieces, err)
	}
	if got, ok, err := w.loadLog(ctx, r); err != nil || !ok || !slices.EqualFunc(got.Considered, log.Considered, func(a, b Considered) bool { return a.Task == b.Task }) {
		t.Errorf("%d of %d tasks, %v %v", len(got.Considered), len(log.Considered), ok, err)
	}
	if err := w.db.Delete(ctx, "ranking_logs", pieceID("rank", 1), 1); err != nil {
		t.Fatal(err)
	}
	if _, ok, err := w.loadLog(ctx, r); ok || err != nil {
		t.Errorf("a piece is missing: %v %v", ok, err)
	}
}
