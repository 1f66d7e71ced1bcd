package reminder

import (
	"testing"

	"pgregory.net/rapid"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/rule"
)

func book(t testing.TB) *rule.Book {
	t.Helper()
	return must(rule.LoadBook())
}

// The vector of the accountants: 1,516.77 euros, 30 days, 10.5 %.
func TestInterest(t *testing.T) {
	b := book(t)
	for name, tc := range map[string]struct {
		due, until marketplace.Date
		open       money.Cents
		paid       []Payment
		want       money.Cents
		parts      int
	}{
		"thirty days":                      {"2026-03-02", "2026-04-01", 1516_77, nil, 13_09, 1},
		"the last day is in time":          {"2026-03-02", "2026-03-02", 1516_77, nil, 0, 0},
		"a Saturday moves to Monday":       {"2026-02-28", "2026-04-01", 1516_77, nil, 13_09, 1},
		"Good Friday moves past Easter":    {"2026-04-03", "2026-04-08", 1516_77, nil, 44, 1},
		"a part was paid":                  {"2026-03-02", "2026-04-01", 1000_00, []Payment{{"2026-03-12", 400_00}}, 6_33, 2},
		"paid back":                        {"2026-03-02", "2026-04-01", 1000_00, []Payment{{"2026-03-12", 400_00}, {"2026-03-22", -400_00}}, 7_48, 3},
		"across half-years":                {"2025-06-23", "2025-07-07", 10_000_00, nil, 42_19, 2},
		"paid before there was no rate":    {"2026-06-01", "2026-11-29", 1000_00, []Payment{{"2026-06-30", 1000_00}}, 8_34, 1},
		"nothing was ever open":            {"2026-06-01", "2026-11-29", 0, nil, 0, 0},
		"more was paid than was asked for": {"2026-03-02", "2026-04-01", 1000_00, []Payment{{"2026-03-12", 4000_00}}, 2_88, 1},
	} {
		c := Claim{Due: tc.due, Principal: tc.open, Payments: tc.paid}
		got, err := InterestOf(b, c.LastDay().AddDays(1), tc.until, c.balances())
		if err != nil || got.Cents != tc.want || len(got.Parts) != tc.parts {
			t.Errorf("%s: %d in %d parts, %v", name, got.Cents, len(got.Parts), err)
		}
	}
}

// A half-year without a rate is named and nothing is guessed; a rate from memory is reckoned with and named, too.
func TestNoRate(t *testing.T) {
	b, open := book(t), []Balance{{Open: 1000_00}}
	_, err := InterestOf(b, "2026-06-02", "2026-07-01", open)
	e := marketplace.AsError(err)
	if e.Kind != marketplace.Conflict || e.Key != "reminder.no_rate" || e.Args["half"] != "2026/2" || e.Args["from"] != "2026-07-01" || e.Args["to"] != "2026-12-31" {
		t.Errorf("%v", err)
	}
	if _, err := InterestOf(b, "2023-12-01", "2023-12-31", open); marketplace.AsError(err).Args["half"] != "2023/2" {
		t.Errorf("%v", err)
	}
	sure, unsure := must(InterestOf(b, "2026-03-01", "2026-03-31", open)), must(InterestOf(b, "2025-08-01", "2025-08-31", open))
	if len(sure.Unsure) != 1 || len(unsure.Unsure) != 2 || unsure.Unsure[1] != referenceRate {
		t.Errorf("%v, %v", sure.Unsure, unsure.Unsure)
	}
}

// drawn are balances and a delay within the days that have rates.
func drawn(r *rapid.T) (from, until marketplace.Date, list []Balance) {
	from = marketplace.Date("2024-01-01").AddDays(rapid.IntRange(0, 500).Draw(r, "from"))
	until = from.AddDays(rapid.IntRange(0, 410).Draw(r, "days"))
	list = []Balance{{Open: money.Cents(rapid.Int64Range(0, 10_000_000).Draw(r, "open"))}}
	for day := from; rapid.IntRange(0, 2).Draw(r, "more") > 0; {
		day = day.AddDays(rapid.IntRange(1, 90).Draw(r, "later"))
		list = append(list, Balance{day, money.Cents(rapid.Int64Range(0, 10_000_000).Draw(r, "then"))})
	}
	return from, until, list
}

// byDay reckons what InterestOf does, a day at a time.
func byDay(b *rule.Book, from, until marketplace.Date, list []Balance) money.Cents {
	var units int64
	for day := from; day <= until; day = day.AddDays(1) {
		open := money.Cents(0)
		for _, x := range list {
			if x.From <= day {
				open = x.Open
			}
		}
		r, _ := b.At(referenceRate, day)
		units += int64(open) * (must(r.Amount("rate", rule.BasisPoints)) + 800)
	}
	return must(money.Cents(units).Ratio(1, 365*10_000))
}

// The interest is that of a day at a time; in two parts, whatever the day between, it is the same within a cent; it never falls
// when the delay is longer or more is open.
func TestInterestProperties(t *testing.T) {
	b := book(t)
	rapid.Check(t, func(r *rapid.T) {
		from, until, list := drawn(r)
		whole := must(InterestOf(b, from, until, list)).Cents
		if want := byDay(b, from, until, list); whole != want {
			r.Fatalf("%d, by day %d", whole, want)
		}
		between := from.AddDays(rapid.IntRange(0, from.DaysTo(until)).Draw(r, "between"))
		one, two := must(InterestOf(b, from, between, list)).Cents, must(InterestOf(b, between.AddDays(1), until, list)).Cents
		if d := one + two - whole; d < -1 || d > 1 {
			r.Fatalf("%d and %d, together %d", one, two, whole)
		}
		if one > whole {
			r.Fatalf("longer is less: %d, %d", one, whole)
		}
		more := append([]Balance(nil), list...)
		for i := range more {
			more[i].Open += money.Cents(rapid.Int64Range(0, 1000).Draw(r, "more open"))
		}
		if must(InterestOf(b, from, until, more)).Cents < whole {
			r.Fatal("more open is less")
		}
	})
}

// Whatever is asked for in whatever order, the fees and the compensation of an invoice come to the greater of the two.
func TestNetting(t *testing.T) {
	b := book(t)
	rapid.Check(t, func(r *rapid.T) {
		var sent []Reminder
		fees, compensated := money.Cents(0), false
		for range rapid.IntRange(1, 7).Draw(r, "reminders") {
			ask := Ask{Fee: rapid.Bool().Draw(r, "fee"), Compensation: rapid.Bool().Draw(r, "compensation")}
			c, err := ChargesOf(b, Proposal{Earlier: earlier(sent)}, ask, "2026-11-29")
			if ask.Compensation && compensated {
				if !marketplace.IsKind(err, marketplace.Invalid) {
					r.Fatal("twice compensated")
				}
				continue
			}
			if err != nil || c.Fee < 0 || c.Compensation < 0 || c.Fee > 12_00 || c.Compensation > 40_00 {
				r.Fatalf("%+v, %v", c, err)
			}
			if ask.Fee {
				fees += 12_00
			}
			compensated = compensated || c.Compensation > 0
			if both := (ask.Compensation || compensated) && fees > 0; both != (len(c.Unsure) > 0) && (ask.Fee || ask.Compensation) {
				r.Fatalf("netting is not sure, and who sends has to know: %+v", c)
			}
			sent = append(sent, Reminder{State: Sent, Charges: c})
			e := earlier(sent)
			want := fees
			if compensated {
				want = max(fees, 40_00)
			}
			if e.Fee+e.Compensation != want {
				r.Fatalf("%d and %d, want %d", e.Fee, e.Compensation, want)
			}
		}
	})
}

// What keeps an invoice from being reminded of, and what does not.
func TestPropose(t *testing.T) {
	b, today := book(t), marketplace.Date("2026-11-29")
	late := Claim{Principal: 100_00, Open: 100_00, Due: "2026-11-16"}
	for name, tc := range map[string]struct {
		change func(*Claim) ([]Reminder, *Hold)
		want   string
	}{
		"late":     {func(*Claim) ([]Reminder, *Hold) { return nil, nil }, ""},
		"not late": {func(c *Claim) ([]Reminder, *Hold) { c.Due = "2026-11-28"; return nil, nil }, "reminder.not_late"},
		"paid yesterday": {func(c *Claim) ([]Reminder, *Hold) {
			c.Open, c.Payments = 0, []Payment{{"2026-11-28", 100_00}}
			return nil, nil
		}, "reminder.nothing_open"},
		"only a fee left": {func(c *Claim) ([]Reminder, *Hold) {
			c.Open, c.Payments = 12_00, []Payment{{"2026-11-28", 100_00}}
			return nil, nil
		}, "reminder.nothing_open"},
		"credited":       {func(c *Claim) ([]Reminder, *Hold) { c.Open, c.Principal = 0, 0; return nil, nil }, "reminder.nothing_open"},
		"being credited": {func(c *Claim) ([]Reminder, *Hold) { c.Crediting = true; return nil, nil }, "reminder.crediting"},
		"disputed":       {func(c *Claim) ([]Reminder, *Hold) { c.Disputed = 1; return nil, nil }, "reminder.disputed"},
		"on hold":        {func(*Claim) ([]Reminder, *Hold) { return nil, &Hold{Until: today, Reason: "Maksusuunnitelma"} }, "reminder.held"},
		"hold is over":   {func(*Claim) ([]Reminder, *Hold) { return nil, &Hold{Until: "2026-11-28"} }, ""},
		"nine days ago":  {func(*Claim) ([]Reminder, *Hold) { return []Reminder{{State: Sent, Sent: at("2026-11-20")}}, nil }, "reminder.too_soon"},
		"ten days ago":   {func(*Claim) ([]Reminder, *Hold) { return []Reminder{{State: Sent, Sent: at("2026-11-19")}}, nil }, ""},
		"taken back":     {func(*Claim) ([]Reminder, *Hold) { return []Reminder{{State: Withdrawn, Sent: at("2026-11-20")}}, nil }, "reminder.too_soon"},
	} {
		c := late
		sent, hold := tc.change(&c)
		p := must(Propose(b, c, sent, hold, today))
		got := ""
		if len(p.Why) > 0 {
			got = p.Why[0].Key
		}
		if got != tc.want {
			t.Errorf("%s: %q", name, got)
		}
	}
}
