package record

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/choice"
	"sovite.fi/sovite/marketplace/discovery"
	"sovite.fi/sovite/matching"
	"sovite.fi/sovite/server/api"
	"sovite.fi/sovite/server/web"
)

// RankingExport is a page of what is kept about how tasks were ranked for a client and what was chosen.
type RankingExport struct {
	Client   string        `json:"client"`
	Code     string        `json:"code" doc:"The client's pseudonym"`
	Rankings []Ranking     `json:"rankings" doc:"Newest first"`
	Choices  []AboutChoice `json:"choices" doc:"Made on no ranking; on the first page only"`
	Next     string        `json:"next,omitempty" doc:"Give it as after for the next page; left out on the last"`
}

// AboutChoice is one choice that was made, with the task that it is about.
type AboutChoice struct {
	Task string `json:"task"`
	ChoiceMade
}

// Ranking is the record of one ranking, with what it considered, what it showed and what was chosen on it.
type Ranking struct {
	ID         string             `json:"id"`
	At         string             `json:"at"`
	By         string             `json:"by,omitempty" doc:"Left out when the program itself asked"`
	Role       string             `json:"role,omitempty"`
	Purpose    string             `json:"purpose"`
	Profile    int                `json:"profile" doc:"Number of the profile's version"`
	Rules      string             `json:"rules"`
	Weights    map[string]float64 `json:"weights"`
	Version    string             `json:"version" doc:"Of the program"`
	Judged     int                `json:"judged"`
	Groups     map[string]int     `json:"groups" doc:"How many tasks are in each group"`
	Aside      []string           `json:"aside" doc:"Tasks that had been put aside before"`
	Considered []ConsideredTask   `json:"considered" doc:"In the order of the ranking"`
	Shown      []ShownTask        `json:"shown" doc:"In the order in which they were shown"`
	Limits     []api.Limit        `json:"limits"`
	Choices    []AboutChoice      `json:"choices" doc:"Made on this ranking"`
	Damaged    bool               `json:"damaged" doc:"The log is missing or not the one that was written"`
}

// ConsideredTask is one task that was judged.
type ConsideredTask struct {
	Task   string   `json:"task"`
	State  string   `json:"state" doc:"Digest of the task as it was"`
	Group  string   `json:"group" doc:"fits_now, fits_if, missing, left_out, or failed when it could not be judged"`
	Score  float64  `json:"score"`
	Broken []string `json:"broken" doc:"Hard limits broken"`
}

// ShownTask is one task that was shown with its reasons.
type ShownTask struct {
	Task    string     `json:"task"`
	Group   string     `json:"group"`
	Score   float64    `json:"score"`
	Low     float64    `json:"low"`
	High    float64    `json:"high"`
	Parts   []api.Part `json:"parts"`
	Verdict string     `json:"verdict" doc:"Digest of the whole verdict with every reason"`
}

func aboutChoice(a choice.About) AboutChoice {
	return AboutChoice{Task: string(a.Task), ChoiceMade: choiceMade(a.Made)}
}

func ranking(e choice.Event) Ranking {
	r := e.Ranking
	return Ranking{
		ID: string(r.ID), At: r.At.String(), By: string(r.By), Role: string(r.Role), Purpose: r.Purpose, Profile: r.Profile, Rules: r.Rules,
		Weights: weights(r.Weights), Version: r.Version, Judged: r.Judged, Groups: r.Groups, Aside: each(r.Asked.Aside, func(id marketplace.ID) string { return string(id) }),
		Considered: each(e.Detail.Considered, func(c discovery.Considered) ConsideredTask {
			return ConsideredTask{Task: string(c.Task), State: c.State, Group: c.Group, Score: c.Score, Broken: append([]string{}, c.Broken...)}
		}),
		Shown: each(e.Detail.Shown, func(s discovery.Shown) ShownTask {
			parts := each(s.Parts, func(p matching.Part) api.Part { return api.Part(p) })
			return ShownTask{Task: string(s.Task), Group: s.Group, Score: s.Score, Low: s.Low, High: s.High, Parts: parts, Verdict: s.Verdict}
		}),
		Limits: each(e.Detail.Limits, func(l discovery.Limit) api.Limit { return api.Limit(l) }), Choices: each(e.Choices, aboutChoice), Damaged: e.Damaged,
	}
}

func weights(w matching.Weights) map[string]float64 {
	return map[string]float64{
		"demands": w.Demands, "weakest": w.Weakest, "goal": w.Goal, "interests": w.Interests, "support": w.Support, "commute": w.Commute,
	}
}

// RankingExportInput asks for a page of a client's rankings.
type RankingExportInput struct {
	ID    marketplace.ID `path:"id" maxLength:"64"`
	Limit int            `query:"limit" minimum:"1" maximum:"20" default:"5" doc:"Rankings on a page; each can name thousands of tasks"`
	After string         `query:"after" maxLength:"2000" doc:"The next of the page before"`
}

// ExportRankings hands out a client's rankings and choices; the read is recorded.
func (h Choices) ExportRankings(ctx context.Context, in *RankingExportInput) (*api.Answer[RankingExport], error) {
	page := marketplace.Page{Limit: in.Limit, After: in.After}
	e, err := h.Service.Export(ctx, web.ActorFrom(ctx), in.ID, page)
	if err != nil {
		return nil, err
	}
	return &api.Answer[RankingExport]{Body: RankingExport{
		Client: string(e.Client), Code: e.Code, Rankings: each(e.Rankings, ranking), Choices: each(e.Choices, aboutChoice), Next: e.Next,
	}}, nil
}

// each turns every element of a list into its shown form; the list is never null.
func each[T, V any](list []T, show func(T) V) []V {
	out := make([]V, 0, len(list))
	for _, v := range list {
		out = append(out, show(v))
	}
	return out
}
