package watch

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/discovery/find"
	"sovite.fi/sovite/marketplace/store/storetest"
	"sovite.fi/sovite/marketplace/task"
	"sovite.fi/sovite/matching/search"
)

func same(t *testing.T, when string, got []string, want ...string) {
	t.Helper()
	if diff := cmp.Diff(append([]string{}, want...), append([]string{}, got...)); diff != "" {
		t.Errorf("%s: (-want +got)\n%s", when, diff)
	}
}

// What is new since the search was saved is told once, in one notice for each search; a day without news has no letter.
func TestOneNoticeADay(t *testing.T) {
	w := newWorld(t)
	w.post(aino)
	turku := w.save(kati, "1", washers())
	w.save(kati, "2", Draft{Name: "Tampere", Query: find.Query{Municipals: []string{"Tampere"}}, State: Daily})
	same(t, "what was there is no news", w.day())
	w.post(aino)
	w.post(otso)
	same(t, "two", w.day(), "“Turku” finds 2 new tasks.")
	if text := w.sent[0].Text; !strings.Contains(text, "https://sovite.test/searches/"+string(turku.ID)+"\n") {
		t.Errorf("no link: %s", text)
	}
	same(t, "nothing new", w.day())
	w.post(otso)
	w.post(otso, inTampere)
	same(t, "two searches, one letter", w.day(), "2 things are new in Sovite")
	if items := must(w.List(t.Context(), kati)); items[0].News != 1 || items[1].News != 3 {
		t.Errorf("news on the list: %+v", items)
	}
}

// A look counts what stands when it is told: not what was closed before the look, nor what was closed before the notice.
func TestClosedTasksAreNotTold(t *testing.T) {
	w, ctx := newWorld(t), t.Context()
	w.save(kati, "1", washers())
	must(w.market.Tasks.Close(ctx, aino, w.post(aino)))
	w.carry()
	same(t, "closed before the look", w.day())
	one, other := w.post(aino), w.post(aino)
	w.market.Days++
	ok(t, w.Work(ctx))
	must(w.market.Tasks.Close(ctx, aino, one))
	w.carry()
	same(t, "closed before the notice", w.day(), "“Turku” finds a new task.")
	w.market.Days++
	must(w.market.Tasks.Close(ctx, aino, other))
	w.post(aino)
	w.market.Days++
	ok(t, w.Work(ctx))
	for _, id := range w.of(t, "1").Value.News() {
		if e := must(w.market.Tasks.Get(ctx, aino, id)); e.Value.Status == task.Published {
			must(w.market.Tasks.Close(ctx, aino, id))
		}
	}
	w.carry()
	same(t, "all closed", w.day())
	if items := must(w.List(ctx, kati)); items[0].News != 0 {
		t.Errorf("closed tasks are news: %+v", items)
	}
}

func (w *world) of(t *testing.T, key string) Entry {
	t.Helper()
	return must(w.Get(t.Context(), kati, idOf(kati, key)))
}

// Reopening does not make a task new; one that was closed before anybody was told of it is told when it is open again.
func TestReopenedTasks(t *testing.T) {
	w, ctx := newWorld(t), t.Context()
	old := w.post(aino)
	w.save(kati, "1", washers())
	told, quick := w.post(aino), w.post(aino)
	must(w.market.Tasks.Close(ctx, aino, quick))
	w.carry()
	same(t, "told", w.day(), "“Turku” finds a new task.")
	for _, id := range []marketplace.ID{old, told} {
		must(w.market.Tasks.Close(ctx, aino, id))
		must(w.market.Tasks.Reopen(ctx, aino, id))
	}
	w.carry()
	same(t, "reopened", w.day())
	w.market.Days += 40
	for _, id := range []marketplace.ID{old, told} {
		must(w.market.Tasks.Close(ctx, aino, id))
		must(w.market.Tasks.Reopen(ctx, aino, id))
	}
	w.carry()
	same(t, "long after it was told", w.day())
	w = newWorld(t)
	w.save(kati, "1", washers())
	quick = w.post(aino)
	must(w.market.Tasks.Close(ctx, aino, quick))
	w.carry()
	same(t, "closed", w.day())
	must(w.market.Tasks.Reopen(ctx, aino, quick))
	w.carry()
	same(t, "open again", w.day(), "“Turku” finds a new task.")
}

// Pausing tells nothing; resuming and another query start anew; another name does not.
func TestChanging(t *testing.T) {
	w, ctx := newWorld(t), t.Context()
	e := w.save(kati, "1", washers())
	paused := washers()
	paused.State = Never
	e = must(w.Change(ctx, kati, e.ID, e.Rev, paused))
	w.post(aino)
	same(t, "paused", w.day())
	e = must(w.Change(ctx, kati, e.ID, e.Rev, washers()))
	same(t, "resumed: what came meanwhile is no news", w.day())
	w.post(aino)
	e = w.of(t, "1")
	renamed := washers()
	renamed.Name = "Åbo"
	e = must(w.Change(ctx, kati, e.ID, e.Rev, renamed))
	same(t, "renamed", w.day(), "“Åbo” finds a new task.")
	w.post(aino)
	e = w.of(t, "1")
	sorted := renamed
	sorted.Query.Sort = search.ByPosted
	e = must(w.Change(ctx, kati, e.ID, e.Rev, sorted))
	same(t, "sorted in another way", w.day(), "“Åbo” finds a new task.")
	e = w.of(t, "1")
	sorted.Query.Municipals = nil
	w.post(aino, inTampere)
	e = must(w.Change(ctx, kati, e.ID, e.Rev, sorted))
	if len(e.Value.News()) > 0 {
		t.Errorf("news of another query: %+v", e.Value)
	}
	same(t, "another query", w.day())
	_, err := w.Change(ctx, kati, e.ID, e.Rev, washers())
	wantKind(t, err, marketplace.Stale)
}

// What was found but not told yet is not told when the search was changed, paused, seen or removed meanwhile.
func TestChangedBeforeItIsTold(t *testing.T) {
	for name, do := range map[string]func(w *world, e Entry) error{
		"paused": func(w *world, e Entry) error {
			d := washers()
			d.State = Never
			_, err := w.Change(t.Context(), kati, e.ID, e.Rev, d)
			return err
		},
		"another query": func(w *world, e Entry) error {
			d := washers()
			d.Query.Words = "tiskaaja"
			_, err := w.Change(t.Context(), kati, e.ID, e.Rev, d)
			return err
		},
		"seen":    func(w *world, e Entry) error { _, err := w.See(t.Context(), kati, e.ID, e.Value.Looks); return err },
		"removed": func(w *world, e Entry) error { return w.Remove(t.Context(), kati, e.ID) },
		"left":    func(w *world, _ Entry) error { delete(*w.people, [2]marketplace.ID{"turku", "kati"}); return nil },
		"another role": func(w *world, _ Entry) error {
			(*w.people)[[2]marketplace.ID{"turku", "kati"}] = []marketplace.Role{marketplace.RoleAuditor}
			return nil
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.save(kati, "1", washers())
			w.post(aino)
			w.market.Days++
			ok(t, w.Work(t.Context()))
			ok(t, do(w, w.of(t, "1")))
			w.carry()
			same(t, "told", w.day())
		})
	}
}

// Whoever loses the role, or leaves, is told nothing; when they come back, what was published meanwhile is told.
func TestWhoMayNotSearchAnyMore(t *testing.T) {
	w := newWorld(t)
	w.save(kati, "1", washers())
	w.save(kalle, "1", washers())
	at := [2]marketplace.ID{"turku", "kati"}
	(*w.people)[at] = []marketplace.Role{marketplace.RoleAuditor}
	w.post(aino)
	if same(t, "without the role", w.day(), "“Turku” finds a new task."); w.sent[0].To != "kalle@sovite.test" {
		t.Errorf("told %s", w.sent[0].To)
	}
	delete(*w.people, at)
	same(t, "left", w.day())
	(*w.people)[at] = kati.Roles
	if same(t, "came back", w.day(), "“Turku” finds a new task."); w.sent[1].To != "kati@sovite.test" {
		t.Errorf("told %s", w.sent[1].To)
	}
}

// While the index does not answer nothing is told and nothing lost; a query that cannot be asked any more holds up no other.
func TestWithoutTheIndex(t *testing.T) {
	w, ctx := newWorld(t), t.Context()
	broken := w.save(kalle, "1", washers())
	w.save(kati, "1", washers())
	broken.Value.Query.Forms = []string{"no such form"}
	must(w.saved.Save(ctx, broken))
	w.post(aino)
	w.market.Days++
	w.market.Index.Off = true
	wantKind(t, w.Work(ctx), marketplace.Unavailable)
	w.market.Index.Off = false
	same(t, "an index that answers again", w.day(), "“Turku” finds a new task.")
}

// A person's searches are theirs alone, at most twenty; a form that is sent twice saves one.
func TestWhoseSearches(t *testing.T) {
	w, ctx := newWorld(t), t.Context()
	e := w.save(kati, "1", washers())
	if again := w.save(kati, "1", washers()); again.ID != e.ID || len(must(w.List(ctx, kati))) != 1 {
		t.Errorf("sent twice: %+v", again)
	}
	other := washers()
	other.Name = "Other"
	_, err := w.Create(ctx, kati, "1", other)
	wantKind(t, err, marketplace.Conflict)
	elsewhere := kati
	elsewhere.Org = "vaasa"
	for name, tt := range map[string]struct {
		who  marketplace.Actor
		want marketplace.Kind
	}{
		"a colleague": {kalle, marketplace.NotFound}, "a stranger": {vera, marketplace.NotFound}, "the person elsewhere": {elsewhere, marketplace.NotFound},
		"without the role": {tuuli, marketplace.Forbidden}, "nobody": {marketplace.Actor{}, marketplace.Unauthenticated},
		"the program": {marketplace.System("turku"), marketplace.Unauthenticated},
	} {
		_, get := w.Get(ctx, tt.who, e.ID)
		_, change := w.Change(ctx, tt.who, e.ID, e.Rev, other)
		_, see := w.See(ctx, tt.who, e.ID, 1)
		_, _, run := w.Run(ctx, tt.who, e.ID, 20, 0)
		for verb, err := range map[string]error{"get": get, "change": change, "see": see, "run": run, "remove": w.Remove(ctx, tt.who, e.ID)} {
			if !marketplace.IsKind(err, tt.want) {
				t.Errorf("%s, %s: %v", name, verb, err)
			}
		}
	}
	for n := 2; n <= mostSaved; n++ {
		w.save(kati, fmt.Sprint(n), washers())
	}
	_, err = w.Create(ctx, kati, "21", washers())
	if wantKind(t, err, marketplace.Conflict); marketplace.AsError(err).Key != "watch.full" {
		t.Error(err)
	}
	w.save(kalle, "1", washers())
	ok(t, w.Remove(ctx, kati, e.ID))
	w.save(kati, "21", washers())
	wantKind(t, w.Remove(ctx, kati, e.ID), marketplace.NotFound)
}

// What was removed holds nothing from then on, and is gone once its facts were carried.
func TestRemoved(t *testing.T) {
	w, ctx := newWorld(t), t.Context()
	e := w.save(kati, "1", washers())
	ok(t, w.Remove(ctx, kati, e.ID))
	left := must(w.saved.Get(ctx, e.ID)).Value
	if left.Person != "" || left.Name != "" || left.Query.Municipals != nil {
		t.Errorf("left: %+v", left)
	}
	ok(t, w.Work(ctx))
	w.carry()
	ok(t, w.Work(ctx))
	_, err := w.saved.Get(ctx, e.ID)
	wantKind(t, err, marketplace.NotFound)
}

func TestWrongFields(t *testing.T) {
	w := newWorld(t)
	_, err := w.Create(t.Context(), kati, "1", Draft{Name: " ", State: Removed, Query: find.Query{Regions: []string{"Atlantis"}, Kilometres: 5}})
	wantKind(t, err, marketplace.Invalid)
	var got []string
	for _, f := range marketplace.AsError(err).Fields {
		got = append(got, f.Field)
	}
	same(t, "fields", got, "name", "state", "query.regions[0]", "query.postal")
}

// Running a search marks what is news until it was seen, and writes nothing.
func TestRunning(t *testing.T) {
	w, ctx := newWorld(t), t.Context()
	old := w.post(aino)
	e := w.save(kati, "1", washers())
	fresh := w.post(aino)
	w.market.Days++
	ok(t, w.Work(ctx))
	before := must(w.Get(ctx, kati, e.ID)).Rev
	_, got, err := w.Run(ctx, kati, e.ID, 20, 0)
	ok(t, err)
	if got.Total != 2 || !got.News[fresh] || got.News[old] || must(w.Get(ctx, kati, e.ID)).Rev != before {
		t.Errorf("%+v", got)
	}
	later := w.post(aino)
	w.market.Days++
	ok(t, w.Work(ctx))
	seen := must(w.See(ctx, kati, e.ID, got.Look))
	if news := seen.Value.News(); !slices.Equal(news, []marketplace.ID{later}) {
		t.Errorf("after seeing the first: %v", news)
	}
	if seen = must(w.See(ctx, kati, e.ID, 99)); len(seen.Value.News()) > 0 || seen.Value.Seen != 2 {
		t.Errorf("%+v", seen.Value)
	}
}

// A crash at every write of a morning: the task is told once, whatever happened.
func TestCrashAtEveryWrite(t *testing.T) {
	ctx := t.Context()
	for _, moment := range []storetest.Moment{storetest.BeforeWrite, storetest.AfterWrite} {
		for k := 1; ; k++ {
			w := newWorld(t)
			e := w.save(kati, "1", washers())
			ok(t, w.Remove(ctx, kati, w.save(kati, "2", washers()).ID))
			w.post(aino)
			w.market.Days++
			faulty := storetest.Faulty(w.market.DB, k, moment)
			notices, crashing := w.over(faulty)
			err := crashing.Work(ctx)
			if err == nil {
				err = w.morning(notices, crashing)
			}
			if !faulty.Crashed() {
				ok(t, err)
				if k < 5 {
					t.Fatalf("only %d writes", k-1)
				}
				break
			}
			w.carry()
			got := append(w.day(), w.day()...)
			if told := len(w.sent); told != 1 || w.sent[0].Subject != "“Turku” finds a new task." {
				t.Errorf("write %d, moment %d: %d letters, %v", k, moment, told, got)
			}
			if left := must(w.Get(ctx, kati, e.ID)).Value; len(left.News()) != 1 {
				t.Errorf("write %d: %+v", k, left)
			}
		}
	}
}

// morning tells what the looks found and sends the letters.
func (w *world) morning(notices *notices, s *Service) error {
	ctx := w.t.Context()
	for _, p := range must(w.market.DB.Pending(ctx, 100)) {
		for _, f := range p.Facts {
			if slices.Contains(Told(), f.Type) {
				if err := s.Tell(ctx, f); err != nil {
					return err
				}
			}
		}
	}
	w.market.Days++
	return notices.Send(ctx)
}
