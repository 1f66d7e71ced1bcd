package coaching_test

import (
	"context"
	"testing"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/coaching"
)

// The next step is told to the client's own coach alone, without a read of the profile, and only while a course is open.
func TestNextOf(t *testing.T) {
	ctx := context.Background()
	w := newWorld(t, memory(t))
	if s, err := w.NextOf(ctx, kati, "matti"); err != nil || s.Good() {
		t.Errorf("before a course: %+v, %v", s, err)
	}
	_, err := w.Receive(ctx, kati, "matti", referral())
	must(t, 0, err)
	if s, err := w.NextOf(ctx, kati, "matti"); err != nil || s.Key != "answer_referral" || s.Due != "2026-11-30" {
		t.Errorf("with a referral: %+v, %v", s, err)
	}
	for who, kind := range map[*marketplace.Actor]marketplace.Kind{&kalle: marketplace.NotFound, &oona: marketplace.Forbidden, &aino: marketplace.Forbidden, &matti: marketplace.Forbidden} {
		if s, err := w.NextOf(ctx, *who, "matti"); !marketplace.IsKind(err, kind) || s.Good() {
			t.Errorf("%s: %+v, %v", who.Person, s, err)
		}
	}
	_, err = w.Answer(ctx, kati, "matti", coaching.Reply{Why: "no room"})
	must(t, 0, err)
	if s, err := w.NextOf(ctx, kati, "matti"); err != nil || s.Good() {
		t.Errorf("after a no: %+v, %v", s, err)
	}
	if len(w.purposes) > 0 {
		t.Errorf("the profile was read for %v", w.purposes)
	}
}
