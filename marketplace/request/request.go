package request

import (
	"slices"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/matching"
)

// Request is what one buyer asks some organisers for.
type Request struct {
	ID        marketplace.ID      `json:"id"`
	Org       marketplace.ID      `json:"org"` // the buyer
	By        marketplace.ID      `json:"by"`  // the person who asks, and is told
	Brief     Brief               `json:"brief"`
	State     State               `json:"state"`
	Live      bool                `json:"live"`
	Invited   []Invitation        `json:"invited,omitempty"`
	Questions []Question          `json:"questions,omitempty"` // oldest first
	Awards    int                 `json:"awards"`              // how many awards were begun
	Award     *Award              `json:"award,omitempty"`     // the one that is being or was made
	Approval  *Approval           `json:"approval,omitempty"`  // asked for and not used yet
	Called    *Called             `json:"called,omitempty"`    // when it is a call-off
	Follows   marketplace.ID      `json:"follows,omitempty"`   // the order of the same buyer whose work is to go on
	Reminded  bool                `json:"reminded"`
	Watched   bool                `json:"watched"` // whether time brings anything
	Next      marketplace.Instant `json:"next"`    // when it does
	Created   marketplace.Instant `json:"created"`
	Opened    marketplace.Instant `json:"opened"`
	Ended     marketplace.Instant `json:"ended"`
}

// Brief is what a buyer fills in.
type Brief struct {
	Title     string              `json:"title"`     // at most 120 characters
	Work      string              `json:"work"`      // what is to be done, at most 4,000 characters
	Trades    []string            `json:"trades"`    // types of work of the carving catalogue, one to ten
	Postal    string              `json:"postal"`    // of the site, five digits
	Address   string              `json:"address"`   // at most 200 characters
	Need      Need                `json:"need"`      // when, and how many people
	Directs   Director            `json:"directs"`   // who directs the work
	Hazards   matching.Choice     `json:"hazards"`   // at the site; not asked is not none
	Allergens matching.Choice     `json:"allergens"` // that are handled; not asked is not none
	Induction string              `json:"induction"` // how those who come are shown the place, at most 2,000 characters
	Reference string              `json:"reference"` // the buyer's own, at most 60 characters; later stands on the invoice
	Deadline  marketplace.Instant `json:"deadline"`  // for first quotes
}

// Need is when the work is to be done, and by how many.
type Need struct {
	First    marketplace.Date `json:"first"`
	Last     marketplace.Date `json:"last"`
	Weekdays []string         `json:"weekdays"` // keys of the scale, "mon" to "sun"
	From     int              `json:"from"`     // minutes from midnight, whole quarters
	To       int              `json:"to"`
	People   int              `json:"people"` // 1 to 200
}

// Director is who directs the work, as the buyer says.
type Director string

// Who can direct the work.
const (
	Organiser Director = "organiser"
	Customer  Director = "customer"
	NotSure   Director = "not_sure"
)

// Directors lists them in the order in which forms show them.
func Directors() []Director { return []Director{Organiser, Customer, NotSure} }

// Invitation is one organiser who was asked.
type Invitation struct {
	Organiser marketplace.ID      `json:"organiser"`
	Asked     marketplace.Instant `json:"asked"`
	Seen      marketplace.Instant `json:"seen"`
	Quoted    marketplace.Instant `json:"quoted"` // when its first quote came in
	Declined  marketplace.Instant `json:"declined"`
	Reason    PassReason          `json:"reason,omitempty"`
	Note      string              `json:"note,omitempty"` // at most 500 characters
}

// PassReason is why an organiser does not quote. The list is closed.
type PassReason string

// The reasons.
const (
	NoCapacity  PassReason = "no_capacity"
	OtherWork   PassReason = "other_work"
	TooFar      PassReason = "too_far"
	TooSoon     PassReason = "too_soon"
	NotSuitable PassReason = "not_suitable" // for the people who would do it
	PassOther   PassReason = "other"
)

// PassReasons lists the reasons in the order in which forms show them.
func PassReasons() []PassReason {
	return []PassReason{NoCapacity, OtherWork, TooFar, TooSoon, NotSuitable, PassOther}
}

// Question is something that an invited organiser asks. Everybody invited reads it and its answer; who asked, only the asker
// and the buyer know.
type Question struct {
	ID         marketplace.ID      `json:"id"`
	Organiser  marketplace.ID      `json:"organiser,omitempty"`
	By         marketplace.ID      `json:"by,omitempty"` // the person
	Text       string              `json:"text"`         // at most 1,000 characters
	At         marketplace.Instant `json:"at"`
	Answer     string              `json:"answer,omitempty"` // at most 2,000 characters
	AnsweredBy marketplace.ID      `json:"answered_by,omitempty"`
	Answered   marketplace.Instant `json:"answered"`
}

// Award is the choice of one version of one quote.
type Award struct {
	Number    int                 `json:"number"` // 1 for the request's first
	Quote     marketplace.ID      `json:"quote"`
	Organiser marketplace.ID      `json:"organiser"`
	Version   int                 `json:"version"`
	Total     money.Cents         `json:"total"`
	By        marketplace.ID      `json:"by"` // the person who chose
	At        marketplace.Instant `json:"at"`
}

// Approval is asked of the owners, by somebody whose limit a quote is above.
type Approval struct {
	Quote   marketplace.ID      `json:"quote"`
	Version int                 `json:"version"`
	Total   money.Cents         `json:"total"`
	Limit   money.Cents         `json:"limit"`
	By      marketplace.ID      `json:"by"`
	At      marketplace.Instant `json:"at"`
}

// The bounds of a request: twenty organisers and a hundred questions of 3,000 characters stay below half a megabyte.
const (
	maxTitle     = 120
	maxWork      = 4_000
	maxTrades    = 10
	maxAddress   = 200
	maxInduction = 2_000
	maxReference = 60
	maxInvited   = 20
	maxQuestions = 100
	maxQuestion  = 1_000
	maxAnswer    = 2_000
	maxNote      = 500
	maxPeople    = 200
	maxAhead     = 400 // days to the last day of the need, as for bookings
	decideDays   = 30  // after the deadline, a request on which nobody decided lapses
	remindHours  = 24  // before the deadline
)

// Invitation finds the place of an organiser in the list of those invited.
func (r Request) Invitation(organiser marketplace.ID) (int, bool) {
	at := slices.IndexFunc(r.Invited, func(i Invitation) bool { return i.Organiser == organiser })
	return at, at >= 0
}

// with is the request with one of its invitations changed.
func (r Request) with(at int, change func(*Invitation)) Request {
	r.Invited = slices.Clone(r.Invited)
	change(&r.Invited[at])
	return r
}

// Is says whether an award is the one of the request.
func (r Request) Is(a Award) bool { return r.Award != nil && r.Award.Number == a.Number }

// Chose says whether the award of the request is for a version of a quote.
func (r Request) Chose(quote marketplace.ID, version int) bool {
	return r.Award != nil && r.Award.Quote == quote && r.Award.Version == version
}

// MustBeOpen is a Conflict unless the request is open, as its buyer is told.
func (r Request) MustBeOpen() error {
	if r.State != Open {
		return marketplace.Errorf(marketplace.Conflict, "request.state."+string(r.State))
	}
	return nil
}

// MustTakeQuotes is a Conflict unless the request is open, in words that do not tell an organiser whether another one is
// chosen at this moment.
func (r Request) MustTakeQuotes() error {
	if r.State == Awarding {
		return marketplace.Errorf(marketplace.Conflict, "request.not_now")
	}
	return r.MustBeOpen()
}

// after is the request after an event; Conflict when it cannot happen in its state. It is pure.
func (r Request) after(e Event, now marketplace.Instant) (Request, error) {
	next, can := r.State.Next(e)
	if !can {
		return r, marketplace.Errorf(marketplace.Conflict, "request.state."+string(r.State))
	}
	r.State, r.Live = next, next.Live()
	switch e {
	case Send:
		r.Opened = now
	case Reopen:
		r.Award = nil
	case Choose, Finish, Withdraw, Lapse:
	}
	if !r.Live {
		r.Ended, r.Approval = now, nil
	}
	return r.watched(now), nil
}

// watched sets when time brings something next: the reminder before the deadline, then the deadline, then each day until the
// request lapses.
func (r Request) watched(now marketplace.Instant) Request {
	r.Watched = r.State == Open
	if !r.Watched {
		r.Next = marketplace.Instant{}
		return r
	}
	r.Next = r.Brief.Deadline
	if !r.Reminded {
		r.Next = hours(r.Brief.Deadline, -remindHours)
	}
	if !r.Brief.Deadline.Time().After(now.Time()) {
		r.Next = hours(now, 24)
	}
	return r
}

// over says whether nobody can decide any more: the work should be done, or the decision is long overdue.
func (r Request) over(now marketplace.Instant) bool {
	return now.Day() > r.Brief.Need.Last || !hours(r.Brief.Deadline, 24*decideDays).Time().After(now.Time())
}

// Closed says whether first quotes come too late.
func (r Request) Closed(now marketplace.Instant) bool {
	return !now.Time().Before(r.Brief.Deadline.Time())
}

// hours is some hours after (or, with a negative number, before) a moment.
func hours(i marketplace.Instant, n int) marketplace.Instant {
	return marketplace.At(i.Time().Add(time.Duration(n) * time.Hour))
}

// IDOf is the id of the request that a buyer makes with a key of its own: the same key makes the same request.
func IDOf(org marketplace.ID, key string) marketplace.ID {
	return marketplace.Derived("request", 16, string(org)+"/"+key)
}
