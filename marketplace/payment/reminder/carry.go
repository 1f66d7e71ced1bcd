package reminder

import (
	"context"
	"errors"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/check"
	"sovite.fi/sovite/marketplace/store"
)

// Withdraw takes a reminder back, with the reason: what it asked for is taken off the invoice, and the buyer is told. Doing it again
// changes nothing.
func (s *Service) Withdraw(ctx context.Context, actor marketplace.Actor, id marketplace.ID, reason string) (Entry, error) {
	if _, err := s.Get(ctx, actor, id); err != nil {
		return Entry{}, err
	}
	reason = check.Line(reason)
	var f check.Fields
	f.Need("reason", reason != "")
	f.Text("reason", reason, maxReason)
	if err := marketplace.InvalidFields(f.Errors()); err != nil {
		return Entry{}, err
	}
	_, err := s.move(ctx, actor, id, Withdraw, func(r *Reminder) { r.Why, r.Open = reason, true })
	if err != nil {
		return Entry{}, err
	}
	return s.carry(ctx, id)
}

// move brings a reminder on by an event. Once more it changes nothing; Conflict when the event cannot happen.
func (s *Service) move(ctx context.Context, actor marketplace.Actor, id marketplace.ID, e Event, with func(*Reminder)) (Entry, error) {
	return store.Change(ctx, s.reminders, id, func(r *Reminder) ([]marketplace.Fact, error) {
		if repeated(r.State, e) {
			return nil, store.ErrUnchanged
		}
		after, err := r.after(e, s.Clock.Now())
		if err != nil {
			return nil, err
		}
		with(&after)
		*r = after
		return []marketplace.Fact{s.fact(actor, "reminder."+string(r.State), *r)}, nil
	})
}

// repeated says whether an event has happened already.
func repeated(s State, e Event) bool {
	switch e {
	case Send:
		return s != Proposed
	case Pay:
		return s == Paid
	case Withdraw:
		return s == Withdrawn
	}
	return false
}

// carry carries out what was decided, and gives the reminder as it is then. Every step can be done again: charges have ids of
// their own, and a letter that is sent twice is the same.
func (s *Service) carry(ctx context.Context, id marketplace.ID) (Entry, error) {
	e, err := s.reminders.Get(ctx, id)
	if err != nil || !e.Value.Open {
		return e, err
	}
	r, by := e.Value, marketplace.System(e.Value.Org)
	if r.State == Proposed {
		over, err := s.over(ctx, r)
		if err != nil {
			return e, err
		}
		if over != nil {
			if e, err = s.move(ctx, by, id, Withdraw, func(r *Reminder) { r.Over, r.Open = over, true }); err != nil {
				return e, err
			}
			r = e.Value
		}
	}
	if err := s.charge(ctx, r); err != nil {
		return e, err
	}
	if r.State == Proposed {
		if err := s.post(ctx, r); err != nil {
			return e, err
		}
		return s.move(ctx, by, id, Send, func(r *Reminder) { r.Open = false })
	}
	if !r.Sent.IsZero() {
		if err := s.postWithdrawn(ctx, r); err != nil {
			return e, err
		}
	}
	return store.Change(ctx, s.reminders, id, func(r *Reminder) ([]marketplace.Fact, error) {
		if !r.Open {
			return nil, store.ErrUnchanged
		}
		r.Open = false
		return nil, nil
	})
}

// charge books what a reminder adds to its invoice; of one that was withdrawn it books the same back, too, so that nothing is left
// of it wherever it was stopped.
func (s *Service) charge(ctx context.Context, r Reminder) error {
	day := r.Begun.Day()
	list := r.charged(day, false)
	if r.State == Withdrawn {
		list = append(list, r.charged(max(day, r.Ended.Day()), true)...)
	}
	for _, c := range list {
		if err := s.Ledger.Charge(ctx, c); err != nil {
			return err
		}
	}
	return nil
}

// over is why a reminder that has not been sent yet is not sent any more: the invoice was paid, disputed or put on hold meanwhile.
func (s *Service) over(ctx context.Context, r Reminder) (*marketplace.FieldError, error) {
	c, err := s.Ledger.Claim(ctx, r.Org, r.Invoice)
	if err != nil {
		return nil, err
	}
	p, err := s.propose(ctx, c)
	if err != nil {
		return nil, err
	}
	for _, why := range p.Why {
		if why.Field != "earlier" { // the reminder itself is no earlier one
			return &why, nil
		}
	}
	return nil, nil //nolint:nilnil // nothing keeps it
}

// Settled brings the reminders of an invoice on when nothing of it is open any more. It may run twice.
func (s *Service) Settled(ctx context.Context, org, invoice marketplace.ID) error {
	sent, err := s.of(ctx, invoice)
	if err != nil || len(sent) == 0 {
		return err
	}
	c, err := s.Ledger.Claim(ctx, org, invoice)
	if err != nil || c.Open > 0 {
		return err
	}
	for _, r := range sent {
		if r.State != Sent {
			continue
		}
		if _, err := s.move(ctx, marketplace.System(org), r.ID, Pay, func(*Reminder) {}); err != nil && !marketplace.IsKind(err, marketplace.Conflict) {
			return err
		}
	}
	return nil
}

// Work carries out what a crash left half done. It is a job: it may be done twice, and one that fails keeps no other from it.
func (s *Service) Work(ctx context.Context) error {
	var failed []error
	err := s.reminders.Each(ctx, store.Query{Index: "open", Eq: []any{true}}, func(e Entry) error {
		_, one := s.carry(ctx, e.ID)
		failed = append(failed, one)
		return ctx.Err()
	})
	return errors.Join(append(failed, err)...)
}
