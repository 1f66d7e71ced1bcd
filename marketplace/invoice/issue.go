package invoice

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"fmt"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/invoice/en16931"
	"sovite.fi/sovite/marketplace/invoice/reference"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/timesheet"
)

// Preview makes plans of everything that was approved and supplied by a day, for the seller's owners and billing. It saves nothing.
func (s *Service) Preview(ctx context.Context, actor marketplace.Actor, until marketplace.Date) ([]Plan, error) {
	if err := actor.Must(Billers()...); err != nil {
		return nil, err
	}
	seller, err := s.profile(ctx, actor.Org)
	if err != nil {
		return nil, err
	}
	var due []timesheet.Due
	buyers := map[marketplace.ID]Profile{}
	for page := (marketplace.Page{Limit: marketplace.MaxLimit}); ; {
		list, err := s.Hours.Approved(ctx, actor, "", page)
		if err != nil {
			return nil, err
		}
		for _, d := range list.Items {
			if d.Date > until {
				continue
			}
			due = append(due, d)
			if _, known := buyers[d.Buyer]; known {
				continue
			}
			buyer, err := s.profile(ctx, d.Buyer)
			if err != nil {
				return nil, err
			}
			buyers[d.Buyer] = buyer.Value
		}
		if page.After = list.Next; page.After == "" {
			return Gather(seller.Value, buyers, due), nil
		}
	}
}

// begin writes the draft of a plan, once for each run, buyer and reference.
func (s *Service) begin(ctx context.Context, r Run, p Plan) (Entry, error) {
	id := draftID(r.ID, p.Buyer, p.Reference)
	now := s.Clock.Now()
	ref, err := referenceOf(id)
	if err != nil {
		return Entry{}, err
	}
	i := Invoice{
		ID: id, Org: r.Org, Buyer: p.Buyer, State: Draft, Open: true, Document: p.Document, Sources: p.Sources, Reference: ref, Lang: p.Lang, By: r.By, Begun: now,
	}
	i.Document.Payment.Reference = ref
	e, err := s.invoices.Insert(ctx, id, i, s.facts.New(r.actor(), "invoice.begun", s.invoices.Subject(id), "buyer", p.Buyer, "lines", len(p.Sources)))
	if marketplace.IsKind(err, marketplace.Conflict) {
		return s.invoices.Get(ctx, id)
	}
	return e, err
}

func draftID(run, buyer marketplace.ID, buyerReference string) marketplace.ID {
	return marketplace.Derived("inv-", idLength, string(run), string(buyer), buyerReference)
}

// referenceOf is the reference number of an invoice: twelve digits that follow from its id, and the check digit.
func referenceOf(id marketplace.ID) (string, error) {
	const digits = 1_000_000_000_000
	sum := sha256.Sum256([]byte(id))
	return reference.Finnish(fmt.Sprintf("1%012d", binary.BigEndian.Uint64(sum[:8])%digits))
}

// issue puts the sources of a draft onto it and gives it a number. What cannot be billed any more drops it: its hours can be
// billed anew, and no number is used.
func (s *Service) issue(ctx context.Context, e Entry) (Entry, error) {
	by := marketplace.System(e.Value.Org)
	for _, sheet := range sheets(e.Value.Sources) {
		err := s.Hours.Bill(ctx, by, sheet.id, sheet.lines, string(e.ID))
		if marketplace.IsKind(err, marketplace.Stale) || marketplace.IsKind(err, marketplace.Conflict) || marketplace.IsKind(err, marketplace.NotFound) {
			reason := marketplace.AsError(err)
			return s.drop(ctx, e, marketplace.FieldError{Field: "sources", Key: reason.Key, Args: reason.Args})
		}
		if err != nil {
			return e, err
		}
	}
	return s.number(ctx, e)
}

// drop lets go of everything that stands on a draft, and writes down why it is not issued.
func (s *Service) drop(ctx context.Context, e Entry, why marketplace.FieldError) (Entry, error) {
	for _, sheet := range sheets(e.Value.Sources) {
		if err := s.Hours.Unbill(ctx, marketplace.System(e.Value.Org), sheet.id, string(e.ID)); err != nil && !marketplace.IsKind(err, marketplace.NotFound) {
			return e, err
		}
	}
	return store.Change(ctx, s.invoices, e.ID, func(i *Invoice) ([]marketplace.Fact, error) {
		after, can := i.State.Next(Drop)
		if !can {
			return nil, store.ErrUnchanged
		}
		i.State, i.Open, i.Dropped = after, false, &why
		return []marketplace.Fact{s.facts.New(marketplace.System(i.Org), "invoice.dropped", s.invoices.Subject(e.ID), "why", why.Key)}, nil
	})
}

// numberTries is how often a number is tried for: each time that it is taken, somebody else's invoice was issued.
const numberTries = 1000

// number gives a draft the next number of its series, in the write that issues it. Who is second reads again: nothing is
// reserved, so that nothing is burnt.
func (s *Service) number(ctx context.Context, e Entry) (Entry, error) {
	for range numberTries {
		if e.Value.State != Draft {
			return e, nil
		}
		i, err := s.numbered(ctx, e.Value)
		if err != nil {
			return e, err
		}
		if bad := en16931.Failures(i.Document); len(bad) > 0 {
			if i.Of != "" {
				return e, marketplace.InvalidFields(bad)
			}
			return s.drop(ctx, e, bad[0])
		}
		d := i.Document
		saved, err := s.invoices.Save(ctx, Entry{ID: e.ID, Rev: e.Rev, Value: i}, s.facts.New(
			marketplace.System(i.Org), "invoice.issued", s.invoices.Subject(e.ID), "number", d.Number, "buyer", i.Buyer, "payable", int64(d.Totals.Payable), "kind", d.Kind,
		))
		if !marketplace.IsKind(err, marketplace.Conflict) && !marketplace.IsKind(err, marketplace.Stale) {
			return saved, err
		}
		if e, err = s.invoices.Get(ctx, e.ID); err != nil {
			return e, err
		}
	}
	return e, marketplace.Errorf(marketplace.Unavailable, "invoice.crowded")
}

// numbered is a draft as it is issued today under the next number.
func (s *Service) numbered(ctx context.Context, i Invoice) (Invoice, error) {
	seller, err := s.profile(ctx, i.Org)
	if err != nil {
		return i, err
	}
	today := s.Clock.Today()
	series := seller.Value.Series
	if series == "" {
		series = string(today[:4]) + "-"
	}
	last, err := s.invoices.First(ctx, store.Query{Index: "number", Eq: []any{string(i.Org), series}, From: 1, Desc: true})
	if err != nil && !marketplace.IsKind(err, marketplace.NotFound) {
		return i, err
	}
	seq := int64(1)
	if err == nil {
		seq = *last.Value.Seq + 1
	}
	i.State, i.Open, i.Series, i.Seq, i.Issued = Issued, i.Of != "", series, &seq, s.Clock.Now()
	d := &i.Document
	d.Number, d.Issued = fmt.Sprintf("%s%04d", series, seq), today
	days := seller.Value.Days
	if days == 0 {
		days = usualDays
	}
	if i.Of == "" {
		d.Due = today.AddDays(days)
	}
	return i, nil
}

// usualDays is the term of payment when the seller told none.
const usualDays = 14
