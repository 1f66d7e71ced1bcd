package carving

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/printtest"
	"sovite.fi/sovite/marketplace/store/storetest"
	"sovite.fi/sovite/marketplace/task"
)

// From an empty list to drafts: saved at every step, finished once, and each job is one draft of the employer's own.
func TestFromListToDrafts(t *testing.T) {
	w, ctx := newWorld(t), t.Context()
	e := w.start(Content{Title: "Keittiö"})
	e = must(w.Save(ctx, aino, e.ID, e.Rev, e.Value.Add("Astioiden pesu 400\nPöytien pyyhkiminen 100")))
	if again := must(w.Save(ctx, oona, e.ID, e.Rev, e.Value.Content)); again.Rev != e.Rev {
		t.Error("saving the same was saved")
	}
	_, err := w.Finish(ctx, aino, e.ID, e.Rev)
	wantKind(t, err, marketplace.Invalid)
	e = must(w.Save(ctx, oona, e.ID, e.Rev, kitchen()))
	_, err = w.Save(ctx, aino, e.ID, e.Rev-1, Content{})
	wantKind(t, err, marketplace.Stale)
	_, err = w.Finish(ctx, aino, e.ID, e.Rev-1)
	wantKind(t, err, marketplace.Stale)
	e = must(w.Finish(ctx, aino, e.ID, e.Rev))
	drafts := must(w.tasks.Mine(ctx, aino, "", marketplace.Page{})).Items
	if e.Value.State != Finished || len(drafts) != 1 || drafts[0].ID != e.Value.Drafts["j1"] || drafts[0].Value.Status != task.Draft || drafts[0].Value.Employer != "Firma cafe" {
		t.Fatalf("%+v\n%+v", e.Value, drafts)
	}
	changed := drafts[0].Value
	changed.Title = "Keittiön apulainen"
	must(w.tasks.Update(ctx, aino, changed.ID, 1, changed))
	again := must(w.Finish(ctx, aino, e.ID, 1))
	if got := must(w.tasks.Get(ctx, aino, changed.ID)); again.Rev != e.Rev || got.Value.Title != "Keittiön apulainen" {
		t.Error("finishing again changed something")
	}
	_, err = w.Save(ctx, aino, e.ID, e.Rev, Content{})
	wantKind(t, err, marketplace.Conflict)
	got := w.facts()
	slices.Sort(got)
	want := []string{"carving.changed", "carving.changed", "carving.finished", "carving.started", "task.changed", "task.created"}
	if !slices.Equal(got, want) {
		t.Errorf("facts %v, want %v", got, want)
	}
	if text := string(must(json.Marshal(must(w.db.Pending(ctx, 100))))); strings.Contains(text, "Kokki") {
		t.Errorf("what was typed is in the facts: %s", text)
	}
}

// A crash at every write of finishing: whatever was saved, finishing again or the courier completes it, each job is one
// draft, and nothing is made of a carving that is not finished.
func TestCrashAtEveryWrite(t *testing.T) {
	two := kitchen()
	two.Jobs = append(two.Jobs, Job{Key: "j2", Title: "Salin apu", Route: "gig"})
	two.Duties[3].Job = "j2"
	for _, moment := range []storetest.Moment{storetest.BeforeWrite, storetest.AfterWrite} {
		for _, byCourier := range []bool{false, true} {
			for k := 1; k <= 4; k++ {
				t.Run(fmt.Sprintf("write %d, moment %v, courier %v", k, moment, byCourier), func(t *testing.T) {
					crashing(t, two, k, moment, byCourier)
				})
			}
		}
	}
}

func crashing(t *testing.T, content Content, k int, moment storetest.Moment, byCourier bool) {
	ctx, db := t.Context(), memory(t)
	faulty := storetest.Faulty(db, k, moment)
	w := on(t, faulty, 0)
	e, err := w.Start(ctx, aino, content)
	if err == nil {
		_, err = w.Finish(ctx, aino, e.ID, e.Rev)
	}
	if err == nil || !faulty.Crashed() {
		t.Fatalf("write was not reached: %v", err)
	}
	again := on(t, db, 5000)
	for _, e := range must(again.Mine(ctx, aino, marketplace.Page{})).Items {
		if e.Value.State != Finished && len(must(again.tasks.Mine(ctx, aino, "", marketplace.Page{})).Items) > 0 {
			t.Fatal("drafts of a carving that is not finished")
		}
		if e.Value.State != Finished || !byCourier {
			must(again.Finish(ctx, aino, e.ID, e.Rev))
		}
		for range 2 {
			again.follow(e.ID)
		}
		e = must(again.Get(ctx, aino, e.ID))
		drafts := must(again.tasks.Mine(ctx, aino, "", marketplace.Page{})).Items
		if len(drafts) != 2 || e.Value.State != Finished {
			t.Fatalf("%d drafts, %s", len(drafts), e.Value.State)
		}
		for _, id := range e.Value.Drafts {
			must(again.tasks.Get(ctx, aino, id))
		}
	}
	got := again.facts()
	for typ, most := range map[string]int{"carving.finished": 1, "task.created": 2} {
		if n := len(slices.DeleteFunc(slices.Clone(got), func(s string) bool { return s != typ })); n > most {
			t.Errorf("%d facts %s", n, typ)
		}
	}
}

func (w *world) follow(id marketplace.ID) {
	w.t.Helper()
	if err := w.Follow(w.t.Context(), marketplace.Fact{Type: "carving.finished", Subject: "carvings/" + string(id)}); err != nil {
		w.t.Fatal(err)
	}
}

// Following what is not there, not finished, or of an organisation that may not post tasks any more makes nothing and
// does not hold the courier up.
func TestFollowingMakesNothingUnasked(t *testing.T) {
	w, ctx := newWorld(t), t.Context()
	e := w.start(kitchen())
	w.follow(e.ID)
	w.follow("nobody")
	if n := len(must(w.tasks.Mine(ctx, aino, "", marketplace.Page{})).Items); n != 0 {
		t.Fatalf("%d drafts", n)
	}
	known, _ := w.Orgs.(orgs)
	faulty := storetest.Faulty(w.db, 2, storetest.BeforeWrite)
	_, err := on(t, faulty, 9000).Finish(ctx, aino, e.ID, e.Rev)
	wantKind(t, err, marketplace.Unavailable)
	known["cafe"] = "organiser"
	w.follow(e.ID)
	known["cafe"] = "employer"
	if n := len(must(w.tasks.Mine(ctx, aino, "", marketplace.Page{})).Items); n != 0 {
		t.Fatalf("%d drafts", n)
	}
}

// A coach who is asked reads it, the first who takes it up edits it, and when the employer takes it back it is gone.
func TestHelp(t *testing.T) {
	w, ctx := newWorld(t), t.Context()
	e := w.start(kitchen())
	for _, coach := range []marketplace.Actor{kati, kalle, vera} {
		_, err := w.Get(ctx, coach, e.ID)
		wantKind(t, err, marketplace.NotFound)
	}
	_, err := w.Ask(ctx, aino, e.ID, "bakery")
	wantKind(t, err, marketplace.Invalid)
	must(w.Ask(ctx, aino, e.ID, "turku"))
	_, err = w.Get(ctx, vera, e.ID)
	wantKind(t, err, marketplace.NotFound)
	if n := len(must(w.Waiting(ctx, vera))); n != 0 {
		t.Errorf("another provider is asked: %d", n)
	}
	if n := len(must(w.Waiting(ctx, kalle))); n != 1 {
		t.Errorf("%d wait", n)
	}
	_, err = w.Save(ctx, kati, e.ID, 2, Content{Title: "Toinen"})
	wantKind(t, err, marketplace.Conflict)
	must(w.Take(ctx, kati, e.ID))
	_, err = w.Take(ctx, kalle, e.ID)
	wantKind(t, err, marketplace.NotFound)
	changed := kitchen()
	changed.Title = "Keittiö ja sali"
	e = must(w.Save(ctx, kati, e.ID, 3, changed))
	_, err = w.Finish(ctx, kati, e.ID, e.Rev)
	wantKind(t, err, marketplace.Forbidden)
	if got := must(w.Get(ctx, aino, e.ID)); got.Value.Title != "Keittiö ja sali" || got.Value.Help.Coach != "kati" {
		t.Errorf("%+v", got.Value)
	}
	if n := len(must(w.Helping(ctx, kati, marketplace.Page{})).Items); n != 1 {
		t.Errorf("%d helped", n)
	}
	must(w.TakeBack(ctx, aino, e.ID))
	_, err = w.Get(ctx, kati, e.ID)
	wantKind(t, err, marketplace.NotFound)
	_, err = w.Save(ctx, kati, e.ID, 5, Content{})
	wantKind(t, err, marketplace.NotFound)
	if n := len(must(w.Helping(ctx, kati, marketplace.Page{})).Items); n != 0 {
		t.Errorf("%d helped after it was taken back", n)
	}
	must(w.Ask(ctx, aino, e.ID, Anybody))
	must(w.Take(ctx, vera, e.ID))
	for _, p := range must(w.db.Pending(ctx, 100)) {
		for _, f := range p.Facts {
			if f.Org != "cafe" || f.Type == "carving.help_ended" && f.Data["coach"] != "kati" {
				t.Errorf("%+v", f)
			}
		}
	}
}

// A coach prepares a carving for an employer who has none: the employer sees it once it is offered, and only the employer
// can make tasks of it.
func TestOffering(t *testing.T) {
	w, ctx := newWorld(t), t.Context()
	for _, org := range []marketplace.ID{"turku", "nobody", ""} {
		_, err := w.Prepare(ctx, kati, org, kitchen())
		wantKind(t, err, marketplace.Invalid)
	}
	e := must(w.Prepare(ctx, kati, "cafe", kitchen()))
	if got := must(w.Mine(ctx, aino, marketplace.Page{})).Items; len(got) != 0 {
		t.Error("the employer sees what is not offered yet")
	}
	for _, a := range []marketplace.Actor{aino, oona, kalle, vera, rival} {
		_, err := w.Get(ctx, a, e.ID)
		wantKind(t, err, marketplace.NotFound)
	}
	must(w.Offer(ctx, kati, e.ID))
	_, err := w.Save(ctx, kati, e.ID, 2, Content{})
	wantKind(t, err, marketplace.Conflict)
	for _, a := range []marketplace.Actor{kati} {
		_, err = w.Accept(ctx, a, e.ID)
		wantKind(t, err, marketplace.Forbidden)
		_, err = w.Finish(ctx, a, e.ID, 2)
		wantKind(t, err, marketplace.Forbidden)
	}
	_, err = w.Finish(ctx, aino, e.ID, 2)
	wantKind(t, err, marketplace.Conflict)
	e = must(w.Accept(ctx, aino, e.ID))
	e = must(w.Save(ctx, kati, e.ID, e.Rev, func() Content { c := kitchen(); c.Title = "Uusi"; return c }()))
	must(w.Finish(ctx, aino, e.ID, e.Rev))
	gone := must(w.Prepare(ctx, kati, "cafe", kitchen()))
	must(w.Withdraw(ctx, kati, gone.ID))
	_, err = w.Get(ctx, aino, gone.ID)
	wantKind(t, err, marketplace.NotFound)
	for _, p := range must(w.db.Pending(ctx, 100)) {
		for _, f := range p.Facts {
			if f.Subject == "carvings/"+string(gone.ID) && f.Org != "turku" {
				t.Errorf("the employer's record tells of what it never saw: %+v", f)
			}
		}
	}
}

// Nobody else can load, list or move a carving, in whatever state.
func TestStrangers(t *testing.T) {
	w, ctx := newWorld(t), t.Context()
	e := w.start(kitchen())
	must(w.Ask(ctx, aino, e.ID, "turku"))
	for name, tc := range map[string]struct {
		actor marketplace.Actor
		kind  marketplace.Kind
		lists marketplace.Kind
	}{
		"a rival": {rival, marketplace.NotFound, 0}, "another provider's coach": {vera, marketplace.NotFound, marketplace.Forbidden},
		"an auditor": {tuuli, marketplace.NotFound, marketplace.Forbidden}, "a client": {matti, marketplace.NotFound, marketplace.Forbidden},
		"who approves hours": {billed, marketplace.NotFound, marketplace.Forbidden}, "nobody": {marketplace.Actor{}, marketplace.Unauthenticated, marketplace.Unauthenticated},
	} {
		t.Run(name, func(t *testing.T) {
			before := len(w.facts())
			_, err := w.Get(ctx, tc.actor, e.ID)
			wantKind(t, err, tc.kind)
			_, err = w.Save(ctx, tc.actor, e.ID, 2, Content{})
			wantKind(t, err, tc.kind)
			_, err = w.Finish(ctx, tc.actor, e.ID, 2)
			wantKind(t, err, tc.kind)
			for event, do := range w.verbs() {
				if err := do(tc.actor, e.ID); !marketplace.IsKind(err, tc.kind) {
					t.Errorf("%s: %v", event, err)
				}
			}
			list, err := w.Mine(ctx, tc.actor, marketplace.Page{})
			if tc.lists == 0 && (err != nil || len(list.Items) > 0) || tc.lists != 0 && !marketplace.IsKind(err, tc.lists) {
				t.Errorf("lists %v %v", list.Items, err)
			}
			if len(w.facts()) != before {
				t.Error("asking left a trace in the data")
			}
		})
	}
	for _, a := range []marketplace.Actor{kati, tuuli, billed} {
		_, err := w.Start(ctx, a, kitchen())
		wantKind(t, err, marketplace.Forbidden)
	}
	for _, a := range []marketplace.Actor{aino, tuuli, oona} {
		_, err := w.Prepare(ctx, a, "cafe", kitchen())
		wantKind(t, err, marketplace.Forbidden)
		_, err = w.Waiting(ctx, a)
		wantKind(t, err, marketplace.Forbidden)
	}
}

func (w *world) verbs() map[Event]func(marketplace.Actor, marketplace.ID) error {
	ctx := w.t.Context()
	type verb func(context.Context, marketplace.Actor, marketplace.ID) (Entry, error)
	plain := func(do verb) func(marketplace.Actor, marketplace.ID) error {
		return func(a marketplace.Actor, id marketplace.ID) error { _, err := do(ctx, a, id); return err }
	}
	return map[Event]func(marketplace.Actor, marketplace.ID) error{
		Offer:    plain(w.Offer),
		Withdraw: plain(w.Withdraw),
		Accept:   plain(w.Accept),
		Decline:  plain(w.Decline),
		Ask:      func(a marketplace.Actor, id marketplace.ID) error { _, err := w.Ask(ctx, a, id, "turku"); return err },
		Take:     plain(w.Take),
		TakeBack: plain(w.TakeBack),
		Abandon:  plain(w.Abandon),
		Finish: func(a marketplace.Actor, id marketplace.ID) error {
			e, err := w.carvings.Get(ctx, id)
			if err == nil {
				_, err = w.Finish(ctx, a, id, e.Rev)
			}
			return err
		},
	}
}

// Every event is tried in every state, by whoever may bring it about and by whoever may not; the table of what happened
// is printed.
func TestStates(t *testing.T) {
	path := map[State][]Event{Prepared: nil, Offered: {Offer}, Open: {}, Asked: {Ask}, Helped: {Ask, Take}, Finished: {Finish}, Abandoned: {Abandon}}
	var out strings.Builder
	out.WriteString("# The moves of a carving\n\nPrinted and checked by the tests. Offer, withdraw and take are a coach's; all others are the employer's alone.\nA dash is a move that is refused.\n\n| state |")
	for _, e := range Events() {
		fmt.Fprintf(&out, " %s |", e)
	}
	out.WriteString("\n|---|" + strings.Repeat("---|", len(Events())) + "\n")
	for _, s := range States() {
		fmt.Fprintf(&out, "| %s |", s)
		for _, e := range Events() {
			fmt.Fprintf(&out, " %s |", tried(t, s, path[s], e))
		}
		out.WriteString("\n")
	}
	printtest.Same(t, "testdata/states.md", out.String())
}

// tried brings a carving to a state and tries an event on it; what came of it, or a dash.
func tried(t *testing.T, s State, path []Event, e Event) string {
	t.Helper()
	w := newWorld(t)
	verbs := w.verbs()
	var c Entry
	if s == Prepared || s == Offered {
		c = must(w.Prepare(t.Context(), kati, "cafe", kitchen()))
	} else {
		c = w.start(kitchen())
	}
	by := func(e Event) marketplace.Actor {
		if e.ByCoach() {
			return kati
		}
		return aino
	}
	for _, step := range path {
		if err := verbs[step](by(step), c.ID); err != nil {
			t.Fatalf("to %s: %v", s, err)
		}
	}
	for _, wrong := range []marketplace.Actor{aino, kati, kalle, vera, rival} {
		if wrong.Person == by(e).Person || e == Take && s == Asked && wrong.Person == "kalle" || e == Finish && s == Finished {
			continue
		}
		if err := verbs[e](wrong, c.ID); err == nil {
			t.Errorf("%s, %s by %s went through", s, e, wrong.Person)
		}
	}
	err := verbs[e](by(e), c.ID)
	after := must(w.carvings.Get(t.Context(), c.ID)).Value.State
	next, allowed := s.Next(e)
	switch {
	case allowed && (err != nil || after != next):
		t.Errorf("%s, %s: %v, state %s", s, e, err, after)
	case !allowed && after != s:
		t.Errorf("%s, %s went through", s, e)
	case !allowed && err == nil && (s != Finished || e != Finish):
		t.Errorf("%s, %s: no error", s, e)
	}
	if !allowed {
		return "–"
	}
	return string(next)
}

// Two coaches take it up at the same moment: one of them gets it.
func TestTwoCoachesAtOnce(t *testing.T) {
	w, ctx := newWorld(t), t.Context()
	e := w.start(kitchen())
	must(w.Ask(ctx, aino, e.ID, Anybody))
	done := make(chan error, 2)
	for _, a := range []marketplace.Actor{kati, vera} {
		other := on(t, w.db, 1000*len(a.Person)+int(a.Person[0])*10000)
		go func() { _, err := other.Take(ctx, a, e.ID); done <- err }()
	}
	if first, second := <-done, <-done; (first == nil) == (second == nil) {
		t.Errorf("%v and %v", first, second)
	}
}
