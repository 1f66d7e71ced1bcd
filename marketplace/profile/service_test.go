package profile

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/audit"
	"sovite.fi/sovite/marketplace/store/storetest"
	"sovite.fi/sovite/matching"
)

// What was known when, with who looked at it.
func TestVersions(t *testing.T) {
	ctx, db := context.Background(), memory(t)
	s := newService(t, db)
	c := must(s.CreateClient(ctx, kati, NewClient{Name: " Matti  Meikäläinen "}))
	if c.Name != "Matti Meikäläinen" || c.Lang != "fi" || c.Coach != "kati" || c.Status != Active || !strings.HasPrefix(c.Code, "K-") || len(c.Code) != 6 {
		t.Fatalf("created %+v", c)
	}
	none := must(s.Current(ctx, kati, c.ID, "edit"))
	if none.Number != 0 || none.Client != c.ID {
		t.Errorf("before the first save: %+v", none)
	}
	dust := Content{Hazards: matching.Chosen("dust")}
	first := must(s.Save(ctx, kati, c.ID, 0, dust, false))
	same := must(s.Save(ctx, kati, c.ID, 1, Content{Hazards: matching.Choice{Values: []string{" dust ", "dust"}}}, false))
	if first.Number != 1 || same.Number != 1 {
		t.Errorf("a save without change made version %d after %d", same.Number, first.Number)
	}
	confirmed := must(s.Save(ctx, kati, c.ID, 1, dust, true))
	again := must(s.Save(ctx, kati, c.ID, 2, dust, true))
	if confirmed.Number != 2 || !confirmed.Confirmed || again.Number != 2 {
		t.Errorf("confirmed %+v, again %+v", confirmed, again)
	}
	_, err := s.Save(ctx, kati, c.ID, 1, Content{}, false)
	wantKind(t, err, marketplace.Stale)
	_, err = s.Save(ctx, kati, c.ID, 2, Content{Hazards: matching.Chosen("gluten intolerance")}, false)
	wantKind(t, err, marketplace.Invalid)
	third := must(s.Save(ctx, kati, c.ID, 2, Content{Hazards: matching.Chosen()}, false))

	old := must(s.VersionAt(ctx, kati, c.ID, 1, "history"))
	if diff := cmp.Diff(first, old, cmp.AllowUnexported(marketplace.Instant{})); diff != "" {
		t.Error(diff)
	}
	_, err = s.VersionAt(ctx, kati, c.ID, 4, "history")
	wantKind(t, err, marketplace.NotFound)
	page := must(s.Versions(ctx, kati, c.ID, "history", marketplace.Page{Limit: 2}))
	rest := must(s.Versions(ctx, kati, c.ID, "history", marketplace.Page{Limit: 2, After: page.Next}))
	if len(page.Items) != 2 || page.Items[0].Number != third.Number || len(rest.Items) != 1 || rest.Items[0].Number != 1 {
		t.Errorf("pages %+v and %+v", page, rest)
	}

	saved := facts(t, db, "profile.saved")
	if len(saved) != 3 || saved[0].Data["client"] != string(c.ID) {
		t.Errorf("facts of saving: %+v", saved)
	}
	reads := must(s.Readers(ctx, kati, c.ID, marketplace.Page{}))
	var purposes []string
	for _, r := range reads.Items {
		purposes = append(purposes, r.Purpose)
	}
	if diff := cmp.Diff([]string{"history", "history", "history", "history", "edit"}, purposes); diff != "" {
		t.Error(diff)
	}
}

// Numbers sort as numbers, beyond the ninth version too.
func TestNewestOfMany(t *testing.T) {
	ctx := context.Background()
	s := newService(t, memory(t))
	c := must(s.CreateClient(ctx, kati, NewClient{Name: "A"}))
	for i := range 12 {
		must(s.Save(ctx, kati, c.ID, i, Content{Motivation: fmt.Sprint("kerta ", i)}, false))
	}
	if v := must(s.Current(ctx, kati, c.ID, "edit")); v.Number != 12 {
		t.Errorf("newest is %d", v.Number)
	}
}

// A profile is begun with the first version, and asking whether it is leaves no read behind.
func TestBegun(t *testing.T) {
	ctx, db := context.Background(), memory(t)
	s := newService(t, db)
	c := must(s.CreateClient(ctx, kati, NewClient{Name: "Matti"}))
	if must(s.Begun(ctx, kati, c.ID)) {
		t.Error("begun before anything was saved")
	}
	must(s.Save(ctx, kati, c.ID, 0, Content{Motivation: "Haluan töihin"}, false))
	if !must(s.Begun(ctx, kati, c.ID)) || len(facts(t, db, audit.FactRead)) != 0 {
		t.Error("not begun after the first version, or asking was recorded as a read")
	}
}

// A client of somebody else answers exactly as a client who does not exist, for every verb and every stranger.
func TestStrangers(t *testing.T) {
	ctx, db := context.Background(), memory(t)
	s := newService(t, db)
	c := must(s.CreateClient(ctx, kati, NewClient{Name: "Matti"}))
	must(s.Save(ctx, kati, c.ID, 0, Content{Motivation: "SECRET"}, false))
	before := len(facts(t, db, audit.FactRead))

	verbs := map[string]func(marketplace.Actor, marketplace.ID) error{
		"client": func(a marketplace.Actor, id marketplace.ID) error { _, err := s.Client(ctx, a, id); return err },
		"change": func(a marketplace.Actor, id marketplace.ID) error {
			_, err := s.ChangeClient(ctx, a, id, NewClient{Name: "B"})
			return err
		},
		"status": func(a marketplace.Actor, id marketplace.ID) error {
			_, err := s.SetStatus(ctx, a, id, Ended)
			return err
		},
		"give": func(a marketplace.Actor, id marketplace.ID) error {
			_, err := s.HandOver(ctx, a, id, "vera")
			return err
		},
		"current": func(a marketplace.Actor, id marketplace.ID) error { _, err := s.Current(ctx, a, id, "x"); return err },
		"begun":   func(a marketplace.Actor, id marketplace.ID) error { _, err := s.Begun(ctx, a, id); return err },
		"at": func(a marketplace.Actor, id marketplace.ID) error {
			_, err := s.VersionAt(ctx, a, id, 1, "x")
			return err
		},
		"save": func(a marketplace.Actor, id marketplace.ID) error {
			_, err := s.Save(ctx, a, id, 1, Content{}, false)
			return err
		},
		"all": func(a marketplace.Actor, id marketplace.ID) error {
			_, err := s.Versions(ctx, a, id, "x", marketplace.Page{})
			return err
		},
		"readers": func(a marketplace.Actor, id marketplace.ID) error {
			_, err := s.Readers(ctx, a, id, marketplace.Page{})
			return err
		},
	}
	kinds := map[string]marketplace.Kind{"kalle": marketplace.NotFound, "vera": marketplace.NotFound, "oona": marketplace.Forbidden, "aino": marketplace.Forbidden, "": marketplace.Unauthenticated}
	for name, verb := range verbs {
		for _, stranger := range []marketplace.Actor{kalle, vera, oona, aino, {}} {
			real, none := shown(verb(stranger, c.ID)), shown(verb(stranger, "no-such-client"))
			if diff := cmp.Diff(none, real); diff != "" {
				t.Errorf("%s by %q tells that there is a client: %s", name, stranger.Person, diff)
			}
			if real.Kind != kinds[string(stranger.Person)] {
				t.Errorf("%s by %q: %v", name, stranger.Person, real)
			}
		}
	}
	if n := len(facts(t, db, audit.FactRead)); n != before {
		t.Errorf("%d reads were recorded that did not happen", n-before)
	}
	for _, a := range []marketplace.Actor{kalle, vera} {
		if list := must(s.Caseload(ctx, a, marketplace.Page{})); len(list.Items) != 0 {
			t.Errorf("%s sees %+v", a.Person, list.Items)
		}
	}
}

// shown is what of an error reaches a person.
func shown(err error) public {
	e := marketplace.AsError(err)
	return public{e.Kind, e.Key, e.Args, e.Fields}
}

type public struct {
	Kind   marketplace.Kind
	Key    string
	Args   map[string]string
	Fields []marketplace.FieldError
}

func TestHandOver(t *testing.T) {
	ctx, db := context.Background(), memory(t)
	s := newService(t, db)
	c := must(s.CreateClient(ctx, kati, NewClient{Name: "Matti"}))
	must(s.Save(ctx, kati, c.ID, 0, Content{Motivation: "työ"}, false))
	_, err := s.HandOver(ctx, kati, c.ID, "vera")
	wantKind(t, err, marketplace.Invalid)
	if _, err := s.HandOver(ctx, kati, c.ID, "kalle"); err != nil {
		t.Fatal(err)
	}
	_, err = s.Current(ctx, kati, c.ID, "edit")
	wantKind(t, err, marketplace.NotFound)
	if v := must(s.Current(ctx, kalle, c.ID, "edit")); v.Content.Motivation != "työ" {
		t.Errorf("the new coach reads %+v", v)
	}
	given := facts(t, db, "client.handed_over")
	if len(given) != 1 || given[0].Data["from"] != "kati" || given[0].Data["to"] != "kalle" {
		t.Errorf("facts %+v", given)
	}
}

// When a coach leaves, an owner moves the caseload without seeing it; cut short, it is simply done again.
func TestHandOverAll(t *testing.T) {
	ctx, db := context.Background(), memory(t)
	s := newService(t, db)
	for _, name := range []string{"A", "B", "C"} {
		must(s.CreateClient(ctx, kati, NewClient{Name: name}))
	}
	_, err := s.HandOverAll(ctx, kati, "kati", "kalle")
	wantKind(t, err, marketplace.Forbidden)
	_, err = s.HandOverAll(ctx, oona, "kati", "vera")
	wantKind(t, err, marketplace.Invalid)
	if _, err = s.Caseload(ctx, oona, marketplace.Page{}); !marketplace.IsKind(err, marketplace.Forbidden) {
		t.Errorf("an owner lists clients: %v", err)
	}
	moved, err := newService(t, storetest.Faulty(db, 2, storetest.AfterWrite)).HandOverAll(ctx, oona, "kati", "kalle")
	wantKind(t, err, marketplace.Unavailable)
	if moved != 1 {
		t.Errorf("%d moved before the crash", moved)
	}
	if moved, err = s.HandOverAll(ctx, oona, "kati", "kalle"); err != nil || moved != 1 {
		t.Errorf("again: %d, %v", moved, err)
	}
	if list := must(s.Caseload(ctx, kalle, marketplace.Page{})); len(list.Items) != 3 || list.Items[0].Name != "A" {
		t.Errorf("kalle has %+v", list.Items)
	}
}

func TestClientDetails(t *testing.T) {
	ctx, db := context.Background(), memory(t)
	s := newService(t, db)
	_, err := s.CreateClient(ctx, kati, NewClient{Name: " ", Lang: "ru"})
	wantKind(t, err, marketplace.Invalid)
	if n := len(marketplace.AsError(err).Fields); n != 2 {
		t.Errorf("%v", err)
	}
	c := must(s.CreateClient(ctx, kati, NewClient{Name: "Matti"}))
	c = must(s.ChangeClient(ctx, kati, c.ID, NewClient{Name: "Mats", Lang: "sv"}))
	must(s.ChangeClient(ctx, kati, c.ID, NewClient{Name: "Mats", Lang: "sv"}))
	if c.Name != "Mats" || c.Lang != "sv" || len(facts(t, db, "client.changed")) != 1 {
		t.Errorf("changed to %+v", c)
	}
	_, err = s.SetStatus(ctx, kati, c.ID, "gone")
	wantKind(t, err, marketplace.Invalid)
	if c = must(s.SetStatus(ctx, kati, c.ID, Ended)); c.Status != Ended {
		t.Errorf("status %v", c.Status)
	}
	for _, f := range facts(t, db, "client.created") {
		if strings.Contains(fmt.Sprint(f), "Mats") || strings.Contains(fmt.Sprint(f), "Matti") {
			t.Errorf("a fact names a person: %+v", f)
		}
	}
}

// Of coaches' saves at the same moment one wins, and the others learn that they have to load again.
func TestSimultaneousSaves(t *testing.T) {
	ctx := context.Background()
	s := newService(t, memory(t))
	c := must(s.CreateClient(ctx, kati, NewClient{Name: "A"}))
	newest := must(s.newest(ctx, c.ID))
	var wg sync.WaitGroup
	errs := make([]error, 8)
	versions := make([]Version, 8)
	for i := range errs {
		versions[i] = Version{Client: c.ID, Content: Content{Motivation: fmt.Sprint(i)}}
	}
	s.Clock = fixed(s.Clock)
	s.facts = marketplace.Facts{IDs: func() marketplace.ID { return "f" }, Clock: s.Clock}
	for i := range errs {
		wg.Go(func() { _, errs[i] = s.add(ctx, kati, newest, versions[i]) })
	}
	wg.Wait()
	won := 0
	for _, err := range errs {
		if err == nil {
			won++
		} else if !marketplace.IsKind(err, marketplace.Stale) {
			t.Errorf("got %v", err)
		}
	}
	if won != 1 {
		t.Errorf("%d saves won", won)
	}
}

func fixed(c marketplace.Clock) marketplace.Clock {
	now := c()
	return marketplace.Clock(func() time.Time { return now })
}

// Pseudonyms are unique within a provider even when the first choices are taken.
func TestCodesDoNotClash(t *testing.T) {
	ctx, db := context.Background(), memory(t)
	s := newService(t, db)
	next := marketplace.ID("id-0001")
	for attempt := range 3 {
		taken := Client{ID: marketplace.ID(fmt.Sprint("taken", attempt)), Org: "turku", Coach: "kalle", Code: code(next, attempt)}
		must(s.clients.Insert(ctx, taken.ID, taken))
	}
	if c := must(s.CreateClient(ctx, kati, NewClient{Name: "A"})); c.ID != next || c.Code != code(next, 3) {
		t.Errorf("created %+v", c)
	}
	if len(facts(t, db, "client.created")) != 1 {
		t.Error("trying again told the fact again")
	}
}
