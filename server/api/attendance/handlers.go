package attendance

import (
	"context"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/attendance"
	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/server/api"
	"sovite.fi/sovite/server/auth"
	"sovite.fi/sovite/server/web"
)

// Handlers serves attendance.
type Handlers struct {
	Service *attendance.Service
	Bundle  *i18n.Bundle
	Gate    *auth.Gate // limits how often codes are tried
}

// SheetAnswer is a sheet with its revision.
type SheetAnswer struct {
	ETag string `header:"ETag"`
	Body AttendanceSheet
}

// shown answers with the sheet as it is after a verb.
func (h Handlers) shown(ctx context.Context, id marketplace.ID, err error) (*SheetAnswer, error) {
	if err != nil {
		return nil, err
	}
	v, err := h.Service.View(ctx, web.ActorFrom(ctx), id)
	if err != nil {
		return nil, err
	}
	return &SheetAnswer{ETag: api.ETag(v.Rev), Body: sheet(v)}, nil
}

// ShiftDays asks for the shifts of some days.
type ShiftDays struct {
	From string `query:"from" format:"date" doc:"Today when left out"`
	To   string `query:"to" format:"date" doc:"The same day as from when left out; at most 31 days after it"`
}

const mostDays = 31

func (in ShiftDays) days(today marketplace.Date) (from, to marketplace.Date, err error) {
	from, to = marketplace.Date(in.From), marketplace.Date(in.To)
	if from == "" {
		from = today
	}
	if to == "" {
		to = from
	}
	if to < from || to > from.AddDays(mostDays) {
		return from, to, marketplace.InvalidFields([]marketplace.FieldError{marketplace.Field("to", "attendance.days", "max", mostDays)})
	}
	return from, to, nil
}

// ShiftList are the shifts of some days, and when the next one is.
type ShiftList struct {
	Items []AttendanceShift `json:"items"`
	Next  string            `json:"next,omitempty" doc:"The first later day with a shift, within four weeks"`
}

// List lists the published shifts of one's organiser, for a supervisor those that they lead.
func (h Handlers) List(ctx context.Context, in *ShiftDays) (*api.Answer[ShiftList], error) {
	actor := web.ActorFrom(ctx)
	from, to, err := in.days(h.Service.Today())
	if err != nil {
		return nil, err
	}
	cards, err := h.Service.Shifts(ctx, actor, from, to)
	if err != nil {
		return nil, err
	}
	next, err := h.Service.Next(ctx, actor, to)
	return api.Reply(ShiftList{Items: api.Each(cards, shift), Next: string(next)}, err)
}

// Read reads the sheet of a shift.
func (h Handlers) Read(ctx context.Context, in *api.ByID) (*SheetAnswer, error) {
	return h.shown(ctx, in.ID, nil)
}

// Batch are changes that are sent together.
type Batch struct {
	Sent    time.Time          `json:"sent,omitzero" doc:"What the phone's clock says when they are sent; a wrong clock does no harm then"`
	Changes []AttendanceChange `json:"changes" minItems:"1" maxItems:"200"`
}

// Value are the changes as the slice takes them.
func (b Batch) Value() []attendance.Change {
	return api.Each(b.Changes, func(c AttendanceChange) attendance.Change {
		out := c.value()
		out.Sent = moment(b.Sent)
		return out
	})
}

// Signature is what somebody signs with on a phone.
type Signature struct {
	Signed time.Time `json:"signed,omitzero" doc:"When it was signed on the phone; now when left out"`
	Sent   time.Time `json:"sent,omitzero" doc:"What the phone's clock says when it is sent"`
}

// Value is the signature as the slice takes it, under a key.
func (s Signature) Value(key string) attendance.Signing {
	return attendance.Signing{Key: marketplace.ID(key), Signed: moment(s.Signed), Sent: moment(s.Sent)}
}

// moment is a time as the slice keeps it; none when it was left out.
func moment(t time.Time) marketplace.Instant {
	if t.IsZero() {
		return marketplace.Instant{}
	}
	return marketplace.At(t)
}

// MarksInput is a batch of changes.
type MarksInput struct {
	api.ByID
	Body Batch
}

// MarksAnswer is what became of each change.
type MarksAnswer struct {
	ETag string `header:"ETag"`
	Body struct {
		State    string               `json:"state" doc:"Of the sheet"`
		Received []AttendanceReceived `json:"received"`
	}
}

// Mark takes changes.
func (h Handlers) Mark(ctx context.Context, in *MarksInput) (*MarksAnswer, error) {
	e, received, err := h.Service.Mark(ctx, web.ActorFrom(ctx), in.ID, in.Body.Value())
	if err != nil {
		return nil, err
	}
	out := &MarksAnswer{ETag: api.ETag(e.Rev)}
	out.Body.State = string(e.Value.State)
	out.Body.Received = Received(received, h.Bundle.In(i18n.Voice(web.LangFrom(ctx))))
	return out, nil
}

// SignInput signs a sheet.
type SignInput struct {
	api.ByID
	api.Once
	IfMatch string `header:"If-Match" maxLength:"40" doc:"The ETag of the sheet that was seen; left out when that is not known, as after a time without network"`
	Body    Signature
}

// Sign says that a sheet is right.
func (h Handlers) Sign(ctx context.Context, in *SignInput) (*SheetAnswer, error) {
	with := in.Body.Value(in.Key)
	if in.IfMatch != "" {
		rev, err := api.IfMatch{Header: in.IfMatch}.Revision()
		if err != nil {
			return nil, err
		}
		with.Rev = rev
	}
	_, err := h.Service.Sign(ctx, web.ActorFrom(ctx), in.ID, with)
	return h.shown(ctx, in.ID, err)
}

// Reopen lets a signed sheet be corrected.
func (h Handlers) Reopen(ctx context.Context, in *api.ByID) (*SheetAnswer, error) {
	_, err := h.Service.Reopen(ctx, web.ActorFrom(ctx), in.ID)
	return h.shown(ctx, in.ID, err)
}

// LateInput names a change that came when the sheet was signed.
type LateInput struct {
	api.ByID
	Change marketplace.ID `path:"change" maxLength:"64"`
}

// Accept takes a late change after all.
func (h Handlers) Accept(ctx context.Context, in *LateInput) (*SheetAnswer, error) {
	_, err := h.Service.Accept(ctx, web.ActorFrom(ctx), in.ID, in.Change)
	return h.shown(ctx, in.ID, err)
}

// Drop lets a late change go.
func (h Handlers) Drop(ctx context.Context, in *LateInput) (*SheetAnswer, error) {
	_, err := h.Service.Drop(ctx, web.ActorFrom(ctx), in.ID, in.Change)
	return h.shown(ctx, in.ID, err)
}

// ShiftCode is the code of a shift.
type ShiftCode struct {
	Code string `json:"code" doc:"Six digits, good today"`
}

// Code shows the code with which the people of a shift check in themselves.
func (h Handlers) Code(ctx context.Context, in *api.ByID) (*api.Answer[ShiftCode], error) {
	code, err := h.Service.Code(ctx, web.ActorFrom(ctx), in.ID)
	return api.Reply(ShiftCode{code}, err)
}

// CheckInInput is what somebody types who checks in.
type CheckInInput struct {
	api.Caller
	Body struct {
		Code   string `json:"code" maxLength:"20"`
		Number int    `json:"number" doc:"One's own in the shift"`
	}
}

// CheckIn marks whoever types the code and their own number as present.
func (h Handlers) CheckIn(ctx context.Context, in *CheckInInput) (*api.Nothing, error) {
	if err := h.Gate.AllowSignIn(ctx, in.From(), ""); err != nil {
		return nil, err
	}
	return api.Done(h.Service.CheckIn(ctx, in.Body.Code, in.Body.Number))
}

// DoneInput asks what was done of an order in some days.
type DoneInput struct {
	api.ByID
	From string `query:"from" required:"true" format:"date"`
	To   string `query:"to" required:"true" format:"date"`
}

// DoneList is what was signed, in the order of the days.
type DoneList struct {
	Items []AttendanceDone `json:"items"`
}

// Done lists what was signed of an order.
func (h Handlers) Done(ctx context.Context, in *DoneInput) (*api.Answer[DoneList], error) {
	list, err := h.Service.Done(ctx, web.ActorFrom(ctx), in.ID, marketplace.Date(in.From), marketplace.Date(in.To))
	return api.Reply(DoneList{api.Each(list, done)}, err)
}
