package demo

import (
	"math"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/measure"
)

// Measured is what was measured with one client.
type Measured struct {
	Client   marketplace.ID `json:"client"`
	Note     string         `json:"note"` // what it is there to show
	Goals    []Goal         `json:"goals"`
	Measures []Measure      `json:"measures"` // in the order in which they were asked
}

// Goal is one goal of a client.
type Goal struct {
	ID     marketplace.ID         `json:"id"`
	Words  string                 `json:"words"`
	Levels [measure.Levels]string `json:"levels"`
	Weight int                    `json:"weight"`
	Set    marketplace.Date       `json:"set"`
}

// Wanted is the goal as it is written down.
func (g Goal) Wanted() measure.Wanted {
	return measure.Wanted{Words: g.Words, Levels: g.Levels, Weight: g.Weight, Set: g.Set}
}

// Measure is one measurement. Without a score the client did not want to say.
type Measure struct {
	Kind  measure.Kind     `json:"kind"`
	Goal  marketplace.ID   `json:"goal"`
	On    marketplace.Date `json:"on"`
	Score *float64         `json:"score"` // points
	Phase measure.Phase    `json:"phase"`
}

// Asked is the measurement as it is written down.
func (m Measure) Asked() measure.Asked {
	out := measure.Asked{Kind: m.Kind, Goal: m.Goal, On: m.On, Answer: measure.Withheld, Phase: m.Phase}
	if m.Score != nil {
		score := int(math.Round(*m.Score * measure.Hundredths))
		out.Answer, out.Score = measure.Given, &score
	}
	return out
}
