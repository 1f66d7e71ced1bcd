package task

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/matching"
)

// The life of a task, with the facts that others act on.
func TestLife(t *testing.T) {
	ctx, db := context.Background(), memory(t)
	s := newService(t, db, someOrgs())

	e := must(s.Create(ctx, aino, Task{Title: " Tiskaaja "}))
	if e.Value.Status != Draft || e.Value.Employer != "Kahvila Kulma" || e.Value.Org != "cafe" || e.Value.Title != "Tiskaaja" {
		t.Fatalf("created %+v", e.Value)
	}
	_, err := s.Publish(ctx, aino, e.ID)
	wantKind(t, err, marketplace.Invalid)
	if n := len(marketplace.AsError(err).Fields); n != 5 {
		t.Errorf("publishing an empty draft names %d fields: %v", n, err)
	}

	e, err = s.Update(ctx, aino, e.ID, e.Rev, ready())
	if err != nil {
		t.Fatal(err)
	}
	same, err := s.Update(ctx, aino, e.ID, e.Rev, e.Value)
	if err != nil || same.Rev != e.Rev {
		t.Errorf("saving without change: rev %d after %d, %v", same.Rev, e.Rev, err)
	}
	_, err = s.Update(ctx, aino, e.ID, e.Rev-1, ready())
	wantKind(t, err, marketplace.Stale)

	published := must(s.Publish(ctx, aino, e.ID))
	if published.Value.Published.IsZero() || published.Value.Status != Published {
		t.Errorf("published %+v", published.Value)
	}
	again := must(s.Publish(ctx, aino, e.ID))
	if again.Rev != published.Rev {
		t.Error("publishing twice saved twice")
	}
	broken := ready()
	broken.Allergens = matching.Choice{}
	_, err = s.Update(ctx, aino, e.ID, again.Rev, broken)
	wantKind(t, err, marketplace.Invalid)

	_, err = s.Reopen(ctx, aino, e.ID)
	if err != nil {
		t.Errorf("reopening what is open changes nothing, got %v", err)
	}
	closed := must(s.Close(ctx, aino, e.ID))
	_, err = s.Publish(ctx, aino, e.ID)
	wantKind(t, err, marketplace.Conflict)
	reopened := must(s.Reopen(ctx, aino, e.ID))
	if closed.Value.Status != Closed || reopened.Value.Status != Published {
		t.Errorf("closed %v, reopened %v", closed.Value.Status, reopened.Value.Status)
	}
	if first := reopened.Value.FirstPublished(); first != closed.Value.Published || first == reopened.Value.Published {
		t.Errorf("first published %v, again %v", first, reopened.Value.Published)
	}

	want := []string{"task.created", "task.changed", "task.published", "task.closed", "task.reopened"}
	if diff := cmp.Diff(want, factTypes(t, db)); diff != "" {
		t.Error(diff)
	}
}

func factTypes(t *testing.T, db store.Store) []string {
	t.Helper()
	parcels, err := db.Pending(context.Background(), 100)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, p := range parcels {
		for _, f := range p.Facts {
			if f.Org != "cafe" || f.Data["task"] != string(p.ID) || f.Subject != "tasks/"+string(p.ID) {
				t.Errorf("fact %+v of %s", f, p.ID)
			}
			out = append(out, f.Type)
		}
	}
	return out
}

// What the caller says about ownership, state and dates is not believed.
func TestNothingIsSmuggledIn(t *testing.T) {
	ctx := context.Background()
	s := newService(t, memory(t), someOrgs())
	in := ready()
	in.ID, in.Org, in.Employer, in.Status, in.ImportKey = "mine", "store", "Muu Oy", Published, "key"
	e, err := s.Create(ctx, aino, in)
	if err != nil || e.ID == "mine" || e.Value.Org != "cafe" || e.Value.Employer != "Kahvila Kulma" || e.Value.Status != Draft || e.Value.ImportKey != "" {
		t.Fatalf("created %+v, %v", e, err)
	}
	in.Org, in.Status = "store", Published
	e, err = s.Update(ctx, aino, e.ID, e.Rev, in)
	if err != nil || e.Value.Org != "cafe" || e.Value.Status != Draft {
		t.Fatalf("updated %+v, %v", e, err)
	}
}

func TestStrangers(t *testing.T) {
	ctx := context.Background()
	s := newService(t, memory(t), someOrgs())
	draft := must(s.Create(ctx, aino, ready()))
	nobody := marketplace.Actor{}

	verbs := map[string]func(marketplace.Actor) error{
		"update":  func(a marketplace.Actor) error { _, err := s.Update(ctx, a, draft.ID, draft.Rev, Task{}); return err },
		"publish": func(a marketplace.Actor) error { _, err := s.Publish(ctx, a, draft.ID); return err },
		"close":   func(a marketplace.Actor) error { _, err := s.Close(ctx, a, draft.ID); return err },
		"reopen":  func(a marketplace.Actor) error { _, err := s.Reopen(ctx, a, draft.ID); return err },
		"get":     func(a marketplace.Actor) error { _, err := s.Get(ctx, a, draft.ID); return err },
	}
	for name, verb := range verbs {
		if err := verb(otso); !marketplace.IsKind(err, marketplace.NotFound) {
			t.Errorf("%s by another employer: %v", name, err)
		}
		if err := verb(nobody); !marketplace.IsKind(err, marketplace.Unauthenticated) {
			t.Errorf("%s by nobody: %v", name, err)
		}
		want := marketplace.Forbidden
		if name == "get" {
			want = marketplace.NotFound
		}
		if err := verb(kati); !marketplace.IsKind(err, want) {
			t.Errorf("%s by a coach: %v", name, err)
		}
	}
	_, err := s.Create(ctx, actor("oona", "coaches", marketplace.RoleOwner), ready())
	wantKind(t, err, marketplace.Forbidden)
	_, err = s.Import(ctx, kati, Template("fi"), ImportOptions{})
	wantKind(t, err, marketplace.Forbidden)
	_, err = s.Mine(ctx, kati, "", marketplace.Page{})
	wantKind(t, err, marketplace.Forbidden)
}

func TestLists(t *testing.T) {
	ctx, known := context.Background(), someOrgs()
	s := newService(t, memory(t), known)
	a := must(s.Create(ctx, aino, ready()))
	b := must(s.Create(ctx, aino, ready()))
	c := must(s.Create(ctx, otso, ready()))
	must(s.Publish(ctx, aino, b.ID))
	must(s.Publish(ctx, otso, c.ID))

	mine := must(s.Mine(ctx, aino, "", marketplace.Page{}))
	wantIDs(t, "mine", mine.Items, b.ID, a.ID)
	drafts := must(s.Mine(ctx, aino, Draft, marketplace.Page{}))
	wantIDs(t, "drafts", drafts.Items, a.ID)
	first := must(s.Published(ctx, kati, marketplace.Page{Limit: 1}))
	wantIDs(t, "first page", first.Items, c.ID)
	second := must(s.Published(ctx, kati, marketplace.Page{Limit: 1, After: first.Next}))
	wantIDs(t, "second page", second.Items, b.ID)

	closed := known["store"]
	closed.Suspended = true
	known["store"] = closed
	wantIDs(t, "while one is suspended", must(s.Published(ctx, kati, marketplace.Page{})).Items, b.ID)
	_, err := s.Get(ctx, kati, c.ID)
	wantKind(t, err, marketplace.NotFound)
	onBoard := must(s.Board().ByIDs(ctx, []string{string(a.ID), string(b.ID), string(c.ID), "none"}))
	if len(onBoard) != 1 || onBoard[0].ID != b.ID {
		t.Errorf("on the board: %v", onBoard)
	}
}

func wantIDs(t *testing.T, what string, got []Entry, want ...marketplace.ID) {
	t.Helper()
	var ids []marketplace.ID
	for _, e := range got {
		ids = append(ids, e.ID)
	}
	if diff := cmp.Diff(want, ids); diff != "" {
		t.Errorf("%s: %s", what, diff)
	}
}

// A draft under a derived id is made once: asking again gives it as it is by then, and nobody gets another's.
func TestCreateOnce(t *testing.T) {
	s, ctx := newService(t, memory(t), someOrgs()), t.Context()
	first, err := s.CreateOnce(ctx, aino, "carved1", Task{Title: "Tiskaaja"})
	if err != nil || first.ID != "carved1" || first.Value.Status != Draft {
		t.Fatalf("%+v %v", first, err)
	}
	changed := first.Value
	changed.Title = "Keittiöapulainen"
	if _, err := s.Update(ctx, aino, first.ID, 1, changed); err != nil {
		t.Fatal(err)
	}
	again, err := s.CreateOnce(ctx, aino, "carved1", Task{Title: "Tiskaaja"})
	if err != nil || again.Rev != 2 || again.Value.Title != "Keittiöapulainen" {
		t.Errorf("%+v %v", again, err)
	}
	if _, err := s.CreateOnce(ctx, otso, "carved1", Task{Title: "Tiskaaja"}); !marketplace.IsKind(err, marketplace.Conflict) {
		t.Errorf("another organisation's: %v", err)
	}
	if _, err := s.CreateOnce(ctx, kati, "carved2", Task{Title: "Tiskaaja"}); !marketplace.IsKind(err, marketplace.Forbidden) {
		t.Errorf("by a coach: %v", err)
	}
}
