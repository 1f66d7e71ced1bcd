package capacity

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strings"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/check"
	"sovite.fi/sovite/marketplace/money"
)

// Booking is what is promised to one buyer of one crew.
type Booking struct {
	ID      marketplace.ID      `json:"id"`    // given by the caller, so that a repeat changes nothing
	For     marketplace.ID      `json:"for"`   // the quote or order
	Buyer   marketplace.ID      `json:"buyer"` // the organisation
	State   State               `json:"state"`
	Until   marketplace.Instant `json:"until"` // of a hold
	Loads   []Load              `json:"loads,omitempty"`
	Made    marketplace.Instant `json:"made"`
	Changed marketplace.Instant `json:"changed"`
	Asked   string              `json:"asked"`         // a fingerprint of what was first asked for
	Past    Hours               `json:"past,omitzero"` // of loads that have left the document
}

// Load is what a booking takes on one day.
type Load struct {
	Date         marketplace.Date `json:"date"`
	From         int              `json:"from"` // minutes from midnight, whole quarters
	To           int              `json:"to"`
	Participants int              `json:"participants"`
	Supervisors  int              `json:"supervisors"` // at least participants ÷ ratio, rounded up
}

// Hours are the person-quarters of the load.
func (l Load) Hours() Hours {
	time := money.Quarters((l.To - l.From) / quarter)
	return Hours{time * money.Quarters(l.Participants), time * money.Quarters(l.Supervisors)}
}

// Hours are the person-quarters of a booking, also of what has left the document.
func (b Booking) Hours() Hours {
	sum := b.Past
	for _, l := range b.Loads {
		sum = sum.plus(l.Hours())
	}
	return sum
}

// Request asks for capacity to be held.
type Request struct {
	ID    marketplace.ID
	For   marketplace.ID
	Buyer marketplace.ID
	Until marketplace.Instant // after now, at most sixty days
	Loads []Load
}

// fingerprint tells two requests apart.
func (r Request) fingerprint() string {
	raw, _ := json.Marshal(r) // ids, numbers and a moment always encode
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:8])
}

// check refuses a request that is wrong whatever the crew offers.
func (r Request) check(now marketplace.Instant) error {
	var f check.Fields
	for field, id := range map[string]marketplace.ID{"id": r.ID, "for": r.For, "buyer": r.Buyer} {
		f.Need(field, id.Valid())
	}
	checkUntil(&f, r.Until, now)
	checkLoads(&f, r.Loads, now.Day())
	return marketplace.InvalidFields(f.Errors())
}

// checkLoads names what is wrong with loads, whatever the crew offers.
func checkLoads(f *check.Fields, loads []Load, today marketplace.Date) {
	f.Need("loads", len(loads) > 0)
	f.Count("loads", len(loads), maxOwnLoads)
	for i, l := range loads {
		at := check.At("loads", i)
		checkSpan(f, at, l.From, l.To)
		f.Range(at+".participants", l.Participants, 1, maxPeople)
		f.Range(at+".supervisors", l.Supervisors, 1, maxSupervisor)
		f.Need(at+".date", l.Date != "")
		checkDay(f, at+".date", l.Date, today)
	}
}

// checkDay says whether a day can be planned: from today to the horizon.
func checkDay(f *check.Fields, field string, d, today marketplace.Date) {
	if last := plusDays(today, horizonDays); f.Date(field, d) && (d < today || d > last) {
		f.Add(field, "capacity.day", "first", today, "last", last)
	}
}

func checkSpan(f *check.Fields, at string, from, to int) {
	f.Range(at+".from", from, 0, dayMinutes-quarter)
	f.Range(at+".to", to, quarter, dayMinutes)
	if from%quarter != 0 || to%quarter != 0 {
		f.Add(at+".from", "capacity.quarters")
	}
	if from >= to {
		f.Add(at+".to", "capacity.order")
	}
}

func checkUntil(f *check.Fields, until, now marketplace.Instant) {
	last := now.Time().AddDate(0, 0, maxHoldDays)
	if !until.Time().After(now.Time()) || until.Time().After(last) {
		f.Add("until", "capacity.until", "days", maxHoldDays)
	}
}

// hold is the crew with a new hold. Asked again in the same words, it changes nothing (repeat); under the same id for
// something else it is a Conflict.
func (c Crew) hold(r Request, now marketplace.Instant) (after Crew, repeat bool, err error) {
	if b, there := c.booking(r.ID); there {
		if b.Asked != r.fingerprint() {
			return c, false, marketplace.Errorf(marketplace.Conflict, "capacity.booking_taken")
		}
		return c, true, nil
	}
	if c.Retired {
		return c, false, marketplace.Errorf(marketplace.Conflict, "capacity.retired")
	}
	if err := r.check(now); err != nil {
		return c, false, err
	}
	if err := c.room(r.Loads, c.live(now, "")); err != nil {
		return c, false, err
	}
	b := Booking{ID: r.ID, For: r.For, Buyer: r.Buyer, State: Held, Until: r.Until, Loads: r.Loads, Made: now, Changed: now, Asked: r.fingerprint()}
	c.Bookings = append(slices.Clone(c.Bookings), b)
	return c, false, nil
}

// stateKey begins the keys of errors that name the state a booking is in.
const stateKey = "capacity.state."

// WrongState says whether an error means that a booking was not in the state that the step needs: reading it again says why.
func WrongState(err error) bool {
	return marketplace.IsKind(err, marketplace.Conflict) && strings.HasPrefix(marketplace.AsError(err).Key, stateKey)
}

// room refuses loads that do not fit beside some bookings, or would make the document too large.
func (c Crew) room(loads []Load, beside []Booking) error {
	n := len(loads)
	for _, b := range beside {
		n += len(b.Loads)
	}
	if len(beside) >= maxBookings || n > maxLoads {
		return marketplace.Errorf(marketplace.Conflict, "capacity.full")
	}
	return Refusal(c.short(loads, beside))
}

// step is an event with what it brings.
type step struct {
	event Event
	was   State // in which the booking has to be; empty: whichever
	until marketplace.Instant
	loads []Load // of today and later
}

// take is the crew after a step of one of its bookings; repeat when it changes nothing. Conflict when the step cannot
// happen in the booking's state or does not fit; NotFound when there is no such booking. It is pure.
func (c Crew) take(id marketplace.ID, s step, now marketplace.Instant) (after Crew, repeat bool, err error) {
	b, there := c.booking(id)
	if !there {
		return c, false, notFound()
	}
	was := b.At(now)
	next, can := was.Next(s.event)
	if !can || s.was != "" && s.was != was {
		return c, false, marketplace.Errorf(marketplace.Conflict, stateKey+string(was))
	}
	if next == was && (s.event == Sell || s.event == Release) {
		return c, true, nil
	}
	today, upcoming := now.Day(), s.loads
	switch s.event {
	case Extend:
		b.Until = s.until
	case Move:
		b.Loads = append(before(b.Loads, today), s.loads...)
	case Release:
		b.Loads = before(b.Loads, today)
		if was != Sold {
			b.Loads = nil // nothing was worked under a hold
		}
	case Sell, Expire, Displace:
	}
	if s.event != Move {
		upcoming = since(b.Loads, today)
	}
	if next.Live() {
		if err := c.room(upcoming, c.live(now, id)); err != nil {
			return c, false, err
		}
	}
	b.State, b.Changed = next, now
	return c.with(b), false, nil
}

func before(loads []Load, d marketplace.Date) []Load {
	return slices.DeleteFunc(slices.Clone(loads), func(l Load) bool { return l.Date >= d })
}

func since(loads []Load, d marketplace.Date) []Load {
	return slices.DeleteFunc(slices.Clone(loads), func(l Load) bool { return l.Date < d })
}

func (c Crew) booking(id marketplace.ID) (Booking, bool) {
	at := slices.IndexFunc(c.Bookings, func(b Booking) bool { return b.ID == id })
	if at < 0 {
		return Booking{}, false
	}
	return c.Bookings[at], true
}

// with is the crew with a booking in the place of the one with its id.
func (c Crew) with(b Booking) Crew {
	c.Bookings = slices.Clone(c.Bookings)
	for i := range c.Bookings {
		if c.Bookings[i].ID == b.ID {
			c.Bookings[i] = b
		}
	}
	return c
}
