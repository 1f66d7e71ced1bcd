package demo

import (
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/price"
	"sovite.fi/sovite/marketplace/request"
)

// Request is what a buyer asks organisers for. Its days count from the day on which the demo data is put in.
type Request struct {
	ID         marketplace.ID   `json:"id"`
	Note       string           `json:"note"` // what it is there to show
	By         marketplace.ID   `json:"by"`   // the person who asks
	Ago        int              `json:"ago"`  // how many days ago it was sent
	First      int              `json:"first,omitempty"`
	Last       int              `json:"last,omitempty"`
	Deadline   int              `json:"deadline"`
	Brief      request.Brief    `json:"brief"`
	Organisers []marketplace.ID `json:"organisers,omitempty"` // none: it is a draft
	Questions  []Question       `json:"questions,omitempty"`
	Quote      *Quote           `json:"quote,omitempty"`
}

// Question is what somebody of an organiser asks about a request; without an answer it waits for one.
type Question struct {
	ID     marketplace.ID `json:"id"`
	By     marketplace.ID `json:"by"`
	Text   string         `json:"text"`
	Answer string         `json:"answer,omitempty"`
}

// Quote is what an organiser offers for the first days of a request, from its price book.
type Quote struct {
	By         marketplace.ID `json:"by"`
	Crew       marketplace.ID `json:"crew"`
	Supervisor string         `json:"supervisor"`
	Words      string         `json:"words"`
	Valid      int            `json:"valid"` // days
	Days       int            `json:"days"`  // how many of the days that are asked for
	Lines      []QuoteLine    `json:"lines"`
}

// QuoteLine is an item of the price book; without a quantity it is what the hours come to.
type QuoteLine struct {
	Item     marketplace.ID `json:"item"`
	Name     string         `json:"name,omitempty"` // instead of the item's
	Quantity price.Quantity `json:"quantity,omitempty"`
}
