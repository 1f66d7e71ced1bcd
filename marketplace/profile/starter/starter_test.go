package starter

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/audit"
	"sovite.fi/sovite/marketplace/place"
	"sovite.fi/sovite/marketplace/profile"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/store/storetest"
	"sovite.fi/sovite/matching"
	"sovite.fi/sovite/matching/esco"
)

var (
	kati  = marketplace.Actor{Person: "kati", Org: "turku", Roles: []marketplace.Role{marketplace.RoleCoach}}
	kalle = marketplace.Actor{Person: "kalle", Org: "turku", Roles: []marketplace.Role{marketplace.RoleCoach}}
)

func memory(t *testing.T) store.Store {
	return storetest.Memory(t, slices.Concat(Schemas(), profile.Schemas(), audit.Schemas())...)
}

func newService(db store.Store, prefix string) *Service {
	n, now := 0, time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)
	clock := marketplace.Clock(func() time.Time { now = now.Add(time.Minute); return now })
	ids := marketplace.IDs(func() marketplace.ID { n++; return marketplace.ID(fmt.Sprintf("%s%04d", prefix, n)) })
	profiles := profile.New(profile.Deps{
		Store: db, Clock: clock, IDs: ids, Places: must(place.Load()), ESCO: must(esco.Load()), Scale: must(matching.LoadScale()),
		Reads: audit.NewReads(db, marketplace.Facts{IDs: ids, Clock: clock}),
	})
	return New(Deps{Store: db, Clock: clock, IDs: ids, Profiles: profiles})
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func wantKind(t *testing.T, err error, kind marketplace.Kind) {
	t.Helper()
	if !marketplace.IsKind(err, kind) {
		t.Fatalf("got %v, want %v", err, kind)
	}
}

func lifting(level int) profile.Content {
	return profile.Content{Abilities: map[matching.Dimension]profile.Answer{"lifting": {Rating: matching.Rated(level)}}}
}

// Twelve questions, each about something of its own that the profile and the scale know.
func TestQuestions(t *testing.T) {
	if n := len(Questions()); n != 12 {
		t.Errorf("%d questions", n)
	}
	seen := map[string]bool{}
	scale := must(matching.LoadScale())
	for _, item := range Items() {
		if d, ability := strings.CutPrefix(item, "abilities."); seen[item] || ability && !scale.Has("scale", d) {
			t.Errorf("%s is asked twice or is no item", item)
		}
		seen[item] = true
	}
	if _, _, ok := Find("diagnosis"); ok {
		t.Error("a question that there is not")
	}
}

// Kept as it goes, skipped is not asked, one version at the end.
func TestStarterFromBeginningToEnd(t *testing.T) {
	ctx, db := t.Context(), memory(t)
	s := newService(db, "a")
	c := must(s.Profiles.CreateClient(ctx, kati, profile.NewClient{Name: "Aino"}))
	w := must(s.Get(ctx, kati, c.ID))
	if w.Rev != 0 || w.Sheet.Next() != "strengths" {
		t.Fatalf("begins with %+v", w)
	}
	_, err := s.Finish(ctx, kati, c.ID, 0)
	wantKind(t, err, marketplace.Conflict)
	w = must(s.Answer(ctx, kati, c.ID, 0, "strengths", profile.Content{Strengths: []string{" careful ", "careful"}, Motivation: "not asked here"}))
	w = must(s.Answer(ctx, kati, c.ID, w.Rev, "body", lifting(2)))
	w = must(s.Answer(ctx, kati, c.ID, w.Rev, "tasks", profile.Content{}))
	if w.Sheet.Next() != "goal" || !slices.Equal(w.Sheet.Skipped, []string{"tasks"}) || w.Sheet.Content.Motivation != "" {
		t.Errorf("after three: %+v", w.Sheet)
	}
	if w.Sheet.Content.Abilities["lifting"] != (profile.Answer{Rating: matching.Rated(2), Source: "client", On: "2026-11-23"}) {
		t.Errorf("rated %+v", w.Sheet.Content.Abilities)
	}
	_, err = s.Answer(ctx, kati, c.ID, 1, "goal", profile.Content{})
	wantKind(t, err, marketplace.Stale)
	_, err = s.Answer(ctx, kati, c.ID, w.Rev, "diagnosis", profile.Content{})
	wantKind(t, err, marketplace.NotFound)
	_, err = s.Answer(ctx, kati, c.ID, w.Rev, "travel", profile.Content{Travel: profile.Travel{Postal: "9"}})
	wantKind(t, err, marketplace.Invalid)

	resumed := must(newService(db, "b").Get(ctx, kati, c.ID))
	if diff := cmp.Diff(w.Sheet.Content, resumed.Sheet.Content); diff != "" || resumed.Rev != w.Rev {
		t.Errorf("not kept: %s", diff)
	}
	_, err = s.Finish(ctx, kati, c.ID, 4)
	wantKind(t, err, marketplace.Stale)
	v := must(s.Finish(ctx, kati, c.ID, 0))
	want := profile.Content{Strengths: []string{"careful"}, Abilities: w.Sheet.Content.Abilities}
	if diff := cmp.Diff(want, v.Content); diff != "" || v.Number != 1 || v.Confirmed {
		t.Errorf("version %d: %s", v.Number, diff)
	}
	_, err = s.Finish(ctx, kati, c.ID, 1)
	wantKind(t, err, marketplace.Conflict)
	list := must(s.Profiles.Versions(ctx, kati, c.ID, "x", marketplace.Page{}))
	if len(list.Items) != 1 {
		t.Errorf("%d versions", len(list.Items))
	}

	must(s.Profiles.Save(ctx, kati, c.ID, 1, profile.Content{Strengths: []string{"fast"}, Liked: []string{"dishes"}}, false))
	w = must(s.Get(ctx, kati, c.ID))
	if w.Rev != 0 || len(w.Sheet.Content.Strengths) != 0 {
		t.Errorf("a finished starter goes on: %+v", w.Sheet)
	}
	must(s.Answer(ctx, kati, c.ID, 0, "tasks", profile.Content{Disliked: []string{"phones"}}))
	v = must(s.Finish(ctx, kati, c.ID, 2))
	if v.Number != 3 || v.Content.Strengths[0] != "fast" || v.Content.Liked[0] != "dishes" || v.Content.Disliked[0] != "phones" {
		t.Errorf("the second time: %+v", v)
	}
}

// The client's own answers stand beside; the coach takes them over one question at a time, and they stay the client's.
func TestTakeTheClientsAnswers(t *testing.T) {
	ctx := t.Context()
	s := newService(memory(t), "a")
	c := must(s.Profiles.CreateClient(ctx, kati, profile.NewClient{Name: "Aino"}))
	client := marketplace.Actor{Person: c.ID, Org: "turku", Roles: []marketplace.Role{marketplace.RoleClient}}
	said := lifting(4)
	said.Liked = []string{"cooking"}
	own := must(s.Profiles.TellOwn(ctx, client, said, "liked", "abilities.lifting"))
	w := must(s.Answer(ctx, kati, c.ID, 0, "body", lifting(2)))
	if w.Own.Content.Abilities["lifting"].Rating != matching.Rated(4) || len(w.Sheet.Content.Liked) != 0 {
		t.Errorf("beside: %+v", w)
	}
	w = must(s.Take(ctx, kati, c.ID, w.Rev, "tasks"))
	if !slices.Equal(w.Sheet.Content.Liked, []string{"cooking"}) || w.Sheet.Content.Abilities["lifting"].Rating != matching.Rated(2) {
		t.Errorf("taken: %+v", w.Sheet.Content)
	}
	v := must(s.Finish(ctx, kati, c.ID, 0))
	if v.Content.Abilities["lifting"].Rating != matching.Rated(2) {
		t.Errorf("the client's rating overwrote the coach's: %+v", v.Content)
	}
	if got := must(s.Profiles.MyOwn(ctx, client)); cmp.Diff(own.Content, got.Content) != "" {
		t.Errorf("the client's own changed: %+v", got.Content)
	}
}

func TestStrangers(t *testing.T) {
	ctx := t.Context()
	s := newService(memory(t), "a")
	c := must(s.Profiles.CreateClient(ctx, kati, profile.NewClient{Name: "Aino"}))
	must(s.Answer(ctx, kati, c.ID, 0, "strengths", profile.Content{Strengths: []string{"SECRET"}}))
	client := marketplace.Actor{Person: c.ID, Org: "turku", Roles: []marketplace.Role{marketplace.RoleClient}}
	for _, who := range []marketplace.Actor{kalle, client, {}} {
		for name, verb := range map[string]func() error{
			"get":    func() error { _, err := s.Get(ctx, who, c.ID); return err },
			"answer": func() error { _, err := s.Answer(ctx, who, c.ID, 1, "goal", profile.Content{}); return err },
			"take":   func() error { _, err := s.Take(ctx, who, c.ID, 1, "goal"); return err },
			"finish": func() error { _, err := s.Finish(ctx, who, c.ID, 0); return err },
		} {
			if err := verb(); err == nil || strings.Contains(err.Error(), "SECRET") {
				t.Errorf("%s by %q: %v", name, who.Person, err)
			}
		}
	}
	if w := must(s.Get(ctx, kati, c.ID)); w.Rev != 1 {
		t.Errorf("revision %d", w.Rev)
	}
}

// What was skipped or left empty never takes anything away from the profile, and what was not asked is not touched.
func TestSkippedIsNotAsked(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		before := profile.Content{Strengths: []string{"fast"}, Motivation: "money", Allergens: matching.Chosen("nuts"), Travel: profile.Travel{Postal: "20100", MaxMinutes: 30}}
		before.Abilities = lifting(3).Abilities
		var sheet Sheet
		told := map[string]bool{}
		for range rapid.IntRange(0, 12).Draw(t, "answers") {
			q := rapid.SampledFrom(Questions()).Draw(t, "question")
			told[q.Key] = rapid.Bool().Draw(t, "told")
			said := profile.Content{}
			if told[q.Key] {
				said = profile.Content{
					Strengths: []string{"new"}, Liked: []string{"new"}, Goal: profile.Goal{Text: "new"}, Experience: []profile.Experience{{Title: "new"}},
					Abilities:   map[matching.Dimension]profile.Answer{"lifting": {Rating: 1}, "noise_tolerance": {Rating: 1}, "independence": {Rating: 1}, "teamwork": {Rating: 1}},
					SupportNote: "new", Allergens: matching.Chosen("egg"), Travel: profile.Travel{Transport: "bus"},
					Availability: profile.Availability{Shifts: matching.Chosen("day")},
				}
			}
			sheet = sheet.answer(q, said, before, "2026-11-23")
		}
		after := sheet.Into(before)
		for _, q := range Questions() {
			if !told[q.Key] && len(profile.Diff(before.Only(q.Items...), after.Only(q.Items...))) > 0 {
				t.Fatalf("%s was not told and changed", q.Key)
			}
			if told[q.Key] != q.Answered(sheet.Content) {
				t.Fatalf("%s: told %v, answered %v", q.Key, told[q.Key], q.Answered(sheet.Content))
			}
		}
		if after.Motivation != "money" || after.Travel.Postal != "20100" {
			t.Fatalf("what was not asked changed: %+v", after)
		}
	})
}

// A rating that stays as it was keeps the note and the day that stood beside it.
func TestRatingAsBeforeKeepsItsNote(t *testing.T) {
	q, _, _ := Find("body")
	before := lifting(3)
	before.Abilities["lifting"] = profile.Answer{Rating: matching.Rated(3), Note: "Seen at work", Source: "workplace", On: "2026-01-01"}
	same := Sheet{}.answer(q, lifting(3), before, "2026-11-23").Content.Abilities["lifting"]
	other := Sheet{}.answer(q, lifting(4), before, "2026-11-23").Content.Abilities["lifting"]
	if same != before.Abilities["lifting"] || other != (profile.Answer{Rating: matching.Rated(4), Source: "client", On: "2026-11-23"}) {
		t.Errorf("same %+v, other %+v", same, other)
	}
}

// A crash at any write of the whole way leaves it so that going on completes it, with one version.
func TestCrashes(t *testing.T) {
	for k := 1; k <= 9; k++ {
		for _, when := range []storetest.Moment{storetest.BeforeWrite, storetest.AfterWrite} {
			db := memory(t)
			s := newService(db, "a")
			c := must(s.Profiles.CreateClient(context.Background(), kati, profile.NewClient{Name: "Aino"}))
			_ = walk(newService(storetest.Faulty(db, k, when), "b"), c.ID)
			if err := walk(newService(db, "c"), c.ID); err != nil {
				t.Fatalf("write %d: %v", k, err)
			}
			v := must(s.Profiles.Current(context.Background(), kati, c.ID, "x"))
			if v.Number != 1 || len(v.Content.Strengths) != 1 || v.Content.Abilities["lifting"].Rating != matching.Rated(2) {
				t.Errorf("write %d: version %d, %+v", k, v.Number, v.Content)
			}
		}
	}
}

// walk answers two questions and finishes, unless that was done before.
func walk(s *Service, client marketplace.ID) error {
	ctx := context.Background()
	w, err := s.Get(ctx, kati, client)
	if err != nil || w.Now.Number > 0 {
		return err
	}
	if w, err = s.Answer(ctx, kati, client, w.Rev, "strengths", profile.Content{Strengths: []string{"careful"}}); err != nil {
		return err
	}
	if _, err = s.Answer(ctx, kati, client, w.Rev, "body", lifting(2)); err != nil {
		return err
	}
	_, err = s.Finish(ctx, kati, client, w.Now.Number)
	return err
}
