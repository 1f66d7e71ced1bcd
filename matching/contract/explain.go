package contract

import "sovite.fi/sovite/matching"

// explanation is one line of the explanation file. Its parts add up to the score; every lost demand point names the
// demand, what it needs, what the client has, and the relief.
type explanation struct {
	Client      string       `json:"client"`
	Job         string       `json:"job"`
	Rules       string       `json:"rules"`
	Score       float64      `json:"score"`
	Low         float64      `json:"low"`  // if every unrated ability were 0
	High        float64      `json:"high"` // if every unrated ability were 5
	Group       string       `json:"group"`
	Parts       []partJSON   `json:"parts"`
	Lost        []lossJSON   `json:"lost"`
	For         []reasonJSON `json:"for"`
	Against     []reasonJSON `json:"against"`
	Changes     []changeJSON `json:"changes"`     // the smallest set that makes the job fit
	Suggestions []changeJSON `json:"suggestions"` // single adaptations that add points, the best first
}

type partJSON struct {
	Key    string  `json:"key"`
	Points float64 `json:"points"`
	Of     float64 `json:"of"`
}

type lossJSON struct {
	Demand    string   `json:"demand"`
	Needed    int      `json:"needed"`
	Has       *int     `json:"has"` // null: not rated
	Relief    int      `json:"relief"`
	By        []string `json:"by"`
	Gap       int      `json:"gap"`
	Essential bool     `json:"essential"`
	State     string   `json:"state"`
	Points    float64  `json:"points"`
}

type reasonJSON struct {
	Code    string            `json:"code"`
	Profile string            `json:"profile"`
	Job     string            `json:"job"`
	Args    map[string]string `json:"args,omitempty"`
	Points  float64           `json:"points"`
}

type changeJSON struct {
	Adaptation string               `json:"adaptation"`
	Closes     []matching.Dimension `json:"closes"`
	Offered    bool                 `json:"offered"`
	Usable     bool                 `json:"usable"`
	Gain       float64              `json:"gain"`
}

func explanationOf(client string, p *matching.Prepared, t *matching.PreparedTask) explanation {
	v := p.JudgePrepared(t)
	e := explanation{
		Client: client, Job: v.Task, Rules: v.RuleSet, Score: v.Score, Low: v.Low, High: v.High, Group: v.Group.String(),
		Lost: []lossJSON{}, For: reasons(v.For), Against: reasons(v.Against),
		Changes: changes(v.Changes), Suggestions: changes(p.Improvements(t)),
	}
	for _, part := range v.Parts {
		e.Parts = append(e.Parts, partJSON(part))
	}
	for _, l := range v.Lines {
		if l.Loss > 0 {
			e.Lost = append(e.Lost, lossOf(l))
		}
	}
	return e
}

func lossOf(l matching.Line) lossJSON {
	out := lossJSON{
		Demand: string(l.Dimension), Needed: l.Level, Relief: l.Relief, By: append([]string{}, l.By...), Gap: l.Gap, Essential: l.Essential,
		State: string(l.State), Points: l.Loss,
	}
	if l.Has.Known() {
		has := l.Has.Level()
		out.Has = &has
	}
	return out
}

func reasons(list []matching.Reason) []reasonJSON {
	out := make([]reasonJSON, len(list))
	for i, r := range list {
		out[i] = reasonJSON{Code: r.Code, Profile: r.Profile, Job: r.Task, Args: r.Args, Points: r.Points}
	}
	return out
}

func changes(list []matching.Change) []changeJSON {
	out := make([]changeJSON, len(list))
	for i, c := range list {
		out[i] = changeJSON(c)
		out[i].Closes = append([]matching.Dimension{}, c.Closes...)
	}
	return out
}
