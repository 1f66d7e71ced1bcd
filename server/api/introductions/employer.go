package introductions

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/introduction"
	"sovite.fi/sovite/server/api"
	"sovite.fi/sovite/server/api/consents"
	"sovite.fi/sovite/server/web"
)

// Received is an introduction as the employer reads it.
type Received struct {
	ID     string `json:"id"`
	Task   string `json:"task"`
	Title  string `json:"title" doc:"Of the task when the introduction was sent"`
	Sent   string `json:"sent"`
	State  string `json:"state" doc:"sent, seen, proposed, meeting, trial or offered; agreed, refused or closed_unanswered at the end"`
	Owner  string `json:"owner,omitempty" doc:"Who has to act next: employer or coach"`
	Due    string `json:"due,omitempty" doc:"The last day to do so; then it is closed as unanswered"`
	From   string `json:"from,omitempty" doc:"First day of trying the work"`
	Day    string `json:"day,omitempty" doc:"The day to meet, or the last day of trying the work"`
	Reason string `json:"reason,omitempty" doc:"Of one's own no"`
	Note   string `json:"note,omitempty"`
	Silent string `json:"silent,omitempty" doc:"Who did not act in time"`
}

func received(i introduction.Introduction) Received {
	return Received{
		ID: string(i.ID), Task: string(i.Task), Title: i.Title, Sent: i.Sent.String(), State: string(i.State), Owner: string(i.Owner), Due: string(i.Due),
		From: string(i.From), Day: string(i.Day), Reason: string(i.Refusal.Reason), Note: i.Refusal.Note, Silent: string(i.Silent),
	}
}

func receivedAnswer(i introduction.Introduction, err error) (*api.Answer[Received], error) {
	return api.Reply(received(i), err)
}

// ReceivedCard is an introduction with the card, and the coach through whom the client is reached.
type ReceivedCard struct {
	Received
	Contact string         `json:"contact" doc:"The coach's name and address"`
	Card    *consents.Card `json:"card,omitempty" doc:"Left out when it ended without an agreement"`
}

// Inbox lists what the caller's organisation received. A page can be shorter than asked for.
func (h Handlers) Inbox(ctx context.Context, in *ListInput) (*api.Page[Received], error) {
	list, err := h.Service.Inbox(ctx, web.ActorFrom(ctx), !in.Ended, in.Page())
	if err != nil {
		return nil, err
	}
	return api.Paged(&in.Paging, list, received), nil
}

// Read reads one with its card.
func (h Handlers) Read(ctx context.Context, in *api.ByID) (*api.Answer[ReceivedCard], error) {
	r, err := h.Service.Read(ctx, web.ActorFrom(ctx), in.ID)
	if err != nil {
		return nil, err
	}
	out := ReceivedCard{Received: received(r.Introduction), Contact: r.Contact}
	if r.Card != nil {
		card := consents.ShownCard(*r.Card)
		out.Card = &card
	}
	return api.Reply(out, nil)
}

// Propose names a day on which the employer would like to meet.
func (h Handlers) Propose(ctx context.Context, in *DayInput) (*api.Answer[Received], error) {
	return receivedAnswer(h.Service.Propose(ctx, web.ActorFrom(ctx), in.ID, in.Body.Day))
}

// Offer says that the employer wants to go on.
func (h Handlers) Offer(ctx context.Context, in *api.ByID) (*api.Answer[Received], error) {
	return receivedAnswer(h.Service.Offer(ctx, web.ActorFrom(ctx), in.ID))
}

// RefusalInput is an employer's no.
type RefusalInput struct {
	ID   marketplace.ID `path:"id" maxLength:"64"`
	Body struct {
		Reason string `json:"reason" doc:"place_filled, task_gone, wrong_time, hours_differ, other_skills or no_time_to_help (the client reads these, too); other (needs a note) or not_said (for the coach alone)"`
		Note   string `json:"note,omitempty" doc:"For the coach alone; at most 300 characters, never about anybody's health"`
	}
}

// Refuse says no, and why.
func (h Handlers) Refuse(ctx context.Context, in *RefusalInput) (*api.Answer[Received], error) {
	return receivedAnswer(h.Service.Refuse(ctx, web.ActorFrom(ctx), in.ID, introduction.Refusal{Reason: introduction.Reason(in.Body.Reason), Note: in.Body.Note}))
}

// OwnIntroduction is an introduction as the client reads it.
type OwnIntroduction struct {
	ID       string    `json:"id"`
	Employer string    `json:"employer" doc:"Id of the organisation"`
	Task     string    `json:"task"`
	Title    string    `json:"title"`
	Consent  string    `json:"consent"`
	Sent     string    `json:"sent"`
	State    string    `json:"state"`
	Owner    string    `json:"owner,omitempty" doc:"Who has to act next: employer or coach"`
	Due      string    `json:"due,omitempty"`
	From     string    `json:"from,omitempty"`
	Day      string    `json:"day,omitempty"`
	Reason   string    `json:"reason,omitempty" doc:"Why the employer said no, if it may be shared"`
	Silent   string    `json:"silent,omitempty"`
	Messages []Message `json:"messages,omitempty" doc:"Those that are for the client, too"`
}

func own(i introduction.Introduction) OwnIntroduction {
	return OwnIntroduction{
		ID: string(i.ID), Employer: string(i.Employer), Task: string(i.Task), Title: i.Title, Consent: string(i.Consent), Sent: i.Sent.String(), State: string(i.State),
		Owner: string(i.Owner), Due: string(i.Due), From: string(i.From), Day: string(i.Day), Reason: string(i.Refusal.Reason), Silent: string(i.Silent),
	}
}

// OfMe lists where the client was put forward.
func (h Handlers) OfMe(ctx context.Context, in *api.Paging) (*api.Page[OwnIntroduction], error) {
	list, err := h.Service.OfMe(ctx, web.ActorFrom(ctx), in.Page())
	if err != nil {
		return nil, err
	}
	return api.Paged(in, list, own), nil
}

// My reads one of the client's own, with the messages for them.
func (h Handlers) My(ctx context.Context, in *api.ByID) (*api.Answer[OwnIntroduction], error) {
	actor := web.ActorFrom(ctx)
	i, err := h.Service.My(ctx, actor, in.ID)
	if err != nil {
		return nil, err
	}
	thread, err := h.Service.MyThread(ctx, actor, in.ID, marketplace.Page{Limit: marketplace.MaxLimit})
	out := own(i)
	out.Messages = api.Each(thread.Items, message)
	return api.Reply(out, err)
}

// TakeBack takes it back, with the consent.
func (h Handlers) TakeBack(ctx context.Context, in *api.ByID) (*api.Answer[OwnIntroduction], error) {
	i, err := h.Service.TakeBack(ctx, web.ActorFrom(ctx), in.ID)
	return api.Reply(own(i), err)
}
