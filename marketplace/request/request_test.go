package request

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/notify/notice"
	"sovite.fi/sovite/marketplace/place"
	"sovite.fi/sovite/marketplace/printtest"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/store/storetest"
	"sovite.fi/sovite/matching"
)

func person(who, org marketplace.ID, roles ...marketplace.Role) marketplace.Actor {
	return marketplace.Actor{Person: who, Org: org, Roles: roles, Lang: "fi"}
}

// The people of the scenarios: the café, where Aino buys and Otso is in charge, asks the paja of Olga and Birgit and the
// verstas of Veikko, but not Kaisa's kolo.
var (
	aino   = person("aino", "cafe", marketplace.RoleEmployer)
	otso   = person("otso", "cafe", marketplace.RoleOwner)
	rival  = person("rival", "bakery", marketplace.RoleEmployer, marketplace.RoleOwner)
	olga   = person("olga", "paja", marketplace.RoleOwner)
	birgit = person("birgit", "paja", marketplace.RoleBilling)
	seppo  = person("seppo", "paja", marketplace.RoleSupervisor)
	veikko = person("veikko", "verstas", marketplace.RoleOwner)
	kaisa  = person("kaisa", "kolo", marketplace.RoleOwner)
	nobody = marketplace.Actor{}
)

func everybody() []marketplace.Actor {
	return []marketplace.Actor{aino, otso, rival, olga, birgit, seppo, veikko, kaisa}
}

type world struct {
	*Service
	db    store.Store
	now   time.Time
	left  bool // a quote is left to decide about
	boxes map[marketplace.ID][]string
}

func newWorld(t testing.TB) *world {
	t.Helper()
	scale, err := matching.LoadScale()
	ok(t, err)
	places, err := place.Load()
	ok(t, err)
	w := &world{db: storetest.Memory(t, Schemas()...), now: time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC), boxes: map[marketplace.ID][]string{}}
	n := 0
	w.Service = New(Deps{
		Store: w.db, Clock: func() time.Time { return w.now }, IDs: func() marketplace.ID { n++; return marketplace.ID(fmt.Sprintf("id-%04d", n)) },
		Places: places, Scale: scale, Trade: func(key string) bool { return key == "packing" }, Teller: Teller{w, w},
	})
	return w
}

// PublicOrganisation plays account.
func (w *world) PublicOrganisation(_ context.Context, id marketplace.ID) (account.PublicOrganisation, error) {
	kind := account.KindOrganiser
	switch id {
	case "cafe", "bakery":
		kind = account.KindEmployer
	case "nowhere":
		return account.PublicOrganisation{}, notFound()
	}
	return account.PublicOrganisation{ID: id, Kinds: []account.Kind{kind}}, nil
}

// Members plays account.
func (w *world) Members(_ context.Context, actor marketplace.Actor, _ marketplace.Page) (marketplace.List[account.Member], error) {
	var out marketplace.List[account.Member]
	for _, a := range everybody() {
		if a.Org == actor.Org {
			out.Items = append(out.Items, account.Member{Person: a.Person, Roles: a.Roles})
		}
	}
	return out, nil
}

// Post plays notice.
func (w *world) Post(_ context.Context, who marketplace.ID, n notice.Notice) error {
	w.boxes[who] = append(w.boxes[who], strings.TrimPrefix(n.Kind, "request.")+" "+n.Path)
	return nil
}

// carry tells about every fact and returns who was told what.
func (w *world) carry(t testing.TB) map[marketplace.ID][]string {
	t.Helper()
	parcels, err := w.db.Pending(t.Context(), 100)
	ok(t, err)
	for _, p := range parcels {
		for _, f := range p.Facts {
			if slices.Contains(Told(), f.Type) {
				ok(t, w.Tell(t.Context(), f))
			}
			ok(t, w.db.Settle(t.Context(), p.Collection, p.ID, []marketplace.ID{f.ID}))
		}
	}
	out := w.boxes
	w.boxes = map[marketplace.ID][]string{}
	return out
}

func (w *world) stored(t testing.TB) Entry {
	t.Helper()
	e, err := w.all.Get(t.Context(), "r")
	ok(t, err)
	return e
}

func (w *world) brief() Brief {
	return Brief{
		Title: " Joulu  paketit ", Work: "Lahjapaketteja pakataan.", Trades: []string{"packing"}, Postal: "20100", Address: "Linnankatu 1",
		Need:    Need{First: "2026-11-30", Last: "2027-01-29", Weekdays: []string{"tue", "mon", "tue"}, From: 480, To: 720, People: 4},
		Directs: NotSure, Hazards: matching.Chosen("dust"), Reference: "PO-1", Deadline: marketplace.At(w.now.Add(48 * time.Hour)),
	}
}

func (w *world) draft(t testing.TB) {
	t.Helper()
	_, err := w.CreateOnce(t.Context(), aino, "r", w.brief())
	ok(t, err)
}

func (w *world) open(t testing.TB) {
	t.Helper()
	w.draft(t)
	_, err := w.Send(t.Context(), aino, "r", 1, []marketplace.ID{"paja", "verstas"})
	ok(t, err)
}

func ok(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func wantError(t testing.TB, err error, kind marketplace.Kind, key string) {
	t.Helper()
	if !marketplace.IsKind(err, kind) || marketplace.AsError(err).Key != key {
		t.Fatalf("got %v, want %s", err, key)
	}
}

func asJSON(v any) string {
	raw, err := json.Marshal(v)
	if err != nil {
		return err.Error()
	}
	return string(raw)
}

var chosen = Award{Quote: "q", Organiser: "paja", Version: 1, Total: 100}

// does is every event as it is really brought about.
func does(ctx context.Context) map[Event]func(*world) error {
	return map[Event]func(*world) error{
		Send: func(w *world) error {
			e, err := w.Get(ctx, aino, "r")
			if err == nil {
				_, err = w.Send(ctx, aino, "r", e.Rev, []marketplace.ID{"paja", "verstas"})
			}
			return err
		},
		Choose: func(w *world) error {
			return w.Choose(ctx, aino, "r", Award{Quote: "another", Organiser: "verstas", Version: 1})
		},
		Reopen: func(w *world) error {
			_, err := w.Reopen(ctx, aino, "r", Award{Number: 1})
			return err
		},
		Finish: func(w *world) error {
			_, err := w.Finish(ctx, aino, "r", Award{Number: 1})
			return err
		},
		Withdraw: func(w *world) error { _, err := w.Withdraw(ctx, aino, "r"); return err },
		Lapse:    func(w *world) error { w.now = w.now.Add(40 * 24 * time.Hour); return w.work(ctx) },
	}
}

func (w *world) work(ctx context.Context) error {
	return w.Work(ctx, func(context.Context, marketplace.ID) (bool, error) { return w.left, nil })
}

// reach are the events that lead to a state from a draft.
func reach() map[State][]Event {
	return map[State][]Event{
		Draft: nil, Open: {Send}, Awarding: {Send, Choose}, Awarded: {Send, Choose, Finish}, Withdrawn: {Send, Withdraw}, Lapsed: {Send, Lapse},
	}
}

// TestTableOfMoves tries every event in every state and compares the table with the printed one. After a change on purpose:
// SOVITE_WRITE_GOLDEN=1 go test ./marketplace/request
func TestTableOfMoves(t *testing.T) {
	by := map[Event]string{Send: "buyer", Choose: "buyer", Reopen: "follows from the quote", Finish: "follows from the quote", Withdraw: "buyer", Lapse: "time"}
	printtest.Same(t, "testdata/states.md", printtest.Moves[State, Event]{
		Title: "The moves of a request",
		About: "Printed and checked by the tests. Below each move stands whose it is. A dash is a move that is refused, or that changes\n" +
			"nothing when it follows from something else.",
		States: States(), Events: Events(), By: func(e Event) string { return by[e] },
		Try: func(s State, e Event) string { return tryMove(t, s, e) },
	}.Print())
}

func tryMove(t *testing.T, s State, e Event) string {
	ctx, w := t.Context(), newWorld(t)
	do := does(ctx)
	w.draft(t)
	for _, step := range reach()[s] {
		if step == Choose {
			ok(t, w.Choose(ctx, aino, "r", chosen))
			continue
		}
		ok(t, do[step](w))
	}
	was := w.stored(t)
	if was.Value.State != s {
		t.Fatalf("on the way to %s: %s", s, was.Value.State)
	}
	err := do[e](w)
	is := w.stored(t)
	next, can := s.Next(e)
	quiet := e == Reopen || e == Finish || e == Lapse
	switch {
	case can && (err != nil || is.Value.State != next || is.Value.Live != next.Live()):
		t.Errorf("%s, %s: %v, state %s", s, e, err, is.Value.State)
	case !can && (is.Rev != was.Rev || err == nil && !quiet):
		t.Errorf("%s, %s went through: %v, %s", s, e, err, is.Value.State)
	}
	if !can {
		return "–"
	}
	return string(next)
}

// A draft is kept as it is filled in and sent only when it is complete; doing it again changes nothing.
func TestFillingIn(t *testing.T) {
	ctx, w := t.Context(), newWorld(t)
	e, err := w.CreateOnce(ctx, aino, "r", Brief{Title: "Joulupaketit"})
	ok(t, err)
	again, err := w.CreateOnce(ctx, aino, "r", Brief{Title: "Muuta"})
	if err != nil || again.Value.Brief.Title != "Joulupaketit" {
		t.Errorf("created twice: %+v, %v", again, err)
	}
	_, err = w.CreateOnce(ctx, rival, "r", Brief{Title: "Muuta"})
	wantError(t, err, marketplace.NotFound, "error.not_found")
	_, err = w.Send(ctx, aino, "r", e.Rev, []marketplace.ID{"paja"})
	if got := fieldsOf(err); !slices.Equal(got, []string{"work", "trades", "postal", "directs", "need.first", "need.last", "need.weekdays", "need.people", "need.to", "deadline"}) {
		t.Errorf("missing: %v", got)
	}
	_, err = w.Change(ctx, aino, "r", 9, w.brief())
	wantError(t, err, marketplace.Stale, "error.stale")
	e, err = w.Change(ctx, aino, "r", e.Rev, w.brief())
	ok(t, err)
	if b := e.Value.Brief; b.Title != "Joulu paketit" || !slices.Equal(b.Need.Weekdays, []string{"mon", "tue"}) || b.Directs != NotSure {
		t.Errorf("stored as %+v", b)
	}
	for name, tt := range map[string]struct {
		change func(*Brief)
		want   []string
	}{
		"trade":     {func(b *Brief) { b.Trades = []string{"juggling"} }, []string{"trades[0]"}},
		"postal":    {func(b *Brief) { b.Postal = "99" }, []string{"postal"}},
		"hazard":    {func(b *Brief) { b.Hazards = matching.Chosen("lava") }, []string{"hazards.values[0]"}},
		"directs":   {func(b *Brief) { b.Directs = "nobody" }, []string{"directs"}},
		"weekday":   {func(b *Brief) { b.Need.Weekdays = []string{"someday"} }, []string{"need.weekdays[0]"}},
		"order":     {func(b *Brief) { b.Need.Last = "2026-11-29" }, []string{"need.last"}},
		"minutes":   {func(b *Brief) { b.Need.From = 481 }, []string{"need.from"}},
		"too many":  {func(b *Brief) { b.Need.People = 201 }, []string{"need.people"}},
		"long text": {func(b *Brief) { b.Work = strings.Repeat("ä", maxWork+1) }, []string{"work"}},
	} {
		b := w.brief()
		tt.change(&b)
		if _, err := w.Change(ctx, aino, "r", e.Rev, b); !slices.Equal(fieldsOf(err), tt.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, tt := range map[string]struct {
		whom []marketplace.ID
		want []string
	}{
		"nobody": {nil, []string{"organisers"}}, "itself": {[]marketplace.ID{"cafe"}, []string{"organisers[0]"}}, "a buyer": {[]marketplace.ID{"paja", "bakery"}, []string{"organisers[1]"}},
		"nowhere": {[]marketplace.ID{"nowhere"}, []string{"organisers[0]"}},
	} {
		if _, err := w.Send(ctx, aino, "r", e.Rev, tt.whom); !slices.Equal(fieldsOf(err), tt.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	late := w.brief()
	late.Deadline = marketplace.At(w.now)
	e, err = w.Change(ctx, aino, "r", e.Rev, late)
	ok(t, err)
	if _, err := w.Send(ctx, aino, "r", e.Rev, []marketplace.ID{"paja"}); !slices.Equal(fieldsOf(err), []string{"deadline"}) {
		t.Errorf("a deadline that has passed: %v", err)
	}
}

func fieldsOf(err error) []string {
	out := []string{}
	if err == nil {
		return out
	}
	for _, f := range marketplace.AsError(err).Fields {
		out = append(out, f.Field)
	}
	return out
}

// Organisers see the request, their own invitation, and what was asked and answered; never each other.
func TestWhatOrganisersSee(t *testing.T) {
	ctx, w := t.Context(), newWorld(t)
	w.open(t)
	told := w.carry(t)
	if diff := cmp.Diff(map[marketplace.ID][]string{"olga": {"invited /asked/r"}, "birgit": {"invited /asked/r"}, "veikko": {"invited /asked/r"}}, told); diff != "" {
		t.Errorf("told:\n%s", diff)
	}
	for who, kind := range map[*marketplace.Actor]marketplace.Kind{&kaisa: marketplace.NotFound, &rival: marketplace.NotFound, &seppo: marketplace.Forbidden, &nobody: marketplace.Unauthenticated} {
		if _, err := w.Read(ctx, *who, "r"); !marketplace.IsKind(err, kind) {
			t.Errorf("%s: %v", who.Person, err)
		}
		if _, err := w.Ask(ctx, *who, "r", "q", "Onko hissi?"); !marketplace.IsKind(err, kind) {
			t.Errorf("%s: %v", who.Person, err)
		}
		if _, err := w.Get(ctx, *who, "r"); err == nil {
			t.Errorf("%s reads as the buyer", who.Person)
		}
	}
	_, err := w.Read(ctx, birgit, "r")
	ok(t, err)
	rev := w.stored(t).Rev
	_, err = w.Read(ctx, olga, "r")
	ok(t, err)
	if w.stored(t).Rev != rev {
		t.Error("seen twice")
	}
	_, err = w.Ask(ctx, olga, "r", "q1", "Onko hissi?")
	ok(t, err)
	_, err = w.Ask(ctx, olga, "r", "q1", "Onko hissi?")
	ok(t, err)
	_, err = w.Ask(ctx, veikko, "r", "q1", "Muu")
	wantError(t, err, marketplace.Conflict, "request.question_taken")
	_, err = w.Answer(ctx, otso, "r", "q1", "On.")
	ok(t, err)
	_, err = w.Answer(ctx, otso, "r", "q9", "On.")
	wantError(t, err, marketplace.NotFound, "error.not_found")
	if diff := cmp.Diff(map[marketplace.ID][]string{"aino": {"question_asked /requests/r"}, "olga": {"answered /asked/r"}, "birgit": {"answered /asked/r"}, "veikko": {"answered /asked/r"}}, w.carry(t)); diff != "" {
		t.Errorf("told:\n%s", diff)
	}
	seen, err := w.Read(ctx, veikko, "r")
	ok(t, err)
	if qs := seen.Questions; len(qs) != 1 || qs[0].Own || qs[0].Answer != "On." {
		t.Errorf("questions: %+v", qs)
	}
	for _, secret := range []string{"paja", "olga", "aino", "otso"} {
		if strings.Contains(asJSON(seen), secret) {
			t.Errorf("veikko sees %s in %s", secret, asJSON(seen))
		}
	}
	ok(t, w.Choose(ctx, aino, "r", chosen))
	if seen, err = w.Read(ctx, veikko, "r"); err != nil || seen.State != Open || strings.Contains(asJSON(seen), "paja") {
		t.Errorf("veikko sees that another is being chosen: %s, %v", asJSON(seen), err)
	}
}

// Who passes says why, once, and is told no more; what was asked of more organisers later is asked of them alone.
func TestPassingAndInvitingMore(t *testing.T) {
	ctx, w := t.Context(), newWorld(t)
	w.open(t)
	w.carry(t)
	for reason, want := range map[PassReason]string{"": "reason", "because": "reason", PassOther: "note"} {
		if _, err := w.Pass(ctx, veikko, "r", reason, " "); !slices.Equal(fieldsOf(err), []string{want}) {
			t.Errorf("%q: %v", reason, err)
		}
	}
	for range 2 {
		a, err := w.Pass(ctx, veikko, "r", TooFar, "")
		if err != nil || a.Invitation.Reason != TooFar {
			t.Fatalf("%+v, %v", a, err)
		}
	}
	_, err := w.Invite(ctx, aino, "r", []marketplace.ID{"paja", "kolo"})
	ok(t, err)
	if diff := cmp.Diff(map[marketplace.ID][]string{"aino": {"passed /requests/r"}, "kaisa": {"invited /asked/r"}}, w.carry(t)); diff != "" {
		t.Errorf("told:\n%s", diff)
	}
	ok(t, w.Quoted(ctx, "r", "kolo"))
	ok(t, w.Quoted(ctx, "r", "kolo"))
	w.now = w.now.Add(25 * time.Hour)
	ok(t, w.work(ctx))
	ok(t, w.work(ctx))
	if diff := cmp.Diff(map[marketplace.ID][]string{"olga": {"reminded /asked/r"}, "birgit": {"reminded /asked/r"}}, w.carry(t)); diff != "" {
		t.Errorf("only who has not answered is reminded, once:\n%s", diff)
	}
	w.now, w.left = w.now.Add(24*time.Hour), true
	ok(t, w.work(ctx))
	if r := w.stored(t).Value; r.State != Open || !r.Watched {
		t.Errorf("there is a quote to decide about: %+v", r)
	}
	_, err = w.Invite(ctx, aino, "r", []marketplace.ID{"toimi"})
	wantError(t, err, marketplace.Conflict, "request.too_late")
	w.now, w.left = w.now.Add(24*time.Hour), false
	ok(t, w.work(ctx))
	if diff := cmp.Diff(map[marketplace.ID][]string{"aino": {"lapsed /requests/r"}}, w.carry(t)); diff != "" || w.stored(t).Value.State != Lapsed {
		t.Errorf("nothing is left to decide about: %s", diff)
	}
}

// Two choose at once: one is written down, the other is refused; what was chosen is concluded once.
func TestOneWinner(t *testing.T) {
	ctx, w := t.Context(), newWorld(t)
	w.open(t)
	ok(t, w.Choose(ctx, aino, "r", chosen))
	ok(t, w.Choose(ctx, otso, "r", chosen))
	other := chosen
	other.Quote = "q2"
	wantError(t, w.Choose(ctx, otso, "r", other), marketplace.Conflict, "request.state.awarding")
	wantError(t, w.Choose(ctx, rival, "r", other), marketplace.NotFound, "error.not_found")
	r, err := w.Reopen(ctx, aino, "r", *w.stored(t).Value.Award)
	if err != nil || r.State != Open || r.Award != nil {
		t.Fatalf("%+v, %v", r, err)
	}
	ok(t, w.Choose(ctx, otso, "r", other))
	if r, err = w.Finish(ctx, aino, "r", Award{Number: 1}); err != nil || r.State != Awarding {
		t.Errorf("an award that is over was finished: %+v, %v", r, err)
	}
	if r, err = w.Finish(ctx, aino, "r", *r.Award); err != nil || r.State != Awarded || r.Award.By != "otso" || r.Award.Number != 2 {
		t.Errorf("%+v, %v", r, err)
	}
}

func TestLimits(t *testing.T) {
	most := money.Cents(100)
	l := Limits{Most: &most, People: map[marketplace.ID]money.Cents{"aino": 500}}
	if got, limited := l.For("aino"); got != 500 || !limited {
		t.Errorf("an own limit: %d, %t", got, limited)
	}
	if got, limited := l.For("olli"); got != 100 || !limited {
		t.Errorf("everybody's: %d, %t", got, limited)
	}
	if _, limited := (Limits{}).For("olli"); limited {
		t.Error("none was set")
	}
}
