package outcomes

import (
	"context"
	"strconv"

	"sovite.fi/sovite/marketplace/outcome"
	"sovite.fi/sovite/server/api"
	"sovite.fi/sovite/server/web"
)

// Criterion is one thing that a good service does.
type Criterion struct {
	Number  int              `json:"number" doc:"In the fidelity scale IPS-25"`
	Chapter string           `json:"chapter" doc:"staffing, organisation or services"`
	Name    string           `json:"name" doc:"In our own words"`
	Counted string           `json:"counted,omitempty" doc:"The metric that counts it; such a criterion is not rated"`
	Rating  *CriterionRating `json:"rating,omitempty" doc:"The newest; left out when nobody has rated it"`
}

// CriterionRating is what somebody of the provider thinks of a criterion.
type CriterionRating struct {
	Level int    `json:"level" doc:"1 to 5"`
	Note  string `json:"note,omitempty"`
	On    string `json:"on"`
	By    string `json:"by"`
}

func rating(r outcome.Rating) CriterionRating {
	return CriterionRating{r.Level, r.Note, string(r.On), string(r.By)}
}

// Fidelity lists the criteria with the newest rating of each.
func (h Outcomes) Fidelity(ctx context.Context, _ *api.Nothing) (*api.Answer[[]Criterion], error) {
	ratings, err := h.Service.Ratings(ctx, web.ActorFrom(ctx))
	lang := h.lang(ctx)
	return api.Reply(api.Each(outcome.Criteria(), func(c outcome.Criterion) Criterion {
		out := Criterion{Number: c.Number, Chapter: c.Chapter, Name: lang.T("outcome.criterion." + strconv.Itoa(c.Number)), Counted: string(c.Counted)}
		if r, ok := ratings[c.Number]; ok {
			shown := rating(r)
			out.Rating = &shown
		}
		return out
	}), err)
}

// RateInput rates a criterion.
type RateInput struct {
	Number int `path:"number"`
	Body   struct {
		Level int    `json:"level" doc:"1 to 5"`
		Note  string `json:"note,omitempty" doc:"At most 500 characters"`
	}
}

// Rate writes down what the caller thinks of a criterion, today.
func (h Outcomes) Rate(ctx context.Context, in *RateInput) (*api.Answer[CriterionRating], error) {
	r, err := h.Service.Rate(ctx, web.ActorFrom(ctx), in.Number, in.Body.Level, in.Body.Note)
	return api.Reply(rating(r), err)
}
