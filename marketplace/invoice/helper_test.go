package invoice

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/invoice/en16931"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/price"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/store/storetest"
	"sovite.fi/sovite/marketplace/timesheet"
	"sovite.fi/sovite/marketplace/timesheet/line"
)

const monday marketplace.Date = "2026-11-30"

var (
	birgit = marketplace.Actor{Person: "birgit", Org: "paja", Roles: []marketplace.Role{marketplace.RoleBilling}}
	seppo  = marketplace.Actor{Person: "seppo", Org: "paja", Roles: []marketplace.Role{marketplace.RoleSupervisor}}
	bo     = marketplace.Actor{Person: "bo", Org: "cafe", Roles: []marketplace.Role{marketplace.RoleBilling}}
	rival  = marketplace.Actor{Person: "rolf", Org: "rival", Roles: []marketplace.Role{marketplace.RoleOwner}}
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

// sheetState is what a timesheet of these tests keeps: its approved lines, and on which invoice each stands.
type sheetState struct {
	Org     marketplace.ID
	Lines   []timesheet.Due
	Billed  map[marketplace.ID]string
	Gone    map[marketplace.ID]bool   // approvals that were taken back
	Numbers map[marketplace.ID]string // of the invoices
}

func sheetSchema() store.Schema {
	return store.Schema{Collection: "hours", Indexes: []store.Index{{Name: "org", Fields: []string{"Org"}}}}
}

// hours keep what was approved in the same store as the invoices, so that each of their writes may crash, too.
type hours struct{ all store.Collection[sheetState] }

func (h hours) Approved(ctx context.Context, actor marketplace.Actor, buyer marketplace.ID, page marketplace.Page) (marketplace.List[timesheet.Due], error) {
	var out marketplace.List[timesheet.Due]
	found, next, err := h.all.Find(ctx, store.Query{Index: "org", Eq: []any{string(actor.Org)}, Limit: page.Size(), After: page.After})
	out.Next = next
	for _, e := range found {
		for _, d := range e.Value.Lines {
			if e.Value.Billed[d.Line] == "" && !e.Value.Gone[d.Line] && (buyer == "" || buyer == d.Buyer) {
				out.Items = append(out.Items, d)
			}
		}
	}
	return out, err
}

func (h hours) Bill(ctx context.Context, _ marketplace.Actor, id marketplace.ID, lines []line.Seen, invoice string) error {
	_, err := store.Change(ctx, h.all, id, func(s *sheetState) ([]marketplace.Fact, error) {
		changed := false
		for _, l := range lines {
			at := slices.IndexFunc(s.Lines, func(d timesheet.Due) bool { return d.Line == l.Line })
			switch on := s.Billed[l.Line]; {
			case at < 0 || s.Gone[l.Line]:
				return nil, marketplace.Errorf(marketplace.Conflict, "timesheet.not_approved", "name", "x", "day", monday)
			case on == invoice:
				continue
			case on != "" || s.Lines[at].Version != l.Version:
				return nil, marketplace.Errorf(marketplace.Stale, "error.stale")
			}
			s.Billed[l.Line], changed = invoice, true
		}
		if !changed {
			return nil, store.ErrUnchanged
		}
		return nil, nil
	})
	return err
}

func (h hours) Unbill(ctx context.Context, _ marketplace.Actor, id marketplace.ID, invoice string, lines ...marketplace.ID) error {
	_, err := store.Change(ctx, h.all, id, func(s *sheetState) ([]marketplace.Fact, error) {
		changed := false
		for l, on := range s.Billed {
			if on == invoice && (len(lines) == 0 || slices.Contains(lines, l)) {
				delete(s.Billed, l)
				changed = true
			}
		}
		if !changed {
			return nil, store.ErrUnchanged
		}
		return nil, nil
	})
	return err
}

func (h hours) Number(ctx context.Context, _ marketplace.Actor, id marketplace.ID, invoice, number string) error {
	_, err := store.Change(ctx, h.all, id, func(s *sheetState) ([]marketplace.Fact, error) {
		changed := false
		for l, on := range s.Billed {
			if on == invoice && s.Numbers[l] != number {
				s.Numbers[l], changed = number, true
			}
		}
		if !changed {
			return nil, store.ErrUnchanged
		}
		return nil, nil
	})
	return err
}

// world is a market with one organiser, two buyers, and a clock that stands.
type world struct {
	*Service
	db    store.Store
	sheet store.Collection[sheetState]
}

func schemas() []store.Schema { return append(Schemas(), sheetSchema()) }

func newWorld(db store.Store) *world {
	at := marketplace.Clock(func() time.Time { return time.Date(2026, 12, 7, 9, 0, 0, 0, time.UTC) })
	h := hours{store.NewCollection[sheetState](db, sheetSchema())}
	return &world{New(Deps{Store: db, Clock: at, IDs: marketplace.NewIDs(at, new(zeros)), Hours: h}), db, h.all}
}

// zeros is no randomness: ids of one moment still count up.
type zeros struct{}

func (*zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

func memory(t testing.TB) store.Store {
	t.Helper()
	return storetest.Memory(t, schemas()...)
}

// billing is a world whose organiser and buyers have told what invoices say of them.
func billing(t testing.TB, db store.Store) *world {
	t.Helper()
	w := newWorld(db)
	_, err := w.SaveProfile(t.Context(), birgit, 0, seller())
	ok(t, err)
	for _, who := range []marketplace.Actor{bo, rival} {
		_, err := w.SaveProfile(t.Context(), who, 0, buyerNamed("Kahvila "+string(who.Org)+" Oy"))
		ok(t, err)
	}
	return w
}

func seller() Profile {
	return Profile{
		Party: en16931.Party{
			Name: "Kaarnan Työpajasäätiö sr", BusinessID: "1234567-1", VAT: "FI12345671", EInvoice: "003712345671", Operator: "003721291126",
			Address: en16931.Address{Street: "Pajakatu 3", PostCode: "33100", City: "Tampere", Country: "FI"},
		},
		Terms: Terms{IBAN: "FI21 1234 5600 0007 85", BIC: "NDEAFIHH", Days: 14, Treatment: Taxed},
	}
}

func buyerNamed(name string) Profile {
	return Profile{Party: en16931.Party{
		Name: name, BusinessID: "7654321-2", VAT: "FI76543212", EInvoice: "003776543212", Operator: "NDEAFIHH",
		Address: en16931.Address{Street: "Leipurinkuja 1", PostCode: "33200", City: "Tampere", Country: "FI"},
	}}
}

// due is an approved line of a sheet: so many quarters at 27.50 euros.
func due(sheet marketplace.ID, n int, buyer marketplace.ID, ref string, day marketplace.Date, quarters price.Quantity) timesheet.Due {
	rate := money.Rate(27_5000)
	return timesheet.Due{
		Timesheet: sheet, Line: marketplace.ID(fmt.Sprintf("l%02d", n)), Version: 1, Order: "order-" + buyer, Title: "Pakkaus", Buyer: buyer, Reference: ref,
		Date: day, Unit: price.CrewHour, Name: "Ryhmätunti", Quantity: quarters, Rate: rate, Amount: must(price.CrewHour.Amount(rate, quarters)),
		Approval: line.Mark{Who: line.Who{By: "bo"}, Version: 1},
	}
}

// approve puts a sheet with approved lines into the store, once.
func (w *world) approve(t testing.TB, id marketplace.ID, lines ...timesheet.Due) {
	t.Helper()
	_, err := w.sheet.Insert(t.Context(), id, sheetState{Org: "paja", Lines: lines, Billed: map[marketplace.ID]string{}, Gone: map[marketplace.ID]bool{}, Numbers: map[marketplace.ID]string{}})
	if !marketplace.IsKind(err, marketplace.Conflict) {
		ok(t, err)
	}
}

// bill begins a run of everything that can be issued, and does it.
func (w *world) bill(ctx context.Context, key string) error {
	plans, err := w.Preview(ctx, birgit, "2026-12-31")
	if err != nil {
		return err
	}
	plans = slices.DeleteFunc(plans, func(p Plan) bool { return len(p.Problems) > 0 })
	if len(plans) > 0 {
		if _, err := w.Begin(ctx, birgit, key, "2026-12-31", plans); err != nil {
			return err
		}
	}
	return w.Work(ctx)
}

// all are the invoices of the organiser in a state, oldest number first.
func (w *world) all(t testing.TB, state State) []Entry {
	t.Helper()
	list, err := w.Mine(t.Context(), birgit, state, marketplace.Page{Limit: marketplace.MaxLimit})
	ok(t, err)
	slices.SortFunc(list.Items, func(a, b Entry) int {
		if a.Value.Seq == nil || b.Value.Seq == nil {
			return 0
		}
		return int(*a.Value.Seq - *b.Value.Seq)
	})
	return list.Items
}

// broken says what of the invariants does not hold: numbers without holes, sums to the cent, each approved line on at most one
// invoice that was not given back, and no credit above its invoice.
func (w *world) broken(t testing.TB) (out []string) {
	t.Helper()
	say := func(text string, args ...any) { out = append(out, fmt.Sprintf(text, args...)) }
	issued := w.all(t, Issued)
	on := map[marketplace.ID]marketplace.ID{} // source → invoice that holds it
	docs := map[marketplace.ID]en16931.Document{}
	credits := map[marketplace.ID][]en16931.Document{}
	for n, e := range issued {
		i := e.Value
		if *i.Seq != int64(n+1) {
			say("number %d follows %d", *i.Seq, n)
		}
		if bad := en16931.Failures(i.Document); len(bad) > 0 {
			say("%s: %v", i.Document.Number, bad)
		}
		if i.Of == "" {
			docs[i.ID] = i.Document
			for _, s := range i.Left() {
				if other, taken := on[s.Key()]; taken {
					say("%s stands on %s and %s", s.Key(), other, i.ID)
				}
				on[s.Key()] = i.ID
			}
			continue
		}
		credits[i.Of] = append(credits[i.Of], i.Document)
	}
	for of, notes := range credits {
		var net, gross money.Cents
		for _, d := range notes {
			net, gross = net+d.Totals.Net, gross+d.Totals.Gross
		}
		is := must(w.invoices.Get(t.Context(), of)).Value
		total := docs[of].Totals
		if net > total.Net || gross > total.Gross || len(is.Left()) == 0 && (net != total.Net || gross != total.Gross) {
			say("credits of %s: %d of %d, %d of %d", of, net, total.Net, gross, total.Gross)
		}
	}
	return append(out, w.unlike(t, on)...)
}

// unlike says which approved lines stand elsewhere than the invoices say, once everything was carried.
func (w *world) unlike(t testing.TB, on map[marketplace.ID]marketplace.ID) (out []string) {
	t.Helper()
	ok(t, w.sheet.Each(t.Context(), store.Query{}, func(e store.Entry[sheetState]) error {
		for _, d := range e.Value.Lines {
			key := e.ID + "/" + d.Line
			if e.Value.Billed[d.Line] != string(on[key]) {
				out = append(out, fmt.Sprintf("%s is billed on %q and stands on %q", key, e.Value.Billed[d.Line], on[key]))
			}
		}
		return nil
	}))
	return out
}
