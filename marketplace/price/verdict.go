package price

import (
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/rule"
	"sovite.fi/sovite/marketplace/rule/verdict"
)

// Outcome is what was found about a price.
type Outcome string

// The outcomes.
const (
	Covers      Outcome = "covers"       // the price is the full cost or more
	BelowCost   Outcome = "below"        // it is less than the parts that were told come to
	NotReckoned Outcome = "not_reckoned" // parts are missing, so that nobody knows
)

// Verdict is what was found about a price, as data. Say puts it into words.
type Verdict struct {
	Outcome Outcome          `json:"outcome"`
	Cost    money.Rate       `json:"cost"`              // the sum of the parts that were told
	By      money.Rate       `json:"by"`                // the price less the cost; below 0 when it does not cover it
	Margin  money.Rate       `json:"margin,omitempty"`  // that was aimed at, if any
	Missing []Part           `json:"missing,omitempty"` // of the cost
	Rule    verdict.Citation `json:"rule"`
}

// MarketPrice is the rule behind the verdict: the price of a public seller is market-based, and the reason for it is kept.
// It does not decide for anybody whether a price is right, so that no price is refused by it.
const MarketPrice = "fair_price.market_price"

// cite names the rule as it is on a day.
func cite(book *rule.Book, on marketplace.Date) verdict.Citation {
	r, known := book.At(MarketPrice, on)
	return verdict.Cite(MarketPrice, r, known)
}

// Judge holds a price against the cost of one unit. A price that is less than the parts that were told is below cost whatever
// the missing ones come to; one that is not, while parts are missing, is not judged. Exactly the cost covers it. The margin
// changes nothing. An Invalid error when the cost is too large to add up.
func Judge(unit Unit, price money.Rate, cost Cost, by verdict.Citation) (Verdict, error) {
	cost, err := cost.reckoned()
	if err != nil {
		return Verdict{}, err
	}
	full, err := cost.Full()
	if err != nil {
		return Verdict{}, err
	}
	v := Verdict{Outcome: Covers, Cost: full, By: price - full, Margin: cost.Parts[Margin], Missing: cost.Missing(unit), Rule: by}
	switch {
	case v.By < 0:
		v.Outcome = BelowCost
	case len(v.Missing) > 0:
		v.Outcome = NotReckoned
	}
	return v, nil
}

// Thin says whether a price covers its cost and not the margin that was aimed at.
func (v Verdict) Thin() bool { return v.Outcome == Covers && v.By < v.Margin }
