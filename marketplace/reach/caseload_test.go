package reach

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/discovery/discoverytest"
	"sovite.fi/sovite/marketplace/profile"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/store/storetest"
	"sovite.fi/sovite/marketplace/task"
	"sovite.fi/sovite/matching"
)

var turku = marketplace.System("turku")

// A coach's clients have as many tasks in each group as judging each pair says, whether or not they are counted.
func TestCaseload(t *testing.T) {
	w, ctx := five(t), context.Background()
	w.clients(1, content(5))
	empty := discoverytest.Must(w.Profiles.CreateClient(ctx, kati, profile.NewClient{Name: "Uusi"}))
	rows := discoverytest.Must(w.Caseload(ctx, turku, "kati", nil))
	if len(rows) != 24 {
		t.Fatalf("%d rows", len(rows))
	}
	for _, r := range rows {
		var want [matching.FitsNow + 1]int
		if r.Client.ID != empty.ID {
			p := discoverytest.Must(w.Profiles.Current(ctx, turku, r.Client.ID, "test")).Content.Matching(w.Places, w.ESCO)
			err := w.Market.Tasks.Board().Each(ctx, func(k task.Task) error {
				want[matching.Judge(w.Rules, p, k.Matching(w.Places, w.ESCO)).Group]++
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		if r.Counts != want {
			t.Errorf("%s: %v, want %v", r.Client.Name, r.Counts, want)
		}
	}
	if rows := discoverytest.Must(w.Caseload(ctx, turku, "kalle", nil)); len(rows) > 0 {
		t.Errorf("a colleague has %d rows", len(rows))
	}
	if left := w.everything(); left != "[]" {
		t.Errorf("a pass that is done leaves behind %s", left)
	}
	_, err := w.Caseload(ctx, kati, "kati", nil)
	discoverytest.WantKind(t, err, marketplace.Forbidden)
}

// instants are equal when they are the same moment.
var instants = cmp.Comparer(func(a, b marketplace.Instant) bool { return a.Time().Equal(b.Time()) })

// A pass over a caseload that crashes at any write comes to the same when it is taken up again.
func TestCaseloadSurvivesCrashes(t *testing.T) {
	want := discoverytest.Must(five(t).Caseload(context.Background(), turku, "kati", nil))
	for _, moment := range []storetest.Moment{storetest.BeforeWrite, storetest.AfterWrite} {
		for k := 1; ; k++ {
			w, ctx := five(t), context.Background()
			faulty := storetest.Faulty(w.DB, k, moment)
			_, err := w.service(faulty).Caseload(ctx, turku, "kati", nil)
			if !faulty.Crashed() {
				if err != nil || k != 4 { // two chunks kept, and dropped in the end
					t.Fatalf("%d writes, %v", k-1, err)
				}
				break
			}
			if err == nil {
				t.Errorf("write %d: the crash is not told", k)
			}
			got := discoverytest.Must(w.Caseload(ctx, turku, "kati", nil))
			if diff := cmp.Diff(want, got, instants); diff != "" {
				t.Errorf("%v, write %d (-without crash +with):\n%s", moment, k, diff)
			}
			if left := w.everything(); left != "[]" {
				t.Errorf("%v, write %d: it leaves behind %s", moment, k, left)
			}
		}
	}
}

// stopped cuts a pass over a caseload short after its first chunk.
func (w *world) stopped() {
	w.t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	_, err := w.Caseload(ctx, turku, "kati", func(done, _ int) {
		if done == 2 {
			cancel()
		}
	})
	if err == nil {
		w.t.Fatal("an interrupted pass says that it is done")
	}
}

// A pass that was cut short goes on where it was, unless what it counted is no longer so; and it is not kept for long.
func TestCaseloadIsTakenUp(t *testing.T) {
	ctx := context.Background()
	for name, c := range map[string]struct {
		change func(*world)
		first  int // the number of tasks done that is told first
	}{
		"at once": {func(*world) {}, 2},
		"after a profile changed": {func(w *world) {
			id := discoverytest.Must(w.Profiles.Caseload(ctx, kati, marketplace.Page{})).Items[0].ID
			discoverytest.Must(w.Profiles.Save(ctx, kati, id, 1, content(0), true))
		}, 0},
		"after a client came": {func(w *world) { w.clients(1, content(1)) }, 0},
		"the next day":        {func(w *world) { w.Days = 1 }, 0},
		"the next day, after the schedule": {func(w *world) {
			w.Days = 1
			if err := w.Daily(ctx); err != nil {
				t.Fatal(err)
			}
			if err := w.underway.Each(ctx, store.Query{}, func(e store.Entry[underway]) error { t.Errorf("%s is still there", e.ID); return nil }); err != nil {
				t.Fatal(err)
			}
		}, 0},
	} {
		w, first := five(t), -1
		w.stopped()
		c.change(w)
		got := discoverytest.Must(w.Caseload(ctx, turku, "kati", func(done, _ int) {
			if first < 0 {
				first = done
			}
		}))
		fresh := discoverytest.Must(w.Caseload(ctx, turku, "kati", nil))
		if diff := cmp.Diff(fresh, got, instants); diff != "" || first != c.first {
			t.Errorf("%s: it goes on at %d; (-from the start +taken up):\n%s", name, first, diff)
		}
	}
}
