package attendance

import (
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/price"
)

// Done is what a signed sheet comes to, without names: what an order's hours are approved and billed by.
type Done struct {
	Shift       marketplace.ID      `json:"shift"` // the sheet's id, too
	Order       marketplace.ID      `json:"order"`
	Org         marketplace.ID      `json:"org"`     // the organiser
	Buyer       marketplace.ID      `json:"buyer"`   // the organisation
	Date        marketplace.Date    `json:"date"`    // of the work
	Signing     int                 `json:"signing"` // 1 for the first signature; one more each time the sheet is signed anew after a correction
	Planned     int                 `json:"planned"` // people
	Workers     []Worker            `json:"workers"` // "worker 1", "worker 2", …; no names
	Supervisors []Worker            `json:"supervisors"`
	Made        []Made              `json:"made,omitempty"`
	Deviations  []string            `json:"deviations,omitempty"` // in the supervisor's words, for the buyer to read
	Signed      marketplace.Instant `json:"signed"`
}

// Worker is one person's time in a shift, by a number that means nothing outside of it.
type Worker struct {
	Number int            `json:"number"`
	Time   money.Quarters `json:"time"`
}

// Made is how much of what is not hours was done.
type Made struct {
	Unit     price.Unit     `json:"unit"`
	Name     string         `json:"name"` // of the order's line
	Quantity price.Quantity `json:"quantity"`
}

// Crew is the time of all participants together.
func (d Done) Crew() money.Quarters { return sum(d.Workers) }

// Supervision is the time of all supervisors together.
func (d Done) Supervision() money.Quarters { return sum(d.Supervisors) }

func sum(workers []Worker) (out money.Quarters) {
	for _, w := range workers {
		out += w.Time
	}
	return out
}
