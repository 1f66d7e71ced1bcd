package frames

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/frame"
	"sovite.fi/sovite/server/api"
	"sovite.fi/sovite/server/api/quotes"
	"sovite.fi/sovite/server/web"
)

// Handlers serves framework agreements.
type Handlers struct {
	Frames *frame.Service
}

// FrameAnswer is a framework agreement with its revision.
type FrameAnswer struct {
	ETag string `header:"ETag"`
	Body Frame
}

func answer(e frame.Entry, err error) (*FrameAnswer, error) {
	if err != nil {
		return nil, err
	}
	return &FrameAnswer{ETag: api.ETag(e.Rev), Body: shown(e.Value)}, nil
}

// FrameListInput asks for what is live, or for what is over.
type FrameListInput struct {
	api.Paging
	Ended bool `query:"ended"`
}

func paged(in *FrameListInput, list marketplace.List[frame.Entry], err error) (*api.Page[Frame], error) {
	if err != nil {
		return nil, err
	}
	return api.Paged(&in.Paging, list, func(e frame.Entry) Frame { return shown(e.Value) }), nil
}

// List lists the framework agreements of one's organiser.
func (h Handlers) List(ctx context.Context, in *FrameListInput) (*api.Page[Frame], error) {
	list, err := h.Frames.Mine(ctx, web.ActorFrom(ctx), !in.Ended, in.Page())
	return paged(in, list, err)
}

// NewFrame offers terms to the buyer of an order, under a key of the caller's.
type NewFrame struct {
	api.Once
	Body struct {
		After marketplace.ID `json:"after" doc:"An order of the two"`
		Terms FrameTerms     `json:"terms"`
	}
}

// Offer offers a framework agreement.
func (h Handlers) Offer(ctx context.Context, in *NewFrame) (*FrameAnswer, error) {
	if err := keyed(in.Once); err != nil {
		return nil, err
	}
	return answer(h.Frames.Offer(ctx, web.ActorFrom(ctx), in.Key, in.Body.After, in.Body.Terms.value()))
}

func keyed(once api.Once) error {
	if once.Key == "" {
		return marketplace.InvalidFields([]marketplace.FieldError{marketplace.Field("Idempotency-Key", "field.required")})
	}
	return nil
}

// Read reads a framework agreement as its organiser.
func (h Handlers) Read(ctx context.Context, in *api.ByID) (*FrameAnswer, error) {
	return answer(h.Frames.Get(ctx, web.ActorFrom(ctx), in.ID))
}

// Withdraw takes an offer back; doing it twice changes nothing.
func (h Handlers) Withdraw(ctx context.Context, in *api.ByID) (*FrameAnswer, error) {
	return answer(h.Frames.Withdraw(ctx, web.ActorFrom(ctx), in.ID))
}

// FrameReasonInput says why.
type FrameReasonInput struct {
	api.ByID
	Body struct {
		Reason string `json:"reason" doc:"Both sides read it"`
	}
}

// Notice gives notice as the organiser.
func (h Handlers) Notice(ctx context.Context, in *FrameReasonInput) (*FrameAnswer, error) {
	return answer(h.Frames.GiveNotice(ctx, web.ActorFrom(ctx), in.ID, in.Body.Reason))
}

// ListBought lists the agreements that one's organisation was offered.
func (h Handlers) ListBought(ctx context.Context, in *FrameListInput) (*api.Page[Frame], error) {
	list, err := h.Frames.Boughts(ctx, web.ActorFrom(ctx), !in.Ended, in.Page())
	return paged(in, list, err)
}

// ReadBought reads an agreement as its buyer.
func (h Handlers) ReadBought(ctx context.Context, in *api.ByID) (*FrameAnswer, error) {
	return answer(h.Frames.Bought(ctx, web.ActorFrom(ctx), in.ID))
}

// FrameAgreeInput is what the buyer tells of its site when agreeing.
type FrameAgreeInput struct {
	api.ByID
	api.IfMatch
	Body FrameSite
}

// Agree agrees to the terms that were read.
func (h Handlers) Agree(ctx context.Context, in *FrameAgreeInput) (*FrameAnswer, error) {
	rev, err := in.Revision()
	if err != nil {
		return nil, err
	}
	return answer(h.Frames.Agree(ctx, web.ActorFrom(ctx), in.ID, rev, in.Body.value()))
}

// Decline says no to an offer.
func (h Handlers) Decline(ctx context.Context, in *FrameReasonInput) (*FrameAnswer, error) {
	return answer(h.Frames.Decline(ctx, web.ActorFrom(ctx), in.ID, in.Body.Reason))
}

// NoticeBought gives notice as the buyer.
func (h Handlers) NoticeBought(ctx context.Context, in *FrameReasonInput) (*FrameAnswer, error) {
	return answer(h.Frames.GiveNoticeAsBuyer(ctx, web.ActorFrom(ctx), in.ID, in.Body.Reason))
}

// FramePreviewInput is what would be called off.
type FramePreviewInput struct {
	api.ByID
	Body FrameWish
}

// FrameCallPreview is what a call-off would come to.
type FrameCallPreview struct {
	Total int64              `json:"total" doc:"Cents"`
	Until string             `json:"until" doc:"Capacity would be held until then"`
	Lines []quotes.QuoteLine `json:"lines"`
	Loads []quotes.QuoteLoad `json:"loads"`
}

// Preview hears what a call-off would come to, without writing anything.
func (h Handlers) Preview(ctx context.Context, in *FramePreviewInput) (*api.Answer[FrameCallPreview], error) {
	c, lines, err := h.Frames.Preview(ctx, web.ActorFrom(ctx), in.ID, in.Body.value())
	if err != nil {
		return nil, err
	}
	return &api.Answer[FrameCallPreview]{Body: FrameCallPreview{
		Total: int64(c.Total), Until: c.Until.String(), Lines: api.Each(lines, quotes.Line), Loads: api.Each(c.Loads(), quotes.Load),
	}}, nil
}

// FrameCallInput calls work off under a key of the caller's.
type FrameCallInput struct {
	api.ByID
	api.Once
	Body FrameWish
}

// CallOff calls work off; the same key is the same call.
func (h Handlers) CallOff(ctx context.Context, in *FrameCallInput) (*api.Answer[FrameCall], error) {
	if err := keyed(in.Once); err != nil {
		return nil, err
	}
	_, c, err := h.Frames.CallOff(ctx, web.ActorFrom(ctx), in.ID, in.Key, in.Body.value())
	if err != nil {
		return nil, err
	}
	return &api.Answer[FrameCall]{Body: call(c)}, nil
}

// AgainInput says on which days work is to go on.
type AgainInput struct {
	api.ByID
	api.Once
	Body struct {
		First string `json:"first"`
		Last  string `json:"last"`
	}
}

// Again begins a request for what was bought before.
func (h Handlers) Again(ctx context.Context, in *AgainInput) (*quotes.RequestAnswer, error) {
	if err := keyed(in.Once); err != nil {
		return nil, err
	}
	return quotes.Requested(h.Frames.Again(ctx, web.ActorFrom(ctx), in.ID, in.Key, marketplace.Date(in.Body.First), marketplace.Date(in.Body.Last)))
}
