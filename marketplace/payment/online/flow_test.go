package online

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/payment/provider"
	"sovite.fi/sovite/marketplace/store/storetest"
)

// From the account to the books: the organiser is onboarded, the buyer pays what is owed, the ledger hears of it once, and a part goes
// back with its part of the fee.
func TestStory(t *testing.T) {
	ctx, w := t.Context(), memory(t)
	if a := must(w.Account(ctx, birgit)); a.State != None {
		t.Errorf("%+v", a)
	}
	_, err := w.Start(ctx, bo, "inv-1")
	wants(t, "nobody can be paid yet", err, marketplace.Conflict)
	address := must(w.Onboard(ctx, birgit))
	if again := must(w.Onboard(ctx, birgit)); again != address {
		t.Errorf("%s, then %s", address, again)
	}
	if a := must(w.Account(ctx, birgit)); a.State != Telling {
		t.Errorf("%+v", a)
	}
	must(w.fake.Enrol(ctx, strings.TrimPrefix(address, "http://sovite.test/card-account/")))
	w.deliver(t)
	if a := must(w.Account(ctx, birgit)); a.State != Ready || !must(w.Offered(ctx, "paja")) {
		t.Errorf("%+v", a)
	}
	c := must(w.Start(ctx, bo, "inv-1")).Value
	if again := must(w.Start(ctx, bo, "inv-1")).Value; again.ID != c.ID || c.State != Waiting || c.Address == "" || c.Cents != 251_00 || c.PlatformFee != 2_51 {
		t.Errorf("%+v, then %+v", c, again)
	}
	w.act(t, c, provider.Fail)
	w.deliver(t)
	if c = w.get(t, c.ID); c.State != Waiting {
		t.Errorf("the buyer can try again: %s", c.State)
	}
	w.act(t, c, provider.Pay)
	w.deliver(t)
	if c = w.get(t, c.ID); c.State != Paid || c.Open || c.Waits || w.book.open() != 0 || c.Payment.Fee != 4_02 {
		t.Errorf("%+v", c)
	}
	_, err = w.Start(ctx, bo, "inv-1")
	wants(t, "nothing is owed", err, marketplace.Conflict)
	r := Repayment{Key: "k", Cents: 100_40, Reason: "Väärä päivä"}
	must(w.Refund(ctx, birgit, c.ID, r))
	c = must(w.Refund(ctx, birgit, c.ID, r)).Value
	w.deliver(t)
	if len(c.Refunds) != 1 || c.Refunds[0].State != Returned || c.Refunds[0].PlatformFeeBack != 1_00 || w.book.open() != 100_40 || c.Open {
		t.Errorf("%+v", c)
	}
	ok(t, w.fake.PayOut(ctx))
	w.deliver(t)
	w.deliver(t)
	if len(w.book.payouts) != 1 {
		t.Errorf("%+v", w.book.payouts)
	}
	if d := cmp.Diff([]string{"card_paid", "refunded"}, w.book.kinds()); d != "" {
		t.Error(d)
	}
}

// The page ends with its time, and when what is owed changes; the next one asks for what is owed then.
func TestPagesEnd(t *testing.T) {
	ctx, w := t.Context(), ready(t)
	first := must(w.Start(ctx, bo, "inv-1")).Value
	w.book.total = 200_00
	ok(t, w.Work(ctx))
	if c := w.get(t, first.ID); c.State != Expired || c.Address != "" {
		t.Errorf("%+v", c)
	}
	second := must(w.Start(ctx, bo, "inv-1")).Value
	if second.Attempt != 2 || second.Cents != 200_00 {
		t.Errorf("%+v", second)
	}
	w.book.total = 150_00
	third := must(w.Start(ctx, bo, "inv-1")).Value // at once, before anybody saw the change
	if third.Attempt != 3 || third.Cents != 150_00 || w.get(t, second.ID).State != Expired {
		t.Errorf("%+v", third)
	}
	w.clock.at = w.clock.at.Add(lasts)
	ok(t, w.Work(ctx))
	if c := w.get(t, third.ID); c.State != Expired || c.Open {
		t.Errorf("%+v", c)
	}
	if _, err := w.fake.Act(ctx, third.Session, provider.Pay); !marketplace.IsKind(err, marketplace.Conflict) {
		t.Errorf("paid after its time: %v", err)
	}
}

// Money that does not match waits for a person, and nothing of it is lost or booked as what it is not.
func TestParked(t *testing.T) {
	ctx := t.Context()
	for name, tt := range map[string]struct {
		pay   func(w *world, session string) error
		why   Why
		kinds []string
		how   How
		then  []string
	}{
		"another currency": {func(w *world, s string) error { return w.fake.PayAs(ctx, s, "sek", 251_00) }, OtherCurrency, nil, Done, nil},
		"another amount":   {func(w *world, s string) error { return w.fake.PayAs(ctx, s, "eur", 250_00) }, OtherAmount, nil, Book, []string{"card_paid"}},
		"taken care of":    {func(w *world, s string) error { return w.fake.PayAs(ctx, s, "eur", 252_00) }, OtherAmount, nil, Done, nil},
		"credited meanwhile": {func(w *world, s string) error {
			w.book.total = 51_00
			return w.fake.PayAs(ctx, s, "eur", 251_00)
		}, NothingOwed, []string{"card_paid"}, Done, []string{"card_paid"}},
	} {
		w := ready(t)
		c := must(w.Start(ctx, bo, "inv-1")).Value
		ok(t, tt.pay(w, c.Session))
		w.deliver(t)
		c = w.get(t, c.ID)
		if c.State != Parked || c.Trouble.Why != tt.why || !c.Waits || c.Open || !slices.Equal(w.book.kinds(), tt.kinds) {
			t.Errorf("%s: %+v, booked %v", name, c, w.book.kinds())
		}
		if list := must(w.Mine(ctx, birgit, true, marketplace.Page{})); len(list.Items) != 1 || list.Items[0].ID != c.ID {
			t.Errorf("%s: %+v", name, list)
		}
		_, err := w.Settle(ctx, birgit, c.ID, "guess", "")
		if e := marketplace.AsError(err); len(e.Fields) != 2 || e.Fields[0].Field != "how" || e.Fields[1].Field != "note" {
			t.Errorf("%s: %v", name, err)
		}
		must(w.Settle(ctx, birgit, c.ID, tt.how, "Soitettu asiakkaalle"))
		c = must(w.Settle(ctx, birgit, c.ID, Done, "uudestaan")).Value
		if c.State != Settled || c.Waits || c.Trouble.How != tt.how || !slices.Equal(w.book.kinds(), tt.then) {
			t.Errorf("%s: %+v, booked %v", name, c, w.book.kinds())
		}
	}
}

// A dispute waits for a person until the bank has decided; each turn is booked once.
func TestDispute(t *testing.T) {
	ctx := t.Context()
	for state, last := range map[provider.DisputeState]BookingKind{provider.Won: DisputeWon, provider.Lost: DisputeLost} {
		w := ready(t)
		c := must(w.Start(ctx, bo, "inv-1")).Value
		w.act(t, c, provider.Pay)
		w.act(t, c, provider.Accuse)
		w.deliver(t)
		if c = w.get(t, c.ID); !c.Waits || w.book.open() != 0 {
			t.Errorf("%+v", c)
		}
		_, err := w.Refund(ctx, birgit, c.ID, Repayment{Key: "k", Cents: 1, Reason: "x"})
		wants(t, "the bank has the money", err, marketplace.Conflict)
		ok(t, w.fake.Close(ctx, c.Session, state))
		w.deliver(t)
		if c = w.get(t, c.ID); c.Waits || c.Open || !slices.Equal(w.book.kinds(), []string{"card_paid", string(last), "dispute_opened"}) && !slices.Equal(w.book.kinds(), []string{"card_paid", "dispute_opened", string(last)}) {
			t.Errorf("%s: %+v, booked %v", state, c, w.book.kinds())
		}
	}
}

// Money that is on its way is not asked for twice; it comes, or the buyer can begin anew.
func TestComing(t *testing.T) {
	ctx := t.Context()
	for well, want := range map[bool]State{true: Paid, false: Failed} {
		w := ready(t)
		c := must(w.Start(ctx, bo, "inv-1")).Value
		ok(t, w.fake.Later(ctx, c.Session))
		w.deliver(t)
		_, err := w.Start(ctx, bo, "inv-1")
		wants(t, "it is on its way", err, marketplace.Conflict)
		ok(t, w.fake.Arrive(ctx, c.Session, well))
		*w.sent = nil // the messages get lost
		w.clock.at = w.clock.at.Add(2 * time.Hour)
		ok(t, w.Work(ctx))
		if c = w.get(t, c.ID); c.State != want || c.Open {
			t.Errorf("%+v", c)
		}
	}
}

// Messages that are forged, for accounts nobody has, about what is not ours, or about somebody else's are never followed, and each ends
// in a state that says what to do.
func TestBadMessages(t *testing.T) {
	ctx, w := t.Context(), ready(t)
	c := must(w.Start(ctx, bo, "inv-1")).Value
	stranger, _, err := w.fake.Onboard(ctx, provider.Owner{Org: "stranger", Name: "Stranger"})
	ok(t, err)
	must(w.fake.Enrol(ctx, stranger.ID))
	*w.sent = nil
	elsewhere, err := w.fake.Begin(ctx, provider.Order{Key: "shop", Account: c.Account, Cents: 1, Expires: c.Expires})
	ok(t, err)
	gone, err := w.fake.Begin(ctx, provider.Order{Key: "gone", Account: c.Account, Checkout: "card-none", Cents: 1, Expires: c.Expires})
	ok(t, err)
	for id, tt := range map[string]struct {
		event provider.Event
		want  MessageState
		why   string
	}{
		"evt_stranger":  {provider.Event{Account: stranger.ID, Kind: provider.AboutSession, Object: c.Session}, Aside, "online.event.account"},
		"evt_nobody":    {provider.Event{Kind: provider.AboutSession, Object: c.Session}, Aside, "online.event.account"},
		"evt_made_up":   {provider.Event{Account: c.Account, Kind: provider.AboutSession, Object: "cs_made_up"}, Aside, "online.event.unknown"},
		"evt_payment":   {provider.Event{Account: c.Account, Kind: provider.AboutPayment, Object: "pi_made_up"}, Aside, "online.event.unknown"},
		"evt_payout":    {provider.Event{Account: c.Account, Kind: provider.AboutPayout, Object: "po_made_up"}, Aside, "online.event.unknown"},
		"evt_gone":      {provider.Event{Account: c.Account, Kind: provider.AboutSession, Object: gone.ID}, Aside, "online.event.unknown"},
		"evt_elsewhere": {provider.Event{Account: c.Account, Kind: provider.AboutSession, Object: elsewhere.ID}, Ignored, ""},
		"evt_other":     {provider.Event{Account: c.Account, Kind: provider.AboutOther, Object: "cus_1"}, Ignored, ""},
		"evt_open":      {provider.Event{Account: c.Account, Kind: provider.AboutSession, Object: c.Session}, Followed, ""},
	} {
		tt.event.ID = id
		body, header := w.fake.Message(tt.event, w.clock.at)
		for range 2 {
			ok(t, w.Receive(ctx, body, header))
		}
		ok(t, w.Work(ctx))
		if m := must(w.messages.Get(ctx, marketplace.ID(id))).Value; m.State != tt.want || m.Why != tt.why || m.Open || m.Raw != string(body) {
			t.Errorf("%s: %+v", id, m)
		}
		body = append(body, ' ')
		wants(t, id, w.Receive(ctx, body, header), marketplace.Invalid)
	}
	if c = w.get(t, c.ID); c.State != Waiting || len(w.book.booked) > 0 {
		t.Errorf("%+v", c)
	}
	if mine, all := must(w.Asides(ctx, birgit, marketplace.Page{})), must(w.Asides(ctx, admin, marketplace.Page{})); len(mine.Items) != 4 || len(all.Items) != 2 {
		t.Errorf("%d and %d wait", len(mine.Items), len(all.Items))
	}
	if m := must(w.Again(ctx, birgit, "evt_gone")); m.State != Aside {
		t.Errorf("%+v", m)
	}
	_, err = w.Again(ctx, rolf, "evt_gone")
	wants(t, "somebody else's", err, marketplace.NotFound)
}

// Who has no business with a payment does not learn that there is one; who may not pay is told so.
func TestStrangers(t *testing.T) {
	ctx, w := t.Context(), ready(t)
	_, err := w.Start(ctx, rolf, "inv-1")
	wants(t, "start", err, marketplace.NotFound)
	_, err = w.Start(ctx, eve, "inv-1")
	wants(t, "start", err, marketplace.Forbidden)
	c := must(w.Start(ctx, bo, "inv-1")).Value
	for _, actor := range []marketplace.Actor{rolf, bo} {
		_, err = w.Get(ctx, actor, c.ID)
		wants(t, "get", err, marketplace.NotFound)
		_, err = w.Refund(ctx, actor, c.ID, Repayment{Key: "k", Cents: 1, Reason: "x"})
		wants(t, "refund", err, marketplace.NotFound)
		_, err = w.Settle(ctx, actor, c.ID, Done, "x")
		wants(t, "settle", err, marketplace.NotFound)
	}
	for _, actor := range []marketplace.Actor{rolf, birgit} {
		_, err = w.Bought(ctx, actor, c.ID)
		wants(t, "bought", err, marketplace.NotFound)
		if _, found, err := w.Last(ctx, actor, "inv-1"); found || err != nil {
			t.Errorf("last: %t %v", found, err)
		}
	}
	for _, actor := range []marketplace.Actor{seppo, eve} {
		_, err = w.Get(ctx, actor, c.ID)
		wants(t, "get", err, marketplace.Forbidden)
		_, err = w.Account(ctx, actor)
		wants(t, "account", err, marketplace.Forbidden)
		_, err = w.Onboard(ctx, actor)
		wants(t, "onboard", err, marketplace.Forbidden)
		_, err = w.Mine(ctx, actor, true, marketplace.Page{})
		wants(t, "mine", err, marketplace.Forbidden)
		_, err = w.Asides(ctx, actor, marketplace.Page{})
		wants(t, "asides", err, marketplace.Forbidden)
	}
	_, err = w.Refund(ctx, birgit, c.ID, Repayment{Key: "k", Cents: 1, Reason: "x"})
	wants(t, "nothing was paid", err, marketplace.Conflict)
	w.act(t, c, provider.Pay)
	w.deliver(t)
	_, err = w.Refund(ctx, birgit, c.ID, Repayment{Key: "k", Cents: 251_01})
	if e := marketplace.AsError(err); len(e.Fields) != 2 || e.Fields[0].Field != "reason" || e.Fields[1].Field != "cents" {
		t.Errorf("%v", err)
	}
	_, err = w.Settle(ctx, birgit, c.ID, Done, "x")
	wants(t, "nothing waits", err, marketplace.Conflict)
}

// An organiser whom the provider no longer lets be paid is said to be so, and nothing more is sold on its account.
func TestRestricted(t *testing.T) {
	ctx, w := t.Context(), ready(t)
	a := must(w.accounts.Get(ctx, "paja")).Value
	ok(t, w.fake.Restrict(ctx, a.Account))
	_, err := w.Start(ctx, bo, "inv-1") // before its message came
	wants(t, "refused by the provider", err, marketplace.Conflict)
	w.deliver(t)
	if a := must(w.Account(ctx, birgit)); a.State != Restricted {
		t.Errorf("%+v", a)
	}
	_, err = w.Start(ctx, bo, "inv-1")
	wants(t, "refused by us", err, marketplace.Conflict)
}

// way is onboarding, paying and giving a part back, with every message delivered.
func (w *world) way(t *testing.T) error {
	ctx := t.Context()
	if _, err := w.Onboard(ctx, birgit); err != nil {
		return err
	}
	a, err := w.accounts.Get(ctx, "paja")
	if err != nil {
		return err
	}
	if _, err := w.fake.Enrol(ctx, a.Value.Account); err != nil {
		return err
	}
	if err := w.receive(t); err != nil {
		return err
	}
	id := IDOf("inv-1", 1)
	if c, err := w.checkouts.Get(ctx, id); err != nil || c.Value.State.Live() {
		e, err := w.Start(ctx, bo, "inv-1")
		if err != nil {
			return err
		}
		if _, err := w.fake.Act(ctx, e.Value.Session, provider.Pay); err != nil && !marketplace.IsKind(err, marketplace.Conflict) {
			return err
		}
	}
	if err := w.receive(t); err != nil {
		return err
	}
	if _, err := w.Refund(ctx, birgit, id, Repayment{Key: "k", Cents: 51_00, Reason: "Väärä päivä"}); err != nil {
		return err
	}
	return w.receive(t)
}

// receive takes the messages that came, as a provider sends them: again until they are taken.
func (w *world) receive(t *testing.T) error {
	for len(*w.sent) > 0 {
		m := (*w.sent)[0]
		if err := w.Receive(t.Context(), m.body, m.header); err != nil {
			return err
		}
		*w.sent = (*w.sent)[1:]
	}
	return w.Work(t.Context())
}

// A crash at every write, before it or before its answer: after the restart the way leads to the same end, and nothing is paid,
// refunded or booked twice.
func TestCrashAtEveryWrite(t *testing.T) {
	for _, moment := range []storetest.Moment{storetest.BeforeWrite, storetest.AfterWrite} {
		for k := 1; ; k++ {
			w := memory(t)
			faulty := storetest.Faulty(w.db, k, moment)
			err := w.on(faulty).way(t)
			if !faulty.Crashed() {
				ok(t, err)
				if k < 15 {
					t.Errorf("only %d writes", k)
				}
				break
			}
			if !errors.Is(err, storetest.ErrCrash) {
				t.Fatalf("write %d: %v", k, err)
			}
			ok(t, w.Work(t.Context()))
			ok(t, w.way(t))
			c := w.get(t, IDOf("inv-1", 1))
			if c.State != Paid || c.Open || len(c.Refunds) != 1 || !slices.Equal(w.book.kinds(), []string{"card_paid", "refunded"}) || w.book.open() != 51_00 {
				t.Errorf("write %d: %+v, booked %v", k, c, w.book.kinds())
			}
		}
	}
}

// Messages in any order, twice, with some that are lost and asked for again, lead to the same checkout and the same books.
func TestAnyOrder(t *testing.T) {
	ctx, w, n := t.Context(), ready(t), 0
	rapid.Check(t, func(r *rapid.T) {
		n++
		w.book.booked, *w.sent = map[marketplace.ID]Booking{}, nil
		c := must(w.Start(ctx, bo, marketplace.ID(fmt.Sprint("inv-", n)))).Value
		refund := rapid.SampledFrom([]int64{0, 1, 100_00}).Draw(r, "refund")
		fails, denied := rapid.Bool().Draw(r, "fails first"), rapid.Bool().Draw(r, "disputed")
		if fails {
			w.act(t, c, provider.Fail)
		}
		look := func() {
			if rapid.Bool().Draw(r, "looks") { // the buyer comes back and looks, before any message
				must(w.Bought(ctx, bo, c.ID))
			}
		}
		look()
		w.act(t, c, provider.Pay)
		look()
		p := must(w.fake.Session(ctx, c.Account, c.Session)).Payment
		if refund > 0 {
			must(w.fake.Refund(ctx, provider.RefundOrder{Account: c.Account, Payment: p, Cents: 1}))
			look()
		}
		if denied {
			w.act(t, c, provider.Accuse)
			look()
			ok(t, w.fake.Close(ctx, c.Session, provider.Won))
		}
		shuffled := rapid.Permutation(append(slices.Clone(*w.sent), *w.sent...)).Draw(r, "order")
		for _, m := range shuffled {
			ok(t, w.Receive(ctx, m.body, m.header))
			if rapid.Bool().Draw(r, "works") {
				ok(t, w.Work(ctx))
			}
		}
		ok(t, w.Work(ctx))
		want := []string{"card_paid"}
		if denied {
			want = append(want, "dispute_opened", "dispute_won")
		}
		if refund > 0 {
			want = append(want, "refunded")
		}
		if got := w.get(t, c.ID); got.State != Paid || got.Open || got.Waits || !slices.Equal(w.book.kinds(), want) {
			r.Fatalf("%+v, booked %v, want %v", got, w.book.kinds(), want)
		}
	})
}

// Two readings lead to the same checkout in whatever order they are saved.
func TestReadingsCommute(t *testing.T) {
	now := marketplace.At(time.Unix(0, 0))
	rapid.Check(t, func(r *rapid.T) {
		c := Checkout{ID: "c", Cents: 251_00, State: Waiting, Session: "cs"}
		history := readings(r)
		order := rapid.Permutation(history).Draw(r, "order")
		last := history[len(history)-1]
		one, other := c, c
		for _, v := range history {
			one = one.after(v, now)
		}
		for _, v := range append(order, last) {
			other = other.after(v, now)
		}
		if d := cmp.Diff(told(one), told(other)); d != "" {
			r.Fatal(d)
		}
	})
}

// told is a checkout as it is stored, its bookings in the order of their ids.
func told(c Checkout) string {
	slices.SortFunc(c.Bookings, func(a, b Booking) int { return strings.Compare(string(a.ID), string(b.ID)) })
	c.Looked = marketplace.Instant{}
	return string(must(json.MarshalIndent(c, "", " ")))
}

// readings are what a provider says of one session in the course of time.
func readings(r *rapid.T) []seen {
	s := provider.Session{ID: "cs", State: provider.Open, Payment: "pi"}
	out := []seen{{session: s}}
	done := s
	done.State = provider.Complete
	p := provider.Payment{ID: "pi", State: provider.Paid, Cents: 251_00, Currency: "eur", Day: "2026-11-30"}
	out = append(out, seen{session: done}, seen{session: done, payment: &p, owed: 251_00})
	for n := range rapid.IntRange(0, 3).Draw(r, "refunds") {
		next := p
		next.Refunds = append(slices.Clone(p.Refunds), provider.Refund{ID: fmt.Sprint("re", n), State: provider.Returning, Cents: 1})
		out = append(out, seen{session: done, payment: &next, owed: 251_00})
		last := next
		last.Refunds = slices.Clone(next.Refunds)
		last.Refunds[n].State = provider.Returned
		out = append(out, seen{session: done, payment: &last, owed: 251_00})
		p = last
	}
	if rapid.Bool().Draw(r, "disputed") {
		for _, state := range []provider.DisputeState{provider.Disputed, provider.Lost} {
			next := p
			next.Disputes = []provider.Dispute{{ID: "dp", State: state, Cents: 251_00, Fee: 20_00}}
			out = append(out, seen{session: done, payment: &next, owed: 251_00})
			p = next
		}
	}
	return out
}
