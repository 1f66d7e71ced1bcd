package en16931

import "sovite.fi/sovite/marketplace/money"

// Unit is what a quantity counts.
type Unit string

// The units.
const (
	Hour        Unit = "hour"         // counted in quarter-hours
	Minute      Unit = "minute"       // priced by the hour
	Day         Unit = "day"          //
	SquareMetre Unit = "square_metre" // counted in hundredths
	Piece       Unit = "piece"        //
	Lump        Unit = "lump"         // a fixed result
)

// Units lists the units.
func Units() []Unit { return []Unit{Hour, Minute, Day, SquareMetre, Piece, Lump} }

// Quantity is how much of a unit, in the unit's grain: quarter-hours, hundredths of a square metre, otherwise whole ones.
type Quantity struct {
	Unit  Unit  `json:"unit"`
	Count int64 `json:"count"`
}

// Code is the unit's code in UN/ECE Recommendation 20, as all formats want it; empty for an unknown unit.
func (u Unit) Code() string {
	switch u {
	case Hour:
		return "HUR"
	case Minute:
		return "MIN"
	case Day:
		return "DAY"
	case SquareMetre:
		return "MTK"
	case Piece:
		return "C62"
	case Lump:
		return "LS"
	}
	return ""
}

// Per is for how many units the price is (BT-149): 60 minutes, otherwise one.
func (u Unit) Per() int64 {
	if u == Minute {
		return 60
	}
	return 1
}

// Decimal writes the quantity exactly, with the decimal mark that the format wants and no more decimals than it needs.
func (q Quantity) Decimal(mark string) string {
	switch q.Unit {
	case Hour:
		return fixed(q.Count*25, 2, 0, mark)
	case SquareMetre:
		return fixed(q.Count, 2, 0, mark)
	case Minute, Day, Piece, Lump:
	}
	return fixed(q.Count, 0, 0, mark)
}

// at is what the quantity costs at a price, rounded once.
func (q Quantity) at(price money.Rate) (money.Cents, error) {
	switch q.Unit {
	case Hour:
		return price.Hours(money.Quarters(q.Count))
	case Minute:
		return price.Minutes(q.Count)
	case SquareMetre:
		return price.Area(money.Area(q.Count))
	case Day, Piece, Lump:
	}
	return price.Pieces(q.Count)
}

// maxCount keeps every quantity writable, also in Finvoice with its 14 characters.
const maxCount = 1_000_000_000
