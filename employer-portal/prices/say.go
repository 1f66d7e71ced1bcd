package prices

import (
	"strings"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/price"
)

// amount writes a price.
func (r *request) amount(v money.Rate) string { return v.Write(r.Lang.Code()) }

// mark is the sign of an outcome and how it is coloured; the words beside it say the same.
func mark(o price.Outcome) (icon, tone string) {
	switch o {
	case price.Covers:
		return "check", "good"
	case price.BelowCost:
		return "warn", "warm"
	case price.NotReckoned:
	}
	return "ask", ""
}

// Gate is what was found about a price, in words and with its source. What is about to be saved below its cost is asked for a
// reason.
func Gate(r *visit.Request, v price.Verdict, rate money.Rate, m price.Market, saved bool) view.Gate {
	icon, tone := mark(v.Outcome)
	lines := v.Say(r.Lang)
	if v.Outcome == price.BelowCost && !saved {
		lines = append(lines, r.T("price.ask"))
	}
	if market := m.Say(rate, r.Lang); market != "" {
		lines = append(lines, market)
	}
	return view.Gate{
		Icon: icon, Tone: tone, Result: r.Lang.T("price.outcome." + string(v.Outcome)), Text: strings.Join(append(lines, r.T("price.support")), " "),
		Rule: r.Say.RuleLink(v.Rule), Source: r.Say.RuleSource(v.Rule) + " " + r.Say.RuleStatement(v.Rule),
	}
}
