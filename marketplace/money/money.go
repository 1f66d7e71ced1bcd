package money

import (
	"math/bits"

	"sovite.fi/sovite/marketplace"
)

// Cents is an amount of money in hundredths of a euro; negative for what is given back.
type Cents int64

// Quarters is time in quarter-hours.
type Quarters int64

// Rate is the price of one hour, square metre or piece, in ten-thousandths of a euro.
type Rate int64

const (
	quarterMinutes = 15
	hourMinutes    = 60
	hourQuarters   = hourMinutes / quarterMinutes
	ratePerCent    = 100 // ten-thousandths of a euro in a cent
)

func overflow() error { return marketplace.Errorf(marketplace.Invalid, "money.overflow") }

// Ratio is c × times / per, rounded half away from zero to a whole cent; exact before that, however large the product.
// An error when per is 0 or the result does not fit. The rule is that of the calculation of invoices (EN 16931, BT-131):
// round2 with ties away from zero.
func (c Cents) Ratio(times, per int64) (Cents, error) {
	v, err := ratio(int64(c), times, per)
	return Cents(v), err
}

// ratio is a × b / d, rounded half away from zero.
func ratio(a, b, d int64) (int64, error) {
	if d == 0 {
		return 0, overflow()
	}
	negative := (a < 0) != (b < 0) != (d < 0)
	hi, lo := bits.Mul64(size(a), size(b))
	den := size(d)
	if hi >= den {
		return 0, overflow()
	}
	quotient, rest := bits.Div64(hi, lo, den)
	if rest >= den-rest {
		quotient++
		if quotient == 0 {
			return 0, overflow()
		}
	}
	return signed(quotient, negative)
}

// size is a number without its sign; it holds the smallest int64, too.
func size(v int64) uint64 {
	if v < 0 {
		return -uint64(v)
	}
	return uint64(v)
}

// signed gives a size its sign; an error when that does not fit.
func signed(v uint64, negative bool) (int64, error) {
	const most = 1<<63 - 1
	switch {
	case negative && v <= most+1:
		return int64(-v), nil //nolint:gosec // two's complement: -v has the sign bit exactly when v is not 0
	case !negative && v <= most:
		return int64(v), nil
	}
	return 0, overflow()
}

// Sum adds amounts up, exactly.
func Sum(parts ...Cents) (Cents, error) { return sum(parts) }

// SumQuarters adds times up, exactly.
func SumQuarters(parts ...Quarters) (Quarters, error) { return sum(parts) }

func sum[T ~int64](parts []T) (T, error) {
	var total T
	for _, p := range parts {
		next := total + p
		if (p > 0) != (next > total) && p != 0 {
			return 0, overflow()
		}
		total = next
	}
	return total, nil
}

// PerHour is the price of an hour that costs this many cents.
func (c Cents) PerHour() (Rate, error) {
	v, err := ratio(int64(c), ratePerCent, 1)
	return Rate(v), err
}

// Hours is what a time costs at this price for an hour, rounded once to a whole cent.
func (r Rate) Hours(q Quarters) (Cents, error) {
	v, err := ratio(int64(r), int64(q), ratePerCent*hourQuarters)
	return Cents(v), err
}

// Minutes is what a time in minutes costs at this price for an hour, rounded once to a whole cent.
func (r Rate) Minutes(m int64) (Cents, error) {
	v, err := ratio(int64(r), m, ratePerCent*hourMinutes)
	return Cents(v), err
}

// Pieces is what a number of pieces costs at this price for one, rounded once to a whole cent.
func (r Rate) Pieces(n int64) (Cents, error) {
	v, err := ratio(int64(r), n, ratePerCent)
	return Cents(v), err
}

// FromMinutes is a time in minutes as quarters; an error unless it is a whole number of quarters, because time is never
// rounded here: who bills by the quarter agrees on quarters.
func FromMinutes(m int64) (Quarters, error) {
	if m%quarterMinutes != 0 {
		return 0, marketplace.Errorf(marketplace.Invalid, "money.quarter", "value", m)
	}
	return Quarters(m / quarterMinutes), nil
}

// Minutes is the time in minutes.
func (q Quarters) Minutes() (int64, error) { return ratio(int64(q), quarterMinutes, 1) }

// Times is the time that n people work in this time each.
func (q Quarters) Times(n int64) (Quarters, error) {
	v, err := ratio(int64(q), n, 1)
	return Quarters(v), err
}
