package payment

import (
	"context"
	"slices"
	"strings"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/invoice"
	"sovite.fi/sovite/marketplace/payment/settle"
)

// Follows lists the facts that the sales ledger follows.
func Follows() []string { return []string{"invoice.issued"} }

// Follow opens the receivable of an invoice that was issued, and takes off it what a credit note gives back.
func (s *Service) Follow(ctx context.Context, f marketplace.Fact) error {
	_, id, _ := strings.Cut(f.Subject, "/")
	i, err := s.Invoices.Issued(ctx, marketplace.ID(id))
	if err != nil {
		return err
	}
	if i.Of == "" {
		return s.issued(ctx, i)
	}
	of, err := s.Invoices.Issued(ctx, i.Of)
	if err != nil {
		return err
	}
	if err := s.issued(ctx, of); err != nil { // its own fact may come later
		return err
	}
	return s.credited(ctx, i)
}

func (s *Service) issued(ctx context.Context, i invoice.Invoice) error {
	_, _, err := s.post(ctx, marketplace.System(i.Org), "issued/"+string(i.ID), func(_ context.Context, step *Step) error {
		d := i.Document
		r := Receivable{
			Invoice: i.ID, Org: i.Org, Buyer: i.Buyer, Number: d.Number, Reference: d.Payment.Reference, Account: d.Payment.IBAN,
			Issued: d.Issued, Due: d.Due, Total: i.Payable() + d.Prepaid,
		}
		step.event(Event{ID: i.ID + "-issued", Kind: Issued, Day: d.Issued, Invoice: i.ID, Number: d.Number, Cents: r.Total})
		if d.Prepaid > 0 { // of a fee of the platform, what was kept of payments by card: the provider holds it
			kept := i.ID + "-kept"
			r.pay(Path{Of: kept, Card: true, Cents: d.Prepaid, Day: d.Issued})
			step.event(Event{ID: kept + "-paid", Kind: CardPaid, Day: d.Issued, Invoice: i.ID, Number: d.Number, Payment: kept, Cents: d.Prepaid})
		}
		step.put(r)
		return nil
	})
	return err
}

func (s *Service) credited(ctx context.Context, note invoice.Invoice) error {
	_, _, err := s.post(ctx, marketplace.System(note.Org), "credited/"+string(note.ID), func(ctx context.Context, step *Step) error {
		r, err := s.open(ctx, step, note.Of)
		if err != nil {
			return err
		}
		cents, day := note.Payable(), note.Document.Issued
		r.Credited += cents
		r.Credits = append(slices.Clone(r.Credits), Credit{Note: note.ID, Number: note.Document.Number, Cents: cents})
		step.put(r)
		step.event(Event{ID: note.ID + "-credited", Kind: Credited, Day: day, Invoice: r.Invoice, Number: r.Number, Note: note.ID, Cents: cents})
		return s.release(ctx, step, r, day)
	})
	return err
}

// release parks what an invoice was paid too much by transfers, now that some of it was given back: the last payment first. What
// was paid by card stays, and is refunded by card.
func (s *Service) release(ctx context.Context, step *Step, r Receivable, day marketplace.Date) error {
	over := -r.Open()
	for _, p := range slices.Backward(r.Paths) {
		part := min(over, p.Cents)
		if p.Card || part <= 0 {
			continue
		}
		was, err := s.settled(ctx, step, p.Of)
		if err != nil {
			return err
		}
		if err := s.write(ctx, step, &was, settle.Decision{Settlement: was.Release(r.Invoice, r.Number, part)}, day); err != nil {
			return err
		}
		over -= part
	}
	return nil
}
