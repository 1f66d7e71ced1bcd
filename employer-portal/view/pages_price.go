package view

// Prices is the price book of an organiser.
type Prices struct {
	Base
	Lead     string
	Add      *Link // nil for whoever only reads
	Groups   []PriceGroup
	Empty    *Empty
	Examples []Link // to begin with, when nothing is in the book
}

// Template implements Page.
func (*Prices) Template() string { return "prices" }

// PriceGroup is a table of items.
type PriceGroup struct {
	ID, Heading string
	Rows        []PriceRow
}

// PriceRow is one item as it is today.
type PriceRow struct {
	Name                Link
	Unit                string
	Price, Cost         string
	Icon, Verdict, Tone string
	Notes               []string // what comes: another price, or its end
}
