package online

// State is where a checkout stands.
type State string

// The states of a checkout.
const (
	Opening State = "opening" // the provider is asked for a page
	Waiting State = "waiting" // the buyer can pay on the provider's page
	Coming  State = "coming"  // the buyer has paid, the money is on its way
	Expired State = "expired" // the page is closed, nothing was paid
	Failed  State = "failed"  // there was no page, or the money did not come
	Paid    State = "paid"    // the money came as asked for
	Parked  State = "parked"  // the money came, but a person has to say what it is for
	Settled State = "settled" // a person did
)

// States lists the states in the order of the story.
func States() []State {
	return []State{Opening, Waiting, Coming, Expired, Failed, Paid, Parked, Settled}
}

// Live says whether money can still come of it.
func (s State) Live() bool { return s == Opening || s == Waiting || s == Coming }

// Received says whether money came.
func (s State) Received() bool { return s == Paid || s == Parked || s == Settled }

// rank only ever grows, whatever order the readings of the provider come in: money that came wins over everything that looked like
// none would.
func (s State) rank() int {
	switch s {
	case Opening:
		return 0
	case Waiting:
		return 1
	case Coming:
		return 2
	case Expired, Failed:
		return 3
	case Paid, Parked:
		return 4
	case Settled:
	}
	return 5
}

// Event is what can happen to a checkout.
type Event string

// The events of a checkout.
const (
	Open   Event = "open"   // the provider made the page
	Submit Event = "submit" // the buyer did everything
	Expire Event = "expire" // nobody paid in time, or what is owed changed
	Fail   Event = "fail"
	Pay    Event = "pay"
	Park   Event = "park" // another amount or currency, or nothing was owed any more
	Settle Event = "settle"
)

// Events lists the events in the order of the story.
func Events() []Event { return []Event{Open, Submit, Expire, Fail, Pay, Park, Settle} }

// Next is the state after an event; false when it changes nothing.
func (s State) Next(e Event) (State, bool) {
	to := map[Event]State{Open: Waiting, Submit: Coming, Expire: Expired, Fail: Failed, Pay: Paid, Park: Parked, Settle: Settled}[e]
	if can := to.rank() > s.rank() && (e != Settle || s == Parked); !can {
		return s, false
	}
	return to, true
}
