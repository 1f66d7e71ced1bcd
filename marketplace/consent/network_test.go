package consent_test

import (
	"slices"
	"testing"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/consent"
)

func (w *world) part(t *testing.T, f consent.Field) consent.Consent {
	t.Helper()
	c, err := w.Ask(t.Context(), kati, "matti", consent.Request{Purpose: consent.Network, Receiver: "sister", Fields: []consent.Field{f}})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// Each part for a member of the network is said yes to, or no, by itself; what is open is listed in the order of the fields.
func TestPartsOneByOne(t *testing.T) {
	ctx, w := t.Context(), newWorld(t, memory(t))
	open := func() []consent.Field {
		parts, err := w.Parts(ctx, "matti", "sister")
		if err != nil {
			t.Fatal(err)
		}
		var out []consent.Field
		for _, c := range parts {
			out = append(out, c.Fields...)
		}
		return out
	}
	work, goal, step := w.part(t, consent.Workdays), w.part(t, consent.Goal), w.part(t, consent.NextStep)
	if got := open(); !slices.Equal(got, []consent.Field{consent.Goal, consent.NextStep, consent.Workdays}) {
		t.Errorf("%v", got)
	}
	if _, err := w.Refuse(ctx, matti, step.ID, yes()); err != nil {
		t.Fatal(err)
	}
	for _, c := range []consent.Consent{work, goal} {
		if _, err := w.Give(ctx, matti, c.ID, yes()); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := w.Withdraw(ctx, matti, goal.ID); err != nil {
		t.Fatal(err)
	}
	if got := open(); !slices.Equal(got, []consent.Field{consent.Workdays}) {
		t.Errorf("%v", got)
	}
	for _, a := range []marketplace.Actor{person("sister", "sister", marketplace.RoleOwner), aino} {
		_, err := w.Held(ctx, a, goal.ID)
		wantKind(t, err, marketplace.NotFound)
	}
	w.now = w.now.AddDate(0, 7, 0)
	if got := open(); len(got) > 0 {
		t.Errorf("after the last day: %v", got)
	}
}

// When a member leaves, what was given is over at once and what was asked is not asked any more; the facts only write it down.
func TestMemberLeaves(t *testing.T) {
	ctx, w := t.Context(), newWorld(t, memory(t))
	given, asked := w.part(t, consent.Goal), w.part(t, consent.Meetings)
	if _, err := w.Give(ctx, matti, given.ID, yes()); err != nil {
		t.Fatal(err)
	}
	employer := w.ask(t)
	w.left = true
	if parts, err := w.Parts(ctx, "matti", "sister"); err != nil || len(parts) > 0 {
		t.Errorf("%+v %v", parts, err)
	}
	_, err := w.Give(ctx, matti, asked.ID, yes())
	wantKind(t, err, marketplace.Conflict)
	for range 2 {
		for id, want := range map[marketplace.ID]consent.State{given.ID: consent.Fulfilled, asked.ID: consent.Lapsed, employer.ID: consent.Asked} {
			if c, err := w.My(ctx, matti, id); err != nil || c.State != want {
				t.Errorf("%+v %v, want %s", c, err, want)
			}
		}
		f := marketplace.Fact{Type: "supporter.ended", Data: map[string]string{"client": "matti", "supporter": "sister"}}
		if err := w.Follow(ctx, f); err != nil {
			t.Fatal(err)
		}
	}
	w.left = false
	if c, err := w.My(ctx, matti, given.ID); err != nil || c.State != consent.Fulfilled || c.Ended.IsZero() {
		t.Errorf("not written down: %+v %v", c, err)
	}
}
