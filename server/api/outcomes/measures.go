package outcomes

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/measure"
	"sovite.fi/sovite/server/api"
	"sovite.fi/sovite/server/web"
)

// Measures serves what is measured with clients.
type Measures struct{ Service *measure.Service }

// MeasureMade is what was written down about one measurement.
type MeasureMade struct {
	Answer string `json:"answer" doc:"given, withheld (the client did not want to say) or mistaken (written down by mistake)"`
	Score  *int   `json:"score,omitempty" doc:"In hundredths of a point; left out unless it was given"`
	Phase  string `json:"phase" doc:"start, repeat or end"`
	By     string `json:"by"`
	At     string `json:"at"`
}

func measureMade(m measure.Made) MeasureMade {
	out := MeasureMade{Answer: string(m.Answer), Phase: string(m.Phase), By: string(m.By), At: m.At.String()}
	if score, counts := m.Counts(); counts {
		out.Score = &score
	}
	return out
}

// Measurement is one instrument asked on one day.
type Measurement struct {
	ID       string `json:"id"`
	Kind     string `json:"kind" doc:"work_ability (0 to 10), self_efficacy (RTW-SE, 1 to 6), readiness (1 to 5) or attainment (of a goal, -2 to 2)"`
	Goal     string `json:"goal,omitempty"`
	On       string `json:"on" doc:"The day it was asked"`
	Revision int64  `json:"revision" doc:"Give it in If-Match to correct"`
	MeasureMade
	Earlier []MeasureMade `json:"earlier" doc:"What stood there before it was corrected, oldest first"`
}

func measurement(e measure.Entry) Measurement {
	m := e.Value
	return Measurement{
		ID: string(m.ID), Kind: string(m.Kind), Goal: string(m.Goal), On: string(m.On), Revision: e.Rev, MeasureMade: measureMade(m.Made),
		Earlier: api.Each(m.Earlier, measureMade),
	}
}

// OwnGoal is one goal of a client.
type OwnGoal struct {
	ID      string   `json:"id"`
	Words   string   `json:"words" doc:"The client's own"`
	Levels  []string `json:"levels" doc:"What it looks like at -2, -1, 0, 1 and 2"`
	Weight  int      `json:"weight" doc:"How much it matters to the client, 1 to 3"`
	Set     string   `json:"set"`
	Dropped string   `json:"dropped,omitempty" doc:"The day it was given up"`
}

func goal(g measure.Goal) OwnGoal {
	return OwnGoal{ID: string(g.ID), Words: g.Words, Levels: g.Levels[:], Weight: g.Weight, Set: string(g.Set), Dropped: string(g.Dropped)}
}

// TPoint is how far the goals were reached together on a day.
type TPoint struct {
	On    string  `json:"on"`
	T     float64 `json:"t" doc:"T-score of Kiresuk and Sherman: 50 is as hoped, 10 a standard deviation"`
	Goals int     `json:"goals" doc:"How many goals had been rated by then"`
}

// MeasureSeries is everything that was measured for one client. What was not asked is not in it.
type MeasureSeries struct {
	Measurements []Measurement `json:"measurements" doc:"By instrument, oldest first"`
	Goals        []OwnGoal     `json:"goals"`
	Attainment   []TPoint      `json:"attainment"`
}

func series(s measure.Series, err error) (*api.Answer[MeasureSeries], error) {
	if err != nil {
		return nil, err
	}
	out := MeasureSeries{Measurements: []Measurement{}, Goals: api.Each(s.Goals, goal)}
	for _, kind := range measure.Kinds() {
		out.Measurements = append(out.Measurements, api.Each(s.Measures[kind], measurement)...)
	}
	out.Attainment = api.Each(s.T, func(p measure.TPoint) TPoint { return TPoint{string(p.On), p.T, p.Goals} })
	return api.Reply(out, nil)
}

// Of reads what was measured for a client; the read is recorded.
func (h Measures) Of(ctx context.Context, in *api.ByID) (*api.Answer[MeasureSeries], error) {
	return series(h.Service.Of(ctx, web.ActorFrom(ctx), in.ID))
}

// Mine reads what was measured for the client who asks.
func (h Measures) Mine(ctx context.Context, _ *api.Nothing) (*api.Answer[MeasureSeries], error) {
	return series(h.Service.Mine(ctx, web.ActorFrom(ctx)))
}

// AddInput is a measurement to write down.
type AddInput struct {
	ID   marketplace.ID `path:"id" maxLength:"64"`
	Body struct {
		Kind   string         `json:"kind" doc:"work_ability, self_efficacy, readiness or attainment"`
		Goal   marketplace.ID `json:"goal,omitempty" maxLength:"64" doc:"Only for attainment"`
		On     string         `json:"on" doc:"The day it was asked, such as 2026-11-23"`
		Answer string         `json:"answer" doc:"given or withheld"`
		Score  *int           `json:"score,omitempty" doc:"In hundredths of a point: 700 is 7 points. Only when it was given"`
		Phase  string         `json:"phase" doc:"start, repeat or end"`
	}
}

// MeasureAnswer is a measurement with its revision.
type MeasureAnswer struct {
	ETag string `header:"ETag" doc:"The revision; give it in If-Match to correct"`
	Body Measurement
}

func measureAnswer(e measure.Entry, err error) (*MeasureAnswer, error) {
	if err != nil {
		return nil, err
	}
	return &MeasureAnswer{ETag: api.ETag(e.Rev), Body: measurement(e)}, nil
}

// Add writes down a measurement.
func (h Measures) Add(ctx context.Context, in *AddInput) (*MeasureAnswer, error) {
	return measureAnswer(h.Service.Add(ctx, web.ActorFrom(ctx), in.ID, measure.Asked{
		Kind: measure.Kind(in.Body.Kind), Goal: in.Body.Goal, On: marketplace.Date(in.Body.On), Answer: measure.Answer(in.Body.Answer),
		Score: in.Body.Score, Phase: measure.Phase(in.Body.Phase),
	}))
}

// CorrectInput corrects a measurement.
type CorrectInput struct {
	ID      marketplace.ID `path:"id" maxLength:"64"`
	Measure marketplace.ID `path:"measure" maxLength:"64"`
	api.IfMatch
	Body struct {
		Answer string `json:"answer" doc:"given, withheld or mistaken"`
		Score  *int   `json:"score,omitempty" doc:"In hundredths of a point; only when it was given"`
		Phase  string `json:"phase" doc:"start, repeat or end"`
	}
}

// Correct corrects a measurement over the revision in If-Match; what stood there stays behind it.
func (h Measures) Correct(ctx context.Context, in *CorrectInput) (*MeasureAnswer, error) {
	rev, err := in.Revision()
	if err != nil {
		return nil, err
	}
	return measureAnswer(h.Service.Correct(ctx, web.ActorFrom(ctx), in.ID, in.Measure, rev, measure.Asked{
		Answer: measure.Answer(in.Body.Answer), Score: in.Body.Score, Phase: measure.Phase(in.Body.Phase),
	}))
}

// GoalInput is a goal to write down.
type GoalInput struct {
	ID   marketplace.ID `path:"id" maxLength:"64"`
	Body struct {
		Words  string   `json:"words" doc:"The client's own, at most 300 characters"`
		Levels []string `json:"levels" minItems:"5" maxItems:"5" doc:"What it looks like at -2, -1, 0 (as hoped), 1 and 2"`
		Weight int      `json:"weight,omitempty" doc:"1 to 3; 1 when left out"`
		Set    string   `json:"set" doc:"The day it was agreed"`
	}
}

// SetGoal writes a goal down.
func (h Measures) SetGoal(ctx context.Context, in *GoalInput) (*api.Answer[OwnGoal], error) {
	w := measure.Wanted{Words: in.Body.Words, Weight: in.Body.Weight, Set: marketplace.Date(in.Body.Set)}
	copy(w.Levels[:], in.Body.Levels)
	g, err := h.Service.SetGoal(ctx, web.ActorFrom(ctx), in.ID, w)
	return api.Reply(goal(g), err)
}

// GoalID names a goal of a client.
type GoalID struct {
	ID   marketplace.ID `path:"id" maxLength:"64"`
	Goal marketplace.ID `path:"goal" maxLength:"64"`
}

// DropGoal gives a goal up; its ratings stay.
func (h Measures) DropGoal(ctx context.Context, in *GoalID) (*api.Answer[OwnGoal], error) {
	g, err := h.Service.DropGoal(ctx, web.ActorFrom(ctx), in.ID, in.Goal)
	return api.Reply(goal(g), err)
}
