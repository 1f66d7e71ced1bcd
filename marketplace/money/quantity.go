package money

import (
	"strconv"

	"sovite.fi/sovite/marketplace"
)

// Area is an area in hundredths of a square metre.
type Area int64

const areaUnits = 100 // hundredths in a square metre

// Area is what an area costs at this price for a square metre, rounded once to a whole cent.
func (r Rate) Area(a Area) (Cents, error) {
	v, err := ratio(int64(r), int64(a), ratePerCent*areaUnits)
	return Cents(v), err
}

// Ratio is r × times / per, rounded half away from zero to a whole ten-thousandth of a euro. An error as for Cents.Ratio.
func (r Rate) Ratio(times, per int64) (Rate, error) {
	v, err := ratio(int64(r), times, per)
	return Rate(v), err
}

// SumRates adds prices for the same one thing up, exactly.
func SumRates(parts ...Rate) (Rate, error) { return sum(parts) }

// Count writes an area without the unit, with no more decimals than it needs: "12,5".
func (a Area) Count(lang string) string {
	sign, text := fixed(int64(a), 2, 0, lang)
	if size(int64(a))%areaUnits == 0 {
		text = text[:len(text)-1] // the point before no decimals
	}
	return sign + text
}

// Write writes an area: "12,5 m²".
func (a Area) Write(lang string) string { return a.Count(lang) + nbsp + "m²" }

// squares are the ways to write the unit of an area.
func squares() []string { return []string{"m²", "m2", "kvm"} }

// pieces are the ways to write that things are counted.
func pieces() []string { return []string{"kpl", "st.", "st", "pcs"} }

// ParseArea reads an area with at most two decimals: "12,5 m²".
func ParseArea(text, lang string) (Area, error) {
	n, ok := read(text, lang, squares())
	v, exact, fits := n.scaled(2)
	if !ok || !exact || !fits {
		return 0, marketplace.Errorf(marketplace.Invalid, "money.area", "value", text)
	}
	return Area(v), nil
}

// ParsePieces reads a whole number of pieces: "1 200 kpl".
func ParsePieces(text, lang string) (int64, error) {
	n, ok := read(text, lang, pieces())
	v, exact, fits := n.scaled(0)
	if !ok || !exact || !fits {
		return 0, marketplace.Errorf(marketplace.Invalid, "money.pieces", "value", text)
	}
	return v, nil
}

// WritePieces writes a whole number with the language's thousands mark.
func WritePieces(n int64, lang string) string {
	text := group(strconv.FormatUint(size(n), 10), lang)
	if n < 0 {
		return minus + text
	}
	return text
}
