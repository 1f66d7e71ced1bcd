package demo

import (
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/consent"
	"sovite.fi/sovite/marketplace/network"
)

// Supporter is somebody beside a client, and what the client lets them see.
type Supporter struct {
	ID       marketplace.ID   `json:"id"`
	Note     string           `json:"note"` // what it is there to show
	Client   marketplace.ID   `json:"client"`
	Name     string           `json:"name"`
	Relation network.Relation `json:"relation"`
	Reached  string           `json:"reached"`
	Lang     string           `json:"lang"`
	Shown    []consent.Field  `json:"shown"`
}

// DoorSupporter is the supporter whose view anybody may open in demo mode, with DoorPIN.
const DoorSupporter marketplace.ID = "demo-supporter-sirpa"
