package price

import (
	"maps"
	"slices"

	"sovite.fi/sovite/marketplace/money"
)

// Part is a part of what one unit costs the organiser.
type Part string

// The parts. Margin is none of the cost: it is for risk and profit, and stands beside it.
const (
	Wages          Part = "wages"       // with side costs, or the work allowance (työosuusraha)
	Supervision    Part = "supervision" // the share of the supervisor
	Tools          Part = "tools"       // tools and protective equipment
	Materials      Part = "materials"   // bought for the work
	Transport      Part = "transport"
	Premises       Part = "premises"
	Administration Part = "administration"
	Margin         Part = "margin"
)

// Parts are the parts that the full cost of a unit has, in the order in which forms show them. None is left out because it
// is nothing: nothing is told as 0.
func Parts(u Unit) []Part {
	switch u {
	case CrewHour:
		return []Part{Wages, Supervision, Tools, Transport, Premises, Administration}
	case SupervisorHour:
		return []Part{Wages, Tools, Transport, Premises, Administration}
	case Travel:
		return []Part{Wages, Transport, Administration}
	case Material:
		return []Part{Materials, Transport, Administration}
	case Piece, SquareMetre, Result:
	}
	return []Part{Wages, Supervision, Tools, Materials, Transport, Premises, Administration}
}

// Cost is the full cost of one unit without value added tax. Public support is never taken off.
type Cost struct {
	Parts      map[Part]money.Rate `json:"parts,omitempty"` // a part that is missing was not told; none is below 0
	Supervisor Supervisor          `json:"supervisor,omitzero"`
	Note       string              `json:"note,omitempty"` // how it was reckoned, at most 1,000 characters
}

// Supervisor is from what the supervision of a crew hour is reckoned. The zero value: it is told as an amount.
type Supervisor struct {
	Hour         money.Rate `json:"hour"`         // what an hour of the supervisor costs
	Participants int        `json:"participants"` // for each supervisor, 1 to 60
}

// Share is what the supervisor costs for one participant's hour, rounded once to a ten-thousandth of a euro.
func (s Supervisor) Share() (money.Rate, error) { return s.Hour.Ratio(1, int64(s.Participants)) }

// reckoned is the cost with the share of the supervisor put in.
func (c Cost) reckoned() (Cost, error) {
	if c.Supervisor == (Supervisor{}) {
		return c, nil
	}
	share, err := c.Supervisor.Share()
	if err != nil {
		return c, err
	}
	c.Parts = maps.Clone(c.Parts)
	if c.Parts == nil {
		c.Parts = map[Part]money.Rate{}
	}
	c.Parts[Supervision] = share
	return c, nil
}

// Full is the sum of the parts that were told, without the margin.
func (c Cost) Full() (money.Rate, error) {
	var told []money.Rate
	for part, rate := range c.Parts {
		if part != Margin {
			told = append(told, rate)
		}
	}
	return money.SumRates(told...)
}

// Missing are the parts of a unit's full cost that were not told.
func (c Cost) Missing(u Unit) []Part {
	return slices.DeleteFunc(Parts(u), func(p Part) bool { _, told := c.Parts[p]; return told })
}
