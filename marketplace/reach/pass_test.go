package reach

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/consent"
	"sovite.fi/sovite/marketplace/discovery/discoverytest"
	"sovite.fi/sovite/marketplace/profile"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/store/storetest"
	"sovite.fi/sovite/marketplace/task"
	"sovite.fi/sovite/matching"
	"sovite.fi/sovite/matching/search"
)

var (
	kati = discoverytest.Actor("kati", "turku", marketplace.RoleCoach)
	aino = discoverytest.Actor("aino", "cafe", marketplace.RoleEmployer, marketplace.RoleOwner)
	otso = discoverytest.Actor("otso", "depot", marketplace.RoleEmployer)
	root = marketplace.System("")
)

// world is a market with a service that counts two tasks at a time, and a clock that can be set to another day, or
// stand still.
type world struct {
	*Service
	*discoverytest.Market
	t     *testing.T
	still time.Time
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{Market: discoverytest.New(t, search.Away(errors.New("not needed")), Schemas()...), t: t}
	w.Service = w.service(w.DB)
	return w
}

// service is a fresh process over a store.
func (w *world) service(db store.Store) *Service {
	s := New(Deps{
		Store: db, Clock: w.now, IDs: w.IDs, Profiles: w.Profiles,
		Tasks: w.Tasks, Rules: matching.DefaultRules(w.Scale), Scale: w.Scale, Places: w.Places, ESCO: w.ESCO,
	})
	s.chunk = 2
	return s
}

func (w *world) now() time.Time {
	if !w.still.IsZero() {
		return w.still.AddDate(0, 0, w.Days)
	}
	return w.Clock()
}

// content is a client in Turku whom washing fits; lifting at most as told.
func content(lifting int) profile.Content {
	return profile.Content{
		Certificates: matching.Chosen(), Hazards: matching.Chosen("dust"), Allergens: matching.Chosen(), Forms: matching.Chosen("employment"),
		Abilities: map[matching.Dimension]profile.Answer{
			"standing": {Rating: matching.Rated(3)}, "lifting": {Rating: matching.Rated(lifting)},
		},
		Availability: profile.Availability{WeekMinutes: matching.Window{Min: 240, Max: 900}, Shifts: matching.Chosen("day")},
		Travel:       profile.Travel{Postal: "20100", Transport: "bike", MaxMinutes: 30},
	}
}

// answer is what clients say when they are asked whether they may be counted.
type answer func(*world, marketplace.Actor, marketplace.ID)

func yes(w *world, me marketplace.Actor, id marketplace.ID) {
	discoverytest.Must(w.Consents.Give(context.Background(), me, id, consent.Answer{Present: "alone"}))
}

func no(w *world, me marketplace.Actor, id marketplace.ID) {
	discoverytest.Must(w.Consents.Refuse(context.Background(), me, id, consent.Answer{Present: "alone"}))
}

func nothing(*world, marketplace.Actor, marketplace.ID) {}

// clients puts n clients on the caseload who were never asked whether they may be counted.
func (w *world) clients(n int, c profile.Content) (ids []marketplace.ID) {
	w.t.Helper()
	for i := range n {
		ids = append(ids, w.Client(kati, fmt.Sprint("Asiakas ", i), c))
	}
	return ids
}

// asked are clients who were asked whether they may be counted, with their consents.
func (w *world) asked(n int, c profile.Content, until marketplace.Date, say answer) map[marketplace.ID]marketplace.ID {
	w.t.Helper()
	out := map[marketplace.ID]marketplace.ID{}
	for _, client := range w.clients(n, c) {
		me, id := w.Counted(kati, client, until)
		say(w, me, id)
		out[client] = id
	}
	return out
}

// counted are clients who said yes.
func (w *world) counted(n int, c profile.Content) map[marketplace.ID]marketplace.ID {
	w.t.Helper()
	return w.asked(n, c, "", yes)
}

// inDays is the day some days from now.
func (w *world) inDays(n int) marketplace.Date {
	return marketplace.DateOf(w.Consents.Today().Time().AddDate(0, 0, n), time.UTC)
}

// takeBack is a client who says that they want to be counted no more.
func (w *world) takeBack(client, id marketplace.ID) error {
	_, err := w.Consents.Withdraw(context.Background(), discoverytest.Actor(client, kati.Org, marketplace.RoleClient), id)
	return err
}

func lifting(level int) func(*task.Task) {
	return func(t *task.Task) {
		t.Demands = append(t.Demands, matching.Demand{Dimension: "lifting", Level: level, Essential: true, Adaptable: true})
	}
}

func night(t *task.Task) { t.Shifts = matching.Chosen("night") }

// What an employer sees, and what it does not.
func TestWhoCouldDoThis(t *testing.T) {
	w, ctx := newWorld(t), context.Background()
	plain := w.Post(aino, discoverytest.Washing())
	heavy := w.Post(aino, discoverytest.Washing(lifting(4)))
	late := w.Post(aino, discoverytest.Washing(night))
	north := w.Post(aino, discoverytest.Washing(func(t *task.Task) { t.Place.Postal = "99800" }))
	draft := discoverytest.Must(w.Tasks.Create(ctx, aino, discoverytest.Washing()))
	w.counted(12, content(5))
	w.counted(11, content(2))
	w.asked(15, content(5), "", no)
	w.asked(15, content(5), "", nothing)
	w.clients(15, content(5))

	if got := w.of(aino, plain); got.State != NotCounted {
		t.Errorf("before the first run: %+v", got)
	}
	run := discoverytest.Must(w.Count(ctx, root, "", nil))
	if run.Tasks != 4 || run.Total != 4 || run.Ended.IsZero() {
		t.Errorf("the run: %+v", run)
	}
	if got := w.of(aino, plain); got.State != Told || got.Figures.Now != 20 || got.Figures.If != 0 || got.Changed {
		t.Errorf("as it is: %+v", got)
	}
	got := w.of(aino, heavy).Figures
	if got.Now != 10 || got.If != 10 || !slices.Contains(got.More, More{"lifting_aid", "", 10}) || !slices.Contains(got.More, More{matching.EaseDemand, "lifting", 10}) {
		t.Errorf("heavy work: %+v", got)
	}
	got = w.of(aino, late).Figures
	if diff := cmp.Diff([]Alone{{"shift", []string{"night"}, 20}}, got.Alone); diff != "" || got.Now != 0 {
		t.Errorf("the night shift: %+v %s", got, diff)
	}
	if got := w.of(aino, north); got.State != TooFew || got.Figures.Now != 0 || len(got.Figures.Alone) > 0 {
		t.Errorf("far away: %+v", got)
	}
	if got := w.of(aino, draft.ID); got.State != NotCounted {
		t.Errorf("a draft: %+v", got)
	}
	_, err := w.Of(ctx, otso, plain)
	discoverytest.WantKind(t, err, marketplace.NotFound)
	_, err = w.Of(ctx, kati, plain)
	discoverytest.WantKind(t, err, marketplace.Forbidden)
	_, err = w.Count(ctx, aino, "", nil)
	discoverytest.WantKind(t, err, marketplace.Forbidden)
}

func (w *world) of(who marketplace.Actor, id marketplace.ID) Reach {
	w.t.Helper()
	return discoverytest.Must(w.Of(context.Background(), who, id))
}

// Nothing that an employer does makes new figures before the next day.
func TestOnceADay(t *testing.T) {
	w, ctx := newWorld(t), context.Background()
	id := w.Post(aino, discoverytest.Washing(lifting(4)))
	w.counted(12, content(3))
	discoverytest.Must(w.Count(ctx, root, "", nil))
	before := w.of(aino, id)
	e := discoverytest.Must(w.Tasks.Get(ctx, aino, id))
	easier := e.Value
	easier.Demands = discoverytest.Washing().Demands
	discoverytest.Must(w.Tasks.Update(ctx, aino, id, e.Rev, easier))
	discoverytest.Must(w.Count(ctx, root, "", nil))
	discoverytest.Must(w.Count(ctx, root, "Varsinais-Suomi", nil))
	after := w.of(aino, id)
	if !after.Changed || !reflect.DeepEqual(before.Figures, after.Figures) {
		t.Errorf("the same day: %+v, before %+v", after, before)
	}
	w.Days = 1
	discoverytest.Must(w.Count(ctx, root, "", nil))
	if got := w.of(aino, id); got.Figures.Now != 10 {
		t.Errorf("the next day: %+v", got)
	}
}

// A region's run makes the same figures of its tasks as a whole run, and none of others.
func TestRegion(t *testing.T) {
	w, ctx := newWorld(t), context.Background()
	here := w.Post(aino, discoverytest.Washing())
	there := w.Post(aino, discoverytest.Washing(func(t *task.Task) { t.Place.Postal = "00100" }))
	w.counted(12, content(3))
	run := discoverytest.Must(w.Count(ctx, root, "Egentliga Finland", nil))
	if run.Tasks != 1 || w.of(aino, here).Figures.Now != 10 || w.of(aino, there).State != NotCounted {
		t.Errorf("%+v, here %+v, there %+v", run, w.of(aino, here), w.of(aino, there))
	}
	_, err := w.Count(ctx, root, "Atlantis", nil)
	discoverytest.WantKind(t, err, marketplace.Invalid)
}

// Whoever did not say yes changes nothing: not a byte of what any employer sees.
func TestWhoIsNotCountedChangesNothing(t *testing.T) {
	w, ctx := newWorld(t), context.Background()
	var ids []marketplace.ID
	for _, c := range []func(*task.Task){func(*task.Task) {}, lifting(4), night} {
		ids = append(ids, w.Post(aino, discoverytest.Washing(c)))
	}
	w.counted(11, content(2))
	seen := func() string {
		w.Days++
		discoverytest.Must(w.Count(ctx, root, "", nil))
		var out []Reach
		for _, id := range ids {
			r := w.of(aino, id)
			r.Figures.Day, r.Figures.Made = "", marketplace.Instant{}
			out = append(out, r)
		}
		return string(discoverytest.Must(json.Marshal(out)))
	}
	before := seen()
	for _, c := range []profile.Content{content(0), content(5), {}} {
		for _, say := range []answer{no, nothing} {
			w.asked(3, c, "", say)
			if diff := cmp.Diff(before, seen()); diff != "" {
				t.Fatalf("clients who did not say yes change what is seen: %s", diff)
			}
		}
		w.clients(3, c)
		if diff := cmp.Diff(before, seen()); diff != "" {
			t.Fatalf("clients who were not asked change what is seen: %s", diff)
		}
	}
	for name, stop := range map[string]func(client, consent marketplace.ID) error{
		"paused": func(client, _ marketplace.ID) error {
			_, err := w.Profiles.SetStatus(ctx, kati, client, profile.Paused)
			return err
		},
		"taken back": w.takeBack,
		"run out":    func(marketplace.ID, marketplace.ID) error { return nil }, // see below
	} {
		extra := w.asked(9, content(2), w.inDays(2), yes)
		if seen() == before {
			t.Errorf("%s: nine clients more change nothing: the test proves little", name)
		}
		for client, id := range extra {
			if err := stop(client, id); err != nil {
				t.Fatal(err)
			}
		}
		if name == "run out" {
			w.Days++ // and seen counts on the next day, their third
		}
		if diff := cmp.Diff(before, seen()); diff != "" {
			t.Errorf("%s: clients who are counted no more: %s", name, diff)
		}
	}
}

// everything that a run leaves behind, byte for byte.
func (w *world) everything() string {
	w.t.Helper()
	ctx, out := context.Background(), []any{}
	err := w.kept.Each(ctx, store.Query{}, func(e store.Entry[Figures]) error { out = append(out, e.Value); return nil })
	err = errors.Join(err, w.runs.Each(ctx, store.Query{}, func(e store.Entry[Run]) error { out = append(out, e.Value); return nil }))
	err = errors.Join(err, w.underway.Each(ctx, store.Query{}, func(e store.Entry[underway]) error { out = append(out, e.Value); return nil }))
	if err != nil {
		w.t.Fatal(err)
	}
	return string(discoverytest.Must(json.MarshalIndent(out, "", " ")))
}

// five is a world with five tasks in three chunks, at a moment that does not pass.
func five(t *testing.T) *world {
	t.Helper()
	w := newWorld(t)
	for _, c := range []func(*task.Task){func(*task.Task) {}, lifting(3), lifting(4), lifting(5), night} {
		w.Post(aino, discoverytest.Washing(c))
	}
	w.counted(11, content(2))
	w.counted(11, content(4))
	w.still = time.Date(2026, 11, 23, 20, 0, 0, 0, time.UTC)
	return w
}

// A crash at any write, before or after it, and another process goes on: it comes to the same, byte for byte, as a run
// without a crash.
func TestRunSurvivesCrashes(t *testing.T) {
	calm := five(t)
	discoverytest.Must(calm.Count(context.Background(), root, "", nil))
	want := calm.everything()
	for _, moment := range []storetest.Moment{storetest.BeforeWrite, storetest.AfterWrite} {
		for k := 1; ; k++ {
			w, ctx := five(t), context.Background()
			faulty := storetest.Faulty(w.DB, k, moment)
			_, err := w.service(faulty).Count(ctx, root, "", nil)
			if !faulty.Crashed() {
				if err != nil || k != 10 { // the run four times, five figures
					t.Fatalf("%d writes, %v", k-1, err)
				}
				break
			}
			if err == nil {
				t.Errorf("write %d: the crash is not told", k)
			}
			discoverytest.Must(w.Count(ctx, root, "", nil))
			if diff := cmp.Diff(want, w.everything()); diff != "" {
				t.Errorf("%v, write %d (-without crash +with):\n%s", moment, k, diff)
			}
		}
	}
}

// A run stops when nobody waits for it any more, and goes on from there to the same figures, byte for byte.
func TestRunIsInterrupted(t *testing.T) {
	calm := five(t)
	discoverytest.Must(calm.Count(context.Background(), root, "", nil))
	w := five(t)
	ctx, cancel := context.WithCancel(context.Background())
	_, err := w.Count(ctx, root, "", func(done, total int) {
		if total != 5 {
			t.Errorf("%d of %d", done, total)
		}
		if done == 2 {
			cancel()
		}
	})
	if err == nil {
		t.Fatal("an interrupted run says that it is done")
	}
	var seen []int
	run := discoverytest.Must(w.Count(context.Background(), root, "", func(done, _ int) { seen = append(seen, done) }))
	if !slices.Equal(seen, []int{2, 4}) || run.Tasks != 5 || run.Ended.IsZero() {
		t.Errorf("it went on over %v to %+v", seen, run)
	}
	if diff := cmp.Diff(calm.everything(), w.everything()); diff != "" {
		t.Errorf("(-uninterrupted +interrupted):\n%s", diff)
	}
}

// What the schedule does is done once a day, whoever else does it, and a client whose consent was taken back or ran out is
// not in the next figures, even where the run of the day before was cut short; nine are told nothing of.
func TestDaily(t *testing.T) {
	w, ctx := newWorld(t), context.Background()
	id := w.Post(aino, discoverytest.Washing())
	long := w.counted(10, content(3))
	w.asked(10, content(3), w.inDays(2), yes)
	for range 2 {
		if err := w.Daily(ctx); err != nil {
			t.Fatal(err)
		}
	}
	if got := w.of(aino, id).Figures; got.Now != 20 {
		t.Fatalf("all: %+v", got)
	}
	one := slices.Sorted(maps.Keys(long))[0]
	if err := w.takeBack(one, long[one]); err != nil {
		t.Fatal(err)
	}
	w.Days = 1
	faulty := storetest.Faulty(w.DB, 2, storetest.BeforeWrite)
	if err := w.service(faulty).Daily(ctx); err == nil {
		t.Fatal("the crash is not told")
	}
	for _, day := range []struct {
		days int
		want State
		now  int
	}{
		{1, Told, 10},  // nineteen
		{2, Told, 10},  // the last day of ten of them
		{3, TooFew, 0}, // nine
	} {
		w.Days = day.days
		if err := w.Daily(ctx); err != nil {
			t.Fatal(err)
		}
		if got := w.of(aino, id); got.State != day.want || got.Figures.Now != day.now {
			t.Errorf("after %d days: %+v", day.days, got)
		}
	}
}
