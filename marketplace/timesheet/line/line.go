package line

import (
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/check"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/price"
)

// Line is one thing of one day with its price.
type Line struct {
	ID        marketplace.ID      `json:"id"`  // within the timesheet
	Key       string              `json:"key"` // what it is of: lines of the same key together say how much was done
	Date      marketplace.Date    `json:"date"`
	Unit      price.Unit          `json:"unit"`
	Name      string              `json:"name"`
	Item      marketplace.ID      `json:"item,omitempty"`    // of the price book, as the order has it
	Priced    int                 `json:"priced,omitempty"`  // version of the item
	Rate      money.Rate          `json:"rate"`              // for one unit, without value added tax
	Pricing   Pricing             `json:"pricing"`           //
	Planned   price.Quantity      `json:"planned,omitempty"` // of hours; 0 for what is not planned by the day
	Quantity  price.Quantity      `json:"quantity"`          // below 0 for what was billed and is taken back
	Amount    money.Cents         `json:"amount"`
	Source    Source              `json:"source"`
	Version   int                 `json:"version"` // one more each time it says something else
	State     State               `json:"state"`
	Shown     int                 `json:"shown,omitempty"` // the newest version that the buyer had before them
	Was       *Was                `json:"was,omitempty"`   // what the buyer had before them, or approved, before it changed
	SignedOff Mark                `json:"signed_off,omitzero"`
	Approval  Mark                `json:"approval,omitzero"`
	Objection Objection           `json:"objection,omitzero"`
	Reply     string              `json:"reply,omitempty"` // the organiser's, to the objection
	Invoice   string              `json:"invoice,omitempty"`
	Number    string              `json:"number,omitempty"` // of the invoice, once it has one; see Numbered
	Log       []Step              `json:"log,omitempty"`    // newest last; the record keeps what leaves it
	Added     marketplace.Instant `json:"added"`
}

const (
	maxSteps = 20
	maxNote  = 500
)

// Pricing is how a line got its price.
type Pricing string

// The ways.
const (
	ByOrder  Pricing = "order"    // by a line of the order
	Included Pricing = "included" // the order has no price for such a unit: it is part of another price, and costs nothing
	Unclear  Pricing = "unclear"  // several lines of the order could be meant: the organiser says which
)

// Source is where a line comes from: a signed sheet, or a person.
type Source struct {
	Shift   marketplace.ID `json:"shift,omitempty"`
	Signing int            `json:"signing,omitempty"`
	By      marketplace.ID `json:"by,omitempty"`   // who added it
	Note    string         `json:"note,omitempty"` // at most 300 characters; the buyer reads it
}

// Was is a line as it was.
type Was struct {
	Version  int            `json:"version"`
	Quantity price.Quantity `json:"quantity"`
	Amount   money.Cents    `json:"amount"`
}

// Mark is who decided something, when and about which version.
type Mark struct {
	Who
	At      marketplace.Instant `json:"at"`
	Version int                 `json:"version"`
}

// Who is somebody who decides.
type Who struct {
	By   marketplace.ID `json:"by,omitempty"`   // the person; empty for one who came by a link
	Name string         `json:"name,omitempty"` // at that time
	For  marketplace.ID `json:"for,omitempty"`  // whose alternate it was
	Link marketplace.ID `json:"link,omitempty"`
}

// Step is something that happened to a line.
type Step struct {
	Event Event `json:"event"`
	Mark
	Note string `json:"note,omitempty"`
}

// Objection is why a buyer does not approve a line.
type Objection struct {
	Reason Reason `json:"reason"`
	Note   string `json:"note,omitempty"` // at most 500 characters; the organiser reads it
}

// Reason is why a line is disputed. The list is closed.
type Reason string

// The reasons.
const (
	WrongHours   Reason = "hours"
	NotDone      Reason = "not_done"
	PoorQuality  Reason = "quality"
	WrongPrice   Reason = "price"
	NotOrdered   Reason = "not_ordered"
	OtherDispute Reason = "other"
)

// Reasons lists the reasons in the order in which forms show them.
func Reasons() []Reason {
	return []Reason{WrongHours, NotDone, PoorQuality, WrongPrice, NotOrdered, OtherDispute}
}

// Deviates says whether something else was done than was planned.
func (l Line) Deviates() bool { return l.Timed() && l.Quantity != l.Planned }

// Changed says whether a line says something else than when the buyer last had it before them.
func (l Line) Changed() bool { return l.Was != nil && l.Was.Quantity != l.Quantity }

// Timed says whether a line is hours.
func (l Line) Timed() bool { return l.Unit == price.CrewHour || l.Unit == price.SupervisorHour }

// Deviation is by how much another time was worked than planned.
func (l Line) Deviation() int {
	if !l.Deviates() {
		return 0
	}
	return int(max(l.Quantity-l.Planned, l.Planned-l.Quantity))
}

// Billable says whether a line can come onto an invoice: it is approved and has a price of its own.
func (l Line) Billable() bool { return l.State == Approved && l.Pricing == ByOrder }

// Checked is the objection in its stored form; the reason must be on the list, and said when it says nothing.
func (o Objection) Checked(f *check.Fields, path string) Objection {
	o.Note = check.Text(o.Note)
	f.OneOf(path+"reason", string(o.Reason), check.Words(Reasons())...)
	f.Need(path+"note", o.Note != "" || o.Reason != OtherDispute)
	f.Text(path+"note", o.Note, maxNote)
	return o
}
