package choice

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/discovery"
	"sovite.fi/sovite/marketplace/task"
	"sovite.fi/sovite/matching"
)

// A coach looks at the list, keeps one, puts it aside, takes that back: one document, one fact each, all of it readable.
func TestChoosing(t *testing.T) {
	w, ctx := newWorld(t), t.Context()
	client, dish := w.client("Aino"), w.post(nil)
	list := must(w.Discovery.Matches(ctx, kati, client, discovery.MatchOptions{LeftOut: true}))
	none := must(w.Get(ctx, kati, client, dish))
	if none.Rev != 0 || none.Value.State != Open {
		t.Fatalf("before anybody chose: %+v", none)
	}
	kept := must(w.Choose(ctx, kati, client, dish, 0, Wish{State: Kept, Ranking: list.Ranking}))
	m := kept.Value.Made
	if kept.Rev != 1 || m.Group != "fits_now" || m.Profile != 1 || m.Rules != list.Rules || m.Ranking != list.Ranking || m.Overrode || m.By != "kati" || m.Score <= 0 {
		t.Errorf("kept: %+v", m)
	}
	again := must(w.Choose(ctx, kati, client, dish, 1, Wish{State: Kept, Ranking: list.Ranking}))
	if again.Rev != 1 {
		t.Error("choosing the same again was saved")
	}
	aside := must(w.Choose(ctx, kati, client, dish, 1, Wish{State: Dismissed, Reason: TriedBefore, Note: "  Keväällä\n2025 "}))
	if aside.Value.Note != "Keväällä 2025" || len(aside.Value.Earlier) != 1 || aside.Value.Earlier[0] != m {
		t.Errorf("put aside: %+v", aside.Value)
	}
	open := must(w.Reopen(ctx, kati, client, dish, 2))
	if open.Value.State != Open || len(open.Value.Earlier) != 2 || open.Rev != 3 {
		t.Errorf("opened again: %+v", open)
	}
	if again := must(w.Reopen(ctx, kati, client, dish, 3)); again.Rev != 3 {
		t.Error("opening what is open was saved")
	}
	for typ, want := range map[string]int{"choice.kept": 1, "choice.dismissed": 1, "choice.reopened": 1} {
		got := w.facts(typ)
		if len(got) != want || got[0].Data["client"] != string(client) || got[0].Data["task"] != string(dish) {
			t.Errorf("%s: %+v", typ, got)
		}
		if text, _ := json.Marshal(got); strings.Contains(string(text), "Keväällä") {
			t.Errorf("the note is in the fact: %s", text)
		}
	}
}

// Keeping against the verdict needs a reason, is marked as such, and changes no verdict: not now and not later.
func TestOverriding(t *testing.T) {
	w, ctx := newWorld(t), t.Context()
	client := w.client("Aino")
	for _, tc := range []struct {
		task  marketplace.ID
		group matching.Group
	}{{w.post(atNight), matching.LeftOut}, {w.post(asksReading), matching.Missing}} {
		before := must(w.Discovery.Match(ctx, kati, client, tc.task))
		if before.Verdict.Group != tc.group {
			t.Fatalf("the task is in %s, want %s", before.Verdict.Group, tc.group)
		}
		_, err := w.Choose(ctx, kati, client, tc.task, 0, Wish{State: Kept})
		wantKind(t, err, marketplace.Invalid)
		e := must(w.Choose(ctx, kati, client, tc.task, 0, Wish{State: Kept, Reason: ClientWants}))
		if !e.Value.Overrode || e.Value.Group != tc.group.String() {
			t.Errorf("not marked: %+v", e.Value.Made)
		}
		after := must(w.Discovery.Match(ctx, kati, client, tc.task))
		if x, y := must(json.Marshal(before)), must(json.Marshal(after)); string(x) != string(y) {
			t.Errorf("the verdict changed:\n%s\n%s", x, y)
		}
	}
	if got := w.facts("choice.kept"); len(got) != 2 || got[0].Data["overrode"] != "true" {
		t.Errorf("facts: %+v", got)
	}
}

// Nobody but the client's coach chooses or reads; for everybody else it is as if there were no such client.
func TestStrangers(t *testing.T) {
	w, ctx := newWorld(t), t.Context()
	client, dish := w.client("Aino"), w.post(nil)
	draft := must(w.Tasks.Create(ctx, aino, washing())).ID
	must(w.Choose(ctx, kati, client, dish, 0, Wish{State: Kept}))
	for name, tc := range map[string]struct {
		actor marketplace.Actor
		kind  marketplace.Kind
	}{
		"a colleague": {kalle, marketplace.NotFound}, "another provider": {vera, marketplace.NotFound}, "the employer": {aino, marketplace.Forbidden},
		"the owner": {oona, marketplace.Forbidden}, "the auditor": {tuuli, marketplace.Forbidden}, "nobody": {marketplace.Actor{}, marketplace.Unauthenticated},
	} {
		t.Run(name, func(t *testing.T) {
			before := len(must(w.db.Pending(ctx, 1000)))
			_, err := w.Choose(ctx, tc.actor, client, dish, 1, Wish{State: Dismissed, Reason: TooFar})
			wantKind(t, err, tc.kind)
			_, err = w.Reopen(ctx, tc.actor, client, dish, 1)
			wantKind(t, err, tc.kind)
			_, err = w.Get(ctx, tc.actor, client, dish)
			wantKind(t, err, tc.kind)
			_, err = w.List(ctx, tc.actor, client, "", marketplace.Page{})
			wantKind(t, err, tc.kind)
			_, err = w.Lists(ctx, tc.actor, client)
			wantKind(t, err, tc.kind)
			if len(must(w.db.Pending(ctx, 1000))) != before {
				t.Error("asking left a trace in the data")
			}
		})
	}
	_, err := w.Choose(ctx, kati, client, draft, 0, Wish{State: Kept})
	wantKind(t, err, marketplace.NotFound)
	_, err = w.Choose(ctx, kati, client, dish, 0, Wish{State: Kept})
	wantKind(t, err, marketplace.Stale)
	_, err = w.Reopen(ctx, kati, client, draft, 0)
	wantKind(t, err, marketplace.NotFound)
	for _, of := range []marketplace.Actor{kati, aino, oona} {
		_, err := w.OfTask(ctx, of, dish, marketplace.Page{})
		wantKind(t, err, marketplace.Forbidden)
	}
}

// A choice names the ranking it was made on: one of this client, that showed the task.
func TestRankingOfAChoice(t *testing.T) {
	w, ctx := newWorld(t), t.Context()
	client, other, dish := w.client("Aino"), w.client("Eero"), w.post(nil)
	mine := must(w.Discovery.Matches(ctx, kati, client, discovery.MatchOptions{})).Ranking
	theirs := must(w.Discovery.Matches(ctx, kati, other, discovery.MatchOptions{})).Ranking
	later := w.post(func(t *task.Task) { t.Title = "Toinen" })
	for name, tc := range map[string]struct{ task, ranking marketplace.ID }{
		"another client's": {dish, theirs}, "before the task came": {later, mine}, "one that nobody made": {dish, "rank0"},
	} {
		_, err := w.Choose(ctx, kati, client, tc.task, 0, Wish{State: Kept, Ranking: tc.ranking})
		if e := marketplace.AsError(err); e.Kind != marketplace.Invalid || e.Fields[0].Field != "ranking" {
			t.Errorf("%s: %v", name, err)
		}
	}
	must(w.Choose(ctx, kati, client, dish, 0, Wish{State: Kept, Ranking: mine}))
}

// What was put aside leaves the list and makes room, comes back when the employer changes the task, and the ranking
// without it can be run again bit for bit.
func TestAsideAndBack(t *testing.T) {
	w, ctx := newWorld(t), t.Context()
	client, dish, other := w.client("Aino"), w.post(nil), w.post(func(t *task.Task) { t.Title = "Leipomon tiskaaja" })
	must(w.Choose(ctx, kati, client, dish, 0, Wish{State: Dismissed, Reason: TooFar}))
	must(w.Choose(ctx, kati, client, other, 0, Wish{State: Kept}))
	lists := must(w.Lists(ctx, kati, client))
	if len(lists.Kept) != 1 || len(lists.Dismissed) != 1 || len(lists.Back) != 0 || !slices.Equal(lists.Aside(), []marketplace.ID{dish}) {
		t.Fatalf("lists: %+v", lists)
	}
	m := must(w.Discovery.Matches(ctx, kati, client, discovery.MatchOptions{Shown: 1, Aside: lists.Aside()}))
	if g := m.Groups[0]; g.Count != 1 || g.Items[0].Task.ID != other || m.Judged != 2 {
		t.Errorf("the list: %+v", g)
	}
	if r := must(w.Discovery.Replay(ctx, kati, m.Ranking)); !r.Equal || !slices.Equal(r.Ranking.Asked.Aside, []marketplace.ID{dish}) {
		t.Errorf("run again: %+v", r.Differences)
	}
	w.change(dish, func(t *task.Task) { t.WeekMinutes.Max = 700 })
	lists = must(w.Lists(ctx, kati, client))
	if len(lists.Dismissed) != 0 || len(lists.Back) != 1 || len(lists.Aside()) != 0 {
		t.Errorf("after the change: %+v", lists)
	}
	if e := must(w.Choose(ctx, kati, client, dish, 1, Wish{State: Dismissed, Reason: TooFar})); e.Rev != 2 {
		t.Error("putting it aside once more was not saved")
	}
	must(w.Tasks.Close(ctx, aino, dish))
	must(w.Tasks.Close(ctx, aino, other))
	lists = must(w.Lists(ctx, kati, client))
	if len(lists.Dismissed) != 0 || !lists.Kept[0].Gone || lists.Kept[0].Task.Title != "Leipomon tiskaaja" {
		t.Errorf("after closing: %+v", lists)
	}
	must(w.Reopen(ctx, kati, client, other, 1))
}

// Choices follow the client to another coach, and leave the one who gave the client away.
func TestHandOver(t *testing.T) {
	w, ctx := newWorld(t), t.Context()
	client, dish := w.client("Aino"), w.post(nil)
	must(w.Choose(ctx, kati, client, dish, 0, Wish{State: Kept}))
	must(w.Profiles.HandOver(ctx, kati, client, "kalle"))
	_, err := w.Get(ctx, kati, client, dish)
	wantKind(t, err, marketplace.NotFound)
	e := must(w.Choose(ctx, kalle, client, dish, 1, Wish{State: Dismissed, Reason: NotNow}))
	if e.Value.By != "kalle" || e.Value.Earlier[0].By != "kati" {
		t.Errorf("%+v", e.Value)
	}
}

// A colleague's client stays unseen among the candidates of a task.
func TestCandidates(t *testing.T) {
	w, ctx := newWorld(t), t.Context()
	client, silent, dish := w.client("Aino"), w.client("Eero"), w.post(nil)
	must(w.Choose(ctx, kati, client, dish, 0, Wish{State: Dismissed, Reason: NotInterested}))
	got := must(w.Candidates(ctx, kati, dish))
	if len(got.Choices) != 1 || got.Choices[client].Reason != NotInterested || len(got.Groups[0].Items) != 2 {
		t.Errorf("%+v", got)
	}
	if _, ok := got.Choices[silent]; ok {
		t.Error("a choice that nobody made")
	}
	if got := must(w.Candidates(ctx, kalle, dish)); len(got.Choices) != 0 {
		t.Errorf("a colleague sees %+v", got.Choices)
	}
}
