package frame

import (
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/order/gate"
	"sovite.fi/sovite/marketplace/price"
	"sovite.fi/sovite/marketplace/request"
	"sovite.fi/sovite/matching"
)

// Frame is what one organiser and one buyer agree on for many orders.
type Frame struct {
	ID      marketplace.ID      `json:"id"`
	Org     marketplace.ID      `json:"org"`   // the organiser
	Buyer   marketplace.ID      `json:"buyer"` // the organisation
	After   marketplace.ID      `json:"after"` // the order of the two from which it was made
	Contact marketplace.ID      `json:"contact"`
	State   State               `json:"state"`
	Live    bool                `json:"live"`
	Terms   Terms               `json:"terms"`
	Site    Site                `json:"site"`
	Offered Signature           `json:"offered"`
	Agreed  Signature           `json:"agreed,omitzero"`
	Refusal string              `json:"refusal,omitempty"` // why the buyer declined, at most 500 characters
	Notice  *Notice             `json:"notice,omitempty"`
	Calls   []Call              `json:"calls,omitempty"` // oldest first
	Watched bool                `json:"watched"`         // whether time brings anything
	Next    marketplace.Date    `json:"next"`            // the day on which it does
	Begun   marketplace.Instant `json:"begun"`
	Ended   marketplace.Instant `json:"ended"`
}

// Terms is what the organiser offers.
type Terms struct {
	Title      string           `json:"title"`  // at most 120 characters
	Work       string           `json:"work"`   // at most 4,000 characters
	Trades     []string         `json:"trades"` // types of work of the carving catalogue, one to ten
	Postal     string           `json:"postal"`
	Address    string           `json:"address"` // at most 200 characters
	Directs    request.Director `json:"directs"`
	Crew       marketplace.ID   `json:"crew"`
	Supervisor string           `json:"supervisor"`        // who directs the work on site, by name, at most 80 characters
	Hazards    string           `json:"hazards,omitempty"` // that the organiser's work brings, at most 2,000 characters
	Prices     []Price          `json:"prices"`
	From       marketplace.Date `json:"from"`           // first day of work that can be called off
	To         marketplace.Date `json:"to"`             // last day, at most four years later
	Ceiling    money.Cents      `json:"ceiling"`        // of all call-offs together, without value added tax; 0: none
	NoticeDays int              `json:"notice_days"`    // 0 to 365
	Note       string           `json:"note,omitempty"` // at most 2,000 characters
}

// Site is what the buyer tells of the site, once for every call-off.
type Site struct {
	Hazards   matching.Choice `json:"hazards"`   // not asked is not none
	Allergens matching.Choice `json:"allergens"` // that are handled; not asked is not none
	Induction string          `json:"induction"` // at most 2,000 characters
	Safety    string          `json:"safety"`    // instructions, fire, first aid, evacuation and named persons, at most 2,000 characters
	Reference string          `json:"reference"` // the buyer's own, at most 60 characters; stands on invoices
}

// Price is one thing that can be called off, and what one unit of it costs.
type Price struct {
	Item   marketplace.ID `json:"item,omitempty"`    // of the price book; empty: not from there
	Priced int            `json:"version,omitempty"` // of the item, that in force on the first day
	Unit   price.Unit     `json:"unit"`
	Name   string         `json:"name"` // at most 120 characters
	Rate   money.Rate     `json:"rate"`
	Book   money.Rate     `json:"book,omitempty"`   // the price in the price book then
	Reason string         `json:"reason,omitempty"` // why it is not the one in the price book; only the organiser reads it
}

// Signature is who did something by name, and when.
type Signature struct {
	By   marketplace.ID      `json:"by"`
	Name string              `json:"name"` // of the person, as it was then
	At   marketplace.Instant `json:"at"`
}

// Notice is how one side ends the agreement.
type Notice struct {
	Side   gate.Side        `json:"side"`
	By     Signature        `json:"by"`
	Last   marketplace.Date `json:"last"`           // day of work that can still be called off
	Reason string           `json:"note,omitempty"` // at most 500 characters; both sides read it
}

// The bounds of a framework agreement: three hundred calls, each with sixty days left out, stay below one megabyte.
const (
	maxCalls     = 300
	maxPrices    = 50
	maxLoads     = 60 // of a quote and a booking
	maxYears     = 4  // Directive 2014/24/EU, Article 33(1); our bound for private buyers, too
	maxTitle     = 120
	maxText      = 4_000
	maxPart      = 2_000
	maxAddress   = 200
	maxTrades    = 10
	maxReference = 60
	maxName      = 120
	maxNamed     = 80
	maxNote      = 500
	maxRate      = 1_000_000_000     // ten-thousandths of a euro
	maxQuantity  = 10_000_000        // in the grain of the unit
	maxCeiling   = 1_000_000_000_000 // cents
	maxNotice    = 365
	holdDays     = 7 // as long is a call-off held for its buyer to accept
)

// IDOf is the id of the framework agreement that an organiser offers with a key of its own: the same key makes the same one.
func IDOf(org marketplace.ID, key string) marketplace.ID {
	return marketplace.Derived("frame", 16, string(org)+"/"+key)
}

// Last is the last day of work that can be called off.
func (f Frame) Last() marketplace.Date {
	if f.Notice != nil {
		return min(f.Terms.To, f.Notice.Last)
	}
	return f.Terms.To
}

// Used is what counts under the ceiling: what was called off and is not given back.
func (f Frame) Used() money.Cents {
	sum := money.Cents(0)
	for _, c := range f.Calls {
		sum += c.Counts
	}
	return sum
}

// Left is what can still be called off; false when there is no ceiling. Never below nothing: what both agreed on in an order
// later may have passed it.
func (f Frame) Left() (money.Cents, bool) {
	return max(0, f.Terms.Ceiling-f.Used()), f.Terms.Ceiling > 0
}

// Call finds a call-off.
func (f Frame) Call(number int) (Call, bool) {
	if number < 1 || number > len(f.Calls) {
		return Call{}, false
	}
	return f.Calls[number-1], true
}

// with is the frame with a call-off in the place of the one of its number, or after all others.
func (f Frame) with(c Call) Frame {
	f.Calls = slices.Clone(f.Calls)
	if c.Number > len(f.Calls) {
		f.Calls = append(f.Calls, c)
	}
	f.Calls[c.Number-1] = c
	return f
}

// after is the frame after an event; Conflict when it cannot happen in its state. It is pure.
func (f Frame) after(e Event, now marketplace.Instant) (Frame, error) {
	next, can := f.State.Next(e)
	if !can {
		return f, marketplace.Errorf(marketplace.Conflict, "frame.state."+string(f.State))
	}
	f.State, f.Live = next, next.Live()
	if !f.Live {
		f.Ended = now
	}
	return f.watched(), nil
}

// watched sets the day on which time brings something: the one after the last.
func (f Frame) watched() Frame {
	f.Watched, f.Next = f.Live, ""
	if f.Live {
		f.Next = f.Last().AddDays(1)
	}
	return f
}

// passing is the frame after its last day, with the event that brings it there. It is pure.
func (f Frame) passing() Event {
	if f.Notice != nil && f.Notice.Last < f.Terms.To {
		return End
	}
	return Expire
}

// ForBuyer is the frame as its buyer reads it: without how a price came about.
func (f Frame) ForBuyer() Frame {
	f.Terms.Prices = slices.Clone(f.Terms.Prices)
	for i, p := range f.Terms.Prices {
		f.Terms.Prices[i] = Price{Unit: p.Unit, Name: p.Name, Rate: p.Rate}
	}
	return f
}
