package coaching_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/coaching"
)

// A corrected note keeps every former text with who wrote it and when, and its next step; each correction is a fact without
// a word of the text.
func TestNoteIsCorrected(t *testing.T) {
	ctx, w := t.Context(), newWorld(t, memory(t))
	w.reach(t, coaching.Engagement)
	first := coaching.NoteInput{Day: "2026-11-20", Kind: "phone", Line: "Soitin kahvillaan", Minutes: 5, Step: &coaching.StepInput{Text: "Käynti", Due: "2026-12-01"}}
	n := must2(w.Write(ctx, kati, "matti", first))(t)
	second := coaching.NoteInput{Day: "2026-11-20", Kind: "phone", Line: "Soitin kahvilaan", Minutes: 5}
	third := coaching.NoteInput{Day: "2026-11-21", Kind: "talk", Line: "Puhuimme kahvilasta", Minutes: 15, Step: &coaching.StepInput{Text: "Muu", Due: "2026-12-02"}}
	e := must2(w.CorrectNote(ctx, kati, n.ID, 1, second))(t)
	once := e.Value.Corrected
	e = must2(w.CorrectNote(ctx, kati, n.ID, 2, third))(t)
	first.Step, third.Step = nil, nil
	want := []coaching.Former{{NoteInput: first, By: "kati", At: n.Written}, {NoteInput: second, By: "kati", At: once}}
	got := must2(w.Note(ctx, kati, n.ID))(t)
	if diff := cmp.Diff(want, got.Value.Earlier, cmp.Comparer(func(a, b marketplace.Instant) bool { return a == b })); diff != "" || got.Value.NoteInput != third || got.Rev != 3 {
		t.Errorf("%s %+v", diff, got)
	}
	if got.Value.Next.Text != "Käynti" || got.Value.Coach != "kati" || got.Value.Written != n.Written {
		t.Errorf("the step, the writer or the day of writing changed: %+v", got.Value)
	}
	corrected := 0
	for _, f := range facts(t, w.db) {
		if f.Type == "note.corrected" {
			corrected++
			if want := map[string]string{"client": "matti", "course": string(n.Course), "kind": f.Data["kind"]}; f.Actor != "kati" || cmp.Diff(want, f.Data) != "" {
				t.Errorf("%+v", f)
			}
		}
	}
	if corrected != 2 {
		t.Errorf("%d facts", corrected)
	}
}

// What cannot be corrected: over a text that was corrected meanwhile, with mistakes, by a colleague who has the client now,
// by the writer who has not, or more often than twenty times. The same text again saves nothing. Nothing is ever lost.
func TestNoteIsNotCorrected(t *testing.T) {
	ctx, w := t.Context(), newWorld(t, memory(t))
	w.reach(t, coaching.Engagement)
	said := coaching.NoteInput{Day: "2026-11-20", Kind: "phone", Line: "Soitin"}
	n := must2(w.Write(ctx, kati, "matti", said))(t)
	if e := must2(w.CorrectNote(ctx, kati, n.ID, 1, said))(t); e.Rev != 1 || len(e.Value.Earlier) != 0 {
		t.Errorf("nothing was corrected, and yet: %+v", e)
	}
	for field, bad := range map[string]coaching.NoteInput{"line": {Kind: "phone", Line: " "}, "kind": {Kind: "health", Line: "x"}, "day": {Kind: "phone", Line: "x", Day: "2027-01-01"}} {
		_, err := w.CorrectNote(ctx, kati, n.ID, 1, bad)
		wantField(t, err, field)
	}
	w.coach = "kalle"
	if must2(w.Note(ctx, kalle, n.ID))(t).Value.Line != "Soitin" {
		t.Error("the new coach does not read the note")
	}
	_, err := w.CorrectNote(ctx, kalle, n.ID, 1, coaching.NoteInput{Kind: "talk", Line: "Toisin"})
	wantKind(t, err, marketplace.Forbidden)
	_, err = w.CorrectNote(ctx, kati, n.ID, 1, coaching.NoteInput{Kind: "talk", Line: "Toisin"})
	wantKind(t, err, marketplace.NotFound)
	_, err = w.CorrectNote(ctx, system, n.ID, 1, coaching.NoteInput{Kind: "talk", Line: "Toisin"})
	wantKind(t, err, marketplace.Forbidden)
	w.coach = "kati"
	for i := range 20 {
		must2(w.CorrectNote(ctx, kati, n.ID, int64(i+1), coaching.NoteInput{Kind: "talk", Line: fmt.Sprint("Kerta ", i)}))(t)
	}
	_, err = w.CorrectNote(ctx, kati, n.ID, 5, coaching.NoteInput{Kind: "talk", Line: "Vanhan päälle"})
	wantKind(t, err, marketplace.Stale)
	_, err = w.CorrectNote(ctx, kati, n.ID, 21, coaching.NoteInput{Kind: "talk", Line: "Vielä kerran"})
	wantKind(t, err, marketplace.Conflict)
	if e := must2(w.Note(ctx, kati, n.ID))(t); len(e.Value.Earlier) != 20 || e.Value.Earlier[0].Line != "Soitin" || e.Value.Line != "Kerta 19" {
		t.Errorf("%d former texts, now %q", len(e.Value.Earlier), e.Value.Line)
	}
}
