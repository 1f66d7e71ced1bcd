package api

import (
	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/matching"
)

// Verdict is the answer for one profile and one task, in words and as data. It is for the client's own coach; employers
// never see one.
type Verdict struct {
	Task     string      `json:"task"`
	Rules    string      `json:"rules" doc:"Version of the rules that gave it"`
	Group    string      `json:"group" doc:"fits_now, fits_if, missing or left_out"`
	Eligible bool        `json:"eligible" doc:"No hard limit is broken"`
	Score    float64     `json:"score" doc:"0 to 100; orders tasks within a group"`
	Low      float64     `json:"low" doc:"The score if every ability that was not asked were 0"`
	High     float64     `json:"high" doc:"The score if every ability that was not asked were 5"`
	Parts    []Part      `json:"parts" doc:"They add up to the score"`
	For      []Statement `json:"for"`
	Against  []Statement `json:"against"`
	Breaches []Statement `json:"breaches" doc:"Hard limits that the task breaks"`
	Changes  []Change    `json:"changes" doc:"The smallest set of changes that makes the task fit"`
	Ask      []Question  `json:"ask" doc:"What is not known and would decide"`
	Notes    []Statement `json:"notes"`
	Lines    []Line      `json:"lines" doc:"Demand by demand"`
}

// Part is one summand of the score.
type Part struct {
	Key    string  `json:"key"`
	Points float64 `json:"points"`
	Of     float64 `json:"of"`
}

// Statement is a sentence about a verdict with the lines it comes from.
type Statement struct {
	Text    string            `json:"text" doc:"In the caller's language"`
	Key     string            `json:"key" doc:"Stable name of the sentence"`
	Args    map[string]string `json:"args,omitempty"`
	Profile string            `json:"profile,omitempty" doc:"Line of the profile"`
	Task    string            `json:"task,omitempty" doc:"Line of the task"`
	Points  float64           `json:"points,omitempty"`
}

// Change is one thing to agree on so that the task fits.
type Change struct {
	Text       string            `json:"text"`
	Key        string            `json:"key"`
	Args       map[string]string `json:"args,omitempty"`
	Adaptation string            `json:"adaptation"`
	Closes     []string          `json:"closes"`
	Offered    bool              `json:"offered"`
	Usable     bool              `json:"usable"`
	Gain       float64           `json:"gain"`
}

// Question is something to ask.
type Question struct {
	Text    string            `json:"text"`
	Key     string            `json:"key"`
	Args    map[string]string `json:"args,omitempty"`
	Of      string            `json:"of" doc:"client or employer"`
	Subject string            `json:"subject"`
}

// Line compares one demand with the ability.
type Line struct {
	Dimension string   `json:"dimension"`
	Name      string   `json:"name"`
	Needs     int      `json:"needs"`
	Has       *int     `json:"has,omitempty" doc:"Left out when it is not known"`
	Essential bool     `json:"essential"`
	Adaptable bool     `json:"adaptable"`
	Relief    int      `json:"relief"`
	By        []string `json:"by"`
	Gap       int      `json:"gap"`
	State     string   `json:"state"`
	Loss      float64  `json:"loss"`
}

// verdict says a verdict in one language.
func verdict(lang i18n.Lang, v matching.Verdict) Verdict {
	reason := func(r matching.Reason) Statement {
		key, args := r.Message()
		return Statement{Text: lang.Render(key, args), Key: key, Args: args, Profile: r.Profile, Task: r.Task, Points: r.Points}
	}
	return Verdict{
		Task: v.Task, Rules: v.RuleSet, Group: v.Group.String(), Eligible: v.Eligible, Score: v.Score, Low: v.Low, High: v.High,
		Parts: each(v.Parts, func(p matching.Part) Part { return Part(p) }),
		For:   each(v.For, reason), Against: each(v.Against, reason), Notes: each(v.Notes, reason),
		Breaches: each(v.Breaches, func(b matching.Breach) Statement { return breach(lang, b) }),
		Changes:  each(v.Changes, func(c matching.Change) Change { return change(lang, c) }),
		Ask:      each(v.Ask, func(q matching.Question) Question { return question(lang, q) }),
		Lines:    each(v.Lines, func(l matching.Line) Line { return line(lang, l) }),
	}
}

func breach(lang i18n.Lang, b matching.Breach) Statement {
	key, args := b.Message()
	return Statement{Text: lang.Render(key, args), Key: key, Args: args, Profile: b.Profile, Task: b.Task}
}

func change(lang i18n.Lang, c matching.Change) Change {
	key, args := c.Message()
	return Change{
		Text: lang.Render(key, args), Key: key, Args: args, Adaptation: c.Adaptation, Closes: texts(c.Closes),
		Offered: c.Offered, Usable: c.Usable, Gain: c.Gain,
	}
}

func question(lang i18n.Lang, q matching.Question) Question {
	key, args := q.Message()
	return Question{Text: lang.Render(key, args), Key: key, Args: args, Of: q.Of, Subject: q.Subject}
}

func line(lang i18n.Lang, l matching.Line) Line {
	out := Line{
		Dimension: string(l.Dimension), Name: lang.Word("scale", string(l.Dimension)), Needs: l.Level, Essential: l.Essential,
		Adaptable: l.Adaptable, Relief: l.Relief, By: texts(l.By), Gap: l.Gap, State: string(l.State), Loss: l.Loss,
	}
	if l.Has.Known() {
		has := l.Has.Level()
		out.Has = &has
	}
	return out
}
