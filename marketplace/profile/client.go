package profile

import (
	"crypto/sha256"
	"strconv"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/check"
	"sovite.fi/sovite/matching"
)

// Client is one person in one coaching provider's care. Name is shown to the client's coach only; everybody else sees
// Code.
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

// Statuses lists the states in the order in which forms show them.
func Statuses() []Status { return []Status{Active, Paused, Ended} }

// Version is one state of a client's profile. Number starts at 1 and has no gaps; saving over a version that is not
// the newest is refused as Stale. The zero Version means that nothing was saved yet.
type Version struct {
	Client    marketplace.ID      `json:"client"`
	Org       marketplace.ID      `json:"org"`
	Number    int                 `json:"number"`
	Content   Content             `json:"content"`
	SavedBy   marketplace.ID      `json:"saved_by"`
	Saved     marketplace.Instant `json:"saved"`
	Confirmed bool                `json:"confirmed"` // gone through together with the client

	Together *Together                              `json:"together,omitempty"` // the last time that it was; nil: never, or not told
	Changed  bool                                   `json:"changed,omitempty"`  // the profile says something else since then
	Own      map[matching.Dimension]matching.Rating `json:"own,omitempty"`      // the client's own ratings when it was saved
	Starter  marketplace.ID                         `json:"starter,omitempty"`  // the last starter that was finished
}

// NewClient is what a coach fills in about a client.
type NewClient struct {
	Name string `json:"name"` // at most 120 characters
	Lang string `json:"lang"` // fi, sv or en; empty means fi
}

// checked gives the input in its stored form, or an Invalid error.
func (n NewClient) checked() (NewClient, error) {
	var f check.Fields
	n.Name = check.Line(n.Name)
	f.Need("name", n.Name != "")
	f.Text("name", n.Name, 120)
	if n.Lang == "" {
		n.Lang = "fi"
	}
	f.OneOf("lang", n.Lang, "fi", "sv", "en")
	return n, marketplace.InvalidFields(f.Errors())
}

// codeLetters leaves out what is easily mistaken when read aloud or written by hand: 0, 1, I and O.
const codeLetters = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"

// code makes a pseudonym from a client's id; another attempt makes another one. It says nothing about the person, since
// the id says nothing.
func code(id marketplace.ID, attempt int) string {
	sum := sha256.Sum256([]byte(string(id) + "/" + strconv.Itoa(attempt)))
	out := []byte("K-")
	for _, b := range sum[:4] {
		out = append(out, codeLetters[int(b)%len(codeLetters)])
	}
	return string(out)
}
