package introductions

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/introduction"
	"sovite.fi/sovite/marketplace/notify/notice"
	"sovite.fi/sovite/server/api"
	"sovite.fi/sovite/server/web"
)

// Handlers serve introductions.
type Handlers struct {
	Service *introduction.Service
	Notices *notice.Service
}

// Introduction is a client put forward for a task, for the coach.
type Introduction struct {
	ID        string             `json:"id"`
	Client    string             `json:"client"`
	Employer  string             `json:"employer" doc:"Id of the organisation"`
	Task      string             `json:"task"`
	Title     string             `json:"title" doc:"Of the task when it was sent"`
	Consent   string             `json:"consent"`
	Sent      string             `json:"sent"`
	State     string             `json:"state" doc:"sent, seen, proposed, meeting, trial or offered; agreed, refused, withdrawn or closed_unanswered at the end"`
	Owner     string             `json:"owner,omitempty" doc:"Who has to act next: employer or coach"`
	Due       string             `json:"due,omitempty" doc:"The last day to do so; then it is closed as unanswered"`
	From      string             `json:"from,omitempty" doc:"First day of trying the work"`
	Day       string             `json:"day,omitempty" doc:"The day to meet, or the last day of trying the work"`
	Reason    string             `json:"reason,omitempty" doc:"Why the employer said no"`
	Note      string             `json:"note,omitempty" doc:"The employer's words with the no, for the coach alone"`
	Shareable bool               `json:"shareable" doc:"Whether the client reads the reason"`
	Silent    string             `json:"silent,omitempty" doc:"Who did not act in time"`
	EndedBy   string             `json:"ended_by,omitempty" doc:"Whose doing a withdrawal was: coach, client or program (the consent ran out)"`
	Ended     string             `json:"ended,omitempty"`
	History   []IntroductionMove `json:"history" doc:"Oldest first"`
}

// IntroductionMove is one thing that happened.
type IntroductionMove struct {
	Event string `json:"event"`
	State string `json:"state" doc:"Afterwards"`
	By    string `json:"by"`
	Day   string `json:"day,omitempty"`
	At    string `json:"at"`
}

func move(m introduction.Move) IntroductionMove {
	return IntroductionMove{Event: string(m.Event), State: string(m.State), By: string(m.By), Day: string(m.Day), At: m.At.String()}
}

func shown(i introduction.Introduction) Introduction {
	return Introduction{
		ID: string(i.ID), Client: string(i.Client), Employer: string(i.Employer), Task: string(i.Task), Title: i.Title, Consent: string(i.Consent),
		Sent: i.Sent.String(), State: string(i.State), Owner: string(i.Owner), Due: string(i.Due), From: string(i.From), Day: string(i.Day),
		Reason: string(i.Refusal.Reason), Note: i.Refusal.Note, Shareable: i.Refusal.Reason.Shareable(), Silent: string(i.Silent),
		EndedBy: string(i.EndedBy), Ended: i.Ended.String(), History: api.Each(i.History, move),
	}
}

func answer(i introduction.Introduction, err error) (*api.Answer[Introduction], error) {
	return api.Reply(shown(i), err)
}

// ListInput asks for the open introductions, or for the ended ones.
type ListInput struct {
	api.Paging
	Ended bool `query:"ended" doc:"The ended ones instead of the open ones"`
}

// Mine lists the introductions of the caller's own clients.
func (h Handlers) Mine(ctx context.Context, in *ListInput) (*api.Page[Introduction], error) {
	list, err := h.Service.Mine(ctx, web.ActorFrom(ctx), !in.Ended, in.Page())
	if err != nil {
		return nil, err
	}
	return api.Paged(&in.Paging, list, shown), nil
}

// SendInput names the consent under which a client is put forward.
type SendInput struct {
	Body struct {
		Consent marketplace.ID `json:"consent" maxLength:"64" doc:"Given by the client for an introduction to this employer for one task"`
	}
}

// Send puts a client forward.
func (h Handlers) Send(ctx context.Context, in *SendInput) (*api.Answer[Introduction], error) {
	return answer(h.Service.Send(ctx, web.ActorFrom(ctx), in.Body.Consent))
}

// Of reads one introduction.
func (h Handlers) Of(ctx context.Context, in *api.ByID) (*api.Answer[Introduction], error) {
	return answer(h.Service.Of(ctx, web.ActorFrom(ctx), in.ID))
}

// DayInput is a day.
type DayInput struct {
	ID   marketplace.ID `path:"id" maxLength:"64"`
	Body struct {
		Day marketplace.Date `json:"day" doc:"2026-11-23, not after the last day of the consent"`
	}
}

// Confirm writes down the day to meet.
func (h Handlers) Confirm(ctx context.Context, in *DayInput) (*api.Answer[Introduction], error) {
	return answer(h.Service.Confirm(ctx, web.ActorFrom(ctx), in.ID, in.Body.Day))
}

// TrialInput is the days on which the work is tried.
type TrialInput struct {
	ID   marketplace.ID `path:"id" maxLength:"64"`
	Body struct {
		From marketplace.Date `json:"from"`
		To   marketplace.Date `json:"to" doc:"Not after the last day of the consent"`
	}
}

// Try writes down the days on which the work is tried.
func (h Handlers) Try(ctx context.Context, in *TrialInput) (*api.Answer[Introduction], error) {
	return answer(h.Service.Try(ctx, web.ActorFrom(ctx), in.ID, in.Body.From, in.Body.To))
}

// Agree says that the client takes up the offer.
func (h Handlers) Agree(ctx context.Context, in *api.ByID) (*api.Answer[Introduction], error) {
	return answer(h.Service.Agree(ctx, web.ActorFrom(ctx), in.ID))
}

// Withdraw takes an introduction back.
func (h Handlers) Withdraw(ctx context.Context, in *api.ByID) (*api.Answer[Introduction], error) {
	return answer(h.Service.Withdraw(ctx, web.ActorFrom(ctx), in.ID))
}

// Letters is how often somebody gets letters.
type Letters struct {
	How string `json:"how" doc:"daily (one letter with everything that is new), at_once or none"`
}

// Letters reads how often the caller gets letters.
func (h Handlers) Letters(ctx context.Context, _ *api.Nothing) (*api.Answer[Letters], error) {
	how, err := h.Notices.How(ctx, web.ActorFrom(ctx))
	return api.Reply(Letters{How: string(how)}, err)
}

// LettersInput chooses how often somebody gets letters.
type LettersInput struct{ Body Letters }

// ChooseLetters chooses how often the caller gets letters.
func (h Handlers) ChooseLetters(ctx context.Context, in *LettersInput) (*api.Answer[Letters], error) {
	return api.Reply(in.Body, h.Notices.Choose(ctx, web.ActorFrom(ctx), notice.How(in.Body.How)))
}
