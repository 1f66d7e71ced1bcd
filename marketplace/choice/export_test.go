package choice

import (
	"encoding/json"
	"strings"
	"testing"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/discovery"
)

// Everything that is kept is handed out: each ranking with the choices made on it, and those made on none. The coach
// gets the notes, the auditor does not, and nobody else gets anything. Each handing out is a read.
func TestExport(t *testing.T) {
	w, ctx := newWorld(t), t.Context()
	client, dish, night := w.client("Aino"), w.post(nil), w.post(atNight)
	first := must(w.Discovery.Matches(ctx, kati, client, discovery.MatchOptions{LeftOut: true})).Ranking
	must(w.Choose(ctx, kati, client, dish, 0, Wish{State: Kept, Ranking: first}))
	must(w.Choose(ctx, kati, client, night, 0, Wish{State: Dismissed, Reason: Other, Note: "Salaisuus", Ranking: first}))
	second := must(w.Discovery.Matches(ctx, kati, client, discovery.MatchOptions{LeftOut: true, Aside: []marketplace.ID{night}})).Ranking
	must(w.Choose(ctx, kati, client, dish, 1, Wish{State: Dismissed, Reason: TooFar}))
	must(w.Choose(ctx, kati, client, dish, 2, Wish{State: Kept, Ranking: second}))

	reads := len(w.facts("data.read"))
	page := must(w.Export(ctx, kati, client, marketplace.Page{Limit: 1}))
	if len(page.Rankings) != 1 || page.Rankings[0].ID != second || len(page.Rankings[0].Choices) != 1 || len(page.Choices) != 1 || page.Choices[0].Reason != TooFar {
		t.Fatalf("the first page: %+v", page)
	}
	rest := must(w.Export(ctx, kati, client, marketplace.Page{Limit: 1, After: page.Next}))
	if len(rest.Rankings) != 1 || rest.Rankings[0].ID != first || len(rest.Rankings[0].Choices) != 2 || len(rest.Choices) != 0 || rest.Next != "" {
		t.Fatalf("the rest: %+v", rest)
	}
	if len(rest.Rankings[0].Detail.Considered) != 2 {
		t.Error("without what was considered")
	}
	audited := must(w.Export(ctx, tuuli, client, marketplace.Page{}))
	if len(audited.Rankings) != 2 || len(audited.Rankings[1].Choices) != 2 {
		t.Errorf("the auditor gets %+v", audited)
	}
	if got := len(w.facts("data.read")) - reads; got != 3 {
		t.Errorf("%d reads were recorded, want 3", got)
	}
	for _, x := range []any{audited, must(w.OfTask(ctx, tuuli, night, marketplace.Page{})), must(w.Event(ctx, tuuli, first, ""))} {
		if text := string(must(json.Marshal(x))); strings.Contains(text, "Salaisuus") || !strings.Contains(text, "dismissed") {
			t.Errorf("what an auditor gets: %s", text)
		}
	}
	if text := string(must(json.Marshal(rest))); !strings.Contains(text, "Salaisuus") {
		t.Error("the coach does not get the note")
	}
	for _, of := range []marketplace.Actor{kalle, vera, taito} {
		_, err := w.Export(ctx, of, client, marketplace.Page{})
		wantKind(t, err, marketplace.NotFound)
	}
	for _, of := range []marketplace.Actor{aino, oona} {
		_, err := w.Export(ctx, of, client, marketplace.Page{})
		wantKind(t, err, marketplace.Forbidden)
	}
	if list := must(w.OfTask(ctx, taito, dish, marketplace.Page{})); len(list.Items) != 0 {
		t.Errorf("another organisation's auditor sees %+v", list.Items)
	}
	if e := must(w.Event(ctx, tuuli, first, dish)); len(e.Choices) != 1 || e.Choices[0].Task != dish {
		t.Errorf("of one task: %+v", e.Choices)
	}
}
