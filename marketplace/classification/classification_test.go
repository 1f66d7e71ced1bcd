package classification_test

import (
	"context"
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/classification"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/store/storetest"
	"sovite.fi/sovite/matching/esco"
)

func service(db store.Store) *classification.Service {
	n, now := 0, time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)
	return classification.New(db, marketplace.Facts{
		IDs:   func() marketplace.ID { n++; return marketplace.ID(fmt.Sprintf("id-%04d", n)) },
		Clock: func() time.Time { now = now.Add(time.Minute); return now },
	})
}

// table is the embedded part under the name of a release, large enough for several pieces.
func table(t *testing.T, release string) *esco.Table {
	t.Helper()
	whole, err := esco.Load()
	if err != nil {
		t.Fatal(err)
	}
	b := esco.NewBuilder(release)
	n := esco.Names{Label: "dishes of " + release}
	if err := b.Skill("skill/"+release, [3]esco.Names{n, n, n}); err != nil {
		t.Fatal(err)
	}
	b.Keep(whole)
	return b.Table()
}

func system() marketplace.Actor { return marketplace.System("") }

func activate(t *testing.T, s *classification.Service, table *esco.Table) classification.Release {
	t.Helper()
	r, err := s.Activate(t.Context(), system(), table, nil)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestActivate(t *testing.T) {
	db := storetest.Memory(t, classification.Schemas()...)
	s := service(db)
	if _, _, err := s.Load(t.Context()); !marketplace.IsKind(err, marketplace.NotFound) {
		t.Fatalf("nothing was imported: %v", err)
	}
	first := activate(t, s, table(t, "1"))
	if len(first.Pieces) < 2 || first.Skills != 1 {
		t.Fatalf("%+v", first)
	}
	if again := activate(t, s, table(t, "1")); again.Imported != first.Imported {
		t.Error("the same release again was a change")
	}
	activate(t, s, table(t, "2"))
	got, release, err := s.Load(t.Context())
	if err != nil || release.Release != "2" || got.Release() != "2" || !got.HasSkill("skill/2") || got.HasSkill("skill/1") {
		t.Fatalf("%+v, %v", release, err)
	}
	parcels, err := db.Pending(t.Context(), 10)
	if err != nil || len(parcels) != 1 || len(parcels[0].Facts) != 2 || parcels[0].Facts[1].Data["release"] != "2" {
		t.Errorf("facts: %+v, %v", parcels, err)
	}
}

// TestCrashes stops an import at every write, before and after it: until it is made again the old release counts whole,
// or the new one already does; never a part.
func TestCrashes(t *testing.T) {
	for _, moment := range []storetest.Moment{storetest.BeforeWrite, storetest.AfterWrite} {
		for k := 1; ; k++ {
			db := storetest.Memory(t, classification.Schemas()...)
			activate(t, service(db), table(t, "1"))
			faulty := storetest.Faulty(db, k, moment)
			_, err := service(faulty).Activate(t.Context(), system(), table(t, "2"), nil)
			if !faulty.Crashed() {
				if err != nil {
					t.Fatal(err)
				}
				break
			}
			got, release, err := service(db).Load(t.Context())
			if err != nil || got.Release() != release.Release || release.Release == "2" && !got.HasSkill("skill/2") {
				t.Fatalf("crash at write %d: %+v, %v", k, release, err)
			}
			activate(t, service(db), table(t, "2"))
			if got, _, err = service(db).Load(t.Context()); err != nil || got.Release() != "2" {
				t.Fatalf("made again after a crash at write %d: %v", k, err)
			}
		}
	}
}

// TestDamagedPiece: a damaged release is not half used, and importing it again mends it.
func TestDamagedPiece(t *testing.T) {
	db := storetest.Memory(t, classification.Schemas()...)
	s := service(db)
	r := activate(t, s, table(t, "1"))
	doc, err := db.Get(t.Context(), "escopieces", r.Pieces[1])
	if err != nil {
		t.Fatal(err)
	}
	other, err := db.Get(t.Context(), "escopieces", r.Pieces[0])
	if err != nil {
		t.Fatal(err)
	}
	for name, body := range map[string][]byte{"another piece": other.Body, "no archive": encoded(t, map[string]any{"packed": []byte("x")})} {
		if doc, err = db.Get(t.Context(), "escopieces", r.Pieces[1]); err != nil {
			t.Fatal(err)
		}
		if err := db.Replace(t.Context(), "escopieces", doc.ID, doc.Rev, body, nil); err != nil {
			t.Fatal(err)
		}
		if _, _, err := s.Load(t.Context()); !marketplace.IsKind(err, marketplace.Internal) {
			t.Errorf("%s: %v", name, err)
		}
		activate(t, s, table(t, "1"))
		if _, _, err := s.Load(t.Context()); err != nil {
			t.Errorf("%s, imported again: %v", name, err)
		}
	}
}

func encoded(t *testing.T, v any) []byte {
	t.Helper()
	raw, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func TestStops(t *testing.T) {
	s := service(storetest.Memory(t, classification.Schemas()...))
	ctx, stop := context.WithCancel(t.Context())
	_, err := s.Activate(ctx, system(), table(t, "1"), func(int, int) { stop() })
	if err == nil {
		t.Fatal("it went on")
	}
	if _, err := s.Active(t.Context()); !marketplace.IsKind(err, marketplace.NotFound) {
		t.Errorf("a part of a release counts: %v", err)
	}
}
