package introduction

import (
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/check"
)

// Introduction is one client put forward for one task of one employer.
type Introduction struct {
	ID       marketplace.ID      `json:"id"`
	Org      marketplace.ID      `json:"org"` // the coaching provider
	Client   marketplace.ID      `json:"client"`
	Coach    marketplace.ID      `json:"coach"`    // whose caseload the client is on
	Employer marketplace.ID      `json:"employer"` // the organisation
	Task     marketplace.ID      `json:"task"`
	Title    string              `json:"title"`   // of the task when it was sent, in the employer's words
	Consent  marketplace.ID      `json:"consent"` // under which the employer reads
	Until    marketplace.Date    `json:"until"`   // the consent's last day; nothing here lies after it
	Sent     marketplace.Instant `json:"sent"`

	// Forecast is the group of the verdict on the task for the client when it was sent; empty when none is known. It is kept
	// to judge the matcher by what came of it: no page and no answer shows it with an introduction.
	Forecast string `json:"forecast,omitempty"`

	State    State               `json:"state"`
	Open     bool                `json:"open"`
	Owner    Side                `json:"owner,omitempty"` // who has to act next; empty at the end
	Due      marketplace.Date    `json:"due,omitempty"`   // the last day to do so; empty at the end
	Next     marketplace.Date    `json:"next,omitempty"`  // the day on which the program has something to do; empty at the end
	Reminded bool                `json:"reminded,omitempty"`
	From     marketplace.Date    `json:"from,omitempty"` // the first day of trying the work
	Day      marketplace.Date    `json:"day,omitempty"`  // the day to meet, or the last day of trying the work
	Refusal  Refusal             `json:"refusal"`
	Silent   Side                `json:"silent,omitempty"`   // who did not act in time
	EndedBy  Side                `json:"ended_by,omitempty"` // whose doing a withdrawal was; the employer is never told
	Ended    marketplace.Instant `json:"ended"`
	History  []Move              `json:"history"` // oldest first, at most maxHistory
}

// Move is one thing that happened.
type Move struct {
	Event Event               `json:"event"`
	State State               `json:"state"` // afterwards
	By    Side                `json:"by"`
	Who   marketplace.ID      `json:"who,omitempty"`
	Day   marketplace.Date    `json:"day,omitempty"`
	At    marketplace.Instant `json:"at"`
}

// Reason is why an employer says no. The list is closed.
type Reason string

// The reasons.
const (
	PlaceFilled  Reason = "place_filled"
	TaskGone     Reason = "task_gone"
	WrongTime    Reason = "wrong_time"
	HoursDiffer  Reason = "hours_differ"
	OtherSkills  Reason = "other_skills"
	NoTimeToHelp Reason = "no_time_to_help"
	Other        Reason = "other"
	NotSaid      Reason = "not_said"
)

// Reasons lists the reasons in the order in which forms show them.
func Reasons() []Reason {
	return []Reason{PlaceFilled, TaskGone, WrongTime, HoursDiffer, OtherSkills, NoTimeToHelp, Other, NotSaid}
}

// Shareable says whether the client reads the reason, too. What is behind "other" only the coach reads, and talks about.
func (r Reason) Shareable() bool { return r != "" && r != Other && r != NotSaid }

// Refusal is an employer's no.
type Refusal struct {
	Reason Reason `json:"reason,omitempty"`
	Note   string `json:"note,omitempty"` // for the coach only, at most maxNote characters, never about health
}

// How long each may take, in working days. No law says; peers close after sixty days, and two clients in three never hear
// anything. Two weeks let somebody ask the workplace around a holiday, and are short enough to wait for.
const (
	ReplyDays  = 10 // the employer's first answer
	ActDays    = 5  // the coach's answer to a proposed day and next step after a yes; the employer's word after a meeting or trial
	DecideDays = 10 // the coach and the client, about an offer
	remindDays = 3  // before the last day
)

const (
	maxNote    = 300
	maxText    = 2000
	maxHistory = 60
	maxTrial   = 31 // days from the first to the last
)

// checked gives the refusal in its stored form, or an Invalid error.
func (r Refusal) checked() (Refusal, error) {
	var f check.Fields
	r.Note = check.Text(r.Note)
	if f.Need("reason", r.Reason != ""); r.Reason != "" {
		f.OneOf("reason", string(r.Reason), check.Words(Reasons())...)
	}
	if r.Reason == Other {
		f.Need("note", r.Note != "")
	}
	f.Text("note", r.Note, maxNote)
	return r, marketplace.InvalidFields(f.Errors())
}

// checkDay says whether the field's day can be agreed on: from today to the last day of the consent.
func (i Introduction) checkDay(field string, day, first marketplace.Date) []marketplace.FieldError {
	var f check.Fields
	f.Need(field, day != "")
	if f.Date(field, day) && (day < first || day > i.Until) {
		f.Add(field, "introduction.day", "first", string(first), "last", string(i.Until))
	}
	return f.Errors()
}

// checkTrial says whether the work can be tried on these days.
func (i Introduction) checkTrial(from, to, today marketplace.Date) error {
	bad := append(i.checkDay("from", from, today), i.checkDay("to", to, today)...)
	if len(bad) == 0 && (to < from || to > from.AddDays(maxTrial-1)) {
		bad = append(bad, marketplace.Field("to", "introduction.trial", "days", maxTrial))
	}
	return marketplace.InvalidFields(bad)
}

// step is an event with who makes it and the days that it is about.
type step struct {
	event     Event
	who       marketplace.ID
	from, day marketplace.Date
	refusal   Refusal
}

// after is the introduction after a step; Conflict when the step cannot happen in its state. It is pure.
func (i Introduction) after(s step, now marketplace.Instant, today marketplace.Date) (Introduction, error) {
	next, ok := i.State.Next(s.event)
	if !ok {
		return i, marketplace.Errorf(marketplace.Conflict, "introduction.state."+string(i.State))
	}
	silent := i.Owner
	i.State, i.Open, i.Owner = next, next.Open(), next.Owner()
	if s.day != "" {
		i.From, i.Day = s.from, s.day
	}
	switch {
	case !i.Open:
		i.Due, i.Next, i.Ended = "", "", now
	case s.event != See:
		i = i.dueBy(i.lastDay(today), today)
	}
	switch next {
	case Refused:
		i.Refusal = s.refusal
	case Withdrawn:
		i.EndedBy = s.event.By()
	case Unanswered:
		i.Silent = silent
	case Sent, Seen, Proposed, Meeting, Trial, Offered, Agreed:
	}
	return i.noted(Move{Event: s.event, State: next, By: s.event.By(), Who: s.who, Day: s.day, At: now}), nil
}

// lastDay is the last day to act in the present state, counted from today. A day that was proposed is answered before it
// comes.
func (i Introduction) lastDay(today marketplace.Date) marketplace.Date {
	switch i.State {
	case Proposed:
		return min(today.AddWorkdays(ActDays), i.Day)
	case Meeting, Trial:
		return i.Day.AddWorkdays(ActDays)
	case Offered:
		return today.AddWorkdays(DecideDays)
	case Sent, Seen, Agreed, Refused, Withdrawn, Unanswered:
	}
	return today.AddWorkdays(ReplyDays)
}

// dueBy sets the last day to act, not after the consent, and the day to remind: some working days before it, if that is
// still to come, or the last day itself.
func (i Introduction) dueBy(due, today marketplace.Date) Introduction {
	i.Due, i.Reminded = min(due, i.Until), false
	i.Next = i.Due.AddWorkdays(-remindDays)
	if i.Next <= today {
		i.Next = i.Due
	}
	if i.Due <= today {
		i.Next, i.Reminded = i.Due.AddDays(1), true
	}
	return i
}

// reminded is the introduction after its owner was reminded: the program looks again when the last day has passed.
func (i Introduction) reminded() Introduction {
	i.Reminded, i.Next = true, i.Due.AddDays(1)
	return i
}

// overdue says whether the last day to act has passed.
func (i Introduction) overdue(today marketplace.Date) bool { return i.Open && i.Due < today }

func (i Introduction) noted(m Move) Introduction {
	i.History = append(i.History[:len(i.History):len(i.History)], m)
	i.History = i.History[max(0, len(i.History)-maxHistory):]
	return i
}

// IDOf is the id of the introduction under a consent: there is at most one.
func IDOf(consent marketplace.ID) marketplace.ID {
	return marketplace.Derived("intro", 16, string(consent))
}
