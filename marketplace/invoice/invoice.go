package invoice

import (
	"cmp"
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/invoice/en16931"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/price"
	"sovite.fi/sovite/marketplace/timesheet/line"
)

// Invoice is an invoice or a credit note of one organiser to one buyer.
type Invoice struct {
	ID        marketplace.ID          `json:"id"`
	Org       marketplace.ID          `json:"org"` // the seller
	Buyer     marketplace.ID          `json:"buyer"`
	State     State                   `json:"state"`
	Open      bool                    `json:"open"` // something has to be done before it rests; see Work
	Series    string                  `json:"series,omitempty"`
	Seq       *int64                  `json:"seq,omitempty"` // 1, 2, 3 … within the series; given when it is issued
	Document  en16931.Document        `json:"document"`
	Sources   []Source                `json:"sources"`
	Fees      []FeeSource             `json:"fees,omitempty"`    // of an invoice of the platform, instead of Sources; see IssueFee
	Of        marketplace.ID          `json:"of,omitempty"`      // of a credit note: the invoice
	Credits   []Credited              `json:"credits,omitempty"` // of an invoice: what was given back of it
	Dropped   *marketplace.FieldError `json:"dropped,omitempty"` // why it was not issued
	Reference string                  `json:"reference,omitempty"`
	By        marketplace.ID          `json:"by"` // who had it made
	Begun     marketplace.Instant     `json:"begun"`
	Issued    marketplace.Instant     `json:"issued,omitzero"`
}

// Source is an approved line of a timesheet that stands on an invoice: from it each cent goes back to a sheet or a person, to
// the approval, and to the version of the price.
type Source struct {
	Line      string           `json:"line"` // of the document
	Timesheet marketplace.ID   `json:"timesheet"`
	Of        marketplace.ID   `json:"of"` // the line of the timesheet
	Version   int              `json:"version"`
	Order     marketplace.ID   `json:"order"`
	Date      marketplace.Date `json:"date"` // of supply
	Quantity  price.Quantity   `json:"quantity"`
	Item      marketplace.ID   `json:"item,omitempty"` // of the price book
	Priced    int              `json:"priced,omitempty"`
	From      line.Source      `json:"from"`
	Approval  line.Mark        `json:"approval"`
}

// Seen is the line of the timesheet at the version that was billed.
func (s Source) Seen() line.Seen { return line.Seen{Line: s.Of, Version: s.Version} }

// Credited is what one credit note gives back of an invoice.
type Credited struct {
	Note    marketplace.ID   `json:"note"`
	Sources []marketplace.ID `json:"sources"` // lines of timesheets; see Key
	Done    bool             `json:"done"`    // it was issued and its hours are open again
	By      marketplace.ID   `json:"by"`
	Reason  string           `json:"reason"` // at most 500 characters; stands on the credit note
}

// State is where an invoice stands.
type State string

// The states of an invoice.
const (
	Draft   State = "draft"   // it is being made; nobody outside sees it
	Issued  State = "issued"  // it has a number and never changes
	Dropped State = "dropped" // it was not issued; its hours can be billed anew
)

// States lists the states in the order of the story.
func States() []State { return []State{Draft, Issued, Dropped} }

// Event is what can happen to an invoice.
type Event string

// The events.
const (
	Issue Event = "issue"
	Drop  Event = "drop"
)

// Events lists the events in the order of the story.
func Events() []Event { return []Event{Issue, Drop} }

// Next is the state after an event; false when it cannot happen: what was issued stays, and what was dropped is made anew.
func (s State) Next(e Event) (State, bool) {
	switch {
	case s == Draft && e == Issue:
		return Issued, true
	case s == Draft && e == Drop:
		return Dropped, true
	}
	return s, false
}

// sheets are the timesheets of some sources, each with its lines, in the order of their ids.
func sheets(sources []Source) []sheet {
	by := map[marketplace.ID][]line.Seen{}
	for _, s := range sources {
		by[s.Timesheet] = append(by[s.Timesheet], s.Seen())
	}
	out := make([]sheet, 0, len(by))
	for id, lines := range by {
		out = append(out, sheet{id, lines})
	}
	slices.SortFunc(out, func(a, b sheet) int { return cmp.Compare(a.id, b.id) })
	return out
}

type sheet struct {
	id    marketplace.ID
	lines []line.Seen
}

// Key names a source within an invoice: lines of timesheets are only unique within theirs.
func (s Source) Key() marketplace.ID { return s.Timesheet + "/" + s.Of }

// Left are the sources that no credit note has given back, nor is about to.
func (i Invoice) Left() []Source {
	return slices.DeleteFunc(slices.Clone(i.Sources), func(s Source) bool {
		return slices.ContainsFunc(i.Credits, func(c Credited) bool { return slices.Contains(c.Sources, s.Key()) })
	})
}

// Payable is what an issued invoice asks for; a credit note gives as much back.
func (i Invoice) Payable() money.Cents { return i.Document.Totals.Payable }
