package notice

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account"
	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/marketplace/notify"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/store/storetest"
	"sovite.fi/sovite/matching"
)

var (
	kati  = marketplace.Actor{Person: "kati", Org: "turku", Roles: []marketplace.Role{marketplace.RoleCoach}}
	matti = marketplace.Actor{Person: "matti", Org: "turku", Roles: []marketplace.Role{marketplace.RoleClient}}
)

// world plays account and the way out.
type world struct {
	*Service
	now   time.Time
	sent  []notify.Message
	fails error
	left  map[marketplace.ID]bool // organisations that Kati has left
	round string
}

func newWorld(t testing.TB, db store.Store) *world {
	t.Helper()
	w := &world{now: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC), left: map[marketplace.ID]bool{}}
	scale, err := matching.LoadScale()
	ok(t, err)
	bundle, err := i18n.Load(scale)
	ok(t, err)
	n := 0
	w.Service = New(Deps{
		Store: db, Clock: func() time.Time { return w.now }, People: w, Bundle: bundle, Origin: "https://sovite.test/",
		IDs: func() marketplace.ID { n++; return marketplace.ID(fmt.Sprintf("%sid-%d", w.round, n)) },
	})
	return w
}

func memory(t testing.TB) store.Store { return storetest.Memory(t, Schemas()...) }

// Person plays account.
func (w *world) Person(_ context.Context, actor marketplace.Actor, who marketplace.ID) (account.Person, error) {
	if w.left[actor.Org] {
		return account.Person{}, marketplace.Errorf(marketplace.NotFound, "error.not_found")
	}
	return account.Person{ID: who, Email: string(who) + "@sovite.test", Lang: "en"}, nil
}

// deliver plays the way out: a letter that is sent twice arrives once.
func (w *world) deliver(m notify.Message) {
	if !slices.ContainsFunc(w.sent, func(o notify.Message) bool { return o.ID == m.ID }) {
		w.sent = append(w.sent, m)
	}
}

// sender is the way out, which may fail.
type sender struct{ *world }

// Send implements notify.Sender.
func (s sender) Send(_ context.Context, m notify.Message) error {
	if s.fails == nil {
		s.deliver(m)
	}
	return s.fails
}

func note(id marketplace.ID) Notice {
	return Notice{ID: id, Org: "turku", Kind: "refused.coach", Args: map[string]string{"task": "Task " + string(id)}, Path: "/introductions/" + string(id)}
}

func (w *world) tick(t testing.TB) []notify.Message {
	t.Helper()
	w.Sender = sender{w}
	before := len(w.sent)
	if err := w.Send(t.Context()); err != nil && w.fails == nil {
		t.Fatal(err)
	}
	return w.sent[before:]
}

// One letter a day says everything that is new, each thing with its link, in the person's language; a day without news has none.
func TestOneLetterADay(t *testing.T) {
	w, ctx := newWorld(t, memory(t)), t.Context()
	for _, id := range []marketplace.ID{"a", "b", "a"} {
		ok(t, w.Post(ctx, "kati", note(id)))
	}
	if got := w.tick(t); len(got) > 0 {
		t.Errorf("at once: %+v", got)
	}
	w.now = time.Date(2026, 11, 24, 5, 0, 0, 0, time.UTC)
	got := w.tick(t)
	if len(got) != 1 || got[0].To != "kati@sovite.test" || got[0].Subject != "2 things are new in Sovite" || got[0].Lang != "en" {
		t.Fatalf("the letter: %+v", got)
	}
	for _, want := range []string{"The employer said no: Task a. See why.\nhttps://sovite.test/introductions/a\n", "https://sovite.test/introductions/b", "https://sovite.test/account#letters"} {
		if !strings.Contains(got[0].Text, want) {
			t.Errorf("%q is not in %s", want, got[0].Text)
		}
	}
	ok(t, w.Post(ctx, "kati", note("b")))
	ok(t, w.Post(ctx, "kati", note("c")))
	w.now = w.now.Add(time.Hour)
	if got := w.tick(t); len(got) > 0 {
		t.Errorf("a second letter that day: %+v", got)
	}
	w.now = w.now.AddDate(0, 0, 1)
	if got := w.tick(t); len(got) != 1 || got[0].Subject != "The employer said no: Task c. See why." {
		t.Errorf("the next day: %+v", got)
	}
	w.now = w.now.AddDate(0, 0, 1)
	if got := w.tick(t); len(got) > 0 {
		t.Errorf("a letter about nothing: %+v", got)
	}
}

// The setting is the person's own: at once, no letters, and what waits follows it.
func TestSetting(t *testing.T) {
	w, ctx := newWorld(t, memory(t)), t.Context()
	if how, err := w.How(ctx, kati); err != nil || how != Daily {
		t.Errorf("nothing chosen: %s %v", how, err)
	}
	ok(t, w.Post(ctx, "kati", note("a")))
	ok(t, w.Choose(ctx, kati, AtOnce))
	if got := w.tick(t); len(got) != 1 {
		t.Errorf("at once: %+v", got)
	}
	ok(t, w.Post(ctx, "kati", note("b")))
	ok(t, w.Choose(ctx, kati, None))
	ok(t, w.Post(ctx, "kati", note("c")))
	w.now = w.now.AddDate(0, 0, 2)
	if got := w.tick(t); len(got) > 0 {
		t.Errorf("no letters: %+v", got)
	}
	ok(t, w.Choose(ctx, kati, Daily))
	if how, err := w.How(ctx, kati); err != nil || how != Daily {
		t.Errorf("%s %v", how, err)
	}
	if got := w.tick(t); len(got) > 0 {
		t.Errorf("what was not wanted comes later: %+v", got)
	}
	for name, err := range map[string]error{
		"another way": w.Choose(ctx, kati, "hourly"), "nobody": w.Choose(ctx, marketplace.Actor{}, None), "a client": w.Choose(ctx, matti, None),
		"the program": w.Choose(ctx, marketplace.System("turku"), None),
	} {
		if err == nil {
			t.Errorf("%s chose", name)
		}
	}
}

// Who has left an organisation gets no news of it.
func TestWhoHasLeft(t *testing.T) {
	w, ctx := newWorld(t, memory(t)), t.Context()
	ok(t, w.Choose(ctx, kati, AtOnce))
	other := note("other")
	other.Org = "cafe"
	ok(t, w.Post(ctx, "kati", note("a")))
	ok(t, w.Post(ctx, "kati", other))
	w.left["turku"] = true
	if got := w.tick(t); len(got) != 1 || strings.Contains(got[0].Text, "/introductions/a\n") || !strings.Contains(got[0].Text, "/introductions/other") {
		t.Errorf("%+v", got)
	}
	w.left["cafe"] = true
	other.ID = "later"
	ok(t, w.Post(ctx, "kati", other))
	if got := w.tick(t); len(got) > 0 {
		t.Errorf("nobody is there to read %+v", got)
	}
}

// A letter that cannot be sent is the same letter the next time, whatever came meanwhile.
func TestSenderThatFails(t *testing.T) {
	w, ctx := newWorld(t, memory(t)), t.Context()
	ok(t, w.Choose(ctx, kati, AtOnce))
	ok(t, w.Post(ctx, "kati", note("a")))
	w.fails = errors.New("not now")
	w.tick(t)
	ok(t, w.Post(ctx, "kati", note("b")))
	w.tick(t)
	w.fails = nil
	first, second := w.tick(t), w.tick(t)
	if len(first) != 1 || strings.Contains(first[0].Text, "Task b") || len(second) != 1 || !strings.Contains(second[0].Text, "Task b") {
		t.Errorf("%+v\n%+v", first, second)
	}
}

// A crash at every write loses no notice and tells none in two letters.
func TestCrashAtEveryWrite(t *testing.T) {
	ctx := t.Context()
	for _, moment := range []storetest.Moment{storetest.BeforeWrite, storetest.AfterWrite} {
		for k := 1; ; k++ {
			db := memory(t)
			way := func(w *world) error {
				w.Sender = sender{w}
				err := errors.Join(w.Choose(ctx, kati, AtOnce), w.Post(ctx, "kati", note("a")), w.Post(ctx, "kati", note("b")))
				if err == nil {
					err = w.Send(ctx)
				}
				return err
			}
			faulty := storetest.Faulty(db, k, moment)
			w := newWorld(t, faulty)
			if err := way(w); !faulty.Crashed() {
				ok(t, err)
				if k < 5 {
					t.Fatalf("only %d writes", k-1)
				}
				break
			}
			again := newWorld(t, db)
			again.sent, again.round = w.sent, "again-"
			ok(t, way(again))
			told := map[string]int{}
			for _, m := range again.sent {
				for _, id := range []string{"a", "b"} {
					told[id] += strings.Count(m.Text, "/introductions/"+id+"\n")
				}
			}
			if told["a"] != 1 || told["b"] != 1 {
				t.Errorf("write %d: told %v in %d letters", k, told, len(again.sent))
			}
		}
	}
}

// Whatever happens in whatever order: what waits has a day, nothing is told twice, and without the setting "none" nothing
// is lost.
func TestBoxes(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		b, now, told, posted := Box{How: Daily}, time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC), map[marketplace.ID]int{}, 0
		for range rapid.IntRange(1, 60).Draw(r, "steps") {
			now = now.Add(time.Duration(rapid.IntRange(0, 30).Draw(r, "hours")) * time.Hour)
			switch rapid.IntRange(0, 3).Draw(r, "what") {
			case 0:
				posted++
				b, _ = b.with(note(marketplace.ID(fmt.Sprint(posted))), marketplace.At(now))
			case 1:
				if posted > 0 {
					b, _ = b.with(note(marketplace.ID(fmt.Sprint(rapid.IntRange(1, posted).Draw(r, "again")))), marketplace.At(now))
				}
			case 2:
				b = b.chosen(rapid.SampledFrom([]How{Daily, AtOnce}).Draw(r, "how"), marketplace.At(now))
			case 3:
				if b.State != "" && !b.Due.Time().After(now) {
					b = b.sending("letter")
					for _, n := range b.Sending {
						told[n.ID]++
					}
					b = b.sent(marketplace.At(now))
				}
			}
			if (b.State != "") != (len(b.Waiting)+len(b.Sending) > 0) || (b.State != "") == b.Due.IsZero() {
				r.Fatalf("%+v", b)
			}
		}
		for id, n := range told {
			if n > 1 {
				r.Fatalf("%s was told %d times", id, n)
			}
		}
		if len(told)+len(b.Waiting) != posted {
			r.Fatalf("%d posted, %d told, %d wait", posted, len(told), len(b.Waiting))
		}
	})
}

func ok(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
