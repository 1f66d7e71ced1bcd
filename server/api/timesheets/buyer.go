package timesheets

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/timesheet"
	"sovite.fi/sovite/marketplace/timesheet/line"
	"sovite.fi/sovite/server/api"
	"sovite.fi/sovite/server/web"
)

// ApprovalListInput asks for what waits, or for everything.
type ApprovalListInput struct {
	api.Paging
	All bool `query:"all" doc:"Also what does not wait, newest first"`
}

// Approvals lists the buyer's timesheets.
func (h Handlers) Approvals(ctx context.Context, in *ApprovalListInput) (*api.Page[Timesheet], error) {
	find := h.Service.Waiting
	if in.All {
		find = h.Service.Bought
	}
	list, err := find(ctx, web.ActorFrom(ctx), in.Page())
	if err != nil {
		return nil, err
	}
	return api.Paged(&in.Paging, list, shown), nil
}

// Open reads one of the buyer's timesheets; its lines count as seen.
func (h Handlers) Open(ctx context.Context, in *api.ByID) (*api.Answer[Timesheet], error) {
	return answer(h.Service.Open(ctx, web.ActorFrom(ctx), in.ID))
}

// Approve approves lines.
func (h Handlers) Approve(ctx context.Context, in *TimesheetLines) (*api.Answer[TimesheetResult], error) {
	return result(h.Service.Approve(ctx, web.ActorFrom(ctx), in.ID, seen(in.Body.Lines)))
}

// Undo takes approvals back.
func (h Handlers) Undo(ctx context.Context, in *TimesheetLines) (*api.Answer[TimesheetResult], error) {
	return result(h.Service.Undo(ctx, web.ActorFrom(ctx), in.ID, seen(in.Body.Lines)))
}

// TimesheetObjection is why a line is not approved.
type TimesheetObjection struct {
	Reason line.Reason `json:"reason" doc:"hours, not_done, quality, price, not_ordered or other"`
	Note   string      `json:"note,omitempty"`
}

func (o TimesheetObjection) value() line.Objection {
	return line.Objection{Reason: o.Reason, Note: o.Note}
}

// TimesheetDispute says no to one line.
type TimesheetDispute struct {
	ByTimesheetLine
	Body struct {
		Version int `json:"version"`
		TimesheetObjection
	}
}

// Dispute says no to one line.
func (h Handlers) Dispute(ctx context.Context, in *TimesheetDispute) (*api.Answer[TimesheetResult], error) {
	s := line.Seen{Line: in.Line, Version: in.Body.Version}
	return result(h.Service.Dispute(ctx, web.ActorFrom(ctx), in.ID, s, in.Body.value()))
}

// NewTimesheetLink is whom a link is for.
type NewTimesheetLink struct {
	api.ByID
	api.Once
	Body struct {
		Name  string `json:"name"`
		Email string `json:"email" maxLength:"254"`
		Lang  string `json:"lang,omitempty" maxLength:"2" doc:"fi, sv or en; that of the request when left out"`
	}
}

// SendLink sends a link to a named person without an account.
func (h Handlers) SendLink(ctx context.Context, in *NewTimesheetLink) (*api.Answer[Timesheet], error) {
	if in.Key == "" {
		return nil, marketplace.InvalidFields([]marketplace.FieldError{marketplace.Field("Idempotency-Key", "field.required")})
	}
	g := timesheet.Guest{Name: in.Body.Name, Email: in.Body.Email, Lang: in.Body.Lang}
	if g.Lang == "" {
		g.Lang = web.LangFrom(ctx)
	}
	return answer(h.Service.SendLink(ctx, web.ActorFrom(ctx), in.ID, timesheet.LinkIDOf(in.ID, in.Key), g))
}

// ByTimesheetLink is a request about one link.
type ByTimesheetLink struct {
	api.ByID
	Link marketplace.ID `path:"link" maxLength:"64"`
}

// RevokeLink takes a link back.
func (h Handlers) RevokeLink(ctx context.Context, in *ByTimesheetLink) (*api.Answer[Timesheet], error) {
	return answer(h.Service.RevokeLink(ctx, web.ActorFrom(ctx), in.ID, in.Link))
}

// ApprovalAlternate is who approves for whom in a period.
type ApprovalAlternate struct {
	Person marketplace.ID   `json:"person" maxLength:"64"`
	For    marketplace.ID   `json:"for" maxLength:"64"`
	From   marketplace.Date `json:"from"`
	To     marketplace.Date `json:"to" doc:"The last day"`
}

// ApprovalAlternates are who approves for whom.
type ApprovalAlternates struct {
	Alternates []ApprovalAlternate `json:"alternates" maxItems:"50"`
}

// AlternatesAnswer is who approves for whom, with the revision.
type AlternatesAnswer struct {
	ETag string `header:"ETag"`
	Body ApprovalAlternates
}

func alternates(e store.Entry[timesheet.Alternates], err error) (*AlternatesAnswer, error) {
	if err != nil {
		return nil, err
	}
	list := api.Each(e.Value.List, func(a timesheet.Alternate) ApprovalAlternate { return ApprovalAlternate(a) })
	return &AlternatesAnswer{ETag: api.ETag(e.Rev), Body: ApprovalAlternates{list}}, nil
}

// Alternates reads who approves for whom.
func (h Handlers) Alternates(ctx context.Context, _ *api.Nothing) (*AlternatesAnswer, error) {
	return alternates(h.Service.Alternates(ctx, web.ActorFrom(ctx)))
}

// AlternatesUpdate names who approves for whom.
type AlternatesUpdate struct {
	api.IfMatch
	Body ApprovalAlternates
}

// SetAlternates names who approves for whom.
func (h Handlers) SetAlternates(ctx context.Context, in *AlternatesUpdate) (*AlternatesAnswer, error) {
	rev, err := in.Revision()
	if err != nil {
		return nil, err
	}
	list := api.Each(in.Body.Alternates, func(a ApprovalAlternate) timesheet.Alternate { return timesheet.Alternate(a) })
	return alternates(h.Service.SetAlternates(ctx, web.ActorFrom(ctx), rev, list))
}
