package payment

import (
	"context"
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/invoice"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/payment/settle"
	"sovite.fi/sovite/marketplace/store"
)

// Return is what somebody decided to pay back of a bank's payment. A person pays it in the bank and sends the id along, by which
// the bank's entry is recognised.
type Return struct {
	ID      string           `json:"id"` // to be sent as the end-to-end id
	Org     marketplace.ID   `json:"org"`
	Payment marketplace.ID   `json:"payment"` // the key of the payment
	Party   string           `json:"party,omitempty"`
	Account string           `json:"account"` // IBAN to which it goes
	Cents   money.Cents      `json:"cents"`
	Decided marketplace.Date `json:"decided"`
	Paid    bool             `json:"paid"` // the bank paid it out
	Step    int64            `json:"step"` // the last one that changed it
}

func returnID(org marketplace.ID, id string) marketplace.ID {
	return marketplace.Derived("back-", idLength, string(org), id)
}

// back loads a return as it is within a step.
func (s *Service) back(ctx context.Context, step *Step, id string) (Return, error) {
	if at := slices.IndexFunc(step.Returns, func(r Return) bool { return r.ID == id }); at >= 0 {
		return step.Returns[at], nil
	}
	e, err := s.returns.Get(ctx, returnID(step.Org, id))
	return e.Value, err
}

// due is the return that an outgoing payment names, when it was not paid yet.
func (s *Service) due(ctx context.Context, step *Step, p settle.Payment) ([]settle.Return, error) {
	if p.Incoming || p.Reversal || p.EndToEnd == "" {
		return nil, nil
	}
	r, err := s.back(ctx, step, p.EndToEnd)
	if marketplace.IsKind(err, marketplace.NotFound) || err == nil && r.Paid {
		return nil, nil
	}
	return []settle.Return{{ID: r.ID, Payment: r.Payment, Cents: r.Cents}}, err
}

// giveBack writes what a change means for returns: one that was decided, paid by the bank, or not paid after all.
func (s *Service) giveBack(ctx context.Context, step *Step, c Change, day marketplace.Date) error {
	known := 0
	if c.Was != nil {
		known = len(c.Was.Moves)
	}
	p := c.Is.Payment
	for _, m := range c.Is.Moves[known:] {
		if m.Do == settle.DoReturn {
			step.Returns = append(step.Returns, Return{
				ID: m.Return, Org: step.Org, Payment: p.Key, Party: p.Party, Account: m.Account, Cents: m.Cents, Decided: day,
			})
		}
	}
	if c.Is.Outcome != settle.ReturnDone {
		return nil
	}
	r, err := s.back(ctx, step, p.EndToEnd)
	if err != nil {
		return err
	}
	r.Paid = c.Is.Returned != 0
	step.Returns = append(slices.DeleteFunc(step.Returns, func(o Return) bool { return o.ID == r.ID }), r)
	return nil
}

// Returns lists what the actor's organisation is still to pay back, or has paid back, the oldest first.
func (s *Service) Returns(ctx context.Context, actor marketplace.Actor, paid bool, page marketplace.Page) (marketplace.List[Return], error) {
	out := marketplace.List[Return]{Items: []Return{}}
	if err := actor.Must(invoice.Billers()...); err != nil {
		return out, err
	}
	found, next, err := s.returns.Find(ctx, store.Query{Index: "org", Eq: []any{string(actor.Org), paid}, Limit: page.Size(), After: page.After})
	for _, e := range found {
		out.Items = append(out.Items, e.Value)
	}
	out.Next = next
	return out, err
}
