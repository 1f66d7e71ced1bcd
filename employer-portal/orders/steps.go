package orders

import (
	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace/order"
	"sovite.fi/sovite/marketplace/order/gate"
)

// A turn is one step on the way of an order: whose it is, and whether it is done.
type turn struct {
	key  string // of its texts
	side gate.Side
	done bool
}

// turns are the steps of an order in the order of the story.
func turns(b order.Bought) []turn {
	ready := gate.Organiser
	if b.Own.Conditions.SafetyOn == "" {
		ready = gate.Client
	}
	over := b.State == order.Finished
	return []turn{
		{"organiser", gate.Organiser, !b.Told.IsZero() || over},
		{"buyer", gate.Client, !b.Own.Conditions.Told.IsZero() || over},
		{"confirm", gate.Organiser, b.Confirmed != ""},
		{"ready", ready, b.MayStart || over},
		{"work", gate.Organiser, over},
	}
}

// next is the first step that is not done; false when there is none any more.
func next(b order.Bought) (turn, bool) {
	if b.State == order.Finished || b.State == order.Cancelled {
		return turn{}, false
	}
	for _, t := range turns(b) {
		if !t.done {
			return t, true
		}
	}
	return turn{}, false
}

// Waits says whether an order waits for a side: before it is confirmed when the next step is its own, and when the other side
// proposes a change.
func Waits(b order.Bought, me gate.Side) bool {
	if b.Proposal != nil && b.Proposal.Taken == "" && b.Proposal.Side != me {
		return true
	}
	t, going := next(b)
	return going && b.State == order.Preparing && t.side == me
}

// whose says whose turn it is to somebody of a side.
func whose(r *visit.Request, t turn, me gate.Side) string {
	switch {
	case t.key == "work":
		return r.T("order.turn.work")
	case t.side == me:
		return r.T("order.turn.yours")
	}
	return r.T("order.turn." + string(t.side))
}

// steps say who has to do what next.
func steps(r *visit.Request, b order.Bought, me gate.Side, base string) view.PlacedPart {
	part := view.PlacedPart{ID: "steps", Heading: r.T("order.steps"), NoPrint: true}
	now, going := next(b)
	for _, t := range turns(b) {
		row := view.PlacedRow{Link: view.Link{Text: r.T("order.step." + t.key)}, Lines: []string{r.T("order.step." + t.key + ".text")}}
		switch {
		case t.done:
			row.State = r.T("order.turn.done")
		case going && t.key == now.key:
			row.State = whose(r, t, me)
			row.Ways = ways(r, b, t, me, base)
		case b.State == order.Cancelled:
			row.State = r.T("order.turn.none")
		default:
			row.State = r.T("order.turn.later")
		}
		part.Rows = append(part.Rows, row)
	}
	return part
}

// ways lead to where a step is done, for whose turn it is.
func ways(r *visit.Request, b order.Bought, t turn, me gate.Side, base string) []view.Link {
	if t.side != me {
		return nil
	}
	switch t.key {
	case "organiser", "buyer", "ready":
		return []view.Link{{Text: r.T("order.tell"), Note: r.T("order.step." + t.key), Href: path(base, b.ID) + "/told"}}
	case "confirm":
		return []view.Link{{Text: r.T("order.confirm.go"), Note: r.T("order.step." + t.key), Href: "#gates-confirm"}}
	}
	return nil
}

// stateOf is where an order stands, in words.
func stateOf(r *visit.Request, s order.State) string { return r.T("order.state." + string(s)) }
