package acting

import (
	"context"
	"crypto/rand"
	"strings"
	"testing"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account"
	"sovite.fi/sovite/marketplace/account/office"
	"sovite.fi/sovite/marketplace/notify/notice"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/store/storetest"
)

const reason = "A client is missing from the list"

// world stands for whatever is around the visits.
type world struct {
	*Service
	t        *testing.T
	now      time.Time
	people   map[marketplace.ID]office.Standing
	sessions map[marketplace.ID]marketplace.Actor
	told     []marketplace.ID
}

func (w *world) Standing(_ context.Context, id marketplace.ID) (office.Standing, error) {
	if p, ok := w.people[id]; ok {
		return p, nil
	}
	return office.Standing{}, marketplace.Errorf(marketplace.NotFound, "error.not_found")
}

func (w *world) ActorFor(_ context.Context, id marketplace.ID) (marketplace.Actor, error) {
	if a, ok := w.sessions[id]; ok {
		return a, nil
	}
	return marketplace.Actor{}, marketplace.Errorf(marketplace.Unauthenticated, "account.session_over")
}

func (w *world) Post(_ context.Context, who marketplace.ID, _ notice.Notice) error {
	w.told = append(w.told, who)
	return nil
}

func belongs(org marketplace.ID, roles ...marketplace.Role) account.Belonging {
	return account.Belonging{Organisation: account.Organisation{ID: org}, Roles: roles}
}

func around(t *testing.T, db store.Store) *world {
	t.Helper()
	admin := marketplace.Actor{Person: "ann", Org: "house", Roles: []marketplace.Role{marketplace.RoleAdministrator}, Lang: "sv"}
	w := &world{t: t, now: time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC), sessions: map[marketplace.ID]marketplace.Actor{"s1": admin, "s2": admin}}
	w.people = map[marketplace.ID]office.Standing{
		"ann":   {ID: "ann", Name: "Ann", Administrator: true, Belongs: []account.Belonging{belongs("house", marketplace.RoleAdministrator)}},
		"coach": {ID: "coach", Name: "Kai", Belongs: []account.Belonging{belongs("unit", marketplace.RoleCoach)}},
		"both":  {ID: "both", Name: "Bo", Belongs: []account.Belonging{belongs("unit", marketplace.RoleCoach), belongs("firm", marketplace.RoleOwner), belongs("shut")}},
	}
	clock := func() time.Time { return w.now }
	w.Service = New(Deps{Store: db, Clock: clock, IDs: marketplace.NewIDs(clock, rand.Reader), People: w, Sessions: w, Notices: w})
	return w
}

func newWorld(t *testing.T) *world { t.Helper(); return around(t, storetest.Memory(t, Schemas()...)) }

func (w *world) begin(session marketplace.ID, wish Wish) error {
	_, err := w.Begin(w.t.Context(), w.sessions["s1"], session, wish)
	return err
}

// The reason has bounds, the organisation must be one of theirs, and some people are never looked as.
func TestWishes(t *testing.T) {
	admin := marketplace.Actor{Person: "ann", Roles: []marketplace.Role{marketplace.RoleAdministrator}}
	in := newWorld(t).people
	closed := in["coach"]
	closed.Closed = true
	appointed := in["coach"]
	appointed.Administrator = true
	alone := office.Standing{ID: "alone", Belongs: []account.Belonging{belongs("shut")}}
	for name, c := range map[string]struct {
		who    office.Standing
		wish   Wish
		kind   marketplace.Kind
		fields string
		org    marketplace.ID
	}{
		"good":                 {who: in["coach"], wish: Wish{Reason: " " + reason + "\n"}, org: "unit"},
		"shortest":             {who: in["coach"], wish: Wish{Reason: "ääääääääää"}, org: "unit"},
		"longest":              {who: in["coach"], wish: Wish{Reason: strings.Repeat("ä", 500)}, org: "unit"},
		"one of two":           {who: in["both"], wish: Wish{Reason: reason, Org: "firm"}, org: "firm"},
		"no reason":            {who: in["coach"], wish: Wish{Reason: "\t "}, kind: marketplace.Invalid, fields: "reason field.required"},
		"nine":                 {who: in["coach"], wish: Wish{Reason: "ääääääääää"[2:]}, kind: marketplace.Invalid, fields: "reason acting.reason_short"},
		"too long":             {who: in["coach"], wish: Wish{Reason: strings.Repeat("ä", 501)}, kind: marketplace.Invalid, fields: "reason field.too_long"},
		"which of two":         {who: in["both"], wish: Wish{Reason: reason}, kind: marketplace.Invalid, fields: "org field.required"},
		"a suspended one":      {who: in["both"], wish: Wish{Reason: reason, Org: "shut"}, kind: marketplace.Invalid, fields: "org field.required"},
		"somebody else's":      {who: in["coach"], wish: Wish{Reason: reason, Org: "firm"}, kind: marketplace.Invalid, fields: "org field.required"},
		"oneself":              {who: in["ann"], wish: Wish{Reason: reason}, kind: marketplace.Conflict},
		"an administrator":     {who: appointed, wish: Wish{Reason: reason}, kind: marketplace.Conflict},
		"closed":               {who: closed, wish: Wish{Reason: reason}, kind: marketplace.Conflict},
		"no open organisation": {who: alone, wish: Wish{Reason: reason}, kind: marketplace.Conflict},
	} {
		got, err := c.wish.checked(admin, c.who)
		if c.kind == 0 && (err != nil || got.Org != c.org || got.Reason != strings.TrimSpace(c.wish.Reason)) {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
		if c.kind != 0 && !marketplace.IsKind(err, c.kind) {
			t.Errorf("%s: %v", name, err)
		}
		if f := marketplace.AsError(err); c.fields != "" && (len(f.Fields) != 1 || f.Fields[0].Field+" "+f.Fields[0].Key != c.fields) {
			t.Errorf("%s: %+v", name, f.Fields)
		}
	}
}

// Nobody begins without being an administrator with a session of their own, or twice in one session, or while looking already.
func TestBegin(t *testing.T) {
	w := newWorld(t)
	ctx, admin, wish := t.Context(), w.sessions["s1"], Wish{Person: "coach", Reason: reason}
	for _, role := range marketplace.Roles() {
		if role != marketplace.RoleAdministrator {
			if _, err := w.Begin(ctx, marketplace.Actor{Person: "x", Roles: []marketplace.Role{role}}, "s1", wish); !marketplace.IsKind(err, marketplace.Forbidden) {
				t.Errorf("%s: %v", role, err)
			}
		}
	}
	for name, err := range map[string]error{
		"no session": w.begin("", wish),
		"the program": func() error {
			_, err := w.Begin(ctx, marketplace.System("house"), "s1", wish)
			return err
		}(),
		"nested": func() error {
			_, err := w.Begin(marketplace.WithActing(ctx, marketplace.Acting{Visit: "v"}), admin, "s1", wish)
			return err
		}(),
	} {
		if !marketplace.IsKind(err, marketplace.Forbidden) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := w.begin("s1", Wish{Person: "nobody", Reason: reason}); !marketplace.IsKind(err, marketplace.NotFound) {
		t.Errorf("nobody: %v", err)
	}
	if err := w.begin("s1", wish); err != nil {
		t.Fatal(err)
	}
	if err := w.begin("s1", Wish{Person: "both", Org: "firm", Reason: reason}); !marketplace.IsKind(err, marketplace.Conflict) {
		t.Errorf("twice: %v", err)
	}
	if err := w.begin("s2", wish); err != nil {
		t.Errorf("another session: %v", err)
	}
	w.now = w.now.Add(Longest)
	if err := w.begin("s1", wish); err != nil {
		t.Errorf("after the first ran out: %v", err)
	}
	list, err := w.Mine(ctx, marketplace.Actor{Person: "coach"})
	if err != nil || len(list) != 3 || list[0].Name != "Ann" || list[0].Reason != reason || list[1].Minutes(marketplace.At(w.now)) != 30 {
		t.Errorf("%+v %v", list, err)
	}
}

// While it goes on, the person is the actor with the roles that they have now; each thing that ends it ends it at once and for good.
func TestOfAndEndings(t *testing.T) {
	for want, change := range map[Ending]func(*world){
		RanOut:    func(w *world) { w.now = w.now.Add(Longest) },
		Dismissed: func(w *world) { w.sessions["s1"] = marketplace.Actor{Person: "ann", Org: "house"} },
		SignedOut: func(w *world) { delete(w.sessions, "s1") },
		Appointed: func(w *world) { w.people["coach"] = office.Standing{ID: "coach", Administrator: true} },
		Shut: func(w *world) {
			w.people["coach"] = office.Standing{ID: "coach", Belongs: []account.Belonging{belongs("unit")}}
		},
	} {
		for _, by := range []string{"a page", "the job"} {
			w := newWorld(t)
			ctx := t.Context()
			if err := w.begin("s1", Wish{Person: "coach", Reason: reason}); err != nil {
				t.Fatal(err)
			}
			w.now = w.now.Add(Longest - time.Millisecond)
			a, actor, err := w.Of(ctx, "s1", w.sessions["s1"])
			if err != nil || a.By != "ann" || a.As != "coach" || a.For != "house" || a.Reason != reason || actor.Person != "coach" || actor.Org != "unit" || !actor.Has(marketplace.RoleCoach) || actor.Has(marketplace.RoleAdministrator) || actor.Lang != "sv" {
				t.Fatalf("%+v %+v %v", a, actor, err)
			}
			if a, _, _ := w.Of(ctx, "s2", w.sessions["s2"]); a.Visit != "" {
				t.Error("another session looks, too")
			}
			before := w.sessions["s1"]
			change(w)
			if by == "the job" {
				err = w.Work(ctx)
			} else if a, actor, err = w.Of(ctx, "s1", w.sessions["s1"]); a.Visit != "" || actor.Person == "coach" {
				t.Errorf("%s by %s: still %+v", want, by, a)
			}
			list, listErr := w.Mine(ctx, marketplace.Actor{Person: "coach"})
			if err != nil || listErr != nil || list[0].Open || list[0].Ending != want {
				t.Errorf("%s by %s: %+v %v %v", want, by, list, err, listErr)
			}
			w.sessions["s1"] = before
			w.people["coach"] = office.Standing{ID: "coach", Belongs: []account.Belonging{belongs("unit", marketplace.RoleCoach)}}
			if again, _, _ := w.Of(ctx, "s1", before); again.Visit != "" {
				t.Errorf("%s: it came back", want)
			}
			if err := w.Looked(ctx, marketplace.Acting{Visit: list[0].ID}, "/clients"); !marketplace.IsKind(err, marketplace.Forbidden) {
				t.Errorf("%s: a page after the end: %v", want, err)
			}
		}
	}
}

// Whoever looks as somebody else writes nothing but what they read, their visit and the end of their session.
func TestGuarded(t *testing.T) {
	w := newWorld(t)
	db := Guarded(storetest.Memory(t, store.Schema{Collection: "reads"}, store.Schema{Collection: "tasks"}, store.Schema{Collection: "notices"}))
	acting := marketplace.WithActing(t.Context(), marketplace.Acting{Visit: "v"})
	for collection, free := range map[string]bool{"reads": true, "tasks": false, "notices": false} {
		if err := db.Insert(acting, collection, "a", []byte("{}"), nil); (err == nil) != free || err != nil && !marketplace.IsKind(err, marketplace.Forbidden) {
			t.Errorf("insert into %s: %v", collection, err)
		}
		if err := db.Insert(t.Context(), collection, "b", []byte("{}"), nil); err != nil {
			t.Errorf("insert into %s as oneself: %v", collection, err)
		}
		if err := db.Replace(acting, collection, "b", 1, []byte("{}"), nil); (err == nil) != free {
			t.Errorf("replace in %s: %v", collection, err)
		}
		if err := db.Delete(acting, collection, "b", 2); (err == nil) != free {
			t.Errorf("delete from %s: %v", collection, err)
		}
		if _, err := db.Get(acting, collection, "b"); err != nil && !marketplace.IsKind(err, marketplace.NotFound) {
			t.Errorf("read %s: %v", collection, err)
		}
	}
	if err := w.End(t.Context(), marketplace.Acting{}); err != nil {
		t.Error(err)
	}
}

// Whatever write the program stops at, beginning again after an old visit leaves one open visit, and the old one ended.
func TestBeginAfterCrash(t *testing.T) {
	for _, moment := range []storetest.Moment{storetest.BeforeWrite, storetest.AfterWrite} {
		for k := 1; ; k++ {
			db := storetest.Memory(t, Schemas()...)
			w := around(t, db)
			if err := w.begin("s1", Wish{Person: "coach", Reason: reason}); err != nil {
				t.Fatal(err)
			}
			faulty := around(t, storetest.Faulty(db, k, moment))
			w.now = w.now.Add(Longest)
			faulty.now = w.now
			failed := faulty.begin("s1", Wish{Person: "coach", Reason: reason})
			if err := w.begin("s1", Wish{Person: "coach", Reason: reason}); err != nil && !marketplace.IsKind(err, marketplace.Conflict) {
				t.Fatal(err)
			}
			list, err := w.Mine(t.Context(), marketplace.Actor{Person: "coach"})
			if err != nil || len(list) != 2 || !list[0].Open || list[1].Open {
				t.Errorf("crash at write %d: %+v %v", k, list, err)
			}
			if failed == nil {
				break
			}
		}
	}
}
