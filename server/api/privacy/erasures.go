package privacy

import (
	"context"

	"sovite.fi/sovite/marketplace/privacy"
	"sovite.fi/sovite/server/api"
	"sovite.fi/sovite/server/web"
)

// Erasure is what was asked for, and how it stands.
type Erasure struct {
	Subject  string `json:"subject" doc:"The client or the person; also the id of the erasure"`
	Whose    string `json:"whose,omitempty" doc:"client or person"`
	State    string `json:"state" doc:"none, asked, taken_back, refused, decided (is being carried out) or done"`
	ByStaff  bool   `json:"by_staff,omitempty" doc:"Asked by the coach on the client's behalf"`
	Asked    string `json:"asked,omitempty"`
	AnswerBy string `json:"answer_by,omitempty" doc:"The last day to answer"`
	Reason   string `json:"reason,omitempty" doc:"Of a no: still_running, law_requires, not_sure_who or talked_over"`
	Decided  string `json:"decided,omitempty"`
	Finished string `json:"finished,omitempty"`
}

func shown(e privacy.Erasure) Erasure {
	out := Erasure{
		Subject: string(e.Subject), Whose: string(e.Whose), State: string(e.State), ByStaff: e.ByStaff, Asked: e.Asked.String(), AnswerBy: string(e.AnswerBy),
		Reason: string(e.Reason), Decided: e.Decided.String(), Finished: e.Finished.String(),
	}
	if e.State == "" {
		out.State = "none"
	}
	return out
}

func answer(e privacy.Entry, err error) (*api.Answer[Erasure], error) {
	return api.Reply(shown(e.Value), err)
}

// MyErasure reads how the client's own erasure stands.
func (h Handlers) MyErasure(ctx context.Context, _ *api.Nothing) (*api.Answer[Erasure], error) {
	e, err := h.Erasures.Mine(ctx, web.ActorFrom(ctx))
	return api.Reply(shown(e), err)
}

// AskMine asks for the client's own data to be erased.
func (h Handlers) AskMine(ctx context.Context, _ *api.Nothing) (*api.Answer[Erasure], error) {
	return answer(h.Erasures.AskMine(ctx, web.ActorFrom(ctx)))
}

// TakeBack takes the client's own request back.
func (h Handlers) TakeBack(ctx context.Context, _ *api.Nothing) (*api.Answer[Erasure], error) {
	return answer(h.Erasures.TakeBack(ctx, web.ActorFrom(ctx)))
}

// ErasureEffect is how many documents of one sort would change, and how.
type ErasureEffect struct {
	Part  string `json:"part" doc:"As in an extract"`
	Fate  string `json:"fate" doc:"removed, reduced or kept"`
	Why   string `json:"why,omitempty" doc:"Why something stays: books, trace, deal, proof, marker or counting"`
	Count int    `json:"count"`
}

// ErasurePreview is what an erasure would do.
type ErasurePreview struct {
	Erasure   Erasure         `json:"erasure"`
	Code      string          `json:"code" doc:"The client's pseudonym"`
	Effects   []ErasureEffect `json:"effects"`
	Obstacles []string        `json:"obstacles" doc:"What stands in the way: working or in_crew"`
}

// Preview says what erasing a client would do.
func (h Handlers) Preview(ctx context.Context, in *api.ByID) (*api.Answer[ErasurePreview], error) {
	p, err := h.Erasures.Preview(ctx, web.ActorFrom(ctx), in.ID)
	return api.Reply(ErasurePreview{
		Erasure: shown(p.Erasure), Code: p.Code,
		Effects: api.Each(p.Effects, func(e privacy.Effect) ErasureEffect {
			return ErasureEffect{e.Part, string(e.Fate), string(e.Why), e.Count}
		}),
		Obstacles: api.Each(p.Obstacles, func(o privacy.Obstacle) string { return string(o) }),
	}, err)
}

// Ask asks on a client's behalf.
func (h Handlers) Ask(ctx context.Context, in *api.ByID) (*api.Answer[Erasure], error) {
	return answer(h.Erasures.AskFor(ctx, web.ActorFrom(ctx), in.ID))
}

// Decide says yes; it cannot be undone.
func (h Handlers) Decide(ctx context.Context, in *api.ByID) (*api.Answer[Erasure], error) {
	return answer(h.Erasures.Decide(ctx, web.ActorFrom(ctx), in.ID))
}

// ErasureRefusalInput says no, and why.
type ErasureRefusalInput struct {
	api.ByID
	Body struct {
		Reason string `json:"reason" enum:"still_running,law_requires,not_sure_who,talked_over"`
	}
}

// Refuse says no.
func (h Handlers) Refuse(ctx context.Context, in *ErasureRefusalInput) (*api.Answer[Erasure], error) {
	return answer(h.Erasures.Refuse(ctx, web.ActorFrom(ctx), in.ID, privacy.Reason(in.Body.Reason)))
}

// ErasureListInput asks for a page of what has to be decided.
type ErasureListInput struct{ api.Paging }

// Waiting lists what an owner has to decide.
func (h Handlers) Waiting(ctx context.Context, in *ErasureListInput) (*api.Page[Erasure], error) {
	list, err := h.Erasures.Waiting(ctx, web.ActorFrom(ctx), in.Page())
	if err != nil {
		return nil, err
	}
	return api.Paged(&in.Paging, list, shown), nil
}
