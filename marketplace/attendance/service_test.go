package attendance

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"sovite.fi/sovite/marketplace"
)

// Every verb is open to some people only: to a stranger it answers as if there were nothing, to a fellow without the role it
// is refused, and in both cases nothing changes.
func TestWhoMay(t *testing.T) {
	ctx, w := t.Context(), newWorld(t)
	w.signed(t)
	w.mark(t, seppo, w.one("late", "matti", Mark{State: Present}))
	keeps := map[string]func(marketplace.Actor) error{
		"sheet": func(a marketplace.Actor) error { _, err := w.Sheet(ctx, a, morning); return err },
		"view":  func(a marketplace.Actor) error { _, err := w.View(ctx, a, morning); return err },
		"mark": func(a marketplace.Actor) error {
			_, _, err := w.Mark(ctx, a, morning, []Change{w.all("x")})
			return err
		},
		"sign":   func(a marketplace.Actor) error { _, err := w.Sign(ctx, a, morning, Signing{Key: "s-1"}); return err },
		"reopen": func(a marketplace.Actor) error { _, err := w.Reopen(ctx, a, morning); return err },
		"accept": func(a marketplace.Actor) error { _, err := w.Accept(ctx, a, morning, "late"); return err },
		"drop":   func(a marketplace.Actor) error { _, err := w.Drop(ctx, a, morning, "late"); return err },
		"code":   func(a marketplace.Actor) error { _, err := w.Code(ctx, a, morning); return err },
	}
	lists := map[string]func(marketplace.Actor) error{
		"shifts": func(a marketplace.Actor) error { _, err := w.Shifts(ctx, a, monday, monday); return err },
		"next":   func(a marketplace.Actor) error { _, err := w.Next(ctx, a, monday); return err },
	}
	done := func(a marketplace.Actor) error { _, err := w.Done(ctx, a, "o", monday, monday); return err }
	const may = marketplace.Internal
	for _, tt := range []struct {
		actor             marketplace.Actor
		keeps, list, done marketplace.Kind
	}{
		{nobody, marketplace.Unauthenticated, marketplace.Unauthenticated, marketplace.Unauthenticated},
		{otso, marketplace.NotFound, may, marketplace.NotFound},
		{aino, marketplace.Forbidden, marketplace.Forbidden, marketplace.Forbidden},
		{kaisa, marketplace.NotFound, may, marketplace.NotFound},
		{birgit, marketplace.Forbidden, marketplace.Forbidden, may},
		{marketplace.System("kolo"), marketplace.NotFound, may, marketplace.NotFound},
		{seppo, may, may, marketplace.Forbidden},
	} {
		before := asJSON(w.stored(t))
		expect := func(name string, err error, want marketplace.Kind) {
			t.Helper()
			refused := marketplace.IsKind(err, marketplace.Unauthenticated) || marketplace.IsKind(err, marketplace.NotFound) || marketplace.IsKind(err, marketplace.Forbidden)
			if want == may && err != nil && refused || want != may && !marketplace.IsKind(err, want) {
				t.Errorf("%s, %s: %v", tt.actor.Person, name, err)
			}
		}
		for name, verb := range keeps {
			expect(name, verb(tt.actor), tt.keeps)
		}
		for name, verb := range lists {
			expect(name, verb(tt.actor), tt.list)
		}
		expect("done", done(tt.actor), tt.done)
		if after := asJSON(w.stored(t)); after != before && tt.keeps != may {
			t.Errorf("%s changed %s to %s", tt.actor.Person, before, after)
		}
	}
	for _, a := range []marketplace.Actor{otso, kaisa} { // owners elsewhere have lists, with nothing in them
		if cards, next := must(w.Shifts(ctx, a, monday, "2026-12-31")), must(w.Next(ctx, a, monday)); len(cards) > 0 || next != "" {
			t.Errorf("%s sees %+v, %s", a.Person, cards, next)
		}
	}
}

// A shift that is not published cannot be marked.
func TestUnpublished(t *testing.T) {
	w := newWorld(t)
	w.shifts[0].Published = false
	_, _, err := w.Mark(t.Context(), seppo, morning, []Change{w.all("c")})
	wantError(t, err, marketplace.NotFound, "error.not_found")
	if cards := must(w.Shifts(t.Context(), seppo, monday, monday)); len(cards) != 1 {
		t.Errorf("%+v", cards)
	}
}

func TestShiftsAndNext(t *testing.T) {
	ctx, w := t.Context(), newWorld(t)
	w.signed(t)
	w.shifts[1].Leaders = []marketplace.ID{"sanna"}
	var got []string
	for _, c := range must(w.Shifts(ctx, sanna, monday, monday)) {
		got = append(got, fmt.Sprint(c.From, c.State, c.Title, c.Mine))
	}
	if want := []string{"780openJoulupaketittrue", "480signedJoulupaketitfalse"}; !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
	for after, want := range map[marketplace.Date]marketplace.Date{"2026-11-22": monday, monday: "2026-11-25", "2026-11-25": "", "2026-10-01": ""} {
		if next := must(w.Next(ctx, seppo, after)); next != want {
			t.Errorf("after %s: %s", after, next)
		}
	}
	v := must(w.View(ctx, seppo, morning))
	if v.Names["matti"] != "Nimi matti" || v.Names["seppo"] == "" || v.Agreed.Address != "Linnankatu 1" || v.Rev != 2 {
		t.Errorf("%+v", v)
	}
}

// Each change of a batch is answered for itself; one that cannot be taken holds nothing else up.
func TestBatch(t *testing.T) {
	w := newWorld(t)
	bad := w.one("c-2", "ville", Mark{State: Present})
	var got []string
	for range 2 {
		for _, r := range w.mark(t, seppo, w.all("c-1"), bad, w.one("c-3", "matti", Mark{State: Absent, Absence: NotKnown})) {
			got = append(got, string(r.ID)+" "+string(r.Outcome))
		}
	}
	want := []string{"c-1 taken", "c-2 refused", "c-3 taken", "c-1 repeated", "c-2 refused", "c-3 repeated"}
	if !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
	if told := w.told(t); len(told) != 1 {
		t.Errorf("what changed nothing is told, too: %q", told)
	}
	if m := w.of(t, "matti"); m.State != Absent {
		t.Errorf("%+v", m)
	}
	_, _, err := w.Mark(t.Context(), seppo, morning, make([]Change, MaxBatch+1))
	wantError(t, err, marketplace.TooLarge, "attendance.too_many")
}

// What comes after the sheet was signed is kept: accepted it opens the sheet and counts, dropped it is gone, and in neither
// case does it come again.
func TestLateChanges(t *testing.T) {
	ctx := t.Context()
	begin := func() (*world, Change) {
		w := newWorld(t)
		c := w.one("early", "matti", Mark{State: LeftEarly, From: 480, To: 600})
		w.mark(t, sanna, w.one("c-0", "matti", Mark{State: Present})) // marked after the one that comes late
		w.signed(t)
		if r := w.mark(t, seppo, c); r[0].Outcome != KeptLate || w.of(t, "matti").State != Present || len(w.stored(t).Late) != 1 {
			t.Fatalf("%+v", r)
		}
		return w, c
	}
	w, c := begin()
	must(w.Accept(ctx, seppo, morning, "early"))
	if s := w.stored(t); s.State != Correcting || len(s.Late) != 0 || w.of(t, "matti").State != LeftEarly {
		t.Errorf("accepted: %+v", s)
	}
	must(w.Accept(ctx, seppo, morning, "early"))
	must(w.Sign(ctx, seppo, morning, Signing{Key: "s-2"}))
	if r := w.mark(t, seppo, c); r[0].Outcome != Repeated {
		t.Errorf("%+v", r)
	}

	w, c = begin()
	must(w.Drop(ctx, seppo, morning, "early"))
	must(w.Drop(ctx, seppo, morning, "early"))
	if s := w.stored(t); s.State != Signed || len(s.Late) != 0 || w.of(t, "matti").State != Present {
		t.Errorf("dropped: %+v", s)
	}
	if r := w.mark(t, seppo, c); r[0].Outcome != Repeated {
		t.Errorf("%+v", r)
	}

	w, _ = begin()
	ok(t, w.Lock(ctx, morning, "laskulla 1042"))
	_, err := w.Accept(ctx, seppo, morning, "early")
	wantError(t, err, marketplace.Conflict, "attendance.state.locked")
	if r := w.mark(t, seppo, w.one("later", "liisa", Mark{State: Present})); r[0].Outcome != KeptLate || len(w.stored(t).Late) != 2 {
		t.Errorf("on a locked sheet: %+v", r)
	}
}

// Two phones mark the same new sheet at once: everything arrives.
func TestTwoPhones(t *testing.T) {
	w := newWorld(t)
	var wg sync.WaitGroup
	for phone, actor := range []marketplace.Actor{seppo, sanna} {
		for i := range 15 {
			wg.Add(1)
			go func() {
				defer wg.Done()
				c := w.one(marketplace.ID(fmt.Sprintf("c-%d-%02d", phone, i)), []marketplace.ID{"matti", "liisa"}[phone], Mark{State: Late, From: 495 + 15*(i%3), To: 720})
				if _, _, err := w.Mark(context.WithoutCancel(t.Context()), actor, morning, []Change{c}); err != nil {
					t.Error(err)
				}
			}()
		}
	}
	wg.Wait()
	if s := w.stored(t); len(s.Seen) != 30 || w.of(t, "matti").State != Late || w.of(t, "liisa").State != Late {
		t.Errorf("%+v", s)
	}
}

// The code of a shift marks whoever types it with their own number, on that day, and tells nothing to who guesses.
func TestCheckIn(t *testing.T) {
	ctx, w := t.Context(), newWorld(t)
	code := must(w.Code(ctx, seppo, morning))
	if again := must(w.Code(ctx, sanna, morning)); len(code) != 6 || again != code {
		t.Fatalf("%q, then %q", code, again)
	}
	if stored := asJSON(w.stored(t)); strings.Contains(stored, code) {
		t.Error("the code is stored")
	}
	other := must(w.Code(ctx, seppo, "o-2026-11-23-0780"))
	if other == code {
		t.Error("two shifts with one code")
	}
	ok(t, w.CheckIn(ctx, " "+code[:3]+" "+code[3:], 2))
	if s := w.stored(t); s.Members[1].Own.IsZero() || w.of(t, "liisa").State != Present || w.of(t, "matti").State != NotMarked {
		t.Errorf("%+v", s)
	}
	for _, tt := range []struct {
		code   string
		number int
	}{{code, 0}, {code, 4}, {"000000", 2}, {"", 2}, {other, 2}} {
		err := w.CheckIn(ctx, tt.code, tt.number)
		wantError(t, err, marketplace.Invalid, "")
		if f := marketplace.AsError(err).Fields; len(f) != 1 || f[0].Key != "attendance.unknown_code" {
			t.Errorf("%+v: %+v", tt, f)
		}
	}
	w.move(24 * time.Hour)
	wantError(t, w.CheckIn(ctx, code, 1), marketplace.Invalid, "")
	_, err := w.Code(ctx, seppo, morning)
	wantError(t, err, marketplace.Conflict, "attendance.no_code_today")
	w.move(-24 * time.Hour)
	w.signed(t)
	wantError(t, w.CheckIn(ctx, code, 1), marketplace.Conflict, "attendance.tell_supervisor")
}

// When two shifts of a day would have the same code, the second gets another one.
func TestCodesDiffer(t *testing.T) {
	w := newWorld(t)
	w.digit = true
	first := must(w.Code(t.Context(), seppo, morning))
	second := must(w.Code(t.Context(), seppo, "o-2026-11-23-0780"))
	if first != "000000" || second == first {
		t.Errorf("%s, %s", first, second)
	}
	if again := must(w.Code(t.Context(), seppo, "o-2026-11-23-0780")); again != second {
		t.Errorf("%s, then %s", second, again)
	}
}

// No fact tells who was there, and none says why somebody was not.
func TestFactsNameNobody(t *testing.T) {
	ctx, w := t.Context(), newWorld(t)
	code := must(w.Code(ctx, seppo, morning))
	ok(t, w.CheckIn(ctx, code, 1))
	w.mark(t, seppo, w.all("c-1"), w.one("c-2", "matti", Mark{State: Absent, Absence: Unwell}))
	must(w.Sign(ctx, seppo, morning, Signing{Key: "s"}))
	for _, p := range must(w.db.Pending(ctx, 10)) {
		for _, f := range p.Facts {
			for _, word := range []string{"matti", "liisa", "pekka", "unwell"} {
				if strings.Contains(asJSON(f), word) {
					t.Errorf("%s: %s", word, asJSON(f))
				}
			}
			if f.Org != "paja" {
				t.Errorf("in the record of %s", f.Org)
			}
		}
	}
}
