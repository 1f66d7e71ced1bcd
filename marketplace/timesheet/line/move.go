package line

import (
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/price"
	"sovite.fi/sovite/marketplace/quote"
)

// Seen is a line as somebody had it before them.
type Seen struct {
	Line    marketplace.ID
	Version int
}

// Status is what became of one line of several.
type Status string

// What can become of it.
const (
	Done    Status = "done"    // also when it was so already
	Changed Status = "changed" // it says something else than was seen, and has to be looked at again
	Unable  Status = "unable"  // its state does not allow it
	Unknown Status = "unknown" // there is no such line
)

// Outcome is what became of one line.
type Outcome struct {
	Line   marketplace.ID
	Status Status
	State  State // where it stands now
}

// All says whether everything was done.
func All(list []Outcome) bool {
	return !slices.ContainsFunc(list, func(o Outcome) bool { return o.Status != Done })
}

// Any says whether something was done.
func Any(list []Outcome) bool {
	return slices.ContainsFunc(list, func(o Outcome) bool { return o.Status == Done })
}

// Move is an event that happens to lines, each by itself.
type Move struct {
	Event
	Who    Who
	Now    marketplace.Instant
	Note   string      // for the log
	Change func(*Line) // what else it does to a line; may be nil
}

// Moved is a line after an event, what became of it, and whether that changed anything. A line moves only at the version that
// was seen, and the buyer decides only about what the buyer had before them. It is pure.
func (l Line) Moved(m Move, version int) (Line, Status, bool) {
	next, can := l.State.Next(m.Event)
	switch {
	case l.Version != version, buyers(m.Event) && l.Shown != version:
		return l, Changed, false
	case !can && l.Already(m.Event):
		return l, Done, false
	case !can, m.Event == SignOff && l.Pricing == Unclear:
		return l, Unable, false
	}
	l.State = next
	if m.Change != nil {
		m.Change(&l)
	}
	return l.marked(m.Event, Mark{m.Who, m.Now, l.Version}, m.Note), Done, true
}

// buyers says whether an event is one for which the buyer has to have the line before them.
func buyers(e Event) bool { return e == Approve || e == Dispute }

// Already says whether a line is where the event would lead, so that a repeat changes nothing.
func (l Line) Already(e Event) bool {
	switch e {
	case SignOff:
		return l.State.Waits() || l.State == Approved
	case Approve:
		return l.State == Approved || l.State == Invoiced
	case Dispute:
		return l.State == Disputed
	case Answer:
		return l.State == Answered
	case Undo:
		return l.State == SignedOff
	case Correct, Renew, Bill, Unbill:
	}
	return false
}

// marked is a line with what an event decided, without what it made void, and with another step in its log.
func (l Line) marked(e Event, m Mark, note string) Line {
	switch e {
	case SignOff:
		l.SignedOff = m
	case Approve:
		l.Approval, l.Was, l.Objection, l.Reply = m, nil, Objection{}, ""
	case Undo, Renew, Correct:
		l.Approval = Mark{}
	case Unbill:
		l.Invoice, l.Number = "", ""
	case Dispute, Answer, Bill:
	}
	log := append(slices.Clone(l.Log), Step{e, m, note})
	l.Log = log[max(0, len(log)-maxSteps):]
	return l
}

// Says is a line that says something else from now on, by an event (Correct or Renew); nothing happens to one that says it
// already. Conflict with the reason in words when it is locked. It is pure.
func (l Line) Says(e Event, q price.Quantity, src Source, m Mark) (Line, error) {
	if l.Quantity == q {
		return l, nil
	}
	next, can := l.State.Next(e)
	if !can {
		return l, l.Locked()
	}
	if l.Shown == l.Version {
		l.Was = &Was{l.Version, l.Quantity, l.Amount}
	}
	l.Version++
	l.State, l.Quantity, l.Source = next, q, src
	m.Version = l.Version
	l, err := l.reckoned()
	return l.marked(e, m, ""), err
}

// Locked is the Conflict for a line that cannot be changed, with the reason in words.
func (l Line) Locked() error {
	switch {
	case l.State == Invoiced && l.Number == "":
		return marketplace.Errorf(marketplace.Conflict, "timesheet.locked.billing")
	case l.State == Invoiced:
		return marketplace.Errorf(marketplace.Conflict, "timesheet.locked.invoiced", "invoice", l.Number)
	}
	return marketplace.Errorf(marketplace.Conflict, "timesheet.state."+string(l.State))
}

// Numbered is a line that says the number of the invoice on which it stands; false when it stands on another one, or says it.
func (l Line) Numbered(invoice, number string) (Line, bool) {
	if l.State != Invoiced || l.Invoice != invoice || l.Number == number {
		return l, false
	}
	l.Number = number
	return l, true
}

// PricedBy is a line with the price that an order has for its unit and name, and its amount. One that has its price keeps it.
func (l Line) PricedBy(offered []quote.Line) (Line, error) {
	if l.Pricing == ByOrder {
		return l.reckoned()
	}
	var same []quote.Line
	for _, q := range offered {
		if q.Unit == l.Unit {
			same = append(same, q)
		}
	}
	named := slices.IndexFunc(same, func(q quote.Line) bool { return q.Name == l.Name })
	switch {
	case named >= 0:
		return l.At(same[named])
	case len(same) == 1 && l.Timed():
		return l.At(same[0])
	case len(same) > 0:
		l.Pricing = Unclear
	default:
		l.Pricing = Included
	}
	return l.reckoned()
}

// At is a line with the price of a line of the order, and its amount.
func (l Line) At(q quote.Line) (Line, error) {
	l.Name, l.Item, l.Priced, l.Rate, l.Pricing = q.Name, q.Item, q.Priced, q.Rate, ByOrder
	return l.reckoned()
}

func (l Line) reckoned() (Line, error) {
	var err error
	l.Amount, err = l.Unit.Amount(l.Rate, l.Quantity)
	return l, err
}
