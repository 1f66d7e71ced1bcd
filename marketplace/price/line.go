package price

import (
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/marketplace/money"
)

// Quantity is how much of a unit is sold, in its grain: quarter-hours for hours, hundredths for square metres, and whole
// ones for everything else.
type Quantity int64

// Amount is what a quantity costs: quantity × price, rounded once to a whole cent (EN 16931, BT-131). An Invalid error when
// it does not fit.
func (u Unit) Amount(rate money.Rate, q Quantity) (money.Cents, error) {
	switch u {
	case CrewHour, SupervisorHour:
		return rate.Hours(money.Quarters(q))
	case SquareMetre:
		return rate.Area(money.Area(q))
	case Piece, Result, Travel, Material:
	}
	return rate.Pieces(int64(q))
}

// Read reads a quantity as people write it: "7,25 h", "12,5 m²", "3". An Invalid error when it is finer than the grain.
func (u Unit) Read(text string, lang i18n.Lang) (Quantity, error) {
	code := lang.Code()
	switch u {
	case CrewHour, SupervisorHour:
		q, err := money.ParseQuarters(text, code)
		return Quantity(q), err
	case SquareMetre:
		a, err := money.ParseArea(text, code)
		return Quantity(a), err
	case Piece, Result, Travel, Material:
	}
	n, err := money.ParsePieces(text, code)
	return Quantity(n), err
}

// Write writes a quantity with its unit.
func (u Unit) Write(q Quantity, lang i18n.Lang) string {
	code := lang.Code()
	switch u {
	case CrewHour, SupervisorHour:
		return money.Quarters(q).Write(code)
	case SquareMetre:
		return money.Area(q).Write(code)
	case Piece, Result, Travel, Material:
	}
	return lang.T("price.count."+string(u), "n", money.WritePieces(int64(q), code))
}

// Count writes a quantity without its unit, as Read reads it.
func (u Unit) Count(q Quantity, lang i18n.Lang) string {
	code := lang.Code()
	switch u {
	case CrewHour, SupervisorHour:
		return money.Quarters(q).Count(code)
	case SquareMetre:
		return money.Area(q).Count(code)
	case Piece, Result, Travel, Material:
	}
	return money.WritePieces(int64(q), code)
}

// Priced is an item as it is sold on a day, without what it costs the organiser.
type Priced struct {
	Item    marketplace.ID `json:"item"`
	Name    string         `json:"name"`
	Unit    Unit           `json:"unit"`
	Version int            `json:"version"`
	Rate    money.Rate     `json:"rate"`
}

// On is the item as it is sold on a day; an Invalid error when it is not.
func (i Item) On(day marketplace.Date) (Priced, error) {
	v, ok := i.At(day)
	if !ok {
		return Priced{}, marketplace.Errorf(marketplace.Invalid, "price.not_sold", "name", i.Name, "day", day)
	}
	return Priced{Item: i.ID, Name: i.Name, Unit: i.Unit, Version: v.Number, Rate: v.Rate}, nil
}

// Amount is what a quantity of it costs.
func (p Priced) Amount(q Quantity) (money.Cents, error) { return p.Unit.Amount(p.Rate, q) }
