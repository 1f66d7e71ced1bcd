package session

import (
	"crypto/rand"
	"strings"
	"sync"
	"testing"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account/secret"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/store/storetest"
)

type world struct {
	*Service
	t     *testing.T
	store store.Store
	now   time.Time
}

func newWorld(t *testing.T) *world {
	t.Helper()
	vault, err := secret.NewVault([]byte(strings.Repeat("s", secret.MinSecret)), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	w := &world{t: t, store: storetest.Memory(t, Schema()), now: time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)}
	clock := func() time.Time { return w.now }
	w.Service = New(w.store, marketplace.Facts{IDs: marketplace.NewIDs(clock, rand.Reader), Clock: clock}, vault)
	return w
}

func (w *world) open() (Session, string) {
	w.t.Helper()
	s, refresh, err := w.Open(w.t.Context(), Session{Person: "ann", Org: "acme", Lang: "fi"})
	if err != nil {
		w.t.Fatal(err)
	}
	return s, refresh
}

func (w *world) refresh(token string) string {
	w.t.Helper()
	r, err := w.Refresh(w.t.Context(), token)
	if err != nil {
		w.t.Fatal(err)
	}
	return r.Refresh
}

func (w *world) over(id marketplace.ID) bool {
	w.t.Helper()
	_, err := w.Get(w.t.Context(), id)
	if err != nil && !marketplace.IsKind(err, marketplace.Unauthenticated) {
		w.t.Fatal(err)
	}
	return err != nil
}

func (w *world) refused(token string) {
	w.t.Helper()
	if r, err := w.Refresh(w.t.Context(), token); !marketplace.IsKind(err, marketplace.Unauthenticated) {
		w.t.Errorf("%q gave %+v, %v", token, r, err)
	}
}

func TestRefreshRotates(t *testing.T) {
	w := newWorld(t)
	s, first := w.open()
	second := w.refresh(first)
	w.now = w.now.Add(time.Hour)
	third := w.refresh(second)
	if first == second || second == third || w.over(s.ID) {
		t.Errorf("%q %q %q", first, second, third)
	}
}

// Pages that load side by side send the same token; each gets the same next one, and the session lives.
func TestRefreshSideBySide(t *testing.T) {
	w := newWorld(t)
	s, first := w.open()
	got := make([]string, 8)
	var wg sync.WaitGroup
	for i := range got {
		wg.Go(func() {
			if r, err := w.Refresh(t.Context(), first); err != nil {
				t.Error(err)
			} else {
				got[i] = r.Refresh
			}
		})
	}
	wg.Wait()
	for _, g := range got {
		if g != got[0] {
			t.Errorf("two different next tokens: %q and %q", g, got[0])
		}
	}
	w.now = w.now.Add(Grace)
	if w.refresh(first) != got[0] || w.over(s.ID) {
		t.Error("the token before is not good for the whole grace")
	}
}

// A token that comes back after its grace was copied: the thief and the owner are both out, and the record says why.
func TestReuseEndsTheSession(t *testing.T) {
	for name, wait := range map[string]time.Duration{"the one before, late": Grace + time.Second, "one older, at once": 0} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			s, first := w.open()
			newest := w.refresh(first)
			if wait == 0 {
				newest = w.refresh(newest)
			}
			w.now = w.now.Add(wait)
			w.refused(first)
			w.refused(newest)
			if !w.over(s.ID) {
				t.Error("the session is still open")
			}
			parcels, err := w.store.Pending(t.Context(), 10)
			if err != nil || len(parcels) != 1 {
				t.Fatalf("%+v %v", parcels, err)
			}
			last := parcels[0].Facts[len(parcels[0].Facts)-1]
			if last.Type != "session.revoked" || last.Data["why"] != "reuse" {
				t.Errorf("fact %+v", last)
			}
		})
	}
}

// A stranger who knows a session's id can neither use nor end it.
func TestForgedTokensDoNothing(t *testing.T) {
	w := newWorld(t)
	s, token := w.open()
	other, _ := w.open()
	_, code, _ := strings.Cut(token, ".1.")
	for _, forged := range []string{
		"", ".", "..", string(s.ID), string(s.ID) + ".1.", string(s.ID) + ".0." + code, string(s.ID) + ".2." + code, string(s.ID) + ".-1." + code,
		string(s.ID) + ".01." + code + "x", string(other.ID) + ".1." + code, token + "x", strings.Repeat("a", 300), "nowhere.1." + code,
		string(s.ID) + ".99999999999999999999." + code,
	} {
		w.refused(forged)
	}
	if w.over(s.ID) || w.over(other.ID) {
		t.Error("a forged token ended a session")
	}
	w.refresh(token)
}

func TestSessionsEnd(t *testing.T) {
	w := newWorld(t)
	s, token := w.open()
	for range 3 { // refreshing does not prolong it beyond its life
		w.now = w.now.Add(Life / 4)
		token = w.refresh(token)
	}
	w.now = s.Expires.Time()
	w.refused(token)
	if !w.over(s.ID) {
		t.Error("open after its life")
	}
}

func TestRevokeAllSparesTheLaterAndTheOne(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	spared, _ := w.open()
	ended, _ := w.open()
	w.now = w.now.Add(time.Minute)
	moment := marketplace.At(w.now)
	later, _ := w.open()
	theirs, _, err := w.Open(ctx, Session{Person: "bo"})
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := w.RevokeAll(ctx, "ann", spared.ID, moment, "password"); err != nil {
			t.Fatal(err)
		}
	}
	if !w.over(ended.ID) || w.over(spared.ID) || w.over(later.ID) || w.over(theirs.ID) {
		t.Error("the wrong sessions ended")
	}
}

func FuzzSplitRefresh(f *testing.F) {
	for _, s := range []string{"", "a.1.b", "a.b.1.c", "a.0.b", "a.-1.b", "a/b.1.c", "a.1", ".1.a"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if id, turn, _, ok := splitRefresh(s); ok && (!id.Valid() || turn < 1) {
			t.Fatalf("%q: session %q, turn %d", s, id, turn)
		}
	})
}
