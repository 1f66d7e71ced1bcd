package demo

import (
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/liability"
	"sovite.fi/sovite/marketplace/money"
)

// Supplier is the papers of an organiser, and the customers who asked for them.
type Supplier struct {
	Note      string         `json:"note"`   // what it is there to show
	Person    marketplace.ID `json:"person"` // who keeps the papers
	Form      liability.Form `json:"form"`
	Added     int            `json:"added"` // how many days ago they were added
	Papers    []Proof        `json:"papers"`
	Customers []Customer     `json:"customers"`
}

// Proof is one document, issued so many days ago.
type Proof struct {
	ID        marketplace.ID `json:"id"`
	Kind      liability.Kind `json:"kind"`
	Ago       int            `json:"ago"`
	Source    string         `json:"source"`
	Reference string         `json:"reference"`
}

// Customer is somebody who asked so many days ago; to whom the papers were shown when Checked is set, and who checked them then.
type Customer struct {
	Note      string         `json:"note"`
	Person    marketplace.ID `json:"person"`
	Ago       int            `json:"ago"`
	Checked   bool           `json:"checked"`
	Contracts []Deal         `json:"contracts"`
}

// Deal is a contract that was made so many days ago.
type Deal struct {
	ID      marketplace.ID `json:"id"`
	Ago     int            `json:"ago"`
	Ended   int            `json:"ended"` // days ago; 0: it goes on
	Cents   money.Cents    `json:"cents"`
	Follows marketplace.ID `json:"follows"`
	Words   string         `json:"words"`
}
