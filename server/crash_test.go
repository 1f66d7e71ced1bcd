package server_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"testing"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/capacity"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/order"
	"sovite.fi/sovite/marketplace/order/gate"
	"sovite.fi/sovite/marketplace/price"
	"sovite.fi/sovite/marketplace/quote"
	"sovite.fi/sovite/marketplace/request"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/store/mongo"
	"sovite.fi/sovite/marketplace/store/storetest"
	"sovite.fi/sovite/matching"
	"sovite.fi/sovite/server"
	"sovite.fi/sovite/server/servertest"
)

// trade is what is sold of one crew on one day: acme buys it whole and cancels, and rival-firm is offered it after that. Every
// step looks first whether it was done, as people do who come back after a crash.
type trade struct {
	*servertest.App
	key    string
	crew   marketplace.ID
	monday marketplace.Date
}

func newTrade(t testing.TB, a *servertest.App, key string) trade {
	x := trade{a, key, marketplace.ID("crew-" + key), capacity.Monday(marketplace.At(a.Clock.Now()).Day().AddDays(14))}
	_, err := a.Capacity.CreateOnce(t.Context(), a.Actor("supervisor"), x.crew, servertest.CrewTerms())
	fine(t, err)
	return x
}

func fine(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func (x trade) in(hours int) marketplace.Instant {
	return marketplace.At(x.Clock.Now().Add(time.Duration(hours) * time.Hour))
}

// load is the whole crew on the Monday.
func (x trade) load() capacity.Load {
	return capacity.Load{Date: x.monday, From: 480, To: 720, Participants: 4, Supervisors: 1}
}

// story is the whole trade on one server; the courier carries what each step says before the next one.
func (x trade) story(ctx context.Context, p *server.Parts) error {
	steps := []func(context.Context, *server.Parts) error{
		x.asked("employer", "a"), x.quoted("a"), x.accepted("employer", "a"), x.told, x.confirmed,
		x.asked("rival", "b"), x.refused("b"), x.cancelled, x.quoted("b"),
	}
	for i, step := range steps {
		if err := step(ctx, p); err != nil {
			return fmt.Errorf("step %d: %w", i, err)
		}
		if err := p.Courier.Drain(ctx); err != nil {
			return fmt.Errorf("carry %d: %w", i, err)
		}
	}
	return nil
}

func (x trade) id(which string) marketplace.ID { return marketplace.ID("request-" + which + x.key) }

func (x trade) asked(as, which string) func(context.Context, *server.Parts) error {
	return func(ctx context.Context, p *server.Parts) error {
		e, err := p.Requests.CreateOnce(ctx, x.Actor(as), x.id(which), request.Brief{
			Title: "Parcels", Work: "Pack parcels.", Trades: []string{"packing"}, Postal: "00100", Directs: "organiser", Hazards: matching.Chosen(),
			Need: request.Need{First: x.monday, Last: x.monday.AddDays(6), Weekdays: []string{"mon"}, From: 480, To: 720, People: 4}, Deadline: x.in(100),
		})
		if err != nil || e.Value.State != request.Draft {
			return err
		}
		_, err = p.Requests.Send(ctx, x.Actor(as), e.ID, e.Rev, []marketplace.ID{marketplace.ID(x.IDs["crew"])})
		return err
	}
}

func (x trade) quoted(which string) func(context.Context, *server.Parts) error {
	return func(ctx context.Context, p *server.Parts) error {
		by := x.Actor("billing")
		e, err := p.Quotes.Quote(ctx, by, x.id(which))
		if _, sent := e.Value.Newest(); err != nil || sent {
			return err
		}
		if e.Value.Draft == nil && e.Value.Sending == nil {
			e, err = p.Quotes.SaveDraft(ctx, by, x.id(which), e.Rev, quote.Content{
				Crew: x.crew, Supervisor: "Sam", Until: x.in(48), Loads: []capacity.Load{x.load()},
				Lines: []quote.Line{{Unit: price.CrewHour, Name: "Packing", Quantity: 64, Rate: money.Rate(1000), Reason: "A trial"}},
			})
			if err != nil {
				return err
			}
		}
		_, err = p.Quotes.Send(ctx, by, x.id(which), e.Rev)
		return err
	}
}

// refused: what acme bought cannot be offered to anybody else.
func (x trade) refused(which string) func(context.Context, *server.Parts) error {
	return func(ctx context.Context, p *server.Parts) error {
		if o, err := x.order(ctx, p); err != nil || o.Value.State == order.Cancelled {
			return err
		}
		err := x.quoted(which)(ctx, p)
		if marketplace.IsKind(err, marketplace.Conflict) {
			return nil
		}
		return errors.Join(errors.New("the same hours were offered twice"), err)
	}
}

func (x trade) order(ctx context.Context, p *server.Parts) (order.Entry, error) {
	e, err := p.Quotes.Quote(ctx, x.Actor("billing"), x.id("a"))
	if err != nil {
		return order.Entry{}, err
	}
	return p.Orders.Get(ctx, x.Actor("billing"), e.ID)
}

func (x trade) accepted(as, which string) func(context.Context, *server.Parts) error {
	return func(ctx context.Context, p *server.Parts) error {
		e, err := p.Quotes.Quote(ctx, x.Actor("billing"), x.id(which))
		if err != nil || e.Value.State == quote.Accepted {
			return err
		}
		_, err = p.Quotes.Accept(ctx, x.Actor(as), x.id(which), quote.Choice{Quote: e.ID, Version: 1})
		return err
	}
}

func (x trade) told(ctx context.Context, p *server.Parts) error {
	o, err := x.order(ctx, p)
	if err != nil || o.Value.State != order.Preparing {
		return err
	}
	if o.Value.Staffing.Told.IsZero() {
		in := order.OrganiserPart{Declares: true}
		in.Staffing = order.Staffing{
			OrganiserIs: "association", Site: "customer", Directs: gate.Organiser, Result: "Parcels packed",
			Participants: []gate.Participants{{Form: "employment", Number: 4}},
		}
		if o, err = p.Orders.TellAsOrganiser(ctx, x.Actor("supervisor"), o.ID, o.Rev, in); err != nil {
			return err
		}
	}
	if o.Value.Conditions.Told.IsZero() {
		in := order.BuyerPart{Declares: true, Hazards: matching.Chosen(), Conditions: order.Conditions{Redirect: "no", Safety: "Leave by the yard."}}
		_, err = p.Orders.TellAsBuyer(ctx, x.Actor("employer"), o.ID, o.Rev, in)
	}
	return err
}

func (x trade) confirmed(ctx context.Context, p *server.Parts) error {
	o, err := x.order(ctx, p)
	if err != nil || o.Value.State == order.Cancelled {
		return err
	}
	_, err = p.Orders.Confirm(ctx, x.Actor("billing"), o.ID, o.Rev)
	return err
}

func (x trade) cancelled(ctx context.Context, p *server.Parts) error {
	o, err := x.order(ctx, p)
	if err != nil {
		return err
	}
	_, err = p.Orders.CancelBought(ctx, x.Actor("employer"), o.ID, order.Cancellation{Reason: "not_needed"})
	return err
}

// day is the Monday of the crew; more promised than offered is an error.
func (x trade) day(t testing.TB) capacity.Day {
	t.Helper()
	days, err := x.Capacity.Days(t.Context(), x.Actor("supervisor"), x.crew, x.monday, 1)
	fine(t, err)
	d := days[0]
	if d.Held.Crew+d.Sold.Crew > d.Offered.Crew || d.Held.Supervisors+d.Sold.Supervisors > d.Offered.Supervisors {
		t.Errorf("%s promised more than there is: %+v", x.crew, d)
	}
	return d
}

// swapped is a store behind which another one can be put.
type swapped struct{ store.Store }

// A crash before every single write of the whole server, of the courier's too, on the way asked → quoted → accepted → confirmed
// → cancelled → offered to somebody else: after the restart no hour is promised twice, the story goes on to its end, and when
// the last offer has run out the crew is as free as before. A crash after a write leaves what one before the next write does.
func TestCrashAtEveryWriteOfATrade(t *testing.T) {
	t.Run("embedded", func(t *testing.T) { crashes(t) })
	t.Run("MongoDB", func(t *testing.T) {
		uri := os.Getenv("SOVITE_TEST_MONGODB_URI")
		if uri == "" {
			t.Skip("SOVITE_TEST_MONGODB_URI names no server")
		}
		crashes(t, func(p *server.Ports, _ *server.Deps) {
			db, err := mongo.Open(t.Context(), uri, fmt.Sprintf("sovite_trade_%d", time.Now().UnixNano()))
			fine(t, err)
			t.Cleanup(func() { fine(t, db.Close()) })
			fine(t, db.Prepare(t.Context(), server.Schemas()))
			p.Store = db
		})
	})
}

func crashes(t *testing.T, changes ...servertest.Change) {
	const each = 30 // writes in one world: what two firms have had with each other makes it slower
	for k, done := 1, false; !done; {
		a := servertest.New(t, changes...)
		a.Carry(t)
		line := &swapped{}
		crashing := a.Beside(t, func(s store.Store) store.Store { line.Store = s; return line })
		sound := line.Store
		for end := k + each; k < end && !done; k++ {
			x := newTrade(t, a, fmt.Sprint("-", k))
			a.Carry(t)
			faulty := storetest.Faulty(sound, k, storetest.BeforeWrite)
			line.Store = faulty
			err := x.story(t.Context(), crashing)
			line.Store = sound
			x.day(t)
			done = !faulty.Crashed()
			if !done && !errors.Is(err, storetest.ErrCrash) || done && (err != nil || k < 40) {
				t.Fatalf("write %d: %v", k, err)
			}
			a.Carry(t)
			x.day(t)
			fine(t, x.story(t.Context(), a.Parts))
			x.ends(t, fmt.Sprint("write ", k))
		}
	}
}

// ends: one offer is held, nothing is sold; a day after it has run out nothing is held.
func (x trade) ends(t testing.TB, when string) {
	t.Helper()
	if d := x.day(t); d.Sold != (capacity.Hours{}) || d.Held.Crew != 16*4 {
		t.Errorf("%s: %+v", when, d)
	}
	x.Clock.Move(72 * time.Hour)
	fine(t, x.Quotes.Work(t.Context()))
	fine(t, x.Capacity.Work(t.Context()))
	x.Carry(t)
	d := x.day(t)
	if d.Free != d.Offered || d.Free.Crew == 0 {
		t.Errorf("%s: a hold leaks: %+v", when, d)
	}
	if e, err := x.Quotes.Quote(t.Context(), x.Actor("billing"), x.id("b")); err != nil || e.Value.State != quote.Expired {
		t.Errorf("%s: %s, %v", when, e.Value.State, err)
	}
}
