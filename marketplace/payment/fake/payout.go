package fake

import (
	"context"
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/payment/provider"
	"sovite.fi/sovite/marketplace/store"
)

// payout is what was paid to an organiser's bank account.
type payout struct {
	provider.Payout
	Account string
	Entries []string // what it consists of
	Box     box
	Waiting bool // messages wait
}

// entries are what a session brought to the account or took from it, by id.
func (s session) entries() map[string]money.Cents {
	p, out := s.Payment, map[string]money.Cents{}
	if p.State != provider.Paid || p.Currency != provider.Euro {
		return out
	}
	out[p.ID] = p.Cents - p.Fee - p.PlatformFee
	for _, r := range p.Refunds {
		out[r.ID] = r.FeeBack + r.PlatformFeeBack - r.Cents
	}
	for _, d := range p.Disputes {
		out[d.ID] = -d.Cents - d.Fee
		if d.State == provider.Won {
			out[d.ID+"_won"] = d.Cents + d.FeeBack
		}
	}
	return out
}

// PayOut pays every organiser what is on its account. It is a job.
func (f *Fake) PayOut(ctx context.Context) error {
	err := f.accounts.Each(ctx, store.Query{}, func(e store.Entry[account]) error { return f.payOut(ctx, string(e.ID)) })
	f.deliverSome(ctx)
	return err
}

func (f *Fake) payOut(ctx context.Context, account string) error {
	before := []string{}
	of := store.Query{Index: "account", Eq: []any{account}}
	err := f.payouts.Each(ctx, of, func(e store.Entry[payout]) error {
		before = append(before, e.Value.Entries...)
		return nil
	})
	if err != nil {
		return err
	}
	p := payout{Account: account}
	err = f.sessions.Each(ctx, of, func(e store.Entry[session]) error {
		for id, cents := range e.Value.entries() {
			if !slices.Contains(before, id) {
				p.Entries, p.Cents = append(p.Entries, id), p.Cents+cents
			}
		}
		return nil
	})
	if err != nil || p.Cents <= 0 {
		return err
	}
	slices.Sort(p.Entries)
	id := marketplace.Derived("po_demo_", idBytes, append([]string{account}, before...)...)
	p.ID, p.Paid, p.Currency, p.Day = string(id), true, provider.Euro, f.Clock.Today()
	p.Box.add("payout.paid", account, event{Kind: provider.AboutPayout, Object: p.ID})
	p.Waiting = true
	if _, err := f.payouts.Insert(ctx, id, p); !marketplace.IsKind(err, marketplace.Conflict) {
		return err
	}
	return nil
}

// Payout implements provider.Provider.
func (f *Fake) Payout(ctx context.Context, account, id string) (provider.Payout, error) {
	if !marketplace.ID(id).Valid() {
		return provider.Payout{}, notFound()
	}
	e, err := f.payouts.Get(ctx, marketplace.ID(id))
	if err == nil && e.Value.Account != account || marketplace.IsKind(err, marketplace.NotFound) {
		err = notFound()
	}
	return e.Value.Payout, err
}
