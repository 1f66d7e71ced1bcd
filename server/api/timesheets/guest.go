package timesheets

import (
	"context"

	"sovite.fi/sovite/marketplace/timesheet"
	"sovite.fi/sovite/server/api"
)

// GuestInput is a link; how often one caller tries is limited.
type GuestInput struct {
	api.Caller
	api.ByToken
}

// GuestTimesheet is a timesheet for somebody who came by a link.
type GuestTimesheet struct {
	Name      string    `json:"name" doc:"Who the link is for"`
	Timesheet Timesheet `json:"timesheet"`
}

// Look shows what there is to decide by a link.
func (h Handlers) Look(ctx context.Context, in *GuestInput) (*api.Answer[GuestTimesheet], error) {
	if err := h.Gate.AllowSignIn(ctx, in.From(), ""); err != nil {
		return nil, err
	}
	t, guest, err := h.Service.Look(ctx, in.Token)
	return api.Reply(GuestTimesheet{guest.Name, shown(t)}, err)
}

// GuestDispute is a no to one line.
type GuestDispute struct {
	TimesheetSeen
	TimesheetObjection
}

// GuestDecision decides about lines, once.
type GuestDecision struct {
	GuestInput
	Body struct {
		Approve []TimesheetSeen `json:"approve,omitempty" maxItems:"300"`
		Dispute []GuestDispute  `json:"dispute,omitempty" maxItems:"300"`
	}
}

// Decide decides by a link, which is used up then, unless lines changed meanwhile.
func (h Handlers) Decide(ctx context.Context, in *GuestDecision) (*api.Answer[TimesheetResult], error) {
	if err := h.Gate.AllowSignIn(ctx, in.From(), ""); err != nil {
		return nil, err
	}
	d := timesheet.Decision{Approve: seen(in.Body.Approve)}
	for _, x := range in.Body.Dispute {
		d.Dispute = append(d.Dispute, timesheet.DisputedLine{Seen: x.TimesheetSeen.value(), Objection: x.TimesheetObjection.value()})
	}
	return result(h.Service.Decide(ctx, in.Token, d))
}
