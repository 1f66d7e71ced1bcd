package rotation

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account"
	"sovite.fi/sovite/marketplace/account/secret"
	"sovite.fi/sovite/marketplace/consent/door"
	"sovite.fi/sovite/marketplace/feed"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/store/storetest"
)

func vault(t *testing.T, letters ...string) *secret.Vault {
	t.Helper()
	raw := [][]byte{nil, nil}
	for i, l := range letters {
		raw[i] = []byte(strings.Repeat(l, secret.MinSecret))
	}
	v, err := secret.NewVault(raw[0], rand.Reader, raw[1])
	ok(t, err)
	return v
}

func ok(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// insert puts a document into the store as it is written there.
func insert(t *testing.T, db store.Store, collection, id, body string) {
	t.Helper()
	ok(t, db.Insert(t.Context(), collection, marketplace.ID(id), []byte(body), nil))
}

// world has two people with a second factor under the old secret and one without, doors and calendars of before and after.
func world(t *testing.T) (store.Store, *secret.Vault) {
	t.Helper()
	var schemas []store.Schema
	for _, s := range [][]store.Schema{Schemas(), account.Schemas(), door.Schemas(), feed.Schemas()} {
		schemas = append(schemas, s...)
	}
	db, old := storetest.Memory(t, schemas...), vault(t, "a")
	for _, who := range []string{"aino", "otso"} {
		sealed, err := old.Seal("totp", []byte("SECRET"))
		ok(t, err)
		insert(t, db, "people", who, `{"id": "`+who+`", "email": "`+who+`@a.fi", "password": "x", "factor": {"secret": "`+sealed+`", "confirmed": true, "used": 123456789012, "recovery": ["a", "b"]}, "created": null}`)
	}
	insert(t, db, "people", "vilma", `{"id": "vilma", "email": "vilma@a.fi", "factor": {}}`)
	insert(t, db, "doors", "open", `{"salt": "s", "state": "open", "made": "2026-11-01T08:00:00.000Z"}`)
	insert(t, db, "doors", "shut", `{"salt": "s", "state": "closed", "made": "2026-11-01T08:00:00.000Z"}`)
	insert(t, db, "doors", "new", `{"salt": "s", "state": "fresh", "made": "2026-11-24T08:00:00.000Z"}`)
	insert(t, db, "feeds", "open", `{"salt": "s", "made": "2026-11-01T08:00:00.000Z"}`)
	insert(t, db, "feeds", "none", `{"salt": "", "made": "2026-11-01T08:00:00.000Z"}`)
	return db, old
}

func run(t *testing.T, db store.Store, v *secret.Vault, at time.Time) Report {
	t.Helper()
	r, err := Run(t.Context(), Deps{Store: db, Clock: func() time.Time { return at }, Vault: v})
	ok(t, err)
	return r
}

// After a run the second factors open without the old secret, and nothing else of a person has changed; what cannot be carried
// over is counted from the first run on.
func TestRun(t *testing.T) {
	db, _ := world(t)
	both, alone, now := vault(t, "b", "a"), vault(t, "b"), time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)
	if r := run(t, db, alone, now); r.Sealed[0].Trouble != 2 || r.Sealed[0].Count != 0 {
		t.Errorf("without the old secret: %+v", r.Sealed)
	}
	first := run(t, db, both, now.Add(time.Hour))
	if first.Sealed[0] != (Line{"second factors", 2, 0}) || first.Left[0].Count != 1 || first.Left[1].Count != 0 || first.Left[2].Count != 1 || first.Done() {
		t.Errorf("first: %+v", first)
	}
	again := run(t, db, both, now.AddDate(0, 1, 0))
	if again.Sealed[0].Count != 0 || again.Since != first.Since || again.Left[0].Count != 1 {
		t.Errorf("again: %+v", again)
	}
	if r := run(t, db, alone, now.AddDate(0, 1, 0)); r.Sealed[0].Trouble != 0 {
		t.Errorf("what was sealed again does not open: %+v", r.Sealed)
	}
	doc, err := db.Get(t.Context(), "people", "aino")
	ok(t, err)
	var p struct {
		Email, Password string
		Factor          struct {
			Secret    string
			Confirmed bool
			Used      int64
			Recovery  []string
		}
	}
	ok(t, json.Unmarshal(doc.Body, &p))
	plain, err := alone.Open("totp", p.Factor.Secret)
	if err != nil || string(plain) != "SECRET" || p.Email != "aino@a.fi" || p.Password != "x" || !p.Factor.Confirmed || p.Factor.Used != 123456789012 || len(p.Factor.Recovery) != 2 {
		t.Errorf("%s: %q, %v", doc.Body, plain, err)
	}
	var out strings.Builder
	again.Print(&out)
	if !strings.Contains(out.String(), "links of clients") || strings.Contains(out.String(), "Nothing else needs") {
		t.Error(out.String())
	}
}

// Stopped at any write, it is run again and everything is sealed.
func TestCrash(t *testing.T) {
	now := func() time.Time { return time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC) }
	for _, moment := range []storetest.Moment{storetest.BeforeWrite, storetest.AfterWrite} {
		for k := 1; k <= 3; k++ {
			db, _ := world(t)
			both := vault(t, "b", "a")
			_, err := Run(context.WithoutCancel(t.Context()), Deps{Store: storetest.Faulty(db, k, moment), Clock: now, Vault: both})
			if err == nil {
				t.Errorf("write %d: no crash", k)
			}
			run(t, db, both, now())
			if r := run(t, db, vault(t, "b"), now()); r.Sealed[0].Trouble != 0 {
				t.Errorf("write %d, moment %d: %+v", k, moment, r.Sealed)
			}
		}
	}
}
