package attendance

import (
	"slices"
	"testing"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/price"
)

// What keeps a sheet from being signed.
func TestFlaws(t *testing.T) {
	here := Mark{State: Present, From: 480, To: 720}
	for _, tt := range []struct {
		name   string
		matti  Mark
		leader Mark
		words  string
		want   []string
	}{
		{"good", here, here, "", nil},
		{"away", Mark{State: Absent, Absence: Unwell}, here, "", nil},
		{"not marked", Mark{}, here, "", []string{"members[0].state attendance.unmarked"}},
		{"late, nobody knows when", Mark{State: Late, From: 480, To: 720}, here, "", []string{"members[0].from attendance.late_when"}},
		{"left, nobody knows when", Mark{State: LeftEarly, From: 480, To: 720}, here, "", []string{"members[0].to attendance.left_when"}},
		{"half an hour more", Mark{State: Present, From: 480, To: 750}, here, "", nil},
		{"more than that", Mark{State: Present, From: 480, To: 765}, here, "", []string{"words attendance.outside"}},
		{"more than that, explained", Mark{State: Present, From: 480, To: 765}, here, "Kuorma tuli myöhässä.", nil},
		{"too early", Mark{State: Present, From: 435, To: 720}, here, "", []string{"words attendance.outside"}},
		{"nobody led", here, Mark{State: Absent, Absence: OtherPlans}, "", []string{"words attendance.nobody_led"}},
		{"nobody led and nobody worked", Mark{State: Absent, Absence: Unwell}, Mark{State: Absent, Absence: Unwell}, "", nil},
		{"the leader is not marked", here, Mark{}, "x", []string{"leaders[0].state attendance.unmarked"}},
	} {
		s := blank("matti")
		s.Members[0].Mark, s.Leaders[0].Mark, s.Words.Text = tt.matti, tt.leader, tt.words
		var got []string
		for _, f := range s.Flaws() {
			got = append(got, f.Field+" "+f.Key)
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s: %q", tt.name, got)
		}
	}
}

// What is done is times and quantities, without anything that tells who it was.
func TestDone(t *testing.T) {
	ctx, w := t.Context(), newWorld(t)
	words := "Kuorma tuli myöhässä."
	w.mark(t, seppo, w.all("c-1"),
		w.one("c-2", "matti", Mark{State: Absent, Absence: Unwell}), w.one("c-3", "pekka", Mark{State: Late, From: 510, To: 720, Break: 15}),
		Change{ID: "c-4", Marked: w.in(0), Made: []Made{{price.Piece, "Paketti", 120}, {price.Travel, "Matka", 0}}, Words: &words},
	)
	if done := must(w.Done(ctx, birgit, "o", monday, monday)); len(done) != 0 {
		t.Errorf("done before it was signed: %+v", done)
	}
	must(w.Sign(ctx, seppo, morning, Signing{Key: "s"}))
	done := must(w.Done(ctx, birgit, "o", monday, monday))
	if len(done) != 1 {
		t.Fatalf("%+v", done)
	}
	d := done[0]
	d.Signed = marketplace.Instant{}
	want := Done{
		Shift: morning, Order: "o", Org: "paja", Buyer: "cafe", Date: monday, Signing: 1, Planned: 3,
		Workers: []Worker{{1, 16}, {2, 13}}, Supervisors: []Worker{{1, 16}}, Made: []Made{{price.Piece, "Paketti", 120}}, Deviations: []string{words},
	}
	if asJSON(d) != asJSON(want) {
		t.Errorf("got  %s\nwant %s", asJSON(d), asJSON(want))
	}
	if d.Crew() != 29 || d.Supervision() != 16 {
		t.Errorf("%d, %d", d.Crew(), d.Supervision())
	}
	for _, days := range [][2]marketplace.Date{{"2026-11-22", "2026-11-22"}, {"2026-11-24", "2026-12-31"}} {
		if done := must(w.Done(ctx, olga, "o", days[0], days[1])); len(done) != 0 {
			t.Errorf("%v: %+v", days, done)
		}
	}
	for _, a := range []marketplace.Actor{marketplace.System("paja"), marketplace.System("")} {
		if done := must(w.Done(ctx, a, "o", "2026-11-22", "2026-11-24")); len(done) != 1 {
			t.Errorf("%+v: %+v", a, done)
		}
	}
}

// A correction counts once it is signed anew; until then what was signed counts.
func TestCorrection(t *testing.T) {
	ctx, w := t.Context(), newWorld(t)
	w.signed(t)
	must(w.Reopen(ctx, olga, morning))
	w.mark(t, olga, w.one("c-2", "matti", Mark{State: Absent, Absence: OtherPlans}))
	if d := must(w.Done(ctx, olga, "o", monday, monday)); d[0].Signing != 1 || d[0].Crew() != 48 {
		t.Errorf("while it is corrected: %+v", d)
	}
	must(w.Sign(ctx, olga, morning, Signing{Key: "s-2"}))
	if d := must(w.Done(ctx, olga, "o", monday, monday)); d[0].Signing != 2 || d[0].Crew() != 32 {
		t.Errorf("signed anew: %+v", d)
	}
	if told := w.told(t); !slices.Equal(told, []string{
		"attendance.marked", "attendance.signed", "attendance.corrected", "attendance.marked", "attendance.signed",
	}) {
		t.Errorf("%q", told)
	}
}

// A phone may sign again and again, or too late.
func TestSigningAgain(t *testing.T) {
	ctx, w := t.Context(), newWorld(t)
	w.mark(t, seppo, w.all("c-1"))
	offline := Signing{Key: "s-0", Signed: w.in(0)}
	for range 2 {
		must(w.Sign(ctx, seppo, morning, Signing{Key: "s-1"}))
	}
	if s := w.stored(t); s.signing() != 1 {
		t.Errorf("signed %d times", s.signing())
	}
	_, err := w.Sign(ctx, sanna, morning, Signing{Key: "s-2"})
	wantError(t, err, marketplace.Conflict, "attendance.state.signed")
	must(w.Reopen(ctx, seppo, morning))
	_, err = w.Sign(ctx, sanna, morning, offline)
	wantError(t, err, marketplace.Stale, "attendance.marked_since")
	_, err = w.Sign(ctx, sanna, morning, Signing{Key: "s-3", Rev: 1})
	wantError(t, err, marketplace.Stale, "attendance.marked_since")
	_, err = w.Sign(ctx, sanna, morning, Signing{})
	wantError(t, err, marketplace.Invalid, "")
	e := must(w.Sheet(ctx, sanna, morning))
	must(w.Sign(ctx, sanna, morning, Signing{Key: "s-3", Rev: e.Rev}))
	_, err = w.Sign(ctx, seppo, "o-2026-11-25-0480", Signing{Key: "s"})
	wantError(t, err, marketplace.Conflict, "attendance.not_yet")
}

// The reason of a lock is told in words to whoever wants to correct.
func TestLock(t *testing.T) {
	ctx, w := t.Context(), newWorld(t)
	wantError(t, w.Lock(ctx, morning, "x"), marketplace.NotFound, "")
	w.signed(t)
	wantError(t, w.Lock(ctx, morning, " "), marketplace.Invalid, "")
	ok(t, w.Lock(ctx, morning, "hyväksytty 30.11."))
	ok(t, w.Lock(ctx, morning, "laskulla 1042"))
	ok(t, w.Lock(ctx, morning, "laskulla 1042"))
	_, err := w.Reopen(ctx, olga, morning)
	wantError(t, err, marketplace.Conflict, "attendance.state.locked")
	if said := texts.In("fi").Error(err); said != "Lista on lukittu: laskulla 1042." {
		t.Errorf("%q", said)
	}
	ok(t, w.Unlock(ctx, morning))
	ok(t, w.Unlock(ctx, morning))
	must(w.Reopen(ctx, olga, morning))
	if s := w.stored(t); s.State != Correcting || s.Locked != "" {
		t.Errorf("%+v", s)
	}
	wantError(t, w.Lock(ctx, morning, "x"), marketplace.Conflict, "attendance.state.correcting")
	if told := w.told(t); !slices.Equal(told[2:], []string{"attendance.locked", "attendance.locked", "attendance.unlocked", "attendance.corrected"}) {
		t.Errorf("%q", told)
	}
}
