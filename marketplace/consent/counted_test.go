package consent_test

import (
	"slices"
	"testing"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/consent"
)

// give is Matti's yes to an introduction.
func (w *world) give(t *testing.T) consent.Consent {
	t.Helper()
	c, err := w.Give(t.Context(), matti, w.ask(t).ID, yes())
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// counted lists who may be counted today.
func (w *world) counted(t *testing.T, purpose consent.Purpose) []marketplace.ID {
	t.Helper()
	out := []marketplace.ID{}
	err := w.EachHolding(t.Context(), marketplace.System(""), purpose, func(client marketplace.ID) error {
		out = append(out, client)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// A client is counted from their own yes until they take it back or it runs out, and at no other time; nobody is asked
// twice at once, and the coach sees how it stands.
func TestCounted(t *testing.T) {
	ctx, w := t.Context(), newWorld(t, memory(t))
	number := consent.Request{Purpose: consent.CountedInTotals}
	stands := func(when string, want consent.State, clients ...marketplace.ID) {
		t.Helper()
		if got := w.counted(t, consent.CountedInTotals); !slices.Equal(got, append([]marketplace.ID{}, clients...)) {
			t.Errorf("%s: %v are counted", when, got)
		}
		c, err := w.Counted(ctx, kati, "matti")
		if want == "" {
			wantKind(t, err, marketplace.NotFound)
		} else if err != nil || c.State != want || c.Client != "matti" {
			t.Errorf("%s: the coach sees %+v, %v", when, c, err)
		}
	}
	stands("before", "")
	w.give(t)
	stands("after a yes to something else", "")
	ask := func() consent.Consent {
		t.Helper()
		c, err := w.Ask(ctx, kati, "matti", number)
		if err != nil || c.Receiver != "turku" || c.Task != "" || len(c.Fields) > 0 || c.Until != "2027-05-23" {
			t.Fatalf("%+v %v", c, err)
		}
		return c
	}
	c := ask()
	stands("asked", consent.Asked)
	if _, err := w.Refuse(ctx, matti, c.ID, consent.Answer{Present: "alone"}); err != nil {
		t.Fatal(err)
	}
	stands("refused", "")
	c = ask()
	if _, err := w.Give(ctx, matti, c.ID, consent.Answer{Present: "alone"}); err != nil {
		t.Fatalf("there is no card to have seen: %v", err)
	}
	stands("given", consent.Given, "matti")
	_, err := w.Ask(ctx, kati, "matti", number)
	if e := marketplace.AsError(err); e.Kind != marketplace.Invalid || e.Fields[0].Field != "purpose" || e.Fields[0].Key != "consent.counted_already" {
		t.Errorf("asked again: %v", err)
	}
	if _, err := w.Withdraw(ctx, matti, c.ID); err != nil {
		t.Fatal(err)
	}
	stands("taken back", "")
	c = ask()
	if _, err := w.Give(ctx, matti, c.ID, consent.Answer{Present: "alone"}); err != nil {
		t.Fatal(err)
	}
	w.now = time.Date(2027, 5, 23, 12, 0, 0, 0, time.UTC)
	stands("on the last day", consent.Given, "matti")
	w.now = time.Date(2027, 5, 24, 12, 0, 0, 0, time.UTC)
	stands("the day after", "")
}

// Nobody but the client says yes to being counted, nobody but the coach sees how it stands, and only the program goes
// through all clients.
func TestCountedIsTheClientsOwn(t *testing.T) {
	ctx, w := t.Context(), newWorld(t, memory(t))
	c, err := w.Ask(ctx, kati, "matti", consent.Request{Purpose: consent.CountedInTotals})
	if err != nil {
		t.Fatal(err)
	}
	for _, who := range []marketplace.Actor{kati, oona, aino, system} {
		_, err := w.Give(ctx, who, c.ID, yes())
		wantKind(t, err, marketplace.Forbidden)
	}
	_, err = w.Give(ctx, minna, c.ID, yes())
	wantKind(t, err, marketplace.NotFound)
	for _, who := range []marketplace.Actor{kati, oona, aino, matti} {
		err := w.EachHolding(ctx, who, consent.CountedInTotals, func(marketplace.ID) error { t.Error("somebody was shown"); return nil })
		wantKind(t, err, marketplace.Forbidden)
	}
	for kind, actors := range map[marketplace.Kind][]marketplace.Actor{marketplace.Forbidden: {oona, aino, matti}, marketplace.NotFound: {kalle}} {
		for _, a := range actors {
			_, err := w.Counted(ctx, a, "matti")
			wantKind(t, err, kind)
		}
	}
	_, err = w.Held(ctx, person("kati", "turku", marketplace.RoleOwner), c.ID)
	wantKind(t, err, marketplace.NotFound)
}

// Two consents of a client for the same purpose are one client, and those of others stand beside it.
func TestEachHoldingIsEachOnce(t *testing.T) {
	w := newWorld(t, memory(t))
	w.give(t)
	w.give(t)
	other, err := w.Ask(t.Context(), kati, "minna", request())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Give(t.Context(), minna, other.ID, yes()); err != nil {
		t.Fatal(err)
	}
	first := w.give(t)
	if _, err := w.Withdraw(t.Context(), matti, first.ID); err != nil {
		t.Fatal(err)
	}
	if got := w.counted(t, consent.Introduction); !slices.Equal(got, []marketplace.ID{"matti", "minna"}) {
		t.Errorf("%v", got)
	}
}
