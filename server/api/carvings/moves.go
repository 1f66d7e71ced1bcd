package carvings

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/server/api"
	"sovite.fi/sovite/server/web"
)

// FinishCarvingInput names the carving, at the revision that was seen.
type FinishCarvingInput struct {
	api.ByID
	api.IfMatch
}

// Finish makes a draft of a task out of each job. Doing it again changes nothing.
func (h Handlers) Finish(ctx context.Context, in *FinishCarvingInput) (*Answer, error) {
	rev, err := in.Revision()
	if err != nil {
		return nil, err
	}
	return answer(h.Service.Finish(ctx, web.ActorFrom(ctx), in.ID, rev))
}

// HelpInput names whom to ask.
type HelpInput struct {
	api.ByID
	Body struct {
		To marketplace.ID `json:"to" maxLength:"64" doc:"A coaching provider, or anybody"`
	}
}

// Ask asks coaches for help.
func (h Handlers) Ask(ctx context.Context, in *HelpInput) (*Answer, error) {
	return answer(h.Service.Ask(ctx, web.ActorFrom(ctx), in.ID, in.Body.To))
}

// Take takes up what an employer asks help for.
func (h Handlers) Take(ctx context.Context, in *api.ByID) (*Answer, error) {
	return answer(h.Service.Take(ctx, web.ActorFrom(ctx), in.ID))
}

// TakeBack ends a coach's help, or the question for it.
func (h Handlers) TakeBack(ctx context.Context, in *api.ByID) (*Answer, error) {
	return answer(h.Service.TakeBack(ctx, web.ActorFrom(ctx), in.ID))
}

// Offer shows the employer what a coach has prepared.
func (h Handlers) Offer(ctx context.Context, in *api.ByID) (*Answer, error) {
	return answer(h.Service.Offer(ctx, web.ActorFrom(ctx), in.ID))
}

// Withdraw takes back what a coach prepared or offered; nobody sees it any more.
func (h Handlers) Withdraw(ctx context.Context, in *api.ByID) (*api.Nothing, error) {
	_, err := h.Service.Withdraw(ctx, web.ActorFrom(ctx), in.ID)
	return api.Done(err)
}

// Accept makes the employer's own what a coach has offered.
func (h Handlers) Accept(ctx context.Context, in *api.ByID) (*Answer, error) {
	return answer(h.Service.Accept(ctx, web.ActorFrom(ctx), in.ID))
}

// Decline says no to what a coach has offered.
func (h Handlers) Decline(ctx context.Context, in *api.ByID) (*Answer, error) {
	return answer(h.Service.Decline(ctx, web.ActorFrom(ctx), in.ID))
}

// Abandon ends a carving without any task.
func (h Handlers) Abandon(ctx context.Context, in *api.ByID) (*Answer, error) {
	return answer(h.Service.Abandon(ctx, web.ActorFrom(ctx), in.ID))
}
