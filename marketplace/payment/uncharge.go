package payment

import (
	"context"
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/money"
)

// Uncharge takes back what was charged under an id, because it was asked for by mistake: the same comes off the invoice, and into
// the books with the sign turned. What was never charged, or was taken back before, changes nothing.
func (s *Service) Uncharge(ctx context.Context, c Charge) error {
	back := c.ID + "-back"
	actor := marketplace.System(c.Org)
	actor.Person = c.By
	_, _, err := s.post(ctx, actor, "uncharge/"+string(c.ID), func(ctx context.Context, step *Step) error {
		r, err := s.open(ctx, step, c.Invoice)
		if err != nil {
			return err
		}
		cents := money.Cents(0)
		for _, was := range r.Charges {
			if was.ID == c.ID {
				cents = was.Cents
			}
		}
		if cents == 0 {
			return errNothing
		}
		r.Charged -= cents
		r.Charges = append(slices.Clone(r.Charges), Charged{ID: back, Kind: c.Kind, Cents: -cents, Day: c.Day})
		step.put(r)
		step.event(Event{ID: back + "-charged", Kind: c.Kind, Day: c.Day, Invoice: r.Invoice, Number: r.Number, Cents: -cents})
		return nil
	})
	return err
}
