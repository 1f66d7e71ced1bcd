package demo

import (
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/placement"
	"sovite.fi/sovite/marketplace/placement/support"
	"sovite.fi/sovite/matching"
)

// Placement is work that begins on the day on which the demo data is put in.
type Placement struct {
	ID           marketplace.ID  `json:"id"`
	Note         string          `json:"note"` // what it is there to show
	Client       marketplace.ID  `json:"client"`
	Task         marketplace.ID  `json:"task"`
	Employer     marketplace.ID  `json:"employer"` // the person who says yes for the employer
	Terms        placement.Terms `json:"terms"`
	About        placement.About `json:"about"`
	Plan         support.Plan    `json:"plan"`
	Visits       []Visit         `json:"visits"`
	Observations []Observation   `json:"observations"`
}

// Visit is a follow-up so many days after the beginning.
type Visit struct {
	Days    int    `json:"days"`
	Minutes int    `json:"minutes"`
	OnJob   bool   `json:"on_job"`
	Held    bool   `json:"held"`
	Note    string `json:"note"`
}

// Observation is what was seen at work on the first day.
type Observation struct {
	Dimension matching.Dimension `json:"dimension"`
	Level     *int               `json:"level"`
	Seen      string             `json:"seen"`
	SeenBy    string             `json:"seen_by"`
}
