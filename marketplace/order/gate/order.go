package gate

import (
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/liability"
)

// Customer is for whom the work is done.
type Customer string

// The customers.
const (
	Private Customer = "private" // a company or another private body that pays
	Public  Customer = "public"  // a public body that pays
	Own     Customer = "own"     // the organiser itself
)

// Customers lists the customers.
func Customers() []Customer { return []Customer{Private, Public, Own} }

// Site is where the work is done.
type Site string

// The sites.
const (
	CustomerSite  Site = "customer"
	OrganiserSite Site = "organiser"
)

// Sites lists the sites.
func Sites() []Site { return []Site{CustomerSite, OrganiserSite} }

// Side is one of the two who agree.
type Side string

// The sides.
const (
	Organiser Side = "organiser"
	Client    Side = "customer"
)

// Order is what the gates may know about an order. Empty means not told.
type Order struct {
	Today        marketplace.Date // of the judgement; the rules are those of the day on which the order is confirmed
	Agreed       marketplace.Date // the day on which it is confirmed or renewed; empty: today
	Starts       marketplace.Date // first shift
	Renewed      marketplace.Date // from which work of an earlier order goes on in this one: what was declared before counts no more; empty: it is the first
	Customer     Customer
	Site         Site
	OrganiserIs  string // kind of organiser: company, association, foundation, municipality, joint_authority, county, state or religious
	Participants []Participants
	Direction    Direction
	Declared     []Declaration
	Hazards      Hazards
	Liability    *liability.Conclusion // for this order's contract; nil: not judged
	Insurance    []Insurance
}

// Participants is how many of one work form take part. It never says who.
type Participants struct {
	Form           string `json:"form"` // work form of the scale
	Number         int    `json:"number"`
	Consent        bool   `json:"consent"`         // each agreed to be leased, where the customer directs
	TransferPermit bool   `json:"transfer_permit"` // the labour authority's permit and the going price, for subsidised workers whom the customer directs
}

// Direction is who directs the work, and what else tells leasing from a result that is sold (55/2001 1:1 and 1:7.3 §).
type Direction struct {
	By            Side   // who gives daily instructions
	Name          string // of the person who does
	Result        string // that is sold, in words
	Hourly        bool   // the price goes by hours alone
	CustomerTools bool   // the tools are the customer's
	CustomerRota  bool   // the customer sets the shifts
	Redirect      string // whether the customer's people may redirect the crew: yes or no
}

// Declaration is one side's word that the order displaces no paid work.
type Declaration struct {
	By     Side             `json:"by"`
	Person marketplace.ID   `json:"person"`
	Name   string           `json:"name"`
	On     marketplace.Date `json:"on"`
}

// Hazards is what the two sides told each other before the first shift (738/2002 50 §).
type Hazards struct {
	Customer             marketplace.Date // the customer told hazards, instructions, fire, first aid, evacuation and named persons
	Organiser            marketplace.Date // the organiser told the hazards that its own work brings
	SupervisorsInducted  int              // signed off
	Supervisors          int
	ParticipantsInducted int
	Special              bool // work with special hazard
	Competent            bool // which only competent people do, or others under their direct supervision
}

// Insurance is one accident insurance that was shown.
type Insurance struct {
	Form  string           `json:"form"`            // of the participants whom it covers
	By    string           `json:"by"`              // who insures: one of Insurers
	Seen  marketplace.Date `json:"seen"`            // by the organiser
	Until marketplace.Date `json:"until,omitempty"` // last day; empty: until further notice
}

// OrganiserKinds lists what an organiser can be.
func OrganiserKinds() []string {
	return []string{"company", "association", "foundation", "municipality", "joint_authority", "county", "state", "religious"}
}

// Insurers are those who insure participants.
func Insurers() []string { return []string{"employer", "organiser", "county", "labour_authority"} }

// insurer is who has to insure participants of a work form (189/2001 23 §; 380/2023 60 §; 710/1982 27 e §).
func insurer(form string) string {
	switch form {
	case "rehabilitative":
		return "county"
	case "work_trial":
		return "labour_authority"
	case "work_activity":
		return "organiser"
	}
	return "employer"
}

// employed says whether a work form is employment.
func employed(form string) bool {
	return slices.Contains([]string{"employment", "pay_subsidy", "gig", "transitional", "subcontract"}, form)
}

func (o Order) number() int {
	n := 0
	for _, p := range o.Participants {
		n += p.Number
	}
	return n
}
