package payment

import (
	"context"
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/money"
)

// Charge is a fee or an interest that a buyer is asked for besides the invoice.
type Charge struct {
	ID      marketplace.ID // counts once
	Org     marketplace.ID
	Invoice marketplace.ID
	Kind    EventKind   // ReminderFee, Compensation or LateInterest
	Cents   money.Cents // above 0
	Day     marketplace.Date
	By      marketplace.ID // who decided it
}

// Charge adds to what an invoice asks for. Conflict when nothing of the invoice is open.
func (s *Service) Charge(ctx context.Context, c Charge) error {
	if !slices.Contains([]EventKind{ReminderFee, Compensation, LateInterest}, c.Kind) {
		return marketplace.InvalidFields([]marketplace.FieldError{marketplace.Field("kind", "field.required")})
	}
	if err := positive(c.Cents); err != nil {
		return err
	}
	actor := marketplace.System(c.Org)
	actor.Person = c.By
	_, _, err := s.post(ctx, actor, "charge/"+string(c.ID), func(ctx context.Context, step *Step) error {
		r, err := s.open(ctx, step, c.Invoice)
		if err != nil {
			return err
		}
		if r.Open() <= 0 {
			return marketplace.Errorf(marketplace.Conflict, "payment.not_open", "number", r.Number)
		}
		r.Charged += c.Cents
		r.Charges = append(slices.Clone(r.Charges), Charged{ID: c.ID, Kind: c.Kind, Cents: c.Cents, Day: c.Day})
		step.put(r)
		step.event(Event{ID: c.ID + "-charged", Kind: c.Kind, Day: c.Day, Invoice: r.Invoice, Number: r.Number, Cents: c.Cents})
		return nil
	})
	return err
}

// WriteOff gives up what is open of an invoice (luottotappio). Only the organiser's owners do. The key is the caller's own: the
// same one writes nothing off twice. Conflict when nothing is open, or something is disputed. It gives what was given up.
func (s *Service) WriteOff(ctx context.Context, actor marketplace.Actor, id marketplace.ID, key string) (money.Cents, error) {
	return s.lose(ctx, actor, id, WrittenOff, key, func(r *Receivable) (money.Cents, error) {
		cents := r.Open()
		if cents <= 0 || r.Disputed != 0 {
			return 0, marketplace.Errorf(marketplace.Conflict, "payment.not_open", "number", r.Number)
		}
		r.Lost += cents
		return cents, nil
	})
}

// Recover takes a loss back, because the invoice can be paid after all; what is paid then is counted by itself. Conflict when
// nothing was given up.
func (s *Service) Recover(ctx context.Context, actor marketplace.Actor, id marketplace.ID, key string) (money.Cents, error) {
	return s.lose(ctx, actor, id, Recovered, key, func(r *Receivable) (money.Cents, error) {
		cents := r.Lost
		if cents <= 0 {
			return 0, marketplace.Errorf(marketplace.Conflict, "payment.not_lost", "number", r.Number)
		}
		r.Lost = 0
		return cents, nil
	})
}

func (s *Service) lose(
	ctx context.Context, actor marketplace.Actor, id marketplace.ID, kind EventKind, key string, change func(*Receivable) (money.Cents, error),
) (money.Cents, error) {
	if err := actor.Must(marketplace.RoleOwner); err != nil {
		return 0, err
	}
	if key == "" {
		return 0, marketplace.InvalidFields([]marketplace.FieldError{marketplace.Field("key", "field.required")})
	}
	step, _, err := s.post(ctx, actor, string(kind)+"/"+string(id)+"/"+key, func(ctx context.Context, step *Step) error {
		r, err := s.open(ctx, step, id)
		if err != nil {
			return err
		}
		cents, err := change(&r)
		if err != nil {
			return err
		}
		step.put(r)
		step.event(Event{ID: step.ID + "-loss", Kind: kind, Day: s.Clock.Today(), Invoice: r.Invoice, Number: r.Number, Cents: cents})
		return nil
	})
	if err != nil {
		return 0, err
	}
	return step.Events[0].Cents, nil
}
