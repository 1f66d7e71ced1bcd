package profile

import "sovite.fi/sovite/marketplace"

// Client is one person in one coaching provider's care. Name is shown to the provider's coaches only; everybody else
// sees Code.
type Client struct {
	ID      marketplace.ID      `json:"id"`
	Org     marketplace.ID      `json:"org"`   // the coaching provider
	Coach   marketplace.ID      `json:"coach"` // the person whose caseload it is on
	Name    string              `json:"name"`
	Code    string              `json:"code"` // pseudonym, such as "K-7F3Q"; unique within the provider
	Lang    string              `json:"lang"` // fi, sv or en
	Status  Status              `json:"status"`
	Created marketplace.Instant `json:"created"`
}

// Status is where a client stands on the caseload.
type Status string

// The states of a client.
const (
	Active Status = "active"
	Paused Status = "paused"
	Ended  Status = "ended"
)

// Version is one state of a client's profile. Number starts at 1 and has no gaps; saving over a version that is not
// the newest is refused as Stale.
type Version struct {
	Client    marketplace.ID      `json:"client"`
	Org       marketplace.ID      `json:"org"`
	Number    int                 `json:"number"`
	Content   Content             `json:"content"`
	SavedBy   marketplace.ID      `json:"saved_by"`
	Saved     marketplace.Instant `json:"saved"`
	Confirmed bool                `json:"confirmed"` // gone through together with the client
}
