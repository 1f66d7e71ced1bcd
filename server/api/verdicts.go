package api

import (
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/check"
	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/marketplace/rule"
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
	Grants     Term              `json:"grants" doc:"Who can grant it: employer, coach or authority"`
	Kind       Term              `json:"kind" doc:"technical, organisational or guidance"`
	Cost       Term              `json:"cost" doc:"none, low, medium or high"`
	Aids       []Aid             `json:"aids" doc:"Public aid that may pay for it"`
}

// Term is one word of the terms of a change.
type Term struct {
	Key  string `json:"key"`
	Text string `json:"text" doc:"In the caller's language"`
}

// Aid is a rule of public aid that may pay for a change.
type Aid struct {
	Rule      string      `json:"rule" doc:"Id of the rule; read it at /rules/{id}"`
	Text      string      `json:"text" doc:"In the caller's language, with amount, section and day"`
	Values    []RuleValue `json:"values"`
	Section   string      `json:"section"`
	ValidFrom string      `json:"valid_from"`
	Page      string      `json:"page" doc:"Path of the page about the rule"`
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
func verdict(say speaker, v matching.Verdict) Verdict {
	lang := say.Lang
	reason := func(r matching.Reason) Statement {
		key, args := r.Message()
		return Statement{Text: lang.Render(key, args), Key: key, Args: args, Profile: r.Profile, Task: r.Task, Points: r.Points}
	}
	return Verdict{
		Task: v.Task, Rules: v.RuleSet, Group: v.Group.String(), Eligible: v.Eligible, Score: v.Score, Low: v.Low, High: v.High,
		Parts: Each(v.Parts, func(p matching.Part) Part { return Part(p) }),
		For:   Each(v.For, reason), Against: Each(v.Against, reason), Notes: Each(v.Notes, reason),
		Breaches: Each(v.Breaches, func(b matching.Breach) Statement { return breach(lang, b) }),
		Changes:  Each(v.Changes, func(c matching.Change) Change { return change(say, c) }),
		Ask:      Each(v.Ask, func(q matching.Question) Question { return question(lang, q) }),
		Lines:    Each(v.Lines, func(l matching.Line) Line { return line(lang, l) }),
	}
}

func breach(lang i18n.Lang, b matching.Breach) Statement {
	key, args := b.Message()
	return Statement{Text: lang.Render(key, args), Key: key, Args: args, Profile: b.Profile, Task: b.Task}
}

// ChangeIn is a change in words, with its terms on a day.
func ChangeIn(lang i18n.Lang, rules *rule.Book, on marketplace.Date, c matching.Change) Change {
	return change(speaker{lang, rules, on}, c)
}

func change(say speaker, c matching.Change) Change {
	key, args := c.Message()
	terms, _ := say.rules.TermsOf(say.Scale(), c, say.on)
	grants, kind, cost := terms.Messages()
	return Change{
		Text: say.Render(key, args), Key: key, Args: args, Adaptation: c.Adaptation, Closes: check.Words(c.Closes),
		Offered: c.Offered, Usable: c.Usable, Gain: c.Gain,
		Grants: Term{terms.Grants, say.T(grants)}, Kind: Term{terms.Kind, say.T(kind)}, Cost: Term{terms.Cost, say.T(cost)},
		Aids: Each(terms.Aids, func(r rule.Rule) Aid {
			return Aid{
				Rule: r.ID, Text: r.Offer(say.Lang), Values: Each(r.Values, ruleValue(say.Lang)), Section: r.Section,
				ValidFrom: string(r.ValidFrom), Page: "/rules/" + r.ID,
			}
		}),
	}
}

func question(lang i18n.Lang, q matching.Question) Question {
	key, args := q.Message()
	return Question{Text: lang.Render(key, args), Key: key, Args: args, Of: q.Of, Subject: q.Subject}
}

func line(lang i18n.Lang, l matching.Line) Line {
	out := Line{
		Dimension: string(l.Dimension), Name: lang.Word("scale", string(l.Dimension)), Needs: l.Level, Essential: l.Essential,
		Adaptable: l.Adaptable, Relief: l.Relief, By: check.Words(l.By), Gap: l.Gap, State: string(l.State), Loss: l.Loss,
	}
	if l.Has.Known() {
		has := l.Has.Level()
		out.Has = &has
	}
	return out
}
