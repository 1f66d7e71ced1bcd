package shortlist

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/discovery/discoverytest"
	"sovite.fi/sovite/marketplace/store/storetest"
	"sovite.fi/sovite/matching/search/bleve"
)

// The people of the scenarios: two coaches and the owner of a provider, a coach of another, and an employer.
var (
	kati  = discoverytest.Actor("kati", "turku", marketplace.RoleCoach)
	kalle = discoverytest.Actor("kalle", "turku", marketplace.RoleCoach)
	oona  = discoverytest.Actor("oona", "turku", marketplace.RoleOwner)
	vera  = discoverytest.Actor("vera", "vaasa", marketplace.RoleCoach)
	aino  = discoverytest.Actor("aino", "cafe", marketplace.RoleEmployer, marketplace.RoleOwner)
)

type world struct {
	*Service
	market *discoverytest.Market
}

func newWorld(t *testing.T) *world {
	t.Helper()
	m := discoverytest.New(t, must(bleve.Open(t.TempDir())), Schemas()...)
	return &world{New(Deps{Store: m.DB, Clock: m.Clock, IDs: m.IDs, Tasks: m.Tasks}), m}
}

func (w *world) post() marketplace.ID { return w.market.Post(aino, discoverytest.Washing()) }

// A list is read and changed by every coach of the organisation, and says who put what on it and why.
func TestShared(t *testing.T) {
	w, ctx := newWorld(t), t.Context()
	one, other := w.post(), w.post()
	e := must(w.Create(ctx, kati, "1", " Quiet  places "))
	must(w.Put(ctx, kati, e.ID, one, "Few people"))
	must(w.Put(ctx, kalle, e.ID, other, ""))
	must(w.Put(ctx, kalle, e.ID, one, "Few people, and no stairs"))
	e, items, err := w.Read(ctx, kalle, e.ID)
	ok(t, err)
	if e.Value.Name != "Quiet places" || len(items) != 2 || items[0].By != "kati" || items[1].By != "kalle" || items[0].Note != "Few people, and no stairs" {
		t.Errorf("%+v", items)
	}
	if again := must(w.Put(ctx, kati, e.ID, one, "Few people, and no stairs")); again.Rev != e.Rev {
		t.Error("the same again was saved")
	}
	must(w.market.Tasks.Close(ctx, aino, one))
	if _, items, _ = w.Read(ctx, kati, e.ID); !items[0].Gone || items[0].Task.Title != "Kahvilan tiskaaja" || items[1].Gone {
		t.Errorf("a closed task: %+v", items)
	}
	must(w.Put(ctx, kati, e.ID, one, "Ask again in spring"))
	e = must(w.Drop(ctx, kalle, e.ID, one))
	if again := must(w.Drop(ctx, kalle, e.ID, one)); again.Rev != e.Rev || len(again.Value.Picks) != 1 {
		t.Errorf("dropped twice: %+v", again)
	}
	e = must(w.Rename(ctx, kalle, e.ID, e.Rev, "Quiet"))
	_, err = w.Rename(ctx, kati, e.ID, e.Rev-1, "Loud")
	wantKind(t, err, marketplace.Stale)
	if list := must(w.List(ctx, kati, marketplace.Page{})); len(list.Items) != 1 || list.Items[0].Value.Name != "Quiet" {
		t.Errorf("%+v", list)
	}
	ok(t, w.Remove(ctx, kati, e.ID))
	if left := must(w.lists.Get(ctx, e.ID)).Value; left.Name != "" || left.Picks != nil {
		t.Errorf("left: %+v", left)
	}
	if list := must(w.List(ctx, kati, marketplace.Page{})); len(list.Items) != 0 {
		t.Errorf("%+v", list)
	}
	wantKind(t, w.Remove(ctx, kati, e.ID), marketplace.NotFound)
}

// Nobody else has the list, and nobody learns whether there is one.
func TestWhoMay(t *testing.T) {
	w, ctx := newWorld(t), t.Context()
	of := w.post()
	e := must(w.Create(ctx, kati, "1", "Quiet places"))
	for name, tt := range map[string]struct {
		who  marketplace.Actor
		want marketplace.Kind
	}{
		"another provider": {vera, marketplace.NotFound}, "the owner": {oona, marketplace.Forbidden}, "an employer": {aino, marketplace.Forbidden},
		"nobody": {marketplace.Actor{}, marketplace.Unauthenticated},
	} {
		_, get := w.Get(ctx, tt.who, e.ID)
		_, _, read := w.Read(ctx, tt.who, e.ID)
		_, rename := w.Rename(ctx, tt.who, e.ID, 1, "Mine")
		_, put := w.Put(ctx, tt.who, e.ID, of, "")
		_, drop := w.Drop(ctx, tt.who, e.ID, of)
		for verb, err := range map[string]error{"get": get, "read": read, "rename": rename, "put": put, "drop": drop, "remove": w.Remove(ctx, tt.who, e.ID)} {
			if !marketplace.IsKind(err, tt.want) {
				t.Errorf("%s, %s: %v", name, verb, err)
			}
		}
	}
	if list := must(w.List(ctx, vera, marketplace.Page{})); len(list.Items) != 0 {
		t.Errorf("another provider sees %+v", list)
	}
	if now := must(w.Get(ctx, kalle, e.ID)); now.Rev != e.Rev {
		t.Errorf("changed: %+v", now)
	}
}

func TestWhatIsWrong(t *testing.T) {
	w, ctx := newWorld(t), t.Context()
	draft := must(w.market.Tasks.Create(ctx, aino, discoverytest.Washing()))
	e := must(w.Create(ctx, kati, "1", "Quiet places"))
	if again := must(w.Create(ctx, kati, "1", "Quiet places")); again.ID != e.ID {
		t.Error("a form that was sent twice began two lists")
	}
	_, other := w.Create(ctx, kati, "1", "Others")
	_, noName := w.Create(ctx, kati, "2", " ")
	_, long := w.Create(ctx, kati, "2", strings.Repeat("ä", maxName+1))
	_, note := w.Put(ctx, kati, e.ID, w.post(), strings.Repeat("ä", maxNote+1))
	_, hidden := w.Put(ctx, kati, e.ID, draft.ID, "")
	_, gone := w.Put(ctx, kati, e.ID, "none", "")
	for name, tt := range map[string]struct {
		err  error
		want marketplace.Kind
	}{
		"the key again": {other, marketplace.Conflict}, "no name": {noName, marketplace.Invalid}, "a long name": {long, marketplace.Invalid},
		"a long note": {note, marketplace.Invalid}, "a draft": {hidden, marketplace.NotFound}, "no such task": {gone, marketplace.NotFound},
	} {
		if !marketplace.IsKind(tt.err, tt.want) {
			t.Errorf("%s: %v", name, tt.err)
		}
	}
}

// Colleagues who add at the same time lose nothing of each other's, and a hundred is the most.
func TestTogether(t *testing.T) {
	w, ctx := newWorld(t), t.Context()
	e := must(w.Create(ctx, kati, "1", "Quiet places"))
	var posted [8]marketplace.ID
	for i := range posted {
		posted[i] = w.post()
	}
	var wg sync.WaitGroup
	for _, of := range posted {
		wg.Go(func() {
			if _, err := w.Put(ctx, kalle, e.ID, of, ""); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if n := len(must(w.Get(ctx, kati, e.ID)).Value.Picks); n != 8 {
		t.Errorf("%d of 8", n)
	}
	full := Shortlist{}
	for n := range mostPicks {
		full, _, _ = full.with(Pick{Task: marketplace.ID(fmt.Sprint(n))})
	}
	_, _, err := full.with(Pick{Task: "one more"})
	if wantKind(t, err, marketplace.Conflict); marketplace.AsError(err).Key != "shortlist.full" {
		t.Error(err)
	}
	if _, isNew, err := full.with(Pick{Task: "7", Note: "still"}); !isNew || err != nil {
		t.Errorf("a note on a full list: %v", err)
	}
}

// Whatever is put on and taken off: each task stands at most once, and values given before stay as they were.
func TestPicks(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		var l Shortlist
		want := map[marketplace.ID]string{}
		for range rapid.IntRange(0, 40).Draw(r, "steps") {
			of := marketplace.ID(rapid.SampledFrom([]string{"a", "b", "c", "d"}).Draw(r, "task"))
			before, copied := l, fmt.Sprint(l)
			if rapid.Bool().Draw(r, "put") {
				note := rapid.SampledFrom([]string{"", "x", "y"}).Draw(r, "note")
				l, _, _ = l.with(Pick{Task: of, Note: note})
				want[of] = note
			} else {
				l, _ = l.without(of, marketplace.Instant{})
				delete(want, of)
			}
			if fmt.Sprint(before) != copied {
				r.Fatalf("the value before was changed: %+v", before)
			}
		}
		if len(l.Picks) != len(want) {
			r.Fatalf("%+v, want %v", l.Picks, want)
		}
		for _, p := range l.Picks {
			if note, there := want[p.Task]; !there || note != p.Note {
				r.Fatalf("%+v, want %v", l.Picks, want)
			}
		}
	})
}

// A crash at every write of beginning a list and filling it: doing it again ends with the same list.
func TestCrashAtEveryWrite(t *testing.T) {
	ctx := t.Context()
	for _, moment := range []storetest.Moment{storetest.BeforeWrite, storetest.AfterWrite} {
		for k := 1; ; k++ {
			w := newWorld(t)
			of := w.post()
			way := func(s *Service) error {
				e, err := s.Create(ctx, kati, "1", "Quiet places")
				if err == nil {
					_, err = s.Put(ctx, kati, e.ID, of, "Few people")
				}
				return err
			}
			faulty := storetest.Faulty(w.market.DB, k, moment)
			if err := way(New(Deps{Store: faulty, Clock: w.market.Clock, IDs: w.market.IDs, Tasks: w.market.Tasks})); !faulty.Crashed() {
				ok(t, err)
				break
			}
			ok(t, way(w.Service))
			list := must(w.List(ctx, kalle, marketplace.Page{}))
			if len(list.Items) != 1 || len(list.Items[0].Value.Picks) != 1 {
				t.Errorf("write %d: %+v", k, list)
			}
		}
	}
}

// Facts outlive a list: no name and no note stands in them.
func TestFactsHoldNoWords(t *testing.T) {
	w, ctx := newWorld(t), t.Context()
	e := must(w.Create(ctx, kati, "1", "Secret name"))
	must(w.Put(ctx, kati, e.ID, w.post(), "Secret note"))
	facts := 0
	w.market.Carry(func(_ context.Context, f marketplace.Fact) error {
		if strings.HasPrefix(f.Type, "shortlist.") {
			facts++
		}
		if strings.Contains(fmt.Sprint(f), "Secret") {
			t.Errorf("%+v", f)
		}
		return nil
	})
	if facts != 4 { // two, each carried twice
		t.Errorf("%d facts", facts)
	}
}

func must[T any](v T, err error) T { return discoverytest.Must(v, err) }

func wantKind(t *testing.T, err error, kind marketplace.Kind) {
	t.Helper()
	discoverytest.WantKind(t, err, kind)
}

func ok(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
