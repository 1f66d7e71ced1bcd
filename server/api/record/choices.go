package record

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/choice"
	"sovite.fi/sovite/server/api"
	"sovite.fi/sovite/server/web"
)

// Choices serves what coaches choose about tasks for their clients. Nothing of it reaches an employer.
type Choices struct{ Service *choice.Service }

// ChoiceMade is one choice as it was made, with the verdict that stood then.
type ChoiceMade struct {
	State    string  `json:"state" doc:"open, kept (to talk about with the client) or dismissed (put aside)"`
	Reason   string  `json:"reason,omitempty"`
	Note     string  `json:"note,omitempty" doc:"Left out for auditors"`
	Overrode bool    `json:"overrode" doc:"Kept although the task is left out or information is missing; the verdict stands as it is"`
	Ranking  string  `json:"ranking,omitempty" doc:"The ranking on which it was made"`
	Group    string  `json:"group,omitempty" doc:"Of the verdict then: fits_now, fits_if, missing or left_out"`
	Score    float64 `json:"score" doc:"Of the verdict then, 0 to 100"`
	Profile  int     `json:"profile,omitempty" doc:"Number of the profile's version that was judged"`
	Rules    string  `json:"rules,omitempty" doc:"Version of the rules that judged"`
	Version  string  `json:"version,omitempty" doc:"Of the program"`
	By       string  `json:"by,omitempty"`
	At       string  `json:"at,omitempty"`
}

func choiceMade(m choice.Made) ChoiceMade {
	return ChoiceMade{
		State: string(m.State), Reason: string(m.Reason), Note: m.Note, Overrode: m.Overrode, Ranking: string(m.Ranking), Group: m.Group,
		Score: m.Score, Profile: m.Profile, Rules: m.Rules, Version: m.Version, By: string(m.By), At: m.At.String(),
	}
}

// CoachChoice is what was chosen about one task for one client.
type CoachChoice struct {
	Client   string `json:"client"`
	Task     string `json:"task"`
	Title    string `json:"title" doc:"Of the task when it was chosen about"`
	Revision int64  `json:"revision" doc:"The ETag; 0 when nobody has chosen yet"`
	ChoiceMade
	Earlier []ChoiceMade `json:"earlier" doc:"Oldest first"`
	Dropped int          `json:"dropped" doc:"How many older ones are only in the audit record"`
}

func choiceShown(e choice.Entry) CoachChoice {
	c := e.Value
	return CoachChoice{
		Client: string(c.Client), Task: string(c.Task), Title: c.Title, Revision: e.Rev, ChoiceMade: choiceMade(c.Made),
		Earlier: each(c.Earlier, choiceMade), Dropped: c.Dropped,
	}
}

// ChoiceAnswer is a choice with its revision.
type ChoiceAnswer struct {
	ETag string `header:"ETag" doc:"The revision; give it in If-Match to choose again"`
	Body CoachChoice
}

func choiceAnswer(e choice.Entry, err error) (*ChoiceAnswer, error) {
	if err != nil {
		return nil, err
	}
	return &ChoiceAnswer{ETag: api.ETag(e.Rev), Body: choiceShown(e)}, nil
}

// Get reads what was chosen about a task for a client.
func (h Choices) Get(ctx context.Context, in *api.MatchInput) (*ChoiceAnswer, error) {
	return choiceAnswer(h.Service.Get(ctx, web.ActorFrom(ctx), in.ID, in.Task))
}

// ChoiceInput is what a coach chooses.
type ChoiceInput struct {
	api.MatchInput
	api.IfMatch
	Body struct {
		State   string         `json:"state" doc:"kept or dismissed"`
		Reason  string         `json:"reason,omitempty" doc:"To dismiss: too_far_in_practice, client_not_interested, tried_before, employer_known_unsuitable, work_not_suitable_now, wrong_about_profile, wrong_about_task or other. To keep: client_wants_to_talk, employer_may_adapt, will_be_asked, wrong_about_profile, wrong_about_task or other; needed only when the task is left out or information is missing"`
		Note    string         `json:"note,omitempty" doc:"At most 200 characters, never about health; needed with other"`
		Ranking marketplace.ID `json:"ranking,omitempty" maxLength:"64" doc:"The ranking that showed the task"`
	}
}

// Choose keeps or dismisses a task over the revision in If-Match ("0" for the first choice).
func (h Choices) Choose(ctx context.Context, in *ChoiceInput) (*ChoiceAnswer, error) {
	rev, err := in.Revision()
	if err != nil {
		return nil, err
	}
	wish := choice.Wish{
		State: choice.State(in.Body.State), Reason: choice.Reason(in.Body.Reason), Note: in.Body.Note, Ranking: in.Body.Ranking,
	}
	return choiceAnswer(h.Service.Choose(ctx, web.ActorFrom(ctx), in.ID, in.Task, rev, wish))
}

// ReopenInput names a choice to take back.
type ReopenInput struct {
	api.MatchInput
	api.IfMatch
}

// Reopen takes a choice back over the revision in If-Match. What was chosen before stays among the earlier ones.
func (h Choices) Reopen(ctx context.Context, in *ReopenInput) (*ChoiceAnswer, error) {
	rev, err := in.Revision()
	if err != nil {
		return nil, err
	}
	return choiceAnswer(h.Service.Reopen(ctx, web.ActorFrom(ctx), in.ID, in.Task, rev))
}

// ChoicesInput asks for the choices for a client.
type ChoicesInput struct {
	ID marketplace.ID `path:"id" maxLength:"64"`
	api.Paging
	State string `query:"state" enum:"open,kept,dismissed"`
}

// List lists the choices for a client, newest first.
func (h Choices) List(ctx context.Context, in *ChoicesInput) (*api.Page[CoachChoice], error) {
	list, err := h.Service.List(ctx, web.ActorFrom(ctx), in.ID, choice.State(in.State), in.Page())
	if err != nil {
		return nil, err
	}
	return api.Paged(&in.Paging, list, choiceShown), nil
}

// TaskChoicesInput asks for the choices about a task.
type TaskChoicesInput struct {
	ID marketplace.ID `path:"id" maxLength:"64"`
	api.Paging
}

// OfTask lists what was chosen about a task within the caller's organisation, without the notes.
func (h Choices) OfTask(ctx context.Context, in *TaskChoicesInput) (*api.Page[CoachChoice], error) {
	list, err := h.Service.OfTask(ctx, web.ActorFrom(ctx), in.ID, in.Page())
	if err != nil {
		return nil, err
	}
	return api.Paged(&in.Paging, list, choiceShown), nil
}
