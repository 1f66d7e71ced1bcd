package daybook

import (
	"context"
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/invoice"
	"sovite.fi/sovite/marketplace/invoice/en16931"
	"sovite.fi/sovite/marketplace/journal"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/payment"
	"sovite.fi/sovite/marketplace/payment/settle"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/store/storetest"
)

const day marketplace.Date = "2026-12-07"

// life is a sales ledger with documents that a test issues, and the books that follow it.
type life struct {
	*Service
	db     store.Store
	docs   profiles
	ledger *payment.Service
}

func begin(db store.Store, docs profiles) *life {
	s := booksOf(db, docs)
	return &life{s, db, docs, s.Ledger.(*payment.Service)}
}

// bill is a document of two rates and an allowance, with what it comes to.
func (l *life) bill(n int, of marketplace.ID, net money.Cents) marketplace.ID {
	taxed := en16931.Taxed(2550)
	d := en16931.Document{Kind: en16931.Invoice, Number: fmt.Sprint(n), Issued: day, Due: day.AddDays(14), Project: "P1", Lines: []en16931.Line{
		{ID: "1", Net: net, Tax: taxed}, {ID: "2", Net: net + 1, Tax: taxed}, {ID: "3", Net: 7, Tax: en16931.SocialWelfare()},
	}, Adjustments: []en16931.Adjustment{{Amount: 1, Tax: taxed}}}
	vat, err := (2 * net).Ratio(2550, 10_000)
	if err != nil {
		panic(err)
	}
	d.Totals = en16931.Totals{Payable: 2*net + 7 + vat, Taxes: []en16931.Subtotal{{Tax: taxed, Base: 2 * net, VAT: vat}, {Tax: en16931.SocialWelfare(), Base: 7}}}
	if of != "" {
		d.Kind = en16931.CreditNote
	}
	id := marketplace.ID(fmt.Sprintf("doc-%d", n))
	l.docs[id] = invoice.Invoice{ID: id, Org: "paja", Buyer: "cafe", State: invoice.Issued, Of: of, Document: d}
	return id
}

func (l *life) issue(ctx context.Context, id marketplace.ID) error {
	return l.ledger.Follow(ctx, marketplace.Fact{Type: "invoice.issued", Org: "paja", Subject: "invoices/" + string(id)})
}

// book follows the steps, each perhaps more than once and in any order.
func (l *life) book(ctx context.Context, order func(n int) []int) error {
	steps, err := l.ledger.StepsOf(ctx, "paja", 0, 1000)
	if err != nil {
		return err
	}
	for _, at := range order(len(steps)) {
		if err := l.Follow(ctx, marketplace.Fact{Type: "payment.step", Org: "paja", Subject: "payment_steps/" + string(steps[at].ID)}); err != nil {
			return err
		}
	}
	return nil
}

func inOrder(n int) (out []int) {
	for i := range n {
		out = append(out, i)
	}
	return out
}

// agree fails the test unless the books are sound and say what the ledger says.
func (l *life) agree(t rapid.TB) Reconciliation {
	r, err := l.Reconcile(context.Background(), birgit)
	_, fault, bad := l.Examine(context.Background(), "paja")
	if err != nil || bad != nil || fault != nil || !r.Agrees() || r.Told != r.Account {
		t.Fatalf("%+v, %+v, %v, %v", r, fault, err, bad)
	}
	return r
}

// something is one thing that can happen to an invoice; what the ledger refuses is refused.
func (l *life) something(r *rapid.T, n int, id marketplace.ID) {
	ctx := context.Background()
	key := marketplace.ID(fmt.Sprintf("k%d", n))
	pi := marketplace.ID(fmt.Sprintf("pi%d-%s", rapid.IntRange(0, 1).Draw(r, "payment"), id))
	cents := money.Cents(rapid.IntRange(1, 300_00).Draw(r, "cents"))
	owner := marketplace.Actor{Person: "outi", Org: "paja", Roles: []marketplace.Role{marketplace.RoleOwner}}
	switch rapid.IntRange(0, 8).Draw(r, "what") {
	case 0:
		_ = l.issue(ctx, l.bill(1000+n, id, min(cents, 10_00)))
	case 1, 2:
		_, _, _ = l.ledger.Card(ctx, payment.CardPayment{ID: pi, Org: "paja", Invoice: id, Cents: cents, Fee: cents / 50, PlatformFee: cents / 100, Day: day})
	case 3:
		_ = l.ledger.Refund(ctx, payment.CardRefund{ID: key, Org: "paja", Invoice: id, Payment: pi, Cents: cents, FeeBack: cents / 60, Day: day})
	case 4, 5:
		kind := rapid.SampledFrom([]payment.EventKind{payment.DisputeOpened, payment.DisputeOpened, payment.DisputeWon, payment.DisputeLost}).Draw(r, "turn")
		_ = l.ledger.Dispute(ctx, payment.DisputeChange{ID: key, Org: "paja", Invoice: id, Payment: pi, Kind: kind, Cents: cents / 3, Fee: 15_00, Day: day})
	case 6:
		kind := rapid.SampledFrom([]payment.EventKind{payment.ReminderFee, payment.Compensation, payment.LateInterest}).Draw(r, "kind")
		_ = l.ledger.Charge(ctx, payment.Charge{ID: key, Org: "paja", Invoice: id, Kind: kind, Cents: cents, Day: day})
	case 7:
		_, _ = l.ledger.WriteOff(ctx, owner, id, string(key))
		_, _ = l.ledger.Recover(ctx, owner, id, string(key))
	case 8:
		_ = l.ledger.PayOut(ctx, payment.Payout{ID: key, Org: "paja", Cents: cents, Day: day})
	}
}

// Whatever happens in the ledger, followed twice and in any order, with periods closed between: the books are balanced, and every
// receivable is what the ledger says is open.
func TestLives(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		ctx := context.Background()
		l := begin(memory(t), profiles{})
		var ids []marketplace.ID
		for n := range rapid.IntRange(1, 3).Draw(r, "invoices") {
			ids = append(ids, l.bill(n, "", money.Cents(rapid.IntRange(1, 200_00).Draw(r, "net"))))
			ok(t, l.issue(ctx, ids[n]))
		}
		for n := range rapid.IntRange(0, 15).Draw(r, "steps") {
			l.something(r, n, rapid.SampledFrom(ids).Draw(r, "invoice"))
		}
		ok(t, l.book(ctx, func(n int) []int { return rapid.Permutation(inOrder(n)).Draw(r, "order") }))
		if rapid.Bool().Draw(r, "close") {
			must(l.Close(ctx, birgit, day))
		}
		before := l.agree(r)
		ok(t, l.book(ctx, func(n int) []int { return rapid.SliceOf(rapid.IntRange(0, n-1)).Draw(r, "again") }))
		if after := l.agree(r); after.Account != before.Account || after.Invoices != before.Invoices {
			r.Fatalf("%+v, before %+v", after, before)
		}
	})
}

// What the bank reports is booked as the ledger settled it.
func TestSettled(t *testing.T) {
	is := settle.Settlement{Payment: settle.Payment{Key: "p", Booked: day, Amount: 30_00, Incoming: true, Party: "Kahvila"}, Applied: []settle.Share{{Invoice: "doc-1", Cents: 20_00}}, Parked: 10_00}
	s := books(memory(t))
	list := must(s.events(t.Context(), payment.Event{ID: "e", Kind: payment.Settled, Day: day, Changes: []payment.Change{{Is: is}}}))
	e := must(s.Post(t.Context(), "paja", list[0]))
	if len(e.Lines) != 3 || e.Kind != journal.KindPaid || e.Lines[1].Cents != -20_00 || e.Lines[1].Invoice != "doc-1" {
		t.Errorf("%+v", e)
	}
}

// The lines of an invoice come by treatment and rate, with its allowance and its project.
func TestContent(t *testing.T) {
	l := begin(memory(t), profiles{})
	id := l.bill(1, "", 100_00)
	ok(t, l.issue(t.Context(), id))
	ok(t, l.book(t.Context(), inOrder))
	e := must(l.Entry(t.Context(), birgit, 1))
	want := map[journal.Tag]money.Cents{
		{Invoice: id}: 251_07, {Treatment: journal.Standard, Rate: 2550, Project: "P1"}: -200_00, {Treatment: journal.Exempt, Project: "P1"}: -7,
		{Treatment: journal.Standard, Rate: 2550}: -51_00,
	}
	for _, line := range e.Lines {
		if want[line.Tag] != line.Cents {
			t.Errorf("%+v", line)
		}
	}
	if len(e.Lines) != 4 {
		t.Errorf("%d lines", len(e.Lines))
	}
}

// Every kind of event of the ledger can be booked.
func TestEveryKind(t *testing.T) {
	l := begin(memory(t), profiles{})
	id, note := l.bill(1, "", 100_00), l.bill(2, "doc-1", 10_00)
	for n, kind := range payment.EventKinds() {
		e := payment.Event{ID: marketplace.ID(fmt.Sprintf("e%d", n)), Kind: kind, Day: day, Invoice: id, Number: "1", Note: note, Cents: 5_00, Unsettled: 1_00}
		if kind == payment.Settled {
			e.Changes = []payment.Change{{Is: settle.Settlement{Payment: settle.Payment{Key: "p", Booked: day, Amount: 1, Incoming: true}, Parked: 1}}}
		}
		list := must(l.events(t.Context(), e))
		for _, j := range list {
			if got, err := l.Post(t.Context(), "paja", j); err != nil || got.Number == 0 {
				t.Errorf("%s: %+v, %v", kind, got, err)
			}
		}
		if len(list) == 0 {
			t.Errorf("%s is not booked", kind)
		}
	}
}

// A crash at every write of a step's booking leaves books that are sound, and following it again ends them.
func TestFollowCrashes(t *testing.T) {
	ctx := t.Context()
	for k := 1; ; k++ {
		l := begin(memory(t), profiles{})
		ok(t, l.issue(ctx, l.bill(1, "", 100_00)))
		_, _, err := l.ledger.Card(ctx, payment.CardPayment{ID: "pi", Org: "paja", Invoice: "doc-1", Cents: 300_00, Fee: 3_00, Day: day})
		ok(t, err)
		ok(t, l.ledger.Refund(ctx, payment.CardRefund{ID: "re", Org: "paja", Invoice: "doc-1", Payment: "pi", Cents: 60_00, Day: day}))
		faulty := storetest.Faulty(l.db, k, storetest.BeforeWrite)
		err = begin(faulty, l.docs).book(ctx, inOrder)
		if !faulty.Crashed() {
			ok(t, err)
			if k < 5 {
				t.Errorf("only %d writes", k)
			}
			return
		}
		l.sound(t, "paja")
		ok(t, l.book(ctx, inOrder))
		l.agree(t)
		if n := l.sound(t, "paja"); n != 4 {
			t.Errorf("write %d: %d entries", k, n)
		}
	}
}
