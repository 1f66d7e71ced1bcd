package liability

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/rule/verdict"
	"sovite.fi/sovite/marketplace/store/storetest"
)

// The whole way: the customer asks, sees nothing until the supplier shows it, checks what is there and makes contracts, of
// which the second needs no new check, until there is reason to suspect a change.
func TestAskShowCheckAgree(t *testing.T) {
	w, ctx := newWorld(t, memory(t)), t.Context()
	w.full(t, "2026-11-01")
	must(w.Ask(ctx, eero, "workshop"))
	w.carry(t)
	if got := w.told("saara"); !cmp.Equal(got, []string{"liability.asked"}) {
		t.Errorf("Saara is told %v", got)
	}
	if got := w.told("sulo"); len(got) > 0 {
		t.Errorf("Sulo, who keeps no papers, is told %v", got)
	}
	about := Contract{Type: Subcontract, Cents: 9000_00}
	if v := must(w.Read(ctx, eero, "workshop", about)); len(v.Pack.Documents) > 0 || v.Conclusion.Verdict != verdict.Blocked {
		t.Errorf("before it is shown: %+v", v)
	}
	_, err := w.Check(ctx, eero, "workshop", false)
	is(t, err, marketplace.Conflict)
	ok(t, w.Share(ctx, saara, "bakery"))
	w.carry(t)
	if got := w.told("outi"); !cmp.Equal(got, []string{"liability.shared"}) {
		t.Errorf("Outi is told %v", got)
	}
	if v := must(w.Read(ctx, outi, "workshop", about)); len(v.Pack.Documents) != 6 || v.Conclusion.Verdict != verdict.Open || !v.Conclusion.Needed {
		t.Errorf("shown: %+v", v.Conclusion)
	}
	c := must(w.Check(ctx, outi, "workshop", false))
	again := must(w.Check(ctx, outi, "workshop", false))
	if !c.Complete || c.Name != "Name of outi" || c.On != "2026-11-30" || c.Hash != c.Fingerprint() || again.ID != c.ID {
		t.Errorf("%+v, again %+v", c, again)
	}
	w.day("2027-06-01")
	v := must(w.Read(ctx, eero, "workshop", about))
	if v.Conclusion.Needed || v.Conclusion.Verdict != verdict.Open {
		t.Errorf("half a year later: %+v", v.Conclusion.Findings)
	}
	must(w.Doubt(ctx, eero, "workshop", "The paper wrote about unpaid wages"))
	if v = must(w.Read(ctx, eero, "workshop", about)); !v.Conclusion.Needed || v.Conclusion.Verdict != verdict.Blocked {
		t.Errorf("doubted: %+v", v.Conclusion.Findings)
	}
}

// What was checked is kept as it was, whatever becomes of the papers; a changed check does not have its fingerprint.
func TestChecksStay(t *testing.T) {
	w, ctx := newWorld(t, memory(t)), t.Context()
	w.full(t, "2026-11-01")
	must(w.Ask(ctx, outi, "workshop"))
	ok(t, w.Share(ctx, saara, "bakery"))
	c := must(w.Check(ctx, outi, "workshop", false))
	for _, d := range must(w.Own(ctx, saara)).Documents {
		ok(t, w.Withdraw(ctx, saara, d.ID))
		ok(t, w.Withdraw(ctx, saara, d.ID))
	}
	v := must(w.Read(ctx, outi, "workshop", Contract{Type: Subcontract, Cents: 1}))
	if diff := cmp.Diff([]Check{c}, v.Checks); diff != "" {
		t.Error(diff)
	}
	if slices.ContainsFunc(v.Conclusion.Documents, Standing.Usable) {
		t.Errorf("withdrawn papers count: %+v", v.Conclusion.Documents)
	}
	_, err := w.Check(ctx, outi, "workshop", false)
	is(t, err, marketplace.Conflict)
	forged := c
	forged.On = "2026-10-01"
	if forged.Fingerprint() == c.Hash {
		t.Error("another day has the same fingerprint")
	}
}

// Nobody but the two sides finds anything, and neither does what is the other's.
func TestStrangersFindNothing(t *testing.T) {
	w, ctx := newWorld(t, memory(t)), t.Context()
	w.full(t, "2026-11-01")
	must(w.Ask(ctx, outi, "workshop"))
	ok(t, w.Share(ctx, saara, "bakery"))
	must(w.Record(ctx, outi, "workshop", Contract{Type: Subcontract, Agreed: day, Cents: 1}))
	paper := must(w.Own(ctx, saara)).Documents[0].ID
	_, err := w.Read(ctx, rival, "workshop", Contract{Type: Subcontract})
	is(t, err, marketplace.NotFound)
	_, err = w.Check(ctx, rival, "workshop", false)
	is(t, err, marketplace.NotFound)
	_, err = w.Doubt(ctx, rival, "workshop", "x")
	is(t, err, marketplace.NotFound)
	is(t, w.Withdraw(ctx, rival, paper), marketplace.NotFound)
	is(t, w.Share(ctx, rival, "bakery"), marketplace.NotFound)
	_, err = w.Ask(ctx, rival, "nowhere")
	is(t, err, marketplace.NotFound)
	_, err = w.Ask(ctx, outi, "bakery")
	is(t, err, marketplace.Conflict)
	for name, do := range map[string]func() error{
		"a supervisor reads the pack":       func() error { _, err := w.Own(ctx, sulo); return err },
		"a supervisor adds a paper":         func() error { _, err := w.AddDocument(ctx, sulo, NewDocument{}); return err },
		"who posts tasks exempts":           func() error { _, err := w.Exempt(ctx, eero, "workshop", Familiar, "x"); return err },
		"who posts tasks keeps papers":      func() error { return w.SetForm(ctx, eero, Company) },
		"a supervisor looks at suppliers":   func() error { _, err := w.Suppliers(ctx, sulo, marketplace.Page{}); return err },
		"a supervisor looks at who asked":   func() error { _, err := w.Customers(ctx, sulo, marketplace.Page{}); return err },
		"a supervisor shows the pack":       func() error { return w.Share(ctx, sulo, "bakery") },
		"a supervisor records a contract":   func() error { _, err := w.Record(ctx, sulo, "bakery", Contract{}); return err },
		"who posts tasks ends an exemption": func() error { _, err := w.EndExemption(ctx, eero, "workshop"); return err },
	} {
		if err := do(); !marketplace.IsKind(err, marketplace.Forbidden) {
			t.Errorf("%s: %v", name, err)
		}
	}
	_, err = w.Own(ctx, nobody)
	is(t, err, marketplace.Unauthenticated)
	shown := must(w.Customers(ctx, saara, marketplace.Page{})).Items
	if len(shown) != 1 || len(shown[0].Contracts)+len(shown[0].Checks) > 0 || shown[0].Customer != "bakery" {
		t.Errorf("the supplier reads the customer's notes: %+v", shown)
	}
	if got := must(w.Suppliers(ctx, rival, marketplace.Page{})).Items; len(got) > 0 {
		t.Errorf("the mill has suppliers: %+v", got)
	}
}

// What is filled in wrongly is named, and nothing is saved.
func TestWrongInput(t *testing.T) {
	w, ctx := newWorld(t, memory(t)), t.Context()
	for name, n := range map[string]NewDocument{
		"kind": {Kind: "diploma", Issued: day, Source: "x"}, "issued": {Kind: Taxes, Issued: "2026-12-01", Source: "x"},
		"valid_to": {Kind: Taxes, Issued: day, ValidTo: "2026-11-29", Source: "x"}, "source": {Kind: Taxes, Issued: day, Source: " "},
	} {
		_, err := w.AddDocument(ctx, saara, n)
		if e := marketplace.AsError(err); e.Kind != marketplace.Invalid || len(e.Fields) != 1 || e.Fields[0].Field != name {
			t.Errorf("%s: %v", name, err)
		}
	}
	good := Contract{ID: "good", Type: Subcontract, Agreed: day, Cents: 1}
	for name, change := range map[string]func(*Contract){
		"type": func(c *Contract) { c.Type = "gift" }, "agreed": func(c *Contract) { c.Agreed = "" }, "cents": func(c *Contract) { c.Cents = -1 },
		"until": func(c *Contract) { c.Until = "2026-11-29" }, "ended": func(c *Contract) { c.Ended = "2026-11-29" }, "chained_to": func(c *Contract) { c.ChainedTo = "nothing" }, "days": func(c *Contract) { c.Type = Leased },
	} {
		c := good
		change(&c)
		_, err := w.Record(ctx, outi, "workshop", c)
		if e := marketplace.AsError(err); e.Kind != marketplace.Invalid || len(e.Fields) != 1 || e.Fields[0].Field != name {
			t.Errorf("%s: %v", name, err)
		}
	}
	must(w.Record(ctx, outi, "workshop", good))
	must(w.Record(ctx, outi, "workshop", Contract{ID: "next", Type: Subcontract, Agreed: day, Cents: 1, ChainedTo: "good"}))
	good.ChainedTo = "next"
	_, err := w.Record(ctx, outi, "workshop", good)
	is(t, err, marketplace.Invalid)
	must(w.AddDocument(ctx, saara, NewDocument{Kind: Taxes, Issued: day, Source: "x"}))
	_, err = w.AddDocument(ctx, saara, NewDocument{Kind: Taxes, Issued: day, Source: " x "})
	is(t, err, marketplace.Conflict)
}

// The supplier is reminded once of papers that run out, and the customer once that proofs are due again; a job that is late does
// it later, and one that runs twice does nothing more.
func TestReminders(t *testing.T) {
	w, ctx := newWorld(t, memory(t)), t.Context()
	work := func(on marketplace.Date) {
		t.Helper()
		w.day(on)
		ok(t, w.Work(ctx))
		ok(t, w.Work(ctx))
		w.carry(t)
	}
	w.full(t, "2026-11-01")
	must(w.Ask(ctx, outi, "workshop"))
	ok(t, w.Share(ctx, saara, "bakery"))
	must(w.Record(ctx, outi, "workshop", Contract{ID: "long", Type: Subcontract, Agreed: day, Cents: 9000_00}))
	must(w.Record(ctx, outi, "workshop", Contract{ID: "short", Type: Subcontract, Agreed: day, Until: "2027-01-31", Cents: 9000_00}))
	w.carry(t)
	w.told("saara")
	w.told("outi")
	work("2027-01-18")
	if got := w.told("saara"); len(got) > 0 {
		t.Errorf("two weeks and a day before: %v", got)
	}
	work("2027-01-19")
	if got := w.told("saara"); !cmp.Equal(got, []string{"liability.document_expiring"}) {
		t.Errorf("two weeks before: %v", got)
	}
	work("2027-02-10")
	if got := w.told("saara"); len(got) > 0 {
		t.Errorf("again: %v", got)
	}
	work("2027-11-15")
	if got := w.told("outi"); len(got) > 0 {
		t.Errorf("more than two weeks before the proofs are due: %v", got)
	}
	work("2027-12-20") // late
	if got := w.told("outi"); !cmp.Equal(got, []string{"liability.recheck_due"}) {
		t.Errorf("the proofs are due: %v", got)
	}
	work("2028-01-20")
	if got := w.told("outi"); len(got) > 0 {
		t.Errorf("again: %v", got)
	}
}

// A crash at every write of the whole way: doing it again after the restart leaves six papers, one contract and one check.
func TestCrashAtEveryWrite(t *testing.T) {
	way := func(t *testing.T, w *world) error {
		ctx := t.Context()
		for _, k := range Kinds() {
			_, err := w.AddDocument(ctx, saara, NewDocument{Kind: k, Issued: "2026-11-01", Source: "Issuer"})
			if err != nil && marketplace.AsError(err).Key != "liability.same_document" {
				return err
			}
		}
		if _, err := w.Ask(ctx, outi, "workshop"); err != nil {
			return err
		}
		if err := w.Share(ctx, saara, "bakery"); err != nil {
			return err
		}
		if _, err := w.Check(ctx, outi, "workshop", false); err != nil {
			return err
		}
		if _, err := w.Record(ctx, marketplace.System("bakery"), "workshop", Contract{ID: "order-1", Type: Subcontract, Agreed: day, Cents: 9000_00}); err != nil {
			return err
		}
		w.day("2027-01-20")
		return w.Work(ctx)
	}
	for _, moment := range []storetest.Moment{storetest.BeforeWrite, storetest.AfterWrite} {
		for k := 1; ; k++ {
			db := memory(t)
			faulty := storetest.Faulty(db, k, moment)
			if err := way(t, newWorld(t, faulty)); err == nil && !faulty.Crashed() {
				break
			}
			w := newWorld(t, db)
			w.round = "again-"
			ok(t, way(t, w))
			v := must(w.Read(t.Context(), outi, "workshop", Contract{Type: Subcontract, Cents: 1}))
			if len(v.Pack.Documents) != 6 || len(v.Contracts) != 1 || len(v.Checks) != 1 || v.Checks[0].Hash != v.Checks[0].Fingerprint() {
				t.Fatalf("crash at write %d: %d papers, %d contracts, %d checks", k, len(v.Pack.Documents), len(v.Contracts), len(v.Checks))
			}
			w.carry(t)
			if got := w.told("saara"); !slices.Contains(got, "liability.document_expiring") {
				t.Fatalf("crash at write %d: Saara is told %v", k, got)
			}
		}
	}
}
