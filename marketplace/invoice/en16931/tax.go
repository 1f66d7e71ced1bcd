package en16931

import (
	"cmp"
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/money"
)

// Category is a VAT category (UNTDID 5305).
type Category string

// The categories that our sales can have.
const (
	Standard Category = "S"  // taxed, at any rate above zero
	Zero     Category = "Z"  // taxed at zero
	Exempt   Category = "E"  // exempt: social welfare, small businesses
	Reverse  Category = "AE" // the buyer is liable (käännetty verovelvollisuus)
	Outside  Category = "O"  // outside VAT
)

// Categories lists the categories, in the order of the breakdown.
func Categories() []Category { return []Category{Standard, Zero, Exempt, Reverse, Outside} }

// Percent is a percentage in hundredths of a per cent: 2,550 is 25.5 %.
type Percent int64

const whole Percent = 100_00

// Of is that part of an amount, rounded half away from zero to a whole cent.
func (p Percent) Of(c money.Cents) (money.Cents, error) { return c.Ratio(int64(p), int64(whole)) }

// Tax is how something is taxed. What has the same Tax is reckoned together.
type Tax struct {
	Category Category `json:"category"`
	Rate     Percent  `json:"rate,omitempty"`
	Reason   string   `json:"reason,omitempty"` // BT-120, in words: why there is no tax
	Code     string   `json:"code,omitempty"`   // BT-121, from the VATEX list
}

// Compare orders taxes: by category, the higher rate first, then by the reason.
func (t Tax) Compare(o Tax) int {
	at := func(c Category) int { return slices.Index(Categories(), c) }
	return cmp.Or(cmp.Compare(at(t.Category), at(o.Category)), cmp.Compare(o.Rate, t.Rate), cmp.Compare(t.Code, o.Code), cmp.Compare(t.Reason, o.Reason))
}

// Taxed is a sale with tax.
func Taxed(rate Percent) Tax { return Tax{Category: Standard, Rate: rate} }

// ReverseCharge is construction work, or labour hired out for it, sold to one who sells the same (AVL 8 c §).
func ReverseCharge() Tax {
	return Tax{Category: Reverse, Reason: "Käännetty verovelvollisuus, AVL 8 c §", Code: "VATEX-EU-AE"}
}

// SocialWelfare is a social welfare service (AVL 37 §).
func SocialWelfare() Tax {
	return Tax{Category: Exempt, Reason: "Sosiaalihuoltopalvelu, AVL 37 §", Code: "VATEX-EU-132-1G"}
}

// SmallBusiness is a sale by one who is in no VAT register because of a small turnover (AVL 3 §). The VATEX list has no code for it.
func SmallBusiness() Tax {
	return Tax{Category: Exempt, Reason: "Vähäinen liiketoiminta, ei arvonlisäverovelvollinen, AVL 3 §"}
}

// NotBusiness is a sale by a body of public benefit that is no business income (AVL 4 §).
func NotBusiness() Tax {
	return Tax{Category: Outside, Reason: "Ei liiketoimintaa, AVL 4 §", Code: "VATEX-EU-O"}
}

// Dated is a rate that was in force from one day to another.
type Dated struct {
	Rate Percent
	Period
}

// GeneralRates are the general rates of Finland since 2013, oldest first. Source: VAT Act 1501/1993 84 §; 462/2024 for 25.5 %.
func GeneralRates() []Dated {
	return []Dated{{2400, Period{"2013-01-01", "2024-08-31"}}, {2550, Period{"2024-09-01", ""}}}
}

// rates are all rates above zero. Source: VAT Act 1501/1993 84 §, 85 §, 85 a §; 14 % became 13.5 % on 1 January 2026.
func rates() []Dated {
	return append(GeneralRates(), Dated{1400, Period{"2013-01-01", "2025-12-31"}}, Dated{1350, Period{"2026-01-01", ""}}, Dated{1000, Period{"2013-01-01", ""}})
}

// inForce says whether a rate is in force on a day.
func inForce(rate Percent, day marketplace.Date) bool {
	return slices.ContainsFunc(rates(), func(d Dated) bool { return d.Rate == rate && d.holds(day) })
}

// holds says whether a day is within the period.
func (p Period) holds(day marketplace.Date) bool {
	return day >= p.From && (p.To == "" || day <= p.To)
}

// Split divides a period where the general rate changes, oldest first: what was done in each part is invoiced on a line of its
// own, at its rate (AVL: the rate of the day of supply decides). Both days must be told; the days before 2013 are in no part.
func Split(p Period) []Dated {
	var out []Dated
	for _, d := range GeneralRates() {
		from, to := max(p.From, d.From), p.To
		if d.To != "" {
			to = min(to, d.To)
		}
		if from <= to {
			out = append(out, Dated{d.Rate, Period{from, to}})
		}
	}
	return out
}
