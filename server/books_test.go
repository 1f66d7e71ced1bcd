package server_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/invoice"
	"sovite.fi/sovite/marketplace/invoice/en16931"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/payment"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/store/storetest"
	"sovite.fi/sovite/marketplace/timesheet"
	"sovite.fi/sovite/server"
	"sovite.fi/sovite/server/servertest"
)

// books are the money of one organiser on a whole server: invoices from approved hours, and what happens to them.
type books struct {
	*servertest.App
	n      int                       // of orders and keys
	issued map[marketplace.ID]string // each document as it was first seen
	sheets []marketplace.ID
}

func newBooks(t testing.TB) *books {
	a := servertest.New(t)
	_, err := a.Invoices.SaveProfile(t.Context(), a.Actor("rival"), 0, invoice.Profile{Party: en16931.Party{
		Name: "Rival", BusinessID: "0112038-9", VAT: "FI01120389", EInvoice: "003701120389", Operator: "003721291126",
		Address: en16931.Address{Street: "Low street 2", PostCode: "00100", City: "Helsinki", Country: "FI"},
	}})
	fine(t, err)
	a.Carry(t)
	return &books{App: a, issued: map[marketplace.ID]string{}}
}

func (b *books) key() string { b.n++; return fmt.Sprint("key-", b.n) }

// approve has hours of one day approved.
func (b *books) approve(t testing.TB, buyer string, people int) {
	b.n++
	day := servertest.Worked.AddDays(-b.n % 5)
	b.sheets = append(b.sheets, b.Approved(t, marketplace.ID(fmt.Sprint("order-", b.n)), buyer, day, people))
}

// bill makes invoices of everything that was approved.
func (b *books) bill(ctx context.Context, p *server.Parts, key string) error {
	plans, err := p.Invoices.Preview(ctx, b.Actor("billing"), servertest.Today)
	if err != nil || len(plans) == 0 {
		return err
	}
	if _, err := p.Invoices.Begin(ctx, b.Actor("billing"), key, servertest.Today, plans); err != nil {
		return err
	}
	return p.Invoices.Work(ctx)
}

// made are the invoices and credit notes of the organiser in the order of their numbers, without those that the world began with.
func (b *books) made(t testing.TB) (out []invoice.Invoice) {
	t.Helper()
	for page := (marketplace.Page{Limit: marketplace.MaxLimit}); ; {
		list, err := b.Invoices.Mine(t.Context(), b.Actor("billing"), invoice.Issued, page)
		fine(t, err)
		for _, e := range list.Items {
			if e.Value.Series == "2026-" { // the world has one of another series
				out = append(out, e.Value)
			}
		}
		if page.After = list.Next; page.After == "" {
			slices.SortFunc(out, func(a, b invoice.Invoice) int { return int(*a.Seq - *b.Seq) })
			return out
		}
	}
}

// something does one thing that can happen to money, on a server that may crash; what is refused is refused.
func (b *books) something(r *rapid.T, t testing.TB, p *server.Parts) {
	ctx := context.Background()
	what := rapid.SampledFrom([]string{"approve", "bill", "bill", "credit", "card", "card", "refund", "dispute", "charge", "lose", "recover", "rename"}).Draw(r, "what")
	if what == "approve" {
		b.approve(t, rapid.SampledFrom([]string{"acme", "rival-firm"}).Draw(r, "buyer"), rapid.IntRange(1, 4).Draw(r, "people"))
		return
	}
	key := b.key()
	if what == "bill" {
		_ = b.bill(ctx, p, key)
		return
	}
	if what == "rename" {
		b.rename(ctx, p, key)
		return
	}
	all := slices.DeleteFunc(b.made(t), func(i invoice.Invoice) bool { return i.ID == "invoice-1" || i.Of != "" })
	if len(all) == 0 {
		return
	}
	i := rapid.SampledFrom(all).Draw(r, "invoice")
	cents := money.Cents(rapid.IntRange(1, int(i.Payable())+50_00).Draw(r, "cents"))
	pi := marketplace.ID(fmt.Sprint("pi-", rapid.IntRange(0, 2).Draw(r, "payment"), "-", i.ID))
	again := marketplace.ID(rapid.SampledFrom([]string{key, "same-" + string(pi)}).Draw(r, "key"))
	org := i.Org
	switch what {
	case "credit":
		var some []marketplace.ID
		for _, s := range i.Sources {
			if rapid.Bool().Draw(r, "line") {
				some = append(some, s.Key())
			}
		}
		_, _ = p.Invoices.Credit(ctx, b.Actor("billing"), i.ID, key, some, "Wrong day")
	case "card":
		_, _, _ = p.Ledger.Card(ctx, payment.CardPayment{ID: pi, Org: org, Invoice: i.ID, Cents: cents, Fee: cents / 50, PlatformFee: cents / 100, Day: servertest.Today})
	case "refund":
		_ = p.Ledger.Refund(ctx, payment.CardRefund{ID: again, Org: org, Invoice: i.ID, Payment: pi, Cents: cents, Day: servertest.Today})
	case "dispute":
		kind := rapid.SampledFrom([]payment.EventKind{payment.DisputeOpened, payment.DisputeWon, payment.DisputeLost}).Draw(r, "turn")
		_ = p.Ledger.Dispute(ctx, payment.DisputeChange{ID: again + marketplace.ID(kind), Org: org, Invoice: i.ID, Payment: pi, Kind: kind, Cents: cents, Day: servertest.Today})
	case "charge":
		kind := rapid.SampledFrom([]payment.EventKind{payment.ReminderFee, payment.Compensation, payment.LateInterest}).Draw(r, "kind")
		_ = p.Ledger.Charge(ctx, payment.Charge{ID: again, Org: org, Invoice: i.ID, Kind: kind, Cents: cents, Day: servertest.Today})
	case "lose":
		_, _ = p.Ledger.WriteOff(ctx, b.Actor("crew-owner"), i.ID, key)
	case "recover":
		_, _ = p.Ledger.Recover(ctx, b.Actor("crew-owner"), i.ID, key)
	}
}

// rename changes what invoices say of a buyer from now on.
func (b *books) rename(ctx context.Context, p *server.Parts, name string) {
	e, err := p.Invoices.ReadProfile(ctx, b.Actor("rival"))
	if err != nil {
		return
	}
	e.Value.Party.Name = "Rival " + name
	_, _ = p.Invoices.SaveProfile(ctx, b.Actor("rival"), e.Rev, e.Value)
}

// settle carries everything that a crash left, and every fact once more than is needed.
func (b *books) settle(t testing.TB) {
	t.Helper()
	ctx := t.Context()
	fine(t, b.Invoices.Work(ctx))
	b.Carry(t)
	fine(t, b.Ledger.Work(ctx))
	all := b.made(t)
	for _, i := range all[max(0, len(all)-20):] {
		if i.ID != "invoice-1" {
			fine(t, b.Ledger.Follow(ctx, marketplace.Fact{Type: "invoice.issued", Org: i.Org, Subject: "invoices/" + string(i.ID)}))
		}
	}
	b.Carry(t)
}

// broken says which of the ten invariants does not hold; each complaint begins with its number.
func (b *books) broken(t testing.TB) (out []string) {
	t.Helper()
	say := func(text string, args ...any) { out = append(out, fmt.Sprintf(text, args...)) }
	all := b.made(t)
	fresh := slices.DeleteFunc(slices.Clone(all), func(i invoice.Invoice) bool { return b.issued[i.ID] != "" })
	for n, i := range all {
		if *i.Seq != int64(n+1) {
			say("4: number %d follows %d", *i.Seq, n)
		}
		for _, f := range en16931.Failures(i.Document) {
			say("1, 8: %s: %v", i.Document.Number, f)
		}
		for _, l := range i.Document.Lines {
			if want, known := invoice.Taxed.Tax(l.Period.From); !known || l.Tax != want {
				say("2: %s: line %s of %s has %+v", i.Document.Number, l.ID, l.Period.From, l.Tax)
			}
		}
		text, err := json.Marshal(i.Document)
		fine(t, err)
		if was, seen := b.issued[i.ID]; seen && was != string(text) {
			say("5, 10: %s changed", i.Document.Number)
		}
		b.issued[i.ID] = string(text)
	}
	return slices.Concat(out, b.figures(t, fresh), b.hours(t, all), b.credits(all), b.receivables(t, all), b.accounts(t))
}

var (
	ublTotal      = regexp.MustCompile(`<cbc:PayableAmount[^>]*>([0-9.]+)<`)
	finvoiceTotal = regexp.MustCompile(`<InvoiceTotalVatIncludedAmount[^>]*>-?([0-9,]+)<`)
)

// figures holds what the formats say against the document: 1.
func (b *books) figures(t testing.TB, all []invoice.Invoice) (out []string) {
	for _, i := range all {
		want := fmt.Sprintf("%d.%02d", i.Payable()/100, i.Payable()%100)
		for f, total := range map[invoice.Format]*regexp.Regexp{invoice.UBL: ublTotal, invoice.Finvoice: finvoiceTotal} {
			text, err := b.Invoices.Written(t.Context(), b.Actor("billing"), i.ID, f, "en")
			fine(t, err)
			found := total.FindSubmatch(text)
			if found == nil || strings.ReplaceAll(string(found[1]), ",", ".") != want {
				out = append(out, fmt.Sprintf("1: %s in %s says %q, not %s", i.Document.Number, f, found, want))
			}
		}
	}
	return out
}

// hours holds the approved lines against the invoices: each on at most one that was not given back, and nowhere else: 3.
func (b *books) hours(t testing.TB, all []invoice.Invoice) (out []string) {
	on := map[marketplace.ID]string{}
	for _, i := range all {
		for _, s := range i.Sources {
			if i.Of != "" || i.ID == "invoice-1" || slices.ContainsFunc(i.Credits, func(c invoice.Credited) bool { return slices.Contains(c.Sources, s.Key()) }) {
				continue
			}
			if on[s.Key()] != "" {
				out = append(out, fmt.Sprintf("3: %s stands on %s and %s", s.Key(), on[s.Key()], i.ID))
			}
			on[s.Key()] = string(i.ID)
		}
	}
	lines := store.NewCollection[timesheet.Timesheet](b.Store, timesheet.Schemas()[0])
	for _, id := range b.sheets {
		e, err := lines.Get(t.Context(), id)
		fine(t, err)
		for _, l := range e.Value.Lines {
			if l.Invoice != on[id+"/"+l.ID] {
				out = append(out, fmt.Sprintf("3: %s/%s says %q, the invoices %q", id, l.ID, l.Invoice, on[id+"/"+l.ID]))
			}
			delete(on, id+"/"+l.ID)
		}
	}
	for key, i := range on {
		if !strings.HasPrefix(string(key), b.IDs["hours"]) {
			out = append(out, fmt.Sprintf("3: %s on %s is of no approval", key, i))
		}
	}
	return out
}

// credits holds what was given back against each invoice, in each category of tax: 6.
func (b *books) credits(all []invoice.Invoice) (out []string) {
	for _, i := range all {
		if i.Of != "" {
			continue
		}
		back := map[en16931.Tax]en16931.Subtotal{}
		for _, n := range all {
			if n.Of != i.ID {
				continue
			}
			for _, s := range n.Document.Totals.Taxes {
				sum := back[s.Tax]
				back[s.Tax] = en16931.Subtotal{Base: sum.Base + s.Base, VAT: sum.VAT + s.VAT}
			}
		}
		given := 0
		for _, c := range i.Credits {
			given += len(c.Sources)
		}
		for _, s := range i.Document.Totals.Taxes {
			sum := back[s.Tax]
			if sum.Base > s.Base || sum.VAT > s.VAT || given == len(i.Sources) && (sum.Base != s.Base || sum.VAT != s.VAT) {
				out = append(out, fmt.Sprintf("6: %d + %d of %d + %d were given back of %s", sum.Base, sum.VAT, s.Base, s.VAT, i.Document.Number))
			}
		}
	}
	return out
}

// receivables holds what is open against the invoices and the steps: 7.
func (b *books) receivables(t testing.TB, all []invoice.Invoice) (out []string) {
	say := func(text string, args ...any) { out = append(out, fmt.Sprintf(text, args...)) }
	credited := map[marketplace.ID]money.Cents{}
	for _, i := range all {
		if i.Of != "" {
			credited[i.Of] += i.Payable()
		}
	}
	for _, i := range all {
		if i.Of != "" || i.ID == "invoice-1" {
			continue
		}
		e, err := b.Ledger.Receivable(t.Context(), b.Actor("billing"), i.ID)
		fine(t, err)
		r := e.Value
		if !r.Balanced() || r.Total != i.Payable() || r.Credited != credited[i.ID] || r.Number != i.Document.Number {
			say("7: %s asks for %d, was credited %d, and the ledger has %+v", i.Document.Number, i.Payable(), credited[i.ID], r)
		}
		if r.Open()+r.Paid+r.Credited+r.Lost != r.Total+r.Charged {
			say("7: %+v does not add up", r)
		}
	}
	return out
}

// The ten invariants of money on the whole server, whatever happens in whatever order, told twice, with a crash at any write of
// it: 1 the sums are the same everywhere, 2 the rate is that of the day of the work, 3 an approved line is on one invoice at most,
// 4 numbers have no holes, 5 and 10 nothing that was issued changes, 6 credits stay within the invoice, 7 paid, credited and open
// add up, 8 check digits hold. 9, that the official rules find nothing, is looked at with the golden files.
func TestInvariantsOfMoney(t *testing.T) {
	b := newBooks(t)
	line := &swapped{}
	crashing := b.Beside(t, func(s store.Store) store.Store { line.Store = s; return line })
	sound := line.Store
	rapid.Check(t, func(r *rapid.T) {
		for range rapid.IntRange(1, 4).Draw(r, "steps") {
			line.Store = sound
			if rapid.IntRange(0, 2).Draw(r, "crashes") == 0 {
				line.Store = storetest.Faulty(sound, rapid.IntRange(1, 12).Draw(r, "at"), storetest.BeforeWrite)
			}
			b.something(r, t, crashing)
			if rapid.Bool().Draw(r, "carries") {
				_ = crashing.Courier.Drain(context.Background())
			}
		}
		line.Store = sound
		b.settle(t)
		if out := b.broken(t); len(out) > 0 {
			r.Fatal(strings.Join(out, "\n"))
		}
	})
	if n := len(b.made(t)); n < 20 {
		t.Errorf("only %d invoices were made", n)
	}
}

// A crash before every write from the approval to nothing open: approved → billed → paid by card in part → credited whole →
// refunded → billed anew. After the restart every step is done again, and each cent stands where it would have.
func TestCrashAtEveryWriteOfMoney(t *testing.T) {
	b := newBooks(t)
	line := &swapped{}
	crashing := b.Beside(t, func(s store.Store) store.Store { line.Store = s; return line })
	sound := line.Store
	for k, done := 1, false; !done; k++ {
		b.approve(t, "acme", 2)
		b.Carry(t)
		key := fmt.Sprint("crash-", k)
		faulty := storetest.Faulty(sound, k, storetest.BeforeWrite)
		line.Store = faulty
		err := b.way(t.Context(), crashing, key)
		line.Store = sound
		done = !faulty.Crashed()
		if !done && !errors.Is(err, storetest.ErrCrash) || done && (err != nil || k < 25) {
			t.Fatalf("write %d: %v", k, err)
		}
		b.settle(t)
		if out := b.broken(t); len(out) > 0 {
			t.Fatalf("write %d: %s", k, strings.Join(out, "\n"))
		}
		fine(t, b.way(t.Context(), b.Parts, key))
		b.settle(t)
		out := b.broken(t)
		if len(out) > 0 {
			t.Fatalf("write %d, again: %s", k, strings.Join(out, "\n"))
		}
		fine(t, b.closed(t, key))
	}
}

// way goes from the approval to the second invoice; each step looks what was done before.
func (b *books) way(ctx context.Context, p *server.Parts, key string) error {
	if err := b.bill(ctx, p, key+"-a"); err != nil {
		return err
	}
	if err := p.Courier.Drain(ctx); err != nil {
		return err
	}
	i, err := b.of(ctx, p, key+"-a")
	if err != nil {
		return err
	}
	pi := marketplace.ID("pi-" + key)
	if _, _, err := p.Ledger.Card(ctx, payment.CardPayment{ID: pi, Org: i.Org, Invoice: i.ID, Cents: 10_00, Fee: 30, Day: servertest.Today}); err != nil {
		return err
	}
	if _, err := p.Invoices.Credit(ctx, b.Actor("billing"), i.ID, key, nil, "Wrong day"); err != nil {
		return err
	}
	if err := p.Courier.Drain(ctx); err != nil {
		return err
	}
	back := payment.CardRefund{ID: marketplace.ID("re-" + key), Org: i.Org, Invoice: i.ID, Payment: pi, Cents: 10_00, Day: servertest.Today}
	if err := p.Ledger.Refund(ctx, back); err != nil {
		return err
	}
	if err := b.bill(ctx, p, key+"-b"); err != nil {
		return err
	}
	return p.Courier.Drain(ctx)
}

// of is the invoice that a run made.
func (b *books) of(ctx context.Context, p *server.Parts, key string) (invoice.Invoice, error) {
	plans, err := p.Invoices.Begin(ctx, b.Actor("billing"), key, servertest.Today, []invoice.Plan{{}}) // begun before: it answers with what there is
	if err != nil {
		return invoice.Invoice{}, err
	}
	if len(plans.Value.Items) != 1 || plans.Value.Items[0].Invoice == "" {
		return invoice.Invoice{}, fmt.Errorf("run %s: %+v", key, plans.Value.Items)
	}
	return p.Invoices.Issued(ctx, plans.Value.Items[0].Invoice)
}

// closed: the first invoice asks for nothing and was paid nothing, and the second asks for all.
func (b *books) closed(t testing.TB, key string) error {
	first, err := b.of(t.Context(), b.Parts, key+"-a")
	if err != nil {
		return err
	}
	second, err := b.of(t.Context(), b.Parts, key+"-b")
	if err != nil {
		return err
	}
	a, err := b.Ledger.Receivable(t.Context(), b.Actor("billing"), first.ID)
	fine(t, err)
	z, err := b.Ledger.Receivable(t.Context(), b.Actor("billing"), second.ID)
	fine(t, err)
	if a.Value.Open() != 0 || a.Value.Paid != 0 || z.Value.Open() != second.Payable() || second.Payable() != first.Payable() {
		return fmt.Errorf("%s: %+v, %+v", key, a.Value, z.Value)
	}
	return nil
}
