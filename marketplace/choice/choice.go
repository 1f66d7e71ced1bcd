package choice

import (
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/check"
	"sovite.fi/sovite/marketplace/task"
	"sovite.fi/sovite/matching"
)

// Choice is what a client's coaches chose about one task. The zero Choice means that nobody has chosen yet.
type Choice struct {
	Org     marketplace.ID `json:"org"` // the coaching provider
	Client  marketplace.ID `json:"client"`
	Task    marketplace.ID `json:"task"`
	Title   string         `json:"title"` // of the task when it was chosen about, for when it is no longer published
	Made                   // the choice that holds
	Earlier []Made         `json:"earlier,omitempty"` // oldest first, at most maxEarlier
	Dropped int            `json:"dropped,omitempty"` // how many older ones are only in the audit record any more
}

// Made is one choice as it was made, with what was known then.
type Made struct {
	State    State               `json:"state"`
	Reason   Reason              `json:"reason,omitempty"`
	Note     string              `json:"note,omitempty"`     // a few words, at most maxNote characters; never about health
	Overrode bool                `json:"overrode,omitempty"` // kept against the verdict, which stands as it is
	Ranking  marketplace.ID      `json:"ranking,omitempty"`  // on which it was made; empty: on none
	Group    string              `json:"group,omitempty"`    // of the verdict then; empty when opened again
	Score    float64             `json:"score,omitempty"`    // of the verdict then
	Profile  int                 `json:"profile,omitempty"`  // number of the version judged
	Rules    string              `json:"rules,omitempty"`    // by which it was judged
	Version  string              `json:"version,omitempty"`  // of the program
	By       marketplace.ID      `json:"by"`
	At       marketplace.Instant `json:"at"`
}

// State is where a task stands for a client.
type State string

// The states: each can follow each of the others.
const (
	Open      State = "open"      // nothing chosen, or opened again
	Kept      State = "kept"      // to talk about with the client
	Dismissed State = "dismissed" // put aside
)

// Reason says why. Each state has its own closed list.
type Reason string

// The reasons.
const (
	TooFar            Reason = "too_far_in_practice"
	NotInterested     Reason = "client_not_interested"
	TriedBefore       Reason = "tried_before"
	EmployerUnsuited  Reason = "employer_known_unsuitable"
	NotNow            Reason = "work_not_suitable_now"
	ClientWants       Reason = "client_wants_to_talk"
	EmployerMayAdapt  Reason = "employer_may_adapt"
	WillBeAsked       Reason = "will_be_asked"
	WrongAboutProfile Reason = "wrong_about_profile"
	WrongAboutTask    Reason = "wrong_about_task"
	Other             Reason = "other" // and then a note says what
)

// Reasons lists the reasons for a state in the order in which forms show them; none for open.
func Reasons(of State) []Reason {
	switch of {
	case Kept:
		return []Reason{ClientWants, EmployerMayAdapt, WillBeAsked, WrongAboutProfile, WrongAboutTask, Other}
	case Dismissed:
		return []Reason{TooFar, NotInterested, TriedBefore, EmployerUnsuited, NotNow, WrongAboutProfile, WrongAboutTask, Other}
	case Open:
	}
	return nil
}

const (
	maxNote    = 200
	maxEarlier = 50
)

// Wish is what a coach fills in to choose.
type Wish struct {
	State   State          // kept or dismissed
	Reason  Reason         // must be given to dismiss, and to keep against the verdict
	Note    string         // at most 200 characters; must be given with the reason other
	Ranking marketplace.ID // of this client that showed the task; may be empty
}

// checked gives the wish in its stored form, or an Invalid error. Group is the group of the verdict now.
func (w Wish) checked(group matching.Group) (Wish, error) {
	var f check.Fields
	w.Note = check.Line(w.Note)
	f.OneOf("state", string(w.State), string(Kept), string(Dismissed))
	switch {
	case w.Reason != "":
		f.OneOf("reason", string(w.Reason), words(Reasons(w.State))...)
	case w.State == Dismissed:
		f.Need("reason", false)
	case w.overrides(group):
		f.Add("reason", "choice.override_reason")
	}
	if w.Reason == Other && w.Note == "" {
		f.Add("note", "choice.other_note")
	}
	f.Text("note", w.Note, maxNote)
	return w, marketplace.InvalidFields(f.Errors())
}

// overrides says whether the wish goes against the verdict.
func (w Wish) overrides(group matching.Group) bool {
	return w.State == Kept && Overrides(group.String())
}

// Overrides says whether keeping a task of this group goes against the verdict, and needs a reason.
func Overrides(group string) bool {
	return group == matching.LeftOut.String() || group == matching.Missing.String()
}

func words(reasons []Reason) []string {
	out := make([]string, len(reasons))
	for i, r := range reasons {
		out[i] = string(r)
	}
	return out
}

// says is whether the choice that holds says the same already, from the same verdict.
func (c Choice) says(m Made) bool {
	return c.State == m.State && c.Reason == m.Reason && c.Note == m.Note && c.Group == m.Group && c.Profile == m.Profile && c.Rules == m.Rules
}

// with is the choice after another one was made; the one before stays in it.
func (c Choice) with(m Made) Choice {
	if c.State != "" {
		c.Earlier = append(c.Earlier[:len(c.Earlier):len(c.Earlier)], c.Made)
	}
	if over := len(c.Earlier) - maxEarlier; over > 0 {
		c.Earlier, c.Dropped = c.Earlier[over:], c.Dropped+over
	}
	c.Made = m
	return c
}

// ChangedSince says whether the task was changed after the choice was made. What was put aside then comes back.
func (c Choice) ChangedSince(t task.Task) bool { return t.Changed.Time().After(c.At.Time()) }

// idOf is the id of the one document for a client and a task.
func idOf(client, of marketplace.ID) marketplace.ID {
	return marketplace.Derived("choice", 24, string(client), string(of))
}
