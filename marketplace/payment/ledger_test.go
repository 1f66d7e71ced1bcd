package payment

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/store/storetest"
)

// From the invoice to nothing open: what is paid by card, charged, credited and refunded counts once, however often it is told.
func TestStory(t *testing.T) {
	ctx := t.Context()
	w := fresh(t)
	id := w.docs.bill(1, "cafe", 1000_00)
	pay := CardPayment{ID: "pi-1", Org: "paja", Invoice: id, Cents: 600_00, Fee: 9_00, PlatformFee: 6_00, Day: today}
	if _, _, err := w.Card(ctx, pay); !marketplace.IsKind(err, marketplace.NotFound) {
		t.Errorf("before the invoice: %v", err)
	}
	for range 2 {
		ok(t, w.follow(ctx, id))
		applied, rest, err := w.Card(ctx, pay)
		ok(t, err)
		if applied != 600_00 || rest != 0 {
			t.Errorf("%d and %d", applied, rest)
		}
	}
	if r := w.is(t, id); r.Open() != 400_00 || !r.IsOpen {
		t.Errorf("%+v", r)
	}
	ok(t, w.Charge(ctx, Charge{ID: "reminder-1", Org: "paja", Invoice: id, Kind: ReminderFee, Cents: 12_00, Day: today, By: "birgit"}))
	ok(t, w.follow(ctx, w.docs.credit(1, id, 500_00)))
	if r := w.is(t, id); r.Open() != -88_00 || !r.IsOpen {
		t.Errorf("owed to the buyer: %+v", r)
	}
	back := CardRefund{ID: "re-1", Org: "paja", Invoice: id, Payment: "pi-1", Cents: 88_00, Day: today}
	ok(t, w.Refund(ctx, back))
	ok(t, w.Refund(ctx, back))
	if r := w.is(t, id); r.Open() != 0 || r.IsOpen || r.Paid != 512_00 {
		t.Errorf("%+v", r)
	}
	back.ID, back.Cents = "re-2", 512_01
	if err := w.Refund(ctx, back); !marketplace.IsKind(err, marketplace.Conflict) {
		t.Errorf("more than was paid: %v", err)
	}
	if b := w.broken(t); len(b) > 0 {
		t.Error(b)
	}
}

// A card that pays more than is open leaves the rest loose, and a refund takes the loose part first.
func TestOverpaidByCard(t *testing.T) {
	ctx := t.Context()
	w := fresh(t)
	id := w.docs.bill(1, "cafe", 100_00)
	ok(t, w.follow(ctx, id))
	for n, want := range []money.Cents{100_00, 0} {
		applied, rest, err := w.Card(ctx, CardPayment{ID: marketplace.ID(fmt.Sprint("pi-", n)), Org: "paja", Invoice: id, Cents: 100_00, Day: today})
		ok(t, err)
		if applied != want || rest != 100_00-want {
			t.Errorf("%d: %d and %d", n, applied, rest)
		}
	}
	if r := w.is(t, id); r.Open() != 0 || r.Loose() != 100_00 || !r.IsOpen {
		t.Errorf("%+v", r)
	}
	ok(t, w.Refund(ctx, CardRefund{ID: "re", Org: "paja", Invoice: id, Payment: "pi-1", Cents: 100_00, Day: today}))
	if r := w.is(t, id); r.Open() != 0 || r.Loose() != 0 || r.IsOpen {
		t.Errorf("%+v", r)
	}
}

// A disputed payment stays paid until the dispute is lost; its turns come in their order, or are refused.
func TestDispute(t *testing.T) {
	ctx := t.Context()
	w := fresh(t)
	id := w.docs.bill(1, "cafe", 100_00)
	ok(t, w.follow(ctx, id))
	_, _, err := w.Card(ctx, CardPayment{ID: "pi", Org: "paja", Invoice: id, Cents: 100_00, Day: today})
	ok(t, err)
	turn := func(id marketplace.ID, kind EventKind) error {
		return w.Dispute(ctx, DisputeChange{ID: id, Org: "paja", Invoice: "inv-001", Payment: "pi", Kind: kind, Cents: 100_00, Fee: 20_00, Day: today})
	}
	if err := turn("a", DisputeLost); !marketplace.IsKind(err, marketplace.Conflict) {
		t.Errorf("lost before it opened: %v", err)
	}
	ok(t, turn("b", DisputeOpened))
	if err := turn("c", DisputeOpened); !marketplace.IsKind(err, marketplace.Conflict) {
		t.Errorf("more than the card paid: %v", err)
	}
	if r := w.is(t, id); r.Open() != 0 || r.Disputed != 100_00 || !r.IsOpen {
		t.Errorf("%+v", r)
	}
	if _, err := w.WriteOff(ctx, owner, id, "k"); !marketplace.IsKind(err, marketplace.Conflict) {
		t.Errorf("written off while disputed: %v", err)
	}
	ok(t, turn("d", DisputeLost))
	if r := w.is(t, id); r.Open() != 100_00 || r.Disputed != 0 {
		t.Errorf("%+v", r)
	}
}

// What will not be paid is given up by an owner, and taken back.
func TestLoss(t *testing.T) {
	ctx := t.Context()
	w := fresh(t)
	id := w.docs.bill(1, "cafe", 100_00)
	ok(t, w.follow(ctx, id))
	if _, err := w.WriteOff(ctx, birgit, id, "k"); !marketplace.IsKind(err, marketplace.Forbidden) {
		t.Errorf("billing: %v", err)
	}
	if _, err := w.WriteOff(ctx, rival, id, "k"); !marketplace.IsKind(err, marketplace.NotFound) {
		t.Errorf("a foreign one: %v", err)
	}
	if cents := must(w.WriteOff(ctx, owner, id, "k")); cents != 100_00 || must(w.WriteOff(ctx, owner, id, "k")) != 100_00 {
		t.Error(cents)
	}
	if r := w.is(t, id); r.Open() != 0 || r.Closed() != "written_off" {
		t.Errorf("%+v", r)
	}
	if err := w.Charge(ctx, Charge{ID: "c", Org: "paja", Invoice: id, Kind: LateInterest, Cents: 1, Day: today}); !marketplace.IsKind(err, marketplace.Conflict) {
		t.Errorf("interest on what was given up: %v", err)
	}
	must(w.Recover(ctx, owner, id, "k"))
	if r := w.is(t, id); r.Open() != 100_00 || len(w.broken(t)) > 0 {
		t.Errorf("%+v", r)
	}
}

// The seller and the buyer see what is open, and nobody else.
func TestWhoMay(t *testing.T) {
	ctx := t.Context()
	w := fresh(t)
	id := w.docs.bill(1, "cafe", 100_00)
	ok(t, w.follow(ctx, id))
	must(w.Receivable(ctx, birgit, id))
	must(w.Owed(ctx, bo, id))
	for name, err := range map[string]error{
		"another buyer": second(w.Owed(ctx, rival, id)), "another seller": second(w.Receivable(ctx, rival, id)), "the buyer as seller": second(w.Receivable(ctx, bo, id)),
	} {
		if !marketplace.IsKind(err, marketplace.NotFound) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := w.Receivable(ctx, seppo, id); !marketplace.IsKind(err, marketplace.Forbidden) {
		t.Errorf("a supervisor: %v", err)
	}
	page := marketplace.Page{}
	if mine, debts := must(w.Receivables(ctx, birgit, true, page)), must(w.Debts(ctx, bo, true, page)); len(mine.Items) != 1 || len(debts.Items) != 1 {
		t.Errorf("%d, %d", len(mine.Items), len(debts.Items))
	}
	if none := must(w.Debts(ctx, rival, true, page)); len(none.Items) != 0 {
		t.Errorf("%+v", none)
	}
}

func second[T any](_ T, err error) error { return err }

// A hundred at once: each counts once, and the numbers have no holes.
func TestHundredAtOnce(t *testing.T) {
	ctx := t.Context()
	w := fresh(t)
	id := w.docs.bill(1, "cafe", 90_00)
	ok(t, w.follow(ctx, id))
	var wg sync.WaitGroup
	for n := range 100 {
		wg.Go(func() {
			_, _, err := w.restart(w.db).Card(ctx, CardPayment{ID: marketplace.ID(fmt.Sprint("pi-", n%50)), Org: "paja", Invoice: id, Cents: 2_00, Day: today})
			if err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if r := w.is(t, id); r.Paid != 90_00 || r.Loose() != 10_00 || r.Step != 51 || len(w.broken(t)) > 0 {
		t.Errorf("%+v, %v", r, w.broken(t))
	}
}

// A crash at every write: after the restart the same calls end as they would have.
func TestCrashAtEveryWrite(t *testing.T) {
	ctx := t.Context()
	docs := documents{}
	id := docs.bill(1, "cafe", 100_00)
	note := docs.credit(1, id, 80_00)
	way := func(w *world) error {
		_, _, paid := w.Card(ctx, CardPayment{ID: "pi", Org: "paja", Invoice: id, Cents: 50_00, Day: today})
		_, lost := w.WriteOff(ctx, owner, id, "k")
		return errors.Join(paid, lost)
	}
	for k := 1; ; k++ {
		w := newWorld(storetest.Memory(t, Schemas()...), docs)
		faulty := storetest.Faulty(w.db, k, storetest.BeforeWrite)
		f := w.restart(faulty)
		err := errors.Join(f.follow(ctx, note), f.follow(ctx, id)) // in the wrong order
		if err == nil {
			err = way(f)
		}
		if !faulty.Crashed() {
			if k < 9 {
				t.Errorf("only %d writes: %v", k, err)
			}
			return
		}
		ok(t, w.Work(ctx))
		if b := w.broken(t); len(b) > 0 {
			t.Errorf("write %d: %v", k, b)
		}
		ok(t, errors.Join(w.follow(ctx, note), w.follow(ctx, id)))
		_ = way(w)
		if r := w.is(t, id); r.Paid != 20_00 || r.Loose() != 30_00 || r.Credited != 80_00 || r.Open() != 0 || len(w.broken(t)) > 0 {
			t.Errorf("write %d: %+v, %v", k, r, w.broken(t))
		}
	}
}

// Whatever happens in whatever order, told as often as it likes, with crashes between: every cent stands where the events say.
func TestRandomHistories(t *testing.T) {
	ctx := context.Background()
	rapid.Check(t, func(r *rapid.T) {
		w := fresh(t)
		var ids []marketplace.ID
		cents := func() money.Cents { return money.Cents(rapid.IntRange(1, 120_00).Draw(r, "cents")) }
		for n := range rapid.IntRange(3, 25).Draw(r, "steps") {
			actor := w
			if rapid.IntRange(0, 3).Draw(r, "crashes") == 0 {
				actor = w.restart(storetest.Faulty(w.db, rapid.IntRange(1, 4).Draw(r, "at"), storetest.BeforeWrite))
			}
			if n < 2 {
				ids = append(ids, w.docs.bill(n, "cafe", cents()))
			}
			id := rapid.SampledFrom(ids).Draw(r, "invoice")
			key := marketplace.ID(fmt.Sprint("k-", rapid.IntRange(0, 3).Draw(r, "key"), "-", id))
			switch rapid.SampledFrom([]string{"issue", "card", "refund", "charge", "credit", "open dispute", "win", "lose", "loss", "recover"}).Draw(r, "what") {
			case "issue":
				_ = actor.follow(ctx, id)
			case "card":
				_, _, _ = actor.Card(ctx, CardPayment{ID: key, Org: "paja", Invoice: id, Cents: cents(), Day: today})
			case "refund":
				_ = actor.Refund(ctx, CardRefund{ID: key, Org: "paja", Invoice: id, Payment: key, Cents: cents(), Day: today})
			case "charge":
				_ = actor.Charge(ctx, Charge{ID: key, Org: "paja", Invoice: id, Kind: LateInterest, Cents: cents(), Day: today})
			case "credit":
				left := w.docs[id].Payable()
				for _, d := range w.docs {
					if d.Of == id {
						left -= d.Payable()
					}
				}
				if left > 0 {
					_ = actor.follow(ctx, w.docs.credit(n, id, min(left, cents())))
				}
			case "open dispute", "win", "lose":
				kind := rapid.SampledFrom([]EventKind{DisputeOpened, DisputeWon, DisputeLost}).Draw(r, "turn")
				_ = actor.Dispute(ctx, DisputeChange{ID: key + marketplace.ID(kind), Org: "paja", Invoice: id, Payment: key, Kind: kind, Cents: cents(), Day: today})
			case "loss":
				_, _ = actor.WriteOff(ctx, owner, id, string(key))
			case "recover":
				_, _ = actor.Recover(ctx, owner, id, string(key))
			}
			ok(t, w.Work(ctx))
			if b := w.broken(t); len(b) > 0 {
				r.Fatal(strings.Join(b, "\n"))
			}
		}
	})
}
