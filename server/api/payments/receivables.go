package payments

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/payment"
	"sovite.fi/sovite/marketplace/payment/bank"
	"sovite.fi/sovite/server/api"
	"sovite.fi/sovite/server/web"
)

// Handlers serves receivables, the bank's payments and its files.
type Handlers struct {
	Ledger *payment.Service
	Bank   *bank.Service
}

// Receivable is what is open of an invoice.
type Receivable struct {
	Invoice   marketplace.ID      `json:"invoice"`
	Seller    marketplace.ID      `json:"seller"`
	Buyer     marketplace.ID      `json:"buyer"`
	Number    string              `json:"number"`
	Reference string              `json:"reference,omitempty"`
	Issued    marketplace.Date    `json:"issued"`
	Due       marketplace.Date    `json:"due"`
	Total     int64               `json:"total" doc:"What the invoice asks for"`
	Charged   int64               `json:"charged" doc:"Fees and interest since"`
	Credited  int64               `json:"credited"`
	Paid      int64               `json:"paid"`
	Lost      int64               `json:"written_off"`
	Disputed  int64               `json:"disputed" doc:"Of what was paid"`
	Open      int64               `json:"open" doc:"Below 0: the buyer gets something back"`
	Paths     []ReceivablePayment `json:"payments" doc:"In the order in which they came"`
}

// ReceivablePayment is a payment of an invoice.
type ReceivablePayment struct {
	Payment marketplace.ID   `json:"payment,omitempty" doc:"The seller's only"`
	Card    bool             `json:"card" doc:"By card, not by transfer"`
	Cents   int64            `json:"cents"`
	Loose   int64            `json:"loose,omitempty" doc:"By card and above what was open: to be refunded"`
	Day     marketplace.Date `json:"day"`
}

func receivable(e payment.Entry) Receivable {
	r := e.Value
	return Receivable{
		Invoice: r.Invoice, Seller: r.Org, Buyer: r.Buyer, Number: r.Number, Reference: r.Reference, Issued: r.Issued, Due: r.Due,
		Total: int64(r.Total), Charged: int64(r.Charged), Credited: int64(r.Credited), Paid: int64(r.Paid), Lost: int64(r.Lost),
		Disputed: int64(r.Disputed), Open: int64(r.Open()), Paths: api.Each(r.Paths, func(p payment.Path) ReceivablePayment {
			return ReceivablePayment{p.Of, p.Card, int64(p.Cents), int64(p.Loose), p.Day}
		}),
	}
}

// owed is a receivable as its buyer sees it.
func owed(e payment.Entry) Receivable {
	r := receivable(e)
	for n := range r.Paths {
		r.Paths[n].Payment = ""
	}
	return r
}

// ReceivableListInput asks for what is open, or for what is not.
type ReceivableListInput struct {
	api.Paging
	Open bool `query:"open" default:"true"`
}

// Receivables lists what is open of the organisation's own invoices.
func (h Handlers) Receivables(ctx context.Context, in *ReceivableListInput) (*api.Page[Receivable], error) {
	list, err := h.Ledger.Receivables(ctx, web.ActorFrom(ctx), in.Open, in.Page())
	if err != nil {
		return nil, err
	}
	return api.Paged(&in.Paging, list, receivable), nil
}

// Receivable reads what is open of one of the organisation's own invoices.
func (h Handlers) Receivable(ctx context.Context, in *api.ByID) (*api.Answer[Receivable], error) {
	e, err := h.Ledger.Receivable(ctx, web.ActorFrom(ctx), in.ID)
	return api.Reply(receivable(e), err)
}

// Debts lists what the organisation owes.
func (h Handlers) Debts(ctx context.Context, in *ReceivableListInput) (*api.Page[Receivable], error) {
	list, err := h.Ledger.Debts(ctx, web.ActorFrom(ctx), in.Open, in.Page())
	if err != nil {
		return nil, err
	}
	return api.Paged(&in.Paging, list, owed), nil
}

// Owed reads what the organisation owes on an invoice that it received.
func (h Handlers) Owed(ctx context.Context, in *api.ByID) (*api.Answer[Receivable], error) {
	e, err := h.Ledger.Owed(ctx, web.ActorFrom(ctx), in.ID)
	return api.Reply(owed(e), err)
}
