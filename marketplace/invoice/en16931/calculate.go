package en16931

import (
	"slices"

	"sovite.fi/sovite/marketplace/money"
)

// Calculated is the document with its net amounts, VAT breakdown and totals. Each line is rounded once; sums are exact; the VAT
// of each Tax is reckoned on the sum of what is taxed so, and rounded once, half away from zero (EN 16931, 6.4.3 and BR-CO-10
// to BR-CO-17). An Invalid error when an amount does not fit.
//
// A credit note is reckoned together with what was credited before it (Before), because the rounded parts would not add up to
// the whole.
func (d Document) Calculated() (Document, error) {
	d.Lines, d.Adjustments = slices.Clone(d.Lines), slices.Clone(d.Adjustments)
	for i := range d.Lines {
		if err := d.Lines[i].reckon(); err != nil {
			return Document{}, err
		}
	}
	if err := reckon(d.Adjustments); err != nil {
		return Document{}, err
	}
	totals, err := d.sums()
	d.Totals = totals
	return d, err
}

func (l *Line) reckon() error {
	l.Adjustments = slices.Clone(l.Adjustments)
	if err := reckon(l.Adjustments); err != nil {
		return err
	}
	net, err := l.net()
	l.Net = net
	return err
}

// net is quantity × price − allowances + charges (BT-131).
func (l Line) net() (money.Cents, error) {
	all := l.Quantity
	all.Count += l.Before.Count
	cost, err := all.at(l.Price)
	if err != nil {
		return 0, err
	}
	allowances, charges, err := split(l.Adjustments)
	if err != nil {
		return 0, err
	}
	return money.Sum(cost, -l.Before.Net, -allowances, charges)
}

// reckon fills in the amounts that are a part of something.
func reckon(list []Adjustment) error {
	for i, a := range list {
		if a.Percent == 0 {
			continue
		}
		amount, err := a.Percent.Of(a.Base)
		if err != nil {
			return err
		}
		list[i].Amount = amount
	}
	return nil
}

// split adds up what lowers and what raises an amount.
func split(list []Adjustment) (allowances, charges money.Cents, err error) {
	for _, a := range list {
		if a.Charge {
			charges, err = money.Sum(charges, a.Amount)
		} else {
			allowances, err = money.Sum(allowances, a.Amount)
		}
		if err != nil {
			return 0, 0, err
		}
	}
	return allowances, charges, nil
}

// sums reckons the totals from the net amounts as they stand in the lines.
func (d Document) sums() (Totals, error) {
	var t Totals
	var err error
	if t.Taxes, err = d.taxes(); err != nil {
		return Totals{}, err
	}
	for _, l := range d.Lines {
		if t.Lines, err = money.Sum(t.Lines, l.Net); err != nil {
			return Totals{}, err
		}
	}
	if t.Allowances, t.Charges, err = split(d.Adjustments); err != nil {
		return Totals{}, err
	}
	for _, s := range t.Taxes {
		if t.VAT, err = money.Sum(t.VAT, s.VAT); err != nil {
			return Totals{}, err
		}
	}
	if t.Net, err = money.Sum(t.Lines, -t.Allowances, t.Charges); err != nil {
		return Totals{}, err
	}
	if t.Gross, err = money.Sum(t.Net, t.VAT); err != nil {
		return Totals{}, err
	}
	t.Payable, err = money.Sum(t.Gross, -d.Prepaid)
	return t, err
}

// taxes is the VAT breakdown.
func (d Document) taxes() ([]Subtotal, error) {
	var list []Subtotal
	add := func(t Tax, c money.Cents) error {
		at := slices.IndexFunc(list, func(s Subtotal) bool { return s.Tax == t })
		if at < 0 {
			at, list = len(list), append(list, Subtotal{Tax: t})
		}
		sum, err := money.Sum(list[at].Base, c)
		list[at].Base = sum
		return err
	}
	for _, l := range d.Lines {
		if err := add(l.Tax, l.Net); err != nil {
			return nil, err
		}
	}
	for _, a := range d.Adjustments {
		if err := add(a.Tax, a.signed()); err != nil {
			return nil, err
		}
	}
	slices.SortFunc(list, func(a, b Subtotal) int { return a.Tax.Compare(b.Tax) })
	for i, s := range list {
		vat, err := s.after(subtotal(d.Before, s.Tax))
		if err != nil {
			return nil, err
		}
		list[i].VAT = vat
	}
	return list, nil
}

// signed is what the adjustment adds.
func (a Adjustment) signed() money.Cents {
	if a.Charge {
		return a.Amount
	}
	return -a.Amount
}

// after is the VAT of a subtotal when something was taxed alike before: that of both together, less that of the earlier.
func (s Subtotal) after(before Subtotal) (money.Cents, error) {
	base, err := money.Sum(s.Base, before.Base)
	if err != nil {
		return 0, err
	}
	vat, err := s.Tax.Rate.Of(base)
	if err != nil {
		return 0, err
	}
	return money.Sum(vat, -before.VAT)
}

// subtotal finds what is taxed so; nothing when there is none.
func subtotal(list []Subtotal, t Tax) Subtotal {
	at := slices.IndexFunc(list, func(s Subtotal) bool { return s.Tax == t })
	if at < 0 {
		return Subtotal{Tax: t}
	}
	return list[at]
}
