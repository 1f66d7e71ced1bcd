package roster

import (
	"fmt"

	"sovite.fi/sovite/marketplace"
)

// Shift is the work of one order on one day.
type Shift struct {
	ID           marketplace.ID   `json:"id"` // ShiftIDOf
	Order        marketplace.ID   `json:"order"`
	Buyer        marketplace.ID   `json:"buyer"`
	Crew         marketplace.ID   `json:"crew"`
	Date         marketplace.Date `json:"date"`
	From         int              `json:"from"` // minutes from midnight, whole quarters
	To           int              `json:"to"`
	Participants int              `json:"participants"`      // sold
	Supervisors  int              `json:"supervisors"`       // sold
	Members      []marketplace.ID `json:"members,omitempty"` // who works
	Leaders      []marketplace.ID `json:"leaders,omitempty"` // who supervises: supervisors of the organiser, or its owners
	Published    bool             `json:"published"`
}

// ShiftIDOf is the id of the shift of an order that begins at a time (minutes from midnight) of a day.
func ShiftIDOf(order marketplace.ID, date marketplace.Date, from int) marketplace.ID {
	return marketplace.ID(fmt.Sprintf("%s-%s-%04d", order, date, from))
}
