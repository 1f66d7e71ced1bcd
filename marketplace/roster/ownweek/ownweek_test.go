package ownweek

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account"
	"sovite.fi/sovite/marketplace/account/secret"
	"sovite.fi/sovite/marketplace/carving"
	"sovite.fi/sovite/marketplace/consent"
	"sovite.fi/sovite/marketplace/order"
	"sovite.fi/sovite/marketplace/roster"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/store/storetest"
	"sovite.fi/sovite/matching"
)

const (
	today  marketplace.Date = "2026-11-26" // a Thursday
	monday marketplace.Date = "2026-11-30"
)

var (
	seppo = marketplace.Actor{Person: "seppo", Org: "paja", Roles: []marketplace.Role{marketplace.RoleSupervisor}, Lang: "fi"}
	aino  = client("aino")
	bo    = client("bo")
)

func client(id marketplace.ID) marketplace.Actor {
	return marketplace.Actor{Person: id, Roles: []marketplace.Role{marketplace.RoleClient}, Lang: "fi"}
}

// world is the service over real consents; rosters and orders are played.
type world struct {
	*Service
	consents *consent.Service
	db       store.Store
	day      marketplace.Date
	n        int
	shifts   []roster.Shift
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{db: storetest.Memory(t, slices.Concat(consent.Schemas(), Schemas())...), day: today}
	return w.over(t, w.db)
}

// over is the program started over a store.
func (w *world) over(t *testing.T, db store.Store) *world {
	t.Helper()
	clock := func() time.Time { return w.day.Time().Add(9 * time.Hour) }
	vault, err := secret.NewVault([]byte("a secret of thirty-two characters"), nil)
	ok(t, err)
	scale, err := matching.LoadScale()
	ok(t, err)
	work, err := carving.LoadCatalogue(scale)
	ok(t, err)
	ids := func() marketplace.ID { w.n++; return marketplace.ID(fmt.Sprintf("id-%06d", w.n)) }
	clients := func(_ context.Context, id marketplace.ID) (consent.Person, error) {
		return consent.Person{ID: id, Org: "unit", Coach: "cilla"}, nil
	}
	w.consents = consent.New(consent.Deps{Store: db, Clock: clock, IDs: ids, Clients: clients, Orgs: w})
	w.Service = New(Deps{Store: db, Clock: clock, Codes: vault, Work: work, Rosters: w, Orders: w, Consents: w.consents})
	w.shifts = []roster.Shift{
		{ID: "s1", Order: "o", Date: monday, From: 480, To: 720, Members: []marketplace.ID{"m-aino", "m-bo"}, Leaders: []marketplace.ID{"seppo"}, Published: true},
		{ID: "s2", Order: "o", Date: monday.AddDays(1), From: 480, To: 720, Members: []marketplace.ID{"m-bo"}, Leaders: []marketplace.ID{"seppo"}, Published: true},
	}
	return w
}

// PublicOrganisation plays account.
func (w *world) PublicOrganisation(context.Context, marketplace.ID) (account.PublicOrganisation, error) {
	return account.PublicOrganisation{}, nil
}

// Member plays roster.
func (w *world) Member(_ context.Context, actor marketplace.Actor, id marketplace.ID) (roster.MemberEntry, error) {
	if actor.Org != "paja" {
		return roster.MemberEntry{}, marketplace.Errorf(marketplace.NotFound, "error.not_found")
	}
	return roster.MemberEntry{ID: id, Value: roster.Member{ID: id, Org: "paja"}}, nil
}

// Shifts plays roster.
func (w *world) Shifts(_ context.Context, actor marketplace.Actor, from, to marketplace.Date) (out []roster.Shift, err error) {
	for _, s := range w.shifts {
		if actor.System && actor.Org == "paja" && from <= s.Date && s.Date <= to {
			out = append(out, s)
		}
	}
	return out, nil
}

// Names plays roster.
func (w *world) Names(context.Context, marketplace.Actor, []marketplace.ID) (map[marketplace.ID]string, error) {
	return map[marketplace.ID]string{"seppo": "Seppo"}, nil
}

// Standing plays order.
func (w *world) Standing(context.Context, marketplace.ID) (order.Order, error) {
	return order.Order{ID: "o", Agreed: []order.Agreed{{Title: "Joulupaketit", Work: "Pakkaamista", Address: "Linnankatu 1", Trades: []string{"picking"}}}}, nil
}

func (w *world) next(t *testing.T, who marketplace.Actor) Week {
	t.Helper()
	got, err := w.Next(t.Context(), who)
	ok(t, err)
	return got
}

func ok(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// A client reads their own shifts from the code on, and nothing from the moment on in which they take the consent back; the link is
// then forgotten, too.
func TestFromCodeToWithdrawal(t *testing.T) {
	ctx, w := t.Context(), newWorld(t)
	if got := w.next(t, aino); got.Linked || len(got.Shifts) > 0 || got.Monday != monday {
		t.Errorf("before: %+v", got)
	}
	code, err := w.Code(ctx, seppo, "m-aino")
	ok(t, err)
	_, err = w.Join(ctx, aino, code[:4]+" "+code[4:])
	ok(t, err)
	want := Shift{
		Org: "paja", Date: monday, From: 480, To: 720, Title: "Joulupaketit", Work: "Pakkaamista", Address: "Linnankatu 1", Leaders: []string{"Seppo"},
		Bring: []string{"safety_shoes", "hi_vis"},
	}
	if got := w.next(t, aino); !got.Linked || len(got.Shifts) != 1 || fmt.Sprint(got.Shifts[0]) != fmt.Sprint(want) {
		t.Errorf("%+v", got)
	}
	if got := w.next(t, bo); got.Linked || len(got.Shifts) > 0 {
		t.Errorf("somebody else reads %+v", got)
	}
	c, err := w.consents.Active(ctx, "aino", "paja", consent.OwnShifts, today)
	ok(t, err)
	if _, err := w.consents.Held(ctx, marketplace.Actor{Person: "olga", Org: "paja", Roles: []marketplace.Role{marketplace.RoleOwner}}, c.ID); !marketplace.IsKind(err, marketplace.NotFound) && !marketplace.IsKind(err, marketplace.Forbidden) {
		t.Errorf("the organiser loads the consent: %v", err)
	}
	_, err = w.consents.Withdraw(ctx, aino, c.ID)
	ok(t, err)
	if got := w.next(t, aino); got.Linked || len(got.Shifts) > 0 {
		t.Errorf("taken back, and still %+v", got)
	}
	f := marketplace.Fact{Type: "consent.withdrawn", Data: map[string]string{"purpose": string(consent.OwnShifts), "client": "aino", "receiver": "paja"}}
	ok(t, w.Follow(ctx, f))
	ok(t, w.Follow(ctx, f))
	if _, err := w.links.Get(ctx, linkID("aino", "paja")); !marketplace.IsKind(err, marketplace.NotFound) {
		t.Errorf("the link is kept: %v", err)
	}
}

// A code works once, on its day, as long as no newer one was made, for a client and nobody else; a wrong one leaves nothing behind.
func TestCodes(t *testing.T) {
	ctx, w := t.Context(), newWorld(t)
	old, err := w.Code(ctx, seppo, "m-aino")
	ok(t, err)
	code, err := w.Code(ctx, seppo, "m-aino")
	ok(t, err)
	if old == code || len(code) != 8 {
		t.Errorf("%q after %q", code, old)
	}
	refuse := func(who marketplace.Actor, code string) {
		t.Helper()
		if _, err := w.Join(ctx, who, code); err == nil {
			t.Errorf("%s joins with %q", who.Person, code)
		}
		if _, err := w.consents.Active(ctx, who.Person, "paja", consent.OwnShifts, w.day); !marketplace.IsKind(err, marketplace.NotFound) {
			t.Errorf("%s allowed something: %v", who.Person, err)
		}
	}
	refuse(aino, old)
	refuse(aino, "12345678")
	refuse(aino, "")
	refuse(seppo, code)
	w.day = today.AddDays(1)
	refuse(aino, code)
	w.day = today
	_, err = w.Join(ctx, aino, code)
	ok(t, err)
	refuse(bo, code)
	if _, err := w.Code(ctx, marketplace.Actor{Person: "veikko", Org: "verstas", Roles: []marketplace.Role{marketplace.RoleOwner}}, "m-aino"); !marketplace.IsKind(err, marketplace.NotFound) {
		t.Errorf("another organiser: %v", err)
	}
	if _, err := w.Next(ctx, seppo); !marketplace.IsKind(err, marketplace.Forbidden) {
		t.Errorf("a supervisor reads: %v", err)
	}
}

// A crash at any write leaves nothing that is read without a consent; the same code brings it to its end, unless it was used up.
func TestCrash(t *testing.T) {
	for _, moment := range []storetest.Moment{storetest.BeforeWrite, storetest.AfterWrite} {
		for k := 1; ; k++ {
			w := newWorld(t)
			code, err := w.Code(t.Context(), seppo, "m-aino")
			ok(t, err)
			faulty := storetest.Faulty(w.db, k, moment)
			w.over(t, faulty)
			_, err = w.Join(t.Context(), aino, code)
			w.over(t, w.db)
			if !faulty.Crashed() {
				if ok(t, err); k != 4 {
					t.Errorf("%d writes", k-1)
				}
				break
			}
			if got := w.next(t, bo); got.Linked {
				t.Errorf("somebody else: %+v", got)
			}
			if _, err = w.Join(t.Context(), aino, code); err != nil && !marketplace.IsKind(err, marketplace.Invalid) {
				t.Fatal(err)
			}
			if got := w.next(t, aino); len(got.Shifts) != 1 {
				t.Errorf("crash at write %d: %+v", k, got)
			}
			list, err := w.consents.Mine(t.Context(), aino, marketplace.Page{})
			if ok(t, err); len(list.Items) != 1 {
				t.Errorf("crash at write %d: %d consents", k, len(list.Items))
			}
		}
	}
}
