package reminders

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/payment/reminder"
	"sovite.fi/sovite/server/api"
	"sovite.fi/sovite/server/web"
)

// Handlers serves reminders.
type Handlers struct{ Service *reminder.Service }

// LateInvoiceInput asks for a page of what is open; the invoices of it that are late are answered.
type LateInvoiceInput struct{ api.Paging }

// Late lists late invoices, those that are not reminded of first.
func (h Handlers) Late(ctx context.Context, in *LateInvoiceInput) (*api.Page[LateInvoice], error) {
	list, err := h.Service.Late(ctx, web.ActorFrom(ctx), in.Page())
	if err != nil {
		return nil, err
	}
	return api.Paged(&in.Paging, list, late), nil
}

// ReminderListInput asks for the reminders of one state.
type ReminderListInput struct {
	api.Paging
	State string `query:"state" enum:"proposed,sent,paid,withdrawn" default:"sent"`
}

// List lists reminders, newest first.
func (h Handlers) List(ctx context.Context, in *ReminderListInput) (*api.Page[Reminder], error) {
	list, err := h.Service.Mine(ctx, web.ActorFrom(ctx), reminder.State(in.State), in.Page())
	if err != nil {
		return nil, err
	}
	return api.Paged(&in.Paging, list, func(e reminder.Entry) Reminder { return shown(e.Value) }), nil
}

// Read reads a reminder.
func (h Handlers) Read(ctx context.Context, in *api.ByID) (*api.Answer[Reminder], error) {
	return answer(h.Service.Get(ctx, web.ActorFrom(ctx), in.ID))
}

func answer(e reminder.Entry, err error) (*api.Answer[Reminder], error) {
	return api.Reply(shown(e.Value), err)
}

// ReminderPreview names an invoice and what is asked for.
type ReminderPreview struct {
	api.ByID
	Body ReminderAsk
}

// Preview words the letter without sending it.
func (h Handlers) Preview(ctx context.Context, in *ReminderPreview) (*api.Answer[ReminderDraft], error) {
	d, err := h.Service.Write(ctx, web.ActorFrom(ctx), in.ID, in.Body.value())
	return api.Reply(ReminderDraft{d.Digest, append([]string{}, d.Reminder.Charges.Unsure...), shown(d.Reminder)}, err)
}

// ReminderInput sends the letter that was read.
type ReminderInput struct {
	api.ByID
	api.Once
	Body struct {
		Ask     ReminderAsk    `json:"ask"`
		Digest  marketplace.ID `json:"digest" doc:"Of the draft"`
		Checked bool           `json:"checked,omitempty" doc:"Somebody checked the rules that do not decide alone"`
	}
}

// Send sends a reminder.
func (h Handlers) Send(ctx context.Context, in *ReminderInput) (*api.Answer[Reminder], error) {
	b := in.Body
	return answer(h.Service.Send(ctx, web.ActorFrom(ctx), in.Key, in.ID, b.Ask.value(), b.Digest, b.Checked))
}

// ReminderWithdrawal takes a reminder back.
type ReminderWithdrawal struct {
	api.ByID
	Body struct {
		Reason string `json:"reason"`
	}
}

// Withdraw takes a reminder back; doing it twice changes nothing.
func (h Handlers) Withdraw(ctx context.Context, in *ReminderWithdrawal) (*api.Answer[Reminder], error) {
	return answer(h.Service.Withdraw(ctx, web.ActorFrom(ctx), in.ID, in.Body.Reason))
}

// ReminderHoldInput says until when an invoice is not reminded of.
type ReminderHoldInput struct {
	api.ByID
	Body ReminderHold
}

// Hold puts an invoice on hold, or takes the hold off.
func (h Handlers) Hold(ctx context.Context, in *ReminderHoldInput) (*api.Answer[ReminderHold], error) {
	hold, err := h.Service.Hold(ctx, web.ActorFrom(ctx), in.ID, in.Body.Until, in.Body.Reason)
	return api.Reply(ReminderHold{hold.Until, hold.Reason}, err)
}
