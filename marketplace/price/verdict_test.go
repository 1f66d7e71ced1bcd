package price

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/rule"
	"sovite.fi/sovite/marketplace/rule/verdict"
)

// The boundary is the cost itself, to the ten-thousandth of a euro; the margin moves nothing, and what was not told is never
// taken for nothing.
func TestVerdicts(t *testing.T) {
	without := func(parts ...Part) Cost {
		c := whole()
		for _, p := range parts {
			delete(c.Parts, p)
		}
		return c
	}
	margin := whole()
	margin.Parts[Margin] = 30_000
	share := without(Supervision)
	share.Supervisor = Supervisor{Hour: 400_000, Participants: 5}
	tests := []struct {
		name    string
		unit    Unit
		price   money.Rate
		cost    Cost
		want    Outcome
		by      money.Rate
		missing []Part
		thin    bool
	}{
		{"above", CrewHour, 275_000, whole(), Covers, 35_000, nil, false},
		{"exactly at cost", CrewHour, 240_000, whole(), Covers, 0, nil, false},
		{"one ten-thousandth below", CrewHour, 239_999, whole(), BelowCost, -1, nil, false},
		{"one ten-thousandth above", CrewHour, 240_001, whole(), Covers, 1, nil, false},
		{"for nothing", CrewHour, 0, whole(), BelowCost, -240_000, nil, false},
		{"the margin is not reached", CrewHour, 250_000, margin, Covers, 10_000, nil, true},
		{"the margin is reached exactly", CrewHour, 270_000, margin, Covers, 30_000, nil, false},
		{"nothing is told", CrewHour, 275_000, Cost{}, NotReckoned, 275_000, Parts(CrewHour), false},
		{"one part is not told", CrewHour, 275_000, without(Premises), NotReckoned, 45_000, []Part{Premises}, false},
		{"below what is told already", CrewHour, 200_000, without(Premises), BelowCost, -30_000, []Part{Premises}, false},
		{"only the margin is told", Travel, 10_000, Cost{Parts: map[Part]money.Rate{Margin: 1}}, NotReckoned, 10_000, Parts(Travel), false},
		{"nothing is a cost when it is told", Material, 10, Cost{Parts: map[Part]money.Rate{Materials: 10, Transport: 0, Administration: 0}}, Covers, 0, nil, false},
		{"the supervisor's share", CrewHour, 240_000, share, Covers, 0, nil, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			v, err := Judge(tt.unit, tt.price, tt.cost, verdict.Citation{})
			if err != nil || v.Outcome != tt.want || v.By != tt.by || !slices.Equal(v.Missing, tt.missing) || v.Thin() != tt.thin {
				t.Errorf("%+v, %v", v, err)
			}
		})
	}
}

// Raising any part of a cost, or telling one more, never makes a verdict better; raising the price never makes it worse.
func TestVerdictsAreMonotone(t *testing.T) {
	rank := map[Outcome]int{BelowCost: 0, NotReckoned: 1, Covers: 2}
	rapid.Check(t, func(t *rapid.T) {
		unit := rapid.SampledFrom(Units()).Draw(t, "unit")
		amount := rapid.Map(rapid.Int64Range(0, 50), func(n int64) money.Rate { return money.Rate(n) })
		cost := Cost{Parts: rapid.MapOf(rapid.SampledFrom(append(Parts(unit), Margin)), amount).Draw(t, "parts")}
		price := amount.Draw(t, "price")
		before := must(Judge(unit, price, cost, verdict.Citation{}))
		if (before.Outcome == BelowCost) != (price < before.Cost) || before.Outcome == Covers && len(before.Missing) > 0 {
			t.Fatalf("%+v", before)
		}
		if dearer := must(Judge(unit, price+amount.Draw(t, "more"), cost, verdict.Citation{})); rank[dearer.Outcome] < rank[before.Outcome] {
			t.Fatalf("a higher price made %v of %v", dearer.Outcome, before.Outcome)
		}
		for part := range cost.Parts {
			raised := Cost{Parts: maps.Clone(cost.Parts)}
			raised.Parts[part] += amount.Draw(t, "raise")
			after := must(Judge(unit, price, raised, verdict.Citation{}))
			if rank[after.Outcome] > rank[before.Outcome] || part == Margin && after.Outcome != before.Outcome {
				t.Fatalf("raising %s made %v of %v", part, after.Outcome, before.Outcome)
			}
		}
	})
}

// The share of the supervisor is rounded once, and only there.
func TestSupervisorShare(t *testing.T) {
	for s, want := range map[Supervisor]money.Rate{
		{Hour: 420_000, Participants: 6}: 70_000, {Hour: 420_000, Participants: 9}: 46_667, {Hour: 1, Participants: 2}: 1, {Hour: 0, Participants: 4}: 0,
	} {
		if got, err := s.Share(); got != want || err != nil {
			t.Errorf("%+v: %d, %v; want %d", s, got, err, want)
		}
	}
	if _, err := (Supervisor{Hour: 1}).Share(); err == nil {
		t.Error("nobody is supervised and there is a share")
	}
}

// A verdict says what it found with its amounts, in every language, and cites the rule as it is on the day.
func TestVerdictInWords(t *testing.T) {
	told := whole()
	told.Parts[Margin] = 50_000
	short := Cost{Parts: map[Part]money.Rate{Wages: 100_000}}
	for price, want := range map[money.Rate][]string{
		275_000: {"kattaa täyden kustannuksen 24,00", "ylittää sen 3,50", "Tavoiteltu kate 5,00"},
		240_000: {"täsmälleen täysi kustannus 24,00"},
		239_999: {"0,0001", "pienempi kuin kustannus 24,00"},
	} {
		said := strings.Join(must(Judge(CrewHour, price, told, verdict.Citation{})).Say(lang(t, i18n.Fi)), " ")
		for _, part := range want {
			if !strings.Contains(said, part) {
				t.Errorf("%d: %q lacks %q", price, said, part)
			}
		}
	}
	for _, voice := range i18n.Languages() {
		l := lang(t, voice)
		for _, c := range []Cost{told, short, {}} {
			for _, price := range []money.Rate{0, 240_000, 275_000, 400_000} {
				for _, line := range must(Judge(CrewHour, price, c, verdict.Citation{})).Say(l) {
					if strings.Contains(line, "price.") || strings.Contains(line, "{") {
						t.Errorf("%s: %q", voice, line)
					}
				}
			}
		}
	}
	got := cite(must(rule.LoadBook()), "2026-11-23")
	if got.Rule != MarketPrice || got.Section != "948/2011 30 a §" || got.Confidence != rule.Medium {
		t.Errorf("%+v", got)
	}
}

// What others take is said beside the verdict.
func TestMarketInWords(t *testing.T) {
	l, m := lang(t, i18n.En), Market{Rate: 300_000, Source: "three cleaning firms", On: "2026-11-02"}
	for price, want := range map[money.Rate]string{250_000: "€5.00 below", 300_000: "the same as", 310_000: "€1.00 above"} {
		if got := m.Say(price, l); !strings.Contains(got, want) || !strings.Contains(got, "three cleaning firms, 2 November 2026") {
			t.Errorf("%d: %q", price, got)
		}
	}
	if got := (Market{}).Say(1, l); got != "" {
		t.Errorf("without a reference: %q", got)
	}
}
