package timesheet

import (
	"context"
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/check"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/price"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/timesheet/line"
)

// Due is a line that was approved and not billed yet, with everything that an invoice says of it: each cent goes back to a
// sheet or a person, to an approval and to a version of a price.
type Due struct {
	Timesheet marketplace.ID
	Line      marketplace.ID
	Version   int // which Bill wants back
	Order     marketplace.ID
	Title     string
	Buyer     marketplace.ID
	Reference string           // the buyer's own
	Date      marketplace.Date // of supply
	Unit      price.Unit
	Name      string
	Quantity  price.Quantity // below 0 for what was billed before and is taken back
	Rate      money.Rate     // without value added tax
	Amount    money.Cents
	Item      marketplace.ID // of the price book, in the version Priced
	Priced    int
	Source    line.Source
	Approval  line.Mark
}

// Approved lists what the organiser can bill, for its owners and billing: of one buyer, or with none of all, in the order of
// buyers and weeks. A page holds the lines of as many timesheets as it is long. Lines without a price of their own are not
// among them.
func (s *Service) Approved(ctx context.Context, actor marketplace.Actor, buyer marketplace.ID, page marketplace.Page) (marketplace.List[Due], error) {
	out := marketplace.List[Due]{Items: []Due{}}
	if err := actor.Must(marketplace.RoleOwner, marketplace.RoleBilling); err != nil {
		return out, err
	}
	q := store.Query{Index: "billable", Eq: []any{string(actor.Org), true}, Limit: page.Size(), After: page.After}
	if buyer != "" {
		q.Eq = append(q.Eq, string(buyer))
	}
	found, next, err := s.all.Find(ctx, q)
	for _, e := range found {
		out.Items = append(out.Items, e.Value.due()...)
	}
	out.Next = next
	return out, err
}

// due are the lines of a timesheet that can be billed.
func (t Timesheet) due() []Due {
	var out []Due
	for _, l := range t.Lines {
		if l.Billable() {
			out = append(out, Due{
				Timesheet: t.ID, Line: l.ID, Version: l.Version, Order: t.Order, Title: t.Title, Buyer: t.Buyer, Reference: t.Reference, Date: l.Date,
				Unit: l.Unit, Name: l.Name, Quantity: l.Quantity, Rate: l.Rate, Amount: l.Amount, Item: l.Item, Priced: l.Priced, Source: l.Source,
				Approval: l.Approval,
			})
		}
	}
	return out
}

// Bill puts approved lines of one timesheet onto an invoice, for the organiser's owners and billing: all of them or none.
// From then on they never change. Stale when one says something else than was seen, Conflict when one is not approved or
// stands on another invoice. Billing the same twice changes nothing.
func (s *Service) Bill(ctx context.Context, actor marketplace.Actor, id marketplace.ID, lines []line.Seen, invoice string) error {
	if err := s.biller(ctx, actor, id, invoice); err != nil {
		return err
	}
	_, err := s.keep(ctx, actor, id, func(t Timesheet) (Timesheet, []event, error) {
		now := s.Clock.Now()
		t, n, err := t.billed(lines, invoice, line.Move{Event: line.Bill, Who: line.Who{By: actor.Person}, Now: now, Note: invoice})
		if err == nil && n == 0 {
			err = store.ErrUnchanged
		}
		return t.watched(now), []event{{"timesheet.billed", []any{"lines", n, "invoice", invoice}}}, err
	})
	return err
}

// billed is the timesheet with lines on an invoice, and how many were put there. It is pure.
func (t Timesheet) billed(lines []line.Seen, invoice string, m line.Move) (Timesheet, int, error) {
	t.Lines = slices.Clone(t.Lines)
	n := 0
	for _, s := range lines {
		at := t.at(s.Line)
		if at < 0 {
			return t, 0, notFound()
		}
		l := t.Lines[at]
		switch {
		case l.State == line.Invoiced && l.Invoice == invoice && l.Version == s.Version:
			continue
		case l.State == line.Invoiced:
			return t, 0, l.Locked()
		case l.Version != s.Version:
			return t, 0, stale()
		case !l.Billable():
			return t, 0, marketplace.Errorf(marketplace.Conflict, "timesheet.not_approved", "name", l.Name, "day", l.Date)
		}
		m.Change = func(l *line.Line) { l.Invoice = invoice }
		t.Lines[at], _, _ = l.Moved(m, s.Version)
		n++
	}
	return t, n, nil
}

// Unbill takes lines of one timesheet off an invoice that was credited, all of them when none is named: they can be billed anew,
// and the buyer can take the approval back. Doing it twice changes nothing.
func (s *Service) Unbill(ctx context.Context, actor marketplace.Actor, id marketplace.ID, invoice string, lines ...marketplace.ID) error {
	if err := s.biller(ctx, actor, id, invoice); err != nil {
		return err
	}
	_, err := s.keep(ctx, actor, id, func(t Timesheet) (Timesheet, []event, error) {
		now, n := s.Clock.Now(), 0
		t.Lines = slices.Clone(t.Lines)
		for i, l := range t.Lines {
			if l.State != line.Invoiced || l.Invoice != invoice || len(lines) > 0 && !slices.Contains(lines, l.ID) {
				continue
			}
			m := line.Move{Event: line.Unbill, Who: line.Who{By: actor.Person}, Now: now, Note: invoice}
			t.Lines[i], _, _ = l.Moved(m, l.Version)
			n++
		}
		if n == 0 {
			return t, nil, store.ErrUnchanged
		}
		return t.watched(now), []event{{"timesheet.unbilled", []any{"lines", n, "invoice", invoice}}}, nil
	})
	return err
}

// Number tells the lines of one timesheet the number of the invoice on which they stand, so that whoever is kept from changing
// them reads which one it is. Until then it is being made. Telling it twice changes nothing.
func (s *Service) Number(ctx context.Context, actor marketplace.Actor, id marketplace.ID, invoice, number string) error {
	if err := s.biller(ctx, actor, id, invoice); err != nil {
		return err
	}
	_, err := s.keep(ctx, actor, id, func(t Timesheet) (Timesheet, []event, error) {
		n := 0
		t.Lines = slices.Clone(t.Lines)
		for i, l := range t.Lines {
			var is bool
			if t.Lines[i], is = l.Numbered(invoice, number); is {
				n++
			}
		}
		if n == 0 {
			return t, nil, store.ErrUnchanged
		}
		return t, []event{{"timesheet.numbered", []any{"lines", n, "invoice", invoice}}}, nil
	})
	return err
}

// biller makes sure that an actor may bill a timesheet, and that the invoice is named.
func (s *Service) biller(ctx context.Context, actor marketplace.Actor, id marketplace.ID, invoice string) error {
	if err := actor.Must(marketplace.RoleOwner, marketplace.RoleBilling); err != nil {
		return err
	}
	if _, err := s.own(ctx, actor, id); err != nil {
		return err
	}
	var f check.Fields
	f.Need("invoice", invoice != "")
	f.Text("invoice", invoice, maxInvoice)
	return marketplace.InvalidFields(f.Errors())
}
