package reached

import (
	"context"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/marketplace/reach"
	"sovite.fi/sovite/marketplace/rule"
	"sovite.fi/sovite/matching"
	"sovite.fi/sovite/server/api"
	"sovite.fi/sovite/server/web"
)

// Handlers serve how many could do a task.
type Handlers struct {
	Service *reach.Service
	Bundle  *i18n.Bundle
	Rules   *rule.Book
	Clock   marketplace.Clock
}

// Reach is how many could do one's own task. Every number is coarse and means at least so many; 0 tells nothing.
type Reach struct {
	State   string       `json:"state" doc:"told; too_few: too few people live within reach to tell anything; not_counted: not on the board when figures were last made"`
	Made    string       `json:"made,omitempty" doc:"When the figures were made; at most once a day"`
	Changed bool         `json:"changed" doc:"The task was changed since"`
	FitsNow int          `json:"fits_now"`
	FitsIf  int          `json:"fits_if"`
	Missing int          `json:"missing" doc:"Something has to be asked first"`
	Texts   []string     `json:"texts" doc:"The three numbers in the caller's language"`
	More    []ReachMore  `json:"more" doc:"Changes that would open the task to more people, best first"`
	Limits  []ReachLimit `json:"limits" doc:"What alone leaves people out and could be talked about"`
}

// ReachMore is one change with how many more could do the task.
type ReachMore struct {
	Adaptation string    `json:"adaptation" doc:"Key of the catalogue, or ease_demand"`
	Dimension  string    `json:"dimension,omitempty" doc:"Of a demand to ease"`
	People     int       `json:"people"`
	Text       string    `json:"text" doc:"In the caller's language"`
	Kind       api.Term  `json:"kind"`
	Cost       api.Term  `json:"cost"`
	Aids       []api.Aid `json:"aids" doc:"Public aid that may pay"`
}

// ReachLimit is one hard limit that alone leaves people out.
type ReachLimit struct {
	Limit  string   `json:"limit" doc:"shift, weekday, hours or day_length"`
	Values []string `json:"values" doc:"Which shifts or days"`
	People int      `json:"people"`
	Text   string   `json:"text" doc:"In the caller's language"`
}

// Read reads the figures of one of the caller's own tasks.
func (h Handlers) Read(ctx context.Context, in *api.ByID) (*api.Answer[Reach], error) {
	r, err := h.Service.Of(ctx, web.ActorFrom(ctx), in.ID)
	if err != nil {
		return nil, err
	}
	lang, today := h.Bundle.In(i18n.Voice(web.LangFrom(ctx))), marketplace.DateOf(h.Clock(), time.UTC)
	f := r.Figures
	out := Reach{
		State: string(r.State), Made: f.Made.String(), Changed: r.Changed, FitsNow: f.Now, FitsIf: f.If, Missing: f.Missing,
		Texts: append([]string{}, f.Counts(lang)...), More: []ReachMore{}, Limits: []ReachLimit{},
	}
	for _, m := range f.More {
		c := api.ChangeIn(lang, h.Rules, today, matching.Change{Adaptation: m.Adaptation, Closes: []matching.Dimension{m.Dimension}})
		out.More = append(out.More, ReachMore{
			Adaptation: m.Adaptation, Dimension: string(m.Dimension), People: m.People, Text: m.Say(lang),
			Kind: c.Kind, Cost: c.Cost, Aids: c.Aids,
		})
	}
	for _, a := range f.Alone {
		out.Limits = append(out.Limits, ReachLimit{Limit: a.Limit, Values: append([]string{}, a.Values...), People: a.People, Text: a.Say(lang)})
	}
	return &api.Answer[Reach]{Body: out}, nil
}
