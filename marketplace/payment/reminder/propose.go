package reminder

import (
	"cmp"
	"context"
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/check"
	"sovite.fi/sovite/marketplace/payment"
	"sovite.fi/sovite/marketplace/store"
)

// Late lists the invoices of the actor's organisation that are late today: first those that are not reminded of, with the reason,
// then the others; in both the latest first. A page can be shorter than asked for.
func (s *Service) Late(ctx context.Context, actor marketplace.Actor, page marketplace.Page) (marketplace.List[Proposal], error) {
	out := marketplace.List[Proposal]{Items: []Proposal{}}
	if err := may(actor); err != nil {
		return out, err
	}
	open, err := s.Ledger.Receivables(ctx, actor, true, page)
	if err != nil {
		return out, err
	}
	out.Next = open.Next
	for _, e := range open.Items {
		if c := claimOf(e.Value); c.DaysLate(s.Clock.Today()) == 0 || c.Open <= 0 {
			continue
		}
		p, err := s.propose(ctx, e.Value)
		if err != nil {
			return out, err
		}
		out.Items = append(out.Items, p)
	}
	slices.SortStableFunc(out.Items, func(a, b Proposal) int {
		return cmp.Or(cmp.Compare(min(1, len(b.Why)), min(1, len(a.Why))), cmp.Compare(b.Days, a.Days))
	})
	return out, nil
}

// Proposal is one invoice of the actor's organisation, with what could be asked for today.
func (s *Service) Proposal(ctx context.Context, actor marketplace.Actor, invoice marketplace.ID) (Proposal, error) {
	if err := may(actor); err != nil {
		return Proposal{}, err
	}
	e, err := s.Ledger.Receivable(ctx, actor, invoice)
	if err != nil {
		return Proposal{}, err
	}
	return s.propose(ctx, e.Value)
}

func (s *Service) propose(ctx context.Context, r payment.Receivable) (Proposal, error) {
	c := claimOf(r)
	i, err := s.Invoices.Issued(ctx, c.Invoice)
	if err != nil {
		return Proposal{}, err
	}
	c.Crediting = crediting(i, r)
	sent, err := s.of(ctx, c.Invoice)
	if err != nil {
		return Proposal{}, err
	}
	var h *Hold
	e, err := s.holds.Get(ctx, c.Invoice)
	switch {
	case err == nil:
		h = &e.Value
	case !marketplace.IsKind(err, marketplace.NotFound):
		return Proposal{}, err
	}
	return Propose(s.Rules, c, sent, h, s.Clock.Today())
}

// Hold keeps an invoice from being reminded of until a day, with the reason; without a day it takes the hold off. Doing it again
// changes nothing.
func (s *Service) Hold(ctx context.Context, actor marketplace.Actor, invoice marketplace.ID, until marketplace.Date, reason string) (Hold, error) {
	if err := may(actor); err != nil {
		return Hold{}, err
	}
	if _, err := s.Ledger.Receivable(ctx, actor, invoice); err != nil {
		return Hold{}, err
	}
	reason = check.Line(reason)
	var f check.Fields
	today := s.Clock.Today()
	if last := today.AddMonths(maxHold); f.Date("until", until) && until != "" && (until < today || until > last) {
		f.Add("until", "reminder.hold_day", "first", today, "last", last)
	}
	f.Need("reason", until == "" || reason != "")
	f.Text("reason", reason, maxReason)
	if err := marketplace.InvalidFields(f.Errors()); err != nil {
		return Hold{}, err
	}
	h := Hold{Invoice: invoice, Org: actor.Org, Until: until, Reason: reason, By: actor.Person, At: s.Clock.Now()}
	fact := s.facts.New(actor, "reminder_hold.set", s.holds.Subject(invoice), "until", until)
	e, err := s.holds.Insert(ctx, invoice, h, fact)
	if marketplace.IsKind(err, marketplace.Conflict) {
		e, err = store.Change(ctx, s.holds, invoice, func(was *Hold) ([]marketplace.Fact, error) {
			if was.Until == h.Until && was.Reason == h.Reason {
				return nil, store.ErrUnchanged
			}
			*was = h
			return []marketplace.Fact{fact}, nil
		})
	}
	return e.Value, err
}
