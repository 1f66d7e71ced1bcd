package invoice

import (
	"context"
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/check"
	"sovite.fi/sovite/marketplace/invoice/en16931"
	"sovite.fi/sovite/marketplace/store"
)

const maxCreditReason = 500

// Credit gives back some of the hours and things of an issued invoice, or with no sources all that is left: a credit note is
// issued under a number of its own, and exactly those can be billed anew. Sources are named by Source.Key. The key is the
// caller's own: the same one gives nothing back twice. Conflict when something of it was given back before.
func (s *Service) Credit(ctx context.Context, actor marketplace.Actor, id marketplace.ID, key string, sources []marketplace.ID, reason string) (Entry, error) {
	e, err := s.Get(ctx, actor, id)
	if err != nil {
		return e, err
	}
	reason = check.Line(reason)
	var f check.Fields
	f.Need("key", key != "")
	f.Need("reason", reason != "")
	f.Text("reason", reason, maxCreditReason)
	if err := marketplace.InvalidFields(f.Errors()); err != nil {
		return e, err
	}
	if err := s.settle(ctx, id); err != nil { // those before it: they count into the rounding
		return e, err
	}
	note := marketplace.Derived("crn-", idLength, string(id), key)
	_, err = store.Change(ctx, s.invoices, id, func(i *Invoice) ([]marketplace.Fact, error) {
		c := Credited{Note: note, Sources: sources, By: actor.Person, Reason: reason}
		if len(c.Sources) == 0 {
			c.Sources = keys(i.Left())
		}
		if err := i.promise(c); err != nil {
			return nil, err
		}
		return []marketplace.Fact{s.facts.New(actor, "invoice.crediting", s.invoices.Subject(id), "note", note, "lines", len(c.Sources))}, nil
	})
	if err != nil {
		return e, err
	}
	if err := s.settle(ctx, id); err != nil {
		return e, err
	}
	return s.invoices.Get(ctx, note)
}

func keys(sources []Source) (out []marketplace.ID) {
	for _, s := range sources {
		out = append(out, s.Key())
	}
	return out
}

// promise writes down what a credit note will give back, so that no other one gives the same.
func (i *Invoice) promise(c Credited) error {
	if slices.ContainsFunc(i.Credits, func(o Credited) bool { return o.Note == c.Note }) {
		return store.ErrUnchanged
	}
	if i.State != Issued || i.Of != "" {
		return marketplace.Errorf(marketplace.Conflict, "invoice.not_issued")
	}
	left := keys(i.Left())
	if len(c.Sources) == 0 {
		return marketplace.Errorf(marketplace.Conflict, "invoice.all_credited")
	}
	for n, key := range c.Sources {
		if !slices.Contains(left, key) || slices.Contains(c.Sources[:n], key) {
			return marketplace.Errorf(marketplace.Conflict, "invoice.credited_before")
		}
	}
	i.Credits, i.Open = append(slices.Clone(i.Credits), c), true
	return nil
}

// settle issues every credit note that an invoice has promised, in their order, and opens its hours.
func (s *Service) settle(ctx context.Context, id marketplace.ID) error {
	e, err := s.invoices.Get(ctx, id)
	if err != nil {
		return err
	}
	var earlier []en16931.Document
	for n, c := range e.Value.Credits {
		note, err := s.note(ctx, e.Value, c, earlier)
		if err != nil {
			return err
		}
		earlier = append(earlier, note.Value.Document)
		if c.Done {
			continue
		}
		for _, sheet := range sheets(note.Value.Sources) {
			var lines []marketplace.ID
			for _, l := range sheet.lines {
				lines = append(lines, l.Line)
			}
			if err := s.Hours.Unbill(ctx, marketplace.System(e.Value.Org), sheet.id, string(id), lines...); err != nil {
				return err
			}
		}
		if err := s.settled(ctx, note.ID, id, n); err != nil {
			return err
		}
	}
	return nil
}

// note is a credit note, issued; it is made when it is not there.
func (s *Service) note(ctx context.Context, i Invoice, c Credited, earlier []en16931.Document) (Entry, error) {
	e, err := s.invoices.Get(ctx, c.Note)
	if marketplace.IsKind(err, marketplace.NotFound) {
		n := Invoice{ID: c.Note, Org: i.Org, Buyer: i.Buyer, State: Draft, Open: true, Of: i.ID, By: c.By, Begun: s.Clock.Now()}
		if n.Document, n.Sources, err = i.back(c, earlier); err != nil {
			return e, err
		}
		e, err = s.invoices.Insert(ctx, c.Note, n, s.facts.New(marketplace.System(i.Org), "invoice.begun", s.invoices.Subject(c.Note), "of", i.ID))
		if marketplace.IsKind(err, marketplace.Conflict) {
			e, err = s.invoices.Get(ctx, c.Note)
		}
	}
	if err != nil {
		return e, err
	}
	return s.number(ctx, e)
}

// back is the document of a credit note, with the sources that it gives back.
func (i Invoice) back(c Credited, earlier []en16931.Document) (en16931.Document, []Source, error) {
	var sources []Source
	counts := map[string]int64{}
	for _, s := range i.Sources {
		if slices.Contains(c.Sources, s.Key()) {
			sources = append(sources, s)
			counts[s.Line] += int64(s.Quantity)
		}
	}
	var parts []en16931.Take
	for _, l := range i.Document.Lines {
		if count, some := counts[l.ID]; some {
			parts = append(parts, en16931.Take{Line: l.ID, Count: count})
		}
	}
	d, err := en16931.Credit(i.Document, earlier, parts)
	d.Terms, d.Note = creditTerms, c.Reason
	return d, sources, err
}

// creditTerms stand on a credit note, which nobody pays by a transfer of its own (BR-CO-25).
const creditTerms = "Hyvitys"

// settled writes down that a credit note is issued and its hours are open: in the note, then in the invoice, which decides.
func (s *Service) settled(ctx context.Context, note, invoice marketplace.ID, n int) error {
	_, err := store.Change(ctx, s.invoices, note, func(i *Invoice) ([]marketplace.Fact, error) {
		if !i.Open {
			return nil, store.ErrUnchanged
		}
		i.Open = false
		return nil, nil
	})
	if err != nil {
		return err
	}
	_, err = store.Change(ctx, s.invoices, invoice, func(i *Invoice) ([]marketplace.Fact, error) {
		if i.Credits[n].Done {
			return nil, store.ErrUnchanged
		}
		i.Credits = slices.Clone(i.Credits)
		i.Credits[n].Done = true
		i.Open = slices.ContainsFunc(i.Credits, func(c Credited) bool { return !c.Done })
		return []marketplace.Fact{s.facts.New(marketplace.System(i.Org), "invoice.credited", s.invoices.Subject(invoice), "note", note)}, nil
	})
	return err
}
