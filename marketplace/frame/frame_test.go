package frame

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/capacity"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/order/gate"
	"sovite.fi/sovite/marketplace/price"
	"sovite.fi/sovite/marketplace/request"
)

// The organiser offers what it sold before, on the prices of its book or with a reason; the buyer reads neither the book nor
// the reason, and changes only what is its own.
func TestOffer(t *testing.T) {
	w, ctx := bought(t, memory(t)), t.Context()
	terms := must(w.Start(ctx, olga, first))
	if terms.Title != "Pakkaus" || terms.To != "2027-11-22" || len(terms.Prices) != 2 || terms.Directs != request.Organiser || terms.Supervisor != "Seppo S." {
		t.Errorf("%+v", terms)
	}
	terms.Prices[0].Rate = 18_0000
	_, err := w.Offer(ctx, olga, "key", first, terms)
	if fields := marketplace.AsError(err).Fields; len(fields) != 1 || fields[0].Field != "prices[0].reason" {
		t.Fatalf("%v", err)
	}
	terms.Prices[0].Reason = "Vuoden sopimus"
	e := must(w.Offer(ctx, olga, "key", first, terms))
	if again := must(w.Offer(ctx, olga, "key", first, terms)); again.ID != e.ID || again.Rev != e.Rev {
		t.Errorf("offered twice: %+v", again)
	}
	if p := e.Value.Terms.Prices[0]; p.Priced != 3 || p.Book != 20_0000 || e.Value.Site.Induction == "" || e.Value.Site.Reference != "PO-1" {
		t.Errorf("%+v", e.Value)
	}
	seen := must(w.Bought(ctx, aino, id))
	if text := asJSON(seen.Value.Terms); strings.Contains(text, "Vuoden sopimus") || strings.Contains(text, "200000") || !strings.Contains(text, "180000") {
		t.Errorf("the buyer reads %s", text)
	}
	for name, wrong := range map[string]func(*Terms){
		"to":             func(t *Terms) { t.To = t.From.AddMonths(48) },
		"from":           func(t *Terms) { t.From = "" },
		"title":          func(t *Terms) { t.Title = " " },
		"prices":         func(t *Terms) { t.Prices = nil },
		"crew":           func(t *Terms) { t.Crew = "other" },
		"notice_days":    func(t *Terms) { t.NoticeDays = 366 },
		"ceiling":        func(t *Terms) { t.Ceiling = -1 },
		"prices[1].unit": func(t *Terms) { t.Prices[1].Unit = "moon" },
	} {
		bad := terms
		bad.Prices = slices.Clone(terms.Prices)
		wrong(&bad)
		_, err := w.Offer(ctx, olga, "wrong", first, bad)
		if fields := marketplace.AsError(err).Fields; !marketplace.IsKind(err, marketplace.Invalid) || !slices.ContainsFunc(fields, func(f marketplace.FieldError) bool { return f.Field == name }) {
			t.Errorf("%s: %v", name, err)
		}
	}
	most := terms
	most.To = most.From.AddMonths(48).AddDays(-1)
	if _, err := w.Offer(ctx, olga, "four years", first, most); err != nil {
		t.Error(err)
	}
}

// Above the limit of somebody who is no owner, an owner agrees.
func TestLimit(t *testing.T) {
	ctx := t.Context()
	for name, tt := range map[string]struct {
		ceiling money.Cents
		may     bool
	}{"no ceiling": {0, false}, "above": {500_01, false}, "within": {500_00, true}} {
		w, most := offered(t, memory(t), tt.ceiling), money.Cents(500_00)
		must(w.asks.SetLimits(ctx, otso, 0, request.Limits{Most: &most}))
		err := w.agree(ctx)
		if tt.may != (err == nil) {
			t.Errorf("%s: %v", name, err)
		}
		if err != nil {
			wantError(t, err, marketplace.Forbidden, "frame.limit")
			e := must(w.Bought(ctx, otso, id))
			must(w.Agree(ctx, otso, id, e.Rev, e.Value.Site))
		}
	}
}

// What somebody agrees on is what they saw.
func TestAgreeOnWhatWasSeen(t *testing.T) {
	w, ctx := offered(t, memory(t), 0), t.Context()
	_, err := w.Agree(ctx, aino, id, 7, Site{})
	wantError(t, err, marketplace.Stale, "error.stale")
	must(w.Withdraw(ctx, olga, id))
	_, err = w.Agree(ctx, aino, id, 0, Site{})
	wantError(t, err, marketplace.Conflict, "frame.state.withdrawn")
	if got := w.told("olga"); len(got) != 0 {
		t.Errorf("%v", got)
	}
}

// Each mistake in a call-off is named with its field.
func TestWishes(t *testing.T) {
	f := Frame{State: Agreed, Terms: Terms{From: "2026-12-01", To: "2027-06-30", Prices: []Price{{Unit: price.CrewHour, Rate: 20_0000}, {Unit: price.Travel, Rate: 35_0000}}}}
	now := marketplace.At(monday.Time())
	good := wish("2026-12-07", 4)
	for name, tt := range map[string]struct {
		change func(*Wish)
		field  string
	}{
		"as it is":                   {func(*Wish) {}, ""},
		"before the agreement":       {func(w *Wish) { w.Need.First = "2026-11-30" }, "need.first"},
		"after it":                   {func(w *Wish) { w.Need.Last = "2027-07-01"; w.Need.First = "2027-05-01" }, "need.last"},
		"no such day":                {func(w *Wish) { w.Need.Weekdays = []string{"sun"}; w.Need.Last = "2026-12-10" }, "need.weekdays"},
		"too many days":              {func(w *Wish) { w.Need.Last = "2027-06-30"; w.Need.Weekdays = []string{"mon", "tue", "wed"} }, "need.last"},
		"left out what is none":      {func(w *Wish) { w.Skip = []marketplace.Date{"2026-12-08"} }, "skip[0]"},
		"left out":                   {func(w *Wish) { w.Skip = []marketplace.Date{"2026-12-10", "2026-12-10"} }, ""},
		"left out everything":        {func(w *Wish) { w.Need.Last, w.Skip = "2026-12-08", []marketplace.Date{"2026-12-07"} }, "need.weekdays"},
		"more quantities than there": {func(w *Wish) { w.Quantities = []price.Quantity{0, 1, 1} }, "quantities"},
		"less than nothing":          {func(w *Wish) { w.Quantities[1] = -1 }, "quantities[1]"},
	} {
		w := good
		w.Quantities = slices.Clone(good.Quantities)
		tt.change(&w)
		_, err := f.called(w, 4, now)
		fields := marketplace.AsError(err)
		if tt.field == "" && err != nil || tt.field != "" && (err == nil || !slices.ContainsFunc(fields.Fields, func(e marketplace.FieldError) bool { return e.Field == tt.field })) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Whatever is called off: the days follow the rule, each once, with supervisors enough; the total is that of the lines; and
// what is reserved never passes the ceiling.
func TestCallsAddUp(t *testing.T) {
	days := capacity.Weekdays()
	rapid.Check(t, func(rt *rapid.T) {
		f := Frame{ID: "f", Org: "o", Buyer: "b", State: Agreed, Terms: Terms{
			From: "2026-01-01", To: "2029-12-31", Ceiling: money.Cents(rapid.IntRange(0, 5_000_00).Draw(rt, "ceiling")),
			Prices: []Price{{Unit: price.CrewHour, Rate: 20_1234}, {Unit: price.SupervisorHour, Rate: 45_0000}, {Unit: price.Travel, Rate: 35_0000}},
		}}
		for range rapid.IntRange(1, 5).Draw(rt, "calls") {
			w := Wish{Need: request.Need{
				First: monday.AddDays(rapid.IntRange(1, 60).Draw(rt, "first")), Weekdays: rapid.SliceOfNDistinct(rapid.SampledFrom(days), 1, 7, func(s string) string { return s }).Draw(rt, "days"),
				From: 480, To: 480 + 15*rapid.IntRange(1, 32).Draw(rt, "quarters"), People: rapid.IntRange(1, 12).Draw(rt, "people"),
			}, Quantities: []price.Quantity{0, 0, price.Quantity(rapid.IntRange(0, 9).Draw(rt, "journeys"))}}
			w.Need.Last = w.Need.First.AddDays(rapid.IntRange(0, 80).Draw(rt, "last"))
			ratio := rapid.IntRange(1, 6).Draw(rt, "ratio")
			c, err := f.called(w, ratio, marketplace.At(monday.Time()))
			if err != nil {
				continue
			}
			seen := map[marketplace.Date]bool{}
			for _, l := range c.Loads() {
				on := days[capacity.Monday(l.Date).DaysTo(l.Date)]
				if seen[l.Date] || !slices.Contains(w.Need.Weekdays, on) || l.Date < w.Need.First || l.Date > w.Need.Last || l.Supervisors*ratio < l.Participants {
					rt.Fatalf("%+v", l)
				}
				seen[l.Date] = true
			}
			sum := money.Cents(0)
			for _, l := range f.lines(c) {
				amount := must(l.Unit.Amount(l.Rate, l.Quantity))
				sum += amount
			}
			if sum != c.Total {
				rt.Fatalf("%d is not %d", c.Total, sum)
			}
			after, err := f.reserved(c)
			if err == nil {
				f = after
			}
			if _, limited := f.Left(); limited && f.Used() > f.Terms.Ceiling {
				rt.Fatalf("%d of %d", f.Used(), f.Terms.Ceiling)
			}
		}
	})
}

// Who directs the work is asked for in the words of requests.
func TestDirects(t *testing.T) {
	for side, want := range map[gate.Side]request.Director{gate.Organiser: request.Organiser, gate.Client: request.Customer, "": request.NotSure} {
		if got := directs(side); got != want {
			t.Errorf("%s: %s", side, got)
		}
	}
}
