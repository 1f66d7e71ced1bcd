package invoices

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/invoice"
	"sovite.fi/sovite/marketplace/invoice/en16931"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/server/api"
	"sovite.fi/sovite/server/web"
)

// BillingProfile is what the invoices of an organisation say of it.
type BillingProfile struct {
	Party      en16931.Party       `json:"party"`
	IBAN       string              `json:"iban,omitempty"`
	BIC        string              `json:"bic,omitempty"`
	Series     string              `json:"series,omitempty" doc:"Before each number; the year when left out"`
	Days       int                 `json:"days,omitempty" doc:"Until an invoice is due, 1 to 30; 14 when left out"`
	Treatment  invoice.Treatment   `json:"treatment,omitempty" doc:"taxed, reverse, welfare, small or outside"`
	Ground     string              `json:"ground,omitempty" doc:"Why, unless sales are taxed"`
	Exceptions []invoice.Exception `json:"exceptions,omitempty" doc:"Buyers to whom sales are taxed otherwise"`
	Wishes     invoice.Wishes      `json:"wishes,omitzero" doc:"What the organisation asks of the invoices to it"`
}

// BillingProfileAnswer is a profile with its revision.
type BillingProfileAnswer struct {
	ETag string `header:"ETag"`
	Body BillingProfile
}

func profileAnswer(e store.Entry[invoice.Profile], err error) (*BillingProfileAnswer, error) {
	if err != nil {
		return nil, err
	}
	p := e.Value
	return &BillingProfileAnswer{ETag: api.ETag(e.Rev), Body: BillingProfile{p.Party, p.IBAN, p.BIC, p.Series, p.Days, p.Treatment, p.Ground, p.Exceptions, p.Wishes}}, nil
}

// Profile reads the profile of one's organisation.
func (h Handlers) Profile(ctx context.Context, _ *api.Nothing) (*BillingProfileAnswer, error) {
	return profileAnswer(h.Service.ReadProfile(ctx, web.ActorFrom(ctx)))
}

// BillingProfileUpdate is a profile as it is to be.
type BillingProfileUpdate struct {
	api.IfMatch
	Body BillingProfile
}

// SaveProfile keeps the profile of one's organisation.
func (h Handlers) SaveProfile(ctx context.Context, in *BillingProfileUpdate) (*BillingProfileAnswer, error) {
	rev, err := in.Revision()
	if err != nil {
		return nil, err
	}
	b := in.Body
	return profileAnswer(h.Service.SaveProfile(ctx, web.ActorFrom(ctx), rev, invoice.Profile{Party: b.Party, Terms: invoice.Terms{
		IBAN: b.IBAN, BIC: b.BIC, Series: b.Series, Days: b.Days, Treatment: b.Treatment, Ground: b.Ground, Exceptions: b.Exceptions,
	}, Wishes: b.Wishes}))
}

// InvoiceRunInput names the plans that were seen.
type InvoiceRunInput struct {
	api.Once
	Body struct {
		Until string           `json:"until" doc:"As of the plans"`
		Plans []InvoiceRunPlan `json:"plans" maxItems:"10000"`
	}
}

// InvoiceRunPlan names a plan that was seen.
type InvoiceRunPlan struct {
	Buyer     marketplace.ID `json:"buyer"`
	Reference string         `json:"reference,omitempty"`
	Digest    marketplace.ID `json:"digest"`
}

// InvoiceRun is how far a run is.
type InvoiceRun struct {
	ID    marketplace.ID   `json:"id"`
	Open  bool             `json:"open" doc:"Some wait"`
	Done  int              `json:"done"`
	Items []InvoiceRunItem `json:"items"`
}

// InvoiceRunItem is one invoice of a run.
type InvoiceRunItem struct {
	Buyer     marketplace.ID  `json:"buyer"`
	Reference string          `json:"reference,omitempty"`
	State     invoice.State   `json:"state" doc:"draft: it waits; issued; dropped"`
	Invoice   marketplace.ID  `json:"invoice,omitempty"`
	Why       *InvoiceProblem `json:"why,omitempty"`
}

func run(e store.Entry[invoice.Run], err error) (*api.Answer[InvoiceRun], error) {
	r := e.Value
	return api.Reply(InvoiceRun{r.ID, r.Open, r.Done(), api.Each(r.Items, func(i invoice.Item) InvoiceRunItem {
		return InvoiceRunItem{i.Buyer, i.Reference, i.State, i.Invoice, problem(i.Why)}
	})}, err)
}

// Begin makes the invoices that were seen.
func (h Handlers) Begin(ctx context.Context, in *InvoiceRunInput) (*api.Answer[InvoiceRun], error) {
	until, err := day("until", in.Body.Until)
	if err != nil {
		return nil, err
	}
	var plans []invoice.Plan
	for _, p := range in.Body.Plans {
		plans = append(plans, invoice.Plan{Buyer: p.Buyer, Reference: p.Reference, Digest: p.Digest})
	}
	return run(h.Service.Begin(ctx, web.ActorFrom(ctx), in.Key, until, plans))
}

// Run reads how far a run is.
func (h Handlers) Run(ctx context.Context, in *api.ByID) (*api.Answer[InvoiceRun], error) {
	return run(h.Service.Progress(ctx, web.ActorFrom(ctx), in.ID))
}

// CreditInput says what is given back.
type CreditInput struct {
	api.ByID
	api.Once
	Body struct {
		Sources []marketplace.ID `json:"sources,omitempty" doc:"Keys of what is given back; all that is left when left out"`
		Reason  string           `json:"reason" doc:"Stands on the credit note"`
	}
}

// Credit issues a credit note.
func (h Handlers) Credit(ctx context.Context, in *CreditInput) (*api.Answer[Invoice], error) {
	e, err := h.Service.Credit(ctx, web.ActorFrom(ctx), in.ID, in.Key, in.Body.Sources, in.Body.Reason)
	return api.Reply(shown(e), err)
}
