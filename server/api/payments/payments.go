package payments

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/payment"
	"sovite.fi/sovite/marketplace/payment/settle"
	"sovite.fi/sovite/server/api"
	"sovite.fi/sovite/server/web"
)

// BankPayment is a movement of a bank account with what became of it. Its amounts have the sign of the movement and add up to it.
type BankPayment struct {
	Key       marketplace.ID   `json:"key"`
	Account   string           `json:"account"`
	Booked    marketplace.Date `json:"booked"`
	Cents     int64            `json:"cents" doc:"Below 0: out of the account"`
	Reversal  bool             `json:"reversal" doc:"Takes an earlier payment back"`
	Party     string           `json:"party,omitempty"`
	Message   string           `json:"message,omitempty"`
	Reference []string         `json:"references"`
	Outcome   settle.Outcome   `json:"outcome"`
	Reasons   []BankReason     `json:"reasons"`
	Applied   []BankShare      `json:"applied" doc:"To invoices"`
	Parked    int64            `json:"parked" doc:"Waits for a person"`
	Kept      int64            `json:"kept" doc:"As an advance"`
	Returned  int64            `json:"returned" doc:"To be paid back"`
	Outside   int64            `json:"outside" doc:"Nothing to do with invoices"`
	Undone    int64            `json:"undone" doc:"Taken back by the bank"`
	Choices   []BankChoice     `json:"choices" doc:"What can be done now"`
	Moves     []BankMove       `json:"moves" doc:"What was done, by whom and why"`
}

// BankReason is one thing that was found.
type BankReason struct {
	Key  string            `json:"key" doc:"The sentence"`
	Args map[string]string `json:"args,omitempty"`
}

// BankShare is how much goes to one invoice.
type BankShare struct {
	Invoice marketplace.ID `json:"invoice"`
	Cents   int64          `json:"cents"`
}

// BankChoice is one thing that can be done now.
type BankChoice struct {
	Do   settle.Do `json:"do"`
	Most int64     `json:"most" doc:"With how many cents at most"`
	Kept bool      `json:"kept" doc:"Of the advance, not of what waits"`
}

// BankMove is one thing that a person did.
type BankMove struct {
	Do      settle.Do      `json:"do"`
	Cents   int64          `json:"cents"`
	Kept    bool           `json:"kept,omitempty"`
	Invoice marketplace.ID `json:"invoice,omitempty"`
	Buyer   marketplace.ID `json:"buyer,omitempty"`
	Account string         `json:"account,omitempty"`
	Payment marketplace.ID `json:"payment,omitempty"`
	Return  string         `json:"return,omitempty" doc:"To be sent as the end-to-end id"`
	By      marketplace.ID `json:"by"`
	At      string         `json:"at"`
	Reason  string         `json:"reason"`
}

// BankSuggestion is an invoice that a payment may be for.
type BankSuggestion struct {
	Invoice marketplace.ID `json:"invoice"`
	Number  string         `json:"number"`
	Because []BankReason   `json:"because" doc:"The strongest first"`
}

func reason(r settle.Reason) BankReason { return BankReason{r.Key, r.Args} }

func move(m settle.Move) BankMove {
	return BankMove{m.Do, int64(m.Cents), m.Kept, m.Invoice, m.Buyer, m.Account, m.Payment, m.Return, m.By, m.At.String(), m.Reason}
}

func shown(p payment.Payment) BankPayment {
	s, b := p.Is, p.Is.Payment
	out := BankPayment{
		Key: p.Key, Account: b.Account, Booked: b.Booked, Cents: int64(b.Signed()), Reversal: b.Reversal, Party: b.Party, Message: b.Message,
		Reference: []string{}, Outcome: s.Outcome, Reasons: api.Each(s.Reasons, reason), Parked: int64(s.Parked),
		Applied: api.Each(s.Applied, func(a settle.Share) BankShare { return BankShare{a.Invoice, int64(a.Cents)} }),
		Kept:    int64(s.Kept), Returned: int64(s.Returned), Outside: int64(s.Outside), Undone: int64(s.Undone),
		Choices: api.Each(s.Choices(), func(c settle.Choice) BankChoice { return BankChoice{c.Do, int64(c.Most), c.Kept} }), Moves: api.Each(s.Moves, move),
	}
	for _, r := range b.References {
		out.Reference = append(out.Reference, r.Text)
	}
	return out
}

// BankPaymentListInput says which payments are asked for.
type BankPaymentListInput struct {
	api.Paging
	Which string `query:"which" enum:"waiting,held,decided" default:"waiting" doc:"That wait for a person, are held as advances, or are decided"`
}

// List lists the bank's payments.
func (h Handlers) List(ctx context.Context, in *BankPaymentListInput) (*api.Page[BankPayment], error) {
	list, err := h.Ledger.Payments(ctx, web.ActorFrom(ctx), payment.Which(in.Which), in.Page())
	if err != nil {
		return nil, err
	}
	return api.Paged(&in.Paging, list, shown), nil
}

// Read reads one of the bank's payments.
func (h Handlers) Read(ctx context.Context, in *api.ByID) (*api.Answer[BankPayment], error) {
	p, err := h.Ledger.Payment(ctx, web.ActorFrom(ctx), in.ID)
	return api.Reply(shown(p), err)
}

// Suggest names invoices that a payment may be for.
func (h Handlers) Suggest(ctx context.Context, in *api.ByID) (*api.Answer[[]BankSuggestion], error) {
	found, err := h.Ledger.Suggest(ctx, web.ActorFrom(ctx), in.ID)
	return api.Reply(api.Each(found, func(x settle.Suggestion) BankSuggestion {
		return BankSuggestion{x.Invoice, x.Number, api.Each(x.Because, reason)}
	}), err)
}

// BankMoveInput is what a person does with a payment.
type BankMoveInput struct {
	api.ByID
	api.Once
	Body struct {
		Do      settle.Do      `json:"do" enum:"assign,return,keep,outside,match"`
		Cents   int64          `json:"cents,omitempty" doc:"How much; not asked for a match"`
		Kept    bool           `json:"kept,omitempty" doc:"Of the advance, not of what waits"`
		Invoice marketplace.ID `json:"invoice,omitempty" maxLength:"64" doc:"To assign it to"`
		Buyer   marketplace.ID `json:"buyer,omitempty" maxLength:"64" doc:"Whose advance it is"`
		Account string         `json:"account,omitempty" maxLength:"50" doc:"IBAN to return it to"`
		Payment marketplace.ID `json:"payment,omitempty" maxLength:"64" doc:"That the bank took back"`
		Reason  string         `json:"reason" maxLength:"2000" doc:"3 to 500 characters"`
	}
}

// Move does something with a payment that waits, or with an advance.
func (h Handlers) Move(ctx context.Context, in *BankMoveInput) (*api.Answer[BankPayment], error) {
	b := in.Body
	p, err := h.Ledger.Move(ctx, web.ActorFrom(ctx), in.ID, settle.Move{
		Do: b.Do, Cents: money.Cents(b.Cents), Kept: b.Kept, Invoice: b.Invoice, Buyer: b.Buyer, Account: b.Account, Payment: b.Payment,
		Sign: settle.Sign{Key: in.Key, Reason: b.Reason},
	})
	return api.Reply(shown(p), err)
}

// BankReturn is what is to be paid back by the bank.
type BankReturn struct {
	ID      string           `json:"id" doc:"Send it as the end-to-end id: the bank's entry is recognised by it"`
	Payment marketplace.ID   `json:"payment"`
	Party   string           `json:"party,omitempty"`
	Account string           `json:"account"`
	Cents   int64            `json:"cents"`
	Decided marketplace.Date `json:"decided"`
	Paid    bool             `json:"paid"`
}

// BankReturnListInput asks for what is still to be paid back, or was.
type BankReturnListInput struct {
	api.Paging
	Paid bool `query:"paid"`
}

// Returns lists what is to be paid back.
func (h Handlers) Returns(ctx context.Context, in *BankReturnListInput) (*api.Page[BankReturn], error) {
	list, err := h.Ledger.Returns(ctx, web.ActorFrom(ctx), in.Paid, in.Page())
	if err != nil {
		return nil, err
	}
	return api.Paged(&in.Paging, list, func(r payment.Return) BankReturn {
		return BankReturn{r.ID, r.Payment, r.Party, r.Account, int64(r.Cents), r.Decided, r.Paid}
	}), nil
}
