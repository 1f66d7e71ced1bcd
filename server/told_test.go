package server_test

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account/oidc"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/server/servertest"
)

// letters are those who got a letter with a sentence since the last time, each with how often it stands there.
func letters(t *testing.T, a *servertest.App, sentence string) map[string]int {
	t.Helper()
	before := len(a.Outbox.Sent())
	a.Carry(t)
	a.Clock.Move(24 * time.Hour)
	fine(t, a.Notices.Send(t.Context()))
	out := map[string]int{}
	for _, m := range a.Outbox.Sent()[before:] {
		if n := strings.Count(m.Text, sentence); n > 0 {
			out[strings.TrimSuffix(m.To, "@sovite.test")] += n
		}
		if strings.Contains(m.Text, "Aino") || strings.Contains(m.Text, "Unpaid") || strings.Contains(m.Text, "notice.") {
			t.Errorf("a letter to %s: %s", m.To, m.Text)
		}
	}
	return out
}

func wantTold(t *testing.T, a *servertest.App, sentence string, want ...string) {
	t.Helper()
	got := letters(t, a, sentence)
	if names := slices.Sorted(maps.Keys(got)); !slices.Equal(names, want) {
		t.Errorf("%q: told %v, want %v", sentence, names, want)
	}
	for who, n := range got {
		if n != 1 {
			t.Errorf("%q: %s is told %d times", sentence, who, n)
		}
	}
}

// TestToldOfSuspension: everybody in the organisation, once, without the reason; nobody else.
func TestToldOfSuspension(t *testing.T) {
	a := servertest.New(t)
	letters(t, a, "")
	admin := a.Actor("administrator")
	fine(t, a.Office.Suspend(t.Context(), admin, a.ID("unit"), "Unpaid"))
	wantTold(t, a, "An administrator of the service suspended unit.", "auditor", "coach", "colleague", "unit-owner")
	fine(t, a.Office.Restore(t.Context(), admin, a.ID("unit"), "Unpaid no more"))
	wantTold(t, a, "unit is open again.", "auditor", "coach", "colleague", "unit-owner")
	wantTold(t, a, "unit is open again.")
}

// TestToldOfErasure: the client's coach and the owners, by a day and without a name; not the coach who asked, and nobody of what was taken
// back before it was carried.
func TestToldOfErasure(t *testing.T) {
	a := servertest.New(t)
	letters(t, a, "")
	me, sentence := a.TheClient(), "A client asks for their data to be erased."
	_, err := a.Erasures.AskMine(t.Context(), me)
	fine(t, err)
	wantTold(t, a, sentence, "coach", "unit-owner")
	_, err = a.Erasures.TakeBack(t.Context(), me)
	fine(t, err)
	_, err = a.Erasures.AskFor(t.Context(), a.Actor("coach"), a.ID("client"))
	fine(t, err)
	wantTold(t, a, sentence, "unit-owner")
	_, err = a.Erasures.TakeBack(t.Context(), me)
	fine(t, err)
	_, err = a.Erasures.AskMine(t.Context(), me)
	fine(t, err)
	_, err = a.Erasures.TakeBack(t.Context(), me)
	fine(t, err)
	wantTold(t, a, sentence)
}

// TestToldOfDomain: the administrators, but for one who asked themselves, and nobody of a domain that was given up meanwhile.
func TestToldOfDomain(t *testing.T) {
	a := servertest.New(t)
	letters(t, a, "")
	fine(t, a.Accounts.Grant(t.Context(), a.Actor("administrator"), a.Actor("rival").Person, a.ID("rival-firm"), marketplace.RoleAdministrator))
	domains := store.NewCollection[oidc.Domain](a.Store, store.Schema{Collection: "signin_domains"})
	facts := marketplace.Facts{IDs: a.Parts.IDs, Clock: a.Parts.Clock}
	for id, d := range map[marketplace.ID]oidc.Domain{
		"one": {Name: "one.test", State: oidc.Asked}, "two": {Name: "two.test", State: oidc.Asked}, "three": {Name: "three.test", State: oidc.Dropped},
	} {
		asks := a.Actor("unit-owner")
		if d.ID, d.Org = id, a.ID("unit"); id == "two" {
			asks = a.Actor("rival")
			d.Org = asks.Org
		}
		_, err := domains.Insert(t.Context(), id, d, facts.New(asks, "signin_domain.asked", domains.Subject(id)))
		fine(t, err)
	}
	before := len(a.Outbox.Sent())
	wantTold(t, a, "unit asks you to confirm that the addresses @one.test are its own.", "administrator", "rival")
	got := map[string]string{}
	for _, m := range a.Outbox.Sent()[before:] {
		got[m.To] += m.Text
	}
	if !strings.Contains(got["administrator@sovite.test"], "@two.test") || strings.Contains(got["rival@sovite.test"], "@two.test") || strings.Contains(got["administrator@sovite.test"], "@three.test") {
		t.Errorf("letters %q", got)
	}
}
