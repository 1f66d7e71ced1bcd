package network_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/consent"
	"sovite.fi/sovite/marketplace/consent/door"
	"sovite.fi/sovite/marketplace/network"
	"sovite.fi/sovite/marketplace/printtest"
	"sovite.fi/sovite/marketplace/profile"
	"sovite.fi/sovite/marketplace/store/storetest"
	"sovite.fi/sovite/matching"
)

// From a name in a list to a view, and back to nothing at once.
func TestFromTheListToAViewAndBack(t *testing.T) {
	ctx, w := t.Context(), newWorld(t, memory(t))
	id := w.add(t)
	if m, err := w.Get(ctx, kati, "matti", id); err != nil || m.State != network.Listed || m.Name != "Sirpa Sisko" || len(m.Parts) > 0 {
		t.Fatalf("%+v %v", m, err)
	}
	_, err := w.Invite(ctx, kati, "matti", id)
	wantKind(t, err, marketplace.Conflict)
	asked := w.ask(t, id, consent.Workdays, consent.NextStep)
	_, err = w.Invite(ctx, kati, "matti", id)
	wantKind(t, err, marketplace.Conflict)
	if _, err := w.consents.Refuse(ctx, matti, asked[1], consent.Answer{Present: "alone"}); err != nil {
		t.Fatal(err)
	}
	preview, err := w.Preview(ctx, matti, asked[0])
	if err != nil {
		t.Fatal(err)
	}
	if err := w.yes(asked[0]); err != nil {
		t.Fatal(err)
	}
	token, err := w.Invite(ctx, kati, "matti", id)
	if err != nil {
		t.Fatal(err)
	}
	visit, err := w.doors.Enter(ctx, token, pin)
	if err != nil || visit.Lang != "sv" || visit.Role != marketplace.RoleSupporter {
		t.Fatalf("%+v %v", visit, err)
	}
	me, err := w.doors.ActorFor(ctx, id, visit.Round)
	if err != nil || !me.IsSupporter() || me.Org != "turku" {
		t.Fatalf("%+v %v", me, err)
	}
	seen, err := w.View(ctx, me)
	want := network.View{Fields: []consent.Field{consent.Workdays}, Work: []network.Work{{Place: "Kahvila Kaneli", Days: 3, DayStart: 480, DayEnd: 720, Start: "2026-11-02"}}}
	if err != nil || !cmp.Equal(seen.View, want) || !cmp.Equal(preview, want) || seen.Until != "2027-05-23" {
		t.Errorf("seen %+v, shown before %+v: %v", seen, preview, err)
	}
	if _, err := w.consents.Withdraw(ctx, matti, asked[0]); err != nil {
		t.Fatal(err)
	}
	_, err = w.View(ctx, me)
	wantKind(t, err, marketplace.Unauthenticated)
	_, err = w.doors.ActorFor(ctx, id, visit.Round)
	wantKind(t, err, marketplace.Unauthenticated)
	_, err = w.doors.Enter(ctx, token, pin)
	wantKind(t, err, marketplace.NotFound)
}

// Every read by a supporter is written down under each consent that it rests on, and a coach's read as well.
func TestEveryReadIsWrittenDown(t *testing.T) {
	ctx, w := t.Context(), newWorld(t, memory(t))
	id := w.add(t)
	asked, _ := w.open(t, id, consent.Goal, consent.Meetings)
	under := func() []marketplace.ID {
		list, err := w.reads.Of(ctx, matti, "clients/matti", marketplace.Page{})
		if err != nil {
			t.Fatal(err)
		}
		var out []marketplace.ID
		for _, r := range list.Items {
			if r.Purpose == network.PurposeView && r.Person != id || r.Purpose == network.Purpose && r.Person != "kati" {
				t.Errorf("%+v", r)
			}
			out = append(out, r.Under)
		}
		return out
	}
	if got := under(); len(got) != 0 {
		t.Errorf("before anybody read: %v", got)
	}
	for n := 1; n <= 2; n++ {
		if _, err := w.View(ctx, supporter(id)); err != nil {
			t.Fatal(err)
		}
		got := under()
		if len(got) != 2*n || !slices.Contains(got, asked[0]) || !slices.Contains(got, asked[1]) {
			t.Errorf("after read %d: %v", n, got)
		}
	}
	if _, err := w.Of(ctx, kati, "matti"); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Get(ctx, kati, "matti", id); err != nil || len(under()) != 6 {
		t.Errorf("%v %v", under(), err)
	}
	for _, mine := range []func() error{
		func() error { _, err := w.Mine(ctx, matti); return err },
		func() error { _, err := w.My(ctx, matti, id); return err },
		func() error { _, err := w.MyView(ctx, matti, id); return err },
		func() error { _, err := w.Preview(ctx, matti, asked[0]); return err },
	} {
		if err := mine(); err != nil || len(under()) != 6 {
			t.Errorf("a client's own look: %v, %d reads", err, len(under()))
		}
	}
}

// What cannot be written down is not shown.
func TestNoReadWithoutARecord(t *testing.T) {
	db := memory(t)
	w := newWorld(t, db)
	id := w.add(t)
	w.open(t, id, consent.Goal)
	broken := newWorld(t, storetest.Faulty(db, 1, storetest.BeforeWrite))
	broken.now = w.now
	if seen, err := broken.View(t.Context(), supporter(id)); err == nil || len(seen.View.Lines) > 0 {
		t.Errorf("%+v %v", seen, err)
	}
}

// A profile's field stays as the client saw it; what is live is told as it stands.
func TestTheClientsPreviewIsWhatIsSeen(t *testing.T) {
	ctx, w := t.Context(), newWorld(t, memory(t))
	id := w.add(t)
	asked := w.ask(t, id, consent.NetworkFields()...)
	var shown []network.View
	for _, c := range asked {
		v, err := w.Preview(ctx, matti, c)
		if err != nil || len(v.Fields) != 1 {
			t.Fatalf("%+v %v", v, err)
		}
		shown = append(shown, v)
		if err := w.yes(c); err != nil {
			t.Fatal(err)
		}
	}
	seen, err := w.View(ctx, supporter(id))
	if err != nil {
		t.Fatal(err)
	}
	mine, err := w.MyView(ctx, matti, id)
	if err != nil || !cmp.Equal(mine, seen.View) {
		t.Errorf("the client is shown %+v, the supporter %+v: %v", mine, seen.View, err)
	}
	sum := network.View{}
	for _, v := range shown {
		sum.Fields, sum.Lines = append(sum.Fields, v.Fields...), append(sum.Lines, v.Lines...)
		sum.Meetings, sum.Work = append(sum.Meetings, v.Meetings...), append(sum.Work, v.Work...)
		if v.Next != nil {
			sum.Next = v.Next
		}
	}
	if diff := cmp.Diff(sum, seen.View); diff != "" {
		t.Errorf("the previews together are not what is seen:\n%s", diff)
	}
	w.versions = append(w.versions, profile.Content{Goal: profile.Goal{Text: "Uusi"}, Adaptations: matching.Chosen("lifting_aid")})
	w.course.Next.Text = "Käy kahvilassa"
	later, err := w.View(ctx, supporter(id))
	if err != nil || !cmp.Equal(later.View.Lines, seen.View.Lines) || later.View.Next.Text != "Käy kahvilassa" {
		t.Errorf("later %+v: %v", later.View, err)
	}
}

// Nobody but the coach writes and asks, nobody but the client and the coach ends, nobody but the supporter reads the view; a
// colleague, another client and another supporter find nothing.
func TestWhoMay(t *testing.T) {
	ctx, w := t.Context(), newWorld(t, memory(t))
	id, other := w.add(t), w.add(t)
	asked, _ := w.open(t, id, consent.Goal)
	verbs := map[string]func(marketplace.Actor) error{
		"add":    func(a marketplace.Actor) error { _, err := w.Add(ctx, a, "matti", sister()); return err },
		"change": func(a marketplace.Actor) error { _, err := w.Change(ctx, a, "matti", id, sister()); return err },
		"ask": func(a marketplace.Actor) error {
			_, err := w.Ask(ctx, a, "matti", id, network.Questions{Fields: []consent.Field{consent.Meetings}})
			return err
		},
		"invite": func(a marketplace.Actor) error { _, err := w.Invite(ctx, a, "matti", id); return err },
		"door":   func(a marketplace.Actor) error { _, err := w.Door(ctx, a, "matti", id); return err },
		"close":  func(a marketplace.Actor) error { return w.CloseDoor(ctx, a, "matti", id) },
		"list":   func(a marketplace.Actor) error { _, err := w.Of(ctx, a, "matti"); return err },
		"get":    func(a marketplace.Actor) error { _, err := w.Get(ctx, a, "matti", id); return err },
		"end":    func(a marketplace.Actor) error { _, err := w.End(ctx, a, "matti", id); return err },
	}
	mine := map[string]func(marketplace.Actor) error{
		"mine":    func(a marketplace.Actor) error { _, err := w.Mine(ctx, a); return err },
		"my":      func(a marketplace.Actor) error { _, err := w.My(ctx, a, id); return err },
		"my view": func(a marketplace.Actor) error { _, err := w.MyView(ctx, a, id); return err },
		"preview": func(a marketplace.Actor) error { _, err := w.Preview(ctx, a, asked[0]); return err },
	}
	view := func(a marketplace.Actor) error { _, err := w.View(ctx, a); return err }
	for name, verb := range verbs {
		wantKind(t, verb(kalle), marketplace.NotFound)
		for _, a := range []marketplace.Actor{oona, aino, supporter(id), supporter(other)} {
			wantKind(t, verb(a), marketplace.Forbidden)
		}
		if name != "end" {
			wantKind(t, verb(matti), marketplace.Forbidden)
		}
		wantKind(t, verb(marketplace.Actor{}), marketplace.Unauthenticated)
	}
	wantKind(t, verbs["end"](minna), marketplace.NotFound)
	for name, verb := range mine {
		for _, a := range []marketplace.Actor{kati, oona, system, supporter(id)} {
			wantKind(t, verb(a), marketplace.Forbidden)
		}
		if name != "mine" {
			wantKind(t, verb(minna), marketplace.NotFound)
		}
	}
	for _, a := range []marketplace.Actor{kati, oona, matti, minna, system, {}} {
		wantKind(t, view(a), marketplace.Forbidden)
	}
	wantKind(t, view(supporter(other)), marketplace.Unauthenticated)
	wantKind(t, view(supporter("nobody")), marketplace.NotFound)
	_, err := w.Get(ctx, kati, "minna", id)
	wantKind(t, err, marketplace.NotFound)
	if err := view(supporter(id)); err != nil {
		t.Errorf("after all that: %v", err)
	}
}

func TestDetailsThatAreWrong(t *testing.T) {
	w := newWorld(t, memory(t))
	for field, change := range map[string]func(*network.Details){
		"name": func(d *network.Details) { d.Name = " " }, "relation": func(d *network.Details) { d.Relation = "neighbour's dog" },
		"reached": func(d *network.Details) { d.Reached = strings.Repeat("0", 201) }, "lang": func(d *network.Details) { d.Lang = "selko" },
	} {
		d := sister()
		change(&d)
		_, err := w.Add(t.Context(), kati, "matti", d)
		if e := marketplace.AsError(err); e.Kind != marketplace.Invalid || len(e.Fields) != 1 || e.Fields[0].Field != field {
			t.Errorf("%s: %v", field, err)
		}
	}
	id := w.add(t)
	for _, fields := range [][]consent.Field{nil, {"notes"}, {consent.FullName}, {consent.Contact}, {"abilities"}} {
		_, err := w.Ask(t.Context(), kati, "matti", id, network.Questions{Fields: fields})
		wantKind(t, err, marketplace.Invalid)
	}
	for n := 2; n < 50; n++ {
		w.add(t)
	}
	w.add(t)
	_, err := w.Add(t.Context(), kati, "matti", sister())
	wantKind(t, err, marketplace.Conflict)
}

// A member who left takes the open questions and the yeses along; the client cannot say yes to them any more.
func TestEndTakesEverythingAlong(t *testing.T) {
	for name, by := range map[string]marketplace.Actor{"client": matti, "coach": kati} {
		ctx, w := t.Context(), newWorld(t, memory(t))
		id := w.add(t)
		_, visit := w.open(t, id, consent.Goal)
		waiting := w.ask(t, id, consent.Meetings)[0]
		if m, err := w.End(ctx, by, "matti", id); err != nil || m.State != network.Ended || m.EndedBy != by.Person {
			t.Fatalf("%s: %+v %v", name, m, err)
		}
		_, err := w.doors.ActorFor(ctx, id, visit.Round)
		wantKind(t, err, marketplace.Unauthenticated)
		wantKind(t, w.yes(waiting), marketplace.Conflict)
		for range 2 {
			if err := w.follow(t, "supporter.ended", id); err != nil {
				t.Fatal(err)
			}
		}
		list, err := w.consents.Mine(ctx, matti, marketplace.Page{})
		if err != nil || list.Items[0].State != consent.Lapsed || list.Items[1].State != consent.Fulfilled || list.Items[1].Ended.IsZero() {
			t.Errorf("%s: %+v %v", name, list.Items, err)
		}
		if d, err := w.Door(ctx, kati, "matti", id); err != nil || d.State != door.Closed {
			t.Errorf("%s: %+v %v", name, d, err)
		}
		if _, err := w.End(ctx, by, "matti", id); err != nil {
			t.Errorf("%s again: %v", name, err)
		}
		_, err = w.Change(ctx, kati, "matti", id, sister())
		wantKind(t, err, marketplace.Conflict)
	}
}

// follow does what follows from a fact about a supporter.
func (w *world) follow(t testing.TB, typ string, id marketplace.ID) error {
	t.Helper()
	f := marketplace.Fact{Type: typ, Data: map[string]string{"client": "matti", "supporter": string(id), "receiver": string(id), "purpose": string(consent.Network)}}
	if slices.Contains(consent.Follows(), typ) {
		if err := w.consents.Follow(t.Context(), f); err != nil {
			return err
		}
	}
	if slices.Contains(network.Follows(), typ) {
		return w.Follow(t.Context(), f)
	}
	return nil
}

// A link of before a withdrawal does not come to life again with a later yes.
func TestALaterYesNeedsANewLink(t *testing.T) {
	ctx, w := t.Context(), newWorld(t, memory(t))
	id := w.add(t)
	asked, visit := w.open(t, id, consent.Goal, consent.Meetings)
	for i, c := range asked {
		if _, err := w.consents.Withdraw(ctx, matti, c); err != nil {
			t.Fatal(err)
		}
		if err := w.follow(t, "consent.withdrawn", id); err != nil {
			t.Fatal(err)
		}
		_, err := w.doors.ActorFor(ctx, id, visit.Round)
		if i == 0 && err != nil {
			t.Errorf("with one part left: %v", err)
		}
		if i == 1 {
			wantKind(t, err, marketplace.Unauthenticated)
		}
	}
	if err := w.yes(w.ask(t, id, consent.Goal)[0]); err != nil {
		t.Fatal(err)
	}
	_, err := w.doors.ActorFor(ctx, id, visit.Round)
	wantKind(t, err, marketplace.Unauthenticated)
	if d, err := w.Door(ctx, kati, "matti", id); err != nil || d.State != door.Closed {
		t.Errorf("%+v %v", d, err)
	}
	other := marketplace.Fact{Type: "consent.withdrawn", Data: map[string]string{"receiver": "cafe", "purpose": "introduction"}}
	if err := w.Follow(ctx, other); err != nil {
		t.Errorf("a fact about an employer: %v", err)
	}
}

// TestTableOfMoves tries every event in every state and compares the table with the printed one. After a change on purpose:
// SOVITE_WRITE_GOLDEN=1 go test ./marketplace/network
func TestTableOfMoves(t *testing.T) {
	ctx := t.Context()
	type one struct {
		*world
		id marketplace.ID
	}
	newest := func(o one) marketplace.ID {
		list, err := o.consents.Mine(ctx, matti, marketplace.Page{Limit: 1})
		if err != nil || len(list.Items) == 0 {
			return "none"
		}
		return list.Items[0].ID
	}
	do := map[network.Event]func(one) error{
		network.Change: func(o one) error {
			d := sister()
			d.Reached = fmt.Sprint("040 ", o.now.Unix())
			_, err := o.Change(ctx, kati, "matti", o.id, d)
			return err
		},
		network.Ask: func(o one) error {
			_, err := o.Ask(ctx, kati, "matti", o.id, network.Questions{Fields: []consent.Field{consent.Goal}})
			return err
		},
		network.Give: func(o one) error { return o.yes(newest(o)) },
		network.Refuse: func(o one) error {
			_, err := o.consents.Refuse(ctx, matti, newest(o), consent.Answer{Present: "alone"})
			return err
		},
		network.Invite:   func(o one) error { _, err := o.Invite(ctx, kati, "matti", o.id); return err },
		network.Read:     func(o one) error { _, err := o.View(ctx, supporter(o.id)); return err },
		network.Withdraw: func(o one) error { _, err := o.consents.Withdraw(ctx, matti, newest(o)); return err },
		network.Expire:   func(o one) error { o.now = o.now.AddDate(1, 1, 0); return nil },
		network.End:      func(o one) error { _, err := o.End(ctx, matti, "matti", o.id); return err },
	}
	reach := map[network.State][]network.Event{
		network.Listed: nil, network.Asked: {network.Ask}, network.Open: {network.Ask, network.Give}, network.Ended: {network.Ask, network.Give, network.End},
	}
	var out strings.Builder
	out.WriteString("# How it stands with a member of a client's network\n\nPrinted and checked by the tests, with one part. Change, ask and invite are the coach's; give, refuse and withdraw the\n" +
		"client's own; end is either's; read is the supporter's; time brings expire. A dash is an event that is refused, or changes nothing.\n\n| state |")
	for _, e := range network.Events() {
		fmt.Fprintf(&out, " %s |", e)
	}
	out.WriteString("\n|---|" + strings.Repeat("---|", len(network.Events())) + "\n")
	for _, s := range network.States() {
		fmt.Fprintf(&out, "| %s |", s)
		for _, e := range network.Events() {
			w := newWorld(t, memory(t))
			o := one{w, w.add(t)}
			for _, before := range reach[s] {
				if err := do[before](o); err != nil {
					t.Fatalf("to %s: %s: %v", s, before, err)
				}
			}
			err := do[e](o)
			m, readErr := o.My(ctx, matti, o.id)
			if readErr != nil {
				t.Fatal(readErr)
			}
			next, allowed := s.Next(e)
			quiet := e == network.Expire || e == network.End || e == network.Withdraw // doing it where nothing is left to do is no mistake
			switch {
			case allowed && (err != nil || m.State != next):
				t.Errorf("%s, %s: %v, state %s, want %s", s, e, err, m.State, next)
			case !allowed && (err == nil && !quiet || m.State != s):
				t.Errorf("%s, %s went through: state %s, %v", s, e, m.State, err)
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

// A crash at every write: whatever was cut off, nothing is shown without a yes, doing it again finishes it, and after the end
// nothing is shown.
func TestCrashAtEveryWrite(t *testing.T) {
	ctx := t.Context()
	for _, moment := range []storetest.Moment{storetest.BeforeWrite, storetest.AfterWrite} {
		for k := 1; ; k++ {
			db := memory(t)
			faulty := storetest.Faulty(db, k, moment)
			w := newWorld(t, faulty)
			_ = w.story(t)
			if !faulty.Crashed() {
				if k < 12 {
					t.Errorf("only %d writes", k-1)
				}
				break
			}
			again := newWorld(t, db)
			again.now = w.now
			shown, err := again.Mine(ctx, matti)
			if err != nil || len(shown) > 1 {
				t.Fatalf("write %d: %+v %v", k, shown, err)
			}
			for _, m := range shown {
				if _, err := again.View(ctx, supporter(m.ID)); (err == nil) != (m.State == network.Open) {
					t.Errorf("write %d: %s and %v", k, m.State, err)
				}
			}
			if err := again.story(t); err != nil {
				t.Errorf("write %d, again: %v", k, err)
			}
			shown, err = again.Mine(ctx, matti)
			if err != nil || len(shown) != 1 || shown[0].State != network.Ended {
				t.Fatalf("write %d, at the end: %+v %v", k, shown, err)
			}
			_, err = again.View(ctx, supporter(shown[0].ID))
			wantKind(t, err, marketplace.Unauthenticated)
			list, err := again.consents.Mine(ctx, matti, marketplace.Page{})
			if err != nil || slices.ContainsFunc(list.Items, func(c consent.Consent) bool { return c.State == consent.Given || c.State == consent.Asked }) {
				t.Errorf("write %d: %+v %v", k, list.Items, err)
			}
		}
	}
}

// story adds, asks, says yes, invites, reads and ends; what was done already it does not do twice.
func (w *world) story(t testing.TB) error {
	ctx := t.Context()
	all, err := w.Mine(ctx, matti)
	if err == nil && len(all) == 0 {
		_, err = w.Add(ctx, kati, "matti", sister())
		all, _ = w.Mine(ctx, matti)
	}
	if err != nil {
		return err
	}
	id := all[0].ID
	if all[0].State != network.Ended {
		m, err := w.Ask(ctx, kati, "matti", id, network.Questions{Fields: []consent.Field{consent.Goal, consent.Meetings}})
		if err != nil {
			return err
		}
		for _, p := range m.Parts {
			if p.State == consent.Asked && p.Field == consent.Goal {
				if err := w.yes(p.Consent); err != nil {
					return err
				}
			}
		}
		token, err := w.Invite(ctx, kati, "matti", id)
		if err != nil {
			return err
		}
		if _, err := w.doors.Enter(ctx, token, pin); err != nil {
			return err
		}
		if _, err := w.View(ctx, supporter(id)); err != nil {
			return err
		}
		if _, err := w.End(ctx, matti, "matti", id); err != nil {
			return err
		}
	}
	return w.follow(t, "supporter.ended", id)
}

// Whatever happens in whatever order, a supporter sees exactly the parts that were given last, not taken back and not run out,
// and nothing after the end.
func TestSupportersFollowTheClient(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		ctx, w := t.Context(), newWorld(t, memory(t))
		id := w.add(t)
		type known struct {
			id    marketplace.ID
			until marketplace.Date
			given bool
		}
		parts, ended := map[consent.Field]known{}, false
		for range rapid.IntRange(1, 30).Draw(r, "steps") {
			f := rapid.SampledFrom(consent.NetworkFields()).Draw(r, "field")
			switch rapid.IntRange(0, 9).Draw(r, "step") {
			case 0, 1, 2:
				until := marketplace.DateOf(w.now.AddDate(0, 0, rapid.IntRange(1, 200).Draw(r, "days")), time.UTC)
				m, err := w.Ask(ctx, kati, "matti", id, network.Questions{Fields: []consent.Field{f}, Until: until})
				if (err == nil) == ended {
					r.Fatalf("asked after the end %v: %v", ended, err)
				}
				for _, p := range m.Parts {
					if p.Field == f && p.Consent != parts[f].id {
						parts[f] = known{id: p.Consent, until: p.Until}
					}
				}
			case 3, 4, 5:
				if k, ok := parts[f]; ok && w.yes(k.id) == nil {
					k.given = true
					parts[f] = k
				}
			case 6:
				if k, ok := parts[f]; ok {
					if _, err := w.consents.Withdraw(ctx, matti, k.id); err == nil {
						k.given = false
						parts[f] = k
					}
				}
			case 7:
				w.now = w.now.AddDate(0, 0, rapid.IntRange(1, 60).Draw(r, "later"))
			case 8:
				if err := w.consents.RunOut(ctx); err != nil {
					r.Fatal(err)
				}
			case 9:
				if ended = rapid.IntRange(0, 4).Draw(r, "end") == 0 || ended; ended {
					if _, err := w.End(ctx, matti, "matti", id); err != nil {
						r.Fatal(err)
					}
				}
			}
			var want []consent.Field
			for _, f := range consent.NetworkFields() {
				if k := parts[f]; k.given && !ended && marketplace.At(w.now).Day() <= k.until {
					want = append(want, f)
				}
			}
			seen, err := w.View(ctx, supporter(id))
			if !slices.Equal(seen.View.Fields, want) || (err == nil) != (len(want) > 0) {
				r.Fatalf("sees %v, want %v: %v", seen.View.Fields, want, err)
			}
		}
	})
}
