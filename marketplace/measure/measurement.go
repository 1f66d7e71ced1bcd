package measure

import (
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/check"
)

// Measurement is one instrument asked of one client on one day.
type Measurement struct {
	ID      marketplace.ID   `json:"id"`
	Org     marketplace.ID   `json:"org"` // the coaching provider
	Client  marketplace.ID   `json:"client"`
	Kind    Kind             `json:"kind"`
	Goal    marketplace.ID   `json:"goal,omitempty"` // whose attainment it is; empty for every other kind
	On      marketplace.Date `json:"on"`             // the day it was asked
	Made                     // what holds
	Earlier []Made           `json:"earlier,omitempty"` // what stood there before it was corrected, oldest first
}

// Made is what was written down, by whom and when.
type Made struct {
	Answer Answer              `json:"answer"`
	Score  int                 `json:"score"` // hundredths of a point; it counts only when the answer was given
	Phase  Phase               `json:"phase"`
	By     marketplace.ID      `json:"by"`
	At     marketplace.Instant `json:"at"`
}

// Counts gives the score in hundredths; false when there is none.
func (m Made) Counts() (int, bool) { return m.Score, m.Answer == Given }

// maxEarlier is how often one measurement may be corrected.
const maxEarlier = 20

// Asked is what a coach fills in about one measurement.
type Asked struct {
	Kind   Kind
	Goal   marketplace.ID // only for attainment
	On     marketplace.Date
	Answer Answer
	Score  *int // hundredths of a point; must be there exactly when the answer is given
	Phase  Phase
}

// checked gives the input in its stored form, or an Invalid error. today is the last day that can be told of.
func (a Asked) checked(today marketplace.Date) (Made, error) {
	var f check.Fields
	instrument, known := Of(a.Kind)
	f.OneOf("kind", string(a.Kind), check.Words(Kinds())...)
	f.Need("on", a.On != "")
	if f.Date("on", a.On) && a.On > today {
		f.Add("on", "measure.future")
	}
	f.OneOf("phase", string(a.Phase), check.Words(Phases())...)
	f.OneOf("answer", string(a.Answer), check.Words(Answers())...)
	switch {
	case a.Answer == Given && a.Score == nil:
		f.Need("score", false)
	case a.Answer == Given && known:
		instrument.check(&f, *a.Score)
	case a.Answer != Given && a.Score != nil:
		f.Add("score", "measure.no_score")
	}
	if (a.Kind == Attainment) != (a.Goal != "") {
		f.Add("goal", "measure.goal")
	}
	out := Made{Answer: a.Answer, Phase: a.Phase}
	if a.Score != nil {
		out.Score = *a.Score
	}
	return out, marketplace.InvalidFields(f.Errors())
}

func (i Instrument) check(f *check.Fields, score int) {
	if score < i.Least || score > i.Most {
		f.Add("score", "field.range", "min", i.Least/Hundredths, "max", i.Most/Hundredths)
	} else if score%i.Step != 0 {
		f.Add("score", "measure.whole")
	}
}

// same says whether two say the same, whoever wrote them.
func (m Made) same(o Made) bool {
	return m.Answer == o.Answer && m.Score == o.Score && m.Phase == o.Phase
}

// with is the measurement after a correction; what stood there stays behind it.
func (m Measurement) with(made Made) Measurement {
	m.Earlier = append(m.Earlier[:len(m.Earlier):len(m.Earlier)], m.Made)
	m.Made = made
	return m
}

// idOf is the id of the one document for an instrument, a client and a day: asking twice a day is a correction.
func idOf(client marketplace.ID, a Asked) marketplace.ID {
	return marketplace.Derived("measure", 24, string(client), string(a.Kind), string(a.Goal), string(a.On))
}
