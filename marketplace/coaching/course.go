package coaching

import (
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/consent"
)

// State is where a course stands. Between received and ended it is one of the five phases.
type State string

// The states, in the order of the story.
const (
	Received   State = "received"   // a referral came in and waits for an answer
	Engagement State = "engagement" // getting to know each other and agreeing
	Profiling  State = "profiling"  // mapping skills and the vocational profile
	Finding    State = "finding"    // rapid job search on the open labour market
	Employer   State = "employer"   // work has been found: agreeing on it and on support with the employer
	Support    State = "support"    // support on and off the job
	Ended      State = "ended"
	Declined   State = "declined" // the referral was not taken
)

// States lists the states in the order of the story.
func States() []State { return append(append([]State{Received}, Phases()...), Ended, Declined) }

// Phases lists the five phases in their order.
func Phases() []State { return []State{Engagement, Profiling, Finding, Employer, Support} }

// Phase is the number of a phase, 1 to 5; 0 for a state that is none.
func (s State) Phase() int { return slices.Index(Phases(), s) + 1 }

// Open says whether something is still to be done.
func (s State) Open() bool { return s == Received || s.Phase() > 0 }

// Event is a way from one state to another.
type Event string

// The events.
const (
	Accept  Event = "accept"  // the referral is taken
	Decline Event = "decline" // it is not
	Advance Event = "advance" // on to the next phase
	Return  Event = "return"  // back to an earlier phase, such as searching again after a job has ended
	End     Event = "end"
)

// To is what leads from one state to another; false when nothing does. No phase can be jumped over, and there is no way
// out of an end: coming back is another referral.
func (s State) To(next State) (Event, bool) {
	from, to := s.Phase(), next.Phase()
	switch {
	case s == Received && next == Engagement:
		return Accept, true
	case s == Received && next == Declined:
		return Decline, true
	case from > 0 && next == Ended:
		return End, true
	case from > 0 && to == from+1:
		return Advance, true
	case from > 0 && to > 0 && to < from:
		return Return, true
	}
	return "", false
}

// Course is the process of one client, from a referral to its end.
type Course struct {
	ID         marketplace.ID      `json:"id"`
	Org        marketplace.ID      `json:"org"` // the coaching provider
	Client     marketplace.ID      `json:"client"`
	OpenFor    marketplace.ID      `json:"open_for,omitempty"` // the client while the course is open; unique
	State      State               `json:"state"`
	Referral   Referral            `json:"referral"`
	Agreements []Agreement         `json:"agreements,omitempty"` // oldest first
	Plan       Plan                `json:"plan"`
	Papers     []Paper             `json:"papers,omitempty"`
	Moves      []Move              `json:"moves,omitempty"` // oldest first
	Next       Step                `json:"next"`            // never empty while the course is open
	Before     []Step              `json:"before,omitempty"`
	Created    marketplace.Instant `json:"created"`
}

// Move is one move between states.
type Move struct {
	From   State               `json:"from"`
	To     State               `json:"to"`
	Unmet  []string            `json:"unmet,omitempty"`  // keys of the criteria that did not hold
	Reason string              `json:"reason,omitempty"` // why all the same, or why back
	By     marketplace.ID      `json:"by"`
	At     marketplace.Instant `json:"at"`
	On     marketplace.Date    `json:"on"`
}

// Owner is who takes the next step.
type Owner string

// Owners lists who can own a step, in the order in which forms show them. The coach is whoever coaches the client then.
func Owners() []Owner { return []Owner{"coach", "client", "together"} }

// Step is what comes next: one of the program's own steps by its Key, or the coach's Text.
type Step struct {
	Key   string              `json:"key,omitempty"`
	Text  string              `json:"text,omitempty"`
	Due   marketplace.Date    `json:"due"`
	Owner Owner               `json:"owner"`
	From  marketplace.ID      `json:"from,omitempty"` // the note or meeting in which it was agreed
	Set   marketplace.Instant `json:"set"`
	By    marketplace.ID      `json:"by"`
}

// Good says whether there is a step with a day and an owner.
func (s Step) Good() bool {
	return (s.Key != "") != (s.Text != "") && s.Due != "" && slices.Contains(Owners(), s.Owner)
}

// mostBefore is how many earlier steps and mostMoves how many moves stay with a course.
const (
	mostBefore = 30
	mostMoves  = 200
)

// defaultStep is what comes next in a state unless the coach says otherwise, and in how many days. The days are this
// program's proposal; the coach changes them.
func defaultStep(s State) (key string, days int) {
	switch s {
	case Received:
		return "answer_referral", 7
	case Engagement:
		return "write_agreement", 14
	case Profiling:
		return "confirm_profile", 21
	case Finding:
		return "meet_employer", 14
	case Employer:
		return "plan_support", 14
	case Support:
		return "follow_up", 14
	case Ended, Declined:
	}
	return "", 0
}

// take replaces the next step and keeps the one of before.
func (c *Course) take(s Step) {
	if c.Next.Good() {
		c.Before = append(c.Before, c.Next)
		c.Before = c.Before[max(0, len(c.Before)-mostBefore):]
	}
	c.Next = s
}

// proposed is the program's own next step for a state.
func proposed(s State, by marketplace.ID, now marketplace.Instant, today marketplace.Date) Step {
	key, days := defaultStep(s)
	return Step{Key: key, Due: today.AddDays(days), Owner: "coach", Set: now, By: by}
}

// moved is the course after a move on a day. Conflict when nothing leads there; Invalid without the reason that an unmet
// criterion, a way back or an early end needs.
func (c Course) moved(to State, reason string, k Known, by marketplace.ID, now marketplace.Instant) (Course, error) {
	event, ok := c.State.To(to)
	if !ok || len(c.Moves) >= mostMoves {
		return c, marketplace.Errorf(marketplace.Conflict, "coaching.no_move."+string(c.State))
	}
	m := Move{From: c.State, To: to, Unmet: c.Unmet(to, k), Reason: reason, By: by, At: now, On: k.Today}
	if needs := len(m.Unmet) > 0 || event == Return || event == End && c.State != Support; needs && reason == "" {
		return c, marketplace.InvalidFields([]marketplace.FieldError{marketplace.Field("reason", "coaching.reason_needed")})
	}
	c.Moves = append(slices.Clone(c.Moves), m)
	own := c.Next.Text != "" && c.Next.Due >= k.Today
	c.State = to
	switch {
	case !to.Open():
		c.take(Step{})
		c.OpenFor = ""
	case !own:
		c.take(proposed(to, by, now, k.Today))
	}
	return c, nil
}

// Since is the day on which the course came to its present state.
func (c Course) Since() marketplace.Date {
	if n := len(c.Moves); n > 0 {
		return c.Moves[n-1].On
	}
	return c.Referral.Received
}

// Accepted is the day on which the referral was taken; empty when it was not.
func (c Course) Accepted() marketplace.Date {
	if c.Referral.Taken {
		return c.Referral.Answered
	}
	return ""
}

// Agreed is the newest version of the agreement that both said yes to; false when there is none.
func (c Course) Agreed() (Agreement, bool) {
	for _, a := range slices.Backward(c.Agreements) {
		if a.Agreed != "" {
			return a, true
		}
	}
	return Agreement{}, false
}

// presences lists who can be there, as consents know it.
func presences() []string {
	var out []string
	for _, p := range consent.Presences() {
		out = append(out, string(p))
	}
	return out
}
