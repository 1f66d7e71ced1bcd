package retention

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account"
	"sovite.fi/sovite/marketplace/acting"
	"sovite.fi/sovite/marketplace/audit"
	"sovite.fi/sovite/marketplace/discovery"
	"sovite.fi/sovite/marketplace/introduction"
	"sovite.fi/sovite/marketplace/invoice"
	"sovite.fi/sovite/marketplace/journal/daybook"
	"sovite.fi/sovite/marketplace/liability"
	"sovite.fi/sovite/marketplace/profile"
	"sovite.fi/sovite/marketplace/rule"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/store/storetest"
)

// erased remembers which clients were erased.
type erased map[marketplace.ID]bool

func (e erased) Expire(_ context.Context, _ marketplace.Actor, client marketplace.ID) error {
	if client == "working" {
		return marketplace.Errorf(marketplace.Conflict, "privacy.obstacle.working")
	}
	e[client] = true
	return nil
}

func ok(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

var now = time.Date(2026, 11, 30, 9, 0, 0, 0, time.UTC)

func ago(days int) marketplace.Instant { return marketplace.At(now.AddDate(0, 0, -days)) }

// world holds one thing on each side of each limit.
func world(t testing.TB) (store.Store, *Service, erased) {
	t.Helper()
	var schemas []store.Schema
	for _, of := range [][]store.Schema{
		account.Schemas(), acting.Schemas(), audit.Schemas(), discovery.Schemas(), introduction.Schemas(), profile.Schemas(), invoice.Schemas(), daybook.Schemas(), liability.Schemas(), Schemas(),
	} {
		schemas = append(schemas, of...)
	}
	s := storetest.Memory(t, schemas...)
	put := func(collection string, id marketplace.ID, body string) {
		t.Helper()
		ok(t, s.Insert(t.Context(), collection, id, []byte(body), nil))
	}
	for name, days := range map[string]int{"old": 31, "fresh": 29} {
		put("links", marketplace.ID(name), fmt.Sprintf(`{"expires": %q}`, ago(days)))
		put("sessions", marketplace.ID(name), fmt.Sprintf(`{"person": "p", "expires": %q}`, ago(days)))
	}
	for name, days := range map[string]int{"old": 740, "fresh": 700} {
		put("rankings", marketplace.ID(name), fmt.Sprintf(`{"org": "o", "client": "c", "at": %q}`, ago(days)))
		put("ranking_logs", marketplace.ID(name+".0001"), `{"org": "o", "client": "c"}`)
		put("introductions", marketplace.ID(name), fmt.Sprintf(`{"id": %q, "client": "c", "state": "refused", "open": false, "ended": %q, "refusal": {"reason": "other", "note": "words"}}`, name, ago(days)))
		put("messages", marketplace.ID("m-"+name), fmt.Sprintf(`{"introduction": %q, "text": "words", "at": %q}`, name, ago(days)))
		put("clients", marketplace.ID(name), fmt.Sprintf(`{"id": %q, "org": "o", "coach": "k", "code": %q, "name": "N", "status": "ended", "created": %q}`, name, name, ago(days)))
	}
	put("clients", "working", fmt.Sprintf(`{"id": "working", "org": "o", "coach": "k", "code": "w", "name": "N", "status": "ended", "created": %q}`, ago(900)))
	put("clients", "active", fmt.Sprintf(`{"id": "active", "org": "o", "coach": "k", "code": "a", "name": "N", "status": "active", "created": %q}`, ago(900)))
	put("clients", "changed", fmt.Sprintf(`{"id": "changed", "org": "o", "coach": "k", "code": "c", "name": "N", "status": "ended", "created": %q}`, ago(900)))
	put("profiles", "changed.v000001", fmt.Sprintf(`{"client": "changed", "saved": %q}`, ago(10)))
	put("invoices", "i", fmt.Sprintf(`{"org": "o", "begun": %q}`, ago(4000)))
	book, err := rule.LoadBook()
	ok(t, err)
	n, gone := 0, erased{}
	return s, New(Deps{Store: s, Clock: func() time.Time { return now }, Rules: book, Erasures: gone, IDs: func() marketplace.ID {
		n++
		return marketplace.ID(fmt.Sprintf("run-%d", n))
	}}), gone
}

func found(lines []Line) map[string][2]int {
	out := map[string][2]int{}
	for _, l := range lines {
		out[l.Rule.ID] = [2]int{l.Count, l.Left}
	}
	return out
}

func there(t testing.TB, s store.Store, collection string, id marketplace.ID) bool {
	t.Helper()
	_, err := s.Get(t.Context(), collection, id)
	return err == nil
}

func TestLookDeletesNothing(t *testing.T) {
	s, r, gone := world(t)
	lines, err := r.Look(t.Context(), marketplace.System(""))
	ok(t, err)
	got := found(lines)
	for id, n := range map[string]int{
		"retention.links": 1, "retention.sessions": 1, "retention.rankings": 1, "retention.introductions": 1, "retention.clients": 2, "retention.reads": 0,
		"retention.vouchers": 1, "retention.books": 0,
	} {
		if got[id][0] != n {
			t.Errorf("%s finds %d, want %d", id, got[id][0], n)
		}
	}
	if !there(t, s, "links", "old") || len(gone) > 0 {
		t.Error("looking deleted something")
	}
	for _, l := range lines {
		if l.Rule.ID == "retention.links" && (l.Oldest != ago(31).Day() || !l.Goes) || l.Rule.ID == "retention.vouchers" && l.Goes {
			t.Errorf("%s: oldest %s, goes %v", l.Rule.ID, l.Oldest, l.Goes)
		}
	}
	if _, err := r.Look(t.Context(), marketplace.Actor{Person: "p", Org: "o", Roles: marketplace.Roles()}); !marketplace.IsKind(err, marketplace.Forbidden) {
		t.Errorf("a person looks: %v", err)
	}
}

func TestCarryOut(t *testing.T) {
	s, r, gone := world(t)
	told := 0
	lines, err := r.CarryOut(t.Context(), marketplace.System(""), func(string, int, int) { told++ })
	ok(t, err)
	for collection, ids := range map[string][2]marketplace.ID{
		"links": {"old", "fresh"}, "sessions": {"old", "fresh"}, "rankings": {"old", "fresh"}, "ranking_logs": {"old.0001", "fresh.0001"}, "messages": {"m-old", "m-fresh"},
	} {
		if there(t, s, collection, ids[0]) || !there(t, s, collection, ids[1]) {
			t.Errorf("%s: the wrong one went", collection)
		}
	}
	if !there(t, s, "invoices", "i") || len(gone) != 1 || !gone["old"] {
		t.Errorf("the voucher went, or the wrong clients: %v", gone)
	}
	if got := found(lines); got["retention.clients"] != [2]int{2, 1} || told == 0 {
		t.Errorf("the client who works is not left: %v", got)
	}
	again, err := r.CarryOut(t.Context(), marketplace.System(""), func(string, int, int) {})
	ok(t, err)
	if got := found(again); got["retention.introductions"][0] != 0 || got["retention.links"][0] != 0 {
		t.Errorf("run again it finds %v", got)
	}
}

// TestCarryOutIsStoppedAnywhere: stopped at any write, the next run finishes.
func TestCarryOutIsStoppedAnywhere(t *testing.T) {
	for k := 1; k < 100; k++ {
		s, r, _ := world(t)
		faulty := storetest.Faulty(s, k, storetest.Moment(k%2))
		broken := *r
		broken.Store = faulty
		b := New(broken.Deps)
		_, err := b.CarryOut(t.Context(), marketplace.System(""), func(string, int, int) {})
		if !faulty.Crashed() {
			ok(t, err)
			return
		}
		if !errors.Is(err, storetest.ErrCrash) {
			t.Fatalf("write %d: %v", k, err)
		}
		_, err = r.CarryOut(t.Context(), marketplace.System(""), func(string, int, int) {})
		ok(t, err)
		if there(t, s, "ranking_logs", "old.0001") || there(t, s, "messages", "m-old") || there(t, s, "links", "old") {
			t.Errorf("stopped at write %d, something stays for good", k)
		}
	}
	t.Error("it never ran through")
}
