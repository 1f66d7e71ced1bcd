package demo

import (
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/introduction"
)

// Introduction is a client asked for a consent about a task and, unless the state is "asked", put forward under it.
type Introduction struct {
	ID       marketplace.ID      `json:"id"` // of the consent
	Note     string              `json:"note"`
	Client   marketplace.ID      `json:"client"`
	Task     marketplace.ID      `json:"task"`
	Employer marketplace.ID      `json:"employer"` // the person who answers
	Ago      int                 `json:"ago"`      // how many days ago it began
	State    introduction.State  `json:"state"`    // to which it is brought; "asked" waits for the client
	From     int                 `json:"from"`     // days from then to the first day of trying the work
	Day      int                 `json:"day"`      // days from then to the day to meet, or to the last day of trying the work
	Reason   introduction.Reason `json:"reason"`
	Text     string              `json:"text"` // with the reason
	Messages []Message           `json:"messages"`
}

// Asked is the state of an Introduction that waits for the client.
const Asked introduction.State = "asked"

// Message is something that one side wrote.
type Message struct {
	By        introduction.Side `json:"by"`
	Text      string            `json:"text"`
	ForClient bool              `json:"for_client"`
}

// The client who has a door of their own in the demo, and the PIN that opens it.
const (
	DoorClient marketplace.ID = "demo-client-aino"
	DoorPIN    string         = "2580"
)
