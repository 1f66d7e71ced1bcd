package talk_test

import (
	"context"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account"
	"sovite.fi/sovite/marketplace/notify/notice"
	"sovite.fi/sovite/marketplace/order"
	"sovite.fi/sovite/marketplace/order/gate"
	"sovite.fi/sovite/marketplace/order/talk"
	"sovite.fi/sovite/marketplace/request"
	"sovite.fi/sovite/marketplace/store/storetest"
)

func person(who, org marketplace.ID, roles ...marketplace.Role) marketplace.Actor {
	return marketplace.Actor{Person: who, Org: org, Roles: roles, Lang: "fi"}
}

// The café buys of the paja; the bakery and the verstas have nothing to do with it.
var (
	aino   = person("aino", "cafe", marketplace.RoleEmployer)
	bea    = person("bea", "cafe", marketplace.RoleBilling)
	seppo  = person("seppo", "paja", marketplace.RoleSupervisor)
	olga   = person("olga", "paja", marketplace.RoleOwner)
	kalle  = person("kalle", "paja", marketplace.RoleCoach)
	rival  = person("rival", "bakery", marketplace.RoleOwner, marketplace.RoleEmployer)
	veikko = person("veikko", "verstas", marketplace.RoleOwner, marketplace.RoleSupervisor)
)

func sideOf(a marketplace.Actor) gate.Side {
	if a.Org == "cafe" {
		return gate.Client
	}
	return gate.Organiser
}

type world struct {
	*talk.Service
	now   atomic.Int64
	told  []string
	facts func() []marketplace.Fact
}

func (w *world) Standing(_ context.Context, id marketplace.ID) (order.Order, error) {
	if id != "o1" {
		return order.Order{}, marketplace.Errorf(marketplace.NotFound, "error.not_found")
	}
	return order.Order{ID: "o1", Org: "paja", Buyer: "cafe", Contact: "aino", Agreed: []order.Agreed{{Title: "Windows"}}}, nil
}

func (w *world) Person(_ context.Context, _ marketplace.Actor, who marketplace.ID) (account.Person, error) {
	return account.Person{ID: who, Name: strings.ToUpper(string(who))}, nil
}

func (w *world) PublicOrganisation(context.Context, marketplace.ID) (account.PublicOrganisation, error) {
	return account.PublicOrganisation{}, nil
}

func (w *world) Members(_ context.Context, actor marketplace.Actor, _ marketplace.Page) (marketplace.List[account.Member], error) {
	var out marketplace.List[account.Member]
	for _, a := range []marketplace.Actor{aino, bea, seppo, olga, kalle} {
		if a.Org == actor.Org {
			out.Items = append(out.Items, account.Member{Person: a.Person, Roles: a.Roles})
		}
	}
	return out, nil
}

func (w *world) Post(_ context.Context, who marketplace.ID, n notice.Notice) error {
	w.told = append(w.told, fmt.Sprintf("%s %s", who, n.Path))
	return nil
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{}
	db := storetest.Memory(t, talk.Schemas()...)
	clock := func() time.Time { return time.UnixMilli(1_795_000_000_000 + w.now.Add(1)) }
	ids := func() marketplace.ID { return marketplace.ID(fmt.Sprintf("id-%06d", w.now.Add(1))) }
	w.Service = talk.New(talk.Deps{Store: db, Clock: clock, IDs: ids, Orders: w, People: w, Teller: request.Teller{Accounts: w, Notices: w}})
	w.facts = func() (out []marketplace.Fact) {
		parcels, err := db.Pending(t.Context(), 100)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range parcels {
			out = append(out, p.Facts...)
		}
		return out
	}
	return w
}

func (w *world) write(t *testing.T, a marketplace.Actor, key, text string) talk.Message {
	t.Helper()
	m, err := w.Write(t.Context(), a, sideOf(a), "o1", key, text)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// TestThread writes from both sides: each reads everything in its order, with the name and the side of who wrote.
func TestThread(t *testing.T) {
	w := newWorld(t)
	w.write(t, aino, "k1", "When do you come?")
	w.write(t, seppo, "k1", "  At eight.\n\n\n\nBy the back door. ")
	w.write(t, bea, "", "Please send the papers to me.")
	for _, reader := range []marketplace.Actor{aino, bea, seppo, olga} {
		thread, err := w.Read(t.Context(), reader, sideOf(reader), "o1", marketplace.Page{})
		if err != nil {
			t.Fatal(err)
		}
		var lines []string
		for _, m := range thread.Messages.Items {
			lines = append(lines, fmt.Sprintf("%s %s: %s", m.Side, m.Name, m.Text))
		}
		want := "customer AINO: When do you come?|organiser SEPPO: At eight.\n\nBy the back door.|customer BEA: Please send the papers to me."
		if got := strings.Join(lines, "|"); got != want {
			t.Errorf("%s reads %q", reader.Person, got)
		}
		if thread.Organiser != "paja" || thread.Buyer != "cafe" || thread.Title != "Windows" {
			t.Errorf("%s reads about %+v", reader.Person, thread)
		}
	}
}

// TestTwice: a form that is sent twice writes one message, the same key of somebody else writes another.
func TestTwice(t *testing.T) {
	w := newWorld(t)
	first := w.write(t, aino, "k1", "When do you come?")
	if again := w.write(t, aino, "k1", "When do you come, then?"); again != first {
		t.Errorf("sent twice it is %+v", again)
	}
	w.write(t, bea, "k1", "And who?")
	thread, err := w.Read(t.Context(), olga, gate.Organiser, "o1", marketplace.Page{})
	if err != nil || len(thread.Messages.Items) != 2 || len(w.facts()) != 2 {
		t.Errorf("%d messages with %d facts, %v", len(thread.Messages.Items), len(w.facts()), err)
	}
}

// TestStrangers: nobody else reads or writes, and they do not learn whether there is such an order.
func TestStrangers(t *testing.T) {
	w := newWorld(t)
	w.write(t, aino, "k1", "When do you come?")
	for _, c := range []struct {
		who   marketplace.Actor
		side  gate.Side
		order marketplace.ID
		want  marketplace.Kind
	}{
		{rival, gate.Client, "o1", marketplace.NotFound},
		{veikko, gate.Organiser, "o1", marketplace.NotFound},
		{olga, gate.Client, "o1", marketplace.NotFound},
		{kalle, gate.Organiser, "o1", marketplace.Forbidden},
		{aino, gate.Organiser, "o1", marketplace.Forbidden},
		{aino, gate.Client, "o2", marketplace.NotFound},
		{rival, "", "o1", marketplace.NotFound},
		{marketplace.Actor{}, gate.Client, "o1", marketplace.Unauthenticated},
	} {
		_, read := w.Read(t.Context(), c.who, c.side, c.order, marketplace.Page{})
		_, write := w.Write(t.Context(), c.who, c.side, c.order, "k", "Hello")
		if !marketplace.IsKind(read, c.want) || !marketplace.IsKind(write, c.want) {
			t.Errorf("%s about %s: %v, %v", c.who.Person, c.order, read, write)
		}
	}
	for name, text := range map[string]string{"nothing": " \n ", "too much": strings.Repeat("a", 2_001)} {
		if _, err := w.Write(t.Context(), aino, gate.Client, "o1", "k2", text); !marketplace.IsKind(err, marketplace.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestTold: the other side is told, with the address at which it reads, and nobody of one's own.
func TestTold(t *testing.T) {
	for name, c := range map[string]struct {
		writer marketplace.Actor
		want   string
	}{
		"buyer writes":     {bea, "seppo /orders/o1/messages,olga /orders/o1/messages"},
		"organiser writes": {olga, "aino /purchases/o1/messages"},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			m := w.write(t, c.writer, "k1", "Hello")
			for _, f := range w.facts() {
				if f.Type != talk.Told()[0] || f.Data["side"] != string(m.Side) || strings.Contains(fmt.Sprint(f.Data), "Hello") {
					t.Errorf("the fact is %+v", f)
				}
				if err := w.Tell(t.Context(), f); err != nil {
					t.Fatal(err)
				}
			}
			if got := strings.Join(w.told, ","); got != c.want {
				t.Errorf("told are %s", got)
			}
		})
	}
	if talk.Path(gate.Organiser, "x") == talk.Path(gate.Client, "x") {
		t.Error("both sides read at one address")
	}
}
