package quotes

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/quote"
	"sovite.fi/sovite/marketplace/request"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/server/api"
	"sovite.fi/sovite/server/web"
)

// Handlers serves requests and quotes.
type Handlers struct {
	Requests *request.Service
	Quotes   *quote.Service
}

// RequestAnswer is a request with its revision.
type RequestAnswer struct {
	ETag string `header:"ETag"`
	Body BuyerRequest
}

// Requested answers with a request.
func Requested(e request.Entry, err error) (*RequestAnswer, error) {
	if err != nil {
		return nil, err
	}
	return &RequestAnswer{ETag: api.ETag(e.Rev), Body: bought(e.Value)}, nil
}

// RequestListInput asks for what something can still come of, or for what has ended.
type RequestListInput struct {
	api.Paging
	Ended bool `query:"ended"`
}

// ListRequests lists the buyer's own requests.
func (h Handlers) ListRequests(ctx context.Context, in *RequestListInput) (*api.Page[BuyerRequest], error) {
	list, err := h.Requests.Mine(ctx, web.ActorFrom(ctx), !in.Ended, in.Page())
	if err != nil {
		return nil, err
	}
	return api.Paged(&in.Paging, list, func(e request.Entry) BuyerRequest { return bought(e.Value) }), nil
}

// NewRequest is a draft under a key of the caller's.
type NewRequest struct {
	api.Once
	Body RequestBrief
}

// CreateRequest adds a draft.
func (h Handlers) CreateRequest(ctx context.Context, in *NewRequest) (*RequestAnswer, error) {
	actor := web.ActorFrom(ctx)
	if in.Key == "" {
		return nil, marketplace.InvalidFields([]marketplace.FieldError{marketplace.Field("Idempotency-Key", "field.required")})
	}
	return Requested(h.Requests.CreateOnce(ctx, actor, request.IDOf(actor.Org, in.Key), in.Body.value()))
}

// ReadRequest reads one of the buyer's own requests.
func (h Handlers) ReadRequest(ctx context.Context, in *api.ByID) (*RequestAnswer, error) {
	return Requested(h.Requests.Get(ctx, web.ActorFrom(ctx), in.ID))
}

// RequestUpdate changes a draft.
type RequestUpdate struct {
	api.ByID
	api.IfMatch
	Body RequestBrief
}

// ChangeRequest changes a draft.
func (h Handlers) ChangeRequest(ctx context.Context, in *RequestUpdate) (*RequestAnswer, error) {
	rev, err := in.Revision()
	if err != nil {
		return nil, err
	}
	return Requested(h.Requests.Change(ctx, web.ActorFrom(ctx), in.ID, rev, in.Body.value()))
}

// SendRequestInput names who is asked.
type SendRequestInput struct {
	api.ByID
	api.IfMatch
	Body struct {
		Organisers []marketplace.ID `json:"organisers" maxItems:"20"`
	}
}

// SendRequest sends a draft to organisers.
func (h Handlers) SendRequest(ctx context.Context, in *SendRequestInput) (*RequestAnswer, error) {
	rev, err := in.Revision()
	if err != nil {
		return nil, err
	}
	return Requested(h.Requests.Send(ctx, web.ActorFrom(ctx), in.ID, rev, in.Body.Organisers))
}

// RequestInviteInput names who is asked, too.
type RequestInviteInput struct {
	api.ByID
	Body struct {
		Organisers []marketplace.ID `json:"organisers" maxItems:"20"`
	}
}

// Invite asks more organisers.
func (h Handlers) Invite(ctx context.Context, in *RequestInviteInput) (*RequestAnswer, error) {
	return Requested(h.Requests.Invite(ctx, web.ActorFrom(ctx), in.ID, in.Body.Organisers))
}

// WithdrawRequest takes a request back.
func (h Handlers) WithdrawRequest(ctx context.Context, in *api.ByID) (*api.Answer[BuyerRequest], error) {
	r, err := h.Requests.Withdraw(ctx, web.ActorFrom(ctx), in.ID)
	return api.Reply(bought(r), err)
}

// QuestionAnswerInput answers a question.
type QuestionAnswerInput struct {
	api.ByID
	Question marketplace.ID `path:"question" maxLength:"64"`
	Body     struct {
		Text string `json:"text"`
	}
}

// Answer answers a question.
func (h Handlers) Answer(ctx context.Context, in *QuestionAnswerInput) (*api.Answer[BuyerRequest], error) {
	r, err := h.Requests.Answer(ctx, web.ActorFrom(ctx), in.ID, in.Question, in.Body.Text)
	return api.Reply(bought(r), err)
}

// ListQuotes lists what was sent for a request.
func (h Handlers) ListQuotes(ctx context.Context, in *api.ByID) (*api.Answer[[]BuyerQuote], error) {
	list, err := h.Quotes.Offers(ctx, web.ActorFrom(ctx), in.ID)
	return api.Reply(api.Each(list, offer), err)
}

// QuoteAcceptInput is the version that was seen.
type QuoteAcceptInput struct {
	api.ByID
	Body struct {
		Quote   marketplace.ID `json:"quote"`
		Version int            `json:"version" doc:"The one that was seen"`
	}
}

// Accept chooses a quote; accepting the same twice changes nothing, so that no key is asked for.
func (h Handlers) Accept(ctx context.Context, in *QuoteAcceptInput) (*api.Answer[BuyerRequest], error) {
	r, err := h.Quotes.Accept(ctx, web.ActorFrom(ctx), in.ID, quote.Choice{Quote: in.Body.Quote, Version: in.Body.Version})
	return api.Reply(bought(r), err)
}

// ReadQuote reads what one organiser sent.
func (h Handlers) ReadQuote(ctx context.Context, in *api.ByID) (*api.Answer[BuyerQuote], error) {
	o, err := h.Quotes.Offer(ctx, web.ActorFrom(ctx), in.ID)
	return api.Reply(offer(o), err)
}

// DeclineQuoteInput says why not.
type DeclineQuoteInput struct {
	api.ByID
	Body struct {
		Reason string `json:"reason" doc:"too_dear, wrong_time, too_few, not_as_asked, not_needed or other"`
		Note   string `json:"note,omitempty" doc:"The organiser reads it"`
	}
}

// DeclineQuote says no to a quote.
func (h Handlers) DeclineQuote(ctx context.Context, in *DeclineQuoteInput) (*api.Answer[BuyerQuote], error) {
	o, err := h.Quotes.DeclineOffer(ctx, web.ActorFrom(ctx), in.ID, quote.Refusal{Reason: quote.DeclineReason(in.Body.Reason), Note: in.Body.Note})
	return api.Reply(offer(o), err)
}

// AskRenewal asks for a quote to be renewed.
func (h Handlers) AskRenewal(ctx context.Context, in *api.ByID) (*api.Answer[BuyerQuote], error) {
	o, err := h.Quotes.AskRenewal(ctx, web.ActorFrom(ctx), in.ID)
	return api.Reply(offer(o), err)
}

// QuoteLimits are up to which total the people of a buyer accept by themselves.
type QuoteLimits struct {
	Most   *int64           `json:"most,omitempty" doc:"Cents, for everybody but owners; left out: no limit"`
	People map[string]int64 `json:"people,omitempty" doc:"Cents, for some people instead"`
}

// LimitsAnswer are limits with their revision, 0 while none were set.
type LimitsAnswer struct {
	ETag string `header:"ETag"`
	Body QuoteLimits
}

func limits(e store.Entry[request.Limits], err error) (*LimitsAnswer, error) {
	if err != nil {
		return nil, err
	}
	out := &LimitsAnswer{ETag: api.ETag(e.Rev), Body: QuoteLimits{People: map[string]int64{}}}
	if e.Value.Most != nil {
		most := int64(*e.Value.Most)
		out.Body.Most = &most
	}
	for who, most := range e.Value.People {
		out.Body.People[string(who)] = int64(most)
	}
	return out, nil
}

// ReadLimits reads the limits of one's organisation.
func (h Handlers) ReadLimits(ctx context.Context, _ *struct{}) (*LimitsAnswer, error) {
	return limits(h.Requests.Limits(ctx, web.ActorFrom(ctx)))
}

// LimitsUpdate sets limits.
type LimitsUpdate struct {
	api.IfMatch
	Body QuoteLimits
}

// SetLimits sets the limits of one's organisation.
func (h Handlers) SetLimits(ctx context.Context, in *LimitsUpdate) (*LimitsAnswer, error) {
	rev, err := in.Revision()
	if err != nil {
		return nil, err
	}
	l := request.Limits{People: map[marketplace.ID]money.Cents{}}
	if in.Body.Most != nil {
		most := money.Cents(*in.Body.Most)
		l.Most = &most
	}
	for who, most := range in.Body.People {
		l.People[marketplace.ID(who)] = money.Cents(most)
	}
	return limits(h.Requests.SetLimits(ctx, web.ActorFrom(ctx), rev, l))
}
