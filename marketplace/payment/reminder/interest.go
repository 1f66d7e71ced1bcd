package reminder

import (
	"fmt"
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/rule"
)

// The rules of the book that decide here.
const (
	referenceRate = "late_payment.reference_rate"
	margin        = "late_payment.margin"
	countOfDays   = "late_payment.days"
	compensation  = "late_payment.compensation"
	reminderFee   = "late_payment.reminder_fee"
	netting       = "late_payment.netting"
)

// Balance is what was open of the principal from a day on, until the next one.
type Balance struct {
	From marketplace.Date `json:"from"`
	Open money.Cents      `json:"open"`
}

// Part is a stretch of days on which the same was open at the same rate.
type Part struct {
	From marketplace.Date `json:"from"`
	To   marketplace.Date `json:"to"` // within
	Days int64            `json:"days"`
	Open money.Cents      `json:"open"`
	Rate int64            `json:"rate"` // reference rate and margin together, in hundredths of a per cent for a year
}

// Interest is what a delay costs by the Interest Act.
type Interest struct {
	Parts  []Part      `json:"parts,omitempty"`
	Cents  money.Cents `json:"cents"`
	Unsure []string    `json:"unsure,omitempty"` // rules of the book that do not decide alone: a person checks them
}

// perUnit is how many hundredths of a per cent are the whole.
const perUnit = 10_000

// InterestOf reckons the late interest from one day to another, both within, on what was open on each day. The first is the day
// after the last one on which could be paid in time: see Claim.LastDay. Balances stand in the order of their days.
//
// The sum over all days of what was open × rate / 365 is exact, and rounded once, half away from zero, to a cent. So the interest
// of a time in two parts differs from that of the whole by at most one cent.
//
// Conflict "reminder.no_rate", with the half-year, when the book has no reference rate for one of the days: nothing is guessed.
func InterestOf(book *rule.Book, from, until marketplace.Date, balances []Balance) (Interest, error) {
	var out Interest
	year, err := out.amount(book, countOfDays, "year", rule.Days, until)
	if err != nil {
		return Interest{}, err
	}
	units := money.Cents(0)
	for from <= until {
		p, err := out.part(book, from, until, balances)
		if err != nil {
			return Interest{}, err
		}
		from = p.To.AddDays(1)
		if p.Open <= 0 {
			continue
		}
		more, err := p.Open.Ratio(p.Days*p.Rate, 1)
		if err != nil {
			return Interest{}, err
		}
		if units, err = money.Sum(units, more); err != nil {
			return Interest{}, err
		}
		out.Parts = append(out.Parts, p)
	}
	out.Cents, err = units.Ratio(1, year*perUnit)
	return out, err
}

// part is the longest stretch from a day on in which neither what is open nor the rate changes.
func (i *Interest) part(book *rule.Book, from, until marketplace.Date, balances []Balance) (Part, error) {
	p := Part{From: from, To: until}
	for _, b := range balances {
		if b.From <= from {
			p.Open = b.Open
			continue
		}
		p.To = min(p.To, b.From.AddDays(-1))
		break
	}
	if p.Open <= 0 {
		p.Days = int64(p.From.DaysTo(p.To)) + 1
		return p, nil // no rate is needed where nothing was open
	}
	reference, ok := book.At(referenceRate, from)
	if !ok {
		return p, noRate(from)
	}
	base, err := i.amount(book, referenceRate, "rate", rule.BasisPoints, from)
	if err != nil {
		return p, err
	}
	above, err := i.amount(book, margin, "margin", rule.BasisPoints, from)
	if reference.ValidTo != "" {
		p.To = min(p.To, reference.ValidTo)
	}
	p.Days, p.Rate = int64(p.From.DaysTo(p.To))+1, base+above
	return p, err
}

// amount reads a number of a rule, and remembers the rule when it does not decide alone.
func (i *Interest) amount(book *rule.Book, id, name string, unit rule.Unit, on marketplace.Date) (int64, error) {
	r, ok := book.At(id, on)
	if !ok {
		return 0, marketplace.Errorf(marketplace.Conflict, "reminder.no_rule", "rule", id, "day", on)
	}
	if !r.Decides() {
		i.Unsure = with(i.Unsure, id)
	}
	return r.Amount(name, unit)
}

func with(list []string, one string) []string {
	if slices.Contains(list, one) {
		return list
	}
	return append(list, one)
}

// noRate names the half-year without a rate; the reference rate is given for half-years (Interest Act, section 12).
func noRate(day marketplace.Date) error {
	year, half, from, to := string(day[:4]), 1, "-01-01", "-06-30"
	if day[5:] > "06-30" {
		half, from, to = 2, "-07-01", "-12-31"
	}
	return marketplace.Errorf(marketplace.Conflict, "reminder.no_rate", "half", fmt.Sprintf("%s/%d", year, half), "from", year+from, "to", year+to)
}
