package order

import (
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/capacity"
	"sovite.fi/sovite/marketplace/liability"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/order/gate"
	"sovite.fi/sovite/marketplace/price"
	"sovite.fi/sovite/marketplace/quote"
	"sovite.fi/sovite/marketplace/request"
	"sovite.fi/sovite/marketplace/rule/verdict"
	"sovite.fi/sovite/matching"
)

// Order is the work that one buyer has bought of one organiser.
type Order struct {
	ID      marketplace.ID   `json:"id"` // that of the quote
	Request marketplace.ID   `json:"request"`
	Called  *request.Called  `json:"called,omitempty"` // when it was called off from a framework agreement
	Renews  marketplace.ID   `json:"renews,omitempty"` // the order of the two whose work goes on in this one
	Org     marketplace.ID   `json:"org"`              // the organiser
	Buyer   marketplace.ID   `json:"buyer"`            // the organisation
	Contact marketplace.ID   `json:"contact"`          // the buyer's person who asked, approves hours and is told
	Crew    marketplace.ID   `json:"crew"`
	Booking marketplace.ID   `json:"booking"` // of the crew
	State   State            `json:"state"`
	Live    bool             `json:"live"`
	Agreed  []Agreed         `json:"agreed"` // oldest first, at least one
	First   marketplace.Date `json:"first"`  // of the newest loads
	Last    marketplace.Date `json:"last"`

	Proposal  *Proposal `json:"proposal,omitempty"` // of another version
	Proposals int       `json:"proposals"`          // how many there were

	Staffing   Staffing           `json:"staffing"`   // told by the organiser
	Readiness  Readiness          `json:"readiness"`  // told by the organiser, before the first shift
	Conditions Conditions         `json:"conditions"` // told by the buyer
	Declared   []gate.Declaration `json:"declared,omitempty"`
	Approvals  []verdict.Approval `json:"approvals,omitempty"` // by owners of the organiser
	Decision   *Decision          `json:"decision,omitempty"`  // with which it was confirmed
	Ending     *Ending            `json:"ending,omitempty"`    // how it was cancelled

	Watched bool                `json:"watched"` // whether time brings anything
	Next    marketplace.Date    `json:"next"`    // the day on which it does
	Begun   marketplace.Instant `json:"begun"`
	Ended   marketplace.Instant `json:"ended"`
}

// Agreed is one version of what both sides agreed on.
type Agreed struct {
	Number     int                 `json:"number"` // 1 for what follows from the quote
	Title      string              `json:"title"`
	Work       string              `json:"work"`
	Trades     []string            `json:"trades"`
	Postal     string              `json:"postal"`
	Address    string              `json:"address"`
	Hazards    matching.Choice     `json:"hazards"`   // at the site
	Allergens  matching.Choice     `json:"allergens"` // that are handled
	Induction  string              `json:"induction"`
	Reference  string              `json:"reference"` // the buyer's own; stands on the invoice
	Lines      []quote.Line        `json:"lines"`
	Loads      []capacity.Load     `json:"loads"`
	Supervisor string              `json:"supervisor"` // who directs the work on site, by name
	Note       string              `json:"note,omitempty"`
	Total      money.Cents         `json:"total"`              // without value added tax
	Side       gate.Side           `json:"side"`               // whose change it is
	Proposal   int                 `json:"proposal,omitempty"` // from which it came; 0: from none
	By         marketplace.ID      `json:"by"`
	At         marketplace.Instant `json:"at"`
}

// Staffing is what the organiser tells of how the work is done: how many of which work form, never who.
type Staffing struct {
	Told         marketplace.Instant `json:"told"`
	OrganiserIs  string              `json:"organiser_is"` // one of gate.OrganiserKinds
	Site         gate.Site           `json:"site"`
	Participants []gate.Participants `json:"participants,omitempty"` // at most one for each work form
	Directs      gate.Side           `json:"directs"`                // who gives daily instructions; empty: not told
	Result       string              `json:"result"`                 // that is sold, in words, at most 1,000 characters
	Hourly       bool                `json:"hourly"`                 // the price goes by hours alone
}

// Readiness is what the organiser tells before the first shift.
type Readiness struct {
	Insurance            []gate.Insurance `json:"insurance,omitempty"`
	Hazards              string           `json:"hazards"`      // that its own work brings, at most 2,000 characters
	HazardsOn            marketplace.Date `json:"hazards_on"`   // when the buyer was told
	SupervisorsInducted  int              `json:"supervisors"`  // signed off
	ParticipantsInducted int              `json:"participants"` // signed off
	Competent            bool             `json:"competent"`    // only competent people, or others under their direct supervision
}

// Conditions is what the buyer tells of its site and of how the work is led there.
type Conditions struct {
	Told         marketplace.Instant `json:"told"`
	Public       bool                `json:"public"`   // the buyer is a public body
	Tools        bool                `json:"tools"`    // are the buyer's
	Rota         bool                `json:"rota"`     // the buyer sets the shifts
	Redirect     string              `json:"redirect"` // whether the buyer's people may redirect the crew: yes or no; empty: not told
	Unusual      bool                `json:"unusual"`  // the work is not customary in the buyer's operations
	Construction bool                `json:"construction"`
	Special      bool                `json:"special"` // work with special hazard
	Safety       string              `json:"safety"`  // instructions, fire, first aid, evacuation and named persons, at most 2,000 characters
	SafetyOn     marketplace.Date    `json:"safety_on"`
}

// Decision is with what an order was confirmed, as it was then.
type Decision struct {
	On        marketplace.Date      `json:"on"` // the day of the contract, whose rules count
	At        marketplace.Instant   `json:"at"`
	By        marketplace.ID        `json:"by"`
	Name      string                `json:"name"` // of the person, as it was then
	Results   []gate.Result         `json:"results"`
	Liability *liability.Conclusion `json:"liability,omitempty"`
}

// Ending is how an order was cancelled.
type Ending struct {
	Side   gate.Side      `json:"side,omitempty"` // empty: time
	By     marketplace.ID `json:"by,omitempty"`
	Reason Reason         `json:"reason"`
	Note   string         `json:"note,omitempty"` // at most 500 characters; both sides read it
}

// Reason is why an order is cancelled. The list is closed.
type Reason string

// The reasons.
const (
	NotNeeded   Reason = "not_needed"
	OtherTime   Reason = "other_time"
	NoCrew      Reason = "no_crew"       // the organiser has no people or no supervisor
	NotAllowed  Reason = "not_allowed"   // a gate cannot be passed
	Unsafe      Reason = "unsafe"        // the site is not
	NotAsAgreed Reason = "not_as_agreed" // the other side does not keep to it
	OtherReason Reason = "other"
	Unconfirmed Reason = "unconfirmed" // the last day passed and nobody had confirmed; only time says this
)

// Reasons lists what people can give as a reason, in the order in which forms show them.
func Reasons() []Reason {
	return []Reason{NotNeeded, OtherTime, NoCrew, NotAllowed, Unsafe, NotAsAgreed, OtherReason}
}

// The bounds of an order: fifty versions of a quote's size (fifty lines, sixty loads) stay below two megabytes.
const (
	maxVersions     = 50
	maxParticipants = 200
	maxResult       = 1_000
	maxSafety       = 2_000
	maxInduction    = 2_000
	maxReference    = 60
	maxSupervisor   = 80
	maxNote         = 500
	maxApprovals    = 50
	maxQuantity     = 10_000_000 // in the grain of the unit
)

// begun is the order that follows from an accepted quote for a request, and renews another, if any. It is pure. What a
// framework agreement tells for every call-off stands in the forms of both sides; each of them still tells its part.
func begun(r request.Request, q quote.Quote, renews marketplace.ID, now marketplace.Instant) Order {
	v, _ := q.Version(q.Accepted.Version)
	a := Agreed{
		Number: 1, Title: r.Brief.Title, Work: r.Brief.Work, Trades: r.Brief.Trades, Postal: r.Brief.Postal, Address: r.Brief.Address,
		Hazards: r.Brief.Hazards, Allergens: r.Brief.Allergens, Induction: r.Brief.Induction, Reference: r.Brief.Reference, Lines: v.Lines, Loads: v.Loads,
		Supervisor: v.Supervisor, Note: v.Note, Total: v.Total, Side: gate.Client, By: q.Accepted.By, At: now,
	}
	o := Order{
		ID: q.ID, Request: r.ID, Org: q.Org, Buyer: q.Buyer, Contact: r.By, Crew: v.Crew, Booking: q.Booking(), State: Preparing, Live: true,
		Staffing: Staffing{Site: gate.CustomerSite, Directs: directs(r.Brief.Directs), Hourly: hourly(v.Lines)}, Begun: now,
		Called: r.Called, Renews: renews,
	}
	if c := r.Called; c != nil {
		o.Conditions.Safety, o.Readiness.Hazards = c.Safety, c.Hazards
	}
	return o.with(a)
}

// directs is what the buyer said of who directs, as the gates call it.
func directs(d request.Director) gate.Side {
	switch d {
	case request.Organiser:
		return gate.Organiser
	case request.Customer:
		return gate.Client
	case request.NotSure:
	}
	return ""
}

// hourly says whether no line is for something that is done; journeys and materials come on top of hours.
func hourly(lines []quote.Line) bool {
	results := []price.Unit{price.Piece, price.SquareMetre, price.Result}
	return !slices.ContainsFunc(lines, func(l quote.Line) bool { return slices.Contains(results, l.Unit) })
}

// Newest is what is agreed now.
func (o Order) Newest() Agreed { return o.Agreed[len(o.Agreed)-1] }

// with is the order with another version of what is agreed.
func (o Order) with(a Agreed) Order {
	a.Number = len(o.Agreed) + 1
	o.Agreed = append(slices.Clone(o.Agreed), a)
	o.First, o.Last = a.Loads[0].Date, a.Loads[0].Date
	for _, l := range a.Loads {
		o.First, o.Last = min(o.First, l.Date), max(o.Last, l.Date)
	}
	return o.watched()
}

// watched sets the day on which time brings something: the one after the last.
func (o Order) watched() Order {
	o.Watched, o.Next = o.Live, ""
	if o.Live {
		o.Next = o.Last.AddDays(1)
	}
	return o
}

// after is the order after an event; Conflict when it cannot happen in its state. It is pure.
func (o Order) after(e Event, now marketplace.Instant) (Order, error) {
	next, can := o.State.Next(e)
	if !can {
		return o, o.cannot()
	}
	o.State, o.Live = next, next.Live()
	if !o.Live {
		o.Ended, o.Proposal = now, nil
	}
	return o.watched(), nil
}

func (o Order) cannot() error {
	return marketplace.Errorf(marketplace.Conflict, "order.state."+string(o.State))
}

// on says whether somebody is to work on a day between two, both counted.
func (o Order) on(from, to marketplace.Date) bool {
	return slices.ContainsFunc(o.Newest().Loads, func(l capacity.Load) bool { return l.Date >= from && l.Date <= to })
}

// supervisors is how many there are at most at one time.
func (o Order) supervisors() int {
	n := 0
	for _, l := range o.Newest().Loads {
		n = max(n, l.Supervisors)
	}
	return n
}
