package quotes

import (
	"context"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/quote"
	"sovite.fi/sovite/marketplace/request"
	"sovite.fi/sovite/server/api"
	"sovite.fi/sovite/server/web"
)

// OwnQuoteAnswer is a quote with its revision.
type OwnQuoteAnswer struct {
	ETag string `header:"ETag"`
	Body OwnQuote
}

func ownAnswer(e quote.Entry, err error) (*OwnQuoteAnswer, error) {
	if err != nil {
		return nil, err
	}
	return &OwnQuoteAnswer{ETag: api.ETag(e.Rev), Body: own(e.Value)}, nil
}

// ListAsked lists what the organiser is asked for, with its own quotes.
func (h Handlers) ListAsked(ctx context.Context, in *RequestListInput) (*api.Page[OwnQuote], error) {
	list, err := h.Quotes.Mine(ctx, web.ActorFrom(ctx), !in.Ended, in.Page())
	if err != nil {
		return nil, err
	}
	return api.Paged(&in.Paging, list, func(e quote.Entry) OwnQuote { return own(e.Value) }), nil
}

// ReadAsked reads a request to which the organiser is invited, and marks it as seen.
func (h Handlers) ReadAsked(ctx context.Context, in *api.ByID) (*api.Answer[AskedRequest], error) {
	return shown(h.Requests.Read(ctx, web.ActorFrom(ctx), in.ID))
}

func shown(a request.Asked, err error) (*api.Answer[AskedRequest], error) {
	if err != nil {
		return nil, err
	}
	return api.Reply(asked(a), nil)
}

// QuestionInput asks the buyer something.
type QuestionInput struct {
	api.ByID
	Question marketplace.ID `path:"question" maxLength:"64" doc:"Chosen by the caller: asked again under the same id, it makes nothing more"`
	Body     struct {
		Text string `json:"text"`
	}
}

// Ask asks the buyer something.
func (h Handlers) Ask(ctx context.Context, in *QuestionInput) (*api.Answer[AskedRequest], error) {
	return shown(h.Requests.Ask(ctx, web.ActorFrom(ctx), in.ID, in.Question, in.Body.Text))
}

// RequestPassInput says why the organiser does not quote.
type RequestPassInput struct {
	api.ByID
	Body struct {
		Reason string `json:"reason" doc:"no_capacity, other_work, too_far, too_soon, not_suitable or other"`
		Note   string `json:"note,omitempty" doc:"The buyer reads it"`
	}
}

// Pass says that the organiser does not quote.
func (h Handlers) Pass(ctx context.Context, in *RequestPassInput) (*api.Answer[AskedRequest], error) {
	return shown(h.Quotes.Pass(ctx, web.ActorFrom(ctx), in.ID, request.PassReason(in.Body.Reason), in.Body.Note))
}

// ReadOwn reads the organiser's own quote for a request.
func (h Handlers) ReadOwn(ctx context.Context, in *api.ByID) (*OwnQuoteAnswer, error) {
	return ownAnswer(h.Quotes.Quote(ctx, web.ActorFrom(ctx), in.ID))
}

// QuoteDraftUpdate is what is to be sent next.
type QuoteDraftUpdate struct {
	api.ByID
	api.IfMatch
	Body QuoteContent
}

// SaveDraft keeps what is to be sent next.
func (h Handlers) SaveDraft(ctx context.Context, in *QuoteDraftUpdate) (*OwnQuoteAnswer, error) {
	rev, err := in.Revision()
	if err != nil {
		return nil, err
	}
	return ownAnswer(h.Quotes.SaveDraft(ctx, web.ActorFrom(ctx), in.ID, rev, in.Body.value()))
}

// SendQuoteInput names the revision of the draft that is sent.
type SendQuoteInput struct {
	api.ByID
	api.IfMatch
}

// Send holds capacity and sends the draft; the revision makes sure that it is sent once.
func (h Handlers) Send(ctx context.Context, in *SendQuoteInput) (*OwnQuoteAnswer, error) {
	rev, err := in.Revision()
	if err != nil {
		return nil, err
	}
	return ownAnswer(h.Quotes.Send(ctx, web.ActorFrom(ctx), in.ID, rev))
}

// QuoteRenewInput is until when the newest version is to be valid.
type QuoteRenewInput struct {
	api.ByID
	Body struct {
		Until time.Time `json:"until"`
	}
}

// Renew sends the newest version with another validity; doing it again changes nothing.
func (h Handlers) Renew(ctx context.Context, in *QuoteRenewInput) (*OwnQuoteAnswer, error) {
	return ownAnswer(h.Quotes.Renew(ctx, web.ActorFrom(ctx), in.ID, moment(in.Body.Until)))
}

// WithdrawQuote takes the organiser's quote back.
func (h Handlers) WithdrawQuote(ctx context.Context, in *api.ByID) (*OwnQuoteAnswer, error) {
	return ownAnswer(h.Quotes.Withdraw(ctx, web.ActorFrom(ctx), in.ID))
}
