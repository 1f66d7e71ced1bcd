package reminder

import (
	"context"
	"errors"
	"strings"

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
	if e.Value.State == Proposed {
		if e, err = s.dispatch(ctx, e); err != nil || e.Value.State != Withdrawn {
			return e, err
		}
	}
	return s.unwind(ctx, e)
}

// dispatch charges what a reminder asks for and sends it, or withdraws it when the invoice moved on meanwhile.
func (s *Service) dispatch(ctx context.Context, e Entry) (Entry, error) {
	r, by := e.Value, marketplace.System(e.Value.Org)
	over, err := s.over(ctx, r)
	if err != nil {
		return e, err
	}
	for _, c := range r.charged(r.Begun.Day()) {
		if over != nil {
			break
		}
		err := s.Ledger.Charge(ctx, c)
		if marketplace.IsKind(err, marketplace.Conflict) {
			f := marketplace.Field("open", "reminder.nothing_open")
			over = &f
		} else if err != nil {
			return e, err
		}
	}
	if over != nil {
		return s.move(ctx, by, r.ID, Withdraw, func(r *Reminder) { r.Over, r.Open = over, true })
	}
	if err := s.post(ctx, r); err != nil {
		return e, err
	}
	return s.move(ctx, by, r.ID, Send, func(r *Reminder) { r.Open = false })
}

// unwind takes what a withdrawn reminder asked for off the invoice, and tells those who got it.
func (s *Service) unwind(ctx context.Context, e Entry) (Entry, error) {
	r := e.Value
	for _, c := range r.charged(r.Ended.Day()) {
		if err := s.Ledger.Uncharge(ctx, c); err != nil {
			return e, err
		}
	}
	if !r.Sent.IsZero() {
		if err := s.postWithdrawn(ctx, r); err != nil {
			return e, err
		}
	}
	return store.Change(ctx, s.reminders, r.ID, func(r *Reminder) ([]marketplace.Fact, error) {
		if !r.Open {
			return nil, store.ErrUnchanged
		}
		r.Open = false
		return nil, nil
	})
}

// over is why a reminder that has not been sent yet is not sent any more: the invoice was paid, disputed or put on hold meanwhile.
func (s *Service) over(ctx context.Context, r Reminder) (*marketplace.FieldError, error) {
	p, err := s.Proposal(ctx, marketplace.System(r.Org), r.Invoice)
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

// Follows lists the facts after which Follow has something to do.
func Follows() []string { return []string{"payment.step"} }

// Follow brings the reminders of an invoice on when nothing of it is open any more. It may run twice.
func (s *Service) Follow(ctx context.Context, f marketplace.Fact) error {
	_, id, _ := strings.Cut(f.Subject, "/")
	step, err := s.Ledger.Step(ctx, f.Org, marketplace.ID(id))
	if err != nil {
		return err
	}
	for _, r := range step.Receivables {
		if r.Open() > 0 {
			continue
		}
		if err := s.settled(ctx, r.Invoice); err != nil {
			return err
		}
	}
	return nil
}

func (s *Service) settled(ctx context.Context, invoice marketplace.ID) error {
	sent, err := s.of(ctx, invoice)
	if err != nil {
		return err
	}
	for _, r := range sent {
		if r.State != Sent {
			continue
		}
		_, err := s.move(ctx, marketplace.System(r.Org), r.ID, Pay, func(*Reminder) {})
		if err != nil && !marketplace.IsKind(err, marketplace.Conflict) {
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
