package invoices

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/invoice"
	"sovite.fi/sovite/marketplace/invoice/delivery"
	"sovite.fi/sovite/marketplace/invoice/en16931"
	"sovite.fi/sovite/server/api"
	"sovite.fi/sovite/server/web"
)

// Handlers serves invoices.
type Handlers struct {
	Service    *invoice.Service
	Deliveries *delivery.Service
}

// InvoicePlan is an invoice that could be made.
type InvoicePlan struct {
	Buyer     marketplace.ID    `json:"buyer"`
	Reference string            `json:"reference" doc:"The buyer's own"`
	Digest    marketplace.ID    `json:"digest" doc:"Give it back to make this invoice; another one means that something changed"`
	Document  en16931.Document  `json:"document" doc:"Without number and days"`
	Problems  []InvoiceProblem  `json:"problems" doc:"What keeps it from being made; none: it can be"`
	Sources   []InvoiceEvidence `json:"sources"`
}

// InvoiceProblem is something that has to be mended first.
type InvoiceProblem struct {
	Field string            `json:"field"`
	Key   string            `json:"key" doc:"The sentence"`
	Args  map[string]string `json:"args,omitempty"`
}

// InvoiceEvidence is an approved line that stands on an invoice.
type InvoiceEvidence struct {
	Key      marketplace.ID   `json:"key" doc:"By which it is credited"`
	Line     string           `json:"line" doc:"Of the document"`
	Order    marketplace.ID   `json:"order"`
	Date     marketplace.Date `json:"date" doc:"Of supply"`
	Quantity int64            `json:"quantity" doc:"In the grain of the unit"`
	Item     marketplace.ID   `json:"item,omitempty" doc:"Of the price book"`
	Priced   int              `json:"priced,omitempty" doc:"Version of the item"`
	Shift    marketplace.ID   `json:"shift,omitempty" doc:"Whose signed sheet it comes from"`
	Approved string           `json:"approved" doc:"When the buyer approved it"`
}

// Invoice is an invoice or a credit note.
type Invoice struct {
	ID        marketplace.ID    `json:"id"`
	Seller    marketplace.ID    `json:"seller"`
	Buyer     marketplace.ID    `json:"buyer"`
	State     invoice.State     `json:"state" doc:"draft, issued or dropped"`
	Number    string            `json:"number,omitempty"`
	Reference string            `json:"reference,omitempty" doc:"Of the payment"`
	Of        marketplace.ID    `json:"of,omitempty" doc:"Of a credit note: the invoice"`
	Credits   []marketplace.ID  `json:"credits,omitempty" doc:"Of an invoice: its credit notes"`
	Document  en16931.Document  `json:"document"`
	Dropped   *InvoiceProblem   `json:"dropped,omitempty" doc:"Why it was not issued"`
	Sources   []InvoiceEvidence `json:"sources,omitempty" doc:"Where each cent comes from; the seller's only"`
}

func problem(e *marketplace.FieldError) *InvoiceProblem {
	if e == nil {
		return nil
	}
	return &InvoiceProblem{e.Field, e.Key, e.Args}
}

func evidence(s invoice.Source) InvoiceEvidence {
	return InvoiceEvidence{s.Key(), s.Line, s.Order, s.Date, int64(s.Quantity), s.Item, s.Priced, s.From.Shift, s.Approval.At.String()}
}

func shown(e invoice.Entry) Invoice {
	i := e.Value
	out := Invoice{
		ID: i.ID, Seller: i.Org, Buyer: i.Buyer, State: i.State, Number: i.Document.Number, Reference: i.Reference, Of: i.Of, Document: i.Document,
		Dropped: problem(i.Dropped), Sources: api.Each(i.Sources, evidence),
	}
	for _, c := range i.Credits {
		out.Credits = append(out.Credits, c.Note)
	}
	return out
}

// PlansInput asks what could be made of what was supplied by a day.
type PlansInput struct {
	Until string `query:"until" required:"true" doc:"Last day of supply, such as 2026-11-30"`
}

// Plans lists what invoices could be made.
func (h Handlers) Plans(ctx context.Context, in *PlansInput) (*api.Answer[[]InvoicePlan], error) {
	until, err := day("until", in.Until)
	if err != nil {
		return nil, err
	}
	plans, err := h.Service.Preview(ctx, web.ActorFrom(ctx), until)
	return api.Reply(api.Each(plans, func(p invoice.Plan) InvoicePlan {
		problems := api.Each(p.Problems, func(e marketplace.FieldError) InvoiceProblem { return *problem(&e) })
		return InvoicePlan{p.Buyer, p.Reference, p.Digest, p.Document, problems, api.Each(p.Sources, evidence)}
	}), err)
}

func day(field, text string) (marketplace.Date, error) {
	d, err := marketplace.ParseDate(text)
	if err != nil || d == "" {
		return "", marketplace.InvalidFields([]marketplace.FieldError{marketplace.Field(field, "field.date", "value", text)})
	}
	return d, nil
}

// InvoiceListInput asks for the invoices of one state.
type InvoiceListInput struct {
	api.Paging
	State string `query:"state" enum:"draft,issued,dropped" default:"issued"`
}

// List lists the organisation's own invoices, newest first.
func (h Handlers) List(ctx context.Context, in *InvoiceListInput) (*api.Page[Invoice], error) {
	list, err := h.Service.Mine(ctx, web.ActorFrom(ctx), invoice.State(in.State), in.Page())
	if err != nil {
		return nil, err
	}
	return api.Paged(&in.Paging, list, shown), nil
}

// Read reads one of the organisation's own invoices.
func (h Handlers) Read(ctx context.Context, in *api.ByID) (*api.Answer[Invoice], error) {
	e, err := h.Service.Get(ctx, web.ActorFrom(ctx), in.ID)
	return api.Reply(shown(e), err)
}

// Inbox lists the invoices that one's organisation received, newest first, without evidence.
func (h Handlers) Inbox(ctx context.Context, in *api.Paging) (*api.Page[Invoice], error) {
	list, err := h.Service.Inbox(ctx, web.ActorFrom(ctx), in.Page())
	if err != nil {
		return nil, err
	}
	return api.Paged(in, list, func(e invoice.Entry) Invoice {
		out := shown(e)
		out.Sources = nil
		return out
	}), nil
}

// Received reads an invoice as its buyer, who sees no evidence: it names shifts.
func (h Handlers) Received(ctx context.Context, in *api.ByID) (*api.Answer[Invoice], error) {
	e, err := h.Service.Received(ctx, web.ActorFrom(ctx), in.ID)
	out := shown(e)
	out.Sources = nil
	return api.Reply(out, err)
}

// FileInput names an invoice and a format.
type FileInput struct {
	api.ByID
	Format string `path:"format" enum:"ubl,finvoice,pdf"`
}

// File gives an invoice in a format: the bytes that were kept when it was issued.
func (h Handlers) File(ctx context.Context, in *FileInput) (*api.File, error) {
	body, err := h.Deliveries.File(ctx, web.ActorFrom(ctx), in.ID, invoice.Format(in.Format))
	if err != nil {
		return nil, err
	}
	typ, ending := "application/xml", "xml"
	if in.Format == string(invoice.PDF) {
		typ, ending = "application/pdf", "pdf"
	}
	return &api.File{ContentType: typ, Disposition: `attachment; filename="` + string(in.ID) + "." + ending + `"`, Body: body}, nil
}
