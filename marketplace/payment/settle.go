package payment

import (
	"context"
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/payment/settle"
	"sovite.fi/sovite/marketplace/store"
)

// MostSettled is how many payments one step decides at most.
const MostSettled = 200

// Statement is a part of what a bank told: payments in their order.
type Statement struct {
	Org      marketplace.ID
	Key      string           // of this part: counts once
	Accounts []string         // IBANs of the organiser
	Payments []settle.Payment // at most MostSettled
	By       marketplace.ID   // who brought it
}

// Settle decides what payments pay, in one step, each by what those before it left. A payment that was decided before stays as
// it is. It gives what was decided now, or when the key was used before, then; only jobs call it.
func (s *Service) Settle(ctx context.Context, in Statement) ([]settle.Settlement, error) {
	if len(in.Payments) > MostSettled {
		return nil, marketplace.Errorf(marketplace.TooLarge, "error.too_large", "limit", MostSettled)
	}
	actor := marketplace.System(in.Org)
	actor.Person = in.By
	step, _, err := s.post(ctx, actor, "settle/"+in.Key, func(ctx context.Context, step *Step) error {
		for _, p := range in.Payments {
			if err := s.decide(ctx, step, in.Accounts, p); err != nil {
				return err
			}
		}
		if len(step.Events) == 0 {
			return errNothing
		}
		return nil
	})
	out := make([]settle.Settlement, 0, len(step.Events))
	for _, e := range step.Events {
		out = append(out, e.Changes[0].Is)
	}
	return out, err
}

func (s *Service) decide(ctx context.Context, step *Step, accounts []string, p settle.Payment) error {
	_, err := s.settled(ctx, step, p.Key)
	if !marketplace.IsKind(err, marketplace.NotFound) {
		return err // decided before
	}
	q := settle.Question{Payment: p, Accounts: accounts}
	if q.Receivables, err = s.named(ctx, step, p); err != nil {
		return err
	}
	if q.Earlier, err = s.earlier(ctx, step, p); err != nil {
		return err
	}
	if q.Returns, err = s.due(ctx, step, p); err != nil {
		return err
	}
	d, err := settle.Decide(q)
	if err != nil {
		return err
	}
	return s.write(ctx, step, nil, d, p.Booked)
}

// write puts a decision into a step: the settlements that changed, and what invoices are paid by them.
func (s *Service) write(ctx context.Context, step *Step, was *settle.Settlement, d settle.Decision, day marketplace.Date) error {
	changes := []Change{{Was: was, Is: d.Settlement}}
	for _, o := range d.Others {
		before, err := s.settled(ctx, step, o.Payment.Key)
		if err != nil {
			return err
		}
		changes = append(changes, Change{Was: &before, Is: o})
	}
	for _, c := range changes {
		if err := s.apply(ctx, step, c); err != nil {
			return err
		}
		if err := s.giveBack(ctx, step, c, day); err != nil {
			return err
		}
	}
	id := marketplace.Derived("event-", idLength, string(step.ID), string(d.Settlement.Payment.Key))
	step.event(Event{ID: id, Kind: Settled, Day: day, Changes: changes})
	return nil
}

// apply counts on the invoices what a payment pays of each now. Whoever paid did so on the day of the payment, also when it was
// found later what for.
func (s *Service) apply(ctx context.Context, step *Step, c Change) error {
	for _, share := range c.shares() {
		r, err := s.open(ctx, step, share.Invoice)
		if err != nil {
			return err
		}
		r.pay(Path{Of: c.Is.Payment.Key, Cents: share.Cents, Day: c.Is.Payment.Booked})
		step.put(r)
	}
	return nil
}

// shares are what each invoice is paid more by a change, or less.
func (c Change) shares() []settle.Share {
	out := slices.Clone(c.Is.Applied)
	if c.Was == nil {
		return out
	}
	for _, a := range c.Was.Applied {
		at := slices.IndexFunc(out, func(o settle.Share) bool { return o.Invoice == a.Invoice })
		if at < 0 {
			out, at = append(out, settle.Share{Invoice: a.Invoice}), len(out)
		}
		out[at].Cents -= a.Cents
	}
	return slices.DeleteFunc(out, func(a settle.Share) bool { return a.Cents == 0 })
}

// named loads the receivables of the references that a payment names.
func (s *Service) named(ctx context.Context, step *Step, p settle.Payment) (out []settle.Receivable, err error) {
	var seen []string
	for _, ref := range p.References {
		if !ref.Valid || slices.Contains(seen, ref.Text) {
			continue
		}
		seen = append(seen, ref.Text)
		found, _, err := s.receivables.Find(ctx, store.Query{Index: "reference", Eq: []any{string(step.Org), ref.Text}, Limit: mostAlike})
		if err != nil {
			return nil, err
		}
		for _, e := range found {
			r := e.Value
			if now, there := step.receivable(r.Invoice); there {
				r = now
			}
			out = append(out, r.Settled())
		}
	}
	return out, nil
}

// mostAlike is how many payments or receivables may share an id, a reference or an amount to be told apart: of more, none is
// certain, and a person looks.
const mostAlike = 200

// recent is for how many days a bank takes a payment back without its id.
const recent = 400

// earlier loads the payments that one may have to do with: those that a reversal may take back, the sum that it is a part of, or
// the parts that it is the sum of.
func (s *Service) earlier(ctx context.Context, step *Step, p settle.Payment) ([]settle.Settlement, error) {
	g := gathering{s: s, step: step}
	org := string(step.Org)
	if p.Entry != "" {
		g.all(ctx, store.Query{Index: "parts", Eq: []any{org, p.Entry, !p.Whole}}, func(o settle.Payment) bool { return o.Entry == p.Entry && o.Whole != p.Whole })
	}
	if !p.Reversal {
		return g.found, g.err
	}
	if p.BankID != "" {
		g.few(ctx, store.Query{Index: "bank", Eq: []any{org, p.BankID}}, func(o settle.Payment) bool { return o.BankID == p.BankID })
	}
	if p.EndToEnd != "" {
		g.few(ctx, store.Query{Index: "end", Eq: []any{org, p.EndToEnd}}, func(o settle.Payment) bool { return o.EndToEnd == p.EndToEnd })
	}
	g.few(ctx, store.Query{Index: "amount", Eq: []any{org, int64(p.Amount)}, From: string(p.Booked.AddDays(-recent))}, func(o settle.Payment) bool {
		return o.Amount == p.Amount
	})
	return g.found, g.err
}

// gathering collects settlements as they are within a step, each once.
type gathering struct {
	s     *Service
	step  *Step
	found []settle.Settlement
	err   error
}

func (g *gathering) add(is settle.Settlement) {
	if !slices.ContainsFunc(g.found, func(o settle.Settlement) bool { return o.Payment.Key == is.Payment.Key }) {
		g.found = append(g.found, is)
	}
}

// all collects whatever a query finds; ours says the same of what stands in the step only.
func (g *gathering) all(ctx context.Context, q store.Query, ours func(settle.Payment) bool) {
	if g.err != nil {
		return
	}
	seen := map[marketplace.ID]bool{}
	keep := func(is settle.Settlement) {
		if key := is.Payment.Key; !seen[key] {
			seen[key] = true
			g.found = append(g.found, is)
		}
	}
	for _, is := range g.step.settlements() {
		if ours(is.Payment) {
			keep(is)
		}
	}
	g.err = g.s.payments.Each(ctx, q, func(e store.Entry[Payment]) error { keep(e.Value.Is); return nil })
}

// few collects what a query finds unless it is too much to be told apart.
func (g *gathering) few(ctx context.Context, q store.Query, ours func(settle.Payment) bool) {
	if g.err != nil {
		return
	}
	q.Limit = mostAlike
	found, next, err := g.s.payments.Find(ctx, q)
	if g.err = err; err != nil || next != "" {
		return
	}
	for _, is := range g.step.settlements() {
		if ours(is.Payment) {
			g.add(is)
		}
	}
	for _, e := range found {
		g.add(e.Value.Is)
	}
}
