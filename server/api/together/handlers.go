package together

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/marketplace/profile"
	"sovite.fi/sovite/marketplace/profile/evidence"
	"sovite.fi/sovite/marketplace/profile/starter"
	"sovite.fi/sovite/server/api"
	"sovite.fi/sovite/server/web"
)

// Handlers serve what a coach and a client fill in together, and what the client says alone.
type Handlers struct {
	Starters *starter.Service
	Profiles *profile.Service
	Bundle   *i18n.Bundle
}

// purpose is why own answers are read over this interface; it stands in the record of reads.
const purpose = "api"

// StarterQuestion is one question of the starter in the caller's language.
type StarterQuestion struct {
	Key   string   `json:"key"`
	Text  string   `json:"text"`
	Hint  string   `json:"hint"`
	Items []string `json:"items" doc:"Of the profile, such as liked or abilities.lifting"`
}

// Questions lists the questions of the starter.
func (h Handlers) Questions(ctx context.Context, _ *api.Nothing) (*api.Answer[[]StarterQuestion], error) {
	lang := h.Bundle.In(i18n.Voice(web.LangFrom(ctx)))
	return api.Reply(api.Each(starter.Questions(), func(q starter.Question) StarterQuestion {
		return StarterQuestion{Key: q.Key, Text: lang.T("starter." + q.Key), Hint: lang.T("starter." + q.Key + ".hint"), Items: q.Items}
	}), nil)
}

// Starter is what was answered together so far, with what stands beside it.
type Starter struct {
	Client   string             `json:"client"`
	Revision int64              `json:"revision" doc:"The ETag; 0 before the first answer and after the last was saved"`
	Content  api.ProfileContent `json:"content" doc:"The answers, and nothing else"`
	Skipped  []string           `json:"skipped" doc:"Keys of questions that were skipped: not asked"`
	Next     string             `json:"next" doc:"Key of the first question that is still open; empty when there is none"`
	Own      api.ProfileContent `json:"own" doc:"What the client said alone"`
	Profile  int                `json:"profile" doc:"Number of the newest version of the profile; give it in If-Match to finish"`
}

// StarterAnswer is a starter with its revision.
type StarterAnswer struct {
	ETag string `header:"ETag" doc:"The revision; give it in If-Match with the next answer"`
	Body Starter
}

func starterAnswer(w starter.Work, err error) (*StarterAnswer, error) {
	if err != nil {
		return nil, err
	}
	return &StarterAnswer{ETag: api.ETag(w.Rev), Body: Starter{
		Client: string(w.Sheet.Client), Revision: w.Rev, Content: api.ContentOf(w.Sheet.Content), Skipped: append([]string{}, w.Sheet.Skipped...), Next: w.Sheet.Next(),
		Own: api.ContentOf(w.Own.Content), Profile: w.Now.Number,
	}}, nil
}

// Starter reads what was answered so far.
func (h Handlers) Starter(ctx context.Context, in *api.ByID) (*StarterAnswer, error) {
	return starterAnswer(h.Starters.Get(ctx, web.ActorFrom(ctx), in.ID))
}

// QuestionInput names a question of a client's starter.
type QuestionInput struct {
	ID       marketplace.ID `path:"id" maxLength:"64"`
	Question string         `path:"question" maxLength:"40"`
	api.IfMatch
}

// AnswerInput is an answer to a question.
type AnswerInput struct {
	QuestionInput
	Body struct {
		Content api.ProfileContent `json:"content,omitzero" doc:"Only the items of the question count; none of them skips it"`
	}
}

// Answer keeps the answer to a question over the revision in If-Match ("0" for the first).
func (h Handlers) Answer(ctx context.Context, in *AnswerInput) (*StarterAnswer, error) {
	rev, err := in.Revision()
	if err != nil {
		return nil, err
	}
	said, err := in.Body.Content.Value()
	if err != nil {
		return nil, err
	}
	return starterAnswer(h.Starters.Answer(ctx, web.ActorFrom(ctx), in.ID, rev, in.Question, said))
}

// Take takes the client's own answer to a question over.
func (h Handlers) Take(ctx context.Context, in *QuestionInput) (*StarterAnswer, error) {
	rev, err := in.Revision()
	if err != nil {
		return nil, err
	}
	return starterAnswer(h.Starters.Take(ctx, web.ActorFrom(ctx), in.ID, rev, in.Question))
}

// OverVersion names a client and the version of the profile that the caller saw.
type OverVersion struct {
	ID marketplace.ID `path:"id" maxLength:"64"`
	api.IfMatch
}

// Finish saves the answers as one version over the one in If-Match.
func (h Handlers) Finish(ctx context.Context, in *OverVersion) (*api.ProfileAnswer, error) {
	base, err := in.Revision()
	if err != nil {
		return nil, err
	}
	return api.AnswerOf(h.Starters.Finish(ctx, web.ActorFrom(ctx), in.ID, int(base)))
}

// ConfirmInput says when a profile was gone through together and who was there.
type ConfirmInput struct {
	OverVersion
	Body struct {
		On      marketplace.Date `json:"on" doc:"2026-11-23; not in the future"`
		Present []string         `json:"present" maxItems:"10" doc:"client (always), support_person, guardian, interpreter, other"`
	}
}

// Confirm stamps the version in If-Match as gone through together.
func (h Handlers) Confirm(ctx context.Context, in *ConfirmInput) (*api.ProfileAnswer, error) {
	base, err := in.Revision()
	if err != nil {
		return nil, err
	}
	return api.AnswerOf(h.Profiles.Confirm(ctx, web.ActorFrom(ctx), in.ID, int(base), in.Body.On, in.Body.Present))
}

// EvidenceInput is what somebody said, saw or tried.
type EvidenceInput struct {
	ID   marketplace.ID `path:"id" maxLength:"64"`
	Body struct {
		About  string           `json:"about" doc:"abilities.<dimension>, support, adaptations or availability.stamina"`
		By     string           `json:"by" doc:"client, coach, workplace or test"`
		Kind   string           `json:"kind" doc:"said, seen (at work) or tried"`
		On     marketplace.Date `json:"on"`
		Note   string           `json:"note,omitempty" doc:"In work terms, at most 300 characters"`
		Source string           `json:"source,omitempty" doc:"The record it is from, by id; the same source about the same thing is added once"`
	}
}

// AddEvidence adds evidence to the newest version; no ability and no need changes by it.
func (h Handlers) AddEvidence(ctx context.Context, in *EvidenceInput) (*api.ProfileAnswer, error) {
	b := in.Body
	item := evidence.Item{About: b.About, By: b.By, Kind: b.Kind, On: b.On, Note: b.Note, Source: b.Source}
	return api.AnswerOf(h.Profiles.AddEvidence(ctx, web.ActorFrom(ctx), in.ID, item))
}

// StrikeInput names one evidence.
type StrikeInput struct {
	ID       marketplace.ID `path:"id" maxLength:"64"`
	Evidence marketplace.ID `path:"evidence" maxLength:"64"`
}

// StrikeEvidence takes evidence back: its words are gone from the newest version on.
func (h Handlers) StrikeEvidence(ctx context.Context, in *StrikeInput) (*api.ProfileAnswer, error) {
	return api.AnswerOf(h.Profiles.StrikeEvidence(ctx, web.ActorFrom(ctx), in.ID, in.Evidence))
}
