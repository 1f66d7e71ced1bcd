package fee

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account"
	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/marketplace/invoice"
	"sovite.fi/sovite/marketplace/invoice/en16931"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/payment"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/store/storetest"
	"sovite.fi/sovite/matching"
)

var (
	admin  = marketplace.Actor{Person: "anna", Org: "house", Roles: []marketplace.Role{marketplace.RoleAdministrator, marketplace.RoleBilling}}
	birgit = marketplace.Actor{Person: "birgit", Org: "paja", Roles: []marketplace.Role{marketplace.RoleBilling}}
	other  = marketplace.Actor{Person: "olli", Org: "elsewhere", Roles: []marketplace.Role{marketplace.RoleAdministrator}}
)

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func ok(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// sold is what an organiser of these tests issued and was paid by card, step by step.
type sold struct {
	docs  map[marketplace.ID]invoice.Invoice
	steps []payment.Step
}

func (s *sold) StepsOf(_ context.Context, _ marketplace.ID, after int64, limit int) ([]payment.Step, error) {
	list := s.steps[min(int(after), len(s.steps)):]
	return list[:min(len(list), limit)], nil
}

func (s *sold) step(day marketplace.Date, e payment.Event) {
	e.Day = day
	s.steps = append(s.steps, payment.Step{Seq: int64(len(s.steps) + 1), At: at(day), Events: []payment.Event{e}})
}

func (s *sold) doc(id marketplace.ID, of marketplace.ID, day marketplace.Date, net money.Cents) {
	i := invoice.Invoice{ID: id, Org: "paja", State: invoice.Issued, Of: of, Document: en16931.Document{Number: string(id), Issued: day}}
	i.Document.Totals.Net = net
	s.docs[id] = i
}

func (s *sold) sell(day marketplace.Date, net money.Cents) marketplace.ID {
	id := marketplace.ID(fmt.Sprintf("inv-%d", len(s.steps)))
	s.doc(id, "", day, net)
	s.step(day, payment.Event{Kind: payment.Issued, Invoice: id, Number: string(id)})
	return id
}

func (s *sold) credit(day marketplace.Date, of marketplace.ID, net money.Cents) {
	id := marketplace.ID(fmt.Sprintf("crn-%d", len(s.steps)))
	s.doc(id, of, day, net)
	s.step(day, payment.Event{Kind: payment.Credited, Invoice: of, Note: id, Number: string(of)})
}

func (s *sold) card(day marketplace.Date, kept, back money.Cents) {
	s.step(day, payment.Event{Kind: payment.CardPaid, Invoice: "inv-0", Number: "inv-0", PlatformFee: kept, PlatformFeeBack: back})
}

func at(day marketplace.Date) marketplace.Instant {
	return marketplace.At(day.Time().Add(9 * time.Hour))
}

// both gives what was sold and issues what the platform asks for.
type both struct {
	*invoice.Service
	sold *sold
}

func (b both) Issued(_ context.Context, id marketplace.ID) (invoice.Invoice, error) {
	i, there := b.sold.docs[id]
	if !there {
		return i, notFound()
	}
	return i, nil
}

type orgs struct{}

func (orgs) PublicOrganisation(_ context.Context, id marketplace.ID) (account.PublicOrganisation, error) {
	kinds := map[marketplace.ID][]account.Kind{"paja": {account.KindOrganiser}, "cafe": {account.KindEmployer}}[id]
	if kinds == nil {
		return account.PublicOrganisation{}, notFound()
	}
	return account.PublicOrganisation{ID: id, Kinds: kinds}, nil
}

type world struct {
	*Service
	db   store.Store
	inv  *invoice.Service
	sold *sold
	day  *marketplace.Date
}

type zeros struct{}

func (*zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

func newWorld(db store.Store, s *sold, day *marketplace.Date) *world {
	clock := marketplace.Clock(func() time.Time { return at(*day).Time() })
	ids := marketplace.NewIDs(clock, new(zeros))
	inv := invoice.New(invoice.Deps{Store: db, Clock: clock, IDs: ids})
	bundle := must(i18n.Load(must(matching.LoadScale())))
	return &world{New(Deps{Store: db, Clock: clock, IDs: ids, Bundle: bundle, Invoices: both{inv, s}, Ledger: s, Orgs: orgs{}}), db, inv, s, day}
}

// agreed is a world in which the organiser pays 2.5 % from September 2026 on, and what is kept of cards is shown.
func agreed(t testing.TB) *world {
	t.Helper()
	day := marketplace.Date("2026-08-15")
	w := newWorld(storetest.Memory(t, append(Schemas(), invoice.Schemas()...)...), &sold{docs: map[marketplace.ID]invoice.Invoice{}}, &day)
	for who, id := range map[marketplace.ID]string{"house": "1234567-1", "paja": "7654321-2"} {
		digits := id[:7] + id[8:]
		_, err := w.inv.SaveProfile(t.Context(), marketplace.Actor{Person: "p", Org: who, Roles: admin.Roles}, 0, invoice.Profile{Party: en16931.Party{
			Name: string(who), BusinessID: id, VAT: "FI" + digits, EInvoice: "0037" + digits, Operator: "003721291126",
			Address: en16931.Address{Street: "Katu 1", PostCode: "00100", City: "Helsinki", Country: "FI"},
		}, Terms: invoice.Terms{IBAN: "FI2112345600000785", Series: "SOV-", Treatment: invoice.Taxed}})
		ok(t, err)
	}
	must(w.Agree(t.Context(), admin, "paja", Terms{From: "2026-09-01", Share: 250, Cards: true}))
	return w
}

// all are the invoices of the platform, oldest first.
func (w *world) all(t testing.TB) []invoice.Invoice {
	t.Helper()
	list := must(w.inv.Mine(t.Context(), admin, invoice.Issued, marketplace.Page{})).Items
	out := make([]invoice.Invoice, len(list))
	for _, e := range list {
		out[int(*e.Value.Seq)-1] = e.Value
	}
	return out
}

// From the agreement to the invoices: what was sold before it counts nothing, what was credited later comes off, what was kept of
// cards is paid already, and nothing is asked for while more was credited than sold.
func TestStory(t *testing.T) {
	ctx, w := t.Context(), agreed(t)
	w.sold.sell("2026-08-30", 9999_00)
	first := w.sold.sell("2026-09-10", 1000_00)
	w.sold.sell("2026-09-11", 33_33)
	w.sold.card("2026-09-12", 12_55, 0)
	*w.day = "2026-09-30"
	if p := must(w.Preview(ctx, admin, "paja")); p.Bill.Fee != 25_83 || p.Bill.Kept != 12_55 || len(p.Problems) > 0 || len(p.Sources) != 3 {
		t.Errorf("%+v", p)
	}
	ok(t, w.Work(ctx))
	if len(w.all(t)) > 0 {
		t.Error("the month is not over")
	}
	*w.day = "2026-10-01"
	for range 2 {
		ok(t, w.Work(ctx))
	}
	bills := w.all(t)
	if len(bills) != 1 {
		t.Fatalf("%d", len(bills))
	}
	d := bills[0].Document
	// 25.83 + 10.00 net, 25.5 % of it, less 12.55 that was kept
	if d.Number != "SOV-0001" || bills[0].Buyer != "paja" || d.Totals.Net != 35_83 || d.Totals.VAT != 9_14 || d.Prepaid != 12_55 || d.Totals.Payable != 32_42 || len(bills[0].Fees) != 3 {
		t.Errorf("%+v, %+v", d.Totals, bills[0].Fees)
	}
	must(w.inv.Received(ctx, birgit, bills[0].ID))
	w.sold.credit("2026-10-05", first, 1000_00)
	w.sold.sell("2026-10-06", 200_00)
	*w.day = "2026-11-02"
	ok(t, w.Work(ctx))
	if len(w.all(t)) != 1 {
		t.Error("more was credited than sold, and an invoice came")
	}
	w.sold.sell("2026-11-06", 1800_00)
	*w.day = "2026-12-01"
	ok(t, w.Work(ctx))
	if bills = w.all(t); len(bills) != 2 || bills[1].Document.Totals.Net != 25_00 {
		t.Errorf("%+v", bills)
	}
}

// Whatever is sold and credited in whatever months: the invoices come to the share of what was sold, rounded once, unless credits
// have the better of it; doing a month again changes nothing, and each step counts once.
func TestFeesOfTheSum(t *testing.T) {
	ctx := t.Context()
	rapid.Check(t, func(r *rapid.T) {
		w := agreed(t)
		sum, kept := money.Cents(0), money.Cents(0)
		for m := Month("2026-09"); m <= "2027-02"; m = m.Next() {
			for range rapid.IntRange(0, 4).Draw(r, "sales") {
				net := money.Cents(rapid.Int64Range(1, 1_000_000).Draw(r, "net"))
				id := w.sold.sell(m.First().AddDays(3), net)
				sum += net
				if rapid.IntRange(0, 4).Draw(r, "credited") == 0 {
					back := money.Cents(rapid.Int64Range(1, int64(net)).Draw(r, "back"))
					w.sold.credit(m.First().AddDays(9), id, back)
					sum -= back
				}
				if rapid.IntRange(0, 2).Draw(r, "card") == 0 {
					k := money.Cents(rapid.Int64Range(1, 5_000).Draw(r, "kept"))
					w.sold.card(m.First().AddDays(5), k, 0)
					kept += k
				}
			}
			*w.day = m.Next().First()
			for range 2 {
				if err := w.Work(ctx); err != nil {
					r.Fatal(err)
				}
			}
		}
		a := must(w.Get(ctx, admin, "paja")).Value
		fees, shown, sources := money.Cents(0), money.Cents(0), 0
		for _, i := range w.all(t) {
			shown += i.Document.Prepaid
			sources += len(i.Fees)
			if bad := en16931.Failures(i.Document); len(bad) > 0 {
				r.Fatalf("%v", bad)
			}
		}
		steps := 0
		for _, b := range a.Bills {
			fees += b.Fee
			if b.Invoice != "" {
				steps = int(b.To)
			}
		}
		if want := must(sum.Ratio(250, 10_000)); fees != want || shown != kept || sources != steps {
			r.Fatalf("fees %d of %d, shown %d of %d, %d sources of %d", fees, want, shown, kept, sources, steps)
		}
	})
}

// A crash at every write of two months: after the restart it goes on, and ends with the same two invoices.
func TestCrashAtEveryWrite(t *testing.T) {
	ctx := t.Context()
	for k := 1; ; k++ {
		w := agreed(t)
		w.sold.sell("2026-09-10", 1000_00)
		w.sold.sell("2026-10-10", 500_00)
		*w.day = "2026-11-01"
		faulty := storetest.Faulty(w.db, k, storetest.BeforeWrite)
		err := newWorld(faulty, w.sold, w.day).Work(ctx)
		if !faulty.Crashed() {
			ok(t, err)
			if k < 8 {
				t.Errorf("only %d writes", k)
			}
			return
		}
		if !errors.Is(err, storetest.ErrCrash) {
			t.Fatalf("write %d: %v", k, err)
		}
		ok(t, w.Work(ctx))
		bills := w.all(t)
		if len(bills) != 2 || bills[0].Document.Totals.Net != 25_00 || bills[1].Document.Totals.Net != 12_50 {
			t.Errorf("write %d: %d", k, len(bills))
		}
	}
}

// Only administrators agree, for the platform that is theirs; an organiser reads its own. Nobody makes such an invoice for an organiser.
func TestWhoMay(t *testing.T) {
	ctx, w := t.Context(), agreed(t)
	if _, err := w.Agree(ctx, birgit, "paja", Terms{From: "2026-12-01"}); !marketplace.IsKind(err, marketplace.Forbidden) {
		t.Errorf("%v", err)
	}
	if _, err := w.Agree(ctx, other, "paja", Terms{From: "2026-12-01"}); !marketplace.IsKind(err, marketplace.NotFound) {
		t.Errorf("%v", err)
	}
	for field, try := range map[string]struct {
		org marketplace.ID
		t   Terms
	}{"org": {"cafe", Terms{From: "2026-12-01"}}, "from": {"paja", Terms{From: "2026-12-02"}}, "share": {"paja", Terms{From: "2026-12-01", Share: 50_01}}} {
		_, err := w.Agree(ctx, admin, try.org, try.t)
		if f := marketplace.AsError(err).Fields; len(f) != 1 || f[0].Field != field {
			t.Errorf("%s: %v", field, err)
		}
	}
	if must(w.Mine(ctx, birgit)).Value.Terms[0].Share != 250 {
		t.Error("the organiser reads something else")
	}
	bill := invoice.FeeBill{ID: "x", Buyer: "cafe", Lines: []invoice.FeeLine{{ID: "1", Name: "x", Net: 1}}}
	if _, err := w.inv.IssueFee(ctx, birgit, bill); !marketplace.IsKind(err, marketplace.Forbidden) {
		t.Errorf("an organiser made an invoice of no hours: %v", err)
	}
	bill.Buyer = "paja"
	if _, err := w.inv.IssueFee(ctx, marketplace.System("house"), bill); !marketplace.IsKind(err, marketplace.Invalid) {
		t.Errorf("a line from nowhere: %v", err)
	}
	*w.day = "2026-11-01"
	ok(t, w.Work(ctx))
	if _, err := w.Agree(ctx, admin, "paja", Terms{From: "2026-10-01", Share: 100}); !marketplace.IsKind(err, marketplace.Invalid) {
		t.Errorf("a month that was billed: %v", err)
	}
}
