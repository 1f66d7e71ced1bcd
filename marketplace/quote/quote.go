package quote

import (
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/capacity"
	"sovite.fi/sovite/marketplace/check"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/price"
	"sovite.fi/sovite/marketplace/request"
)

// Quote is what one organiser offers for one request.
type Quote struct {
	ID       marketplace.ID      `json:"id"`
	Request  marketplace.ID      `json:"request"`
	Org      marketplace.ID      `json:"org"`   // the organiser
	Buyer    marketplace.ID      `json:"buyer"` // the organisation
	Title    string              `json:"title"` // of the request
	State    State               `json:"state"`
	Live     bool                `json:"live"`
	Draft    *Content            `json:"draft,omitempty"`    // beside what was sent
	Sending  *Sending            `json:"sending,omitempty"`  // on its way to be the next version
	Versions []Version           `json:"versions,omitempty"` // oldest first, never changed
	Crew     marketplace.ID      `json:"crew,omitempty"`     // of what was sent, or is being sent first
	Hold     int                 `json:"hold"`               // number of the newest booking; those before it are over
	Refused  int                 `json:"refused"`            // number of the newest award that was not taken
	Accepted *request.Award      `json:"accepted,omitempty"`
	Decline  Refusal             `json:"decline,omitzero"`
	Loss     Loss                `json:"loss,omitzero"`
	Renewal  marketplace.Instant `json:"renewal"` // when the buyer asked for the newest version to be renewed
	Reminded bool                `json:"reminded"`
	Watched  bool                `json:"watched"` // whether time brings anything
	Next     marketplace.Instant `json:"next"`    // when it does
	Asked    marketplace.Instant `json:"asked"`
	Ended    marketplace.Instant `json:"ended"`
}

// Content is what an organiser fills in.
type Content struct {
	Crew       marketplace.ID      `json:"crew"` // the same in every version
	Lines      []Line              `json:"lines"`
	Loads      []capacity.Load     `json:"loads"`
	Supervisor string              `json:"supervisor"` // who directs the work on site, by name, at most 80 characters
	Note       string              `json:"note"`       // at most 2,000 characters
	Until      marketplace.Instant `json:"until"`      // valid until just before; capacity is held as long
}

// Version is a content that was sent.
type Version struct {
	Number int `json:"number"` // 1 for the first
	Content
	Total money.Cents         `json:"total"` // without value added tax
	By    marketplace.ID      `json:"by"`    // the person
	At    marketplace.Instant `json:"at"`
}

// Sending is a version for which capacity is being held.
type Sending struct {
	Version
	Renews bool `json:"renews"` // not from the draft: the newest version with another validity
}

// Line is one thing with its price.
type Line struct {
	Item     marketplace.ID `json:"item,omitempty"`    // of the price book; empty: not from there
	Priced   int            `json:"version,omitempty"` // of the item, that in force on the day of supply
	Unit     price.Unit     `json:"unit"`
	Name     string         `json:"name"`     // at most 120 characters
	Quantity price.Quantity `json:"quantity"` // in the grain of the unit, at least 1
	Rate     money.Rate     `json:"rate"`
	Book     money.Rate     `json:"book,omitempty"`   // the price in the price book
	Reason   string         `json:"reason,omitempty"` // why it is not the one in the price book; only the organiser reads it
	Amount   money.Cents    `json:"amount"`
}

// Refusal is a buyer's no.
type Refusal struct {
	Reason DeclineReason `json:"reason"`
	Note   string        `json:"note,omitempty"` // at most 500 characters; the organiser reads it
}

// checked is the refusal in its stored form; Invalid unless the reason is on the list, and said when it says nothing.
func (r Refusal) checked() (Refusal, error) {
	var f check.Fields
	r.Note = check.Text(r.Note)
	f.OneOf("reason", string(r.Reason), words(DeclineReasons())...)
	f.Need("note", r.Note != "" || r.Reason != DeclineOther)
	f.Text("note", r.Note, maxNote)
	return r, marketplace.InvalidFields(f.Errors())
}

// DeclineReason is why a buyer does not want a quote. The list is closed.
type DeclineReason string

// The reasons.
const (
	TooDear      DeclineReason = "too_dear"
	WrongTime    DeclineReason = "wrong_time"
	TooFew       DeclineReason = "too_few" // people, or hours
	NotAsAsked   DeclineReason = "not_as_asked"
	NotNeeded    DeclineReason = "not_needed"
	DeclineOther DeclineReason = "other"
)

// DeclineReasons lists the reasons in the order in which forms show them.
func DeclineReasons() []DeclineReason {
	return []DeclineReason{TooDear, WrongTime, TooFew, NotAsAsked, NotNeeded, DeclineOther}
}

// Loss is why a quote was lost, through no decision about it.
type Loss struct {
	Why      Why                      `json:"why"`
	Shortage []marketplace.FieldError `json:"shortage,omitempty"` // what was missing when it should have been sold
}

// Why is how a quote was lost.
type Why string

// How a quote can be lost.
const (
	AnotherChosen    Why = "another_chosen"
	CapacityGone     Why = "capacity_gone"
	RequestCancelled Why = "request_withdrawn"
	RequestOver      Why = "request_lapsed"
)

// The bounds of a quote: thirty versions of fifty lines (250 bytes, reasons 500) and sixty loads (80 bytes) stay below one
// and a half megabytes.
const (
	maxVersions   = 30
	maxLines      = 50
	maxLoads      = 60
	maxSupervisor = 80
	maxQuoteNote  = 2_000
	maxName       = 120
	maxReason     = 500
	maxRate       = 1_000_000_000 // ten-thousandths of a euro
	maxQuantity   = 10_000_000    // in the grain of the unit
	maxHoldDays   = 60            // as for bookings
	maxNote       = 500
	remindHours   = 24 // before a version ends
)

// IDOf is the id of the quote of an organiser for a request: there is at most one.
func IDOf(request, organiser marketplace.ID) marketplace.ID {
	return marketplace.Derived("quote", 16, string(request)+"/"+string(organiser))
}

// Newest is the version that was sent last; false when none was.
func (q Quote) Newest() (Version, bool) {
	if len(q.Versions) == 0 {
		return Version{}, false
	}
	return q.Versions[len(q.Versions)-1], true
}

// Version finds a version.
func (q Quote) Version(number int) (Version, bool) {
	if number < 1 || number > len(q.Versions) {
		return Version{}, false
	}
	return q.Versions[number-1], true
}

// Booking is the id of the booking with which the quote's capacity is held or sold.
func (q Quote) Booking() marketplace.ID { return bookingID(q.ID, max(1, q.Hold)) }

// takes says whether the quote can be accepted by an award now.
func (q Quote) takes(a request.Award) bool {
	return q.State == Sent && q.Sending == nil && a.Number > q.Refused && a.Version == len(q.Versions)
}

// took says whether the quote was accepted by an award.
func (q Quote) took(a request.Award) bool { return q.Accepted != nil && q.Accepted.Number == a.Number }

// after is the quote after an event; Conflict when it cannot happen in its state. It is pure.
func (q Quote) after(e Event, now marketplace.Instant) (Quote, error) {
	next, can := q.State.Next(e)
	if !can {
		return q, marketplace.Errorf(marketplace.Conflict, "quote.state."+string(q.State))
	}
	q.State, q.Live = next, next.Live()
	if !q.Live {
		q.Ended, q.Sending, q.Draft = now, nil, nil
	}
	return q.watched(now), nil
}

// watched sets when time brings something next: the reminder before the newest version ends, then its end.
func (q Quote) watched(now marketplace.Instant) Quote {
	v, sent := q.Newest()
	q.Watched, q.Next = q.State == Sent && sent, marketplace.Instant{}
	if !q.Watched {
		return q
	}
	q.Next = v.Until
	if early := hours(v.Until, -remindHours); !q.Reminded && early.Time().After(now.Time()) {
		q.Next = early
	}
	return q
}

// sent is the quote with what was being sent as its newest version.
func (q Quote) sent(hold int, now marketplace.Instant) (Quote, error) {
	event, v := Send, q.Sending.Version
	if q.Sending.Renews {
		event = Renew
	}
	v.At = now
	q.Versions = append(q.Versions[:len(q.Versions):len(q.Versions)], v)
	q.Sending, q.Hold, q.Renewal, q.Reminded = nil, hold, marketplace.Instant{}, false
	return q.after(event, now)
}

// stopped is the quote after what was being sent could not be: a draft is a draft again.
func (q Quote) stopped() Quote {
	if !q.Sending.Renews && q.Draft == nil {
		q.Draft = &q.Sending.Content
	}
	q.Sending = nil
	return q
}

// ended says whether the newest version is not valid any more.
func (q Quote) ended(now marketplace.Instant) bool {
	v, sent := q.Newest()
	return sent && !now.Time().Before(v.Until.Time())
}

// hours is some hours after (or, with a negative number, before) a moment.
func hours(i marketplace.Instant, n int) marketplace.Instant {
	return marketplace.At(i.Time().Add(time.Duration(n) * time.Hour))
}

func words[T ~string](list []T) []string {
	out := make([]string, len(list))
	for i, v := range list {
		out[i] = string(v)
	}
	return out
}
