package fees

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/fee"
	"sovite.fi/sovite/marketplace/invoice"
	"sovite.fi/sovite/marketplace/invoice/en16931"
	"sovite.fi/sovite/server/api"
	"sovite.fi/sovite/server/web"
)

// Handlers serves fees.
type Handlers struct{ Service *fee.Service }

// FeeTerms are what holds from a day on.
type FeeTerms struct {
	From  marketplace.Date `json:"from" doc:"First day of a month that was not billed yet"`
	Share int64            `json:"share" doc:"Of what is invoiced net, in hundredths of a per cent: 250 is 2.5 %"`
	Cards bool             `json:"cards,omitempty" doc:"What is kept of payments by card stands on the invoice, as paid already"`
}

// FeeBill is one month that was billed.
type FeeBill struct {
	Month   fee.Month      `json:"month"`
	Fee     int64          `json:"fee" doc:"Cents without value added tax"`
	Kept    int64          `json:"kept" doc:"Cents of payments by card, with value added tax; paid already"`
	Invoice marketplace.ID `json:"invoice,omitempty"`
	Issued  bool           `json:"issued" doc:"The invoice is there, or there is none"`
}

// FeeAgreement is what an organiser pays.
type FeeAgreement struct {
	Organiser marketplace.ID `json:"organiser"`
	Terms     []FeeTerms     `json:"terms"`
	Next      fee.Month      `json:"next" doc:"The month to be billed next"`
	Bills     []FeeBill      `json:"bills"`
}

func bill(b fee.Bill) FeeBill {
	return FeeBill{b.Month, int64(b.Fee), int64(b.Kept), b.Invoice, b.Done}
}

func shown(e fee.Entry) FeeAgreement {
	a := e.Value
	return FeeAgreement{a.Org, api.Each(a.Terms, func(t fee.Terms) FeeTerms { return FeeTerms(t) }), a.Month, api.Each(a.Bills, bill)}
}

// Mine reads what one's organiser pays.
func (h Handlers) Mine(ctx context.Context, _ *api.Nothing) (*api.Answer[FeeAgreement], error) {
	e, err := h.Service.Mine(ctx, web.ActorFrom(ctx))
	return api.Reply(shown(e), err)
}

// FeeListInput asks for a page of agreements.
type FeeListInput struct{ api.Paging }

// List lists agreements.
func (h Handlers) List(ctx context.Context, in *FeeListInput) (*api.Page[FeeAgreement], error) {
	list, err := h.Service.Agreements(ctx, web.ActorFrom(ctx), in.Page())
	if err != nil {
		return nil, err
	}
	return api.Paged(&in.Paging, list, shown), nil
}

// FeeTermsInput agrees on terms.
type FeeTermsInput struct {
	api.ByID
	Body FeeTerms
}

// Agree agrees on terms; doing it again changes nothing.
func (h Handlers) Agree(ctx context.Context, in *FeeTermsInput) (*api.Answer[FeeAgreement], error) {
	e, err := h.Service.Agree(ctx, web.ActorFrom(ctx), in.ID, fee.Terms(in.Body))
	return api.Reply(shown(e), err)
}

// Read reads an agreement.
func (h Handlers) Read(ctx context.Context, in *api.ByID) (*api.Answer[FeeAgreement], error) {
	e, err := h.Service.Get(ctx, web.ActorFrom(ctx), in.ID)
	return api.Reply(shown(e), err)
}

// FeePreview is the next invoice as it would be now.
type FeePreview struct {
	Bill     FeeBill             `json:"bill"`
	Document en16931.Document    `json:"document" doc:"Without number and days; empty when nothing is asked for"`
	Sources  []invoice.FeeSource `json:"sources"`
	Problems []FeePreviewProblem `json:"problems" doc:"What keeps it from being issued; none: it can be"`
}

// FeePreviewProblem is something that has to be mended first.
type FeePreviewProblem struct {
	Field string            `json:"field"`
	Key   string            `json:"key" doc:"The sentence"`
	Args  map[string]string `json:"args,omitempty"`
}

// Preview reckons the next invoice without writing anything.
func (h Handlers) Preview(ctx context.Context, in *api.ByID) (*api.Answer[FeePreview], error) {
	p, err := h.Service.Preview(ctx, web.ActorFrom(ctx), in.ID)
	problems := api.Each(p.Problems, func(e marketplace.FieldError) FeePreviewProblem { return FeePreviewProblem(e) })
	return api.Reply(FeePreview{bill(p.Bill), p.Document, append([]invoice.FeeSource{}, p.Sources...), problems}, err)
}
