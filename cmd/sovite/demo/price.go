package demo

import (
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/price"
)

// Price is something that an organiser sells.
type Price struct {
	ID       marketplace.ID `json:"id"`
	Note     string         `json:"note"` // what it is there to show
	By       marketplace.ID `json:"by"`   // the person who saves it
	Name     string         `json:"name"`
	Unit     price.Unit     `json:"unit"`
	Versions []PriceVersion `json:"versions"`
	EndsIn   int            `json:"ends_in,omitempty"` // days from today until it is not sold any more; 0: it is sold
}

// PriceVersion is a price that was saved some days ago and begins on the day on which it was saved, or some days after it.
type PriceVersion struct {
	Ago   int `json:"ago"`
	After int `json:"after,omitempty"`
	price.Draft
}
