package payment

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/payment/camt"
	"sovite.fi/sovite/marketplace/payment/settle"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/store/storetest"
)

const elsewhere = "FI7944052020036082"

// paid is a payment onto the account with the reference of an invoice.
func (w *world) paid(key string, of marketplace.ID, cents money.Cents) settle.Payment {
	p := settle.Payment{Key: marketplace.ID(key), Account: account, Booked: today, Amount: cents, Incoming: true, BankID: "b-" + key, Party: "Kahvila Oy"}
	if of != "" {
		p.References = []camt.Reference{{Text: w.docs[of].Document.Payment.Reference, Valid: true}}
	}
	return p
}

// taken is what the bank takes back of a payment.
func taken(key string, of settle.Payment) settle.Payment {
	of.Key, of.Incoming, of.Reversal = marketplace.ID(key), !of.Incoming, true
	return of
}

func (w *world) bank(ctx context.Context, key string, all ...settle.Payment) ([]settle.Settlement, error) {
	return w.Settle(ctx, Statement{Org: "paja", Key: key, Accounts: []string{account}, Payments: all, By: "birgit"})
}

func (w *world) outcomes(t testing.TB, key string, all ...settle.Payment) (out []settle.Outcome) {
	t.Helper()
	found, err := w.bank(t.Context(), key, all...)
	ok(t, err)
	for _, s := range found {
		out = append(out, s.Outcome)
	}
	return out
}

func (w *world) same(t testing.TB, got, want any) {
	t.Helper()
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%v, not %v", got, want)
	}
	if b := w.broken(t); len(b) > 0 {
		t.Error(strings.Join(b, "\n"))
	}
}

func move(do settle.Do, cents money.Cents, key string) settle.Move {
	return settle.Move{Do: do, Cents: cents, Sign: settle.Sign{Key: key, Reason: "Sovittu puhelimessa."}}
}

// What a bank told pays invoices by their references, each payment by what those before it left; told again it changes nothing,
// whether in the same part or in another.
func TestBankPays(t *testing.T) {
	ctx := t.Context()
	w := fresh(t)
	a, b := w.docs.bill(1, "cafe", 100_00), w.docs.bill(2, "cafe", 50_00)
	ok(t, w.follow(ctx, a))
	ok(t, w.follow(ctx, b))
	all := []settle.Payment{w.paid("p1", a, 60_00), w.paid("p2", a, 60_00), w.paid("p3", b, 50_00), w.paid("p4", "", 5_00)}
	all = append(all, taken("p5", all[2]))
	want := []settle.Outcome{settle.PartPaid, settle.Overpaid, settle.PaidInFull, settle.NoReference, settle.Reversed}
	w.same(t, w.outcomes(t, "one", all...), want)
	w.same(t, w.outcomes(t, "one", all...), want)
	w.same(t, w.outcomes(t, "two", all...), []settle.Outcome{})
	if r := w.is(t, a); r.Open() != 0 || r.IsOpen || len(r.Paths) != 2 {
		t.Errorf("%+v", r)
	}
	if r := w.is(t, b); r.Open() != 50_00 || len(r.Paths) != 0 {
		t.Errorf("%+v", r)
	}
	waits := must(w.Payments(ctx, birgit, Waiting, marketplace.Page{}))
	w.same(t, len(waits.Items), 2)
	if steps := must(w.StepsOf(ctx, "paja", 0, 100)); len(steps) != 3 || len(steps[2].Events) != 5 {
		t.Errorf("%d steps", len(steps))
	}
}

// A sum that was told without its payments steps aside when they come, from the same file or from another.
func TestSumThenParts(t *testing.T) {
	ctx := t.Context()
	w := fresh(t)
	a := w.docs.bill(1, "cafe", 100_00)
	ok(t, w.follow(ctx, a))
	sum := settle.Payment{Key: "sum", Account: account, Booked: today, Amount: 120_00, Incoming: true, Entry: "e1", Whole: true, Batch: 2}
	one, two := w.paid("p1", a, 100_00), w.paid("p2", "", 20_00)
	one.Entry, two.Entry = "e1", "e1"
	w.same(t, w.outcomes(t, "statement", sum), []settle.Outcome{settle.Batch})
	w.same(t, w.outcomes(t, "notification", one, two), []settle.Outcome{settle.PaidInFull, settle.NoReference})
	if p := must(w.Payment(ctx, birgit, "sum")); p.Waits || p.Is.Outcome != settle.Detailed || p.Is.Outside != 120_00 {
		t.Errorf("%+v", p)
	}
	sum.Key = "sum again"
	w.same(t, w.outcomes(t, "statement of the month", sum), []settle.Outcome{settle.Detailed})
}

// Paid by transfer, then credited in part: what is too much now waits for a person, who pays another invoice with it and returns the
// rest; the bank's entry of the return is recognised, once.
func TestReleasedByCredit(t *testing.T) {
	ctx := t.Context()
	w := fresh(t)
	a, b := w.docs.bill(1, "cafe", 100_00), w.docs.bill(2, "cafe", 30_00)
	ok(t, w.follow(ctx, a))
	ok(t, w.follow(ctx, b))
	w.same(t, w.outcomes(t, "one", w.paid("p1", a, 40_00), w.paid("p2", a, 60_00)), []settle.Outcome{settle.PartPaid, settle.PaidInFull})
	note := w.docs.credit(1, a, 70_00)
	for range 2 {
		ok(t, w.follow(ctx, note))
	}
	if r := w.is(t, a); r.Open() != 0 || r.Paid != 30_00 || r.by("p1").Cents != 30_00 || r.IsOpen {
		t.Errorf("%+v", r)
	}
	first, last := must(w.Payment(ctx, birgit, "p1")), must(w.Payment(ctx, birgit, "p2"))
	w.same(t, []money.Cents{first.Is.Parked, last.Is.Parked}, []money.Cents{10_00, 60_00}) // the last payment first
	assign := move(settle.DoAssign, 30_00, "k1")
	assign.Invoice = b
	p := must(w.Move(ctx, birgit, "p2", assign))
	w.same(t, p.Is.Parked, money.Cents(30_00))
	if r := w.is(t, b); r.Open() != 0 {
		t.Errorf("%+v", r)
	}
	give := move(settle.DoReturn, 30_00, "k2")
	give.Account = elsewhere
	must(w.Move(ctx, birgit, "p2", give))
	due := must(w.Returns(ctx, birgit, false, marketplace.Page{}))
	if len(due.Items) != 1 || due.Items[0].Cents != 30_00 || due.Items[0].Account != elsewhere {
		t.Fatalf("%+v", due.Items)
	}
	out := settle.Payment{Key: "o1", Account: account, Booked: today, Amount: 30_00, EndToEnd: due.Items[0].ID}
	unpaid := func(want int) {
		t.Helper()
		w.same(t, len(must(w.Returns(ctx, birgit, false, marketplace.Page{})).Items), want)
	}
	w.same(t, w.outcomes(t, "two", out), []settle.Outcome{settle.ReturnDone})
	unpaid(0)
	w.same(t, w.outcomes(t, "three", taken("o2", out)), []settle.Outcome{settle.Reversed}) // the bank could not pay it out
	unpaid(1)
	again, third := out, out
	again.Key, third.Key = "o3", "o4"
	w.same(t, w.outcomes(t, "four", again, third), []settle.Outcome{settle.ReturnDone, settle.Debit})
	unpaid(0)
}

// What a person does with what waits: the key counts once and stands for one thing, an advance pays later, and what is wrong names
// its field.
func TestMoves(t *testing.T) {
	ctx := t.Context()
	w := fresh(t)
	a := w.docs.bill(1, "cafe", 100_00)
	ok(t, w.follow(ctx, a))
	w.outcomes(t, "one", w.paid("p1", "", 80_00), w.paid("p2", a, 100_00))
	keep := move(settle.DoKeep, 50_00, "k1")
	keep.Buyer = "cafe"
	for range 2 {
		p := must(w.Move(ctx, birgit, "p1", keep))
		w.same(t, []money.Cents{p.Is.Kept, p.Is.Parked}, []money.Cents{50_00, 30_00})
	}
	used := keep
	used.Cents = 1
	unknown := move(settle.DoAssign, 1, "k2")
	unknown.Invoice = "nobody's"
	stranger := move(settle.DoKeep, 1, "k3")
	stranger.Buyer = "rival"
	silent := move(settle.DoOutside, 1, "k4")
	silent.Reason = ""
	above := move(settle.DoOutside, 31_00, "k5")
	for name, c := range map[string]struct {
		settle.Move
		kind  marketplace.Kind
		field string
	}{
		"the key for something else": {used, marketplace.Conflict, ""}, "an unknown invoice": {unknown, marketplace.Invalid, "invoice"},
		"a stranger's advance": {stranger, marketplace.Invalid, "buyer"}, "no reason": {silent, marketplace.Invalid, "reason"}, "more than waits": {above, marketplace.Invalid, "cents"},
	} {
		_, err := w.Move(ctx, birgit, "p1", c.Move)
		if !marketplace.IsKind(err, c.kind) || c.field != "" && marketplace.AsError(err).Fields[0].Field != c.field {
			t.Errorf("%s: %v", name, err)
		}
	}
	if found := must(w.Suggest(ctx, birgit, "p1")); len(found) != 0 {
		t.Errorf("%+v", found)
	}
	back := taken("p3", w.paid("x", "", 100_00))
	back.BankID, back.Party = "", ""
	w.same(t, w.outcomes(t, "two", back), []settle.Outcome{settle.ReversalUnknown})
	w.same(t, len(must(w.Originals(ctx, birgit, "p3"))), 1)
	match := move(settle.DoMatch, 0, "k6")
	match.Payment = "p2"
	must(w.Move(ctx, birgit, "p3", match))
	must(w.Move(ctx, birgit, "p3", match))
	w.same(t, w.is(t, a).Open(), money.Cents(100_00))
	pay := move(settle.DoAssign, 50_00, "k7")
	pay.Invoice, pay.Kept = a, true
	must(w.Move(ctx, birgit, "p1", pay))
	w.same(t, w.is(t, a).Open(), money.Cents(50_00))
	w.same(t, len(must(w.Payments(ctx, birgit, Held, marketplace.Page{})).Items), 0)
}

// Nobody but the organisation's owners and billing sees what its bank told.
func TestWhoSeesPayments(t *testing.T) {
	ctx := t.Context()
	w := fresh(t)
	w.outcomes(t, "one", w.paid("p1", "", 80_00))
	out := move(settle.DoOutside, 1, "k")
	for name, err := range map[string]error{
		"read": second(w.Payment(ctx, rival, "p1")), "moved": second(w.Move(ctx, rival, "p1", out)), "suggested": second(w.Suggest(ctx, rival, "p1")),
		"originals": second(w.Originals(ctx, rival, "p1")),
	} {
		if !marketplace.IsKind(err, marketplace.NotFound) {
			t.Errorf("a foreign one %s: %v", name, err)
		}
	}
	page := marketplace.Page{}
	for name, err := range map[string]error{
		"read": second(w.Payment(ctx, seppo, "p1")), "moved": second(w.Move(ctx, seppo, "p1", out)), "listed": second(w.Payments(ctx, seppo, Waiting, page)),
		"returns": second(w.Returns(ctx, seppo, false, page)),
	} {
		if !marketplace.IsKind(err, marketplace.Forbidden) {
			t.Errorf("%s by a supervisor: %v", name, err)
		}
	}
	w.same(t, len(must(w.Payments(ctx, rival, Waiting, page)).Items), 0)
}

// Twenty parts at once, each told twice and overlapping with the next: every payment counts once.
func TestTwentyPartsAtOnce(t *testing.T) {
	ctx := t.Context()
	w := fresh(t)
	id := w.docs.bill(1, "cafe", 1000_00)
	ok(t, w.follow(ctx, id))
	var wg sync.WaitGroup
	for n := range 40 {
		wg.Go(func() {
			var part []settle.Payment
			for k := n % 20; k < n%20+3; k++ {
				part = append(part, w.paid(fmt.Sprint("p", k), id, 1_00))
			}
			if _, err := w.restart(w.db).bank(ctx, fmt.Sprint("part", n%20), part...); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	w.same(t, w.is(t, id).Paid, money.Cents(22_00))
}

// A crash at every write of a part, and of the moves after it: told again, it ends as it would have.
func TestCrashOfBank(t *testing.T) {
	ctx := t.Context()
	for k := 1; ; k++ {
		w := fresh(t)
		a, b := w.docs.bill(1, "cafe", 100_00), w.docs.bill(2, "cafe", 30_00)
		ok(t, w.follow(ctx, a))
		ok(t, w.follow(ctx, b))
		faulty := storetest.Faulty(w.db, k, storetest.AfterWrite)
		way := func(w *world) (err error) {
			if _, err = w.bank(ctx, "one", w.paid("p1", a, 100_00), w.paid("p2", a, 50_00)); err != nil {
				return err
			}
			assign, give := move(settle.DoAssign, 30_00, "k1"), move(settle.DoReturn, 20_00, "k2")
			assign.Invoice, give.Account = b, elsewhere
			if _, err = w.Move(ctx, birgit, "p2", assign); err != nil {
				return err
			}
			_, err = w.Move(ctx, birgit, "p2", give)
			return err
		}
		_ = way(w.restart(faulty))
		ok(t, w.Work(ctx))
		w.same(t, "", "")
		ok(t, way(w))
		w.same(t, []money.Cents{w.is(t, a).Open(), w.is(t, b).Open(), must(w.Payment(ctx, birgit, "p2")).Is.Returned}, []money.Cents{0, 0, 20_00})
		if !faulty.Crashed() {
			return
		}
	}
}

// Whatever a bank tells, buyers pay by card, credit notes give back and people move, in whatever order and with crashes between:
// every cent stands where the events say.
func TestRandomBankHistories(t *testing.T) {
	ctx := context.Background()
	rapid.Check(t, func(r *rapid.T) {
		w := fresh(t)
		cents := func() money.Cents { return money.Cents(rapid.IntRange(1, 60_00).Draw(r, "cents")) }
		ids := []marketplace.ID{w.docs.bill(1, "cafe", cents()), w.docs.bill(2, "cafe", cents()), w.docs.bill(3, "cafe", cents())}
		for _, id := range ids {
			ok(t, w.follow(ctx, id))
		}
		var seen []settle.Payment
		for n := range rapid.IntRange(3, 15).Draw(r, "steps") {
			actor := w
			if rapid.IntRange(0, 3).Draw(r, "crashes") == 0 {
				actor = w.restart(storetest.Faulty(w.db, rapid.IntRange(1, 6).Draw(r, "at"), storetest.BeforeWrite))
			}
			id := rapid.SampledFrom(ids).Draw(r, "invoice")
			switch rapid.IntRange(0, 5).Draw(r, "what") {
			case 0, 1:
				seen = append(seen, w.draw(r, n, ids, seen)...)
				part := rapid.SliceOfN(rapid.SampledFrom(seen), 1, 6).Draw(r, "part")
				_, _ = actor.bank(ctx, fmt.Sprint("part", n), part...)
			case 2:
				_, _, _ = actor.Card(ctx, CardPayment{ID: marketplace.ID(fmt.Sprint("pi-", n)), Org: "paja", Invoice: id, Cents: cents(), Day: today})
			case 3:
				if left := w.docs[id].Payable() - w.is(t, id).Credited; left > 0 {
					ok(t, w.follow(ctx, w.docs.credit(n, id, min(left, cents()))))
				}
			default:
				w.moveSome(t, r, n, actor, id)
			}
			ok(t, w.Work(ctx))
			if b := w.broken(t); len(b) > 0 {
				r.Fatal(strings.Join(b, "\n"))
			}
		}
	})
}

// draw is what the bank tells next: payments with and without a reference, returns, and what it takes back.
func (w *world) draw(r *rapid.T, n int, ids []marketplace.ID, seen []settle.Payment) (out []settle.Payment) {
	for k := range rapid.IntRange(1, 4).Draw(r, "payments") {
		p := w.paid(fmt.Sprint("p", n, "-", k), rapid.SampledFrom(append([]marketplace.ID{""}, ids...)).Draw(r, "of"), money.Cents(rapid.IntRange(1, 60_00).Draw(r, "cents")))
		switch what := rapid.IntRange(0, 6).Draw(r, "sort"); {
		case what == 0 && len(seen) > 0:
			p = taken(string(p.Key), rapid.SampledFrom(seen).Draw(r, "taken"))
			p.Whole = false
		case what == 1:
			p.Incoming, p.References = false, nil
			if due, err := w.Returns(context.Background(), birgit, false, marketplace.Page{}); err == nil && len(due.Items) > 0 {
				p.EndToEnd, p.Amount = due.Items[0].ID, due.Items[0].Cents
			}
		case what == 2:
			p.Whole, p.Entry, p.References = true, "e", nil
		case what == 3:
			p.Entry = "e"
		}
		out = append(out, p)
	}
	return out
}

// moveSome does something that is offered with something that waits.
func (w *world) moveSome(t *testing.T, r *rapid.T, n int, actor *world, id marketplace.ID) {
	ctx := context.Background()
	waits := must(w.Payments(ctx, birgit, Waiting, marketplace.Page{}))
	if len(waits.Items) == 0 {
		return
	}
	p := rapid.SampledFrom(waits.Items).Draw(r, "waits")
	c := rapid.SampledFrom(p.Is.Choices()).Draw(r, "choice")
	m := move(c.Do, money.Cents(rapid.Int64Range(1, int64(c.Most)).Draw(r, "moved")), fmt.Sprint("k", n))
	m.Kept, m.Buyer, m.Account, m.Invoice = c.Kept, "cafe", elsewhere, id
	if c.Do == settle.DoMatch {
		found := must(w.Originals(ctx, birgit, p.Key))
		if len(found) == 0 {
			return
		}
		m.Payment = found[0].Key
	}
	_, err := actor.Move(ctx, birgit, p.Key, m)
	if actor == w && err != nil && c.Do != settle.DoAssign && c.Do != settle.DoMatch {
		t.Fatalf("%+v was offered and refused: %v", m, err)
	}
}

// between is a store on which somebody else does something right after the first look for a key.
type between struct {
	store.Store
	then func()
}

func (b *between) Find(ctx context.Context, collection string, q store.Query) (store.Result, error) {
	found, err := b.Store.Find(ctx, collection, q)
	if then := b.then; then != nil && q.Index == "key" {
		b.then = nil
		then()
	}
	return found, err
}

// Two processes that settle the same part get the same answer, also the slower one, which finds nothing left to decide.
func TestSamePartTwiceAtOnce(t *testing.T) {
	w := fresh(t)
	bill := w.docs.bill(1, "kahvila", 100_00)
	ok(t, w.follow(t.Context(), bill))
	part := []settle.Payment{w.paid("p1", bill, 40_00), w.paid("p2", bill, 60_00)}
	var first []settle.Settlement
	slower := w.restart(&between{w.db, func() { first = must(w.bank(t.Context(), "part", part...)) }})
	second := must(slower.bank(t.Context(), "part", part...))
	w.same(t, second, first)
	w.same(t, len(first), 2)
	w.same(t, len(must(w.bank(t.Context(), "another", part...))), 0)
}
