package reminder

import (
	"context"
	"fmt"

	"sovite.fi/sovite/marketplace"
)

// Draft is a reminder as it would be sent now.
type Draft struct {
	Proposal Proposal
	Reminder Reminder
	Digest   marketplace.ID // of everything that the letter says; another one means that something changed
}

// Write words a reminder as it would be sent now with these charges, for a person to read first. It saves nothing. Conflict, with
// the reason, when the invoice is not reminded of today; Invalid for charges that cannot be asked for.
func (s *Service) Write(ctx context.Context, actor marketplace.Actor, invoice marketplace.ID, ask Ask) (Draft, error) {
	p, err := s.Proposal(ctx, actor, invoice)
	if err != nil {
		return Draft{}, err
	}
	d := Draft{Proposal: p}
	if len(p.Why) > 0 {
		return d, marketplace.Errorf(marketplace.Conflict, p.Why[0].Key, flat(p.Why[0].Args)...)
	}
	today := s.Clock.Today()
	charges, err := ChargesOf(s.Rules, p, ask, today)
	if err != nil {
		return d, err
	}
	c := p.Claim
	d.Reminder = Reminder{
		ID: idOf(c.Invoice, p.Nth), Org: c.Org, Buyer: c.Buyer, Invoice: c.Invoice, Nth: p.Nth, State: Proposed, Open: true, Number: c.Number, Due: c.Due,
		Asked: c.Open, Charges: charges, By: actor.Person, Begun: s.Clock.Now(),
	}
	if d.Reminder.Letter, err = s.letter(ctx, p, d.Reminder); err != nil {
		return d, err
	}
	d.Digest = marketplace.Derived("", idLength, string(d.Reminder.ID), fmt.Sprint(d.Reminder.Letter), fmt.Sprint(charges.Cost))
	return d, nil
}

func flat(args map[string]string) []any {
	var out []any
	for name, value := range args {
		out = append(out, name, value)
	}
	return out
}

// Send sends the letter that was read, under a key of the caller's own: the same key sends nothing twice. Stale when the letter would
// say something else by now. Invalid "reminder.unsure" when a rule behind it does not decide alone and nobody checked. What it asks
// for is charged in the sales ledger, and the buyer's owners and billing get the letter.
func (s *Service) Send(ctx context.Context, actor marketplace.Actor, key string, invoice marketplace.ID, ask Ask, digest marketplace.ID, isChecked bool) (Entry, error) {
	if err := may(actor); err != nil {
		return Entry{}, err
	}
	sent, err := s.of(ctx, invoice)
	if err != nil {
		return Entry{}, err
	}
	for _, r := range sent {
		if r.Org == actor.Org && r.Key == key && key != "" {
			return s.carry(ctx, r.ID)
		}
	}
	d, err := s.Write(ctx, actor, invoice, ask)
	switch {
	case err != nil:
		return Entry{}, err
	case d.Digest != digest:
		return Entry{}, marketplace.Errorf(marketplace.Stale, "reminder.changed")
	case key == "":
		return Entry{}, marketplace.InvalidFields([]marketplace.FieldError{marketplace.Field("key", "field.required")})
	case len(d.Reminder.Charges.Unsure) > 0 && !isChecked:
		return Entry{}, marketplace.InvalidFields([]marketplace.FieldError{marketplace.Field("checked", "reminder.unsure")})
	}
	r := d.Reminder
	r.Key, r.Checked = key, isChecked
	_, err = s.reminders.Insert(ctx, r.ID, r, s.fact(actor, "reminder.begun", r))
	if marketplace.IsKind(err, marketplace.Conflict) {
		return Entry{}, marketplace.Errorf(marketplace.Stale, "reminder.changed")
	}
	if err != nil {
		return Entry{}, err
	}
	return s.carry(ctx, r.ID)
}

func (s *Service) fact(actor marketplace.Actor, typ string, r Reminder) marketplace.Fact {
	return s.facts.New(actor, typ, s.reminders.Subject(r.ID), "invoice", r.Invoice, "buyer", r.Buyer, "charges", int64(r.Charges.Sum()))
}
