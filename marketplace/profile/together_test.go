package profile

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/audit"
	"sovite.fi/sovite/marketplace/place"
	"sovite.fi/sovite/marketplace/profile/evidence"
	"sovite.fi/sovite/marketplace/store/storetest"
	"sovite.fi/sovite/matching"
	"sovite.fi/sovite/matching/esco"
)

func rated(pairs map[matching.Dimension]int) map[matching.Dimension]Answer {
	out := map[matching.Dimension]Answer{}
	for d, level := range pairs {
		out[d] = Answer{Rating: matching.Rated(level)}
	}
	return out
}

func me(c Client) marketplace.Actor { return actor(c.ID, c.Org, marketplace.RoleClient) }

// A client rates and tells alone; the coach reads it beside the profile, and neither ever writes over the other's.
func TestOwnBesideTheProfile(t *testing.T) {
	ctx, db := t.Context(), memory(t)
	s := newService(t, db)
	c := must(s.CreateClient(ctx, kati, NewClient{Name: "Aino"}))
	must(s.Save(ctx, kati, c.ID, 0, Content{Liked: []string{"dishes"}, Abilities: rated(map[matching.Dimension]int{"lifting": 2, "standing": 3})}, true))

	said := Content{Liked: []string{"cooking"}, Motivation: "money", Abilities: rated(map[matching.Dimension]int{"lifting": 4, "noise_tolerance": 1})}
	own := must(s.TellOwn(ctx, me(c), said, "liked", "abilities.lifting", "abilities.noise_tolerance"))
	if own.Content.Motivation != "" || own.Content.Abilities["lifting"] != (Answer{Rating: matching.Rated(4), Source: "client", On: "2026-11-23"}) {
		t.Errorf("told %+v", own.Content)
	}
	if v := must(s.Current(ctx, kati, c.ID, "edit")); v.Number != 1 || v.Content.Liked[0] != "dishes" || v.Content.Abilities["lifting"].Rating != matching.Rated(2) {
		t.Errorf("the client wrote into the profile: %+v", v.Content)
	}
	must(s.Save(ctx, kati, c.ID, 1, Content{Liked: []string{"dishes", "gardens"}, Abilities: rated(map[matching.Dimension]int{"lifting": 2})}, false))
	if got := must(s.MyOwn(ctx, me(c))); cmp.Diff(own.Content, got.Content) != "" {
		t.Errorf("the coach wrote into the client's own: %+v", got.Content)
	}

	must(s.TellOwn(ctx, me(c), Content{}, "abilities.noise_tolerance"))
	must(s.TellOwn(ctx, me(c), said, "liked"))
	read := must(s.OwnOf(ctx, kati, c.ID, "own"))
	if len(read.Content.Abilities) != 1 || len(read.Content.Liked) != 1 {
		t.Errorf("after taking one back: %+v", read.Content)
	}
	if n := len(facts(t, db, "profile.own_told")); n != 2 {
		t.Errorf("%d facts of telling", n)
	}
	for _, f := range facts(t, db, "profile.own_told") {
		if strings.Contains(fmt.Sprint(f.Data), "cooking") {
			t.Errorf("a fact holds what was said: %+v", f)
		}
	}
	reads := must(s.MyReaders(ctx, me(c), marketplace.Page{})).Items
	if reads[0].Purpose != "own" {
		t.Errorf("the read is not recorded: %+v", reads[0])
	}
	_, err := s.TellOwn(ctx, me(c), Content{Liked: []string{strings.Repeat("x", 201)}}, "liked")
	wantKind(t, err, marketplace.Invalid)
}

func TestOwnIsTheClientsAndTheCoachs(t *testing.T) {
	ctx, db := t.Context(), memory(t)
	s := newService(t, db)
	c := must(s.CreateClient(ctx, kati, NewClient{Name: "Aino"}))
	must(s.TellOwn(ctx, me(c), Content{Liked: []string{"SECRET"}}, "liked"))
	for _, who := range []marketplace.Actor{kati, oona, aino, marketplace.System("turku"), {}} {
		if _, err := s.MyOwn(ctx, who); err == nil {
			t.Errorf("%+v reads as the client", who)
		}
		if _, err := s.TellOwn(ctx, who, Content{}, "liked"); err == nil {
			t.Errorf("%+v tells as the client", who)
		}
	}
	kinds := map[string]marketplace.Kind{"kalle": marketplace.NotFound, "vera": marketplace.NotFound, "oona": marketplace.Forbidden, "aino": marketplace.Forbidden}
	for _, stranger := range []marketplace.Actor{kalle, vera, oona, aino} {
		for name, verb := range map[string]func(marketplace.ID) error{
			"own": func(id marketplace.ID) error { _, err := s.OwnOf(ctx, stranger, id, "x"); return err },
			"confirm": func(id marketplace.ID) error {
				_, err := s.Confirm(ctx, stranger, id, 0, "2026-11-01", nil)
				return err
			},
			"add":    func(id marketplace.ID) error { _, err := s.AddEvidence(ctx, stranger, id, seen("p1/1")); return err },
			"strike": func(id marketplace.ID) error { _, err := s.StrikeEvidence(ctx, stranger, id, "e"); return err },
			"starter": func(id marketplace.ID) error {
				_, err := s.SaveStarter(ctx, stranger, id, 0, Content{}, "run")
				return err
			},
		} {
			real, none := shown(verb(c.ID)), shown(verb("no-such-client"))
			if diff := cmp.Diff(none, real); diff != "" || real.Kind != kinds[string(stranger.Person)] {
				t.Errorf("%s by %s: %v %s", name, stranger.Person, real, diff)
			}
		}
	}
	if n := len(facts(t, db, audit.FactRead)); n != 0 {
		t.Errorf("%d reads were recorded that did not happen", n)
	}
}

func TestCompare(t *testing.T) {
	withheld := map[matching.Dimension]Answer{"memory": {Rating: matching.Withheld}}
	profile := Content{Abilities: rated(map[matching.Dimension]int{"lifting": 2, "standing": 3, "noise_tolerance": 4, "memory": 3, "reading": 2, "speaking": 5})}
	own := Content{Abilities: rated(map[matching.Dimension]int{"lifting": 4, "standing": 3, "noise_tolerance": 3, "walking": 1, "speaking": 0})}
	own.Abilities["memory"] = withheld["memory"]
	want := map[matching.Dimension]Gap{
		"lifting": OwnHigher, "standing": Same, "noise_tolerance": Near, "memory": NotTold, "reading": OnlyOthers, "walking": OnlyOwn, "speaking": OwnLower,
	}
	got := map[matching.Dimension]Gap{}
	for _, b := range Compare(profile, own) {
		got[b.Dimension] = b.Gap
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func seen(source string) evidence.Item {
	return evidence.Item{About: "abilities.lifting", By: "workplace", Kind: "seen", On: "2026-11-20", Note: "Carried boxes of 10 kg all day", Source: source}
}

// What a placement observed is added once however often its fact comes, changes no rating, and stays away once struck.
func TestEvidence(t *testing.T) {
	ctx, db := t.Context(), memory(t)
	s := newService(t, db)
	c := must(s.CreateClient(ctx, kati, NewClient{Name: "Aino"}))
	must(s.Save(ctx, kati, c.ID, 0, Content{Abilities: rated(map[matching.Dimension]int{"lifting": 2})}, true))
	program := marketplace.System("turku")
	first := must(s.AddEvidence(ctx, program, c.ID, seen("placements/p1/1")))
	again := must(s.AddEvidence(ctx, program, c.ID, seen("placements/p1/1")))
	if first.Number != 2 || again.Number != 2 || first.Content.Abilities["lifting"].Rating != matching.Rated(2) {
		t.Errorf("added %+v, again %+v", first, again)
	}
	if first.Changed || first.Together == nil || first.Confirmed {
		t.Errorf("evidence alone changed what was confirmed: %+v", first)
	}
	second := must(s.AddEvidence(ctx, kati, c.ID, evidence.Item{About: "support", By: "coach", Kind: "said", On: "2026-11-19"}))
	kept := must(s.Save(ctx, kati, c.ID, 3, Content{Motivation: "money"}, false))
	if len(second.Content.Evidence) != 2 || len(kept.Content.Evidence) != 2 {
		t.Errorf("a save lost evidence: %+v", kept.Content.Evidence)
	}
	changes := DiffVersions(first, second)
	if len(changes) != 1 || changes[0].Path != "evidence.support" || changes[0].Before != nil || evidence.Read(changes[0].After[0]).By != "coach" {
		t.Errorf("differences %+v", changes)
	}
	id := evidence.On(kept.Content.Evidence, "abilities.lifting")[0].ID
	struck := must(s.StrikeEvidence(ctx, kati, c.ID, id))
	if len(evidence.On(struck.Content.Evidence, "abilities.lifting")) != 0 || strings.Contains(fmt.Sprint(struck.Content.Evidence), "boxes") {
		t.Errorf("struck %+v", struck.Content.Evidence)
	}
	if v := must(s.AddEvidence(ctx, program, c.ID, seen("placements/p1/1"))); v.Number != struck.Number {
		t.Error("what was taken back came again")
	}
	_, err := s.StrikeEvidence(ctx, kati, c.ID, "none")
	wantKind(t, err, marketplace.NotFound)
	_, err = s.AddEvidence(ctx, marketplace.System("vaasa"), c.ID, seen("x"))
	wantKind(t, err, marketplace.NotFound)
	_, err = s.AddEvidence(ctx, kati, c.ID, evidence.Item{About: "goal", By: "nurse", Kind: "heard", On: "2027-01-01"})
	wantKind(t, err, marketplace.Invalid)
	if n := len(marketplace.AsError(err).Fields); n != 4 {
		t.Errorf("%v", err)
	}
}

// Evidence that comes while others save is never lost, and neither is what they save.
func TestEvidenceMeetsASave(t *testing.T) {
	ctx := context.Background()
	s := newService(t, memory(t))
	c := must(s.CreateClient(ctx, kati, NewClient{Name: "A"}))
	s.Clock = fixed(s.Clock)
	s.IDs = func() marketplace.ID { return "f" }
	s.facts = marketplace.Facts{IDs: s.IDs, Clock: s.Clock}
	var wg sync.WaitGroup
	errs := make([]error, 4)
	for i := range errs {
		wg.Go(func() { _, errs[i] = s.AddEvidence(ctx, marketplace.System("turku"), c.ID, seen(fmt.Sprint("p/", i))) })
	}
	wg.Wait()
	for _, err := range errs {
		if err != nil {
			t.Error(err)
		}
	}
	if v := must(s.newest(ctx, c.ID)); len(v.Content.Evidence) != 4 || v.Number != 4 {
		t.Errorf("version %d with %d", v.Number, len(v.Content.Evidence))
	}
}

// The stamp says who was there and when, stays with the profile, and says so when the profile has changed since.
func TestConfirmedTogether(t *testing.T) {
	ctx := t.Context()
	s := newService(t, memory(t))
	c := must(s.CreateClient(ctx, kati, NewClient{Name: "Aino"}))
	_, err := s.Confirm(ctx, kati, c.ID, 0, "2026-11-20", []string{"client"})
	wantKind(t, err, marketplace.Invalid)
	must(s.Save(ctx, kati, c.ID, 0, Content{Motivation: "money"}, false))
	for _, bad := range []struct {
		on      marketplace.Date
		present []string
	}{{"", []string{"client"}}, {"2027-01-01", []string{"client"}}, {"2026-11-20", nil}, {"2026-11-20", []string{"guardian"}}, {"2026-11-20", []string{"client", "boss"}}} {
		_, err = s.Confirm(ctx, kati, c.ID, 1, bad.on, bad.present)
		wantKind(t, err, marketplace.Invalid)
	}
	_, err = s.Confirm(ctx, kati, c.ID, 0, "2026-11-20", []string{"client"})
	wantKind(t, err, marketplace.Stale)
	v := must(s.Confirm(ctx, kati, c.ID, 1, "2026-11-20", []string{"support_person", "client"}))
	want := &Together{On: "2026-11-20", Present: []string{"client", "support_person"}, By: "kati", Number: 2}
	if diff := cmp.Diff(want, v.Together); diff != "" || !v.Confirmed || v.Changed {
		t.Errorf("%s %+v", diff, v)
	}
	if same := must(s.Confirm(ctx, kati, c.ID, 2, "2026-11-20", []string{"client", "support_person"})); same.Number != 2 {
		t.Errorf("the same stamp made version %d", same.Number)
	}
	later := must(s.Save(ctx, kati, c.ID, 2, Content{Motivation: "friends"}, false))
	if cmp.Diff(want, later.Together) != "" || !later.Changed || later.Confirmed {
		t.Errorf("after a change: %+v", later)
	}
	back := must(s.Save(ctx, kati, c.ID, 3, Content{Motivation: "friends"}, true))
	if back.Together.Number != 4 || back.Changed || back.Together.On != "2026-11-23" {
		t.Errorf("confirmed again: %+v", back)
	}
}

// What the client said alone is kept with each version, so that differences between versions show it.
func TestOwnInVersions(t *testing.T) {
	ctx := t.Context()
	s := newService(t, memory(t))
	c := must(s.CreateClient(ctx, kati, NewClient{Name: "Aino"}))
	first := must(s.Save(ctx, kati, c.ID, 0, Content{Motivation: "a"}, false))
	must(s.TellOwn(ctx, me(c), Content{Abilities: rated(map[matching.Dimension]int{"lifting": 4})}, "abilities.lifting"))
	second := must(s.Save(ctx, kati, c.ID, 1, Content{Motivation: "b"}, false))
	want := []Change{
		{Path: "motivation", Before: []string{"a"}, After: []string{"b"}},
		{Path: "own.lifting", Vocab: "rating", After: []string{"5"}},
	}
	if diff := cmp.Diff(want, DiffVersions(first, second)); diff != "" {
		t.Error(diff)
	}
}

// Neither evidence nor anything that is not in a content reaches matching.
func TestEvidenceDoesNotReachMatching(t *testing.T) {
	places, table := must(place.Load()), must(esco.Load())
	rapid.Check(t, func(t *rapid.T) {
		with := drawn(t).Normalise()
		without := with
		without.Evidence = nil
		if diff := cmp.Diff(without.Matching(places, table), with.Matching(places, table)); diff != "" {
			t.Fatal(diff)
		}
	})
}

// A crash at any write leaves either nothing or all of it; doing it again completes it.
func TestCrashes(t *testing.T) {
	ctx := t.Context()
	for name, verb := range map[string]func(*Service, Client) error{
		"tell": func(s *Service, c Client) error {
			_, err := s.TellOwn(ctx, me(c), Content{Liked: []string{"dishes"}}, "liked")
			return err
		},
		"evidence": func(s *Service, c Client) error {
			_, err := s.AddEvidence(ctx, marketplace.System("turku"), c.ID, seen("p/1"))
			return err
		},
		"confirm": func(s *Service, c Client) error {
			newest, err := s.newest(ctx, c.ID)
			if err == nil {
				_, err = s.Confirm(ctx, kati, c.ID, newest.Number, "2026-11-20", []string{"client"})
			}
			return err
		},
	} {
		for _, when := range []storetest.Moment{storetest.BeforeWrite, storetest.AfterWrite} {
			db := memory(t)
			s := newService(t, db)
			c := must(s.CreateClient(ctx, kati, NewClient{Name: "A"}))
			must(s.Save(ctx, kati, c.ID, 0, Content{Motivation: "a"}, false))
			broken := newService(t, storetest.Faulty(db, 1, when))
			broken.IDs, broken.facts = s.IDs, s.facts
			wantKind(t, verb(broken, c), marketplace.Unavailable)
			if err := verb(s, c); err != nil {
				t.Errorf("%s again: %v", name, err)
			}
			if n := must(s.newest(ctx, c.ID)).Number; n > 2 {
				t.Errorf("%s was done twice: version %d", name, n)
			}
			if n := len(facts(t, db, "profile.own_told")); name == "tell" && n != 1 {
				t.Errorf("%d facts", n)
			}
		}
	}
}
