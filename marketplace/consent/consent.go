package consent

import (
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/check"
)

// Purpose is what a consent is for. The list is closed.
type Purpose string

// The purposes.
const (
	Introduction     Purpose = "introduction"      // an employer gets to know of the client
	PlacementSupport Purpose = "placement_support" // a workplace supports the client at work
	Reference        Purpose = "reference"         // an employer is asked about earlier work
	CountedInTotals  Purpose = "counted_in_totals" // the client is one of a number; no field is told, and no employer
	Network          Purpose = "network"           // a member of the client's own network sees one part; no organisation does
	OwnShifts        Purpose = "own_shifts"        // the client sees the shifts that an organiser plans for them; nobody is told anything
)

// Purposes lists the purposes for which a coach can ask, in the order in which forms show them. OwnShifts is not among them: it
// is the client's own to allow.
func Purposes() []Purpose {
	return []Purpose{Introduction, PlacementSupport, Reference, CountedInTotals, Network}
}

// Field is one part of a profile that a card may hold. The list is closed; what is not in it can be told to nobody.
type Field string

// The fields, in the order of the card.
const (
	FirstName         Field = "first_name"
	FullName          Field = "full_name"
	Strengths         Field = "strengths"
	Goal              Field = "goal"
	ExperienceTitles  Field = "experience_titles"
	Education         Field = "education"
	Skills            Field = "skills"
	Certificates      Field = "certificates"
	Languages         Field = "languages"
	AvailableTimes    Field = "availability"
	SupportWanted     Field = "support_wanted"
	AdaptationsWanted Field = "adaptations_wanted"
	Contact           Field = "contact" // how the client is reached: through the coach
)

// The fields that are no part of a profile: they change from day to day, no card holds them, and only a member of the
// client's network can be let see them.
const (
	NextStep Field = "next_step" // what comes next in the coaching, by whom and when
	Meetings Field = "meetings"  // the days of the follow-ups that are planned
	Workdays Field = "workdays"  // where the client works, on how many days and from when to when
)

// NetworkFields lists what a member of a client's network can be let see, each by a consent of its own. Live says which of
// them change from day to day.
func NetworkFields() []Field {
	return []Field{FirstName, Goal, AdaptationsWanted, NextStep, Meetings, Workdays}
}

// Live says whether a field is told as it stands on the day when it is read. Every other field stays as the client saw it.
func (f Field) Live() bool { return f == NextStep || f == Meetings || f == Workdays }

// AllFields lists the fields of a card in its order.
func AllFields() []Field {
	return []Field{
		FirstName, FullName, Strengths, Goal, ExperienceTitles, Education, Skills, Certificates, Languages, AvailableTimes,
		SupportWanted, AdaptationsWanted, Contact,
	}
}

// Presence is who was with the client when the client answered.
type Presence string

// Presences lists who can have been there, in the order in which forms show them.
func Presences() []Presence { return []Presence{"alone", "coach", "close_one", "somebody_else"} }

// Text is the version of the texts that a client reads before answering. It grows when their meaning changes.
const Text = 1

// Consent is one thing that a client was asked for. What was asked never changes; asking for something else is another
// consent.
type Consent struct {
	ID       marketplace.ID      `json:"id"`
	Org      marketplace.ID      `json:"org"` // the coaching provider
	Client   marketplace.ID      `json:"client"`
	Purpose  Purpose             `json:"purpose"`
	Receiver marketplace.ID      `json:"receiver"` // the organisation that may see the card, or the member of the network
	Task     marketplace.ID      `json:"task,omitempty"`
	Fields   []Field             `json:"fields"` // in the order of AllFields
	Until    marketplace.Date    `json:"until"`  // the last day it holds, if the client says yes
	Text     int                 `json:"text"`   // which version of the texts the client reads
	AskedBy  marketplace.ID      `json:"asked_by"`
	Asked    marketplace.Instant `json:"asked"`
	AnswerBy marketplace.Date    `json:"answer_by"` // the last day to answer

	State    State               `json:"state"`
	Due      marketplace.Date    `json:"due"`               // the last day of the present state; later it expires or lapses
	Talk     marketplace.Instant `json:"talk"`              // when the client said: I want to talk about it first
	Answered marketplace.Instant `json:"answered"`          // when the client said yes or no
	Present  Presence            `json:"present,omitempty"` // who was there then
	Version  int                 `json:"version,omitempty"` // of the profile: the card that the client saw, and the receiver sees
	Ended    marketplace.Instant `json:"ended"`             // when it was taken back, or was found to have run out
}

// The bounds of a consent's life.
const (
	DefaultMonths = 6
	MostMonths    = 12
	answerDays    = 30
)

// Request is what a coach asks a client for.
type Request struct {
	Purpose  Purpose          `json:"purpose"`
	Receiver marketplace.ID   `json:"receiver"` // may be empty to be counted in totals: the coaching provider counts
	Task     marketplace.ID   `json:"task"`     // empty when it is about no single task
	Fields   []Field          `json:"fields"`   // at least one, but none to be counted in totals
	Until    marketplace.Date `json:"until"`    // empty: six months from today; at most twelve
}

// checked gives the request of a coach of a provider in its stored form, or what is wrong with it.
func (r Request) checked(provider marketplace.ID, today marketplace.Date) (Request, []marketplace.FieldError) {
	var f check.Fields
	f.OneOf("purpose", string(r.Purpose), check.Words(Purposes())...)
	if r.Purpose == CountedInTotals {
		r.checkCounted(provider, &f)
		r.Receiver = provider
	} else {
		f.Need("fields", len(r.Fields) > 0)
	}
	f.Need("receiver", r.Receiver.Valid())
	allowed := AllFields()
	if r.Purpose == Network {
		allowed = NetworkFields()
		r.checkPart(&f)
	}
	for i, field := range r.Fields {
		f.OneOf(check.At("fields", i), string(field), check.Words(allowed)...)
	}
	if r.Until == "" {
		r.Until = today.AddMonths(DefaultMonths)
	} else if f.Date("until", r.Until) && (r.Until < today || r.Until > today.AddMonths(MostMonths)) {
		f.Add("until", "consent.until", "first", string(today), "last", string(today.AddMonths(MostMonths)))
	}
	r.Fields = inOrder(r.Fields)
	return r, f.Errors()
}

// checkCounted makes sure that to be counted tells nobody anything: no field, no single task, no receiver but the provider.
func (r Request) checkCounted(provider marketplace.ID, f *check.Fields) {
	if len(r.Fields) > 0 {
		f.Add("fields", "consent.no_fields")
	}
	if r.Task != "" {
		f.Add("task", "consent.no_single_task")
	}
	if r.Receiver != "" && r.Receiver != provider {
		f.Add("receiver", "consent.own_provider")
	}
}

// checkPart makes sure that each part has a consent of its own, so that the client can say yes to one and no to another.
func (r Request) checkPart(f *check.Fields) {
	if len(r.Fields) > 1 {
		f.Add("fields", "consent.one_part")
	}
	if r.Task != "" {
		f.Add("task", "consent.no_single_task")
	}
}

// inOrder gives the fields in the order of the card, each once.
func inOrder(fields []Field) []Field {
	out := []Field{}
	for _, f := range append(AllFields(), NextStep, Meetings, Workdays) {
		if slices.Contains(fields, f) {
			out = append(out, f)
		}
	}
	return out
}
