package price

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/store/storetest"
)

// What is added begins today, keeps its verdict with the rule, and tells a fact that says nothing of costs.
func TestAdd(t *testing.T) {
	w, ctx := newWorld(t, memory(t)), t.Context()
	in := cleaning()
	in.Name, in.Cost.Supervisor = "  Siivous \t ryhmä", Supervisor{Hour: 400_000, Participants: 5}
	delete(in.Cost.Parts, Supervision)
	in.Market = Market{Rate: 300_000, Source: "Kolme siivousliikettä", On: "2026-11-02"}
	in.Below = Below{Reason: "not asked", Person: "nobody"}
	e, i, err := w.Add(ctx, lasse, "k1", in)
	if err != nil {
		t.Fatal(err)
	}
	v := i.Versions[0]
	if e.Rev != 1 || i.Name != "Siivous ryhmä" || v.From != "2026-11-23" || v.By != "lasse" || v.Number != 1 || v.Below != (Below{}) || v.Cost.Parts[Supervision] != 80_000 {
		t.Errorf("%+v", i)
	}
	if v.Verdict.Outcome != Covers || v.Verdict.By != 35_000 || v.Verdict.Rule.Rule != MarketPrice {
		t.Errorf("%+v", v.Verdict)
	}
	facts := must(w.db.Pending(ctx, 10))[0].Facts
	want := map[string]string{"item": string(i.ID), "version": "1", "from": "2026-11-23", "verdict": "covers", "rules": MarketPrice}
	if len(facts) != 1 || facts[0].Type != "price.item_added" || facts[0].Org != "paja" || !cmp.Equal(facts[0].Data, want) {
		t.Errorf("%+v", facts)
	}
	stored, err := w.Read(ctx, olli)
	if got, _ := stored.Value.Item(i.ID); err != nil || diff(got, i) != "" {
		t.Errorf("%v: %s", err, diff(i, got))
	}
	if p, err := w.On(ctx, oona, i.ID, "2026-11-23"); err != nil || p.Rate != 275_000 || p.Version != 1 {
		t.Errorf("%+v, %v", p, err)
	}
	_, err = w.On(ctx, oona, i.ID, "2026-11-22")
	wantKind(t, err, marketplace.Invalid)
}

// Each thing that is wrong is said at its field, and nothing is saved.
func TestWrongFields(t *testing.T) {
	tests := []struct {
		name, field, key string
		do               func(*NewItem)
	}{
		{"no name", "name", "field.required", func(i *NewItem) { i.Name = " " }},
		{"a long name", "name", "field.too_long", func(i *NewItem) { i.Name = strings.Repeat("ä", 121) }},
		{"an unknown unit", "unit", "field.choice", func(i *NewItem) { i.Unit = "day" }},
		{"yesterday", "from", "price.from_past", func(i *NewItem) { i.From = "2026-11-22" }},
		{"no day", "from", "field.date", func(i *NewItem) { i.From = "2026-02-30" }},
		{"a price below nothing", "rate", "price.range", func(i *NewItem) { i.Rate = -1 }},
		{"too high a price", "rate", "price.range", func(i *NewItem) { i.Rate = most + 1 }},
		{"support is taken off", "cost.parts.wages", "price.no_support", func(i *NewItem) { i.Cost.Parts[Wages] = -1 }},
		{"a part of something else", "cost.parts.materials", "price.part", func(i *NewItem) { i.Cost.Parts[Materials] = 0 }},
		{"supervision twice", "cost.parts.supervision", "price.supervision_twice", func(i *NewItem) { i.Cost.Supervisor = Supervisor{Hour: 1, Participants: 1} }},
		{"nobody is supervised", "cost.participants", "field.range", func(i *NewItem) { i.Cost.Supervisor = Supervisor{Hour: 1} }},
		{"a supervised journey", "cost.supervisor_hour", "price.supervisor_unit", func(i *NewItem) { i.Unit, i.Cost = Travel, Cost{Supervisor: Supervisor{Hour: 1, Participants: 1}} }},
		{"a reference from nowhere", "market.source", "field.required", func(i *NewItem) { i.Market.Rate = 1 }},
		{"a reference of no day", "market.on", "field.required", func(i *NewItem) { i.Market.Source = "x" }},
		{"a reference from tomorrow", "market.on", "price.market_future", func(i *NewItem) { i.Market = Market{Source: "x", On: "2026-11-24"} }},
		{"below cost without a reason", "below.reason", "price.reason", func(i *NewItem) { i.Rate, i.Below.Person = 239_999, "Oona" }},
		{"below cost by nobody", "below.person", "price.person", func(i *NewItem) { i.Rate, i.Below.Reason = 239_999, "x" }},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w, in := newWorld(t, memory(t)), cleaning()
			tt.do(&in)
			_, _, err := w.Add(t.Context(), oona, "k", in)
			if got := fields(err); !marketplace.IsKind(err, marketplace.Invalid) || got[tt.field] != tt.key {
				t.Errorf("%v", err)
			}
			if e := must(w.Read(t.Context(), oona)); e.Rev != 0 {
				t.Errorf("saved all the same: %+v", e)
			}
		})
	}
}

// Below cost is not forbidden: with a reason and a name it is saved, and both stay.
func TestBelowCost(t *testing.T) {
	w, in := newWorld(t, memory(t)), cleaning()
	in.Rate, in.Below = 239_999, Below{Reason: "Ensimmäinen kuukausi", Person: "Oona Omistaja"}
	_, i, err := w.Add(t.Context(), lasse, "k", in)
	if v := i.Versions; err != nil || v[0].Verdict.Outcome != BelowCost || v[0].Below != in.Below || v[0].By != "lasse" || v[0].At.IsZero() {
		t.Errorf("%+v, %v", i, err)
	}
	if v, err := w.Check(t.Context(), oona, CrewHour, Draft{Rate: 1, Cost: whole()}); err != nil || v.Outcome != BelowCost {
		t.Errorf("checking asks for a reason: %+v, %v", v, err)
	}
	w.pass(30)
	e, _ := w.Read(t.Context(), oona)
	_, _, err = w.Reprice(t.Context(), oona, i.ID, e.Rev, "k2", Draft{Rate: 1, Cost: whole()})
	if got := fields(err); got["below.reason"] == "" || got["below.person"] == "" {
		t.Errorf("the reason of one version served for another: %v", err)
	}
}

// The same request twice is one item and one version; the same key for something else is refused.
func TestSameRequestTwice(t *testing.T) {
	w, ctx := newWorld(t, memory(t)), t.Context()
	e, i := w.added(t)
	w.pass(1)
	again, same, err := w.Add(ctx, oona, "first", cleaning())
	if err != nil || again.Rev != e.Rev || diff(i, same) != "" {
		t.Errorf("%+v, %v", again, err)
	}
	other := cleaning()
	other.Rate++
	_, _, err = w.Add(ctx, oona, "first", other)
	wantKind(t, err, marketplace.Conflict)
	d := Draft{From: "2027-01-01", Rate: 290_000, Cost: Cost{Parts: map[Part]money.Rate{Wages: 1}, Supervisor: Supervisor{Hour: 10, Participants: 5}}}
	e, _, err = w.Reprice(ctx, oona, i.ID, e.Rev, "second", d)
	if err != nil {
		t.Fatal(err)
	}
	late, two, err := w.Reprice(ctx, oona, i.ID, 1, "second", d)
	if err != nil || late.Rev != e.Rev || len(two.Versions) != 2 {
		t.Errorf("%+v, %v", two, err)
	}
	d.Rate++
	_, _, err = w.Reprice(ctx, oona, i.ID, e.Rev, "second", d)
	wantKind(t, err, marketplace.Conflict)
	_, _, err = w.Reprice(ctx, oona, i.ID, e.Rev, "", d)
	wantKind(t, err, marketplace.Invalid)
}

// A name is taken while its item is sold, and free again afterwards.
func TestNames(t *testing.T) {
	w, ctx := newWorld(t, memory(t)), t.Context()
	e, i := w.added(t)
	in := cleaning()
	in.Name = strings.ToUpper(in.Name)
	_, _, err := w.Add(ctx, oona, "k2", in)
	if fields(err)["name"] != "price.name_taken" {
		t.Errorf("%v", err)
	}
	must2(w.Retire(ctx, oona, i.ID, e.Rev, "2026-11-23"))
	if _, _, err := w.Add(ctx, oona, "k2", in); err != nil {
		t.Error(err)
	}
}

// A price cannot begin once its item is gone, and an item cannot go on a day that has passed.
func TestRetirement(t *testing.T) {
	w, ctx := newWorld(t, memory(t)), t.Context()
	e, i := w.added(t)
	for day, key := range map[marketplace.Date]string{"": "field.required", "2026-11-22": "price.end_past", "2026-13-01": "field.date"} {
		if _, _, err := w.Retire(ctx, oona, i.ID, e.Rev, day); fields(err)["day"] != key {
			t.Errorf("%q: %v", day, err)
		}
	}
	e, i, err := w.Retire(ctx, oona, i.ID, e.Rev, "2026-12-01")
	if err != nil || i.State("2026-11-30") != Ending || i.State("2026-12-01") != Retired {
		t.Fatalf("%+v, %v", i, err)
	}
	_, _, err = w.Reprice(ctx, oona, i.ID, e.Rev, "k", Draft{From: "2026-12-01", Rate: 300_000, Cost: whole()})
	if fields(err)["from"] != "price.after_end" {
		t.Errorf("%v", err)
	}
	_, _, err = w.Reprice(ctx, oona, i.ID, e.Rev, "k", Draft{From: "2026-11-30", Rate: 300_000, Cost: whole()})
	if err != nil {
		t.Error(err)
	}
}

// Owner and billing write, a supervisor reads, nobody else knows of a price; a foreign organiser's item does not exist.
func TestWhoMay(t *testing.T) {
	w, ctx := newWorld(t, memory(t)), t.Context()
	e, i := w.added(t)
	d := Draft{Rate: 300_000, Cost: whole()}
	writes := map[string]func(marketplace.Actor) error{
		"add":     func(a marketplace.Actor) error { _, _, err := w.Add(ctx, a, "other", cleaning()); return err },
		"reprice": func(a marketplace.Actor) error { _, _, err := w.Reprice(ctx, a, i.ID, e.Rev, "other", d); return err },
		"retire":  func(a marketplace.Actor) error { _, _, err := w.Retire(ctx, a, i.ID, e.Rev, "2026-12-01"); return err },
		"keep":    func(a marketplace.Actor) error { _, _, err := w.Keep(ctx, a, i.ID, e.Rev); return err },
		"check":   func(a marketplace.Actor) error { _, err := w.Check(ctx, a, CrewHour, d); return err },
	}
	reads := map[string]func(marketplace.Actor) error{
		"read": func(a marketplace.Actor) error { _, err := w.Read(ctx, a); return err },
		"item": func(a marketplace.Actor) error { _, _, err := w.Item(ctx, a, i.ID); return err },
		"on":   func(a marketplace.Actor) error { _, err := w.On(ctx, a, i.ID, "2026-11-23"); return err },
	}
	for name, write := range writes {
		for _, a := range []marketplace.Actor{olli, anni, emil} {
			if err := write(a); !marketplace.IsKind(err, marketplace.Forbidden) {
				t.Errorf("%s by %s: %v", name, a.Person, err)
			}
		}
		if name != "add" && name != "check" {
			wantKind(t, write(riku), marketplace.NotFound)
		}
	}
	for name, read := range reads {
		for _, a := range []marketplace.Actor{anni, emil} {
			if err := read(a); !marketplace.IsKind(err, marketplace.Forbidden) {
				t.Errorf("%s by %s: %v", name, a.Person, err)
			}
		}
		if name != "read" {
			wantKind(t, read(riku), marketplace.NotFound)
		}
		if err := read(olli); err != nil {
			t.Errorf("%s by the supervisor: %v", name, err)
		}
	}
	wantKind(t, reads["read"](marketplace.Actor{}), marketplace.Unauthenticated)
	if foreign := must(w.Read(ctx, riku)); foreign.Rev != 0 || len(foreign.Value.Items) > 0 {
		t.Errorf("another organiser sees %+v", foreign)
	}
	if now := must(w.Read(ctx, oona)); now.Rev != e.Rev {
		t.Errorf("something was saved: revision %d", now.Rev)
	}
}

// Two who save from the same page: one is told. Many who add at once: all are in the book.
func TestAtTheSameTime(t *testing.T) {
	w, ctx := newWorld(t, memory(t)), t.Context()
	e, i := w.added(t)
	must2(w.Reprice(ctx, oona, i.ID, e.Rev, "a", Draft{Rate: 300_000, Cost: whole()}))
	_, _, err := w.Reprice(ctx, lasse, i.ID, e.Rev, "b", Draft{Rate: 310_000, Cost: whole()})
	wantKind(t, err, marketplace.Stale)
	_, _, err = w.Retire(ctx, lasse, i.ID, e.Rev, "2026-12-01")
	wantKind(t, err, marketplace.Stale)
	var all sync.WaitGroup
	many := New(Deps{Store: w.db, Clock: w.Clock, Rules: w.Rules, Orgs: w.Orgs, IDs: counted()})
	for n := range 8 {
		all.Go(func() {
			in := cleaning()
			in.Name = fmt.Sprint("Nro ", n)
			if _, _, err := many.Add(ctx, riku, in.Name, in); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if got := must(many.Read(ctx, riku)); len(got.Value.Items) != 8 || got.Rev != 8 {
		t.Errorf("%d items at revision %d", len(got.Value.Items), got.Rev)
	}
}

// counted gives ids to several at once.
func counted() marketplace.IDs {
	var lock sync.Mutex
	n := 0
	return func() marketplace.ID {
		lock.Lock()
		defer lock.Unlock()
		n++
		return marketplace.ID(fmt.Sprint("many-", n))
	}
}

// A crash before or after any write: sending the same requests again leaves one item with two versions.
func TestCrashAtEveryWrite(t *testing.T) {
	ctx := t.Context()
	way := func(w *world) error {
		e, i, err := w.Add(ctx, oona, "add", cleaning())
		if err != nil {
			return err
		}
		_, _, err = w.Reprice(ctx, oona, i.ID, e.Rev, "next", Draft{From: "2027-01-01", Rate: 290_000, Cost: whole()})
		return err
	}
	for _, moment := range []storetest.Moment{storetest.BeforeWrite, storetest.AfterWrite} {
		for k := 1; k <= 2; k++ {
			db := memory(t)
			faulty := storetest.Faulty(db, k, moment)
			if err := way(newWorld(t, faulty)); err == nil || !faulty.Crashed() {
				t.Fatalf("write %d did not crash: %v", k, err)
			}
			w := newWorld(t, db)
			if err := way(w); err != nil {
				t.Errorf("write %d: %v", k, err)
			}
			e := must(w.Read(ctx, oona))
			facts := must(db.Pending(ctx, 10))[0].Facts
			if len(e.Value.Items) != 1 || len(e.Value.Items[0].Versions) != 2 || len(facts) != 2 {
				t.Errorf("write %d: %+v, %d facts", k, e.Value, len(facts))
			}
		}
	}
}
