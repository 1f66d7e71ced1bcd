package consent_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account"
	"sovite.fi/sovite/marketplace/consent"
	"sovite.fi/sovite/marketplace/printtest"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/store/storetest"
)

func person(who, org marketplace.ID, roles ...marketplace.Role) marketplace.Actor {
	return marketplace.Actor{Person: who, Org: org, Roles: roles, Lang: "fi"}
}

// The people of the scenarios: Matti is Kati's client in Turku; the café posts the task "dishes".
var (
	matti  = person("matti", "turku", marketplace.RoleClient)
	minna  = person("minna", "turku", marketplace.RoleClient)
	kati   = person("kati", "turku", marketplace.RoleCoach)
	kalle  = person("kalle", "turku", marketplace.RoleCoach)
	oona   = person("oona", "turku", marketplace.RoleOwner)
	aino   = person("aino", "cafe", marketplace.RoleEmployer)
	rival  = person("rival", "bakery", marketplace.RoleEmployer, marketplace.RoleOwner)
	system = marketplace.System("turku")
)

type orgs struct{}

func (orgs) PublicOrganisation(_ context.Context, id marketplace.ID) (account.PublicOrganisation, error) {
	if id == "cafe" || id == "bakery" || id == "turku" {
		return account.PublicOrganisation{ID: id}, nil
	}
	return account.PublicOrganisation{}, marketplace.Errorf(marketplace.NotFound, "error.not_found")
}

// world is a service whose clock and whose newest version of every profile the test moves.
type world struct {
	*consent.Service
	db      store.Store
	now     time.Time
	version int
	left    bool // the sister is in Matti's network no more
}

func newWorld(t testing.TB, db store.Store) *world {
	w := &world{db: db, now: time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC), version: 3}
	n := 0
	w.Service = consent.New(consent.Deps{
		Store: db, Orgs: orgs{},
		Clock: func() time.Time { w.now = w.now.Add(time.Second); return w.now },
		IDs:   func() marketplace.ID { n++; return marketplace.ID(fmt.Sprintf("id-%04d", n)) },
		Clients: func(_ context.Context, id marketplace.ID) (consent.Person, error) {
			if id != "matti" && id != "minna" {
				return consent.Person{}, marketplace.Errorf(marketplace.NotFound, "error.not_found")
			}
			return consent.Person{ID: id, Org: "turku", Coach: "kati", Lang: "fi", Version: w.version}, nil
		},
		Poster: func(_ context.Context, id marketplace.ID) (marketplace.ID, error) {
			if id != "dishes" {
				return "", marketplace.Errorf(marketplace.NotFound, "error.not_found")
			}
			return "cafe", nil
		},
		InNetwork: func(_ context.Context, client, member marketplace.ID) (bool, error) {
			return client == "matti" && member == "sister" && !w.left, nil
		},
	})
	return w
}

func memory(t testing.TB) store.Store { return storetest.Memory(t, consent.Schemas()...) }

func request() consent.Request {
	return consent.Request{Purpose: consent.Introduction, Receiver: "cafe", Task: "dishes", Fields: []consent.Field{consent.Strengths, consent.FirstName}}
}

func (w *world) ask(t testing.TB) consent.Consent {
	t.Helper()
	c, err := w.Ask(t.Context(), kati, "matti", request())
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func yes() consent.Answer { return consent.Answer{Present: "coach", Version: 3} }

func wantKind(t testing.TB, err error, kind marketplace.Kind) {
	t.Helper()
	if !marketplace.IsKind(err, kind) {
		t.Fatalf("got %v, want %v", err, kind)
	}
}

func facts(t testing.TB, db store.Store) []string {
	t.Helper()
	var out []string
	pending, err := db.Pending(t.Context(), 1000)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range pending {
		for _, f := range p.Facts {
			out = append(out, f.Type)
		}
	}
	return out
}

func TestFromAskingToTakingBack(t *testing.T) {
	ctx, db := t.Context(), memory(t)
	w := newWorld(t, db)
	c := w.ask(t)
	if c.State != consent.Asked || c.Until != "2027-05-23" || c.AnswerBy != "2026-12-23" || !slices.Equal(c.Fields, []consent.Field{consent.FirstName, consent.Strengths}) || c.AskedBy != "kati" {
		t.Errorf("asked: %+v", c)
	}
	_, err := w.Active(ctx, "matti", "cafe", consent.Introduction, w.Today())
	wantKind(t, err, marketplace.NotFound)

	c, err = w.Talk(ctx, matti, c.ID)
	if err != nil || c.State != consent.Asked || c.Talk.IsZero() {
		t.Errorf("talk first: %+v %v", c, err)
	}
	if c, err = w.Give(ctx, matti, c.ID, yes()); err != nil || c.State != consent.Given || c.Present != "coach" || c.Version != 3 || c.Answered.IsZero() {
		t.Errorf("given: %+v %v", c, err)
	}
	held, err := w.Active(ctx, "matti", "cafe", consent.Introduction, w.Today())
	if err != nil || held.ID != c.ID {
		t.Errorf("active: %+v %v", held, err)
	}
	if _, err := w.Held(ctx, aino, c.ID); err != nil {
		t.Errorf("the receiver: %v", err)
	}
	if c, err = w.Withdraw(ctx, matti, c.ID); err != nil || c.State != consent.Withdrawn || c.Ended.IsZero() {
		t.Errorf("taken back: %+v %v", c, err)
	}
	_, err = w.Active(ctx, "matti", "cafe", consent.Introduction, w.Today())
	wantKind(t, err, marketplace.NotFound)
	_, err = w.Held(ctx, aino, c.ID)
	wantKind(t, err, marketplace.NotFound)
	want := []string{"consent.asked", "consent.talk_wanted", "consent.given", "consent.withdrawn"}
	if got := facts(t, db); !slices.Equal(got, want) {
		t.Errorf("facts %v, want %v", got, want)
	}
}

// Nobody but the client answers: not the coach, not the owner, not the program, not another client.
func TestOnlyTheClientAnswers(t *testing.T) {
	ctx := t.Context()
	w := newWorld(t, memory(t))
	asked, given := w.ask(t), w.ask(t)
	if _, err := w.Give(ctx, matti, given.ID, yes()); err != nil {
		t.Fatal(err)
	}
	forged := matti
	forged.System = true
	verbs := map[string]func(marketplace.Actor) error{
		"give":     func(a marketplace.Actor) error { _, err := w.Give(ctx, a, asked.ID, yes()); return err },
		"refuse":   func(a marketplace.Actor) error { _, err := w.Refuse(ctx, a, asked.ID, yes()); return err },
		"talk":     func(a marketplace.Actor) error { _, err := w.Talk(ctx, a, asked.ID); return err },
		"withdraw": func(a marketplace.Actor) error { _, err := w.Withdraw(ctx, a, given.ID); return err },
		"read":     func(a marketplace.Actor) error { _, err := w.My(ctx, a, asked.ID); return err },
	}
	for name, verb := range verbs {
		for _, a := range []marketplace.Actor{kati, kalle, oona, aino, system, forged, person("matti", "turku", marketplace.RoleCoach, marketplace.RoleOwner)} {
			if err := verb(a); !marketplace.IsKind(err, marketplace.Forbidden) {
				t.Errorf("%s by %+v: %v", name, a, err)
			}
		}
		if err := verb(minna); !marketplace.IsKind(err, marketplace.NotFound) {
			t.Errorf("%s by another client: %v", name, err)
		}
		if err := verb(marketplace.Actor{}); !marketplace.IsKind(err, marketplace.Unauthenticated) {
			t.Errorf("%s by nobody: %v", name, err)
		}
	}
	for _, c := range []consent.Consent{asked, given} {
		if now, err := w.My(ctx, matti, c.ID); err != nil || c.ID == asked.ID && now.State != consent.Asked || c.ID == given.ID && now.State != consent.Given {
			t.Errorf("after all that: %+v %v", now, err)
		}
	}
}

// Only the client's own coach asks and lists.
func TestOnlyTheCoachAsks(t *testing.T) {
	ctx := t.Context()
	w := newWorld(t, memory(t))
	for kind, actors := range map[marketplace.Kind][]marketplace.Actor{marketplace.Forbidden: {oona, aino, matti}, marketplace.NotFound: {kalle}} {
		for _, a := range actors {
			_, err := w.Ask(ctx, a, "matti", request())
			wantKind(t, err, kind)
			_, err = w.Of(ctx, a, "matti", marketplace.Page{})
			wantKind(t, err, kind)
		}
	}
	_, err := w.Ask(ctx, kati, "nobody", request())
	wantKind(t, err, marketplace.NotFound)
}

func TestRequestsThatAreWrong(t *testing.T) {
	w, number := newWorld(t, memory(t)), consent.Request{Purpose: consent.CountedInTotals}
	part := consent.Request{Purpose: consent.Network, Receiver: "sister", Fields: []consent.Field{consent.Meetings}}
	if _, err := w.Ask(t.Context(), kati, "matti", part); err != nil {
		t.Fatal(err)
	}
	part.Fields = []consent.Field{consent.NextStep}
	for name, tc := range map[string]struct {
		change func(*consent.Request)
		field  string
	}{
		"a purpose that is in no list":     {func(r *consent.Request) { r.Purpose = "marketing" }, "purpose"},
		"no receiver":                      {func(r *consent.Request) { r.Receiver = "" }, "receiver"},
		"a receiver that does not exist":   {func(r *consent.Request) { r.Receiver = "ghost" }, "receiver"},
		"no field":                         {func(r *consent.Request) { r.Fields = nil }, "fields"},
		"abilities":                        {func(r *consent.Request) { r.Fields = []consent.Field{"abilities"} }, "fields[0]"},
		"a diagnosis":                      {func(r *consent.Request) { r.Fields = []consent.Field{consent.Goal, "diagnosis"} }, "fields[1]"},
		"fields for a number":              {func(r *consent.Request) { *r = number; r.Fields = request().Fields }, "fields"},
		"a task for a number":              {func(r *consent.Request) { *r = number; r.Task = "dishes" }, "task"},
		"an employer for a number":         {func(r *consent.Request) { *r = number; r.Receiver = "cafe" }, "receiver"},
		"two parts at once":                {func(r *consent.Request) { *r = part; r.Fields = []consent.Field{consent.NextStep, consent.Goal} }, "fields"},
		"a part that is asked for":         {func(r *consent.Request) { *r = part; r.Fields = []consent.Field{consent.Meetings} }, "fields"},
		"a task for a part":                {func(r *consent.Request) { *r = part; r.Task = "dishes" }, "task"},
		"no member of the network":         {func(r *consent.Request) { *r = part; r.Receiver = "cafe" }, "receiver"},
		"a field of a card for a member":   {func(r *consent.Request) { *r = part; r.Fields = []consent.Field{consent.FullName} }, "fields[0]"},
		"a part for an employer":           {func(r *consent.Request) { r.Fields = []consent.Field{consent.NextStep} }, "fields[0]"},
		"a task of somebody else":          {func(r *consent.Request) { r.Receiver = "bakery" }, "task"},
		"a task that is not there":         {func(r *consent.Request) { r.Task = "none" }, "task"},
		"a day that has passed":            {func(r *consent.Request) { r.Until = "2026-11-22" }, "until"},
		"more than twelve months from now": {func(r *consent.Request) { r.Until = "2027-11-24" }, "until"},
		"no day at all":                    {func(r *consent.Request) { r.Until = "soon" }, "until"},
	} {
		r := request()
		tc.change(&r)
		_, err := w.Ask(t.Context(), kati, "matti", r)
		if e := marketplace.AsError(err); e.Kind != marketplace.Invalid || len(e.Fields) != 1 || e.Fields[0].Field != tc.field {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A yes is to the card that was shown, and says who was there.
func TestYesIsToTheCardShown(t *testing.T) {
	w := newWorld(t, memory(t))
	c := w.ask(t)
	w.version = 4
	_, err := w.Give(t.Context(), matti, c.ID, yes())
	wantKind(t, err, marketplace.Stale)
	for _, who := range []consent.Presence{"", "the boss"} {
		_, err = w.Give(t.Context(), matti, c.ID, consent.Answer{Present: who, Version: 4})
		wantKind(t, err, marketplace.Invalid)
	}
	if now, err := w.My(t.Context(), matti, c.ID); err != nil || now.State != consent.Asked {
		t.Errorf("%+v %v", now, err)
	}
}

// What ran out is over on the day after, whether or not the program has written it down; then it writes it down once.
func TestRunningOut(t *testing.T) {
	ctx, db := t.Context(), memory(t)
	w := newWorld(t, db)
	c, asked := w.ask(t), w.ask(t)
	if _, err := w.Give(ctx, matti, c.ID, yes()); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Active(ctx, "matti", "cafe", consent.Introduction, "2027-05-23"); err != nil {
		t.Errorf("on the last day: %v", err)
	}
	_, err := w.Active(ctx, "matti", "cafe", consent.Introduction, "2027-05-24")
	wantKind(t, err, marketplace.NotFound)

	w.now = time.Date(2027, 5, 24, 8, 0, 0, 0, time.UTC)
	_, err = w.Held(ctx, aino, c.ID)
	wantKind(t, err, marketplace.NotFound)
	_, err = w.Withdraw(ctx, matti, c.ID)
	wantKind(t, err, marketplace.Conflict)
	_, err = w.Give(ctx, matti, asked.ID, yes())
	wantKind(t, err, marketplace.Conflict)
	for range 2 {
		if err := w.RunOut(ctx); err != nil {
			t.Fatal(err)
		}
	}
	list, err := w.Mine(ctx, matti, marketplace.Page{})
	if err != nil || len(list.Items) != 2 || list.Items[0].State != consent.Lapsed || list.Items[1].State != consent.Expired || list.Items[1].Ended.IsZero() {
		t.Errorf("%+v %v", list.Items, err)
	}
	got := facts(t, db)
	slices.Sort(got)
	if want := []string{"consent.asked", "consent.asked", "consent.expired", "consent.given", "consent.lapsed"}; !slices.Equal(got, want) {
		t.Errorf("facts %v", got)
	}
}

// Foreign receivers, withdrawn and unknown consents look the same from outside.
func TestNoDifferenceForStrangers(t *testing.T) {
	ctx := t.Context()
	w := newWorld(t, memory(t))
	held, back, asked := w.ask(t), w.ask(t), w.ask(t)
	for _, id := range []marketplace.ID{held.ID, back.ID} {
		if _, err := w.Give(ctx, matti, id, yes()); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := w.Withdraw(ctx, matti, back.ID); err != nil {
		t.Fatal(err)
	}
	_, want := w.Held(ctx, aino, "nobody-has-this")
	for name, tc := range map[string]struct {
		who marketplace.Actor
		id  marketplace.ID
	}{"foreign": {rival, held.ID}, "taken back": {aino, back.ID}, "not answered": {aino, asked.ID}} {
		_, err := w.Held(ctx, tc.who, tc.id)
		got, nobody := marketplace.AsError(err), marketplace.AsError(want)
		if got.Kind != nobody.Kind || got.Key != nobody.Key || !cmp.Equal(got.Args, nobody.Args) {
			t.Errorf("%s: %v, for nobody %v", name, err, want)
		}
	}
	_, err := w.Held(ctx, kati, held.ID)
	wantKind(t, err, marketplace.Forbidden)
}

// TestTableOfMoves tries every event in every state and compares the table with the printed one. After a change on
// purpose: SOVITE_WRITE_GOLDEN=1 go test ./marketplace/consent
func TestTableOfMoves(t *testing.T) {
	ctx := t.Context()
	reach := map[consent.State]func(*world, marketplace.ID) error{
		consent.Asked:     func(*world, marketplace.ID) error { return nil },
		consent.Given:     func(w *world, id marketplace.ID) error { _, err := w.Give(ctx, matti, id, yes()); return err },
		consent.Refused:   func(w *world, id marketplace.ID) error { _, err := w.Refuse(ctx, matti, id, yes()); return err },
		consent.Withdrawn: nil, consent.Expired: nil, consent.Lapsed: nil, consent.Fulfilled: nil,
	}
	reach[consent.Withdrawn] = then(reach[consent.Given], func(w *world, id marketplace.ID) error { _, err := w.Withdraw(ctx, matti, id); return err })
	pass := func(w *world, _ marketplace.ID) error { w.now = w.now.AddDate(2, 0, 0); return w.RunOut(ctx) }
	reach[consent.Expired] = then(reach[consent.Given], pass)
	reach[consent.Lapsed] = pass
	fulfil := func(w *world, id marketplace.ID) error {
		return w.Follow(ctx, marketplace.Fact{Type: "introduction.refused", Data: map[string]string{"consent": string(id)}})
	}
	reach[consent.Fulfilled] = then(reach[consent.Given], fulfil)
	do := map[consent.Event]func(*world, marketplace.ID) error{
		consent.Give: reach[consent.Given], consent.Refuse: reach[consent.Refused],
		consent.Withdraw: func(w *world, id marketplace.ID) error { _, err := w.Withdraw(ctx, matti, id); return err },
		consent.Expire:   pass, consent.Lapse: pass, consent.Fulfil: fulfil,
	}
	timely := map[consent.Event]consent.State{consent.Expire: consent.Expired, consent.Lapse: consent.Lapsed, consent.Fulfil: consent.Fulfilled}
	var out strings.Builder
	out.WriteString("# The moves of a consent\n\nPrinted and checked by the tests. Give, refuse and withdraw are the client's own; time brings expire and lapse,\nand the end of the introduction fulfil.\n" +
		"A dash is a move that is refused.\n\n| state |")
	for _, e := range consent.Events() {
		fmt.Fprintf(&out, " %s |", e)
	}
	out.WriteString("\n|---|" + strings.Repeat("---|", len(consent.Events())) + "\n")
	for _, s := range consent.States() {
		fmt.Fprintf(&out, "| %s |", s)
		for _, e := range consent.Events() {
			w := newWorld(t, memory(t))
			c := w.ask(t)
			if err := reach[s](w, c.ID); err != nil {
				t.Fatalf("to %s: %v", s, err)
			}
			err := do[e](w, c.ID)
			after, readErr := w.My(ctx, matti, c.ID)
			if readErr != nil {
				t.Fatal(readErr)
			}
			next, allowed := s.Next(e)
			switch {
			case allowed && (err != nil || after.State != next):
				t.Errorf("%s, %s: %v, state %s", s, e, err, after.State)
			case !allowed && timely[e] == "" && (err == nil || after.State != s):
				t.Errorf("%s, %s went through", s, e)
			case !allowed && timely[e] == after.State && after.State != s:
				t.Errorf("%s, %s went through: %s", s, e, after.State)
			}
			if !allowed {
				next = "–"
			}
			fmt.Fprintf(&out, " %s |", next)
		}
		out.WriteString("\n")
	}
	printtest.Same(t, "testdata/states.md", out.String())
}

func then(first, second func(*world, marketplace.ID) error) func(*world, marketplace.ID) error {
	return func(w *world, id marketplace.ID) error {
		if err := first(w, id); err != nil {
			return err
		}
		return second(w, id)
	}
}

// A crash at every write leaves the consent in a state of the table, and doing it again finishes it.
func TestCrashAtEveryWrite(t *testing.T) {
	ctx := t.Context()
	for _, moment := range []storetest.Moment{storetest.BeforeWrite, storetest.AfterWrite} {
		for k := 1; k <= 4; k++ {
			db := memory(t)
			faulty := storetest.Faulty(db, k, moment)
			w := newWorld(t, faulty)
			c, err := w.Ask(ctx, kati, "matti", request())
			if err == nil {
				_, _ = w.Talk(ctx, matti, c.ID)
				if _, err := w.Give(ctx, matti, c.ID, yes()); err == nil {
					_, _ = w.Withdraw(ctx, matti, c.ID)
				}
			}
			if !faulty.Crashed() {
				t.Fatalf("write %d was not reached", k)
			}
			again := newWorld(t, db)
			again.now = w.now
			list, err := again.Mine(ctx, matti, marketplace.Page{})
			if err != nil || len(list.Items) > 1 {
				t.Fatalf("write %d: %+v %v", k, list.Items, err)
			}
			for _, c := range list.Items {
				if c.State == consent.Asked {
					if c, err = again.Give(ctx, matti, c.ID, yes()); err != nil {
						t.Errorf("write %d: yes again: %v", k, err)
					}
				}
				if c.State == consent.Given {
					if _, err := again.Withdraw(ctx, matti, c.ID); err != nil {
						t.Errorf("write %d: back again: %v", k, err)
					}
				}
				if _, err := again.Held(ctx, aino, c.ID); !marketplace.IsKind(err, marketplace.NotFound) {
					t.Errorf("write %d: still readable: %v", k, err)
				}
			}
		}
	}
}

// Whatever happens in whatever order, a receiver reads exactly what was given last, not taken back and not run out.
func TestReadersFollowTheClient(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		db := memory(t)
		w := newWorld(t, db)
		type known struct {
			id    marketplace.ID
			until marketplace.Date
			state consent.State
		}
		var all []known
		for range rapid.IntRange(1, 25).Draw(r, "steps") {
			switch step := rapid.IntRange(0, 4).Draw(r, "step"); {
			case step == 0 || len(all) == 0:
				q := request()
				q.Until = marketplace.DateOf(w.now.AddDate(0, 0, rapid.IntRange(1, 300).Draw(r, "days")), time.UTC)
				c, err := w.Ask(t.Context(), kati, "matti", q)
				if err != nil {
					r.Fatal(err)
				}
				all = append(all, known{c.ID, c.Until, consent.Asked})
			case step == 1:
				w.now = w.now.AddDate(0, 0, rapid.IntRange(1, 40).Draw(r, "later"))
			case step == 2 && rapid.Bool().Draw(r, "run out"):
				if err := w.RunOut(t.Context()); err != nil {
					r.Fatal(err)
				}
			default:
				k := &all[rapid.IntRange(0, len(all)-1).Draw(r, "which")]
				if rapid.Bool().Draw(r, "yes") {
					if _, err := w.Give(t.Context(), matti, k.id, yes()); err == nil {
						k.state = consent.Given
					}
				} else if _, err := w.Withdraw(t.Context(), matti, k.id); err == nil {
					k.state = consent.Withdrawn
				}
			}
			for _, k := range all {
				_, err := w.Held(t.Context(), aino, k.id)
				want := k.state == consent.Given && w.Today() <= k.until
				if (err == nil) != want {
					r.Fatalf("%+v on %s: readable %v, want %v (%v)", k, w.Today(), err == nil, want, err)
				}
			}
		}
	})
}
