package privacy

import (
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/privacy/holding"
)

// State is where an erasure stands.
type State string

// The states.
const (
	Asked     State = "asked"      // somebody has to decide
	TakenBack State = "taken_back" // by whoever it is about
	Refused   State = "refused"    // with a reason
	Decided   State = "decided"    // is being carried out
	Done      State = "done"
)

// Reason is why an erasure was refused. The list is closed: no text about anybody is kept.
type Reason string

// Reasons lists them in the order in which forms show them.
func Reasons() []Reason {
	return []Reason{"still_running", "law_requires", "not_sure_who", "talked_over"}
}

// Erasure is one subject's. Its id is theirs: asking again is the same document.
type Erasure struct {
	Subject  marketplace.ID      `json:"subject"`
	Whose    holding.Whose       `json:"whose"`
	Org      marketplace.ID      `json:"org"` // of a client: the coaching provider; of a person: none
	State    State               `json:"state"`
	ByStaff  bool                `json:"by_staff,omitempty"` // asked by the coach on the client's behalf
	Asked    marketplace.Instant `json:"asked"`
	AnswerBy marketplace.Date    `json:"answer_by"` // a month after it was asked
	Reason   Reason              `json:"reason,omitempty"`
	Decider  marketplace.ID      `json:"decider,omitempty"`
	Decided  marketplace.Instant `json:"decided"`
	Steps    []string            `json:"steps,omitempty"` // that were carried out
	Finished marketplace.Instant `json:"finished"`
}

// Live says whether it waits or is being carried out.
func (e Erasure) Live() bool { return e.State == Asked || e.State == Decided }

// asked is the erasure after somebody asked for it. Conflict while one is live, or when it was carried out already.
func (e Erasure) asked(staff bool, now marketplace.Instant, today marketplace.Date) (Erasure, error) {
	if e.Live() || e.State == Done {
		return e, marketplace.Errorf(marketplace.Conflict, "privacy.state."+string(e.State))
	}
	return Erasure{
		Subject: e.Subject, Whose: e.Whose, Org: e.Org, State: Asked, ByStaff: staff, Asked: now, AnswerBy: today.AddMonths(1),
	}, nil
}

// takenBack is the erasure after whoever it is about thought better of it.
func (e Erasure) takenBack() (Erasure, error) {
	if e.State != Asked {
		return e, marketplace.Errorf(marketplace.Conflict, "privacy.state."+string(e.State))
	}
	e.State = TakenBack
	return e, nil
}

// refused is the erasure after a no.
func (e Erasure) refused(by marketplace.ID, why Reason, now marketplace.Instant) (Erasure, error) {
	if !slices.Contains(Reasons(), why) {
		return e, marketplace.InvalidFields([]marketplace.FieldError{marketplace.Field("reason", "field.required")})
	}
	if e.State != Asked {
		return e, marketplace.Errorf(marketplace.Conflict, "privacy.state."+string(e.State))
	}
	e.State, e.Reason, e.Decider, e.Decided = Refused, why, by, now
	return e, nil
}

// decided is the erasure after a yes. What stands in the way is a Conflict that names the first of it.
func (e Erasure) decided(by marketplace.ID, ways []Obstacle, now marketplace.Instant) (Erasure, error) {
	if e.State != Asked {
		return e, marketplace.Errorf(marketplace.Conflict, "privacy.state."+string(e.State))
	}
	if len(ways) > 0 {
		return e, marketplace.Errorf(marketplace.Conflict, "privacy.obstacle."+string(ways[0]))
	}
	e.State, e.Decider, e.Decided = Decided, by, now
	return e, nil
}

// stepped is the erasure after a step; the same when it was done before.
func (e Erasure) stepped(name string) Erasure {
	if !slices.Contains(e.Steps, name) {
		e.Steps = append(slices.Clone(e.Steps), name)
	}
	return e
}

// Obstacle is what keeps an erasure from being carried out now: a word of the catalogue, privacy.obstacle.<obstacle>.
type Obstacle string

// The obstacles.
const (
	Working   Obstacle = "working"    // a placement runs or is agreed
	InCrew    Obstacle = "in_crew"    // an organiser still plans shifts for them
	Coaching  Obstacle = "coaching"   // clients are on the person's caseload
	LastOwner Obstacle = "last_owner" // an organisation would have no owner
	Steering  Obstacle = "steering"   // the person is an administrator of the installation
)
