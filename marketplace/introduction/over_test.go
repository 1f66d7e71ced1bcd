package introduction

import (
	"testing"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/consent"
)

// An introduction that came to nothing ends the consent: at once for the employer, who reads no card any more, and in the eyes
// of client and coach; the reaction only writes it down. An employer who answered still reads what was answered, as long as
// the consent would have held and until the client takes it back.
func TestConsentEndsWithTheIntroduction(t *testing.T) {
	for name, tc := range map[string]struct {
		end  func(*world, marketplace.ID) error
		read bool // the employer reads the introduction afterwards
	}{
		"refused": {func(w *world, id marketplace.ID) error {
			_, err := w.Refuse(t.Context(), aino, id, Refusal{Reason: PlaceFilled})
			return err
		}, true},
		"taken back by the coach": {func(w *world, id marketplace.ID) error { _, err := w.Withdraw(t.Context(), kati, id); return err }, false},
		"closed": {func(w *world, id marketplace.ID) error {
			w.pass("2026-12-09")
			return w.Work(t.Context())
		}, true},
	} {
		t.Run(name, func(t *testing.T) {
			w, ctx := newWorld(t, memory(t)), t.Context()
			i := w.sent(t)
			must(w.Read(ctx, aino, i.ID))
			ok(t, tc.end(w, i.ID))
			for _, written := range []bool{false, true} {
				_, err := w.said.Held(ctx, aino, i.Consent)
				wantKind(t, err, marketplace.NotFound)
				_, err = w.said.Active(ctx, "matti", "cafe", consent.Introduction, w.Today())
				wantKind(t, err, marketplace.NotFound)
				mine, theirs := must(w.said.My(ctx, matti, i.Consent)), must(w.said.Of(ctx, kati, "matti", marketplace.Page{}))
				if mine.State != consent.Fulfilled || theirs.Items[0].State != consent.Fulfilled || mine.Ended.IsZero() == written {
					t.Errorf("written %t: the client sees %s, the coach %s, ended %s", written, mine.State, theirs.Items[0].State, mine.Ended)
				}
				got, err := w.Read(ctx, aino, i.ID)
				if (err == nil) != tc.read || got.Card != nil {
					t.Errorf("written %t: the employer reads %+v, %v", written, got, err)
				}
				w.carry(t)
			}
			again := w.sent(t)
			if must(w.Read(ctx, aino, again.ID)).Card == nil {
				t.Error("under a new consent no card is read")
			}
			must(w.said.Withdraw(ctx, matti, i.Consent))
			_, err := w.Read(ctx, aino, i.ID)
			wantKind(t, err, marketplace.NotFound)
		})
	}
}

// What the employer keeps of a refused introduction ends with the day on which the consent would have ended.
func TestRefusedIsNotReadForEver(t *testing.T) {
	w, ctx := newWorld(t, memory(t)), t.Context()
	i := w.sent(t)
	must(w.Refuse(ctx, aino, i.ID, Refusal{Reason: NotSaid}))
	w.carry(t)
	w.pass(i.Until)
	must(w.Received(ctx, aino, i.ID))
	w.pass(i.Until.AddDays(1))
	_, err := w.Received(ctx, aino, i.ID)
	wantKind(t, err, marketplace.NotFound)
}

// An agreed introduction, and one that nobody sent, end no consent; the coach finds what was agreed and what was used, and no
// other coach does.
func TestAgreedGoesOn(t *testing.T) {
	w, ctx := newWorld(t, memory(t)), t.Context()
	unused := w.allowed(t)
	i := w.sent(t)
	must(w.Offer(ctx, aino, i.ID))
	if list := must(w.Agreed(ctx, kati, marketplace.Page{})); len(list.Items) != 0 {
		t.Errorf("agreed before both said yes: %+v", list.Items)
	}
	must(w.Agree(ctx, kati, i.ID))
	w.carry(t)
	for _, id := range []marketplace.ID{unused.ID, i.Consent} {
		if c := must(w.said.Held(ctx, aino, id)); c.State != consent.Given {
			t.Errorf("%s is %s", id, c.State)
		}
	}
	if list := must(w.Agreed(ctx, kati, marketplace.Page{})); len(list.Items) != 1 || list.Items[0].ID != i.ID {
		t.Errorf("agreed: %+v", list.Items)
	}
	for id, want := range map[marketplace.ID]bool{unused.ID: false, i.Consent: true} {
		if got := must(w.Used(ctx, kati, id)); got != want {
			t.Errorf("%s used: %t", id, got)
		}
	}
	stranger := person("kalle", "turku", marketplace.RoleCoach)
	if list := must(w.Agreed(ctx, stranger, marketplace.Page{})); len(list.Items) != 0 || must(w.Used(ctx, stranger, i.Consent)) {
		t.Error("a colleague finds the introduction")
	}
}
