package liability

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/check"
	"sovite.fi/sovite/marketplace/money"
)

// Type is what a contract is about.
type Type string

// The types: a result that the supplier answers for, or people who work under the customer's direction.
const (
	Subcontract Type = "subcontract"
	Leased      Type = "leased"
)

// Types lists the types.
func Types() []Type { return []Type{Subcontract, Leased} }

// Contract is one contract between a customer and a supplier.
type Contract struct {
	ID           marketplace.ID   `json:"id"`
	Type         Type             `json:"type"`
	Agreed       marketplace.Date `json:"agreed"`               // the day on which it was made
	From         marketplace.Date `json:"from,omitempty"`       // first day of work
	Until        marketplace.Date `json:"until,omitempty"`      // last day agreed; empty: until further notice
	Ended        marketplace.Date `json:"ended,omitempty"`      // last day on which work was done; empty: it goes on
	Cents        money.Cents      `json:"cents"`                // price without VAT
	Days         int              `json:"days"`                 // working days of leased work
	ChainedTo    marketplace.ID   `json:"chained_to,omitempty"` // an earlier contract that it follows with only a short break
	OffSite      bool             `json:"off_site,omitempty"`   // nobody works at the customer's premises or site
	Unusual      bool             `json:"unusual,omitempty"`    // the work is not customary in the customer's operations
	Construction bool             `json:"construction,omitempty"`
	Note         string           `json:"note,omitempty"`
}

const (
	maxCents     = 1_000_000_000_00
	maxDays      = 10_000
	maxContracts = 2_000 // of one customer and one supplier
	maxNote      = 300
)

// checked gives the input as it is stored; before are the contracts that it may follow.
func (c Contract) checked(before []Contract) (Contract, error) {
	var f check.Fields
	c.Note = check.Text(c.Note)
	choice(&f, "type", c.Type, Types())
	f.Need("agreed", c.Agreed != "")
	f.Date("agreed", c.Agreed)
	f.Date("from", c.From)
	f.Date("until", c.Until)
	f.Date("ended", c.Ended)
	if c.Until != "" && c.Until < max(c.From, c.Agreed) {
		f.Add("until", "liability.field.until")
	}
	if c.Ended != "" && c.Ended < max(c.From, c.Agreed) {
		f.Add("ended", "liability.field.until")
	}
	f.Text("note", c.Note, maxNote)
	if c.Cents < 0 || c.Cents > maxCents {
		f.Add("cents", "liability.field.cents")
	}
	f.Range("days", c.Days, 0, maxDays)
	f.Need("days", c.Type != Leased || c.Days > 0)
	f.Need("cents", c.Type != Subcontract || c.Cents != 0)
	if c.ChainedTo != "" && !slices.ContainsFunc(before, func(o Contract) bool { return o.ID == c.ChainedTo && o.ID != c.ID }) {
		f.Add("chained_to", "liability.field.chained_to")
	}
	return c, marketplace.InvalidFields(f.Errors())
}

// Seen is what stood on one paper when it was checked.
type Seen struct {
	Document  marketplace.ID   `json:"document"`
	Kind      Kind             `json:"kind"`
	Issued    marketplace.Date `json:"issued"`
	ValidTo   marketplace.Date `json:"valid_to,omitempty"`
	Source    string           `json:"source"`
	Reference string           `json:"reference,omitempty"`
}

// Check is one look of the customer at the papers, kept as it was.
type Check struct {
	ID       marketplace.ID   `json:"id"`
	On       marketplace.Date `json:"on"`
	By       marketplace.ID   `json:"by"`
	Name     string           `json:"name"` // of the person, as it was then
	Seen     []Seen           `json:"seen"`
	Complete bool             `json:"complete"` // every kind that was needed was seen and good
	Hash     string           `json:"hash"`     // Fingerprint of Seen, day and person
}

// Fingerprint is a SHA-256 over what was seen, when and by whom, in hexadecimal: a check that was changed afterwards does not
// have the one it was given.
func (c Check) Fingerprint() string {
	c.Hash = ""
	raw, err := json.Marshal(c)
	if err != nil {
		return "" // cannot be: text, days and a yes or no
	}
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:])
}

func (c Check) saw(kinds ...Kind) bool {
	for _, k := range kinds {
		if !slices.ContainsFunc(c.Seen, func(s Seen) bool { return s.Kind == k }) {
			return false
		}
	}
	return true
}

// Remark is what a named person of the customer decided or saw, with the reason.
type Remark struct {
	By     marketplace.ID   `json:"by"`
	Name   string           `json:"name"`
	On     marketplace.Date `json:"on"`
	Ground Ground           `json:"ground,omitempty"`
	Reason string           `json:"reason"`
}

// Ground is why a customer asks no documents although the duty holds (1233/2006 5.4 §).
type Ground string

// The grounds that are a judgement of the customer's.
const (
	Established Ground = "established_operations"
	Familiar    Ground = "established_relation"
	Comparable  Ground = "comparable_reason"
)

// Grounds lists the grounds.
func Grounds() []Ground { return []Ground{Established, Familiar, Comparable} }

// Relation is one customer and one supplier.
type Relation struct {
	ID        marketplace.ID      `json:"id"`
	Customer  marketplace.ID      `json:"customer"`
	Supplier  marketplace.ID      `json:"supplier"`
	Asked     marketplace.Instant `json:"asked"`
	Shared    marketplace.Instant `json:"shared"` // since then the customer reads the pack
	Contracts []Contract          `json:"contracts"`
	Checks    []Check             `json:"checks"`
	Doubt     *Remark             `json:"doubt,omitempty"`     // reason to suspect a change
	Exemption *Remark             `json:"exemption,omitempty"` // no documents are asked
	Watch     bool                `json:"watch"`
	Next      marketplace.Date    `json:"next"` // on which somebody is reminded that proofs are due again
	Reminded  marketplace.Date    `json:"reminded,omitempty"`
}

// RelationID is the id of the relation of a customer and a supplier: there is one.
func RelationID(customer, supplier marketplace.ID) marketplace.ID { return customer + "." + supplier }

// lastCheck is the newest check that was complete, on or before a day.
func (r Relation) lastCheck(on marketplace.Date, complete bool, kinds ...Kind) (Check, bool) {
	for _, c := range slices.Backward(r.Checks) {
		if c.On <= on && (c.Complete || !complete) && c.saw(kinds...) {
			return c, true
		}
	}
	return Check{}, false
}

func (r Relation) contract(id marketplace.ID) (Contract, bool) {
	at := slices.IndexFunc(r.Contracts, func(c Contract) bool { return c.ID == id })
	if at < 0 {
		return Contract{}, false
	}
	return r.Contracts[at], true
}
